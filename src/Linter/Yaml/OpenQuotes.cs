namespace Linter.Yaml;

/// <summary>Looks for a quoted string that runs over a line end, where the parser only says that what follows is wrong.</summary>
internal static class OpenQuotes
{
    /// <summary>
    /// The opening quote of the string that ends directly before an offset and began on an earlier line; -1 if there is none.
    /// </summary>
    public static int RunningOn(string text, int from, int stop)
    {
        // The parser may have handed the string out already, or not got to it.
        var line = TextLine.At(text, Math.Min(from, stop));
        for (var at = line.Start; at < stop; at++)
        {
            var character = text[at];
            if (character == '#' && (at == line.Start || text[at - 1] is ' ' or '\t' or '\r' or '\n'))
            {
                at = CommentFinder.EndOfLine(text, at, text.Length);
                continue;
            }

            if (character is not ('"' or '\'') || !CanOpen(text, at))
                continue;

            var close = FindClose(text, at);
            if (close < 0)
                return -1;
            if (text.AsSpan(at, close - at).IndexOfAny('\r', '\n') >= 0)
                return IsDirectlyBefore(text, close + 1, stop) ? at : -1;
            at = close;
        }

        return -1;
    }

    private static bool CanOpen(string text, int at)
    {
        var before = at == 0 ? '\n' : text[at - 1];
        return before is ' ' or '\t' or '\r' or '\n' or '[' or '{' or ',' or ':';
    }

    private static int FindClose(string text, int open)
    {
        var quote = text[open];
        for (var at = open + 1; at < text.Length; at++)
        {
            if (text[at] == '\\' && quote == '"')
                at++;
            else if (text[at] == quote && quote == '\'' && at + 1 < text.Length && text[at + 1] == quote)
                at++;
            else if (text[at] == quote)
                return at;
        }

        return -1;
    }

    /// <summary>The same line goes on behind the closing quote, with what the parser did not expect.</summary>
    private static bool IsDirectlyBefore(string text, int end, int stop) =>
        end <= stop + 1 && (stop <= end || text.AsSpan(end, stop - end).IndexOfAny('\r', '\n') < 0);
}
