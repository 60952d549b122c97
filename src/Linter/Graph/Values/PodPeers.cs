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
    // Labels that applications share.
    private static readonly ImmutableArray<string> OfMany =
    [
        "app.kubernetes.io/managed-by", "app.kubernetes.io/part-of", "app.kubernetes.io/version", "env", "environment", "heritage",
        "managed-by", "part-of", "stage", "team", "version",
    ];

    /// <summary>One label that a selector wants, with all values that would do.</summary>
    private readonly record struct Wanted(string Key, ImmutableArray<string> Values, Node KeyNode, ImmutableArray<Node> ValueNodes);

    /// <summary>
    /// A spread is counted over the pods of its selector: where the workload's own are not among them, each of them may go anywhere.
    /// Without a selector none is counted (k8s.io/kubernetes pkg/scheduler/framework/plugins/podtopologyspread).
    /// </summary>
    public void CheckSpread(WorkloadReport report, Owner owner, Node constraint, string effect)
    {
        if (!constraint.IsMapping
            || constraint.Find("matchLabelKeys") is { IsSequence: true, Items.Count: > 0 } && constraint.Find("labelSelector") is null)
        {
            return;
        }

        if (constraint.Find("labelSelector") is not { IsNull: false } written)
        {
            report.Add(Spread(report, constraint,
                MessageText.Of($"a topology spread of {owner.Text} has no labelSelector, so it counts no pods"), "no labelSelector", effect,
                null));
        }
        else if (!Check(report, owner, written, effect) && Differing(written) is { } differing)
        {
            report.Add(Spread(report, differing.At,
                MessageText.Of($"a topology spread of {owner.Text} counts pods with '{differing.Asked}', but its own pods {Own(differing)}"),
                "not its own pods", effect, differing.Own));
        }
    }

    /// <summary>Whether a slip was found.</summary>
    public bool Check(WorkloadReport report, Owner owner, Node? node, string effect)
    {
        if (node is not { IsMapping: true } written || LabelSelector.FromSelector(written) is not { IsEmpty: false } selector)
            return false;
        if (graph.SelectPodsAnywhere(selector).Any() || graph.Externals.HasPods(pods.Workload.Namespace, selector))
            return false;

        var wanted = WantedBy(selector);
        foreach (var peer in graph.PodTemplatesIn(pods.Workload.Namespace).Take(Spelling.MostCandidates)
            .OrderByDescending(peer => peer == pods))
        {
            if (!HasWrongLabels(peer) && Slip(selector, wanted, peer) is { } slip && !IsAskedElsewhere(slip.Wanted))
            {
                report.Add(Problem(report, owner, slip.Wanted, slip.At, slip.Label, peer, effect));
                return true;
            }
        }

        return false;
    }

    // The first label that the workload's own pods do not have as the selector wants it.
    private (Node At, string Asked, LabelPair? Own)? Differing(Node written)
    {
        if (HasWrongLabels(pods) || LabelSelector.FromSelector(written) is not { IsEmpty: false } selector)
            return null;
        if (WantedBy(selector).Exists(IsAskedElsewhere) && !graph.SelectPodsAnywhere(selector).Any())
            return null;

        foreach (var pair in selector.Pairs)
        {
            if (pair.ValueNode.IsScalar && !pods.Carries(pair.Key, pair.Value))
                return (pair.ValueNode, pair.ToString(), pods.Labels.Find(pair.Key));
        }

        foreach (var expression in selector.Expressions.Where(expression => expression.Operator == "In"))
        {
            if (!expression.Values.IsEmpty && !expression.Values.Any(value => pods.Carries(expression.Key, value)))
                return (expression.Node.Find("key") ?? expression.Node, expression.ToString(), pods.Labels.Find(expression.Key));
        }

        return null;
    }

    private static MessageText Own((Node At, string Asked, LabelPair? Own) differing) =>
        differing.Own is { } label ? MessageText.Of($"carry '{label:1}'") : MessageText.Plain("have no such label");

    private ValueProblem Spread(WorkloadReport report, Node at, MessageText message, string label, string effect, LabelPair? own) =>
        new(report.Resource, at, message)
        {
            Severity = Severity.Warning,
            Label = label,
            Related = own is { } pair ? new RelatedSpan(pair.ValueNode.Span, $"its own pods are labelled {pair}") : null,
            Effect = effect,
            Help = pods.Labels.Pairs.FirstOrDefault(pair =>
                pair.ValueNode is { Tree: not null, IsScalar: true }) is { ValueNode.Tree: not null } first
                ? $"select the pods of this workload, such as by {first}"
                : "select the pods of this workload",
        };

    private static List<Wanted> WantedBy(LabelSelector selector) =>
    [
        .. selector.Pairs.Select(pair => new Wanted(pair.Key, [pair.Value], pair.KeyNode, [pair.ValueNode])),
        .. selector.Expressions.Where(expression => expression.Operator == "In" && expression.Node.Find("key") is not null)
            .Select(expression => new Wanted(expression.Key, expression.Values, expression.Node.Find("key")!.Value,
                [.. expression.Node.Find("values")?.Items ?? default])),
    ];

    // All but one agree, and that one is a slip away. A workload that asks for its own name under another key means itself; a key that is
    // asked for already is not what was meant.
    private (Wanted Wanted, Node At, LabelPair Label)? Slip(LabelSelector selector, List<Wanted> wanted, PodTemplate peer)
    {
        if (!selector.Expressions.All(expression => expression.Operator == "In" || expression.Holds(peer.Labels)))
            return null;
        if (wanted.Where(one => !one.Values.Any(value => peer.Carries(one.Key, value))).ToList() is not [var missed])
            return null;

        var isKnown = wanted.Exists(one => one.Key != missed.Key && !OfMany.Contains(one.Key, StringComparer.Ordinal));
        if (peer.Labels.Find(missed.Key) is { } label)
        {
            var near = missed.ValueNodes.FirstOrDefault(value => IsSlip(value.Value, label.Value, isKnown));
            return near.Tree is null ? null : (missed, near, label);
        }

        foreach (var other in peer.Labels.Pairs)
        {
            if (missed.Values.Contains(other.Value, StringComparer.Ordinal) && !wanted.Exists(one => one.Key == other.Key)
                && (IsSlip(missed.Key, other.Key, isKnown) || (peer == pods && other.Value == pods.Workload.Name)))
            {
                return (missed, missed.KeyNode, other);
            }
        }

        return null;
    }

    // The pods of another unit may be called nearly alike (cache and cached, user and users), but not with two letters swapped. Where
    // another label says which pods are meant, a single slip of any kind is one.
    private static bool IsSlip(string asked, string label, bool isKnown) =>
        isKnown ? NameSlips.IsOneSlip(asked, label) : NameSlips.IsSlip(asked, label) && Spelling.AreSwapped(asked, label);

    // Its selector, or a Service, wants the very label: then the template is at fault, which is said there.
    private static bool HasWrongLabels(PodTemplate peer) => OwnSelectors.Of(peer) is { } own && !own.Matches(peer);

    private bool IsAskedElsewhere(Wanted wanted) =>
        graph.Services.Any(service => service.Selector is { } selector
            && selector.Pairs.Any(pair => pair.Key == wanted.Key && wanted.Values.Contains(pair.Value, StringComparer.Ordinal)));

    private ValueProblem Problem(
        WorkloadReport report, Owner owner, Wanted wanted, Node at, LabelPair label, PodTemplate peer, string effect)
    {
        var isKey = at == wanted.KeyNode;
        var asked = $"{wanted.Key}={(isKey ? label.Value : at.Value)}";
        var there = new RelatedSpan(label.ValueNode.Span,
            peer == pods ? $"its own pods are labelled {label}" : $"{peer.Workload.Quoted} labels its pods {label}");
        return WordSlips.Of(report.Resource, at,
            MessageText.Of($"the scheduling of {owner.Text} asks for pods with '{asked}', which no pod template here carries"),
            isKey ? label.Key : label.Value, effect, there);
    }
}
