using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>Fields of a pod's spec (k8s.io/kubernetes pkg/apis/core/validation/validation.go).</summary>
internal static class WorkloadValuesPods
{
    private const string RestartPolicy = "restartPolicy";

    private static readonly string[] NameFields = ["serviceAccountName", "nodeName", "priorityClassName", "runtimeClassName"];

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
        foreach (var field in NameFields)
            report.Named(owner, spec, field, NameGrammar.DnsSubdomain);
        FormerAccount(report, owner, spec);
        HostAliases(report, owner, spec);
        if (WorkloadReport.IsTrue(spec.Find("hostPID")) && WorkloadReport.IsTrue(spec.Find("shareProcessNamespace")))
        {
            report.Add(spec.FindEntry("shareProcessNamespace")!.Value.Key,
                $"{owner.Text} has '{"shareProcessNamespace"}' beside '{"hostPID"}', but its processes are in one namespace or the other",
                "not beside hostPID", "keep one of the two");
        }

        if (spec.Find("securityContext") is { IsMapping: true } security)
            WorkloadValuesSecurity.Check(report, owner, security);
        WorkloadValuesSystem.Check(report, spec);
    }

    // Convert_v1_PodSpec_To_core_PodSpec (pkg/apis/core/v1/conversion.go): where both are given, the new field counts, without a word.
    private static void FormerAccount(WorkloadReport report, Owner owner, Node spec)
    {
        if (ValueList.Filled(spec.Find("serviceAccount")) is not { } former
            || ValueList.Filled(spec.Find("serviceAccountName")) is not { } name || former.Is(name.Value)
            || Placeholders.IsPlaceholder(former.Value) || Placeholders.IsPlaceholder(name.Value))
        {
            return;
        }

        report.Add(new ValueProblem(report.Resource, former,
            MessageText.Of($"{owner.Text} has 'serviceAccount' '{former.Value}' beside 'serviceAccountName' '{name.Value:1}', and the latter alone counts"))
        {
            Severity = Severity.Warning,
            Label = "passed over",
            Related = new RelatedSpan(name.Span, "the pods run as this account"),
            Effect = $"the pods have the rights of {name.Value}, not those of {former.Value}",
            Help = $"keep serviceAccountName alone, with the account that is meant: {former.Value} or {name.Value}",
        });
    }

    // What the kind of workload cannot have among the words that there are is restart-policy's.
    private static void Restart(WorkloadReport report, Owner owner, Node spec)
    {
        var isJob = report.Resource.Kind == Kinds.Job || report.Resource.Kind == Kinds.CronJob;
        var isPlain = report.Resource.Kind == Kinds.Pod || !KindCatalog.IsBuiltIn(report.Resource.WrittenKind);
        if (spec.Find(RestartPolicy) is { } policy && !RestartPolicies.Has(policy.Value))
            report.WordOf(owner, policy, RestartPolicy, isPlain ? RestartPolicies : isJob ? JobRestartPolicies : OnlyAlways);
    }

    private static void Dns(WorkloadReport report, Owner owner, Node spec)
    {
        report.OneOf(owner, spec, "dnsPolicy", DnsPolicies);
        var servers = spec.Find("dnsConfig")?.Find("nameservers");
        if (spec.Find("dnsPolicy") is { } policy && policy.Is("None")
            && (servers is null || servers.Value.IsNull || servers is { IsSequence: true, Items.Count: 0 }))
        {
            report.Add(policy, $"'dnsPolicy' of {owner.Text} is 'None', but 'dnsConfig' names no nameserver", "needs nameservers",
                "add at least one nameserver to dnsConfig, or use another dnsPolicy");
        }

        foreach (var server in servers?.Items ?? default)
            Address(report, owner, server, "nameservers");
        const int MostServers = 3;
        if (servers is { IsSequence: true } list && list.Items.Count > MostServers)
        {
            report.Add(list.Items.ElementAt(MostServers),
                $"'dnsConfig' of {owner.Text} names '{list.Items.Count}' nameservers, but '{MostServers}' are the most", "one too many",
                "keep three");
        }

        Searches(report, owner, spec.Find("dnsConfig"));
    }

    // validatePodDNSConfig. Underscores and a dot at the end are let through since RelaxedDNSSearchValidation.
    private static void Searches(WorkloadReport report, Owner owner, Node? config)
    {
        const int MostSearches = 32;
        const int MostCharacters = 2048;
        if (config?.FindEntry("searches") is { Value.IsSequence: true } searches)
        {
            var all = searches.Value.Items.ToList();
            var length = all.Sum(search => search.Value.Length) + all.Count - 1;
            if (all.Count > MostSearches)
            {
                report.Add(all[MostSearches],
                    $"'dnsConfig' of {owner.Text} names '{all.Count}' search domains, but '{MostSearches}' are the most", "one too many",
                    $"keep {MostSearches}");
            }
            else if (length > MostCharacters)
            {
                report.Add(searches.Key,
                    $"the search domains in 'dnsConfig' of {owner.Text} have '{length}' characters with the blanks between them, but '{MostCharacters}' are the most",
                    "too long", "keep fewer domains");
            }

            foreach (var search in all)
            {
                if (WorkloadReport.Text(search) is { } text && text != "."
                    && !Grammars.IsDnsSubdomain((text.EndsWith('.') ? text[..^1] : text).Replace('_', 'a')))
                {
                    report.Add(search, $"'{owner.PathOf(search, "searches")}' of {owner.Text} is '{text}', which is no domain", "no domain",
                        "write a domain such as example.com");
                }
            }
        }

        foreach (var option in config?.Find("options")?.Items ?? default)
        {
            if (option.IsMapping && option.Find("name") is null or { IsNull: true } or { Value: "" })
                report.Add(option, $"an option in 'dnsConfig' of {owner.Text} has no '{"name"}'", "no name", "add name, such as ndots");
        }
    }

    private static void Deadline(WorkloadReport report, Owner owner, Node spec)
    {
        const string Field = "activeDeadlineSeconds";
        var kind = report.Resource.Kind;
        if (kind == Kinds.Deployment || kind == Kinds.ReplicaSet || kind == Kinds.StatefulSet || kind == Kinds.DaemonSet
            || kind == Kinds.ReplicationController)
        {
            report.Forbidden(owner, spec, Field, MessageText.Plain("but its pods may not end by themselves"),
                "remove it, or make this a Job");
        }
        else
        {
            report.Within(owner, spec, Field, 1, int.MaxValue);
        }
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
        if (WorkloadReport.Text(node) is { } text && !Addresses.IsAddress(text))
        {
            report.Add(node, $"'{owner.PathOf(node, field)}' of {owner.Text} is '{text}', which is no IP address", "no IP address",
                "write an IPv4 or IPv6 address");
        }
    }
}
