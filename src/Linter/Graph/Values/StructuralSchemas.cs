using System.Collections.Immutable;
using Linter.Findings;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// The schemas of a CustomResourceDefinition of v1, which have to be structural
/// (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema;
/// k8s.io/apiextensions-apiserver pkg/apiserver/schema/validation.go).
/// </summary>
internal sealed class StructuralSchemas(ValueList values)
{
    private const string NeverValid =
        "no resource with this object is valid: the API server drops a field that is no property, and then finds it missing";

    private const string Reference = "$ref";
    private const string IntOrString = "x-kubernetes-int-or-string";
    private const string KeepsUnknown = "x-kubernetes-preserve-unknown-fields";

    // apiextensions validation, specStandardValidatorV3.
    private static readonly ImmutableArray<string> Forbidden =
        [Reference, "additionalItems", "definitions", "dependencies", "id", "patternProperties"];

    // Below allOf, anyOf, oneOf and not (validateNestedValueValidation).
    private static readonly ImmutableArray<string> NotInLogic =
        ["additionalProperties", "default", "description", "nullable", "title", "type"];

    private static readonly string[] Logic = ["allOf", "anyOf", "oneOf"];

    // Go's regular expressions look neither ahead nor behind.
    private static readonly string[] Lookarounds = ["(?!", "(?=", "(?<!", "(?<="];

    public void Judge(Entry schema)
    {
        if (ValueList.Text(schema.Value.Find("type")) is { } type && !type.Is("object") && !type.Is(""))
        {
            values.Add(type, $"'{values.PathOf(type)}' of '{values.Resource}' is '{type.Value}', but every resource is an '{"object"}'",
                "not object", "write type: object");
        }

        if (schema.Value.FindEntry("additionalProperties") is { Value.IsNull: false } additional)
        {
            values.Add(additional.Key,
                $"'{values.PathOf(schema.Value)}' of '{values.Resource}' has '{additional.Key.Value}', which it may not have at its root",
                "not at the root", "remove additionalProperties");
        }

        foreach (var field in schema.Value.Find("properties")?.Find("metadata")?.Find("properties")?.Entries ?? default)
        {
            if (field.Key.Value is not ("name" or "generateName"))
            {
                values.Add(field.Key,
                    $"'{values.PathOf(schema.Value)}' of '{values.Resource}' says what '{"metadata"}' holds with '{field.Key.Value}', but may restrict only name and generateName",
                    "not to be restricted", $"remove {field.Key.Value}: metadata is the same in all resources");
            }
        }

        Judge(schema.Value, schema.Key, isRoot: true);
    }

    private void Judge(Node schema, Node at, bool isRoot = false)
    {
        if (!schema.IsMapping)
            return;

        JudgeType(schema, at, isRoot);
        JudgeRequired(schema, isRoot);
        JudgeKeywords(schema);
        JudgeLogic(schema);
        if (schema.Find("properties") is { IsMapping: true } properties)
        {
            foreach (var property in properties.Entries)
                Judge(property.Value, property.Key);
        }

        if (schema.FindEntry("items") is { Value.IsMapping: true } items)
            Judge(items.Value, items.Key);
        if (schema.FindEntry("additionalProperties") is { Value.IsMapping: true } additional)
            Judge(additional.Value, additional.Key);
    }

    private void JudgeType(Node schema, Node at, bool isRoot)
    {
        var type = ValueList.Filled(schema.Find("type"));
        var isEither = WorkloadReport.IsTrue(schema.Find(IntOrString));
        if (schema.Find("type") is null or { IsNull: true } && !isEither && (isRoot || !WorkloadReport.IsTrue(schema.Find(KeepsUnknown)))
            && FieldChoices.Given(schema, Reference) is null && !HasUnknown(schema))
        {
            values.Add(at,
                $"'{values.PathOf(schema)}' of '{values.Resource}' has no '{"type"}', which a structural schema says of every value",
                "no type here", "add type");
        }

        if (type?.Is("array") == true && schema.Find("items") is null or { IsNull: true })
        {
            values.Add(type!.Value, $"'{values.PathOf(schema)}' of '{values.Resource}' is an '{"array"}', but has no '{"items"}'",
                "no items beside it", "add items with the type of the array's values");
        }
        else if (schema.FindEntry("items") is { Value.IsSequence: true } several)
        {
            values.Add(several.Key,
                $"'{values.PathOf(several.Value)}' of '{values.Resource}' is a list of schemas, but one has to do for all values", "a list",
                "write one schema");
        }
    }

    private void JudgeRequired(Node schema, bool isRoot)
    {
        var dropped = CustomSchemas.DroppedOf(schema, isRoot).ToList();
        if (dropped.Count == 0 || HasUnknown(schema))
            return;

        var required = schema.Find("required")!.Value.Items.Select(item => item.Value).ToHashSet(StringComparer.Ordinal);
        var free = (schema.Find("properties")?.Entries ?? default).Select(property => property.Key)
            .Where(property => !required.Contains(property.Value))
            .Take(Spelling.MostCandidates)
            .ToList();
        foreach (var name in dropped)
        {
            var near = Spelling.Nearest(name.Value, free.Select(property => property.Value));
            var said = MessageText.Of(
                $"'{values.PathOf(name)}' of '{values.Resource}' is '{name.Value}', but the properties beside it have none of this name");
            values.Add(near is null
                ? new ValueProblem(values.Resource, name, said)
                {
                    Severity = Severity.Warning,
                    Label = "no such property",
                    Effect = NeverValid,
                    Help = $"add {name.Value} to the properties, or do not require it",
                }
                : WordSlips.Of(values.Resource, name, said, near, NeverValid,
                    new RelatedSpan(free.Find(property => property.Is(near)).Span, "the property")));
        }
    }

    // A misspelt field is told of as that.
    private bool HasUnknown(Node schema) =>
        values.Resource.SchemaProblems.Any(problem => problem.Owner.Index == schema.Index
            && ReferenceEquals(problem.Owner.Tree, schema.Tree));

    private void JudgeKeywords(Node schema)
    {
        foreach (var field in Forbidden)
        {
            if (FieldChoices.Filled(schema, field) is not { } entry)
                continue;

            values.Add(new ValueProblem(values.Resource, entry.Key,
                MessageText.Of($"'{values.PathOf(schema)}' of '{values.Resource}' has '{field}', which no schema of a custom resource may have"))
            {
                Label = "not allowed here",
                Help = field == Reference ? "write out the schema that it refers to" : $"remove {field}",
                MayBeFilledIn = false,
            });
        }

        if (schema.Find("uniqueItems") is { } unique && WorkloadReport.IsTrue(unique))
        {
            values.Add(unique, $"'{values.PathOf(unique)}' of '{values.Resource}' is '{unique.Value}', which is not supported",
                "not supported", "remove it, and set x-kubernetes-list-type: set where values may not repeat");
        }

        if (schema.FindEntry("additionalProperties") is { } additional)
            JudgeAdditional(schema, additional);
        if (ValueList.Filled(schema.Find("pattern")) is { } pattern
            && Lookarounds.FirstOrDefault(look => pattern.Value.Contains(look, StringComparison.Ordinal)) is { } around)
        {
            values.Add(new ValueProblem(values.Resource, pattern,
                MessageText.Of($"'{values.PathOf(pattern)}' of '{values.Resource}' has '{around}', which Go's regular expressions do not know"))
            {
                Label = "no such group",
                Help = "write it without looking ahead or behind, or as a rule under x-kubernetes-validations",
                MayBeFilledIn = false,
            });
        }
        else if (ValueList.Filled(schema.Find("pattern")) is { } expression && Re2.WhyBroken(expression.Value) is { } why)
        {
            values.Add(new ValueProblem(values.Resource, expression,
                MessageText.Of($"'{values.PathOf(expression)}' of '{values.Resource}' is '{expression.Value}', which is no regular expression: {MessageText.Plain(why)}"))
            {
                Label = why,
                Help = "write a regular expression as Go reads it",
                MayBeFilledIn = false,
            });
        }

        JudgeDefault(schema);
        if (schema.Find(KeepsUnknown) is { } keeps && keeps.Is("false"))
        {
            values.Add(keeps, $"'{values.PathOf(keeps)}' of '{values.Resource}' is '{keeps.Value}', but has to be true or absent",
                "true or absent", "remove it");
        }

        JudgeCollection(schema, "x-kubernetes-list-type", "array");
        JudgeCollection(schema, "x-kubernetes-map-type", "object");
        if (schema.Find("x-kubernetes-list-type")?.Is("map") == true && FieldChoices.Filled(schema, "x-kubernetes-list-map-keys") is null)
        {
            values.Add(schema.FindEntry("x-kubernetes-list-type")!.Value.Key,
                $"'{values.PathOf(schema)}' of '{values.Resource}' is a list of the type '{"map"}', but has no '{"x-kubernetes-list-map-keys"}'",
                "no keys beside it", "add x-kubernetes-list-map-keys");
        }
    }

    // A default that its own schema refuses (k8s.io/apiextensions-apiserver pkg/apiserver/schema/defaulting/validation.go).
    private void JudgeDefault(Node schema)
    {
        if (schema.Find("default") is not { IsScalar: true, IsNull: false } value || ValueList.Filled(schema.Find("type")) is not { } type
            || WorkloadReport.IsTrue(schema.Find(IntOrString)))
        {
            return;
        }

        var node = CustomSchemas.NodeOf(schema);
        MessageText? flaw = !Scalars.Fit(value, node.Type) ? MessageText.Of($"but the type is '{type.Value:1}'")
            : !node.Values.IsEmpty
                && !node.Values.AsSpan()
                    .Contains(value.Value) ? MessageText.Of($"which is none of its enum, '{Listing.Of(node.Values, 5)}'")
            : node.Least is { } least && value.Scalar.Float < least ? MessageText.Of($"less than its minimum, '{least}'")
            : node.Most is { } most && value.Scalar.Float > most ? MessageText.Of($"more than its maximum, '{most}'")
            : (node.Shape?.FlawOf(value) ?? ShapeFlaw.None) switch
            {
                ShapeFlaw.None => null,
                ShapeFlaw.TooShort => MessageText.Of($"shorter than its minLength, '{node.Shape!.LeastLength}'"),
                ShapeFlaw.TooLong => MessageText.Of($"longer than its maxLength, '{node.Shape!.MostLength}'"),
                _ => MessageText.Of($"which does not match its pattern, '{node.Shape!.Pattern}'"),
            };
        if (flaw is null)
            return;

        values.Add(new ValueProblem(values.Resource, value,
            MessageText.Of($"'{values.PathOf(value)}' of '{values.Resource}' is '{ValueList.Shorten(value.Value)}', {flaw}"))
        {
            Label = "refused by its own schema",
            Related = new RelatedSpan(type.Span, "the type"),
            Help = "give a default that the schema takes",
            MayBeFilledIn = false,
        });
    }

    private void JudgeCollection(Node schema, string field, string wanted)
    {
        if (schema.FindEntry(field) is { Value.IsNull: false } entry && ValueList.Filled(schema.Find("type")) is { } type
            && !type.Is(wanted))
        {
            values.Add(entry.Key,
                $"'{values.PathOf(schema)}' of '{values.Resource}' has '{field}', but is of the type '{type.Value}' and no '{wanted}'",
                $"only of an {wanted}", $"remove {field}");
        }
    }

    // "additionalProperties: true" is let be.
    private void JudgeAdditional(Node schema, Entry additional)
    {
        if (additional.Value.IsNull || WorkloadReport.IsTrue(additional.Value)
            || FieldChoices.Filled(schema, "properties") is not { } properties)
        {
            return;
        }

        values.Add(new ValueProblem(values.Resource, additional.Key,
            MessageText.Of($"'{values.PathOf(schema)}' of '{values.Resource}' has '{additional.Key.Value}' beside '{properties.Key.Value:1}', but only one of them may be given"))
        {
            Label = "not beside properties",
            Related = new RelatedSpan(properties.Key.Span, "properties"),
            Help = additional.Value.IsScalar
                ? "remove additionalProperties: fields that the schema does not name are dropped in any case"
                : "keep one of the two",
        });
    }

    private void JudgeLogic(Node schema)
    {
        foreach (var field in Logic)
        {
            var parts = schema.Find(field)?.Items ?? default;
            if (field == "anyOf" && IsEitherType(parts))
                continue;
            foreach (var part in parts)
                JudgeLogical(part);
        }

        if (schema.Find("not") is { IsMapping: true } not)
            JudgeLogical(not);
    }

    // How an int-or-string is told, and was before there was a word for it (isIntOrStringAnyOfPattern).
    private static bool IsEitherType(ItemList parts) =>
        parts.Count == 2 && parts.All(part => part.IsMapping && part.Entries.Count == 1)
        && parts.Select(part => part.Find("type")?.Value).SequenceEqual(["integer", "string"], StringComparer.Ordinal);

    private void JudgeLogical(Node part)
    {
        if (!part.IsMapping)
            return;

        foreach (var field in NotInLogic)
        {
            if (part.FindEntry(field) is { Value.IsNull: false } entry && !entry.Value.Is("")
                && !(field == "nullable" && entry.Value.Is("false")))
            {
                values.Add(entry.Key,
                    $"'{values.PathOf(part)}' of '{values.Resource}' has '{field}', which belongs into the schema itself and not under allOf, anyOf, oneOf or not",
                    "not allowed here", $"move {field} up, or remove it");
            }
        }

        JudgeLogic(part);
        foreach (var property in part.Find("properties")?.Entries ?? default)
            JudgeLogical(property.Value);
        if (part.Find("items") is { IsMapping: true } items)
            JudgeLogical(items);
    }
}
