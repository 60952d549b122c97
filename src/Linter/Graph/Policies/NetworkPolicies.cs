using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>The answer to "may this traffic pass".</summary>
/// <param name="Verdict">Yes, no, or that it cannot be told.</param>
/// <param name="Rule">
/// The rule that decides: that admits, or that may. Null where nothing isolates the pods, and where nothing admits.
/// </param>
public sealed record PolicyAdmission(PolicyVerdict Verdict, PolicyRule? Rule);

/// <summary>
/// The NetworkPolicies of a unit, evaluated as Kubernetes does: pods that no policy selects for a direction are open, all
/// others get what any rule of any policy admits. There is no order and no deny.
/// </summary>
public sealed class NetworkPolicies
{
    private readonly LinkGraph graph;
    private readonly ILookup<string, PolicyView> wide;
    private readonly Dictionary<PolicyView, int> places = [];
    private readonly Dictionary<PodTemplate, List<PolicyView>> narrow = [];
    private readonly ILookup<string, PodTemplate> pods;
    private readonly Memo<(string Namespace, TrafficDirection Direction), PolicySet> isolatingAll = new();
    private readonly Memo<(string Own, string Namespace, TrafficDirection Direction), PolicySet> isolatingSome = new();
    private readonly Memo<(PodTemplate Pods, TrafficDirection Direction), PolicySet> isolating = new();
    private readonly Memo<string, ImmutableArray<PolicyView>> unsure = new(StringComparer.Ordinal);

    internal NetworkPolicies(LinkGraph graph)
    {
        this.graph = graph;
        All = [.. graph.OfKind(Kinds.NetworkPolicy).Select(PolicyView.Read).OfType<PolicyView>()];
        foreach (var policy in All)
            places[policy] = places.Count;
        Namespaces = new NamespaceLabels(graph.OfKind(Kinds.Namespace));
        pods = graph.PodTemplates.ToLookup(template => Key(template.Workload.Namespace), StringComparer.Ordinal);
        wide = All.Where(policy => policy.PodSelector.IsEverything)
            .ToLookup(policy => Key(policy.Resource.Namespace), StringComparer.Ordinal);
        foreach (var policy in All.Where(policy => policy.PodSelector is { IsEverything: false, Labels: not null }))
        {
            foreach (var template in graph.SelectPods(policy.Resource.Namespace, policy.PodSelector.Labels!).Certain)
            {
                if (!narrow.TryGetValue(template, out var list))
                    narrow[template] = list = [];
                list.Add(policy);
            }
        }
    }

    /// <summary>Every NetworkPolicy with a spec, in order.</summary>
    public ImmutableArray<PolicyView> All { get; }

    public NamespaceLabels Namespaces { get; }

    /// <summary>The pods that the policy certainly selects.</summary>
    public ImmutableArray<PodTemplate> Selected(PolicyView policy) =>
        policy.PodSelector.IsEverything ? [.. PodsIn(policy.Resource.Namespace)]
        : policy.PodSelector.Labels is { } labels ? graph.SelectPods(policy.Resource.Namespace, labels).Certain
        : [];

    /// <summary>Pods of a namespace and of those that certainly are the same.</summary>
    public IEnumerable<PodTemplate> PodsIn(string? @namespace) => graph.Namespaces.Same(@namespace).SelectMany(same => pods[Key(same)]);

    /// <summary>The policies that isolate the pods for what comes in; empty where everything may come in.</summary>
    public ImmutableArray<PolicyView> Ingress(PodTemplate destination) => Isolating(destination, TrafficDirection.Ingress).Policies;

    /// <summary>The policies that isolate the pods for what goes out; empty where everything may go out.</summary>
    public ImmutableArray<PolicyView> Egress(PodTemplate source) => Isolating(source, TrafficDirection.Egress).Policies;

    /// <summary>
    /// Policies of which it cannot be told whether they select the pods: the namespace is not certain, or the selector cannot be read.
    /// </summary>
    public IEnumerable<PolicyView> UnsureOf(PodTemplate some) =>
        Unsure(some.Workload.Namespace).Where(policy => policy.PodSelector.Matches(some) != PolicyVerdict.No);

    /// <summary>
    /// Whether the ingress side lets traffic in. Kubelet's probes, and what a pod sends to itself, always come in. Of pods on
    /// the host's network nothing is known: policies do not see them as pods.
    /// </summary>
    /// <param name="destination">The pods that are dialled.</param>
    /// <param name="port">The number at which they are dialled: the pod's port, not the Service's.</param>
    /// <param name="protocol">TCP, UDP or SCTP.</param>
    /// <param name="source">The pods that dial; null asks whether anybody at all may.</param>
    public PolicyAdmission Admits(PodTemplate destination, int port, string protocol, PodTemplate? source = null) =>
        source is null
            ? Judge(destination, TrafficDirection.Ingress, set => set.Judge(port, protocol, destination),
                rule => rule.HasPort(port, protocol, destination))
            : Judge(destination, TrafficDirection.Ingress, rule => Matches(rule, port, protocol, destination, source));

    /// <summary>Whether the egress side of the source lets traffic out to these pods.</summary>
    public PolicyAdmission LetsOut(PodTemplate source, PodTemplate destination, int port, string protocol) =>
        Judge(source, TrafficDirection.Egress, rule => Matches(rule, port, protocol, destination, destination));

    /// <summary>Whether the peer means these pods.</summary>
    public PolicyVerdict Means(PolicyPeer peer, PodTemplate some)
    {
        if (peer.Block is not null || some.HostNetwork || !peer.SelectsPods)
            return PolicyVerdict.Unknown;

        var here = peer.Namespaces.Labels is { } labels
            ? Namespaces.Matches(labels, some.Workload.Namespace)
            : graph.Namespaces.Meet(peer.Policy.Resource.Namespace, some.Workload.Namespace) switch
            {
                Meeting.Yes => PolicyVerdict.Yes,
                Meeting.Perhaps => PolicyVerdict.Unknown,
                _ => PolicyVerdict.No,
            };
        var selected = peer.Pods.Matches(some);
        return here < selected ? here : selected;
    }

    // The unnamed namespace is "", which no other is called.
    private static string Key(string? @namespace) => @namespace ?? "";

    private PolicyAdmission Judge(PodTemplate subject, TrafficDirection direction, Func<PolicyRule, PolicyVerdict> matches) =>
        Judge(subject, direction, set => set.Judge(matches), matches);

    private PolicyAdmission Judge(
        PodTemplate subject, TrafficDirection direction, Func<PolicySet, (PolicyVerdict Verdict, PolicyRule? Rule)> judge,
        Func<PolicyRule, PolicyVerdict> matches)
    {
        var set = Isolating(subject, direction);
        var others = UnsureOf(subject).Where(policy => policy.Isolates(direction));
        if (set.IsEmpty)
            return new PolicyAdmission(others.Any() ? PolicyVerdict.Unknown : PolicyVerdict.Yes, null);

        var (verdict, rule) = judge(set);
        if (verdict == PolicyVerdict.Yes)
            return new PolicyAdmission(verdict, rule);

        rule ??= others.SelectMany(policy => policy.Rules(direction)).FirstOrDefault(some => matches(some) != PolicyVerdict.No);
        return new PolicyAdmission(rule is null && !subject.HostNetwork ? PolicyVerdict.No : PolicyVerdict.Unknown, rule);
    }

    private PolicyVerdict Matches(PolicyRule rule, int port, string protocol, PodTemplate destination, PodTemplate? peer)
    {
        var ports = rule.HasPort(port, protocol, destination);
        if (ports == PolicyVerdict.No || peer is null || rule.Peers.IsEmpty)
            return ports;

        var peers = rule.Peers.Max(some => Means(some, peer));
        return ports < peers ? ports : peers;
    }

    internal PolicySet Isolating(PodTemplate subject, TrafficDirection direction)
    {
        if (!narrow.TryGetValue(subject, out var own))
            return IsolatingAll(subject.Workload.Namespace, direction);
        if (!isolating.TryGetValue((subject, direction), out var found))
        {
            found = isolating.Keep((subject, direction),
                IsolatingSome([.. own.Where(policy => policy.Isolates(direction))], subject.Workload.Namespace, direction));
        }

        return found;
    }

    // Pods that the same policies select share what is found out about them.
    private PolicySet IsolatingSome(ImmutableArray<PolicyView> own, string? @namespace, TrafficDirection direction)
    {
        var wideSet = IsolatingAll(@namespace, direction);
        if (own.IsEmpty)
            return wideSet;

        var key = (string.Join(' ', own.Select(policy => places[policy])), Key(@namespace), direction);
        if (!isolatingSome.TryGetValue(key, out var found))
            found = isolatingSome.Keep(key, new PolicySet(own, direction, wideSet));
        return found;
    }

    private PolicySet IsolatingAll(string? @namespace, TrafficDirection direction)
    {
        var key = (Key(@namespace), direction);
        if (!isolatingAll.TryGetValue(key, out var found))
        {
            var all = graph.Namespaces.Same(@namespace).SelectMany(same => wide[Key(same)]).Where(policy => policy.Isolates(direction));
            found = isolatingAll.Keep(key, new PolicySet([.. all], direction, null));
        }

        return found;
    }

    // Policies of a namespace that perhaps is this one, and those of this one whose selector cannot be read.
    private ImmutableArray<PolicyView> Unsure(string? @namespace)
    {
        if (!unsure.TryGetValue(Key(@namespace), out var found))
        {
            found = [.. All.Where(policy => graph.Namespaces.Meet(@namespace, policy.Resource.Namespace) switch
            {
                Meeting.Yes => policy.PodSelector.IsUnreadable,
                Meeting.Perhaps => true,
                _ => false,
            })];
            found = unsure.Keep(Key(@namespace), found);
        }

        return found;
    }
}
