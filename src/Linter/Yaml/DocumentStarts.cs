namespace Linter.Yaml;

/// <summary>Finds the lines that begin a document: <c>---</c> at the very left is never anything else.</summary>
internal static class DocumentStarts
{
    private const string Mark = "---";

    /// <summary>The first one behind an offset, or the end of the range.</summary>
    public static int After(string text, int from, int to)
    {
        // The line that the offset stands on has begun already.
        for (var at = from + 1; at < to; at++)
        {
            var index = text.AsSpan(at, to - at).IndexOf(Mark);
            if (index < 0)
                return to;

            at += index;
            if (IsAt(text, at))
                return at;
        }

        return to;
    }

    /// <summary>The last one at or before an offset, or the start of the range.</summary>
    public static int Before(string text, int from, int offset)
    {
        for (var at = offset; at > from; at--)
        {
            var index = text.AsSpan(from, at - from).LastIndexOf(Mark);
            if (index < 0)
                return from;

            at = from + index;
            if (IsAt(text, at))
                return at;
        }

        return from;
    }

    public static bool IsAt(string text, int at) =>
        at < text.Length
        && (at == 0 || text[at - 1] is '\r' or '\n' or '\uFEFF')
        && text.AsSpan(at).StartsWith(Mark)
        && (at + Mark.Length == text.Length || text[at + Mark.Length] is ' ' or '\t' or '\r' or '\n');

    /// <summary>Whether text ends with such a line and nothing but blank lines behind it.</summary>
    public static bool EndsIn(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty && text[^1] is not ('\r' or '\n'))
            return false;

        var solid = text.TrimEnd(" \t\r\n");
        return solid.EndsWith(Mark) && (solid.Length == Mark.Length || solid[^(Mark.Length + 1)] is '\r' or '\n');
    }
}
