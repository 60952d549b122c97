using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A label or selector pair with the nodes that say it.</summary>
public readonly record struct LabelPair(string Key, string Value, Node KeyNode, Node ValueNode)
{
    /// <summary>"app=web".</summary>
    public override string ToString() => $"{Key}={Value}";
}

/// <summary>The labels of one pod template, as written.</summary>
public sealed class LabelSet
{
    /// <summary>Up to so many, looking through them is faster than a table.</summary>
    private const int FewPairs = 16;

    private readonly ImmutableArray<LabelPair> pairs;

    private LabelSet(ImmutableArray<LabelPair> pairs) => this.pairs = pairs;

    public static LabelSet Empty { get; } = new([]);

    public ImmutableArray<LabelPair> Pairs => pairs;

    public bool IsEmpty => pairs.IsEmpty;

    /// <summary>Reads a label map; anything else has no labels. A doubled key counts with its last value.</summary>
    public static LabelSet Read(Node? map) => Of(ReadPairs(map));

    /// <summary>Pairs that were read already, each key once.</summary>
    internal static LabelSet Of(ImmutableArray<LabelPair> pairs) => pairs.IsEmpty ? Empty : new LabelSet(pairs);

    /// <summary>The pairs of such a map.</summary>
    internal static ImmutableArray<LabelPair> ReadPairs(Node? map)
    {
        var entries = map is { IsMapping: true } labels ? labels.Entries : default;
        var (pairs, count) = (new LabelPair[entries.Count], 0);
        var places = pairs.Length > FewPairs ? new Dictionary<string, int>(StringComparer.Ordinal) : null;
        foreach (var entry in entries)
        {
            var pair = new LabelPair(entry.Key.Value, entry.Value.Value, entry.Key, entry.Value);
            var at = places is null ? IndexOf(pairs.AsSpan(0, count), pair.Key) : places.GetValueOrDefault(pair.Key, -1);
            if (at < 0)
            {
                at = count++;
                places?.Add(pair.Key, at);
            }

            pairs[at] = pair;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(count == pairs.Length ? pairs : pairs[..count]);
    }

    public LabelPair? Find(string key)
    {
        foreach (var pair in pairs)
        {
            if (pair.Key == key)
                return pair;
        }

        return null;
    }

    public bool Has(string key, string value) => Find(key) is { } pair && pair.Value == value;

    /// <summary>"app=web,tier=front" in the order of the manifest.</summary>
    public override string ToString() => string.Join(',', pairs);

    private static int IndexOf(ReadOnlySpan<LabelPair> pairs, string key)
    {
        for (var i = 0; i < pairs.Length; i++)
        {
            if (pairs[i].Key == key)
                return i;
        }

        return -1;
    }
}
