using System.Buffers;
using System.Collections.Immutable;
using Linter.Findings;
using Linter.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Linter.Yaml;

/// <summary>
/// Reads one file. The parser is given a stretch of the text at a time: up to a character that YAML forbids, and after a
/// broken document from the next <c>---</c> on, so that offsets stay those of the file.
/// </summary>
internal sealed class FileReading(SourceText source, YamlLimits limits, YamlEngine engine)
{
    /// <summary>Block scalars of one file that may begin with a line of white space; the parser needs a new start for each.</summary>
    public const int MostWhiteFirstLines = 16;

    /// <summary>Characters that the parser may be given again because of what it stumbles over, beside this many times the text.</summary>
    private const long MostReadAgain = 1 << 20;

    private const int MostReadings = 16;

    private const char ByteOrderMark = '\uFEFF';

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(ForbiddenCharacters());

    private readonly string text = source.Text;
    private readonly NodeTreeBuilder builder = new(source, limits);
    private readonly CommentFinder comments = new(source);
    private int lostDocuments;

    private readonly GivenText given = new(source.Text);

    private int whiteFirstLines;

    private long readAgain;

    /// <summary>What is told of the document that is being read if it can be read to its end.</summary>
    private readonly List<Finding> mended = [];

    /// <summary>What JSON found wrong with a .json file; told instead of the YAML parser's view where that fails as well.</summary>
    private Finding? jsonError;

    /// <summary>The first forbidden character not yet dealt with, or the length of the text.</summary>
    private int nextForbidden = -1;

    /// <summary>The first line not yet dealt with that begins with dashes but separates no documents, or the length of the text.</summary>
    private int nextGlued;

    /// <summary>The end of what the parser was given.</summary>
    private int stretchEnd;

    private int tokenStart;

    /// <summary>Behind the last token, where the next gap begins.</summary>
    private int tokenEnd;

    /// <summary>In brackets: a ? stands before the last token, or a key left out stands behind it.</summary>
    private bool isMarkedKey;

    /// <summary>From here on a tab indents a line: behind the last token and the blank lines that go-yaml reads with it.</summary>
    private int indentFrom;

    /// <summary>From here the next --- is another document's.</summary>
    private int documentFrom;

    /// <summary>Behind the last three dots.</summary>
    private int endedAt;

    /// <summary>The fast reader has read the file.</summary>
    public bool IsFast { get; private set; }

    public YamlFile Run()
    {
        var begin = text.StartsWith(ByteOrderMark) ? 1 : 0;
        var at = ReadJson(begin);
        nextGlued = SeparatorLines.NextGlued(text, at);
        if (at == begin && lostDocuments == 0 && engine == YamlEngine.Fast && nextGlued == text.Length)
            at = ReadFast(at);
        while (at < text.Length && !builder.IsFull)
        {
            if (lostDocuments >= limits.MaxSyntaxFindings)
            {
                builder.Report(ReaderFindings.TooManyErrors(source, at, lostDocuments));
                break;
            }

            at = ReadStretch(at);
        }

        return new YamlFile(source, builder.Documents(), comments.Comments(), builder.Findings(), lostDocuments == 0);
    }

    /// <summary>The whole file; returns the offset from which it remains to be read.</summary>
    private int ReadFast(int from)
    {
        IsFast = new FastReader(source, builder, comments).Read(from);
        if (IsFast)
            return text.Length;

        builder.Clear();
        comments.Forget(0);
        return from;
    }

    /// <summary>JSON at the start of the file; returns the offset from which YAML is to be read.</summary>
    private int ReadJson(int from)
    {
        if (!JsonDocuments.Suits(text, from) || FindForbidden(from) < text.Length)
            return from;

        var json = new JsonDocuments(source, builder);
        var end = json.Read(from);
        if (end >= 0)
            return end;

        if (json.IsRefusal)
        {
            Lose(json.Error!);
            return DocumentStarts.After(text, from, text.Length);
        }

        builder.Clear();
        jsonError = source.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? json.Error : null;
        return from;
    }

    /// <summary>Reads what stands before the next obstacle; returns the offset to go on from.</summary>
    private int ReadStretch(int from)
    {
        if (nextForbidden < from)
            nextForbidden = FindForbidden(from);
        if (nextGlued < from)
            nextGlued = SeparatorLines.NextGlued(text, from);
        if (nextGlued < nextForbidden && FindMark(from, nextGlued) < 0)
            return ReadToGlued(from);

        var culprit = nextForbidden == text.Length ? -1 : nextForbidden;
        var mark = FindMark(from, culprit < 0 ? text.Length : culprit);
        if (mark >= 0)
        {
            var resume = ReadRange(from, mark);
            return resume < mark ? resume : mark + 1;
        }

        if (culprit < 0)
            return ReadRange(from, text.Length);

        var document = DocumentStarts.Before(text, from, culprit);
        if (document > from)
        {
            var resume = ReadRange(from, document);
            if (resume < document)
                return resume;
        }

        Lose(ReaderFindings.ForbiddenCharacter(source, culprit));
        return DocumentStarts.After(text, culprit, text.Length);
    }

    private int ReadToGlued(int from)
    {
        var mark = nextGlued;
        var (finding, resume) = SeparatorLines.Explain(source, mark);
        var end = resume < 0 ? DocumentStarts.Before(text, from, mark) : mark;
        if (end > from)
        {
            var at = ReadRange(from, end);
            if (at < end)
                return at;
        }

        if (resume < 0)
        {
            Lose(finding);
            return DocumentStarts.After(text, mark, text.Length);
        }

        builder.Report(finding);
        return resume;
    }

    /// <summary>The next byte order mark that begins a document, as concatenated files have it.</summary>
    private int FindMark(int from, int to)
    {
        var at = from;
        while (true)
        {
            var index = text.AsSpan(at, to - at).IndexOf(ByteOrderMark);
            if (index < 0)
                return -1;

            at += index;
            if (DocumentStarts.IsAt(text, at + 1) || DocumentStarts.EndsIn(text.AsSpan(from, at - from)))
                return at;
            at++;
        }
    }

    private int FindForbidden(int from)
    {
        for (var at = from; ; at += 2)
        {
            var index = text.AsSpan(at).IndexOfAny(Forbidden);
            if (index < 0)
                return text.Length;

            at += index;
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
                return at;
        }
    }

    private int ReadRange(int from, int to)
    {
        tokenStart = tokenEnd = indentFrom = documentFrom = endedAt = from;
        stretchEnd = to;
        var scanner = new Scanner(new TextSlice(given.Characters, from, to), skipComments: true);
        var parser = new Parser(scanner);
        builder.BeginDocument();
        while (true)
        {
            var exception = Advance(parser, out var hasMore);
            if (exception is not null && ReadAgain(exception, scanner, from, to) is >= 0 and var restart)
                return restart;

            var refusal = exception is not null ? Explain(exception, scanner, from, to)
                : hasMore ? Take(parser.Current!, from)
                : null;
            if (refusal is not null)
            {
                Lose(refusal);
                return DocumentStarts.After(text, Math.Max(documentFrom, from), to);
            }

            if (!hasMore)
            {
                comments.Scan(tokenEnd, to);
                return to;
            }
        }
    }

    /// <summary>The exception with which the parser gave up, or null.</summary>
    private static Exception? Advance(Parser parser, out bool hasMore)
    {
        hasMore = false;
        try
        {
            hasMore = parser.MoveNext();
            return null;
        }
#pragma warning disable CA1031 // Bad input makes the parser throw InvalidOperationException and others besides its own type.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }

    /// <summary>
    /// What the parser gave up at and go-yaml reads is put in a way that the parser takes. Returns from where the document is to be
    /// read again, or -1 where something else is wrong.
    /// </summary>
    private int ReadAgain(Exception exception, Scanner scanner, int from, int to)
    {
        var restart = Math.Max(DocumentStarts.Before(text, from, documentFrom), endedAt);
        if (readAgain > MostReadAgain + ((long)MostReadings * text.Length) || HasDirective(from, restart))
            return -1;

        var place = Locate(exception, scanner, from, to);
        var findings = MoveWhiteFirstLine(exception, scanner, from) ? [] : ParserMends.Try(place, given);
        if (findings is null)
            return -1;

        readAgain += Math.Max(place.End, from + scanner.CurrentPosition.Index) - restart;
        builder.AbandonDocument();
        comments.Forget(restart);
        mended.AddRange(findings);
        return restart;
    }

    // What a directive says is known to the parser only when it has read it.
    private bool HasDirective(int from, int to) =>
        to > from && (text[from] == '%' || text.AsSpan(from, to - from).IndexOf("\n%") >= 0);

    /// <summary>
    /// The parser refuses a literal whose first line is white space, even where it reaches no further than the text below it, or
    /// no text follows, which go-yaml takes. That white space counts for nothing, so the parser is given it at the end of the line above.
    /// </summary>
    private bool MoveWhiteFirstLine(Exception exception, Scanner scanner, int from)
    {
        if (!exception.Message.Contains("extra spaces in first line", StringComparison.Ordinal) && !exception.Message.Contains("more spaces in lines above", StringComparison.Ordinal))
            return false;

        var content = Math.Min(from + (int)scanner.CurrentPosition.Index, stretchEnd);
        var column = content - 1 - text.AsSpan(0, content).LastIndexOf('\n');
        var header = text.AsSpan(0, content).TrimEnd(" \t\r\n").Length;
        var first = CommentFinder.EndOfLine(text, header, content);
        // Where a digit gives the indentation, the parser stops inside a line.
        if (first >= content - column || (content < stretchEnd && CommentFinder.IsWhite(text[content])))
            return false;

        var blank = text.AsSpan(first, content - column - first);
        if (++whiteFirstLines > MostWhiteFirstLines || (LongestLine(blank) > column && !EndsAbove(header, column)) || given.Differs(first, content - column)
            || blank.IndexOfAnyExcept(" \r\n") >= 0 || !blank.Contains(' '))
            return false;

        given.MoveSpacesUp(first, content - column);
        return true;
    }

    /// <summary>Whether a column is too far left for the block that a line introduces.</summary>
    private bool EndsAbove(int header, int column)
    {
        var line = TextLine.At(text, header);
        return column <= line.Indentation && text[line.ContentStart] is not ('|' or '>' or '!' or '&') && !DocumentStarts.IsAt(text, line.Start);
    }

    private static int LongestLine(ReadOnlySpan<char> lines)
    {
        var longest = 0;
        foreach (var line in lines.EnumerateLines())
            longest = Math.Max(longest, line.Length);
        return longest;
    }

    private Finding Explain(Exception exception, Scanner scanner, int from, int to)
    {
        if (jsonError is { } json)
        {
            jsonError = null;
            return json;
        }

        var place = Locate(exception, scanner, from, to);
        comments.Scan(tokenEnd, Math.Max(place.Start, tokenEnd));
        return SyntaxErrors.Explain(place);
    }

    private Breakdown Locate(Exception exception, Scanner scanner, int from, int to)
    {
        var stop = from + (int)scanner.CurrentPosition.Index;
        var located = exception as YamlException;
        var start = located is { Start.Line: > 0, End.Index: > 0 } ? from + (int)located.Start.Index : stop;
        var end = located is { End.Index: > 0 } ? from + (int)located.End.Index : stop;
        return new Breakdown(source, exception.Message, Math.Clamp(start, from, to), Math.Clamp(end, from, to), to)
        {
            From = from,
            DocumentFrom = documentFrom,
            TokenStart = Math.Min(tokenStart, to),
            TokenEnd = Math.Min(tokenEnd, to),
            OpenBracket = builder.OpenBracket,
            OutermostBracket = builder.OutermostBracket,
        };
    }

    private void Lose(Finding finding)
    {
        builder.AbandonDocument();
        mended.Clear();
        builder.Report(finding);
        lostDocuments++;
    }

    private Finding? Take(ParsingEvent parsed, int offset)
    {
        // A mark at the end of the input can lie behind it.
        var start = Math.Min(offset + (int)parsed.Start.Index, stretchEnd);
        var end = Math.Min(offset + (int)parsed.End.Index, stretchEnd);
        if (parsed is NodeEvent && builder.LacksValue && builder.OpenBracket >= 0 && KeyOnTwoLines() is { } apart)
            return apart;
        if (BadAnchor(parsed, start) is { } bad)
            return bad;

        switch (parsed)
        {
            case DocumentStart document:
                builder.BeginDocument();
                documentFrom = document.IsImplicit ? start : end;
                if (!document.IsImplicit)
                    Gap(end);
                return null;
            case DocumentEnd ended:
                if (StrayTab(start) is { } stray)
                    return stray;
                mended.ForEach(builder.Report);
                mended.Clear();
                builder.EndDocument();
                documentFrom = tokenEnd;
                if (!ended.IsImplicit && SeparatorLines.NextEnd(text, TextLine.At(text, start).Start, stretchEnd) is >= 0 and var dots)
                    endedAt = dots + 3;
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
                return ReaderFindings.MissingKey(source, tokenStart, tokenEnd);
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

    /// <summary>An anchor or alias with a name that go-yaml does not take.</summary>
    private Finding? BadAnchor(ParsingEvent parsed, int start)
    {
        var name = parsed switch
        {
            AnchorAlias alias => alias.Value.Value,
            NodeEvent { Anchor.IsEmpty: false } node => node.Anchor.Value,
            _ => null,
        };
        if (name?.All(FastReader.IsNameCharacter) != false)
            return null;

        var mark = text.AsSpan(start, stretchEnd - start).IndexOfAny('&', '*') is >= 0 and var length ? start + length : start;
        return ReaderFindings.BadAnchor(source, mark, Math.Min(mark + 1 + name.Length, stretchEnd));
    }

    private Finding? Begin(NodeEvent collection, NodeKind kind, int start, bool isFlow, char bracket)
    {
        // A flow pair without braces, [a: b], begins at its key; the parser does not say where.
        if (isFlow && builder.OpenBracket >= 0 && collection.End.Index == 0)
            return builder.BeginCollection(kind, NodeTreeBuilder.AtFirstChild, isFlow: false, null, null);

        var token = start;
        start = SkipProperties(collection, start);
        var hasBracket = isFlow && start < stretchEnd && text[start] == bracket;
        if (!hasBracket && StrayTab(token) is { } stray)
            return stray;
        if (!hasBracket)
            Gap(start);
        else if (BeginToken(token, start, start + 1) is { } finding)
            return finding;
        return builder.BeginCollection(kind, start, hasBracket, TagOf(collection), AnchorOf(collection));
    }

    private void End(int start, char bracket)
    {
        if (builder.OpenBracket < 0 || start >= stretchEnd || text[start] != bracket)
        {
            builder.EndCollection(null);
            return;
        }

        Gap(start);
        tokenEnd = start + 1;
        builder.EndCollection(tokenEnd);
    }

    /// <summary>Takes in what stands before a token. The parser lets brackets hold values with nothing in between.</summary>
    private Finding? BeginToken(int withProperties, int start, int end)
    {
        var bracket = builder.OpenBracket;
        if (bracket >= 0 && tokenEnd > bracket + 1 && text.AsSpan(tokenEnd, Math.Max(0, withProperties - tokenEnd)).IndexOfAny(",:?") < 0)
            return ReaderFindings.MissingComma(source, bracket, start, end);

        if (bracket < 0 && StrayTab(withProperties) is { } stray)
            return stray;

        isMarkedKey = bracket >= 0 && text.AsSpan(tokenEnd, Math.Max(0, withProperties - tokenEnd)).Contains('?');
        Gap(start);
        tokenStart = start;
        tokenEnd = end;
        return null;
    }

    /// <summary>A key in braces, not marked as one by a ?, that go-yaml loses: it or what stands between it and its colon holds a line break.</summary>
    private Finding? KeyOnTwoLines()
    {
        if (isMarkedKey)
            return null;

        var colon = tokenEnd;
        while (colon < stretchEnd && (CommentFinder.IsWhite(text[colon]) || text[colon] == '#'))
            colon = text[colon] == '#' ? CommentFinder.EndOfLine(text, colon, stretchEnd) : colon + 1;
        return colon < stretchEnd && text[colon] == ':' && text.AsSpan(tokenStart, colon - tokenStart).IndexOfAny("\r\n") >= 0
            ? ReaderFindings.KeyOnTwoLines(source, tokenStart, tokenEnd, colon)
            : null;
    }

    /// <summary>What go-yaml says of tabs between the last token and the next one, outside brackets; the parser lets them be.</summary>
    private Finding? StrayTab(int to)
    {
        if (TabBehindMark(tokenEnd, to) is >= 0 and var behind)
            return ReaderFindings.TabBehindMark(source, behind);
        return TabInIndentation(Math.Max(tokenEnd, indentFrom), to) is >= 0 and var tab ? ReaderFindings.TabInIndentation(source, tab) : null;
    }

    /// <summary>The first tab with which a line begins, spaces aside, blank lines and comments too; -1 if there is none.</summary>
    private int TabInIndentation(int from, int to)
    {
        if (to <= from || text.AsSpan(from, to - from).IndexOf('\t') < 0)
            return -1;

        for (var at = from; at < to; at++)
        {
            if (at > 0 && text[at - 1] is not ('\n' or ByteOrderMark))
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
    private int TabBehindMark(int from, int to)
    {
        if (to <= from || text.AsSpan(from, to - from).IndexOf('\t') < 0)
            return -1;

        for (var at = from; at < to; at++)
        {
            if (text[at] == '#' && at > 0 && CommentFinder.IsWhite(text[at - 1]))
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

    // A colon behind a key is none: there tabs may follow.
    private bool IsMark(int at) => text[at] switch
    {
        '-' or '?' => at == 0 || CommentFinder.IsWhite(text[at - 1]),
        ':' => TextLine.At(text, at).ContentStart == at,
        _ => false,
    };

    private Finding? TakeScalar(Scalar scalar, int start, int end)
    {
        var tag = TagOf(scalar);
        var anchor = AnchorOf(scalar);
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
            var at = Math.Max(tokenEnd, EndOfProperties(scalar, start));
            if (tag is not null && ScalarValue.IsBelied("", tag))
                return ReaderFindings.BeliedTag(source, start, at, at);
            at = Gap(Math.Min(at, Math.Max(tokenEnd, end)));
            builder.AddScalar(at, at, ScalarStyle.Plain, null, tag, anchor);
            return null;
        }

        var token = start;
        start = Math.Min(SkipProperties(scalar, start), end);
        if (BeginToken(token, start, end) is { } finding)
            return finding;

        var style = StyleOf(scalar.Style);
        if (style is (ScalarStyle.Literal or ScalarStyle.Folded) && TabAtTop(start, end) is >= 0 and var tab)
            return ReaderFindings.TabAtTop(source, tab);
        if (style is (ScalarStyle.Literal or ScalarStyle.Folded) && TabBelow(end) is >= 0 and var below)
            return ReaderFindings.TabBelowBlock(source, below);
        if (style is ScalarStyle.Literal or ScalarStyle.Folded)
            tokenEnd = EndOfBlock(scalar.Value, start, end);
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
            _ => tokenEnd,
        };
        if (style is not (ScalarStyle.Literal or ScalarStyle.Folded) && given.Differs(start, end))
            builder.AddScalar(start, tokenEnd, style, ScalarText.Decode(text, new NodeData(NodeKind.Scalar, style, 0, start, tokenEnd, 0)), tag, anchor);
        else
            builder.AddScalar(start, tokenEnd, style, scalar.Value, tag, anchor);
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
            if (text.AsSpan(at + 1, end - at - 1) is ['u', 'd' or 'D', (>= '8' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F'), ..])
                return ReaderFindings.HalfEscape(source, at, Math.Min(at + 6, end));
        }

        return null;
    }

    /// <summary>A tab with which the text of a block begins whose indentation no digit gives: go-yaml takes it for indentation. -1 for none.</summary>
    private int TabAtTop(int start, int end)
    {
        var header = text.AsSpan(start, end - start).IndexOfAny("\r\n");
        if (header < 0 || char.IsAsciiDigit(text[start + 1]) || (text[start + 1] is '+' or '-' && char.IsAsciiDigit(text[start + 2])))
            return -1;

        var lines = text.AsSpan(start + header, end - start - header);
        var solid = lines.IndexOfAnyExcept(" \r\n");
        return solid >= 0 && lines[solid] == '\t' ? start + header + solid : -1;
    }

    /// <summary>A tab in the indentation of the line with which the parser ends a block: go-yaml still takes that line for the block's. -1 for none.</summary>
    private int TabBelow(int end)
    {
        var line = text.AsSpan(0, end).LastIndexOf('\n') + 1;
        var solid = text.AsSpan(line, stretchEnd - line).IndexOfAnyExcept(' ');
        return solid >= 0 && line + solid >= end && text[line + solid] == '\t' ? line + solid : -1;
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
        if (to <= tokenEnd)
            return tokenEnd;

        var solid = comments.Scan(tokenEnd, to);
        tokenEnd = to;
        return solid;
    }

    /// <summary>From the first anchor or tag of a node to the node itself.</summary>
    private int SkipProperties(NodeEvent node, int start)
    {
        var characters = given.Characters;
        var at = EndOfProperties(node, start);
        if (at == start)
            return start;

        while (at < stretchEnd && (CommentFinder.IsWhite(characters[at]) || characters[at] == '#'))
            at = characters[at] == '#' ? CommentFinder.EndOfLine(text, at, stretchEnd) : at + 1;
        return Math.Min(at, stretchEnd);
    }

    private int EndOfProperties(NodeEvent node, int start)
    {
        var count = (node.Anchor.IsEmpty ? 0 : 1) + (node.Tag.IsEmpty ? 0 : 1);
        var characters = given.Characters;
        var at = start;
        for (; count > 0; count--)
        {
            while (at < stretchEnd && (CommentFinder.IsWhite(characters[at]) || characters[at] == '#'))
                at = characters[at] == '#' ? CommentFinder.EndOfLine(text, at, stretchEnd) : at + 1;
            if (at == stretchEnd || characters[at] is not ('&' or '!'))
                return at;
            while (at < stretchEnd && !CommentFinder.IsWhite(characters[at]) && characters[at] is not (',' or ']' or '}'))
                at++;
        }

        return at;
    }

    private static string? TagOf(NodeEvent node) => node.Tag.IsEmpty ? null : node.Tag.IsNonSpecific ? "!" : node.Tag.Value;

    private static string? AnchorOf(NodeEvent node) => node.Anchor.IsEmpty ? null : node.Anchor.Value;

    private static ScalarStyle StyleOf(YamlDotNet.Core.ScalarStyle style) => style switch
    {
        YamlDotNet.Core.ScalarStyle.SingleQuoted => ScalarStyle.SingleQuoted,
        YamlDotNet.Core.ScalarStyle.DoubleQuoted => ScalarStyle.DoubleQuoted,
        YamlDotNet.Core.ScalarStyle.Literal => ScalarStyle.Literal,
        YamlDotNet.Core.ScalarStyle.Folded => ScalarStyle.Folded,
        _ => ScalarStyle.Plain,
    };

    /// <summary>What go-yaml refuses; surrogates are looked at in pairs.</summary>
    private static char[] ForbiddenCharacters() =>
    [
        .. Enumerable.Range(0, 0x20).Where(code => code is not (0x09 or 0x0A or 0x0D)).Select(code => (char)code),
        .. Enumerable.Range(0x7F, 0x21).Where(code => code != 0x85).Select(code => (char)code),
        .. Enumerable.Range(0xD800, 0x800).Select(code => (char)code),
        '\uFFFE', '\uFFFF',
    ];
}
