namespace Linter.Yaml;

/// <summary>Tabs at places where go-yaml gives up or reads something else; the parser lets them be.</summary>
internal sealed class Tabs(string text)
{
    /// <summary>The first tab with which a line begins, spaces aside, blank lines and comments too; -1 if there is none.</summary>
    public int InIndentation(int from, int to)
    {
        if (to <= from || text.AsSpan(from, to - from).IndexOf('\t') < 0)
            return -1;

        for (var at = from; at < to; at++)
        {
            if (at > 0 && text[at - 1] is not ('\n' or Obstacles.ByteOrderMark))
                continue;

            while (at < to && text[at] == ' ')
                at++;
            if (at < to && text[at] == '\t')
                return at;
        }

        return -1;
    }

    /// <summary>
    /// A tab between the dash of a list item, or the mark of a key or value that is written out, and what follows it, where
    /// go-yaml gives up; -1 if there is none.
    /// </summary>
    public int BehindMark(int from, int to)
    {
        if (to <= from || text.AsSpan(from, to - from).IndexOf('\t') < 0)
            return -1;

        for (var at = from; at < to; at++)
        {
            if (text[at] == '#' && (at == 0 || CommentFinder.IsWhite(text[at - 1])))
            {
                at = CommentFinder.EndOfLine(text, at, to);
            }
            else if (IsMark(at))
            {
                var spaces = text.AsSpan(at + 1, to - at - 1).IndexOfAnyExcept(' ');
                if (spaces >= 0 && text[at + 1 + spaces] == '\t')
                    return at + 1 + spaces;
            }
        }

        return -1;
    }

    /// <summary>
    /// A tab with which the text of a block begins whose indentation no digit gives: go-yaml takes it for indentation. -1 for none.
    /// </summary>
    public int AtTop(int start, int end)
    {
        var header = text.AsSpan(start, end - start).IndexOfAny("\r\n");
        if (header < 0 || char.IsAsciiDigit(text[start + 1]) || (text[start + 1] is '+' or '-' && char.IsAsciiDigit(text[start + 2])))
            return -1;

        var lines = text.AsSpan(start + header, end - start - header);
        var solid = lines.IndexOfAnyExcept(" \r\n");
        return solid >= 0 && lines[solid] == '\t' ? start + header + solid : -1;
    }

    /// <summary>
    /// A tab in the indentation of the line with which the parser ends a block: go-yaml still takes that line for the block's. -1 for none.
    /// </summary>
    public int Below(int end, int to)
    {
        var line = text.AsSpan(0, end).LastIndexOf('\n') + 1;
        var solid = text.AsSpan(line, to - line).IndexOfAnyExcept(' ');
        return solid >= 0 && line + solid >= end && text[line + solid] == '\t' ? line + solid : -1;
    }

    // A colon behind a key is none: there tabs may follow.
    private bool IsMark(int at) => text[at] switch
    {
        '-' or '?' => at == 0 || CommentFinder.IsWhite(text[at - 1]),
        ':' => TextLine.At(text, at).ContentStart == at,
        _ => false,
    };
}
