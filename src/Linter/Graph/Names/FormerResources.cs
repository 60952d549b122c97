using Linter.Manifests;

namespace Linter.Graph;

/// <summary>What the manifests held before a change: what was there and is gone was removed, and does not merely lie elsewhere.</summary>
public sealed class FormerResources
{
    private readonly ILookup<(GroupKind Kind, string Name), Resource> byName;
    private readonly List<PodTemplate> pods;

    public FormerResources(IEnumerable<Resource> resources)
    {
        var all = resources.ToList();
        byName = all.ToLookup(resource => (resource.Kind, resource.Name));
        pods = [.. all.SelectMany(resource => resource.Info.PodTemplates.SelectMany(resource.Select)
            .Select((node, i) => new PodTemplate(resource, node, i)))];
    }

    /// <summary>Whether something was there that the reference would have reached.</summary>
    public bool Held(ObjectReference reference) => reference.Target switch
    {
        NamedTarget named => byName[(named.Kind, named.Name)].Any(resource => IsSame(resource.Namespace, named.Namespace)),
        SelectedTargets selected =>
            pods.Exists(template => IsSame(template.Workload.Namespace, selected.Namespace) && selected.Selector.Matches(template.Labels)),
        _ => false,
    };

    private static bool IsSame(string? one, string? other) => Namespaces.OrDefault(one) == Namespaces.OrDefault(other);
}
