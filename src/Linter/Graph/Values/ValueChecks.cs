using Linter.Manifests;

namespace Linter.Graph.Values;

/// <summary>
/// Everything that the API server refuses about single values, kind by kind, after defaulting. What a more precise rule
/// says (node-port-out-of-range, ingress-path-invalid …) is left to it.
/// </summary>
public static class ValueChecks
{
    /// <summary>The problems of one resource; one a node, as one defect is one error.</summary>
    /// <param name="graph">For the views of Services, Ingresses and pod templates.</param>
    /// <param name="resource">The object.</param>
    /// <param name="kubernetesMinor">Minor version of the target Kubernetes 1.N, where releases differ.</param>
    public static IEnumerable<ValueProblem> Of(LinkGraph graph, Resource resource, int kubernetesMinor) =>
        ResourceValues.Of(graph, resource, kubernetesMinor)
            .Concat(WorkloadValues.Of(graph, resource, kubernetesMinor))
            .Concat(ScrapeAnnotations.Of(graph, resource))
            .Concat(SchemaValues.Of(graph, resource, kubernetesMinor))
            .DistinctBy(problem => problem.At);
}
