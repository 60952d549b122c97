using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Graph.Walks;

/// <summary>From what Services open by themselves to pods: load balancers, node ports, external addresses, and their names.</summary>
internal sealed class ExposedWalks(ServiceWalks services)
{
    private readonly LinkGraph graph = services.Graph;
    private ILookup<Resource, Resource>? readers;

    /// <summary>Every way in from outside, in the order of the Services.</summary>
    public IEnumerable<Walk> FromOutside(ImmutableArray<ServiceView> some) => some.SelectMany(service => OfLoadBalancer(service).Concat(OfNodePorts(service)).Concat(OfAddresses(service)));

    /// <summary>Every Service port that somebody of the unit calls by name, in the order of the Services.</summary>
    public IEnumerable<Walk> OfCalls(ImmutableArray<ServiceView> some)
    {
        foreach (var service in some)
        {
            var calls = graph.ServiceCalls.To(service).Where(call => call.Mention.Pods is not { } pods || !service.Pods.Certain.Contains(pods));
            foreach (var same in calls.GroupBy(call => call.Mention.Port ?? call.Mention.DefaultPort))
                yield return OfCall(service, same.Key, [.. same]);
        }
    }

    public IEnumerable<Walk> OfLoadBalancer(ServiceView service)
    {
        if (service.Type != ServiceTypes.LoadBalancer)
            yield break;
        foreach (var port in service.Ports)
        {
            var hop = new WalkHop(HopKind.Address, WalkMark.Ok, $"load balancer, port {port.Port}", "the cluster's provider makes it", (service.TypeNode ?? service.Resource.NameNode).Span);
            yield return new Walk(new EntryPoint(EntryKind.LoadBalancer, $"load balancer {WalkText.Of(service.Resource)}:{port}", service.Resource, port.At.Span), [hop, .. Into(port)]);
        }
    }

    public IEnumerable<Walk> OfNodePorts(ServiceView service)
    {
        if (service.Type != ServiceTypes.NodePort)
            yield break;
        foreach (var port in service.Ports)
            yield return OfNodePort(port);
    }

    public Walk OfNodePort(ServicePort port)
    {
        var number = port.NodePort is { } given ? WalkText.Of(given) : "chosen by the cluster";
        var hop = new WalkHop(HopKind.Node, WalkMark.Ok, $"node port {number}", "every node takes it", (port.NodePortNode ?? port.At).Span);
        var name = port.NodePort is not null ? $"node port {number}" : $"node port of {WalkText.Of(port.Service.Resource)}:{port}";
        return new Walk(new EntryPoint(EntryKind.NodePort, name, port.Service.Resource, (port.NodePortNode ?? port.At).Span), [hop, .. Into(port)]);
    }

    public IEnumerable<Walk> OfAddresses(ServiceView service, Func<string, bool>? isMeant = null, int? number = null)
    {
        if (service.IsExternalName)
            yield break;
        foreach (var address in (service.Spec?.Find("externalIPs")?.Items ?? default).Where(node => node is { IsScalar: true, IsNull: false } && isMeant?.Invoke(node.Value) != false))
        {
            foreach (var port in service.Ports.Where(port => number is null || port.Port == number))
            {
                var hop = new WalkHop(HopKind.Address, WalkMark.Ok, $"{address.Value}, port {port.Port}", "an external IP that is routed to the nodes", address.Span);
                yield return new Walk(new EntryPoint(EntryKind.ExternalIP, $"{address.Value}:{port}", service.Resource, address.Span), [hop, .. Into(port)]);
            }
        }
    }

    /// <summary>A Service as its name is dialled.</summary>
    /// <param name="service">The Service.</param>
    /// <param name="number">The port that is dialled; null where none is given.</param>
    /// <param name="first">How it came to the Service.</param>
    /// <param name="source">Who dials.</param>
    /// <param name="asked">Where the port is asked for; nothing where a person asks.</param>
    /// <param name="only">The pod that the name means alone; null for all.</param>
    public IEnumerable<WalkHop> ByName(ServiceView service, int? number, WalkHop first, WalkSource source, SourceSpan? asked, PodTemplate? only = null)
    {
        yield return first;
        yield return services.Found(service, only is not null ? "it gives its pods names of their own" : service.IsHeadless ? "headless: its name leads to the pods themselves" : "");
        foreach (var hop in only is not null ? services.Directly(service, number, source, only, isAsked: asked is null) : PortByName(service, number, source, asked))
            yield return hop;
    }

    private IEnumerable<WalkHop> PortByName(ServiceView service, int? number, WalkSource source, SourceSpan? asked)
    {
        if (number is not { } dialled || ServiceWalks.Elsewhere(service) is not null)
            return services.WithoutPort(service, source);

        // The pods of a headless Service are dialled themselves: only their own ports count.
        if (service.IsHeadless)
            return service.Pods.Certain.IsEmpty ? services.WithoutPort(service, source) : services.Directly(service, dialled, source, only: null, isAsked: asked is null);
        if (service.Ports.FirstOrDefault(port => port.Port == dialled) is { } found)
            return services.Port(found, WalkText.Of(dialled), source);

        return NoPort(service, dialled, asked);
    }

    private IEnumerable<WalkHop> NoPort(ServiceView service, int dialled, SourceSpan? asked)
    {
        var at = service.Ports.FirstOrDefault()?.At ?? service.Resource.NameNode;
        return IngressWalks.NoPort(services, service, new IntOrString(at, dialled, null), "TCP", asked is { } span ? new WalkSuspects([span], "dns-name-not-found") : new WalkSuspects([]))
            .Select(hop => hop.Mark == WalkMark.Broken && hop.Kind == HopKind.Port
                // Somebody who asks for a port wants to know; what a call says, no error may say.
                ? hop with { Otherwise = asked is null ? WalkMark.Broken : WalkMark.Warn, At = asked ?? at.Span }
                : hop);
    }

    // What a ConfigMap says is said to the pods that read it.
    private IEnumerable<PodTemplate> CallersOf(ServiceCall call)
    {
        if (call.Mention.Pods is { } pods)
            return [pods];

        readers ??= graph.PodTemplates.Select(some => some.Workload).Distinct()
            .SelectMany(workload => graph.ReferencesFrom(workload).Where(reference => reference.Target is NamedTarget target && target.Kind == Kinds.ConfigMap)
                .SelectMany(reference => graph.TargetsOf(reference)).Distinct().Select(map => (Map: map, Workload: workload)))
            .ToLookup(pair => pair.Map, pair => pair.Workload);
        return readers[call.Mention.From].SelectMany(workload => graph.PodsOf(workload));
    }

    private Walk OfCall(ServiceView service, int? number, ImmutableArray<ServiceCall> calls)
    {
        var callers = calls.Select(call => call.Mention.From).Distinct().ToList();
        var name = WalkText.Of(service.Resource).Split('/') is [var ns, var own] ? $"{own}.{ns}" : service.Name;
        var full = number is { } port ? $"{name}:{WalkText.Of(port)}" : name;
        var first = calls[0].Mention;
        var hop = new WalkHop(HopKind.Name, WalkMark.Ok, full, "called by " + WalkText.List([.. callers.Select(caller => caller.ToString())]), first.HostSpan);
        ImmutableArray<PodTemplate> pods = [.. calls.SelectMany(CallersOf).Distinct()];
        return new Walk(
            new EntryPoint(EntryKind.Call, full, service.Resource, first.HostSpan),
            [.. ByName(service, number, hop, pods.IsEmpty ? WalkSource.Unseen : new WalkSource(null, pods), first.PortSpan)]);
    }

    private IEnumerable<WalkHop> Into(ServicePort port) =>
        [services.Found(port.Service, ""), .. services.Port(port, port.Port is { } number ? WalkText.Of(number) : "a port that cannot be read", WalkSource.Outside)];
}
