using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>The selector by which a controller knows its own pods.</summary>
internal static class OwnSelectors
{
    private static readonly NodePath SelectorPath = NodePath.Parse("spec.selector");

    /// <summary>
    /// Null for kinds that have none, and where it is empty, absent or malformed. A ReplicationController without one has its
    /// template's labels, and so had the workloads of extensions/v1beta1 and apps/v1beta1.
    /// </summary>
    public static LabelSelector? Of(PodTemplate pods)
    {
        var workload = pods.Workload;
        if (workload.Info.RunsToCompletion || workload.Info.Selector == SelectorStyle.None)
            return null;

        if (workload.Find(SelectorPath) is { IsMapping: true } node && node.Entries.Count > 0)
        {
            var selector = workload.Info.Selector == SelectorStyle.Map ? LabelSelector.FromMap(node) : LabelSelector.FromSelector(node);
            return selector.IsEmpty ? null : selector;
        }

        var isDefaulted = workload.Kind == Kinds.ReplicationController || workload.ApiVersion is "extensions/v1beta1" or "apps/v1beta1";
        return isDefaulted && pods.LabelsNode is { IsMapping: true } labels && labels.Entries.Count > 0 ? LabelSelector.FromMap(labels) : null;
    }
}
