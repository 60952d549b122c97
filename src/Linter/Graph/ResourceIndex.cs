using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>Resources by what names them, those of one name in their order; one table for all of them.</summary>
internal sealed class ResourceIndex<TKey>
    where TKey : notnull
{
    private const int None = -1;

    private readonly ImmutableArray<Resource> resources;
    private readonly Dictionary<TKey, (int First, int Last)> ends;
    private readonly int[] next;
    private readonly Lookup?[] known;

    /// <param name="resources">All of them.</param>
    /// <param name="keyOf">Asked of those that have a name.</param>
    public ResourceIndex(ImmutableArray<Resource> resources, Func<Resource, TKey> keyOf)
    {
        this.resources = resources;
        ends = new Dictionary<TKey, (int First, int Last)>(resources.Length);
        next = new int[resources.Length];
        known = new Lookup?[resources.Length];
        for (var i = 0; i < resources.Length; i++)
        {
            next[i] = None;
            if (resources[i].Name.Length == 0)
                continue;

            var key = keyOf(resources[i]);
            if (ends.TryAdd(key, (i, i)))
                continue;

            var (first, last) = ends[key];
            next[last] = i;
            ends[key] = (first, i);
        }
    }

    public bool HasSeveral(TKey key) => ends.TryGetValue(key, out var found) && found.First != found.Last;

    public ImmutableArray<Resource> Find(TKey key) => Lookup(key).Certain;

    /// <summary>The same, all of them certain.</summary>
    public Lookup Lookup(TKey key)
    {
        if (!ends.TryGetValue(key, out var found))
            return Graph.Lookup.Nothing;

        // Most names are asked for by many rules. Several threads may find the same.
        return known[found.First] ??= new Lookup(found.First == found.Last ? [resources[found.First]] : All(found.First), []);
    }

    private ImmutableArray<Resource> All(int first)
    {
        var all = ImmutableArray.CreateBuilder<Resource>();
        for (var at = first; at != None; at = next[at])
            all.Add(resources[at]);
        return all.DrainToImmutable();
    }
}
