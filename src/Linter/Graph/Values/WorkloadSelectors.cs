using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>Selectors of workloads; their grammar is told with that of all selectors.</summary>
internal static class WorkloadSelectors
{
    /// <summary>spec.selector of a kind of apps/v1: one that selects everything is refused.</summary>
    public static void Required(WorkloadReport report, Owner owner, Node spec)
    {
        if (spec.FindEntry("selector") is not { Value.IsMapping: true } entry)
            return;

        // Older versions took the template's labels.
        if (IsEmpty(entry.Value) && report.Resource.ApiVersion == "apps/v1"
            && !entry.Value.Entries.Any(part => part.Key.Value is not ("matchLabels" or "matchExpressions")))
        {
            report.Add(entry.Key, $"the selector of {owner.Text} is empty, but must name at least one label of the pod template",
                "selects nothing in particular",
                "add matchLabels with the labels of the pod template");
        }
    }

    private static bool IsEmpty(Node selector) =>
        selector.Find("matchLabels") is not { IsMapping: true, Entries.Count: > 0 }
        && selector.Find("matchExpressions") is not { IsSequence: true, Items.Count: > 0 };
}
