using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A VirtualService of Istio, of any version (networking/v1alpha3/virtual_service.proto in istio/api).</summary>
public sealed class VirtualServiceView
{
    private static readonly string[] Sorts = ["http", "tls", "tcp"];

    private readonly Lazy<ILookup<string, MeshRoute>> routesByName;
    private readonly ImmutableArray<MeshRouteList> lists;

    internal VirtualServiceView(Resource resource)
    {
        Resource = resource;
        var spec = resource.Find(Resource.Paths.Spec);
        HostNodes = [.. spec?.FindTexts("hosts") ?? []];
        Gateways = [.. (spec?.FindTexts("gateways") ?? []).Select(node => new MeshGatewayName(this, node))];
        lists = [.. Sorts.Select(key =>
            new MeshRouteList([.. (spec?.FindMappings(key) ?? []).Select(node => new MeshRoute(this, node, key))]))];
        Routes = [.. lists.SelectMany(list => list.All)];
        routesByName = new(() => lists[0].All.ToLookup(route => route.Node.FindText("name")?.Value ?? "", StringComparer.Ordinal));
    }

    public Resource Resource { get; }

    /// <summary>Empty for one that others delegate to.</summary>
    public ImmutableArray<Node> HostNodes { get; }

    /// <summary>Empty for the sidecars of the mesh alone.</summary>
    public ImmutableArray<MeshGatewayName> Gateways { get; }

    /// <summary>It is for sidecars: it names no gateway, or "mesh" among others.</summary>
    public bool IsForSidecars => Gateways.IsEmpty || Gateways.Any(gateway => gateway.IsMesh);

    /// <summary>Those of HTTP, of TLS, of TCP, in order.</summary>
    public ImmutableArray<MeshRoute> Routes { get; }

    /// <summary>How many of them are of HTTP.</summary>
    public int HttpRoutes => lists[0].All.Length;

    /// <summary>Those of HTTP by their names; empty for none.</summary>
    internal ILookup<string, MeshRoute> RoutesByName => routesByName.Value;

    /// <summary>Those of http, tls or tcp.</summary>
    internal MeshRouteList RoutesOf(string sort) => lists[Array.IndexOf(Sorts, sort)];

    /// <summary>Wherever it sends traffic, copies included.</summary>
    public IEnumerable<MeshDestination> Destinations => Routes.SelectMany(route => route.Destinations);

    public override string ToString() => Resource.ToString();
}

/// <summary>
/// A gateway that a VirtualService names: NAME, NAMESPACE/NAME, ./NAME, "mesh", or in the old way NAME.NAMESPACE and what may follow
/// (resolveGatewayName in istio/istio, pkg/config/model.go).
/// </summary>
public sealed class MeshGatewayName
{
    internal MeshGatewayName(VirtualServiceView from, Node node)
    {
        (From, Node) = (from, node);
        var slash = node.Value.IndexOf('/', StringComparison.Ordinal);
        var labels = node.Value.Split('.');
        var (@namespace, name) = slash >= 0 ? (node.Value[..slash], node.Value[(slash + 1)..])
            : labels.Length > 1 ? (labels[1], labels[0])
            : (".", node.Value);
        HasNamespace = @namespace != ".";
        Namespace = HasNamespace ? @namespace : from.Resource.Namespace;
        Name = name;
    }

    public VirtualServiceView From { get; }

    public Node Node { get; }

    /// <summary>The sidecars, not a Gateway.</summary>
    public bool IsMesh => Node.Value == "mesh";

    /// <summary>It names the namespace itself.</summary>
    public bool HasNamespace { get; }

    /// <summary>As given, else that of the VirtualService.</summary>
    public string? Namespace { get; }

    public string Name { get; }

    /// <summary>The Gateways that it certainly names; several where definitions repeat.</summary>
    internal ImmutableArray<Resource> Find(LinkGraph graph) => graph.Find(Kinds.IstioGateway, Namespace, Name).Certain;
}

/// <summary>A route of a VirtualService: some traffic, and where it goes.</summary>
public sealed class MeshRoute
{
    internal MeshRoute(VirtualServiceView from, Node node, string sort)
    {
        (From, Node, Sort) = (from, node, sort);
        Matches = [.. node.FindMappings("match").Select(match => new MeshMatch(from, match))];
        Gateways = [.. Matches.SelectMany(match => match.Gateways)];
        DelegateNode = IsHttp && node.Find("delegate") is { IsMapping: true } other ? other : null;
        var entries = node.FindMappings("route").ToList();
        var weighted = entries.Select(entry => MeshDestination.Read(this, entry.Find("destination"), isMirror: false,
            isIdle: entries.Count > 1 && IsZero(entry.Find("weight")), IntOrString.Integer(entry.Find("weight"))));
        var mirrors = node.FindMappings("mirrors").Select(entry => entry.Find("destination")).Prepend(node.Find("mirror"))
            .Select(mirror => MeshDestination.Read(this, mirror, isMirror: true, isIdle: false));
        Destinations = [.. weighted.Concat(IsHttp ? mirrors : []).OfType<MeshDestination>()];
    }

    public VirtualServiceView From { get; }

    public Node Node { get; }

    /// <summary>The list that it stands in: http, tls or tcp.</summary>
    public string Sort { get; }

    public bool IsHttp => Sort == "http";

    /// <summary>Any of them is enough; empty for all traffic.</summary>
    public ImmutableArray<MeshMatch> Matches { get; }

    /// <summary>Those that its matches name.</summary>
    public ImmutableArray<MeshGatewayName> Gateways { get; }

    /// <summary>The mapping that names another VirtualService for these requests; null where there is none.</summary>
    public Node? DelegateNode { get; }

    /// <summary>The mapping by which the proxy answers by itself, a redirect or a response; null where it does not.</summary>
    public Node? AnswerNode => IsHttp ? Node.Find("redirect") ?? Node.Find("directResponse") : null;

    /// <summary>Where traffic goes, then where copies of it go.</summary>
    public ImmutableArray<MeshDestination> Destinations { get; }

    private static bool IsZero(Node? weight) => weight is null or { IsNull: true } || IntOrString.Integer(weight) == 0;

    /// <summary>"shop.example.com/cart", "*.example.com"; of several hosts and matches the first.</summary>
    public string First
    {
        get
        {
            var host = From.HostNodes.Select(node => node.Value).FirstOrDefault() ?? "*";
            var uri = IsHttp ? Matches.Select(match => match.Uri).FirstOrDefault() : null;
            return !IsHttp ? host : uri is { Value.Length: > 0 } ? host + (uri.Value.StartsWith('/') ? "" : "/") + uri.Value : host + "/";
        }
    }
}

/// <summary>Where a route of a VirtualService sends traffic, or a copy of it.</summary>
public sealed class MeshDestination
{
    private MeshDestination(MeshRoute route, MeshHost host, bool isMirror, bool isIdle, int? weight)
    {
        (Route, Host, IsMirror, HasNoWeight, Weight) = (route, host, isMirror, isIdle, weight);
        SubsetNode = Node.FindText("subset");
        PortNode = Node.Find("port")?.Find("number") is { IsNull: false } port ? port : null;
        Port = IntOrString.Integer(PortNode) is { } number ? new IntOrString(PortNode!.Value, number, null) : null;
    }

    public MeshRoute Route { get; }

    public VirtualServiceView From => Route.From;

    public Node Node => Host.Owner;

    public MeshHost Host { get; }

    public bool IsMirror { get; }

    /// <summary>
    /// Others stand beside it, and its weight is 0 or absent: no traffic goes there. An only destination takes all, whatever its
    /// weight (HTTPRouteDestination in istio/api).
    /// </summary>
    public bool HasNoWeight { get; }

    /// <summary>Null where none can be read.</summary>
    public int? Weight { get; }

    public Node? SubsetNode { get; }

    public Node? PortNode { get; }

    /// <summary>The Service's port by number; null where none can be read.</summary>
    public IntOrString? Port { get; }

    /// <summary>"sends 'shop.example.com/cart'", "mirrors 'shop.example.com/cart'".</summary>
    public MessageText Sends => MessageText.Of($"{MessageText.Plain(IsMirror ? "mirrors" : "sends")} '{Route.First}'");

    /// <summary>What a host, port or subset that is not there leads to.</summary>
    public string Effect => IsMirror ? "the copies go nowhere"
        : HasNoWeight ? "with a weight of 0, or none beside the others, it gets no traffic now; it fails as soon as it is given some"
        : Route.IsHttp ? "the proxies have no such cluster, so this destination's share of the requests is answered 503"
        : "the proxies have no such cluster, so connections to it are closed";

    internal static MeshDestination? Read(MeshRoute route, Node? node, bool isMirror, bool isIdle, int? weight = null) =>
        MeshHost.Read(route.From.Resource, node) is { } host ? new MeshDestination(route, host, isMirror, isIdle, weight) : null;
}
