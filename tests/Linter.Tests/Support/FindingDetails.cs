using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Linter.Findings;

namespace Linter.Tests.Support;

/// <summary>Findings with all that they say, as text. The mutants' judge is built with it too.</summary>
public static class FindingDetails
{
    public static string Of(ImmutableArray<Finding> findings)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
            Write(finding, text);
        return text.ToString();
    }

    private static void Write(Finding finding, StringBuilder text)
    {
        Line(text, $"{FindingLines.Place(finding.Span)}");
        Line(text, $"  {finding.Severity.Name()}: {finding.Message}");
        if (finding.Subject is { } subject)
            Line(text, $"  in: {subject.ObjectName} {subject.Path}{(subject.Key is { } key ? $" ({key})" : "")}");
        if (finding.Label.Length > 0)
            Line(text, $"  label: {finding.Label}");
        for (var i = 0; i < finding.Related.Length; i++)
            Line(text, $"  related: {FindingLines.Place(finding.Related[i].Span)}: {finding.Related[i].Message}{Links(finding.Message, i + 1)}");
        if (finding.Effect is not null)
            Line(text, $"  effect: {finding.Effect}");
        foreach (var hop in finding.Path)
            Line(text, $"  {(hop.IsBroken ? "breaks" : "way")}: {FindingLines.Place(hop.Span)}: {hop.Message}");
        foreach (var note in finding.Notes)
            Line(text, $"  note: {note}");
        if (finding.Help is not null)
            Line(text, $"  help: {finding.Help}");
        if (finding.Fix is not { } fix)
            return;
        Line(text, $"  fix{(fix.IsSafe ? "" : ", unsafe")}: {fix.Description}");
        foreach (var edit in fix.Edits)
            Line(text, $"    {FindingLines.Place(edit.Span)} becomes '{FindingLines.OneLine(edit.NewText)}'");
    }

    // The words of the message that lead there.
    private static string Links(MessageText message, int number)
    {
        var words = message.Arguments.Where((_, i) => message.Links[i] == number).ToList();
        return words.Count == 0 ? "" : $" (linked from '{string.Join("', '", words)}')";
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
