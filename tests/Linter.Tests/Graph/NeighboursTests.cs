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
    public void An_alternative_speaks_for_nobody() => Rules(Ingress, Cart + "---\n" + Ingress).Should().Contain("ingress-service-not-found");

    [Fact]
    public void A_neighbour_in_another_namespace_is_somebody_else() =>
        Rules(Ingress.Replace("{name: shop}", "{name: shop, namespace: shop}", StringComparison.Ordinal), Cart.Replace("{name: cart}", "{name: cart, namespace: stage}", StringComparison.Ordinal))
            .Should().Contain("ingress-service-not-found");

    [Fact]
    public void Pods_of_a_neighbour_are_selected()
    {
        const string Service = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: x, labels: {app: x}}\nspec: {containers: [{name: x, image: 'x:1.2'}]}\n";
        const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec: {containers: [{name: web, image: 'web:1.2'}]}\n";
        Rules(Service, Pod).Should().NotContain("service-selects-nothing");
        Rules(Service, Pod.Replace("app: web", "app: wob", StringComparison.Ordinal)).Should().Contain("service-selects-nothing");
    }

    private static List<string> Rules(params string[] texts)
    {
        using var folder = new TempFolder();
        var rendered = texts.Select((text, i) => new RenderedInput(new RenderTarget(RenderTool.Helm, $"chart{i}", folder.Full($"chart{i}")), text, folder.Path));
        var input = new InputFiles([], [], []) { Rendered = [.. rendered] };
        return LintEngine.Run(input, new LintOptions { Profile = Profile.Default }).Findings.Where(finding => finding.Severity >= Linter.Findings.Severity.Warning).Select(finding => finding.RuleId).ToList();
    }
}
