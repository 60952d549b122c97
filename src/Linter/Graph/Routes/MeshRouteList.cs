using System.Collections.Immutable;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// The routes of one sort of a VirtualService, and how an Argo Rollout finds those of TLS and TCP among them, which have no names: all
/// matches of a route ask for one port, and all their hosts together are those of the Rollout, in any order (searchTlsRoute and
/// searchTcpRoute in rollout/trafficrouting/istio of argoproj/argo-rollouts).
/// </summary>
internal sealed class MeshRouteList
{
    private readonly Lazy<ILookup<string, MeshRoute>> byMatch;
    private readonly Lazy<HashSet<int?>> ports;

    public MeshRouteList(ImmutableArray<MeshRoute> routes)
    {
        All = routes;
        byMatch = new(() => All.ToLookup(MatchOf, StringComparer.Ordinal));
        ports = new(() => [.. All.SelectMany(route => route.Matches).Select(match => match.Port)]);
    }

    /// <summary>In order.</summary>
    public ImmutableArray<MeshRoute> All { get; }

    /// <summary>By the text that <see cref="MatchOf(Node)"/> has for a Rollout's entry that means the route.</summary>
    public ILookup<string, MeshRoute> ByMatch => byMatch.Value;

    /// <summary>Some match asks for this port; without a number, some match asks for none.</summary>
    public bool HasMatchOf(int? port) => ports.Value.Contains(port);

    /// <summary>"port 443 and shop.example.com"; a port in quotes is none of those that a match has.</summary>
    public static string MatchOf(Node entry)
    {
        var port = entry.Find("port") is { IsScalar: true, IsNull: false } given ? given : (Node?)null;
        var number = port is null ? 0 : IntOrString.Integer(port);
        return Spell(number is { } known ? Spell(known) : $"port \"{port!.Value.Value}\"", HostsOf(entry));
    }

    // One of several ports is never found.
    private static string MatchOf(MeshRoute route)
    {
        var ports = route.Matches.Select(match => match.Port ?? 0).Distinct().ToList();
        var hosts = route.Sort == "tls" ? route.Matches.SelectMany(match => HostsOf(match.Node)).Distinct(StringComparer.Ordinal) : [];
        return ports.Count > 1 ? "several ports" : Spell(Spell(ports.FirstOrDefault()), hosts);
    }

    private static IEnumerable<string> HostsOf(Node match) => match.FindTexts("sniHosts").Select(host => host.Value);

    private static string Spell(int port) => port == 0 ? "no port" : $"port {port}";

    private static string Spell(string port, IEnumerable<string> hosts)
    {
        var sorted = string.Join(", ", hosts.Order(StringComparer.Ordinal));
        return sorted.Length > 0 ? $"{port} and {sorted}" : port;
    }
}
