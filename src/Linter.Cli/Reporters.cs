using Linter.Engine;
using Linter.Findings;
using Linter.Reporting;

namespace Linter.Cli;

/// <summary>How a report is drawn.</summary>
/// <param name="HasColor">Text only, as all but the exit code.</param>
/// <param name="Width">Columns.</param>
/// <param name="HasUnicode">Whether more than ASCII can be shown.</param>
/// <param name="HasSummary">Whether the counts stand below the findings.</param>
/// <param name="ExitCode">What the process will return; SARIF says it.</param>
internal sealed record ReportStyle(bool HasColor, int Width, bool HasUnicode, bool HasSummary, int ExitCode)
{
    /// <summary>The lowest level that fails; null for none.</summary>
    public Severity? FailOn { get; init; }

    /// <summary>How formats that leave the machine name files.</summary>
    public ReportPaths Paths { get; init; } = ReportPaths.AsTheyAre;

    /// <summary>Whether text and JSON hold suppressed findings too.</summary>
    public bool ShowsSuppressed { get; init; }

    /// <summary>Whether SARIF holds them.</summary>
    public bool HasSuppressedInSarif { get; init; }

    /// <summary>The category of a SARIF log.</summary>
    public string SarifCategory { get; init; } = ToolInfo.Name;
}

/// <summary>The one place that knows the reporters by their classes.</summary>
internal static class Reporters
{
    public static IReporter Create(ReportFormat format, ReportStyle style)
    {
        var tool = new ToolInfo(CliEnvironment.Version);
        var text = new TextOptions(style.HasColor, style.Width, style.HasUnicode, style.ShowsSuppressed);
        return format switch
        {
            ReportFormat.Concise => new ConciseReporter(),
            ReportFormat.Json => new JsonReporter(tool, style.ShowsSuppressed),
            ReportFormat.Sarif =>
                new SarifReporter(new SarifOptions(tool, style.ExitCode,
                    style.SarifCategory) { Paths = style.Paths, IncludesSuppressed = style.HasSuppressedInSarif }),
            ReportFormat.GitHub => new GitHubReporter(style.Paths),
            ReportFormat.GitLab => new GitLabReporter(style.Paths),
            ReportFormat.JUnit => new JUnitReporter(style.FailOn, style.Paths),
            ReportFormat.Markdown => new MarkdownReporter(style.Paths),
            _ when !style.HasSummary => new FindingsOnly(new TextReporter(text)),
            _ => new TextReporter(text),
        };
    }

    /// <summary>Text with its control characters made visible.</summary>
    public static string Printable(string text) => Reporting.Printable.Of(text);

    /// <summary>Columns that a text takes on a terminal.</summary>
    public static int Width(string text) => Cells.Width(text);

    /// <summary>A text report without the lines that follow the findings.</summary>
    private sealed class FindingsOnly(IReporter reporter) : IReporter
    {
        public void Write(LintResult result, TextWriter output)
        {
            var whole = new StringWriter();
            reporter.Write(result, whole);
            var summary = string.Concat(SummaryText.Lines(result).Select(line => line + "\n"));
            var text = whole.ToString();
            output.Write(text.EndsWith(summary, StringComparison.Ordinal) ? text[..^summary.Length] : text);
        }
    }
}
