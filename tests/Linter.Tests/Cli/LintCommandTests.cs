using System.Text.Json;
using Linter.Cli;
using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Tests.Support;
using Linter.Text;

namespace Linter.Tests.Cli;

public sealed class LintCommandTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Exit codes

    [Fact]
    public void Nothing_found_is_0()
    {
        folder.With("a.yaml", Manifest.Clean);

        Run().Should().Be(new CliResult(0, "No problems in 1 file (1 object, 0 links checked).\n", ""));
    }

    [Fact]
    public void An_error_is_1()
    {
        folder.With("a.yaml", Manifest.Broken);

        var result = Run();

        (result.ExitCode, result.Error).Should().Be((1, ""));
        result.Output.Should().Contain("error[duplicate-key]").And.EndWith("Found 1 error in 1 file, 1 object, 0 links checked.\n");
    }

    [Theory]
    [InlineData("--fail-on=never", 0)]
    [InlineData("--fail-on=warning", 1)]
    [InlineData("--fail-on=note", 1)]
    [InlineData("--exit-zero", 0)]
    [InlineData("--rule=duplicate-key=warning", 0)]
    [InlineData("--rule=duplicate-key=off", 0)]
    public void The_exit_code_follows_the_levels_that_were_asked_for(string option, int exitCode)
    {
        folder.With("a.yaml", Manifest.Broken);

        Run(option).ExitCode.Should().Be(exitCode);
    }

    [Fact]
    public void A_warning_fails_only_where_asked()
    {
        folder.With("a.yaml", Manifest.Broken);

        Run("--rule", "duplicate-key=warning", "--fail-on", "warning").ExitCode.Should().Be(1);
        Run("--rule", "duplicate-key=note", "--fail-on", "warning").ExitCode.Should().Be(0);
        Run("--rule", "duplicate-key=off", "--rule", "duplicate-key=error").ExitCode.Should().Be(1);
    }

    [Fact]
    public void A_missing_path_is_2_and_the_others_are_linted()
    {
        folder.With("a.yaml", Manifest.Broken);

        var result = Run("a.yaml", "gone.yaml", "--exit-zero");

        result.ExitCode.Should().Be(2);
        result.Error.Should().Be("error: 'gone.yaml' does not exist\n");
        result.Output.Should().Contain("duplicate-key");
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_2()
    {
        folder.With("a.yaml", Manifest.Clean).With("b.yaml", [0x61, 0xFF]);

        var result = Run();

        result.ExitCode.Should().Be(2);
        result.Error.Should().Be("error: 'b.yaml' is not UTF-8 text: byte 0xFF at offset 1 (line 1); save it as UTF-8\n");
    }

    [Fact]
    public void A_folder_without_manifests_is_2_and_looks_nothing_like_success()
    {
        folder.WithFolder("manifest").With("manifests/a.yaml", Manifest.Clean);

        Run("./manifest").Should().Be(new CliResult(
            2,
            "",
            "error: no manifest found under './manifest': looked at 0 .yaml, .yml and .json files\n  = help: did you mean ./manifests? It holds 1 file\n"));
    }

    [Fact]
    public void Files_without_a_resource_are_2_and_look_nothing_like_success()
    {
        folder.With("a.yaml", "version: 2\n").With("b.json", "{}");

        Run("--fail-on", "never").Should().Be(new CliResult(
            2, "", "error: no Kubernetes resource in the 2 files that were read\n  = help: a resource has apiVersion and kind\n"));
    }

    [Fact]
    public void A_chart_alone_cannot_be_linted()
    {
        folder.With("chart/Chart.yaml").With("chart/templates/a.yaml");

        Run().Should().Be(new CliResult(
            2, "", "error: nothing could be linted: the Helm chart 'chart' was not rendered: helm is not on PATH\n  = help: put helm on PATH; pipe in what it renders to: helm template chart | lint -\n"));
    }

    [Fact]
    public void Text_that_is_not_YAML_is_a_finding()
    {
        folder.With("a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: [\n");

        Run().ExitCode.Should().Be(1);
    }

    [Fact]
    public void Findings_in_files_without_a_resource_do_not_hide_that_nothing_was_linted()
    {
        folder.With("a.yaml", "a: [\n");

        var result = Run("--format", "concise");

        result.ExitCode.Should().Be(2);
        result.Output.Should().Contain("[yaml-syntax]");
        result.Error.Should().StartWith("error: no Kubernetes resource in 'a.yaml'\n");
    }

    [Fact]
    public void A_rule_that_failed_is_3_whatever_else_there_is()
    {
        var span = new SourceText("a.yaml", "a").Span(0, 1);
        var finding = new Finding("x", Severity.Error, span, MessageText.Plain("y"));
        var input = new InputFiles([], [], [new InputProblem("p", "m")]);
        var summary = new LintSummary(1, 1, 0, 0, []);
        var settings = new LintSettings { ReportRoot = "/", Paths = [], Options = new LintOptions(), ExitZero = true };

        LintRun.Judge(input, new LintResult([finding], [new RuleFailure("r", "e")], summary), settings).Should().Be(3);
        LintRun.Judge(input, new LintResult([finding], [], summary), settings).Should().Be(2);
        LintRun.Judge(input with { Problems = [] }, new LintResult([finding], [], summary), settings).Should().Be(0);
    }

    // Standard input

    [Fact]
    public void A_hyphen_is_standard_input()
    {
        var result = InProcess.Run(folder.Path, InProcess.Input(Manifest.Broken), "-", "--format", "concise");

        result.ExitCode.Should().Be(1);
        result.Output.Should().StartWith("stdin:5:3: error: ");
    }

    [Fact]
    public void Standard_input_that_is_no_text_is_2()
    {
        var result = InProcess.Run(folder.Path, environment => environment with { OpenInput = () => new MemoryStream([0x61, 0x80]) }, "-");

        result.Should().Be(new CliResult(2, "", "error: 'stdin' is not UTF-8 text: byte 0x80 at offset 1 (line 1); save it as UTF-8\n"));
    }

    [Fact]
    public void Standard_input_that_is_closed_is_2()
    {
        var result = InProcess.Run(folder.Path, environment => environment with { OpenInput = () => null }, "-");

        result.Should().Be(new CliResult(2, "", "error: 'stdin' cannot be read: standard input is closed\n"));
    }

    [Fact]
    public void Standard_input_is_not_touched_unless_asked_for()
    {
        folder.With("a.yaml", Manifest.Clean);

        InProcess.Run(folder.Path, environment => environment with { OpenInput = () => throw new InvalidOperationException() })
            .ExitCode.Should().Be(0);
    }

    // Formats and files

    [Theory]
    [InlineData("json")]
    [InlineData("sarif")]
    public void Formats_for_programs_are_whole_documents_whatever_happens(string format)
    {
        folder.With("other.yaml", "a: 1");
        foreach (var path in new[] { "gone", "other.yaml", "-" })
            JsonDocument.Parse(Run("--format", format, path).Output).RootElement.ValueKind.Should().Be(JsonValueKind.Object);
    }

    [Fact]
    public void Standard_output_holds_the_format_and_nothing_else()
    {
        folder.With("a.yaml", Manifest.Broken);

        Run("--format", "concise", "gone.yaml", "a.yaml").Output.Should().MatchRegex(@"\Aa\.yaml:5:3: error: [^\n]*\[duplicate-key\]\n\z");
    }

    [Fact]
    public void Reports_go_to_files_too()
    {
        folder.With("a.yaml", Manifest.Broken).With("old.txt", "old").WithFolder("out");

        var result = Run("a.yaml", "--output", "sarif=out/x.sarif", "--output", "concise=old.txt", "--output=text=with=equals.txt");

        result.ExitCode.Should().Be(1);
        result.Output.Should().Contain("error[duplicate-key]");
        JsonDocument.Parse(File.ReadAllText(folder.Full("out/x.sarif"))).RootElement.GetProperty("version")
            .GetString()
            .Should().Be("2.1.0");
        File.ReadAllText(folder.Full("old.txt")).Should().StartWith("a.yaml:5:3: error");
        File.ReadAllText(folder.Full("with=equals.txt")).Should().Be(result.Output);
        Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Should().HaveCount(4, "nothing temporary is left");
    }

    [Fact]
    public void The_log_knows_the_exit_code()
    {
        folder.With("a.yaml", Manifest.Broken);

        Run("--format", "sarif").Output.Should().Contain("\"exitCode\": 1");
        Run("--format", "sarif", "--exit-zero").Output.Should().Contain("\"exitCode\": 0");
        Run("--format", "sarif", "gone").Output.Should().Contain("\"exitCode\": 2");
    }

    [Fact]
    public void A_report_goes_through_a_link_to_its_target()
    {
        folder.With("a.yaml", Manifest.Clean).With("real.txt", "old").WithLink("link.txt", "real.txt");

        Run("--output", "text=link.txt").ExitCode.Should().Be(0);

        new FileInfo(folder.Full("link.txt")).LinkTarget.Should().Be("real.txt");
        File.ReadAllText(folder.Full("real.txt")).Should().StartWith("No problems");
    }

    [Fact]
    public void A_device_is_written_to_and_not_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no such devices there");
        folder.With("a.yaml", Manifest.Clean);

        Run("--output", "json=/dev/null").ExitCode.Should().Be(0);

        File.ReadAllText("/dev/null").Should().BeEmpty();
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_2_and_the_report_is_there()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "no disk is full here");
        folder.With("a.yaml", Manifest.Broken);

        var result = Run("--output", "json=/dev/full");

        result.ExitCode.Should().Be(2);
        result.Error.Should().Be("error: cannot write '/dev/full': the system reports an input/output error\n");
        result.Output.Should().Contain("duplicate-key");
    }

    // Less and more to see

    [Fact]
    public void Quiet_shows_findings_only_and_twice_nothing()
    {
        folder.With("a.yaml", Manifest.Broken).With("chart/Chart.yaml");

        Run("-q").Output.Should().Contain("duplicate-key").And.NotContainAny("Found", "note:");
        Run("-qq").Should().Be(new CliResult(1, "", ""));
        Run("--quiet", "--quiet", "--format", "json").Should().Be(new CliResult(1, "", ""));
        Run("-q", "-q", "gone").Error.Should().Contain("does not exist");
    }

    [Fact]
    public void The_elapsed_time_is_shown_on_a_terminal_only()
    {
        folder.With("a.yaml", Manifest.Clean);

        InProcess.Run(folder.Path, OnTerminal).Error.Should().Be("0.21 s\n");
        InProcess.Run(folder.Path, OnTerminal, "-q").Error.Should().BeEmpty();
        Run().Error.Should().BeEmpty();

        static CliEnvironment OnTerminal(CliEnvironment environment) =>
            environment with { ErrorIsTerminal = true, Elapsed = () => TimeSpan.FromMilliseconds(214) };
    }

    [Fact]
    public void Notes_are_reported_in_the_strict_profile()
    {
        folder.With("a.yaml", Manifest.Clean).With("b.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ name }}\n");

        Run("--format", "concise").Output.Should().BeEmpty();
        Run("--format", "concise", "--profile", "strict").Output.Should().Contain("[unrendered-template]");
    }

    [Fact]
    public void What_git_ignores_is_read_when_asked()
    {
        folder.WithFolder(".git").With(".gitignore", "b.yaml").With("a.yaml", Manifest.Clean).With("b.yaml", Manifest.Broken);

        Run().ExitCode.Should().Be(0);
        Run("--no-gitignore").ExitCode.Should().Be(1);
    }

    [Theory]
    [InlineData("1.30", 30)]
    [InlineData("v1.30", 30)]
    [InlineData("1.30.5", 30)]
    [InlineData("v1.36.0", 36)]
    public void Releases_of_Kubernetes_are_read_as_people_write_them(string text, int minor)
    {
        var errors = new List<UsageError>();

        OptionValues.KubernetesMinor(text, errors).Should().Be(minor);

        errors.Should().BeEmpty();
    }

    [Fact]
    public void Good_values_are_taken()
    {
        folder.With("a.yaml", Manifest.Clean);

        Run("-n", "shop", "--kubernetes-version", "v1.30.2", "--threads", "3", "--yaml-engine", "reference", "--profile", "default",
            "--color", "never")
            .ExitCode.Should().Be(0);
    }

    // Colour

    [Theory]
    [InlineData("", false, false)]
    [InlineData("", true, true)]
    [InlineData("TERM=dumb", true, false)]
    [InlineData("NO_COLOR=1", true, false)]
    [InlineData("NO_COLOR=", true, true)]
    [InlineData("NO_COLOR=1 FORCE_COLOR=1", true, false)]
    [InlineData("FORCE_COLOR=1", false, true)]
    [InlineData("FORCE_COLOR=0", false, false)]
    [InlineData("CLICOLOR_FORCE=1", false, true)]
    [InlineData("CLICOLOR_FORCE=1 TERM=dumb", false, true)]
    [InlineData("GITHUB_ACTIONS=true", false, true)]
    [InlineData("GITLAB_CI=true", false, true)]
    [InlineData("GITLAB_CI=true NO_COLOR=1", false, false)]
    public void Text_is_coloured_where_colour_is_wanted(string variables, bool isTerminal, bool isColoured)
    {
        folder.With("a.yaml", Manifest.Broken);

        InProcess.Run(folder.Path, Change).Output.Contains('\x1b', StringComparison.Ordinal).Should().Be(isColoured);
        InProcess.Run(folder.Path, Change, "--color", "never").Output.Should().NotContain("\x1b");
        InProcess.Run(folder.Path, Change, "--color", "always").Output.Should().Contain("\x1b");
        InProcess.Run(folder.Path, Change, "--format", "concise").Output.Should().NotContain("\x1b");

        CliEnvironment Change(CliEnvironment environment) =>
            InProcess.Variables(variables.Split(' '))(environment) with { OutputIsTerminal = isTerminal };
    }

    [Fact]
    public void Output_files_hold_no_colour()
    {
        folder.With("a.yaml", Manifest.Broken);

        Run("--color", "always", "--output", "text=out.txt").Output.Should().Contain("\x1b");

        File.ReadAllText(folder.Full("out.txt")).Should().NotContain("\x1b");
    }

    [Theory]
    [InlineData("LANG=C", true, false)]
    [InlineData("LANG=en_GB.UTF-8", true, true)]
    [InlineData("LC_ALL=C LANG=en_GB.UTF-8", true, false)]
    [InlineData("LC_ALL=C", false, true)]
    public void Signs_beyond_ASCII_are_for_terminals_that_show_them(string variables, bool isTerminal, bool hasUnicode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "terminals there show them all");
        var environment = new CliEnvironment(TextWriter.Null, TextWriter.Null, "/") { OutputIsTerminal = isTerminal };

        Terminal.HasUnicode(InProcess.Variables(variables.Split(' '))(environment)).Should().Be(hasUnicode);
    }

    [Theory]
    [InlineData("help", "did you mean lint --help?")]
    [InlineData("version", "did you mean lint --version?")]
    [InlineData("help trace", "did you mean lint trace --help?")]
    public void Words_that_other_programs_have_lead_to_the_option(string words, string help)
    {
        var result = Run(words.Split(' '));

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain(help);
    }

    [Fact]
    public void A_folder_of_links_that_lead_nowhere_is_not_called_empty()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        Directory.CreateDirectory(folder.Full("links"));
        File.CreateSymbolicLink(folder.Full("links/a.yaml"), folder.Full("gone.yaml"));
        File.CreateSymbolicLink(folder.Full("links/b.yaml"), folder.Full("gone.yaml"));

        Run("links").Error.Should().Contain(
            "looked at 0 .yaml, .yml and .json files, as links/a.yaml is a link that leads nowhere and was not read (and 1 more)");
    }

    [Fact]
    public void A_configuration_that_does_not_hold_is_told_once()
    {
        folder.With(".lint.yaml", "profile: default\n").With("a.yaml", Manifest.Clean)
            .With("apps/.lint.yaml", "profile: strict\n")
            .With("infra/.lint.yaml", "profile: strict\n");
        const string Note =
            "note: apps/.lint.yaml was not used, nor 1 more like it: a run has the configuration that is nearest above its first path\n";

        Run().Output.Should().EndWith(Note);
        Run("--no-config").Output.Should().NotContain("was not used");
        Run("--config", "apps/.lint.yaml").Output.Should().NotContain("was not used");
        Run("apps", ".").Output.Should().Contain("note: .lint.yaml was not used, nor 1 more like it:");
    }

    private CliResult Run(params string[] arguments) => InProcess.Run(folder.Path, arguments);
}
