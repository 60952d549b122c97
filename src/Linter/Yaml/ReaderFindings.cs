using System.Globalization;
using Linter.Findings;
using Linter.Text;

namespace Linter.Yaml;

/// <summary>The words for what the reader sees in text that can be parsed, but not taken as it is.</summary>
internal static class ReaderFindings
{
    private const int LongestQuoted = 40;

    public static Finding Syntax(SourceSpan span, MessageText message, string? help = null) =>
        new(YamlReader.SyntaxRule, Severity.Error, span, message) { Help = help };

    public static Finding TooDeep(SourceText source, int offset, int limit) => Syntax(
        source.Span(offset, Math.Min(offset + 1, source.Text.Length)),
        MessageText.Of($"lists and mappings lie more than '{limit}' deep inside one another here; the document is not read"),
        "flatten the document, for Kubernetes has no field that lies this deep, or raise --max-depth");

    public static Finding TooManyDocuments(SourceText source, int offset, int limit) => Syntax(
        source.Span(offset, Math.Min(offset + 1, source.Text.Length)),
        MessageText.Of($"this file holds more than '{limit}' documents; what begins here is not read"),
        "split the file, or raise --max-documents");

    public static Finding AliasTooDeep(SourceSpan alias, string name, int limit) => Syntax(
        alias,
        MessageText.Of($"the alias '*{name}' makes lists and mappings lie more than '{limit}' deep inside one another; the document is not read"));

    public static Finding AliasTooLarge(SourceSpan alias, string name, int limit) => Syntax(
        alias,
        MessageText.Of($"the alias '*{name}' makes the document grow by more than '{limit}' nodes; it is not read"),
        "write the repeated part out once, or split the document");

    public static Finding UnknownAlias(SourceSpan alias, string name, IEnumerable<string> anchors)
    {
        var near = Spelling.Nearest(name, anchors);
        return Syntax(
            alias,
            MessageText.Of($"the alias '*{name}' has no anchor '&{name}' before it in this document"),
            near is not null
                ? $"did you mean '*{near}'?"
                : $"put '&{name}' in front of the value that it repeats, or quote the text if no alias is meant");
    }

    public static Finding CyclicAlias(SourceSpan alias, string name, SourceSpan anchor) =>
        Syntax(alias, MessageText.Of($"the alias '*{name}' lies inside the value of its own anchor '&{name}', which would never end"))
            with { Related = [new RelatedSpan(anchor, $"the value of '&{name}' begins here")] };

    public static Finding ForbiddenCharacter(SourceText source, int offset)
    {
        var code = ((int)source.Text[offset]).ToString("X4", CultureInfo.InvariantCulture);
        var span = source.Span(offset, offset + 1);
        return char.IsSurrogate(source.Text[offset])
            ? Syntax(span, MessageText.Of($"half of a character, 'U+{code}', stands here alone; YAML allows only whole characters"),
                "save the file as UTF-8")
            : Syntax(
                span,
                MessageText.Of($"the control character 'U+{code}' stands here; YAML does not allow it"),
                $"remove it, or write it as \"\\u{code}\" in a double-quoted string");
    }

    public static Finding RefusedEncoding(SourceText source, string encoding) => Syntax(
        source.Span(0, TextLine.At(source.Text, 0).ContentEnd),
        MessageText.Of($"this file is {MessageText.Plain(encoding)}, which kubectl refuses"),
        "save it as UTF-8");

    /// <param name="source">The file.</param>
    /// <param name="mark">The <c>---</c>.</param>
    public static Finding MarkBehindReturn(SourceText source, int mark) => Syntax(
        source.Span(mark, mark + 3),
        MessageText.Of($"'{source.Text[mark..(mark + 3)]}' stands behind a carriage return without a line feed, where kubectl sees no new line; it reads nothing from here to the next '---'"),
        "save the file with line feeds (LF)");

    public static Finding MergeConflict(SourceSpan mark) => Syntax(
        mark,
        MessageText.Of($"'{Shorten(mark.Slice.ToString())}' is the mark of a merge conflict, which YAML cannot be read with"),
        "keep one of the two versions, and remove the lines that begin with '<<<<<<<', '=======' and '>>>>>>>'");

    public static Finding NeverClosed(SourceText source, int bracket)
    {
        var (open, close) = source.Text[bracket] == '{' ? ("{", "}") : ("[", "]");
        return Syntax(
            source.Span(bracket, bracket + 1),
            MessageText.Of($"the '{open}' that opens here is never closed"),
            $"add the missing '{close}', or quote the value if it is meant as text");
    }

    public static Finding MissingComma(SourceText source, int bracket, int start, int end)
    {
        var span = source.Span(start, end);
        var (open, close) = source.Text[bracket] == '{' ? ("{", "}") : ("[", "]");
        var isOnLaterLine = source.Text.AsSpan(bracket, start - bracket).IndexOfAny("\r\n") >= 0;
        return Syntax(
                span,
                MessageText.Of($"'{Shorten(span.Slice.ToString())}' stands where a comma or the closing '{close}' is expected"),
                source.Text[start] is '{' or '[' && source.Text[start - 1] == ':' ? "put a space behind the ':' before it"
                    : isOnLaterLine ? $"close the '{open}', or put a comma before this"
                    : "put a comma before it, or quote the value that it belongs to")
            with { Related = [new RelatedSpan(source.Span(bracket, bracket + 1), $"the '{open}' that is still open")] };
    }

    /// <summary>Between the brackets of a flow collection.</summary>
    public static Finding KeyOnTwoLines(SourceText source, int start, int end, int colon)
    {
        var key = Shorten(source.Text[start..end]);
        if (source.Text.AsSpan(start, end - start).IndexOfAny("\r\n") >= 0)
        {
            return Syntax(source.Span(start, end),
                MessageText.Of($"the key '{key}' runs over a line end; inside brackets Kubernetes' reader takes only keys that stand on one line"),
                "write the key on one line");
        }

        return Syntax(
                source.Span(colon, colon + 1),
                MessageText.Of($"the ':' of the key '{key}' stands on another line; inside brackets Kubernetes' reader takes only a colon on the line of its key"),
                "put the colon directly behind the key")
            with { Related = [new RelatedSpan(source.Span(start, end), "the key")] };
    }

    public static Finding GluedComment(SourceText source, int hash) => Syntax(
        source.Span(hash, hash + 1),
        MessageText.Of($"a space is missing before the '#' of a comment; kubectl reads it as a comment, but other tools refuse the file"),
        "put a space before the #")
        with
        {
            Severity = Severity.Warning,
            Fix = new Fix("put a space before the #", [new TextEdit(source.Span(hash, hash), " ")], IsSafe: true),
        };

    /// <param name="start">From the quote to the end of its line.</param>
    /// <param name="value">What kubectl reads, or null to leave it out.</param>
    public static Finding LinesInQuotes(SourceSpan start, string? value) => Syntax(
        start,
        value is null
            ? MessageText.Plain("the further lines of this string are not indented; kubectl reads them, but other tools refuse the file")
            : MessageText.Of(
                $"the further lines of this string are not indented; kubectl reads '{Shorten(value)}', but other tools refuse the file"),
        "indent its further lines, deeper than its key")
        with { Severity = Severity.Warning };

    public static Finding EscapedApostrophe(SourceText source, int backslash) => Syntax(
        source.Span(backslash, backslash + 2),
        MessageText.Of($"'{source.Text[backslash..(backslash + 2)]}' is no escape in YAML; kubectl reads it as the apostrophe alone, but other tools refuse the file"),
        "leave out the backslash; an apostrophe needs no escape in double quotes")
        with
        {
            Severity = Severity.Warning,
            Fix = new Fix("leave out the backslash", [new TextEdit(source.Span(backslash, backslash + 1), "")], IsSafe: true),
        };

    public static Finding LoneDash(SourceText source, int dash) => Syntax(
        source.Span(dash, dash + 1),
        MessageText.Of($"'{source.Text[dash..(dash + 1)]}' stands alone inside brackets; kubectl reads it as text, but other tools refuse the file"),
        "put it in quotes")
        with
        {
            Severity = Severity.Warning,
            Fix = new Fix("put it in quotes", [new TextEdit(source.Span(dash, dash + 1), "\"-\"")], IsSafe: true),
        };

    public static Finding CommaInTag(SourceText source, int start, int end) => Syntax(
        source.Span(start, end),
        MessageText.Of($"the tag '{source.Text[start..end]}' ends in a comma; kubectl reads what follows as text, but other tools refuse the file"),
        "remove the comma, or quote the whole value if no tag is meant")
        with { Severity = Severity.Warning };

    public static Finding DirectiveBelow(SourceSpan directive) => Syntax(
        directive,
        MessageText.Of($"the directive '{Shorten(directive.Slice.ToString())}' ends the document above it; kubectl reads nothing from here to the next '---', and other tools refuse the file"),
        "remove the line; Kubernetes needs no directive")
        with { Severity = Severity.Warning };

    public static Finding ContentBehindEnd(SourceText source, int start, int end, bool isManifest) => Syntax(
        source.Span(start, end),
        MessageText.Of($"'{Shorten(source.Text[start..end])}' stands behind a '...', which ends the document; kubectl reads nothing from here to the next '---'"),
        isManifest ? "write --- instead of the ..." : "remove the ..., or put a # before what is meant as a comment")
        with { Severity = isManifest ? Severity.Error : Severity.Warning };

    public static Finding EndBeforeContent(SourceText source, int dots) => Syntax(
        source.Span(dots, dots + 3),
        MessageText.Of($"'{source.Text[dots..(dots + 3)]}' ends a document here, but none has begun; kubectl finds no document up to the next '---'"),
        "remove the line");

    public static Finding TabBehindMark(SourceText source, int tab)
    {
        var mark = source.Text.AsSpan(0, tab).TrimEnd(' ')[^1..].ToString();
        return Syntax(
            source.Span(tab, tab + 1),
            mark == "-"
                ? MessageText.Of($"a tab follows the dash of this list item; Kubernetes' reader takes only spaces there")
                : MessageText.Of($"a tab follows the '{mark}' of this entry; Kubernetes' reader takes only spaces there"),
            "write a space instead of the tab");
    }

    public static Finding TabInIndentation(SourceText source, int tab) => Syntax(
        source.Span(tab, tab + 1),
        MessageText.Of($"a tab indents this line; Kubernetes' reader takes only spaces there"),
        "remove the tab, or write spaces instead of it");

    public static Finding ColonInBrackets(SourceText source, int start, int end) => Syntax(
        source.Span(start, end),
        MessageText.Of($"'{Shorten(source.Text[start..end])}' begins with a colon, which Kubernetes' reader takes for one behind a key inside brackets"),
        "put it in quotes");

    public static Finding SlashEscape(SourceText source, int at) => Syntax(
        source.Span(at, at + 2),
        MessageText.Of($"'\\/' is an escape that Kubernetes' reader does not know"),
        "write the slash alone; it needs no escape");

    public static Finding TabBelowBlock(SourceText source, int tab) => Syntax(
        source.Span(tab, tab + 1),
        MessageText.Of($"a tab stands in the indentation below a block of text; Kubernetes' reader takes only spaces there"),
        "remove the tab, or write spaces instead of it");

    public static Finding TabAtTop(SourceText source, int tab) => Syntax(
        source.Span(tab, tab + 1),
        MessageText.Of($"the text of this block begins with a tab, which Kubernetes' reader takes for indentation"),
        "give the indentation as a digit behind the | or >, or write spaces instead of the tab");

    /// <param name="source">The file.</param>
    /// <param name="mark">Where the line begins.</param>
    /// <param name="start">Where the content behind the mark begins.</param>
    /// <param name="end">Where it ends.</param>
    public static Finding ContentBehindMark(SourceText source, int mark, int start, int end) => Syntax(
        source.Span(start, end),
        MessageText.Of($"'{Shorten(source.Text[start..end])}' stands on the line of a '---'; kubectl takes nothing but a comment there"),
        "begin the document on the next line")
        with { Fix = new Fix("begin the document on the next line", [new TextEdit(source.Span(mark + 3, start), "\n")], IsSafe: false) };

    public static Finding DirectiveAtTop(SourceSpan directive) => Syntax(
        directive,
        MessageText.Of($"kubectl cuts the directive '{Shorten(directive.Slice.ToString())}' off at the '---' below it, and then finds no document behind it"),
        "remove the line; Kubernetes needs no directive");

    public static Finding GluedMark(SourceText source, int mark, int end) => Syntax(
        source.Span(mark, end),
        MessageText.Of($"a line break is missing behind the '---' of '{Shorten(source.Text[mark..end])}'; kubectl refuses the line, and YAML takes the dashes for text"),
        "begin the document on the next line")
        with
        {
            Notes = ["what follows the '---' was read as a document of its own"],
            Fix = new Fix("begin the document on the next line", [new TextEdit(source.Span(mark + 3, mark + 3), "\n")], IsSafe: false),
        };

    public static Finding TooManyDashes(SourceText source, int mark, int end) => Syntax(
        source.Span(mark, end),
        MessageText.Of($"'{Shorten(source.Text[mark..end])}' separates no documents, as it has more than three dashes; kubectl refuses the line"),
        "write ---, or put a # before the line if it is meant for the eye")
        with { Notes = ["the documents above and below were read as if '---' stood here"] };

    public static Finding TextBehindDashes(SourceText source, int mark, int end) => Syntax(
        source.Span(mark, end),
        MessageText.Of($"'{Shorten(source.Text[mark..end])}' begins with '---' at the very left; kubectl takes that for the end of a document, and refuses the line for what follows"),
        "indent the line if it belongs to the text above it, or put a # before it if it is a comment");

    public static Finding CommentBehindDashes(SourceText source, int mark, int hash, bool isFirst)
    {
        var span = source.Span(mark, hash + 1);
        var finding = isFirst
            ? Syntax(span, MessageText.Of($"a space is missing between '---' and the '#' of a comment; YAML takes the line for text"),
                "put a space before the #")
            : Syntax(span,
                MessageText.Of($"a space is missing between '---' and the '#' of a comment; kubectl separates the documents all the same, but other readers of YAML take the line for text"),
                "put a space before the #")
                with { Severity = Severity.Warning };
        return finding with { Fix = new Fix("put a space before the #", [new TextEdit(source.Span(hash, hash), " ")], IsSafe: true) };
    }

    /// <summary>The parser takes a colon without a key for half an entry, and would take the next key for its value.</summary>
    public static Finding MissingKey(SourceText source, int start, int end) => Syntax(
        source.Span(start, end),
        MessageText.Of($"'{Shorten(source.Text[start..end])}' is half an entry: a mapping needs a key, a colon and a value"),
        "write the key in front of the colon, or quote the text if the colon belongs to it");

    public static Finding TooManyErrors(SourceText source, int offset, int limit) => Syntax(
        source.Span(offset, offset),
        MessageText.Of($"'{limit}' documents of this file could not be read; the rest from here on is left out"));

    public static Finding NothingToMerge(NodeTreeBuilder builder, SourceText source, int node)
    {
        var span = SpanOf(source, builder.Data(node));
        return builder.Data(node).Kind == NodeKind.Alias && builder.Data(builder.Follow(node)).Kind == NodeKind.Sequence
            ? Syntax(
                span,
                MessageText.Of($"'<<' is given '{span.Slice.ToString()}', an alias of a list; kubectl merges a list only where it is written out"),
                "write a list of aliases of mappings: <<: [*a, *b]")
            : Syntax(
                span,
                MessageText.Of($"'<<' merges a mapping or a list of mappings, but here it is given {Describe(builder, builder.Follow(node))}"),
                "merge an alias of a mapping, or quote the key as \"<<\" if no merge is meant");
    }

    public static Finding CollectionKey(NodeTreeBuilder builder, SourceText source, int key)
    {
        var span = SpanOf(source, builder.Data(key));
        var shown = Shorten(span.Slice.ToString());
        var kind = builder.Data(builder.Follow(key)).Kind == NodeKind.Mapping ? "a mapping" : "a list";
        return source.Text.AsSpan(Math.Max(0, span.Start - 1)).StartsWith("{{")
            ? Syntax(span, MessageText.Of($"'{shown}' is {kind} that stands for a key, which kubectl refuses"),
                "quote the value if the braces belong to a template, as in \"{{ x }}\"")
            : Syntax(span, MessageText.Of($"'{shown}' is {kind} that stands for a key, which kubectl refuses"),
                "put it in quotes if it is meant as text");
    }

    public static Finding NullKey(NodeTreeBuilder builder, SourceText source, int key)
    {
        var span = SpanOf(source, builder.Data(key));
        return span.Length == 0
            ? Syntax(span, MessageText.Plain("a key is left out here, which kubectl refuses"), "write the key")
            : Syntax(span, MessageText.Of($"the key '{span.Slice.ToString()}' is read as null, which kubectl takes for no key"),
                "put it in quotes");
    }

    public static Finding BadAnchor(SourceText source, int mark, int end)
    {
        var shown = source.Text[mark..end];
        var kind = shown.StartsWith('&') ? "an anchor" : "an alias";
        return Syntax(
            source.Span(mark, end),
            MessageText.Of($"'{Shorten(shown)}' is read as {kind}, but Kubernetes' reader lets its name hold only a-z, A-Z, 0-9, - and _"),
            $"put the value in quotes if no {kind[3..]} is meant");
    }

    public static Finding QuestionInBrackets(SourceText source, int start, int end, int question)
    {
        var (mark, shown) = (source.Text[question..(question + 1)], Shorten(source.Text[start..end]));
        return question == start && end > start + 1
            ? Syntax(
                source.Span(start, end),
                MessageText.Of($"'{shown}' begins with a '{mark}', which kubectl takes for the mark of a key inside brackets; other tools read it as part of the text"),
                "put the text in quotes") with { Severity = Severity.Warning }
            : Syntax(
                source.Span(start, end),
                MessageText.Of($"the '{mark}' in '{shown}' ends the text for Kubernetes' reader, because it stands inside brackets and is not quoted"),
                "put the text in quotes");
    }

    public static Finding HalfEscape(SourceText source, int start, int end) => Syntax(
        source.Span(start, end),
        MessageText.Of($"'{source.Text[start..end]}' is half of a character; Kubernetes' reader takes only whole ones"),
        "write the character itself, or as \\U and eight digits");

    /// <param name="source">The file.</param>
    /// <param name="tag">Where the tag begins.</param>
    /// <param name="start">Where the value begins.</param>
    /// <param name="end">Where it ends.</param>
    public static Finding BeliedTag(SourceText source, int tag, int start, int end)
    {
        var shown = source.Text[tag..start].TrimEnd();
        var word = shown.AsSpan().IndexOf('!') is > 0 and var mark ? shown[mark..] : shown;
        return Syntax(
            source.Span(tag, end),
            start == end
                ? MessageText.Of($"the tag '{Shorten(word)}' stands before an empty value, which kubectl refuses")
                : MessageText.Of(
                    $"'{Shorten(source.Text[start..end])}' is not what the tag '{Shorten(word)}' in front of it asks for, so kubectl refuses it"),
            "remove the tag");
    }

    public static Finding DuplicateKey(NodeTreeBuilder builder, SourceText source, MappingKey first, MappingKey again, int count)
    {
        var name = Shorten(again.Text!);
        var (value, earlier) = (Describe(builder, ValueOf(builder, again)), Describe(builder, ValueOf(builder, first)));
        var times = MessageText.Plain(count == 2 ? "twice" : "once more");
        var message = value.Text == earlier.Text && IsScalar(builder, ValueOf(builder, again))
            ? MessageText.Of($"key '{name}' appears {times} in this mapping, again as {value}; some YAML readers refuse the file for that")
            : MessageText.Of($"key '{name}' appears {times} in this mapping, here as {value}; YAML readers disagree on which one counts");
        var related = MessageText.Of($"first given here, as {earlier}");
        return new Finding(YamlReader.DuplicateKeyRule, Severity.Error, SpanOf(source, builder.Data(again.Node)), message)
        {
            Related = [new RelatedSpan(SpanOf(source, builder.Data(first.Node)), related.Text)],
            Notes = Spellings(builder, name, first, again),
            Help = "keep one of them, or rename the one that was meant to be another key",
        };
    }

    /// <param name="builder">Holds the keys.</param>
    /// <param name="source">The file.</param>
    /// <param name="next">The first that is not told by itself.</param>
    /// <param name="count">That one and all behind it.</param>
    public static Finding MoreDuplicateKeys(NodeTreeBuilder builder, SourceText source, MappingKey next, int count) =>
        new(YamlReader.DuplicateKeyRule, Severity.Error, SpanOf(source, builder.Data(next.Node)), count == 1
            ? MessageText.Of($"one more key of this mapping, '{Shorten(next.Text!)}', was given before")
            : MessageText.Of($"{count} more keys of this mapping, from '{Shorten(next.Text!)}' on, were given before"))
        {
            Help = "keep one of each name",
        };

    /// <inheritdoc cref="MoreDuplicateKeys"/>
    public static Finding MoreOddKeys(NodeTreeBuilder builder, SourceText source, MappingKey next, int count) => Syntax(
        SpanOf(source, builder.Data(next.Node)),
        count == 1
            ? MessageText.Plain("one more key of this mapping is none to kubectl")
            : MessageText.Of($"{count} more keys of this mapping, from here on, are none to kubectl"),
        "write each key as text");

    public static Finding MissingMark(SourceText source, SourceSpan key, string name)
    {
        var start = key.Start;
        var isAtLineStart = start == 0 || source.Text[start - 1] is '\n' or '\r';
        return new Finding(YamlReader.DuplicateKeyRule, Severity.Error, key,
            MessageText.Of($"a '---' is missing before this line: another '{name}' begins a second resource in the document of the first"))
        {
            Label = "a second resource begins here",
            Notes = ["both were read as if the '---' stood here"],
            Effect = "kubectl keeps the last of each key and never applies the first resource; Helm and Kustomize refuse the file",
            Help = "put a line '---' before it",
            Fix = isAtLineStart ? new Fix("put '---' before it", [new TextEdit(source.Span(start, start), "---\n")], IsSafe: false) : null,
        };
    }

    private static System.Collections.Immutable.ImmutableArray<string> Spellings(
        NodeTreeBuilder builder, string name, MappingKey first, MappingKey again)
    {
        var one = Shorten(builder.SpanOf(builder.Follow(first.Node)).ToString());
        var other = Shorten(builder.SpanOf(builder.Follow(again.Node)).ToString());
        return one == other ? [] : [$"Kubernetes reads both '{one}' and '{other}' as the key '{name}'"];
    }

    private static int ValueOf(NodeTreeBuilder builder, MappingKey key) => builder.Follow(builder.NextOf(key.Node));

    private static bool IsScalar(NodeTreeBuilder builder, int node) =>
        builder.Data(node).Kind is not (NodeKind.Mapping or NodeKind.Sequence);

    private static MessageText Describe(NodeTreeBuilder builder, int node) => builder.Data(node) switch
    {
        { Kind: NodeKind.Mapping } => MessageText.Plain("a mapping"),
        { Kind: NodeKind.Sequence } => MessageText.Plain("a list"),
        _ when builder.SpanOf(node).IsEmpty => MessageText.Plain("an empty value"),
        _ => MessageText.Of($"'{Shorten(builder.SpanOf(node).ToString())}'"),
    };

    /// <summary>A value on one line and of bearable length.</summary>
    internal static string Shorten(string text) => Characters.Shorten(text, LongestQuoted);

    private static SourceSpan SpanOf(SourceText source, NodeData node) => source.Span(node.Start, node.End);
}
