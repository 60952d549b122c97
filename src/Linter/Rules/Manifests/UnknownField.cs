using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A field that the kind's schema does not have.</summary>
public sealed class UnknownField : IRule
{
    public string Id => "unknown-field";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var resource in context.Part.Resources)
        {
            Dictionary<Node, Entry>? above = null;
            Node? read = null;
            foreach (var problem in context.Graph.Schemas.ProblemsOf(resource))
            {
                if (problem.Kind != SchemaProblemKind.UnknownField || IsOfSops(resource, problem))
                    continue;

                // Those of one mapping follow each other.
                if (read != problem.Owner)
                    ReadAbove(problem, above ??= []);
                read = problem.Owner;
                yield return Describe(context, resource, problem,
                    above!.TryGetValue(problem.At, out var entry) ? EmptyAbove(problem, entry) : null);
            }
        }
    }

    // SOPS keeps its own data there, and takes them away when it decrypts.
    private static bool IsOfSops(Resource resource, SchemaProblem problem) =>
        problem.Path == "sops" && resource.Root.Find("sops") is { IsMapping: true };

    private static Finding Describe(RuleContext context, Resource resource, SchemaProblem problem, Node? above)
    {
        var former = FormerFields.WrittenNow(resource.KindName, problem.Path);
        var isOfTemplate = problem.Labels is null && IsOfUnseenTemplate(context, resource, problem);
        var who = isOfTemplate ? MessageText.Plain("a pod template") : MessageText.Of($"'{resource.ApiVersion}'");
        return context.At(resource, problem.At, isOfTemplate ? Severity.Warning : Severity.Error,
            $"'{resource}' has the field '{problem.Path}', which {who} does not know") with
        {
            Label = former is not null ? "an older version's field"
                : problem.Nearest is { } near ? $"not a field; '{near}' is"
                : "not a field here",
            Related = above is { } parent
                ? [new RelatedSpan(parent.Span, $"'{parent.Value}' has no value here")]
                : SchemaOrigin.Of(context.Graph, resource),
            Effect = isOfTemplate ? "the pods go without what it says; the CustomResourceDefinition, which is not here, may refuse it too"
                : "kubectl apply refuses the manifest; where validation is not strict, the field is dropped without a word",
            Help = above is { } deeper ? $"indent it below '{deeper.Value}', which has no value and may hold it"
                : former is null ? HelpOf(problem) : $"'{resource.ApiVersion}' writes it as {former}",
            Fix = former is null ? FixOf(resource, problem) : null,
        };
    }

    // By the key of each unknown field the last known one above it, if that one has no value.
    private static void ReadAbove(SchemaProblem problem, Dictionary<Node, Entry> above)
    {
        above.Clear();
        Entry? known = null;
        foreach (var entry in problem.Owner.Entries)
        {
            if (problem.Schema.Find(entry.Key.Text) is not null)
                known = entry;
            else if (known is { Value: { IsNull: true, Span.Length: 0 } } empty)
                above[entry.Key] = empty;
        }
    }

    // The field above it, which it stands beside and may stand below.
    private static Node? EmptyAbove(SchemaProblem problem, Entry above) =>
        problem.Nearest is null && problem.Labels is null
        && problem.Owner.FindEntry(problem.Field) is { } entry && entry.Key == problem.At
        && problem.Schema.Find(above.Key.Text) is { } field && Takes(field.Node, entry)
            ? above.Key
            : null;

    private static bool Takes(SchemaNode schema, Entry entry) => schema.Type switch
    {
        SchemaType.Map => schema.Element is { Type: SchemaType.String } ? entry.Value.IsScalar : schema.Element is not null,
        _ => schema.IsObject && schema.Find(entry.Key.Value) is not null,
    };

    // Many definitions take anything within the templates of their pods.
    private static bool IsOfUnseenTemplate(RuleContext context, Resource resource, SchemaProblem problem) =>
        problem.OwnerPath != "metadata" && context.Graph.Schemas.DefinitionOf(resource) is null && resource.Schema is null;

    private static string HelpOf(SchemaProblem problem) => problem switch
    {
        { Field: ['\u00A0', ..], Nearest: not null } =>
            "remove the no-break space before it, 'U+00A0', which YAML takes for a part of the name",
        { Field: ['\u00A0', ..] } =>
            "indent it with ordinary spaces: YAML takes the no-break space before it, 'U+00A0', for a part of the name",
        { Nearest: { } near } => $"did you mean '{near}'?",
        { Labels: { } labels } => $"put {(problem.Owner.Entries.Count == 1 ? "it" : "them")} under matchLabels: {{{labels}}}",
        { TooDeep: [_, ..] fields } =>
            $"{(problem.OwnerPath.Length == 0 ? "this kind" : problem.OwnerPath)} has no '{problem.Field}': move '{string.Join("' and '", fields)}' one level up",
        { BelongsTo: "" } => $"write '{problem.Field}' at the top level of the resource, where it is a field",
        { BelongsTo: { } other } => $"write '{problem.Field}' under {other}, where it is a field",
        { Known: [_, ..] known } => $"use a field that is known here: {string.Join(", ", known)}",
        _ => "remove it, or write it where it belongs",
    };

    private static Fix? FixOf(Resource resource, SchemaProblem problem)
    {
        if (problem.Labels is not null)
        {
            return MappingEdit.Wrap(problem.Owner, "matchLabels") is { IsEmpty: false } edits
                ? new Fix("put it under matchLabels", edits, IsSafe: false)
                : null;
        }

        if (problem.Nearest is not { } near)
            return null;

        // None is near where a part of its name is given.
        var count = CountNear(problem);
        return count > 1 ? null
            : ScalarEdit.Replace(resource.Root, problem.At, near) is { } edit ? new Fix($"rename it to {near}", [edit], IsSafe: count == 1)
            : null;
    }

    private static int CountNear(SchemaProblem problem)
    {
        var count = 0;
        foreach (var field in problem.Schema.Fields[..Math.Min(problem.Schema.Fields.Length, Spelling.MostCandidates)])
            count += Spelling.IsNear(problem.Field, field.Name) ? 1 : 0;
        return count;
    }
}
