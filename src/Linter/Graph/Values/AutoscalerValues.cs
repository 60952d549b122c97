using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// A HorizontalPodAutoscaler (k8s.io/kubernetes pkg/apis/autoscaling/validation, ValidateHorizontalPodAutoscalerSpec). A
/// minReplicas of 0 hangs on the feature gate HPAScaleToZero, and is let be.
/// </summary>
internal static class AutoscalerValues
{
    private const string LimitsRefused = "KEDA refuses the limits: no autoscaler is made, and nothing is scaled";
    private static readonly string[] Paused = ["autoscaling.keda.sh/paused-replicas", "autoscaling.keda.sh/paused"];
    private static readonly NodePath Spec = NodePath.Parse("spec");
    private static readonly ImmutableArray<NodePath> Segments =
        [.. "spec.scaleTargetRef.kind spec.scaleTargetRef.name spec.metrics[*].pods.metric.name spec.metrics[*].object.metric.name spec.metrics[*].external.metric.name"
            .Split(' ')
            .Select(NodePath.Parse)];
    private static readonly ImmutableArray<NodePath> Policies =
        [NodePath.Parse("spec.behavior.scaleUp"), NodePath.Parse("spec.behavior.scaleDown")];

    // By type: the field that describes it, and what its target may be given as.
    private static readonly ImmutableArray<Source> Sources =
    [
        new("Resource", "resource", ["averageUtilization", "averageValue"], MayHaveBoth: false),
        new("ContainerResource", "containerResource", ["averageUtilization", "averageValue"], MayHaveBoth: false),
        new("Pods", "pods", ["averageValue"], MayHaveBoth: true),
        new("Object", "object", ["value", "averageValue"], MayHaveBoth: true),
        new("External", "external", ["value", "averageValue"], MayHaveBoth: false),
    ];

    public static void Judge(ValueList values)
    {
        if (values.Resource.Find(Spec) is not { } spec)
            return;

        JudgeReplicas(values, spec);
        foreach (var name in Segments.SelectMany(values.Resource.Select))
        {
            values.Name(ValueList.Filled(name), text => ValueFlaws.OfName(text, NameForm.PathSegment, int.MaxValue), Words.PathSegment,
                isName: false);
        }

        foreach (var metric in spec.Find("metrics")?.Items ?? default)
            JudgeMetric(values, metric);
        foreach (var rules in Policies.SelectMany(values.Resource.Select))
        {
            if (rules.FindEntry("policies") is { Value: { IsSequence: true, Items.Count: 0 } } empty)
            {
                values.Add(empty.Key, $"'{values.PathOf(empty.Value)}' of '{values.Resource}' is empty, but needs one policy at least",
                    "no policy", "add a policy, or remove policies and the default ones hold");
            }
        }
    }

    // The fields of v2; v2beta1 has others, and is gone.
    private static void JudgeMetric(ValueList values, Node metric)
    {
        var type = ValueList.Filled(metric.Find("type"));
        if (type is not { } word || Sources.FirstOrDefault(source => source.Type == word.Value) is not { } wanted
            || values.Resource.ApiVersion == "autoscaling/v2beta1")
        {
            return;
        }

        var own = FieldChoices.Given(metric, wanted.Field);
        var others = Sources.Where(source => source.Field != wanted.Field)
            .Select(source => FieldChoices.Given(metric, source.Field))
            .OfType<Entry>()
            .ToList();
        if (own is { } entry)
        {
            foreach (var other in others)
                AddOther(values, metric, word, other.Key);
            JudgeTarget(values, wanted, entry);
        }
        else
        {
            AddNone(values, metric, word, wanted, others is [var only, ..] ? only.Key : null);
        }
    }

    private static void AddOther(ValueList values, Node metric, Node type, Node other) =>
        values.Add(new ValueProblem(values.Resource, other, MessageText.Of(
            $"'{values.PathOf(metric)}' of '{values.Resource}' has '{other.Value}', but its type is '{type.Value:1}'"))
        {
            Label = "not with this type",
            Related = new RelatedSpan(type.Span, "the type"),
            Help = $"remove {other.Value}, or write it as a metric of its own",
        });

    private static void AddNone(ValueList values, Node metric, Node type, Source wanted, Node? other)
    {
        var right = other is { } written ? Sources.First(source => written.Is(source.Field)).Type : null;
        values.Add(new ValueProblem(values.Resource, type, MessageText.Of(
            $"'{values.PathOf(metric)}' of '{values.Resource}' has the type '{type.Value}', but no '{wanted.Field}'"))
        {
            Label = $"no {wanted.Field} beside it",
            Related = other is { } found ? new RelatedSpan(found.Span, "what it has") : null,
            Help = right is null ? $"add {wanted.Field}" : $"set type: {right}, or write {wanted.Field} in place of {other!.Value.Value}",
        });
    }

    private static void JudgeTarget(ValueList values, Source source, Entry entry)
    {
        if (entry.Value.FindEntry("target") is not { Value.IsMapping: true } target)
            return;

        var given = source.Targets.Select(field => FieldChoices.Given(target.Value, field)).OfType<Entry>().ToList();
        if (given.Count == 0)
        {
            values.Add(target.Key,
                $"'{values.PathOf(target.Value)}' of '{values.Resource}' has no '{string.Join(" or ", source.Targets)}', which a metric of the type '{source.Type}' needs",
                $"no {string.Join(" or ", source.Targets)} here", $"add {string.Join(" or ", source.Targets)}");
        }
        else if (!source.MayHaveBoth)
        {
            FieldChoices.OneAtMost(values, target.Value, source.Targets);
        }

        foreach (var field in (string[])["value", "averageValue"])
        {
            if (target.Value.Find(field) is { } amount && Quantity.Read(amount) is { IsPositive: false })
            {
                values.Add(amount, $"'{values.PathOf(amount)}' of '{values.Resource}' is '{amount.Value}', but has to be more than '0'",
                    "not more than 0", "give an amount above 0");
            }
        }
    }

    /// <summary>KEDA's own limits (its apis/keda/v1alpha1/scaledobject_types.go, CheckReplicaCountBoundsAreValid).</summary>
    public static void JudgeScaledObject(ValueList values)
    {
        const int DefaultMost = 100;
        if (values.Resource.Root.Find("spec") is not { } spec)
            return;

        JudgeIdle(values, spec);
        if (JudgeNone(values, spec) || spec.Find("minReplicaCount") is not { } min || IntOrString.Integer(min) is not { } fewest)
            return;

        var max = spec.Find("maxReplicaCount") is { IsNull: false } given ? given : (Node?)null;
        if ((max is null ? DefaultMost : IntOrString.Integer(max)) is not { } most || most >= fewest)
            return;

        values.Add(new ValueProblem(values.Resource, max ?? min, max is { } upper
            ? MessageText.Of(
                $"'spec.maxReplicaCount' of '{values.Resource}' is '{upper.Value}', less than its minReplicaCount '{min.Value:1}'")
            : MessageText.Of(
                $"'spec.minReplicaCount' of '{values.Resource}' is '{min.Value}', but without maxReplicaCount the most is '{"100"}'"))
        {
            Label = max is null ? "more than the most" : "less than minReplicaCount",
            Related = max is null ? null : new RelatedSpan(min.Span, "minReplicaCount"),
            Effect = LimitsRefused,
            Help = max is null
                ? $"add maxReplicaCount: {fewest} or more"
                : $"raise maxReplicaCount to {fewest} or more{(most < 1 ? "" : ", or lower minReplicaCount")}",
        });
    }

    // KEDA's autoscaler takes pods from 1 on: a minReplicaCount of 0 that is written counts as 1 when the limits are compared, and one that
    // is left out leaves it to the API server to refuse an autoscaler for at most 0. Of what is paused no autoscaler is made.
    private static bool JudgeNone(ValueList values, Node spec)
    {
        if (spec.Find("maxReplicaCount") is not { } max || IntOrString.Integer(max) is not { } most || most > 0)
            return false;

        var min = spec.Find("minReplicaCount") is { IsNull: false } given ? given : (Node?)null;
        var fewest = min is null ? 0 : IntOrString.Integer(min);
        if (fewest is not <= 0 || Paused.Any(annotation => values.Resource.Annotation(annotation) is not null))
            return false;

        values.Add(new ValueProblem(values.Resource, max,
            MessageText.Of($"'spec.maxReplicaCount' of '{values.Resource}' is '{max.Value}', but the autoscaler that KEDA makes has to have '{"1"}' at least"))
        {
            Label = "less than 1",
            Related = min is { } lower ? new RelatedSpan(lower.Span, "minReplicaCount") : null,
            Effect = min is null ? "the API server refuses the autoscaler, and nothing is scaled" : LimitsRefused,
            Help = $"raise maxReplicaCount to 1 or more; to hold the workload at 0, annotate the ScaledObject with {Paused[0]}: \"0\"",
        });
        return true;
    }

    // Without minReplicaCount the least is 0 here, but a 0 that is written stands for the 1 of the autoscaler (GetHPAMinReplicas).
    private static void JudgeIdle(ValueList values, Node spec)
    {
        var min = spec.Find("minReplicaCount") is { IsNull: false } given ? given : (Node?)null;
        if (spec.Find("idleReplicaCount") is not { } idle || IntOrString.Integer(idle) is not { } idling
            || (min is null ? 0 : IntOrString.Integer(min)) is not { } written)
        {
            return;
        }

        var fewest = min is null ? 0 : Math.Max(written, 1);
        if (idling < fewest)
            return;

        values.Add(new ValueProblem(values.Resource, idle, min is { } lower
            ? MessageText.Of(
                $"'spec.idleReplicaCount' of '{values.Resource}' is '{idle.Value}', not less than its minReplicaCount '{lower.Value:1}'")
            : MessageText.Of($"'spec.idleReplicaCount' of '{values.Resource}' is '{idle.Value}', but without minReplicaCount the least is '{"0"}'"))
        {
            Label = "not less than the least",
            Related = min is null ? null : new RelatedSpan(min.Value.Span, "minReplicaCount"),
            Effect = LimitsRefused,
            Help = $"write minReplicaCount: {Math.Max(idling, 0) + 1} or more, or leave idleReplicaCount out",
        });
    }

    private static void JudgeReplicas(ValueList values, Node spec)
    {
        var (min, max) = (spec.Find("minReplicas"), spec.Find("maxReplicas"));
        var (fewest, most) = (IntOrString.Integer(min), IntOrString.Integer(max));
        if (fewest < 0)
        {
            values.Add(min!.Value, $"'spec.minReplicas' of '{values.Resource}' is '{min.Value.Value}', but cannot be less than '0'",
                "less than 0", "give the least number of pods");
        }

        if (most <= 0)
        {
            values.Add(max!.Value, $"'spec.maxReplicas' of '{values.Resource}' is '{max.Value.Value}', but has to be greater than '0'",
                "not greater than 0", "give the largest number of pods");
        }
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
    /// <param name="Type">The word.</param>
    /// <param name="Field">What describes it.</param>
    /// <param name="Targets">Of which its target needs one.</param>
    /// <param name="MayHaveBoth">It may have more than one of them.</param>
    private sealed record Source(string Type, string Field, ImmutableArray<string> Targets, bool MayHaveBoth);
}
