using System.Text.Json;
using Linter.Tests.Support;

namespace Linter.Tests.Cli;

public sealed class ConfigCommandTests : IDisposable
{
    private readonly TempFolder folder = new();

    public ConfigCommandTests() => folder.WithFolder(".git").With("k8s/a.yaml", Manifest.Broken);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_nearest_file_above_the_first_path_holds()
    {
        folder.With(".lint.yaml", "rules: {duplicate-key: off}\n").With("k8s/.lint.yaml", "rules: {duplicate-key: warning}\n");

        Run("k8s", "--format", "concise").Output.Should().Contain("warning");
        Run("--format", "concise").Output.Should().BeEmpty();
        InProcess.Run(folder.Full("k8s"), "a.yaml", "--format", "concise").Output.Should().Contain("warning");
    }

    [Fact]
    public void The_search_ends_at_the_repository()
    {
        folder.With(".lint.yaml", "rules: {duplicate-key: off}\n").WithFolder("k8s/.git");

        Run("k8s").ExitCode.Should().Be(1);
    }

    [Fact]
    public void A_file_that_is_no_root_lies_over_the_next_one()
    {
        folder.With(".lint.yaml", "rules: {duplicate-key: off}\nfailOn: note\n")
            .With("k8s/.lint.yaml", "root: false\nrules: {duplicate-key: note}\n");

        Run("k8s").ExitCode.Should().Be(1);
        Run("config", "k8s").Output.Should().Contain("k8s/.lint.yaml, over .lint.yaml")
            .And.MatchRegex(@"duplicate-key +note +k8s/\.lint\.yaml:2");
    }

    [Fact]
    public void The_command_line_wins()
    {
        folder.With(".lint.yaml", "profile: strict\nfailOn: never\nnamespace: shop\nrules: {duplicate-key: off}\n");

        Run().ExitCode.Should().Be(0);
        Run("--rule", "duplicate-key=error").ExitCode.Should().Be(0, "failOn is never");
        Run("--rule", "duplicate-key=error", "--fail-on", "error").ExitCode.Should().Be(1);
        Run("--no-config").ExitCode.Should().Be(1);
        Run("config", "--profile", "default").Output.Should().MatchRegex("profile +default +command line")
            .And.MatchRegex(@"namespace +shop +\.lint\.yaml:3");
    }

    // As with a wrong option: standard output would hold what the program did not ask for.
    [Theory]
    [InlineData("entries", "--format", "json")]
    [InlineData("entries", "--format", "markdown")]
    [InlineData("trace", "service/web", "--format", "json")]
    [InlineData("graph", "--format", "json")]
    [InlineData("graph", "--format", "svg")]
    [InlineData("config", "--format", "json")]
    [InlineData("--explain-units", "--format", "json")]
    public void A_mistake_leaves_nothing_to_read_for_a_program_that_asked_for_no_report(params string[] arguments)
    {
        folder.With(".lint.yaml", "rules: {duplicate-kye: off}\n");

        var result = Run(arguments);

        (result.ExitCode, result.Output).Should().Be((2, ""));
        result.Error.Should().Contain(".lint.yaml:1:9").And.Contain("duplicate-kye");
    }

    [Fact]
    public void A_mistake_stands_in_the_report_of_lint_itself()
    {
        folder.With(".lint.yaml", "rules: {duplicate-kye: off}\n");

        Run("--format", "json").Should().Match<CliResult>(result => result.ExitCode == 2 && result.Output.Contains("duplicate-kye")
            && result.Error.Contains("duplicate-kye"));
    }

    [Fact]
    public void A_named_file_is_read_instead()
    {
        folder.With(".lint.yaml", "nonsense: 1\n").With("other.yaml", "rules: {duplicate-key: off}\n");

        Run("k8s", "--config", "other.yaml").ExitCode.Should().Be(0);
        Run("--config", "othr.yaml").Should().Be(new CliResult(2, "",
            "error: the configuration 'othr.yaml' does not exist\n  = help: did you mean other.yaml?\n"));
        Run("--config", "other.yaml", "--no-config").ExitCode.Should().Be(2);
    }

    [Fact]
    public void Mistakes_are_shown_in_their_frame_and_nothing_is_linted()
    {
        folder.With(".lint.yaml", "failOn: error\nrulse: {}\n");

        var result = Run();

        (result.ExitCode, result.Output).Should().Be((2, ""));
        result.Error.Should().StartWith("error[config-invalid]: unknown key 'rulse'; did you mean 'rules'?\n --> .lint.yaml:2:1\n")
            .And.NotContain(folder.Path);
        Run("config").Error.Should().Be(result.Error);
        Run("-qq").Should().Be(result);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("sarif")]
    public void Reports_hold_the_mistakes_too(string format)
    {
        folder.With(".lint.yaml", "rulse: {}\n");

        var result = Run("--format", format, "--output", $"{format}=out.txt");

        result.ExitCode.Should().Be(2);
        result.Output.Should().Contain("config-invalid").And.NotContain(folder.Path);
        JsonDocument.Parse(result.Output).RootElement.ValueKind.Should().Be(JsonValueKind.Object);
        File.ReadAllText(folder.Full("out.txt")).Should().Be(result.Output);
    }

    [Fact]
    public void What_is_no_file_is_said()
    {
        folder.WithFolder(".lint.yaml");

        Run().Should().Be(new CliResult(2, "", "error: '.lint.yaml' is a folder\n"));
    }

    [Fact]
    public void A_byte_order_mark_and_an_empty_file_do_no_harm()
    {
        folder.With(".lint.yaml", [0xEF, 0xBB, 0xBF, .. "failOn: never\n"u8]);
        Run().ExitCode.Should().Be(0);
        folder.With(".lint.yaml", "");
        Run().ExitCode.Should().Be(1);
        folder.With(".lint.yaml", [0xFF, 0x61, 0x61]);
        Run().Error.Should().StartWith("error: '.lint.yaml' is not UTF-8 text");
    }

    [Fact]
    public void Excluded_files_are_read_only_where_they_are_given()
    {
        folder.With(".lint.yaml", "exclude: [\"k8s/**\", /gone.yaml]\n").With("b.yaml", Manifest.Clean).With("gone.yaml", Manifest.Broken);

        Run().Output.Should().StartWith("No problems in 1 file");
        Run("k8s/a.yaml").ExitCode.Should().Be(1);
        Run("k8s").Error.Should().Be(
            "error: no manifest found under 'k8s': looked at 0 .yaml, .yml and .json files, and the configuration excludes 1 entry\n  = help: a file that is given itself is read; lint config shows the patterns\n");
    }

    [Fact]
    public void The_configuration_is_no_manifest()
    {
        folder.With(".lint.yaml", "failOn: never\n");

        Run("--format", "json").Output.Should().Contain("\"files\": 1");
    }

    [Fact]
    public void Effective_values_have_their_origin_in_JSON_too()
    {
        folder.With(".lint.yaml", "exclude:\n  - vendor\noverrides:\n  - paths: [k8s]\n    rules: {yaml-trap: off}\n");

        using var all = JsonDocument.Parse(Run("config", "--format", "json").Output);
        all.RootElement.GetProperty("overrides")[0].GetProperty("rules")[0].GetProperty("origin").GetString().Should().Be(".lint.yaml:5");
        using var one = JsonDocument.Parse(Run("config", "--format", "json", "k8s/a.yaml").Output);
        one.RootElement.GetProperty("rules").EnumerateArray().Single(rule => rule.GetProperty("key").GetString() == "yaml-trap")
            .GetProperty("value").GetString().Should().Be("off");
        Run("config", "--no-config").Output.Should().StartWith("no .lint.yaml: --no-config was given\n");
    }

    [Theory]
    [InlineData("confg", "config")]
    [InlineData("inti", "init")]
    [InlineData("explian", "explain")]
    public void A_mistyped_command_is_recognised(string word, string command) =>
        Run(word).Error.Should().Be($"error: '{word}' does not exist\n  = help: did you mean the command lint {command}?\n");

    [Fact]
    public void The_schema_is_printed() =>
        JsonDocument.Parse(Run("config", "schema").Output).RootElement.GetProperty("properties")
            .TryGetProperty("rules", out _)
            .Should().BeTrue();

    [Theory]
    [InlineData("config")]
    [InlineData("config schema")]
    [InlineData("init")]
    public void Commands_have_help(string command) =>
        Run([.. command.Split(' '), "--help"]).Output.Should().Contain($"lint {command} [OPTION...]");

    private CliResult Run(params string[] arguments) => InProcess.Run(folder.Path, arguments);
}
