using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A Gateway of Istio, of any version (networking/v1alpha3/gateway.proto in istio/api): not one of the Gateway API.</summary>
public sealed class IstioGatewayView
{
    private readonly ILookup<string, IstioServerHost> byHost;
    private readonly List<IstioServerHost> wide;

    internal IstioGatewayView(Resource resource)
    {
        Resource = resource;
        Servers = [.. (resource.Find(Resource.Paths.Spec)?.FindMappings("servers") ?? []).Select(node => new IstioServer(this, node))];
        var all = Servers.SelectMany(server => server.Hosts).ToList();
        byHost = all.ToLookup(host => host.Host, StringComparer.OrdinalIgnoreCase);
        wide = [.. all.Where(host => host.Host.StartsWith('*'))];
        Hosts = [.. byHost.Select(hosts => hosts.First())];
        IsRead = Servers.All(server => !server.Hosts.IsEmpty) && !all.Exists(host => Placeholders.IsPlaceholder(host.Node.Value));
        Ports = [.. Servers.Where(server => server.Port is not null).DistinctBy(server => server.Port)];
        HasUnreadPort = Servers.Any(server => server.Port is null);
    }

    public Resource Resource { get; }

    public ImmutableArray<IstioServer> Servers { get; }

    /// <summary>The hosts of all servers, each once.</summary>
    public ImmutableArray<IstioServerHost> Hosts { get; }

    /// <summary>Each server says its hosts, and none of them is yet to be filled in.</summary>
    public bool IsRead { get; }

    /// <summary>The first server of each port that can be read.</summary>
    public ImmutableArray<IstioServer> Ports { get; }

    /// <summary>Some server has no port that can be read.</summary>
    public bool HasUnreadPort { get; }

    /// <summary>What meets a host, wildcards of both sides counted.</summary>
    internal IEnumerable<IstioServerHost> HostsMeeting(string host) => host.StartsWith('*')
        ? byHost.SelectMany(served => served).Where(served => MeshNames.Meet(host, served.Host))
        : byHost[host].Concat(wide.Where(served => MeshNames.Covers(served.Host, host)));

    public override string ToString() => Resource.ToString();
}

/// <summary>A port of a Gateway and the hosts that it serves there.</summary>
public sealed class IstioServer
{
    internal IstioServer(IstioGatewayView gateway, Node node)
    {
        Gateway = gateway;
        PortNode = node.Find("port")?.Find("number");
        Port = IntOrString.Integer(PortNode);
        Hosts = [.. node.FindTexts("hosts").Select(host => new IstioServerHost(gateway, host))];
    }

    public IstioGatewayView Gateway { get; }

    public Node? PortNode { get; }

    /// <summary>Null where it is absent or no integer.</summary>
    public int? Port { get; }

    public ImmutableArray<IstioServerHost> Hosts { get; }
}

/// <summary>HOST, or NAMESPACE/HOST for the VirtualServices of one namespace: '*' is any, '.' the Gateway's own.</summary>
public sealed class IstioServerHost
{
    private readonly bool isOfOneNamespace;
    private readonly string? @namespace;

    internal IstioServerHost(IstioGatewayView gateway, Node node)
    {
        Node = node;
        var slash = node.Value.IndexOf('/', StringComparison.Ordinal);
        var scope = slash < 0 ? "*" : node.Value[..slash];
        isOfOneNamespace = scope != "*";
        @namespace = scope == "." ? gateway.Resource.Namespace : scope;
        Host = node.Value[(slash + 1)..];
    }

    public Node Node { get; }

    /// <summary>Without the namespace.</summary>
    public string Host { get; }

    /// <summary>It may be for VirtualServices of this namespace.</summary>
    internal bool IsFor(Namespaces namespaces, string? other) => !isOfOneNamespace || namespaces.Meet(@namespace, other) != Meeting.No;
}
