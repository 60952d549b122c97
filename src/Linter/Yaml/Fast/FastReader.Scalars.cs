namespace Linter.Yaml;

internal sealed partial class FastReader
{
    /// <summary>Whether go-yaml lets the name of an anchor hold it.</summary>
    internal static bool IsNameCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_';

    /// <summary>The name behind &amp; or *, which is stepped over; null for what is no ordinary one.</summary>
    private string? ScanName()
    {
        var start = at + 1;
        var end = start;
        while (end < text.Length && IsNameCharacter(text[end]))
            end++;
        if (end == start)
            return null;

        at = end;
        return text[start..end];
    }

    /// <summary>A plain or quoted scalar at the current place, with the colon behind it if it is a key.</summary>
    private Token ScanKey()
    {
        switch (text[at])
        {
            case '"' or '\'':
                var quoted = ScanQuoted(levels[top].Indentation);
                if (!quoted.IsScalar)
                    return quoted;

                var colon = quoted.End;
                while (colon < text.Length && IsWhite(colon))
                    colon++;
                if (colon == text.Length || text[colon] != ':')
                    return quoted;
                return quoted.IsMultiline || !IsGap(colon + 1) || colon - at > LongestKey ? default : quoted with { Colon = colon };
            case '-' or '?' or ':':
                return IsGap(at + 1) || (hasFlow && text[at] == ':') ? default : ScanPlain();
            case ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '%' or '@' or '`':
                return default;
            default:
                return ScanPlain();
        }
    }

    /// <summary>The part of a plain scalar on its first line.</summary>
    private Token ScanPlain()
    {
        var from = at;
        while (true)
        {
            var length = text.AsSpan(from).IndexOfAny(':', '#', '\n');
            var stop = length < 0 ? text.Length : from + length;
            if (stop == text.Length || text[stop] == '\n' || (text[stop] == '#' && IsWhite(stop - 1)))
                return new Token(at, TrimWhite(at, stop), ScalarStyle.Plain) { IsVerbatim = true };

            if (text[stop] == ':' && IsGap(stop + 1))
            {
                var end = TrimWhite(at, stop);
                if (stop - at > LongestKey || HasStarWord(at, end))
                    return default;
                return new Token(at, end, ScalarStyle.Plain) { IsVerbatim = true, Colon = stop };
            }

            from = stop + 1;
        }
    }

    /// <summary>A word that begins like an alias: the parser may not see the colon behind it.</summary>
    private bool HasStarWord(int from, int end)
    {
        for (from++; from < end; from++)
        {
            var length = text.AsSpan(from, end - from).IndexOf('*');
            if (length < 0)
                return false;

            from += length;
            if (IsWhite(from - 1))
                return true;
        }

        return false;
    }

    /// <summary>Adds to a plain scalar the lines below it that are indented further than the collection it stands in.</summary>
    /// <param name="token">The part on the first line.</param>
    /// <param name="next">What follows on a later line, with <see cref="lineStart"/> set for it; -1 for a comment on the last line.</param>
    private bool ScanMorePlain(ref Token token, out int next)
    {
        var indentation = levels[top].Indentation;
        while (true)
        {
            next = token.End;
            while (next < text.Length && IsWhite(next))
                next++;
            if (next < text.Length && text[next] == '#')
            {
                next = -1;
                return indentation >= 0;
            }

            if (!ToContent(ref next, out var column))
                return false;

            if (next == text.Length || column <= indentation || text[next] == '#')
            {
                lineStart = next - column;
                return indentation >= 0 || next == text.Length;
            }

            if (indentation < 0)
            {
                lineStart = next - column;
                return IsMarker(next) && text[next] == '-';
            }

            at = next;
            var more = text[next] == '*' ? default : ScanPlain();
            if (!more.IsScalar || more.IsKey)
                return false;

            token = token with { End = more.End, IsVerbatim = false };
        }
    }

    /// <summary>To the first character on a later line that is not blank. False on a tab.</summary>
    private bool ToContent(ref int offset, out int column)
    {
        var start = offset;
        while (offset < text.Length)
        {
            switch (text[offset])
            {
                case ' ':
                    offset++;
                    continue;
                case '\r' or '\n':
                    offset += text[offset] == '\r' ? 2 : 1;
                    start = offset;
                    continue;
            }

            break;
        }

        column = offset - start;
        return offset == text.Length || text[offset] != '\t';
    }

    /// <summary>A quoted scalar; further lines must be indented further than the collection it stands in.</summary>
    private Token ScanQuoted(int indentation)
    {
        var quote = text[at];
        var token = new Token(at, 0, quote == '"' ? ScalarStyle.DoubleQuoted : ScalarStyle.SingleQuoted) { IsVerbatim = true };
        var from = at + 1;
        while (true)
        {
            var length = quote == '"' ? text.AsSpan(from).IndexOfAny('"', '\\', '\n') : text.AsSpan(from).IndexOfAny('\'', '\n');
            if (length < 0)
                return default;

            from += length;
            if (text[from] == quote)
            {
                from++;
                if (quote == '"' || from == text.Length || text[from] != quote)
                    return token with { End = from };
                from++;
            }
            else if (text[from] == '\n')
            {
                if (!ToContent(ref from, out var column) || column <= indentation || indentation < 0)
                    return default;
                token.IsMultiline = true;
            }
            else if (text.AsSpan(from + 1) is ['\n', ..] or ['\r', ..])
            {
                from += text[from + 1] == '\r' ? 2 : 1;
            }
            else if (!SkipEscape(ref from))
            {
                return default;
            }

            token.IsVerbatim = false;
        }
    }

    private bool SkipEscape(ref int offset)
    {
        if (offset + 1 == text.Length)
            return false;

        switch (text[offset + 1])
        {
            case '0' or 'a' or 'b' or 't' or 'n' or 'v' or 'f' or 'r' or 'e' or ' ' or '"' or '\\' or 'N' or '_' or 'L' or 'P':
                offset += 2;
                return true;
            case 'x':
                return SkipDigits(ref offset, 2);
            case 'u':
                // Halves of characters are left to the parser.
                return SkipDigits(ref offset, 4) && text[offset - 4] is not ('d' or 'D');
            default:
                return false;
        }
    }

    private bool SkipDigits(ref int offset, int count)
    {
        offset += 2;
        if (offset + count > text.Length)
            return false;

        for (var end = offset + count; offset < end; offset++)
        {
            if (!char.IsAsciiHexDigit(text[offset]))
                return false;
        }

        return true;
    }

    /// <summary>A literal or folded scalar, up to the line behind it.</summary>
    private bool ReadBlock()
    {
        var indentation = levels[top].Indentation;
        if (indentation < 0)
            return false;

        var start = at;
        var style = text[at] == '|' ? ScalarStyle.Literal : ScalarStyle.Folded;
        var own = 0;
        for (at++; at < text.Length && text[at] is '+' or '-' or (>= '1' and <= '9'); at++)
        {
            if (at > start + 2)
                return false;
            if (char.IsAsciiDigit(text[at]))
                own = indentation + text[at] - '0';
        }

        var header = at;
        var isOwn = own > 0;
        if ((header == start + 3 && char.IsAsciiDigit(text[start + 1]) == char.IsAsciiDigit(text[start + 2])) || !EndLine())
            return false;

        var end = ScanBlock(indentation, ref own, out var solid);
        if (end < 0)
            return false;

        var name = anchor;
        anchor = null;
        at = lineStart = end;
        if (solid < 0 || isOwn)
            builder.AddScalar(start, solid < 0 ? header : solid, style, ScalarText.DecodeBlock(text, start, end, own), null, name);
        else
            builder.AddScalar(start, solid, style, isVerbatim: false, name);
        return true;
    }

    /// <summary>The lines of a block scalar.</summary>
    /// <param name="outer">The indentation that they exceed.</param>
    /// <param name="own">Their indentation; 0 to have it told by the first that is not blank.</param>
    /// <param name="solid">The end of the last line that is not blank; -1 if all are.</param>
    /// <returns>The start of the line behind them; -1 to decline.</returns>
    private int ScanBlock(int outer, ref int own, out int solid)
    {
        solid = -1;
        var line = at;
        var isFirst = true;
        var widestBlank = 0;
        while (line < text.Length)
        {
            var content = line;
            var limit = own == 0 ? text.Length : Math.Min(text.Length, line + own);
            while (content < limit && text[content] == ' ')
                content++;
            if (content == text.Length)
                return solid < 0 ? -1 : text.Length;

            if (text[content] is '\r' or '\n')
            {
                // White space above the first line must not reach further than that line's.
                if (solid < 0 && content > line)
                {
                    if (own > 0 || (isFirst && ++whiteFirstLines > WhiteFirstLines.Most))
                        return -1;
                    widestBlank = Math.Max(widestBlank, content - line);
                }

                isFirst = false;
                line = content + (text[content] == '\r' ? 2 : 1);
                continue;
            }

            if (widestBlank > content - line && solid < 0)
                return -1;
            if (own == 0 && text[content] == '\t')
                return -1;
            if (own == 0 && content - line > outer)
                own = content - line;
            if (own == 0 || content - line < own)
                return text[content] == '\t' || (solid < 0 && widestBlank > 0) ? -1 : line;

            var end = EndOfLine(content);
            if (text.AsSpan(content, end - content).IndexOfAnyExcept(' ', '\t') >= 0)
                solid = end;
            else if (solid < 0)
                return -1;
            line = end == text.Length ? end : end + (text[end] == '\r' ? 2 : 1);
        }

        return solid < 0 && widestBlank > 0 ? -1 : text.Length;
    }

    private int TrimWhite(int from, int end)
    {
        while (end > from && text[end - 1] is ' ' or '\t' or '\r')
            end--;
        return end;
    }

    /// <summary>A plain or quoted scalar; a default one is none.</summary>
    private record struct Token(int Start, int End, ScalarStyle Style)
    {
        /// <summary>The colon that makes a key of it.</summary>
        public int Colon { get; set; }

        public bool IsVerbatim { get; set; }

        public bool IsMultiline { get; set; }

        public readonly bool IsScalar => End > 0;

        public readonly bool IsKey => Colon > 0;
    }
}
