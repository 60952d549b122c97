using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>
/// Splits files into units, as a person would who is asked what of them is applied together.
/// <para>
/// All that was given is one unit, until files define one resource differently: they cannot be applied together. Then the
/// folder in which they meet is a collection of things that are applied apart, and each folder or file in it that
/// contradicts another one is a variant. What contradicts nobody is looked at by what it holds. An application (workloads
/// and Services to them) has all it needs, and stands for itself. Anything less (Services alone, a ConfigMap, a policy) is
/// there for others: it goes with every variant that it points at or that points at it, and all that points at nothing of
/// a variant is one unit together.
/// </para>
/// <para>
/// A link goes to the nearest that fits: the same file, the same folder, then outwards; a name that nothing has goes to a near
/// one in the same folder, so that the slip is seen. It never leads from one folder of a
/// collection to pods of another application there, since examples often share nothing but a name such as nginx: unless
/// all variants have what fits, which makes them editions of one thing. What goes with one variant goes with those that
/// repeat it too, though they lack what it points at. Namespaces, CRDs and identical definitions never split.
/// </para>
/// </summary>
public static class UnitSplitter
{
    /// <param name="files">In ordinal order of their paths.</param>
    /// <param name="configured">Units that the configuration names; the rest is split as if they were not there.</param>
    public static ImmutableArray<Unit> Split(ImmutableArray<ManifestFile> files, ImmutableArray<ConfiguredUnit> configured = default)
    {
        if (configured.IsDefaultOrEmpty)
            return SplitByContents(files);

        var units = ImmutableArray.CreateBuilder<Unit>();
        var taken = new HashSet<ManifestFile>(ReferenceEqualityComparer.Instance);
        foreach (var unit in configured)
        {
            var globs = unit.Paths.Where(Glob.IsPattern).Select(path => Glob.Parse(path)).ToList();
            var own = files.Where(file => globs.Exists(glob => glob.Matches(file.Source.Path))).ToImmutableArray();
            taken.UnionWith(own);
            if (!own.IsEmpty)
                units.Add(new Unit(unit.Name, own, UnitReason.Configured));
        }

        var rest = files.Where(file => !taken.Contains(file)).ToImmutableArray();
        if (!rest.IsEmpty || units.Count == 0)
            units.AddRange(SplitByContents(rest));
        return units.ToImmutable();
    }

    private static ImmutableArray<Unit> SplitByContents(ImmutableArray<ManifestFile> files)
    {
        var keys = new DefinitionKeys(files);
        var contested = ContestedDefinitions(files, keys);
        if (contested.Count == 0)
            return [new Unit("", files)];

        var all = files.Select((file, index) => new UnitFile(index, file, contested, keys)).ToImmutableArray();
        var parts = UnitParts.Of(all);
        return parts.Count == 1 ? [new Unit("", files)] : new UnitAssembly(all, parts, keys).Units();
    }

    // Definitions that differ between files.
    private static HashSet<DefinitionKey> ContestedDefinitions(ImmutableArray<ManifestFile> files, DefinitionKeys keys)
    {
        var first = new Dictionary<DefinitionKey, (int File, Resource Resource)>(files.Sum(file => file.Resources.Length));
        var contested = new HashSet<DefinitionKey>();
        for (var i = 0; i < files.Length; i++)
        {
            foreach (var resource in files[i].Resources)
            {
                if (!CanSplit(resource))
                    continue;

                var key = keys.Of(resource);
                if (first.TryAdd(key, (i, resource)))
                    continue;

                var (file, other) = first[key];
                if (file != i && !contested.Contains(key) && Definition.Fingerprint(other.Root) != Definition.Fingerprint(resource.Root))
                    contested.Add(key);
            }
        }

        return contested;
    }

    internal static bool CanSplit(Resource resource) =>
        resource.Name.Length > 0 && resource.Kind != Kinds.Namespace && resource.Kind != Kinds.CustomResourceDefinition;
}
