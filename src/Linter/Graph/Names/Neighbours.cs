using System.Collections;
using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>
/// What units show each other when some of them were rendered: a chart or an overlay is rarely all that a cluster holds. What
/// another unit defines is not dangling, though nothing is followed into it. Units that define one object, or that are made of
/// one base, are alternatives (dev and prod, a chart with other values): none of them speaks for another.
/// </summary>
internal sealed class Neighbours
{
    private readonly BitArray[] alternatives;
    private readonly Dictionary<(GroupKind Kind, string Name), List<(int Unit, Resource Resource)>> byName = [];
    private readonly Dictionary<GroupKind, List<(int Unit, Resource Resource)>> byKind = [];
    private readonly Dictionary<(string Key, string Value), List<(int Unit, PodTemplate Pods)>> podsByLabel = [];

    /// <param name="units">All units of the run.</param>
    /// <param name="originOf">The source of a resource where it was rendered from one; null for any other.</param>
    public Neighbours(ImmutableArray<Unit> units, Func<Resource, string?> originOf)
    {
        alternatives = [.. units.Select(_ => new BitArray(units.Length))];
        var definedBy = new Dictionary<object, List<int>>();
        for (var unit = 0; unit < units.Length; unit++)
        {
            foreach (var resource in units[unit].Resources.Where(resource => resource.Name.Length > 0))
                Add(unit, resource, definedBy, originOf(resource));
        }

        foreach (var list in definedBy.Values.Where(list => list.Count > 1))
            Oppose(list);
    }

    private static readonly ImmutableHashSet<GroupKind> Shared = [Kinds.Namespace, Kinds.CustomResourceDefinition];

    /// <summary>As one unit sees them.</summary>
    public View Of(int unit) => new(this, unit);

    private void Add(int unit, Resource resource, Dictionary<object, List<int>> definedBy, string? origin)
    {
        Add(byName, (resource.Kind, resource.Name), (unit, resource));
        Add(byKind, resource.Kind, (unit, resource));
        foreach (var path in resource.Info.PodTemplates)
        {
            foreach (var pods in resource.Select(path).Select(node => new PodTemplate(resource, node, 0)))
            {
                foreach (var label in pods.Labels.Pairs)
                    Add(podsByLabel, (label.Key, label.Value), (unit, pods));
            }
        }

        if (Shared.Contains(resource.Kind))
            return;

        Add(definedBy, (resource.Kind, resource.Namespace ?? "", resource.Name), unit);
        if (origin is not null && (resource.Kind == Kinds.Service || !resource.Info.PodTemplates.IsEmpty))
            Add(definedBy, (resource.Kind, origin), unit);
    }

    private void Oppose(List<int> units)
    {
        var distinct = units.Distinct().ToList();
        foreach (var one in distinct)
        {
            foreach (var other in distinct)
                alternatives[one][other] = true;
        }
    }

    private static void Add<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key, TValue value)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        list.Add(value);
    }

    // The namespace that a tool is told later may be any.
    private static bool MayMeet(string? one, string? other) => one is null || other is null || one == other;

    /// <summary>The neighbours of one unit.</summary>
    internal sealed class View(Neighbours all, int unit)
    {
        public bool Has(GroupKind kind, string? @namespace, string name) =>
            all.byName.TryGetValue((kind, name), out var list)
            && list.Exists(entry => IsNeighbour(entry.Unit) && MayMeet(@namespace, entry.Resource.Namespace));

        /// <summary>Whatever its name: only where the namespace is the same for certain, since it may silence all about the kind.</summary>
        public IEnumerable<Resource> OfKind(GroupKind kind, string? @namespace) => all.byKind.TryGetValue(kind, out var list)
            ? list.Where(entry => IsNeighbour(entry.Unit) && @namespace == entry.Resource.Namespace).Select(entry => entry.Resource)
            : [];

        public bool HasLabelled(GroupKind kind, string? @namespace, LabelSelector selector) =>
            all.byKind.TryGetValue(kind, out var list)
            && list.Exists(entry => IsNeighbour(entry.Unit) && MayMeet(@namespace, entry.Resource.Namespace)
                && selector.Matches(LabelSet.Read(entry.Resource.Root.Find("metadata")?.Find("labels"))));

        public bool HasPods(string? @namespace, LabelSelector selector) =>
            !selector.Pairs.IsEmpty
            && all.podsByLabel.TryGetValue((selector.Pairs[0].Key, selector.Pairs[0].Value), out var list)
            && list.Exists(entry => IsNeighbour(entry.Unit) && MayMeet(@namespace, entry.Pods.Workload.Namespace)
                && selector.Matches(entry.Pods));

        private bool IsNeighbour(int other) => other != unit && !all.alternatives[unit][other];
    }
}
