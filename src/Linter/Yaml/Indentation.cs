using Linter.Findings;
using Linter.Text;

namespace Linter.Yaml;

/// <summary>Says what is wrong with the indentation of a line at which the parser stopped.</summary>
internal static class Indentation
{
    /// <summary>Lines looked at above the one at fault.</summary>
    private const int Horizon = 200;

    public static Finding? Explain(Breakdown at)
    {
        var line = TextLine.At(at.Text, at.Start);
        if (line.IsBlank || at.Start >= at.Text.Length)
            return null;
        if (at.Start > line.ContentStart)
            return BehindValue(at, line);

        var columns = ColumnsAbove(at, line);
        var subject = line.Subject(at.Text);
        var span = at.Span(line.ContentStart, SubjectSpan(at, line).End);
        var own = line.Indentation;
        var isItem = line.Content(at.Text).StartsWith("- ") || line.Content(at.Text) is "-";
        if (columns.TryGetValue(own, out var sibling))
            return WrongKind(at, span, subject, isItem, sibling);

        var deeper = columns.Keys.Where(column => column > own).DefaultIfEmpty(-1).Min();
        var shallower = columns.Keys.Where(column => column < own).DefaultIfEmpty(-1).Max();
        var message = (shallower, deeper) switch
        {
            (>= 0, >= 0) =>
                MessageText.Of($"'{subject}' is indented by '{own}' spaces, but the lines above that it could follow stand at '{shallower}' and '{deeper}'"),
            (< 0, >= 0) => MessageText.Of(
                $"'{subject}' is indented by '{own}' spaces, but the line above that it could follow stands at '{deeper}'"),
            (>= 0, < 0) => MessageText.Of(
                $"'{subject}' is indented by '{own}' spaces, but the line above that it could follow stands at '{shallower}'"),
            _ => MessageText.Of($"'{subject}' stands where nothing more can follow"),
        };
        return ReaderFindings.Syntax(span, message,
            Help(at, columns, isItem, shallower, deeper)) with { Related = Related(at, columns, shallower, deeper) };
    }

    /// <summary>A key on a line of its own, deeper than the key above, which has a value already.</summary>
    public static Finding? UnderValue(Breakdown at, TextLine line, int colon)
    {
        if (line.Previous(at.Text, at.DocumentFrom) is not { } previous)
            return null;

        if (!TextLine.HasColon(previous.Content(at.Text)))
            return SyntaxErrors.NoColon(at, previous);
        if (colon <= line.ContentStart)
            return null;

        var subject = at.Text[line.ContentStart..Math.Max(line.ContentStart, colon)].Trim();
        var span = at.Span(line.ContentStart, Math.Max(line.ContentStart + 1, colon));
        var above = previous.Subject(at.Text);
        return ReaderFindings.Syntax(
                span,
                MessageText.Of($"'{ReaderFindings.Shorten(subject)}' is indented as if it belonged to '{above}', which has a value already"),
                $"give '{ReaderFindings.Shorten(subject)}' the same indentation as '{above}'")
            with { Related = [new RelatedSpan(SubjectSpan(at, previous), $"'{above}' has its value on this line")] };
    }

    private static Finding? BehindValue(Breakdown at, TextLine line)
    {
        var span = at.Span(at.Start, line.ContentEnd);
        if (span.Length <= 0)
            return null;
        if (at.Text.AsSpan(0, at.Start).TrimEnd(' ') is [.., '"' or '\''])
        {
            return ReaderFindings.Syntax(
                span,
                MessageText.Of($"'{ReaderFindings.Shorten(span.Slice.ToString())}' stands behind a string that the quote before it has closed"),
                "put the whole value into the other kind of quotes if the quote belongs to the text");
        }

        return ReaderFindings.Syntax(
            span,
            MessageText.Of($"'{ReaderFindings.Shorten(span.Slice.ToString())}' stands behind a value that is complete already"),
            "quote the whole value, or move this to a line of its own");
    }

    private static Finding WrongKind(Breakdown at, SourceSpan span, string subject, bool isItem, TextLine sibling)
    {
        if (!isItem && subject.Length == TextLine.At(at.Text, at.Start).Content(at.Text).Length)
            return SyntaxErrors.NoColon(at, TextLine.At(at.Text, at.Start));

        var isBesideItem = sibling.Content(at.Text).StartsWith("- ") && sibling.Indentation == span.From.Column - 1;
        var message = (isItem, isBesideItem) switch
        {
            (false, true) => MessageText.Of($"'{subject}' stands where the list above expects its next item"),
            (true, false) =>
                MessageText.Of($"a list item stands where the mapping above expects a key beside '{sibling.Subject(at.Text)}'"),
            _ => MessageText.Of($"'{subject}' cannot follow here: the lines above do not lead to it"),
        };
        var help = (isItem, isBesideItem) switch
        {
            (false, true) => "indent it further if it belongs to the item above, less if the list is over, or begin it with '- '",
            (true, false) => "indent the item under the key that it belongs to",
            _ => "check the indentation of the lines above",
        };
        return ReaderFindings.Syntax(span, message, help) with
        {
            Related = [new RelatedSpan(SubjectSpan(at, sibling), "the line that it follows")],
        };
    }

    /// <summary>Columns that lines above begin at and that no line in between has closed, each with its nearest line.</summary>
    private static SortedDictionary<int, TextLine> ColumnsAbove(Breakdown at, TextLine line)
    {
        var columns = new SortedDictionary<int, TextLine>();
        var lowest = int.MaxValue;
        var above = line.Previous(at.Text, at.DocumentFrom);
        for (var count = 0; count < Horizon && above is { } current && lowest > 0; count++)
        {
            foreach (var column in current.Columns(at.Text))
            {
                if (column < lowest || (column <= line.Indentation && column <= lowest))
                    columns.TryAdd(column, current);
            }

            lowest = Math.Min(lowest, current.Indentation);
            above = current.Previous(at.Text, at.DocumentFrom);
        }

        return columns;
    }

    private static string Help(Breakdown at, SortedDictionary<int, TextLine> columns, bool isItem, int shallower, int deeper) =>
        (shallower, deeper) switch
        {
            (>= 0, >= 0) => $"{Indent(at, columns[deeper], deeper, isItem)}, or {Indent(at, columns[shallower], shallower, isItem)}",
            (< 0, >= 0) => Indent(at, columns[deeper], deeper, isItem),
            (>= 0, < 0) => Indent(at, columns[shallower], shallower, isItem),
            _ => "separate documents with a line '---'",
        };

    private static string Indent(Breakdown at, TextLine line, int column, bool isItem)
    {
        var isBesideItem = line.Content(at.Text).StartsWith("- ") && line.Indentation == column;
        return (isItem, isBesideItem) switch
        {
            (false, true) => $"begin it with '- ' at {column} as the next item",
            (true, false) => $"indent it by {column} to belong to '{line.Subject(at.Text)}'",
            _ => $"indent it by {column} to stand beside '{line.Subject(at.Text)}'",
        };
    }

    private static System.Collections.Immutable.ImmutableArray<RelatedSpan> Related(
        Breakdown at, SortedDictionary<int, TextLine> columns, int shallower, int deeper)
    {
        var nearest = deeper >= 0 ? deeper : shallower;
        return nearest < 0 ? [] : [new RelatedSpan(at.Span(columns[nearest].Start + nearest, SubjectSpan(at, columns[nearest]).End),
                $"this stands at {nearest}")];
    }

    private static SourceSpan SubjectSpan(Breakdown at, TextLine line)
    {
        var start = line.Columns(at.Text).Last() + line.Start;
        var subject = line.Subject(at.Text).TrimEnd('…').Length;
        return at.Span(start, Math.Min(line.ContentEnd, start + Math.Max(1, subject)));
    }
}
