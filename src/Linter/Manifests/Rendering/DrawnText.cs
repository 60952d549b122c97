using System.Buffers;
using System.Text;

namespace Linter.Manifests;

/// <summary>
/// What templates draw by lot, such as the end of a name: it is another one in every run of helm, and a report is to be the same.
/// </summary>
internal static class DrawnText
{
    private const char Mask = 'x';
    private const int UsualLength = 8;

    // "job-12345" is one word; a number by itself stands between white space, quotes, and the marks of YAML.
    private static readonly SearchValues<char> Marks = SearchValues.Create(" \"',[]{}\r");

    private static readonly SearchValues<char> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    // Those of sprig, by the words that all of their names begin with.
    private static readonly SearchValues<string> Functions =
        SearchValues.Create(
            [
                "randA", "randB", "randN", "randI", "uuidv4", "shuffle", "bcrypt", "htpasswd", "encryptAES", "genPrivateKey", "genCA",
                "genSelfSigned", "genSigned"
            ],
            StringComparison.Ordinal);

    /// <summary>
    /// Whether some template of a chart may draw; one in an archive may, and one in values or another file that a template calls tpl with.
    /// </summary>
    /// <param name="paths">Absolute, of all files that the chart is rendered from.</param>
    /// <param name="files">Where they are read.</param>
    /// <param name="given">Values that stand in no file.</param>
    public static bool MayBeIn(IEnumerable<string> paths, FileTree files, IEnumerable<string> given)
    {
        var (templates, others) = (new List<string>(), new List<string>());
        foreach (var path in paths)
        {
            if (path.EndsWith(".tgz", StringComparison.Ordinal))
                return true;
            (path.Contains("/templates/", StringComparison.Ordinal) ? templates : others).Add(path);
        }

        var texts = templates.Select(files.TextOf).OfType<string>().ToList();
        return texts.Exists(Draws)
            || (texts.Exists(CallsTpl)
                && (given.Any(Draws) || others.Exists(path => !IsProse(path) && files.TextOf(path) is { } text && Draws(text))));
    }

    /// <summary>
    /// The text with an x for each character that a second run gave otherwise, and for the letters and digits around it. A word that
    /// is a number in both stays, and so does a text whose lines are not as many as the other's.
    /// </summary>
    public static string Masked(string text, string other)
    {
        if (text == other)
            return text;

        var lines = text.Split('\n');
        var others = other.Split('\n');
        return lines.Length != others.Length ? text : string.Join('\n', lines.Zip(others, MaskedLine));
    }

    // Word by word, so that what stands between two drawn words is not lost; as a whole where marks themselves are drawn.
    private static string MaskedLine(string line, string other)
    {
        if (line == other)
            return line;

        var masked = new StringBuilder(line.Length);
        for (int at = 0, otherAt = 0; ; at++, otherAt++)
        {
            var (end, otherEnd) = (EndOfWord(line, at), EndOfWord(other, otherAt));
            masked.Append(MaskedWord(line[at..end], other[otherAt..otherEnd]));
            if (end == line.Length && otherEnd == other.Length)
                return masked.ToString();
            if (end == line.Length || otherEnd == other.Length || line[end] != other[otherEnd])
                return MaskedWord(line, other);

            masked.Append(line[end]);
            (at, otherAt) = (end, otherEnd);
        }
    }

    private static string MaskedWord(string word, string other)
    {
        if (word == other || (IsNumber(word) && IsNumber(other)))
            return word;

        // What is left of it would be no base64: it comes in groups of four.
        if (word.Length != other.Length && IsBase64(word) && IsBase64(other))
            return new string(Mask, UsualLength);

        var start = word.AsSpan().CommonPrefixLength(other);
        while (start > 0 && char.IsAsciiLetterOrDigit(word[start - 1]))
            start--;
        var tail = 0;
        while (tail < Math.Min(word.Length, other.Length) - start && word[^(tail + 1)] == other[^(tail + 1)])
            tail++;
        while (tail > 0 && char.IsAsciiLetterOrDigit(word[^tail]))
            tail--;
        return $"{word.AsSpan(0, start)}{new string(Mask, word.Length == other.Length ? word.Length - start - tail : UsualLength)}{word.AsSpan(word.Length - tail)}";
    }

    // As a word of its own, whatever blank or bracket follows: ".tpl" is the end of a file's name.
    private static bool CallsTpl(string text)
    {
        const string Name = "tpl";
        for (var at = text.IndexOf(Name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Name, at + Name.Length,
            StringComparison.Ordinal))
        {
            if ((at == 0 || !IsOfName(text[at - 1])) && at + Name.Length < text.Length && !IsOfName(text[at + Name.Length]))
                return true;
        }

        return false;
    }

    private static bool IsOfName(char letter) => letter is '.' or '_' or '-' or '$' or '"' || char.IsLetterOrDigit(letter);

    private static bool Draws(string text) => text.AsSpan().ContainsAny(Functions);

    private static bool IsProse(string path) =>
        path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);

    private static int EndOfWord(string line, int from) =>
        line.AsSpan(from).IndexOfAny(Marks) is >= 0 and var length ? from + length : line.Length;

    private static bool IsNumber(ReadOnlySpan<char> text) => text.IndexOutside('0', '9') < 0;

    private static bool IsBase64(ReadOnlySpan<char> text) =>
        text.Length % 4 == 0 && text.TrimEnd('=').IndexOfAnyExcept(Base64) < 0;
}
