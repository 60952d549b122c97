using System.Globalization;
using System.Text;
using Linter.Findings;
using Linter.Text;

namespace Linter.Tests.Support;

/// <summary>Findings as rule documents show them. The mutants' judge is built with it too.</summary>
public static class FindingLines
{
    /// <summary>One line a finding, with the text at its span, then its other ends, cautions, help and fix.</summary>
    public static string Of(IEnumerable<Finding> findings)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{Place(finding.Span)}: {finding.Severity.Name()}: {finding.Message} [{finding.RuleId}]\n");
            foreach (var related in finding.Related)
                text.Append(CultureInfo.InvariantCulture, $"  {Place(related.Span)}: {related.Message}\n");
            foreach (var note in finding.Notes.Where(note => note.StartsWith("caution: ", StringComparison.Ordinal)))
                text.Append(CultureInfo.InvariantCulture, $"  {note}\n");
            if (finding.Help is not null)
                text.Append(CultureInfo.InvariantCulture, $"  help: {finding.Help}\n");
            foreach (var edit in finding.Fix?.Edits ?? [])
                text.Append(CultureInfo.InvariantCulture, $"  fix: {Place(edit.Span)} becomes '{OneLine(edit.NewText)}'\n");
        }

        return text.ToString();
    }

    /// <summary>A place with the text that stands there.</summary>
    internal static string Place(SourceSpan span) => $"{span} '{OneLine(span.Slice.ToString())}'";

    internal static string OneLine(string text) => text.ReplaceLineEndings("\\n");
}
