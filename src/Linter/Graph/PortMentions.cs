using System.Globalization;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// Where a port number stands outside a container's ports: in its command, args and environment, and in the ConfigMaps that
/// it reads. containerPort is informational, so such a number is as good as declared.
/// </summary>
public static class PortMentions
{
    /// <summary>The container is told this number, or its image is known to listen there.</summary>
    public static bool Mentions(this LinkGraph graph, RunningContainer running, int number)
    {
        var digits = number.ToString(CultureInfo.InvariantCulture);
        return Words(running.Container.Node).Any(word => Holds(word, digits))
            || ImagePorts.Of(running.Container.Node).Contains(number)
            || ConfigMaps(running).Any(name => graph.Find(Kinds.ConfigMap, running.Workload.Namespace, name) is var found
                && found.Certain.Concat(found.Possible).Any(map => HoldsAnywhere(map, digits)));
    }

    /// <summary>The digits stand in the text as a number of their own.</summary>
    internal static bool Holds(string text, string digits)
    {
        for (var at = text.IndexOf(digits, StringComparison.Ordinal); at >= 0; at = text.IndexOf(digits, at + 1, StringComparison.Ordinal))
        {
            var end = at + digits.Length;
            if ((at == 0 || !char.IsAsciiDigit(text[at - 1])) && (end == text.Length || !char.IsAsciiDigit(text[end])))
                return true;
        }

        return false;
    }

    private static IEnumerable<string> Words(Node container)
    {
        foreach (var key in CommandLine.Fields)
        {
            foreach (var word in container.Find(key)?.Items ?? default)
                yield return word.Value;
        }

        foreach (var variable in container.Find("env")?.Items ?? default)
            yield return variable.Find("value")?.Value ?? "";
    }

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

    private static bool HoldsAnywhere(Resource configMap, string digits) =>
        (configMap.Root.Find("data")?.Entries ?? default).Any(entry => entry.Value.IsScalar && Holds(entry.Value.Value, digits));
}
