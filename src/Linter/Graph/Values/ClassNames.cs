using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Names of what there is once for a cluster, whatever namespace asks for it, and that are a slip of one that is here or of one that is
/// always there. What is not here at all may be the cluster's.
/// </summary>
internal static class ClassNames
{
    private static readonly GroupKind PriorityClass = new("scheduling.k8s.io", "PriorityClass");
    private static readonly GroupKind RuntimeClass = new("node.k8s.io", "RuntimeClass");
    private static readonly GroupKind Project = new("argoproj.io", "AppProject");
    private static readonly NodePath ProjectOfApplication = NodePath.Parse("spec.project");
    private static readonly NodePath ProjectOfTemplate = NodePath.Parse("spec.template.spec.project");

    // SystemPriorityClasses in k8s.io/kubernetes pkg/apis/scheduling/helpers.go.
    private static readonly ImmutableArray<string> SystemClasses = ["system-cluster-critical", "system-node-critical"];

    // Argo CD makes it by itself.
    private static readonly ImmutableArray<string> OwnProjects = ["default"];

    /// <summary>Asks for a project.</summary>
    public static readonly GroupKind Application = new("argoproj.io", "Application");

    /// <summary>Makes Applications of one template, which asks for a project.</summary>
    public static readonly GroupKind ApplicationSet = new("argoproj.io", "ApplicationSet");

    /// <summary>Both are looked up as a pod is admitted (plugin/pkg/admission/priority and runtimeclass in k8s.io/kubernetes).</summary>
    public static void JudgePods(LinkGraph graph, WorkloadReport report, Node spec)
    {
        const string NoPods = "no pod is created as long as the cluster has no such ";
        if (Slip(graph, report.Resource, spec.Find("priorityClassName"), PriorityClass, SystemClasses, NoPods + "PriorityClass") is { } priority)
            report.Add(priority);
        if (Slip(graph, report.Resource, spec.Find("runtimeClassName"), RuntimeClass, [], NoPods + "RuntimeClass") is { } runtime)
            report.Add(runtime);
    }

    /// <summary>All projects are in the namespace of Argo CD, wherever the Application is.</summary>
    public static void JudgeApplication(LinkGraph graph, ValueList values)
    {
        var isOne = values.Resource.Kind == Application;
        var written = values.Resource.Find(isOne ? ProjectOfApplication : ProjectOfTemplate);
        // "{{.team}}" is filled in for each Application.
        if (written is { IsScalar: true } && written.Value.Value.Contains("{{", StringComparison.Ordinal))
            return;
        if (Slip(graph, values.Resource, written, Project, OwnProjects, isOne
            ? "Argo CD refuses the Application, and nothing of it is synced"
            : "Argo CD refuses the Applications that are made of it, and nothing of them is synced") is { } problem)
        {
            values.Add(problem);
        }
    }

    private static ValueProblem? Slip(
        LinkGraph graph, Resource resource, Node? written, GroupKind kind, ImmutableArray<string> always, string effect)
    {
        if (ValueList.Filled(written) is not { } name || always.Contains(name.Value, StringComparer.Ordinal)
            || !graph.FindAnywhere(kind, name.Value).IsEmpty || graph.Externals.Has(kind, null, name.Value)
            || graph.Externals.Has(kind, resource.Namespace, name.Value))
        {
            return null;
        }

        var said = MessageText.Of($"'{resource}' asks for '{kind.Kind} {name.Value}', which these manifests do not have");
        return NameSlips.Nearest(name.Value, graph.OfKind(kind)) is { } near
            ? WordSlips.Of(resource, name, said, near.Name, effect, Whereabouts.Definition(near))
            : Spelling.Slipped(name.Value, always) is { } meant ? WordSlips.Of(resource, name, said, meant, effect)
            : null;
    }
}
