using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A port that Endpoints or an EndpointSlice has for a Service.</summary>
internal sealed class EndpointPort(Resource holder, Node node)
{
    /// <summary>The Endpoints or the EndpointSlice.</summary>
    public Resource Holder => holder;

    public Node Node => node;

    /// <summary>Null where none is written, which stands for the empty name.</summary>
    public Node? NameNode { get; } = node.Find("name") is { IsNull: false } name ? name : null;

    public string Name => NameNode is { IsScalar: true } name ? name.Value : "";

    /// <summary>TCP where none is given.</summary>
    public string Protocol { get; } = ServicePort.ReadProtocol(node);

    /// <summary>Null where it is absent or no integer.</summary>
    public int? Number { get; } = IntOrString.Integer(node.Find("port"));

    /// <summary>"5432 (postgres)".</summary>
    public override string ToString() => PortText.Describe(Number, Name.Length == 0 ? null : Name, Protocol);

    /// <summary>
    /// What joins a port of a Service with those of its endpoints: the name, if only the empty one, and the protocol, never the number
    /// (endpointInfoByServicePort in k8s.io/kubernetes pkg/proxy/endpointslicecache.go).
    /// </summary>
    public static (string Name, string Protocol) KeyOf(ServicePort port) => (port.Name ?? "", port.Protocol);

    /// <summary>That of the Service's ports that it is for.</summary>
    public (string Name, string Protocol) Key => (Name, Protocol);
}

/// <summary>All ports that the endpoints of a Service have.</summary>
/// <param name="All">Those of which it is certain that they are its own.</param>
/// <param name="Free">Those of them that no port of the Service has the name and protocol of.</param>
/// <param name="ByKey">By name and protocol.</param>
/// <param name="IsWhole">There can be no others, and none may yet get another name.</param>
internal sealed record EndpointPorts(
    ImmutableArray<EndpointPort> All, ImmutableArray<EndpointPort> Free, ILookup<(string Name, string Protocol), EndpointPort> ByKey,
    bool IsWhole);

/// <summary>Endpoints and EndpointSlices that somebody wrote, by the Service that they are for.</summary>
internal sealed class HandMadeEndpoints
{
    private const string ServiceNameLabel = "kubernetes.io/service-name";

    private static readonly NodePath InEndpoints = NodePath.Parse("subsets[*].ports[*]");
    private static readonly NodePath InSlice = NodePath.Parse("ports[*]");

    private readonly LinkGraph graph;
    private readonly ILookup<string, Resource> slices;
    // Those whose Service is yet to be filled in.
    private readonly ImmutableArray<Resource> open;
    private readonly Memo<Resource, EndpointPorts> ports = new();
    private readonly Lazy<AstrayEndpoints> astray;

    public HandMadeEndpoints(LinkGraph graph)
    {
        this.graph = graph;
        slices = graph.OfKind(Kinds.EndpointSlice).ToLookup(ServiceOf, StringComparer.Ordinal);
        ImmutableArray<Resource> holders = [.. graph.OfKind(Kinds.Endpoints), .. graph.OfKind(Kinds.EndpointSlice)];
        open = [.. holders.Where(holder => !IsName(ServiceOf(holder)))];
        astray = new(() =>
        {
            var all = holders
                .Where(holder => ServiceOf(holder) is { Length: > 0 } name && graph.Find(Kinds.Service, holder.Namespace, name).IsEmpty)
                .ToList();
            var without = graph.Services.Where(service => service.Selector is null && !service.IsExternalName && Of(service).IsEmpty)
                .CountBy(service => service.Resource.Namespace ?? "", StringComparer.Ordinal)
                .Where(count => count.Value == 1)
                .Select(count => count.Key);
            return new AstrayEndpoints(all.ToLookup(holder => holder.Namespace ?? "", StringComparer.Ordinal),
                all.ToLookup(holder => (holder.Namespace ?? "", ServiceOf(holder))),
                new NearIndex(all.Select(ServiceOf).Distinct(StringComparer.Ordinal)),
                without.ToHashSet(StringComparer.Ordinal));
        });
    }

    /// <summary>
    /// Endpoints of the Service's name and EndpointSlices with its name in their label; where only one of two names its namespace, they may
    /// be another's.
    /// </summary>
    public Lookup Of(ServiceView service)
    {
        var (@namespace, name) = (service.Resource.Namespace, service.Name);
        var endpoints = graph.Find(Kinds.Endpoints, @namespace, name);
        var labelled = slices[name].ToLookup(slice => graph.Namespaces.Meet(@namespace, slice.Namespace));
        var unnamed = open.Where(holder => graph.Namespaces.Meet(@namespace, holder.Namespace) != Meeting.No);
        return new Lookup([.. endpoints.Certain, .. labelled[Meeting.Yes]],
            [.. endpoints.Possible, .. labelled[Meeting.Perhaps], .. unnamed]);
    }

    /// <summary>
    /// Endpoints or a slice for a Service that nothing here defines, which are probably this one's: by a near name, or, with no near one,
    /// the only ones of the namespace where it is the only Service without. Null where there are none.
    /// </summary>
    public (Resource Holder, bool IsNear)? Astray(ServiceView service)
    {
        var (here, all) = (service.Resource.Namespace ?? "", astray.Value);
        var near = all.Names.Near(service.Name).Where(name => all.ByName.Contains((here, name)));
        return Spelling.Nearest(service.Name, near) is { } nearest ? (all.ByName[(here, nearest)].First(), true)
            : all.WithOneLacking.Contains(here) && all.InNamespace[here].Take(2).ToList() is [var only] ? (only, false)
            : null;
    }

    /// <summary>Where it says for which Service it is: the name of Endpoints, a label of a slice; null where that has none.</summary>
    public static Node? ServiceNodeOf(Resource holder) => holder.Kind == Kinds.Endpoints ? holder.NameNode
        : holder.Find(Resource.Paths.Labels)?.Find(ServiceNameLabel) is { IsScalar: true, IsNull: false } label ? label
        : null;

    // Empty where a slice does not say it.
    private static string ServiceOf(Resource holder) => holder.Kind == Kinds.Endpoints ? holder.Name : ServiceNodeOf(holder)?.Value ?? "";

    /// <summary>
    /// All that the endpoints of a Service have, where it lives by them alone and none of them is the port's: it leads nowhere. Null where
    /// one is, and where that cannot be told.
    /// </summary>
    public EndpointPorts? WithoutPort(ServicePort port)
    {
        var service = port.Service;
        if (service.Selector is not null || service.IsExternalName || service.IsHeadless
            || AreElsewhere(service) || (port.NameNode is { } name && !IsName(name)))
        {
            return null;
        }

        var all = PortsOf(service);
        return all.IsWhole && !all.All.IsEmpty && !all.ByKey.Contains(EndpointPort.KeyOf(port)) ? all : null;
    }

    /// <summary>The configuration declares that they exist outside these manifests.</summary>
    public bool AreElsewhere(ServiceView service) =>
        graph.Externals.Has(Kinds.Endpoints, service.Resource.Namespace, service.Name)
        || graph.Externals.Has(Kinds.EndpointSlice, service.Resource.Namespace, service.Name);

    /// <summary>What the endpoints of a Service have.</summary>
    public EndpointPorts PortsOf(ServiceView service)
    {
        if (ports.TryGetValue(service.Resource, out var known))
            return known;

        var found = Of(service);
        var all = found.Certain.SelectMany(PortsIn).ToImmutableArray();
        var asked = service.Ports.Select(EndpointPort.KeyOf).ToHashSet();
        return ports.Keep(service.Resource, new EndpointPorts(all, [.. all.Where(one => !asked.Contains(one.Key))],
            all.ToLookup(one => one.Key), found.Possible.IsEmpty && all.All(one => one.NameNode is not { } its || IsName(its))));
    }

    // Of Endpoints, all subsets'.
    private static IEnumerable<EndpointPort> PortsIn(Resource holder) =>
        holder.Select(holder.Kind == Kinds.Endpoints ? InEndpoints : InSlice)
            .Where(port => port.IsMapping)
            .Select(port => new EndpointPort(holder, port));

    /// <summary>Those of Services that nothing here defines.</summary>
    /// <param name="InNamespace">By their namespace.</param>
    /// <param name="ByName">By namespace and the name of the Service.</param>
    /// <param name="Names">The names of their Services.</param>
    /// <param name="WithOneLacking">Namespaces in which a single Service has no endpoints.</param>
    private sealed record AstrayEndpoints(
        ILookup<string, Resource> InNamespace, ILookup<(string Namespace, string Name), Resource> ByName, NearIndex Names,
        HashSet<string> WithOneLacking);

    // What is to be filled in may become any name.
    private static bool IsName(Node node) => node.IsScalar && IsName(node.Value);

    private static bool IsName(string text) => text.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.');
}
