using Linter.Schema;

namespace Linter.Tests.Schema;

public class KubernetesSchemaTests
{
    private static readonly KubernetesSchema BuiltIn = KubernetesSchema.BuiltIn;

    [Fact]
    public void Every_kind_can_be_decoded_down_to_its_last_field()
    {
        var seen = new HashSet<SchemaNode>();
        var open = new Stack<SchemaNode>(BuiltIn.Kinds.Select(kind => BuiltIn.Find(kind.ApiVersion, kind.Kind)!));
        while (open.TryPop(out var node))
        {
            if (!seen.Add(node))
                continue;

            var previous = "";
            foreach (var field in node.Fields)
            {
                string.CompareOrdinal(previous, field.Name).Should().BeNegative("fields are found by bisection");
                node.Find(field.Name).Should().BeSameAs(field);
                previous = field.Name;
                open.Push(field.Node);
            }

            if (node.Element is { } element)
                open.Push(element);
        }

        seen.Count.Should().BeGreaterThan(1000);
    }

    [Theory]
    [InlineData("v1", "Pod")]
    [InlineData("apps/v1", "Deployment")]
    [InlineData("extensions/v1beta1", "Ingress")]
    [InlineData("batch/v2alpha1", "CronJob")]
    [InlineData("rbac.authorization.k8s.io/v1alpha1", "ClusterRole")]
    [InlineData("gateway.networking.k8s.io/v1", "HTTPRoute")]
    [InlineData("gateway.networking.k8s.io/v1alpha2", "TCPRoute")]
    [InlineData("gateway.networking.x-k8s.io/v1alpha1", "XMesh")]
    public void Present_and_past_kinds_are_built_in(string apiVersion, string kind) =>
        BuiltIn.Find(apiVersion, kind).Should().NotBeNull();

    [Theory]
    [InlineData("v1", "Deployment")]
    [InlineData("apps/v1", "Deploymen")]
    [InlineData("apps/v1", "DeploymentSpec")]
    [InlineData("", "")]
    public void Other_names_are_not(string apiVersion, string kind) => BuiltIn.Find(apiVersion, kind).Should().BeNull();

    [Fact]
    public void Facts_of_a_field_are_read()
    {
        var spec = BuiltIn.Find("apps/v1", "Deployment")!.Find("spec")!;
        var selector = spec.Node.Find("selector")!;
        (spec.IsRequired, selector.IsRequired, selector.IsImmutable).Should().Be((true, true, true));

        var port = BuiltIn.Find("v1", "Service")!.Find("spec")!.Node.Find("ports")!.Node.Element!;
        port.Find("port").Should().BeEquivalentTo(new { IsRequired = true, IsImmutable = false, Node = new { Type = SchemaType.Int32 } });
        port.Find("targetPort")!.Node.Type.Should().Be(SchemaType.Port);
        port.Find("protocol")!.Node.Values.Should().BeEquivalentTo("SCTP", "TCP", "UDP");
        BuiltIn.ObjectMeta.Find("labels")!.Node
            .Should().BeEquivalentTo(new { Type = SchemaType.Map, Element = new { Type = SchemaType.String } });
    }

    [Fact]
    public void The_release_is_that_of_the_default_target() => BuiltIn.Release.Should().Be(Linter.Engine.LintOptions.LatestKubernetesMinor);
}
