using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Linter.Yaml;

/// <summary>Resources between which the <c>---</c> was forgotten: one mapping with apiVersion and kind several times over.</summary>
internal static class GluedDocuments
{
    /// <summary>The places of keys with which another resource begins; empty where the keys tell of no such thing.</summary>
    public static List<int> Find(List<MappingKey> keys)
    {
        var starts = new List<int>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            if (keys[i].IsMerge || keys[i].Text is not { } text)
                return [];
            if (seen.Add(text))
                continue;
            if (!IsResource(seen))
                return [];

            starts.Add(i);
            seen.Clear();
            seen.Add(text);
        }

        return starts.Count > 0 && IsResource(seen) ? starts : [];
    }

    /// <summary>Makes roots of the parts of a root mapping that is the last in the list.</summary>
    /// <param name="nodes">Preorder.</param>
    /// <param name="tags">By index.</param>
    /// <param name="merges">By index, with indexes.</param>
    /// <param name="root">The mapping.</param>
    /// <param name="starts">The keys that begin a further part, ascending.</param>
    /// <param name="ends">Where the value before each of them ends.</param>
    /// <param name="roots">Gets the indexes of the further roots.</param>
    public static void Split(
        List<NodeData> nodes,
        Dictionary<int, string>? tags,
        Dictionary<int, ImmutableArray<(int Key, int Value)>>? merges,
        int root,
        int[] starts,
        int[] ends,
        List<int> roots)
    {
        // A root is put in front of each start, so everything from there on moves.
        int Moved(int index) => index + starts.AsSpan().BinarySearchCount(index);
        // The end of a subtree may be a start, in front of which the new root stands.
        int MovedEnd(int index) => index == 0 ? 0 : Moved(index - 1) + 1;

        var old = nodes.GetRange(root, nodes.Count - root);
        var end = old[0].End;
        nodes.RemoveRange(root, old.Count);
        var part = 0;
        for (var i = 0; i < old.Count; i++)
        {
            if (part < starts.Length && root + i == starts[part])
            {
                roots.Add(nodes.Count);
                nodes.Add(old[0] with { Start = old[i].Start });
                part++;
            }

            nodes.Add(old[i] with
            {
                Payload = old[i].IsCollection ? MovedEnd(old[i].Payload)
                    : old[i].Kind == NodeKind.Alias ? Moved(old[i].Payload)
                    : old[i].Payload,
            });
        }

        var all = CollectionsMarshal.AsSpan(nodes);
        var next = all.Length;
        for (var i = roots.Count - 1; i >= 0; i--)
        {
            all[roots[i]] = all[roots[i]] with { Payload = next, End = end };
            (next, end) = (roots[i], ends[i]);
        }

        all[root] = all[root] with { Payload = next, End = end };
        Move(tags, root, Moved, value => value);
        Move(merges, root, Moved, entries => [.. entries.Select(entry => (Moved(entry.Key), Moved(entry.Value)))]);
    }

    private static bool IsResource(HashSet<string> keys) => keys.Contains("apiVersion") && keys.Contains("kind");

    private static void Move<T>(Dictionary<int, T>? table, int root, Func<int, int> moved, Func<T, T> change)
    {
        if (table is null)
            return;

        foreach (var (index, value) in table.Where(pair => pair.Key > root).OrderByDescending(pair => pair.Key).ToList())
        {
            table.Remove(index);
            table[moved(index)] = change(value);
        }
    }

    // How many of the starts are at or before the index.
    private static int BinarySearchCount(this Span<int> starts, int index)
    {
        var at = starts.BinarySearch(index);
        return at >= 0 ? at + 1 : ~at;
    }
}
