using System.Collections.Immutable;
using System.Globalization;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph.Walks;

/// <summary>A host under which a VirtualService is asked.</summary>
/// <param name="Text">"shop.example.com", "*.example.com"; "*" for every host.</param>
/// <param name="Node">Where it stands.</param>
internal readonly record struct MeshServed(string Text, Node Node);

/// <summary>Servers that take requests of a host; those that only redirect stand behind the others.</summary>
internal sealed class MeshServers
{
    private HashSet<int>? ports;

    private MeshServers(ImmutableArray<IstioServer> all) => All = all;

    public ImmutableArray<IstioServer> All { get; }

    /// <summary>Null for none.</summary>
    public IstioServer? First => All.IsEmpty ? null : All[0];

    /// <summary>The numbers of their ports.</summary>
    public HashSet<int> Ports => ports ??= [.. All.Select(server => server.Port).OfType<int>()];

    public static MeshServers Of(IEnumerable<IstioServer> servers) =>
        new([.. servers.OrderBy(server => server.RedirectsToHttps).ThenBy(server => server.Node.Span.Start)]);
}

/// <summary>From the routes of Istio's VirtualServices, as its Gateways ask them, to pods.</summary>
internal sealed class MeshWalks(ServiceWalks services)
{
    // A VirtualService for every host is shown under those of its Gateways, as far as they are few.
    private const int MostHosts = 8;

    // Pairs of a host and a route: each host has every route.
    private const int MostOfOne = 10_000;

    private readonly LinkGraph graph = services.Graph;
    private readonly Mesh mesh = services.Graph.Mesh;
    private readonly Dictionary<(IstioGatewayView Gateway, string? Namespace, string Host, bool IsForRequests), MeshServers> atGateway = [];

    /// <summary>The VirtualServices that some Gateway asks.</summary>
    public IEnumerable<VirtualServiceView> FromGateways =>
        mesh.VirtualServices.Where(service => !service.HostNodes.IsEmpty && service.Gateways.Any(gateway => !gateway.IsMesh));

    /// <summary>
    /// Every host and match of every VirtualService that a Gateway asks, in order, then its routes for TLS and for connections; of one
    /// VirtualService no more than ten thousand.
    /// </summary>
    public IEnumerable<Walk> All() => OfRequests().Concat(OfConnections());

    private IEnumerable<Walk> OfRequests() =>
        from service in FromGateways
        let ways = mesh.WaysThrough(service).Take(MostOfOne).ToList()
        from asked in Asked(service, MostOfOne / Math.Max(1, ways.Count))
        from way in ways
        select Of(service, asked.Host, asked.Servers, way, WalkAsk.None);

    private IEnumerable<Walk> OfConnections() =>
        from service in FromGateways
        from walk in service.Routes.Where(route => !route.IsHttp).SelectMany(Connections).Take(MostOfOne)
        select walk;

    // Of TLS each name that a client may ask for; TLS that ends at the Gateway is a connection like any other (buildGatewayNetworkFilters
    // in istio/istio, pilot/pkg/networking/core/gateway.go). Whoever is meant for sidecars alone is no way in.
    private IEnumerable<Walk> Connections(MeshRoute route)
    {
        var matches = route.Matches.IsEmpty
            ? [(MeshMatch?)null]
            : route.Matches.Where(match => !match.IsForSidecars).Select(match => (MeshMatch?)match);
        foreach (var match in matches)
        {
            var names = match?.Node.FindTexts("sniHosts").Select(node => (Node?)node).ToList() ?? [];
            foreach (var name in names.Count == 0 ? [null] : names)
                yield return Of(route, match, name);
        }
    }

    private Walk Of(MeshRoute route, MeshMatch? match, Node? name)
    {
        var service = route.From;
        var hosts = name is { } asked ? [asked.Value] : service.HostNodes.Take(MostHosts).Select(node => Complete(service, node));
        var servers = MeshServers.Of(hosts.SelectMany(host => GatewaysOf(service)
            .SelectMany(gateway => ServersOf(gateway, service, host, isForRequests: false).All)).Distinct()
            .Where(server => (match is null || IsFor(match, server)) && server.HandsTlsOn == name is not null));
        var title = Wording.Of(service.Resource, WalkText.Full);
        var at = (name ?? match?.Node ?? route.Node).Head;
        var port = match?.Port is { } number ? string.Create(CultureInfo.InvariantCulture, $" at port {number}") : "";
        var entry = new EntryPoint(EntryKind.Route,
            name is { } sni ? $"{sni.Value}{port} (TLS)" : $"connections of VirtualService {WalkText.Of(service.Resource)}{port}",
            service.Resource, at);
        var gateway = Gateway(service, name?.Value ?? "*", servers, "connections");
        return name is { } own
            ? new Walk(entry,
                [
                    gateway,
                    new WalkHop(HopKind.Host, WalkMark.Ok, own.Value, title, own.Span,
                        title) { Suspects = [services.Whole(service.Resource)] },
                    .. Behind(route, servers)
                ])
            : new Walk(entry,
                [gateway with { Suspects = [.. gateway.Suspects, services.Whole(service.Resource)] }, .. Behind(route, servers)]);
    }

    // Where sidecars ask it too, a host that only they serve is no way in.
    private List<(MeshServed Host, MeshServers Servers)> Asked(VirtualServiceView service, int most)
    {
        var all = HostsOf(service).Take(most).Select(host => (Host: host, Servers: ServersFor(service, host.Text))).ToList();
        if (service.Gateways.Any(gateway => gateway.IsMesh) && OtherGateway(service) is null
            && all.Exists(asked => asked.Servers.First is not null))
        {
            all.RemoveAll(asked => asked.Servers.First is null);
        }

        return all;
    }

    /// <summary>The servers of the unit that ask the VirtualService for requests of the host.</summary>
    public MeshServers ServersFor(VirtualServiceView service, string host)
    {
        var found = GatewaysOf(service).Select(gateway => ServersOf(gateway, service, host, isForRequests: true))
            .Where(servers => !servers.All.IsEmpty)
            .ToList();
        return found is [var only] ? only : MeshServers.Of(found.SelectMany(servers => servers.All));
    }

    // VirtualServices for every host share what they find.
    private MeshServers ServersOf(IstioGatewayView gateway, VirtualServiceView service, string host, bool isForRequests)
    {
        var key = (gateway, service.Resource.Namespace, host, isForRequests);
        if (!atGateway.TryGetValue(key, out var servers))
        {
            atGateway[key] = servers = MeshServers.Of(gateway.HostsMeeting(host)
                .Where(served => isForRequests ? Opens(served, service) : HandsOn(served, service))
                .Select(served => served.Server)
                .Distinct());
        }

        return servers;
    }

    /// <summary>The Gateways of the unit that it names.</summary>
    public IEnumerable<IstioGatewayView> GatewaysOf(VirtualServiceView service) =>
        service.Gateways.Where(name => !name.IsMesh).SelectMany(name => name.Find(graph)).Distinct().Select(mesh.GatewayOf);

    /// <summary>A server takes requests of the host for VirtualServices of this one's namespace.</summary>
    public bool Opens(IstioServerHost served, VirtualServiceView service) =>
        served.Server.TakesRequests && served.IsFor(graph.Namespaces, service.Resource.Namespace);

    // Plain connections, and TLS.
    private bool HandsOn(IstioServerHost served, VirtualServiceView service) =>
        !served.Server.TakesRequests && served.IsFor(graph.Namespaces, service.Resource.Namespace);

    /// <summary>The first Gateway that it names and that the unit does not show; null where there is none.</summary>
    public MeshGatewayName? OtherGateway(VirtualServiceView service) =>
        service.Gateways.FirstOrDefault(name => !name.IsMesh && name.Find(graph).IsEmpty);

    /// <summary>
    /// The host as Istio reads it: one without a dot is a Service's name (ResolveVirtualServiceShortnames in istio/istio, pilot/pkg/model).
    /// </summary>
    public static string Complete(VirtualServiceView service, Node host) =>
        host.Value != "*" && DnsNames.IsLabel(host.Value) && service.Resource.Namespace is { } own
            ? MeshHost.WholeNameOf(host.Value, own)
            : host.Value;

    /// <summary>The way is for requests at this server.</summary>
    public bool IsFor(MeshWay way, IstioServer server) => way.Matches.All(match => IsFor(match, server));

    private bool IsFor(MeshMatch match, IstioServer server) =>
        (match.Port is not { } port || server.Port is null || server.Port == port)
        && (match.Gateways.IsEmpty || match.Gateways.Any(name => !name.IsMesh && name.Find(graph).Contains(server.Gateway.Resource)));

    /// <param name="service">The VirtualService.</param>
    /// <param name="host">The host that matches.</param>
    /// <param name="servers">The servers that ask it; the only one where a request is known to come in there.</param>
    /// <param name="way">The match that takes the request, and the route behind it.</param>
    /// <param name="ask">What is known of the request.</param>
    public Walk Of(VirtualServiceView service, MeshServed host, MeshServers servers, MeshWay way, WalkAsk ask)
    {
        var at = (way.Decisive?.At ?? host.Node).Head;
        var name = ask.Name.Length > 0 ? ask.Name : Wording.Of((host, way),
                static it => $"{it.host.Text}{(it.way.Path.StartsWith('/') ? "" : "/")}{it.way.Path}{Conditions(it.way)}");
        var title = Wording.Of(service.Resource, WalkText.Full);
        var asking = way.Matches.All(match => match.Port is null && match.Gateways.IsEmpty)
            ? servers
            : MeshServers.Of(servers.All.Where(server => IsFor(way, server)));
        return new Walk(
            new EntryPoint(EntryKind.Route, name, service.Resource, at),
            [
                Gateway(service, host.Text, asking, "requests"),
                new WalkHop(HopKind.Host, WalkMark.Ok, host.Text == "*" ? "any host" : host.Text,
                    ask.Host.Length > 0 ? $"{title}; {ask.Host}" : title, host.Node.Span,
                    title) { Suspects = [services.Whole(service.Resource)] },
                Path(way, ask),
                .. asking.First is not { RedirectsToHttps: true } redirecting ? Behind(way.End, asking)
                    : [new WalkHop(HopKind.Backend, WalkMark.Unknown, "a redirect to https", "the Gateway answers by itself",
                        redirecting.At.Head)],
            ]);
    }

    private static WalkHop Path(MeshWay way, WalkAsk ask) =>
        new(HopKind.Path, way.IsPreceded ? WalkMark.Warn : WalkMark.Ok, Wording.Of(way, Describe),
            way.IsPreceded ? "a route before it takes every request" : ask.Path, (way.Decisive?.At ?? way.End.Node).Head)
        {
            Suspects = [.. way.Matches.Select(match => WalkSuspects.At(match, static match => [match.Node.Span]))],
        };

    private static string Describe(MeshWay way) =>
        way.Decisive is null ? "everything" : $"{way.Decisive.Uri?.ToString() ?? "/"}{Conditions(way)}";

    // " (GET; header x-user: kim)".
    private static string Conditions(MeshWay way) =>
        string.Join("; ", way.Conditions) is { Length: > 0 } conditions ? $" ({conditions})" : "";

    private ImmutableArray<MeshServed> HostsOf(VirtualServiceView service) =>
        [.. service.HostNodes.SelectMany(node => node.Value == "*"
            ? Everywhere(service, node)
            : [new MeshServed(Complete(service, node), node)])];

    private IEnumerable<MeshServed> Everywhere(VirtualServiceView service, Node node)
    {
        var hosts = GatewaysOf(service).SelectMany(gateway => gateway.Hosts)
            .Where(served => Opens(served, service))
            .Select(served => served.Host)
            .Distinct(StringComparer.OrdinalIgnoreCase).Take(MostHosts + 1).ToList();
        return hosts.Count is 0 or > MostHosts || OtherGateway(service) is not null
            ? [new MeshServed("*", node)]
            : hosts.Select(host => new MeshServed(host, node));
    }

    private WalkHop Gateway(VirtualServiceView service, string host, MeshServers servers, string what)
    {
        var named = service.Gateways.Where(name => !name.IsMesh).ToList();
        var places = new WalkSuspects([.. named.Select(name => name.Node.Span)]);
        if (servers.First is { } server)
        {
            var gateway = server.Gateway.Resource;
            return new WalkHop(HopKind.Gateway, WalkMark.Ok, Wording.Of(gateway, WalkText.Of), Wording.Of(servers, Describe),
                server.At.Head, Wording.Of(gateway, static gateway => $"Gateway {WalkText.Of(gateway)}"))
            {
                Suspects = [services.Whole(gateway), places],
            };
        }

        if (OtherGateway(service) is { } other)
        {
            var how = graph.Externals.WhereIs(Kinds.IstioGateway, other.Namespace, other.Name)
                ?? "this Gateway is not among these manifests";
            return new WalkHop(HopKind.Gateway, WalkMark.Skipped, other.Node.Value, how, other.Node.Span) { Suspects = [places] };
        }

        var first = named[0];
        return GatewaysOf(service).Any(gateway => !gateway.IsRead)
            ? new WalkHop(HopKind.Gateway, WalkMark.Skipped, first.Node.Value, "not all of its hosts can be read",
                first.Node.Span) { Suspects = [places] }
            : new WalkHop(HopKind.Gateway, WalkMark.Broken, first.Node.Value,
                $"no server takes {what} of {(host == "*" ? "any host" : host)} for it", first.Node.Span)
            {
                Suspects = [new WalkSuspects([.. places.Areas, .. service.HostNodes.Select(node => node.Span)], "route-not-allowed")],
                Otherwise = WalkMark.Warn,
                Warned = WalkMark.Broken,
            };
    }

    private static string Describe(MeshServers servers)
    {
        var first = servers.First!;
        var name = first.NameNode is { } named ? $" {named.Value}" : "";
        return $"server{name} ({(first.Protocol.Length > 0 ? first.Protocol : "HTTP")} at {first.PortNode?.Value}){(servers.All.Length > 1 ? $" and {WalkText.Of(servers.All.Length - 1)} more" : "")} takes the host";
    }

    private ImmutableArray<WalkHop> Behind(MeshRoute route, MeshServers servers)
    {
        if (route.AnswerNode is { } answer)
        {
            return [new WalkHop(HopKind.Backend, WalkMark.Unknown, route.Node.Find("redirect") is null ? "a direct response" : "a redirect",
                "the Gateway answers by itself", answer.Head)];
        }

        if (route.DelegateNode is { } other)
            return [Delegate(route, other)];

        var taking = route.Destinations.Where(destination => !destination.IsMirror && !destination.HasNoWeight).ToList();
        if (taking.Count == 0)
        {
            return [new WalkHop(HopKind.Backend, WalkMark.Unknown, "none",
                route.Destinations.Any(destination => !destination.IsMirror)
                    ? "no destination has a weight"
                    : "the route names no destination that can be read",
                route.Node.Head)];
        }

        if (taking.Count == 1)
            return Of(taking[0], servers, "");
        var sum = taking.Sum(destination => (long?)destination.Weight);
        return
        [
            .. taking.SelectMany((destination, i) => Of(destination, servers,
                string.Create(CultureInfo.InvariantCulture, $"destination {i + 1} of {taking.Count}, weight {destination.Weight} of {sum}"))
                .Select(hop => hop with { Branch = i + 1 })),
        ];
    }

    private WalkHop Delegate(MeshRoute route, Node other)
    {
        var (name, @namespace) = (other.FindText("name"), other.FindText("namespace")?.Value ?? route.From.Resource.Namespace);
        var what = $"VirtualService {(@namespace is null ? "" : @namespace + "/")}{name?.Value}";
        var isThere = name is { } given && !graph.Find(Kinds.VirtualService, @namespace, given.Value).IsEmpty;
        return new WalkHop(HopKind.Backend, WalkMark.Broken, $"{what} → none",
            isThere
                ? "it has hosts or a delegate of its own, so that nobody can hand over to it"
                : "no such VirtualService is among these manifests",
            (name ?? other).Head)
        {
            Suspects = [new WalkSuspects([other.Span])],
        };
    }

    private ImmutableArray<WalkHop> Of(MeshDestination destination, MeshServers servers, string which)
    {
        var host = destination.Host;
        var views = mesh.ServicesOf(host);
        if (views.IsEmpty)
            return [Missing(destination, which)];

        var subset = SubsetOf(destination);
        var how = string.Join("; ",
            new[] { "host " + host.Text, subset.Name.Length > 0 ? "subset " + subset.Name : "", which }.Where(part => part.Length > 0));
        var own = new WalkSuspects([destination.Node.Span]);
        if (views[0].IsExternalName)
            return [services.Found(views[0], how, own), ServiceWalks.Elsewhere(views[0])!];
        if (subset.Missing is { } gone)
            return [services.Found(views[0], how), gone];
        if (destination.PortNode is null)
            return [services.Found(views[0], how), .. WithoutPort(destination, views, servers, subset.Labels)];
        if (destination.Port is not { } asked)
        {
            return [services.Found(views[0], how),
                new WalkHop(HopKind.Port, WalkMark.Broken, "none", "the destination gives no port that can be read",
                    destination.Node.Head) { Suspects = [own] }];
        }

        return AskedPort.Find(views, asked) is { } port
            ? [services.Found(port.Service, how, own), .. services.Port(port, asked.ToString(), WalkSource.Outside, subset.Labels)]
            : [services.Found(views[0], how),
                .. IngressWalks.NoPort(services, views[0], asked, "TCP",
                    new WalkSuspects([destination.Node.Span], "route-port-not-found"))];
    }

    // An only port is meant; of several that at which the Gateway was asked (GetDestinationCluster in istio/istio, route.go).
    private ImmutableArray<WalkHop> WithoutPort(
        MeshDestination destination, ImmutableArray<ServiceView> views, MeshServers servers, LabelSelector? labels)
    {
        var service = views[0];
        if (service.Ports is [var only])
            return services.Port(only, null, WalkSource.Outside, labels);
        if (servers.All.IsEmpty)
        {
            return [new WalkHop(HopKind.Port, WalkMark.Unknown, "none",
                "the destination gives no port, and Istio takes that of the Gateway, which is not known", destination.Host.Node.Span)];
        }

        var asked = service.Ports.FirstOrDefault(port => port.Port is { } number && servers.Ports.Contains(number));
        return asked is not null
            ? services.Port(asked, null, WalkSource.Outside, labels)
            :
            [
                new WalkHop(HopKind.Port, WalkMark.Broken, "none",
                    $"the destination gives no port, and that of the Gateway is none of {service.PortList}", destination.Host.Node.Span)
                {
                    Suspects = [new WalkSuspects([destination.Node.Span], "route-port-not-found")],
                },
            ];
    }

    // The labels that narrow the Service's pods; what is missing where nothing defines the subset.
    private (string Name, LabelSelector? Labels, WalkHop? Missing) SubsetOf(MeshDestination destination)
    {
        if (destination.SubsetNode is not { } node)
            return ("", null, null);

        var (certain, possible) = mesh.RulesFor(destination.Host);
        if (certain.SelectMany(rule => rule.Subsets).FirstOrDefault(subset => subset.Name == node.Value) is { } found)
            return (node.Value, found.Labels, null);
        if (possible.SelectMany(rule => rule.Subsets).Any(subset => subset.Name == node.Value))
            return (node.Value, null, null);

        var gone = certain.IsEmpty && !mesh.LacksRule(destination.Host)
            ? new WalkHop(HopKind.Backend, WalkMark.Unknown, $"subset {node.Value}",
                "no DestinationRule of the host is among these manifests",
                node.Span) { Suspects = [new WalkSuspects([node.Span], "subset-not-found")], Warned = WalkMark.Broken }
            : new WalkHop(HopKind.Backend, WalkMark.Broken, $"subset {node.Value} → none",
                certain.IsEmpty ? "no DestinationRule among these manifests is for the host" : "no DestinationRule of the host defines it",
                node.Span) { Suspects = [new WalkSuspects([node.Span], "subset-not-found")], Warned = WalkMark.Broken };
        return (node.Value, null, gone);
    }

    private WalkHop Missing(MeshDestination destination, string which)
    {
        var (host, more) = (destination.Host, which.Length == 0 ? "" : "; " + which);
        if (mesh.IsEntry(host))
            return new WalkHop(HopKind.Backend, WalkMark.Unknown, host.Text, $"a ServiceEntry has this host{more}", host.Node.Span);
        if (host.Form == MeshHostForm.Other)
        {
            return new WalkHop(HopKind.Backend, WalkMark.Unknown, host.Text, $"a host that is no Service of the unit{more}",
                host.Node.Span);
        }

        var found = graph.Find(Kinds.Service, host.Namespace, host.Service);
        var suspects = new WalkSuspects([host.Node.Span], "route-service-not-found");
        var hop = IngressWalks.ServiceMissing(graph, host.Form == MeshHostForm.Cut ? Lookup.Nothing : found, host.Namespace, host.Service,
            host.Node.Span, suspects);
        return hop with
        {
            How = hop.How + (host.Form == MeshHostForm.Cut ? $": Istio takes {host.Text} as it stands" : "") + more,
            Warned = WalkMark.Broken
        };
    }
}
