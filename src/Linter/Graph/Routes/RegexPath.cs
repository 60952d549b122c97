using System.Collections.Immutable;

namespace Linter.Graph;

/// <summary>
/// Paths as ingress-nginx reads them once a host is switched to regular expressions: <c>~* "^PATH"</c>, case ignored, bound
/// at the start only, the longest text tried first (buildLocation and getBackendServers of ingress-nginx).
/// </summary>
internal static class RegexPath
{
    private const string Meta = @"\^$*?()[]{}|+";

    // Endings after which nothing more has to match, most particular first. "/foo/*" means any number of slashes.
    private static readonly ImmutableArray<(string Text, Reach Reach)> Endings =
    [
        ("(/|$)(.*)", Reach.Segment), ("(?:/|$)(.*)", Reach.Segment), ("($|/)(.*)", Reach.Segment), ("(/|$).*", Reach.Segment),
        ("(/|$)", Reach.Segment),
        ("(/.*|$)", Reach.Segment), ("(/(.*)|$)", Reach.Segment),
        ("/?(.*)", Reach.Any), ("/?.*", Reach.Any), ("(/.*)?", Reach.Any), ("/?", Reach.Any), ("/*", Reach.Any),
        ("/(.*)", Reach.Below), ("/.*", Reach.Below),
        ("(.*)", Reach.Any), (".*", Reach.Any),
    ];

    /// <summary>What a catch-all path matches.</summary>
    public enum Reach
    {
        /// <summary>All that begins with the base.</summary>
        Any,

        /// <summary>The base, and all that begins with the base and a slash.</summary>
        Segment,

        /// <summary>All that begins with the base and a slash.</summary>
        Below,
    }

    /// <summary>The base of a path that ends in a catch-all, in lower case; null for other paths.</summary>
    public static (string Base, Reach Reach)? CatchAll(string path)
    {
        // An end mark behind ".*" changes nothing: a request's path has no line breaks.
        var text = path.EndsWith("(.*)$", StringComparison.Ordinal) || path.EndsWith(".*$", StringComparison.Ordinal) ? path[..^1] : path;
        foreach (var (ending, reach) in Endings)
        {
            if (!text.EndsWith(ending, StringComparison.Ordinal))
                continue;

            var start = text[..^ending.Length];
            return start.AsSpan().IndexOfAny(Meta) < 0 ? (start.ToLowerInvariant(), reach) : null;
        }

        return null;
    }

    /// <summary>The text with which all requests begin that the path can match, in lower case; empty where it has alternatives.</summary>
    public static string Head(string path)
    {
        if (path.Contains('|', StringComparison.Ordinal) && !path.Contains('(', StringComparison.Ordinal))
            return "";

        var end = path.AsSpan().IndexOfAny(Meta);
        if (end < 0)
            return path.ToLowerInvariant();

        // What stands before '?', '*' or '{' may be absent.
        return path[..(path[end] is '?' or '*' or '{' && end > 0 ? end - 1 : end)].ToLowerInvariant();
    }

    /// <summary>Capture groups of a regular expression.</summary>
    public static int Captures(string path)
    {
        var (count, inClass) = (0, false);
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '\\')
                i++;
            else if (path[i] == '[')
                inClass = true;
            else if (path[i] == ']')
                inClass = false;
            else if (path[i] == '(' && !inClass && IsCapture(path.AsSpan(i + 1)))
                count++;
        }

        return count;
    }

    // "(?:…)" and the like capture nothing, "(?<name>…)" and "(?P<name>…)" do.
    private static bool IsCapture(ReadOnlySpan<char> inside) =>
        !inside.StartsWith("?")
        || (inside.StartsWith("?P<") || (inside.StartsWith("?<") && !inside.StartsWith("?<=") && !inside.StartsWith("?<!")));
}
