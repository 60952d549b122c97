using System.Globalization;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>
/// A port of the node: one that contradicts hostNetwork, one that two workloads want, and any other. Equal ones within a pod
/// are container-port-conflict's.
/// </summary>
public sealed class HostPort : IRule
{
    // Workloads that want one port are many only in collections of samples; each is compared with the first few.
    private const int MostCompared = 16;

    public string Id => "host-port";

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var byNumber = new Dictionary<(string Protocol, int Number), List<NodePortUse>>();
        foreach (var pods in context.Graph.PodTemplates)
        {
            if (!NodePortUse.IsMadeBy(pods))
                continue;

            var seen = new HashSet<(string, int, string)>();
            foreach (var use in NodePortUse.Of(pods))
            {
                if (use.Contradicts)
                {
                    yield return Contradiction(context, use);
                    continue;
                }

                if (!seen.Add((use.Port.Protocol, use.Number, use.Address)))
                    continue;

                var others = Others(byNumber, use);
                if (others.Find(other => CanMeet(context, use, other)) is { } first)
                    yield return Shared(context, use, first);
                else if (TooFewNodes(context, use) is { } few)
                    yield return few;
                else if (use.Port.HostPort is not null && !pods.HostNetwork)
                    yield return Plain(context, use);
                if (others.Count < MostCompared && !pods.RunsToCompletion)
                    others.Add(use);
            }
        }
    }

    private static List<NodePortUse> Others(Dictionary<(string Protocol, int Number), List<NodePortUse>> byNumber, NodePortUse use)
    {
        var key = (use.Port.Protocol, use.Number);
        if (!byNumber.TryGetValue(key, out var list))
            byNumber[key] = list = [];
        return list;
    }

    private static bool CanMeet(RuleContext context, NodePortUse use, NodePortUse other) =>
        !use.Pods.RunsToCompletion
        && !(use.Pods.Workload.Kind == other.Pods.Workload.Kind && use.Pods.Workload.Name == other.Pods.Workload.Name
            && context.Graph.Namespaces.Meet(use.Pods.Workload.Namespace, other.Pods.Workload.Namespace) != Meeting.No)
        && use.Pods.Replicas != 0 && other.Pods.Replicas != 0
        && (use.Address == other.Address || use.IsOnAll || other.IsOnAll)
        && !NodeChoice.KeepsApart(use.Pods, other.Pods);

    private static Finding Contradiction(RuleContext context, NodePortUse use) =>
        context.At(use.Pods.Workload, use.Node,
            $"'hostPort' of {PodText.Container(use.Pods, use.Port.Container)} is '{use.Number}', but under hostNetwork it must be the containerPort, '{use.Port.Number!.Value:1}'") with
        {
            Label = "not the containerPort",
            Related = [new RelatedSpan(use.Port.NumberNode!.Value.Span, "the containerPort")],
            Effect = "the API server refuses these pods",
            Help = "remove hostPort: under hostNetwork the container's port is the node's",
        };

    private static Finding Shared(RuleContext context, NodePortUse use, NodePortUse first) =>
        context.At(use.Pods.Workload, use.Node, Severity.Warning,
            $"'{use.Pods.Workload}' wants port '{use}' of its node{Why(use)}, and so does '{first.Pods.Workload:1}'{Why(first)}: no node can run both") with
        {
            Label = "one port of the node, wanted twice",
            Related = [new RelatedSpan(first.Node.Span, $"{first.Pods.Workload.Quoted} wants it here")],
            Effect = use.Pods.Workload.Kind == Kinds.DaemonSet || first.Pods.Workload.Kind == Kinds.DaemonSet
                ? "on every node that one of them has, the pod of the other stays Pending"
                : "the second pod stays Pending where no other node is free",
            Help = "give one of them another port, or keep them on different nodes (nodeSelector, pod anti-affinity)",
        };

    private static Finding? TooFewNodes(RuleContext context, NodePortUse use)
    {
        if (context.Cluster.Nodes is not { } nodes || use.Pods.Replicas is not { } replicas || replicas <= nodes)
            return null;

        return context.At(use.Pods.Workload, use.Node, Severity.Warning,
            $"'{use.Pods.Workload}' has '{replicas}' replicas that each want port '{use}' of their node, but the cluster has '{nodes}' nodes") with
        {
            Label = "once on each node",
            Effect = $"{(replicas - nodes).ToString(CultureInfo.InvariantCulture)} of its pods {(replicas - nodes == 1 ? "stays" : "stay")} Pending",
            Help = "leave hostPort out and put a Service in front, or lower replicas",
        };
    }

    private static Finding Plain(RuleContext context, NodePortUse use) =>
        context.At(use.Pods.Workload, use.Node, Severity.Note,
            $"{PodText.Container(use.Pods, use.Port.Container)} takes port '{use}' of its node") with
        {
            Label = "a port of the node",
            Effect = "only one such pod fits on a node, and whoever reaches the node reaches it past every Service and, with most plugins, NetworkPolicy",
            Help = "use a Service, unless something has to find it at the node's own address",
        };

    private static MessageText Why(NodePortUse use) =>
        MessageText.Plain(use.Port.HostPort is null ? " (by hostNetwork)" : "");
}
