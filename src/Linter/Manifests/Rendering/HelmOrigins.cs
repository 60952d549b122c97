using System.Collections.Immutable;
using Linter.Findings;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>Places of one rendered document by the pieces that it was matched with.</summary>
internal sealed class HelmOrigins(HelmDocument document, SourceText template)
{
    private const int MaxOthers = 4;

    private readonly List<HelmStep> steps = document.Steps ?? [];

    public Origin Of(RenderedPlace place)
    {
        var (node, isKey) = (place.Node, place.IsKey);
        if (node.Tree != place.Document.Tree)
            return Nearest(place.Document.Span.Start);
        if (!node.IsScalar)
            return OfCollection(node);
        return OfStretch(node.Span.Start, node.Span.End, isKey || IsKey(node));
    }

    // From its first scalar to its last where both are in one body.
    private Origin OfCollection(Node node)
    {
        var tree = node.Tree;
        var next = tree.NextOf(node.Index);
        var (first, last) = (-1, -1);
        for (var index = node.Index + 1; index < next; index++)
        {
            if (tree.Data(index).Kind != NodeKind.Scalar)
                continue;
            first = first < 0 ? index : first;
            last = index;
        }

        if (first < 0)
            return OfStretch(node.Span.Start, node.Span.End, false);

        var start = OfStretch(tree.Data(first).Start, tree.Data(first).End, node.IsMapping);
        if (first == last || start.Certainty != OriginCertainty.Exact)
            return start;

        var end = OfStretch(tree.Data(last).Start, tree.Data(last).End, false);
        return ReferenceEquals(end.Span.Source, start.Span.Source) && end.Certainty == OriginCertainty.Exact
            && end.Span.End > start.Span.End
            ? start with { Span = start.Span with { End = end.Span.End } }
            : start;
    }

    private static bool IsKey(Node node)
    {
        var text = node.Tree.Source.Text.AsSpan(node.Span.End);
        return text.StartsWith(":") && (text.Length == 1 || char.IsWhiteSpace(text[1]));
    }

    private Origin OfStretch(int start, int end, bool isKey)
    {
        var own = Covering(start, end);
        if (own.Exists(step => step.Piece?.Place is null && step.End > step.Start))
            return Nearest(start);
        own.RemoveAll(step => step.Piece?.Place is null);
        if (own.Exists(step => !IsBlank(step)))
            own.RemoveAll(IsBlank);
        if (own.Count == 0)
            return Nearest(start);

        // What makes a line of it: the key or dash before, or the colon behind.
        var mate = isKey ? At(end) : Before(start);
        var level = Level(own, mate);
        var others = ImmutableArray.CreateBuilder<RelatedSpan>();
        var span = Span(own, level, start, end);
        if (span is not { } found)
            return Nearest(start);

        var notes = ImmutableArray.CreateBuilder<string>();
        var isWhole = mate is not { Piece.Place: { } matePlace }
            || !own.Exists(step => IsSameAction(PlaceAt(step.Piece!.Place!, level), PlaceAt(matePlace, level)));
        AddLeaves(own, found, others, notes);
        if (level > 0 && PlaceAt(own[0].Piece!.Place!, 0) is { } outer && Show(outer) is { } outermost && !found.Contains(outermost))
            others.Add(new RelatedSpan(outermost, IsDump(own[0], level) ? "written here" : "included here"));
        return new Origin(found, isWhole ? OriginCertainty.Exact : OriginCertainty.Line)
        {
            Others = others.ToImmutable(),
            Notes = notes.ToImmutable(),
        };
    }

    private static bool IsDump(HelmStep step, int level) => PlaceAt(step.Piece!.Place!, level)?.IsDump == true;

    private static bool IsSameAction(HelmPlace? one, HelmPlace? other) => one is { IsLiteral: false, IsDump: false } && other is not null
        && ReferenceEquals(one.Source, other.Source) && one.Start == other.Start && one.End == other.End
        && ReferenceEquals(one.Frame, other.Frame);

    // The innermost body that all of it was written in.
    private static int Level(List<HelmStep> own, HelmStep? mate)
    {
        var all = mate is { Piece.Place: not null } beside ? [.. own, beside] : own;
        for (var level = 0; ; level++)
        {
            var next = all.ConvertAll(step => PlaceAt(step.Piece!.Place!, level + 1));
            if (next[0] is not { } first || next.Exists(place => place is null || !ReferenceEquals(place.Frame, first.Frame)))
                return level;
            if (first.IsDump && all.Exists(step => step.Kind != HelmStepKind.Match))
                return level;
        }
    }

    private static HelmPlace? PlaceAt(HelmPlace place, int level)
    {
        HelmPlace? at = place;
        for (var step = 0; step < level && at is not null; step++)
            at = at.Inner;
        return at;
    }

    private static SourceSpan? Span(List<HelmStep> own, int level, int start, int end)
    {
        SourceSpan? whole = null;
        foreach (var step in own)
        {
            if (PlaceAt(step.Piece!.Place!, level) is not { } place)
                return null;

            var (from, to) = (place.Start, place.End);
            if (place.IsLiteral)
            {
                from = place.Start + step.Piece.Offset + step.Offset + Math.Max(0, start - step.Start);
                to = from + Math.Min(end, step.End) - Math.Max(start, step.Start);
            }

            (from, to) = (Math.Clamp(from, 0, place.Source.Text.Length), Math.Clamp(to, 0, place.Source.Text.Length));
            if (whole is not { } sofar)
                whole = place.Source.Span(from, Math.Max(from, to));
            else if (ReferenceEquals(sofar.Source, place.Source))
                whole = place.Source.Span(Math.Min(sofar.Start, from), Math.Max(sofar.End, to));
        }

        return whole;
    }

    private static SourceSpan? Show(HelmPlace place) => place.Source.Span(place.Start, place.End);

    private static void AddLeaves(
        List<HelmStep> own, SourceSpan span, ImmutableArray<RelatedSpan>.Builder others, ImmutableArray<string>.Builder notes)
    {
        foreach (var leaf in own.Where(step => step.Kind != HelmStepKind.Instead).SelectMany(step => step.Piece!.Leaves))
        {
            if (leaf.Kind is HelmLeafKind.Release or HelmLeafKind.Set)
                Add(notes, leaf.Kind == HelmLeafKind.Set ? $"filled by --set {leaf.Path}" : $"filled by the release's {leaf.Path}");
            if (leaf.Source is null || others.Count >= MaxOthers)
                continue;

            var place = leaf.Source.Span(leaf.Start, leaf.End);
            if (!span.Contains(place) && !place.Contains(span) && !others.Any(other => other.Span == place))
                others.Add(new RelatedSpan(place, leaf.Kind == HelmLeafKind.Constant ? "given here" : $"filled from {leaf.Path}"));
        }
    }

    private static void Add(ImmutableArray<string>.Builder notes, string note)
    {
        if (!notes.Contains(note))
            notes.Add(note);
    }

    // The line of what was last told for sure before it.
    private Origin Nearest(int offset)
    {
        for (var index = Math.Min(FirstEndingBehind(offset), steps.Count - 1); index >= 0; index--)
        {
            var step = steps[index];
            if (step.Start <= offset && step.Piece?.Place is { } place && step.Kind == HelmStepKind.Match && !IsBlank(step))
            {
                var start = Math.Clamp(place.IsLiteral ? place.Start + step.Piece.Offset + step.Offset : place.Start, 0,
                    place.Source.Text.Length);
                return new Origin(Line(place.Source, start), OriginCertainty.Line);
            }
        }

        return new Origin(HelmWayBack.FirstLine(template), OriginCertainty.File);
    }

    private static SourceSpan Line(SourceText source, int offset)
    {
        var line = source.PositionAt(offset).Line;
        var content = source.Line(line);
        var start = source.LineStart(line);
        var indent = content.Length - content.TrimStart().Length;
        return source.Span(start + indent, Math.Max(start + indent, start + content.TrimEnd().Length));
    }

    private List<HelmStep> Covering(int start, int end)
    {
        var found = new List<HelmStep>();
        for (var index = FirstEndingBehind(start); index < steps.Count && steps[index].Start <= end; index++)
        {
            var step = steps[index];
            if (start == end
                ? step.Start <= start && step.End >= end && step.Start == step.End && step.Piece?.Place is not null
                : step.Start < end && step.End > start)
            {
                found.Add(step);
            }
        }

        return found;
    }

    // Line breaks and spaces that an action put before it have no place of their own.
    private HelmStep? Before(int start)
    {
        var text = start;
        for (var index = Math.Min(FirstEndingBehind(text - 1), steps.Count - 1); index >= 0; index--)
        {
            var step = steps[index];
            if (step.Start < start && step.Piece is not null && !IsBlank(step))
                return step;
        }

        return null;
    }

    private static bool IsBlank(HelmStep step) => step.End == step.Start
        || (step.Piece?.Text is { } text
            && text.AsSpan(step.Offset, Math.Min(text.Length - step.Offset, step.End - step.Start)).IsWhiteSpace());

    private HelmStep? At(int offset)
    {
        var index = FirstEndingBehind(offset);
        return index < steps.Count && steps[index].Start <= offset && steps[index].Piece is not null ? steps[index] : null;
    }

    // Of the first step that ends behind an offset, those without text before it included.
    private int FirstEndingBehind(int offset)
    {
        var (low, high) = (0, steps.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = steps[middle].End < offset || (steps[middle].End == offset && steps[middle].Start < offset)
                ? (middle + 1, high)
                : (low, middle);
        }

        return low;
    }
}
