using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A Gateway of Istio, of any version (networking/v1alpha3/gateway.proto in istio/api): not one of the Gateway API.</summary>
public sealed class IstioGatewayView
{
    // Of a DNS name. The parts of what is longer are not made: they are as long as it, and many.
    private const int LongestHost = 253;

    private readonly List<IstioServerHost> all;
    private readonly ILookup<string, IstioServerHost> byHost;
    private readonly Lazy<ILookup<string, IstioServerHost>> byEnding;
    // Those that are no names, and wildcards within a label.
    private readonly List<IstioServerHost> odd;

    internal IstioGatewayView(Resource resource)
    {
        Resource = resource;
        Selector = resource.Find(Resource.Paths.Spec)?.Find("selector") is { IsMapping: true } selector
            ? LabelSelector.FromMap(selector)
            : null;
        Servers = [.. (resource.Find(Resource.Paths.Spec)?.FindMappings("servers") ?? []).Select(node => new IstioServer(this, node))];
        all = [.. Servers.SelectMany(server => server.Hosts)];
        byHost = all.ToLookup(host => host.Host, StringComparer.OrdinalIgnoreCase);
        byEnding = new(() => all.Where(host => host.Host.Length <= LongestHost)
            .SelectMany(host => EndingsOf(host.Host).Select(ending => (ending, host)))
            .ToLookup(pair => pair.ending, pair => pair.host, StringComparer.OrdinalIgnoreCase));
        odd = [.. all.Where(host => host.Host.Length > LongestHost
            || (host.Host.StartsWith('*') && host.Host != "*" && !host.Host.StartsWith("*.", StringComparison.Ordinal)))];
        Hosts = [.. byHost.Select(hosts => hosts.First())];
        IsRead = Servers.All(server => !server.Hosts.IsEmpty) && !all.Exists(host => Placeholders.IsPlaceholder(host.Node.Value));
        Ports = [.. Servers.Where(server => server.Port is not null).DistinctBy(server => server.Port)];
        HasUnreadPort = Servers.Any(server => server.Port is null);
    }

    public Resource Resource { get; }

    /// <summary>The labels of the pods that run it, of any namespace; null where none are given.</summary>
    public LabelSelector? Selector { get; }

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
    internal IEnumerable<IstioServerHost> HostsMeeting(string host)
    {
        if (host == "*")
            return all;
        if (host.Length > LongestHost || (host.StartsWith('*') && !host.StartsWith("*.", StringComparison.Ordinal)))
            return all.Where(served => MeshNames.Meet(host, served.Host));

        return byHost[host].Concat(byHost["*"]).Concat(EndingsOf(host).SelectMany(ending => byHost["*" + ending]))
            .Concat(host.StartsWith('*') ? byEnding.Value[host[1..]] : [])
            .Concat(odd.Where(served => MeshNames.Meet(host, served.Host)))
            .Distinct();
    }

    // ".b.c" and ".c" of "a.b.c".
    private static IEnumerable<string> EndingsOf(string host)
    {
        for (var dot = host.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = host.IndexOf('.', dot + 1))
            yield return host[dot..];
    }

    public override string ToString() => Resource.ToString();
}

/// <summary>A port of a Gateway and the hosts that it serves there.</summary>
public sealed class IstioServer
{
    internal IstioServer(IstioGatewayView gateway, Node node)
    {
        Gateway = gateway;
        Node = node;
        var port = node.Find("port");
        NameNode = port?.FindText("name") ?? node.FindText("name");
        PortNode = port?.Find("number");
        Port = IntOrString.Integer(PortNode);
        Protocol = port?.FindText("protocol")?.Value.ToUpperInvariant() ?? "";
        var tls = node.Find("tls");
        IsSecure = Protocol == "HTTPS";
        HandsTlsOn = Protocol is "HTTPS" or "TLS" && tls is { IsMapping: true } settings
            && (settings.Find("mode") is not { IsNull: false } mode || mode.Is("") || mode.Is("PASSTHROUGH")
                || mode.Is("AUTO_PASSTHROUGH"));
        TakesRequests = IsSecure
            ? !HandsTlsOn
            : Protocol is not ("TCP" or "TLS" or "MONGO" or "MYSQL" or "REDIS");
        RedirectsToHttps = !IsSecure && tls?.Find("httpsRedirect") is { } redirects && redirects.Is("true");
        Hosts = [.. node.FindTexts("hosts").Select(host => new IstioServerHost(this, host))];
    }

    public IstioGatewayView Gateway { get; }

    public Node Node { get; }

    public Node? NameNode { get; }

    /// <summary>In upper case; empty where none is given.</summary>
    public string Protocol { get; }

    /// <summary>TLS ends here, and requests are what comes out of it.</summary>
    public bool IsSecure { get; }

    /// <summary>TLS is not ended here, which is what no mode means, too (the first of ServerTLSSettings.TLSmode in istio/api).</summary>
    public bool HandsTlsOn { get; }

    /// <summary>
    /// The http routes of VirtualServices are asked: it is no plain connection, nor TLS that is handed on (IsHTTP and IsPassThrough in
    /// istio/istio, pkg/config/protocol and gateway).
    /// </summary>
    public bool TakesRequests { get; }

    /// <summary>It answers every request with a redirect to https.</summary>
    public bool RedirectsToHttps { get; }

    public Node? PortNode { get; }

    /// <summary>Null where it is absent or no integer.</summary>
    public int? Port { get; }

    public ImmutableArray<IstioServerHost> Hosts { get; }

    /// <summary>The port's name, else the server.</summary>
    public Node At => NameNode ?? PortNode ?? Node;
}

/// <summary>HOST, or NAMESPACE/HOST for the VirtualServices of one namespace: '*' is any, '.' the Gateway's own.</summary>
public sealed class IstioServerHost
{
    private readonly bool isOfOneNamespace;
    private readonly string? @namespace;

    internal IstioServerHost(IstioServer server, Node node)
    {
        Server = server;
        Node = node;
        var slash = node.Value.IndexOf('/', StringComparison.Ordinal);
        var scope = slash < 0 ? "*" : node.Value[..slash];
        isOfOneNamespace = scope != "*";
        @namespace = scope == "." ? server.Gateway.Resource.Namespace : scope;
        Host = node.Value[(slash + 1)..];
    }

    public IstioServer Server { get; }

    public Node Node { get; }

    /// <summary>Without the namespace.</summary>
    public string Host { get; }

    /// <summary>It may be for VirtualServices of this namespace.</summary>
    internal bool IsFor(Namespaces namespaces, string? other) => !isOfOneNamespace || namespaces.Meet(@namespace, other) != Meeting.No;
}
