using System.Globalization;
using Linter.Findings;
using Linter.Schema;
using Linter.Text;

namespace Linter.Graph.Values;

/// <summary>
/// What a text breaks of its grammar in the Gateway API (patterns and CEL rules of its CRDs); null where it breaks nothing.
/// </summary>
internal static class GatewayFlaws
{
    public const string HeaderNameHelp = "use letters, digits and any of !#$%&'*+-.^_`|~";
    public const string PathHelp = "write an absolute path such as /cart; another character as % and two hexadecimal digits";

    private const string Wildcard = "*.";
    private const int LongestKind = 63;
    private const int LongestHeader = 256;
    private const int LongestPath = 1024;
    private const int LongestController = 253;
    private const int MostParts = 4;
    private const int MostDigits = 5;

    private static readonly string[] Forbidden = ["//", "/./", "/../", "%2f", "%2F", "#"];

    /// <summary>A DNS name, or one behind "*.".</summary>
    public static MessageText? OfHost(string text) =>
        text.Contains("://", StringComparison.Ordinal) ? MessageText.Plain("a host is no URL")
        : text.StartsWith(Wildcard, StringComparison.Ordinal) ? ValueFlaws.OfSubdomain(text[Wildcard.Length..])
        : text.Contains('*', StringComparison.Ordinal) ? MessageText.Plain("'*' has to be the first part, with a dot behind it")
        : ValueFlaws.OfSubdomain(text);

    /// <summary>A DNS name that stands for one host.</summary>
    public static MessageText? OfPreciseHost(string text) =>
        text.Contains('*', StringComparison.Ordinal) ? MessageText.Plain("a wildcard stands for no single host") : OfHost(text);

    public static MessageText? OfKind(string text) =>
        text.Length > LongestKind ? ValueFlaws.TooLong(text, LongestKind)
        : Foreign(text, letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
            ?? (text.Length > 0 && (!char.IsAsciiLetter(text[0]) || text[^1] == '-')
                ? MessageText.Plain("it has to begin with a letter and end with a letter or digit")
                : IfEmpty(text));

    public static MessageText? OfController(string text) =>
        text.Length > LongestController ? ValueFlaws.TooLong(text, LongestController)
        : LabelGrammars.IsDomainPrefixedPath(text) ? null
        : MessageText.Plain("it has to be a domain and a path behind it");

    public static MessageText? OfHeaderName(string text) =>
        text.Length > LongestHeader ? ValueFlaws.TooLong(text, LongestHeader)
        : Foreign(text, letter => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal))
            ?? IfEmpty(text);

    /// <summary>The newest release of the CRDs forbids more; these end a header for every server.</summary>
    public static MessageText? OfHeaderValue(string text) =>
        text.AsSpan().IndexOfAny('\r', '\n', '\0') < 0 ? null : MessageText.Plain("a header ends where its line does");

    /// <summary>A path of type Exact or PathPrefix.</summary>
    public static MessageText? OfPath(string text)
    {
        if (text.Length > LongestPath)
            return ValueFlaws.TooLong(text, LongestPath);
        if (!text.StartsWith('/'))
            return MessageText.Plain("it has to begin with '/'");
        if (Array.Find(Forbidden, part => text.Contains(part, StringComparison.Ordinal)) is { } part)
            return MessageText.Of($"'{part}' is not allowed in it");
        return text.EndsWith("/.", StringComparison.Ordinal) || text.EndsWith("/..", StringComparison.Ordinal)
            ? MessageText.Plain("it may not end with '/.' or '/..'")
            : OfPathCharacters(text);
    }

    public static MessageText? OfPathCharacters(string text)
    {
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                return MessageText.Plain("behind '%' two hexadecimal digits have to stand");
        }

        return Foreign(text,
            letter => char.IsAsciiLetterOrDigit(letter) || "-/._~!$&'()*+,;=:@%".Contains(letter, StringComparison.Ordinal))
            ?? IfEmpty(text);
    }

    /// <summary>A gRPC service: names joined by dots.</summary>
    public static MessageText? OfGrpcService(string text) =>
        Foreign(text, letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.')
        ?? (text.Split('.') is var parts
            && parts.Skip(parts.Length > 1 && parts[0].Length == 0 ? 1 : 0).All(part => part.Length > 0 && !char.IsAsciiDigit(part[0]))
            ? null : MessageText.Plain("each part between dots has to begin with a letter or '_'"));

    public static MessageText? OfGrpcMethod(string text) =>
        Foreign(text, letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
        ?? (text.Length > 0 && char.IsAsciiDigit(text[0]) ? MessageText.Plain("it has to begin with a letter or '_'") : IfEmpty(text));

    public static MessageText? OfDuration(string text) =>
        Milliseconds(text) is null ? MessageText.Plain("a duration is up to four whole numbers with h, m, s or ms behind each") : null;

    /// <summary>GEP-2257; null for what is no duration.</summary>
    public static long? Milliseconds(string text)
    {
        var (total, parts, start) = (0L, 0, 0);
        while (start < text.Length)
        {
            var unit = start;
            while (unit < text.Length && char.IsAsciiDigit(text[unit]))
                unit++;
            var rest = text.AsSpan(unit);
            var (factor, length) = rest.StartsWith("ms") ? (1, 2)
                : rest is ['h', ..] ? (3_600_000, 1)
                : rest is ['m', ..] ? (60_000, 1)
                : rest is ['s', ..] ? (1000, 1)
                : (0, 0);
            if (length == 0 || unit - start is 0 or > MostDigits || ++parts > MostParts)
                return null;

            total += long.Parse(text.AsSpan(start, unit - start), NumberStyles.None, CultureInfo.InvariantCulture) * factor;
            start = unit + length;
        }

        return parts == 0 ? null : total;
    }

    // The text does not reach the sentence: an empty value is told of by itself.
    private static MessageText? IfEmpty(string text) => text.Length == 0 ? MessageText.Plain("empty") : null;

    private static MessageText? Foreign(string text, Func<char, bool> isAllowed)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!isAllowed(text[i]))
            {
                return text[i] is '\n' or '\r'
                    ? MessageText.Plain("line breaks are not allowed")
                    : MessageText.Of($"'{Characters.At(text, i)}' is not allowed in it");
            }
        }

        return null;
    }
}
