using Linter.Manifests;
using Linter.Text;

namespace Linter.Graph;

/// <summary>The labels of the Nodes that a unit holds, beside those that every cluster's nodes may have.</summary>
internal sealed class NodeLabels
{
    private readonly Dictionary<string, (LabelPair Label, Resource Node)> first = new(StringComparer.Ordinal);
    private readonly HashSet<(string Key, string Value)> pairs = [];

    public NodeLabels(LinkGraph graph)
    {
        foreach (var node in graph.OfKind(Kinds.Node))
        {
            foreach (var pair in LabelSet.Read(node.Find(Resource.Paths.Labels)).Pairs)
            {
                pairs.Add((pair.Key, pair.Value));
                first.TryAdd(pair.Key, (pair, node));
            }
        }
    }

    /// <summary>Some Node has a label of this key.</summary>
    public bool Has(string key) => first.ContainsKey(key);

    /// <summary>Some Node has this very label.</summary>
    public bool Has(string key, string value) => pairs.Contains((key, value));

    /// <summary>
    /// A label of a Node whose key a single slip of the finger has probably turned into this one; null for none, or for more than one.
    /// </summary>
    public (LabelPair Label, Resource Node)? Slipped(string key) =>
        Spelling.Slipped(key, first.Keys.Take(Spelling.MostCandidates)) is { } meant && NameSlips.IsOneSlip(key, meant)
            ? first[meant]
            : null;
}
