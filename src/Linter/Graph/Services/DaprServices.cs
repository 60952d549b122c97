using Linter.Manifests;

namespace Linter.Graph;

/// <summary>
/// The Services that Dapr's operator makes: ID-dapr in front of the sidecars of each Deployment and StatefulSet whose pods are annotated
/// for it (dapr/dapr, pkg/operator/handlers/dapr_handler.go).
/// </summary>
internal static class DaprServices
{
    private const string Suffix = "-dapr";

    /// <summary>The pod templates whose annotations bring about a Service, by the name of that Service.</summary>
    public static ILookup<string, PodTemplate> Of(LinkGraph graph) =>
        (from pods in graph.PodTemplates
        where pods.Workload.Kind == Kinds.Deployment || pods.Workload.Kind == Kinds.StatefulSet
        where IsEnabled(pods)
        let id = IdOf(pods)
        where !string.IsNullOrEmpty(id)
        select (Name: id + Suffix, Pods: pods)).ToLookup(pair => pair.Name, pair => pair.Pods, StringComparer.Ordinal);

    /// <summary>A sidecar of Dapr is added to these pods.</summary>
    public static bool IsEnabled(PodTemplate pods) =>
        Annotation(pods, "dapr.io/enabled") is { } enabled && enabled.ToLowerInvariant() is "y" or "yes" or "true" or "on" or "1";

    // dapr.io/id until version 1.0.
    private static string? IdOf(PodTemplate pods) => Annotation(pods, "dapr.io/app-id") ?? Annotation(pods, "dapr.io/id");

    private static string? Annotation(PodTemplate pods, string key) =>
        pods.Node.Find("metadata")?.Find("annotations")?.Find(key) is { IsScalar: true, IsNull: false } value ? value.Value : null;
}
