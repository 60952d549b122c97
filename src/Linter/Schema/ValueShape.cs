using Linter.Yaml;

namespace Linter.Schema;

/// <summary>What of a value is not as its schema has it.</summary>
public enum ShapeFlaw : byte
{
    None,
    TooShort,
    TooLong,
    TooFew,
    TooMany,
    Unmatched,
}

/// <summary>How long a string, how many items a list may be, and the expression that a string has to match.</summary>
public sealed class ValueShape
{
    internal ValueShape(Node schema)
    {
        (LeastLength, MostLength) = (Bound(schema, "minLength"), Bound(schema, "maxLength"));
        (LeastItems, MostItems) = (Bound(schema, "minItems"), Bound(schema, "maxItems"));
        Pattern = schema.Find("pattern") is { IsScalar: true, IsNull: false } pattern && pattern.Value.Length > 0 ? pattern.Value : null;
    }

    /// <summary>In characters of Unicode.</summary>
    public long? LeastLength { get; }

    public long? MostLength { get; }

    public long? LeastItems { get; }

    public long? MostItems { get; }

    /// <summary>As RE2 reads it, found anywhere in the string.</summary>
    public string? Pattern { get; }

    internal bool IsOpen => LeastLength is null && MostLength is null && LeastItems is null && MostItems is null && Pattern is null;

    /// <summary>None for values of other types, and where it cannot be told.</summary>
    public ShapeFlaw FlawOf(Node node)
    {
        if (node.IsSequence)
            return node.Items.Count < LeastItems ? ShapeFlaw.TooFew : node.Items.Count > MostItems ? ShapeFlaw.TooMany : ShapeFlaw.None;
        if (!node.IsScalar || node.Scalar.Type != ScalarType.String)
            return ShapeFlaw.None;

        var text = node.Value;
        if (LengthOf(text) is var length && length < LeastLength)
            return ShapeFlaw.TooShort;
        if (length > MostLength)
            return ShapeFlaw.TooLong;
        return Pattern is not null && Re2.IsIn(Pattern, text) == false ? ShapeFlaw.Unmatched : ShapeFlaw.None;
    }

    /// <summary>As the API server counts.</summary>
    public static int LengthOf(string text) => text.EnumerateRunes().Count();

    private static long? Bound(Node schema, string key) =>
        schema.Find(key) is { IsScalar: true, Scalar: { Type: ScalarType.Integer } number } ? number.Integer : null;
}
