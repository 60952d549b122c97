using Linter.Text;

namespace Linter.Manifests;

/// <summary>A patch that is for no object of its kustomization, as things are when its turn comes.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Meant">The object that was probably meant; null where nothing says so.</param>
/// <param name="Field">The field of the target that keeps it from that one.</param>
internal sealed record IdlePatch(WrittenNode Target, ReplayedObject? Meant = null, string? Field = null)
{
    /// <summary>What the field would have to say; null where it cannot be said.</summary>
    public string? Near { get; } = Meant is null || Field is null || Of(Meant, Field).Length == 0 ? null : Of(Meant, Field);

    /// <summary>What the object is called then; it may be renamed later.</summary>
    public string Called { get; } = Meant is null ? "" : $"{Meant.Kind.Kind} '{Meant.Name}'";

    /// <summary>Null where some object may be selected: whatever the target says of labels and annotations counts as true.</summary>
    public static IdlePatch? Of(WrittenNode target, List<ReplayedObject> objects)
    {
        if (objects.Exists(new ObjectSelector(target).MaySelect))
            return null;

        // Of all fields only one is wrong, or is a slip.
        foreach (var field in (string[])["version", "group", "kind", "namespace"])
        {
            if (target.Text("name") is not null && target.Text(field) is not null && Without(field).Take(2).ToList() is [var one])
                return new IdlePatch(target, one, field);
        }

        foreach (var field in (string[])["name", "kind"])
        {
            if (target.Text(field) is { } text && Nearest(text, [.. Without(field)], field) is { } near)
                return new IdlePatch(target, near, field);
        }

        return new IdlePatch(target);

        IEnumerable<ReplayedObject> Without(string field) => objects.Where(new ObjectSelector(target, field).MaySelect);
    }

    private static ReplayedObject? Nearest(string text, List<ReplayedObject> candidates, string field) =>
        Spelling.Nearest(text, candidates.Select(one => Of(one, field)).Distinct(StringComparer.Ordinal)) is { } near
            ? candidates.Find(one => Of(one, field) == near)
            : null;

    private static string Of(ReplayedObject one, string field) => field switch
    {
        "version" => one.Version,
        "group" => one.Kind.Group,
        "kind" => one.Kind.Kind,
        "namespace" => one.Namespace,
        _ => one.Name,
    };
}
