namespace Linter.Graph;

/// <summary>
/// What stands before a NAME:NUMBER and says that it is no address: a user with a password, an image with its tag, a label,
/// a regular expression, a Host header, a query.
/// </summary>
internal static class HostContexts
{
    // As far back as a selector is looked for around a host, in characters.
    private const int LongestMatcher = 512;
    private const int LongestLineKey = 8;

    // The last part of a key, a variable or a flag.
    private static readonly HashSet<string> OtherKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        "auth", "cred", "creds", "credential", "credentials", "pass", "password", "passwd", "pwd", "user", "username", "userpass", "secret", "token",
        "label", "labels", "volume", "volumes", "tag", "tags", "image", "version", "regex", "regexp", "expr", "title", "description",
        "summary", "message", "text",
    };

    // docker's and curl's: tag, user, volume, label.
    private static readonly HashSet<string> OtherFlags = new(StringComparer.Ordinal) { "-t", "-u", "-v", "-l" };

    private static readonly HashSet<string> LineKeys = new(StringComparer.Ordinal) { "regex", "expr", "FROM" };

    /// <summary>What the line says before the name makes something else of it.</summary>
    public static bool SaysOther(ReadOnlySpan<char> before, ReadOnlySpan<char> name)
    {
        // ">password" of a Redis ACL.
        if (before.EndsWith(" >") || before is ">")
            return true;
        if (IsInMatcher(before) || LineKeys.GetAlternateLookup<ReadOnlySpan<char>>().Contains(FirstWord(before)))
            return true;

        var key = LastWord(before, out var rest);
        return IsOtherKey(key, name)
            || (key is "Host" && LastWord(rest, out _) is var owner && (owner is "-H" || owner.EndsWith("header")));
    }

    /// <summary>
    /// A key, a variable or a flag whose value is something else, unless the name speaks of the same: <c>auth: auth-service:8080</c>.
    /// </summary>
    public static bool IsOtherKey(ReadOnlySpan<char> key, ReadOnlySpan<char> name)
    {
        if (OtherFlags.GetAlternateLookup<ReadOnlySpan<char>>().Contains(key))
            return true;

        var part = key[(key.LastIndexOfAny('_', '-', '.') + 1)..];
        return OtherKeys.GetAlternateLookup<ReadOnlySpan<char>>().Contains(part)
            && !name.Contains(part, StringComparison.OrdinalIgnoreCase);
    }

    // Within the braces of a selector such as up{instance="web:8080"}.
    private static bool IsInMatcher(ReadOnlySpan<char> before)
    {
        before = before[^Math.Min(before.Length, LongestMatcher)..];
        var open = before.LastIndexOfAny('{', '}');
        return open > 0 && before[open] == '{' && IsOfWord(before[open - 1]) && before[open..].Contains('=');
    }

    // No more of it than tells whether it is a key.
    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> line)
    {
        var start = line.IndexOfAnyExcept(" \t-\"'");
        if (start < 0)
            return default;

        var length = 0;
        while (start + length < line.Length && length <= LongestLineKey && IsOfWord(line[start + length]))
            length++;
        return line.Slice(start, length);
    }

    private static ReadOnlySpan<char> LastWord(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        var end = text.TrimEnd(" \t\"'\\=:").Length;
        var start = end;
        while (start > 0 && (IsOfWord(text[start - 1]) || text[start - 1] is '-' or '.'))
            start--;
        rest = text[..start];
        return text[start..end];
    }

    private static bool IsOfWord(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';
}
