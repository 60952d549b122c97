using System.Collections.Immutable;
using Linter.Yaml;

namespace Linter.Schema;

/// <summary>How a manifest and its schema disagree.</summary>
public enum SchemaProblemKind : byte
{
    /// <summary>A field that the schema does not have.</summary>
    UnknownField,

    /// <summary>A value that cannot be decoded into the field.</summary>
    WrongType,

    /// <summary>A required field that is absent, null or empty.</summary>
    MissingField,

    /// <summary>A scalar that means something else than it looks, and that the field takes.</summary>
    Trap,

    /// <summary>A string outside the closed set of its field, or an integer outside its range.</summary>
    OutOfRange,

    /// <summary>A string or a list that is too long or too short, or a string that does not match its expression.</summary>
    OutOfShape,
}

/// <summary>One disagreement of a manifest with its schema, as data: rules put it into words.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="At">Where to point: an unknown field's key, a wrong value, the key of the mapping that lacks a field.</param>
/// <param name="Owner">The mapping or list that holds it.</param>
/// <param name="Path">Path of the field from the resource's root, such as "spec.ports[0].port".</param>
/// <param name="Field">Its name, or the last step of the path.</param>
/// <param name="Schema">The schema of the field; of the owner for an unknown field.</param>
public sealed record SchemaProblem(SchemaProblemKind Kind, Node At, Node Owner, string Path, string Field, SchemaNode Schema)
{
    /// <summary>The field is there, but empty or null.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>At is a map's key.</summary>
    public bool IsKey { get; init; }

    /// <summary>The known field that was probably meant; null when none is near or it is there already.</summary>
    public string? Nearest { get; init; }

    /// <summary>Where else in the resource a field of this name belongs, as a path; null where nowhere near.</summary>
    public string? BelongsTo { get; init; }

    /// <summary>Path of the owner; empty for the resource itself.</summary>
    public string OwnerPath { get; init; } = "";

    /// <summary>The schema requires the missing field, but does not name it: no resource can have it.</summary>
    public bool IsDropped { get; init; }

    /// <summary>Fields of the owner that stand in the unknown one, and nothing else does: they are a level too deep.</summary>
    public ImmutableArray<string> TooDeep { get; init; } = [];

    /// <summary>The labels of a selector that stand where its matchLabels belongs: "app: web, tier: front"; null where they do not.</summary>
    public string? Labels { get; init; }

    /// <summary>What the owner may hold, where that is few enough to list.</summary>
    public ImmutableArray<string> Known { get; init; } = [];
}
