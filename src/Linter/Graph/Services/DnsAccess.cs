using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>
/// Whether egress rules leave pods a way to the cluster's DNS: CoreDNS or kube-dns in kube-system, OpenShift's in
/// openshift-dns, the node's cache. What may be one counts as one.
/// </summary>
internal static class DnsAccess
{
    private const string Protocol = "UDP";

    // 53, and where CoreDNS listens behind its Service on OpenShift and on Gardener: policies see the pod's port.
    private static readonly ImmutableArray<int> Numbers = [53, 5353, 8053];

    private static readonly HashSet<string> Homes = new(StringComparer.Ordinal) { "kube-system", "openshift-dns" };

    // The metadata server of the clouds: GKE and EC2 answer no DNS of the cluster there.
    private static readonly HashSet<string> NoServers = new(StringComparer.Ordinal) { "169.254.169.254/32", "127.0.0.1/32" };

    /// <summary>Pods of the unit that answer DNS themselves.</summary>
    public static ImmutableArray<PodTemplate> Servers(LinkGraph graph) =>
        [.. graph.PodTemplates.Where(pods => pods.DeclaredPorts
            .Any(port => port.Protocol == Protocol && port.Number is { } number && Numbers.Contains(number)))];

    /// <summary>The policy that leaves the pods no way to DNS; null where they have one, or may have.</summary>
    public static PolicyView? FindShutter(LinkGraph graph, PodTemplate pods)
    {
        var isolating = graph.Policies.Egress(pods);
        if (isolating.IsEmpty || pods.HostNetwork || graph.Externals.HasAny(Kinds.NetworkPolicy, pods.Workload.Namespace))
            return null;

        var servers = Servers(graph);
        bool OpensDns(PolicyView policy) => policy.Rules(TrafficDirection.Egress).Any(rule => Opens(graph, rule, servers));
        return isolating.Any(OpensDns) || graph.Policies.UnsureOf(pods).Any(OpensDns) ? null : isolating[0];
    }

    /// <summary>Whether the rule may let its pods ask DNS.</summary>
    public static bool Opens(LinkGraph graph, PolicyRule rule, ImmutableArray<PodTemplate> servers)
    {
        if (rule.IsUnreadable)
            return true;

        var isAsked = rule.Ports.Any(MayBeDns);
        return (rule.Ports.IsEmpty || isAsked) && (rule.Peers.IsEmpty || rule.Peers.Any(peer => MayServe(graph, peer, isAsked, servers)));
    }

    private static bool MayBeDns(PolicyPort port) =>
        !port.Node.IsMapping
        || (port.Protocol == Protocol
            && (port.Port is not { Number: not null } || Numbers.Any(number => port.Matches(number, Protocol, null) == PolicyVerdict.Yes)));

    private static bool MayServe(LinkGraph graph, PolicyPeer peer, bool isAsked, ImmutableArray<PodTemplate> servers)
    {
        if (peer.Block is { } block)
            return block.Find("cidr") is not { } cidr || !NoServers.Contains(cidr.Value);
        if (!peer.SelectsPods || servers.Any(server => graph.Policies.Means(peer, server) != PolicyVerdict.No))
            return true;

        var inHome = peer.Namespaces.Labels is { } labels
            ? Homes.Any(home => graph.Policies.Namespaces.Matches(labels, home) == PolicyVerdict.Yes)
                || (Homes.Any(home => graph.Policies.Namespaces.Matches(labels, home) == PolicyVerdict.Unknown)
                    && !graph.Policies.Namespaces.MeansSome(labels))
            : peer.Policy.Resource.Namespace is { } own && Homes.Contains(own);
        return inHome && (isAsked || peer.Pods.IsEverything || peer.Pods.Labels is not { } selector || SpeaksOfDns(selector));
    }

    private static bool SpeaksOfDns(LabelSelector selector) => selector.ToString().Contains("dns", StringComparison.OrdinalIgnoreCase);
}
