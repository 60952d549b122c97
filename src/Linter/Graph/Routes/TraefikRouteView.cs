using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>An IngressRoute of Traefik, for requests, connections or datagrams (pkg/provider/kubernetes/crd in traefik/traefik).</summary>
public sealed class TraefikRouteView
{
    internal static readonly ImmutableArray<GroupKind> OfRequests =
        [new("traefik.io", "IngressRoute"), new("traefik.containo.us", "IngressRoute")];

    internal static readonly ImmutableArray<GroupKind> AllKinds =
    [
        .. OfRequests,
        new("traefik.io", "IngressRouteTCP"), new("traefik.io", "IngressRouteUDP"),
        new("traefik.containo.us", "IngressRouteTCP"), new("traefik.containo.us", "IngressRouteUDP"),
    ];

    internal TraefikRouteView(Resource resource)
    {
        Resource = resource;
        var spec = resource.Find(Resource.Paths.Spec);
        IsSecure = spec?.Find("tls") is { IsMapping: true };
        Rules = [.. (spec?.FindMappings("routes") ?? []).Select(node => new TraefikRule(this, node))];
    }

    public Resource Resource { get; }

    /// <summary>It is for requests over TLS alone.</summary>
    public bool IsSecure { get; }

    public ImmutableArray<TraefikRule> Rules { get; }

    public override string ToString() => Resource.ToString();
}

/// <summary>A route of an IngressRoute: what it takes, and where that goes.</summary>
public sealed class TraefikRule
{
    private ImmutableArray<TraefikMatch> matches;
    private int there = -1;

    internal TraefikRule(TraefikRouteView from, Node node)
    {
        (From, Node) = (from, node);
        MatchNode = node.FindText("match");
        var isShared = !TraefikRouteView.OfRequests.Contains(from.Resource.Kind) && node.Find("services") is { Items.Count: > 1 };
        Services = [.. node.FindMappings("services").Select(service => new TraefikBackend(from.Resource, service, isShared ? this : null))];
    }

    public TraefikRouteView From { get; }

    public Node Node { get; }

    /// <summary>The rule; null where none is given.</summary>
    public Node? MatchNode { get; }

    public ImmutableArray<TraefikBackend> Services { get; }

    /// <summary>How many of them are there.</summary>
    internal int ServicesThere(LinkGraph graph)
    {
        if (there < 0)
            there = Services.Count(backend => !backend.Services(graph).IsEmpty);
        return there;
    }

    /// <summary>The higher is asked first; the length of the rule where none is given.</summary>
    public int Priority => IntOrString.Integer(Node.Find("priority")) is { } given and not 0 ? given : MatchNode?.Value.Length ?? 0;

    /// <summary>Its alternatives, for routes of requests.</summary>
    internal ImmutableArray<TraefikMatch> Matches
    {
        get
        {
            if (matches.IsDefault)
                matches = MatchNode is { } match ? TraefikMatch.Read(match.Value) : [];
            return matches;
        }
    }
}

/// <summary>Where a route of Traefik sends its traffic, or what stands behind a route.</summary>
public sealed class TraefikBackend
{
    // Where a TraefikService names what it sends requests to: what answers them, then what gets a copy.
    private static readonly ImmutableArray<string> InTraefikServices =
        ["spec.weighted.services[*]", "spec.highestRandomWeight.services[*]", "spec.mirroring", Mirrors];

    // Where a Middleware names a Service.
    private static readonly ImmutableArray<string> InMiddlewares = ["spec.errors.service"];

    private const string Composes = "TraefikService";
    private const string Mirrors = "spec.mirroring.mirrors[*]";
    private static readonly ImmutableArray<NodePath> OfTraefikService = [.. InTraefikServices.Select(NodePath.Parse)];
    private static readonly ImmutableArray<NodePath> OfMiddleware = [.. InMiddlewares.Select(NodePath.Parse)];
    private static readonly ImmutableArray<NodePath> OfAnswers =
        [.. InTraefikServices.Where(path => path != Mirrors).Select(NodePath.Parse)];

    // What a route may name instead of a Service, and what stands before one.
    private static readonly ImmutableArray<(GroupKind Kind, ImmutableArray<NodePath> Paths)> Parts =
    [
        (new("traefik.io", "TraefikService"), OfTraefikService), (new("traefik.io", "Middleware"), OfMiddleware),
        (new("traefik.containo.us", "TraefikService"), OfTraefikService), (new("traefik.containo.us", "Middleware"), OfMiddleware),
    ];

    /// <summary>Every kind that sends traffic to Services by itself.</summary>
    internal static readonly ImmutableArray<GroupKind> Holders = [.. TraefikRouteView.AllKinds, .. Parts.Select(part => part.Kind)];

    // What pkg/provider/kubernetes/crd in traefik/traefik makes of a Service that cannot be loaded. Of several Services of an IngressRoute,
    // of a TraefikService or of a mirroring one is enough to leave out the whole (kubernetes_http.go: buildServicesLB, buildMirroring), as
    // for the Middleware of an error page; routes for connections and datagrams go on with the others (kubernetes_tcp.go,
    // kubernetes_udp.go).
    internal const string NotRouted = "the route is not made: requests are answered with 404";
    internal const string NotConnected = "the route is not made: nothing is sent to the pods";
    internal const string NotPassed = "the routes that go through it are not made: their requests are answered with 404";

    internal const string NotShared = "Traefik leaves this one out: the route sends to its other Services alone";

    /// <summary>Where each kind names them, and what happens as long as one is not there.</summary>
    internal static readonly ImmutableArray<(GroupKind Kind, string Path, string Effect)> Paths =
    [
        .. TraefikRouteView.AllKinds.Select(kind =>
            (kind, "spec.routes[*].services[*]", TraefikRouteView.OfRequests.Contains(kind) ? NotRouted : NotConnected)),
        .. Parts.SelectMany(part => (part.Kind.Kind == "Middleware" ? InMiddlewares : InTraefikServices)
            .Select(path => (part.Kind, path, NotPassed))),
    ];

    private readonly TraefikRule? shared;

    /// <param name="from">The route, the TraefikService or the Middleware.</param>
    /// <param name="node">Its entry.</param>
    /// <param name="shared">The route that does without one of several Services; null for what needs all of them.</param>
    internal TraefikBackend(Resource from, Node node, TraefikRule? shared = null)
    {
        (From, Node, this.shared) = (from, node, shared);
        NameNode = node.FindText("name");
        Kind = node.FindText("kind")?.Value ?? "Service";
        Namespace = node.FindText("namespace")?.Value ?? from.Namespace;
        PortNode = node.Find("port") is { IsNull: false } port ? port : null;
        Port = IntOrString.Read(PortNode);
        var weight = node.Find("weight");
        Weight = weight is null or { IsNull: true } ? 1 : IntOrString.Integer(weight);
    }

    /// <summary>The route, the TraefikService or the Middleware.</summary>
    public Resource From { get; }

    public Node Node { get; }

    /// <summary>
    /// Others take its share where it is not there, or not to be reached: those of a route for connections or datagrams do.
    /// </summary>
    internal bool IsSpared(LinkGraph graph) => shared is { } route && route.ServicesThere(graph) > (Services(graph).IsEmpty ? 0 : 1);

    public Node? NameNode { get; }

    /// <summary>Service, or TraefikService.</summary>
    public string Kind { get; }

    /// <summary>As given, else that of the route.</summary>
    public string? Namespace { get; }

    public Node? PortNode { get; }

    /// <summary>Number or name of the Service's port, never that of its pods (getServicePort); null where none can be read.</summary>
    public IntOrString? Port { get; }

    /// <summary>1 where none is given; null where it is no integer.</summary>
    public int? Weight { get; }

    /// <summary>Null for what is none of Kubernetes, such as <c>api@internal</c>, and for what is filled in later.</summary>
    public string? ServiceName =>
        Kind == "Service" && NameNode is { } name && !name.Value.Contains('@', StringComparison.Ordinal)
            && !Placeholders.IsPlaceholder(name.Value)
            ? name.Value
            : null;

    /// <summary>Those of TraefikServices, which share and copy requests, and of the Middlewares that let a Service answer.</summary>
    internal static IEnumerable<TraefikBackend> OfParts(LinkGraph graph) =>
        from part in Parts
        from resource in graph.OfKind(part.Kind)
        from path in part.Paths
        from node in resource.Select(path)
        where node.IsMapping
        select new TraefikBackend(resource, node);

    /// <summary>The TraefikService that it names; null where it is a Service, or where none or several of that name are there.</summary>
    internal Resource? Composed(LinkGraph graph) =>
        Kind == Composes && NameNode is { } name ? ComposedOf(graph, From.Kind, Namespace, name.Value) : null;

    /// <summary>Whether it may name TraefikServices in the place of Services: routes for connections and datagrams do not.</summary>
    internal static bool TakesComposed(GroupKind from) =>
        !TraefikRouteView.AllKinds.Contains(from) || TraefikRouteView.OfRequests.Contains(from);

    /// <summary>The TraefikService of a name; null where such a kind names none, or where none or several are there.</summary>
    internal static Resource? ComposedOf(LinkGraph graph, GroupKind from, string? @namespace, string name) =>
        TakesComposed(from) && graph.Find(new GroupKind(from.Group, Composes), @namespace, name).Certain is [var only]
            ? only
            : null;

    /// <summary>
    /// What answers for a TraefikService, as many of them as are asked for: those that share its requests, or the one whose requests are
    /// copied.
    /// </summary>
    internal static ImmutableArray<TraefikBackend> AnswersOf(Resource composed, int most) =>
        [.. OfAnswers.SelectMany(composed.Select).Where(node => node.IsMapping)
            .Take(most)
            .Select(node => new TraefikBackend(composed, node))];

    /// <summary>The Services that it certainly names; several where definitions repeat.</summary>
    internal ImmutableArray<ServiceView> Services(LinkGraph graph) =>
        ServiceName is { } name ? graph.ServicesOf(graph.Find(Kinds.Service, Namespace, name).Certain) : [];
}
