using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Rules;
using Linter.Tests.Support;
using Linter.Text;

namespace Linter.Tests.Engine;

public sealed class BaselineTests
{
    private static readonly string Deployment = Workload.Deployment("shop", "web:1", """
        env:
          - {name: A, value: 1}
          - {name: B, value: "2"}
        """);

    [Fact]
    public void It_is_sorted_small_and_ends_its_last_line() =>
        Of(Lint(("b.yaml", Deployment), ("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\ndata: {a: x, a: z, b: 1}\n")))
            .Write()
            .Should().Be("""
            {
              "version": 1,
              "findings": [
                {"rule":"duplicate-key","file":"a.yaml"},
                {"rule":"wrong-type","object":"ConfigMap/b","path":"data.b"},
                {"rule":"wrong-type","object":"shop/Deployment/web","path":"spec.template.spec.containers[web].env[A].value"}
              ]
            }

            """.ReplaceLineEndings("\n"));

    [Fact]
    public void An_empty_one_is_a_baseline_too()
    {
        var text = Of(Lint(("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n"))).Write();

        text.Should().Be("{\n  \"version\": 1,\n  \"findings\": []\n}\n");
        Read(text).Count.Should().Be(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Counts_may_add_up_to_more_than_two_billions(bool isOneFile)
    {
        var entries = Enumerable.Range(0, 2200)
            .Select(i => $"{{\"rule\": \"duplicate-key\", \"file\": \"{(isOneFile ? 0 : i)}.yaml\", \"count\": 999999}}");
        var baseline = Read($"{{\"version\": 1, \"findings\": [{string.Join(", ", entries)}]}}");

        baseline.Count.Should().Be(2_199_997_800);
        baseline.CountBeyond(Read("{\"version\": 1, \"findings\": []}")).Should().Be(2_199_997_800);
        baseline.Apply(Lint(("a.yaml", Deployment)), Same).StaleBaselineEntries.Should().Be(isOneFile ? 1 : 2200);
    }

    [Fact]
    public void Insertions_moves_and_other_files_change_nothing()
    {
        var baseline = Read(Of(Lint(("a.yaml", Deployment))).Write());
        var changed = "# moved\n\n" + Deployment
            .Replace("        - name: web\n", "        - {name: before, image: before:1}\n        - name: web\n", StringComparison.Ordinal)
            .Replace("            - {name: A,", "            - {name: Z, value: z}\n            - {name: A,", StringComparison.Ordinal);

        var result = baseline.Apply(Lint(("other.yaml", changed)), Same);

        result.Findings.Should().BeEmpty();
        result.StaleBaselineEntries.Should().Be(0);
        result.Suppressed.Should().ContainSingle().Which.By.Should().Match<Suppression>(by =>
            by.Kind == SuppressionKind.Baseline && by.Place!.Value.From.Line == 4);
    }

    [Fact]
    public void One_more_of_the_same_kind_is_reported()
    {
        const string Text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\ndata: {a: x, a: z}\n";
        var baseline = Of(Lint(("a.yaml", Text)));

        var result = baseline.Apply(Lint(("a.yaml", Text.Replace("a: z", "a: z, a: zz", StringComparison.Ordinal))), Same);

        (result.Findings.Length, result.Suppressed.Length).Should().Be((1, 1));
    }

    [Fact]
    public void What_is_mended_is_stale()
    {
        var result = Of(Lint(("a.yaml", Deployment)))
            .Apply(Lint(("a.yaml", Deployment.Replace("value: 1", "value: \"1\"", StringComparison.Ordinal))), Same);

        (result.Findings.Length, result.Suppressed.Length, result.StaleBaselineEntries).Should().Be((0, 0, 1));
    }

    [Fact]
    public void Notes_of_a_strict_baseline_are_not_stale_in_the_default_profile()
    {
        var strict = Run(Profile.Strict, RuleCatalog.Ids, ("a.yaml", Deployment));
        strict.Findings.Should().Contain(finding => finding.Severity == Severity.Note);

        Of(strict).Apply(Run(Profile.Default, RuleCatalog.Ids, ("a.yaml", Deployment)), Same).StaleBaselineEntries.Should().Be(0);
    }

    [Theory]
    [InlineData("", "b.json:1:1: this is no baseline")]
    [InlineData("[]", "b.json:1:1: this is no baseline")]
    [InlineData("{\"findings\": []}", "b.json:1:1: this is no baseline of version 1")]
    [InlineData("{\"version\": 2}", "b.json:1:13: this is no baseline of version 1")]
    [InlineData("{\"version\": 1}", "b.json:1:1: this baseline has no list 'findings'")]
    [InlineData("{\"version\": 1, \"findings\": [{\"rule\": \"a\"}]}", "b.json:1:29: an entry of a baseline has a rule, and an object or a file")]
    [InlineData("{\"version\": 1, \"findings\": [{\"rule\": \"a\", \"file\": \"b\", \"cuont\": 2}]}", "b.json:1:56: 'cuont' is not understood in a baseline")]
    [InlineData("{\"version\": 1, \"findings\": [{\"rule\": \"a\", \"file\": \"b\", \"count\": 0}]}", "b.json:1:65: '0' is no number of findings")]
    [InlineData("{\"version\": 1, \"findings\": [}", "b.json:1:29: ")]
    [InlineData("{\n<<<<<<< ours\n", "b.json:2:1: ")]
    public void What_is_no_baseline_is_said_at_its_place(string text, string message)
    {
        var (baseline, problem) = Baseline.Read(new SourceText("b.json", text));

        baseline.Should().BeNull();
        problem!.Message.Should().StartWith(message);
    }

    [Fact]
    public void What_is_written_is_read_the_same()
    {
        var text = Of(Run(Profile.Strict, RuleCatalog.Ids,
            ("ä \"b\".yaml", Deployment + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\ndata: {a: x, a: z}\n"))).Write();

        Read(text).Write().Should().Be(text);
    }

    private static string Same(string path) => path;

    private static Baseline Of(LintResult result) => Baseline.Of(result.Findings, Same);

    private static Baseline Read(string text)
    {
        var (baseline, problem) = Baseline.Read(new SourceText("b.json", text));
        problem.Should().BeNull();
        return baseline!;
    }

    private static LintResult Lint(params (string Name, string Text)[] files) =>
        Run(Profile.Default, ["duplicate-key", "wrong-type"], files);

    private static LintResult Run(Profile profile, IEnumerable<string> rules, params (string Name, string Text)[] files) => LintEngine.Run(
        new InputFiles(
            [.. files.OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => new InputFile(file.Name, null, file.Text))], [],
            []),
        new LintOptions
        {
            Profile = profile,
            RuleLevels = System.Collections.Immutable.ImmutableDictionary
                .CreateRange(StringComparer.Ordinal,
                    RuleCatalog.Ids.Except(rules, StringComparer.Ordinal).Select(id => KeyValuePair.Create(id, Severity.Off)))
        });
}
