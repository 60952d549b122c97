using Linter.Findings;
using Linter.Graph.Values;
using Linter.Manifests;
using Linter.Schema;

namespace Linter.Rules;

/// <summary>Turns the problems of values into findings: one rule tells of names, one of all others.</summary>
internal static class ValueFindings
{
    public static IEnumerable<Finding> Of(RuleContext context, bool isName) =>
        from problem in context.Part.ValueProblems(context.Cluster.KubernetesMinor)
        where problem.IsName == isName
        select Describe(context, problem);

    private static Finding Describe(RuleContext context, ValueProblem problem)
    {
        var isOpen = problem.MayBeFilledIn && problem.At.IsScalar && Placeholders.IsPlaceholder(problem.At.Value);
        return context.At(problem.Resource, problem.At, isOpen ? Severity.Note : problem.Severity, $"{problem.Message}") with
        {
            Label = problem.Label,
            Related = problem.Related is { } related ? [related] : [],
            Effect = problem.Effect
                ?? (KindCatalog.IsBuiltIn(problem.Resource.WrittenKind) || GatewayValues.Know(problem.Resource.Kind)
                    ? $"the API server refuses the {problem.Resource.KindName}"
                    : "the API server refuses its pods"),
            Notes = isOpen
                ? [$"{(problem.Resource.Kind == Kinds.Secret ? "the value" : $"'{problem.At.Value}'")} looks like a placeholder; what takes its place may fit"]
                : [],
            Help = problem.Help,
            Fix = isOpen ? null : problem.Fix,
        };
    }
}
