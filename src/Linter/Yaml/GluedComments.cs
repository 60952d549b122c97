namespace Linter.Yaml;

/// <summary>A <c>#</c> that the parser wants a space before and go-yaml does not.</summary>
internal static class GluedComments
{
    /// <summary>The # at which the parser gave up; -1 where it says that something else is wrong.</summary>
    /// <param name="text">The file.</param>
    /// <param name="reason">The parser's words.</param>
    /// <param name="start">Where it says that the trouble begins.</param>
    /// <param name="limit">The end of what it was given.</param>
    public static int Find(string text, string reason, int start, int limit)
    {
        if (start >= limit)
            return -1;

        var hash = text.AsSpan(start, CommentFinder.EndOfLine(text, start, limit) - start).IndexOf('#');
        if (hash < 0 || start + hash == 0)
            return -1;

        // A block's header is at most |, + or - and a digit.
        if (reason.Contains("block scalar", StringComparison.Ordinal))
            return hash > 0 && IsHeader(text.AsSpan(start, hash)) ? start + hash : -1;
        return hash <= 1 && text[start + hash - 1] is ('"' or '\'' or ',' or ']' or '}') ? start + hash : -1;
    }

    private static bool IsHeader(ReadOnlySpan<char> text) => text is ['|' or '>', ..] && !text[1..].ContainsAnyExcept("+-123456789");
}
