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
