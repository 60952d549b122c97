using System.Globalization;
using Linter.Text;

namespace Linter.WayBack;

/// <summary>Another value of the same type in place of a scalar.</summary>
internal static class Edit
{
    public static string Of(ReadOnlySpan<char> scalar)
    {
        var quote = scalar.Length > 1 && scalar[0] is '"' or '\'' ? scalar[..1].ToString() : "";
        var text = scalar[quote.Length..^quote.Length].ToString();
        return quote + Other(text) + quote;
    }

    /// <summary>Runs an action while a file holds the other text.</summary>
    public static T While<T>(string file, SourceSpan span, Func<T> action)
    {
        // The text of a span has no byte order mark.
        var before = File.ReadAllBytes(file);
        try
        {
            File.WriteAllText(file,
                string.Concat(span.Source.Text.AsSpan(0, span.Start), Of(span.Slice), span.Source.Text.AsSpan(span.End)));
            return action();
        }
        finally
        {
            File.WriteAllBytes(file, before);
        }
    }

    private static string Other(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (number + 1).ToString(CultureInfo.InvariantCulture)
            : text + "x";
}
