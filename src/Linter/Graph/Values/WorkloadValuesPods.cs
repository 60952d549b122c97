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
    private static readonly ClosedSet JobRestartPolicies = new(false, "Never", "OnFailure");
    private static readonly ClosedSet OnlyAlways = new(true, "Always");
    private static readonly ClosedSet PreemptionPolicies = new(true, "PreemptLowerPriority", "Never");

    public static void Check(WorkloadReport report, PodTemplate pods)
    {
        var spec = pods.Spec!.Value;
        var owner = report.Whole;
        Restart(report, owner, pods, spec);
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
        if (pods.HostNetwork)
            HostPorts(report, pods);
    }

    private static void Restart(WorkloadReport report, Owner owner, PodTemplate pods, Node spec)
    {
        var kind = report.Resource.Kind;
        var entry = spec.FindEntry(RestartPolicy);
        if (kind == Kinds.Job || kind == Kinds.CronJob)
        {
            // Absent, null or empty it is Always, which a Job may not have. What has no image is rather a patch.
            if (entry is { Value: { IsNull: false, Value.Length: > 0 } given })
                JobRestart(report, owner, given);
            else if (pods.Containers.Any(container => container.Node.Find("image") is not null) && !IsMisspelt(spec))
                report.Add(SpecKey(pods), $"the pods of {owner.Text} have no restartPolicy, which stands for 'Always', but a {MessageText.Plain(kind == Kinds.Job ? "Job" : "CronJob")} needs 'Never' or 'OnFailure'", "no restartPolicy here", "add restartPolicy: Never or restartPolicy: OnFailure");
        }
        else if (entry is { } policy)
        {
            var isPlain = kind == Kinds.Pod || !KindCatalog.IsBuiltIn(report.Resource.WrittenKind);
            if (isPlain || !RestartPolicies.Values.Contains(policy.Value.Value, StringComparer.Ordinal))
                report.WordOf(owner, policy.Value, RestartPolicy, isPlain ? RestartPolicies : OnlyAlways);
            else if (!policy.Value.Is("Always"))
                NotAlways(report, owner, policy.Value);
        }
    }

    private static void JobRestart(WorkloadReport report, Owner owner, Node value)
    {
        if (value.Is("Always"))
        {
            report.Add(value, $"the pods of {owner.Text} have restartPolicy 'Always', but those of a Job must have 'Never' or 'OnFailure'", "a Job's pods must come to an end",
                "set it to OnFailure to restart the container, or to Never to make a new pod");
        }
        else
        {
            report.WordOf(owner, value, RestartPolicy, JobRestartPolicies);
        }
    }

    private static void NotAlways(WorkloadReport report, Owner owner, Node value) =>
        report.Add(new ValueProblem(report.Resource, value, MessageText.Of($"the pods of {owner.Text} have restartPolicy '{value.Value}', but those of a {MessageText.Plain(report.Resource.Kind.Kind)} must have 'Always'"))
        {
            Label = "not Always",
            Help = "remove restartPolicy, or make this a Job if its pods come to an end",
        });

    private static bool IsMisspelt(Node spec) =>
        spec.Entries.Any(entry => entry.Key.Value != RestartPolicy && Linter.Text.Spelling.IsNear(entry.Key.Value, RestartPolicy));

    private static Node SpecKey(PodTemplate pods) => pods.Node.FindEntry("spec")?.Key ?? pods.Node;

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

    // checkHostNetworkPorts: containers and sidecars; host-port 0 is filled in for a Pod, and left alone in a template.
    private static void HostPorts(WorkloadReport report, PodTemplate pods)
    {
        foreach (var port in pods.Containers.Where(container => !container.IsInit).SelectMany(container => container.Ports))
        {
            if (port.HostPort is not { } host || port.Number is not { } number || host == number || port.Node.Find("hostPort") is not { } node)
                continue;

            report.Add(new ValueProblem(report.Resource, node,
                MessageText.Of($"'hostPort' of {port.Container.Named(report)} is '{host}', but under hostNetwork it must be the containerPort, '{number:1}'"))
            {
                Label = "not the containerPort",
                Related = new RelatedSpan(port.NumberNode!.Value.Span, "the containerPort"),
                Help = "remove hostPort: under hostNetwork the container's port is the node's",
            });
        }
    }

    private static MessageText Named(this Container container, WorkloadReport report) =>
        new Owner(report.Resource, container.Node, container.IsInit ? "init container" : "container", Handlers.TitleOf(container)).Text;
}
