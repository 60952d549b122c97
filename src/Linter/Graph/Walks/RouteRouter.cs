using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph.Walks;

/// <summary>A request as routes look at it.</summary>
/// <param name="Scheme">"http" or "https".</param>
/// <param name="Host">Without port.</param>
/// <param name="Port">Null where the URL gives none.</param>
/// <param name="Path">From the first slash to the question mark.</param>
/// <param name="Method">In upper case.</param>
/// <param name="Headers">Names in lower case.</param>
/// <param name="Query">Parameters in order.</param>
public sealed record WalkRequest(
    string Scheme, string Host, int? Port, string Path, string Method, ImmutableArray<(string Name, string Value)> Headers,
    ImmutableArray<(string Name, string Value)> Query)
{
    /// <summary>The port that is dialled.</summary>
    public int Dialled => Port ?? (Scheme == "https" ? 443 : 80);
}

/// <summary>Where the routes at one listener send a request, and what decided it.</summary>
internal sealed record RouteChoice(GatewayListener? Listener, RouteRule Rule, Node? Host, RouteMatch? Match, string HostHow, string Why);

/// <summary>
/// Which rule of which route takes a request, in the order of the Gateway API: host (the longer, exact before wildcard), path
/// (Exact, the longest prefix, regular expressions), method, number of headers, number of query parameters; then the
/// older route, which no manifest says, then the first by namespace and name, then the first rule.
/// </summary>
internal sealed class RouteRouter(LinkGraph graph, RouteWalks walks)
{
    /// <summary>The hosts that routes and listeners name.</summary>
    public IEnumerable<string> Hosts => graph.Routes.SelectMany(route => route.HostnameNodes).Select(node => node.Value);

    /// <summary>The paths of routes that take the host, with the hostname that does.</summary>
    public IEnumerable<(string Host, string Path)> PathsOf(string host) => graph.Routes
        .Where(route => route.Kind == Kinds.HttpRoute)
        .SelectMany(route => HostsOf(route).Select(node => node?.Value ?? "")
            .Where(own => RankOf(own, host) > 0)
            .OrderByDescending(own => RankOf(own, host))
            .Take(1)
            .SelectMany(own => route.Rules.SelectMany(rule => rule.Matches.IsEmpty ? ["/"] : rule.Matches.Select(match => match.Path))
                .Select(path => (own, path))));

    /// <summary>The listener that takes the request by its hostname and has no route; null for none.</summary>
    public GatewayListener? IdleListener(WalkRequest request) =>
        Doors(request).Where(door => door is { Listener.Hostname.Length: > 0, Routes.Count: 0 })
            .Select(door => door.Listener)
            .FirstOrDefault();

    /// <summary>One answer for each listener, or for each Gateway that the unit does not show.</summary>
    public IEnumerable<RouteChoice> Choose(WalkRequest request)
    {
        var said = new HashSet<(RouteRule, RouteMatch?, Node?)>();
        foreach (var (listener, routes) in Doors(request))
        {
            if (Choose(listener, routes, request) is { } choice && said.Add((choice.Rule, choice.Match, choice.Host)))
                yield return choice;
        }

        // A route that no listener takes is broken: that is the answer where there is no other.
        if (said.Count == 0 && Choose(null, [.. graph.Routes.Where(walks.IsRefused)], request) is { } refused)
            yield return refused;
    }

    /// <summary>
    /// 0 for no match, else the better the higher: exact before wildcard, the longer first. A wildcard stands for one label or more.
    /// </summary>
    internal static int RankOf(string pattern, string host)
    {
        if (pattern.Length == 0)
            return 1;
        if (string.Equals(pattern, host, StringComparison.OrdinalIgnoreCase))
            return 10_000 + pattern.Length;
        return pattern.StartsWith("*.", StringComparison.Ordinal) && GatewayHosts.Meet(pattern, host) ? 10 + pattern.Length : 0;
    }

    /// <summary>Null where the match does not take the request; else how particular it is, in the order of precedence.</summary>
    internal static (int Path, int Length, int Method, int Headers, int Query)? Judge(RouteMatch? match, WalkRequest request)
    {
        if (match is null)
            return (2, 1, 0, 0, 0);
        if (!match.Headers.All(header => request.Headers.Any(given => given.Name == header.Name && Holds(header, given.Value))))
            return null;
        if (!match.QueryParams.All(query => request.Query.Any(given => given.Name == query.Name && Holds(query, given.Value))))
            return null;
        if (match.Route.Kind == Kinds.GrpcRoute)
            return JudgeGrpc(match, request) is { } grpc ? (grpc.Exact, grpc.Length, 0, match.Headers.Length, 0) : null;

        var hasMethod = match.MethodNode is { IsScalar: true, IsNull: false } method;
        if (hasMethod && !string.Equals(match.MethodNode!.Value.Value, request.Method, StringComparison.Ordinal))
            return null;

        var path = match.PathType switch
        {
            "Exact" => match.Path == request.Path ? 3 : 0,
            "RegularExpression" => IngressRouter.MatchesWhole(match.Path, request.Path) ? 1 : 0,
            _ => IngressRouter.Matches("Prefix", match.Path, request.Path, isNginx: false) ? 2 : 0,
        };
        return path == 0 ? null : (path, match.Path.Length, hasMethod ? 1 : 0, match.Headers.Length, match.QueryParams.Length);
    }

    private static bool Holds(RouteCondition condition, string value) =>
        condition.Type == "RegularExpression" ? IngressRouter.MatchesWhole(condition.Value, value) : condition.Value == value;

    // "/shop.Cart/Add".
    private static (int Exact, int Length)? JudgeGrpc(RouteMatch match, WalkRequest request)
    {
        var parts = request.Path.TrimStart('/').Split('/');
        var isExpression = match.MethodNode?.FindText("type")?.Value == "RegularExpression";
        var (service, method) = (match.MethodNode?.FindText("service")?.Value, match.MethodNode?.FindText("method")?.Value);
        bool Is(string? asked, string given) => asked is null || (isExpression ? IngressRouter.MatchesWhole(asked, given) : asked == given);
        return (service is null && method is null) || (parts.Length == 2 && Is(service, parts[0]) && Is(method, parts[1]))
            ? (isExpression ? 1 : 3, ((service?.Length ?? 0) * 1000) + (method?.Length ?? 0))
            : null;
    }

    private static IEnumerable<Node?> HostsOf(RouteView route) =>
        route.HostnameNodes.IsEmpty ? [null] : route.HostnameNodes.Select(node => (Node?)node);

    // The listener with the most particular host takes the request, and only its routes count: none, where it has none.
    private IEnumerable<(GatewayListener? Listener, List<RouteView> Routes)> Doors(WalkRequest request)
    {
        var routes = graph.Routes.Where(route => route.HasHosts).ToList();
        var byListener = routes.SelectMany(route => walks.ListenersOf(route).Select(listener => (Listener: listener, Route: route)))
            .ToLookup(pair => pair.Listener, pair => pair.Route);
        var open = graph.Gateways.SelectMany(gateway => gateway.Listeners).Where(listener => Serves(listener, request)).ToList();
        foreach (var door in open.GroupBy(listener => (listener.Gateway, listener.Port)))
        {
            var best = door.OrderByDescending(listener => RankOf(listener.Hostname, request.Host)).First();
            yield return (best, [.. byListener[best]]);
        }

        var others = routes.Where(walks.IsForOthers).ToList();
        foreach (var same in others.GroupBy(route => route.Parents.FirstOrDefault()?.Reference.Name ?? "", StringComparer.Ordinal))
            yield return (null, [.. same]);
    }

    private static bool Serves(GatewayListener listener, WalkRequest request)
    {
        var protocol = request.Scheme == "https" ? listener.Protocol is "HTTPS" or "TLS" : listener.Protocol == "HTTP";
        return (protocol || listener.Protocol is not ("HTTP" or "HTTPS" or "TLS" or "TCP" or "UDP"))
            && (request.Port is null || listener.Port is null || listener.Port == request.Port)
            && RankOf(listener.Hostname, request.Host) > 0;
    }

    private static RouteChoice? Choose(GatewayListener? listener, List<RouteView> routes, WalkRequest request)
    {
        var matching = (
            from route in routes
            from host in HostsOf(route)
            let rank = RankOf(host?.Value ?? "", request.Host)
            where rank > 0
            from rule in route.Rules
            from match in !route.HasRequests || rule.Matches.IsEmpty ? [null] : rule.Matches.Select(one => (RouteMatch?)one)
            let particular = Judge(match, request)
            where particular is not null
            select (Route: route, Host: host, Rank: rank, Rule: rule, Match: match, Particular: particular.Value))
            .OrderByDescending(one => one.Rank)
            .ThenByDescending(one => one.Particular)
            .ThenBy(one => $"{one.Route.Namespace}/{one.Route.Resource.Name}", StringComparer.Ordinal)
            .ToList();
        if (matching.Count == 0)
            return null;

        var first = matching[0];
        var beaten = matching.Where(one => one.Rank < first.Rank).Select(one => one.Host?.Value ?? "any host")
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        var hostHow = (first.Host is not { } node ? "the route is for any host"
            : string.Equals(node.Value, request.Host, StringComparison.OrdinalIgnoreCase) ? "matches exactly"
            : "the wildcard stands for one label or more") + (beaten.Count > 0 ? $", which beats {WalkText.List(beaten)}" : "");
        return new RouteChoice(listener, first.Rule, first.Host, first.Match, hostHow,
            Why([.. matching.Where(one => one.Rank == first.Rank).Select(one => (one.Route, one.Match, one.Particular))]));
    }

    private static string Why(
        List<(RouteView Route, RouteMatch? Match, (int Path, int Length, int Method, int Headers, int Query) Particular)> same)
    {
        if (same.Count == 1)
            return "no other rule matches";

        var (first, second) = (same[0], same[1]);
        var of = $"{WalkText.Of(same.Count)} rules match";
        var (one, other) = (first.Particular, second.Particular);
        return one.Path != other.Path ? one.Path == 3 ? $"{of}; Exact wins" : $"{of}; a prefix beats a regular expression"
            : one.Length != other.Length ? $"{of}; {Text(first.Match)} is longer than {Text(second.Match)}"
            : one.Method != other.Method ? $"{of}; the one that names the method wins"
            : one.Headers != other.Headers ? $"{of}; the one with more headers wins"
            : one.Query != other.Query ? $"{of}; the one with more query parameters wins"
            : ReferenceEquals(first.Route, second.Route) ? $"{of} alike; the first wins"
            : $"{of} alike; the older route wins, and without ages the first by name";
    }

    private static string Text(RouteMatch? match) => match?.ToString() ?? "/";
}
