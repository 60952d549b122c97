namespace Linter.Manifests;

/// <summary>Replayed objects by what a rendered one says of itself.</summary>
internal sealed class ReplayedObjects(IReadOnlyCollection<ReplayedObject> objects)
{
    private readonly ILookup<(GroupKind Kind, string Name), ReplayedObject> byName = objects.ToLookup(one =>
        (Kind: one.PresentKind, one.Name));
    // Of a file with more of one kind, whose names are all other ones, nothing can be told apart in reasonable time.
    private const int MostAlike = 1_000;

    private readonly ILookup<(string File, string Kind), ReplayedObject> byFile = objects.ToLookup(one => (one.File, one.PresentKind.Kind));

    /// <summary>The object that was rendered under a name; null where none, or more than one, may be meant.</summary>
    /// <param name="kind">As rendered.</param>
    /// <param name="name">As rendered.</param>
    /// <param name="namespace">As rendered, or empty.</param>
    /// <param name="file">Absolute path of the file that kustomize names as its origin.</param>
    public ReplayedObject? Find(GroupKind kind, string name, string @namespace, string? file)
    {
        var candidates = Named(kind, name);
        if (candidates.Count == 0 && file is not null)
            candidates = Alike(kind, name, [.. byFile[(file, kind.Kind)].Take(MostAlike + 1)]);

        return candidates.Count == 1 ? candidates[0]
            : Only(candidates.Where(one => one.Namespace == @namespace)) ?? Only(candidates.Where(one => one.File == file));
    }

    private List<ReplayedObject> Named(GroupKind kind, string name)
    {
        var plain = byName[(kind, name)].Where(one => !one.IsHashed).ToList();
        if (plain.Count > 0)
            return plain;

        // Objects that are merged into a generated one, or say so by an annotation, are hashed as well.
        var hashed = WithoutHash(name) is { } stem && (kind == Kinds.ConfigMap || kind == Kinds.Secret)
            ? byName[(kind, stem)].ToList()
            : [];
        return hashed.Count > 0 ? hashed : [.. byName[(kind, name)]];
    }

    private static List<ReplayedObject> Alike(GroupKind kind, string name, List<ReplayedObject> all)
    {
        if (all.Count > MostAlike)
            return [];

        var alike = all.FindAll(one => one.PresentKind == kind && name.Contains(one.Names[0].Name, StringComparison.Ordinal));
        return alike.Count > 0 ? alike : all;
    }

    private static ReplayedObject? Only(IEnumerable<ReplayedObject> candidates) => candidates.Take(2).ToList() is [var one] ? one : null;

    /// <summary>Kustomize's hashes have ten letters and digits.</summary>
    private static string? WithoutHash(string name) =>
        name.LastIndexOf('-') is > 0 and var dash && name.Length - dash - 1 == 10
            && name.AsSpan(dash + 1).IndexOfAnyExcept("0123456789abcdefghijklmnopqrstuvwxyz") < 0
            ? name[..dash]
            : null;
}
