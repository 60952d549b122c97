using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Linter.Engine;
using Linter.Findings;

namespace Linter.Reporting;

/// <summary>
/// Workflow commands that GitHub Actions turns into annotations, the gravest first. A step shows ten of each level and
/// says nothing of the others, so a last notice does.
/// </summary>
/// <param name="paths">How files are named.</param>
public sealed class GitHubReporter(ReportPaths paths) : IReporter
{
    /// <summary>Annotations of one level that a step shows.</summary>
    private const int MostShown = 10;

    public void Write(LintResult result, TextWriter output)
    {
        var hidden = 0;
        foreach (var level in new[] { Severity.Error, Severity.Warning, Severity.Note })
        {
            var findings = result.Findings.Where(finding => finding.Severity == level).ToImmutableArray();
            hidden += Math.Max(0, findings.Length - MostShown);
            foreach (var finding in findings)
                Line(output, Command(finding));
        }

        foreach (var problem in result.Unreadable)
            Line(output, $"::error title=unreadable::{Message(Printable.Of(problem.Message))}");
        foreach (var failure in result.Failures)
            Line(output, $"::error title=internal error::{Message(Printable.Of(failure.ToString()))}");
        foreach (var note in result.Summary.Notes)
            Line(output, $"::notice title=not checked::{Message(Printable.Of(note))}");
        if (hidden > 0)
            Line(output, $"::notice title={ToolInfo.Name}::{Plural.Of(hidden, "more finding")} in this log: a step shows {MostShown.ToString(CultureInfo.InvariantCulture)} of each level");
    }

    private static void Line(TextWriter output, string line)
    {
        output.Write(line);
        output.Write('\n');
    }

    private string Command(Finding finding)
    {
        var (from, to) = (finding.Span.From, finding.Span.To);
        // Columns count only within one line.
        var columns = from.Line == to.Line ? string.Create(CultureInfo.InvariantCulture, $",col={from.Column},endColumn={to.Column}") : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"::{Word(finding.Severity)} title={Property(finding.RuleId)},file={Property(Printable.Of(paths.Of(finding.Span.Source.Path)))},line={from.Line},endLine={to.Line}{columns}::{Message(Text(finding))}");
    }

    private string Text(Finding finding)
    {
        var text = new StringBuilder(Printable.Of(finding.Message.Text));
        foreach (var line in DetailLines.Of(finding, paths))
            text.Append('\n').Append(Printable.Of(line));
        return text.ToString();
    }

    private static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "notice",
    };

    private static string Message(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Message(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
