using Linter.Findings;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Where pods may run, as the scheduler understands it: labels and taints of nodes, and the other pods to be near to or away
/// from. The API server compares none of them with anything.
/// </summary>
internal static class WorkloadValuesPlacement
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";
    private const string Pending = "no node fits, so the pods stay Pending";
    private const string NotPreferred = "no node is preferred: the pods run anywhere";
    private const string Together = "no pods are kept apart: all of them may run on one node";

    public static void Check(WorkloadReport report, LinkGraph graph, PodPeers peers, Node spec)
    {
        var (owner, nodes) = (report.Whole, graph.NodeLabels);
        foreach (var entry in spec.Find("nodeSelector")?.Entries ?? default)
            NodeLabel(report, nodes, entry);
        foreach (var toleration in spec.Find("tolerations")?.Items ?? default)
            Taint(report, owner, toleration);
        foreach (var constraint in spec.Find("topologySpreadConstraints")?.Items ?? default)
            Spread(report, owner, nodes, constraint, peers);
        if (spec.Find("affinity") is not { IsMapping: true } affinity)
            return;

        Nodes(report, owner, nodes, affinity.Find("nodeAffinity")?.Find(Required), Pending);
        foreach (var term in affinity.Find("nodeAffinity")?.Find(Preferred)?.Items ?? default)
            NodeTerm(report, owner, nodes, term.Find("preference"), NotPreferred);
        foreach (var term in affinity.Find("podAffinity")?.Find(Required)?.Items ?? default)
            PodTerm(report, owner, nodes, term, peers, Pending);
        foreach (var term in affinity.Find("podAffinity")?.Find(Preferred)?.Items ?? default)
            PodTerm(report, owner, nodes, term.Find("podAffinityTerm"), peers, NotPreferred);
        foreach (var term in affinity.Find("podAntiAffinity")?.Find(Required)?.Items ?? default)
            PodTerm(report, owner, nodes, term, peers, Together);
        foreach (var term in affinity.Find("podAntiAffinity")?.Find(Preferred)?.Items ?? default)
            PodTerm(report, owner, nodes, term.Find("podAffinityTerm"), peers, Together);
    }

    /// <summary>The terms of a nodeAffinity that has to be met, such as that of a volume.</summary>
    public static void Nodes(WorkloadReport report, Owner owner, NodeLabels nodes, Node? required, string effect)
    {
        var terms = required?.Find("nodeSelectorTerms")?.Items ?? default;
        foreach (var term in terms)
            NodeTerm(report, owner, nodes, term, terms.Count == 1 ? effect : "no node fits this term, so that only the others count");
    }

    // What a Node of the unit has is no slip, and one that it has may be what was meant.
    private static (string Key, RelatedSpan? At)? Meant(NodeLabels nodes, string label)
    {
        if (nodes.Has(label))
            return null;
        if ((Spelling.Slipped(label, KnownWords.NodeLabels) ?? KnownDomains.Slipped(label)
            ?? KnownWords.NodeLabelMeant(label)) is { } known)
            return (known, null);
        return !KnownWords.NodeLabels.AsSpan().Contains(label) && nodes.Slipped(label) is var (pair, node)
            ? (pair.Key, new RelatedSpan(pair.KeyNode.Span, $"{node.Quoted} has the label '{pair}'"))
            : null;
    }

    private static void NodeLabel(WorkloadReport report, NodeLabels nodes, Entry entry)
    {
        var key = ScalarValue.KeyText(entry.Key);
        if (Meant(nodes, key) is var (meant, at))
        {
            report.Add(WordSlips.Of(report.Resource, entry.Key,
                MessageText.Of($"the nodeSelector of '{report.Resource}' asks for the label '{key}', which nothing known gives to nodes"),
                meant, Pending, at));
        }
        else
        {
            Value(report, nodes, entry.Value, key, Pending);
        }
    }

    private static void Value(WorkloadReport report, NodeLabels nodes, Node value, string key, string effect)
    {
        if (WorkloadReport.Text(value) is { } text && !nodes.Has(key, text) && KnownWords.ValuesOf(key) is { IsEmpty: false } known
            && (Spelling.Slipped(text, known)
                ?? (known.Contains("amd64", StringComparer.Ordinal) ? KnownWords.Architecture(text) : null)) is { } meant)
        {
            report.Add(WordSlips.Of(report.Resource, value,
                MessageText.Of($"'{report.Resource}' asks for nodes whose '{key}' is '{text}', which no node has"), meant, effect));
        }
    }

    private static void Key(WorkloadReport report, Owner owner, NodeLabels nodes, Node? key, string field, string effect)
    {
        if (WorkloadReport.Text(key) is { } text && Meant(nodes, text) is var (meant, at))
        {
            report.Add(WordSlips.Of(report.Resource, key!.Value,
                MessageText.Of($"'{owner.PathOf(key.Value, field)}' of {owner.Text} is '{text}', a label that nothing known gives to nodes"),
                meant, effect, at));
        }
    }

    private static void NodeTerm(WorkloadReport report, Owner owner, NodeLabels nodes, Node? term, string effect)
    {
        foreach (var expression in term?.Find("matchExpressions")?.Items ?? default)
        {
            var isNegative = expression.Find("operator") is { } operation && operation.Value is "NotIn" or "DoesNotExist";
            var result = isNegative ? "all nodes fit: the pods run on those, too, that they were to be kept off" : effect;
            Key(report, owner, nodes, expression.Find("key"), "key", result);
            foreach (var value in expression.Find("values")?.Items ?? default)
                Value(report, nodes, value, expression.Find("key")?.Value ?? "", result);
        }
    }

    private static void Taint(WorkloadReport report, Owner owner, Node toleration)
    {
        if (toleration.Find("key") is { } key && WorkloadReport.Text(key) is { } text
            && Spelling.Slipped(text, KnownWords.Taints) is { } meant)
        {
            report.Add(WordSlips.Of(report.Resource, key,
                MessageText.Of($"'{owner.PathOf(key, "key")}' of {owner.Text} is '{text}', a taint that Kubernetes gives to no node"),
                meant, "nothing is tolerated by it: the pods keep off the nodes that are tainted, or are evicted from them"));
        }
    }

    private static void Spread(WorkloadReport report, Owner owner, NodeLabels nodes, Node constraint, PodPeers peers)
    {
        var isSoft = constraint.Find("whenUnsatisfiable") is { } action && action.Is("ScheduleAnyway");
        Key(report, owner, nodes, constraint.Find("topologyKey"), "topologyKey", isSoft ? "the pods are not spread" : Pending);
        peers.CheckSpread(report, owner, constraint, "the pods are not spread: none of them counts");
    }

    private static void PodTerm(WorkloadReport report, Owner owner, NodeLabels nodes, Node? term, PodPeers peers, string effect)
    {
        if (term is not { IsMapping: true } some)
            return;

        Key(report, owner, nodes, some.Find("topologyKey"), "topologyKey", effect);

        // Pods of other namespaces may come from elsewhere.
        if (some.Find("namespaces") is null or { IsNull: true } && some.Find("namespaceSelector") is null or { IsNull: true })
            peers.Check(report, owner, some.Find("labelSelector"), effect);
    }
}
