using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>The labels of what runs in a resource's name, where the resource itself says them and no pod template does.</summary>
internal readonly record struct MadeLabels
{
    // GEP-1762: what runs for a Gateway carries the Gateway's name. (https://gateway-api.sigs.k8s.io/geps/gep-1762/)
    private const string GatewayName = "gateway.networking.k8s.io/gateway-name";

    // Istio's Services select machines outside of the cluster as they select pods: each WorkloadEntry by its labels, those
    // that join a WorkloadGroup by the group's.
    private static readonly Dictionary<GroupKind, NodePath> Machines = new()
    {
        [new("networking.istio.io", "WorkloadEntry")] = NodePath.Parse("spec.labels"),
        [new("networking.istio.io", "WorkloadGroup")] = NodePath.Parse("spec.metadata.labels"),
    };

    private readonly Resource maker;
    private readonly LabelSet? labels;

    private MadeLabels(Resource maker, LabelSet? labels) => (this.maker, this.labels) = (maker, labels);

    /// <summary>Null for a kind that does not say them.</summary>
    public static MadeLabels? Of(Resource maker) =>
        Machines.TryGetValue(maker.Kind, out var path) ? new MadeLabels(maker, LabelSet.Read(maker.Find(path)))
        : maker.Kind == Kinds.Gateway ? new MadeLabels(maker, null)
        : null;

    /// <summary>The selector is for them. A Gateway's may have more labels than it says, so its name is enough.</summary>
    public bool AreMeantBy(LabelSelector selector)
    {
        if (labels is { } said)
            return selector.Matches(said);

        var name = maker.Name;
        return selector.Pairs.Any(pair => pair.Key == GatewayName && pair.Value == name);
    }
}
