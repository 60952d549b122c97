using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>Fields of a pod's spec (k8s.io/kubernetes pkg/apis/core/validation/validation.go).</summary>
internal static class WorkloadValuesPods
{
    private const string RestartPolicy = "restartPolicy";

    private static readonly ClosedSet DnsPolicies = new(true, "ClusterFirst", "ClusterFirstWithHostNet", "Default", "None");
    private static readonly ClosedSet RestartPolicies = new(true, "Always", "OnFailure", "Never");
    private static readonly ClosedSet JobRestartPolicies = new(true, "Never", "OnFailure");
    private static readonly ClosedSet OnlyAlways = new(true, "Always");
    private static readonly ClosedSet PreemptionPolicies = new(true, "PreemptLowerPriority", "Never");

    public static void Check(WorkloadReport report, PodTemplate pods)
    {
        var spec = pods.Spec!.Value;
        var owner = report.Whole;
        Restart(report, owner, spec);
        Dns(report, owner, spec);
        Deadline(report, owner, spec);
        report.AtLeast(owner, spec, "terminationGracePeriodSeconds", 0);
        report.OneOf(owner, spec, "preemptionPolicy", PreemptionPolicies);
        report.Named(owner, spec, "hostname", NameGrammar.DnsLabel, isName: true);
        report.Named(owner, spec, "subdomain", NameGrammar.DnsLabel, isName: true);
        foreach (var field in (ReadOnlySpan<string>)["serviceAccountName", "nodeName", "priorityClassName", "runtimeClassName"])
            report.Named(owner, spec, field, NameGrammar.DnsSubdomain);
        HostAliases(report, owner, spec);
        if (spec.Find("securityContext") is { IsMapping: true } security)
            WorkloadValuesContainers.Security(report, owner, security);
    }

    // What the kind of workload cannot have among the words that there are is restart-policy's.
    private static void Restart(WorkloadReport report, Owner owner, Node spec)
    {
        var isJob = report.Resource.Kind == Kinds.Job || report.Resource.Kind == Kinds.CronJob;
        var isPlain = report.Resource.Kind == Kinds.Pod || !KindCatalog.IsBuiltIn(report.Resource.WrittenKind);
        if (spec.Find(RestartPolicy) is { } policy && !RestartPolicies.Values.Contains(policy.Value, StringComparer.Ordinal))
            report.WordOf(owner, policy, RestartPolicy, isPlain ? RestartPolicies : isJob ? JobRestartPolicies : OnlyAlways);
    }

    private static void Dns(WorkloadReport report, Owner owner, Node spec)
    {
        report.OneOf(owner, spec, "dnsPolicy", DnsPolicies);
        var servers = spec.Find("dnsConfig")?.Find("nameservers");
        if (spec.Find("dnsPolicy") is { } policy && policy.Is("None") && (servers is null || servers.Value.IsNull || servers is { IsSequence: true, Items.Count: 0 }))
            report.Add(policy, $"'dnsPolicy' of {owner.Text} is 'None', but 'dnsConfig' names no nameserver", "needs nameservers", "add at least one nameserver to dnsConfig, or use another dnsPolicy");

        foreach (var server in servers?.Items ?? default)
            Address(report, owner, server, "nameservers");
        const int MostServers = 3;
        if (servers is { IsSequence: true } list && list.Items.Count > MostServers)
            report.Add(list.Items.ElementAt(MostServers), $"'dnsConfig' of {owner.Text} names '{list.Items.Count}' nameservers, but '{MostServers}' are the most", "one too many", "keep three");
    }

    private static void Deadline(WorkloadReport report, Owner owner, Node spec)
    {
        const string Field = "activeDeadlineSeconds";
        var kind = report.Resource.Kind;
        if (kind == Kinds.Deployment || kind == Kinds.ReplicaSet || kind == Kinds.StatefulSet || kind == Kinds.DaemonSet || kind == Kinds.ReplicationController)
            report.Forbidden(owner, spec, Field, MessageText.Plain("but its pods may not end by themselves"), "remove it, or make this a Job");
        else
            report.Within(owner, spec, Field, 1, int.MaxValue);
    }

    private static void HostAliases(WorkloadReport report, Owner owner, Node spec)
    {
        foreach (var alias in spec.Find("hostAliases")?.Items ?? default)
        {
            if (alias.Find("ip") is { } address)
                Address(report, owner, address, "ip");
            foreach (var name in alias.Find("hostnames")?.Items ?? default)
                report.NameOf(owner, name, "hostnames", NameGrammar.DnsSubdomain);
        }
    }

    private static void Address(WorkloadReport report, Owner owner, Node node, string field)
    {
        if (WorkloadReport.Text(node) is { } text && Addresses.Parse(text) is null)
            report.Add(node, $"'{owner.PathOf(node, field)}' of {owner.Text} is '{text}', which is no IP address", "no IP address", "write an IPv4 or IPv6 address");
    }
}
