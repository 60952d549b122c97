using System.Buffers;
using System.Text;
using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Words with a line break at their end, which a variable gets as well: what <c>echo … | base64</c> and a block of one line leave. Judged
/// are single words, as passwords, hosts and addresses are; in a file the line break does no harm.
/// </summary>
internal static class LineEnds
{
    private const int LongestWord = 512;

    public static void Judge(LinkGraph graph, ValueList values)
    {
        var isSecret = values.Resource.Kind == Kinds.Secret;
        var written = isSecret ? values.Resource.Root.Find("stringData") : null;
        foreach (var field in (string[])["data", "stringData"])
        {
            foreach (var entry in values.Resource.Root.Find(field)?.Entries ?? default)
            {
                var isEncoded = isSecret && field == "data";
                if (entry.Key.IsScalar && (field != "data" || written?.FindEntry(entry.Key.Value) is null)
                    && ValueList.Text(entry.Value) is { } text && (isEncoded ? IsEncodedLine(text) : IsLine(text))
                    && graph.VariableReaders.Of(values.Resource, entry.Key.Value) is { } reader)
                {
                    Report(values, entry.Key, text, isEncoded, reader);
                }
            }
        }
    }

    private static void Report(ValueList values, Node key, Node text, bool isEncoded, VariableReader reader) =>
        values.Add(new ValueProblem(values.Resource, text, MessageText.Of(
            $"the value of '{key.Value}' in '{values.Resource}' ends with a line break, which a variable of {PodText.Container(reader.Pods, reader.Container)} gets as well"))
        {
            Severity = Severity.Warning,
            Label = isEncoded ? "a line break at its end, once decoded" : "a block ends with a line break",
            Related = new RelatedSpan(reader.At.Head, "read into a variable here"),
            Effect = "passwords, hosts and numbers with a line break behind them are other ones: logins fail and names do not resolve",
            Help = isEncoded
                ? "encode it without the line break (echo -n, printf %s), or write it as it is under stringData"
                : "write it on the line of its key, or use |- for the block",
            MayBeFilledIn = false,
        });

    private static bool IsLine(Node text) => text.Style is ScalarStyle.Literal or ScalarStyle.Folded && IsWord(text.Value);

    private static bool IsEncodedLine(Node text)
    {
        // The last byte, 0x0A, by what it leaves in each of the three places.
        var value = text.Value.AsSpan().Trim();
        if (value.Length > LongestWord
            || !(value.EndsWith("Cg==", StringComparison.Ordinal) || value.EndsWith("o=", StringComparison.Ordinal)
                || value.EndsWith("K", StringComparison.Ordinal)))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[LongestWord];
        return Convert.TryFromBase64Chars(value, bytes, out var count) && Ascii.IsValid(bytes[..count])
            && IsWord(Encoding.ASCII.GetString(bytes[..count]));
    }

    // JSON and the like may end as it wants.
    private static bool IsWord(string text)
    {
        var word = text.AsSpan().TrimEnd("\r\n");
        return word.Length is > 0 and < LongestWord && word.Length < text.Length && word[0] is not ('{' or '[' or '<')
            && !word.ContainsAnyExcept(Printable);
    }

    private static readonly SearchValues<char> Printable = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1)
        .Select(code => (char)code)]);
}
