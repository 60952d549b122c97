using System.Text.Json;
using Linter.Tests.Support;

namespace Linter.Tests.Cli;

public sealed class ExplainUnitsTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Variants_say_what_they_define_otherwise_and_what_they_share()
    {
        folder.With("dev/web.yaml", Deployment("web:1"))
            .With("prod/web.yaml", Deployment("web:2"))
            .With("svc.yaml",
                "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n")
            .With("charts/x/Chart.yaml", "apiVersion: v2\nname: x\nversion: 1.0.0\n");

        var result = Run();

        (result.ExitCode, result.Error).Should().Be((0, ""));
        result.Output.Should().Be("""
            unit dev/web.yaml: a variant: Deployment 'web' (dev/web.yaml:3) is defined differently in prod/web.yaml:3
              dev/web.yaml
              svc.yaml
              with svc.yaml: Service 'web' (svc.yaml:3) points at Deployment 'web' (dev/web.yaml:3)
              namespace: resources that name none are taken to be in shop, the only one that is named
              incomplete: the Helm chart charts/x was not rendered

            unit prod/web.yaml: a variant: Deployment 'web' (prod/web.yaml:3) is defined differently in dev/web.yaml:3
              prod/web.yaml
              svc.yaml
              with svc.yaml: Service 'web' (svc.yaml:3) points at Deployment 'web' (prod/web.yaml:3)
              namespace: resources that name none are taken to be in shop, the only one that is named
              incomplete: the Helm chart charts/x was not rendered

            skipped: the Helm chart charts/x was not rendered
            2 units in 3 files, 3 objects.

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_slip_says_what_it_is_near_to()
    {
        folder.With("dev/web.yaml", Deployment("web:1")).With("prod/web.yaml", Deployment("web:2"))
            .With("route.yaml",
                "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec: {defaultBackend: {service: {name: checkuot, port: {number: 80}}}}\n")
            .With("svc.yaml",
                "apiVersion: v1\nkind: Service\nmetadata: {name: checkout}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n");

        Run().Output.Should().Contain(
            "with route.yaml: Ingress 'web' (route.yaml:3) points at nothing; nearest is Service 'checkout' (svc.yaml:3)\n");
    }

    [Fact]
    public void The_whole_is_one_unit_with_its_folders_in_short()
    {
        foreach (var name in new[] { "a", "b", "c", "d" })
            folder.With($"maps/{name}.yaml", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}}}\n");
        folder.With("e.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"e\\x1b[31m\", namespace: n1}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: e, namespace: n2}\n");

        Run().Output.Should().Be("""
            unit (all): the whole of what was given: nothing in it is defined twice and differently
              e.yaml
              maps/ (4 files)
              namespace: resources that name none may be in any of n1, n2; what hangs on it is a note (--namespace says which)

            1 unit in 5 files, 6 objects.

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Names_from_manifests_cannot_steer_a_terminal()
    {
        folder.With("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"e\\e[31m\"}\ndata: {a: b}\n")
            .With("b.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"e\\e[31m\"}\ndata: {a: c}\n");

        Run().Output.Should().Contain(@"ConfigMap 'e\x1b[31m'").And.NotContain("\x1b");
    }

    [Fact]
    public void Programs_get_JSON()
    {
        folder.With("dev/web.yaml", Deployment("web:1")).With("prod/web.yaml", Deployment("web:2"));

        using var json = JsonDocument.Parse(Run("--format", "json").Output);

        json.RootElement.GetProperty("units")
            .EnumerateArray()
            .Select(unit => unit.GetProperty("reason").GetString())
            .Should().Equal("variant", "variant");
    }

    [Fact]
    public void Nothing_found_is_2()
    {
        folder.With("a.yaml", "just: text\n");

        var result = Run();

        (result.ExitCode, result.Output).Should().Be((2, ""));
        result.Error.Should().StartWith("error: no Kubernetes resource in 'a.yaml'");
        Run("gone").ExitCode.Should().Be(2);
    }

    private static string Deployment(string image) =>
        $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec: {{selector: {{matchLabels: {{app: web}}}}, template: {{metadata: {{labels: {{app: web}}}}, spec: {{containers: [{{name: web, image: '{image}'}}]}}}}}}\n";

    private CliResult Run(params string[] arguments) => InProcess.Run(folder.Path, ["--explain-units", .. arguments]);
}
