using Linter.Graph;
using Linter.Manifests;

namespace Linter.Tests.Graph;

/// <summary>What may bring an object of a kind into the cluster.</summary>
public class MakesOfKindsTests
{
    [Fact]
    public void Each_kind_has_makers_of_its_own()
    {
        NamedReferences.MakesOf(Kinds.Secret).Should().Be(Makes.Secrets);
        NamedReferences.MakesOf(Kinds.ConfigMap).Should().Be(Makes.ConfigMaps);
        NamedReferences.MakesOf(Kinds.ServiceAccount).Should().Be(Makes.Others);
    }
}
