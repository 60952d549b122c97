using Linter.Findings;
using Linter.Text;

namespace Linter.Reporting;

/// <summary>A span to underline and the words beside it.</summary>
internal sealed record Annotation(SourceSpan Span, string Label, bool IsPrimary)
{
    public int Line { get; } = Span.From.Line;

    /// <summary>0-based characters of the first line that are underlined; equal for an empty span.</summary>
    public (int From, int To) Range()
    {
        var length = Span.Source.Line(Line).Length;
        var from = Math.Min(Span.From.Column - 1, length);
        var to = Span.To.Line == Line ? Math.Min(Span.To.Column - 1, length) : length;
        return (from, Math.Max(from, to));
    }

    /// <summary>The label, and how many lines the span covers beyond its first.</summary>
    public string Words()
    {
        var end = Span.Start + Span.Slice.TrimEnd("\r\n").Length;
        var more = Span.Source.PositionAt(end).Line - Line;
        if (more <= 0)
            return Printable.Of(Label);

        var tail = $"and {Plural.Of(more, "more line")}";
        return Label.Length == 0 ? tail : $"{Printable.Of(Label)} ({tail})";
    }
}

/// <summary>
/// Draws lines of one source with underlines. Besides the underlined lines it shows the line each of them hangs under
/// in the YAML, found by indentation, because "app: web" says little without "selector:" above it.
/// </summary>
internal sealed class SourceExcerpt(TextOptions options, Severity severity, int numberWidth, TextWriter output)
{
    private const int ParentReach = 30;

    private readonly Paint paint = new(options.Color);
    private readonly string blank = new(' ', numberWidth + 1);

    private int Room => options.UsableWidth - numberWidth - 3;

    /// <summary>Writes the block; all annotations lie in the same source.</summary>
    public void Write(IReadOnlyList<Annotation> annotations)
    {
        var source = annotations[0].Span.Source;
        var byLine = annotations.ToLookup(annotation => annotation.Line);
        var previous = 0;
        Row("", "");
        foreach (var line in Lines(annotations))
        {
            if (previous > 0)
                WriteGap(source, previous, line);
            WriteLine(source, line,
                [.. byLine[line].OrderByDescending(a => a.IsPrimary).ThenBy(a => a.Span.Start).ThenBy(a => a.Span.End)]);
            previous = line;
        }
    }

    /// <summary>A line of the gutter with nothing in it.</summary>
    public void WriteRule() => Row("", "");

    /// <summary>The line before and after edits of it, cut alike.</summary>
    public void WriteChange(LineChange change)
    {
        var number = Number(change.Line);
        // What differs has to be seen: of a long value that is written anew a letter may.
        var alike = change.Before.AsSpan().CommonPrefixLength(change.After);
        var from = Math.Clamp(alike, change.From, Math.Min(change.OldTo, change.NewTo));
        var removed = PrintedLine.Fit(change.Before, from, change.OldTo, Room, options.CutMark).Text;
        var added = PrintedLine.Fit(change.After, from, change.NewTo, Room, options.CutMark).Text;
        Line($"{paint.Frame(number)} {paint.Removed($"- {removed}".TrimEnd())}");
        Line($"{paint.Frame(number)} {paint.Added($"+ {added}".TrimEnd())}");
    }

    private static SortedSet<int> Lines(IReadOnlyList<Annotation> annotations)
    {
        var lines = new SortedSet<int>();
        foreach (var annotation in annotations)
        {
            lines.Add(annotation.Line);
            if (ParentOf(annotation.Span.Source, annotation.Line) is > 0 and var parent)
                lines.Add(parent);
        }

        return lines;
    }

    /// <summary>
    /// The nearest line above that is indented less and holds content, which a template's action is not; 0 for none near.
    /// </summary>
    private static int ParentOf(SourceText source, int line)
    {
        var (indent, isItem) = Indent(source.Line(line));
        for (var above = line - 1; above >= Math.Max(1, line - ParentReach); above--)
        {
            var text = source.Line(above);
            var content = text.TrimStart();
            if (content.IsEmpty || content[0] == '#' || content.StartsWith("{{", StringComparison.Ordinal))
                continue;
            if (text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal))
                return 0;

            // The items of a list may stand at the same indentation as their key.
            var (other, otherIsItem) = Indent(text);
            if (other < indent || (other == indent && isItem && !otherIsItem))
                return above;
        }

        return 0;
    }

    private static (int Indent, bool IsItem) Indent(ReadOnlySpan<char> text)
    {
        var content = text.TrimStart();
        return (text.Length - content.Length, content.StartsWith("- ", StringComparison.Ordinal));
    }

    private void WriteGap(SourceText source, int previous, int next)
    {
        // One line left out takes as much room as saying so.
        if (next == previous + 2)
            WriteLine(source, previous + 1, []);
        else if (next > previous + 2)
            Line(paint.Frame(options.Unicode ? $"{blank}⋮" : "..."));
    }

    private void WriteLine(SourceText source, int line, List<Annotation> annotations)
    {
        var text = source.Line(line);
        var (from, to) = View(annotations);
        // One cell stays free: the caret of an empty span may stand behind the last character.
        var printed = PrintedLine.Fit(text, from, to, Room - 1, options.CutMark);
        Row(Number(line), printed.Text);
        var hidden = new List<Annotation>();
        foreach (var annotation in annotations)
        {
            if (annotation == annotations[0] || printed.Shows(annotation.Range().From))
                WriteMarks(printed, annotation);
            else
                hidden.Add(annotation);
        }

        // What a long line keeps out of view gets a view of its own.
        if (hidden.Count > 0)
            WriteLine(source, line, hidden);
    }

    private (int From, int To) View(List<Annotation> annotations)
    {
        if (annotations.Count == 0)
            return (0, 0);

        var all = annotations.Select(annotation => annotation.Range()).ToArray();
        var (from, to) = (all.Min(range => range.From), all.Max(range => range.To));
        return to - from <= Room / 2 ? (from, to) : all[0];
    }

    private void WriteMarks(PrintedLine printed, Annotation annotation)
    {
        var (from, to) = annotation.Range();
        var (start, length) = printed.CellsOf(from, to);
        var marks = Mark(annotation, new string(annotation.IsPrimary ? '^' : '-', length));
        var indent = new string(' ', start);
        var label = annotation.Words();
        var width = Cells.Width(label);
        if (label.Length == 0 || start + length + 1 + width <= Room)
        {
            Row("", $"{indent}{marks}{(label.Length == 0 ? "" : $" {Mark(annotation, label)}")}");
            return;
        }

        Row("", indent + marks);
        var labelIndent = new string(' ', Math.Max(0, Math.Min(start, Room - width)));
        foreach (var piece in Wrapping.Lines(label, Room - labelIndent.Length))
            Row("", labelIndent + Mark(annotation, piece));
    }

    private string Mark(Annotation annotation, string text) => annotation.IsPrimary ? paint.Level(severity, text) : paint.Frame(text);

    private string Number(int line) => line.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(numberWidth);

    private void Row(string number, string text)
    {
        var gutter = paint.Frame(number.Length == 0 ? $"{blank}|" : $"{number} |");
        Line(text.Length == 0 ? gutter : $"{gutter} {text.TrimEnd()}");
    }

    private void Line(string text)
    {
        output.Write(text);
        output.Write('\n');
    }
}
