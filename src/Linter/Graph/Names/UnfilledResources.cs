using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>Resources of a unit that are filled in before they are applied: ${APP} or $(APP) as a name, or as a label of pods.</summary>
internal sealed class UnfilledResources(ImmutableArray<Resource> resources)
{
    private static readonly NodePath PodLabels = NodePath.Parse("metadata.labels");

    private Dictionary<Makes, Resource>? firsts;
    private object? gate;

    /// <summary>
    /// The first one that may turn out to be such a thing; null where there is none. Looked for when somebody asks, once.
    /// </summary>
    public Resource? First(Makes what) => LazyInitializer.EnsureInitialized(ref firsts, ref gate, Find).GetValueOrDefault(what);

    private Dictionary<Makes, Resource> Find()
    {
        var found = new Dictionary<Makes, Resource>();
        foreach (var resource in resources)
        {
            if (IsUnfilled(resource.Name))
                found.TryAdd(resource.Kind == Kinds.Service ? Makes.Services : NamedReferences.MakesOf(resource.Kind), resource);
            if (!found.ContainsKey(Makes.Pods) && resource.Info.PodTemplates.SelectMany(resource.Select).Any(HasUnfilledLabel))
                found.Add(Makes.Pods, resource);
        }

        return found;
    }

    private static bool HasUnfilledLabel(Node template)
    {
        foreach (var label in template.At(PodLabels)?.Entries ?? default)
        {
            if (label.Value.IsScalar && IsUnfilled(label.Value.Value))
                return true;
        }

        return false;
    }

    private static bool IsUnfilled(string value) => Placeholders.IsSubstituted(value) || Placeholders.IsVariable(value);
}
