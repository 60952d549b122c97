using System.Collections.Immutable;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Schema;

/// <summary>
/// Holds a resource against its schema, as the API server's strict decoder does: unknown fields, values of the wrong type,
/// required fields that defaulting leaves absent, and scalars that pass but mean something else. One walk finds them all.
/// </summary>
public sealed class SchemaValidator
{
    // What is worth reading in a line of help.
    private const int FewFields = 8;

    // Modes are written in octal on purpose.
    private static readonly string[] FileModes = ["mode", "defaultMode"];

    private readonly ImmutableArray<SchemaProblem>.Builder problems = ImmutableArray.CreateBuilder<SchemaProblem>();
    private readonly HashSet<(int Node, SchemaProblemKind Kind, string Field)> said = [];
    private readonly List<Step> steps = [];
    private readonly Node root;
    private bool isStatus;
    private bool isPatch;

    private SchemaValidator(Node root) => this.root = root;

    /// <summary>All disagreements in document order. A node that aliases lead to several times is told of once.</summary>
    public static ImmutableArray<SchemaProblem> Validate(Node root, SchemaNode schema)
    {
        if (!root.IsMapping)
            return [];

        var validator = new SchemaValidator(root);
        validator.Object(root, schema);
        return validator.isPatch
            ? [.. validator.problems.Where(problem => problem.Kind != SchemaProblemKind.MissingField)]
            : validator.problems.ToImmutable();
    }

    private void Value(Node node, SchemaNode schema)
    {
        switch (schema.Type)
        {
            case SchemaType.Any:
                return;
            case SchemaType.Object or SchemaType.ObjectOrAny when node.IsMapping:
                Object(node, schema);
                return;
            case SchemaType.ObjectOrAny:
                return;
            case SchemaType.Map when node.IsMapping:
                Map(node, schema.Element!);
                return;
            case SchemaType.List when node.IsSequence:
                List(node, schema.Element!);
                return;
        }

        if (!Scalars.Fit(node, schema.Type))
            Report(SchemaProblemKind.WrongType, node, schema);
        else if (schema.Type is SchemaType.Int32 or SchemaType.Int64 or SchemaType.IntOrString or SchemaType.Port
            && ScalarTraps.IsDisguisedInteger(node)
            && !FileModes.Contains(steps[^1].Name, StringComparer.Ordinal))
            Report(SchemaProblemKind.Trap, node, schema);
    }

    private void Object(Node mapping, SchemaNode schema)
    {
        steps.Add(new Step(mapping, schema));
        List<string>? unknown = null;
        foreach (var entry in mapping.Entries)
        {
            if (!entry.Key.IsScalar)
                continue;

            var name = entry.Key.Tree.SpanOf(entry.Key.Index);
            if (schema.Find(name) is { } field)
            {
                steps[^1] = steps[^1] with { Name = field.Name, Key = entry.Key };
                var wasStatus = isStatus;
                isStatus |= steps.Count == 1 && field.Name == "status";
                Value(entry.Value, field.Node);
                isStatus = wasStatus;
            }
            else if (IsDirective(name))
            {
                isPatch = true;
            }
            else if (!schema.KeepsUnknown)
            {
                (unknown ??= []).Add(entry.Key.Value);
                Unknown(mapping, entry.Key, schema);
            }
        }

        // The server clears a status that is sent along, so that nothing need be in it.
        if (!isStatus)
            Required(mapping, schema, unknown);
        steps.RemoveAt(steps.Count - 1);
    }

    // A strategic merge patch is a part of a resource, and its directives are no fields.
    private static bool IsDirective(ReadOnlySpan<char> name) =>
        name is "$patch" or "$retainKeys"
        || name.StartsWith("$setElementOrder/", StringComparison.Ordinal)
        || name.StartsWith("$deleteFromPrimitiveList/", StringComparison.Ordinal);

    private void Map(Node mapping, SchemaNode values)
    {
        steps.Add(new Step(mapping, values));
        foreach (var entry in mapping.Entries)
        {
            if (!entry.Key.IsScalar)
                continue;

            steps[^1] = steps[^1] with { Name = null, Key = entry.Key };
            if (ScalarTraps.IsDisguisedKey(entry.Key))
                Report(SchemaProblemKind.Trap, entry.Key, values, isKey: true);
            Value(entry.Value, values);
        }

        steps.RemoveAt(steps.Count - 1);
    }

    private void List(Node sequence, SchemaNode items)
    {
        steps.Add(new Step(sequence, items));
        var index = 0;
        foreach (var item in sequence.Items)
        {
            steps[^1] = steps[^1] with { Index = index++ };
            Value(item, items);
        }

        steps.RemoveAt(steps.Count - 1);
    }

    private void Unknown(Node mapping, Node key, SchemaNode schema)
    {
        if (!said.Add((key.Index, SchemaProblemKind.UnknownField, "")))
            return;

        var name = key.Value;
        var nearest = schema.Nearest(name) is { } near && mapping.FindEntry(near) is null ? near : null;
        steps[^1] = steps[^1] with { Name = name, Key = key };
        problems.Add(new SchemaProblem(SchemaProblemKind.UnknownField, key, mapping, PathTo(steps.Count), name, schema)
        {
            OwnerPath = PathTo(steps.Count - 1),
            Nearest = nearest,
            BelongsTo = nearest is null ? BelongsTo(name, schema) : null,
            Known = nearest is null && schema.Fields.Length <= FewFields ? [.. NamesOf(schema)] : [],
        });
    }

    // People lose a level of indentation, or add one.
    private string? BelongsTo(string name, SchemaNode schema)
    {
        foreach (var field in schema.Fields)
        {
            if (field.Name != "status" && field.Node.Type == SchemaType.Object && field.Node.Find(name) is not null)
                return Join(PathTo(steps.Count - 1), field.Name);
        }

        for (var i = steps.Count - 2; i >= 0; i--)
        {
            if (steps[i].Schema.IsObject && steps[i].Node.IsMapping && steps[i].Schema.Find(name) is not null)
                return i == 0 ? "" : PathTo(i);
        }

        return null;
    }

    private void Required(Node mapping, SchemaNode schema, List<string>? unknown)
    {
        foreach (var field in schema.Fields)
        {
            if (!field.IsRequired)
                continue;

            var entry = mapping.FindEntry(field.Name);
            if (entry is null)
            {
                // A misspelt field is told of once, as what it is.
                if (unknown is null || !unknown.Exists(name => Spelling.IsNear(name, field.Name)))
                    Missing(mapping, PointAtOwner(mapping), field, isEmpty: false);
            }
            else if (IsEmpty(entry.Value.Value, field.Node, schema.RefusesEmpty))
            {
                Missing(mapping, entry.Value.Value.Span.Length == 0 ? entry.Value.Key : entry.Value.Value, field, isEmpty: true);
            }
        }
    }

    private static bool IsEmpty(Node value, SchemaNode schema, bool refusesEmpty) => value.Kind switch
    {
        NodeKind.Scalar => value.IsNull || (refusesEmpty && schema.Type == SchemaType.String && value.Is("")),
        NodeKind.Sequence => refusesEmpty && schema.Type == SchemaType.List && value.Items.Count == 0,
        _ => false,
    };

    private void Missing(Node mapping, Node at, SchemaField field, bool isEmpty)
    {
        if (!said.Add((mapping.Index, SchemaProblemKind.MissingField, field.Name)))
            return;

        var owner = PathTo(steps.Count - 1);
        problems.Add(new SchemaProblem(SchemaProblemKind.MissingField, at, mapping, Join(owner, field.Name), field.Name, field.Node)
        {
            OwnerPath = owner,
            IsEmpty = isEmpty,
        });
    }

    // The key of the mapping; in a list the entry; for the resource itself its kind.
    private Node PointAtOwner(Node mapping)
    {
        if (steps.Count < 2)
            return root.Find("kind") ?? root;
        return steps[^2].Node.IsMapping ? steps[^2].Key : mapping;
    }

    private void Report(SchemaProblemKind kind, Node at, SchemaNode schema, bool isKey = false)
    {
        if (!said.Add((at.Index, kind, "")))
            return;

        problems.Add(new SchemaProblem(kind, at, steps[^1].Node, PathTo(steps.Count), steps[^1].LastPart, schema)
        {
            IsKey = isKey,
            OwnerPath = PathTo(steps.Count - 1),
        });
    }

    // steps[i] holds the way from its node down to the next one's.
    private string PathTo(int count)
    {
        var path = "";
        for (var i = 0; i < count; i++)
            path = steps[i].Node.IsMapping ? Join(path, steps[i].LastPart) : path + steps[i].LastPart;
        return path;
    }

    private static string Join(string path, string name)
    {
        if (name.AsSpan().IndexOfAny("./[]'\" ") >= 0)
            return $"{path}['{name}']";
        return path.Length == 0 ? name : $"{path}.{name}";
    }

    private static List<string> NamesOf(SchemaNode schema)
    {
        var names = new List<string>();
        foreach (var field in schema.Fields)
            names.Add(field.Name);
        return names;
    }

    /// <summary>A mapping or list on the way down, and the entry or item that is being looked at.</summary>
    private readonly record struct Step(Node Node, SchemaNode Schema)
    {
        /// <summary>The field's name; null in a map, where the key says it.</summary>
        public string? Name { get; init; }

        public Node Key { get; init; }

        public int Index { get; init; }

        public string LastPart => !Node.IsMapping ? $"[{Index}]" : Name ?? ScalarValue.KeyText(Key);
    }
}
