using Linter.Findings;
using Linter.Manifests;
using Linter.Tests.Support;

namespace Linter.Tests.Engine;

/// <summary>What the split does to findings; layouts as <see cref="Layout"/> reads them.</summary>
public class UnitFindingsTests
{
    public static TheoryData<string, string, string> Layouts => new()
    {
        { "services beside deployments", "services/web.yaml: Service/web; deployments/web.yaml: Deployment/web", "" },
        { "services beside deployments, one name wrong", "services/a.yaml: Service/web>wbe; deployments/a.yaml: Deployment/web",
            "error services/a.yaml" },
        { "Services alone", "a.yaml: Service/a; b.yaml: Service/b", "note a.yaml" },
        { "found in each variant", "dev/w.yaml: Deployment/web=1; prod/w.yaml: Deployment/web=2; s.yaml: Service/web", "" },
        { "found in one variant only", "dev/w.yaml: Deployment/web>other=1; prod/w.yaml: Deployment/web=2; s.yaml: Service/web",
            "note s.yaml" },
        { "found in no variant", "dev/w.yaml: Deployment/web>other=1; prod/w.yaml: Deployment/web>another; s.yaml: Service/web",
            "error s.yaml" },
        { "a variant that breaks its own link",
            "dev/d.yaml: Deployment/web>wbe; dev/s.yaml: Service/web; prod/d.yaml: Deployment/web; prod/s.yaml: Service/web",
            "error dev/s.yaml" },
        { "another example has the pods", "a/x.yaml: Service/s>web Deployment/web>wbe; b/x.yaml: Service/s>web Deployment/web",
            "error a/x.yaml" },
        { "a link that only the split breaks",
            "dev/i.yaml: Ingress/i>web; dev/x.yaml: Deployment/web=1 Service/other>web; prod/x.yaml: Deployment/web=2 Service/web",
            "note dev/i.yaml" },
        { "a backend that nobody defines",
            "dev/i.yaml: Ingress/i>gone; dev/x.yaml: Deployment/web=1 Service/web; prod/x.yaml: Deployment/web=2 Service/web",
            "error dev/i.yaml" },
        { "a shared route", "dev/x.yaml: Deployment/web=1; prod/x.yaml: Deployment/web=2; net/i.yaml: Ingress/web; net/s.yaml: Service/web", "" },
        { "alternatives in one folder go together in any way",
            "dep-a.yaml: Deployment/w>web=1; dep-b.yaml: Deployment/w>web=2; svc-a.yaml: Service/w>web=1; svc-b.yaml: Service/w>web=2",
            "" },
        { "a file of a parent that its folder below replaces",
            "s.yaml: Service/web; w.yaml: Deployment/web=1; debug/w.yaml: Deployment/web=2", "" },
        { "a parent's Service that does not fit the folder below",
            "s.yaml: Service/web; w.yaml: Deployment/web=1; debug/w.yaml: Deployment/web>debug=2", "note s.yaml" },
        { "a base beside dev and prod",
            "base/s.yaml: Service/web; base/w.yaml: Deployment/web=0; dev/w.yaml: Deployment/web=1; prod/w.yaml: Deployment/web=2", "" },
        { "examples with one generic label",
            "a/x.yaml: Service/nginx Deployment/nginx=1; b/x.yaml: Service/nginx Deployment/nginx=2; c/x.yaml: Service/c>nginx Deployment/c>ngnix",
            "error c/x.yaml" },
        { "a neighbour defines what the example lacks",
            "a/i.yaml: Ingress/i>web; a/x.yaml: Deployment/a=1 Service/a; b/x.yaml: Deployment/a=2; c/x.yaml: Service/web Deployment/web",
            "" },
        { "the single other namespace", "a.yaml: Service/web@shop; b.yaml: Deployment/web", "" },
        { "default and unnamed", "a.yaml: Service/web@default; b.yaml: Deployment/web; c.yaml: Pod/x@shop; d.yaml: Pod/y@store", "" },
        { "an Argo CD Application's own namespace", "a.yaml: Service/web@shop; b.yaml: Deployment/web; c.yaml: Application/x@argocd", "" },
        { "several other namespaces", "a.yaml: Service/web@shop; b.yaml: Deployment/web; c.yaml: Pod/x@store", "note a.yaml" },
        { "what one variant lacks",
            "common/i.yaml: Ingress/i>api; dev/a.yaml: Deployment/api=1 Service/api; prod/a.yaml: Deployment/api=2 Service/other>api",
            "note common/i.yaml" },
        { "a Service beside applications that differ",
            "dev/a.yaml: Deployment/api=1 Service/api; prod/a.yaml: Deployment/api=2 Service/api; svc/s.yaml: Service/more>api", "" },
        { "environments of applications that lie elsewhere",
            "apps/api/a.yaml: Deployment/api Service/api; envs/dev/i.yaml: Ingress/i>api=1; envs/prod/i.yaml: Ingress/i>api=2 Ingress/j>apii",
            "error envs/prod/i.yaml" },
        { "namespaces count for each unit",
            "dev/a.yaml: Service/web@dev Deployment/web=1; dev/b.yaml: Deployment/web@dev=1; prod/a.yaml: Service/web@prod Deployment/x=1; prod/b.yaml: Deployment/web=2",
            "" },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Links_are_judged_within_what_is_applied_together(string name, string layout, string expected)
    {
        var result = Layout.Lint(layout, "service-selects-nothing", "ingress-service-not-found");

        string.Join(", ", result.Findings.Select(finding => $"{finding.Severity.Name()} {finding.Span.Source.Path}"))
            .Should().Be(expected, name);
    }

    /// <summary>See <see cref="Graph.UnitSplitterTests.Strangers"/>.</summary>
    [Theory]
    [MemberData(nameof(Graph.UnitSplitterTests.Strangers), MemberType = typeof(Graph.UnitSplitterTests))]
    public void Findings_are_the_same_beside_strangers(string strangers)
    {
        foreach (var (name, layout, expected) in Layouts.Select(row => row.Data))
        {
            var moved = string.Join("; ", layout.Split("; ").Select(line => "some/where/" + line));
            var result = Layout.Lint($"{moved}; {strangers}", "service-selects-nothing", "ingress-service-not-found");

            var shown = result.Findings.Where(finding => finding.Span.Source.Path.StartsWith("some/where/", StringComparison.Ordinal))
                .Select(finding => $"{finding.Severity.Name()} {finding.Span.Source.Path["some/where/".Length..]}");
            string.Join(", ", shown).Should().Be(expected, $"{name} beside {strangers}");
        }
    }

    public static TheoryData<string, string, string> Unread => new()
    {
        { "a chart beside the only unit", "app/web.yaml: Pod/w; lib/x.yaml: Pod/x", "chart charts/c -> (all)" },
        { "a chart beside variants", "dev/w.yaml: Pod/w=1; prod/w.yaml: Pod/w=2", "chart chart -> dev/w.yaml prod/w.yaml" },
        { "a chart of another example", "a/w.yaml: Pod/w=1; b/w.yaml: Pod/w=2", "chart c/charts/x -> " },
        { "a chart that holds examples", "c/examples/w.yaml: Pod/w=1; b/w.yaml: Pod/w=2", "chart c -> c/examples/w.yaml" },
        { "a chart in the folder of one example", "a/w.yaml: Pod/w=1; b/w.yaml: Pod/w=2", "chart a/charts/x -> a/w.yaml" },
        { "what lies directly above", "w.yaml: Pod/w=1; b/c/w.yaml: Pod/w=2", "chart x/y/z -> w.yaml" },
    };

    [Theory]
    [MemberData(nameof(Unread))]
    public void What_was_not_read_counts_for_what_lies_near(string name, string layout, string expected)
    {
        var chart = expected["chart ".Length..expected.IndexOf(" -> ", StringComparison.Ordinal)];

        var explained = Layout.Explain(layout, new SkippedInput(chart, SkippedKind.HelmChart));

        var incomplete = explained.Units.Where(unit => !unit.Incomplete.IsEmpty)
            .Select(unit => unit.Unit.Name.Length == 0 ? "(all)" : unit.Unit.Name);
        $"chart {chart} -> {string.Join(' ', incomplete)}".Should().Be(expected, name);
    }

    [Fact]
    public void A_link_by_name_is_in_doubt_where_its_file_misses_other_things()
    {
        const string host = "a/x.yaml: Deployment/web=1 Service/web; b/x.yaml: Deployment/web=2 Service/web";
        const string ingress =
            "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec:\n  defaultBackend: {service: {name: web, port: {number: 81}}}\n";
        const string more =
            "  rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: gone, port: {number: 80}}}}]}}]\n";

        Severity Of(string text) =>
            Layout.Lint(host, ("net/i.yaml", text), "ingress-port-not-found").Findings.Should().ContainSingle().Subject.Severity;

        (Of(ingress), Of(ingress + more)).Should().Be((Severity.Error, Severity.Note));
    }

    [Theory]
    [InlineData("app-tls", "")]
    [InlineData("other", "note https.yaml")]
    public void A_Certificate_goes_with_the_variant_that_serves_its_Secret(string secret, string expected)
    {
        const string gateway = "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: web}\nspec:\n  gatewayClassName: eg\n  listeners:\n";

        var result = Support.Lint.Run(
            ["secret-not-found"],
            [
                ("http.yaml", gateway + "  - {name: http, protocol: HTTP, port: 80}\n"),
                ("https.yaml", gateway + "  - {name: https, protocol: HTTPS, port: 443, tls: {certificateRefs: [{name: app-tls}]}}\n"),
                ("tls/certificate.yaml",
                    $"apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {{name: web}}\nspec: {{secretName: {secret}, issuerRef: {{name: a}}}}\n"),
            ]);

        string.Join(", ", result.Findings.Select(finding => $"{finding.Severity.Name()} {finding.Span.Source.Path}")).Should().Be(expected);
    }

    [Theory]
    [InlineData("db-hl.shop.svc.cluster.local:5432", "")]
    [InlineData("db-hl:5432", "")]
    [InlineData("db-hl:5433", "warning 5433")]
    public void Who_calls_a_Service_by_DNS_goes_with_it(string call, string expected)
    {
        static string Api(string stage, string call) =>
            $"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: api, namespace: shop, annotations: {{stage: {stage}}}}}, spec: {{selector: {{matchLabels: {{app: api}}}}, "
            + $"template: {{metadata: {{labels: {{app: api}}}}, spec: {{containers: [{{name: api, image: 'api:1', args: ['{call}']}}]}}}}}}}}\n---\n"
            + "{apiVersion: v1, kind: Service, metadata: {name: api, namespace: shop}, spec: {selector: {app: api}, ports: [{port: 80}]}}\n";

        var result = Support.Lint.Run(
            ["dns-name-not-found"],
            [
                ("db/db.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: db-hl, namespace: shop}\nspec: {selector: {app: db}, ports: [{port: 5432}]}\n"),
                ("dev/a.yaml", Api("dev", call)), ("prod/a.yaml", Api("prod", call))
            ]);

        string.Join(", ",
            result.Findings.Where(finding => finding.Span.Source.Path == "dev/a.yaml")
                .Select(finding => $"{finding.Severity.Name()} {finding.Span.Slice}"))
            .Should().Be(expected);
    }

    [Fact]
    public void A_slip_beside_variants_is_an_error()
    {
        var layout = "a.yaml: Deployment/web<setings=1; b.yaml: Deployment/web<setings=2; c.yaml: ConfigMap/settings; i.yaml: Ingress/i>checkuot; s.yaml: Service/checkout>web";

        var result = Layout.Lint(layout, "ingress-service-not-found", "config-map-not-found");

        result.Findings.Select(finding => (finding.Span.Source.Path, finding.Severity))
            .Should().Equal(("a.yaml", Severity.Error), ("b.yaml", Severity.Error), ("i.yaml", Severity.Error));
    }

    [Fact]
    public void A_doubt_says_what_would_mend_it()
    {
        var result = Layout.Lint(
            "dev/i.yaml: Ingress/i>web; dev/x.yaml: Deployment/web=1 Service/other>web; prod/x.yaml: Deployment/web=2 Service/web",
            "ingress-service-not-found");

        result.Findings.Should().ContainSingle().Which.Notes
            .Should().Contain(
                "caution: dev was taken for a variant that is applied on its own; together with prod/x.yaml this would be found");
    }

    [Fact]
    public void A_link_to_what_names_no_namespace_does_not_carry_an_application_into_a_variant()
    {
        const string Variants =
            "a/x.yaml: Deployment/g=1 Service/g; b/x.yaml: Deployment/g=2 Service/g; c/web.yaml: Deployment/web@shop Service/web@shop";
        var result = Layout.Lint(Variants, ("c/i.yaml", """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: g, namespace: istio-system}
            spec: {defaultBackend: {service: {name: g, port: {number: 4711}}}}
            """), "ingress-service-not-found", "ingress-port-not-found");

        var finding = result.Findings.Should().ContainSingle().Which;
        finding.Severity.Should().Be(Severity.Note);
        finding.Notes.Should().Contain(
            "caution: only one of this and Service 'g' in a/x.yaml names its namespace, so they were not taken to be applied together");
    }

    [Fact]
    public void What_was_not_judged_is_summed_up_over_all_units()
    {
        var result = Layout.Lint(
            "a/s.yaml: Service/web=1; b/s.yaml: Service/web=2; c/s.yaml: Service/web=3 Ingress/i>web; d/s.yaml: Service/x Deployment/x",
            "service-selects-nothing");

        result.Summary.Notes.Should().Equal(
            "4 units were told apart, because folders or files define the same resources differently; each was checked on its own (lint --explain-units shows them)",
            "3 Services were not linked to pods: no workload is among the manifests of the same unit");
        result.Summary.Links.Should().Be(6);
    }
}
