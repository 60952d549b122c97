using Linter.Engine;
using Linter.Manifests;

namespace Linter.Cli;

/// <summary>Something wrong with how the program was called.</summary>
/// <param name="Message">One fact, no full stop.</param>
/// <param name="Help">What to do; null for nothing.</param>
internal sealed record UsageError(string Message, string? Help = null);

/// <summary>Problems as they stand on standard error.</summary>
internal sealed class Complaints(TextWriter error)
{
    public void Write(UsageError problem) => Write(problem.Message, problem.Help);

    public void Write(InputProblem problem) => Write(problem.Message, problem.Help);

    public void Write(string message, string? help = null)
    {
        error.WriteLine($"error: {Reporters.Printable(message)}");
        if (help is not null)
            error.WriteLine($"  = help: {Reporters.Printable(help)}");
    }

    /// <summary>Findings as text shows them, without a summary.</summary>
    public void Write(LintResult findings, CliEnvironment environment)
    {
        var style = new ReportStyle(HasColor: false, Terminal.DefaultWidth, Terminal.HasUnicode(environment), HasSummary: false,
            ExitCode.Unusable);
        Reporters.Create(ReportFormat.Text, style).Write(findings, error);
    }

    /// <summary>A failure of ours; the stack only where it was asked for.</summary>
    public void WriteInternal(string message, string details, bool withDetails)
    {
        Write(
            $"internal failure: {message}",
            withDetails
                ? "please report this with the lines below"
                : "this is a bug in lint; please report it with the output of the same call and --debug");
        if (withDetails)
            error.WriteLine(details);
    }
}
