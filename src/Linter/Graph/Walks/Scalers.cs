using Linter.Manifests;

namespace Linter.Graph.Walks;

/// <summary>What changes the number of pods of workloads, each in its own namespace.</summary>
internal sealed class Scalers(LinkGraph graph)
{
    private static readonly string[] Pointers = ["scaleTargetRef", "workloadRef", "targetRef"];

    private ILookup<string, Resource>? byName;

    // Only words about pods ask for them.
    private ILookup<string, Resource> ByName => byName ??= graph.Resources
        .Where(resource => resource.Kind == Kinds.HorizontalPodAutoscaler
            || (resource.Kind != Kinds.VerticalPodAutoscaler && !KindCatalog.IsBuiltIn(resource.WrittenKind)))
        .SelectMany(scaler => TargetsOf(scaler).Select(target => KeyValuePair.Create(target, scaler)))
        .ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    private static IEnumerable<string> TargetsOf(Resource scaler)
    {
        if (scaler.Find(Resource.Paths.Spec) is not { IsMapping: true } spec)
            yield break;
        foreach (var pointer in Pointers)
        {
            if (spec.Find(pointer)?.Find("name") is { IsScalar: true, IsNull: false } name)
                yield return name.Value;
        }
    }

    /// <summary>Something of the workload's own namespace changes the number.</summary>
    public bool Scale(PodTemplate pods) => Of(pods).Any();

    /// <summary>Why pods of which the manifests ask none are doubtful at best.</summary>
    public string WhyEmpty(IEnumerable<PodTemplate> pods)
    {
        var some = pods.SelectMany(Of).ToList();
        if (some.Find(scaler => scaler.Kind != Kinds.HorizontalPodAutoscaler) is { } other)
            return $"none runs until {other.KindName} {other.Name} makes some";
        if (some.Count == 0)
            return "nothing here scales them up";

        return IntOrString.Integer(some[0].Root.Find("spec")?.Find("minReplicas")) == 0
            ? $"none runs until HorizontalPodAutoscaler {some[0].Name} makes some"
            : $"HorizontalPodAutoscaler {some[0].Name} leaves a target alone that stands at 0";
    }

    private IEnumerable<Resource> Of(PodTemplate pods) =>
        ByName[pods.Workload.Name].Where(scaler => graph.Namespaces.Meet(scaler.Namespace, pods.Workload.Namespace) == Meeting.Yes);
}
