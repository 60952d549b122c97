using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A share of what containers request, by which an autoscaler measures their use.</summary>
/// <param name="Resource">"cpu", "memory".</param>
/// <param name="Container">The only container that is measured; null for all of the pod.</param>
/// <param name="At">The scalar that says the share.</param>
internal sealed record MeasuredRequest(string Resource, string? Container, Node At);

/// <summary>
/// What autoscalers measure, mostly against requests. One container without the request, and the measure of all pods fails
/// (k8s.io/kubernetes pkg/controller/podautoscaler/metrics, calculatePodRequests). KEDA makes such an autoscaler of its triggers cpu and
/// memory.
/// </summary>
internal static class MeasuredRequests
{
    // DefaultContainerResourcePolicy in autoscaling.k8s.io/v1.
    private const string AllContainers = "*";

    private static readonly NodePath Percentage = NodePath.Parse("spec.targetCPUUtilizationPercentage");
    private static readonly NodePath Metrics = NodePath.Parse("spec.metrics[*]");
    private static readonly NodePath Triggers = NodePath.Parse("spec.triggers[*]");
    private static readonly NodePath Policies = NodePath.Parse("spec.resourcePolicy.containerPolicies[*].containerName");

    public static IEnumerable<MeasuredRequest> Of(ScaleTarget target)
    {
        var autoscaler = target.Autoscaler;
        if (autoscaler.Kind == Kinds.ScaledObject)
            return autoscaler.Select(Triggers).Select(OfTrigger).OfType<MeasuredRequest>();
        if (autoscaler.Kind != Kinds.HorizontalPodAutoscaler)
            return [];

        if (autoscaler.Find(Percentage) is { IsScalar: true, IsNull: false } percentage)
            return [new MeasuredRequest(ResourceNames.Cpu, null, percentage)];

        return autoscaler.Select(Metrics).Select(OfMetric).OfType<MeasuredRequest>();
    }

    /// <summary>The scalars that name a container of the target: one that is measured, or one that is sized.</summary>
    public static IEnumerable<Node> ContainersOf(ScaleTarget target)
    {
        var autoscaler = target.Autoscaler;
        var written = autoscaler.Kind == Kinds.HorizontalPodAutoscaler
                ? autoscaler.Select(Metrics).Select(metric => metric.Find("containerResource")?.Find("container"))
            : autoscaler.Kind == Kinds.ScaledObject
                ? autoscaler.Select(Triggers).Where(IsOfPods).Select(trigger => trigger.Find("metadata")?.Find("containerName"))
            : autoscaler.Kind == Kinds.VerticalPodAutoscaler
                ? autoscaler.Select(Policies).Where(name => !name.Is(AllContainers)).Cast<Node?>()
            : [];
        return written.OfType<Node>().Where(name => name is { IsScalar: true, IsNull: false, Value.Length: > 0 });
    }

    // autoscaling/v2beta1 has the share beside the name.
    private static MeasuredRequest? OfMetric(Node metric)
    {
        var source = metric.Find("resource") ?? metric.Find("containerResource");
        var share = source?.Find("target")?.Find("averageUtilization") ?? source?.Find("targetAverageUtilization");
        return source?.Find("name") is { IsScalar: true } name && share is { IsScalar: true, IsNull: false } written
            ? new MeasuredRequest(name.Value, source.Value.Find("container")?.Value, written)
            : null;
    }

    private static MeasuredRequest? OfTrigger(Node trigger)
    {
        if (!IsOfPods(trigger))
            return null;

        var metadata = trigger.Find("metadata");
        var measure = trigger.Find("metricType") ?? metadata?.Find("type");
        return measure is { Value: "Utilization" } && metadata?.Find("value") is { IsScalar: true } written
            ? new MeasuredRequest(trigger.Find("type")!.Value.Value, metadata.Value.Find("containerName")?.Value, written)
            : null;
    }

    private static bool IsOfPods(Node trigger) =>
        trigger.Find("type") is { IsScalar: true, Value: ResourceNames.Cpu or ResourceNames.Memory };
}
