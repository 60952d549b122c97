using System.Text;

namespace Linter.Reporting;

/// <summary>Text in SARIF's plain-text messages, where [text](1) is a link and {0} a placeholder.</summary>
internal static class SarifText
{
    /// <summary>What GitHub keeps of a description.</summary>
    public const int Longest = 1024;

    /// <summary>A whole message without placeholders or links, ending like a sentence.</summary>
    public static string Sentence(string text) => WithStop(Braces(Value(text)));

    /// <summary>
    /// A value that stands outside a link. Most viewers show backslashes as they are, so "ports[0]" stays as written;
    /// brackets are escaped only where they could be read as a link.
    /// </summary>
    public static string Value(string text)
    {
        var shown = Printable.Of(text);
        return shown.Contains("](", StringComparison.Ordinal) ? Brackets(shown) : shown;
    }

    /// <summary>A value that is the text of a link: its own brackets are always escaped.</summary>
    public static string LinkValue(string text) => Brackets(Printable.Of(text));

    /// <summary>Braces doubled, so that they are no placeholders.</summary>
    public static string Braces(string text) =>
        text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    public static string WithStop(string text) => text.Length > 0 && text[^1] is '.' or '!' or '?' ? text : text + ".";

    /// <summary>The text, or as many whole words of it as a description may hold.</summary>
    public static string Limited(string text)
    {
        if (text.Length <= Longest)
            return text;

        var cut = text.LastIndexOf(' ', Longest - 2);
        return text[..(cut > 0 ? cut : Longest - 2)].TrimEnd() + "…";
    }

    private static string Brackets(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
            _ = c is '[' or ']' or '\\' ? escaped.Append('\\').Append(c) : escaped.Append(c);
        return escaped.ToString();
    }
}
