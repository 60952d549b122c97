using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A peer of a policy whose selectors reach no pods of the unit.</summary>
public sealed class PolicyPeerSelectsNothing : IRule
{
    public string Id => "policy-peer-selects-nothing";

    public bool IsAdvice => true;

    public bool Concerns(LinkGraph graph) => graph.HoldsAny(Kinds.NetworkPolicy);

    public IEnumerable<Finding> Check(RuleContext context)
    {
        // policy-selects-nothing says once that there are no pods to judge by.
        if (context.Graph.HasNone(Kinds.Pod))
            return [];

        return from policy in context.Graph.Policies.All
               from rule in policy.Rules(TrafficDirection.Ingress).Concat(policy.Rules(TrafficDirection.Egress))
               from peer in rule.Peers
               where peer is { SelectsPods: true, Pods: { IsEverything: false, Labels: not null } }
               let finding = Judge(context, rule, peer, peer.Pods.Labels!)
               where finding is not null
               select finding;
    }

    private static Finding? Judge(RuleContext context, PolicyRule rule, PolicyPeer peer, LabelSelector selector)
    {
        var (graph, policy) = (context.Graph, rule.Policy);
        if (NamespaceOf(peer) is not { } found || graph.Externals.HasPods(found.Namespace, selector)
            || !graph.Policies.PodsIn(found.Namespace).Any()
            || !graph.SelectPods(found.Namespace, selector).IsEmpty || graph.Stage.ProbableMaker(selector) is not null)
        {
            return null;
        }

        var nearest = graph.NearestPods(found.Namespace, selector, null);
        var elsewhere = graph.SelectPodsElsewhere(found.Namespace, selector).FirstOrDefault();
        var at = nearest?.Differing.ValueNode ?? (selector.Pairs.IsEmpty ? peer.Node : selector.Pairs[0].ValueNode);
        var verb = rule.Direction == TrafficDirection.Ingress ? "lets in" : "lets its pods connect to";
        var message = MessageText.Of(
            $"NetworkPolicy '{policy.Name}' {MessageText.Plain(verb)} pods with '{selector}', but no pod template in {Namespaces.Describe(found.Namespace)} carries it");
        if (elsewhere is not null)
        {
            return Elsewhere(context, policy, at,
                MessageText.Of($"{message}; '{elsewhere:1}' in namespace '{elsewhere.Workload.Namespace}' does"), elsewhere);
        }

        // Next to resources whose operator makes pods, only a slip is worth a word: the peer probably means those.
        var likely = nearest is { IsNear: true, Label: { } label }
            ? (nearest.Pods, Label: label)
            : ((PodTemplate Pods, LabelPair Label)?)null;
        if (likely is null && graph.Stage.MayMake(Makes.Pods) is not null)
            return null;

        if (likely is { } near)
            message = MessageText.Of($"{message}; nearest is '{near.Pods:1}' with '{near.Label}'");
        return context.Closed(context.At(policy.Resource, at, $"{message}") with
        {
            Label = "selects no pods",
            Related = likely is { } its
                ? [new RelatedSpan(its.Label.ValueNode.Span, $"{its.Pods.Workload.Quoted} says '{its.Label.Value}' here")]
                : [],
            Effect = Effect(rule),
            Help = likely is { } meant
                ? $"did you mean '{meant.Label}'?"
                : "select labels that pods carry, add a namespaceSelector where they are in another namespace, or declare them under externals",
            Fix = likely is { } right && ScalarEdit.Replace(policy.Resource.Root, at, right.Label.Value) is { } edit
                ? new Fix($"select '{right.Label}'", [edit], IsSafe: false)
                : null,
        }, Makes.Pods, likely is not null);
    }

    private static Finding Elsewhere(RuleContext context, PolicyView policy, Node at, MessageText message, PodTemplate elsewhere) =>
        context.At(policy.Resource, at, $"{message}") with
        {
            Label = "without a namespaceSelector, pods of the policy's own namespace are meant",
            Related = [new RelatedSpan(elsewhere.Workload.NameNode.Span,
                $"{elsewhere.Workload.Quoted} is in {Namespaces.Describe(elsewhere.Workload.Namespace)}")],
            Help = $"add a namespaceSelector for '{NamespaceLabels.NameKey}: {elsewhere.Workload.Namespace}' to the same entry",
        };

    private static string Effect(PolicyRule rule) => rule.Peers.Length == 1
        ? "the rule admits nobody"
        : "this entry of the rule admits nobody; the others stand";

    // The namespace whose pods are meant: the policy's own, or the one that the selector names. Others may have pods that no manifest
    // shows.
    private static (string? Namespace, bool IsFound)? NamespaceOf(PolicyPeer peer)
    {
        if (!peer.Namespaces.IsGiven)
            return (peer.Policy.Resource.Namespace, true);

        return peer.Namespaces.Labels is { Pairs: [{ Key: NamespaceLabels.NameKey } pair], Expressions.IsEmpty: true }
            ? (pair.Value, true)
            : null;
    }
}
