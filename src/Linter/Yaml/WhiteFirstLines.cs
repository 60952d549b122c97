namespace Linter.Yaml;

/// <summary>Block scalars of one file that begin with a line of white space.</summary>
internal sealed class WhiteFirstLines(string text, GivenText given)
{
    /// <summary>So many are read; the parser needs a new start for each.</summary>
    public const int Most = 16;

    private int count;

    /// <summary>
    /// The parser refuses a literal whose first line is white space, even where it reaches no further than the text below it, or
    /// no text follows, which go-yaml takes. That white space counts for nothing, so the parser is given it at the end of the line above.
    /// </summary>
    /// <param name="at">Where the parser stands.</param>
    /// <param name="to">The end of what it was given.</param>
    public bool TryMove(Exception exception, int at, int to)
    {
        if (!exception.Message.Contains("extra spaces in first line", StringComparison.Ordinal)
            && !exception.Message.Contains("more spaces in lines above", StringComparison.Ordinal))
        {
            return false;
        }

        var content = Math.Min(at, to);
        var column = content - 1 - text.AsSpan(0, content).LastIndexOf('\n');
        var header = text.AsSpan(0, content).TrimEnd(" \t\r\n").Length;
        var first = CommentFinder.EndOfLine(text, header, content);
        // Where a digit gives the indentation, the parser stops inside a line.
        if (first >= content - column || (content < to && CommentFinder.IsWhite(text[content])))
            return false;

        var blank = text.AsSpan(first, content - column - first);
        if (++count > Most || (LongestLine(blank) > column && !EndsAbove(header, column)) || given.Differs(first, content - column)
            || blank.IndexOfAnyExcept(" \r\n") >= 0 || !blank.Contains(' '))
        {
            return false;
        }

        given.MoveSpacesUp(first, content - column);
        return true;
    }

    /// <summary>Whether a column is too far left for the block that a line introduces.</summary>
    private bool EndsAbove(int header, int column)
    {
        var line = TextLine.At(text, header);
        return column <= line.Indentation && text[line.ContentStart] is not ('|' or '>' or '!' or '&')
            && !DocumentStarts.IsAt(text, line.Start);
    }

    private static int LongestLine(ReadOnlySpan<char> lines)
    {
        var longest = 0;
        foreach (var line in lines.EnumerateLines())
            longest = Math.Max(longest, line.Length);
        return longest;
    }
}
