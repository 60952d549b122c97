using Linter.Findings;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Graph.Values;

/// <summary>
/// The pods that a policy or a setting of Istio is for: those of its namespace that carry the labels, and for one of the root namespace
/// those of all (istio.io/latest/docs/reference/config/type/workload-selector).
/// </summary>
internal static class MeshSelectors
{
    // meshConfig.rootNamespace may name another one.
    private const string RootNamespace = "istio-system";

    private const string Effect = "the mesh applies it to no pod: those that are meant go on as if it were not there";

    // Machines beside the cluster, with labels of their own.
    private static readonly GroupKind Machine = new("networking.istio.io", "WorkloadEntry");
    private static readonly GroupKind Machines = new("networking.istio.io", "WorkloadGroup");

    public static void Judge(LinkGraph graph, ValueList values)
    {
        var resource = values.Resource;
        if (SelectorOf(resource) is not { IsEmpty: false } selector || graph.HasNone(Kinds.Pod) || graph.HoldsAny(Machine, Machines)
            || graph.Externals.HasPods(resource.Namespace, selector) || selector.Pairs.Any(pair => IsGiven(pair.Key))
            || graph.SelectPods(resource.Namespace, selector) is not { Certain.IsEmpty: true, Possible.IsEmpty: true })
        {
            return;
        }

        var problem = resource.Namespace == RootNamespace
            ? OfRoot(graph, resource, selector)
            : UnmetSelectors.Of(graph, resource, selector, Effect);
        if (problem is not null)
            values.Add(problem);
    }

    private static LabelSelector? SelectorOf(Resource resource)
    {
        var spec = resource.Root.Find("spec");
        return (resource.Kind.Group, resource.Kind.Kind) switch
        {
            ("security.istio.io", "AuthorizationPolicy" or "PeerAuthentication" or "RequestAuthentication")
                or ("telemetry.istio.io", "Telemetry") or ("extensions.istio.io", "WasmPlugin") =>
                spec?.Find("selector") is { IsMapping: true } selector ? LabelSelector.FromSelector(selector) : null,
            ("networking.istio.io", "EnvoyFilter" or "Sidecar") =>
                spec?.Find("workloadSelector")?.Find("labels") is { IsMapping: true } labels ? LabelSelector.FromMap(labels) : null,
            _ => null,
        };
    }

    // Labels that the mesh and the controllers of Gateways give pods.
    private static bool IsGiven(string key) =>
        key.IndexOf('/', StringComparison.Ordinal) is var slash and > 0
        && (key.AsSpan(0, slash).EndsWith("istio.io", StringComparison.Ordinal)
            || key.AsSpan(0, slash).SequenceEqual("gateway.networking.k8s.io"));

    private static ValueProblem? OfRoot(LinkGraph graph, Resource resource, LabelSelector selector)
    {
        if (graph.SelectPodsElsewhere(resource.Namespace, selector).Any() || graph.Stage.ProbableMaker(selector) is not null)
            return null;

        var near = graph.PodTemplates.Take(Spelling.MostCandidates)
            .Select(pods => pods.Workload.Namespace)
            .Distinct(StringComparer.Ordinal)
            .Select(@namespace => graph.NearestPods(@namespace, selector, resource.Name))
            .FirstOrDefault(pods => pods is { IsNear: true });
        return near is null ? null : UnmetSelectors.Near(resource, selector, near, MessageText.Plain("any namespace"), Effect);
    }
}
