using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Walks;

/// <summary>From what Services open by themselves to pods: load balancers, node ports, external addresses, and their names.</summary>
internal sealed class ExposedWalks(ServiceWalks services)
{
    private readonly LinkGraph graph = services.Graph;
    private Dictionary<Resource, List<PodTemplate>>? readers;

    /// <summary>Every way in from outside, in the order of the Services.</summary>
    public IEnumerable<Walk> FromOutside(ImmutableArray<ServiceView> some)
    {
        foreach (var service in some)
        {
            if (service.Type is ServiceTypes.LoadBalancer or ServiceTypes.NodePort)
            {
                foreach (var port in service.Ports)
                    yield return service.Type == ServiceTypes.NodePort ? OfNodePort(port) : OfLoadBalancer(port);
            }

            foreach (var walk in OfAddresses(service))
                yield return walk;
        }
    }

    /// <summary>Every Service port that somebody of the unit calls by name, in the order of the Services.</summary>
    public IEnumerable<Walk> OfCalls(ImmutableArray<ServiceView> some)
    {
        var calls = ImmutableArray.CreateBuilder<ServiceCall>();
        foreach (var service in some)
        {
            calls.Clear();
            foreach (var call in graph.ServiceCalls.To(service))
            {
                if (!IsOwn(call, service))
                    calls.Add(call);
            }

            if (calls.Count == 1)
                yield return OfCall(service, PortOf(calls[0]), calls.ToImmutable());
            if (calls.Count <= 1)
                continue;
            foreach (var same in calls.GroupBy(PortOf))
                yield return OfCall(service, same.Key, [.. same]);
        }
    }

    // What pods say of a Service of their own is no way into it.
    private static bool IsOwn(ServiceCall call, ServiceView service) =>
        call.Mention.Pods is { } pods && service.Pods.Certain.Contains(pods);

    private static int? PortOf(ServiceCall call) => call.Mention.Port ?? call.Mention.DefaultPort;

    private Walk OfLoadBalancer(ServicePort port)
    {
        var service = port.Service;
        var hop = new WalkHop(HopKind.Address, WalkMark.Ok, Wording.Of(port, static port => $"load balancer, port {port.Port}"),
            "the cluster's provider makes it", (service.TypeNode ?? service.Resource.NameNode).Span);
        return new Walk(
            new EntryPoint(EntryKind.LoadBalancer,
                Wording.Of(port, static port => $"load balancer {WalkText.Of(port.Service.Resource)}:{port}"), service.Resource,
                port.At.Span),
            [hop, .. Into(port)]);
    }

    public Walk OfNodePort(ServicePort port)
    {
        var at = (port.NodePortNode ?? port.At).Span;
        var hop = new WalkHop(HopKind.Node, WalkMark.Ok,
            Wording.Of(port, static port => $"node port {(port.NodePort is { } given ? WalkText.Of(given) : "chosen by the cluster")}"),
            "every node takes it", at);
        var name = Wording.Of(port,
            static port => port.NodePort is { } given
                ? $"node port {WalkText.Of(given)}"
                : $"node port of {WalkText.Of(port.Service.Resource)}:{port}");
        return new Walk(new EntryPoint(EntryKind.NodePort, name, port.Service.Resource, at), [hop, .. Into(port)]);
    }

    public IEnumerable<Walk> OfAddresses(ServiceView service, Func<string, bool>? isMeant = null, int? number = null) =>
        !service.IsExternalName && service.Spec?.Find("externalIPs") is { IsSequence: true } addresses
            ? OfAddresses(service, addresses, isMeant, number)
            : [];

    private IEnumerable<Walk> OfAddresses(ServiceView service, Node addresses, Func<string, bool>? isMeant, int? number)
    {
        foreach (var address in addresses.Items
            .Where(node => node is { IsScalar: true, IsNull: false } && isMeant?.Invoke(node.Value) != false))
        {
            foreach (var port in service.Ports.Where(port => number is null || port.Port == number))
            {
                var hop = new WalkHop(HopKind.Address, WalkMark.Ok,
                    Wording.Of((address, port), static it => $"{it.address.Value}, port {it.port.Port}"),
                    "an external IP that is routed to the nodes", address.Span);
                yield return new Walk(
                    new EntryPoint(EntryKind.ExternalIP, Wording.Of((address, port), static it => $"{it.address.Value}:{it.port}"),
                        service.Resource, address.Span),
                    [hop, .. Into(port)]);
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
    public ImmutableArray<WalkHop> ByName(
        ServiceView service, int? number, WalkHop first, WalkSource source, SourceSpan? asked, PodTemplate? only = null) =>
    [
        first,
        services.Found(service,
            only is not null ? "it gives its pods names of their own"
                : service.IsHeadless ? "headless: its name leads to the pods themselves"
                : ""),
        .. only is not null
            ? services.Directly(service, number, source, only, isAsked: asked is null)
            : PortByName(service, number, source, asked),
    ];

    private ImmutableArray<WalkHop> PortByName(ServiceView service, int? number, WalkSource source, SourceSpan? asked)
    {
        if (number is not { } dialled || ServiceWalks.Elsewhere(service) is not null)
            return services.WithoutPort(service, source);

        // The pods of a headless Service are dialled themselves: only their own ports count.
        if (service.IsHeadless)
        {
            return service.Pods.Certain.IsEmpty
                ? services.WithoutPort(service, source)
                : services.Directly(service, dialled, source, only: null, isAsked: asked is null);
        }

        foreach (var port in service.Ports)
        {
            if (port.Port == dialled)
                return services.Port(port, WalkText.Of(dialled), source);
        }

        return NoPort(service, dialled, asked);
    }

    private ImmutableArray<WalkHop> NoPort(ServiceView service, int dialled, SourceSpan? asked)
    {
        var at = service.Ports.FirstOrDefault()?.At ?? service.Resource.NameNode;
        var hops = IngressWalks.NoPort(services, service, new IntOrString(at, dialled, null), "TCP",
            asked is { } span ? new WalkSuspects([span], "dns-name-not-found") : new WalkSuspects([]));
        return
        [
            .. hops.Select(hop => hop.Mark == WalkMark.Broken && hop.Kind == HopKind.Port
                // Somebody who asks for a port wants to know; what a call says, no error may say.
                ? hop with { Otherwise = asked is null ? WalkMark.Broken : WalkMark.Warn, At = asked ?? at.Span }
                : hop),
        ];
    }

    private ImmutableArray<PodTemplate> CallersOf(ImmutableArray<ServiceCall> calls) =>
        calls is [var only] ? CallersOf(only) : [.. calls.SelectMany(call => CallersOf(call)).Distinct()];

    // What a ConfigMap says is said to the pods that read it.
    private ImmutableArray<PodTemplate> CallersOf(ServiceCall call) =>
        call.Mention.Pods is { } pods ? [pods]
        : (readers ??= ReadersOfMaps(graph)).TryGetValue(call.Mention.From, out var reading) ? [.. reading]
        : [];

    private static Dictionary<Resource, List<PodTemplate>> ReadersOfMaps(LinkGraph graph)
    {
        var readers = new Dictionary<Resource, List<PodTemplate>>();
        foreach (var pods in graph.PodTemplates)
        {
            foreach (var reference in graph.ReferencesFrom(pods.Workload))
            {
                if (reference.Target is not NamedTarget target || target.Kind != Kinds.ConfigMap)
                    continue;
                foreach (var map in graph.TargetsOf(reference))
                    Add(readers, map, pods);
            }
        }

        return readers;
    }

    // Whoever reads it at several places, reads it.
    private static void Add(Dictionary<Resource, List<PodTemplate>> readers, Resource map, PodTemplate pods)
    {
        if (!readers.TryGetValue(map, out var list))
            readers[map] = [pods];
        else if (!ReferenceEquals(list[^1], pods))
            list.Add(pods);
    }

    private Walk OfCall(ServiceView service, int? number, ImmutableArray<ServiceCall> calls)
    {
        var (name, first) = (Wording.Of((service.Resource, number), static it => NameOf(it.Resource, it.number)), calls[0].Mention);
        var at = first.HostSpan;
        var hop = services.Sound(HopKind.Name) ?? new WalkHop(HopKind.Name, WalkMark.Ok, name, Wording.Of(calls, Describe), at);
        var pods = CallersOf(calls);
        return new Walk(
            new EntryPoint(EntryKind.Call, name, service.Resource, at),
            ByName(service, number, hop, pods.IsEmpty ? WalkSource.Unseen : new WalkSource(null, pods), first.PortSpan));
    }

    private static string Describe(ImmutableArray<ServiceCall> calls) =>
        "called by " + WalkText.List([.. calls.Select(call => call.Mention.From).Distinct().Select(caller => caller.ToString())]);

    // "cart.shop:8080"
    private static string NameOf(Resource service, int? number)
    {
        var name = WalkText.Of(service).Split('/') is [var ns, var own] ? $"{own}.{ns}" : service.Name;
        return number is { } port ? $"{name}:{WalkText.Of(port)}" : name;
    }

    private ImmutableArray<WalkHop> Into(ServicePort port) =>
        [
            services.Found(port.Service, ""),
            .. services.Port(port, port.Port is { } number ? WalkText.Of(number) : "a port that cannot be read", WalkSource.Outside)
        ];
}
