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
    public int DocumentFrom { get; init; }

    /// <summary>The last token that the parser handed out.</summary>
    public int TokenStart { get; init; }

    /// <summary>Behind that token.</summary>
    public int TokenEnd { get; init; }

    /// <summary>The innermost open bracket handed out, or -1.</summary>
    public int OpenBracket { get; init; }

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
        ?? GluedComment(at)
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

    private static Finding? GluedComment(Breakdown at) =>
        GluedComments.Find(at.Text, at.Reason, at.Start, at.Limit) is >= 0 and var hash ? ReaderFindings.GluedComment(at.Source, hash) : null;

    private static Finding? Quote(Breakdown at)
    {
        var isUnclosed = at.Says("quoted scalar, found unexpected end of stream") || at.Says("quoted scalar, found unexpected document indicator");
        if (isUnclosed)
            return Unclosed(at, at.Start, isUnclosed);
        if (at.Says("double-quoted scalar, found wrong indentation"))
            return NotIndented(at, at.Start);

        // A quote left open swallows the lines up to the next quote; the parser stumbles only behind that one.
        return OpenQuotes.RunningOn(at.Text, Math.Max(at.TokenStart, at.DocumentFrom), at.Start) is >= 0 and var quote ? Unclosed(at, quote, isUnclosed: false) : null;
    }

    private static Finding NotIndented(Breakdown at, int quote)
    {
        if (at.Text[quote] != '"' || !OpenQuotes.IsReadByKubectl(at.Text, quote, at.OpenBracket >= 0))
            return Unclosed(at, quote, isUnclosed: false);
        if (OpenQuotes.HoldsKey(at.Text, quote))
            return Unclosed(at, quote, isUnclosed: false) with { Effect = "kubectl takes the lines up to the next quote for its text" };

        var message = OpenQuotes.Joined(at.Text, quote) is { } value
            ? MessageText.Of($"the further lines of this string are not indented; kubectl reads '{ReaderFindings.Shorten(value)}', but other tools refuse the file")
            : MessageText.Plain("the further lines of this string are not indented; kubectl reads them, but other tools refuse the file");
        return ReaderFindings.Syntax(at.RestOfLine(quote), message, "indent its further lines, deeper than its key") with { Severity = Severity.Warning };
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
        var span = at.Span(start, start + 2);
        if (at.Says("escape character") && span.Slice is "\\'")
        {
            return ReaderFindings.Syntax(
                    span,
                    MessageText.Of($"'{span.Slice.ToString()}' is no escape in YAML; kubectl reads it as the apostrophe alone, but other tools refuse the file"),
                    "leave out the backslash; an apostrophe needs no escape in double quotes")
                with
                {
                    Severity = Severity.Warning,
                    Fix = new Fix("leave out the backslash", [new TextEdit(at.Span(start, start + 1), "")], IsSafe: true),
                };
        }

        return at.Says("escape character")
            ? ReaderFindings.Syntax(
                span,
                MessageText.Of($"'{span.Slice.ToString()}' is no escape that a double-quoted string knows"),
                "double the backslash, or use single quotes, which know no escapes")
            : ReaderFindings.Syntax(span, MessageText.Of($"the escape '{span.Slice.ToString()}' does not give a character's number in hexadecimal digits"));
    }

    private static Finding? Token(Breakdown at)
    {
        if (at.Says("character that cannot start any token") || (at.Says("expected node content") && StartsWithReserved(at)))
        {
            var character = at.Span(at.Start, at.Start + 1).Slice.ToString();
            return ReaderFindings.Syntax(
                at.Span(at.Start, at.Start + 1), MessageText.Of($"an unquoted value cannot begin with '{character}'"), "put the value in quotes");
        }

        if (at.Says("undefined tag handle"))
        {
            var tag = Word(at, at.Start);
            return ReaderFindings.Syntax(tag, MessageText.Of($"the tag '{tag.Slice.ToString()}' has a handle that no %TAG line declares"), "remove the tag, or quote the value");
        }

        if (at.Says("more than one anchor"))
            return ReaderFindings.Syntax(Word(at, at.Start), MessageText.Of($"a second anchor stands on the same value"), "keep one of them");
        if (at.Says("anchor"))
            return ReaderFindings.Syntax(Word(at, at.Start), MessageText.Of($"'{Word(at, at.Start).Slice.ToString()}' is no name that an anchor or alias can have here"), "quote the text if no anchor or alias is meant");
        if (at.Says("directive"))
            return ReaderFindings.Syntax(at.RestOfLine(at.Start), MessageText.Of($"the line '{Shown(at.RestOfLine(at.Start))}' is read as a directive, but is none that YAML knows here"), "quote the text, or remove the line");
        if (at.Says("tag"))
            return ReaderFindings.Syntax(Word(at, at.Start), MessageText.Of($"'{Word(at, at.Start).Slice.ToString()}' is read as a tag, but is not written like one"), "quote the text if no tag is meant");
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
        if (rest[0] == ':' && at.TokenStart > bracket && at.TokenEnd > at.TokenStart && at.Text.AsSpan(at.TokenEnd, at.Limit - rest.Length - at.TokenEnd).Trim().IsEmpty)
            return ReaderFindings.KeyOnTwoLines(at.Source, at.TokenStart, at.TokenEnd, at.Limit - rest.Length);

        var word = Word(at, at.Limit - rest.Length);
        return ReaderFindings.MissingComma(at.Source, bracket, word.Start, word.End);
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
        ?? SecondColon(at)
        ?? ItemOnKeyLine(at)
        ?? MissingColon(at)
        ?? CutByComment(at)
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
            var colon = content.IndexOf(':');
            if (colon <= 0 || colon + 1 == content.Length || content.IndexOf(": ") >= 0 || content[^1] == ':' || content[colon + 1] is '/' or ':' || !IsKeyLike(content[..colon]))
                continue;

            var start = candidate.ContentStart;
            return ReaderFindings.Syntax(
                at.Span(start, start + content.Length),
                MessageText.Of($"'{ReaderFindings.Shorten(content.ToString())}' has no space after the colon, so it is not a key with a value"),
                $"write '{ReaderFindings.Shorten($"{content[..(colon + 1)]} {content[(colon + 1)..]}")}'");
        }

        return null;
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
                value.IndexOfAny("'\"\\") < 0 ? $"quote the value: \"{ReaderFindings.Shorten(value.ToString())}\"" : "put the value in quotes");
        }

        return Indentation.UnderValue(at, line, colon);
    }

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
        if (at.Start != line.ContentStart || TextLine.HasColon(line.Content(at.Text)) || line.Previous(at.Text, at.DocumentFrom) is not { } previous
            || previous.Indentation >= line.Indentation || previous.Content(at.Text).IndexOf(" #") is not (>= 0 and var comment))
            return null;

        return ReaderFindings.Syntax(
                at.Span(line.ContentStart, line.ContentEnd),
                MessageText.Of($"'{ReaderFindings.Shorten(line.Content(at.Text).ToString())}' continues the value above, but the comment there has ended it"),
                "move the comment to a line of its own above the key, or quote the value if the # belongs to it")
            with { Related = [new RelatedSpan(at.Span(previous.ContentStart + comment + 1, previous.ContentEnd), "the comment")] };
    }

    public static Finding NoColon(Breakdown at, TextLine line)
    {
        var span = at.Span(line.ContentStart, line.ContentEnd);
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
