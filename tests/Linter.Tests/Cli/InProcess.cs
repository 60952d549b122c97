using System.Text;
using Linter.Cli;

namespace Linter.Tests.Cli;

/// <summary>What one call of the program gave.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error);

/// <summary>Calls the program within the test's own process.</summary>
internal static class InProcess
{
    public static CliResult Run(string workingDirectory, params string[] arguments) =>
        Run(workingDirectory, environment => environment, arguments);

    public static CliResult Run(string workingDirectory, Func<CliEnvironment, CliEnvironment> change, params string[] arguments)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var exitCode = CommandLine.Run(arguments, change(new CliEnvironment(output, error, workingDirectory)));
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }

    public static Func<CliEnvironment, CliEnvironment> Input(string text) =>
        environment => environment with { OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(text)) };

    public static Func<CliEnvironment, CliEnvironment> Variables(params string[] assignments) => environment => environment with
    {
        Variable = name => Array.Find(assignments, text => text.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..],
    };
}

/// <summary>Manifests that are enough for the program's own tests; what rules find is theirs to test.</summary>
internal static class Manifest
{
    public const string Clean = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n";

    /// <summary>An error by reading alone.</summary>
    public const string Broken = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\n  name: two\n";
}
