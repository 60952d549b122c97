using System.Globalization;

namespace Linter.Reporting.Drawing;

/// <summary>
/// Text in a monospaced font, whose advance is 0.6 of its size; what draws it is told the width, so that any font keeps to it.
/// </summary>
internal static class TextMeasure
{
    public const double NameSize = 13;
    public const double SmallSize = 11;

    private const double Advance = 0.6;

    public static double Width(string text, double size) => Cells.Width(text) * size * Advance;

    /// <summary>The text made safe to show and cut in its middle to a number of cells: names differ at both ends.</summary>
    public static string Fit(string text, int cells)
    {
        var shown = Printable.Of(text.Length > 8 * cells
            ? string.Concat(text.AsSpan(0, 4 * cells), text.AsSpan(text.Length - (4 * cells)))
            : text);
        if (Cells.Width(shown) <= cells)
            return shown;

        var elements = new List<string>();
        for (var each = StringInfo.GetTextElementEnumerator(shown); each.MoveNext();)
            elements.Add((string)each.Current);
        var (head, tail, used) = (0, 0, 1);
        while (true)
        {
            var isHead = head <= tail;
            var width = Cells.Width(isHead ? elements[head] : elements[^(tail + 1)]);
            if (used + width > cells)
                return $"{string.Concat(elements.Take(head))}…{string.Concat(elements.TakeLast(tail))}";

            used += width;
            (head, tail) = isHead ? (head + 1, tail) : (head, tail + 1);
        }
    }
}
