using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>Label selectors, wherever built-in kinds have them: keys, operators and values.</summary>
internal static class SelectorValues
{
    private static readonly ImmutableArray<string> Operators = ["In", "NotIn", "Exists", "DoesNotExist"];

    private static readonly Dictionary<GroupKind, ImmutableArray<(NodePath Path, bool MeansNamespaces)>> Selectors = new()
    {
        [Kinds.Deployment] = Places("spec.selector"),
        [Kinds.ReplicaSet] = Places("spec.selector"),
        [Kinds.DaemonSet] = Places("spec.selector"),
        [Kinds.Job] = Places("spec.selector"),
        [Kinds.StatefulSet] = Places("spec.selector spec.volumeClaimTemplates[*].spec.selector"),
        [Kinds.PersistentVolumeClaim] = Places("spec.selector"),
        [new("policy", "PodDisruptionBudget")] = Places("spec.selector"),
        [Kinds.NetworkPolicy] = Places(
            "spec.podSelector spec.ingress[*].from[*].podSelector spec.ingress[*].from[*].namespaceSelector spec.egress[*].to[*].podSelector spec.egress[*].to[*].namespaceSelector"),
        [Kinds.HorizontalPodAutoscaler] =
            Places("spec.metrics[*].pods.metric.selector spec.metrics[*].object.metric.selector spec.metrics[*].external.metric.selector"),
        [new("rbac.authorization.k8s.io", "ClusterRole")] = Places("aggregationRule.clusterRoleSelectors[*]"),
        [new("storage.k8s.io", "CSIStorageCapacity")] = Places("nodeTopology"),
        [new("admissionregistration.k8s.io",
            "MutatingWebhookConfiguration")] = Places("webhooks[*].namespaceSelector webhooks[*].objectSelector"),
        [new("admissionregistration.k8s.io",
            "ValidatingWebhookConfiguration")] = Places("webhooks[*].namespaceSelector webhooks[*].objectSelector"),
        [new("admissionregistration.k8s.io",
            "ValidatingAdmissionPolicy")] = Places("spec.matchConstraints.namespaceSelector spec.matchConstraints.objectSelector"),
        [new("admissionregistration.k8s.io",
            "ValidatingAdmissionPolicyBinding")] =
                Places("spec.matchResources.namespaceSelector spec.matchResources.objectSelector spec.paramRef.selector"),
        [new("admissionregistration.k8s.io",
            "MutatingAdmissionPolicy")] = Places("spec.matchConstraints.namespaceSelector spec.matchConstraints.objectSelector"),
        [new("admissionregistration.k8s.io",
            "MutatingAdmissionPolicyBinding")] =
                Places("spec.matchResources.namespaceSelector spec.matchResources.objectSelector spec.paramRef.selector"),
    };

    // Those of a pod's spec, from its template on.
    private static readonly NodePath Spread = NodePath.Parse("spec.topologySpreadConstraints[*].labelSelector");
    private static readonly NodePath EphemeralClaims = NodePath.Parse("spec.volumes[*].ephemeral.volumeClaimTemplate.spec.selector");
    private static readonly NodePath Affinity = NodePath.Parse("spec.affinity");
    private static readonly ImmutableArray<NodePath> AffinityTerms = Paths(
        "podAffinity.requiredDuringSchedulingIgnoredDuringExecution[*] podAffinity.preferredDuringSchedulingIgnoredDuringExecution[*].podAffinityTerm "
        + "podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[*] podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[*].podAffinityTerm");

    private static readonly NodePath PlainSelector = NodePath.Parse("spec.selector");

    public static void Judge(LinkGraph graph, ValueList values)
    {
        var resource = values.Resource;
        if (resource.Kind == Kinds.Service || resource.Kind == Kinds.ReplicationController)
            MetadataValues.JudgeLabels(values, resource.Find(PlainSelector));

        if (Selectors.TryGetValue(resource.Kind, out var places))
        {
            foreach (var place in places)
            {
                foreach (var selector in resource.Select(place.Path))
                {
                    JudgeSelector(values, selector);
                    if (place.MeansNamespaces)
                        JudgeNamespaces(graph, values, selector);
                }
            }
        }

        foreach (var pods in graph.PodsOf(resource))
            JudgePods(graph, values, pods.Node);
    }

    private static void JudgePods(LinkGraph graph, ValueList values, Node template)
    {
        foreach (var selector in template.Select(Spread).Concat(template.Select(EphemeralClaims)))
            JudgeSelector(values, selector);
        if (template.At(Affinity) is not { } affinity)
            return;

        foreach (var term in AffinityTerms.SelectMany(affinity.Select))
        {
            JudgeSelector(values, term.Find("labelSelector"));
            JudgeSelector(values, term.Find("namespaceSelector"));
            JudgeNamespaces(graph, values, term.Find("namespaceSelector"));
        }
    }

    private static void JudgeNamespaces(LinkGraph graph, ValueList values, Node? written)
    {
        if (written is not { IsMapping: true } node || graph.MeantNamespaces.Of(LabelSelector.FromSelector(node)) is not { } slip)
            return;

        var (asked, isName) = (slip.Asked, slip.IsKey && slip.Meant == NamespaceLabels.NameKey);
        var said = asked.Key == NamespaceLabels.NameKey
            ? MessageText.Of(
                $"a namespaceSelector of '{values.Resource}' asks for namespace '{asked.Value}', of which nothing here is seen")
            : MessageText.Of($"a namespaceSelector of '{values.Resource}' asks for '{asked}', which no Namespace here carries");
        var other = isName ? LabelSet.Read(slip.Namespace?.Find(Resource.Paths.Labels)).Find(asked.Key) : null;
        var related = slip.Namespace is not { } meant ? null
            : other is { } its ? new RelatedSpan(its.ValueNode.Span, $"{meant.Quoted} has {its}")
            : new RelatedSpan(meant.NameNode.Span, isName ? $"{meant.Quoted} has no such label" : $"{meant.Quoted} was probably meant");
        var problem = WordSlips.Of(values.Resource, slip.IsKey ? asked.KeyNode : asked.ValueNode, said, slip.Meant,
            "the selector holds for no namespace here", related);
        values.Add(!isName ? problem : problem with
        {
            Label = other is null ? "namespaces have no such label by themselves" : "the label of the Namespace has another value",
            Help = $"write '{NamespaceLabels.NameKey}', which every namespace has by itself, or {(other is { Value.Length: > 0 } label ? $"ask for {label}" : "give the Namespace this label")}",
        });
    }

    private static void JudgeSelector(ValueList values, Node? selector)
    {
        MetadataValues.JudgeLabels(values, selector?.Find("matchLabels"));
        foreach (var requirement in selector?.Find("matchExpressions")?.Items ?? default)
        {
            if (requirement.IsMapping)
                JudgeRequirement(values, requirement);
        }
    }

    private static void JudgeRequirement(ValueList values, Node requirement)
    {
        var key = ValueList.Filled(requirement.Find("key"));
        if (key is { } node)
            MetadataValues.JudgeKey(values, node, ValueFlaws.OfQualifiedName);

        var given = requirement.FindEntry("values");
        foreach (var value in given?.Value.Items ?? default)
            MetadataValues.JudgeLabelValue(values, value, key);

        var @operator = ValueList.Filled(requirement.Find("operator"));
        values.OneOf(@operator, Operators);
        if (@operator is not { } word || given is { Value: { IsSequence: false, IsNull: false } })
            return;

        var count = given?.Value.Items.Count ?? 0;
        if (word.Value is "In" or "NotIn" && count == 0)
            AddMissingValues(values, requirement, word, given);
        else if (word.Value is "Exists" or "DoesNotExist" && count > 0)
            AddNeedlessValues(values, word, given!.Value.Key);
    }

    private static void AddMissingValues(ValueList values, Node requirement, Node word, Entry? given) =>
        values.Add(new ValueProblem(values.Resource, given?.Key ?? requirement, MessageText.Of(
            $"a selector of '{values.Resource}' asks with '{word.Value:1}' for label '{requirement.Find("key")?.Value}', but gives no values"))
        {
            Label = "no values",
            Related = new RelatedSpan(word.Span, $"{word.Value} needs at least one value"),
            Help = $"add values, or use {(word.Is("In") ? "Exists" : "DoesNotExist")} if only the key counts",
        });

    private static void AddNeedlessValues(ValueList values, Node word, Node key) =>
        values.Add(new ValueProblem(values.Resource, key, MessageText.Of(
            $"a selector of '{values.Resource}' gives values beside the operator '{word.Value:1}', which takes none"))
        {
            Label = "no values are allowed here",
            Related = new RelatedSpan(word.Span, $"{word.Value} only asks for the key"),
            Help = $"remove values, or use {(word.Is("Exists") ? "In" : "NotIn")} if they count",
        });

    private static ImmutableArray<(NodePath Path, bool MeansNamespaces)> Places(string paths) =>
        [.. paths.Split(' ').Select(path => (NodePath.Parse(path), path.EndsWith("namespaceSelector", StringComparison.Ordinal)))];

    private static ImmutableArray<NodePath> Paths(string paths) => [.. paths.Split(' ').Select(NodePath.Parse)];
}
