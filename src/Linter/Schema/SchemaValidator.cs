using System.Collections.Immutable;
using System.Globalization;
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

    // Whoever has more unknown fields than this in one resource has another trouble than where each of them belongs.
    private const int MostSought = 256;

    // Modes are written in octal on purpose.
    private static readonly string[] FileModes = ["mode", "defaultMode"];

    // Where a walk was, for the next one on this thread: it is over before anybody else begins one.
    [ThreadStatic]
    private static Step? top;

    private readonly Node root;
    private List<SchemaProblem>? problems;
    private HashSet<string>? said;
    private int sought;

    // The selector, by its index, whose labels have been told of.
    private int labelled = -1;

    // Where the walk is; set as long as it goes on.
    private Step step = null!;
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
        return validator.problems is not { } problems ? []
            : validator.isPatch ? [.. problems.Where(problem => problem.Kind != SchemaProblemKind.MissingField)]
            : [.. problems];
    }

    private Step Enter(Node node, SchemaNode schema)
    {
        if (step is null)
            return step = (top ??= new Step(null)).At(node, schema);
        return step = (step.Below ??= new Step(step)).At(node, schema);
    }

    // A step is kept for the next walk, but nothing that was read.
    private void Leave(Step here)
    {
        step = here.Parent!;
        here.At(default, SchemaNode.Any);
    }

    private void Value(Node node, SchemaNode schema)
    {
        if (schema.Shape is { } shape && !isStatus && shape.FlawOf(node) != ShapeFlaw.None)
            Report(SchemaProblemKind.OutOfShape, node, schema);

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
        {
            Report(SchemaProblemKind.WrongType, node, schema);
        }
        else if (schema.Type is SchemaType.Int32 or SchemaType.Int64 or SchemaType.IntOrString or SchemaType.Port
            && ScalarTraps.IsDisguisedInteger(node)
            && !FileModes.Contains(step.Name, StringComparer.Ordinal))
        {
            Report(SchemaProblemKind.Trap, node, schema);
        }

        if (!isStatus && IsOutOfRange(node, schema))
            Report(SchemaProblemKind.OutOfRange, node, schema);
    }

    // An empty string is as good as none in most fields, and told of as such in those where it is not; in a custom resource it is a
    // value like any other.
    private bool IsOutOfRange(Node node, SchemaNode schema)
    {
        if (!node.IsScalar)
            return false;
        if (!schema.Values.IsEmpty)
        {
            return node.Scalar.Type == ScalarType.String && (!node.Is("") || step.Schema is { IsObject: true, RefusesEmpty: false })
                && !schema.Values.AsSpan().Contains(node.Value);
        }

        return (schema.Least is not null || schema.Most is not null)
            && node.Scalar is { Type: ScalarType.Integer or ScalarType.Float } number
            && (number.Float < schema.Least || number.Float > schema.Most);
    }

    private void Object(Node mapping, SchemaNode schema)
    {
        var here = Enter(mapping, schema);
        List<string>? unknown = null;
        foreach (var entry in mapping.Entries)
        {
            if (!entry.Key.IsScalar)
                continue;

            var name = entry.Key.Tree.SpanOf(entry.Key.Index);
            if (schema.Find(name) is { } field)
            {
                (here.Name, here.Key) = (field.Name, entry.Key);
                Field(entry.Value, field);
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
        Leave(here);
    }

    private void Field(Node value, SchemaField field)
    {
        var wasStatus = isStatus;
        isStatus |= step.Parent is null && field.Name == "status";
        Value(value, field.Node);
        isStatus = wasStatus;
    }

    // A strategic merge patch is a part of a resource, and its directives are no fields.
    private static bool IsDirective(ReadOnlySpan<char> name) =>
        name is "$patch" or "$retainKeys"
        || name.StartsWith("$setElementOrder/", StringComparison.Ordinal)
        || name.StartsWith("$deleteFromPrimitiveList/", StringComparison.Ordinal);

    private void Map(Node mapping, SchemaNode values)
    {
        var here = Enter(mapping, values);
        foreach (var entry in mapping.Entries)
        {
            if (!entry.Key.IsScalar)
                continue;

            here.Key = entry.Key;
            if (ScalarTraps.IsDisguisedKey(entry.Key))
                Report(SchemaProblemKind.Trap, entry.Key, values, isKey: true);
            Value(entry.Value, values);
        }

        Leave(here);
    }

    private void List(Node sequence, SchemaNode items)
    {
        var here = Enter(sequence, items);
        foreach (var item in sequence.Items)
        {
            Value(item, items);
            here.Index++;
        }

        Leave(here);
    }

    private void Unknown(Node mapping, Node key, SchemaNode schema)
    {
        if (IsSaid(key, SchemaProblemKind.UnknownField))
            return;

        var name = key.Value;
        if (labelled == mapping.Index)
            return;
        var isSought = sought++ < MostSought;
        var nearest = !isSought ? null
            : schema.Nearest(name) is { } near && mapping.FindEntry(near) is null ? near
            : Fuller(name, mapping, schema);
        var owner = PathOf(step.Parent);
        var tooDeep = isSought && nearest is null ? TooDeep(name, mapping, schema) : [];
        var labels = isSought ? LabelsOf(mapping, schema) : null;
        labelled = labels is null ? labelled : mapping.Index;
        (problems ??= []).Add(new SchemaProblem(SchemaProblemKind.UnknownField, key, mapping, Join(owner, name), name, schema)
        {
            OwnerPath = owner,
            Nearest = nearest,
            TooDeep = tooDeep,
            Labels = labels,
            BelongsTo = isSought && nearest is null && tooDeep.IsEmpty && labels is null && schema.Fields.Length <= Spelling.MostCandidates
                ? BelongsTo(name, mapping, schema, owner)
                : null,
            Known = nearest is null && schema.Fields.Length <= FewFields ? [.. NamesOf(schema)] : [],
        });
    }

    // "spec" for a kind that has none, above the fields of the kind.
    private static ImmutableArray<string> TooDeep(string name, Node mapping, SchemaNode schema)
    {
        if (mapping.FindEntry(name) is not { Value: { IsMapping: true, Entries.Count: > 0 and <= FewFields } inner })
            return [];

        var fields = inner.Entries.Select(entry => entry.Key.IsScalar ? entry.Key.Value : "").ToImmutableArray();
        return fields.All(field => schema.Find(field) is not null && mapping.FindEntry(field) is null) ? fields : [];
    }

    // A plain map of labels, as the selector of a Service is, where matchLabels belongs.
    private static string? LabelsOf(Node mapping, SchemaNode schema)
    {
        if (schema.Fields is not [{ Name: "matchExpressions" }, { Name: "matchLabels" }] || mapping.Entries.Count > FewFields
            || !mapping.Entries.All(entry => entry.Key.IsScalar && entry.Value.IsScalar && !entry.Value.IsNull
                && schema.Find(entry.Key.Value) is null && schema.Nearest(entry.Key.Value) is null))
        {
            return null;
        }

        return string.Join(", ", mapping.Entries.Select(entry => $"{entry.Key.Span.Slice}: {entry.Value.Span.Slice}"));
    }

    // People lose a level of indentation, or add one.
    private string? BelongsTo(string name, Node mapping, SchemaNode schema, string owner)
    {
        var below = FieldPlaces.Beside(mapping, schema, name);
        if (below is { IsLikely: true })
            return Join(owner, below.Field);
        if (Above(name) is { } above)
            return above;
        if (below is { IsWritten: true })
            return Join(owner, below.Field);

        var isOver = false;
        for (var depth = 1; depth <= FieldPlaces.Deepest && !isOver; depth++)
        {
            if (Farther(name, mapping, schema, owner, depth, out isOver) is { } farther)
                return farther;
            if (!isOver && below is not null)
                return Join(owner, below.Field);
        }

        return null;
    }

    private string? Above(string name)
    {
        for (var above = step.Parent; above is not null; above = above.Parent)
        {
            if (above.Schema.IsObject && above.Node.IsMapping && above.Schema.Find(name) is not null && above.Node.FindEntry(name) is null)
                return PathOf(above.Parent);
        }

        return null;
    }

    // So many levels below, here or beside what is above: "securityContext" of the pod for that of a container.
    private string? Farther(string name, Node mapping, SchemaNode schema, string owner, int depth, out bool isOver)
    {
        var own = step.Parent is { Node.IsMapping: true } parent ? parent.LastPart : "";
        if (FieldPlaces.Below(mapping, schema, name, own, depth, out isOver) is { } down)
            return owner.Length == 0 ? down : $"{owner}.{down}";

        var levels = FieldPlaces.Highest;
        for (var above = step.Parent; above is not null && levels-- > 0 && !isOver; above = above.Parent)
        {
            if (above.Schema.IsObject && above.Node.IsMapping
                && FieldPlaces.Below(above.Node, above.Schema, name, own, depth, out isOver) is { } aside)
            {
                return PathOf(above.Parent) is { Length: > 0 } path ? $"{path}.{aside}" : aside;
            }
        }

        return null;
    }

    // "name" for the "secretName" that the mapping has to have, or the other way round, or "scaleRef" for "scaleTargetRef". Where what is
    // above has no field of this name yet, it may be meant for that.
    private string? Fuller(string name, Node mapping, SchemaNode schema)
    {
        string? found = null;
        foreach (var field in schema.Fields)
        {
            if (!field.IsRequired || !IsPartOf(name, field.Name) || mapping.FindEntry(field.Name) is not null)
                continue;
            if (found is not null)
                return null;
            found = field.Name;
        }

        return found is not null && FieldPlaces.Beside(mapping, schema, name) is null && Above(name) is null ? found : null;
    }

    // Whole words of camel case.
    private static bool IsPartOf(string one, string other) =>
        one.Length < other.Length ? EndsIn(other, one) || IsAround(one, other) : EndsIn(one, other) || IsAround(other, one);

    // The other but for words within it.
    private static bool IsAround(string one, string other)
    {
        var start = one.AsSpan().CommonPrefixLength(other);
        for (var at = start; at > 0; at--)
        {
            if (at < one.Length && char.IsAsciiLetterUpper(one[at]) && char.IsAsciiLetterUpper(other[at])
                && other.AsSpan().EndsWith(one.AsSpan(at), StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsIn(string name, string end) =>
        end.Length > 0 && name.Length > end.Length && char.IsAsciiLetterUpper(name[^end.Length])
        && name.EndsWith(end, StringComparison.OrdinalIgnoreCase);

    private void Required(Node mapping, SchemaNode schema, List<string>? unknown)
    {
        // A misspelt field is told of once, as what it is.
        unknown = unknown?.Count > MostSought ? unknown[..MostSought] : unknown;
        HashSet<string>? meant = null;
        bool IsMisspelt(string field) => unknown is not null
            && (unknown.Exists(name => Spelling.IsNear(name, field)) || (meant ??= MeantBy(unknown, mapping, schema)).Contains(field));

        foreach (var field in schema.Fields)
        {
            if (!field.IsRequired)
                continue;

            var entry = mapping.FindEntry(field.Name);
            if (entry is null)
            {
                if (!IsMisspelt(field.Name))
                    Missing(mapping, PointAtOwner(mapping), field, isEmpty: false);
            }
            else if (IsEmpty(entry.Value.Value, field.Node, schema.RefusesEmpty))
            {
                Missing(mapping, entry.Value.Value.Span.Length == 0 ? entry.Value.Key : entry.Value.Value, field, isEmpty: true);
            }
        }

        foreach (var name in schema.Dropped)
        {
            if (mapping.FindEntry(name) is null && !IsMisspelt(name))
            {
                Missing(mapping, PointAtOwner(mapping), new SchemaField(name, SchemaNode.Any, IsRequired: true), isEmpty: false,
                    isDropped: true);
            }
        }
    }

    // Required fields that unknown ones stand for, save those that are merely spelt like them.
    private HashSet<string> MeantBy(List<string> unknown, Node mapping, SchemaNode schema)
    {
        var meant = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in unknown)
        {
            if (Fuller(name, mapping, schema) is { } field)
                meant.Add(field);
            if (unknown.Count <= FewFields)
                meant.UnionWith(TooDeep(name, mapping, schema));
        }

        return meant;
    }

    private static bool IsEmpty(Node value, SchemaNode schema, bool refusesEmpty) => value.Kind switch
    {
        NodeKind.Scalar => value.IsNull || (refusesEmpty && schema.Type == SchemaType.String && value.Is("")),
        NodeKind.Sequence => refusesEmpty && schema.Type == SchemaType.List && value.Items.Count == 0,
        _ => false,
    };

    private void Missing(Node mapping, Node at, SchemaField field, bool isEmpty, bool isDropped = false)
    {
        if (IsSaid(mapping, SchemaProblemKind.MissingField, field.Name))
            return;

        var owner = PathOf(step.Parent);
        (problems ??= []).Add(new SchemaProblem(SchemaProblemKind.MissingField, at, mapping, Join(owner, field.Name), field.Name,
            field.Node)
        {
            OwnerPath = owner,
            IsEmpty = isEmpty,
            IsDropped = isDropped,
        });
    }

    // The key of the mapping; in a list the entry; for the resource itself its kind.
    private Node PointAtOwner(Node mapping)
    {
        if (step.Parent is not { } above)
            return root.Find("kind") ?? root;
        return above.Node.IsMapping ? above.Key : mapping;
    }

    private void Report(SchemaProblemKind kind, Node node, SchemaNode schema, bool isKey = false)
    {
        if (IsSaid(node, kind))
            return;

        (problems ??= []).Add(new SchemaProblem(kind, node, step.Node, PathOf(step), step.LastPart, schema)
        {
            IsKey = isKey,
            OwnerPath = PathOf(step.Parent),
        });
    }

    // Aliases lead to one node by several ways.
    private bool IsSaid(Node node, SchemaProblemKind kind, string field = "") =>
        !(said ??= new HashSet<string>(StringComparer.Ordinal))
            .Add(string.Create(CultureInfo.InvariantCulture, $"{node.Index} {(int)kind} {field}"));

    private static string PathOf(Step? step)
    {
        if (step is null)
            return "";

        var above = PathOf(step.Parent);
        return step.Node.IsMapping ? Join(above, step.LastPart) : above + step.LastPart;
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
    private sealed class Step(Step? parent)
    {
        public Step? Parent { get; } = parent;

        /// <summary>Used again each time that the walk goes down from here.</summary>
        public Step? Below { get; set; }

        public Node Node { get; private set; }

        public SchemaNode Schema { get; private set; } = SchemaNode.Any;

        /// <summary>The field's name; null in a map, where the key says it.</summary>
        public string? Name { get; set; }

        public Node Key { get; set; }

        public int Index { get; set; }

        public Step At(Node node, SchemaNode schema)
        {
            (Node, Schema, Name, Key, Index) = (node, schema, null, default, 0);
            return this;
        }

        public string LastPart =>
            !Node.IsMapping ? string.Create(CultureInfo.InvariantCulture, $"[{Index}]") : Name ?? ScalarValue.KeyText(Key);
    }
}
