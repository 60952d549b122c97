namespace Linter.Yaml;

/// <summary>A line as offsets: where it begins, its first character that is not white, and behind its last one.</summary>
internal readonly record struct TextLine(int Start, int ContentStart, int ContentEnd)
{
    public int Indentation => ContentStart - Start;

    public bool IsBlank => ContentStart == ContentEnd;

    public static TextLine At(string text, int offset)
    {
        offset = Math.Clamp(offset, 0, text.Length);
        var start = text.AsSpan(0, offset).LastIndexOfAny('\r', '\n') + 1;
        var length = text.AsSpan(start).IndexOfAny('\r', '\n');
        var line = text.AsSpan(start, (length < 0 ? text.Length : start + length) - start);
        var indentation = line.Length - line.TrimStart(" \t").Length;
        return new TextLine(start, start + indentation, start + Math.Max(indentation, line.TrimEnd(" \t").Length));
    }

    public ReadOnlySpan<char> Content(string text) => text.AsSpan(ContentStart, ContentEnd - ContentStart);

    /// <summary>The nearest line above that holds more than white space and comments, not before an offset.</summary>
    public TextLine? Previous(string text, int from)
    {
        var start = Start;
        while (start > from)
        {
            var line = At(text, start - 1);
            if (line.Start < from && !DocumentStarts.IsAt(text, line.Start))
            {
                line = line with
                {
                    Start = from,
                    ContentStart = Math.Max(from, line.ContentStart),
                    ContentEnd = Math.Max(from, line.ContentEnd)
                };
            }

            if (!line.IsBlank && text[line.ContentStart] != '#')
                return DocumentStarts.IsAt(text, line.Start) ? null : line;
            start = Math.Min(line.Start, start - 1);
        }

        return null;
    }

    /// <summary>The columns at which something begins on the line, 0-based: behind every leading dash too.</summary>
    public IEnumerable<int> Columns(string text)
    {
        var at = ContentStart;
        yield return at - Start;
        while (at + 1 < ContentEnd && text[at] == '-' && text[at + 1] == ' ')
        {
            at++;
            while (at < ContentEnd && text[at] == ' ')
                at++;
            yield return at - Start;
        }
    }

    public static bool HasColon(ReadOnlySpan<char> content) =>
        content.IndexOf(": ") >= 0 || content.EndsWith(":") || content.IndexOf(":\t") >= 0;

    /// <summary>The key of the line, or its whole content; leading dashes left off.</summary>
    public string Subject(string text)
    {
        var content = Content(text);
        while (content.StartsWith("- "))
            content = content[1..].TrimStart(' ');
        var colon = content.IndexOf(": ");
        if (colon < 0 && content.EndsWith(":"))
            colon = content.Length - 1;
        return ReaderFindings.Shorten((colon > 0 ? content[..colon] : content).ToString());
    }
}
