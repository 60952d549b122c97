using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Classes of the cluster that pods ask for by a name which is a slip of one that is here, or of one that is always there. What is not
/// here at all may be the cluster's.
/// </summary>
internal static class ClassNames
{
    private static readonly GroupKind PriorityClass = new("scheduling.k8s.io", "PriorityClass");
    private static readonly GroupKind RuntimeClass = new("node.k8s.io", "RuntimeClass");

    // SystemPriorityClasses in k8s.io/kubernetes pkg/apis/scheduling/helpers.go.
    private static readonly ImmutableArray<string> Always = ["system-cluster-critical", "system-node-critical"];

    /// <summary>Both are looked up as a pod is admitted (plugin/pkg/admission/priority and runtimeclass in k8s.io/kubernetes).</summary>
    public static void Judge(LinkGraph graph, WorkloadReport report, Node spec)
    {
        Judge(graph, report, spec.Find("priorityClassName"), PriorityClass, Always);
        Judge(graph, report, spec.Find("runtimeClassName"), RuntimeClass, []);
    }

    private static void Judge(LinkGraph graph, WorkloadReport report, Node? written, GroupKind kind, ImmutableArray<string> always)
    {
        if (ValueList.Filled(written) is not { } name || always.Contains(name.Value, StringComparer.Ordinal)
            || !graph.Find(kind, null, name.Value).IsEmpty || graph.Externals.Has(kind, null, name.Value))
        {
            return;
        }

        var said = MessageText.Of($"'{report.Resource}' asks for '{kind.Kind} {name.Value}', which these manifests do not have");
        var effect = $"no pod is created as long as the cluster has no such {kind.Kind}";
        if (NameSlips.Nearest(name.Value, graph.OfKind(kind)) is { } near)
            report.Add(WordSlips.Of(report.Resource, name, said, near.Name, effect, Whereabouts.Definition(near)));
        else if (Spelling.Slipped(name.Value, always) is { } meant)
            report.Add(WordSlips.Of(report.Resource, name, said, meant, effect));
    }
}
