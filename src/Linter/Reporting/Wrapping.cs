namespace Linter.Reporting;

/// <summary>Breaks sentences at spaces.</summary>
public static class Wrapping
{
    /// <summary>The text in lines of at most <paramref name="width"/> cells; a longer word stays whole.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        var start = 0;
        while (IsWider(text.AsSpan(start), width))
        {
            var end = Break(text, start, width);
            if (end < 0)
                break;

            yield return text[start..end];
            start = end + 1;
        }

        yield return text[start..];
    }

    // Long texts need no measuring to be known as long.
    private static bool IsWider(ReadOnlySpan<char> text, int width) => text.Length / 8 > width || Cells.Width(text) > width;

    private static int Break(string text, int start, int width)
    {
        var best = -1;
        for (var space = text.IndexOf(' ', start + 1); space >= 0; space = text.IndexOf(' ', space + 1))
        {
            if (best >= 0 && Cells.Width(text.AsSpan(start, space - start)) > width)
                break;
            best = space;
        }

        return best;
    }
}
