using Linter.Configuration;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Graph;

public class NetworkPoliciesTests
{
    private const string Pods =
        """
        {apiVersion: v1, kind: Pod, metadata: {name: db, namespace: shop, labels: {app: db}}, spec: {containers: [{name: db, image: db:1, ports: [{name: sql, containerPort: 5432}]}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}}, spec: {containers: [{name: web, image: web:1}]}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: job, namespace: ops, labels: {app: web}}, spec: {containers: [{name: job, image: job:1}]}}
        ---
        {apiVersion: v1, kind: Namespace, metadata: {name: ops, labels: {team: ops}}}

        """;

    [Theory]
    [InlineData("policyTypes: [Egress]", "web", PolicyVerdict.Yes)]
    [InlineData("ingress: []", "web", PolicyVerdict.No)]
    [InlineData("ingress: [{}]", "web", PolicyVerdict.Yes)]
    [InlineData("ingress: [{from: [], ports: []}]", "web", PolicyVerdict.Yes)]
    [InlineData("ingress: [{ports: [{port: sql}]}]", "web", PolicyVerdict.Yes)]
    [InlineData("ingress: [{ports: [{port: sql, protocol: UDP}]}]", "web", PolicyVerdict.No)]
    [InlineData("ingress: [{ports: [{port: 5000, endPort: 5432}]}]", "web", PolicyVerdict.Yes)]
    [InlineData("ingress: [{ports: [{port: 5000, endPort: 5431}]}]", "web", PolicyVerdict.No)]
    [InlineData("ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]", "web", PolicyVerdict.Yes)]
    [InlineData("ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]", "job", PolicyVerdict.No)]
    [InlineData("ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}]}]", "job", PolicyVerdict.Yes)]
    [InlineData("ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ops}}}]}]", "job", PolicyVerdict.Yes)]
    [InlineData("ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ops}}}]}]", "web", PolicyVerdict.No)]
    [InlineData("ingress: [{from: [{namespaceSelector: {matchLabels: {team: ops}}}]}]", "job", PolicyVerdict.Yes)]
    [InlineData("ingress: [{from: [{namespaceSelector: {matchLabels: {team: ops}}}]}]", "web", PolicyVerdict.Unknown)]
    [InlineData("ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]", "web", PolicyVerdict.Unknown)]
    [InlineData("ingress: [{from: [{podSelector: {app: web}}]}]", "web", PolicyVerdict.Unknown)]
    [InlineData("ingress: [a]", "web", PolicyVerdict.Unknown)]
    [InlineData("ingress: {}", "web", PolicyVerdict.No)]
    public void A_source_is_let_in_as_the_rules_say(string policy, string source, PolicyVerdict expected)
    {
        var graph = Build(
            $"{Pods}---\n{{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: db, namespace: shop}}, spec: {{podSelector: {{matchLabels: {{app: db}}}}, {policy}}}}}");

        graph.Policies.Admits(Pod(graph, "db"), 5432, "TCP", Pod(graph, source)).Verdict.Should().Be(expected);
    }

    [Fact]
    public void Traffic_goes_out_only_by_an_egress_rule()
    {
        var graph = Build(Pods
            + "---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: web, namespace: shop}, spec: {podSelector: {}, egress: [{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: sql}]}]}}");

        graph.Policies.LetsOut(Pod(graph, "web"), Pod(graph, "db"), 5432, "TCP").Verdict.Should().Be(PolicyVerdict.Yes);
        graph.Policies.LetsOut(Pod(graph, "web"), Pod(graph, "db"), 5433, "TCP").Verdict.Should().Be(PolicyVerdict.No);
        graph.Policies.LetsOut(Pod(graph, "web"), Pod(graph, "job"), 5432, "TCP").Verdict.Should().Be(PolicyVerdict.No);
    }

    [Fact]
    public void A_policy_that_is_declared_to_exist_elsewhere_may_be_any()
    {
        var externals = new Externals([new External { Kind = "NetworkPolicy", Name = "allow-*", Namespace = "shop" }]);

        externals.HasAny(Kinds.NetworkPolicy, "shop").Should().BeTrue();
        externals.HasAny(Kinds.NetworkPolicy, "ops").Should().BeFalse();
        externals.HasAny(Kinds.Secret, "shop").Should().BeFalse();
    }

    private static PodTemplate Pod(LinkGraph graph, string name) => graph.PodTemplates.Single(pods => pods.Workload.Name == name);

    private static LinkGraph Build(string text) =>
        LinkGraphBuilder.Build(ManifestReader.Read(YamlReader.Read(new SourceText("all.yaml", text))).Resources, Stage.Whole);
}
