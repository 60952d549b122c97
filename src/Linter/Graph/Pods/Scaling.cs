using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>What changes the number of a workload's pods beside its manifest.</summary>
internal static class Scaling
{
    private static readonly NodePath MaxReplicas = NodePath.Parse("spec.maxReplicas");
    private static readonly NodePath MaxReplicaCount = NodePath.Parse("spec.maxReplicaCount");

    /// <summary>
    /// Names of workloads that something points at for scaling: HorizontalPodAutoscaler, ScaledObject, an Argo Rollout's
    /// workloadRef, a Flagger Canary. By name alone: such a pointer is proof enough that another number is meant.
    /// </summary>
    public static HashSet<string> NamesOf(LinkGraph graph)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var resource in graph.Resources)
        {
            if (resource.Find(Resource.Paths.Spec) is not { IsMapping: true } spec)
                continue;

            foreach (var key in (string[])["scaleTargetRef", "targetRef", "workloadRef"])
            {
                if (spec.Find(key)?.Find("name") is { IsScalar: true } name)
                    names.Add(name.Value);
            }
        }

        return names;
    }

    /// <summary>Names of workloads whose pods an autoscaler counts by their selector: HorizontalPodAutoscaler, ScaledObject.</summary>
    public static HashSet<string> AutoscaledNamesOf(LinkGraph graph) =>
    [
        .. graph.OfKind(Kinds.HorizontalPodAutoscaler).Concat(graph.OfKind(Kinds.ScaledObject))
            .SelectMany(scaler => graph.ReferencesFrom(scaler))
            .Select(reference => reference.Target)
            .OfType<NamedTarget>()
            .Select(target => target.Name),
    ];

    /// <summary>
    /// The most pods that an autoscaler may give a workload, and the scalar that says so; where several point at one, the last.
    /// </summary>
    public static Dictionary<Resource, (int Most, Node At)> MaximaOf(LinkGraph graph)
    {
        var maxima = new Dictionary<Resource, (int Most, Node At)>();
        foreach (var scaler in graph.OfKind(Kinds.HorizontalPodAutoscaler).Concat(graph.OfKind(Kinds.ScaledObject)))
        {
            var at = scaler.Find(scaler.Kind == Kinds.ScaledObject ? MaxReplicaCount : MaxReplicas);
            if (at is not { } node || IntOrString.Integer(node) is not { } most)
                continue;

            foreach (var workload in graph.ReferencesFrom(scaler).SelectMany(reference => graph.TargetsOf(reference)))
                maxima[workload] = (most, node);
        }

        return maxima;
    }
}
