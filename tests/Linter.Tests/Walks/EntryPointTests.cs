using Linter.Engine;
using Linter.Graph.Walks;

namespace Linter.Tests.Walks;

/// <summary>What entry points come to, and where it is decided.</summary>
public class EntryPointTests
{
    [Fact]
    public void A_whole_way_reaches_its_pods()
    {
        var walk = Walked.Entries(Walked.App("cart"),
            Walked.Ingress("shop", "shop.example.com", "", "/cart Prefix cart:80")).Should().ContainSingle().Which;
        walk.Verdict.Should().Be(EntryVerdict.Reaches);
        walk.PodCount.Should().Be(2);
        walk.Pods[0].Should().BeEquivalentTo(new { Replicas = 2, Port = 8080, Container = "cart" });
        walk.Hops.Select(hop => hop.Hop.Kind)
            .Should().Equal(HopKind.Host, HopKind.Path, HopKind.Service, HopKind.Port, HopKind.TargetPort, HopKind.Pods, HopKind.Probes,
                HopKind.Policy);
    }

    [Theory]
    [InlineData("/cart Prefix crat:80", HopKind.Service, "ingress-service-not-found")]
    [InlineData("/cart Prefix cart:81", HopKind.Port, "ingress-port-not-found")]
    [InlineData("/cart Prefix cart:http", HopKind.Port, "ingress-port-not-found")]
    [InlineData("cart Prefix cart:80", HopKind.Path, "ingress-path-invalid")]
    [InlineData("/cart Prefx cart:80", HopKind.Path, "invalid-value")]
    public void A_break_of_the_Ingress_is_at_its_hop(string path, HopKind kind, string rule) =>
        Decisive(EntryVerdict.Broken, Walked.App("cart"), Walked.Ingress("shop", "shop.example.com", "", path)).Should().Be((kind, rule));

    [Fact]
    public void Every_definition_of_a_Gateway_takes_its_routes()
    {
        const string Gateway =
            "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge}\nspec: {gatewayClassName: a, listeners: [{name: web, port: 80, protocol: HTTP}]}\n---\n";
        const string Route =
            "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: shop}\nspec: {parentRefs: [{name: edge}], rules: [{backendRefs: [{name: cart, port: 80}]}]}\n---\n";
        var walk = Walked.Entries([Walked.App("cart"), Route, .. Enumerable.Repeat(Gateway, 10),
            Gateway.Replace("name: web", "name: other", StringComparison.Ordinal)]).Should().ContainSingle().Which;
        walk.Hops[0].Hop.How.Should().Be("listener web (HTTP at 80) and 10 more takes the route");
    }

    [Fact]
    public void A_refused_Ingress_breaks_its_other_paths_as_a_whole() =>
        Walked.Entries(Walked.App("cart"), Walked.Ingress("shop", "shop.example.com", "", "/a Prefix cart:80", "b Prefix cart:80"))
            .Select(walk => (walk.Verdict, walk.Decisive!.Hop.Kind))
            .Should().Equal((EntryVerdict.Broken, HopKind.Host), (EntryVerdict.Broken, HopKind.Path));

    [Fact]
    public void A_missing_Service_breaks_each_path_to_it_although_it_is_told_once() =>
        Walked.Entries(Walked.App("cart"),
            Walked.Ingress("shop", "shop.example.com", "", [.. Enumerable.Range(0, 9).Select(i => $"/p{i} Prefix somewhere-else:80")]))
            .Should().AllSatisfy(walk => walk.Decisive!.Finding!.RuleId.Should().Be("ingress-service-not-found"));

    [Fact]
    public void Selectors_and_named_ports_break_at_their_hops()
    {
        var ingress = Walked.Ingress("shop", "shop.example.com", "", "/ Prefix cart:80");
        Decisive(EntryVerdict.Broken, Walked.App("cart", target: "htpp"), ingress)
            .Should().Be((HopKind.TargetPort, "target-port-name-not-found"));
        Walked.Entries(Walked.App("cart").Replace("selector: {app: cart}", "selector: {app: crat}", StringComparison.Ordinal),
            ingress)[0].Decisive!.Hop.Kind
            .Should().Be(HopKind.Pods);
    }

    [Fact]
    public void Pods_that_are_refused_break_the_way_to_them() =>
        Decisive(EntryVerdict.Broken, Walked.App("cart", labels: "crat"),
            Walked.Ingress("shop", "shop.example.com", "", "/ Prefix cart:80"))
            .Kind.Should().Be(HopKind.Pods);

    [Fact]
    public void No_readiness_probe_is_a_doubt() =>
        Decisive(EntryVerdict.Doubtful, Walked.App("cart").Replace("readinessProbe:", "lifecycle: {} #", StringComparison.Ordinal),
            Walked.Ingress("shop", "shop.example.com", "", "/ Prefix cart:80"))
            .Kind.Should().Be(HopKind.Probes);

    [Fact]
    public void A_probe_that_cannot_succeed_breaks_the_way() =>
        Decisive(EntryVerdict.Broken, Walked.App("cart").Replace("port: http }", "port: htpp }", StringComparison.Ordinal),
            Walked.Ingress("shop", "shop.example.com", "", "/ Prefix cart:80"))
            .Should().Be((HopKind.Probes, "probe-port-name-not-found"));

    [Fact]
    public void No_replicas_are_a_doubt() =>
        Decisive(EntryVerdict.Doubtful, Walked.App("cart", replicas: 0), Walked.Ingress("shop", "shop.example.com", "", "/ Prefix cart:80"))
            .Should().Be((HopKind.Pods, "service-without-replicas"));

    [Theory]
    [InlineData("HorizontalPodAutoscaler", "", 0, "Deployment cart; HorizontalPodAutoscaler cart leaves a target alone that stands at 0", EntryVerdict.Doubtful)]
    [InlineData("HorizontalPodAutoscaler", "minReplicas: 0,", 0, "none runs until", EntryVerdict.Doubtful)]
    [InlineData("HorizontalPodAutoscaler", "", 2, "Deployment cart", EntryVerdict.Reaches)]
    public void An_autoscaler_makes_no_pods_of_none(string kind, string fewest, int replicas, string says, EntryVerdict expected)
    {
        var scaler = $"apiVersion: autoscaling/v2\nkind: {kind}\nmetadata: {{name: cart}}\nspec: {{ {fewest} maxReplicas: 5, scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: cart}}}}\n---\n";
        var walk = Walked.Entries(Walked.App("cart", replicas: replicas), scaler,
            Walked.Ingress("shop", "shop.example.com", "", "/ Prefix cart:80"))[0];
        walk.Verdict.Should().Be(expected);
        var pods = walk.Hops.First(hop => hop.Hop.Kind == HopKind.Pods).Hop;
        pods.How.Should().Contain(says);
        pods.What.Contains("autoscaled", StringComparison.Ordinal).Should().Be(replicas > 0);
        Walked.Entries(Walked.App("cart"), "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: third, namespace: third}\n---\n",
            scaler.Replace("{name: cart}", "{name: cart, namespace: far}", StringComparison.Ordinal),
            Walked.Ingress("shop", "shop.example.com", "", "/ Prefix cart:80"))[0].Hops
            .First(hop => hop.Hop.Kind == HopKind.Pods).Hop.What
            .Should().Be("2 replicas");
    }

    [Fact]
    public void Of_two_routes_for_the_same_requests_both_are_doubtful() =>
        Walked.Entries(Walked.App("cart"), Walked.App("web"), Walked.Ingress("a", "shop.example.com", "", "/ Prefix cart:80"),
            Walked.Ingress("b", "shop.example.com", "", "/ Prefix web:80"))
            .Should().AllSatisfy(walk => walk.Verdict.Should().Be(EntryVerdict.Doubtful));

    [Theory]
    [InlineData("ingress: []", EntryVerdict.Broken)]
    [InlineData("ingress: [{ports: [{port: 80}]}]", EntryVerdict.Broken)]
    [InlineData("ingress: [{ports: [{port: 8080}]}]", EntryVerdict.Reaches)]
    [InlineData("ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]", EntryVerdict.Doubtful)]
    [InlineData("policyTypes: [Egress]", EntryVerdict.Reaches)]
    public void Policies_count(string spec, EntryVerdict expected)
    {
        var policy = $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: cart}}\nspec:\n  podSelector: {{matchLabels: {{app: cart}}}}\n  {spec}\n---\n";
        var walk = Walked.Entries(Walked.App("cart"), policy, Walked.Ingress("shop", "shop.example.com", "", "/ Prefix cart:80"))[0];
        walk.Verdict.Should().Be(expected);
        if (expected is not EntryVerdict.Reaches)
            walk.Decisive!.Hop.Kind.Should().Be(HopKind.Policy);
    }

    [Theory]
    [InlineData("LoadBalancer", EntryKind.LoadBalancer)]
    [InlineData("NodePort", EntryKind.NodePort)]
    public void A_Service_that_opens_itself_is_one(string type, EntryKind kind) =>
        Walked.Entries(Walked.App("cart", type: type)).Should().ContainSingle()
            .Which.Should().Match<JudgedWalk>(walk => walk.Entry.Kind == kind && walk.Verdict == EntryVerdict.Reaches);

    [Fact]
    public void A_Service_that_a_workload_calls_is_one()
    {
        var web = Walked.App("web").Replace("readinessProbe",
            "env: [{name: CART_URL, value: 'http://cart:80/api'}]\n          readinessProbe", StringComparison.Ordinal);
        var walk = Walked.Entries(Walked.App("cart"), web).Should().ContainSingle().Which;
        walk.Entry.Should().Match<EntryPoint>(entry => entry.Kind == EntryKind.Call && entry.Name == "cart:80");
        walk.Hops[0].Hop.How.Should().Be("called by Deployment web");
        walk.Verdict.Should().Be(EntryVerdict.Reaches);
        Walked.Entries(Walked.App("cart"), web.Replace("cart:80", "cart:8080", StringComparison.Ordinal))[0].Decisive!.Finding!.RuleId
            .Should().Be("dns-name-not-found");
    }

    [Fact]
    public void What_leads_outside_is_unknown()
    {
        var ingress = Walked.Ingress("shop", "shop.example.com", "", "/ Prefix cart:80");
        Walked.Entries(ingress).Should().ContainSingle().Which.Verdict.Should().Be(EntryVerdict.Unknown);
        Walked.Entries(
            "apiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {type: ExternalName, externalName: cart.example.org}\n---\n",
            ingress)[0].Verdict
            .Should().Be(EntryVerdict.Unknown);
        Walked.Entries("apiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {ports: [{port: 80}]}\n---\n", ingress)[0].Verdict
            .Should().Be(EntryVerdict.Unknown);
    }

    [Fact]
    public void A_suppressed_break_does_not_count_as_one() =>
        Walked.Entries(Walked.App("cart"),
            "# lint:ignore ingress-port-not-found -- the port comes with the next release\n"
                + Walked.Ingress("shop", "shop.example.com", "", "/ Prefix cart:81"))
            .Single().Verdict.Should().NotBe(EntryVerdict.Broken);

    private static (HopKind Kind, string? Rule) Decisive(EntryVerdict verdict, params string[] manifests)
    {
        var walk = Walked.Entries(manifests)[0];
        walk.Verdict.Should().Be(verdict);
        return (walk.Decisive!.Hop.Kind, walk.Decisive.Finding?.RuleId);
    }
}
