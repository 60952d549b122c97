using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// The rules that tell which requests webhooks and admission policies are for (k8s.io/apiserver
/// pkg/admission/plugin/webhook/predicates/rules/rules.go).
/// </summary>
internal static class AdmissionValues
{
    private const string Group = "admissionregistration.k8s.io";
    private const string NeverAsked = "the webhook is never asked about it: such requests pass by";
    private const string NeverJudged = "the policy is never applied to it: such requests pass by";
    private const string NotExcluded = "nothing is excluded by it";

    private static readonly ImmutableArray<Row> OfWebhooks = [new("webhooks[*]", "rules", "the rules of a webhook", NeverAsked)];

    private static readonly ImmutableArray<Row> OfPolicies = Rows("spec.matchConstraints");

    private static readonly ImmutableArray<Row> OfBindings = Rows("spec.matchResources");

    private static readonly Dictionary<GroupKind, ImmutableArray<Row>> Table = new()
    {
        [Kinds.MutatingWebhookConfiguration] = OfWebhooks,
        [Kinds.ValidatingWebhookConfiguration] = OfWebhooks,
        [new(Group, "MutatingAdmissionPolicy")] = OfPolicies,
        [new(Group, "ValidatingAdmissionPolicy")] = OfPolicies,
        [new(Group, "MutatingAdmissionPolicyBinding")] = OfBindings,
        [new(Group, "ValidatingAdmissionPolicyBinding")] = OfBindings,
    };

    public static void Judge(ValueList values)
    {
        if (!Table.TryGetValue(values.Resource.Kind, out var rows))
            return;

        if (rows == OfWebhooks)
            WebhookValues.Judge(values);
        foreach (var row in rows)
        {
            foreach (var holder in values.Resource.Select(row.Holders))
            {
                foreach (var rule in holder.Find(row.Field)?.Items ?? default)
                    WebhookValues.JudgeRule(values, rule);
                new ResourceRules(values, holder.Find(row.Field)?.Items ?? default, row.Words, "names",
                    row.Effect) { IsMatchedInParts = true }.Judge();
            }
        }
    }

    private static ImmutableArray<Row> Rows(string path) =>
        [
            new(path, "resourceRules", "the rules of a policy", NeverJudged),
            new(path, "excludeResourceRules", "the rules of a policy", NotExcluded)
        ];

    private sealed record Row(NodePath Holders, string Field, string Words, string Effect)
    {
        public Row(string holders, string field, string words, string effect)
            : this(NodePath.Parse(holders), field, words, effect)
        {
        }
    }
}
