namespace Linter.Text;

/// <summary>
/// One file's text under the path that reports show. Offsets are UTF-16 code units from the start of <see cref="Text"/>,
/// which never holds a byte order mark.
/// </summary>
/// <param name="path">Shown path: relative, with forward slashes.</param>
/// <param name="text">The whole text.</param>
public sealed class SourceText(string path, string text)
{
    /// <summary>Found when somebody asks for a line, which may happen on several threads at once.</summary>
    private int[]? foundLineStarts;

    public string Path { get; } = path;

    public string Text { get; } = text;

    /// <summary>At least 1: an empty file has one empty line.</summary>
    public int LineCount => LineStarts.Length;

    /// <summary>The 1-based line and column of an offset between 0 and the length of the text.</summary>
    public LinePosition PositionAt(int offset)
    {
        var lineStarts = LineStarts;
        var index = Array.BinarySearch(lineStarts, Math.Clamp(offset, 0, Text.Length));
        var line = index >= 0 ? index : ~index - 1;
        return new LinePosition(line + 1, Math.Clamp(offset, 0, Text.Length) - lineStarts[line] + 1);
    }

    /// <summary>The offset at which the 1-based line begins.</summary>
    public int LineStart(int line) => LineStarts[line - 1];

    /// <summary>The text of the 1-based line without its line break.</summary>
    public ReadOnlySpan<char> Line(int line)
    {
        var lineStarts = LineStarts;
        var start = lineStarts[line - 1];
        var end = line < lineStarts.Length ? lineStarts[line] : Text.Length;
        return Text.AsSpan(start, end - start).TrimEnd("\r\n");
    }

    public SourceSpan Span(int start, int end) => new(this, start, end);

    public override string ToString() => Path;

    private int[] LineStarts => foundLineStarts ??= FindLineStarts(Text);

    private static int[] FindLineStarts(string text)
    {
        var rest = text.AsSpan();
        var starts = new int[1 + rest.Count('\n') + rest.Count('\r')];
        var count = 1;
        for (var offset = 0; ;)
        {
            var index = rest.IndexOfAny('\n', '\r');
            if (index < 0)
                break;

            index += rest[index] == '\r' && index + 1 < rest.Length && rest[index + 1] == '\n' ? 2 : 1;
            offset += index;
            rest = rest[index..];
            starts[count++] = offset;
        }

        Array.Resize(ref starts, count);
        return starts;
    }
}
