using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A host in env, args, command or a ConfigMap that is a Service's name, where that Service or its port is not there.</summary>
public sealed class DnsNameNotFound : IRule
{
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

    private static Finding? Judge(
        RuleContext context, ServiceCall call, MissingServices missing, ConfigMapReaders readers, HashSet<PodTemplate> withoutNames)
    {
        if (call.Service is { } service)
        {
            if (call.Read.MisspeltZone is not null)
                return ServiceCallFindings.InNoZone(context, call, service);
            if (call.Read.LacksSvc)
                return ServiceCallFindings.WithoutSvc(context, call, service);
            if (call.Read.Srv is not null)
                return CalledPortFindings.OfSrv(context, call, service);

            return call.Mention.Pods is { } pods && !service.IsExternalName && LacksServiceNames(pods)
                ? withoutNames.Add(pods) ? ServiceCallFindings.OnTheNodesDns(context, call, pods, service) : null
                : call.Read.Pod is { } pod
                    ? CalledPodFindings.Of(context, call, service, pod, missing) ?? CalledPortFindings.OfPods(context, call, service)
                : service.IsHeadless ? CalledPortFindings.OfPods(context, call, service)
                : CalledPortFindings.Of(context, call, service, readers);
        }

        if (context.Graph.Externals.Has(Kinds.Service, call.Namespace, call.Name)
            || ServiceNames.IsInEveryCluster(call.Namespace, call.Name))
        {
            return null;
        }

        if (NearNamespace(context, call) is { } meant)
            return ServiceCallFindings.InNearNamespace(context, call, meant);
        if (Swapped(context, call) is { } swapped)
            return ServiceCallFindings.Swapped(context, call, swapped);
        if (OwnService(context, call) is { } own)
            return ServiceCallFindings.InOtherNamespace(context, call, own);

        return call.IsKnown ? null : JudgeMissing(context, call, missing, readers);
    }

    // "web.shopp.svc" where the Service is in shop, and the manifests have no namespace shopp.
    private static Resource? NearNamespace(RuleContext context, ServiceCall call) =>
        call.Read is { IsQualified: true, Namespace: { } asked } && !context.Graph.Namespaces.Names.Contains(asked, StringComparer.Ordinal)
        && context.Graph.FindAnywhere(Kinds.Service, call.Name) is [{ Namespace: { } its } only] && NameSlips.IsSlip(asked, its)
            ? only
            : null;

    // "shop.web.svc" for Service web in namespace shop, where no manifest is in a namespace web and no Service is called shop.
    private static Resource? Swapped(RuleContext context, ServiceCall call) =>
        call.Read is { IsQualified: true, Pod: null, Namespace: { } asked } && asked != call.Name
        && !context.Graph.Namespaces.Names.Contains(asked, StringComparer.Ordinal)
        && context.Graph.FindAnywhere(Kinds.Service, call.Name).IsEmpty
        && context.Graph.FindAnywhere(Kinds.Service, asked) is [{ Namespace: { } its } only] && its == call.Name
            ? only
            : null;

    // "web-0.web.default.svc" in a pod of StatefulSet web, whose Service web is in the set's own namespace: there can be no such pod.
    private static Resource? OwnService(RuleContext context, ServiceCall call) =>
        call.Read is { IsQualified: true, Namespace: not null, Pod: { } pod }
        && call.Mention.Pods is { Workload: { Namespace: { } its } set } && set.Kind == Kinds.StatefulSet
        && pod.LastIndexOf('-') is var dash and > 0 && pod[..dash] == set.Name
        && int.TryParse(pod.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
        && set.Root.Find("spec")?.Find("serviceName") is { } governing && governing.Is(call.Name)
            ? context.Graph.FindAnywhere(Kinds.Service, call.Name) is [{ Namespace: { } home } only] && home == its ? only : null
            : null;

    private static Finding? JudgeMissing(RuleContext context, ServiceCall call, MissingServices missing, ConfigMapReaders readers)
    {
        if (call.Read.LacksNamespace)
            return ServiceCallFindings.WithoutNamespace(context, call);
        if (missing.IsMade(call.Namespace, call.Name) || (!call.Read.IsQualified && IsInHosts(call, readers)))
            return null;
        if (call.Read.Namespace is null && FindElsewhere(context, call) is { } elsewhere)
            return ServiceCallFindings.InOtherNamespace(context, call, elsewhere);

        if (missing.Renamed(call.Namespace, call.Name) is { } renamed && Fits(call, context.Graph.ServiceOf(renamed.Resource)))
            return ServiceCallFindings.UnderFormerName(context, call, renamed);

        var behind = missing.Behind(call.Namespace, call.Name, out var says).Where(service => Fits(call, service)).ToImmutableArray();
        if (!behind.IsEmpty)
            return ServiceCallFindings.PodsUnderOtherName(context, call, behind, says!.Value);
        if (missing.Nearest(call.Namespace, call.Name) is { } near && Fits(call, context.Graph.ServiceOf(near)))
            return ServiceCallFindings.UnderNearName(context, call, near);
        if (call.Mention.Port is { } asked && missing.OfLongerOrShorterName(call.Namespace, call.Name, asked) is { } alike)
            return ServiceCallFindings.UnderNearName(context, call, alike);
        if (missing.Sibling(call.Namespace, call.Name) is { } sibling && call.Mention.Form != HostForm.WholeValue && Fits(call, sibling))
            return ServiceCallFindings.SiblingOnly(context, call, sibling);
        if (missing.Workload(call.Namespace, call.Name) is { } workload && IsServedBy(call, workload) && !IsItself(call, readers))
            return ServiceCallFindings.WorkloadWithoutService(context, call, workload);
        if (call.Read.IsQualified && !missing.In(call.Namespace).IsEmpty && FindElsewhere(context, call) is { } other)
            return ServiceCallFindings.InOtherNamespace(context, call, other);
        return call.Read.IsQualified && context.Graph.Stage.MayHide(Makes.Services) is null
            && !ServiceNames.IsOfTheCluster(call.Namespace) && !missing.In(call.Namespace).IsEmpty
            ? ServiceCallFindings.Missing(context, call, missing.In(call.Namespace))
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
        || (pods.Spec?.Find("hostAliases")?.Items ?? default)
            .Any(alias => (alias.Find("hostnames")?.Items ?? default).Any(name => name.Is(call.Mention.Host))));

    // A number that speaks of where it listens itself.
    private static bool IsItself(ServiceCall call, ConfigMapReaders readers) =>
        readers.Of(call.Mention).Any(pods => pods.Workload.Name == call.Name
            || pods.Containers.Any(container => container.Name == call.Name));

    private static Resource? FindElsewhere(RuleContext context, ServiceCall call) =>
        context.Graph.FindAnywhere(Kinds.Service, call.Name) is [var only] && only.Namespace is not null
        && (call.Mention.Port is not { } port || MissingServices.Has(context.Graph.ServiceOf(only), port))
            ? only
            : null;

    private static bool LacksServiceNames(PodTemplate pods)
    {
        var policy = pods.Spec?.Find("dnsPolicy");
        return policy is { IsScalar: true, IsNull: false } given
            ? given.Is("Default") || (given.Is("ClusterFirst") && pods.HostNetwork)
            : policy is null && pods.HostNetwork;
    }
}
