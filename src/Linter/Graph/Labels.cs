using System.Collections.Immutable;
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
    public static LabelSet Read(Node? map)
    {
        if (map is not { IsMapping: true } labels)
            return Empty;

        var pairs = ImmutableArray.CreateBuilder<LabelPair>(labels.Entries.Count);
        Dictionary<string, int>? places = null;
        foreach (var entry in labels.Entries)
        {
            var pair = new LabelPair(entry.Key.Value, entry.Value.Value, entry.Key, entry.Value);
            if (pairs.Count == FewPairs)
                places = Enumerable.Range(0, FewPairs).ToDictionary(at => pairs[at].Key, StringComparer.Ordinal);
            var earlier = places is null ? IndexOf(pairs, pair.Key) : places.GetValueOrDefault(pair.Key, -1);
            if (earlier >= 0)
            {
                pairs[earlier] = pair;
                continue;
            }

            places?.Add(pair.Key, pairs.Count);
            pairs.Add(pair);
        }

        return new LabelSet(pairs.DrainToImmutable());
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

    private static int IndexOf(ImmutableArray<LabelPair>.Builder pairs, string key)
    {
        for (var i = 0; i < pairs.Count; i++)
        {
            if (pairs[i].Key == key)
                return i;
        }

        return -1;
    }
}
