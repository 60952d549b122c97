namespace Linter.Yaml;

/// <summary>A part of a text as a reader, without a copy.</summary>
internal sealed class TextSlice(char[] text, int start, int end) : TextReader
{
    private int next = start;

    public override int Peek() => next < end ? text[next] : -1;

    public override int Read() => next < end ? text[next++] : -1;

    public override int Read(char[] buffer, int index, int count)
    {
        var length = Math.Min(count, end - next);
        Array.Copy(text, next, buffer, index, length);
        next += length;
        return length;
    }
}
