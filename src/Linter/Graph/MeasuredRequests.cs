using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A share of what containers request, by which an autoscaler measures their use.</summary>
/// <param name="Resource">"cpu", "memory".</param>
/// <param name="Container">The only container that is measured; null for all of the pod.</param>
/// <param name="At">The scalar that says the share.</param>
internal sealed record MeasuredRequest(string Resource, string? Container, Node At);

/// <summary>
/// What autoscalers measure against requests. One container without the request, and the measure of all pods fails
/// (k8s.io/kubernetes pkg/controller/podautoscaler/metrics, calculatePodRequests). KEDA makes such an autoscaler of its triggers cpu and
/// memory.
/// </summary>
internal static class MeasuredRequests
{
    private static readonly NodePath Percentage = NodePath.Parse("spec.targetCPUUtilizationPercentage");
    private static readonly NodePath Metrics = NodePath.Parse("spec.metrics[*]");
    private static readonly NodePath Triggers = NodePath.Parse("spec.triggers[*]");

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
        var type = trigger.Find("type");
        if (type is not { IsScalar: true, Value: ResourceNames.Cpu or ResourceNames.Memory })
            return null;

        var metadata = trigger.Find("metadata");
        var measure = trigger.Find("metricType") ?? metadata?.Find("type");
        return measure is { Value: "Utilization" } && metadata?.Find("value") is { IsScalar: true } written
            ? new MeasuredRequest(type.Value.Value, metadata.Value.Find("containerName")?.Value, written)
            : null;
    }
}
