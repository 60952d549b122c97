using Linter.Tests.Support;

namespace Linter.Tests.Manifests.Rendering;

/// <summary>The real kubectl makes of the trees what the other tests take for its work.</summary>
public sealed class KustomizeRenderedTests : IDisposable
{
    private readonly TempFolder scratch = new();

    public static TheoryData<string> Names => [.. KustomizeCases.Trees.Keys];

    public void Dispose() => scratch.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Kubectl_renders_it_so(string name)
    {
        var kubectl = Repository.PathOf("tests", "tools", "bin", "kubectl");
        NodeTool.Need("tests/tools/bin/kubectl is not there; run tests/tools/install", File.Exists(kubectl));
        KustomizeCases.Write(scratch, name);

        var ran = await Processes.Run(scratch.Full("wrapper"), kubectl, ["kustomize", "."], ("HOME", scratch.Path));
        Golden.Matches(name + ".yaml", ran.Exits(0).Output);
    }
}
