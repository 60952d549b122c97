using Linter.Findings;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>What is for pods of its own namespace by their labels, and finds none.</summary>
internal static class UnmetSelectors
{
    /// <summary>Null where they may well be elsewhere.</summary>
    /// <param name="graph">Whose pods were looked through.</param>
    /// <param name="resource">The object.</param>
    /// <param name="selector">Its own, which no pods of its namespace carry for all that is known.</param>
    /// <param name="effect">What comes of it.</param>
    public static ValueProblem? Of(LinkGraph graph, Resource resource, LabelSelector selector, string effect)
    {
        var at = selector.Pairs is [var first, ..] ? first.ValueNode : selector.Node;
        if (graph.SelectPodsElsewhere(resource.Namespace, selector).FirstOrDefault() is { } elsewhere)
        {
            return Problem(resource, at,
                MessageText.Of($"'{resource}' is in {Namespaces.Describe(resource.Namespace)}, but the pods that it selects with '{selector}' are those of '{elsewhere:1}' in namespace '{elsewhere.Workload.Namespace}'"),
                "only pods of its own namespace", Whereabouts.Of(elsewhere.Workload),
                $"put the {resource.KindName} into the namespace of the pods", effect);
        }

        if (graph.Stage.ProbableMaker(selector) is not null)
            return null;
        if (graph.NearestPods(resource.Namespace, selector, resource.Name) is { IsNear: true } near)
            return Near(resource, selector, near, Namespaces.Describe(resource.Namespace), effect);
        if (UnderNearKey(graph, resource, selector) is var (asked, pods, label))
        {
            return WordSlips.Of(resource, asked.KeyNode, Said(resource, selector, Namespaces.Describe(resource.Namespace)), label.Key,
                effect, new RelatedSpan(label.KeyNode.Span, $"{pods.Workload.Quoted} labels its pods {label}"));
        }

        return graph.Shows(Kinds.Pod, resource.Namespace) && graph.Stage.MayHide(Makes.Pods) is null
            ? Problem(resource, at, Said(resource, selector, Namespaces.Describe(resource.Namespace)), "no pod template has this label", null,
                $"select labels that pods of this namespace carry, or {Whereabouts.DeclareIt}", effect)
            : null;
    }

    /// <summary>Where pods have nearly the labels that are asked for.</summary>
    public static ValueProblem Near(Resource resource, LabelSelector selector, NearestPods near, MessageText place, string effect)
    {
        var label = near.Label!.Value;
        return Problem(resource, near.Differing.ValueNode,
            MessageText.Of($"{Said(resource, selector, place)}; nearest is '{near.Pods:1}' with '{label}'"),
            "no pod template has this label", new RelatedSpan(near.At.Span, near.Says), $"did you mean '{label}'?", effect) with
        {
            Fix = ScalarEdit.Replace(resource.Root, near.Differing.ValueNode, label.Value) is { } edit
                ? new Fix($"select '{label}'", [edit], IsSafe: false)
                : null,
        };
    }

    // All but one label agree, and of that the value does.
    private static (LabelPair Asked, PodTemplate Pods, LabelPair Label)? UnderNearKey(
        LinkGraph graph, Resource resource, LabelSelector selector)
    {
        foreach (var pods in graph.PodTemplatesIn(resource.Namespace).Take(Spelling.MostCandidates))
        {
            if (selector.Pairs.Where(pair => !pods.Carries(pair.Key, pair.Value)).Take(2).ToList() is not [var asked])
                continue;

            foreach (var label in pods.Labels.Pairs)
            {
                if (label.Value == asked.Value && NameSlips.IsOneSlip(asked.Key, label.Key))
                    return (asked, pods, label);
            }
        }

        return null;
    }

    private static MessageText Said(Resource resource, LabelSelector selector, MessageText place) =>
        MessageText.Of($"'{resource}' selects '{selector}', but no pod template in {place} carries it");

    private static ValueProblem Problem(
        Resource resource, Node at, MessageText message, string label, RelatedSpan? related, string help, string effect) =>
        new(resource, at, message) { Severity = Severity.Warning, Label = label, Related = related, Effect = effect, Help = help };
}
