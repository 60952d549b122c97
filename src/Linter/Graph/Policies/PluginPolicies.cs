using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// Policies of network plugins that select the same pods as NetworkPolicies do: what they admit or deny is not judged, so a
/// finding about traffic is a doubt where one of them applies. Sources: the CRDs of Cilium, Calico, Antrea, GKE and of
/// sigs.k8s.io/network-policy-api.
/// </summary>
public static class PluginPolicies
{
    // Where the selector of the pods stands; what has another shape than expected may select all.
    private static readonly Dictionary<GroupKind, (NodePath Path, Style Style)> Selectors = new()
    {
        [new("cilium.io", "CiliumNetworkPolicy")] = (NodePath.Parse("spec.endpointSelector"), Style.Cilium),
        [new("cilium.io", "CiliumClusterwideNetworkPolicy")] = (NodePath.Parse("spec.endpointSelector"), Style.Cilium),
        [new("crd.projectcalico.org", "NetworkPolicy")] = (NodePath.Parse("spec.selector"), Style.Calico),
        [new("crd.projectcalico.org", "GlobalNetworkPolicy")] = (NodePath.Parse("spec.selector"), Style.Calico),
        [new("projectcalico.org", "NetworkPolicy")] = (NodePath.Parse("spec.selector"), Style.Calico),
        [new("projectcalico.org", "GlobalNetworkPolicy")] = (NodePath.Parse("spec.selector"), Style.Calico),
        [new("crd.antrea.io", "NetworkPolicy")] = (NodePath.Parse("spec.appliedTo"), Style.Any),
        [new("crd.antrea.io", "ClusterNetworkPolicy")] = (NodePath.Parse("spec.appliedTo"), Style.Any),
        [new("policy.networking.k8s.io", "AdminNetworkPolicy")] = (NodePath.Parse("spec.subject.pods.podSelector"), Style.Labels),
        [new("policy.networking.k8s.io", "BaselineAdminNetworkPolicy")] = (NodePath.Parse("spec.subject.pods.podSelector"), Style.Labels),
        [new("policy.networking.k8s.io", "ClusterNetworkPolicy")] = (NodePath.Parse("spec.subject.pods.podSelector"), Style.Labels),
        [new("networking.gke.io", "FQDNNetworkPolicy")] = (NodePath.Parse("spec.podSelector"), Style.Labels),
    };

    // What Cilium calls the source of a label; Kubernetes' labels may go without.
    private static readonly ImmutableArray<string> CiliumSources = ["k8s:", "any:"];

    private enum Style
    {
        Any,
        Labels,
        Cilium,
        Calico,
    }

    /// <summary>All of the unit, in order.</summary>
    public static ImmutableArray<Resource> Of(LinkGraph graph) =>
        [.. graph.Resources.Where(resource => Selectors.ContainsKey(resource.Kind))];

    /// <summary>Whether the policy may apply to the pods: only what certainly does not is left out.</summary>
    public static bool MaySelect(LinkGraph graph, Resource policy, PodTemplate pods)
    {
        if (graph.Namespaces.Meet(policy.Namespace, pods.Workload.Namespace) == Meeting.No)
            return false;

        var (path, style) = Selectors[policy.Kind];
        if (policy.Find(path) is not { } selector)
            return true;

        return style switch
        {
            Style.Labels => PolicySelector.Read(selector).Matches(pods) != PolicyVerdict.No,
            Style.Cilium =>
                selector.Find("matchLabels")?.Entries
                    .All(label => HasLabel(pods, WithoutSource(label.Key.Value), label.Value.Value)) ?? true,
            Style.Calico => MayHold(selector, pods),
            _ => true,
        };
    }

    private static bool HasLabel(PodTemplate pods, string key, string value) =>
        pods.Carries(key, value) || key.Contains(':', StringComparison.Ordinal) || key.StartsWith("io.", StringComparison.Ordinal);

    private static string WithoutSource(string key) =>
        CiliumSources.FirstOrDefault(source => key.StartsWith(source, StringComparison.Ordinal)) is { } source ? key[source.Length..] : key;

    // "app == 'web' && tier == 'front'": one comparison that fails is enough; all else of the language may hold.
    private static bool MayHold(Node selector, PodTemplate pods)
    {
        var text = selector.Value;
        if (text.Contains("||", StringComparison.Ordinal) || text.Contains('(', StringComparison.Ordinal))
            return true;

        foreach (var part in text.Split("&&", StringSplitOptions.TrimEntries))
        {
            if (part.Split("==", StringSplitOptions.TrimEntries) is [var key, ['\'' or '"', .. var value, '\'' or '"']]
                && !key.StartsWith("projectcalico.org/", StringComparison.Ordinal)
                && !pods.Carries(key, value))
            {
                return false;
            }
        }

        return true;
    }
}
