using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>Pods that are isolated for egress without a way to DNS, and that are told names to connect to.</summary>
public sealed class PolicyBlocksDns : IRule
{
    public string Id => "policy-blocks-dns";

    public bool Concerns(LinkGraph graph) => graph.HoldsAny(Kinds.NetworkPolicy);

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var graph = context.Graph;
        if (!graph.Policies.All.Any(policy => policy.Isolates(TrafficDirection.Egress)))
            return [];

        var servers = DnsAccess.Servers(graph);
        var plugins = PluginPolicies.Of(graph);
        var opens = graph.Policies.All.ToDictionary(policy => policy,
            policy => policy.Rules(TrafficDirection.Egress).Any(rule => DnsAccess.Opens(graph, rule, servers)));

        // One policy that shuts many pods off is one defect.
        return graph.PodTemplates
            .Where(pods => IsShutOff(graph, pods, opens) && !plugins.Any(plugin => PluginPolicies.MaySelect(graph, plugin, pods)))
            .Select(pods => (Pods: pods, Use: NameUse.Of(graph, pods).FirstOrDefault()))
            .Where(found => found.Use is not null)
            .GroupBy(found => Nearest(graph.Policies.Egress(found.Pods)))
            .Select(group => Describe(context, group.Key, [.. group.Select(found => found.Pods)], group.First().Use!));
    }

    private static bool IsShutOff(LinkGraph graph, PodTemplate pods, Dictionary<PolicyView, bool> opens)
    {
        var isolating = graph.Policies.Egress(pods);
        return !isolating.IsEmpty && !pods.HostNetwork && !isolating.Any(policy => opens[policy])
            && !graph.Externals.HasAny(Kinds.NetworkPolicy, pods.Workload.Namespace)
            && !graph.Policies.UnsureOf(pods).Any(policy => opens[policy]);
    }

    private static PolicyView Nearest(ImmutableArray<PolicyView> isolating) =>
        isolating.FirstOrDefault(policy => !policy.WrittenEgress.IsEmpty && !policy.PodSelector.IsEverything) ?? isolating[0];

    private static Finding Describe(RuleContext context, PolicyView policy, ImmutableArray<PodTemplate> pods, NameUse use)
    {
        var rules = policy.Rules(TrafficDirection.Egress);
        var finding = context.At(policy.Resource, At(policy),
            $"NetworkPolicy '{policy.Name}' isolates '{pods[0]}'{PodText.AndMore(pods)} for egress and no rule opens DNS (port '53/UDP'), but the pods connect to '{use.Name:1}' by name") with
        {
            Label = rules.IsEmpty ? "nothing may go out" : "no rule leads to the cluster's DNS",
            Related = [new RelatedSpan(use.At.Head, $"{pods[0].Workload.Quoted} is told the name '{use.Name}' here")],
            Effect = "names do not resolve: every connection by name fails after a delay",
            Help = Nearly(rules) is { } own
                ? $"add a namespaceSelector for '{NamespaceLabels.NameKey}: kube-system' beside podSelector '{own.Pods.Labels}': alone it means pods of the policy's own namespace"
                : "add an egress rule for ports 53/UDP and 53/TCP, to namespaceSelector 'kubernetes.io/metadata.name: kube-system' or without 'to'",
        };
        return context.Closed(finding, Makes.Others, hasEvidence: false);
    }

    // A rule meant for DNS whose podSelector stands without the namespace that it is for.
    private static PolicyPeer? Nearly(ImmutableArray<PolicyRule> rules) =>
        rules.SelectMany(rule => rule.Peers).FirstOrDefault(peer =>
            peer is { SelectsPods: true, Namespaces.IsGiven: false, Pods.Labels: { } labels }
                && labels.ToString().Contains("dns", StringComparison.Ordinal));

    private static Node At(PolicyView policy) =>
        policy.Spec.FindEntry("egress")?.Key
        ?? (policy.TypesEntry?.Value.Items ?? default).Where(type => type.Is("Egress")).Select(type => (Node?)type).FirstOrDefault()
        ?? policy.SelectorAt;
}
