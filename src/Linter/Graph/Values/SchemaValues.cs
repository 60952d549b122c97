using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;

namespace Linter.Graph.Values;

/// <summary>
/// Closed sets of strings and ranges of integers, as the schema of the kind has them: of a built-in one, of one of the Gateway API, or of
/// one that a definition brings.
/// </summary>
internal static class SchemaValues
{
    public static IEnumerable<ValueProblem> Of(LinkGraph graph, Resource resource, int kubernetesMinor)
    {
        var problems = graph.Schemas.ProblemsOf(resource);
        if (!problems.Any(problem => problem.Kind is SchemaProblemKind.OutOfRange or SchemaProblemKind.OutOfShape))
            return [];

        var values = new ValueList(resource, kubernetesMinor);
        foreach (var problem in problems)
        {
            if (problem.Kind == SchemaProblemKind.OutOfShape)
                Shape(values, problem);

            // The priorities that a cluster brings have names that only they may have, and more than others.
            if (problem.Kind != SchemaProblemKind.OutOfRange
                || (resource.KindName == "PriorityClass" && resource.Name.StartsWith("system-", StringComparison.Ordinal)))
            {
                continue;
            }

            if (!problem.Schema.Values.IsEmpty)
                values.OneOf(problem.At, problem.Schema.Values);
            else
                Range(values, problem);
        }

        return graph.Schemas.DefinitionOf(resource) is null && resource.Schema is not null
            ? values.Problems
            : values.Problems.Select(problem => problem with { Effect = "the API server refuses the manifest" });
    }

    private static void Shape(ValueList values, SchemaProblem problem)
    {
        var (at, shape) = (problem.At, problem.Schema.Shape!);
        var flaw = shape.FlawOf(at);
        var shown = at.IsScalar ? ValueList.Shorten(at.Value) : "";
        var where = MessageText.Of($"'{problem.Path}' of '{values.Resource}'");
        values.Add(new ValueProblem(values.Resource, at, flaw switch
        {
            ShapeFlaw.TooShort =>
                MessageText.Of($"{where} is '{shown}', which is '{ValueShape.LengthOf(at.Value)}' characters long, but has to have '{shape.LeastLength}' at least"),
            ShapeFlaw.TooLong =>
                MessageText.Of($"{where} is '{shown}', which is '{ValueShape.LengthOf(at.Value)}' characters long, but may have '{shape.MostLength}' at most"),
            ShapeFlaw.TooFew => MessageText.Of($"{where} has '{at.Items.Count}' items, but has to have '{shape.LeastItems}' at least"),
            ShapeFlaw.TooMany => MessageText.Of($"{where} has '{at.Items.Count}' items, but may have '{shape.MostItems}' at most"),
            _ => MessageText.Of($"{where} is '{shown}', which does not match '{shape.Pattern}'"),
        })
        {
            Label = flaw switch
            {
                ShapeFlaw.TooShort => "too short",
                ShapeFlaw.TooLong => "too long",
                ShapeFlaw.TooFew => "too few",
                ShapeFlaw.TooMany => "too many",
                _ => "does not match the definition's pattern",
            },
            Help = "the schema of its CustomResourceDefinition says so",
        });
    }

    private static void Range(ValueList values, SchemaProblem problem)
    {
        var (at, least, most) = (problem.At, problem.Schema.Least, problem.Schema.Most);
        values.Add(new ValueProblem(values.Resource, at, (least, most) switch
        {
            ({ } first, { } last) =>
                MessageText.Of($"'{problem.Path}' of '{values.Resource}' is '{at.Value}', but has to lie between '{first}' and '{last}'"),
            ({ } first, null) =>
                MessageText.Of($"'{problem.Path}' of '{values.Resource}' is '{at.Value}', but cannot be less than '{first}'"),
            _ => MessageText.Of($"'{problem.Path}' of '{values.Resource}' is '{at.Value}', but cannot be more than '{most}'"),
        })
        {
            Label = "out of range",
            Help = (least, most) switch
            {
                ({ } first, { } last) => $"take a number from {first} to {last}",
                ({ } first, null) => $"take {first} or more",
                _ => $"take {most} or less",
            },
        });
    }
}
