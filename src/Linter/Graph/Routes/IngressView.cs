using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>An Ingress in any of its shapes: networking.k8s.io/v1, and the older v1beta1 of networking.k8s.io and extensions.</summary>
public sealed class IngressView
{
    private readonly MaybeNode spec;
    private readonly MaybeNode classNode;
    private readonly MaybeNode classAnnotation;

    internal IngressView(Resource resource)
    {
        Resource = resource;
        spec = resource.Find(Resource.Paths.Spec);
        classNode = Spec?.Find("ingressClassName") is { IsNull: false } node ? node : null;
        classAnnotation = resource.Annotation("kubernetes.io/ingress.class");
        Class = (ClassNode ?? ClassAnnotation)?.Value;
        Rules = Views.Of(Spec?.Find("rules"), this, static (ingress, rule, _) => new IngressRule(ingress, rule));
        var backend = Spec?.FindEntry("defaultBackend") ?? Spec?.FindEntry("backend");
        DefaultBackend = backend is { Value.IsMapping: true } some ? new IngressBackend(this, null, some) : null;
        Backends = AllBackends();
    }

    public Resource Resource { get; }

    public Node? Spec => spec.In(Resource.Root);

    /// <summary>The older shape, with serviceName and servicePort.</summary>
    public bool IsLegacy => Resource.ApiVersion != "networking.k8s.io/v1";

    public ImmutableArray<IngressRule> Rules { get; }

    public IngressBackend? DefaultBackend { get; }

    /// <summary>spec.ingressClassName; null where it is absent or null.</summary>
    public Node? ClassNode => classNode.In(Resource.Root);

    /// <summary>The annotation kubernetes.io/ingress.class; null where it is absent.</summary>
    public Node? ClassAnnotation => classAnnotation.In(Resource.Root);

    /// <summary>The class by field, else by annotation; null where neither is given.</summary>
    public string? Class { get; }

    /// <summary>All backends, the default one first.</summary>
    public ImmutableArray<IngressBackend> Backends { get; }

    public override string ToString() => Resource.ToString();

    private ImmutableArray<IngressBackend> AllBackends()
    {
        // One rule with one path: what most Ingresses are.
        if (DefaultBackend is null && Rules is [{ Paths: [{ Backend: { } only }] }])
            return [only];

        var all = ImmutableArray.CreateBuilder<IngressBackend>();
        if (DefaultBackend is not null)
            all.Add(DefaultBackend);
        foreach (var rule in Rules)
        {
            foreach (var path in rule.Paths)
            {
                if (path.Backend is not null)
                    all.Add(path.Backend);
            }
        }

        return all.DrainToImmutable();
    }
}

/// <summary>A rule of an Ingress: one host and its paths.</summary>
public sealed class IngressRule
{
    private readonly MaybeNode hostNode;

    internal IngressRule(IngressView ingress, Node node)
    {
        Ingress = ingress;
        Node = node;
        hostNode = node.Find("host") is { IsNull: false } host && !host.Text.IsEmpty ? host : null;
        Host = HostNode?.Value ?? "";
        Paths = Views.Of(node.Find("http")?.Find("paths"), this, static (rule, path, _) => new IngressPath(rule, path));
    }

    public IngressView Ingress { get; }

    public Node Node { get; }

    /// <summary>Null for a rule that matches every host.</summary>
    public Node? HostNode => hostNode.In(Node);

    /// <summary>Empty for every host.</summary>
    public string Host { get; }

    public ImmutableArray<IngressPath> Paths { get; }
}

/// <summary>A path of an Ingress rule.</summary>
public sealed class IngressPath
{
    private readonly MaybeNode pathNode;
    private readonly MaybeNode typeNode;

    internal IngressPath(IngressRule rule, Node node)
    {
        Rule = rule;
        Node = node;
        pathNode = node.Find("path") is { IsNull: false } path ? path : null;
        Path = PathNode?.Value ?? "";
        typeNode = node.Find("pathType") is { IsNull: false } type ? type : null;
        Type = TypeNode?.Value ?? (rule.Ingress.IsLegacy ? "ImplementationSpecific" : "");
        Backend = node.FindEntry("backend") is { Value.IsMapping: true } backend ? new IngressBackend(rule.Ingress, this, backend) : null;
    }

    public IngressRule Rule { get; }

    public Node Node { get; }

    public Node? PathNode => pathNode.In(Node);

    /// <summary>Empty where none is given.</summary>
    public string Path { get; }

    public Node? TypeNode => typeNode.In(Node);

    /// <summary>
    /// Exact, Prefix, ImplementationSpecific, or as written; ImplementationSpecific where an older Ingress gives none, empty where a v1 one
    /// does.
    /// </summary>
    public string Type { get; }

    public IngressBackend? Backend { get; }

    /// <summary>"shop.example.com/api/cart"; "*" stands for every host, "/" for no path.</summary>
    public string Route => $"{(Rule.HostNode is null ? "*" : Rule.Host)}{(Path.Length == 0 ? "/" : Path)}";
}

/// <summary>Where an Ingress sends requests.</summary>
public sealed class IngressBackend
{
    private readonly MaybeNode serviceNode;
    private readonly MaybeNode resourceNode;
    private readonly MaybeNode serviceNameNode;
    private readonly MaybeNode portNumberNode;
    private readonly MaybeNode portNameNode;
    private readonly MaybeNode legacyPortNode;

    // Of the one graph that the view belongs to; whoever asks first finds them.
    private ImmutableArray<ServiceView> services;

    internal IngressBackend(IngressView ingress, IngressPath? path, Entry entry)
    {
        Ingress = ingress;
        Path = path;
        Entry = entry;
        serviceNode = entry.Value.Find("service") is { IsMapping: true } service ? service : null;
        resourceNode = entry.Value.Find("resource") is { IsNull: false } resource ? resource : null;
        serviceNameNode = ServiceNode?.Find("name") ?? entry.Value.Find("serviceName");
        ServiceName = ServiceNameNode is { IsNull: false } name && !name.Text.IsEmpty ? name.Value : null;
        var port = ServiceNode?.Find("port");
        portNumberNode = port?.Find("number");
        portNameNode = port?.Find("name");
        legacyPortNode = entry.Value.Find("servicePort");
        Port = IntOrString.Read(PortNumberNode) ?? IntOrString.Read(PortNameNode) ?? IntOrString.Read(LegacyPortNode);
    }

    public IngressView Ingress { get; }

    /// <summary>Null for the default backend.</summary>
    public IngressPath? Path { get; }

    /// <summary>The key backend or defaultBackend, and its mapping.</summary>
    public Entry Entry { get; }

    public Node? ServiceNode => serviceNode.In(Entry.Value);

    public Node? ResourceNode => resourceNode.In(Entry.Value);

    public Node? ServiceNameNode => serviceNameNode.In(Entry.Value);

    /// <summary>Null where the backend names no Service.</summary>
    public string? ServiceName { get; }

    public Node? PortNumberNode => portNumberNode.In(Entry.Value);

    public Node? PortNameNode => portNameNode.In(Entry.Value);

    /// <summary>servicePort, an int-or-string: in the old shape, too, a quoted number is a name.</summary>
    public Node? LegacyPortNode => legacyPortNode.In(Entry.Value);

    /// <summary>The Service port that it asks for; null where none can be read.</summary>
    public IntOrString? Port { get; }

    /// <summary>The Services that it certainly names; several where definitions repeat.</summary>
    internal ImmutableArray<ServiceView> Services(LinkGraph graph)
    {
        if (services.IsDefault)
            services = ServiceName is { } name ? graph.ServicesOf(graph.Find(Kinds.Service, Ingress.Resource.Namespace, name).Certain) : [];
        return services;
    }

    /// <summary>"shop.example.com/api/cart", or "its default backend".</summary>
    public string Route => Path?.Route ?? "its default backend";

    /// <summary>The pseudo Service of the AWS controller: its real target stands in an annotation.</summary>
    public bool IsControllerAction =>
        PortNameNode is { } name && name.Is("use-annotation") || LegacyPortNode is { } legacy && legacy.Is("use-annotation");
}
