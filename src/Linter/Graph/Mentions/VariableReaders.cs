using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A variable of a container that gets its value from a ConfigMap or Secret.</summary>
/// <param name="At">The scalar that names the key; the holder's name where the container takes all of its keys.</param>
/// <param name="Pods">The pods.</param>
/// <param name="Container">The container.</param>
internal sealed record VariableReader(Node At, PodTemplate Pods, Container Container);

/// <summary>Which variables read which key of which ConfigMap or Secret.</summary>
internal sealed class VariableReaders
{
    // Of those that take all keys of one object; beyond these nobody looks for one that another variable does not hide.
    private const int MostOfAll = 8;

    private readonly LinkGraph graph;
    private readonly Dictionary<(bool IsSecret, string? Namespace, string Name, string Key), VariableReader> ofKeys = [];
    private readonly Dictionary<(bool IsSecret, string? Namespace, string Name),
        List<(VariableReader Reader, string Prefix, HashSet<string> Own)>> ofAll = [];

    public VariableReaders(LinkGraph graph)
    {
        this.graph = graph;
        foreach (var pods in graph.PodTemplates)
        {
            foreach (var container in pods.Containers)
                Add(pods, container);
        }
    }

    /// <summary>The first variable that takes the key; null where none does. One that the container sets itself takes none.</summary>
    public VariableReader? Of(Resource holder, string key)
    {
        var isSecret = holder.Kind == Kinds.Secret;
        foreach (var @namespace in graph.Namespaces.Same(holder.Namespace))
        {
            if (ofKeys.TryGetValue((isSecret, @namespace, holder.Name, key), out var one))
                return one;
            if (ofAll.TryGetValue((isSecret, @namespace, holder.Name), out var all)
                && all.Find(source => !source.Own.Contains(source.Prefix + key)).Reader is { } reader)
            {
                return reader;
            }
        }

        return null;
    }

    private void Add(PodTemplate pods, Container container)
    {
        var (@namespace, variables) = (pods.Workload.Namespace, container.Node.Find("env")?.Items ?? default);
        foreach (var source in variables.Select(variable => variable.Find("valueFrom")).OfType<Node>())
        {
            var isSecret = source.Find("secretKeyRef") is { IsMapping: true };
            if ((source.Find("secretKeyRef") ?? source.Find("configMapKeyRef")) is { IsMapping: true } reference
                && NameOf(reference) is { } name && reference.Find("key") is { IsScalar: true } key)
            {
                ofKeys.TryAdd((isSecret, @namespace, name.Value, key.Value), new VariableReader(key, pods, container));
            }
        }

        HashSet<string>? own = null;
        foreach (var source in container.Node.Find("envFrom")?.Items ?? default)
        {
            var isSecret = source.Find("secretRef") is { IsMapping: true };
            if ((source.Find("secretRef") ?? source.Find("configMapRef")) is not { IsMapping: true } reference
                || NameOf(reference) is not { } name)
            {
                continue;
            }

            own ??= variables.Select(variable => variable.Find("name")).OfType<Node>()
                .Where(variable => variable.IsScalar)
                .Select(variable => variable.Value)
                .ToHashSet(StringComparer.Ordinal);
            var prefix = source.Find("prefix") is { IsScalar: true, IsNull: false } before ? before.Value : "";
            if (!ofAll.TryGetValue((isSecret, @namespace, name.Value), out var all))
                ofAll[(isSecret, @namespace, name.Value)] = all = [];
            if (all.Count < MostOfAll)
                all.Add((new VariableReader(name, pods, container), prefix, own));
        }
    }

    private static Node? NameOf(Node reference) => reference.Find("name") is { IsScalar: true, IsNull: false } name ? name : null;
}
