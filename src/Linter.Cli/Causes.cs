using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Cli;

/// <summary>
/// Says which change made a finding, where that can be told: the value at one of its ends was another one, or was not there.
/// </summary>
internal sealed class Causes
{
    private const int Most = 3;
    private const int LongestValue = 60;

    private readonly string since;
    private readonly ILookup<string, Resource> resourcesByPath;
    private readonly ILookup<(string Kind, string? Namespace, string Name), Resource> then;
    private readonly ImmutableArray<Resource> removed;
    private readonly ILookup<(string Path, string Kind), Resource> added;

    /// <param name="since">The revision, as the user wrote it.</param>
    /// <param name="now">Resources of the run.</param>
    /// <param name="then">Resources at the revision.</param>
    public Causes(string since, IReadOnlyCollection<Resource> now, IReadOnlyCollection<Resource> then)
    {
        this.since = since;
        resourcesByPath = now.ToLookup(resource => resource.Source.Path, StringComparer.Ordinal);
        this.then = then.ToLookup(Key);
        var keys = now.Select(Key).ToHashSet();
        removed = [.. then.Where(resource => resource.Name.Length > 0 && !keys.Contains(Key(resource)))];
        added = now.Where(resource => !this.then.Contains(Key(resource))).ToLookup(resource => (resource.Source.Path, resource.KindName));
    }

    /// <summary>The finding with a note for what changed; as it is where nothing can be told.</summary>
    public Finding Explain(NewFinding added)
    {
        var finding = added.Finding;
        if (added.Was is { } was)
            return finding with { Notes = finding.Notes.Add($"{was.Severity.Name()} at {since}") };

        var changes = Changes(finding).Distinct(StringComparer.Ordinal).Take(Most).ToList();
        return changes.Count == 0
            ? finding
            : finding with { Notes = finding.Notes.Add($"new since {since}: {string.Join("; ", changes)}") };
    }

    private IEnumerable<string> Changes(Finding finding)
    {
        var primary = At(finding.Span);
        if (primary is { Then: null, Resource: { } own })
            return [$"{own.Quoted} was not there ({Place(own.NameNode.Span)})"];

        var ends = finding.Related.Select(related => related.Span)
            .Concat(finding.Path.Select(hop => hop.Span))
            .Select(At)
            .Prepend(primary)
            .ToList();
        var told = Told(ends, Reach.Value).Concat(removed.Where(resource => Speaks(finding, resource)).Select(DescribeRemoved)).ToList();
        if (told.Count == 0)
            told = Told(ends, Reach.Around);
        if (told.Count > 0)
            return told;

        // Nothing that the finding points at changed; what else did in the same resources is likely to be it.
        told = removed.Length == 1 ? [DescribeRemoved(removed[0])] : Told(ends, Reach.Resource);
        return told.Take(1).Select(change => $"perhaps because {change}");
    }

    private static List<string> Told(List<End> ends, Reach reach) => [.. ends.Select(end => Describe(end, reach)).OfType<string>()];

    private static bool Speaks(Finding finding, Resource resource) =>
        finding.Message.Text.Contains(resource.KindName, StringComparison.Ordinal)
        && finding.Message.Arguments.Any(argument => argument == resource.Name || argument == resource.ToString());

    private string DescribeRemoved(Resource resource)
    {
        var renamed = added[(resource.Source.Path, resource.KindName)].Take(2).ToList();
        var isOnlyOne = renamed.Count == 1
            && removed.Count(other => other.Source.Path == resource.Source.Path && other.KindName == resource.KindName) == 1;
        return isOnlyOne
            ? $"{resource.Quoted} is called '{renamed[0].Name}' now ({Place(renamed[0].NameNode.Span)})"
            : $"{resource.Quoted} was removed (it stood at {Place(resource.NameNode.Span)})";
    }

    private static string? Describe(End end, Reach reach)
    {
        if (end.Resource is null)
            return null;
        if (end.Then is null)
            return $"{end.Resource.Quoted} was not there ({Place(end.Resource.NameNode.Span)})";
        return new Descent(end.Span, reach).From(end.Resource.Root, end.Then.Root);
    }

    private End At(SourceSpan span)
    {
        var resource = resourcesByPath[span.Source.Path]
            .FirstOrDefault(resource => resource.Root.Span.Start <= span.Start && span.Start <= resource.Root.Span.End);
        if (resource is null)
            return new End(span, null, null);

        var same = then[Key(resource)].ToList();
        return new End(span, resource, same.Find(other => other.Source.Path == resource.Source.Path) ?? same.FirstOrDefault());
    }

    private static string Place(SourceSpan span) => $"{span.Source.Path}:{span.From.Line}";

    private static (string Kind, string? Namespace, string Name) Key(Resource resource) =>
        (resource.Kind.Kind, resource.Namespace, resource.Name);

    /// <summary>How far around an end a change is looked for.</summary>
    private enum Reach
    {
        /// <summary>The value itself.</summary>
        Value,

        /// <summary>The mapping that holds it.</summary>
        Around,

        /// <summary>The whole resource.</summary>
        Resource,
    }

    /// <summary>One end of a finding.</summary>
    /// <param name="Span">In the run's text.</param>
    /// <param name="Resource">That the span lies in; null for none.</param>
    /// <param name="Then">The same resource at the revision.</param>
    private readonly record struct End(SourceSpan Span, Resource? Resource, Resource? Then);

    /// <summary>Walks down to a span in a resource and in its earlier self alike.</summary>
    private sealed class Descent(SourceSpan target, Reach reach)
    {
        /// <summary>What changed there; null for nothing.</summary>
        public string? From(Node now, Node then)
        {
            if (reach == Reach.Resource)
                return Difference(now, then);

            var (mapping, earlier) = (now, then);
            while (!now.IsScalar)
            {
                if (now.IsMapping)
                    (mapping, earlier) = (now, then);
                if (now.IsSequence)
                {
                    if (now.Items.FirstOrDefault(item => Holds(item.Span)) is not { Tree: not null } item)
                        return Difference(now, then);
                    if (Counterpart(now, item, then) is not { } sameItem)
                        return IsNew(item);
                    (now, then) = (item, sameItem);
                    continue;
                }

                if (IsWhole(now)
                    || now.Entries.FirstOrDefault(entry => Holds(entry.Key.Span)
                        || Holds(entry.Value.Span)) is not { Key.Tree: not null } entry)
                {
                    return Difference(now, then);
                }

                if (then.Find(entry.Key.Value) is not { } sameValue)
                    return IsNew(entry.Key);
                if (Holds(entry.Key.Span))
                    return reach == Reach.Around ? Difference(mapping, earlier) : Difference(entry.Value, sameValue);
                (now, then) = (entry.Value, sameValue);
            }

            return reach == Reach.Around ? Difference(mapping, earlier) : Difference(now, then);
        }

        private bool Holds(SourceSpan span) => span.Start <= target.Start && target.Start < Math.Max(span.End, span.Start + 1);

        // A collection is pointed at by its first line, which begins as its first key does.
        private bool IsWhole(Node mapping) =>
            mapping.Span.Start == target.Start && mapping.Entries.FirstOrDefault() is { Key.Tree: not null } first
            && target.End > first.Key.Span.End;

        private static string? Difference(Node now, Node then)
        {
            if (now.IsScalar && then.IsScalar)
                return now.Value == then.Value ? null : Changed(now, then);
            if (now.Kind != then.Kind)
                return $"{Place(now.Span)} changed";
            return now.IsMapping ? DifferenceOfMappings(now, then) : DifferenceOfItems(now, then);
        }

        private static string? DifferenceOfMappings(Node now, Node then)
        {
            foreach (var entry in now.Entries)
            {
                if ((then.Find(entry.Key.Value) is { } value ? Difference(entry.Value, value) : IsNew(entry.Key)) is { } difference)
                    return difference;
            }

            return then.Entries.FirstOrDefault(entry => now.Find(entry.Key.Value) is null) is { Key.Tree: not null } gone
                ? $"{Place(now.Span)} had '{Short(gone.Key)}' (it stood at line {gone.Key.Span.From.Line})"
                : null;
        }

        private static string? DifferenceOfItems(Node now, Node then)
        {
            foreach (var item in now.Items)
            {
                if ((Counterpart(now, item, then) is { } same ? Difference(item, same) : IsNew(item)) is { } difference)
                    return difference;
            }

            return then.Items.Count > now.Items.Count ? $"{Place(now.Span)} had {then.Items.Count} items, not {now.Items.Count}" : null;
        }

        // By name where items have one: an item that was put before others moves them. A name that was nowhere before belongs
        // to a new item, or to one that was renamed at its place.
        private static Node? Counterpart(Node sequence, Node item, Node then)
        {
            if (!then.IsSequence)
                return null;

            var index = sequence.Items.TakeWhile(other => other != item).Count();
            var name = NameOf(item);
            if (name is not null && then.Items.FirstOrDefault(other => NameOf(other) == name) is { Tree: not null } same)
                return same;

            var there = then.Items.ElementAtOrDefault(index);
            if (there.Tree is null)
                return null;
            var nameThere = NameOf(there);
            return nameThere is null || !sequence.Items.Any(other => NameOf(other) == nameThere) ? there : null;
        }

        private static string? NameOf(Node item) => item.Find("name") is { IsScalar: true } name ? name.Value : null;

        private static string Changed(Node now, Node then) => now.Value.Length == 0 || then.Value.Length == 0
            ? $"{Place(now.Span)} changed"
            : $"{Place(now.Span)} changed from '{Short(then)}' to '{Short(now)}'";

        private static string IsNew(Node node) => $"{Place(node.Span)} was not there";

        private static string Short(Node node)
        {
            var line = node.Value.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? node.Value[..end] + "…" : node.Value;
            return line.Length > LongestValue ? line[..(char.IsHighSurrogate(line[LongestValue - 1]) ? LongestValue - 1 : LongestValue)] + "…" : line;
        }
    }
}
