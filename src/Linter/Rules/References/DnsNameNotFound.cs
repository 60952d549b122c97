using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A host in env, args, command or a ConfigMap that is a Service's name, where that Service or its port is not there.</summary>
public sealed class DnsNameNotFound : IRule
{
    private const string DoesNotResolve = "the name does not resolve, so every connection to it fails";
    private const int MostShown = 5;

    private static readonly NodePath Replicas = NodePath.Parse("spec.replicas");
    private static readonly NodePath Governing = NodePath.Parse("spec.serviceName");

    public string Id => "dns-name-not-found";

    public IEnumerable<Finding> Check(RuleContext context)
    {
        if (context.Graph.HasNone(Kinds.Service))
            yield break;

        var missing = new MissingServices(context.Graph);
        var readers = new ConfigMapReaders(context.Graph);
        // One host in one place is said once: $(DB_HOST) stands in other values too.
        var said = new HashSet<(Node, int, string, int?)>();
        var withoutNames = new HashSet<PodTemplate>();
        foreach (var call in context.Graph.ServiceCalls.All)
        {
            var port = call.Service is null ? null : call.Mention.Port;
            if (said.Add(call.Mention.Key with { Port = port }) && Judge(context, call, missing, readers, withoutNames) is { } finding)
                yield return finding;
        }
    }

    private static Finding? Judge(RuleContext context, ServiceCall call, MissingServices missing, ConfigMapReaders readers, HashSet<PodTemplate> withoutNames)
    {
        if (call.Service is { } service)
        {
            if (call.Read.MisspeltZone is not null)
                return InNoZone(context, call, service);

            return call.Mention.Pods is { } pods && !service.IsExternalName && LacksServiceNames(pods)
                ? withoutNames.Add(pods) ? OnTheNodesDns(context, call, pods, service) : null
                : call.Read.Pod is { } pod ? JudgePod(context, call, service, pod, missing)
                : service.IsHeadless ? JudgeHeadlessPort(context, call, service)
                : JudgePort(context, call, service, readers);
        }

        if (context.Graph.Externals.Has(Kinds.Service, call.Namespace, call.Name) || ServiceNames.IsInEveryCluster(call.Namespace, call.Name))
            return null;
        if (NearNamespace(context, call) is { } meant)
            return InNearNamespace(context, call, meant);

        return call.IsKnown ? null : JudgeMissing(context, call, missing, readers);
    }

    // "web.shopp.svc" where the Service is in shop, and the manifests have no namespace shopp.
    private static Resource? NearNamespace(RuleContext context, ServiceCall call) =>
        call.Read is { IsQualified: true, Namespace: { } asked } && !context.Graph.Namespaces.Names.Contains(asked, StringComparer.Ordinal)
        && context.Graph.FindAnywhere(Kinds.Service, call.Name) is [{ Namespace: { } its } only] && NameSlips.IsSlip(asked, its)
            ? only
            : null;

    private static Finding? JudgeMissing(RuleContext context, ServiceCall call, MissingServices missing, ConfigMapReaders readers)
    {
        if (call.Read.LacksNamespace)
            return WithoutNamespace(context, call);
        if (!call.Read.IsQualified && IsInHosts(call, readers))
            return null;
        if (call.Read.Namespace is null && FindElsewhere(context, call) is { } elsewhere)
            return InOtherNamespace(context, call, elsewhere);

        var behind = missing.Behind(call.Namespace, call.Name, out var says).Where(service => Fits(call, service)).ToImmutableArray();
        if (!behind.IsEmpty)
            return PodsUnderOtherName(context, call, behind, says!.Value);
        if (missing.Nearest(call.Namespace, call.Name) is { } near && Fits(call, context.Graph.ServiceOf(near)))
            return UnderNearName(context, call, near);
        if (missing.Sibling(call.Namespace, call.Name) is { } sibling && call.Mention.Form != HostForm.WholeValue && Fits(call, sibling))
            return SiblingOnly(context, call, sibling);
        if (missing.Workload(call.Namespace, call.Name) is { } workload && IsServedBy(call, workload) && !IsItself(call, readers))
            return WorkloadWithoutService(context, call, workload);
        if (call.Read.IsQualified && !missing.In(call.Namespace).IsEmpty && FindElsewhere(context, call) is { } other)
            return InOtherNamespace(context, call, other);
        return call.Read.IsQualified && context.Graph.Stage.MayHide(Makes.Services) is null
            && !ServiceNames.IsOfTheCluster(call.Namespace) && !missing.In(call.Namespace).IsEmpty
            ? Missing(context, call, missing.In(call.Namespace))
            : null;
    }

    // A number that the Service does not know, speaks against its being meant.
    private static bool Fits(ServiceCall call, ServiceView service) =>
        call.Mention.Port is { } port ? call.Read.IsQualified || MissingServices.Has(service, port) : true;

    private static bool IsServedBy(ServiceCall call, PodTemplate pods) =>
        call.Mention.Form != HostForm.WholeValue
        && (call.Mention.Port is { } port ? pods.DeclaredPorts.Any(declared => declared.Number == port) : pods.DeclaredPorts.Any());

    // Names that the pod's /etc/hosts has: aliases, its hostname, a bare Pod's own name.
    private static bool IsInHosts(ServiceCall call, ConfigMapReaders readers) => readers.Of(call.Mention).Any(pods =>
        (pods.Workload.Kind == Kinds.Pod && pods.Workload.Name == call.Name)
        || (pods.Spec?.Find("hostname") is { } hostname && hostname.Is(call.Name))
        || (pods.Spec?.Find("hostAliases")?.Items ?? default).Any(alias => (alias.Find("hostnames")?.Items ?? default).Any(name => name.Is(call.Mention.Host))));

    // A number that speaks of where it listens itself.
    private static bool IsItself(ServiceCall call, ConfigMapReaders readers) =>
        readers.Of(call.Mention).Any(pods => pods.Workload.Name == call.Name || pods.Containers.Any(container => container.Name == call.Name));

    private static Resource? FindElsewhere(RuleContext context, ServiceCall call) =>
        context.Graph.FindAnywhere(Kinds.Service, call.Name) is [var only] && only.Namespace is not null
        && (call.Mention.Port is not { } port || MissingServices.Has(context.Graph.ServiceOf(only), port))
            ? only
            : null;

    private static Finding? JudgePort(RuleContext context, ServiceCall call, ServiceView service, ConfigMapReaders readers)
    {
        // Clients of a headless Service dial the pods, whose ports need no declaration; an ExternalName is a mere alias.
        if ((call.Mention.Port ?? call.Mention.DefaultPort) is not { } number
            || call.Services.Any(some => some.IsExternalName || some.IsHeadless || some.Ports.IsEmpty || some.Ports.Any(port => port.Port is null || port.Port == number)))
        {
            return null;
        }

        var asked = AskedPort.Explain(service, new IntOrString(call.Mention.PortNode, number, null));
        var isItself = readers.Of(call.Mention).Any(pods => service.Pods.Certain.Contains(pods));
        var finding = context.At(call.Mention.From, call.Mention.PortNode, isItself ? Severity.Note : Severity.Warning,
            $"{Who(call)}{Meaning(call.Mention)}, but Service '{service.Name}' has only port '{service.PortList:1}'{Explained(asked)}") with
        {
            Span = call.Mention.PortSpan,
            Label = "no such port",
            Related = Related(service, asked),
            Effect = "nothing listens there at the Service's address: connections time out or are refused",
            Notes = isItself ? ["its own pods name it: it may be where they listen, not where they are called"] : [],
            Help = isItself ? "add the port to the Service if others call it" : asked.Meant is { Port: { } meant } ? $"call port '{meant}'" : "call a port of the Service, or add this one to it",
            Fix = !isItself && asked.Meant is { Port: { } right } ? CallPort(call.Mention, PortText.Describe(right, null, "TCP")) : null,
        };
        return finding;
    }

    // Clients of a headless Service dial the pods: a port that none of them declares may be served all the same. One whose
    // number cannot be read may be the one.
    private static Finding? JudgeHeadlessPort(RuleContext context, ServiceCall call, ServiceView service)
    {
        if (call.Mention.Port is not { } number || call.Services.Length > 1 || service.Pods.Certain.IsEmpty || !service.Pods.Possible.IsEmpty
            || MissingServices.Has(service, number) || !service.Pods.Certain.All(pods => pods.DeclaredPorts.Any() && pods.DeclaredPorts.All(port => port.Number is not null)))
        {
            return null;
        }

        var declared = service.Pods.Certain[0].DeclaredPorts.First(port => port.NumberNode is not null);
        return context.At(call.Mention.From, call.Mention.PortNode, Severity.Note,
            $"{Who(call)}, but the pods of headless Service '{service.Name}' declare only '{string.Join(", ", service.Pods.Certain.SelectMany(pods => pods.DeclaredPorts).Select(port => port.Number).OfType<int>().Distinct().Take(MostShown)):1}'") with
        {
            Span = call.Mention.PortSpan,
            Label = "no pod declares this port",
            Related = [new RelatedSpan(declared.NumberNode!.Value.Span, $"a port of {service.Pods.Certain[0].Workload.Quoted}")],
            Effect = "where nothing listens, connections are refused",
            Help = "call a port that the pods declare, or declare this one",
        };
    }

    private static Fix? CallPort(HostMention mention, string port) => mention.Port is null
        ? mention.PartOfHost(0, mention.Host.Length) is { } host ? Edit($"call port '{port}'", host, $"{mention.Host}:{port}") : null
        : Edit($"call port '{port}'", mention.PortPlace(), port);

    private static MessageText Meaning(HostMention mention) =>
        mention.Port is null ? MessageText.Of($" without a port, which means '{mention.DefaultPort!.Value}'") : MessageText.Plain("");

    private static MessageText Explained(AskedPort asked) => asked.Meaning switch
    {
        AskedPortMeaning.TargetPort => MessageText.Plain("; this is its targetPort, which only the pods have"),
        AskedPortMeaning.ContainerPort => MessageText.Plain("; this is a port of its pods"),
        AskedPortMeaning.NodePort => MessageText.Plain("; this is its nodePort, which only the nodes have"),
        _ => MessageText.Plain(""),
    };

    private static ImmutableArray<RelatedSpan> Related(ServiceView service, AskedPort asked)
    {
        var ports = new RelatedSpan(service.Ports[0].At.Span, $"the ports of {service.Resource.Quoted}");
        return asked.At is { } at && asked.Meaning is AskedPortMeaning.TargetPort or AskedPortMeaning.ContainerPort or AskedPortMeaning.NodePort
            ? [ports, new RelatedSpan(asked.At!.Value.Span, $"'{asked.At.Value.Value}' is said here")]
            : [ports];
    }

    // hostname.service: of a StatefulSet's pods, or of pods with hostname and subdomain.
    private static Finding? JudgePod(RuleContext context, ServiceCall call, ServiceView service, string pod, MissingServices missing)
    {
        var dash = pod.LastIndexOf('-');
        var pods = service.Pods.Certain;
        if (dash <= 0 || dash + 1 == pod.Length || pod.AsSpan(dash + 1).IndexOfAnyExceptInRange('0', '9') >= 0 || pods.IsEmpty || !service.Pods.Possible.IsEmpty || pods.Any(some => some.Workload.Kind != Kinds.StatefulSet))
            return null;

        var sets = pods.Where(some => some.Workload.Name == pod[..dash]).ToList();
        if (sets.Count == 1 && missing.IsBeyond(sets[0], pod[(dash + 1)..]))
            return BeyondReplicas(context, call, sets[0], pod);
        if (sets.Count == 1 && sets[0].Workload.Find(Governing) is not { IsNull: false })
            return WithoutGoverningService(context, call, sets[0], service);
        if (sets.Count == 1 && sets[0].Workload.Find(Governing) is { IsScalar: true } governing && DnsNames.IsLabel(governing.Value) && !governing.Is(service.Name))
            return UnderOtherService(context, call, sets[0], pod, governing);

        return sets.Count == 0 && context.Graph.Stage.MayHide(Makes.Pods) is null
            && !context.Graph.PodTemplates.Any(some => some.Workload.Name == pod[..dash] || (some.Spec?.Find("hostname") is { } name && name.Is(pod)))
            ? NoSuchPod(context, call, service, pod)
            : null;
    }

    private static Finding BeyondReplicas(RuleContext context, ServiceCall call, PodTemplate pods, string pod)
    {
        var set = pods.Workload;
        return context.At(call.Mention.From, call.Mention.Node, Severity.Note,
            $"{Who(call)}, but '{set:1}' has '{pods.Replicas}' {MessageText.Plain(pods.Replicas == 1 ? "replica" : "replicas")}, and none of them is called '{pod}'") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such pod",
            Related = [new RelatedSpan((set.Find(Replicas) ?? set.NameNode).Span, $"the replicas of {set.Quoted}")],
            Effect = DoesNotResolve,
            Help = "name a pod that is there, or raise replicas",
        };
    }

    // The pods of a StatefulSet have their names under its governing Service alone.
    private static Finding UnderOtherService(RuleContext context, ServiceCall call, PodTemplate pods, string pod, Node governing) =>
        context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, but the pods of '{pods:1}' have their names under Service '{governing.Value}', its serviceName, not under '{call.Name}'") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such name",
            Related = [new RelatedSpan(governing.Span, $"the serviceName of {pods.Workload.Quoted}")],
            Effect = DoesNotResolve,
            Help = $"call '{pod}.{governing.Value}'",
            Fix = Rename(call, governing.Value),
        };

    private static Finding WithoutGoverningService(RuleContext context, ServiceCall call, PodTemplate pods, ServiceView service) =>
        context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, but '{pods:1}' has no serviceName, so that its pods have no names of their own") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such name",
            Related = [new RelatedSpan(pods.Workload.NameNode.Span, $"{pods.Workload.Quoted} has no serviceName")],
            Effect = DoesNotResolve,
            Help = service.IsHeadless ? $"give {pods.Workload.Quoted} 'serviceName: {service.Name}'" : $"give {pods.Workload.Quoted} a headless Service and its name as serviceName",
        };

    private static Finding NoSuchPod(RuleContext context, ServiceCall call, ServiceView service, string pod)
    {
        var set = service.Pods.Certain[0].Workload;
        return context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, but no pod of Service '{service.Name}' is called '{pod}': its pods are those of '{set:1}'") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such pod",
            Related = [new RelatedSpan(set.NameNode.Span, $"{set.Quoted} makes '{set.Name}-0' and so on")],
            Effect = DoesNotResolve,
            Help = $"name a pod of the set, such as '{set.Name}-0'",
        };
    }

    private static bool LacksServiceNames(PodTemplate pods)
    {
        var policy = pods.Spec?.Find("dnsPolicy");
        return policy is { IsScalar: true, IsNull: false } given
            ? given.Is("Default") || (given.Is("ClusterFirst") && pods.HostNetwork)
            : policy is null && pods.HostNetwork;
    }

    private static Finding OnTheNodesDns(RuleContext context, ServiceCall call, PodTemplate pods, ServiceView service)
    {
        var spec = pods.Spec!.Value;
        var cause = spec.FindEntry(pods.HostNetwork ? "hostNetwork" : "dnsPolicy")!.Value;
        return context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, a name of Service '{service.Name}', but its pods ask the node's DNS, which has no Services ('{cause.Key.Value}: {cause.Value.Value:1}')") with
        {
            Span = call.Mention.HostSpan,
            Label = "does not resolve from these pods",
            Related = [new RelatedSpan(cause.Value.Span, $"'{cause.Key.Value}' is set here")],
            Effect = DoesNotResolve,
            Help = pods.HostNetwork ? "set 'dnsPolicy: ClusterFirstWithHostNet'" : "leave out 'dnsPolicy', so that it is ClusterFirst",
        };
    }

    private static Finding? WithoutNamespace(RuleContext context, ServiceCall call)
    {
        if (context.Graph.FindAnywhere(Kinds.Service, call.Name) is not [{ } service, ..])
            return null;

        return context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, but that name lacks the namespace: Service '{call.Name:1}' is '{call.Name}' to its own namespace and '{call.Name}.{service.Namespace ?? "NAMESPACE"}.svc' to others") with
        {
            Span = call.Mention.HostSpan,
            Label = "no namespace before .svc",
            Related = [Defined(service)],
            Effect = DoesNotResolve,
            Help = $"write '{call.Name}' or '{call.Name}.{service.Namespace ?? "NAMESPACE"}.svc'",
        };
    }

    private static Finding InNoZone(RuleContext context, ServiceCall call, ServiceView service)
    {
        var zone = call.Read.MisspeltZone!;
        var span = call.Mention.PartOfHost(call.Mention.Host.TrimEnd('.').Length - zone.Length, zone.Length);
        return context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, which ends in '{zone}', but the cluster's names end in '{ClusterName.ClusterZone}'; Service '{service.Name:1}' is there") with
        {
            Span = span ?? call.Mention.HostSpan,
            Label = "no such zone",
            Related = [Defined(service.Resource)],
            Effect = DoesNotResolve,
            Help = $"write '{ClusterName.ClusterZone}'",
            Fix = Edit($"write '{ClusterName.ClusterZone}'", span, ClusterName.ClusterZone),
        };
    }

    private static Finding InNearNamespace(RuleContext context, ServiceCall call, Resource meant)
    {
        var written = call.Read.Namespace!;
        var span = call.Mention.PartOfHost(call.Read.ServiceStart + call.Read.Service.Length + 1, written.Length);
        return context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, but no manifest is in namespace '{written}'; Service '{call.Name}' is in namespace '{meant.Namespace:1}'") with
        {
            Span = span ?? call.Mention.HostSpan,
            Label = "no such namespace here",
            Related = [new RelatedSpan((meant.Find(Resource.Paths.Namespace) ?? meant.NameNode).Span, $"{meant.Quoted} is in {Namespaces.Describe(meant.Namespace)}")],
            Effect = DoesNotResolve,
            Help = $"did you mean '{meant.Namespace}'?",
            Fix = Edit($"call it in namespace '{meant.Namespace}'", span, meant.Namespace!),
        };
    }

    private static Finding InOtherNamespace(RuleContext context, ServiceCall call, Resource elsewhere) =>
        context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}{From(call)}, but Service '{call.Name}' is in namespace '{elsewhere.Namespace:1}'") with
        {
            Span = call.Mention.HostSpan,
            Label = call.Read.Namespace is null ? "a bare name means the pod's own namespace" : "no such Service in that namespace",
            Related = [new RelatedSpan((elsewhere.Find(Resource.Paths.Namespace) ?? elsewhere.NameNode).Span, $"{elsewhere.Quoted} is in {Namespaces.Describe(elsewhere.Namespace)}")],
            Effect = DoesNotResolve,
            Help = call.Read.Namespace is null ? $"write '{call.Name}.{elsewhere.Namespace}'" : $"name namespace '{elsewhere.Namespace}', or {Whereabouts.DeclareIt}",
            Fix = call.Read.Namespace is null ? Rename(call, $"{call.Name}.{elsewhere.Namespace}") : null,
        };

    private static MessageText From(ServiceCall call) =>
        call.Read.Namespace is null ? MessageText.Of($" from {Namespaces.Describe(call.Namespace)}") : MessageText.Plain("");

    private static Finding PodsUnderOtherName(RuleContext context, ServiceCall call, ImmutableArray<ServiceView> behind, Node says)
    {
        var service = behind[0];
        var finding = context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, but no Service '{call.Name}' is in {Namespaces.Describe(call.Namespace)}; the pods of that name are behind Service '{service.Name:1}'") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such Service",
            Related = [Defined(service.Resource), new RelatedSpan(says.Span, $"'{call.Name}' is said here")],
            Effect = DoesNotResolve,
            Help = behind.Length == 1 ? $"did you mean '{service.Name}'?" : $"name one of the Services in front of them: '{string.Join("', '", behind.Take(MostShown).Select(some => some.Name))}'",
            Fix = behind.Length == 1 ? Rename(call, service.Name) : null,
        };
        return context.Closed(finding, Makes.Services, hasEvidence: true);
    }

    private static Finding UnderNearName(RuleContext context, ServiceCall call, Resource near)
    {
        var finding = context.At(call.Mention.From, call.Mention.Node, IsMeant(context, call, near) ? Severity.Warning : Severity.Note,
            $"{Who(call)}, but no Service '{call.Name}' is in {Namespaces.Describe(call.Namespace)}; nearest is '{near:1}'") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such Service",
            Related = [Defined(near)],
            Effect = DoesNotResolve,
            Help = $"did you mean '{near.Name}'?",
            Fix = Rename(call, near.Name),
        };
        return context.Closed(finding, Makes.Services, hasEvidence: true);
    }

    // "web-service" may be another program than "web": a port that is not everybody's speaks for it.
    private static bool IsMeant(RuleContext context, ServiceCall call, Resource near) =>
        Spelling.IsNear(call.Name, near.Name) || call.Read.IsQualified
        || (call.Mention.Port is { } port and not (80 or 443 or 3000 or 5000 or 8000 or 8080 or 8443) && MissingServices.Has(context.Graph.ServiceOf(near), port));

    private static Finding SiblingOnly(RuleContext context, ServiceCall call, ServiceView sibling)
    {
        var finding = context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, but no Service '{call.Name}' is in {Namespaces.Describe(call.Namespace)}, though there is '{sibling:1}'") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such Service",
            Related = [Defined(sibling.Resource)],
            Effect = DoesNotResolve,
            Help = $"add Service '{call.Name}', or take the host out",
        };
        return context.Closed(finding, Makes.Services, hasEvidence: true);
    }

    private static Finding WorkloadWithoutService(RuleContext context, ServiceCall call, PodTemplate pods)
    {
        var finding = context.At(call.Mention.From, call.Mention.Node,
            $"{Who(call)}, but no Service '{call.Name}' is in {Namespaces.Describe(call.Namespace)}, only '{pods:1}'") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such Service",
            Related = [new RelatedSpan(pods.Workload.NameNode.Span, $"{pods.Workload.Quoted} has this name, but DNS knows Services")],
            Effect = DoesNotResolve,
            Help = $"add a Service '{call.Name}' in front of {pods.Workload.Quoted}, or declare it under externals in .lint.yaml if it exists elsewhere",
        };
        return context.Closed(finding, Makes.Services, hasEvidence: true);
    }

    private static Finding Missing(RuleContext context, ServiceCall call, ImmutableArray<Resource> others)
    {
        var more = others.Length > MostShown ? $" and {others.Length - MostShown} more" : "";
        // Others may put Services into a namespace that these manifests do not bring themselves.
        var isOwn = call.Namespace is { } name && !context.Graph.Find(Kinds.Namespace, null, name).Certain.IsEmpty;
        return context.At(call.Mention.From, call.Mention.Node, isOwn ? Severity.Warning : Severity.Note,
            $"{Who(call)}, but no manifest in {Namespaces.Describe(call.Namespace)} defines Service '{call.Name}'") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such Service",
            Effect = DoesNotResolve,
            Notes = [$"looked at: {others.Length} {(others.Length == 1 ? "Service" : "Services")} ({string.Join(", ", others.Take(MostShown).Select(service => service.Name))}{more})"],
            Help = "name a Service of that namespace, or declare it under externals in .lint.yaml if it exists elsewhere",
        };
    }

    private static MessageText Who(ServiceCall call) => call.Mention.Pods is null
        ? MessageText.Of($"'{call.Mention.From}' names '{call.Mention}' in {call.Mention.Place}")
        : MessageText.Of($"'{call.Mention.From}' calls '{call.Mention}' ({call.Mention.Place})");

    private static RelatedSpan Defined(Resource service) => new(service.NameNode.Span, $"{service.Quoted} is defined here");

    private static Fix? Rename(ServiceCall call, string name) =>
        Edit($"call '{name}'", call.Mention.PartOfHost(call.Read.ServiceStart, call.Read.Service.Length), name);

    private static Fix? Edit(string description, Text.SourceSpan? span, string text) =>
        span is { } exact ? new Fix(description, [new TextEdit(exact, text)], IsSafe: false) : null;

    /// <summary>Whose pods a mention is for: the container's own, or those that read the ConfigMap.</summary>
    private sealed class ConfigMapReaders(LinkGraph graph)
    {
        private ILookup<Resource, PodTemplate>? readers;

        public IEnumerable<PodTemplate> Of(HostMention mention)
        {
            if (mention.Pods is { } pods)
                return [pods];

            readers ??= graph.PodTemplates.SelectMany(MapsReadBy).ToLookup(pair => pair.Map, pair => pair.Pods);
            return readers[mention.From];
        }

        private IEnumerable<(Resource Map, PodTemplate Pods)> MapsReadBy(PodTemplate pods) =>
            graph.ReferencesFrom(pods.Workload)
                .Where(reference => reference.Target.Kind == Kinds.ConfigMap)
                .SelectMany(reference => graph.TargetsOf(reference))
                .Distinct()
                .Select(map => (map, pods));
    }
}
