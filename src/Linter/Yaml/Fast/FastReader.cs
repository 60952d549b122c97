using Linter.Text;

namespace Linter.Yaml;

/// <summary>
/// Reads the YAML that people write in manifests, into the same nodes and comments as <see cref="FileReading"/> with its
/// parser. Whatever it is not sure of, every error among it, it declines: <see cref="Read"/> is false then, and what the
/// builder and the comments hold is to be thrown away.
/// </summary>
internal sealed partial class FastReader(SourceText source, NodeTreeBuilder builder, CommentFinder comments)
{
    /// <summary>From here on the parser may take a key for none.</summary>
    private const int LongestKey = 1000;

    private readonly string text = source.Text;
    private Level[] levels = new Level[16];
    private int top;
    private int at;
    private int lineStart;

    /// <summary>Where the value that is waited for would stand if it is empty.</summary>
    private int emptyAt;

    /// <summary>The anchor of the value that is waited for.</summary>
    private string? anchor;

    private bool hasFlow;

    /// <summary>Block scalars that begin with a line of white space.</summary>
    private int whiteFirstLines;

    private enum Holds : byte
    {
        Document,
        Mapping,
        Sequence,
    }

    /// <param name="from">Behind a byte order mark.</param>
    public bool Read(int from)
    {
        if (!HasOnlyPlainCharacters(from))
            return false;

        at = lineStart = from;
        BeginDocument(isOpen: true);
        while (ToNextLine())
        {
            if (at == text.Length)
            {
                if (!EndDocument())
                    return false;
                return true;
            }

            if (!(IsMarker(at) ? ReadMarker() : ReadLine(at - lineStart)))
                return false;
        }

        return false;
    }

    /// <summary>To the first character of a line that is neither blank nor a comment, or the end. False on a tab.</summary>
    private bool ToNextLine()
    {
        while (true)
        {
            while (at < text.Length && text[at] == ' ')
                at++;
            if (at == text.Length)
                return true;

            switch (text[at])
            {
                case '\r':
                    at += 2;
                    lineStart = at;
                    break;
                case '\n':
                    at++;
                    lineStart = at;
                    break;
                case '#':
                    TakeComment(isTrailing: false);
                    break;
                case '\t':
                    return false;
                default:
                    return true;
            }
        }
    }

    private bool ReadMarker()
    {
        var isStart = text[at] == '-';
        if (!EndDocument() || (!isStart && (levels[0].IsEnded || levels[0].IsWaiting)))
            return false;

        BeginDocument(isStart);
        at += 3;
        return EndLine();
    }

    /// <summary>A line of a block collection, or one with a value that is waited for.</summary>
    private bool ReadLine(int column)
    {
        if (!Unwind(column))
            return false;

        var isDash = IsDash(at);
        if (levels[top].IsWaiting)
        {
            if (column > levels[top].Indentation)
                return ReadNode(column, isNewLine: true);
            if (isDash && levels[top].Holds == Holds.Mapping)
            {
                levels[top].IsWaiting = false;
                return Begin(Holds.Sequence, at, column) && ReadItem(column);
            }

            if (!AddEmpty())
                return false;
        }

        if (column != levels[top].Indentation)
            return false;
        if (levels[top].Holds == Holds.Sequence && isDash)
            return ReadItem(column);
        if (levels[top].Holds == Holds.Sequence)
        {
            // A list may stand at the indentation of its key.
            Close();
            if (levels[top].Indentation != column)
                return false;
        }

        return levels[top].Holds == Holds.Mapping && ReadEntry(isDash);
    }

    private bool ReadEntry(bool isDash) => !isDash && ScanKey() is { IsKey: true } key && TakeEntry(key);

    /// <summary>The key, and the value if it begins on the same line.</summary>
    private bool TakeEntry(in Token key)
    {
        Take(key, null);
        at = key.Colon + 1;
        emptyAt = at;
        SkipWhite();
        if (!IsAtEndOfLine())
            return ReadValue(mayBeKey: false, column: 0);

        levels[top].IsWaiting = true;
        return EndLine();
    }

    /// <summary>From a dash on.</summary>
    private bool ReadItem(int column)
    {
        at++;
        emptyAt = at;
        while (at < text.Length && text[at] == ' ')
            at++;
        if (at < text.Length && text[at] == '\t')
            return false;
        if (!IsAtEndOfLine())
            return ReadNode(at - lineStart, isNewLine: false);

        levels[top].IsWaiting = true;
        return EndLine();
    }

    /// <summary>Any node, block collections included.</summary>
    private bool ReadNode(int column, bool isNewLine)
    {
        levels[top].IsWaiting = false;
        if (IsDash(at))
            return Begin(Holds.Sequence, at, column) && ReadItem(column);
        if (isNewLine && text[at] == '&')
            return false;
        return ReadValue(mayBeKey: true, column);
    }

    /// <summary>A scalar, an alias or a flow collection; where a key may stand a mapping that begins with one.</summary>
    private bool ReadValue(bool mayBeKey, int column)
    {
        levels[top].IsWaiting = false;
        if (text[at] == '&')
        {
            if (anchor is not null || ScanName() is not { } name)
                return false;

            anchor = name;
            SkipWhite();
            if (IsAtEndOfLine())
            {
                levels[top].IsWaiting = true;
                return EndLine();
            }

            if (!IsWhite(at - 1) || text[at] is '&' or '*' || IsDash(at))
                return false;
            mayBeKey = false;
        }

        switch (text[at])
        {
            case '[' or '{':
                return ReadFlow() && EndLine();
            case '|' or '>':
                return ReadBlock();
            case '*':
                return ReadAlias() && EndLine();
            default:
                var token = ScanKey();
                return token.IsKey ? mayBeKey && Begin(Holds.Mapping, at, column) && TakeEntry(token)
                    : token.IsScalar && TakeScalar(token);
        }
    }

    private bool ReadAlias()
    {
        var start = at;
        return anchor is null && ScanName() is { } name && (at == text.Length || IsWhite(at) || IsAtEndOfLine())
            && builder.AddAlias(start, at, name) is null;
    }

    /// <summary>A scalar that is no key: plain ones may go on on the next lines.</summary>
    private bool TakeScalar(Token token)
    {
        var next = -1;
        if (token.Style == ScalarStyle.Plain && !ScanMorePlain(ref token, out next))
            return false;

        var name = anchor;
        anchor = null;
        Take(token, name);
        at = token.End;
        if (next < 0)
            return EndLine();

        at = next;
        return true;
    }

    private void Take(in Token token, string? name) => builder.AddScalar(token.Start, token.End, token.Style, token.IsVerbatim, name);

    private void BeginDocument(bool isOpen)
    {
        builder.BeginDocument();
        top = 0;
        anchor = null;
        levels[0] = new Level(-1, Holds.Document) { IsWaiting = isOpen, IsEnded = !isOpen };
    }

    private bool EndDocument()
    {
        if (!Unwind(-1))
            return false;

        builder.EndDocument();
        return anchor is null;
    }

    private bool Begin(Holds holds, int start, int column)
    {
        var kind = holds == Holds.Mapping ? NodeKind.Mapping : NodeKind.Sequence;
        if (builder.BeginCollection(kind, start, isFlow: false, null, anchor) is not null)
            return false;

        anchor = null;
        if (++top == levels.Length)
            Array.Resize(ref levels, top * 2);
        levels[top] = new Level(column, holds);
        return true;
    }

    /// <summary>Ends the collections that lie deeper than a column.</summary>
    private bool Unwind(int column)
    {
        while (levels[top].Indentation > column)
        {
            if (levels[top].IsWaiting && !AddEmpty())
                return false;
            Close();
        }

        return true;
    }

    private void Close()
    {
        builder.EndCollection(null);
        top--;
    }

    private bool AddEmpty()
    {
        levels[top].IsWaiting = false;
        builder.AddScalar(emptyAt, emptyAt, ScalarStyle.Plain, isVerbatim: true, null);
        return anchor is null;
    }

    /// <summary>What may stand behind a value on its line: white space and a comment. False for anything else.</summary>
    private bool EndLine()
    {
        SkipWhite();
        if (at == text.Length)
            return true;
        if (text[at] == '#' && IsWhite(at - 1))
        {
            TakeComment(isTrailing: true);
            return true;
        }

        if (text[at] is not ('\r' or '\n'))
            return false;

        at += text[at] == '\r' ? 2 : 1;
        lineStart = at;
        return true;
    }

    private void TakeComment(bool isTrailing)
    {
        var end = EndOfLine(at);
        comments.Add(at, end, isTrailing);
        at = end;
        if (at < text.Length)
            at += text[at] == '\r' ? 2 : 1;
        lineStart = at;
    }

    private bool IsAtEndOfLine() => at == text.Length || text[at] is '\r' or '\n' || (text[at] == '#' && IsWhite(at - 1));

    /// <summary>The line break behind an offset, or the end of the text.</summary>
    private int EndOfLine(int from)
    {
        var length = text.AsSpan(from).IndexOf('\n');
        if (length < 0)
            return text.Length;
        return length > 0 && text[from + length - 1] == '\r' ? from + length - 1 : from + length;
    }

    private void SkipWhite()
    {
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
    }

    private bool IsWhite(int offset) => text[offset] is ' ' or '\t';

    /// <summary>White space, a line break or the end.</summary>
    private bool IsGap(int offset) => offset >= text.Length || text[offset] is ' ' or '\t' or '\r' or '\n';

    private bool IsDash(int offset) => text[offset] == '-' && IsGap(offset + 1);

    /// <summary>Three dashes or dots that stand alone at the start of a line.</summary>
    private bool IsMarker(int offset) =>
        offset == lineStart
        && text[offset] is '-' or '.'
        && (text.AsSpan(offset).StartsWith("---") || text.AsSpan(offset).StartsWith("..."))
        && IsGap(offset + 3);

    /// <summary>No control characters, no rarer line breaks or byte order marks, no halves of characters.</summary>
    private bool HasOnlyPlainCharacters(int from)
    {
        var rest = text.AsSpan(from);
        while (true)
        {
            var length = rest.IndexOutside(' ', '~');
            if (length < 0)
                return true;

            var end = AfterRareCharacters(rest, length);
            if (end < 0)
                return false;
            rest = rest[end..];
        }
    }

    private static int AfterRareCharacters(ReadOnlySpan<char> rest, int index)
    {
        for (; index < rest.Length; index++)
        {
            var character = rest[index];
            if (character is '\r' ? index + 1 == rest.Length || rest[index + 1] != '\n'
                : character is < ' ' and not ('\t' or '\n') or (>= '\u007F' and < '\u00A0') or '\u2028' or '\u2029' or '\uFEFF'
                    or >= '\uFFFE')
            {
                return -1;
            }

            if (char.IsSurrogate(character))
            {
                if (!char.IsHighSurrogate(character) || index + 1 == rest.Length || !char.IsLowSurrogate(rest[index + 1]))
                    return -1;
                index++;
            }
            else if (character is >= ' ' and < '\u007F')
            {
                return index;
            }
        }

        return index;
    }

    /// <summary>An open block collection, or the document around them.</summary>
    private record struct Level(int Indentation, Holds Holds)
    {
        /// <summary>A value is due; it may be left out.</summary>
        public bool IsWaiting { get; set; }

        /// <summary>Behind three dots; only another document can follow.</summary>
        public bool IsEnded { get; set; }
    }
}
