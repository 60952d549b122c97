using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A Gateway of any version.</summary>
public sealed class GatewayView
{
    private static readonly ImmutableArray<NodePath> ListenerCertificates =
        [NodePath.Parse("tls.certificateRefs[*]"), NodePath.Parse("tls.frontendValidation.caCertificateRefs[*]")];

    private static readonly ImmutableArray<NodePath> Certificates =
    [
        NodePath.Parse("spec.tls.backend.clientCertificateRef"),
        NodePath.Parse("spec.tls.frontend.default.validation.caCertificateRefs[*]"),
        NodePath.Parse("spec.tls.frontend.perPort[*].tls.validation.caCertificateRefs[*]"),
    ];

    internal GatewayView(Resource resource)
    {
        Resource = resource;
        var spec = resource.Find(Resource.Paths.Spec);
        ClassNode = spec?.FindText("gatewayClassName");
        Listeners = [.. (spec?.FindMappings("listeners") ?? []).Select(node => new GatewayListener(this, node))];
    }

    public Resource Resource { get; }

    public string Name => Resource.Name;

    public Node? ClassNode { get; }

    public ImmutableArray<GatewayListener> Listeners { get; }

    /// <summary>
    /// Secrets and ConfigMaps with the certificates that it shows and trusts, each with the listener where it stands in one.
    /// </summary>
    public IEnumerable<(GatewayReference Reference, GatewayListener? Listener)> CertificateReferences
    {
        get
        {
            foreach (var listener in Listeners)
            {
                foreach (var node in ListenerCertificates.SelectMany(path => listener.Node.Select(path)))
                    yield return (new GatewayReference(Resource, node, Kinds.Secret), listener);
            }

            foreach (var node in Certificates.SelectMany(Resource.Select))
                yield return (new GatewayReference(Resource, node, Kinds.Secret), null);
        }
    }

    public override string ToString() => Resource.ToString();
}

/// <summary>One address, port and protocol on which a Gateway takes traffic.</summary>
public sealed class GatewayListener
{
    internal GatewayListener(GatewayView gateway, Node node)
    {
        Gateway = gateway;
        Node = node;
        NameNode = node.FindText("name");
        Name = NameNode?.Value ?? "";
        PortNode = node.Find("port");
        Port = IntOrString.Integer(PortNode);
        ProtocolNode = node.FindText("protocol");
        Protocol = ProtocolNode?.Value ?? "";
        HostnameNode = node.FindText("hostname");
        Hostname = HostnameNode?.Value ?? "";
        IsPassthrough = node.Find("tls")?.Find("mode")?.Is("Passthrough") == true;

        var allowed = node.Find("allowedRoutes");
        FromNode = allowed?.Find("namespaces")?.FindText("from");
        From = FromNode?.Value ?? "Same";
        Selector = allowed?.Find("namespaces")?.Find("selector") is { IsMapping: true } selector
            ? LabelSelector.FromSelector(selector)
            : null;
        Kinds = [.. (allowed?.FindMappings("kinds") ?? []).Select(kind => new AllowedKind(kind))];
    }

    public GatewayView Gateway { get; }

    public Node Node { get; }

    public Node? NameNode { get; }

    /// <summary>Empty where none is given.</summary>
    public string Name { get; }

    public Node? PortNode { get; }

    /// <summary>Null where it is absent or no integer.</summary>
    public int? Port { get; }

    public Node? ProtocolNode { get; }

    /// <summary>HTTP, HTTPS, TLS, TCP, UDP or one of an implementation; empty where none is given.</summary>
    public string Protocol { get; }

    public Node? HostnameNode { get; }

    /// <summary>Empty for every host.</summary>
    public string Hostname { get; }

    /// <summary>TLS is not terminated here but handed on.</summary>
    public bool IsPassthrough { get; }

    public Node? FromNode { get; }

    /// <summary>Same, All, Selector or None.</summary>
    public string From { get; }

    /// <summary>Labels of the namespaces whose routes are taken; null where none is given.</summary>
    public LabelSelector? Selector { get; }

    /// <summary>The kinds of route that it says to take; empty for those of its protocol.</summary>
    public ImmutableArray<AllowedKind> Kinds { get; }

    /// <summary>The name, else the entry.</summary>
    public Node At => NameNode ?? Node;
}

/// <summary>A kind of route that a listener says to take.</summary>
public sealed class AllowedKind
{
    internal AllowedKind(Node node)
    {
        Node = node;
        Kind = new GroupKind(node.Find("group") is { IsScalar: true, IsNull: false } group ? group.Value : Manifests.Kinds.HttpRoute.Group,
            node.FindText("kind")?.Value ?? "");
    }

    public Node Node { get; }

    public GroupKind Kind { get; }
}
