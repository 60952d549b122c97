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
internal sealed class FileReading(SourceText source, YamlLimits limits)
{
    private const char ByteOrderMark = '\uFEFF';

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(ForbiddenCharacters());

    private readonly string text = source.Text;
    private readonly NodeTreeBuilder builder = new(source, limits);
    private readonly CommentFinder comments = new(source);
    private int lostDocuments;

    /// <summary>What JSON found wrong with a .json file; told instead of the YAML parser's view where that fails as well.</summary>
    private Finding? jsonError;

    /// <summary>The first forbidden character not yet dealt with, or the length of the text.</summary>
    private int nextForbidden = -1;

    /// <summary>The end of what the parser was given.</summary>
    private int stretchEnd;

    private int tokenStart;

    /// <summary>Behind the last token, where the next gap begins.</summary>
    private int tokenEnd;

    /// <summary>From here the next --- is another document's.</summary>
    private int documentFrom;

    public YamlFile Run()
    {
        var at = ReadJson(text.StartsWith(ByteOrderMark) ? 1 : 0);
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
        tokenStart = tokenEnd = documentFrom = from;
        stretchEnd = to;
        var scanner = new Scanner(new TextSlice(text, from, to), skipComments: true);
        var parser = new Parser(scanner);
        builder.BeginDocument();
        while (true)
        {
            var refusal = Advance(parser, out var hasMore) is { } exception ? Explain(exception, scanner, from, to)
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

    private Finding Explain(Exception exception, Scanner scanner, int from, int to)
    {
        var stop = from + (int)scanner.CurrentPosition.Index;
        var located = exception as YamlException;
        var start = located is { Start.Line: > 0, End.Index: > 0 } ? from + (int)located.Start.Index : stop;
        var end = located is { End.Index: > 0 } ? from + (int)located.End.Index : stop;
        if (jsonError is { } json)
        {
            jsonError = null;
            return json;
        }

        comments.Scan(tokenEnd, Math.Clamp(start, tokenEnd, to));
        var place = new Breakdown(source, exception.Message, Math.Clamp(start, from, to), Math.Clamp(end, from, to), to)
        {
            DocumentFrom = documentFrom,
            TokenStart = Math.Min(tokenStart, to),
            TokenEnd = Math.Min(tokenEnd, to),
            OpenBracket = builder.OpenBracket,
        };
        return SyntaxErrors.Explain(place);
    }

    private void Lose(Finding finding)
    {
        builder.AbandonDocument();
        builder.Report(finding);
        lostDocuments++;
    }

    private Finding? Take(ParsingEvent parsed, int offset)
    {
        // A mark at the end of the input can lie behind it.
        var start = Math.Min(offset + (int)parsed.Start.Index, stretchEnd);
        var end = Math.Min(offset + (int)parsed.End.Index, stretchEnd);
        switch (parsed)
        {
            case DocumentStart document:
                builder.BeginDocument();
                documentFrom = document.IsImplicit ? start : end;
                if (!document.IsImplicit)
                    Gap(end);
                return null;
            case DocumentEnd:
                builder.EndDocument();
                documentFrom = tokenEnd;
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
                return ReaderFindings.NoKey(source, tokenEnd, stretchEnd);
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
        var token = start;
        start = SkipProperties(collection, start);

        // A flow pair without braces, [a: b], begins at its key; the parser says that it begins with the text.
        var hasBracket = isFlow && start >= tokenEnd && start < stretchEnd && text[start] == bracket;
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

        Gap(start);
        tokenStart = start;
        tokenEnd = end;
        return null;
    }

    private Finding? TakeScalar(Scalar scalar, int start, int end)
    {
        var tag = TagOf(scalar);
        var anchor = AnchorOf(scalar);
        if (scalar.Style == YamlDotNet.Core.ScalarStyle.Plain && scalar.Value.Length == 0)
        {
            // The parser's marks for a value left out lie anywhere up to the next token.
            var at = Math.Max(tokenEnd, EndOfProperties(scalar, start));
            at = Gap(Math.Min(at, Math.Max(tokenEnd, end)));
            builder.AddScalar(at, at, ScalarStyle.Plain, null, tag, anchor);
            return null;
        }

        var token = start;
        start = Math.Min(SkipProperties(scalar, start), end);
        if (BeginToken(token, start, end) is { } finding)
            return finding;

        var style = StyleOf(scalar.Style);
        if (style is ScalarStyle.Literal or ScalarStyle.Folded)
            tokenEnd = EndOfBlock(scalar.Value, start, end);
        builder.AddScalar(start, tokenEnd, style, scalar.Value, tag, anchor);
        return null;
    }

    /// <summary>The end of a block scalar's text, without the line breaks and blank lines behind it.</summary>
    private int EndOfBlock(string value, int start, int end)
    {
        var header = start + 1;
        while (header < end && text[header] is '+' or '-' or (>= '0' and <= '9'))
            header++;

        var line = CommentFinder.EndOfLine(text, header, Math.Max(header, end));
        comments.Scan(header, line);
        if (value.AsSpan().TrimEnd(" \t\r\n").IsEmpty)
            return header;

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
        var at = EndOfProperties(node, start);
        if (at == start)
            return start;

        while (at < stretchEnd && (char.IsWhiteSpace(text[at]) || text[at] == '#'))
            at = text[at] == '#' ? CommentFinder.EndOfLine(text, at, stretchEnd) : at + 1;
        return Math.Min(at, stretchEnd);
    }

    private int EndOfProperties(NodeEvent node, int start)
    {
        var count = (node.Anchor.IsEmpty ? 0 : 1) + (node.Tag.IsEmpty ? 0 : 1);
        var at = start;
        for (; count > 0; count--)
        {
            while (at < stretchEnd && (char.IsWhiteSpace(text[at]) || text[at] == '#'))
                at = text[at] == '#' ? CommentFinder.EndOfLine(text, at, stretchEnd) : at + 1;
            if (at == stretchEnd || text[at] is not ('&' or '!'))
                return at;
            while (at < stretchEnd && !char.IsWhiteSpace(text[at]) && text[at] is not (',' or ']' or '}'))
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
