namespace Linter.Yaml;

internal sealed partial class FastReader
{
    private const string FlowStops = ",[]{}:#?\n";

    private char[] brackets = [];
    private int openBrackets;

    /// <summary>A flow collection with all that is in it.</summary>
    private bool ReadFlow()
    {
        hasFlow = true;
        openBrackets = 0;
        var indentation = levels[top].Indentation;
        if (!BeginFlow())
            return false;

        while (true)
        {
            if (!SkipFlowGap(indentation))
                return false;

            // At an entry, or at the end of the collection.
            if (IsClosing(text[at]))
            {
                if (!EndFlow(indentation))
                    return false;
            }
            else
            {
                if (brackets[openBrackets - 1] == '{' && !ReadFlowKey(indentation))
                    return false;
                if (text[at] is '[' or '{')
                {
                    if (!BeginFlow())
                        return false;
                    continue;
                }

                if (!ReadFlowScalar(indentation) || !SkipFlowGap(indentation))
                    return false;
            }

            // Behind a value.
            while (openBrackets > 0 && IsClosing(text[at]))
            {
                if (!EndFlow(indentation))
                    return false;
            }

            if (openBrackets == 0)
                return true;
            if (text[at] != ',')
                return false;
            at++;
        }
    }

    private bool IsClosing(char character) => character == (brackets[openBrackets - 1] == '{' ? '}' : ']');

    private bool BeginFlow()
    {
        var kind = text[at] == '{' ? NodeKind.Mapping : NodeKind.Sequence;
        if (builder.BeginCollection(kind, at, isFlow: true, null, anchor) is not null)
            return false;

        anchor = null;
        if (openBrackets == brackets.Length)
            Array.Resize(ref brackets, Math.Max(16, openBrackets * 2));
        brackets[openBrackets++] = text[at++];
        return true;
    }

    /// <summary>Steps over the closing bracket, and to what follows in the collection around it.</summary>
    private bool EndFlow(int indentation)
    {
        at++;
        builder.EndCollection(at);
        return --openBrackets == 0 || SkipFlowGap(indentation);
    }

    /// <summary>A key with its colon, up to its value.</summary>
    private bool ReadFlowKey(int indentation)
    {
        var start = at;
        var key = text[at] is '"' or '\'' ? ScanQuoted(indentation) : ScanFlowPlain();
        if (!key.IsScalar || key.IsMultiline)
            return false;

        Take(key, null);
        at = key.End;
        SkipWhite();
        if (at == text.Length || text[at] != ':' || at - start > LongestKey)
            return false;

        at++;
        var isAdjacent = !IsGap(at);
        if (isAdjacent && (key.Style == ScalarStyle.Plain || text[at] == ':'))
            return false;
        return SkipFlowGap(indentation);
    }

    private bool ReadFlowScalar(int indentation)
    {
        if (text[at] == '*')
            return ReadAlias(',');

        var token = text[at] is '"' or '\'' ? ScanQuoted(indentation) : ScanFlowPlain();
        if (!token.IsScalar)
            return false;

        Take(token, null);
        at = token.End;
        return true;
    }

    private bool ReadAlias(char separator)
    {
        var start = at;
        return ScanName() is { } name
            && (IsGap(at) || text[at] == separator || text[at] is ']' or '}')
            && builder.AddAlias(start, at, name) is null;
    }

    /// <summary>A plain scalar in brackets, on one line.</summary>
    private Token ScanFlowPlain()
    {
        switch (text[at])
        {
            case '-' when at + 1 < text.Length && !IsGap(at + 1) && text[at + 1] is not (',' or '[' or ']' or '{' or '}'):
                break;
            case '-' or '?' or ':' or ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`':
                return default;
        }

        var from = at;
        while (true)
        {
            var stop = from;
            while (stop < text.Length && !FlowStops.Contains(text[stop], StringComparison.Ordinal))
                stop++;
            if (stop == text.Length)
                return default;

            var isPart = text[stop] switch
            {
                ':' => !IsGap(stop + 1),
                '#' => !IsWhite(stop - 1),
                _ => false,
            };
            if (text[stop] == '?' || (!isPart && text[stop] == ':' && HasStarWord(at, stop)))
                return default;
            if (!isPart)
                return new Token(at, TrimWhite(at, stop), ScalarStyle.Plain) { IsVerbatim = true };
            if (text[stop] == ':' && text[stop + 1] is ',' or '[' or ']' or '{' or '}')
                return default;
            from = stop + 1;
        }
    }

    /// <summary>
    /// White space, line breaks and comments between brackets. False at the end of the text, and for lines that stand too far left.
    /// </summary>
    private bool SkipFlowGap(int indentation)
    {
        while (true)
        {
            SkipWhite();
            if (at == text.Length)
                return false;

            if (text[at] == '#')
            {
                if (!IsGap(at - 1))
                    return false;
                TakeComment(isTrailing: text.AsSpan(lineStart, at - lineStart).IndexOfAnyExcept(' ') >= 0);
            }
            else if (text[at] is '\r' or '\n')
            {
                at += text[at] == '\r' ? 2 : 1;
                lineStart = at;
            }
            else
            {
                return true;
            }

            // Now at the start of a line.
            var content = at;
            if (!ToContent(ref content, out var column))
                return false;
            if (content < text.Length && column <= indentation && text[content] is not (']' or '}'))
                return false;
            if (column == 0 && content + 3 <= text.Length && text.AsSpan(content, 3) is "---" or "...")
                return false;
        }
    }
}
