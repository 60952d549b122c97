using Linter.Findings;
using Linter.Tests.Support;

namespace Linter.Tests.Engine;

public class VariantTests
{
    private const string Service =
        "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  ports: [{port: 80}]\n";

    [Fact]
    public void A_variant_that_breaks_its_own_link_is_an_error()
    {
        var result = Lint.Only(
            "service-selects-nothing",
            ("dev/deployment.yaml", Deployment("wbe")),
            ("dev/service.yaml", Service.Replace("port: 80", "port: 81", StringComparison.Ordinal)),
            ("prod/deployment.yaml", Deployment("web")),
            ("prod/service.yaml", Service));
        result.Findings.Should().ContainSingle().Which.Severity.Should().Be(Severity.Error);
        result.Findings[0].Span.Source.Path.Should().Be("dev/service.yaml");
    }

    [Fact]
    public void A_shared_Service_that_one_variant_lacks_pods_for_is_a_note()
    {
        var result = Lint.Only(
            "service-selects-nothing",
            ("a/deployment.yaml", Deployment("other")),
            ("b/deployment.yaml", Deployment("web")),
            ("service.yaml", Service));
        result.Findings.Should().ContainSingle().Which.Severity.Should().Be(Severity.Note);
    }

    [Fact]
    public void A_shared_Service_that_no_variant_has_pods_for_is_an_error()
    {
        var result = Lint.Only(
            "service-selects-nothing",
            ("a/deployment.yaml", Deployment("other")),
            ("b/deployment.yaml", Deployment("another")),
            ("service.yaml", Service));
        result.Findings.Should().ContainSingle().Which.Severity.Should().Be(Severity.Error);
    }

    [Fact]
    public void Alternatives_in_one_folder_may_go_together_in_any_way()
    {
        var result = Lint.Only(
            "service-selects-nothing",
            ("deployment-a.yaml", Deployment("web")),
            ("deployment-b.yaml", Deployment("web", tier: "front")),
            ("service-a.yaml", Service.Replace("{app: web}", "{app: web, tier: front}", StringComparison.Ordinal)),
            ("service-b.yaml", Service));
        result.Findings.Should().NotContain(finding => finding.Severity > Severity.Note);
    }

    private static string Deployment(string app, string tier = "back") => $$$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: {{{app}}}}}
          template:
            metadata: {labels: {app: {{{app}}}, tier: {{{tier}}}}}
            spec: {containers: [{name: web, image: web:1}]}
        """;
}
