using Linter.Manifests;

namespace Linter.Graph.Values;

/// <summary>Values of workloads, pods, containers and probes.</summary>
internal static class WorkloadValues
{
    public static IEnumerable<ValueProblem> Of(LinkGraph graph, Resource resource, int kubernetesMinor) => [];
}
