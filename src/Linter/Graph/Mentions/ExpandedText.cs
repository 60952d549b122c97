using System.Collections.Immutable;
using System.Text;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A run of characters that came from one scalar.</summary>
/// <param name="Start">Its first offset in the text.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Scalar">Where it came from.</param>
/// <param name="Offset">Its first offset in the scalar's value; -1 where what the scalar says stands for something else.</param>
internal readonly record struct TextPiece(int Start, int Length, Node Scalar, int Offset);

/// <summary>A value with its $(VAR) replaced as the kubelet does it; every character knows the scalar that it came from.</summary>
internal sealed class ExpandedText
{
    /// <summary>Stands for what no manifest says.</summary>
    public const char Unknown = '\uFFFC';

    // Nearly all texts are one piece, which takes no list.
    private readonly TextPiece whole;
    private readonly ImmutableArray<TextPiece> pieces;
    private ScalarPlaces? places;

    // Null for a scalar's own value.
    private readonly string? text;

    private ExpandedText(string? text, Node scalar, int offset)
    {
        this.text = text;
        whole = new TextPiece(0, text?.Length ?? scalar.Text.Length, scalar, offset);
    }

    /// <param name="text">Put together from several scalars.</param>
    /// <param name="pieces">Which part came from which, in order.</param>
    internal ExpandedText(string text, ImmutableArray<TextPiece> pieces)
    {
        this.text = text;
        this.pieces = pieces;
    }

    public ReadOnlySpan<char> Text => text is null ? whole.Scalar.Text : text;

    /// <summary>Where its parts stand in the file.</summary>
    public ScalarPlaces Places => places ??= new ScalarPlaces();

    /// <summary>The scalar's value as it stands.</summary>
    public static ExpandedText Of(Node scalar) => new(null, scalar, 0);

    /// <summary>A text that a field stands for.</summary>
    public static ExpandedText StandIn(Node field, string text) => new(text, field, -1);

    /// <summary>
    /// The scalar that these characters came from, and where in its value; the first one's where they came from several, with offset -1.
    /// </summary>
    public (Node Scalar, int Offset) Origin(int start, int length)
    {
        foreach (var piece in Pieces)
        {
            if (start >= piece.Start && start < piece.Start + piece.Length)
            {
                return (piece.Scalar,
                    piece.Offset < 0 || start + length > piece.Start + piece.Length ? -1 : piece.Offset + start - piece.Start);
            }
        }

        return (Pieces[0].Scalar, -1);
    }

    /// <summary>Which part came from which scalar, in order.</summary>
    internal ReadOnlySpan<TextPiece> Pieces => pieces.IsDefault ? new ReadOnlySpan<TextPiece>(in whole) : pieces.AsSpan();
}

/// <summary>
/// The variables of one container. A variable that holds others twice doubles with each step, so what grows beyond all that a process can
/// be started with is not known.
/// </summary>
internal sealed class Variables
{
    // Linux takes 128 KiB in one word of a program's arguments and environment, and 2 MiB in all of them; nobody names a host behind so
    // much.
    private const int MostInOne = 1 << 15;
    private const int MostInAll = 1 << 20;

    private readonly Dictionary<string, ExpandedText> values = new(StringComparer.Ordinal);
    private int left = MostInAll;

    /// <summary>The variable has this value from now on; null where nobody knows it.</summary>
    public void Set(string name, ExpandedText? value)
    {
        if (value is null)
            values.Remove(name);
        else
            values[name] = value;
    }

    /// <summary>
    /// $(NAME) becomes the variable's value where an earlier one has this name, "$$" becomes "$"
    /// (k8s.io/kubernetes third_party/forked/golang/expansion).
    /// </summary>
    public ExpandedText Expand(Node scalar)
    {
        var text = scalar.Value;
        if (!text.Contains('$', StringComparison.Ordinal))
            return ExpandedText.Of(scalar);

        var result = new StringBuilder();
        var pieces = ImmutableArray.CreateBuilder<TextPiece>();
        var (kept, lastClose) = (0, text.LastIndexOf(')'));
        for (var at = text.IndexOf('$', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length; at = text.IndexOf('$', at))
        {
            var close = text[at + 1] == '(' && at < lastClose ? text.IndexOf(')', at) : -1;
            if (text[at + 1] == '$')
            {
                Keep(kept, at + 1);
                kept = at + 2;
                at = kept;
            }
            else if (close > 0)
            {
                Keep(kept, at);
                Append(values.GetValueOrDefault(text[(at + 2)..close]));
                kept = close + 1;
                at = kept;
            }
            else
            {
                at++;
            }

            if (at >= text.Length)
                break;
        }

        Keep(kept, text.Length);
        return new ExpandedText(result.ToString(), pieces.ToImmutable());

        void Keep(int from, int to)
        {
            if (to > from)
                pieces.Add(new TextPiece(result.Length, to - from, scalar, from));
            result.Append(text, from, to - from);
        }

        void Append(ExpandedText? value)
        {
            if (value is null || value.Text.Length > Math.Min(MostInOne - result.Length, left))
            {
                result.Append(ExpandedText.Unknown);
                return;
            }

            left -= value.Text.Length;
            foreach (var piece in value.Pieces)
            {
                if (piece.Length > 0)
                    pieces.Add(piece with { Start = piece.Start + result.Length });
            }

            result.Append(value.Text);
        }
    }
}

/// <summary>Where parts of scalars' values stand in the file. Asked in their order, each begins where the one before was found.</summary>
internal sealed class ScalarPlaces
{
    // Whole, so that two who ask at once may take either.
    private Known? last;

    /// <summary>The exact span of a part of the value; null where escapes or folding hide it.</summary>
    public SourceSpan? Find(Node scalar, int offset, int length)
    {
        var value = scalar.Text;
        var span = scalar.Span;
        if (offset < 0 || offset + length > value.Length)
            return null;

        // Flow scalars are never longer than they are written: where nothing was dropped, nothing was moved either.
        var part = value.Slice(offset, length);
        var start = scalar.Style switch
        {
            ScalarStyle.Plain when span.Length == value.Length => span.Start + offset,
            ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted when span.Length == value.Length + 2 => span.Start + 1 + offset,
            ScalarStyle.Plain => InFlow(span.Source.Text.AsSpan(0, span.End), new Known(scalar, 0, span.Start), offset, '\0'),
            ScalarStyle.SingleQuoted =>
                InFlow(span.Source.Text.AsSpan(0, span.End - 1), new Known(scalar, 0, span.Start + 1), offset, '\''),
            ScalarStyle.DoubleQuoted => InFlow(span.Source.Text.AsSpan(0, span.End - 1), new Known(scalar, 0, span.Start + 1), offset, '"'),
            ScalarStyle.Literal => InLiteral(span, value, offset),
            _ => -1,
        };
        if (start >= 0 && start + length <= span.End && span.Source.Text.AsSpan(start, length).SequenceEqual(part))
            return new SourceSpan(span.Source, start, start + length);

        var only = span.Slice.IndexOf(part);
        return only < 0 || span.Slice[(only + 1)..].IndexOf(part) >= 0
            ? null
            : new SourceSpan(span.Source, span.Start + only, span.Start + only + length);
    }

    // A line break is a space, further ones are breaks; the blanks around them go. Escapes stand in double quotes only.
    private int InFlow(ReadOnlySpan<char> text, Known start, int offset, char quote)
    {
        var from = last is { } known && known.Scalar == start.Scalar && known.Offset <= offset ? known : start;
        var (decoded, at) = (from.Offset, from.At);
        while (decoded < offset && at < text.Length)
        {
            var (written, read) = text[at] switch
            {
                '\\' when quote == '"' => Escape(text[at..]),
                '\'' when quote == '\'' => (2, 1),
                ' ' or '\t' or '\r' or '\n' => Blanks(text[at..], offset - decoded),
                _ => (1, 1),
            };
            at += written;
            decoded += read;
        }

        last = new Known(start.Scalar, decoded, at);
        return at;
    }

    private static (int Written, int Read) Escape(ReadOnlySpan<char> text) => text.Length < 2 ? (1, 1) : text[1] switch
    {
        'x' => (4, 1),
        'u' => (6, 1),
        'U' => (10, text.Length > 5 && text[2..6] is "0000" ? 1 : 2),
        '\r' or '\n' => (2 + LengthOfBlanks(text[2..]), 0),
        _ => (2, 1),
    };

    private static (int Written, int Read) Blanks(ReadOnlySpan<char> text, int most)
    {
        var length = LengthOfBlanks(text);
        var breaks = text[..length].Count('\n');
        var onLine = Math.Min(length, most);
        return breaks == 0 ? (onLine, onLine) : (length, breaks == 1 ? 1 : breaks - 1);
    }

    private static int LengthOfBlanks(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExcept(" \t\r\n");
        return length < 0 ? text.Length : length;
    }

    // Line for line below the indicator; the indentation is what a line has more than its value.
    private static int InLiteral(SourceSpan span, ReadOnlySpan<char> value, int offset)
    {
        var before = value[..offset];
        var line = span.From.Line + 1 + before.Count('\n');
        if (line > span.Source.LineCount)
            return -1;

        var column = before.Length - 1 - before.LastIndexOf('\n');
        var rest = value[offset..];
        var end = rest.IndexOf('\n');
        var valueLength = column + (end < 0 ? rest.Length : end);
        var written = span.Source.Line(line);
        return written.Length < valueLength ? -1 : span.Source.LineStart(line) + written.Length - valueLength + column;
    }

    // A character of a scalar's value, and where it stands in the file.
    private sealed record Known(Node Scalar, int Offset, int At);
}
