using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Linter.Engine;
using Linter.Findings;
using Linter.Text;

namespace Linter.Reporting;

/// <summary>
/// A step summary or the text of a comment: counts, a table with one row a finding, and the frames folded away below. The
/// gravest come first; where there are too many for a page, it says how many were left out.
/// </summary>
/// <param name="paths">How files are named.</param>
public sealed class MarkdownReporter(ReportPaths paths) : IReporter
{
    private const int MostRows = 200;
    private const int MostFrames = 50;

    // What Markdown gives a meaning and a backslash takes it from.
    private const string Special = "\\`*_{}[]()#+!~";

    private static readonly TextOptions FrameStyle = new(Color: false, Width: 100, Unicode: true);

    public void Write(LintResult result, TextWriter output)
    {
        var findings = result.Findings.OrderByDescending(finding => finding.Severity).ToImmutableArray();
        Line(output, $"### Manifest lint: {Counts(result)}");
        Line(output, "");
        if (!findings.IsEmpty)
        {
            WriteTable(output, findings);
            WriteFrames(output, findings);
        }

        foreach (var line in SummaryText.Lines(result))
            Line(output, $"{Escaped(line)}  ");
    }

    private static string Counts(LintResult result)
    {
        var text = $"{Plural.Of(result.Count(Severity.Error), "error")}, {Plural.Of(result.Count(Severity.Warning), "warning")}";
        if (result.Count(Severity.Note) is > 0 and var notes)
            text = $"{text}, {Plural.Of(notes, "note")}";
        return result.Suppressed.IsEmpty
            ? text
            : string.Create(CultureInfo.InvariantCulture, $"{text}, {result.Suppressed.Length} suppressed");
    }

    private void WriteTable(TextWriter output, ImmutableArray<Finding> findings)
    {
        Line(output, "| | Rule | Where | What |");
        Line(output, "|-|-|-|-|");
        foreach (var finding in findings.Take(MostRows))
            Line(output, $"| {Mark(finding.Severity)} | {finding.RuleId} | {Where(finding)} | {Escaped(Printable.Of(finding.Message.Text))} |");
        Line(output, "");
        if (findings.Length > MostRows)
        {
            Line(output, $"and {Plural.Of(findings.Length - MostRows, "more finding")}, the less grave ones");
            Line(output, "");
        }
    }

    // "ingress.yaml:18 → cart.yaml:33", or "cart.yaml:18 → :33" within one file.
    private string Where(Finding finding)
    {
        var place = Place(finding.Span, withPath: true);
        return finding.Related is [var related, ..]
            ? $"{place} → {Place(related.Span, withPath: !ReferenceEquals(related.Span.Source, finding.Span.Source))}"
            : place;
    }

    private string Place(SourceSpan span, bool withPath) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{(withPath ? Escaped(Printable.Of(paths.Of(span.Source.Path))) : "")}:{span.From.Line}");

    private static void WriteFrames(TextWriter output, ImmutableArray<Finding> findings)
    {
        var text = new StringWriter { NewLine = "\n" };
        foreach (var finding in findings.Take(MostFrames))
        {
            new FindingFrame(finding, FrameStyle, text).Write(withExplain: false);
            text.Write('\n');
        }

        var frames = text.ToString().TrimEnd('\n');
        var fence = new string('`', Math.Max(3, LongestRun(frames, '`') + 1));
        Line(output, "<details><summary>How to fix</summary>");
        Line(output, "");
        Line(output, fence + "text");
        Line(output, frames);
        Line(output, fence);
        if (findings.Length > MostFrames)
        {
            Line(output, "");
            Line(output, $"and {Plural.Of(findings.Length - MostFrames, "more finding")}");
        }

        Line(output, "");
        Line(output, "</details>");
        Line(output, "");
    }

    private static string Mark(Severity severity) => severity switch
    {
        Severity.Error => "❌",
        Severity.Warning => "⚠️",
        _ => "ℹ️",
    };

    internal static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            // A reference says it even where a backslash is no escape, as before a mention.
            if (character is '@' or '<' or '>' or '&' or '|')
                escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)character};");
            else if (Special.Contains(character, StringComparison.Ordinal))
                escaped.Append('\\').Append(character);
            else
                escaped.Append(character);
        }

        // What looks like an address would become a link.
        return escaped.Replace("://", ":&#47;&#47;").Replace("www.", "www&#46;").ToString();
    }

    private static int LongestRun(string text, char character)
    {
        var (longest, run) = (0, 0);
        foreach (var next in text)
        {
            run = next == character ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static void Line(TextWriter output, string line)
    {
        output.Write(line);
        output.Write('\n');
    }
}
