using System.Collections.Immutable;
using Linter.Text;

namespace Linter.Schema;

/// <summary>What JSON a field takes.</summary>
public enum SchemaType : byte
{
    /// <summary>Anything; nothing is known of it.</summary>
    Any,
    String,
    Int32,
    Int64,
    Number,
    Boolean,

    /// <summary>A number or a string such as "500m".</summary>
    Quantity,
    IntOrString,

    /// <summary>An int-or-string whose string is a port name, so that it holds a letter.</summary>
    Port,

    /// <summary>A string that holds a time.</summary>
    Time,

    /// <summary>A string that holds base64.</summary>
    Bytes,
    List,
    Map,
    Object,

    /// <summary>An object where it is a mapping, anything otherwise.</summary>
    ObjectOrAny,
}

/// <summary>The type of a value: immutable, its fields read when they are first asked for.</summary>
public sealed class SchemaNode
{
    private readonly Func<SchemaField[]>? read;
    private SchemaField[]? fields;

    internal SchemaNode(SchemaType type) => Type = type;

    internal SchemaNode(SchemaType type, SchemaNode element)
    {
        Type = type;
        Element = element;
    }

    /// <param name="type">Object or ObjectOrAny.</param>
    /// <param name="read">Gives the fields, ordered ordinally by name.</param>
    internal SchemaNode(SchemaType type, Func<SchemaField[]> read)
    {
        Type = type;
        this.read = read;
    }

    /// <summary>Nothing is known, so that nothing is said.</summary>
    public static SchemaNode Any { get; } = new(SchemaType.Any);

    public SchemaType Type { get; }

    /// <summary>The type of a list's items or a map's values; null for other types.</summary>
    public SchemaNode? Element { get; }

    /// <summary>The closed set that a string must be of; empty where it is open.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>The least that an integer may be; null where only its type limits it.</summary>
    public long? Least { get; init; }

    /// <summary>The most that it may be; null where only its type limits it.</summary>
    public long? Most { get; init; }

    /// <summary>Lengths, numbers of items and the expression of a custom resource's field; null where there are none.</summary>
    public ValueShape? Shape { get; init; }

    /// <summary>Fields that the schema does not name are kept (x-kubernetes-preserve-unknown-fields).</summary>
    public bool KeepsUnknown { get; init; }

    /// <summary>An empty string or list in a required field is refused as if it were absent.</summary>
    public bool RefusesEmpty { get; init; }

    /// <summary>Required of an object whose schema does not name them: they are dropped before they are looked for.</summary>
    public ImmutableArray<string> Dropped { get; init; } = [];

    public bool IsObject => Type is SchemaType.Object or SchemaType.ObjectOrAny;

    /// <summary>An object's fields, ordered by name; empty for other types.</summary>
    public ReadOnlySpan<SchemaField> Fields => fields ??= read?.Invoke() ?? [];

    /// <summary>The field of exactly this name; null where there is none.</summary>
    public SchemaField? Find(ReadOnlySpan<char> name)
    {
        var all = Fields;
        var (low, high) = (0, all.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = OrdinalOrder.Compare(name, all[middle].Name);
            if (order == 0)
                return all[middle];
            (low, high) = order < 0 ? (low, middle - 1) : (middle + 1, high);
        }

        return null;
    }

    /// <summary>The field name that was probably meant; null when none is near.</summary>
    public string? Nearest(string name)
    {
        var names = FieldNames();
        return Spelling.Nearest(name, names) ?? Rearranged(name, names);
    }

    // "configMapRefKey" for "configMapKeyRef".
    private static string? Rearranged(string name, List<string> names)
    {
        var words = WordsOf(name);
        if (words.Length < 2)
            return null;

        var found = names.FindAll(other => other.Length == name.Length && WordsOf(other).AsSpan().SequenceEqual(words));
        return found is [var only] ? only : null;
    }

    // Its words in lower case and ordered.
    private static string[] WordsOf(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            if (i < name.Length && !char.IsAsciiLetterUpper(name[i]))
                continue;
            words.Add(name[start..i].ToLowerInvariant());
            start = i;
        }

        words.Sort(StringComparer.Ordinal);
        return [.. words];
    }

    private List<string> FieldNames()
    {
        var names = new List<string>();
        foreach (var field in Fields[..Math.Min(Fields.Length, Spelling.MostCandidates)])
            names.Add(field.Name);
        return names;
    }
}

/// <summary>A field of an object.</summary>
/// <param name="Name">As in JSON.</param>
/// <param name="Node">Its type.</param>
/// <param name="IsRequired">Refused where it is absent, defaulting done.</param>
/// <param name="IsImmutable">It cannot change once the object exists.</param>
public sealed record SchemaField(string Name, SchemaNode Node, bool IsRequired, bool IsImmutable = false);
