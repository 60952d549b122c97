using System.Buffers;
using System.Globalization;

namespace Linter.Yaml;

/// <summary>
/// Decodes scalars that the fast reader has looked at: folding, escapes, the indentation of blocks. Nothing decoded is longer
/// than what is written, so that one buffer of that length does.
/// </summary>
internal static class ScalarText
{
    private const int LongestOnStack = 512;

    public static string Decode(string text, in NodeData node)
    {
        if (node.Style is ScalarStyle.Literal or ScalarStyle.Folded)
            return DecodeBlock(text, node.Start, BlockEnd(text, node.End), indentation: 0);

        var written = node.Verbatim(text);
        var rented = written.Length <= LongestOnStack ? null : ArrayPool<char>.Shared.Rent(written.Length);
        var buffer = rented is null ? stackalloc char[LongestOnStack] : rented;
        var length = Unfold(written, node.Style, buffer);
        var decoded = buffer[..length].ToString();
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return decoded;
    }

    /// <param name="text">The file.</param>
    /// <param name="start">The indicator, | or >.</param>
    /// <param name="end">Where the first line begins that is not the scalar's, blank lines behind it included.</param>
    /// <param name="indentation">Of its lines; 0 for that of the first that is not blank.</param>
    public static string DecodeBlock(string text, int start, int end, int indentation)
    {
        var rented = end - start <= LongestOnStack ? null : ArrayPool<char>.Shared.Rent(end - start);
        var buffer = rented is null ? stackalloc char[LongestOnStack] : rented;
        var block = new Block(buffer, isLiteral: text[start] == '|');
        var at = start + 1;
        var chomping = '\0';
        for (; at < end && text[at] is '+' or '-' or (>= '0' and <= '9'); at++)
            chomping = text[at] is '+' or '-' ? text[at] : chomping;
        var header = text.AsSpan(at, end - at).IndexOf('\n');
        if (header >= 0)
            block.Add(text.AsSpan(at + header + 1, end - at - header - 1), indentation);
        var decoded = buffer[..block.Finish(chomping)].ToString();
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return decoded;
    }

    // Blank lines belong to the scalar before them.
    private static int BlockEnd(string text, int end)
    {
        var solid = text.AsSpan(end).IndexOfAnyExcept(" \t\r\n");
        return solid < 0 ? text.Length : text.AsSpan(0, end + solid).LastIndexOf('\n') + 1;
    }

    /// <summary>Line breaks with the white space around them become a space or, where lines are blank, that many breaks.</summary>
    private static int Unfold(ReadOnlySpan<char> written, ScalarStyle style, Span<char> buffer)
    {
        var length = 0;
        var at = 0;

        // White space in front of a break falls away, but not what an escape made.
        var solid = 0;
        while (at < written.Length)
        {
            var special = style switch
            {
                ScalarStyle.SingleQuoted => written[at..].IndexOfAny('\n', '\''),
                ScalarStyle.DoubleQuoted => written[at..].IndexOfAny('\n', '\\'),
                _ => written[at..].IndexOf('\n'),
            };
            var stop = special < 0 ? written.Length : at + special;
            written[at..stop].CopyTo(buffer[length..]);
            length += stop - at;
            at = stop;
            if (at == written.Length)
                break;

            if (written[at] == '\'')
            {
                buffer[length++] = '\'';
                at += 2;
            }
            else if (written[at] == '\\')
            {
                at = Escape(written, at + 1, buffer, ref length);
            }
            else
            {
                while (length > solid && buffer[length - 1] is ' ' or '\t' or '\r')
                    length--;
                at = Fold(written, at, buffer, ref length);
            }

            solid = length;
        }

        return length;
    }

    private static int Fold(ReadOnlySpan<char> written, int at, Span<char> buffer, ref int length)
    {
        var breaks = 0;
        for (; at < written.Length && written[at] is ' ' or '\t' or '\r' or '\n'; at++)
            breaks += written[at] == '\n' ? 1 : 0;
        if (breaks == 1)
            buffer[length++] = ' ';
        for (; breaks > 1; breaks--)
            buffer[length++] = '\n';
        return at;
    }

    /// <param name="written">Between the quotes.</param>
    /// <param name="at">Behind the backslash.</param>
    private static int Escape(ReadOnlySpan<char> written, int at, Span<char> buffer, ref int length)
    {
        var kind = written[at];
        if (kind is '\r' or '\n')
        {
            // The break is no space; blank lines behind it are breaks as ever.
            var from = at + (kind == '\r' ? 2 : 1);
            var end = from;
            for (; end < written.Length && written[end] is ' ' or '\t' or '\r' or '\n'; end++)
            {
                if (written[end] == '\n')
                    buffer[length++] = '\n';
            }

            return end;
        }

        if (kind == 'U')
        {
            var code = int.Parse(written.Slice(at + 1, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            length += new System.Text.Rune(code).EncodeToUtf16(buffer[length..]);
            return at + 9;
        }

        var digits = kind switch { 'x' => 2, 'u' => 4, _ => 0 };
        buffer[length++] = digits > 0
            ? (char)int.Parse(written.Slice(at + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : Meaning(kind);
        return at + 1 + digits;
    }

    private static char Meaning(char escape) => escape switch
    {
        '0' => '\0',
        'a' => '\a',
        'b' => '\b',
        't' => '\t',
        'n' => '\n',
        'v' => '\v',
        'f' => '\f',
        'r' => '\r',
        'e' => '\u001B',
        'N' => '\u0085',
        '_' => '\u00A0',
        'L' => '\u2028',
        'P' => '\u2029',
        _ => escape,
    };

    /// <summary>Puts the lines of a block scalar together.</summary>
    private ref struct Block(Span<char> buffer, bool isLiteral)
    {
        private readonly Span<char> buffer = buffer;
        private int length;

        /// <summary>The last line ended with a break that is not written yet.</summary>
        private bool hasBreak;

        /// <summary>Blank lines not written yet.</summary>
        private int blank;

        private bool wasIndented;

        public void Add(ReadOnlySpan<char> lines, int indentation)
        {
            while (!lines.IsEmpty)
            {
                var end = lines.IndexOf('\n');
                var line = end < 0 ? lines : lines[..end];
                if (line is [.., '\r'])
                    line = line[..^1];
                lines = end < 0 ? default : lines[(end + 1)..];
                if (indentation == 0)
                    indentation = Math.Max(0, line.IndexOfAnyExcept(' '));

                if (indentation > 0 && line.Length > indentation)
                    AddLine(line[indentation..], end >= 0);
                else if (end >= 0)
                    blank++;
            }
        }

        /// <summary>The length of it all.</summary>
        public int Finish(char chomping)
        {
            if (chomping != '-' && hasBreak)
                buffer[length++] = '\n';
            if (chomping == '+')
                WriteBlank();
            return length;
        }

        private void AddLine(ReadOnlySpan<char> line, bool endsInBreak)
        {
            var isIndented = line[0] is ' ' or '\t';
            if (hasBreak && (isLiteral || wasIndented || isIndented))
                buffer[length++] = '\n';
            else if (hasBreak && blank == 0)
                buffer[length++] = ' ';
            WriteBlank();
            wasIndented = isIndented;
            line.CopyTo(buffer[length..]);
            length += line.Length;
            hasBreak = endsInBreak;
        }

        private void WriteBlank()
        {
            for (; blank > 0; blank--)
                buffer[length++] = '\n';
        }
    }
}
