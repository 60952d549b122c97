namespace Linter.Yaml;

/// <summary>The lines of a flow collection, which go-yaml lets stand anywhere.</summary>
internal static class FlowLines
{
    /// <summary>The bracket that closes the one at an offset, as go-yaml finds it; -1 if there is none in the document.</summary>
    /// <param name="text">The file.</param>
    /// <param name="open">A bracket outside strings and comments.</param>
    /// <param name="limit">Where the search ends.</param>
    /// <param name="comments">Gets the comments in between.</param>
    public static int FindClose(string text, int open, int limit, List<(int Start, int End)> comments)
    {
        var depth = 0;
        var isPlain = false;
        for (var at = open; at < limit; at++)
        {
            switch (text[at])
            {
                case '[' or '{':
                    (isPlain, depth) = (false, depth + 1);
                    break;
                case ']' or '}':
                    isPlain = false;
                    if (--depth == 0)
                        return at;
                    break;
                case ',':
                    isPlain = false;
                    break;
                case ':' when !isPlain || IsEndOfKey(text, at):
                    isPlain = false;
                    break;
                case '"' or '\'' when !isPlain:
                    at = OpenQuotes.FindClose(text, at);
                    if (at < 0 || at >= limit)
                        return -1;
                    break;
                case '#' when !isPlain || CommentFinder.IsWhite(text[at - 1]):
                    var end = CommentFinder.EndOfLine(text, at, limit);
                    comments.Add((at, end));
                    (isPlain, at) = (false, end - 1);
                    break;
                case '&' or '*' or '!' when !isPlain:
                    at = EndOfWord(text, at, limit) - 1;
                    break;
                case '\n':
                    if (at + 1 < limit && (text[at + 1] == '%' || DocumentEndsAt(text, at + 1)))
                        return -1;
                    // go-yaml refuses a tab that begins the line below a plain value.
                    if (isPlain && text.AsSpan(at + 1).TrimStart(" \r\n") is ['\t', ..])
                        return -1;
                    break;
                case ' ' or '\t' or '\r':
                    break;
                default:
                    isPlain = true;
                    break;
            }
        }

        return -1;
    }

    /// <summary>The start of the first line between two brackets that is not indented beyond a column; -1 if there is none.</summary>
    public static int FindUnindented(string text, int open, int close, int column)
    {
        for (var at = NextLine(text, open); at >= 0 && at <= close; at = NextLine(text, at))
        {
            var line = TextLine.At(text, at);
            if (!line.IsBlank && line.Indentation <= column && text[line.ContentStart] is not ('#' or ']' or '}'))
                return at;
        }

        return -1;
    }

    /// <summary>The column of the block collection in which a bracket opens, as far as its line and the one above tell.</summary>
    public static int BlockColumn(string text, int open, int from)
    {
        var line = TextLine.At(text, open);
        var column = line.Columns(text).Last();
        if (line.Start + column < open)
            return column;

        // Behind dashes alone, or on a line of its own below its key.
        var dash = text.AsSpan(line.Start, column).LastIndexOf('-');
        return dash >= 0 ? dash : line.Previous(text, from) is { } above ? above.Columns(text).Last() : -1;
    }

    private static int NextLine(string text, int from) => text.AsSpan(from).IndexOf('\n') is >= 0 and var length ? from + length + 1 : -1;

    private static bool IsEndOfKey(string text, int colon) => colon + 1 == text.Length || CommentFinder.IsWhite(text[colon + 1]);

    private static int EndOfWord(string text, int from, int limit)
    {
        while (from < limit && !CommentFinder.IsWhite(text[from]) && text[from] is not (',' or '[' or ']' or '{' or '}'))
            from++;
        return from;
    }

    private static bool DocumentEndsAt(string text, int line) =>
        DocumentStarts.IsAt(text, line) || SeparatorLines.IsEnd(text, line);
}
