using System.Buffers;
using System.Numerics;

namespace Linter.Yaml;

/// <summary>Keys that a mapping gives more than once.</summary>
internal static class DuplicateKeys
{
    /// <summary>Up to here comparing each with each is cheaper than a dictionary.</summary>
    private const int Few = 12;

    /// <summary>Whether two keys, each of which is in JSON what it says, are the same. Makes no strings of them.</summary>
    public static bool AnyTwoEqual(NodeTreeBuilder builder, ReadOnlySpan<MappingKey> keys)
    {
        if (keys.Length > Few)
            return AnyTwoEqualOfMany(builder, keys);

        for (var i = 1; i < keys.Length; i++)
        {
            var mark = keys[i].Mark;
            for (var j = 0; j < i; j++)
            {
                if (keys[j].Mark == mark && builder.SpanOf(keys[j].Node).SequenceEqual(builder.SpanOf(keys[i].Node)))
                    return true;
            }
        }

        return false;
    }

    // A table of places by hash, with the next free slot on a collision.
    private static bool AnyTwoEqualOfMany(NodeTreeBuilder builder, ReadOnlySpan<MappingKey> keys)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)keys.Length * 2);
        var rented = ArrayPool<int>.Shared.Rent(size);
        var slots = rented.AsSpan(0, size);
        slots.Clear();
        var isDoubled = false;
        for (var i = 0; i < keys.Length && !isDoubled; i++)
        {
            var text = builder.SpanOf(keys[i].Node);
            var slot = string.GetHashCode(text, StringComparison.Ordinal) & (size - 1);
            for (; slots[slot] != 0 && !isDoubled; slot = (slot + 1) & (size - 1))
                isDoubled = builder.SpanOf(keys[slots[slot] - 1].Node).SequenceEqual(text);
            slots[slot] = i + 1;
        }

        ArrayPool<int>.Shared.Return(rented);
        return isDoubled;
    }

    /// <summary>For each key given before: the place of the first of its name, its own place, and how many there are by then.</summary>
    public static List<(int First, int Again, int Count)> Among(List<MappingKey> keys)
    {
        var repeated = new List<(int, int, int)>();
        var seen = new Dictionary<string, (int First, int Count)>(keys.Count, StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            // A quoted "<<" is a key like any other; several merges in one mapping are several merges.
            if (keys[i] is not { Text: { } text, IsMerge: false })
                continue;

            if (seen.TryGetValue(text, out var before))
            {
                repeated.Add((before.First, i, before.Count + 1));
                seen[text] = (before.First, before.Count + 1);
            }
            else
            {
                seen.Add(text, (i, 1));
            }
        }

        return repeated;
    }
}
