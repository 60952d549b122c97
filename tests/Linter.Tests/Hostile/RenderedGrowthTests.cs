using System.Diagnostics;
using Linter.Engine;
using Linter.Fuzz;
using Linter.Manifests;

namespace Linter.Tests.Hostile;

/// <summary>
/// The way back from rendered text grows as the sources and the text do. Twice the size may take twice the time; since a
/// clock is no measure of that, sizes are such that time by the square takes minutes.
/// </summary>
public sealed class RenderedGrowthTests
{
    private const string Root = "/growth";
    private const int Many = 16_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<string, Func<int, Case>> Cases = new(StringComparer.Ordinal)
    {
        ["documents of one template"] = n => Helm(Repeat(n, i => $"---\n# Source: a/templates/x.yaml\n{Service($"s{i}")}"),
            ("templates/x.yaml", $"{{{{ range until {n} }}}}---\n{Service("s{{ . }}")}{{{{ end }}}}")),
        ["documents that no template gives"] = n => Helm(Repeat(n, i => $"---\n# Source: a/templates/x.yaml\n{Service($"s{i}")}"),
            ("templates/x.yaml", "{{ .Files.x }}")),
        ["templates"] = n => Helm(Repeat(n, i => $"---\n# Source: a/templates/x{i}.yaml\n{Service($"s{i}")}"),
            [.. Enumerable.Range(0, n).Select(i => ($"templates/x{i}.yaml", Service($"s{i}")))]),
        ["values"] = n => Helm(
            "---\n# Source: a/templates/x.yaml\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata:\n"
                + Repeat(n, i => $"  k{i}: {i}\n"),
            ("values.yaml", "data:\n" + Repeat(n, i => $"  k{i}: {i}\n")),
            ("templates/x.yaml", "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata:\n{{ toYaml .Values.data | indent 2 }}\n")),
        ["includes"] = n => Helm(
            "---\n# Source: a/templates/x.yaml\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata:\n"
                + Repeat(n, i => $"  k{i}: {i}\n"),
            ("templates/_a.tpl", Repeat(n, i => $"{{{{ define \"d{i}\" }}}}{i}{{{{ end }}}}\n")),
            ("templates/x.yaml",
                "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata:\n"
                    + Repeat(n, i => $"  k{i}: {{{{ include \"d{i}\" . }}}}\n"))),
        ["actions in a line"] = n => Helm(
            "---\n# Source: a/templates/x.yaml\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata: {a: " + Repeat(n, i =>
                "x") + "}\n",
            ("templates/x.yaml",
                "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata: {a: " + Repeat(n, i => "{{ .Values.x }}") + "}\n")),
        ["quotes that are not closed"] = n => Helm("---\n# Source: a/templates/x.yaml\n" + Service("a"),
            ("templates/x.yaml", "{{ \"" + Repeat(40 * n, i => "\\\"") + "\n" + Service("a"))),
        ["comments of templates"] = n => Helm(
            Repeat(n, i => $"---\n# Source: a/templates/x.yaml\n# lint:ignore wrong-type -- c{i}\n{Service($"s{i}")}"),
            ("templates/x.yaml", Repeat(n, i => $"---\n# lint:ignore wrong-type -- c{i}\n{Service($"s{i}")}"))),
        ["resources"] = n => Kustomize(Repeat(n, i => "---\n" + Service($"s{i}")), "resources: [x.yaml]\n",
            ("x.yaml", Repeat(n, i => "---\n" + Service($"s{i}")))),
        ["resources of one name"] = n => Kustomize(Repeat(n, i => "---\n" + Service("s", $"n{i}")), "resources: [x.yaml]\n",
            ("x.yaml", Repeat(n, i => "---\n" + Service("s", $"n{i}")))),
        ["resources of other names"] = n => Kustomize(Repeat(n, i => "---\n" + Service($"t{i}", origin: "x.yaml")), "resources: [x.yaml]\n",
            ("x.yaml", Repeat(n, i => "---\n" + Service($"s{i}")))),
        ["files of resources"] = n => Kustomize(Repeat(n, i => "---\n" + Service($"t{i}", origin: $"x{i}.yaml")),
            "resources:\n" + Repeat(n, i => $"- x{i}.yaml\n"), [.. Enumerable.Range(0, n).Select(i => ($"x{i}.yaml", Service($"s{i}")))]),
        ["patches"] = n => Kustomize(Repeat(n, i => "---\n" + Service($"s{i}")),
            "resources: [x.yaml]\npatches:\n"
                + Repeat(n, i => $"- patch: '{{apiVersion: v1, kind: Service, metadata: {{name: s{i}, labels: {{a: b}}}}}}'\n"),
            ("x.yaml", Repeat(n, i => "---\n" + Service($"s{i}")))),
        ["replacements"] = n => Kustomize(Repeat(n, i => "---\n" + Service($"s{i}")),
            "resources: [x.yaml]\nreplacements:\n"
                + Repeat(n, i =>
                    $"- {{source: {{name: s{i}}}, targets: [{{select: {{name: s{i}}}, fieldPaths: [metadata.labels.a], options: {{create: true}}}}]}}\n"),
            ("x.yaml", Repeat(n, i => "---\n" + Service($"s{i}")))),
        ["replacements of every item"] = n => Kustomize("---\n" + Service("s"),
            "resources: [x.yaml]\nreplacements:\n- {source: {name: s}, targets: [{select: {name: s}, fieldPaths: [spec.externalIPs.*]}]}\n",
            ("x.yaml", Service("s") + "  externalIPs:\n" + Repeat(10 * n, i => $"  - a{i}\n"))),
        ["items of a list"] = n => Kustomize(Service("s") + Repeat(n, i => $"  - {{name: p{i}, port: {i}x}}\n"), "resources: [x.yaml]\n",
            ("x.yaml", Service("s") + Repeat(n, i => $"  - {{name: p{i}, port: {i}x}}\n"))),
        ["copies"] = n => Kustomize(Service("s"), "resources: [x.yaml]\npatches: [{target: {kind: Service}, path: p.yaml}]\n",
            ("x.yaml", Service("s")), ("p.yaml", Repeat(n / 10, i => "- {op: copy, from: /spec, path: /spec/x}\n"))),
        ["steps of a path"] = n => Kustomize(Service("s"), "resources: [x.yaml]\ntransformers: [t.yaml]\nimages: [{name: x, newTag: y}]\n",
            ("x.yaml", Service("s")),
            ("t.yaml", $"apiVersion: builtin\nkind: LabelTransformer\nmetadata: {{name: a}}\nlabels: {{a: b}}\nfieldSpecs: [{{create: true, path: {Repeat(10 * n, i => "a/")}b}}]\n")),
    };

    public static TheoryData<string> All => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void Many_take_seconds(string name)
    {
        var given = Cases[name](Many);
        var watch = Stopwatch.StartNew();

        Run(given).Failures.Should().BeEmpty();

        watch.Elapsed.Should().BeLessThan(Longest);
    }

    private static LintResult Run(Case given) => LintEngine.Run(
        new InputFiles([], [], []) { Rendered = [given.Rendered], Sources = new HeldTree(given.Files), ShownRoot = Root },
        new LintOptions { Profile = Profile.Strict });

    private static Case Helm(string rendered, params (string Path, string Text)[] files) => new(
        new RenderedInput(new RenderTarget(RenderTool.Helm, "a", $"{Root}/a"), rendered, Root),
        [($"{Root}/a/Chart.yaml", "name: a\n"), .. files.Select(file => ($"{Root}/a/{file.Path}", file.Text))]);

    private static Case Kustomize(string rendered, string kustomization, params (string Path, string Text)[] files) => new(
        new RenderedInput(new RenderTarget(RenderTool.Kustomize, "a", $"{Root}/a"), rendered, $"{Root}/a"),
        [($"{Root}/a/kustomization.yaml", kustomization), .. files.Select(file => ($"{Root}/a/{file.Path}", file.Text))]);

    private static string Service(string name, string @namespace = "n", string? origin = null) =>
        $"kind: Service\napiVersion: v1\nmetadata:\n  name: {name}\n  namespace: {@namespace}\n{(origin is null ? "" : $"  annotations:\n    config.kubernetes.io/origin: |\n      path: {origin}\n")}spec:\n  selector: {{app: x}}\n  ports:\n  - port: 80\n";

    private static string Repeat(int count, Func<int, string> part) => string.Concat(Enumerable.Range(0, count).Select(part));

    private sealed record Case(RenderedInput Rendered, (string Path, string Text)[] Files);
}
