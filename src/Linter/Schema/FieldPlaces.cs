using Linter.Yaml;

namespace Linter.Schema;

/// <summary>Mappings of a resource that may hold a field of which another one knows nothing.</summary>
internal static class FieldPlaces
{
    /// <summary>From the spec of a CronJob to its containers.</summary>
    public const int Deepest = 5;

    /// <summary>How many levels above are looked at.</summary>
    public const int Highest = 16;

    /// <summary>The field of this mapping whose object knows the name, one that is written before others; null without one.</summary>
    public static FieldBeside? Beside(Node mapping, SchemaNode schema, string name)
    {
        FieldBeside? found = null;
        foreach (var field in schema.Fields)
        {
            if (field.Name == "status" || field.Node.Type != SchemaType.Object || field.Node.Find(name) is null)
                continue;
            var written = mapping.FindEntry(field.Name);
            if (written is { } entry && (entry.Value.IsNull || IsJustAbove(mapping, field.Name, name)))
                return new FieldBeside(field.Name, IsWritten: true, IsLikely: true);
            if (found is null || (written is not null && !found.IsWritten))
                found = new FieldBeside(field.Name, written is not null, IsLikely: false);
        }

        return found;
    }

    /// <summary>
    /// The path to the one object, so many levels below, that knows the name: through what is written, and to a field of the
    /// owner's own name whether it is written or not. Null where there is none.
    /// </summary>
    /// <param name="isOver">There are several, or the one has the field already: nothing says what was meant.</param>
    public static string? Below(Node mapping, SchemaNode schema, string name, string? own, int depth, out bool isOver)
    {
        string? found = null;
        SchemaNode? known = null;
        isOver = false;
        foreach (var place in Places(new Place(mapping, schema, ""), own, depth))
        {
            if (place.Schema.Find(name) is null || ReferenceEquals(known, place.Schema))
                continue;
            if (found is not null || place.Holds(name))
            {
                isOver = true;
                return null;
            }

            (found, known) = (place.Path, place.Schema);
        }

        return found;
    }

    private static IEnumerable<Place> Places(Place top, string? own, int depth)
    {
        IEnumerable<Place> level = [top];
        for (var i = 1; i <= depth; i++)
        {
            var isLast = i == depth;
            level = level.SelectMany(place => Inner(place, isLast ? own : null)).ToList();
        }

        return level;
    }

    // Items of a list are alike: the first stands for all.
    private static List<Place> Inner(Place place, string? own)
    {
        var inner = new List<Place>();
        foreach (var field in place.Schema.Fields)
        {
            if (place.Path.Length == 0 && field.Name == "status")
                continue;

            var path = place.Path.Length == 0 ? field.Name : $"{place.Path}.{field.Name}";
            var value = place.Node?.FindEntry(field.Name)?.Value;
            if (field.Node.Type == SchemaType.Object
                && (value is { IsMapping: true } || (value is null && own is not null && (field.Name == own || field.Name == "metadata"))))
            {
                inner.Add(new Place(value, field.Node, path));
            }
            else if (field.Node is { Type: SchemaType.List, Element: { Type: SchemaType.Object } items }
                && value?.Items.FirstOrDefault() is { Tree: not null, IsMapping: true } first)
            {
                inner.Add(value.Value.Items.Count == 1
                    ? new Place(first, items, $"{path}[0]")
                    : new Place(first, items, $"{path}[*]") { IsOfSeveral = true });
            }
        }

        return inner;
    }

    private static bool IsJustAbove(Node mapping, string field, string name)
    {
        var isAbove = false;
        foreach (var entry in mapping.Entries)
        {
            if (entry.Key.IsScalar && entry.Key.Is(name))
                return isAbove;
            isAbove = entry.Key.IsScalar && entry.Key.Is(field);
        }

        return false;
    }

    private readonly record struct Place(Node? Node, SchemaNode Schema, string Path)
    {
        public bool IsOfSeveral { get; init; }

        public bool Holds(string name) => !IsOfSeveral && Node?.FindEntry(name) is not null;
    }
}

/// <summary>A field of a mapping whose object knows a name that stands in the mapping itself.</summary>
/// <param name="Field">Its name.</param>
/// <param name="IsWritten">It is there.</param>
/// <param name="IsLikely">It is left empty, or ends just above the name, so that it is the one which lost it.</param>
internal sealed record FieldBeside(string Field, bool IsWritten, bool IsLikely);
