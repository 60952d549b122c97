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

    /// <summary>
    /// Whether go-yaml, which lets the lines of a quoted string stand anywhere, reads the one that opens at an offset: it is closed, no
    /// separator of documents lies within, and nothing follows that could not stand behind a value.
    /// </summary>
    public static bool IsReadByKubectl(string text, int open, bool isInBrackets)
    {
        var close = FindClose(text, open);
        if (close < 0)
            return false;

        var within = text.AsSpan(open, close - open);
        if (within.IndexOf("\n---") >= 0 || within.IndexOf("\n...") >= 0)
            return false;

        var rest = text.AsSpan(close + 1, TextLine.At(text, close).ContentEnd is var end && end > close ? end - close - 1 : 0)
            .TrimStart(" \t");
        return rest.IsEmpty || rest[0] == '#' || (isInBrackets && rest[0] is ',' or ']' or '}');
    }

    /// <summary>Whether a further line of a string looks like a key of its own.</summary>
    public static bool HoldsKey(string text, int open)
    {
        var isFirst = true;
        foreach (var line in text.AsSpan(open, FindClose(text, open) - open).EnumerateLines())
        {
            if (!isFirst && TextLine.HasColon(line.TrimEnd()))
                return true;
            isFirst = false;
        }

        return false;
    }

    /// <summary>The text of a string over several lines; null where that takes more than joining them.</summary>
    public static string? Joined(string text, int open)
    {
        var inner = text[(open + 1)..FindClose(text, open)];
        var lines = inner.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries);
        return inner.Contains('\\', StringComparison.Ordinal) || Array.Exists(lines, line => line.Length == 0)
            ? null
            : string.Join(' ', lines);
    }

    private static bool CanOpen(string text, int at)
    {
        var before = at == 0 ? '\n' : text[at - 1];
        return before is ' ' or '\t' or '\r' or '\n' or '[' or '{' or ',' or ':';
    }

    /// <summary>The quote that closes a string; -1 if there is none.</summary>
    public static int FindClose(string text, int open)
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
