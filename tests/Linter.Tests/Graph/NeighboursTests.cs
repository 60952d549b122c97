using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Engine;
using Linter.Manifests;
using Linter.Tests.Support;

namespace Linter.Tests.Graph;

/// <summary>What units show each other where some of them were rendered.</summary>
public class NeighboursTests
{
    private const string Ingress = """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: shop}
        spec:
          ingressClassName: nginx
          rules:
            - http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: cart, port: {number: 80}}}}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: other}
        spec: {ports: [{port: 80}]}

        """;

    private const string Cart = """
        apiVersion: v1
        kind: Service
        metadata: {name: cart}
        spec: {ports: [{port: 80}]}

        """;

    [Fact]
    public void What_nobody_defines_is_missed() => Rules(Ingress, "").Should().Contain("ingress-service-not-found");

    [Fact]
    public void What_a_neighbour_defines_is_not_missed() => Rules(Ingress, Cart).Should().NotContain("ingress-service-not-found");

    [Fact]
    public void An_alternative_speaks_for_nobody() =>
        Rules(Ingress, Cart + "---\n" + Ingress).Should().Contain("ingress-service-not-found");

    [Fact]
    public void A_neighbour_in_another_namespace_is_somebody_else() =>
        Rules(Ingress.Replace("{name: shop}", "{name: shop, namespace: shop}", StringComparison.Ordinal),
            Cart.Replace("{name: cart}", "{name: cart, namespace: stage}", StringComparison.Ordinal))
            .Should().Contain("ingress-service-not-found");

    [Fact]
    public void Pods_of_a_neighbour_are_selected()
    {
        const string Service =
            "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: x, labels: {app: x}}\nspec: {containers: [{name: x, image: 'x:1.2'}]}\n";
        const string Pod =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec: {containers: [{name: web, image: 'web:1.2'}]}\n";
        Rules(Service, Pod).Should().NotContain("service-selects-nothing");
        Rules(Service, Pod.Replace("app: web", "app: wob", StringComparison.Ordinal)).Should().Contain("service-selects-nothing");
    }

    [Fact]
    public void Kinds_of_a_neighbour_are_known()
    {
        const string Definition =
            "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: carts.shop.example.com}\nspec: {group: shop.example.com, scope: Namespaced, names: {kind: Cart, plural: carts}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}}]}\n";
        const string Sample = "apiVersion: shop.example.com/v1\nkind: Cart\nmetadata: {name: sample}\nspec: {szie: 3}\n";
        Rules(Sample, "").Should().NotContain("unknown-field");
        Rules(Sample, Definition).Should().Contain("unknown-field");
        Rules(Sample, Definition.Replace("shop.example.com", "shop.example.org", StringComparison.Ordinal))
            .Should().NotContain("unknown-field");
        Rules(Sample, Definition + "---\n" + Definition.Replace("size", "szie", StringComparison.Ordinal))
            .Should().NotContain("unknown-field", "of several definitions that one counts by which least is wrong");
        Rules(Sample + "---\n" + Definition.Replace("size", "szie", StringComparison.Ordinal), Definition)
            .Should().NotContain("unknown-field", "the unit's own comes first");
    }

    [Fact]
    public void Services_of_a_neighbour_are_found_by_their_labels()
    {
        const string Monitor =
            "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: m}\nspec: {selector: {matchLabels: {app: cart}}, endpoints: [{port: http}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: other, labels: {app: cat}}\nspec: {ports: [{port: 80}]}\n";
        Rules(Monitor, Cart).Should().Contain("monitor-port-not-found");
        Rules(Monitor, Cart.Replace("{name: cart}", "{name: cart, labels: {app: cart}}", StringComparison.Ordinal))
            .Should().NotContain("monitor-port-not-found");
    }

    [Fact]
    public void What_the_unit_itself_holds_is_judged_whatever_a_neighbour_holds()
    {
        const string Set =
            "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: cart, namespace: shop}\nspec: {serviceName: cart, selector: {matchLabels: {app: cart}}, template: {metadata: {labels: {app: cart}}, spec: {containers: [{name: c, image: 'c:1.2'}]}}}\n---\n";
        var own = Set + Cart.Replace("{name: cart}", "{name: cart, namespace: shop}", StringComparison.Ordinal);
        Rules(own, "").Should().Contain("governing-service");
        Rules(own, Cart).Should().Contain("governing-service");
        Rules(Set + Cart.Replace("cart", "card", StringComparison.Ordinal), Cart).Should().NotContain("governing-service");
    }

    [Fact]
    public void A_grant_of_a_neighbour_counts_for_what_it_grants()
    {
        const string Route =
            "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: r, namespace: shop}\nspec: {parentRefs: [{name: g}], rules: [{backendRefs: [{name: cart, namespace: other, port: 80}]}]}\n---\n";
        const string Grant =
            "apiVersion: gateway.networking.k8s.io/v1\nkind: ReferenceGrant\nmetadata: {name: x, namespace: other}\nspec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}], to: [{group: '', kind: Service}]}\n";
        var own = Route + Cart.Replace("{name: cart}", "{name: cart, namespace: other}", StringComparison.Ordinal);
        Rules(own, "").Should().Contain("reference-not-granted");
        Rules(own, Grant).Should().NotContain("reference-not-granted");
        Rules(own, Grant.Replace("kind: HTTPRoute", "kind: TCPRoute", StringComparison.Ordinal)).Should().Contain("reference-not-granted");
    }

    [Fact]
    public void A_walk_says_how_it_knows_what_it_does_not_follow()
    {
        Said(Ingress, Cart).Should().Be("defined in another unit, which is not followed into");
        Said([new External { Kind = "Service", Name = "cart" }], Ingress, Cart).Should().Be("declared under externals");
        Said(Ingress, Cart.Replace("cart", "card", StringComparison.Ordinal)).Should().Be("no such Service");
    }

    [Fact]
    public void A_walk_says_where_the_pods_of_a_Service_are()
    {
        var selects = Cart.Replace("ports:", "selector: {app: web}, ports:", StringComparison.Ordinal);
        const string Pod =
            "---\napiVersion: v1\nkind: Pod\nmetadata: {name: x, labels: {app: x}}\nspec: {containers: [{name: x, image: 'x:1.2'}]}\n";
        var (own, other) = (Ingress + "---\n" + selects + Pod,
            Pod.Replace("app: x", "app: web", StringComparison.Ordinal).Replace("name: x,", "name: web,", StringComparison.Ordinal));
        Said(own, other).Should().Be("such pods are defined in another unit, which is not followed into");
        Rules(own, other).Should().NotContain("ingress-path-broken");
        Said([new External { Kind = "Pod", Labels = ImmutableSortedDictionary<string, string>.Empty.Add("app", "web") }], own)
            .Should().Be("such pods are declared under externals");
        Rules(own).Should().Contain("ingress-path-broken");
    }

    // What the last hop of the Ingress's way says.
    private static string Said(params string[] texts) => Said([], texts);

    private static string Said(ImmutableArray<External> externals, params string[] texts)
    {
        using var folder = new TempFolder();
        var inspection = LintEngine.Inspect(Rendered(folder, texts), new LintOptions { Externals = externals });
        return EntryList.Of(inspection).Walks.Single().Walk.Hops[^1].Hop.How;
    }

    private static InputFiles Rendered(TempFolder folder, string[] texts) => new([], [], [])
    {
        Rendered = [.. texts.Select((text, i) => new RenderedInput(new RenderTarget(RenderTool.Helm, $"chart{i}", folder.Full($"chart{i}")),
            text, folder.Path))],
    };

    private static List<string> Rules(params string[] texts)
    {
        using var folder = new TempFolder();
        return LintEngine.Run(Rendered(folder, texts), new LintOptions { Profile = Profile.Default })
            .Findings.Where(finding => finding.Severity >= Linter.Findings.Severity.Warning)
            .Select(finding => finding.RuleId)
            .ToList();
    }
}
