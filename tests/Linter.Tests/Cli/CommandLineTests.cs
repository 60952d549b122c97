using Linter.Cli;
using Linter.Tests.Support;

namespace Linter.Tests.Cli;

/// <summary>How arguments are understood, and what is said when they are not.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TempFolder folder = new TempFolder().With("a.yaml", Manifest.Clean);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--formt json", "unknown option '--formt'", "did you mean --format?   (lint --help)")]
    [InlineData("--formt=json", "unknown option '--formt'", "did you mean --format?   (lint --help)")]
    [InlineData("a.yaml --exit-zer", "unknown option '--exit-zer'", "did you mean --exit-zero?   (lint --help)")]
    [InlineData("--nope", "unknown option '--nope'", "lint --help shows all options")]
    [InlineData("-?", "unknown option '-?'", "lint --help shows all options")]
    [InlineData("-- --nope", "unknown option '--nope'", "lint --help shows all options")]
    [InlineData("--format", "option --format needs a value", "--format FORMAT")]
    [InlineData("--format=", "option --format needs a value", "--format FORMAT")]
    [InlineData("--format text --format json", "option --format is given twice", "lint --help shows all options")]
    [InlineData("--version a.yaml", "--version stands alone", "lint --help shows all options")]
    [InlineData("explain --nope", "unknown option '--nope'", "lint --help shows all options")]
    [InlineData("explain --formt json", "unknown option '--formt'", "did you mean --format?   (lint --help)")]
    [InlineData("explain one two", "unexpected 'two'", "lint --help shows all options")]
    [InlineData("a.yaml explain", "unexpected 'a.yaml' before the command explain", "a path that is called like a command is written ./explain")]
    [InlineData("--exit-zero explain", "option --exit-zero does not belong to the command explain", "lint explain --help shows its options")]
    [InlineData("[a]", "unexpected '[a]'", "a path that begins with [ is written ./[a]")]
    public void Wrong_usage_is_said_on_standard_error_and_ends_with_2(string arguments, string message, string help)
    {
        Run(arguments.Split(' ')).Should().Be(new CliResult(2, "", $"error: {message}\n  = help: {help}\n"));
    }

    [Fact]
    public void Every_command_that_help_lists_is_one_that_is_understood()
    {
        var help = Run("--help").Output;
        var listed = help[help.IndexOf("Commands:", StringComparison.Ordinal)..help.IndexOf("Options:", StringComparison.Ordinal)]
            .Split('\n').Skip(1).Select(line => line.Trim().Split(' ')[0]).Where(name => name.Length > 0);
        listed.Should().BeEquivalentTo(CommandLine.CommandNames);
    }

    [Theory]
    [InlineData("--format sarfi", "unknown format 'sarfi'", "did you mean sarif?")]
    [InlineData("--format xml", "unknown format 'xml'", "one of text, concise, sarif, json, github, gitlab, junit, markdown")]
    [InlineData("--profile strickt", "unknown profile 'strickt'", "did you mean strict?")]
    [InlineData("--fail-on warnings", "unknown level for --fail-on 'warnings'", "did you mean warning?")]
    [InlineData("--fail-on off", "unknown level for --fail-on 'off'", "one of error, warning, note, never")]
    [InlineData("--color alway", "unknown choice for --color 'alway'", "did you mean always?")]
    [InlineData("--rule yaml-syntx=off", "unknown rule 'yaml-syntx'", "did you mean yaml-syntax?")]
    [InlineData("--rule nothing-like-it=off", "unknown rule 'nothing-like-it'", "lint explain lists all rules")]
    [InlineData("--rule yaml-syntax=loud", "unknown level 'loud'", "one of off, note, warning, error")]
    [InlineData("--rule yaml-syntax", "--rule takes NAME=LEVEL, not 'yaml-syntax'", "such as --rule service-selects-nothing=warning")]
    [InlineData("--rule =off", "--rule takes NAME=LEVEL, not '=off'", "such as --rule service-selects-nothing=warning")]
    [InlineData("--kubernetes-version 2.0", "--kubernetes-version takes a release of Kubernetes, not '2.0'", "such as 1.36")]
    [InlineData("--kubernetes-version 1.x", "--kubernetes-version takes a release of Kubernetes, not '1.x'", "such as 1.36")]
    [InlineData("--kubernetes-version 1.30.1.2", "--kubernetes-version takes a release of Kubernetes, not '1.30.1.2'", "such as 1.36")]
    [InlineData("--kubernetes-version 1.37", "Kubernetes 1.37 is newer than what this lint knows", "the newest is 1.36")]
    [InlineData("-n Shop", "'Shop' cannot be a namespace", "a namespace has up to 63 lower-case letters, digits and hyphens, and no hyphen at its ends")]
    [InlineData("--output sarif", "--output takes FORMAT=PATH, not 'sarif'", "such as --output sarif=lint.sarif")]
    [InlineData("--output sarif=", "--output takes FORMAT=PATH, not 'sarif='", "such as --output sarif=lint.sarif")]
    [InlineData("--output srif=x", "unknown format 'srif'", "did you mean sarif?")]
    [InlineData("--output json=-", "--output writes to files", "--format json chooses what standard output holds")]
    [InlineData("explain --format texxt", "unknown format 'texxt'", "did you mean text?")]
    [InlineData("--yaml-engine quick", "unknown choice for --yaml-engine 'quick'", "one of fast, reference")]
    [InlineData("explain yaml-syntx", "unknown rule 'yaml-syntx'", "did you mean yaml-syntax?")]
    public void A_wrong_value_is_said_with_what_would_be_right(string arguments, string message, string help)
    {
        Run(arguments.Split(' ')).Should().Be(new CliResult(2, "", $"error: {message}\n  = help: {help}\n"));
    }

    [Theory]
    [InlineData("--output sarif=no/such/x.sarif", "cannot write 'no/such/x.sarif': folder 'no/such' does not exist")]
    [InlineData("--output sarif=.", "cannot write '.': it is a folder")]
    [InlineData("--output sarif=x --output json=./x", "two reports go to 'x'")]
    [InlineData("--threads 0", "--threads takes a number from 1 to 1024, not '0'")]
    [InlineData("--threads two", "--threads takes a number from 1 to 1024, not 'two'")]
    [InlineData("/h", "'/h' does not exist")]
    [InlineData("@a.yaml", "'@a.yaml' does not exist")]
    public void Other_wrong_values_are_said_too(string arguments, string message)
    {
        var result = Run(arguments.Split(' '));

        result.ExitCode.Should().Be(2);
        result.Error.Should().StartWith($"error: {message}\n");
    }

    [Fact]
    public void Every_wrong_value_is_said_at_once()
    {
        Run("--format", "x", "--profile", "y", "--rule", "z=a").Error.Split('\n')
            .Count(line => line.StartsWith("error: ", StringComparison.Ordinal))
            .Should().Be(4);
    }

    [Fact]
    public void A_mistyped_command_is_a_missing_path_with_the_command_as_help()
    {
        Run("explian").Error.Should().Be("error: 'explian' does not exist\n  = help: did you mean the command lint explain?\n");
    }

    [Fact]
    public void A_folder_called_like_a_command_is_written_with_a_dot()
    {
        folder.With("explain/b.yaml", Manifest.Clean);

        Run("./explain").Output.Should().StartWith("No problems in 1 file");
    }

    [Theory]
    [InlineData("-q")]
    [InlineData("--exit-zero")]
    [InlineData("--no-gitignore")]
    public void A_flag_takes_no_path_for_its_value(string flag)
    {
        folder.With("true", Manifest.Clean);

        Run("--format", "json", flag, "true").Output.Should().Contain("\"files\": 1");
    }

    [Fact]
    public void A_path_may_begin_with_an_at_sign()
    {
        folder.With("@b.yaml", Manifest.Clean);

        Run("@b.yaml").ExitCode.Should().Be(0);
    }

    [Fact]
    public void Help_shows_every_option_and_examples_on_standard_output()
    {
        var result = Run("--help");

        (result.ExitCode, result.Error).Should().Be((0, ""));
        result.Output.Should().ContainAll(
            "lint explain [OPTION...] [RULE]", "--format FORMAT", "text, concise, sarif, json, github, gitlab, junit, markdown",
            "--output FORMAT=PATH", "--profile default|strict",
            "--rule NAME=LEVEL", "--fail-on error|warning|note|never", "--exit-zero", "-q, --quiet", "-n, --namespace NAME",
            "--kubernetes-version 1.N", "--no-gitignore", "--color auto|always|never", "--version", "Examples:", "Exit codes:");
        result.Output.Should().NotContainAny("--threads", "/h", "testhost");
        result.Output.Split('\n').Should().OnlyContain(line => line.Length <= 110);
        Run("-h", "--nope").Output.Should().Be(result.Output);
    }

    [Fact]
    public void Help_of_a_command_is_about_that_command()
    {
        Run("explain", "--help").Output.Should().Contain("[RULE]").And.Contain("text|markdown|json").And.NotContain("--fail-on");
    }

    [Fact]
    public void What_a_command_cannot_do_without_stands_in_no_brackets()
    {
        Run("trace", "--help").Output.Should().Contain("lint trace [OPTION...] TARGET [PATH...]\n");
        Run("completion", "--help").Output.Should().Contain("lint completion [OPTION...] SHELL\n");
    }

    [Fact]
    public void Help_of_a_command_within_a_command_shows_the_options_of_all()
    {
        Run("config", "schema", "--help").Output.Should().ContainAll("--color", "--debug", "-h, --help");
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(200)]
    public void Help_fits_the_terminal(int width)
    {
        foreach (var command in CommandLine.CommandNames.Append(""))
        {
            var result = InProcess.Run(folder.Path, environment => environment with { OutputIsTerminal = true, OutputWidth = width },
                [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
            var wide = InProcess.Run(folder.Path, environment => environment with { OutputIsTerminal = true, OutputWidth = 1000 },
                [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
            Words(result).Should().Equal(Words(wide));
            if (width >= 80)
                result.Output.Split('\n').Should().OnlyContain(line => line.Length <= width);
        }

        static IEnumerable<string> Words(CliResult result) => result.Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void Help_that_is_no_screen_keeps_to_a_width_as_well()
    {
        foreach (var command in CommandLine.CommandNames)
            Run(command, "--help").Output.Split('\n').Should().OnlyContain(line => line.Length <= 120);
    }

    [Fact]
    public void Version_is_one_line()
    {
        Run("--version").Should().Be(new CliResult(0, $"lint {CliEnvironment.Version}\n", ""));
    }

    [Fact]
    public void A_failure_of_ours_is_one_line_and_how_to_report_it()
    {
        var result = InProcess.Run(folder.Path, Failing, "-");

        result.ExitCode.Should().Be(3);
        result.Error.Should().Be(
            "error: internal failure: InvalidOperationException: on fire\n"
            + "  = help: this is a bug in lint; please report it with the output of the same call and --debug\n");
    }

    [Fact]
    public void A_failure_of_ours_shows_its_stack_when_asked()
    {
        InProcess.Run(folder.Path, Failing, "-", "--debug").Error.Should().Contain("   at ");
        InProcess.Run(folder.Path, environment => InProcess.Variables("LINT_DEBUG=1")(Failing(environment)), "-")
            .Error.Should().Contain("   at ");
    }

    [Fact]
    public void Output_that_cannot_be_written_ends_with_2()
    {
        var result = InProcess.Run(folder.Path, environment => environment with { Output = new FullDisk() });

        result.ExitCode.Should().Be(2);
        result.Error.Should().StartWith("error: cannot write to standard output");
    }

    [Fact]
    public void Paths_are_echoed_without_their_control_characters()
    {
        Run("\x1b[31mred\n").Error.Should().Be("error: '\\x1b[31mred\\n' does not exist\n");
    }

    private static CliEnvironment Failing(CliEnvironment environment) =>
        environment with { OpenInput = () => throw new InvalidOperationException("on fire") };

    private CliResult Run(params string[] arguments) => InProcess.Run(folder.Path, arguments);

    private sealed class FullDisk : StringWriter
    {
        public override void Flush() => throw new IOException("No space left on device");
    }
}
