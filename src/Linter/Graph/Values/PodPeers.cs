using System.Collections.Immutable;
using Linter.Findings;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// The pods that a workload's own scheduling speaks of: those of a labelSelector in its affinity and its spread. Such a
/// selector may mean pods of other units, so that it is judged only where it reaches none of this one and a single slip of the
/// finger keeps it from some.
/// </summary>
internal sealed class PodPeers(LinkGraph graph, PodTemplate pods)
{
    /// <summary>One label that a selector wants, with all values that would do.</summary>
    private readonly record struct Wanted(string Key, ImmutableArray<string> Values, Node KeyNode, ImmutableArray<Node> ValueNodes);

    public void Check(WorkloadReport report, Owner owner, Node? node, string effect)
    {
        if (node is not { IsMapping: true } written || LabelSelector.FromSelector(written) is not { IsEmpty: false } selector)
            return;
        if (graph.SelectPodsAnywhere(selector).Any() || graph.Externals.HasPods(pods.Workload.Namespace, selector))
            return;

        var wanted = WantedBy(selector);
        foreach (var peer in graph.PodTemplatesIn(pods.Workload.Namespace).Take(Spelling.MostCandidates).OrderByDescending(peer => peer == pods))
        {
            if (!HasWrongLabels(peer) && Slip(selector, wanted, peer) is { } slip && !IsAskedElsewhere(slip.Wanted))
            {
                report.Add(Problem(report, owner, slip.Wanted, slip.At, slip.Label, peer, effect));
                return;
            }
        }
    }

    private static List<Wanted> WantedBy(LabelSelector selector) =>
    [
        .. selector.Pairs.Select(pair => new Wanted(pair.Key, [pair.Value], pair.KeyNode, [pair.ValueNode])),
        .. selector.Expressions.Where(expression => expression.Operator == "In" && expression.Node.Find("key") is not null)
            .Select(expression => new Wanted(expression.Key, expression.Values, expression.Node.Find("key")!.Value, [.. expression.Node.Find("values")?.Items ?? default])),
    ];

    // All but one agree, and that one is a slip away.
    private static (Wanted Wanted, Node At, LabelPair Label)? Slip(LabelSelector selector, List<Wanted> wanted, PodTemplate peer)
    {
        if (!selector.Expressions.All(expression => expression.Operator == "In" || expression.Holds(peer.Labels)))
            return null;
        if (wanted.Where(one => !one.Values.Any(value => peer.Carries(one.Key, value))).ToList() is not [var missed])
            return null;

        if (peer.Labels.Find(missed.Key) is { } label)
        {
            var near = missed.ValueNodes.FirstOrDefault(value => IsSlip(value.Value, label.Value));
            return near.Tree is null ? null : (missed, near, label);
        }

        foreach (var other in peer.Labels.Pairs)
        {
            if (missed.Values.Contains(other.Value, StringComparer.Ordinal) && IsSlip(missed.Key, other.Key))
                return (missed, missed.KeyNode, other);
        }

        return null;
    }

    // The pods of another unit may be called nearly alike (cache and cached, user and users), but not with two letters swapped.
    private static bool IsSlip(string asked, string label) => Spelling.AreSwapped(asked, label) && NameSlips.IsSlip(asked, label);

    // Its selector, or a Service, wants the very label: then the template is at fault, which is said there.
    private static bool HasWrongLabels(PodTemplate peer) => OwnSelectors.Of(peer) is { } own && !own.Matches(peer);

    private bool IsAskedElsewhere(Wanted wanted) =>
        graph.Services.Any(service => service.Selector is { } selector && selector.Pairs.Any(pair => pair.Key == wanted.Key && wanted.Values.Contains(pair.Value, StringComparer.Ordinal)));

    private ValueProblem Problem(WorkloadReport report, Owner owner, Wanted wanted, Node at, LabelPair label, PodTemplate peer, string effect)
    {
        var isKey = at == wanted.KeyNode;
        var asked = $"{wanted.Key}={(isKey ? label.Value : at.Value)}";
        var there = new RelatedSpan(label.ValueNode.Span, peer == pods ? $"its own pods are labelled {label}" : $"{peer.Workload.Quoted} labels its pods {label}");
        return WordSlips.Of(report.Resource, at, MessageText.Of($"the scheduling of {owner.Text} asks for pods with '{asked}', which no pod template here carries"), isKey ? label.Key : label.Value, effect, there);
    }
}
