using System.Text.Json;
using Linter.Tests.Support;

namespace Linter.Tests.Cli;

public sealed class SuppressionOptionsTests : IDisposable
{
    private const string Ignored =
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\ndata:\n  a: x\n  a: z # lint:ignore duplicate-key -- generated\n";

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_suppressed_is_counted()
    {
        folder.With("a.yaml", Ignored);

        Run().Should().Be(new CliResult(0, "No problems in 1 file (1 object, 0 links checked, 1 suppressed).\n", ""));
        Run("--format", "markdown").Output.Should().StartWith("### Manifest lint: 0 errors, 0 warnings, 1 suppressed\n");
        Run("--format", "concise").Output.Should().BeEmpty();
    }

    [Fact]
    public void It_is_shown_where_asked()
    {
        folder.With("a.yaml", Ignored);

        Run("--show-suppressed").Output.Should().Be("""
            suppressed error[duplicate-key]: key 'a' appears twice in this mapping, here as 'z'; YAML readers disagree on which one counts
             --> a.yaml:7:3
              |
            5 | data:
            6 |   a: x
              |   - first given here, as 'x'
            7 |   a: z # lint:ignore duplicate-key -- generated
              |   ^
              |        ---------------------------------------- suppressed here

            No problems in 1 file (1 object, 0 links checked, 1 suppressed).

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Programs_see_kind_reason_and_place()
    {
        folder.With("a.yaml", Ignored);

        using var counted = JsonDocument.Parse(Run("--format", "json").Output);
        counted.RootElement.GetProperty("summary").GetProperty("suppressed").GetInt32().Should().Be(1);
        counted.RootElement.TryGetProperty("suppressed", out _).Should().BeFalse();

        using var shown = JsonDocument.Parse(Run("--format", "json", "--show-suppressed").Output);
        var suppression = shown.RootElement.GetProperty("suppressed")[0].GetProperty("suppression");
        suppression.GetProperty("kind").GetString().Should().Be("comment");
        suppression.GetProperty("reason").GetString().Should().Be("generated");
        suppression.GetProperty("location").GetProperty("start").GetProperty("line").GetInt32().Should().Be(7);
    }

    [Fact]
    public void SARIF_holds_it_only_where_asked()
    {
        folder.With("a.yaml", Ignored);

        using var live = JsonDocument.Parse(Run("--format", "sarif").Output);
        live.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength().Should().Be(0);

        using var all = JsonDocument.Parse(Run("--format", "sarif", "--sarif-include-suppressed").Output);
        var suppression = all.RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("suppressions")[0];
        suppression.GetProperty("kind").GetString().Should().Be("inSource");
        suppression.GetProperty("justification").GetString().Should().Be("generated");
    }

    [Fact]
    public void Without_suppressions_it_is_reported()
    {
        folder.With("a.yaml", Ignored);

        var result = Run("--no-suppressions");

        result.ExitCode.Should().Be(1);
        result.Output.Should().Contain("error[duplicate-key]")
            .And.NotContain("suppression-unused")
            .And.EndWith("Found 1 error in 1 file, 1 object, 0 links checked.\n");
    }

    [Fact]
    public void An_entry_of_the_configuration_is_judged_with_its_whole_folder()
    {
        folder.With(".lint.yaml", "ignore:\n  - paths: [old/]\n    rules: [duplicate-key]\n    reason: from the vendor\n")
            .With("old/a.yaml", Manifest.Clean);

        Run("--format", "concise").Output.Should().Be(
            ".lint.yaml:3:13: warning: 'duplicate-key' finds nothing in the files of this entry, so ignoring it does nothing [suppression-unused]\n");
        Run("old", "--format", "concise").Output.Should().BeEmpty();
    }

    [Fact]
    public void A_baseline_takes_what_is_there_and_leaves_what_is_new()
    {
        folder.With("a.yaml", Manifest.Broken);

        var written = Run("--write-baseline");
        written.Should().Be(new CliResult(0, "1 finding taken into the baseline, no other in 1 file (1 object, 0 links checked).\n",
            "wrote 1 finding to .lint-baseline.json; --baseline .lint-baseline.json reports only what is new\n"));
        Run("--baseline", ".lint-baseline.json")
            .Should().Be(new CliResult(0, "No problems in 1 file (1 object, 0 links checked, 1 suppressed).\n", ""));
        Run().ExitCode.Should().Be(1);

        folder.With("b.yaml", Manifest.Broken);
        var more = Run("--baseline", ".lint-baseline.json");
        more.ExitCode.Should().Be(1);
        more.Output.Should().Contain("--> b.yaml:5:3")
            .And.NotContain("--> a.yaml")
            .And.EndWith("Found 1 error (1 suppressed) in 2 files, 2 objects, 0 links checked.\n");
        Run("--write-baseline").Error.Should().Be("wrote 2 findings to .lint-baseline.json: 1 added, 0 dropped\n");
    }

    [Fact]
    public void What_a_baseline_holds_in_vain_is_said()
    {
        folder.With("a.yaml", Manifest.Broken);
        Run("--baseline", "known.json", "--write-baseline").ExitCode.Should().Be(0);
        folder.With("a.yaml", Manifest.Clean);

        Run("--baseline", "known.json").Should().Be(new CliResult(
            0,
            "No problems in 1 file (1 object, 0 links checked).\nnote: 1 entry of the baseline is no longer found: run with --write-baseline to drop it\n",
            ""));
        Run("--baseline", "known.json", "--write-baseline").Error.Should().Be("wrote 0 findings to known.json: 0 added, 1 dropped\n");
    }

    [Fact]
    public void Files_are_named_from_the_baseline()
    {
        folder.With("apps/a.yaml", Manifest.Broken);
        Run("--write-baseline", "-q").Error.Should().BeEmpty();

        InProcess.Run(Path.Combine(folder.Path, "apps"), "--baseline", "../.lint-baseline.json").ExitCode.Should().Be(0);
    }

    [Fact]
    public void A_missing_or_broken_baseline_is_2()
    {
        folder.With("a.yaml", Manifest.Clean).With("b.json", "{\"version\": 1, \"findings\": [{}]}");

        Run("--baseline", "gone.json").Should().Be(new CliResult(2, "",
            "error: the baseline 'gone.json' does not exist\n  = help: lint --write-baseline writes one\n"));
        var broken = Run("--baseline", "b.json");
        (broken.ExitCode, broken.Output).Should().Be((2, ""));
        broken.Error.Should().StartWith("error: b.json:1:29: an entry of a baseline has a rule");
    }

    [Fact]
    public void A_file_that_is_no_baseline_is_not_overwritten()
    {
        folder.With("a.yaml", Manifest.Broken);

        Run("--baseline", "a.yaml", "--write-baseline").ExitCode.Should().Be(2);
        File.ReadAllText(Path.Combine(folder.Path, "a.yaml")).Should().Be(Manifest.Broken);
    }

    [Fact]
    public void What_could_not_be_linted_keeps_a_baseline_from_being_written()
    {
        folder.With("a.yaml", Manifest.Broken).With("b.yaml", [0x61, 0xFF]);

        var result = Run("--write-baseline");

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain("the baseline '.lint-baseline.json' was not written");
        File.Exists(Path.Combine(folder.Path, ".lint-baseline.json")).Should().BeFalse();
    }

    [Fact]
    public void A_baseline_and_no_suppressions_exclude_each_other()
    {
        folder.With("a.yaml", Manifest.Clean);

        Run("--no-suppressions", "--write-baseline")
            .Error.Should().StartWith("error: --no-suppressions and --write-baseline exclude each other");
    }

    private CliResult Run(params string[] arguments) => InProcess.Run(folder.Path, arguments);
}
