using Linter.Graph;
using Linter.Tests.Support;

namespace Linter.Tests.Graph;

/// <summary>What Istio's resources point at.</summary>
public class MeshTests
{
    [Fact]
    public void Destinations_and_hosts_of_rules_are_references_to_Services()
    {
        const string Manifests = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: edge}
            spec:
              hosts: [shop.example.com]
              http:
                - route: [{destination: {host: cart}}, {destination: {host: web.shop.svc.cluster.local}}]
                  mirror: {host: shadow}
                  mirrors: [{destination: {host: shadow.test.svc.cluster.local}}]
                - delegate: {name: pay, namespace: billing}
                - route: [{destination: {host: web.shop}}, {destination: {host: "*.example.com"}}, {destination: {host: "${HOST}"}}]
              tls: [{route: [{destination: {host: safe}}]}]
              tcp: [{route: [{destination: {host: plain}}]}]
            ---
            apiVersion: networking.istio.io/v1beta1
            kind: DestinationRule
            metadata: {name: cart, namespace: shop}
            spec: {host: cart}
            ---
            apiVersion: networking.istio.io/v1alpha3
            kind: DestinationRule
            metadata: {name: all}
            spec: {host: "*.local"}
            """;
        var graph = Lint.Inspect([("manifest.yaml", Manifests)])!.Units.Single().Graph;
        graph.Resources.SelectMany(resource => graph.ReferencesFrom(resource))
            .Select(reference => (reference.From.Name, Target: (NamedTarget)reference.Target))
            .Select(pair => $"{pair.Name}: {pair.Target.Kind.Kind} {pair.Target.Namespace}/{pair.Target.Name}").Should().BeEquivalentTo(
                "shop: Service edge/cart", "shop: Service shop/web", "shop: Service edge/shadow", "shop: Service test/shadow",
                "shop: VirtualService billing/pay",
                "shop: Service edge/safe", "shop: Service edge/plain", "cart: Service shop/cart");
    }

    [Theory]
    [InlineData("cart", "shop", "cart", "cart.shop.svc.cluster.local")]
    [InlineData("cart.shop.svc.cluster.local", "shop", "cart", "cart.shop.svc.cluster.local")]
    [InlineData("cart.other.svc.cluster.local", "other", "cart", "cart.other.svc.cluster.local")]
    [InlineData("cart.shop", "shop", "cart", "cart.shop")]
    [InlineData("cart.example.com", null, "", "cart.example.com")]
    [InlineData("*", null, "", "*")]
    [InlineData("*.shop.svc.cluster.local", null, "", "*.shop.svc.cluster.local")]
    [InlineData("-cart.shop.svc.cluster.local", null, "", "-cart.shop.svc.cluster.local")]
    [InlineData("cart.-shop.svc.cluster.local", null, "", "cart.-shop.svc.cluster.local")]
    public void A_host_without_a_dot_is_completed_and_every_other_one_is_not(string host, string? @namespace, string service, string whole)
    {
        var graph = Lint.Inspect([("manifest.yaml",
            $"apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {{name: a, namespace: shop}}\nspec: {{host: '{host}'}}\n")])!.Units.Single().Graph;
        var read = graph.Mesh.DestinationRules.Single().Host!;
        (read.Namespace, read.Service, read.WholeName).Should().Be((@namespace, service, whole));
    }
}
