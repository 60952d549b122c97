using System.Buffers;

namespace Linter.Manifests;

/// <summary>What templates draw by lot, such as the end of a name: it is another one in every run of helm, and a report is to be the same.</summary>
internal static class DrawnText
{
    private const char Mask = 'x';
    private const int UsualLength = 8;

    // Those of sprig, by the words that all of their names begin with.
    private static readonly SearchValues<string> Functions =
        SearchValues.Create(["randA", "randB", "randN", "randI", "uuidv4", "shuffle", "bcrypt", "htpasswd", "encryptAES", "genPrivateKey", "genCA", "genSelfSigned", "genSigned"], StringComparison.Ordinal);

    /// <summary>Whether some template of a chart may draw; one in an archive may.</summary>
    /// <param name="paths">Absolute, of all files that the chart is rendered from.</param>
    public static bool MayBeIn(IEnumerable<string> paths, FileTree files) => paths.Any(path =>
        path.EndsWith(".tgz", StringComparison.Ordinal)
        || (path.Contains("/templates/", StringComparison.Ordinal) && files.TextOf(path) is { } text && text.AsSpan().ContainsAny(Functions)));

    /// <summary>
    /// The text with an x for each character that a second run gave otherwise, and for the letters and digits around it. What is a
    /// number by itself stays, and so does a text whose lines are not as many as the other's.
    /// </summary>
    public static string Masked(string text, string other)
    {
        if (text == other)
            return text;

        var lines = text.Split('\n');
        var others = other.Split('\n');
        return lines.Length != others.Length ? text : string.Join('\n', lines.Zip(others, MaskedLine));
    }

    private static string MaskedLine(string line, string other)
    {
        if (line == other)
            return line;

        var start = line.AsSpan().CommonPrefixLength(other);
        while (start > 0 && char.IsAsciiLetterOrDigit(line[start - 1]))
            start--;
        var tail = 0;
        while (tail < Math.Min(line.Length, other.Length) - start && line[^(tail + 1)] == other[^(tail + 1)])
            tail++;
        while (tail > 0 && char.IsAsciiLetterOrDigit(line[^tail]))
            tail--;
        var drawn = line.AsSpan(start, line.Length - start - tail);
        return IsNumber(drawn) && !IsWithin(line, start - 1) && !IsWithin(line, line.Length - tail)
            ? line
            : $"{line.AsSpan(0, start)}{new string(Mask, line.Length == other.Length ? drawn.Length : UsualLength)}{line.AsSpan(line.Length - tail)}";
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    // "job-12345" is a name; a number stands between white space, quotes, and the marks of YAML.
    private static bool IsWithin(string line, int at) => at >= 0 && at < line.Length && line[at] is not (' ' or '"' or '\'' or ',' or '[' or ']' or '{' or '}' or '\r');
}
