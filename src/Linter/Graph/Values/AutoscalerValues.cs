using Linter.Findings;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// A HorizontalPodAutoscaler (k8s.io/kubernetes pkg/apis/autoscaling/validation, ValidateHorizontalPodAutoscalerSpec). A
/// minReplicas of 0 hangs on the feature gate HPAScaleToZero, and is let be.
/// </summary>
internal static class AutoscalerValues
{
    private static readonly NodePath Spec = NodePath.Parse("spec");

    public static void Judge(ValueList values)
    {
        if (values.Resource.Find(Spec) is not { } spec)
            return;

        var (min, max) = (spec.Find("minReplicas"), spec.Find("maxReplicas"));
        var (fewest, most) = (IntOrString.Integer(min), IntOrString.Integer(max));
        if (fewest < 0)
            values.Add(min!.Value, $"'spec.minReplicas' of '{values.Resource}' is '{min.Value.Value}', but cannot be less than '0'", "less than 0", "give the least number of pods");
        if (most <= 0)
            values.Add(max!.Value, $"'spec.maxReplicas' of '{values.Resource}' is '{max.Value.Value}', but has to be greater than '0'", "not greater than 0", "give the largest number of pods");
        else if (most < fewest)
        {
            values.Add(new ValueProblem(values.Resource, max!.Value, MessageText.Of(
                $"'spec.maxReplicas' of '{values.Resource}' is '{max.Value.Value}', less than its minReplicas '{min!.Value.Value:1}'"))
            {
                Label = "less than minReplicas",
                Related = new RelatedSpan(min.Value.Span, "minReplicas"),
                Help = $"raise maxReplicas to {fewest} or more, or lower minReplicas",
            });
        }
    }
}
