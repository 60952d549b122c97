using System.Collections.Immutable;
using Linter.Findings;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>A PodDisruptionBudget (k8s.io/kubernetes pkg/apis/policy/validation, ValidatePodDisruptionBudgetSpec).</summary>
internal static class DisruptionValues
{
    private const int Whole = 100;

    private static readonly NodePath Spec = NodePath.Parse("spec");
    private static readonly ImmutableArray<string> Policies = ["IfHealthyBudget", "AlwaysAllow"];

    public static void Judge(ValueList values)
    {
        if (values.Resource.Find(Spec) is not { } spec)
            return;

        var (min, max) = (Given(spec, "minAvailable"), Given(spec, "maxUnavailable"));
        Share(values, min?.Value);
        Share(values, max?.Value);
        values.OneOf(ValueList.Filled(spec.Find("unhealthyPodEvictionPolicy")), Policies);
        if (min is not { } first || max is not { } second)
            return;

        values.Add(new ValueProblem(values.Resource, second.Key, MessageText.Of(
            $"'{values.Resource}' has 'maxUnavailable' '{second.Value.Value}' beside 'minAvailable' '{first.Value.Value:1}', but only one of them may be given"))
        {
            Label = "not beside minAvailable",
            Related = new RelatedSpan(first.Value.Span, "minAvailable"),
            Help = "keep one of the two",
        });
    }

    private static void Share(ValueList values, Node? node)
    {
        if (node is not { } share)
            return;

        if (IntOrString.Integer(share) is { } number)
        {
            if (number < 0)
            {
                values.Add(share, $"'{values.PathOf(share)}' of '{values.Resource}' is '{share.Value}', but cannot be less than '0'",
                    "less than 0", "give a number from 0 on, or a percentage");
            }
        }
        else if (ValueList.Text(share) is { } text && BudgetView.Percent(text) is var percent && percent is null or > Whole)
        {
            values.Add(new ValueProblem(values.Resource, text, percent is null
                ? MessageText.Of(
                    $"'{values.PathOf(text)}' of '{values.Resource}' is '{text.Value}', but must be a number or a percentage up to '100%'")
                : MessageText.Of($"'{values.PathOf(text)}' of '{values.Resource}' is '{text.Value}', but '100%' is the most"))
            {
                Label = percent is null ? "neither number nor percentage" : "more than all",
                Help = percent is null ? "write a number without quotes, or digits and '%'" : "give a percentage up to 100%",
                MayBeFilledIn = percent is null,
            });
        }
    }

    private static Entry? Given(Node mapping, string field) =>
        mapping.FindEntry(field) is { Value: { IsScalar: true, IsNull: false } } entry ? entry : null;
}
