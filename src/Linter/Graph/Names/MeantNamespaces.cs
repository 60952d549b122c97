using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Graph;

/// <summary>A pair of a namespaceSelector that keeps it from a Namespace of the unit which was probably meant.</summary>
/// <param name="Asked">The pair.</param>
/// <param name="Namespace">The Namespace; null where only resources in it show that there is one.</param>
/// <param name="Meant">The key or value that was probably meant.</param>
/// <param name="IsKey">Meant is a key.</param>
internal sealed record NamespaceSlip(LabelPair Asked, Resource? Namespace, string Meant, bool IsKey);

/// <summary>
/// Which Namespace of the unit a namespaceSelector means that holds for none of them: one that is called like the value of a label
/// "name", which none has by itself; one whose label, or whose name, is a slip of the finger away. Namespaces that no manifest
/// shows may have any labels, so that without such a sign nothing is said.
/// </summary>
internal sealed class MeantNamespaces
{
    private static readonly ImmutableArray<string> NameKeys =
    [
        "name", "namespace", "ns", "metadata.name", "namespace-name", "kubernetes.io/name", "kubernetes.io/metadata",
        "k8s.io/metadata.name", "app.kubernetes.io/name",
    ];

    private readonly LinkGraph graph;
    private readonly ILookup<string, (Resource Resource, LabelPair Label)> byValue;
    private readonly Dictionary<string, NearIndex> values;
    private readonly ILookup<(string, string), Resource> byPair;
    private readonly HashSet<string> names;
    private readonly NearIndex nearNames;

    public MeantNamespaces(LinkGraph graph)
    {
        this.graph = graph;
        var labels = graph.OfKind(Kinds.Namespace)
            .SelectMany(resource => LabelSet.ReadPairs(resource.Find(Resource.Paths.Labels))
                .Select(pair => (Resource: resource, Label: pair)))
            .ToList();
        byValue = labels.ToLookup(label => label.Label.Value, StringComparer.Ordinal);
        byPair = labels.ToLookup(label => (label.Label.Key, label.Label.Value), label => label.Resource);
        values = labels.GroupBy(label => label.Label.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key,
                group => new NearIndex(group.Select(label => label.Label.Value).Distinct(StringComparer.Ordinal)), StringComparer.Ordinal);
        names = [.. graph.OfKind(Kinds.Namespace).Select(resource => resource.Name), .. graph.Namespaces.Names];
        nearNames = new NearIndex(names);
    }

    /// <summary>
    /// Null where nothing says whom the selector means, or where it asks for more than labels. No Namespace has a pair that is a slip.
    /// </summary>
    public NamespaceSlip? Of(LabelSelector selector)
    {
        if (selector.Pairs.IsEmpty || !selector.Expressions.IsEmpty)
            return null;

        foreach (var pair in selector.Pairs)
        {
            if (pair.ValueNode.IsScalar && pair.Value.Length > 0 && SlipOf(selector, pair) is { } slip)
                return graph.Externals.HasLabelled(Kinds.Namespace, null, selector) ? null : slip;
        }

        return null;
    }

    private NamespaceSlip? SlipOf(LabelSelector selector, LabelPair pair)
    {
        if (pair.Key == NamespaceLabels.NameKey)
            return SlippedName(selector, pair);
        if (byPair[(pair.Key, pair.Value)].Any())
            return null;
        if (NameKeys.AsSpan().Contains(pair.Key) && Meant(selector, pair, graph.FindAnywhere(Kinds.Namespace, pair.Value)) is { } called)
            return new NamespaceSlip(pair, called, NamespaceLabels.NameKey, IsKey: true);

        foreach (var value in values.TryGetValue(pair.Key, out var known) ? known.Near(pair.Value) : [])
        {
            if (IsSlip(pair.Value, value) && Meant(selector, pair, byPair[(pair.Key, value)]) is { } labelled)
                return new NamespaceSlip(pair, labelled, value, IsKey: false);
        }

        foreach (var (resource, label) in byValue[pair.Value].Take(Spelling.MostCandidates))
        {
            if (IsSlip(pair.Key, label.Key) && Meant(selector, pair, [resource]) is { } labelled)
                return new NamespaceSlip(pair, labelled, label.Key, IsKey: true);
        }

        return null;
    }

    private NamespaceSlip? SlippedName(LabelSelector selector, LabelPair pair)
    {
        if (selector.Pairs.Length > 1 || names.Contains(pair.Value) || graph.Externals.Has(Kinds.Namespace, null, pair.Value))
            return null;

        var meant = nearNames.Near(pair.Value).Where(name => IsSlip(pair.Value, name)).Take(2).ToList();
        return meant is [var only]
            ? new NamespaceSlip(pair, graph.FindAnywhere(Kinds.Namespace, only).FirstOrDefault(), only, IsKey: false)
            : null;
    }

    // Another first letter makes another word (auth and oauth).
    private static bool IsSlip(string asked, string other) => NameSlips.IsOneSlip(asked, other) && asked[0] == other[0];

    // All that the selector asks for beside this pair holds for it.
    private static Resource? Meant(LabelSelector selector, LabelPair but, IEnumerable<Resource> candidates) =>
        candidates.Take(Spelling.MostCandidates)
            .FirstOrDefault(candidate => Holds(selector, but.Key, candidate.Name, LabelSet.Read(candidate.Find(Resource.Paths.Labels))));

    private static bool Holds(LabelSelector selector, string but, string name, LabelSet labels) =>
        selector.Pairs.All(pair => pair.Key == but
            || (pair.Key == NamespaceLabels.NameKey ? pair.Value == name : labels.Has(pair.Key, pair.Value)));
}
