using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Linter.Manifests;

/// <summary>Bytes to text, as YAML 1.2 section 5.2 tells encodings apart.</summary>
internal static class TextEncodings
{
    /// <summary>With these bytes git-crypt begins what it encrypts.</summary>
    private static ReadOnlySpan<byte> GitCryptMark => "\0GITCRYPT\0"u8;

    public static bool IsGitCrypt(ReadOnlySpan<byte> bytes) => bytes.StartsWith(GitCryptMark);

    /// <summary>
    /// The encoding, where it is one that kubectl refuses: it reads UTF-16 only behind a byte order mark, and no UTF-32
    /// (go-yaml, yaml_parser_determine_encoding). Null for any other.
    /// </summary>
    public static string? Refused(ReadOnlySpan<byte> bytes) => Detect(bytes) switch
    {
        (UTF32Encoding, _) => "UTF-32",
        (UnicodeEncoding, 0) => "UTF-16 without a byte order mark",
        _ => null,
    };

    /// <summary>The text without byte order mark; null for bytes that are none, with the reason to follow the file's name.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes, out string error)
    {
        error = "";
        var (encoding, mark) = Detect(bytes);
        var content = bytes[mark..];
        if (encoding is null)
        {
            if (Utf8.IsValid(content))
                return Encoding.UTF8.GetString(content);

            error = DescribeInvalidUtf8(content, mark);
            return null;
        }

        try
        {
            return encoding.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            error = $"is not valid {encoding.WebName.ToUpperInvariant()}, which its first bytes say it is";
            return null;
        }
    }

    /// <summary>Null for UTF-8; otherwise an encoding that throws on broken text. With the length of the byte order mark.</summary>
    private static (Encoding? Encoding, int Mark) Detect(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x00, 0x00, 0xFE, 0xFF, ..] => (Utf32(bigEndian: true), 4),
        [0xFF, 0xFE, 0x00, 0x00, ..] => (Utf32(bigEndian: false), 4),
        [0xFE, 0xFF, ..] => (Utf16(bigEndian: true), 2),
        [0xFF, 0xFE, ..] => (Utf16(bigEndian: false), 2),
        [0xEF, 0xBB, 0xBF, ..] => (null, 3),
        [0x00, 0x00, 0x00, not 0x00, ..] => (Utf32(bigEndian: true), 0),
        [not 0x00, 0x00, 0x00, 0x00, ..] => (Utf32(bigEndian: false), 0),
        [0x00, not 0x00, ..] => (Utf16(bigEndian: true), 0),
        [not 0x00, 0x00, ..] => (Utf16(bigEndian: false), 0),
        _ => (null, 0),
    };

    private static UnicodeEncoding Utf16(bool bigEndian) => new(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true);

    private static UTF32Encoding Utf32(bool bigEndian) => new(bigEndian, byteOrderMark: false, throwOnInvalidCharacters: true);

    private static string DescribeInvalidUtf8(ReadOnlySpan<byte> bytes, int mark)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done)
            at += length;

        var line = bytes[..at].Count((byte)'\n') + 1;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"is not UTF-8 text: byte 0x{bytes[at]:X2} at offset {at + mark} (line {line}); save it as UTF-8");
    }
}
