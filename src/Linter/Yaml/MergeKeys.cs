using System.Collections.Immutable;

namespace Linter.Yaml;

/// <summary>
/// What <c>&lt;&lt;</c> makes of a mapping, as go-yaml applies it: from top to bottom, the later entry winning, so that a
/// merge behind an explicit key overwrites it. Of several mappings in a list the earlier one wins.
/// </summary>
internal static class MergeKeys
{
    /// <param name="builder">Holds the nodes.</param>
    /// <param name="keys">The mapping's keys as written.</param>
    /// <param name="unmergeable">Told about nodes that are no mapping.</param>
    public static ImmutableArray<(int Key, int Value)> Apply(NodeTreeBuilder builder, List<MappingKey> keys, Action<int> unmergeable)
    {
        var effective = new Effective();
        foreach (var key in keys)
        {
            var value = builder.NextOf(key.Node);
            if (!key.IsMerge)
            {
                effective.Give(key.Text, key.Node, value);
                continue;
            }

            var sources = Sources(builder, value, unmergeable);
            for (var i = sources.Count - 1; i >= 0; i--)
                MergeInto(effective, builder, sources[i]);
        }

        return effective.Entries();
    }

    private static List<int> Sources(NodeTreeBuilder builder, int value, Action<int> unmergeable)
    {
        var sources = new List<int>();
        if (builder.Data(value).Kind != NodeKind.Sequence)
        {
            // A list counts only where it is written out.
            Add(value);
            return sources;
        }

        for (var item = value + 1; item < builder.NextOf(value); item = builder.NextOf(item))
            Add(item);
        return sources;

        void Add(int candidate)
        {
            if (builder.Data(builder.Follow(candidate)).Kind == NodeKind.Mapping)
                sources.Add(builder.Follow(candidate));
            else
                unmergeable(candidate);
        }
    }

    private static void MergeInto(Effective effective, NodeTreeBuilder builder, int mapping)
    {
        var merged = builder.MergedEntries(mapping);
        if (!merged.IsDefault)
        {
            foreach (var (key, value) in merged)
                effective.Merge(builder.KeyTextOf(key), key, value);
            return;
        }

        for (var key = mapping + 1; key < builder.NextOf(mapping);)
        {
            var value = builder.NextOf(key);
            effective.Merge(builder.KeyTextOf(key), key, value);
            key = builder.NextOf(value);
        }
    }

    private sealed class Effective
    {
        private readonly List<(int Key, int Value)> entries = [];
        private readonly Dictionary<string, (int Place, bool IsMerged)> places = new(StringComparer.Ordinal);

        public ImmutableArray<(int Key, int Value)> Entries() => [.. entries];

        /// <summary>An explicit key replaces a merged one; beside another explicit one it stays a duplicate.</summary>
        public void Give(string? text, int key, int value)
        {
            if (text is not null && places.TryGetValue(text, out var before) && before.IsMerged)
            {
                entries[before.Place] = (key, value);
                places[text] = (before.Place, false);
                return;
            }

            Add(text, key, value, isMerged: false);
        }

        public void Merge(string? text, int key, int value)
        {
            if (text is not null && places.TryGetValue(text, out var before))
                entries[before.Place] = (key, value);
            else
                Add(text, key, value, isMerged: true);
        }

        private void Add(string? text, int key, int value, bool isMerged)
        {
            if (text is not null)
                places[text] = (entries.Count, isMerged);
            entries.Add((key, value));
        }
    }
}
