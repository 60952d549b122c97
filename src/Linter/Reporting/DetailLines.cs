using Linter.Findings;

namespace Linter.Reporting;

/// <summary>
/// What stands below a finding's sentence in formats of plain lines: the other ends, the effect, the notes, the help. Not escaped.
/// </summary>
internal static class DetailLines
{
    public static IEnumerable<string> Of(Finding finding, ReportPaths paths)
    {
        foreach (var related in finding.Related)
            yield return $"{paths.Of(related.Span.Source.Path)}:{related.Span.From}: {related.Message}";
        if (finding.Effect is { } effect)
            yield return $"effect: {effect}";
        foreach (var note in FindingNotes.Of(finding))
            yield return $"note: {note}";
        if (finding.Help is { } help)
            yield return $"help: {help}";
    }
}
