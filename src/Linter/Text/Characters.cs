namespace Linter.Text;

/// <summary>Characters as readers see them: an emoji is one, though a text holds it as two halves.</summary>
internal static class Characters
{
    /// <summary>The whole character that begins at the index; half of one only where the text holds no more.</summary>
    public static string At(string text, int index) => text.Substring(index, char.IsSurrogatePair(text, index) ? 2 : 1);

    /// <summary>A text cut behind a whole character; "…" stands for what is left out.</summary>
    /// <param name="text">Of any length.</param>
    /// <param name="most">UTF-16 units that are kept.</param>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)] + "…";

    /// <summary>The first line of a text, cut behind a whole character; "…" stands for what is left out.</summary>
    /// <param name="text">Of any length.</param>
    /// <param name="most">UTF-16 units that are kept.</param>
    public static string Shorten(string text, int most)
    {
        var line = text.AsSpan().IndexOfAny('\r', '\n');
        var end = Math.Min(line < 0 ? text.Length : line, most);
        return end < text.Length ? Cut(text, end) : text;
    }
}
