using Linter.Manifests;

namespace Linter.Graph.Values;

/// <summary>Values of metadata, Service, Ingress, IngressClass and NetworkPolicy.</summary>
internal static class TrafficValues
{
    public static IEnumerable<ValueProblem> Of(LinkGraph graph, Resource resource, int kubernetesMinor) => [];
}
