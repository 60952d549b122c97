using System.Collections.Immutable;
using Linter.Schema;

namespace Linter.Graph.Walks;

/// <summary>Where the VirtualServices that one server asks send a request, and what decided it.</summary>
/// <param name="Server">Null where the unit shows no server that takes it.</param>
/// <param name="Service">The VirtualService that takes it.</param>
/// <param name="Host">Its host.</param>
/// <param name="Way">Its route.</param>
/// <param name="HostHow">Why this host.</param>
/// <param name="Why">Why this route.</param>
internal sealed record MeshChoice(
    IstioServer? Server, VirtualServiceView Service, MeshServed Host, MeshWay Way, string HostHow, string Why);

/// <summary>
/// Which route of which VirtualService takes a request that comes in at a Gateway of Istio. Servers of one port and selector are one
/// listener; with TLS, the server with the most particular host takes the connection. Of the hosts that a VirtualService and a server
/// have in common the most particular one counts alone, and under it the routes are tried in the order in which they are written, the
/// first that holds wins: neither length nor kind of a path matters. Of several VirtualServices of one host the older is asked
/// first, what takes everything last (buildGatewayHTTPRouteConfig and SortVHostRoutes in istio/istio, pilot/pkg/networking/core).
/// </summary>
internal sealed class MeshRouter(LinkGraph graph, MeshWalks walks)
{
    /// <summary>The hosts that VirtualServices name for Gateways.</summary>
    public IEnumerable<string> Hosts =>
        walks.FromGateways.Where(service => service.Routes.Any(route => route.IsHttp))
            .SelectMany(service => service.HostNodes.Select(node => MeshWalks.Complete(service, node)));

    /// <summary>The paths of VirtualServices that take the host, with the host that does.</summary>
    public IEnumerable<(string Host, string Path)> PathsOf(string host) => walks.FromGateways
        .SelectMany(service => service.HostNodes.Select(node => MeshWalks.Complete(service, node))
            .Where(own => RankOf(own, host) > 0)
            .OrderByDescending(own => RankOf(own, host))
            .Take(1)
            .SelectMany(own => graph.Mesh.WaysThrough(service).Select(way => (own == "*" ? "" : own, way.Path))));

    /// <summary>One answer for each listener, or for each Gateway that the unit does not show.</summary>
    public IEnumerable<MeshChoice> Choose(WalkRequest request)
    {
        var services = walks.FromGateways.ToList();
        if (services.Count == 0)
            return [];

        var byGateway = services.SelectMany(service => walks.GatewaysOf(service).Select(gateway => (gateway, service)))
            .ToLookup(pair => pair.gateway, pair => pair.service);
        var taken = graph.Mesh.Gateways.SelectMany(gateway => gateway.Servers).Where(server => Serves(server, request))
            .GroupBy(server => (server.Gateway.Selector?.Key, server.Port, server.IsSecure))
            .Select(door => Choose(request,
                [.. MostParticular(door, request)
                    .SelectMany(server => byGateway[server.Gateway].SelectMany(service => HostsAt(server, service)))]))
            .OfType<MeshChoice>().DistinctBy(choice => (choice.Way.End, choice.Host)).ToList();
        var others = services.Where(service => walks.OtherGateway(service) is not null)
            .GroupBy(service => (walks.OtherGateway(service)!.Namespace, walks.OtherGateway(service)!.Name))
            .Select(same => Choose(request, [.. same.SelectMany(Unserved)])).OfType<MeshChoice>();
        ImmutableArray<MeshChoice> found = [.. taken, .. others.Where(other => !taken.Exists(choice => choice.Service == other.Service))];

        // What no server takes is broken: that is the answer where there is no other.
        return !found.IsEmpty ? found
            : Choose(request,
                [.. services.Where(service => walks.OtherGateway(service) is null
                    && service.HostNodes.All(node => walks.ServersFor(service, MeshWalks.Complete(service, node)).All.IsEmpty))
                    .SelectMany(Unserved)]) is { } refused ? [refused]
            : [];
    }

    /// <summary>
    /// 0 for no match, else the better the higher: the host itself, the longer wildcard, every host (Envoy's virtual hosts).
    /// </summary>
    internal static int RankOf(string pattern, string host) =>
        pattern == "*" ? 1
        : !MeshNames.Covers(pattern, host) ? 0
        : pattern.StartsWith('*') ? 10 + pattern.Length
        : 10_000;

    /// <summary>Whether the match takes the request; null where that hangs on what no request shows.</summary>
    internal static bool? Holds(MeshMatch match, WalkRequest request)
    {
        List<bool?> all =
        [
            Holds(match.Uri, request.Path, match.IgnoresCase),
            Holds(match.Method, request.Method),
            Holds(match.Scheme, request.Scheme),
            Holds(match.Authority,
                request.Port is { } port && port != (request.Scheme == "https" ? 443 : 80)
                    ? $"{request.Host}:{WalkText.Of(port)}"
                    : request.Host),
            match.IsOfSources ? null : true,
        ];
        all.AddRange(match.Headers.Select(header => header.IsClaim ? null : Any(request.Headers, header)));
        all.AddRange(match.WithoutHeaders.Select(header => header.IsClaim ? null : !Any(request.Headers, header)));
        all.AddRange(match.QueryParams.Select(query => Any(request.Query, query)));
        return All(all);
    }

    private static bool? Holds(MeshText? text, string given, bool ignoresCase = false)
    {
        var comparison = ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return text?.Kind switch
        {
            MeshTextKind.Exact => string.Equals(text.Value, given, comparison),
            MeshTextKind.Prefix => given.StartsWith(text.Value, comparison),
            MeshTextKind.Regex => Re2.IsReadAlike(text.Value) ? IngressRouter.MatchesWhole(text.Value, given) : null,
            _ => true,
        };
    }

    private static bool? Any(ImmutableArray<(string Name, string Value)> given, MeshCondition condition)
    {
        var some = given.Where(one => one.Name == condition.Name).Select(one => Holds(condition.Text, one.Value)).ToList();
        return some.Contains(true) ? true : some.Contains(null) ? null : false;
    }

    private static bool? All(List<bool?> all) => all.Contains(false) ? false : all.Contains(null) ? null : true;

    private static bool Serves(IstioServer server, WalkRequest request) =>
        server.TakesRequests && server.IsSecure == (request.Scheme == "https")
        && (request.Port is null || server.Port is null || server.Port == request.Port);

    private static IEnumerable<IstioServer> MostParticular(IEnumerable<IstioServer> servers, WalkRequest request)
    {
        var ranked = servers.Select(server => (Server: server,
            Rank: server.Hosts.Select(served => RankOf(served.Host, request.Host)).DefaultIfEmpty().Max()))
            .Where(one => one.Rank > 0)
            .ToList();
        var best = ranked.Select(one => one.Rank).DefaultIfEmpty().Max();
        return ranked.Where(one => !one.Server.IsSecure || one.Rank == best).Select(one => one.Server);
    }

    // Of two hosts that meet, the narrower one.
    private IEnumerable<Candidate> HostsAt(IstioServer server, VirtualServiceView service) =>
        from node in service.HostNodes
        let own = MeshWalks.Complete(service, node)
        from served in server.Hosts
        where walks.Opens(served, service) && MeshNames.Meet(own, served.Host)
        select new Candidate(server, service, new MeshServed(MeshNames.Covers(own, served.Host) ? served.Host : own, node));

    private static IEnumerable<Candidate> Unserved(VirtualServiceView service) =>
        service.HostNodes.Select(node => new Candidate(null, service, new MeshServed(MeshWalks.Complete(service, node), node)));

    private MeshChoice? Choose(WalkRequest request, List<Candidate> candidates)
    {
        var ranked = candidates.Select(one => (One: one, Rank: RankOf(one.Host.Text, request.Host))).Where(one => one.Rank > 0)
            .OrderByDescending(one => one.Rank)
            .ToList();
        if (ranked.Count == 0)
            return null;

        // Which is older no manifest says; those of one age go by name.
        var same = ranked.Where(one => one.Rank == ranked[0].Rank).Select(one => one.One)
            .DistinctBy(one => (one.Service, one.Server?.Gateway))
            .OrderBy(one => $"{one.Service.Resource.Name}.{one.Service.Resource.Namespace}", StringComparer.Ordinal).ToList();
        var judged = same.SelectMany(one => WaysAt(one)
            .Select(way => new Judged(one, way, All([.. way.Matches.Select(match => Holds(match, request))]))))
            .Where(one => one.Holds != false).OrderBy(one => one.Way.TakesAll).ToList();
        if ((judged.Find(one => one.Holds == true) ?? judged.FirstOrDefault()) is not { } chosen)
            return null;

        var beaten = ranked.Where(one => one.Rank < ranked[0].Rank).Select(one => one.One.Host.Text)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        var host = same[0].Host.Text;
        var how = (host == "*" ? "the host is any" : host.StartsWith('*') ? "the wildcard stands for any beginning" : "matches exactly")
            + (beaten.Count > 0 ? $", which beats {WalkText.List(beaten)}" : "");
        return new MeshChoice(chosen.From.Server, chosen.From.Service, chosen.From.Host with { Text = host }, chosen.Way, how,
            Why(chosen, judged));
    }

    // Nothing behind a way that takes every request is asked.
    private IEnumerable<MeshWay> WaysAt(Candidate candidate)
    {
        foreach (var way in graph.Mesh.WaysThrough(candidate.Service)
            .Where(way => candidate.Server is null || walks.IsFor(way, candidate.Server)))
        {
            yield return way;
            if (way.TakesAll)
                yield break;
        }
    }

    private static string Why(Judged chosen, List<Judged> judged)
    {
        var sure = judged.Where(one => one.Holds == true).ToList();
        var unsure = judged.TakeWhile(one => one != chosen).Count(one => one.Holds is null);
        var why = sure.Count == 0 ? "whether it takes the request hangs on what no URL shows"
            : sure.Count == 1 ? "no other route matches"
            : $"{WalkText.Of(sure.Count)} routes match; {(ReferenceEquals(sure[0].From.Service, sure[1].From.Service) ? "the first in the written order wins" : !sure[0].Way.TakesAll && sure[1].Way.TakesAll ? "what takes everything is asked last" : "the older VirtualService is asked first, and without ages the first by name")}";
        return unsure == 0 ? why : $"{why}; before it, {WalkText.Count(unsure, "route")} may take it, for what no URL shows";
    }

    /// <summary>A VirtualService under a host, and the server that asks it; null where none is known.</summary>
    private sealed record Candidate(IstioServer? Server, VirtualServiceView Service, MeshServed Host);

    /// <summary>A way that takes the request; null where that hangs on what no URL shows.</summary>
    private sealed record Judged(Candidate From, MeshWay Way, bool? Holds);
}
