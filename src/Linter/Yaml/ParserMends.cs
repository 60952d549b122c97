using Linter.Findings;

namespace Linter.Yaml;

/// <summary>
/// What go-yaml reads and the parser refuses is put so that the parser takes it, and told as a warning where other tools refuse
/// it as well; what stands around it can be judged then.
/// </summary>
internal static class ParserMends
{
    /// <summary>What is to be told of the mend; null where there is none for what went wrong.</summary>
    public static IReadOnlyList<Finding>? Try(Breakdown at, GivenText given) =>
        GluedComment(at, given)
        ?? BehindEnd(at, given)
        ?? Directive(at, given)
        ?? AnchorInBraces(at, given)
        ?? LinesInQuotes(at, given)
        ?? LinesInBrackets(at, given)
        ?? Apostrophes(at, given)
        ?? LoneDash(at, given)
        ?? CommaInTag(at, given);

    private static IReadOnlyList<Finding>? GluedComment(Breakdown at, GivenText given)
    {
        if (FindGluedComment(at) is not (>= 0 and var hash) || given.Differs(hash, hash + 1))
            return null;

        given.Blank(hash, CommentFinder.EndOfLine(at.Text, hash, at.Limit));
        return [ReaderFindings.GluedComment(at.Source, hash)];
    }

    /// <summary>The # at which the parser gave up for want of a space before it; -1 where something else is wrong.</summary>
    private static int FindGluedComment(Breakdown at)
    {
        if (at.Start >= at.Limit)
            return -1;

        var hash = at.Text.AsSpan(at.Start, CommentFinder.EndOfLine(at.Text, at.Start, at.Limit) - at.Start).IndexOf('#');
        if (hash < 0 || at.Start + hash == 0)
            return -1;

        // A block's header is at most |, + or - and a digit.
        if (at.Says("block scalar"))
            return hash > 0 && IsHeader(at.Text.AsSpan(at.Start, hash)) ? at.Start + hash : -1;
        return hash <= 1 && at.Text[at.Start + hash - 1] is '"' or '\'' or ',' or ']' or '}' ? at.Start + hash : -1;
    }

    private static bool IsHeader(ReadOnlySpan<char> text) => text is ['|' or '>', ..] && !text[1..].ContainsAnyExcept("+-123456789");

    /// <summary>kubectl reads nothing behind three dots, up to the next <c>---</c>. <see cref="SeparatorLines"/> tells of it.</summary>
    private static IReadOnlyList<Finding>? BehindEnd(Breakdown at, GivenText given)
    {
        // Dots with nothing above them put the parser out, without its saying where.
        var piece = DocumentStarts.Before(at.Text, at.From, at.Says("no more tokens") ? at.DocumentFrom : at.Start);
        if (SeparatorLines.NextEnd(at.Text, piece, at.Limit) is not (>= 0 and var dots) || dots > at.Start
            || at.OutermostBracket is >= 0 and var open && open < dots)
        {
            return null;
        }

        var end = DocumentStarts.After(at.Text, dots, at.Limit);
        if (given.Differs(dots, end))
            return null;

        if (SeparatorLines.IsBlank(at.Text, piece, dots))
            given.Blank(dots, dots + 3);
        else
            given.BlankLines(dots + 3, end);
        return [];
    }

    /// <summary>A directive ends the document above it, and kubectl reads no further.</summary>
    private static IReadOnlyList<Finding>? Directive(Breakdown at, GivenText given)
    {
        var line = TextLine.At(at.Text, at.Start);
        if (at.TokenEnd <= at.DocumentFrom || line.Start <= at.TokenEnd || !IsDirective(line.Content(at.Text)) || line.Indentation > 0
            || given.Differs(line.Start, line.ContentEnd))
        {
            return null;
        }

        given.BlankLines(line.Start, DocumentStarts.After(at.Text, line.Start, at.Limit));
        return [ReaderFindings.DirectiveBelow(at.Span(line.Start, line.ContentEnd))];
    }

    // The words behind %YAML and %TAG, with no regard to what they say.
    private static bool IsDirective(ReadOnlySpan<char> line) =>
        (line.StartsWith("%YAML ") && line[6..].Trim() is [>= '0' and <= '9', '.', >= '0' and <= '9']) || line.StartsWith("%TAG !");

    /// <summary>
    /// A scalar with an anchor and another entry behind it, inside braces: that is plain YAML, and the parser's own mistake.
    /// </summary>
    private static IReadOnlyList<Finding>? AnchorInBraces(Breakdown at, GivenText given)
    {
        // The value itself is not handed out yet: the last token is its key.
        var node = at.TokenEnd + at.Text.AsSpan(at.TokenEnd, Math.Max(at.Start - at.TokenEnd, 0)).IndexOfAnyExcept(": \r\n");
        if (!at.Says("flow mapping") || at.OpenBracket < 0 || at.Text[at.OpenBracket] != '{' || node < at.TokenEnd
            || given.Differs(node, at.Start))
        {
            return null;
        }

        for (var start = node; at.Text[start] is '&' or '!';)
        {
            var end = EndOfWord(at, start);
            var next = end + at.Text.AsSpan(end, at.Start - end).IndexOfAnyExcept(" \r\n");
            if (next < end)
                return null;
            if (at.Text[start] == '&')
            {
                given.MoveAnchor(start, end, start == node ? next : node);
                return [];
            }

            start = next;
        }

        return null;
    }

    private static int EndOfWord(Breakdown at, int start) =>
        start + at.Text.AsSpan(start, at.Start - start).IndexOfAny(" \t\r\n,") is var end && end >= start ? end : at.Start;

    /// <summary>
    /// Lines inside brackets that are indented too little: go-yaml and what else reads manifests take them, so nothing is told.
    /// </summary>
    private static IReadOnlyList<Finding>? LinesInBrackets(Breakdown at, GivenText given)
    {
        var open = at.OutermostBracket >= 0 ? at.OutermostBracket : BracketNotHandedOut(at);
        if (open < 0 || at.Says("tab") || at.Says("quoted scalar"))
            return null;

        var comments = new List<(int Start, int End)>();
        var close = FlowLines.FindClose(at.Text, open, at.Limit, comments);
        var line = close < 0 ? -1 : FlowLines.FindUnindented(at.Text, open, close, FlowLines.BlockColumn(at.Text, open, at.DocumentFrom));
        if (line < 0 || line > Math.Max(at.Start, at.End) || given.Characters.AsSpan(open, close - open).IndexOf('\n') < 0)
            return null;

        foreach (var (from, to) in comments)
            given.Blank(from, to);
        given.JoinLines(open, close);
        return [];
    }

    /// <summary>The bracket that follows the last token: one that could begin a key is kept back until it cannot.</summary>
    private static int BracketNotHandedOut(Breakdown at)
    {
        var next = at.TokenEnd;
        while (next < at.Start && (CommentFinder.IsWhite(at.Text[next]) || at.Text[next] is '-' or ':' or '#'))
            next = at.Text[next] == '#' ? CommentFinder.EndOfLine(at.Text, next, at.Limit) : next + 1;
        return next < at.Start && at.Text[next] is '[' or '{' ? next : -1;
    }

    private static IReadOnlyList<Finding>? LinesInQuotes(Breakdown at, GivenText given)
    {
        if (!at.Says("double-quoted scalar, found wrong indentation") || at.Text[at.Start] != '"' || given.Differs(at.Start, at.Start + 1)
            || !OpenQuotes.IsReadByKubectl(at.Text, at.Start, at.OpenBracket >= 0) || OpenQuotes.HoldsKey(at.Text, at.Start))
        {
            return null;
        }

        var close = OpenQuotes.FindClose(at.Text, at.Start);
        if (given.Characters.AsSpan(at.Start, close - at.Start).IndexOfAny("\r\n\u0085\u2028\u2029") < 0)
            return null;

        given.JoinLines(at.Start, close);
        return [ReaderFindings.LinesInQuotes(at.RestOfLine(at.Start), OpenQuotes.Joined(at.Text, at.Start))];
    }

    private static IReadOnlyList<Finding>? Apostrophes(Breakdown at, GivenText given)
    {
        if (!at.Says("escape character") || at.Text[at.Start] != '"' || OpenQuotes.FindClose(at.Text, at.Start) is not (>= 0 and var close))
            return null;

        var findings = new List<Finding>();
        for (var i = at.Start + 1; i < close; i++)
        {
            if (at.Text[i] != '\\')
                continue;
            if (at.Text[++i] != '\'' || given.Differs(i - 1, i))
                continue;

            given.Replace(i - 1, '\'');
            findings.Add(ReaderFindings.EscapedApostrophe(at.Source, i - 1));
        }

        return findings.Count > 0 ? [.. findings] : null;
    }

    private static IReadOnlyList<Finding>? LoneDash(Breakdown at, GivenText given)
    {
        if (at.OpenBracket < 0)
            return null;

        var dash = at.Start + at.Text.AsSpan(at.Start, at.Limit - at.Start).IndexOfAnyExcept(" \t\r\n");
        if (dash < at.Start || at.Text[dash] != '-' || dash + 1 >= at.Limit || at.Text[dash + 1] is not (',' or ']' or '}')
            || given.Differs(dash, dash + 1))
        {
            return null;
        }

        given.Replace(dash, '_');
        return [ReaderFindings.LoneDash(at.Source, dash)];
    }

    /// <summary>go-yaml takes a comma for part of a tag that it does not know then, which makes a text of the value.</summary>
    private static IReadOnlyList<Finding>? CommaInTag(Breakdown at, GivenText given)
    {
        var comma = at.Start - 1;
        if (!at.Says("tag") || comma <= at.From || at.Text[comma] != ',' || given.Differs(comma, comma + 1))
            return null;

        var tag = at.Text.AsSpan(0, comma).LastIndexOfAny(" \t\n[{,") + 1;
        if (at.Text[tag] != '!' || tag + 1 == comma)
            return null;

        // Any tag of one's own stands for a text.
        given.Blank(tag + 1, comma + 1);
        return [ReaderFindings.CommaInTag(at.Source, tag, comma + 1)];
    }
}
