using Linter.Manifests;

namespace Linter.Graph;

/// <summary>The selector by which a controller knows its own pods.</summary>
internal static class OwnSelectors
{
    /// <summary>
    /// Null for kinds that have none, and where it is empty, absent or malformed. A ReplicationController without one has its
    /// template's labels, and so had the workloads of extensions/v1beta1 and apps/v1beta1.
    /// </summary>
    public static LabelSelector? Of(PodTemplate pods)
    {
        var workload = pods.Workload;
        if (workload.Info.RunsToCompletion || workload.Info.Selector == SelectorStyle.None)
            return null;

        if (pods.WrittenSelector is { Node.Entries.Count: > 0 } selector)
            return selector.IsEmpty ? null : selector;

        var isDefaulted = workload.Kind == Kinds.ReplicationController || workload.ApiVersion is "extensions/v1beta1" or "apps/v1beta1";
        return isDefaulted && pods.LabelsNode is { IsMapping: true } labels && labels.Entries.Count > 0
            ? LabelSelector.FromMap(labels)
            : null;
    }
}
