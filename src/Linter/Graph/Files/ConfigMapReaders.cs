using Linter.Manifests;

namespace Linter.Graph;

/// <summary>Whose pods a mention is for: the container's own, or those that read the ConfigMap.</summary>
internal sealed class ConfigMapReaders(LinkGraph graph)
{
    private ILookup<Resource, PodTemplate>? readers;

    public IEnumerable<PodTemplate> Of(HostMention mention)
    {
        if (mention.Pods is { } pods)
            return [pods];

        readers ??= graph.PodTemplates.SelectMany(MapsReadBy).ToLookup(pair => pair.Map, pair => pair.Pods);
        return readers[mention.From];
    }

    private IEnumerable<(Resource Map, PodTemplate Pods)> MapsReadBy(PodTemplate pods) =>
        graph.ReferencesFrom(pods.Workload)
            .Where(reference => reference.Target.Kind == Kinds.ConfigMap)
            .SelectMany(reference => graph.TargetsOf(reference))
            .Distinct()
            .Select(map => (map, pods));
}
