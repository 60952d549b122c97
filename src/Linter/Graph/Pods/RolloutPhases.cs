using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// What an Argo Rollout calls the Services that it steers, and the labels that it gives to the pods behind each of them
/// (pkg/apis/rollouts/v1alpha1 in argoproj/argo-rollouts).
/// </summary>
internal static class RolloutPhases
{
    private static readonly ImmutableArray<(NodePath Strategy, string Service, string Metadata)> Rows =
    [
        (NodePath.Parse("spec.strategy.canary"), "stableService", "stableMetadata"),
        (NodePath.Parse("spec.strategy.canary"), "canaryService", "canaryMetadata"),
        (NodePath.Parse("spec.strategy.blueGreen"), "activeService", "activeMetadata"),
        (NodePath.Parse("spec.strategy.blueGreen"), "previewService", "previewMetadata"),
    ];

    // rollout/templateref.go; the third is a PodTemplate, which makes no pods itself.
    private static readonly ImmutableArray<GroupKind> Borrowed = [Kinds.Deployment, Kinds.ReplicaSet];
    private static readonly NodePath WorkloadRef = NodePath.Parse("spec.workloadRef");

    /// <summary>The workload whose template it takes instead of one of its own; null where it names none that it can take.</summary>
    public static (GroupKind Kind, string Name)? WorkloadOf(Resource rollout)
    {
        if (rollout.Kind != Kinds.Rollout || rollout.Find(WorkloadRef) is not { IsMapping: true } named
            || named.FindText("kind") is not { } kind || named.FindText("name") is not { } name)
        {
            return null;
        }

        return Borrowed.FirstOrDefault(one => kind.Is(one.Kind)) is { } found ? (found, name.Value) : null;
    }

    /// <summary>The labels of all its phases.</summary>
    public static ImmutableArray<LabelPair> LabelsOf(Resource rollout) =>
        [.. Rows.SelectMany(row => LabelSet.ReadPairs(rollout.Find(row.Strategy)?.Find(row.Metadata)?.Find("labels")))];

    /// <summary>The Services that it names, each with the labels of its phase.</summary>
    public static IEnumerable<(Node NameNode, string Field, LabelSet Labels)> ServicesOf(Resource rollout)
    {
        foreach (var (strategy, service, metadata) in Rows)
        {
            if (rollout.Find(strategy) is { IsMapping: true } owner && owner.FindText(service) is { } name)
                yield return (name, service, LabelSet.Read(owner.Find(metadata)?.Find("labels")));
        }
    }
}
