using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>What an autoscaler scales.</summary>
/// <param name="Autoscaler">The resource that says it.</param>
/// <param name="Node">The mapping that holds kind and name.</param>
/// <param name="NameNode">The scalar of the name.</param>
/// <param name="Name">The name.</param>
/// <param name="ApiVersion">As written; empty where there is none.</param>
/// <param name="Kind">Group and kind as the autoscaler looks them up.</param>
/// <param name="Scaler">What is known of this kind of autoscaler.</param>
public sealed record ScaleTarget(
    Resource Autoscaler, Node Node, Node NameNode, string Name, string ApiVersion, GroupKind Kind, ScalerKind Scaler)
{
    private static readonly NodePath MinReplicas = NodePath.Parse("spec.minReplicas");
    private static readonly NodePath MinReplicaCount = NodePath.Parse("spec.minReplicaCount");
    private static readonly NodePath MaxReplicas = NodePath.Parse("spec.maxReplicas");
    private static readonly NodePath MaxReplicaCount = NodePath.Parse("spec.maxReplicaCount");

    // Of KEDA's HTTP add-on: a ScaledObject written by hand scales, and asks this one for requests.
    private const string SkipsScaling = "httpscaledobject.keda.sh/skip-scaledobject-creation";

    /// <summary>It writes the number of replicas, and leaves that to no other autoscaler.</summary>
    public bool Scales => Scaler.ChangesReplicas && Autoscaler.Annotation(SkipsScaling)?.Is("true") != true;

    /// <summary>The kind as written, for messages: "Deployment".</summary>
    public string KindName => Kind.Kind;

    public Resource? Find(LinkGraph graph) =>
        graph.Find(KindCatalog.Find(Kind).Kind, Autoscaler.Namespace, Name).Certain is [{ } found, ..] ? found : null;

    /// <summary>
    /// The fewest and the most pods that it allows, with the scalar that says the fewest; null for kinds that do not change their number.
    /// </summary>
    public (int Fewest, int Most, Node At)? Range
    {
        get
        {
            if (!Scaler.ChangesReplicas)
                return null;

            var isKeda = Scaler.FewestDefault == 0;
            var fewest = Autoscaler.Find(isKeda ? MinReplicaCount : MinReplicas);
            var most = IntOrString.Integer(Autoscaler.Find(isKeda ? MaxReplicaCount : MaxReplicas))
                ?? (isKeda ? ScalerKind.MostOfKeda : int.MaxValue);
            return (IntOrString.Integer(fewest) ?? Scaler.FewestDefault, most, fewest ?? NameNode);
        }
    }
}

/// <summary>What is known of a kind of autoscaler.</summary>
/// <param name="Path">Where the target stands.</param>
/// <param name="DefaultKind">The kind of a target that names none; null where it is required.</param>
/// <param name="DefaultGroup">The group of a target without apiVersion.</param>
/// <param name="NameField">The field of the name.</param>
/// <param name="ChangesReplicas">It writes the number of replicas.</param>
/// <param name="FewestDefault">The fewest replicas where none are given.</param>
public sealed record ScalerKind(
    NodePath Path, string? DefaultKind, string DefaultGroup, string NameField, bool ChangesReplicas, int FewestDefault)
{
    public const int MostOfKeda = 100;
}

/// <summary>
/// THE table of autoscalers. Sources: k8s.io/kubernetes pkg/controller/podautoscaler (a target is found by group and kind,
/// whatever the version; without apiVersion in the core group), the Vertical Pod Autoscaler's target fetcher (kinds
/// of Kubernetes by kind alone), KEDA's ScaledObject and its add-on's HTTPScaledObject (apps/v1 and Deployment where not given).
/// </summary>
public static class ScaleTargets
{
    private static readonly Dictionary<GroupKind, ScalerKind> Scalers = new()
    {
        [Kinds.HorizontalPodAutoscaler] = new(NodePath.Parse("spec.scaleTargetRef"), null, "", "name", ChangesReplicas: true, 1),
        [Kinds.VerticalPodAutoscaler] = new(NodePath.Parse("spec.targetRef"), null, "", "name", ChangesReplicas: false, 1),
        [Kinds.ScaledObject] = new(NodePath.Parse("spec.scaleTargetRef"), "Deployment", "apps", "name", ChangesReplicas: true, 0),
        [new("keda.k8s.io", "ScaledObject")] = new(NodePath.Parse("spec.scaleTargetRef"), "Deployment", "apps", "deploymentName",
            ChangesReplicas: true, 0),
        [new("http.keda.sh", "HTTPScaledObject")] = new(NodePath.Parse("spec.scaleTargetRef"), "Deployment", "apps", "name",
            ChangesReplicas: true, 0),
    };

    // Kinds of Kubernetes with the scale subresource, by their present group.
    private static readonly HashSet<GroupKind> Scalable =
        [Kinds.Deployment, Kinds.ReplicaSet, Kinds.StatefulSet, Kinds.ReplicationController];

    // What the Vertical Pod Autoscaler knows by kind, scalable or not.
    private static readonly Dictionary<string, GroupKind> VerticalKinds =
        new[] { Kinds.Deployment, Kinds.ReplicaSet, Kinds.StatefulSet, Kinds.ReplicationController, Kinds.DaemonSet, Kinds.Job,
            Kinds.CronJob }
            .ToDictionary(kind => kind.Kind, StringComparer.Ordinal);

    private static readonly NodePath DefinedKindName = NodePath.Parse("spec.names.kind");
    private static readonly NodePath DefinedGroup = NodePath.Parse("spec.group");
    private static readonly NodePath AnyScale = NodePath.Parse("spec.versions[*].subresources.scale");
    private static readonly NodePath OldScale = NodePath.Parse("spec.subresources.scale");

    /// <summary>The kinds of autoscalers, ordered.</summary>
    internal static ImmutableArray<GroupKind> Autoscalers { get; } =
        [.. Scalers.Keys.OrderBy(kind => kind.ToString(), StringComparer.Ordinal)];

    /// <summary>Every target that can be read, in the order of the manifests.</summary>
    public static IEnumerable<ScaleTarget> Of(LinkGraph graph) =>
        graph.HoldsAny(Autoscalers) ? Autoscalers.SelectMany(kind => graph.OfKind(kind)).Select(Read).OfType<ScaleTarget>() : [];

    /// <summary>
    /// Whether an autoscaler of this kind can scale a target of that one; custom kinds can unless their definition says otherwise.
    /// </summary>
    public static bool CanScale(LinkGraph graph, ScaleTarget target)
    {
        var kind = KindCatalog.Find(target.Kind).Kind;
        if (Scalable.Contains(kind) || (!target.Scaler.ChangesReplicas && VerticalKinds.ContainsKey(kind.Kind)))
            return true;
        if (KindCatalog.IsBuiltIn(kind))
            return false;

        return DefinitionOf(graph, kind) is not { } definition || definition.Select(AnyScale).Any()
            || definition.Find(OldScale) is not null;
    }

    /// <summary>The unit's own definition of a custom kind; null where it has none.</summary>
    internal static Resource? DefinitionOf(LinkGraph graph, GroupKind kind) =>
        graph.OfKind(Kinds.CustomResourceDefinition).FirstOrDefault(resource =>
            resource.Find(DefinedKindName) is { } name && name.Is(kind.Kind) && resource.Find(DefinedGroup) is { } group
            && group.Is(kind.Group));

    /// <summary>Kinds that an autoscaler of this kind takes, in words.</summary>
    public static ImmutableArray<string> ScalableBy(ScalerKind scaler) =>
        scaler.ChangesReplicas
            ? ["Deployment", "StatefulSet", "ReplicaSet"]
            : ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob"];

    private static ScaleTarget? Read(Resource autoscaler)
    {
        var scaler = Scalers[autoscaler.Kind];
        if (autoscaler.Find(scaler.Path) is not { IsMapping: true } node || Text(node.Find(scaler.NameField)) is not { } name)
            return null;
        if ((Text(node.Find("kind"))?.Value ?? scaler.DefaultKind) is not { } kind)
            return null;

        var apiVersion = Text(node.Find("apiVersion"))?.Value ?? "";
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var group = slash > 0 ? apiVersion[..slash] : apiVersion.Length == 0 ? scaler.DefaultGroup : "";
        var target = !scaler.ChangesReplicas && VerticalKinds.TryGetValue(kind, out var known) ? known : new GroupKind(group, kind);
        return new ScaleTarget(autoscaler, node, name, name.Value, apiVersion, target, scaler);
    }

    private static Node? Text(Node? node) =>
        node is { IsScalar: true, Scalar.Type: ScalarType.String } text && text.Value.Length > 0 ? text : null;
}
