using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A Gateway of Istio, of any version (networking/v1alpha3/gateway.proto in istio/api): not one of the Gateway API.</summary>
public sealed class IstioGatewayView
{
    internal IstioGatewayView(Resource resource)
    {
        Resource = resource;
        Servers = [.. (resource.Find(Resource.Paths.Spec)?.FindMappings("servers") ?? []).Select(node => new IstioServer(this, node))];
    }

    public Resource Resource { get; }

    public ImmutableArray<IstioServer> Servers { get; }

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
