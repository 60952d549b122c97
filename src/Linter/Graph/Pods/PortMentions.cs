using Linter.Manifests;

namespace Linter.Graph;

/// <summary>
/// Where a port number stands outside a container's ports: in its command, args and environment, and in the ConfigMaps that
/// it reads. containerPort is informational, so such a number is as good as declared.
/// </summary>
public static class PortMentions
{
    /// <summary>The container is told this number, or its image is known to listen there.</summary>
    public static bool Mentions(this LinkGraph graph, RunningContainer running, int number) =>
        graph.NumberMentions.Has(running, number, ConfigMaps(running)
            .SelectMany(name => graph.Find(Kinds.ConfigMap, running.Workload.Namespace, name) is var found
                ? found.Certain.Concat(found.Possible)
                : []));

    private static IEnumerable<string> ConfigMaps(RunningContainer running)
    {
        foreach (var source in running.Container.Node.Find("envFrom")?.Items ?? default)
            yield return source.Find("configMapRef")?.Find("name")?.Value ?? "";
        foreach (var variable in running.Container.Node.Find("env")?.Items ?? default)
            yield return variable.Find("valueFrom")?.Find("configMapKeyRef")?.Find("name")?.Value ?? "";

        var mounted = (running.Container.Node.Find("volumeMounts")?.Items ?? default)
            .Select(mount => mount.Find("name")?.Value ?? "").ToHashSet(StringComparer.Ordinal);
        foreach (var volume in (running.Pods.Spec?.Find("volumes")?.Items ?? default)
            .Where(volume => mounted.Contains(volume.Find("name")?.Value ?? "")))
        {
            yield return volume.Find("configMap")?.Find("name")?.Value ?? "";
            foreach (var source in volume.Find("projected")?.Find("sources")?.Items ?? default)
                yield return source.Find("configMap")?.Find("name")?.Value ?? "";
        }
    }
}
