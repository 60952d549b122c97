using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>
/// Which definitions are of one object. One that names no namespace meets those in <c>default</c>, and those in the single
/// other namespace that the folder around both of them uses: what lies elsewhere has no say in it.
/// </summary>
internal sealed class DefinitionKeys
{
    /// <summary>Where what names no namespace is put.</summary>
    internal const string Default = "default";

    private readonly ImmutableArray<ManifestFile> files;
    private readonly HashSet<Resource> likeUnnamed = [];
    private readonly Dictionary<string, string?> onlyIn = new(StringComparer.Ordinal);

    /// <param name="files">In ordinal order of their paths.</param>
    public DefinitionKeys(ImmutableArray<ManifestFile> files)
    {
        this.files = files;
        var all = files.SelectMany(file => file.Resources).Where(resource => resource.Info.IsNamespaced && UnitSplitter.CanSplit(resource));
        if (!all.Any(IsElsewhere))
            return;

        var (unnamed, inDefault) = FindUnnamed();
        for (var i = 0; unnamed.Count > 0 && i < files.Length; i++)
        {
            foreach (var resource in files[i].Resources.Where(IsElsewhere))
            {
                if (unnamed.TryGetValue((resource.Kind, resource.Name), out var at) && !inDefault.Contains((resource.Kind, resource.Name))
                    && OnlyNamespace(CommonFolder(i, at)) == resource.Namespace)
                {
                    likeUnnamed.Add(resource);
                }
            }
        }
    }

    public DefinitionKey Of(Resource resource) =>
        likeUnnamed.Contains(resource) ? DefinitionKey.Of(resource) with { Namespace = null } : DefinitionKey.Of(resource);

    /// <summary>It says that it is in another namespace.</summary>
    internal static bool IsElsewhere(Resource resource) => resource.Namespace is not (null or Default);

    // The files that define an object without a namespace, in order; and the objects that are in default by name.
    private (Dictionary<(GroupKind Kind, string Name), List<int>> Unnamed, HashSet<(GroupKind Kind, string Name)> InDefault) FindUnnamed()
    {
        var unnamed = new Dictionary<(GroupKind Kind, string Name), List<int>>();
        var inDefault = new HashSet<(GroupKind Kind, string Name)>();
        for (var i = 0; i < files.Length; i++)
        {
            foreach (var resource in files[i].Resources.Where(resource => resource.Info.IsNamespaced && UnitSplitter.CanSplit(resource)))
            {
                if (resource.Namespace == Default)
                    inDefault.Add((resource.Kind, resource.Name));
                else if (resource.Namespace is not null)
                    continue;
                else if (unnamed.TryGetValue((resource.Kind, resource.Name), out var list))
                    list.Add(i);
                else
                    unnamed[(resource.Kind, resource.Name)] = [i];
            }
        }

        return (unnamed, inDefault);
    }

    // Of files in order, those beside the place where this one would stand share most folders with it.
    private string CommonFolder(int file, List<int> others)
    {
        var found = others.BinarySearch(file);
        var next = found < 0 ? ~found : found;
        var before = next > 0 ? Common(file, others[next - 1]) : "";
        var behind = next < others.Count ? Common(file, others[next]) : "";
        return before.Length > behind.Length ? before : behind;
    }

    private string Common(int a, int b)
    {
        var (path, length) = (files[a].Source.Path, files[a].Source.Path.AsSpan().CommonPrefixLength(files[b].Source.Path));
        return path[..(path.AsSpan(0, length).LastIndexOf('/') + 1)];
    }

    // The only namespace beside default that resources in the folder name; null for none and for several.
    private string? OnlyNamespace(string folder)
    {
        if (onlyIn.TryGetValue(folder, out var only))
            return only;

        var names = files
            .Where(file => file.Source.Path.StartsWith(folder, StringComparison.Ordinal))
            .SelectMany(file => file.Resources)
            .Where(IsElsewhere)
            .Select(resource => resource.Namespace)
            .Distinct(StringComparer.Ordinal)
            .Take(2)
            .ToList();
        return onlyIn[folder] = names.Count == 1 ? names[0] : null;
    }
}
