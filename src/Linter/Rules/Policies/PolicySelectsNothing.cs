using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A NetworkPolicy whose podSelector no pod template of its namespace carries.</summary>
public sealed class PolicySelectsNothing : IRule
{
    private const string Effect = "the policy protects nothing: pods that no policy selects are open to all traffic";

    public string Id => "policy-selects-nothing";

    public bool Concerns(LinkGraph graph) => graph.HoldsAny(Kinds.NetworkPolicy);

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var selecting = context.Graph.Policies.All.Where(policy => policy.PodSelector is { IsEverything: false, Labels: not null });
        return context.Judge(
            Kinds.Pod,
            selecting,
            policy => Judge(context, policy, policy.PodSelector.Labels!) is { } finding ? [finding] : [],
            policy => NoPodsAtAll(context, policy));
    }

    private static Finding NoPodsAtAll(RuleContext context, PolicyView policy) =>
        context.At(policy.Resource, policy.SelectorAt, Severity.Note,
            $"NetworkPolicy '{policy.Name}' selects '{policy.PodSelector.Labels}', but no workload is among these manifests, so no policy was judged");

    private static Finding? Judge(RuleContext context, PolicyView policy, LabelSelector selector)
    {
        var (graph, @namespace) = (context.Graph, policy.Resource.Namespace);
        var pods = graph.SelectPods(@namespace, selector);
        if (!pods.Certain.IsEmpty || graph.Externals.HasPods(@namespace, selector))
            return null;
        if (!pods.Possible.IsEmpty)
            return PerhapsElsewhere(context, policy, Whereabouts.Nearest(policy.Resource, pods.Possible));
        if (graph.SelectPodsElsewhere(@namespace, selector).FirstOrDefault() is { } elsewhere)
            return InOtherNamespace(context, policy, elsewhere);
        if (graph.Stage.ProbableMaker(selector) is { } maker)
            return MadeByOperator(context, policy, maker);

        return graph.NearestPods(@namespace, selector, policy.Name) is { } nearest and ({ IsLikely: true } or { Agreeing: > 0 })
            ? LabelsDiffer(context, policy, nearest)
            : NothingNear(context, policy, context.Prepare(all => new StrayLabels(all)));
    }

    private static Finding LabelsDiffer(RuleContext context, PolicyView policy, NearestPods nearest)
    {
        var (pods, differing) = (nearest.Pods, nearest.Differing);
        var theirs = nearest.Label is { } label
            ? MessageText.Of($" with '{label}'")
            : MessageText.Of($", which has no label '{differing.Key}'");
        var finding = context.At(policy.Resource, differing.ValueNode,
            $"NetworkPolicy '{policy.Name}' selects '{policy.PodSelector.Labels}', but no pod template in {Namespaces.Describe(policy.Resource.Namespace)} carries it; nearest is '{pods:1}'{theirs}") with
        {
            Label = "no pod template has this label",
            Related = [new RelatedSpan(nearest.At.Span, nearest.Says)],
            Effect = Effect,
            Help = nearest is { IsLikely: true, Label: { } own }
                ? $"did you mean '{own}'?"
                : $"select labels that pods of this namespace carry, or declare the pods under externals if they exist elsewhere",
            Fix = nearest is { IsLikely: true, Label: { } right }
                && ScalarEdit.Replace(policy.Resource.Root, differing.ValueNode, right.Value) is { } edit
                ? new Fix($"select '{right}'", [edit], IsSafe: false)
                : null,
        };
        return context.Closed(finding, Makes.Pods, nearest.IsNear);
    }

    // Where the unit shows no pods of the namespace at all, they are applied by other means.
    private static Finding NothingNear(RuleContext context, PolicyView policy, StrayLabels strays)
    {
        var (graph, @namespace) = (context.Graph, policy.Resource.Namespace);
        var severity = graph.Policies.PodsIn(@namespace).Any() ? Severity.Warning : Severity.Note;
        var selector = policy.PodSelector.Labels!;
        if (strays.UnderOtherKey(@namespace, selector) is (var pods, var label))
        {
            return Instead(context, policy, severity, selector.Pairs[0].KeyNode, label, label.Key,
                MessageText.Of($"no pod template in {Namespaces.Describe(@namespace)} carries it; nearest is '{pods:1}' with '{label}'"),
                $"{pods.Workload.Quoted} says '{label}' here");
        }

        if (OfService(graph, policy, selector) is (var service, var theirs))
        {
            return Instead(context, policy, severity, selector.Pairs[0].ValueNode, theirs, theirs.Value,
                MessageText.Of($"'{service.Name}' is the name of a Service, and the pods behind it carry '{theirs:1}'"),
                $"Service '{service.Name}' selects '{theirs}' here");
        }

        var namesake = strays.CalledSo(@namespace, selector);
        var finding = context.At(policy.Resource, policy.SelectorAt, severity,
            $"NetworkPolicy '{policy.Name}' selects '{selector}', but no pod template in {Namespaces.Describe(@namespace)} carries it") with
        {
            Label = "no pod template has this label",
            Related = namesake is null ? [] : [StrayLabels.Says(namesake)],
            Effect = Effect,
            Help = "select labels that pods of this namespace carry, or declare the pods under externals if they exist elsewhere",
        };
        return context.Closed(finding, Makes.Pods, hasEvidence: false);
    }

    // Policies know pods and never Services: app: cart-service, where Service cart-service selects app: cart.
    private static (ServiceView Service, LabelPair Label)? OfService(LinkGraph graph, PolicyView policy, LabelSelector selector)
    {
        if (selector is not { Pairs: [{ Value.Length: > 0 } asked], Expressions.IsEmpty: true })
            return null;

        var service = graph.ServicesOf(graph.Find(Kinds.Service, policy.Resource.Namespace, asked.Value).Certain)
            .FirstOrDefault(found => !found.Pods.Certain.IsEmpty);
        foreach (var pair in service?.Selector?.Pairs ?? [])
        {
            if (pair.Key == asked.Key)
                return (service!, pair);
        }

        return null;
    }

    private static Finding Instead(
        RuleContext context, PolicyView policy, Severity severity, Node at, LabelPair label, string right, MessageText why, string says) =>
        context.Closed(context.At(policy.Resource, at, severity,
            $"NetworkPolicy '{policy.Name}' selects '{policy.PodSelector.Labels}', but {why}") with
        {
            Label = "no pod template has this label",
            Related = [new RelatedSpan(label.ValueNode.Span, says)],
            Effect = Effect,
            Help = $"did you mean '{label}'?",
            Fix = ScalarEdit.Replace(policy.Resource.Root, at, right) is { } edit
                ? new Fix($"select '{label}'", [edit], IsSafe: false)
                : null,
        }, Makes.Pods, hasEvidence: true);

    private static Finding InOtherNamespace(RuleContext context, PolicyView policy, PodTemplate elsewhere) =>
        context.At(policy.Resource, policy.Resource.Find(Resource.Paths.Namespace) ?? policy.SelectorAt,
            $"NetworkPolicy '{policy.Name}' is in {Namespaces.Describe(policy.Resource.Namespace)}, but the pods that it selects with '{policy.PodSelector.Labels}' are those of '{elsewhere:1}' in namespace '{elsewhere.Workload.Namespace}'") with
        {
            Label = "a NetworkPolicy selects pods of its own namespace only",
            Related = [new RelatedSpan((elsewhere.Workload.Find(Resource.Paths.Namespace) ?? elsewhere.Workload.NameNode).Span,
                $"{elsewhere.Workload.Quoted} is in {Namespaces.Describe(elsewhere.Workload.Namespace)}")],
            Effect = Effect,
            Help = "put the policy into the namespace of the pods",
        };

    private static Finding PerhapsElsewhere(RuleContext context, PolicyView policy, PodTemplate possible) =>
        context.At(policy.Resource, policy.SelectorAt, Severity.Note,
            $"NetworkPolicy '{policy.Name}' selects '{policy.PodSelector.Labels}', which '{possible:1}' carries, {Namespaces.WhyPerhaps(policy.Resource.Namespace, possible.Workload.Namespace)}") with
        {
            Related = [new RelatedSpan(possible.Workload.NameNode.Span,
                $"{possible.Workload.Quoted} {(possible.Workload.Namespace is { } name ? $"is in namespace '{name}'" : "names no namespace")}")],
            Help = Namespaces.HelpToMeet(policy.Resource.Namespace, possible.Workload.Namespace),
        };

    private static Finding MadeByOperator(RuleContext context, PolicyView policy, Resource maker) =>
        context.At(policy.Resource, policy.SelectorAt, Severity.Note,
            $"NetworkPolicy '{policy.Name}' selects '{policy.PodSelector.Labels}': probably the pods that the operator of '{maker:1}' makes, which no manifest shows") with
        {
            Related = [new RelatedSpan(maker.NameNode.Span, $"{maker.Quoted} is a resource of an operator")],
            Help = "declare the pods under externals to have this judged as done",
        };
}
