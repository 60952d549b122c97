using System.Buffers;
using System.Globalization;
using System.Text;

namespace Linter.Reporting;

/// <summary>
/// Text from manifests made safe to show on one line: what would steer a terminal, hide, reorder or break the line
/// becomes a visible escape. Every reporter's human text goes through here, paths too.
/// </summary>
public static class Printable
{
    // Letters of several scripts and joined emoji are spelt with these two; they are format characters that must stay.
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>
    /// The text with each control, format, separator and broken character written as <c>\n</c>, <c>\x1b</c> or <c>\u{202e}</c>.
    /// </summary>
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOutside(' ', '~') < 0)
            return text;

        var shown = new StringBuilder(text.Length + 8);
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var status = Rune.DecodeFromUtf16(rest, out var rune, out var length);
            if (status != OperationStatus.Done)
                AppendEscape(shown, rest[0]);
            else if (IsPrintable(rune))
                shown.Append(rest[..length]);
            else
                AppendEscape(shown, rune.Value);
            rest = rest[length..];
        }

        return shown.ToString();
    }

    /// <summary>
    /// Text for the start of a line in a log: two colons there are a command to some CI servers, whatever blanks stand before them.
    /// </summary>
    public static string AtLineStart(string shown)
    {
        var start = shown.Length - shown.AsSpan().TrimStart(' ').Length;
        return shown.AsSpan(start).StartsWith("::") ? $@"{shown[..start]}\x3a{shown[(start + 1)..]}" : shown;
    }

    private static bool IsPrintable(Rune rune) => rune.Value is ZeroWidthJoiner or ZeroWidthNonJoiner
        || (!IsNoncharacter(rune.Value) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));

    // They stand for nothing, and XML refuses some of them.
    private static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;

    private static void AppendEscape(StringBuilder shown, int value)
    {
        _ = value switch
        {
            '\n' => shown.Append(@"\n"),
            '\r' => shown.Append(@"\r"),
            '\t' => shown.Append(@"\t"),
            < 0x100 => shown.Append(CultureInfo.InvariantCulture, $@"\x{value:x2}"),
            _ => shown.Append(CultureInfo.InvariantCulture, $@"\u{{{value:x}}}"),
        };
    }
}
