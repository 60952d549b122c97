using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>The way from the root of a rendered object down to one of its nodes, to be gone in a replayed object too.</summary>
internal sealed class RenderedWalk
{
    private readonly List<Step> steps = [];

    public RenderedWalk(Node root, int target)
    {
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

    private static ReplayedValue? Item(ReplayedValue list, Step step, string field)
    {
        var rendered = step.Child;
        if (rendered.IsMapping && PatchMerge.Identity(field, key => TextOf(rendered, key)) is { } identity)
        {
            var alike = list.Items.Where(item => PatchMerge.Identity(field, key => item.TextAt(key)) == identity).Take(2).ToList();
            if (alike.Count == 1)
                return alike[0];
        }

        if (step.Index < list.Items.Count && IsLike(list.Items[step.Index], rendered))
            return list.Items[step.Index];

        var same = list.Items.Where(item => IsLike(item, rendered)).Take(2).ToList();
        if (same.Count == 1)
            return same[0];

        // Nothing was added or taken: it is the same item with something else in it.
        return step.Index < list.Items.Count && list.Items.Count == step.Siblings && list.Items[step.Index].Kind == rendered.Kind ? list.Items[step.Index] : null;
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

    private static string? TextOf(Node mapping, string key) => mapping.Find(key) is { IsScalar: true, IsNull: false } value ? value.Value : null;

    private static Step? Down(Node at, int target)
    {
        var index = 0;
        if (at.IsSequence)
        {
            foreach (var item in at.Items)
            {
                if (Holds(item, target))
                    return new Step(null, index, at.Items.Count, item, false);
                index++;
            }
        }

        foreach (var entry in at.Entries)
        {
            if (entry.Key.Index == target)
                return new Step(ScalarValue.KeyText(entry.Key), 0, 0, entry.Key, true);
            if (Holds(entry.Value, target))
                return new Step(ScalarValue.KeyText(entry.Key), 0, 0, entry.Value, false);
        }

        return null;
    }

    private static bool Holds(Node node, int target) => target >= node.Index && target < node.Tree.NextOf(node.Index);

    private readonly record struct Step(string? Key, int Index, int Siblings, Node Child, bool IsKey);
}
