using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>An HTTPRoute, GRPCRoute, TLSRoute, TCPRoute or UDPRoute of any version.</summary>
public sealed class RouteView
{
    internal static readonly ImmutableArray<GroupKind> AllKinds =
        [Kinds.HttpRoute, Kinds.GrpcRoute, Kinds.TlsRoute, Kinds.TcpRoute, Kinds.UdpRoute];

    private static readonly HashSet<GroupKind> KindsWithHosts = [Kinds.HttpRoute, Kinds.GrpcRoute, Kinds.TlsRoute];

    internal RouteView(Resource resource)
    {
        Resource = resource;
        var spec = resource.Find(Resource.Paths.Spec);
        HostnameNodes = HasHosts ? [.. spec?.FindTexts("hostnames") ?? []] : [];
        Parents = [.. (spec?.FindMappings("parentRefs") ?? []).Select(node => new RouteParent(this, node))];
        Rules = [.. (spec?.FindMappings("rules") ?? []).Select(node => new RouteRule(this, node))];
    }

    public Resource Resource { get; }

    public GroupKind Kind => Resource.Kind;

    public string? Namespace => Resource.Namespace;

    /// <summary>HTTP, gRPC and TLS name hosts; plain connections and datagrams do not.</summary>
    public bool HasHosts => KindsWithHosts.Contains(Kind);

    /// <summary>Requests with answers of their own: HTTP and gRPC.</summary>
    public bool HasRequests => Kind == Kinds.HttpRoute || Kind == Kinds.GrpcRoute;

    /// <summary>The transport that its backends must speak.</summary>
    public string Protocol => Kind == Kinds.UdpRoute ? "UDP" : "TCP";

    /// <summary>Empty for every host.</summary>
    public ImmutableArray<Node> HostnameNodes { get; }

    public ImmutableArray<RouteParent> Parents { get; }

    public ImmutableArray<RouteRule> Rules { get; }

    /// <summary>
    /// A mesh's route: it attaches to a Service of the namespace, and may send to its neighbours (GEP-1294, consumer routes).
    /// </summary>
    public bool IsForServicesOf(string? @namespace) =>
        Parents.Any(parent => parent.Reference.Kind == Kinds.Service && parent.Reference.Namespace == @namespace);

    /// <summary>"reviews:9080", the Service whose callers a mesh's route is for; null for one of Gateways (GEP-1226).</summary>
    public string? CalledService
    {
        get
        {
            if (Parents.IsEmpty || Parents.Any(parent => parent.Reference.Kind != Kinds.Service))
                return null;

            var (reference, port) = (Parents[0].Reference, Parents[0].Port);
            return reference.Name + (reference.NamespaceNode is null ? "" : "." + reference.Namespace)
                + (port is null ? "" : string.Create(CultureInfo.InvariantCulture, $":{port}"));
        }
    }

    /// <summary>Wherever it sends traffic, copies included.</summary>
    public IEnumerable<RouteBackend> Backends => Rules.SelectMany(rule => rule.Backends.Concat(rule.Mirrors));

    public override string ToString() => Resource.ToString();
}

/// <summary>What a route attaches to: mostly a Gateway, or one listener of it.</summary>
public sealed class RouteParent
{
    internal RouteParent(RouteView route, Node node)
    {
        Route = route;
        Node = node;
        Reference = new GatewayReference(route.Resource, node, Kinds.Gateway);
        SectionNode = node.FindText("sectionName");
        PortNode = node.Find("port") is { IsNull: false } port ? port : null;
        Port = IntOrString.Integer(PortNode);
    }

    public RouteView Route { get; }

    public Node Node { get; }

    public GatewayReference Reference { get; }

    /// <summary>The listener's name; null for all listeners.</summary>
    public Node? SectionNode { get; }

    public Node? PortNode { get; }

    /// <summary>The listener's port; null for all ports.</summary>
    public int? Port { get; }

    /// <summary>Not a Service (a mesh) nor a ListenerSet.</summary>
    public bool IsGateway => Reference.Kind == Kinds.Gateway;

    public bool Selects(GatewayListener listener) =>
        (SectionNode is not { } section || listener.Name == section.Value) && (Port is not { } port || listener.Port == port);
}

/// <summary>A rule of a route: which traffic, and where it goes.</summary>
public sealed class RouteRule
{
    internal RouteRule(RouteView route, Node node)
    {
        Route = route;
        Node = node;
        Matches = [.. node.FindMappings("matches").Select(match => new RouteMatch(route, match))];
        Filters = [.. node.FindMappings("filters")];
        Backends = [.. node.FindMappings("backendRefs").Select(backend => new RouteBackend(this, backend, isMirror: false))];
        Mirrors =
        [
            .. Filters.Concat(Backends.SelectMany(backend => backend.Node.FindMappings("filters")))
                .Select(filter => filter.Find("requestMirror")?.Find("backendRef"))
                .Where(backend => backend is { IsMapping: true })
                .Select(backend => new RouteBackend(this, backend!.Value, isMirror: true)),
        ];
    }

    public RouteView Route { get; }

    public Node Node { get; }

    /// <summary>Any of them is enough; empty for all traffic.</summary>
    public ImmutableArray<RouteMatch> Matches { get; }

    public ImmutableArray<Node> Filters { get; }

    public ImmutableArray<RouteBackend> Backends { get; }

    /// <summary>Where copies of the requests go, by filters of the rule and of its backends.</summary>
    public ImmutableArray<RouteBackend> Mirrors { get; }

    /// <summary>"'shop.example.com/cart' and 2 more routes"; "everything" for routes that know no requests.</summary>
    public MessageText Sent
    {
        get
        {
            if (!Route.HasHosts)
                return MessageText.Plain("everything");

            var more = (Math.Max(1, Route.HostnameNodes.Length) * Math.Max(1, Matches.Length)) - 1;
            var first = MessageText.Of($"'{Describe(Route.HostnameNodes.FirstOrDefault(), Matches.FirstOrDefault())}'");
            return more == 0
                ? first
                : MessageText.Of($"{first}{MessageText.Plain($" and {more} more {(more == 1 ? "route" : "routes")}")}");
        }
    }

    /// <summary>Host and match, as the first hops of a way through.</summary>
    public ImmutableArray<Hop> Hops()
    {
        if (!Route.HasHosts)
            return [new Hop(Route.Resource.NameNode.Span, Route.Resource.ToString())];

        var host = Route.HostnameNodes.IsEmpty
            ? new Hop(Route.Resource.NameNode.Span, Route.CalledService is { } called ? $"Service {called}" : "any host")
            : new Hop(Route.HostnameNodes[0].Span, $"host {Route.HostnameNodes[0].Value}");
        if (!Route.HasRequests)
            return [host];

        var match = Matches.FirstOrDefault();
        var what = Route.Kind == Kinds.GrpcRoute ? "method" : "path";
        var at = match is { At: { IsScalar: true } scalar } ? scalar : Route.Resource.NameNode;
        return [host, new Hop(at.Span, match is null ? $"every {what}" : match.IsEveryMethod ? match.ToString() : $"{what} {match}")];
    }

    // "shop.example.com/cart", "reviews:9080/v2" in a mesh; "*" stands for every host.
    private string Describe(Node host, RouteMatch? match)
    {
        var name = host.Tree is null ? Route.CalledService ?? "*" : host.Value;
        if (Route.Kind == Kinds.GrpcRoute && match is null or { IsEveryMethod: true })
            return (match?.ToString() ?? RouteMatch.EveryMethod) + (host.Tree is null ? "" : " of " + name);

        return !Route.HasRequests ? name : name + (match?.ToString() ?? "/");
    }
}

/// <summary>A condition on a header or query parameter.</summary>
public readonly record struct RouteCondition(string Name, string Type, string Value)
{
    internal static ImmutableArray<RouteCondition> Read(Node match, string key, bool ignoresCase) =>
    [
        .. match.FindMappings(key).Select(node => new RouteCondition(
            ignoresCase ? (node.FindText("name")?.Value ?? "").ToLowerInvariant() : node.FindText("name")?.Value ?? "",
            node.FindText("type")?.Value ?? RouteMatch.Exact,
            node.Find("value")?.Value ?? "")),
    ];
}

/// <summary>What a request must be for a rule to take it; all of it must hold.</summary>
public sealed class RouteMatch
{
    internal const string Exact = "Exact";
    internal const string EveryMethod = "every method";

    internal RouteMatch(RouteView route, Node node)
    {
        Route = route;
        Node = node;
        var path = node.Find("path");
        PathNode = path?.FindText("value");
        PathType = path?.FindText("type")?.Value ?? "PathPrefix";
        MethodNode = node.Find("method");
        Headers = RouteCondition.Read(node, "headers", ignoresCase: true);
        QueryParams = RouteCondition.Read(node, "queryParams", ignoresCase: false);
    }

    public RouteView Route { get; }

    public Node Node { get; }

    public Node? PathNode { get; }

    /// <summary>PathPrefix, Exact or RegularExpression.</summary>
    public string PathType { get; }

    public string Path => PathNode?.Value ?? "/";

    /// <summary>The HTTP method, or the mapping of gRPC's service and method; null for any.</summary>
    public Node? MethodNode { get; }

    /// <summary>Names in lower case.</summary>
    public ImmutableArray<RouteCondition> Headers { get; }

    public ImmutableArray<RouteCondition> QueryParams { get; }

    /// <summary>The scalar to point at: the path, else the method, else the entry.</summary>
    public Node At =>
        PathNode ?? (MethodNode is { IsMapping: true } method
            ? method.FindText("method") ?? method.FindText("service") ?? Node
            : MethodNode ?? Node);

    /// <summary>Equal for matches that take the same requests, as far as their texts tell.</summary>
    public string Key =>
        $"{(Route.Kind == Kinds.GrpcRoute ? GrpcKey : $"{PathKey} {MethodNode?.Value}")} {Join(Headers)} {Join(QueryParams)}";

    /// <summary>The key of a rule without matches, which takes everything.</summary>
    public static string KeyOfAll(RouteView route) => $"{(route.Kind == Kinds.GrpcRoute ? "Exact  " : "PathPrefix / ")}  ";

    /// <summary>A GRPCRoute's match that names no method: what it asks of is a header, if anything.</summary>
    public bool IsEveryMethod =>
        Route.Kind == Kinds.GrpcRoute && MethodNode?.FindText("service") is null && MethodNode?.FindText("method") is null;

    /// <summary>"/cart", "/shop.Cart/Add", "every method with header version".</summary>
    public override string ToString() => IsEveryMethod
        ? EveryMethod + (Headers.IsEmpty ? "" : $" with header {string.Join(" and ", Headers.Select(header => header.Name))}")
        : Route.Kind == Kinds.GrpcRoute
        ? $"/{MethodNode?.FindText("service")?.Value ?? "*"}/{MethodNode?.FindText("method")?.Value ?? "*"}"
        : (Path.StartsWith('/') ? "" : "/") + Path;

    // A prefix counts by its elements: "/cart" and "/cart/" are one.
    private string PathKey => PathType == "PathPrefix" && Path.Length > 1 ? $"{PathType} {Path.TrimEnd('/')}" : $"{PathType} {Path}";

    private string GrpcKey =>
        $"{MethodNode?.FindText("type")?.Value ?? Exact} {MethodNode?.FindText("service")?.Value} {MethodNode?.FindText("method")?.Value}";

    private static string Join(ImmutableArray<RouteCondition> conditions) =>
        string.Join('&',
            conditions.Select(condition => $"{condition.Name} {condition.Type} {condition.Value}").Order(StringComparer.Ordinal));
}

/// <summary>Where a rule sends traffic, or a copy of it.</summary>
public sealed class RouteBackend
{
    internal RouteBackend(RouteRule rule, Node node, bool isMirror)
    {
        Rule = rule;
        Node = node;
        IsMirror = isMirror;
        Reference = new GatewayReference(rule.Route.Resource, node, Kinds.Service);
        PortNode = node.Find("port") is { IsNull: false } port ? port : null;
        Port = IntOrString.Integer(PortNode) is { } number ? new IntOrString(PortNode!.Value, number, null) : null;
        WeightNode = node.Find("weight") is { IsNull: false } weight ? weight : null;
    }

    public RouteRule Rule { get; }

    public RouteView Route => Rule.Route;

    public Node Node { get; }

    public bool IsMirror { get; }

    public GatewayReference Reference { get; }

    /// <summary>Null for a backend of another kind, such as a ServiceImport, and where no name is given.</summary>
    public string? ServiceName => Reference.Kind == Kinds.Service && Reference.NameNode is { } name ? name.Value : null;

    public Node? PortNode { get; }

    /// <summary>The Service's port by number; null where none can be read.</summary>
    public IntOrString? Port { get; }

    public Node? WeightNode { get; }

    /// <summary>1 where none is given; null where it is no integer.</summary>
    public int? Weight => WeightNode is null ? 1 : IntOrString.Integer(WeightNode);

    /// <summary>"sends 'shop.example.com/cart' to", "mirrors … to".</summary>
    public MessageText Sends => IsMirror ? MessageText.Of($"mirrors {Rule.Sent}") : MessageText.Of($"sends {Rule.Sent}");

    /// <summary>
    /// A defect of this backend: a warning at most where its weight is 0, for then no request meets it. The reference is
    /// checked all the same.
    /// </summary>
    public Finding Weigh(Finding finding) => IsMirror || Weight != 0 || finding.Severity < Severity.Warning ? finding : finding with
    {
        Severity = Severity.Warning,
        Effect = "with weight 0 it gets no traffic now; it fails as soon as it is given some, and the route reports ResolvedRefs: False already",
    };

    /// <summary>The Services that it certainly names; several where definitions repeat.</summary>
    public ImmutableArray<ServiceView> Services(LinkGraph graph) =>
        ServiceName is { } name ? graph.ServicesOf(graph.Find(Kinds.Service, Reference.Namespace, name).Certain) : [];

    /// <summary>"web:80", "ServiceImport store:8080".</summary>
    public override string ToString() =>
        (Reference.Kind == Kinds.Service ? "" : Reference.Kind.Kind + " ") + Reference.Name
        + (PortNode is { IsScalar: true } port ? ":" + port.Value : "");
}
