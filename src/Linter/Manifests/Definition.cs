using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>What makes two resources the same object: the present group, kind, namespace and name.</summary>
/// <param name="Namespace">"default" stands as null: manifests that name none are applied there unless told otherwise.</param>
public readonly record struct DefinitionKey(GroupKind Kind, string? Namespace, string Name)
{
    public static DefinitionKey Of(Resource resource) =>
        new(resource.Kind, resource.Namespace == "default" ? null : resource.Namespace, resource.Name);
}

/// <summary>Whether two resources say the same, whatever their comments, style and order of keys.</summary>
public static class Definition
{
    /// <summary>
    /// A fingerprint of keys and values. Equal content has an equal one; unequal content differs but for chance (64 bits).
    /// </summary>
    public static ulong Fingerprint(Node node)
    {
        if (node.IsScalar)
            return Mix(Text(node.Value), node.Style == ScalarStyle.Plain ? (ulong)node.Scalar.Type : (ulong)ScalarType.String);

        var sum = node.IsMapping ? 0x9E3779B97F4A7C15UL : 0xC2B2AE3D27D4EB4FUL;
        if (node.IsMapping)
        {
            // Order of keys carries no meaning: a sum does not see it.
            foreach (var entry in node.Entries)
                sum += Mix(Text(entry.Key.Value), Fingerprint(entry.Value));
            return sum;
        }

        foreach (var item in node.Items)
            sum = Mix(sum, Fingerprint(item));
        return sum;
    }

    private static ulong Text(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in text)
            hash = (hash ^ character) * 1099511628211UL;
        return hash;
    }

    private static ulong Mix(ulong a, ulong b)
    {
        var value = (a ^ (b * 0xBF58476D1CE4E5B9UL)) + 0x94D049BB133111EBUL;
        value = (value ^ (value >> 29)) * 0x9E3779B97F4A7C15UL;
        return value ^ (value >> 32);
    }
}
