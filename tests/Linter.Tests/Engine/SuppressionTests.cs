using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Rules;
using Linter.Text;

namespace Linter.Tests.Engine;

/// <summary>Where an ignore may stand and what it covers, told by duplicate-key, which depends on nothing else.</summary>
public sealed class SuppressionTests
{
    private const string Head = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
    private const string Why = "duplicate-key -- why";

    /// <summary>
    /// A name, a manifest that repeats a key in one place or two, and how many findings are reported, suppressed, and about ignores.
    /// </summary>
    public static TheoryData<string, string, int, int, int> Placements => new()
    {
        { "no comment", Head + "data:\n  a: x\n  a: z\n", 1, 0, 0 },
        { "at the line's end", Head + $"data:\n  a: x\n  a: z # lint:ignore {Why}\n", 0, 1, 0 },
        { "without a space behind the hash", Head + $"data:\n  a: x\n  a: z #lint:ignore {Why}\n", 0, 1, 0 },
        { "with more hashes", Head + $"data:\n  a: x\n  a: z ## lint:ignore {Why}\n", 0, 1, 0 },
        { "with a colon", Head + $"data:\n  a: x\n  a: z # lint:ignore: {Why}\n", 0, 1, 0 },
        { "at the end of another line", Head + $"data:\n  a: x # lint:ignore {Why}\n  a: z\n", 1, 0, 1 },
        { "at the end of the line above the value", Head + $"data: # lint:ignore {Why}\n  a: x\n  a: z\n", 0, 1, 0 },
        { "above the entry", Head + $"data:\n  a: x\n  # lint:ignore {Why}\n  a: z\n", 0, 1, 0 },
        { "above another entry", Head + $"data:\n  # lint:ignore {Why}\n  a: x\n  a: z\n", 1, 0, 1 },
        { "above the mapping that holds it", Head + $"# lint:ignore {Why}\ndata:\n  a: x\n  a: z\n", 0, 1, 0 },
        { "above an item", Head + $"l:\n  - b: 1\n  # lint:ignore {Why}\n  - a: x\n    a: z\n", 0, 1, 0 },
        { "above the first item", Head + $"l:\n  # lint:ignore {Why}\n  - a: x\n    a: z\n  - a: x\n    a: z\n", 1, 1, 0 },
        { "at the end of an item's first line", Head + $"l:\n  - a: x # lint:ignore {Why}\n    a: z\n", 1, 0, 1 },
        { "behind the dash of an item", Head + $"l:\n  - # lint:ignore {Why}\n    a: x\n    a: z\n", 0, 1, 0 },
        { "above an unindented item", Head + $"l:\n# lint:ignore {Why}\n- a: x\n  a: z\n", 0, 1, 0 },
        { "above the document", $"# lint:ignore {Why}\n{Head}data:\n  a: x\n  a: z\n", 0, 1, 0 },
        { "above the document's mark", $"# lint:ignore {Why}\n---\n{Head}data:\n  a: x\n  a: z\n", 0, 1, 0 },
        { "at the document's mark", $"--- # lint:ignore {Why}\n{Head}data:\n  a: x\n  a: z\n", 0, 1, 0 },
        { "above the second document", $"{Head}data:\n  a: x\n  a: z\n---\n# lint:ignore {Why}\n{Head}data:\n  a: x\n  a: z\n", 1, 1, 0 },
        { "between the documents", $"{Head}data:\n  a: x\n  a: z\n# lint:ignore {Why}\n---\n{Head}data:\n  a: x\n  a: z\n", 1, 1, 0 },
        { "below the last entry", Head + $"data:\n  a: x\n  a: z\n# lint:ignore {Why}\n", 1, 0, 1 },
        { "at the first key's end", $"apiVersion: v1 # lint:ignore {Why}\nkind: ConfigMap\nmetadata: {{name: a}}\ndata:\n  a: x\n  a: z\n", 1, 0, 1 },
        { "for the file", $"# lint:ignore-file {Why}\n{Head}data:\n  a: x\n  a: z\n---\n{Head}data:\n  a: x\n  a: z\n", 0, 2, 0 },
        { "for the file, below the mark", $"# about\n\n---\n# lint:ignore-file {Why}\n{Head}data:\n  a: x\n  a: z\n", 0, 1, 0 },
        { "for the file, too low", $"{Head}# lint:ignore-file {Why}\ndata:\n  a: x\n  a: z\n", 1, 0, 1 },
        { "flow, at the end", Head + $"data: {{a: x, a: z}} # lint:ignore {Why}\n", 0, 1, 0 },
        { "flow, inside at the line", Head + $"data: {{\n  a: x,\n  a: z # lint:ignore {Why}\n}}\n", 0, 1, 0 },
        { "flow, behind the comma", Head + $"data: {{\n  a: x,\n  a: z, # lint:ignore {Why}\n}}\n", 0, 1, 0 },
        { "flow, at the closing bracket", Head + $"data: {{\n  a: x,\n  a: z,\n}} # lint:ignore {Why}\n", 0, 1, 0 },
        { "flow, above the entry", Head + $"data: {{\n  a: x,\n  # lint:ignore {Why}\n  a: z\n}}\n", 0, 1, 0 },
        { "flow item", Head + $"l:\n  - {{a: x, a: z}} # lint:ignore {Why}\n  - {{a: x, a: z}}\n", 1, 1, 0 },
        { "flow value on a line of its own", Head + $"data:\n  {{a: x, a: z}} # lint:ignore {Why}\n", 0, 1, 0 },
        { "above a flow value", Head + $"data:\n  # lint:ignore {Why}\n  {{a: x, a: z}}\n", 0, 1, 0 },
        { "a document of flow", $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: a}}, data: {{a: x, a: z}}}} # lint:ignore {Why}\n", 0, 1, 0 },
        { "an anchor", Head + $"x: &x # lint:ignore {Why}\n  a: x\n  a: z\ny: *x\n", 0, 1, 0 },
        { "an alias is not what it points at", Head + $"x: &x\n  a: x\n  a: z\ny: *x # lint:ignore {Why}\n", 1, 0, 1 },
        { "a block scalar's header", Head + $"data:\n  a: x\n  a: | # lint:ignore {Why}\n    text\n", 0, 1, 0 },
        { "a block scalar's text is no comment", Head
            + $"data:\n  a: x\n  a: |\n    # lint:ignore {Why}\n    text # lint:ignore {Why}\n", 1, 0, 0 },
        { "a quoted text is no comment", Head + $"data:\n  a: x\n  a: \" # lint:ignore {Why}\"\n", 1, 0, 0 },
        { "the end of a long text", Head + $"data:\n  a: x\n  a: one\n    two # lint:ignore {Why}\n", 0, 1, 0 },
        { "CRLF", (Head + $"data:\n  a: x\n  a: z # lint:ignore {Why}\n").Replace("\n", "\r\n"), 0, 1, 0 },
        { "CRLF above", (Head + $"data:\n  a: x\n  # lint:ignore {Why}\n  a: z\n").Replace("\n", "\r\n"), 0, 1, 0 },
        { "tabs", Head + $"data:\n  a: x\n  a: z\t#\tlint:ignore\tduplicate-key\t--\twhy\n", 0, 1, 0 },
        { "emoji before it", Head + $"data:\n  a: x\n  a: 😀😀 # lint:ignore {Why} 😀\n", 0, 1, 0 },
        { "a byte order mark", $"\uFEFF# lint:ignore {Why}\n{Head}data:\n  a: x\n  a: z\n", 0, 1, 0 },
        { "no end of line", Head + $"data:\n  a: x\n  a: z # lint:ignore {Why}", 0, 1, 0 },
        { "several rules", Head + "data:\n  a: x\n  # lint:ignore invalid-name, duplicate-key -- why\n  a: z\n", 0, 1, 1 },
        { "several rules without commas", Head + "data:\n  a: x\n  # lint:ignore invalid-name duplicate-key -- why\n  a: z\n", 0, 1, 1 },
        { "several comments",
            Head + $"data:\n  a: x\n  # lint:ignore duplicate-key -- why\n  # about\n\n  # lint:ignore invalid-name -- why\n  a: z\n", 0, 1,
            1 },
        { "one within the other", Head + $"# lint:ignore {Why}\ndata:\n  a: x\n  a: z # lint:ignore {Why}\n", 0, 1, 0 },
        { "no reason", Head + "data:\n  a: x\n  a: z # lint:ignore duplicate-key\n", 1, 0, 1 },
        { "an empty reason", Head + "data:\n  a: x\n  a: z # lint:ignore duplicate-key -- \n", 1, 0, 1 },
        { "a reason without hyphens", Head + "data:\n  a: x\n  a: z # lint:ignore duplicate-key because it is generated\n", 1, 0, 1 },
        { "a single hyphen", Head + "data:\n  a: x\n  a: z # lint:ignore duplicate-key - why\n", 1, 0, 1 },
        { "no rule", Head + "data:\n  a: x\n  a: z # lint:ignore -- why\n", 1, 0, 1 },
        { "nothing", Head + "data:\n  a: x\n  a: z # lint:ignore\n", 1, 0, 1 },
        { "one unknown of two", Head + "data:\n  a: x\n  a: z # lint:ignore nonsense, duplicate-key -- why\n", 0, 1, 1 },
        { "a space in the directive", Head + $"data:\n  a: x\n  a: z # lint: ignore {Why}\n", 1, 0, 1 },
        { "a hyphen in the directive", Head + $"data:\n  a: x\n  a: z # lint-ignore {Why}\n", 1, 0, 1 },
        { "capitals", Head + $"data:\n  a: x\n  a: z # Lint:Ignore {Why}\n", 1, 0, 1 },
        { "a directive that does not exist", Head + $"data:\n  a: x\n  a: z # lint:ignore-next-line {Why}\n", 1, 0, 1 },
        { "a misspelt directive", Head + $"data:\n  a: x\n  a: z # lint:ignroe {Why}\n", 1, 0, 1 },
        { "prose",
            Head + "# lint: this is checked by make lint\n# linting ignores nothing\n# lint ignore that\n# lint:\ndata:\n  a: x\n  a: z\n",
            1, 0, 0 },
        { "the rule that tells", Head + "data:\n  # lint:ignore suppression-unused -- why\n  a: z\n", 0, 0, 1 },
        { "the annotation",
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations:\n    lint/ignore: duplicate-key -- why\ndata:\n  a: x\n  a: z\n",
            0, 1, 0 },
        { "the annotation with clauses",
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations:\n    lint/ignore: \"invalid-name -- one; two; duplicate-key -- why\"\ndata:\n  a: x\n  a: z\n",
            0, 1, 1 },
        { "the annotation on lines",
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations:\n    lint/ignore: |\n      duplicate-key -- why\n      invalid-name -- why\ndata:\n  a: x\n  a: z\n",
            0, 1, 1 },
        { "the annotation without a reason",
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations:\n    lint/ignore: duplicate-key\ndata:\n  a: x\n  a: z\n",
            1, 0, 1 },
        { "the annotation of another object",
            $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n  annotations: {{lint/ignore: {Why}}}\n---\n{Head}data:\n  a: x\n  a: z\n",
            1, 0, 1 },
        { "the annotation in JSON",
            "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"a\", \"annotations\": {\"lint/ignore\": \"duplicate-key -- why\"}}, \"data\": {\"a\": \"x\", \"a\": \"z\"}}",
            0, 1, 0 },
        { "an object in a list",
            $"apiVersion: v1\nkind: List\nitems:\n  # lint:ignore {Why}\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata: {{name: a}}\n    data: {{a: x, a: z}}\n",
            0, 1, 0 },
    };

    [Theory]
    [MemberData(nameof(Placements))]
    public void An_ignore_covers_what_it_stands_at(string name, string text, int reported, int suppressed, int unused)
    {
        var result = Run(text);

        (result.Findings.Count(finding => finding.RuleId == "duplicate-key"), result.Suppressed.Length, result.Findings.Count(IsUnused))
            .Should().Be((reported, suppressed, unused), name);
        result.Suppressed.All(finding => finding.By.Reason.StartsWith("why", StringComparison.Ordinal)).Should().BeTrue();
    }

    [Fact]
    public void A_pod_template_has_an_annotation_of_its_own()
    {
        const string Text = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata:
                  labels: {app: web}
                  annotations:
                    lint/ignore: image-unpinned -- built on the spot
                spec:
                  containers: [{name: web, image: web:latest}]
            """;

        var result = Run(Text, Profile.Strict, "image-unpinned");

        result.Findings.Should().BeEmpty();
        result.Suppressed.Should().ContainSingle().Which.By
            .Should().Match<Suppression>(by => by.Kind == SuppressionKind.Annotation && by.Reason == "built on the spot");
    }

    [Fact]
    public void A_note_that_the_profile_leaves_out_gives_an_ignore_its_use()
    {
        const string Text =
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n"
            + "    spec:\n      containers:\n        # lint:ignore resources-missing -- measured later\n        - {name: web, image: web:1}\n";

        var result = Run(Text, "resources-missing");

        result.Findings.Should().BeEmpty();
        result.Suppressed.Should().BeEmpty();
        Run(Text, Profile.Strict, "resources-missing").Suppressed.Should().ContainSingle();
    }

    [Fact]
    public void Nothing_is_said_of_a_rule_that_is_off() =>
        Lint([("a.yaml", Head + "# lint:ignore duplicate-key -- why\ndata: {a: x}\n")],
            new LintOptions { RuleLevels = Levels("duplicate-key", Severity.Off) })
            .Findings.Should().BeEmpty();

    [Fact]
    public void A_document_that_cannot_be_read_says_nothing_of_its_ignores()
    {
        var text = $"{Head}# lint:ignore {Why}\ndata: [\n---\n{Head}data:\n  a: x\n  a: z\n";

        Run(text, "yaml-syntax").Findings.Select(finding => finding.RuleId).Should().Equal("yaml-syntax", "duplicate-key");
    }

    [Fact]
    public void What_cannot_be_read_is_ignored_for_a_whole_file_only()
    {
        Run($"{Head}data: [\n# lint:ignore yaml-syntax -- why\n", "yaml-syntax")
            .Findings.Should().ContainSingle(finding => finding.RuleId == "yaml-syntax");
        var result = Run($"# lint:ignore-file yaml-syntax -- filled in by hand\n{Head}data: [\n", "yaml-syntax");
        result.Findings.Should().BeEmpty();
        result.Suppressed.Should().ContainSingle();
    }

    [Fact]
    public void Files_without_a_resource_are_not_ours_to_judge() =>
        Lint([("a.yaml", Head), ("ci.yaml", "# lint:everything -- x\njobs: {a: 1}\n# lint:ignore nonsense\nb: 2\n")], new LintOptions())
            .Findings.Should().BeEmpty();

    [Fact]
    public void Without_suppressions_everything_is_reported()
    {
        var result = Lint([("a.yaml", Head + $"data:\n  a: x\n  a: z # lint:ignore {Why}\n  b: 1 # lint:ignore nonsense\n")],
            new LintOptions { UsesSuppressions = false });

        result.Findings.Should().ContainSingle(finding => finding.RuleId == "duplicate-key");
        result.Suppressed.Should().BeEmpty();
    }

    [Fact]
    public void The_configuration_ignores_by_path()
    {
        var result = Configured("ignore: [{paths: [old/], rules: [duplicate-key], reason: from the vendor}]", isJudged: true,
            ("new/a.yaml", Broken), ("old/a.yaml", Broken));

        result.Findings.Should().ContainSingle().Which.Span.Source.Path.Should().Be("new/a.yaml");
        result.Suppressed.Should().ContainSingle().Which.By
            .Should().Match<Suppression>(by => by.Kind == SuppressionKind.Configuration && by.Reason == "from the vendor");
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void An_entry_of_the_configuration_is_judged_where_all_is_linted(bool isJudged, int complaints)
    {
        var result = Configured("ignore: [{paths: [old/], rules: [duplicate-key], reason: from the vendor}]", isJudged,
            ("old/a.yaml", Head));

        result.Findings.Should().HaveCount(complaints);
        result.Findings.All(finding => $"{finding.Span} {finding.Span.Slice}" == ".lint.yaml:1:34 duplicate-key").Should().BeTrue();
    }

    /// <summary>A Service before a Deployment that ignores a rule about traffic and one of another kind; which of them is called unused.</summary>
    [Theory]
    [InlineData("no Service", "", "readiness-missing, image-invalid")]
    [InlineData("of other pods", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: gone}, ports: [{port: 80}]}\n", "image-invalid")]
    [InlineData("that ignores its own fault", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: gone} # lint:ignore service-selects-nothing -- of the operator\n  ports: [{port: 80}]\n", "image-invalid")]
    [InlineData("that cannot be read", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}\n", "image-invalid")]
    [InlineData("that reaches the pods, which are ready", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n", "readiness-missing, image-invalid")]
    public void What_traffic_does_is_not_judged_while_none_arrives(string what, string service, string unused)
    {
        const string Pods = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n"
            + "  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n"
            + "      # lint:ignore readiness-missing, image-invalid -- why\n"
            + "      - {name: a, image: 'a:1', readinessProbe: {tcpSocket: {port: 80}}, ports: [{containerPort: 80}]}\n";

        var result = Support.Lint.Only(RuleCatalog.SuppressionUnused, ("service.yaml", service), ("web.yaml", Pods));

        string.Join(", ", result.Findings.Select(finding => finding.Span.Slice.ToString())).Should().Be(unused, what);
    }

    [Fact]
    public void The_configuration_may_ignore_ignores() =>
        Configured("ignore: [{paths: ['**'], rules: [suppression-unused], reason: other tools}]", isJudged: true,
            ("a.yaml", Head + "# lint:ignore nonsense -- x\ndata: {}\n"))
            .Findings.Should().BeEmpty();

    [Fact]
    public void Many_ignores_of_the_file_take_little_time()
    {
        const int Many = 60_000;
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var result = Support.Lint.Only("suppression-unused", ("a.yaml",
            string.Concat(Enumerable.Range(0, Many).Select(i => $"# lint:ignore-file rule-nr-{i} -- a reason\n"))
            + "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"));

        result.Findings.Should().HaveCount(Many);
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Many_ignores_take_little_time()
    {
        var text = Head + "l:\n"
            + string.Concat(Enumerable.Range(0, 20000).Select(i => $"  # lint:ignore {Why}\n  - {{a: {i}, a: {i}}}\n"));

        var result = Run(text);

        (result.Findings.Length, result.Suppressed.Length).Should().Be((0, 20000));
    }

    private const string Broken = Head + "data:\n  a: x\n  a: z\n";

    private static bool IsUnused(Finding finding) => finding.RuleId == RuleCatalog.SuppressionUnused;

    private static ImmutableDictionary<string, Severity> Levels(string rule, Severity level) =>
        ImmutableDictionary.Create<string, Severity>(StringComparer.Ordinal).Add(rule, level);

    private static LintResult Run(string text, params string[] rules) => Run(text, Profile.Default, rules);

    private static LintResult Run(string text, Profile profile, params string[] rules)
    {
        string[] wanted = ["duplicate-key", "invalid-name", RuleCatalog.SuppressionUnused, .. rules];
        var levels = RuleCatalog.Ids.Except(wanted, StringComparer.Ordinal)
            .ToImmutableDictionary(id => id, _ => Severity.Off, StringComparer.Ordinal);
        return Lint([(text.StartsWith('{') && !text.Contains('#', StringComparison.Ordinal) ? "a.json" : "a.yaml", text)],
            new LintOptions { RuleLevels = levels, Profile = profile });
    }

    private static LintResult Configured(string config, bool isJudged, params (string Name, string Text)[] files)
    {
        var (read, mistakes) = ConfiguredRun.Read(new SourceText(ConfigReader.FileName, config), ConfigPlace.Root);
        mistakes.Should().BeEmpty();
        var options = read!.Over(new LintOptions());
        return Lint(files, options with { Ignore = [.. options.Ignore.Select(ignore => ignore with { IsJudged = isJudged })] });
    }

    private static LintResult Lint((string Name, string Text)[] files, LintOptions options) =>
        LintEngine.Run(new InputFiles([.. files.Select(file => new InputFile(file.Name, null, file.Text))], [], []), options);
}
