using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>
/// Pods that no node can hold, or that a LimitRange or ResourceQuota of their namespace does not let in; claims and other objects for
/// which the same holds.
/// </summary>
public sealed class Unschedulable : IRule
{
    public string Id => "unschedulable";

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var (ranges, quotas) = (context.Graph.OfKind(Kinds.LimitRange), context.Graph.OfKind(Kinds.ResourceQuota));
        if (ranges.IsEmpty && quotas.IsEmpty && context.Cluster.LargestNode.IsEmpty)
            return [];

        // "" is the unnamed namespace.
        var byNamespace = ranges.ToLookup(range => range.Namespace ?? "", StringComparer.Ordinal);
        var maxima = quotas.IsEmpty ? [] : Scaling.MaximaOf(context.Graph);
        var demands = context.Part.PlainPods().Where(IsWhole)
            .GroupBy(pods => pods.Workload.Namespace ?? "", StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Demands(context.Graph, group, byNamespace), StringComparer.Ordinal);
        return demands.Values.SelectMany(list => list)
            .SelectMany(demand => OnNodes(context, demand).Concat(LimitRangeFindings.Of(context, demand.Demand, demand.Ranges)))
            .Concat(demands.Values.SelectMany(list => list)
                .SelectMany(demand => LimitRangeFindings.OfDefaults(context, demand.Demand, demand.Ranges))
                .DistinctBy(finding => finding.Span))
            .Concat(OfClaims(context, byNamespace))
            .Concat(QuotaFindings.Of(context, quotas, @namespace => In(context.Graph, demands, @namespace), maxima))
            .Concat(QuotaObjectFindings.Of(context, quotas, context.Part.PlainPods().Where(IsWhole)));
    }

    // What has no image is a patch; a Helm test comes and goes.
    private static bool IsWhole(PodTemplate pods) =>
        !pods.IsHelmTest && pods.Containers.Any(container => container.Node.Find("image") is not null);

    private static List<(PodDemand Demand, LimitRanges Ranges)> Demands(
        LinkGraph graph, IGrouping<string, PodTemplate> group, ILookup<string, Resource> ranges)
    {
        var limits = RangesOf(graph, group.First().Workload.Namespace, ranges);
        return [.. group.Select(pods => (PodDemand.Of(pods, limits), limits))];
    }

    private static IEnumerable<Finding> OfClaims(RuleContext context, ILookup<string, Resource> ranges)
    {
        if (ranges.Count == 0)
            return [];

        var byNamespace = new Dictionary<string, LimitRanges>(StringComparer.Ordinal);
        LimitRanges Of(Resource resource) => byNamespace.TryGetValue(resource.Namespace ?? "", out var known)
            ? known
            : byNamespace[resource.Namespace ?? ""] = RangesOf(context.Graph, resource.Namespace, ranges);
        return context.Graph.OfKind(Kinds.PersistentVolumeClaim).Concat(context.Graph.OfKind(Kinds.StatefulSet))
            .SelectMany(resource => ClaimLimitFindings.Of(context, resource, Of(resource)))
            .Concat(context.Part.PlainPods().Where(pods => IsWhole(pods) && pods.Replicas != 0)
                .SelectMany(pods => ClaimLimitFindings.Of(context, pods, Of(pods.Workload))));
    }

    private static LimitRanges RangesOf(LinkGraph graph, string? @namespace, ILookup<string, Resource> ranges) =>
        new(Same(graph, @namespace).SelectMany(name => ranges[name]));

    private static IEnumerable<PodDemand> In(
        LinkGraph graph, Dictionary<string, List<(PodDemand Demand, LimitRanges Ranges)>> demands, string? @namespace) =>
        Same(graph, @namespace)
            .SelectMany(name => demands.TryGetValue(name, out var list) ? list : [])
            .Select(demand => demand.Demand);

    private static IEnumerable<string> Same(LinkGraph graph, string? @namespace) =>
        graph.Namespaces.Same(@namespace).Select(name => name ?? "").Distinct(StringComparer.Ordinal);

    private static IEnumerable<Finding> OnNodes(RuleContext context, (PodDemand Demand, LimitRanges Ranges) pods)
    {
        var demand = pods.Demand;
        foreach (var (name, most) in context.Cluster.LargestNode)
        {
            if (!demand.Requests.TryGetValue(name, out var wanted) || wanted.Value <= most)
                continue;

            yield return context.At(demand.Pods.Workload, wanted.At,
                $"each pod of '{demand.Pods.Workload}' requests '{wanted.Value}' of '{name}', but the largest node has '{most}'") with
            {
                Label = "more than any node has",
                Effect = "the pods stay Pending: no node can take one",
                Notes = demand.Containers.Length > 1 ? [$"adds up from: {demand.Spell(name, container => container.Requests)}"] : [],
                Help = "lower the request, or correct cluster.nodes.largest in .lint.yaml",
            };
        }
    }
}
