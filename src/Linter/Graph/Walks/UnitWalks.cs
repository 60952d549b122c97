using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Graph.Walks;

/// <summary>The walks of one unit that somebody asks for.</summary>
public sealed class UnitWalks
{
    private readonly LinkGraph graph;
    private readonly ServiceWalks services;
    private readonly IngressWalks ingresses;
    private readonly RouteWalks routes;
    private readonly ExposedWalks exposed;
    private readonly IngressRouter ingressRouter;
    private readonly RouteRouter routeRouter;
    private readonly MeshWalks mesh;
    private readonly MeshRouter meshRouter;
    private readonly TraefikWalks traefik;
    private readonly TraefikRouter traefikRouter;

    public UnitWalks(LinkGraph graph)
    {
        this.graph = graph;
        services = new ServiceWalks(graph);
        ingresses = new IngressWalks(services);
        routes = new RouteWalks(services);
        exposed = new ExposedWalks(services);
        ingressRouter = new IngressRouter(graph);
        routeRouter = new RouteRouter(graph, routes);
        mesh = new MeshWalks(services);
        meshRouter = new MeshRouter(graph, mesh);
        traefik = new TraefikWalks(services);
        traefikRouter = new TraefikRouter(traefik);
    }

    /// <summary>Every host that a rule or route names.</summary>
    public IEnumerable<string> Hosts => ingressRouter.Hosts.Concat(routeRouter.Hosts).Concat(meshRouter.Hosts).Concat(traefikRouter.Hosts);

    /// <summary>The paths that are there for a host, each with the host of its rule; empty for a rule for every host.</summary>
    public IEnumerable<(string Host, string Path)> PathsOf(string host) =>
        ingressRouter.PathsOf(host).Concat(routeRouter.PathsOf(host)).Concat(meshRouter.PathsOf(host)).Concat(traefikRouter.PathsOf(host));

    /// <summary>The listener that takes a request by its hostname and has no route; null for none.</summary>
    public GatewayListener? IdleListener(WalkRequest request) => routeRouter.IdleListener(request);

    /// <summary>The ways of what is sent to an external IP of a Service.</summary>
    /// <param name="host">The address.</param>
    /// <param name="port">Null for all ports.</param>
    /// <param name="name">What it is called.</param>
    public IEnumerable<Walk> OfAddress(string host, int? port, string name)
    {
        if (!System.Net.IPAddress.TryParse(host.Trim('[', ']'), out var asked))
            return [];

        return graph.Services.SelectMany(service => exposed.OfAddresses(service,
            address => System.Net.IPAddress.TryParse(address, out var own) && own.Equals(asked), port))
            .Select(walk => walk with { Entry = walk.Entry with { Name = name } });
    }

    /// <summary>The node ports that are given.</summary>
    public IEnumerable<int> NodePorts =>
        graph.Services.Where(service => service.TakesNodePorts())
            .SelectMany(service => service.Ports)
            .Select(port => port.NodePort)
            .OfType<int>();

    /// <summary>The ways of a request: one for each controller and listener that takes it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">What it is called.</param>
    public IEnumerable<Walk> OfRequest(WalkRequest request, string name)
    {
        foreach (var choice in ingressRouter.Choose(request.Host, request.Path))
        {
            var ask = new WalkAsk(choice.Host, choice.Why, request.Scheme, name);
            yield return choice.Path is { } path ? ingresses.Of(path, ask) : ingresses.OfDefault(choice.Default!, ask);
        }

        foreach (var choice in routeRouter.Choose(request))
        {
            yield return routes.Of(choice.Listener, choice.Rule, choice.Host, choice.Match,
                new WalkAsk(choice.HostHow, choice.Why, request.Scheme, name));
        }

        foreach (var choice in meshRouter.Choose(request))
        {
            yield return mesh.Of(choice.Service, choice.Host, MeshServers.Of(choice.Server is null ? [] : [choice.Server]), choice.Way,
                new WalkAsk(choice.HostHow, choice.Why, request.Scheme, name));
        }

        foreach (var choice in traefikRouter.Choose(request))
            yield return traefik.Of(choice.Rule, choice.Match, new WalkAsk(choice.Host, choice.Why, request.Scheme, name));
    }

    /// <summary>The Services that a name means.</summary>
    /// <param name="name">The Service.</param>
    /// <param name="namespace">Null for that of who asks, and for any where nobody in particular does.</param>
    /// <param name="from">Who asks; null for nobody in particular.</param>
    public ImmutableArray<Resource> Find(string name, string? @namespace, PodTemplate? from) =>
        @namespace is not null || from is not null
            ? [.. graph.Find(Kinds.Service, @namespace ?? from!.Workload.Namespace, name).Certain.Take(1)]
            : [.. graph.FindAnywhere(Kinds.Service, name).DistinctBy(service => service.Namespace, StringComparer.Ordinal)];

    /// <summary>The name as a pod uses it: its Services; empty for names of the outside.</summary>
    /// <param name="host">The name.</param>
    /// <param name="from">Who asks; null for nobody in particular.</param>
    /// <param name="isUrl">It is a URL that may as well be one of the world: "www.cart" is then no pod, unless there is one.</param>
    internal ImmutableArray<NamedService> Resolve(string host, PodTemplate? from, bool isUrl)
    {
        foreach (var read in ClusterName.Read(host))
        {
            if (read.LacksNamespace || Find(read.Service, read.Namespace, from) is not { IsEmpty: false } found)
                continue;

            var isGuess = read.Pod is not null && !read.IsQualified && from is null;
            var meant = isGuess ? [.. found.Where(service => MayName(graph.ServiceOf(service), read.Pod!, isUrl))] : found;
            if (!meant.IsEmpty)
                return [.. meant.Select(service => new NamedService(service, read))];
        }

        return [];
    }

    private static bool MayName(ServiceView service, string pod, bool isUrl) =>
        PodNames.Find(service, pod).Pods is not null || (!isUrl && service.IsHeadless);

    /// <summary>A Service as its name is dialled.</summary>
    /// <param name="named">The Service, and how its name was read.</param>
    /// <param name="port">Null where none is given.</param>
    /// <param name="name">The name as it was asked.</param>
    /// <param name="from">Who dials; null for anybody.</param>
    internal Walk OfService(NamedService named, int? port, string name, PodTemplate? from)
    {
        var view = graph.ServiceOf(named.Service);
        var who = from is null ? "" : $"as {from} sees it";
        var entry = new EntryPoint(EntryKind.Call, name, named.Service, named.Service.NameNode.Span);
        var hop = new WalkHop(HopKind.Name, WalkMark.Ok, name, who,
            from?.Workload.NameNode.Span ?? named.Service.NameNode.Span) { Otherwise = WalkMark.Broken };
        var source = new WalkSource(from, []);
        PodTemplate? only = null;
        if (named.Read?.Pod is { } pod && view is { Selector: not null, IsExternalName: false, Pods.Certain.IsEmpty: false })
        {
            (only, var how) = PodNames.Find(view, pod);
            hop = hop with { How = who.Length == 0 ? how : $"{how}; {who}" };
            if (only is null)
                return new Walk(entry, [hop with { Mark = WalkMark.Broken }]);
        }

        if (named.Read?.MisspeltZone is { } zone)
        {
            hop = hop with
            {
                Mark = WalkMark.Broken,
                How = $"no zone is '{zone}': the cluster's is {ClusterName.ClusterZone}",
                Instead = ClusterName.ClusterZone
            };
        }
        else if (named.Read?.LacksSvc == true)
        {
            hop = hop with
            {
                Mark = WalkMark.Broken,
                How = $"the names of Services end in svc.{ClusterName.ClusterZone}",
                Instead = $"svc.{ClusterName.ClusterZone}"
            };
        }
        else if (from is not null && WhyUnresolved(from) is { } flaw)
        {
            hop = hop with { Mark = flaw.Mark, How = flaw.How, At = flaw.At };
        }

        return new Walk(entry, exposed.ByName(view, port, hop, source, asked: null, only));
    }

    // A name is asked of DNS before anything is dialled.
    private (WalkMark Mark, string How, SourceSpan At)? WhyUnresolved(PodTemplate from)
    {
        var policy = from.Spec?.Find("dnsPolicy") is { IsScalar: true, IsNull: false } given ? given.Value : "ClusterFirst";
        var at = (from.Spec?.FindEntry("dnsPolicy")?.Value ?? from.Spec?.FindEntry("hostNetwork")?.Key ?? from.Workload.NameNode).Span;
        if (policy == "Default" || (policy == "ClusterFirst" && from.HostNetwork))
        {
            var why = policy == "Default"
                ? "dnsPolicy Default asks the node's resolver"
                : "on the node's network dnsPolicy ClusterFirst asks the node's resolver (ClusterFirstWithHostNet does not)";
            return (WalkMark.Broken, $"{why}, which knows no Services: {from} cannot resolve it", at);
        }

        if (policy == "None")
            return (WalkMark.Warn, "dnsPolicy None: whether it resolves is up to dnsConfig", at);

        if (DnsAccess.FindShutter(graph, from) is not { } shutter)
            return null;
        var isSure = !PluginPolicies.Of(graph).Any(plugin => PluginPolicies.MaySelect(graph, plugin, from));
        return (isSure ? WalkMark.Broken : WalkMark.Warn,
            $"NetworkPolicy {shutter.Name} lets no DNS out (port 53): {from} cannot resolve it", shutter.SelectorAt.Head);
    }

    /// <summary>The Service ports that a node port leads to.</summary>
    public IEnumerable<Walk> OfNodePort(int number) => graph.Services
        .Where(service => service.TakesNodePorts())
        .SelectMany(service => service.Ports)
        .Where(port => port.NodePort == number)
        .Select(port => exposed.OfNodePort(port));

    /// <summary>The workloads of a kind and name that make pods.</summary>
    /// <param name="kinds">The kinds that are meant.</param>
    /// <param name="name">The name.</param>
    /// <param name="namespace">Null for any.</param>
    public ImmutableArray<PodTemplate> FindPods(ImmutableArray<GroupKind> kinds, string name, string? @namespace) =>
    [
        .. graph.PodTemplates.Where(pods => kinds.Contains(pods.Workload.Kind) && pods.Workload.Name == name
            && (@namespace is null || graph.Namespaces.Meet(@namespace, pods.Workload.Namespace) == Meeting.Yes)),
    ];

    /// <summary>The workloads that make pods.</summary>
    public IEnumerable<Resource> Workloads => graph.PodTemplates.Select(pods => pods.Workload);

    /// <summary>All Services.</summary>
    public IEnumerable<Resource> Services => graph.Services.Select(service => service.Resource);

    /// <summary>Every resource of a name, whatever its kind.</summary>
    public IEnumerable<Resource> Called(string name) => graph.Resources.Where(resource => resource.Name == name);

    /// <summary>Every way in that leads to these pods, and every Service in front of them that has none.</summary>
    public IEnumerable<Walk> To(PodTemplate pods)
    {
        var entered = new HashSet<SourceSpan?>();
        foreach (var walk in EntryPoints.Of(graph).Where(walk => Leads(walk, pods)))
        {
            entered.UnionWith(walk.Hops.Where(hop => hop.Kind == HopKind.Service).Select(hop => hop.At));
            yield return walk;
        }

        foreach (var service in graph.Services
            .Where(service => service.Pods.Certain.Contains(pods) && !entered.Contains(service.Resource.NameNode.Span)))
        {
            foreach (var port in service.Ports)
            {
                var name = $"{WalkText.Of(service.Resource)}:{port}";
                var hop = new WalkHop(HopKind.Name, WalkMark.Ok, name, "called by nobody that can be seen", service.Resource.NameNode.Span);
                yield return new Walk(new EntryPoint(EntryKind.Call, name, service.Resource, port.At.Span),
                    exposed.ByName(service, port.Port, hop, WalkSource.Outside, asked: null));
            }
        }
    }

    private static bool Leads(Walk walk, PodTemplate pods) =>
        walk.Hops.Any(hop => hop.Pods.Any(reached => ReferenceEquals(reached.Workload, pods.Workload)));
}

/// <summary>A Service that a name means.</summary>
/// <param name="Service">The Service.</param>
/// <param name="Read">How the name was read; null where the Service is given as such.</param>
internal sealed record NamedService(Resource Service, ClusterName? Read);
