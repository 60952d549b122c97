using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A Service: a view over its node, with the pods behind it.</summary>
public sealed class ServiceView
{
    private readonly MaybeNode spec;
    private readonly MaybeNode typeNode;
    internal ServiceView(Resource resource, LinkGraph graph)
    {
        Resource = resource;
        spec = resource.Find(Resource.Paths.Spec);
        typeNode = Spec?.Find("type");
        Type = TypeNode is not { } type || type.IsNull || (type.IsScalar && type.Value.Length == 0) ? ServiceTypes.ClusterIP : type.Value;
        Ports = Views.Of(Spec?.Find("ports"), this, static (service, port, index) => new ServicePort(service, port, index));
        foreach (var reference in graph.ReferencesFrom(resource))
            Selector = (reference.Target as SelectedTargets)?.Selector ?? Selector;
        Pods = Selector is null || IsExternalName ? PodSelection.None : graph.SelectPods(resource.Namespace, Selector);
    }

    public Resource Resource { get; }

    public string Name => Resource.Name;

    public Node? Spec => spec.In(Resource.Root);

    /// <summary>As written, ClusterIP where none is given; <see cref="ServiceTypes"/> says what each may have.</summary>
    public string Type { get; }

    public Node? TypeNode => typeNode.In(Resource.Root);

    public bool IsExternalName => Type == ServiceTypes.ExternalName;

    /// <summary>clusterIP (or the first of clusterIPs) is None.</summary>
    public bool IsHeadless => HeadlessNode is not null;

    /// <summary>The scalar that says None, clusterIP before clusterIPs; null where the Service has a cluster IP.</summary>
    public Node? HeadlessNode => Spec?.Find("clusterIP") is { } one && one.Is("None") ? one
        : Spec?.Find("clusterIPs")?.Items.FirstOrDefault() is { Tree: not null } first && first.Is("None") ? first
        : null;

    public ImmutableArray<ServicePort> Ports { get; }

    /// <summary>It sends traffic to pods that are not ready, probe or not.</summary>
    internal bool PublishesNotReady => Spec?.Find("publishNotReadyAddresses") is { Scalar: { Type: ScalarType.Boolean, Boolean: true } };

    /// <summary>It may have other ports than can be read; other rules say so.</summary>
    internal bool HasUnreadPorts => Ports.Any(port => port.Port is null) || PortText.IsUnread(Spec?.Find("ports"));

    /// <summary>Null where it is absent or empty: then no endpoints are computed.</summary>
    public LabelSelector? Selector { get; }

    /// <summary>The pods that the endpoints controller takes; none for ExternalName and without a selector.</summary>
    public PodSelection Pods { get; }

    /// <summary>"8080 (http), 9090".</summary>
    public string PortList => Listing.Of(Ports);

    public override string ToString() => Resource.ToString();
}

/// <summary>An entry of a Service's ports.</summary>
public sealed class ServicePort
{
    private readonly MaybeNode nameNode;
    private readonly MaybeNode portNode;
    private readonly MaybeNode targetPortNode;
    private readonly MaybeNode nodePortNode;
    private ImmutableArray<PodTarget> targets;

    internal ServicePort(ServiceView service, Node node, int index)
    {
        Service = service;
        Node = node;
        Index = index;
        nameNode = node.Find("name");
        Name = NameNode is { IsNull: false } name && name.Value.Length > 0 ? name.Value : null;
        portNode = node.Find("port");
        Port = IntOrString.Integer(PortNode);
        targetPortNode = node.Find("targetPort");
        TargetPort = IntOrString.Read(TargetPortNode) ?? IntOrString.Read(PortNode);
        Protocol = ReadProtocol(node);
        nodePortNode = node.Find("nodePort");
        NodePort = IntOrString.Integer(NodePortNode) is { } value and not 0 ? value : null;
    }

    public ServiceView Service { get; }

    public Node Node { get; }

    /// <summary>0-based place in spec.ports.</summary>
    public int Index { get; }

    public string? Name { get; }

    public Node? NameNode => nameNode.In(Node);

    /// <summary>Null where it is absent or no integer.</summary>
    public int? Port { get; }

    public Node? PortNode => portNode.In(Node);

    /// <summary>As given, else the port; null where neither can be read.</summary>
    public IntOrString? TargetPort { get; }

    /// <summary>The scalar of targetPort where it is written.</summary>
    public Node? TargetPortNode => targetPortNode.In(Node);

    /// <summary>TCP where none is given.</summary>
    public string Protocol { get; }

    /// <summary>Null where it is absent or 0.</summary>
    public int? NodePort { get; }

    public Node? NodePortNode => nodePortNode.In(Node);

    /// <summary>
    /// The port on the pods that the Service certainly selects; see <see cref="EndpointResolution.Resolve(ServicePort)"/>. Resolved once.
    /// </summary>
    internal ImmutableArray<PodTarget> Targets
    {
        get
        {
            if (targets.IsDefault)
                targets = Service.Pods.Resolve(this);
            return targets;
        }
    }

    /// <summary>The scalar that decides the target: targetPort, else port, else the entry.</summary>
    public Node TargetNode => TargetPort?.Node ?? PortNode ?? Node;

    /// <summary>The scalar to point at for the port itself: port, else the entry.</summary>
    public Node At => PortNode ?? Node;

    /// <summary>"8080 (http)".</summary>
    public override string ToString() => PortText.Describe(Port, Name, Protocol);

    // "tcp" and "HTTP" are invalid-value's, and links are judged as if they were mended.
    internal static string ReadProtocol(Node port) =>
        port.Find("protocol") is not { IsScalar: true } protocol || protocol.Is("TCP") ? "TCP"
        : protocol.Text.Equals("UDP", StringComparison.OrdinalIgnoreCase) ? "UDP"
        : protocol.Text.Equals("SCTP", StringComparison.OrdinalIgnoreCase) ? "SCTP"
        : "TCP";
}
