using System.Globalization;
using Linter.Findings;
using Linter.Text;

namespace Linter.Yaml;

/// <summary>Where and how the parser gave a document up. All offsets are the file's.</summary>
/// <param name="Reason">The parser's own words.</param>
/// <param name="Start">Where it says that the trouble begins.</param>
/// <param name="End">Where it says that it ends.</param>
/// <param name="Limit">The end of what it was given.</param>
internal readonly record struct Breakdown(SourceText Source, string Reason, int Start, int End, int Limit)
{
    /// <summary>The start of what it was given.</summary>
    public int From { get; init; }

    public int DocumentFrom { get; init; }

    /// <summary>The last token that the parser handed out.</summary>
    public int TokenStart { get; init; }

    /// <summary>Behind that token.</summary>
    public int TokenEnd { get; init; }

    /// <summary>The innermost open bracket handed out, or -1.</summary>
    public int OpenBracket { get; init; }

    /// <summary>The outermost one, or -1.</summary>
    public int OutermostBracket { get; init; }

    public string Text => Source.Text;

    public bool Says(string words) => Reason.Contains(words, StringComparison.OrdinalIgnoreCase);

    public SourceSpan Span(int start, int end) => Source.Span(start, Math.Clamp(end, start, Text.Length));

    public SourceSpan RestOfLine(int start) => Span(start, Math.Max(start, TextLine.At(Text, start).ContentEnd));
}

/// <summary>Turns the parser's complaint into what a reader can act on, at the place that is at fault.</summary>
internal static class SyntaxErrors
{
    public static Finding Explain(Breakdown at) =>
        Template(at)
        ?? OddBlank(at)
        ?? BesideItsKey(at)
        ?? Quote(at)
        ?? Tab(at)
        ?? Escape(at)
        ?? Token(at)
        ?? Flow(at)
        ?? BlockScalar(at)
        ?? Structure(at)
        ?? Unknown(at);

    private static Finding? Template(Breakdown at)
    {
        foreach (var line in new[] { TextLine.At(at.Text, at.Start), TextLine.At(at.Text, at.TokenEnd) })
        {
            var open = at.Text.AsSpan(line.Start, line.ContentEnd - line.Start).IndexOf("{{");
            if (open < 0)
                continue;

            var close = at.Text.AsSpan(line.Start + open, line.ContentEnd - line.Start - open).IndexOf("}}");
            var span = close < 0 ? at.RestOfLine(line.Start + open) : at.Span(line.Start + open, line.Start + open + close + 2);
            return ReaderFindings.Syntax(
                span,
                MessageText.Of($"'{ReaderFindings.Shorten(span.Slice.ToString())}' is a template expression, which is not YAML before it is rendered"),
                "render the chart first, for example with `helm template`, and check what comes out");
        }

        return null;
    }

    /// <summary>A blank other than the space in the indentation of the line at fault, or of the one above it.</summary>
    private static Finding? OddBlank(Breakdown at)
    {
        var line = TextLine.At(at.Text, at.Start);
        foreach (var candidate in line.Previous(at.Text, at.DocumentFrom) is { } above ? new[] { line, above } : [line])
        {
            var content = candidate.Content(at.Text);
            if (content.IsEmpty || !char.IsWhiteSpace(content[0]))
                continue;

            var length = content.IndexOfAnyExcept(content[0]);
            var number = string.Create(CultureInfo.InvariantCulture, $"U+{(int)content[0]:X4}");
            return ReaderFindings.Syntax(
                at.Span(candidate.ContentStart, length < 0 ? candidate.ContentEnd : candidate.ContentStart + length),
                content[0] == '\u00A0'
                    ? MessageText.Of($"a no-break space, '{number}', indents this line; YAML takes only ordinary spaces there")
                    : MessageText.Of($"the blank '{number}' indents this line; YAML takes only ordinary spaces there"),
                "replace it with ordinary spaces");
        }

        return null;
    }

    /// <summary>A bracket below a key that waits for a value, but no deeper than it.</summary>
    private static Finding? BesideItsKey(Breakdown at)
    {
        var open = at.OutermostBracket >= 0 ? at.OutermostBracket : at.Says("expected ':'") ? BracketThatClosed(at) : -1;
        var line = TextLine.At(at.Text, open);
        if (open < 0 || line.ContentStart != open || line.Previous(at.Text, at.DocumentFrom) is not { } above
            || above.Columns(at.Text).Last() != line.Indentation || !above.Content(at.Text).EndsWith(":"))
        {
            return null;
        }

        var bracket = at.Text[line.ContentStart].ToString();
        var key = above.Subject(at.Text);
        return ReaderFindings.Syntax(
            at.Span(line.ContentStart, line.ContentStart + 1),
            MessageText.Of($"'{bracket}' begins a value that stands no deeper than '{key}', the key above it"),
            $"put it on the line of '{key}', or indent it further");
    }

    /// <summary>The bracket at the start of its line whose collection was the last to be handed out; -1 if there is none.</summary>
    private static int BracketThatClosed(Breakdown at)
    {
        const int Horizon = 200;
        if (at.TokenEnd == 0 || at.Text[at.TokenEnd - 1] is not ('}' or ']'))
            return -1;

        TextLine? line = TextLine.At(at.Text, at.TokenEnd - 1);
        for (var count = 0; count < Horizon && line is { } current; count++)
        {
            if (at.Text[current.ContentStart] is '{' or '['
                && FlowLines.FindClose(at.Text, current.ContentStart, at.TokenEnd, []) == at.TokenEnd - 1)
            {
                return current.ContentStart;
            }

            line = current.Previous(at.Text, at.DocumentFrom);
        }

        return -1;
    }

    private static Finding? Quote(Breakdown at)
    {
        var isUnclosed = at.Says("quoted scalar, found unexpected end of stream")
            || at.Says("quoted scalar, found unexpected document indicator");
        if (isUnclosed)
            return Unclosed(at, at.Start, isUnclosed: true);
        if (at.Says("double-quoted scalar, found wrong indentation"))
            return NotIndented(at, at.Start);

        // A quote left open swallows the lines up to the next quote; the parser stumbles only behind that one.
        return OpenQuotes.RunningOn(at.Text, Math.Max(at.TokenStart, at.DocumentFrom), at.Start) is >= 0 and var quote
            ? Unclosed(at, quote, isUnclosed: false)
            : null;
    }

    private static Finding NotIndented(Breakdown at, int quote)
    {
        if (at.Text[quote] != '"' || !OpenQuotes.IsReadByKubectl(at.Text, quote, at.OpenBracket >= 0))
            return Unclosed(at, quote, isUnclosed: false);
        if (OpenQuotes.HoldsKey(at.Text, quote))
            return Unclosed(at, quote, isUnclosed: false) with { Effect = "kubectl takes the lines up to the next quote for its text" };

        return ReaderFindings.LinesInQuotes(at.RestOfLine(quote), OpenQuotes.Joined(at.Text, quote));
    }

    private static Finding Unclosed(Breakdown at, int quote, bool isUnclosed)
    {
        var mark = at.Text[quote].ToString();
        var message = isUnclosed
            ? MessageText.Of($"the quote '{mark}' that opens here is never closed")
            : MessageText.Of($"the quote '{mark}' that opens here is not closed on its line and runs on into the next ones");
        return ReaderFindings.Syntax(at.RestOfLine(quote), message, $"close the string with {mark}, or indent its further lines");
    }

    private static Finding? Tab(Breakdown at)
    {
        foreach (var offset in new[] { at.End, at.Start })
        {
            var line = TextLine.At(at.Text, offset);
            var indentation = at.Text.AsSpan(line.Start, line.ContentStart - line.Start);
            var tab = indentation.IndexOf('\t');
            if (tab < 0 || (at.OpenBracket >= 0 && !at.Says("tab")))
                continue;

            var length = indentation[tab..].IndexOfAnyExcept('\t');
            return ReaderFindings.Syntax(
                at.Span(line.Start + tab, length < 0 ? line.ContentStart : line.Start + tab + length),
                MessageText.Of($"a tab indents this line; YAML takes only spaces there"),
                "replace the tab with spaces");
        }

        return null;
    }

    private static Finding? Escape(Breakdown at)
    {
        if (!at.Says("quoted scalar") || at.Says("invalid comment"))
            return null;

        var backslash = at.Text.AsSpan(at.Start, Math.Min(at.End + 1, at.Text.Length) - at.Start).LastIndexOf('\\');
        var start = backslash < 0 ? at.Start : at.Start + backslash;
        var span = at.Span(start, start + 1 + (start + 1 < at.Text.Length ? Characters.At(at.Text, start + 1).Length : 0));
        if (at.Says("escape character") && span.Slice is "\\'")
            return ReaderFindings.EscapedApostrophe(at.Source, start);

        return at.Says("escape character")
            ? ReaderFindings.Syntax(
                span,
                MessageText.Of($"'{span.Slice.ToString()}' is no escape that a double-quoted string knows"),
                "double the backslash, or use single quotes, which know no escapes")
            : ReaderFindings.Syntax(span,
                MessageText.Of($"the escape '{span.Slice.ToString()}' does not give a character's number in hexadecimal digits"));
    }

    // %NAME%, %{NAME}%, @NAME@, @@NAME@@: a word between two marks of the same kind.
    private static bool IsFilledIn(ReadOnlySpan<char> line)
    {
        var blank = line.IndexOf(' ');
        var word = blank < 0 ? line : line[..blank];
        return word is ['%' or '@', .. var rest] && rest.LastIndexOf(word[0]) is > 0 and var end
            && (rest[..end].ContainsAnyInRange('A', 'Z') || rest[..end].ContainsAnyInRange('a', 'z'));
    }

    private static Finding? Token(Breakdown at)
    {
        if (at.Says("character that cannot start any token") || (at.Says("expected node content") && StartsWithReserved(at)))
        {
            var character = at.Span(at.Start, at.Start + 1).Slice.ToString();
            return ReaderFindings.Syntax(
                at.Span(at.Start, at.Start + 1), MessageText.Of($"an unquoted value cannot begin with '{character}'"),
                IsFilledIn(at.RestOfLine(at.Start).Slice)
                    ? "it looks like a template that something fills in: check what comes out, or put the value in quotes"
                    : "put the value in quotes");
        }

        if (at.Says("undefined tag handle"))
        {
            var tag = Word(at, at.Start);
            return ReaderFindings.Syntax(tag, MessageText.Of($"the tag '{tag.Slice.ToString()}' has a handle that no %TAG line declares"),
                "remove the tag, or quote the value");
        }

        if (at.Says("more than one anchor"))
        {
            return ReaderFindings.Syntax(Word(at, at.Start), MessageText.Of($"a second anchor stands on the same value"),
                "keep one of them");
        }

        if (at.Says("anchor") && Word(at, at.Start) is { Length: 1 } lone && lone.Slice is "*" or "&")
        {
            var kind = lone.Slice is "*" ? "alias" : "anchor";
            return ReaderFindings.Syntax(lone,
                MessageText.Of($"'{lone.Slice.ToString()}' begins an {MessageText.Plain(kind)}, but no name follows"),
                $"put the value in quotes if no {kind} is meant");
        }

        if (at.Says("anchor"))
        {
            return ReaderFindings.Syntax(Word(at, at.Start),
                MessageText.Of($"'{Word(at, at.Start).Slice.ToString()}' is no name that an anchor or alias can have here"),
                "quote the text if no anchor or alias is meant");
        }

        if (at.Says("directive"))
        {
            return ReaderFindings.Syntax(at.RestOfLine(at.Start),
                MessageText.Of($"the line '{Shown(at.RestOfLine(at.Start))}' is read as a directive, but is none that YAML knows here"),
                "quote the text, or remove the line");
        }

        if (at.Says("tag"))
        {
            return ReaderFindings.Syntax(Word(at, at.Start),
                MessageText.Of($"'{Word(at, at.Start).Slice.ToString()}' is read as a tag, but is not written like one"),
                "quote the text if no tag is meant");
        }

        return null;
    }

    private static bool StartsWithReserved(Breakdown at) => at.Start < at.Text.Length && at.Text[at.Start] is '@' or '`' or '%';

    private static Finding? Flow(Breakdown at)
    {
        var bracket = at.OpenBracket;
        if (bracket < 0 || at.Says("block"))
            return UnexpectedBracket(at);

        var rest = at.Text.AsSpan(at.Start, at.Limit - at.Start).TrimStart(" \t\r\n");
        if (rest.IsEmpty || DocumentStarts.IsAt(at.Text, at.Limit - rest.Length))
            return ReaderFindings.NeverClosed(at.Source, bracket);
        if (rest[0] == ':' && at.TokenStart > bracket && at.TokenEnd > at.TokenStart
            && at.Text.AsSpan(at.TokenEnd, at.Limit - rest.Length - at.TokenEnd).Trim().IsEmpty)
        {
            return ReaderFindings.KeyOnTwoLines(at.Source, at.TokenStart, at.TokenEnd, at.Limit - rest.Length);
        }

        if (at.TokenEnd <= bracket + 1 && FlowLines.FindClose(at.Text, at.OutermostBracket, at.Limit, []) < 0)
            return ReaderFindings.NeverClosed(at.Source, bracket);

        var word = Word(at, at.Limit - rest.Length);
        var key = rest[0] != ':' ? word.Start : at.Text.AsSpan(0, word.Start).TrimEnd().LastIndexOfAny(" \t\r\n,[{") + 1;
        return ReaderFindings.MissingComma(at.Source, bracket, Math.Max(key, bracket + 1), word.End);
    }

    private static Finding? UnexpectedBracket(Breakdown at)
    {
        if (at.Start >= at.Text.Length || at.Text[at.Start] is not ('}' or ']' or ','))
            return null;
        if (!at.Says("expected"))
            return null;

        var character = at.Text[at.Start].ToString();
        return ReaderFindings.Syntax(
            at.Span(at.Start, at.Start + 1),
            MessageText.Of($"'{character}' stands here, but no bracket is open that it could belong to"),
            "remove it, or quote the value");
    }

    private static Finding? BlockScalar(Breakdown at)
    {
        if (!at.Says("block scalar"))
            return null;

        if (at.Says("spaces"))
        {
            return ReaderFindings.Syntax(
                at.RestOfLine(TextLine.At(at.Text, at.Start).Start),
                MessageText.Of($"a blank line at the top of this block holds more spaces than the text below it is indented by"),
                "empty the blank line, or give the indentation after the | as a digit");
        }

        return ReaderFindings.Syntax(
            at.RestOfLine(at.Start),
            MessageText.Of($"'{Shown(at.RestOfLine(at.Start))}' does not introduce a block of text: only a digit, + or - may follow | and >"),
            "begin the text on the next line, indented, or quote the value");
    }

    private static Finding? Structure(Breakdown at) =>
        Directive(at)
        ?? MissingSpace(at)
        ?? DashWithoutSpace(at)
        ?? SecondColon(at)
        ?? ItemOnKeyLine(at)
        ?? CutByComment(at)
        ?? MissingColon(at)
        ?? Indentation.Explain(at);

    private static Finding? Directive(Breakdown at)
    {
        var line = TextLine.At(at.Text, at.DocumentFrom);
        return at.Says("<document start>") && line.Content(at.Text).StartsWith("%")
            ? ReaderFindings.Syntax(
                at.RestOfLine(line.ContentStart),
                MessageText.Of($"the directive '{Shown(at.RestOfLine(line.ContentStart))}' is not followed by a line '---'"),
                "put a line --- between the directive and the document")
            : null;
    }

    /// <summary><c>key:value</c>, on the line at fault or the one before it.</summary>
    private static Finding? MissingSpace(Breakdown at)
    {
        var line = TextLine.At(at.Text, at.Start);
        var candidates = line.Previous(at.Text, at.DocumentFrom) is { } previous ? new[] { line, previous } : [line];
        foreach (var candidate in candidates)
        {
            var content = candidate.Content(at.Text);
            var colon = ColonWithoutSpace(content);
            if (colon < 0)
                continue;

            var span = at.Span(candidate.ContentStart, candidate.ContentEnd);
            var (key, value) = (content[..(colon + 1)].ToString(), content[(colon + 1)..].ToString());
            return value[0] switch
            {
                '\u00A0' => ReaderFindings.Syntax(
                    at.Span(candidate.ContentStart + colon + 1, candidate.ContentStart + colon + 2),
                    MessageText.Of($"a no-break space, 'U+00A0', follows the colon; YAML takes it for text"),
                    "write an ordinary space instead"),
                '#' => ReaderFindings.Syntax(span, NoSpace(span),
                    $"write '{ReaderFindings.Shorten($"{key} \"{value}\"")}' if the # belongs to the value"),
                _ => ReaderFindings.Syntax(span, NoSpace(span), $"write '{ReaderFindings.Shorten($"{key} {value}")}'"),
            };
        }

        return null;
    }

    private static MessageText NoSpace(SourceSpan span) =>
        MessageText.Of($"'{Shown(span)}' has no space after the colon, so it is not a key with a value");

    private static int ColonWithoutSpace(ReadOnlySpan<char> content)
    {
        if (content is ['"' or '\'', ..])
        {
            var close = content[1..].IndexOf(content[0]) + 1;
            return close > 0 && close + 2 < content.Length && content[close + 1] == ':' && content[close + 2] is not (' ' or '\t')
                ? close + 1
                : -1;
        }

        var colon = content.IndexOf(':');
        return colon <= 0 || colon + 1 == content.Length || content.IndexOf(": ") >= 0 || content[^1] == ':'
            || content[colon + 1] is '/' or ':' || !IsKeyLike(content[..colon])
            ? -1
            : colon;
    }

    private static bool IsKeyLike(ReadOnlySpan<char> key)
    {
        foreach (var character in key)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('.' or '-' or '_' or '/'))
                return false;
        }

        return true;
    }

    private static Finding? SecondColon(Breakdown at)
    {
        if (!at.Says("found invalid mapping") && !at.Says("mapping values are not allowed"))
            return null;

        var line = TextLine.At(at.Text, at.Start);
        var colon = at.Text.AsSpan(at.Start, line.ContentEnd - at.Start).IndexOf(':') is >= 0 and var found ? at.Start + found : at.Start;
        var before = at.Text.AsSpan(line.ContentStart, Math.Max(0, at.Start - line.ContentStart));
        if (before.IndexOf(": ") is >= 0 and var first)
        {
            var value = at.Text.AsSpan(line.ContentStart + first + 1, line.ContentEnd - line.ContentStart - first - 1).Trim();
            return ReaderFindings.Syntax(
                at.Span(colon, colon + 1),
                MessageText.Of($"a second colon with a space after it stands in the value of '{before[..first].Trim().TrimStart("- ").ToString()}', which is not quoted"),
                value.IndexOfAny("'\"\\") < 0
                    ? $"quote the value: \"{ReaderFindings.Shorten(value.ToString())}\""
                    : "put the value in quotes");
        }

        return Indentation.UnderValue(at, line, colon);
    }

    /// <summary><c>-a: b</c> below the items of a list.</summary>
    private static Finding? DashWithoutSpace(Breakdown at)
    {
        var line = TextLine.At(at.Text, at.Start);
        if (line.Content(at.Text) is not ['-', not ('-' or ' ' or '\t'), ..])
            return null;

        var above = line.Previous(at.Text, at.DocumentFrom);
        while (above is { } current && current.Indentation > line.Indentation)
            above = current.Previous(at.Text, at.DocumentFrom);
        return above is { } sibling && sibling.Indentation == line.Indentation && sibling.Content(at.Text).StartsWith("- ")
            ? NoSpaceAfterDash(at.Span(line.ContentStart, line.ContentEnd))
            : null;
    }

    private static Finding NoSpaceAfterDash(SourceSpan span) =>
        ReaderFindings.Syntax(span, MessageText.Of($"'{Shown(span)}' has no space after the dash, so it is not a list item"),
            $"write '{ReaderFindings.Shorten($"- {span.Slice[1..]}")}'");

    private static Finding? ItemOnKeyLine(Breakdown at) =>
        at.Says("block sequence entries are not allowed")
            ? ReaderFindings.Syntax(
                at.Span(at.Start, at.Start + 1),
                MessageText.Of($"a list item cannot begin on the line of its key"),
                "begin it on a line of its own below the key, or quote the value if the dash belongs to it")
            : null;

    private static Finding? MissingColon(Breakdown at)
    {
        if (!at.Says("could not find expected ':'"))
            return null;

        // The parser may notice only at the next token that the text before it was no key.
        var line = TextLine.At(at.Text, at.Start);
        var isCulprit = !line.IsBlank && !TextLine.HasColon(line.Content(at.Text));
        return (isCulprit ? line : line.Previous(at.Text, at.DocumentFrom)) is { } culprit ? NoColon(at, culprit) : null;
    }

    private static Finding? CutByComment(Breakdown at)
    {
        var line = TextLine.At(at.Text, at.Start);
        if (at.Start != line.ContentStart || TextLine.HasColon(line.Content(at.Text))
            || line.Previous(at.Text, at.DocumentFrom) is not { } previous)
        {
            return null;
        }

        if (CommentAbove(at, line) is { } comment
            && (previous.Indentation < line.Indentation ? IsEntry(previous.Content(at.Text)) : IsInBlock(at, line)))
        {
            return CutBy(at, line,
                at.Span(comment.ContentStart, comment.ContentEnd)) with
                {
                    Help = "move the comment above the key"
                        + (previous.Indentation < line.Indentation ? "" : ", or indent it like the text if it belongs to it"),
                };
        }

        return previous.Indentation < line.Indentation && previous.Content(at.Text).IndexOf(" #") is >= 0 and var trailing
            ? CutBy(at, line, at.Span(previous.ContentStart + trailing + 1, previous.ContentEnd))
            : null;
    }

    private static Finding CutBy(Breakdown at, TextLine line, SourceSpan comment) =>
        ReaderFindings.Syntax(
            at.Span(line.ContentStart, line.ContentEnd),
            MessageText.Of($"'{ReaderFindings.Shorten(line.Content(at.Text).ToString())}' continues the value above, but the comment there has ended it"),
            "move the comment to a line of its own above the key, or quote the value if the # belongs to it")
        with { Related = [new RelatedSpan(comment, "the comment")] };

    /// <summary>The line directly above, if it holds only a comment.</summary>
    private static TextLine? CommentAbove(Breakdown at, TextLine line)
    {
        var above = line.Start > at.DocumentFrom ? TextLine.At(at.Text, line.Start - 1) : line;
        return above.Start < line.Start && !above.IsBlank && at.Text[above.ContentStart] == '#' ? above : null;
    }

    private static bool IsEntry(ReadOnlySpan<char> content) => content.IndexOf(": ") > 0 || content.StartsWith("- ");

    /// <summary>The nearest line above that is indented less, comments aside, introduces a block of text.</summary>
    private static bool IsInBlock(Breakdown at, TextLine line)
    {
        var above = line.Previous(at.Text, at.DocumentFrom);
        while (above is { } current && current.Indentation >= line.Indentation)
            above = current.Previous(at.Text, at.DocumentFrom);
        return above is { } header && header.Content(at.Text).TrimEnd("+-123456789") is [.., ' ', '|' or '>'];
    }

    public static Finding NoColon(Breakdown at, TextLine line)
    {
        var span = at.Span(line.ContentStart, line.ContentEnd);
        if (span.Slice is ['-', not ('-' or ' ' or '\t'), ..])
            return NoSpaceAfterDash(span);
        return ReaderFindings.Syntax(
            span,
            MessageText.Of($"'{Shown(span)}' stands where a key is expected, but no colon follows it"),
            "add the colon, or indent the line if it continues the value above");
    }

    private static Finding Unknown(Breakdown at)
    {
        var span = at.Start < at.Text.Length ? Word(at, at.Start) : at.Span(at.Text.Length, at.Text.Length);
        var message = span.Length == 0
            ? MessageText.Plain("the document ends here, before what it began is complete")
            : MessageText.Of($"'{Shown(span)}' cannot stand here");
        return ReaderFindings.Syntax(span, message) with { Notes = [$"the YAML parser says: {ParserWords(at.Reason)}"] };
    }

    private static string ParserWords(string reason) =>
        reason.Length == 0 ? "nothing" : char.ToLower(reason[0], CultureInfo.InvariantCulture) + reason[1..].TrimEnd('.');

    private static string Shown(SourceSpan span) => ReaderFindings.Shorten(span.Slice.ToString());

    private static SourceSpan Word(Breakdown at, int start)
    {
        start = Math.Min(start, at.Text.Length);
        var length = at.Text.AsSpan(start).IndexOfAny(" \t\r\n,]}");
        var end = length < 0 ? at.Text.Length : start + length;
        return at.Span(start, Math.Max(end, start + 1));
    }
}
