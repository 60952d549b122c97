using System.Collections.Immutable;

namespace Linter.Graph;

/// <summary>Listeners by name and by host, so that no route has to look at all of them.</summary>
internal sealed class ListenerIndex
{
    // Of a DNS name. The parts of what is longer are not made: they are as long as it, and many.
    private const int LongestHost = 253;
    private const int MostSorted = 64;

    private readonly ImmutableArray<AlikeListeners> all;
    private readonly Dictionary<string, List<int>> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> byHost = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<Dictionary<string, List<int>>> byEnding;
    // Those of every host, and those whose host is too long to be one.
    private readonly List<int> others = [];

    public ListenerIndex(ImmutableArray<AlikeListeners> listeners)
    {
        all = listeners;
        byEnding = new(ByEnding);
        for (var i = 0; i < all.Length; i++)
        {
            Add(byName, all[i].First.Name, i);
            if (all[i].First.Hostname is { Length: > 0 and <= LongestHost } host)
                Add(byHost, host, i);
            else
                others.Add(i);
        }
    }

    /// <summary>Those of a name, in order.</summary>
    public IEnumerable<AlikeListeners> Named(string name) => byName.TryGetValue(name, out var list) ? list.Select(i => all[i]) : [];

    /// <summary>Those that may serve one of the route's hosts, in order; see <see cref="GatewayHosts.Meet"/>.</summary>
    public IEnumerable<AlikeListeners> Meeting(RouteView route)
    {
        if (route.HostnameNodes.IsEmpty || others.Count > MostSorted || route.HostnameNodes.Any(node => node.Value.Length > LongestHost))
            return all;

        var found = new SortedSet<int>(others);
        foreach (var list in route.HostnameNodes.SelectMany(node => ListsFor(node.Value)))
        {
            // Where many meet the host, the first of them is found soon without their being put in order.
            if (list.Count > MostSorted)
                return all;
            found.UnionWith(list);
        }

        return found.Select(i => all[i]);
    }

    private IEnumerable<List<int>> ListsFor(string host)
    {
        if (byHost.TryGetValue(host, out var same))
            yield return same;
        for (var dot = host.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = host.IndexOf('.', dot + 1))
        {
            if (byHost.TryGetValue(string.Concat("*", host.AsSpan(dot)), out var wildcards))
                yield return wildcards;
        }

        if (host.StartsWith("*.", StringComparison.Ordinal) && byEnding.Value.TryGetValue(host[1..], out var covered))
            yield return covered;
    }

    // "a.b.c" under ".b.c" and ".c".
    private Dictionary<string, List<int>> ByEnding()
    {
        var endings = new Dictionary<string, List<int>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (host, list) in byHost)
        {
            for (var dot = host.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = host.IndexOf('.', dot + 1))
                list.ForEach(i => Add(endings, host[dot..], i));
        }

        return endings;
    }

    private static void Add(Dictionary<string, List<int>> index, string key, int i)
    {
        if (!index.TryGetValue(key, out var list))
            index[key] = list = [];
        list.Add(i);
    }
}
