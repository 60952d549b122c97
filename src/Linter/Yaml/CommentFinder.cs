using System.Collections.Immutable;
using Linter.Text;

namespace Linter.Yaml;

/// <summary>
/// Finds comments in the gaps between tokens, where a # cannot belong to a scalar. The parser's own comment events are not
/// used: it loses some and misreads values next to others.
/// </summary>
internal sealed class CommentFinder(SourceText source)
{
    /// <summary>The last three are line breaks to the parser, if not to editors.</summary>
    private const string Breaks = "\r\n\u0085\u2028\u2029";
    private const string White = " \t" + Breaks;

    private readonly ImmutableArray<Comment>.Builder comments = ImmutableArray.CreateBuilder<Comment>();

    public ImmutableArray<Comment> Comments() => comments.DrainToImmutable();

    /// <summary>Forgets the comments from an offset on.</summary>
    public void Forget(int from)
    {
        while (comments.Count > 0 && comments[^1].Span.Start >= from)
            comments.RemoveAt(comments.Count - 1);
    }

    /// <summary>Takes in a comment of which it is known that it is one.</summary>
    public void Add(int from, int to, bool isTrailing) => comments.Add(new Comment(source.Span(from, to), isTrailing));

    /// <summary>
    /// Takes in the comments between two offsets; returns the offset behind the last character that is neither white nor comment.
    /// </summary>
    public int Scan(int from, int to)
    {
        var text = source.Text;
        var solid = from;
        while (from < to)
        {
            var hash = FindHash(from, to);
            var piece = text.AsSpan(from, (hash < 0 ? to : hash) - from).TrimEnd(White);
            if (!piece.IsEmpty)
                solid = from + piece.Length;
            if (hash < 0)
                break;

            from = EndOfLine(text, hash, to);
            comments.Add(new Comment(source.Span(hash, from), IsTrailing(text, hash)));
        }

        return solid;
    }

    public static int EndOfLine(string text, int from, int to)
    {
        var length = text.AsSpan(from, to - from).IndexOfAny(Breaks);
        return length < 0 ? to : from + length;
    }

    /// <summary>What the parser takes for white space: no-break spaces are text.</summary>
    public static bool IsWhite(char character) => White.Contains(character);

    private int FindHash(int from, int to)
    {
        var text = source.Text;
        while (true)
        {
            var index = text.AsSpan(from, to - from).IndexOf('#');
            if (index < 0)
                return -1;

            from += index;
            if (from == 0 || text[from - 1] == '\uFEFF' || White.Contains(text[from - 1]))
                return from;
            from++;
        }
    }

    private static bool IsTrailing(string text, int hash)
    {
        var before = text.AsSpan(0, hash).TrimEnd(" \t\uFEFF");
        return !before.IsEmpty && !Breaks.Contains(before[^1]);
    }
}
