using System.Globalization;
using System.Text;

namespace Linter.Reporting;

/// <summary>
/// One source line as it stands in a frame: tabs expanded, unsafe characters escaped, cut to the width around a range.
/// Tabs become spaces because only spaces still line up with the carets after being copied elsewhere.
/// </summary>
internal sealed class PrintedLine
{
    private const int TabStop = 8;

    private readonly List<Element> elements;
    private readonly int first;
    private readonly int last;
    private readonly int shift;

    private PrintedLine(List<Element> elements, int first, int last, string text, int shift)
    {
        (this.elements, this.first, this.last, this.shift) = (elements, first, last, shift);
        Text = text;
    }

    public string Text { get; }

    /// <summary>The line cut so that the characters from <paramref name="from"/> to <paramref name="to"/> (0-based) are in view.</summary>
    public static PrintedLine Fit(ReadOnlySpan<char> line, int from, int to, int width, string cutMark)
    {
        // A minified file is one line of megabytes: lay out only what can come into view.
        var low = line.Length > 8 * width ? BeforeCharacter(line, Math.Max(0, from - (2 * width))) : 0;
        var high = line.Length > 8 * width ? BeforeCharacter(line, Math.Min(line.Length, Math.Max(from, low) + (4 * width))) : line.Length;
        var elements = Elements(line, low, high);
        var total = elements[^1].Cell;
        if (total <= width && low == 0 && high == line.Length)
            return new PrintedLine(elements, 0, elements.Count - 1, Join(elements, 0, elements.Count - 1), 0);

        // The indentation tells more than the tail: cut on the left only what has to go.
        var start = low == 0 && (CellAt(elements, to) + cutMark.Length <= width || CellAt(elements, from) <= width / 2)
            ? 0
            : Math.Max(0, Math.Min(CellAt(elements, from) - (width / 3), total - width + cutMark.Length));
        var first = elements.FindIndex(element => element.Cell >= start);
        var before = first > 0 || low > 0 ? cutMark : "";
        var room = width - before.Length;
        var fitsToEnd = high == line.Length && total - elements[first].Cell <= room;
        var limit = elements[first].Cell + room - (fitsToEnd ? 0 : cutMark.Length);
        var last = elements.FindLastIndex(element => element.Cell <= limit);
        var text = before + Join(elements, first, last) + (fitsToEnd ? "" : cutMark);
        return new PrintedLine(elements, first, last, text, before.Length - elements[first].Cell);
    }

    public bool Shows(int from) => IndexOf(elements, from) is var index && index >= first && (index < last || last == elements.Count - 1);

    /// <summary>First cell and number of cells of the characters, cut to what is shown; never less than one.</summary>
    public (int Start, int Length) CellsOf(int from, int to)
    {
        var start = Math.Clamp(IndexOf(elements, from), first, last);
        var end = Math.Clamp(to <= from ? start : IndexAtOrAfter(to), start, last);
        return (elements[start].Cell + shift, Math.Max(1, elements[end].Cell - elements[start].Cell));
    }

    // The last element is a sentinel: it has no text and stands where the line ends.
    private static List<Element> Elements(ReadOnlySpan<char> line, int low, int high)
    {
        var elements = new List<Element>(high - low + 1);
        var cell = 0;
        for (var at = low; at < high;)
        {
            var length = StringInfo.GetNextTextElementLength(line[at..high]);
            var text = line[at] == '\t' ? new string(' ', TabStop - (cell % TabStop)) : Printable.Of(line.Slice(at, length).ToString());
            elements.Add(new Element(at, cell, text));
            cell += Cells.Width(text);
            at += length;
        }

        elements.Add(new Element(high, cell, ""));
        return elements;
    }

    private static int BeforeCharacter(ReadOnlySpan<char> line, int at) =>
        at > 0 && at < line.Length && char.IsLowSurrogate(line[at]) ? at - 1 : at;

    private static string Join(List<Element> elements, int first, int last)
    {
        var text = new StringBuilder();
        for (var i = first; i < last; i++)
            text.Append(elements[i].Text);
        return text.ToString();
    }

    private static int CellAt(List<Element> elements, int at) => elements[IndexOf(elements, at)].Cell;

    /// <summary>The element that holds the character.</summary>
    private static int IndexOf(List<Element> elements, int at)
    {
        var index = elements.BinarySearch(new Element(at, 0, ""), Element.ByStart);
        return index >= 0 ? index : Math.Max(0, ~index - 1);
    }

    private int IndexAtOrAfter(int at)
    {
        var index = elements.BinarySearch(new Element(at, 0, ""), Element.ByStart);
        return index >= 0 ? index : Math.Min(~index, elements.Count - 1);
    }

    private readonly record struct Element(int Start, int Cell, string Text)
    {
        public static readonly IComparer<Element> ByStart = Comparer<Element>.Create((a, b) => a.Start.CompareTo(b.Start));
    }
}
