using Linter.Findings;
using Linter.Text;
using YamlDotNet.Core.Events;

namespace Linter.Yaml;

/// <summary>
/// Puts what the parser says of a stretch of text into nodes, each with its exact place, and finds what go-yaml refuses although
/// the parser takes it.
/// </summary>
internal sealed class EventReader(SourceText source, NodeTreeBuilder builder, CommentFinder comments, GivenText given)
{
    private readonly string text = source.Text;
    private readonly Tabs tabs = new(source.Text);
    private readonly NodeProperties properties = new(source.Text, given);

    // What is told of the document that is being read if it can be read to its end.
    private readonly List<Finding> mended = [];

    private int stretchStart;
    private int stretchEnd;

    // In brackets: a ? stands before the last token, or a key left out stands behind it.
    private bool isMarkedKey;

    // From here on a tab indents a line: behind the last token and the blank lines that go-yaml reads with it.
    private int indentFrom;

    public int TokenStart { get; private set; }

    /// <summary>Behind the last token, where the next gap begins.</summary>
    public int TokenEnd { get; private set; }

    /// <summary>From here the next --- is another document's.</summary>
    public int DocumentFrom { get; private set; }

    /// <summary>Behind the last three dots.</summary>
    public int EndedAt { get; private set; }

    /// <summary>The parser begins to read between two offsets; those of its events count from the first.</summary>
    public void Begin(int from, int to)
    {
        (stretchStart, stretchEnd) = (from, to);
        TokenStart = TokenEnd = indentFrom = DocumentFrom = EndedAt = from;
        builder.BeginDocument();
    }

    /// <summary>Findings to report if the document that is being read can be read to its end.</summary>
    public void TellAtEnd(IEnumerable<Finding> findings) => mended.AddRange(findings);

    /// <summary>The document that is being read is lost.</summary>
    public void Forget() => mended.Clear();

    /// <summary>Takes in what the parser says next. Returns what go-yaml refuses about it, or null.</summary>
    public Finding? Take(ParsingEvent parsed)
    {
        // A mark at the end of the input can lie behind it.
        var start = Math.Min(stretchStart + (int)parsed.Start.Index, stretchEnd);
        var end = Math.Min(stretchStart + (int)parsed.End.Index, stretchEnd);
        if (parsed is NodeEvent && builder.LacksValue && builder.OpenBracket >= 0 && KeyOnTwoLines() is { } apart)
            return apart;
        if (NodeProperties.BadAnchor(source, parsed, start, stretchEnd) is { } bad)
            return bad;

        switch (parsed)
        {
            case DocumentStart document:
                builder.BeginDocument();
                DocumentFrom = document.IsImplicit ? start : end;
                if (!document.IsImplicit)
                    Gap(end);
                return null;
            case DocumentEnd ended:
                if (StrayTab(start) is { } stray)
                    return stray;
                mended.ForEach(builder.Report);
                mended.Clear();
                builder.EndDocument();
                DocumentFrom = TokenEnd;
                if (!ended.IsImplicit && SeparatorLines.NextEnd(text, TextLine.At(text, start).Start, stretchEnd) is >= 0 and var dots)
                    EndedAt = dots + 3;
                return null;
            case Scalar scalar:
                return TakeScalar(scalar, start, end);
            case AnchorAlias alias:
                return BeginToken(start, start, end) ?? builder.AddAlias(start, end, alias.Value.Value);
            case MappingStart mapping:
                return Begin(mapping, NodeKind.Mapping, start, mapping.Style == MappingStyle.Flow, '{');
            case SequenceStart sequence:
                return Begin(sequence, NodeKind.Sequence, start, sequence.Style == SequenceStyle.Flow, '[');
            case MappingEnd when builder.LacksValue:
                return ReaderFindings.MissingKey(source, TokenStart, TokenEnd);
            case MappingEnd:
                End(start, '}');
                return null;
            case SequenceEnd:
                End(start, ']');
                return null;
            default:
                return null;
        }
    }

    private Finding? Begin(NodeEvent collection, NodeKind kind, int start, bool isFlow, char bracket)
    {
        // A flow pair without braces, [a: b], begins at its key; the parser does not say where.
        if (isFlow && builder.OpenBracket >= 0 && collection.End.Index == 0)
            return builder.BeginCollection(kind, NodeTreeBuilder.AtFirstChild, isFlow: false, null, null);

        var token = start;
        start = properties.Skip(collection, start, stretchEnd);
        var hasBracket = isFlow && start < stretchEnd && text[start] == bracket;
        if (!hasBracket && StrayTab(token) is { } stray)
            return stray;
        if (!hasBracket)
            Gap(start);
        else if (BeginToken(token, start, start + 1) is { } finding)
            return finding;
        return builder.BeginCollection(kind, start, hasBracket, NodeProperties.TagOf(collection), NodeProperties.AnchorOf(collection));
    }

    private void End(int start, char bracket)
    {
        if (builder.OpenBracket < 0 || start >= stretchEnd || text[start] != bracket)
        {
            builder.EndCollection(null);
            return;
        }

        Gap(start);
        TokenEnd = start + 1;
        builder.EndCollection(TokenEnd);
    }

    /// <summary>Takes in what stands before a token. The parser lets brackets hold values with nothing in between.</summary>
    private Finding? BeginToken(int withProperties, int start, int end)
    {
        var bracket = builder.OpenBracket;
        if (bracket >= 0 && TokenEnd > bracket + 1 && text.AsSpan(TokenEnd, Math.Max(0, withProperties - TokenEnd)).IndexOfAny(",:?") < 0)
            return ReaderFindings.MissingComma(source, bracket, start, end);

        if (bracket < 0 && StrayTab(withProperties) is { } stray)
            return stray;

        isMarkedKey = bracket >= 0 && text.AsSpan(TokenEnd, Math.Max(0, withProperties - TokenEnd)).Contains('?');
        Gap(start);
        TokenStart = start;
        TokenEnd = end;
        return null;
    }

    /// <summary>
    /// A key in braces, not marked as one by a ?, that go-yaml loses: it or what stands between it and its colon holds a line break.
    /// </summary>
    private Finding? KeyOnTwoLines()
    {
        if (isMarkedKey)
            return null;

        var colon = TokenEnd;
        while (colon < stretchEnd && (CommentFinder.IsWhite(text[colon]) || text[colon] == '#'))
            colon = text[colon] == '#' ? CommentFinder.EndOfLine(text, colon, stretchEnd) : colon + 1;
        return colon < stretchEnd && text[colon] == ':' && text.AsSpan(TokenStart, colon - TokenStart).IndexOfAny("\r\n") >= 0
            ? ReaderFindings.KeyOnTwoLines(source, TokenStart, TokenEnd, colon)
            : null;
    }

    /// <summary>What go-yaml says of tabs between the last token and the next one, outside brackets; the parser lets them be.</summary>
    private Finding? StrayTab(int to)
    {
        if (tabs.BehindMark(TokenEnd, to) is >= 0 and var behind)
            return ReaderFindings.TabBehindMark(source, behind);
        return tabs.InIndentation(Math.Max(TokenEnd, indentFrom), to) is >= 0 and var tab
            ? ReaderFindings.TabInIndentation(source, tab)
            : null;
    }

    private Finding? TakeScalar(Scalar scalar, int start, int end)
    {
        var tag = NodeProperties.TagOf(scalar);
        var anchor = NodeProperties.AnchorOf(scalar);
        if (given.AnchorOf(start) is var (from, to))
        {
            anchor = text[(from + 1)..to];
            if (!anchor.All(FastReader.IsNameCharacter))
                return ReaderFindings.BadAnchor(source, from, to);
        }

        if (scalar.Style == YamlDotNet.Core.ScalarStyle.Plain && scalar.Value.Length == 0)
        {
            // The parser's marks for a value left out lie anywhere up to the next token.
            if (builder.ExpectsBlockKey && start > 0 && text[start - 1] == ':')
                return ReaderFindings.MissingKey(source, start - 1, start);

            isMarkedKey = true;
            var at = Math.Max(TokenEnd, properties.EndOf(scalar, start, stretchEnd));
            if (tag is not null && ScalarValue.IsBelied("", tag))
                return ReaderFindings.BeliedTag(source, start, at, at);
            at = Gap(Math.Min(at, Math.Max(TokenEnd, end)));
            builder.AddScalar(at, at, ScalarStyle.Plain, null, tag, anchor);
            return null;
        }

        var token = start;
        start = Math.Min(properties.Skip(scalar, start, stretchEnd), end);
        if (BeginToken(token, start, end) is { } finding)
            return finding;

        var style = StyleOf(scalar.Style);
        if (style is (ScalarStyle.Literal or ScalarStyle.Folded) && tabs.AtTop(start, end) is >= 0 and var tab)
            return ReaderFindings.TabAtTop(source, tab);
        if (style is (ScalarStyle.Literal or ScalarStyle.Folded) && tabs.Below(end, stretchEnd) is >= 0 and var below)
            return ReaderFindings.TabBelowBlock(source, below);
        if (style is ScalarStyle.Literal or ScalarStyle.Folded)
            TokenEnd = EndOfBlock(scalar.Value, start, end);
        if (style == ScalarStyle.Plain && builder.OpenBracket >= 0 && text[start] == ':')
            return ReaderFindings.ColonInBrackets(source, start, end);
        if (style == ScalarStyle.Plain && builder.OpenBracket >= 0 && text.AsSpan(start, end - start).IndexOf('?') is >= 0 and var question)
            return ReaderFindings.QuestionInBrackets(source, start, end, start + question);
        if (style == ScalarStyle.DoubleQuoted && UnknownEscape(start, end) is { } escape)
            return escape;
        if (tag is not null && ScalarValue.IsBelied(scalar.Value, tag))
            return ReaderFindings.BeliedTag(source, token, start, end);
        indentFrom = style switch
        {
            ScalarStyle.Plain => stretchEnd - text.AsSpan(end, stretchEnd - end).TrimStart(" \t\r\n").Length,
            ScalarStyle.Literal or ScalarStyle.Folded => end,
            _ => TokenEnd,
        };
        if (style is not (ScalarStyle.Literal or ScalarStyle.Folded) && given.Differs(start, end))
        {
            builder.AddScalar(start, TokenEnd, style, ScalarText.Decode(text, new NodeData(NodeKind.Scalar, style, 0, start, TokenEnd, 0)),
                tag, anchor);
        }
        else
        {
            builder.AddScalar(start, TokenEnd, style, scalar.Value, tag, anchor);
        }

        return null;
    }

    /// <summary>The first escape that the parser knows and go-yaml does not: <c>\/</c>, and halves of characters.</summary>
    private Finding? UnknownEscape(int start, int end)
    {
        for (var at = start; at + 1 < end; at += text[at] == '\\' ? 2 : 1)
        {
            if (text[at] != '\\')
                continue;
            if (text[at + 1] == '/')
                return ReaderFindings.SlashEscape(source, at);
            if (text.AsSpan(at + 1, end - at - 1) is ['u', 'd'
                or 'D', (>= '8' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F'), ..])
            {
                return ReaderFindings.HalfEscape(source, at, Math.Min(at + 6, end));
            }
        }

        return null;
    }

    /// <summary>The end of a block scalar's text, without the line breaks and blank lines behind it.</summary>
    private int EndOfBlock(string value, int start, int end)
    {
        var header = start + 1;
        while (header < end && text[header] is '+' or '-' or (>= '0' and <= '9'))
            header++;

        if (value.AsSpan().TrimEnd(" \t\r\n").IsEmpty)
            return header;

        var line = CommentFinder.EndOfLine(text, header, Math.Max(header, end));
        comments.Scan(header, line);
        var last = line + text.AsSpan(line, end - line).TrimEnd(" \t\r\n").Length;
        return CommentFinder.EndOfLine(text, last, end);
    }

    private int Gap(int to)
    {
        if (to <= TokenEnd)
            return TokenEnd;

        var solid = comments.Scan(TokenEnd, to);
        TokenEnd = to;
        return solid;
    }

    private static ScalarStyle StyleOf(YamlDotNet.Core.ScalarStyle style) => style switch
    {
        YamlDotNet.Core.ScalarStyle.SingleQuoted => ScalarStyle.SingleQuoted,
        YamlDotNet.Core.ScalarStyle.DoubleQuoted => ScalarStyle.DoubleQuoted,
        YamlDotNet.Core.ScalarStyle.Literal => ScalarStyle.Literal,
        YamlDotNet.Core.ScalarStyle.Folded => ScalarStyle.Folded,
        _ => ScalarStyle.Plain,
    };
}
