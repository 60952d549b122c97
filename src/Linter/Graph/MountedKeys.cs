using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>The keys of ConfigMaps and Secrets that containers mount alone: <c>subPath</c>.</summary>
internal sealed class MountedKeys(LinkGraph graph)
{
    private readonly Dictionary<Resource, Dictionary<Node, List<Node>>> ofWorkloads = [];

    /// <summary>Those of the volume that a reference fills, in order. With items, paths of their own choice take the place of keys.</summary>
    public IReadOnlyList<Node> Of(ObjectReference reference)
    {
        if (!reference.Row.IsVolume || reference.Owner.Find("items") is not null)
            return [];
        if (!ofWorkloads.TryGetValue(reference.From, out var ofSources))
            ofWorkloads[reference.From] = ofSources = OfSources(reference.From);
        return ofSources.TryGetValue(reference.Owner, out var keys) ? keys : [];
    }

    // By the mapping under configMap or secret of the volume.
    private Dictionary<Node, List<Node>> OfSources(Resource workload)
    {
        var ofSources = new Dictionary<Node, List<Node>>();
        foreach (var pods in graph.PodsOf(workload))
        {
            var ofVolumes = pods.Containers.SelectMany(container => container.Node.Find("volumeMounts")?.Items ?? default)
                .Where(mount => mount.Find("name") is { IsScalar: true } && mount.Find("subPath") is { } path && HeldKeys.IsKey(path))
                .ToLookup(mount => mount.Find("name")!.Value.Value, mount => mount.Find("subPath")!.Value, StringComparer.Ordinal);
            if (ofVolumes.Count == 0)
                continue;

            foreach (var volume in pods.Spec?.Find("volumes")?.Items ?? default)
            {
                if (volume.Find("name") is not { IsScalar: true } name || (volume.Find("configMap") ?? volume.Find("secret")) is not { } source)
                    continue;
                if (!ofSources.TryGetValue(source, out var keys))
                    ofSources[source] = keys = [];
                keys.AddRange(ofVolumes[name.Value]);
            }
        }

        return ofSources;
    }
}
