using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Walks;

/// <summary>From the matches of Gateway routes to pods.</summary>
internal sealed class RouteWalks
{
    private const string SameNamespace = "same namespace as the route";

    private readonly ServiceWalks services;
    private readonly LinkGraph graph;
    private readonly ListenerAttachment attachment;
    private readonly ILookup<(string? Namespace, string Service), SourceSpan> askers;
    private readonly Dictionary<(string? Namespace, string Service), WalkSuspects> missing = [];
    private readonly Dictionary<RouteView, WalkHop> attached = [];
    private readonly Dictionary<RouteRule, ImmutableArray<WalkHop>> behind = [];

    public RouteWalks(ServiceWalks services)
    {
        this.services = services;
        graph = services.Graph;
        attachment = new ListenerAttachment(graph);
        askers = graph.Routes
            .SelectMany(route => route.Backends)
            .Where(backend => backend.ServiceName is not null && (backend.Weight != 0 || backend.IsMirror))
            .SelectMany(backend => new[] { backend.Reference.NameNode, backend.Reference.NamespaceNode }.OfType<Node>()
                .Select(node => (Backend: backend, node.Span)))
            .ToLookup(pair => (pair.Backend.Reference.Namespace, pair.Backend.ServiceName!), pair => pair.Span);
    }

    /// <summary>Every host and match of every route, in order.</summary>
    public IEnumerable<Walk> All() =>
        from route in graph.Routes
        from host in route.HostnameNodes.IsEmpty ? [(Node?)null] : route.HostnameNodes.Select(node => (Node?)node)
        from rule in route.Rules
        from match in rule.Matches.IsEmpty ? [(RouteMatch?)null] : rule.Matches.Select(one => (RouteMatch?)one)
        select Of(null, rule, host, match, WalkAsk.None);

    /// <summary>The listeners of the unit that take a route, through any of its parents.</summary>
    public IEnumerable<GatewayListener> ListenersOf(RouteView route) => route.Parents
        .Where(parent => parent is { IsGateway: true, Reference.NameNode: not null })
        .SelectMany(parent => attachment.Of(parent).Takers(parent))
        .Distinct();

    /// <summary>Some parent of the route is a Gateway that the unit does not show.</summary>
    public bool IsForOthers(RouteView route) =>
        route.Parents.IsEmpty || route.Parents.Any(parent => parent.IsGateway && GatewaysOf(parent).IsEmpty);

    /// <summary>Each of its parents is a Gateway of the unit, and none takes it.</summary>
    public bool IsRefused(RouteView route) => route.HasHosts && !route.Parents.IsEmpty && !ListenersOf(route).Any()
        && route.Parents.All(parent => parent.IsGateway && !GatewaysOf(parent).IsEmpty);

    /// <param name="listener">The one that the request comes through; null for any.</param>
    /// <param name="rule">The rule that takes it.</param>
    /// <param name="host">The hostname of the route that matches; null for any.</param>
    /// <param name="match">The match; null for a rule that takes everything.</param>
    /// <param name="ask">What is known of the request.</param>
    public Walk Of(GatewayListener? listener, RouteRule rule, Node? host, RouteMatch? match, WalkAsk ask)
    {
        var route = rule.Route;
        var at = match?.At ?? host ?? route.Resource.NameNode;
        var name = ask.Name.Length > 0 ? ask.Name : Wording.Of((route, host, match), static it => NameOf(it.route, it.host, it.match));
        var entry = new EntryPoint(EntryKind.Route, name, route.Resource, at.Head);
        var hops = ImmutableArray.CreateBuilder<WalkHop>();
        hops.Add(listener is null ? Attachment(route) : WithWhole(route, Taken(route, listener)));
        if (route.HasHosts)
        {
            var title = Wording.Of(route.Resource, WalkText.Full);
            var how = ask.Host.Length > 0 ? $"{title}; {ask.Host}" : title;
            hops.Add(new WalkHop(HopKind.Host, WalkMark.Ok,
                host is { } named ? Wording.Of(named, static named => named.Value) : route.CalledService ?? "any host", how,
                (host ?? route.Resource.NameNode).Span, title) { Suspects = [services.Whole(route.Resource)] });
        }

        if (route.HasRequests)
        {
            hops.Add(new WalkHop(HopKind.Path, WalkMark.Ok, Wording.Of(match, Describe), ask.Path, match?.At.Head)
            {
                Suspects = match is null ? [] : [WalkSuspects.At(match, static match => [match.Node.Span])],
            });
        }

        hops.AddRange(Behind(rule));
        return new Walk(entry, hops.DrainToImmutable());
    }

    private static string NameOf(RouteView route, Node? host, RouteMatch? match)
    {
        if (!route.HasHosts)
            return $"{(route.Protocol == "UDP" ? "datagrams" : "connections")} of {route.Resource.KindName} {WalkText.Of(route.Resource)}";
        var name = host?.Value ?? route.CalledService ?? "*";
        if (!route.HasRequests)
            return $"{name} (TLS)";

        var what = match is null || match.IsEveryMethod ? "/" : match.ToString();
        return $"{name}{what}{Conditions(match)}";
    }

    // "GET", "with header x-canary".
    private static string Conditions(RouteMatch? match)
    {
        if (match is null)
            return "";

        var parts = new List<string>();
        if (match.MethodNode is { IsScalar: true } method)
            parts.Add(method.Value);
        if (!match.Headers.IsEmpty)
            parts.Add("header " + string.Join(", ", match.Headers.Select(header => $"{header.Name}: {header.Value}")));
        if (!match.QueryParams.IsEmpty)
            parts.Add("query " + string.Join(", ", match.QueryParams.Select(query => $"{query.Name}={query.Value}")));
        return parts.Count == 0 ? "" : $" ({string.Join("; ", parts)})";
    }

    private static string Describe(RouteMatch? match) => match is null ? "everything"
        : match.IsEveryMethod ? match.ToString()
        : match.Route.Kind == Kinds.GrpcRoute ? $"{match}{Conditions(match)}"
        : $"{match.Path} ({match.PathType}){Conditions(match)}";

    private ImmutableArray<GatewayView> GatewaysOf(RouteParent parent) =>
        parent.Reference.NameNode is null ? [] : attachment.Of(parent).Gateways;

    // One hop for all parents: a route works where any of them takes it.
    private WalkHop Attachment(RouteView route)
    {
        if (attached.TryGetValue(route, out var known))
            return known;

        var hop = ListenersOf(route).FirstOrDefault() is { } listener ? Taken(route, listener)
            : route.Parents.IsEmpty ? new WalkHop(HopKind.Gateway, WalkMark.Unknown, "none",
                "the route has no parentRefs: it attaches to nothing here, and gets no traffic", route.Resource.NameNode.Span)
            : route.Parents.FirstOrDefault(parent => !parent.IsGateway || GatewaysOf(parent).IsEmpty) is { } other ? NotShown(other)
            : Refused(route);
        return attached[route] = WithWhole(route, hop);
    }

    private WalkHop WithWhole(RouteView route, WalkHop hop) =>
        route.HasHosts ? hop : hop with { Suspects = [.. hop.Suspects, services.Whole(route.Resource)] };

    private WalkHop Taken(RouteView route, GatewayListener listener)
    {
        var how = Wording.Of((walks: this, route, listener), static it => it.walks.Describe(it.route, it.listener));
        var gateway = listener.Gateway.Resource;
        return new WalkHop(HopKind.Gateway, WalkMark.Ok, Wording.Of(gateway, WalkText.Of), how, listener.At.Head,
            Wording.Of(gateway, static gateway => $"Gateway {WalkText.Of(gateway)}"))
        {
            Suspects = [services.Whole(gateway), new WalkSuspects([.. route.Parents.Select(parent => parent.Node.Span)])],
        };
    }

    private string Describe(RouteView route, GatewayListener listener)
    {
        var others = ListenersOf(route).Count() - 1;
        return $"listener {listener.Name} ({listener.Protocol} at {listener.PortNode?.Value}){(others > 0 ? $" and {WalkText.Of(others)} more" : "")} takes the route";
    }

    private WalkHop NotShown(RouteParent parent)
    {
        var how = !parent.IsGateway ? "attached to something other than a Gateway"
            : graph.Externals.WhereIs(Kinds.Gateway, parent.Reference.Namespace, parent.Reference.Name)
            ?? "this Gateway is not among these manifests";
        return new WalkHop(HopKind.Gateway, WalkMark.Skipped,
            $"{(parent.IsGateway ? "" : parent.Reference.Kind.Kind + " ")}{parent.Reference.Name}", how, parent.Reference.At.Head)
        {
            Suspects = [new WalkSuspects([.. parent.Route.Parents.Select(some => some.Node.Span)])],
        };
    }

    private static WalkHop Refused(RouteView route) =>
        new(HopKind.Gateway, WalkMark.Broken, route.Parents[0].Reference.Name, "no listener takes the route",
            route.Parents[0].Reference.At.Head)
        {
            Suspects = [new WalkSuspects(
                [.. route.Parents.Select(parent => parent.Node.Span), .. route.HostnameNodes.Select(host => host.Span)],
                "route-not-allowed", "route-parent-not-found")],
            Otherwise = WalkMark.Warn,
            Warned = WalkMark.Broken,
        };

    private ImmutableArray<WalkHop> Behind(RouteRule rule)
    {
        if (!behind.TryGetValue(rule, out var hops))
            behind[rule] = hops = Backends(rule);
        return hops;
    }

    private ImmutableArray<WalkHop> Backends(RouteRule rule)
    {
        if (rule.Backends.IsEmpty)
        {
            var redirect = rule.Filters.FirstOrDefault(filter => filter.Find("requestRedirect") is not null);
            return redirect.Tree is not null
                ? [new WalkHop(HopKind.Backend, WalkMark.Unknown, "a redirect", "the Gateway answers by itself", redirect.Head)]
                : [new WalkHop(HopKind.Backend, WalkMark.Unknown, "none", "the rule has no backend: the Gateway answers by itself",
                    rule.Node.Head)];
        }

        var taking = rule.Backends.Where(backend => backend.Weight != 0).ToList();
        if (taking.Count == 0)
        {
            var first = rule.Backends[0];
            return [new WalkHop(HopKind.Backend, WalkMark.Broken, "none", "each backend has weight 0: the Gateway answers 500",
                first.WeightNode!.Value.Span)
            {
                Suspects = [new WalkSuspects([first.Node.Span], "route-without-traffic")],
                Otherwise = WalkMark.Unknown,
                Warned = WalkMark.Broken,
            }];
        }

        if (taking.Count == 1)
            return Of(taking[0], "");
        // One that cannot be read yet is a part of the sum too.
        long? sum = taking.TrueForAll(backend => backend.Weight is not null) ? taking.Sum(backend => (long)backend.Weight!.Value) : null;
        return
        [
            .. taking.SelectMany((backend, i) => Of(backend,
                $"backend {WalkText.Of(i + 1)} of {WalkText.Of(taking.Count)}{Share(backend, sum)}")
                .Select(hop => hop with { Branch = i + 1 })),
        ];
    }

    private static string Share(RouteBackend backend, long? sum) => sum is null ? ""
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $", weight {backend.Weight} of {sum}");

    private ImmutableArray<WalkHop> Of(RouteBackend backend, string which)
    {
        if (backend.ServiceName is not { } name)
        {
            return [backend.Reference.NameNode is null
                ? new WalkHop(HopKind.Backend, WalkMark.Broken, "none", "the backend names nothing",
                    backend.Node.Head) { Suspects = [new WalkSuspects([backend.Node.Span])] }
                : new WalkHop(HopKind.Backend, WalkMark.Unknown, backend.ToString(), "a backend that is no Service",
                    backend.Reference.At.Head)];
        }

        var views = backend.Services(graph);
        if (views.IsEmpty)
        {
            var found = graph.Find(Kinds.Service, backend.Reference.Namespace, name);
            var missed = IngressWalks.ServiceMissing(graph, found, backend.Reference.Namespace, name, backend.Reference.At.Span,
                Suspects(backend, name));
            return [which.Length == 0 ? missed : missed with { How = $"{missed.How}; {which}" }];
        }

        var isSame = backend.Reference.NamespaceNode is null
            || graph.Namespaces.Meet(backend.Reference.Namespace, backend.Route.Namespace) == Meeting.Yes;
        var how = (isSame ? SameNamespace : "in another namespace, which must grant it") + (which.Length == 0 ? "" : $"; {which}");
        var own = new WalkSuspects([backend.Node.Span]);
        if (views[0].IsExternalName)
            return [services.Found(views[0], how, own), ServiceWalks.Elsewhere(views[0])!];
        if (backend.Port is not { } asked)
        {
            return [services.Found(views[0], how),
                new WalkHop(HopKind.Port, WalkMark.Broken, "none", "the backendRef gives no port that can be read",
                    backend.Node.Head) { Suspects = [new WalkSuspects([backend.Node.Span], "route-port-not-found")] }];
        }

        return AskedPort.Find(views, asked, backend.Route.Protocol) is { } port
            ? [services.Found(port.Service, how, own), .. services.Port(port, asked.ToString(), WalkSource.Outside)]
            : [services.Found(views[0], how),
                .. IngressWalks.NoPort(services, views[0], asked, backend.Route.Protocol,
                    new WalkSuspects([backend.Node.Span], "route-port-not-found"))];
    }

    private WalkSuspects Suspects(RouteBackend backend, string name)
    {
        var key = (backend.Reference.Namespace, name);
        if (!missing.TryGetValue(key, out var suspects))
            missing[key] = suspects = new WalkSuspects([.. askers[key]], "route-service-not-found");
        return suspects;
    }
}
