using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>The keys of ConfigMaps and Secrets that the containers of one workload mount alone: <c>subPath</c>.</summary>
internal sealed class MountedKeys
{
    private readonly Dictionary<int, List<Node>>? ofSources;

    public MountedKeys(LinkGraph graph, Resource workload)
    {
        foreach (var pods in graph.PodsOf(workload))
        {
            if (OfVolumes(pods) is { } ofVolumes)
                Join(pods, ofVolumes, ofSources ??= []);
        }
    }

    /// <summary>
    /// Those of the volume that a reference of the workload fills, in order. With items, paths of their own choice take the place of keys.
    /// </summary>
    public IReadOnlyList<Node> Of(ObjectReference reference) =>
        reference.Row.IsVolume && reference.Owner.Find("items") is null && ofSources is not null
            && ofSources.TryGetValue(reference.Owner.Index, out var keys)
            ? keys
            : [];

    // By the node of the mapping under configMap or secret.
    private static void Join(PodTemplate pods, Dictionary<string, List<Node>> ofVolumes, Dictionary<int, List<Node>> ofSources)
    {
        foreach (var volume in pods.Spec?.Find("volumes")?.Items ?? default)
        {
            if (volume.Find("name") is not { IsScalar: true } name || (volume.Find("configMap") ?? volume.Find("secret")) is not { } source
                || !ofVolumes.TryGetValue(name.Value, out var mounted))
            {
                continue;
            }

            if (!ofSources.TryGetValue(source.Index, out var keys))
                ofSources[source.Index] = keys = [];
            keys.AddRange(mounted);
        }
    }

    // Null where nothing is mounted so.
    private static Dictionary<string, List<Node>>? OfVolumes(PodTemplate pods)
    {
        Dictionary<string, List<Node>>? ofVolumes = null;
        foreach (var container in pods.Containers)
        {
            foreach (var mount in container.Node.Find("volumeMounts")?.Items ?? default)
            {
                if (mount.Find("subPath") is not { } path || !HeldKeys.IsKey(path) || mount.Find("name") is not { IsScalar: true } name)
                    continue;

                ofVolumes ??= new Dictionary<string, List<Node>>(StringComparer.Ordinal);
                if (!ofVolumes.TryGetValue(name.Value, out var keys))
                    ofVolumes[name.Value] = keys = [];
                keys.Add(path);
            }
        }

        return ofVolumes;
    }
}
