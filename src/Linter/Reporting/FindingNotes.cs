using System.Collections.Immutable;
using Linter.Findings;
using Linter.Text;

namespace Linter.Reporting;

/// <summary>The notes of a finding, with what was rendered for it to be found, for formats that draw no frames.</summary>
internal static class FindingNotes
{
    public static ImmutableArray<string> Of(Finding finding)
    {
        var notes = finding.Notes;
        if (!finding.Through.IsEmpty)
            notes = notes.Add(Through(finding));
        if (finding.Rendered is { } rendered)
            notes = notes.Add($"as rendered: {Line(rendered)}");
        return notes;
    }

    /// <summary>"through overlays/prod and 2 more".</summary>
    public static string Through(Finding finding) => finding.Through.Length <= 2
        ? $"through {string.Join(" and ", finding.Through)}"
        : $"through {finding.Through[0]} and {finding.Through.Length - 1} more";

    private static string Line(SourceSpan span) => span.Source.Line(span.From.Line).Trim().ToString();
}
