using System.Collections.Immutable;
using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Reporting.Drawing;

/// <summary>A node while the picture is made.</summary>
internal sealed class DraftNode(PictureColumn column, string kind, string name, string? @namespace, bool isClusterWide)
{
    public PictureColumn Column { get; } = column;

    public string Kind { get; } = kind;

    public string Name { get; } = name;

    /// <summary>Null for none.</summary>
    public string? Namespace { get; set; } = @namespace;

    public bool IsClusterWide { get; set; } = isClusterWide;

    public Resource? Resource { get; init; }

    public string Extra { get; set; } = "";

    public string Ports { get; set; } = "";

    public bool IsMissing { get; init; }

    /// <summary>It has no namespace of its own, and stands by what it leads to.</summary>
    public bool IsGuest { get; init; }

    /// <summary>Shown only with a finding: it says little by itself.</summary>
    public bool IsMinor { get; init; }

    public List<Finding> Findings { get; } = [];
}

/// <summary>A link while the picture is made.</summary>
internal sealed class DraftEdge(DraftNode from, DraftNode to, LinkUse use, string label)
{
    public DraftNode From { get; } = from;

    public DraftNode To { get; } = to;

    public LinkUse Use { get; } = use;

    public string Label { get; } = label;

    public string Through { get; init; } = "";

    /// <summary>Where it is written; the first is shown.</summary>
    public ImmutableArray<SourceSpan> Places { get; init; } = [];

    /// <summary>Its target only perhaps is the one that is meant.</summary>
    public bool IsUncertain { get; init; }

    /// <summary>Shown only with a finding.</summary>
    public bool IsMinor { get; init; }

    public List<Finding> Findings { get; } = [];
}

/// <summary>Nodes and links of one unit, before findings are laid on them.</summary>
internal sealed class PictureSketch(CheckedUnit unit)
{
    private readonly Dictionary<Resource, DraftNode> ofResources = [];
    private readonly Dictionary<(string Kind, string? Namespace, string Name), DraftNode> others = [];

    public CheckedUnit Unit { get; } = unit;

    public PlaceIndex Index { get; } = new(unit);

    public List<DraftNode> Nodes { get; } = [];

    public List<DraftEdge> Edges { get; } = [];

    /// <summary>The resource's node, made when it is first asked for.</summary>
    public DraftNode NodeOf(Resource resource)
    {
        if (ofResources.TryGetValue(resource, out var node))
            return node;

        ofResources[resource] = node = new DraftNode(PictureKinds.ColumnOf(resource.Kind, resource.Info), resource.KindName, resource.Name,
            resource.Namespace, !resource.Info.IsNamespaced)
        {
            Resource = resource,
            IsMinor = !PictureKinds.IsAlwaysShown(resource),
        };
        Nodes.Add(node);
        return node;
    }

    /// <summary>Something that is named and not there.</summary>
    public DraftNode Missing(GroupKind kind, string? @namespace, string name)
    {
        var info = KindCatalog.Find(kind);
        return Other(PictureKinds.ColumnOf(kind, info), kind.Kind, @namespace, name, isMissing: true, isGuest: false,
            isClusterWide: !info.IsNamespaced);
    }

    /// <summary>A host or another place of the world, which is no resource.</summary>
    public DraftNode Place(PictureColumn column, string kind, string name) =>
        Other(column, kind, null, name, isMissing: false, isGuest: true, isClusterWide: false);

    /// <summary>Pods that no workload makes.</summary>
    public DraftNode NoPods(string? @namespace, string selector) =>
        Other(PictureColumn.Workload, "no pods with", @namespace, selector, isMissing: true, isGuest: false, isClusterWide: false);

    public DraftEdge Link(DraftNode from, DraftNode to, LinkUse use, string label, params SourceSpan?[] places) =>
        Add(new DraftEdge(from, to, use, label) { Places = [.. places.OfType<SourceSpan>()] });

    public DraftEdge Add(DraftEdge edge)
    {
        Edges.Add(edge);
        return edge;
    }

    /// <summary>The node of a resource that is drawn already; null where it is not.</summary>
    public DraftNode? Find(Resource resource) => ofResources.GetValueOrDefault(resource);

    private DraftNode Other(
        PictureColumn column, string kind, string? @namespace, string name, bool isMissing, bool isGuest, bool isClusterWide)
    {
        if (others.TryGetValue((kind, @namespace, name), out var node))
            return node;

        others[(kind, @namespace, name)] = node = new DraftNode(column, kind, name, @namespace,
            isClusterWide) { IsMissing = isMissing, IsGuest = isGuest };
        Nodes.Add(node);
        return node;
    }
}

/// <summary>Which kind stands where.</summary>
internal static class PictureKinds
{
    // What of the cluster itself calls a Service.
    private static readonly ImmutableArray<GroupKind> Callers =
    [
        Kinds.Ingress, Kinds.Gateway, Kinds.ValidatingWebhookConfiguration, Kinds.MutatingWebhookConfiguration, Kinds.ApiService,
        Kinds.CustomResourceDefinition,
    ];

    private static readonly ImmutableArray<GroupKind> Routes =
        [Kinds.HttpRoute, Kinds.GrpcRoute, Kinds.TlsRoute, Kinds.TcpRoute, Kinds.UdpRoute];

    private static readonly ImmutableArray<GroupKind> Configuration =
        [Kinds.ConfigMap, Kinds.Secret, Kinds.PersistentVolumeClaim, Kinds.ServiceAccount];

    // Each cluster brings them, and nearly every manifest would point at one.
    private static readonly ImmutableArray<GroupKind> Brought =
        [Kinds.IngressClass, Kinds.GatewayClass, Kinds.StorageClass, Kinds.Role, Kinds.ClusterRole];

    private static readonly ImmutableArray<GroupKind> Bindings = [Kinds.RoleBinding, Kinds.ClusterRoleBinding];

    public static PictureColumn ColumnOf(GroupKind kind, KindInfo info) =>
        Callers.Contains(kind) ? PictureColumn.Entry
        : Routes.Contains(kind) ? PictureColumn.Route
        : kind == Kinds.Service ? PictureColumn.Service
        : info.IsWorkload ? PictureColumn.Workload
        : PictureColumn.Configuration;

    public static bool IsAlwaysShown(Resource resource) =>
        resource.Kind == Kinds.Ingress || resource.Kind == Kinds.Gateway || Routes.Contains(resource.Kind) || resource.Kind == Kinds.Service
        || resource.Info.IsWorkload || Configuration.Contains(resource.Kind);

    /// <summary>A link to it says something only where a finding is about it.</summary>
    public static bool IsMinorTarget(GroupKind kind) => Brought.Contains(kind);

    /// <summary>Its links say something only where a finding is about them.</summary>
    public static bool IsMinorSource(GroupKind kind) => Bindings.Contains(kind);

    /// <summary>Drawn by itself, with hosts and ports; not as a reference among others.</summary>
    public static bool IsDrawnApart(GroupKind from, GroupKind target) =>
        (from == Kinds.Ingress && target == Kinds.Service)
        || (Routes.Contains(from) && (target == Kinds.Service || target == Kinds.Gateway));
}
