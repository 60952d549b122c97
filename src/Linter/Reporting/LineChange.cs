using System.Collections.Immutable;
using Linter.Findings;
using Linter.Text;

namespace Linter.Reporting;

/// <summary>One line before and after a fix, and the 0-based characters between which they differ.</summary>
internal sealed record LineChange(SourceText Source, int Line, string Before, string After, int From, int OldTo, int NewTo)
{
    private const int Most = 4;

    /// <summary>The changed lines in order; none where an edit spans or brings a line break, or where there are many.</summary>
    public static ImmutableArray<LineChange> Of(Fix fix)
    {
        if (!fix.Edits.All(IsWithinLine))
            return [];

        var byLine = fix.Edits
            .GroupBy(edit => (edit.Span.Source.Path, edit.Span.From.Line))
            .OrderBy(group => group.Key.Path, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Line)
            .Select(group => Apply([.. group.OrderBy(edit => edit.Span.Start).ThenBy(edit => edit.Span.End)]))
            .ToImmutableArray();
        return byLine.Length > Most ? [] : byLine;
    }

    private static bool IsWithinLine(TextEdit edit) =>
        edit.Span.From.Line == edit.Span.To.Line && edit.NewText.AsSpan().IndexOfAny('\r', '\n') < 0;

    private static LineChange Apply(ImmutableArray<TextEdit> edits)
    {
        var (source, line) = (edits[0].Span.Source, edits[0].Span.From.Line);
        var start = source.LineStart(line);
        var before = source.Line(line).ToString();
        var after = before;
        foreach (var edit in edits.Reverse())
        {
            var (from, to) = (Math.Min(edit.Span.Start - start, after.Length), Math.Min(edit.Span.End - start, after.Length));
            after = string.Concat(after.AsSpan(0, from), edit.NewText, after.AsSpan(to));
        }

        var oldTo = edits[^1].Span.End - start;
        return new LineChange(source, line, before, after, edits[0].Span.Start - start, oldTo, oldTo + after.Length - before.Length);
    }
}
