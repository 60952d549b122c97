using System.Diagnostics;
using System.Text;
using Linter.Tests.Support;

namespace Linter.Tests.Cli;

/// <summary>The program as it is called, in a process of its own: what only a process can get wrong.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly string[] OurVariables =
        ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS", "GITLAB_CI", "LINT_DEBUG"];

    private readonly TempFolder folder = new();

    private static string Program => Path.Combine(AppContext.BaseDirectory, "lint.dll");

    private static string Command => $"dotnet '{Program}'";

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Exit_code_output_and_errors_arrive_as_bytes_without_a_mark()
    {
        folder.With("größe.yaml", Manifest.Broken);

        var (exitCode, output, error) = Run("--format", "concise", "gone", "größe.yaml");

        exitCode.Should().Be(2);
        output.Should().StartWith("größe.yaml:5:3: error: ").And.EndWith("[duplicate-key]\n").And.NotContain("\r");
        error.Should().Be("error: 'gone' does not exist\n");
    }

    [Fact]
    public void The_working_directory_is_the_default_path()
    {
        folder.With("a.yaml", Manifest.Clean);

        Run().Should().Be((0, "No problems in 1 file (1 object, 0 links checked).\n", ""));
    }

    [Fact]
    public void Standard_input_is_read()
    {
        var (exitCode, output, _) =
            Shell($"printf 'apiVersion: v1\\nkind: A\\nmetadata: {{name: a, name: b}}\\n' | {Command} - --format concise");

        exitCode.Should().Be(1);
        output.Should().StartWith("stdin:3:21: error: ");
    }

    [Theory]
    [InlineData("<&-", "error: 'stdin' cannot be read: standard input is closed\n")]
    [InlineData("< /dev/null", "error: no Kubernetes resource in 'stdin'")]
    public void A_closed_standard_input_is_not_waited_for(string redirection, string expected)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/timeout"), "nothing ends a run that waits");

        var (exitCode, output, error) = Shell($"/usr/bin/timeout 60 {Command} - {redirection}");

        (exitCode, output).Should().Be((2, ""));
        error.Should().StartWith(expected);
    }

    [Fact]
    public void A_reader_that_goes_away_ends_the_run_quietly()
    {
        for (var i = 0; i < 400; i++)
            folder.With($"{i}.yaml", Manifest.Broken);

        var (exitCode, output, error) = Shell($"{Command} | head -n 1; exit ${{PIPESTATUS[0]}}");

        output.Should().StartWith("error[duplicate-key]");
        (exitCode, error).Should().Be((1, ""));
    }

    [Fact]
    public void A_full_disk_is_2_without_a_stack()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "no disk is full here");
        folder.With("a.yaml", Manifest.Clean);

        Shell($"{Command} > /dev/full")
            .Should().Be((2, "", "error: cannot write to standard output: the system reports an input/output error\n"));
    }

    [Fact]
    public void The_locale_changes_nothing()
    {
        folder.With("a.yaml", Manifest.Broken);

        Shell($"LC_ALL=C {Command}").Should().Be(Shell($"LC_ALL=de_DE.UTF-8 TZ=Asia/Tokyo {Command}"));
    }

    private (int ExitCode, string Output, string Error) Run(params string[] arguments) => Start("dotnet", [Program, .. arguments]);

    private (int ExitCode, string Output, string Error) Shell(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no shell there");
        return Start("bash", ["-c", script]);
    }

    private (int ExitCode, string Output, string Error) Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        foreach (var name in OurVariables)
            start.Environment.Remove(name);

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
