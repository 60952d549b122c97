using System.Collections.Immutable;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>
/// Fields that are misspelt or stand at the wrong place, and of which it is known what was meant. They are read as that, so that one slip
/// is one finding: what hangs on the field is judged as it will be when the slip is mended.
/// </summary>
internal static class MeantFields
{
    /// <summary>Makes the resource's tree answer for them.</summary>
    /// <param name="root">The resource.</param>
    /// <param name="problems">All that its schema finds wrong.</param>
    /// <returns>The problems without those of fields that are missing no longer.</returns>
    public static ImmutableArray<SchemaProblem> Read(Node root, ImmutableArray<SchemaProblem> problems)
    {
        var isAny = false;
        foreach (var problem in problems)
            isAny |= problem.Kind == SchemaProblemKind.UnknownField && Read(root, problem);

        return isAny ? problems.RemoveAll(problem => problem is { Kind: SchemaProblemKind.MissingField, IsEmpty: false }
            && problem.Owner.FindEntry(problem.Field) is not null) : problems;
    }

    private static bool Read(Node root, SchemaProblem problem)
    {
        if (problem is { Nearest: null, TooDeep.IsEmpty: true, BelongsTo: null } || problem.Owner.FindEntry(problem.Field) is not { } entry)
            return false;
        if (problem.Nearest is { } near)
            return problem.Schema.Find(near) is { } field && Takes(field.Node, entry.Value) && Mean(problem.Owner, near, entry);
        if (!problem.TooDeep.IsEmpty)
            return MeanAll(problem.Owner, entry.Value);
        return problem.BelongsTo is { } path && PlaceOf(root, path) is { IsMapping: true } place && Mean(place, problem.Field, entry);
    }

    // A path of several items is none.
    private static Node? PlaceOf(Node root, string path) => path.Length == 0 ? root
        : path.Contains("['", StringComparison.Ordinal) || path.Contains('*', StringComparison.Ordinal) ? null
        : root.At(NodePath.Parse(path));

    private static bool Takes(SchemaNode schema, Node value) => schema.Type switch
    {
        SchemaType.Any => true,
        SchemaType.List => value.IsSequence,
        SchemaType.Map or SchemaType.Object or SchemaType.ObjectOrAny => value.IsMapping,
        _ => value.IsScalar,
    };

    private static bool MeanAll(Node mapping, Node deeper)
    {
        var isAny = false;
        foreach (var inner in deeper.Entries)
            isAny |= Mean(mapping, inner.Key.Value, inner);
        return isAny;
    }

    private static bool Mean(Node mapping, string field, Entry entry)
    {
        if (mapping.FindEntry(field) is not null)
            return false;

        mapping.Tree.Mean(mapping.Index, field, entry);
        return true;
    }
}
