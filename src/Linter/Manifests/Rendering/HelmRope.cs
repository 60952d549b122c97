using System.Text;
using Linter.Text;

namespace Linter.Manifests;

internal enum HelmLeafKind
{
    /// <summary>A scalar or key of a file of values.</summary>
    Values,

    /// <summary>Chart.yaml.</summary>
    Chart,

    /// <summary>The release's name, namespace and the like: given when rendering.</summary>
    Release,

    /// <summary>--set, which has no line.</summary>
    Set,

    /// <summary>Written in an action of a template.</summary>
    Constant,
}

/// <summary>Where a value came from.</summary>
/// <param name="Path">Such as ".Values.service.port".</param>
/// <param name="Source">Null where it is in no file.</param>
internal sealed record HelmLeaf(HelmLeafKind Kind, string Path, SourceText? Source, int Start, int End);

/// <summary>One run of a body of parts: the same lines run twice are two of them.</summary>
internal sealed class HelmFrame;

/// <summary>What put text there.</summary>
/// <param name="Frame">Which run of which body; of a dump of values, one of its own.</param>
/// <param name="Start">Of the literal text, the action or the dumped scalar.</param>
/// <param name="IsLiteral">The text stands in the source as it is.</param>
/// <param name="IsDump">A whole subtree of values was written out here.</param>
/// <param name="Inner">The place in what the action included.</param>
internal sealed record HelmPlace(HelmFrame Frame, SourceText Source, int Start, int End, bool IsLiteral, bool IsDump, HelmPlace? Inner);

/// <summary>Text that a template may write.</summary>
internal abstract class HelmStrand;

/// <param name="text">Null where it is not known.</param>
internal sealed class HelmPiece(string? text, HelmPlace? place, HelmLeaf[] leaves) : HelmStrand
{
    public string? Text => text;

    public HelmPlace? Place => place;

    public HelmLeaf[] Leaves => leaves;

    /// <summary>Of the text's first character from the start of the literal text at the innermost place.</summary>
    public int Offset { get; init; }

    /// <summary>Text that is not known may have several lines.</summary>
    public bool MayBreak { get; init; }

    public HelmPiece With(string? newText, int newOffset) => new(newText, place, leaves) { Offset = newOffset, MayBreak = MayBreak };

    public HelmPiece At(HelmPlace newPlace) => new(text, newPlace, leaves) { Offset = Offset, MayBreak = MayBreak };
}

/// <summary>One of several, whichever the rendered text shows.</summary>
/// <param name="options">With what it costs to take each.</param>
internal sealed class HelmChoice((HelmRope Rope, int Cost)[] options) : HelmStrand
{
    public (HelmRope Rope, int Cost)[] Options => options;
}

/// <summary>The same any number of times.</summary>
internal sealed class HelmLoop(HelmRope body, int cost) : HelmStrand
{
    public HelmRope Body => body;

    public int Cost => cost;
}

/// <summary>Text in pieces, each of which knows where it came from.</summary>
internal sealed class HelmRope
{
    public static readonly HelmRope Empty = new([]);

    /// <summary>Larger ones are made by templates that mean to.</summary>
    public const int MaxSize = 4_000_000;

    public HelmRope(IReadOnlyList<HelmStrand> strands)
    {
        Strands = strands;
        long size = 0;
        foreach (var strand in strands)
        {
            size += 1 + strand switch
            {
                HelmPiece piece => piece.Text?.Length ?? 0,
                HelmChoice choice => choice.Options.Sum(option => (long)option.Rope.Size),
                HelmLoop loop => loop.Body.Size,
                _ => 0,
            };
        }

        Size = (int)Math.Min(size, int.MaxValue / 2);
    }

    public IReadOnlyList<HelmStrand> Strands { get; }

    /// <summary>Characters and pieces.</summary>
    public int Size { get; }

    public static HelmRope Of(string text, params HelmLeaf[] leaves) => new([new HelmPiece(text, null, leaves)]);

    public static HelmRope Unknown(HelmLeaf[] leaves, bool mayBreak) => new([new HelmPiece(null, null, leaves) { MayBreak = mayBreak }]);

    /// <summary>Null where a part of it is not known.</summary>
    public string? Known()
    {
        if (Strands is [HelmPiece only])
            return only.Text;

        var builder = new StringBuilder();
        foreach (var strand in Strands)
        {
            if (strand is not HelmPiece { Text: { } text })
                return null;
            builder.Append(text);
        }

        return builder.ToString();
    }

    /// <summary>A few of what had a part in it.</summary>
    public HelmLeaf[] Leaves()
    {
        var found = new List<HelmLeaf>();
        Gather(this, found, 0);
        return [.. found];
    }

    /// <summary>A part of it by offsets; the whole unknown where it cannot be cut.</summary>
    public HelmRope Cut(int start, int end)
    {
        var pieces = new List<HelmStrand>();
        var at = 0;
        foreach (var strand in Strands)
        {
            if (strand is not HelmPiece { Text: { } text } piece)
                return Unknown(Leaves(), false);

            var (from, to) = (Math.Max(start - at, 0), Math.Min(end - at, text.Length));
            if (from < to || (text.Length == 0 && at >= start && at <= end))
                pieces.Add(to - from == text.Length ? piece : piece.With(text[from..to], piece.Offset + from));
            at += text.Length;
        }

        return new HelmRope(pieces);
    }

    /// <summary>Every line but empty ones moved to the right; where it starts with none, as if behind a line break.</summary>
    public HelmRope Indented(int width)
    {
        var spaces = new string(' ', Math.Clamp(width, 0, 200));
        var (strands, _) = Indented(this, spaces, true, 0);
        return strands;
    }

    private static (HelmRope Rope, bool AtLineStart) Indented(HelmRope rope, string spaces, bool atLineStart, int depth)
    {
        var result = new List<HelmStrand>();
        foreach (var strand in rope.Strands)
        {
            switch (strand)
            {
                case HelmPiece { Text: { } text } piece:
                    atLineStart = IndentPiece(result, piece, text, spaces, atLineStart);
                    break;
                case HelmPiece piece:
                    if (atLineStart)
                        result.Add(new HelmPiece(spaces, piece.Place, []));
                    result.Add(piece);
                    atLineStart = false;
                    break;
                case HelmChoice choice when depth < 20:
                    var ends = atLineStart;
                    var options = choice.Options.Select(option =>
                    {
                        var (inner, end) = Indented(option.Rope, spaces, atLineStart, depth + 1);
                        ends &= end;
                        return (inner, option.Cost);
                    }).ToArray();
                    result.Add(new HelmChoice(options));
                    atLineStart = ends;
                    break;
                case HelmLoop loop when depth < 20:
                    // Helm indents the first line of all; the bodies of loops begin with their line break as a rule.
                    var (body, _) = Indented(loop.Body, spaces, atLineStart, depth + 1);
                    result.Add(new HelmLoop(body, loop.Cost));
                    break;
                default:
                    result.Add(new HelmPiece(null, null, []) { MayBreak = true });
                    break;
            }
        }

        return (new HelmRope(result), atLineStart);
    }

    private static bool IndentPiece(List<HelmStrand> result, HelmPiece piece, string text, string spaces, bool atLineStart)
    {
        if (text.Length == 0)
        {
            result.Add(piece);
            return atLineStart;
        }

        for (var from = 0; from < text.Length;)
        {
            var line = text.IndexOf('\n', from);
            var to = line < 0 ? text.Length : line + 1;
            if (atLineStart)
                result.Add(new HelmPiece(spaces, piece.Place is { } place ? Outer(place) : null, []));
            result.Add(from == 0 && to == text.Length ? piece : piece.With(text[from..to], piece.Offset + from));
            atLineStart = line >= 0;
            from = to;
        }

        return atLineStart;
    }

    // Spaces that an action puts before a literal are not the literal's own.
    private static HelmPlace? Outer(HelmPlace place) =>
        place.IsLiteral ? null : place.Inner is null ? place : place with { Inner = Outer(place.Inner) };

    private static void Gather(HelmRope rope, List<HelmLeaf> found, int depth)
    {
        foreach (var strand in rope.Strands)
        {
            if (found.Count > 8 || depth > 10)
                return;
            if (strand is HelmPiece piece)
                found.AddRange(piece.Leaves.Where(leaf => !found.Contains(leaf)).Take(4));
            else if (strand is HelmLoop loop)
                Gather(loop.Body, found, depth + 1);
            else if (strand is HelmChoice choice)
                Array.ForEach(choice.Options, option => Gather(option.Rope, found, depth + 1));
        }
    }
}

/// <summary>A value as templates see it.</summary>
internal abstract class HelmValue
{
    public static readonly HelmLeaf[] NoLeaves = [];

    public HelmLeaf[] Leaves { get; init; } = NoLeaves;

    /// <summary>What an if makes of it; null where that is not known.</summary>
    public virtual bool? Truth => null;

    /// <summary>As an action writes it.</summary>
    public abstract HelmRope Written();

    public IEnumerable<HelmLeaf> AllLeaves() => this is HelmTextValue text ? text.Rope.Leaves() : Leaves;
}

/// <summary>Any value.</summary>
internal sealed class HelmUnknown(bool mayBreak) : HelmValue
{
    public static readonly HelmUnknown Any = new(true);

    public override HelmRope Written() => HelmRope.Unknown(Leaves, mayBreak);
}

internal sealed class HelmNone : HelmValue
{
    public static readonly HelmNone Absent = new();

    public override bool? Truth => false;

    public override HelmRope Written() => HelmRope.Of("", Leaves);
}

internal sealed class HelmBoolean(bool value) : HelmValue
{
    public bool Value => value;

    public override bool? Truth => value;

    public override HelmRope Written() => HelmRope.Of(value ? "true" : "false", Leaves);
}

internal sealed class HelmNumber(double value) : HelmValue
{
    public double Value => value;

    public override bool? Truth => value != 0;

    public string Text => Math.Abs(value) < 1e15 && value == Math.Floor(value)
        ? ((long)value).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    public override HelmRope Written() => HelmRope.Of(Text, Leaves);
}

internal sealed class HelmTextValue : HelmValue
{
    private readonly HelmRope rope;

    public HelmTextValue(HelmRope rope) => this.rope = rope.Size <= HelmRope.MaxSize ? rope : HelmRope.Unknown([], true);

    public HelmRope Rope => rope;

    public override bool? Truth => rope.Strands.Any(strand => strand is HelmPiece { Text.Length: > 0 })
        ? true
        : rope.Known() is { } text ? text.Length > 0 : null;

    public override HelmRope Written() => rope;
}

/// <summary>One entry of a map.</summary>
internal readonly record struct HelmEntry(HelmValue Value, HelmLeaf? Key);

internal sealed class HelmMap : HelmValue
{
    public SortedDictionary<string, HelmEntry> Entries { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Fields that it does not list are there for all we know.</summary>
    public bool IsOpen { get; init; }

    public override bool? Truth => Entries.Count > 0 ? true : IsOpen ? null : false;

    public override HelmRope Written() => HelmRope.Unknown(Leaves, false);

    public HelmValue Get(string name) =>
        Entries.TryGetValue(name, out var entry) ? entry.Value : IsOpen ? HelmUnknown.Any : HelmNone.Absent;

    public void Set(string name, HelmValue value) => Entries[name] = new HelmEntry(value, null);
}

internal sealed class HelmList(IReadOnlyList<HelmValue> items) : HelmValue
{
    public IReadOnlyList<HelmValue> Items => items;

    public override bool? Truth => items.Count > 0;

    public override HelmRope Written() => HelmRope.Unknown(Leaves, false);
}
