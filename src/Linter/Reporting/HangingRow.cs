namespace Linter.Reporting;

/// <summary>A row of a list that goes on below itself where the line is too narrow for it.</summary>
/// <param name="Width">Cells that a line may take.</param>
/// <param name="Lead">What each further line begins with.</param>
/// <param name="Indent">Cells at which a text goes on for which the room in its own column is too small.</param>
internal sealed record HangingRow(int Width, string Lead, int Indent)
{
    // Less than this is no column for words.
    private const int Narrowest = 40;

    /// <summary>The lines: the head, behind it the text, broken at spaces, and behind that a place, which stays whole.</summary>
    /// <param name="head">Without its colours, which take no cells, and with the blanks before the text.</param>
    /// <param name="text">May be empty.</param>
    /// <param name="place">May be empty.</param>
    public IEnumerable<string> Lines(string head, string text, string place)
    {
        var (at, line) = (Cells.Width(head), head);
        if (Width - at < Math.Min(Narrowest, Cells.Width(text)))
        {
            yield return head.TrimEnd();
            (at, line) = (Indent, Start(Indent));
        }

        var pieces = Wrapping.Lines(text, Width - at).ToList();
        for (var i = 0; i < pieces.Count; i++)
        {
            if (i > 0)
            {
                yield return line.TrimEnd();
                line = Start(at);
            }

            line += line.AsSpan().IsWhiteSpace() ? Printable.AtLineStart(pieces[i]) : pieces[i];
        }

        if (place.Length > 0 && Cells.Width(line.TrimEnd()) + 2 + Cells.Width(place) > Width)
        {
            yield return line.TrimEnd();
            yield return Start(Indent) + place;
        }
        else
        {
            yield return place.Length > 0 ? $"{line.TrimEnd()}  {place}" : line.TrimEnd();
        }
    }

    private string Start(int cells) => Lead + new string(' ', Math.Max(0, cells - Cells.Width(Lead)));
}
