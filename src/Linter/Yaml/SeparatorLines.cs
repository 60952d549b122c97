using Linter.Findings;
using Linter.Text;

namespace Linter.Yaml;

/// <summary>
/// What kubectl makes of the lines between documents. It cuts a file at each line that begins with <c>---</c> before YAML
/// reads the pieces, refuses one that goes on with anything but a comment, and so parts a directive from its document
/// (k8s.io/apimachinery, util/yaml, YAMLReader). To YAML all this may be sound.
/// </summary>
internal static class SeparatorLines
{
    private const string Mark = "---";
    private const string EndMark = "...";

    /// <summary>A directive at the top, and content on the line of a <c>---</c> with white space between them.</summary>
    public static IEnumerable<Finding> Find(SourceText source)
    {
        var text = source.Text;
        var begin = Begin(text);
        if (Directive(text, begin) is { } directive)
            yield return ReaderFindings.DirectiveAtTop(source.Span(directive.ContentStart, directive.ContentEnd));

        for (var at = Next(text, begin, begin); at >= 0; at = Next(text, begin, at + 1))
        {
            if (DocumentStarts.IsAt(text, at) && Content(text, at) is var (start, end) && start < end)
                yield return ReaderFindings.ContentBehindMark(source, at, start, end);
        }

        foreach (var finding in Ends(source, begin).Concat(BehindReturns(source, begin)))
            yield return finding;
    }

    /// <summary>
    /// Marks behind a carriage return alone: kubectl cuts the file at line feeds only, and YAML gives it the first document of a piece.
    /// </summary>
    private static IEnumerable<Finding> BehindReturns(SourceText source, int begin)
    {
        var text = source.Text;
        var (from, hasContent) = (begin, false);
        for (var mark = NextReturn(text, begin); mark >= 0; mark = NextReturn(text, mark))
        {
            if (text.AsSpan(from, mark - from).LastIndexOf("\n---") is >= 0 and var feed)
                (from, hasContent) = (from + feed + 1, false);
            hasContent |= HasContent(text, from, mark);
            from = mark;
            if (!hasContent || !DocumentStarts.IsAt(text, mark))
            {
                // A document that one mark begins and another ends is the piece's first, though it is empty.
                hasContent |= DocumentStarts.IsAt(text, mark);
                continue;
            }

            // Told once for all up to the next mark that kubectl sees.
            var next = Next(text, begin, mark);
            if (HasContent(text, mark, next < 0 ? text.Length : next))
                yield return ReaderFindings.MarkBehindReturn(source, mark);
            if (next < 0)
                yield break;
            (mark, from, hasContent) = (next, next, false);
        }
    }

    private static int NextReturn(string text, int from) =>
        text.AsSpan(from).IndexOf("\r---") is >= 0 and var index ? from + index + 1 : -1;

    // With line ends as YAML sees them.
    private static bool HasContent(string text, int from, int to)
    {
        var lines = text[from..to].Replace('\r', '\n');
        return FirstContent(lines, 0, lines.Length) >= 0;
    }

    /// <summary>Whether a line begins with three dots that end a document.</summary>
    public static bool IsEnd(string text, int line) =>
        text.AsSpan(line).StartsWith(EndMark)
        && (line + EndMark.Length == text.Length || CommentFinder.IsWhite(text[line + EndMark.Length]));

    /// <summary>The first such line from the start of a line on; -1 for none.</summary>
    public static int NextEnd(string text, int from, int limit)
    {
        for (var at = from; at < limit;)
        {
            if (IsEnd(text, at))
                return at;

            var next = text.AsSpan(at, limit - at).IndexOf("\n...");
            if (next < 0)
                return -1;
            at += next + 1;
        }

        return -1;
    }

    /// <summary>Whether nothing but comments and a <c>---</c> stands between two offsets at the starts of lines.</summary>
    public static bool IsBlank(string text, int from, int to) => FirstContent(text, from, to) < 0;

    /// <summary>
    /// What stands behind the three dots that end a document, before the next one is begun, and dots with nothing above them.
    /// </summary>
    private static IEnumerable<Finding> Ends(SourceText source, int begin)
    {
        var text = source.Text;
        for (var piece = begin; piece < text.Length;)
        {
            var dots = NextEnd(text, piece, text.Length);
            if (dots < 0)
                yield break;

            piece = Math.Max(piece, DocumentStarts.Before(text, piece, dots));
            var next = Next(text, begin, dots);
            var end = next < 0 ? text.Length : next;
            // kubectl reads the line of the first --- with what follows it, and so an empty document.
            var isEmpty = DocumentStarts.IsAt(text, piece) && (piece == begin || IsMarkAbove(text, piece));
            if (!isEmpty && IsBlank(text, piece, dots))
            {
                yield return ReaderFindings.EndBeforeContent(source, dots);
            }
            else if (FirstContent(text, dots, end) is >= 0 and var content)
            {
                yield return ReaderFindings.ContentBehindEnd(source, content, TextLine.At(text, content).ContentEnd,
                    IsManifest(text.AsSpan(content, end - content)));
            }

            piece = end;
        }
    }

    private static bool IsManifest(ReadOnlySpan<char> text) =>
        text.Contains("apiVersion", StringComparison.Ordinal) || text.Contains("kind:", StringComparison.Ordinal);

    /// <summary>
    /// The first thing on the lines between two offsets that is no comment, directive or mark of a document; -1 for none.
    /// </summary>
    private static int FirstContent(string text, int from, int to)
    {
        for (var at = from; at < to;)
        {
            var end = text.AsSpan(at, to - at).IndexOf('\n') is >= 0 and var length ? at + length : to;
            var line = text.AsSpan(at, end - at);
            var mark = DocumentStarts.IsAt(text, at) || IsEnd(text, at) ? Mark.Length : 0;
            var white = line[mark..].Length - line[mark..].TrimStart().Length;
            var content = line[(mark + white)..];
            if (!content.IsEmpty && content[0] != '#' && !(mark + white == 0 && content[0] == '%'))
                return at + mark + white;
            at = end + 1;
        }

        return -1;
    }

    /// <summary>
    /// The next line at or behind an offset whose <c>---</c> something other than white space follows at once; the length of the text for
    /// none.
    /// </summary>
    public static int NextGlued(string text, int from)
    {
        var begin = Begin(text);
        for (var at = Next(text, begin, from); at >= 0; at = Next(text, begin, at + 1))
        {
            if (at + Mark.Length < text.Length && !char.IsWhiteSpace(text[at + Mark.Length]))
                return at;
        }

        return text.Length;
    }

    /// <summary>What is wrong with such a line, and from where to read on; -1 where the document that holds it is lost.</summary>
    public static (Finding Finding, int Resume) Explain(SourceText source, int mark)
    {
        var text = source.Text;
        var line = TextLine.At(text, mark);
        var rest = text.AsSpan(mark + Mark.Length, line.ContentEnd - mark - Mark.Length);
        if (rest[0] == '#')
        {
            // kubectl reads the line of a --- with the document below it where nothing stands above.
            var isFirst = mark == Begin(text) || IsMarkAbove(text, mark);
            return (ReaderFindings.CommentBehindDashes(source, mark, mark + Mark.Length, isFirst), isFirst ? -1 : line.ContentEnd);
        }

        if (!rest.ContainsAnyExcept('-'))
            return (ReaderFindings.TooManyDashes(source, mark, line.ContentEnd), line.ContentEnd);
        return rest[0] != '-' && (TextLine.HasColon(rest) || rest[0] is '{' or '[')
            ? (ReaderFindings.GluedMark(source, mark, line.ContentEnd), mark + Mark.Length)
            : (ReaderFindings.TextBehindDashes(source, mark, line.ContentEnd), -1);
    }

    private static bool IsMarkAbove(string text, int mark) => text.AsSpan(TextLine.At(text, mark - 1).Start).StartsWith(Mark);

    private static int Begin(string text) => text.StartsWith('\uFEFF') ? 1 : 0;

    /// <summary>The next <c>---</c> with which a line begins as kubectl sees lines; -1 for none.</summary>
    private static int Next(string text, int begin, int from)
    {
        if (from <= begin && text.AsSpan(begin).StartsWith(Mark))
            return begin;
        if (from > text.Length)
            return -1;

        from = Math.Max(begin, from - 1);
        var index = text.AsSpan(from).IndexOf("\n---");
        return index < 0 ? -1 : from + index + 1;
    }

    /// <summary>What stands on the line of a mark behind it, unless it is a comment.</summary>
    private static (int Start, int End) Content(string text, int mark)
    {
        var from = mark + Mark.Length;
        var length = text.AsSpan(from).IndexOf('\n');
        var line = length < 0 ? text.AsSpan(from) : text.AsSpan(from, length);
        var start = from + line.Length - line.TrimStart().Length;
        var content = line.Trim();
        if (content.IsEmpty || content[0] == '#')
            return default;

        // A comment behind the content is not at fault.
        var comment = content.IndexOf(" #");
        var shown = comment < 0 ? content : content[..comment].TrimEnd();
        return (start, start + shown.Length);
    }

    /// <summary>The first directive above the first <c>---</c>, where nothing but comments stands with it.</summary>
    private static TextLine? Directive(string text, int begin)
    {
        TextLine? directive = null;
        for (var at = begin; at < text.Length;)
        {
            var line = TextLine.At(text, at);
            if (DocumentStarts.IsAt(text, at))
                return directive;
            if (text[at] == '%')
                directive ??= line with { ContentStart = at };
            else if (!line.IsBlank && text[line.ContentStart] != '#')
                return null;

            var next = text.AsSpan(at).IndexOf('\n');
            at = next < 0 ? text.Length : at + next + 1;
        }

        return null;
    }
}
