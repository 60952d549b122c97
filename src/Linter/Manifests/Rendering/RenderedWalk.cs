using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>The way from the root of a rendered object down to one of its nodes, to be gone in a replayed object too.</summary>
internal sealed class RenderedWalk
{
    private readonly List<Step> steps = [];
    private readonly Dictionary<ReplayedValue, ILookup<string?, ReplayedValue>> identities;

    /// <param name="root">Of the rendered object.</param>
    /// <param name="target">Of the node.</param>
    /// <param name="identities">Items of lists by what sets them apart, as far as they were asked for: the same for all walks.</param>
    public RenderedWalk(Node root, int target, Dictionary<ReplayedValue, ILookup<string?, ReplayedValue>> identities)
    {
        this.identities = identities;
        var at = root;
        while (at.Index != target && Down(at, target) is { } step)
        {
            steps.Add(step);
            if (step.IsKey)
                return;
            at = step.Child;
        }
    }

    /// <summary>The innermost key on the way.</summary>
    public string LastKey => steps.FindLast(step => step.Key is not null).Key ?? "";

    /// <summary>The entry and value that the way leads to, or as far as it leads.</summary>
    public (ReplayedEntry? Entry, ReplayedValue Value, bool IsThere) Follow(ReplayedValue root)
    {
        ReplayedEntry? entry = null;
        var at = root;
        var field = "";
        foreach (var step in steps)
        {
            if (step.Key is { } key)
            {
                if (at.Kind != NodeKind.Mapping || !at.Entries.TryGetValue(key, out var next))
                    return (entry, at, false);
                (entry, at, field) = (next, next.Value, key);
            }
            else if (at.Kind == NodeKind.Sequence && Item(at, step, field) is { } item)
            {
                (entry, at) = (null, item);
            }
            else
            {
                return (entry, at, false);
            }
        }

        return (entry, at, true);
    }

    private ReplayedValue? Item(ReplayedValue list, Step step, string field)
    {
        var rendered = step.Child;
        if (rendered.IsMapping && PatchMerge.Identity(field, key => TextOf(rendered, key)) is { } identity)
        {
            if (!identities.TryGetValue(list, out var known))
            {
                identities.Add(list,
                    known = list.Items.ToLookup(item => PatchMerge.Identity(field, key => item.TextAt(key)), StringComparer.Ordinal));
            }

            var alike = known[identity].Take(2).ToList();
            if (alike.Count == 1)
                return alike[0];
        }

        if (step.Index < list.Items.Count && IsLike(list.Items[step.Index], rendered))
            return list.Items[step.Index];

        var same = list.Items.Where(item => IsLike(item, rendered)).Take(2).ToList();
        if (same.Count == 1)
            return same[0];

        // Nothing was added or taken: it is the same item with something else in it.
        return step.Index < list.Items.Count && list.Items.Count == step.Parent.Items.Count && list.Items[step.Index].Kind == rendered.Kind
            ? list.Items[step.Index]
            : null;
    }

    /// <summary>The same scalar, or collections that hold the same plain fields as far as they go.</summary>
    private static bool IsLike(ReplayedValue item, Node rendered)
    {
        if (item.Kind != rendered.Kind)
            return false;
        if (!rendered.IsMapping)
            return !rendered.IsScalar || item.Matches(rendered);

        foreach (var entry in rendered.Entries)
        {
            if (entry.Value.IsScalar && item.Find(entry.Key.Value)?.Matches(entry.Value) != true)
                return false;
        }

        return true;
    }

    private static string? TextOf(Node mapping, string key) =>
        mapping.Find(key) is { IsScalar: true, IsNull: false } value ? value.Value : null;

    private static Step? Down(Node at, int target)
    {
        var (tree, index) = (at.Tree, 0);
        if (Holds(at, target) && (at.IsSequence || tree.MergedEntries(at.Index).IsDefault)
            && tree.ChildAt(at.Index, target) is var (number, child))
        {
            var (key, value) = (tree.NodeAt(child), tree.NodeAt(at.IsSequence ? child : tree.NextOf(child)));
            if (at.IsMapping && key.Index == target)
                return new Step(ScalarValue.KeyText(key), 0, at, key, true);
            if (Holds(value, target))
                return new Step(at.IsSequence ? null : ScalarValue.KeyText(key), number, at, value, false);
        }

        if (at.IsSequence)
        {
            foreach (var item in at.Items)
            {
                if (Holds(item, target))
                    return new Step(null, index, at, item, false);
                index++;
            }
        }

        foreach (var entry in at.Entries)
        {
            if (entry.Key.Index == target)
                return new Step(ScalarValue.KeyText(entry.Key), 0, at, entry.Key, true);
            if (Holds(entry.Value, target))
                return new Step(ScalarValue.KeyText(entry.Key), 0, at, entry.Value, false);
        }

        return null;
    }

    private static bool Holds(Node node, int target) => target >= node.Index && target < node.Tree.NextOf(node.Index);

    private readonly record struct Step(string? Key, int Index, Node Parent, Node Child, bool IsKey);
}
