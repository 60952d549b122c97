using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Where pods may run: nodeSelector, affinity, tolerations, topologySpreadConstraints
/// (k8s.io/kubernetes pkg/apis/core/validation/validation.go).
/// </summary>
internal static class WorkloadValuesScheduling
{
    private static readonly ClosedSet Effects = new(true, "NoSchedule", "PreferNoSchedule", "NoExecute");
    private static readonly ClosedSet Operators = new(true, "Exists", "Equal");
    private static readonly ClosedSet ComparingOperators = new(true, "Exists", "Equal", "Lt", "Gt");
    private static readonly ClosedSet NodeOperators = new(false, "In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt");
    private static readonly ClosedSet Unsatisfiable = new(false, "DoNotSchedule", "ScheduleAnyway");

    private static readonly ClosedSet NodePolicies = new(false, "Honor", "Ignore");
    private static readonly ClosedSet FieldOperators = new(false, "In", "NotIn");
    private static readonly ClosedSet NodeFields = new(false, "metadata.name");

    public static void Check(WorkloadReport report, PodTemplate pods, Node spec)
    {
        var owner = report.Whole;
        foreach (var entry in spec.Find("nodeSelector")?.Entries ?? default)
            NodeLabel(report, owner, entry);
        foreach (var toleration in spec.Find("tolerations")?.Items ?? default)
            Toleration(report, owner, toleration);
        if (spec.Find("topologySpreadConstraints") is { } constraints)
            Spreads(report, owner, constraints, pods);
        if (spec.Find("affinity") is { IsMapping: true } affinity)
            Affinity(report, owner, affinity);
    }

    private static void Spreads(WorkloadReport report, Owner owner, Node constraints, PodTemplate pods)
    {
        var spreads = new Dictionary<(string, string), Node>();
        foreach (var constraint in constraints.Items)
        {
            Spread(report, owner, constraint, pods);
            SpreadTwice(report, owner, constraint, spreads);
        }
    }

    private static void NodeLabel(WorkloadReport report, Owner owner, Entry entry)
    {
        var key = ScalarValue.KeyText(entry.Key);
        if (entry.Key.IsScalar && !LabelGrammars.IsQualifiedName(key))
        {
            report.Add(new ValueProblem(report.Resource, entry.Key,
                MessageText.Of($"the nodeSelector of {owner.Text} has the key '{key}', but {NameGrammar.LabelKey.FaultOf(key)}"),
                IsName: true)
            {
                Label = $"not {NameGrammar.LabelKey.Title}",
                Help = NameGrammar.LabelKey.Help,
            });
        }

        report.NameOf(owner, entry.Value, key, NameGrammar.LabelValue, isName: true);
    }

    private static void Toleration(WorkloadReport report, Owner owner, Node toleration)
    {
        // Numbers are compared from 1.35 on, behind a gate.
        const int Compares = 35;
        report.Named(owner, toleration, "key", NameGrammar.LabelKey);
        report.OneOf(owner, toleration, "effect", Effects);
        report.OneOf(owner, toleration, "operator", report.KubernetesMinor >= Compares ? ComparingOperators : Operators);

        var operation = toleration.Find("operator");
        var exists = operation is { } word && word.Is("Exists");
        if (exists && toleration.Find("value") is { } value && WorkloadReport.Text(value) is { Length: > 0 })
        {
            report.Add(new ValueProblem(report.Resource, value,
                MessageText.Of($"a toleration of {owner.Text} has the value '{value.Value}' beside the operator '{operation!.Value.Value:1}', which takes none"))
            {
                Label = "not allowed beside Exists",
                Related = new RelatedSpan(operation.Value.Span, "the operator"),
                Help = "remove the value, or use the operator Equal",
            });
        }

        if (!exists && operation is null or { Value: "Equal" or "" })
            report.Named(owner, toleration, "value", NameGrammar.LabelValue);
        if (toleration.IsMapping && !exists && toleration.Find("key") is null or { IsNull: true } or { Value: "" }
            && operation is null or { Value: "Equal" or "" })
        {
            report.Add(operation ?? toleration, $"a toleration of {owner.Text} has no key, which only the operator '{"Exists"}' may lack",
                "no key", "add a key, or use the operator Exists");
        }

        if (toleration.FindEntry("tolerationSeconds") is { Value.IsNull: false } seconds
            && !(toleration.Find("effect") is { } effect && effect.Is("NoExecute")))
        {
            report.Add(seconds.Key, $"a toleration of {owner.Text} has 'tolerationSeconds', which only the effect '{"NoExecute"}' may have",
                "only for NoExecute", "set the effect to NoExecute, or remove tolerationSeconds");
        }
    }

    private static void Spread(WorkloadReport report, Owner owner, Node constraint, PodTemplate pods)
    {
        report.AtLeast(owner, constraint, "maxSkew", 1);
        report.AtLeast(owner, constraint, "minDomains", 1);
        report.Named(owner, constraint, "topologyKey", NameGrammar.LabelKey);
        if (constraint.Find("whenUnsatisfiable") is { } action && !action.Is(""))
            report.WordOf(owner, action, "whenUnsatisfiable", Unsatisfiable);
        report.OneOf(owner, constraint, "nodeAffinityPolicy", NodePolicies);
        report.OneOf(owner, constraint, "nodeTaintsPolicy", NodePolicies);
        if (constraint.FindEntry("minDomains") is { Value.IsNull: false } domains && constraint.Find("whenUnsatisfiable") is { } given
            && given.Is("ScheduleAnyway"))
        {
            report.Add(new ValueProblem(report.Resource, domains.Key,
                MessageText.Of($"a topology spread of {owner.Text} has minDomains '{domains.Value.Value}' beside '{given.Value:1}', but only 'DoNotSchedule' may have it"))
            {
                Label = "only with DoNotSchedule",
                Related = new RelatedSpan(given.Span, "whenUnsatisfiable"),
                Help = "remove minDomains, or set whenUnsatisfiable to DoNotSchedule",
            });
        }

        LabelKeys(report, owner, constraint, "matchLabelKeys", "a topology spread", pods);
    }

    // ValidateSpreadConstraintNotRepeat.
    private static void SpreadTwice(WorkloadReport report, Owner owner, Node constraint, Dictionary<(string, string), Node> spreads)
    {
        if (constraint.Find("topologyKey") is not { IsScalar: true } key
            || constraint.Find("whenUnsatisfiable") is not { IsScalar: true } action || key.Is("")
            || spreads.TryAdd((key.Value, action.Value), key))
        {
            return;
        }

        report.Add(new ValueProblem(report.Resource, key,
            MessageText.Of($"{owner.Text} spreads over '{key.Value:1}' twice with '{action.Value}'"))
        {
            Label = "a second time",
            Related = new RelatedSpan(spreads[(key.Value, action.Value)].Span, "the first"),
            Help = "keep one of the two, or give them another topologyKey or whenUnsatisfiable",
        });
    }

    // validateLabelKeys, ValidateMatchLabelKeysInTopologySpread. Since 1.34 (ValidateMatchLabelKeysAndMismatchLabelKeys) a key that
    // the selector has too is refused of pods alone, and of those that carry it: only there it is merged into the selector.
    private static void LabelKeys(WorkloadReport report, Owner owner, Node term, string field, string what, PodTemplate? spread)
    {
        if (term.FindEntry(field) is not { Value: { IsSequence: true, Items.Count: > 0 } } keys)
            return;

        if (term.Find("labelSelector") is not { IsNull: false } selector)
        {
            report.Add(keys.Key, $"{MessageText.Plain(what)} of {owner.Text} has '{field}' without a labelSelector",
                "needs a labelSelector", $"add labelSelector, or remove {field}");
            return;
        }

        const int Merged = 34;
        foreach (var key in keys.Value.Items)
        {
            report.NameOf(owner, key, field, NameGrammar.LabelKey);
            if (spread is not null
                && (report.KubernetesMinor < Merged || spread.Labels.Find(key.Value) is not null
                    || spread.Workload.Info.AddsLabel(key.Value))
                && KeysOf(selector).FirstOrDefault(named => named.Value == key.Value) is { Tree: not null } other)
            {
                report.Add(new ValueProblem(report.Resource, key,
                    MessageText.Of($"{MessageText.Plain(what)} of {owner.Text} has the label '{key.Value:1}' in '{field}' and in its labelSelector"))
                {
                    Label = "in the selector too",
                    Related = new RelatedSpan(other.Span, "in the selector"),
                    Effect = report.KubernetesMinor < Merged || report.Resource.Kind == Kinds.Pod
                        ? null
                        : "the API server refuses its pods",
                    Help = "keep one of the two",
                });
            }
        }
    }

    private static IEnumerable<Node> KeysOf(Node selector)
    {
        foreach (var entry in selector.Find("matchLabels")?.Entries ?? default)
            yield return entry.Key;
        foreach (var requirement in selector.Find("matchExpressions")?.Items ?? default)
        {
            if (requirement.Find("key") is { } key)
                yield return key;
        }
    }

    private static void Affinity(WorkloadReport report, Owner owner, Node affinity)
    {
        if (affinity.Find("nodeAffinity") is { } nodes)
        {
            foreach (var term in nodes.Find("requiredDuringSchedulingIgnoredDuringExecution")?.Find("nodeSelectorTerms")?.Items ?? default)
                NodeTerm(report, owner, term);
            foreach (var preferred in nodes.Find("preferredDuringSchedulingIgnoredDuringExecution")?.Items ?? default)
            {
                report.Within(owner, preferred, "weight", 1, 100);
                if (preferred.Find("preference") is { } term)
                    NodeTerm(report, owner, term);
            }
        }

        Pods(report, owner, affinity.Find("podAffinity"));
        Pods(report, owner, affinity.Find("podAntiAffinity"));
    }

    private static void NodeTerm(WorkloadReport report, Owner owner, Node term)
    {
        foreach (var field in term.Find("matchFields")?.Items ?? default)
            NodeField(report, owner, field);
        foreach (var expression in term.Find("matchExpressions")?.Items ?? default)
        {
            report.Named(owner, expression, "key", NameGrammar.LabelKey);
            if (expression.Find("operator") is not { IsScalar: true, IsNull: false } operation || operation.Is(""))
                continue;

            report.WordOf(owner, operation, "operator", NodeOperators);
            var count = expression.Find("values")?.Items.Count ?? 0;
            if (operation.Value is "In" or "NotIn" && count == 0)
            {
                report.Add(operation,
                    $"the operator '{operation.Value}' in the node affinity of {owner.Text} has no values, but needs at least one",
                    "no values", "add values, or use Exists");
            }
            else if (operation.Value is "Exists" or "DoesNotExist" && count > 0)
            {
                report.Add(operation, $"the operator '{operation.Value}' in the node affinity of {owner.Text} has values, but takes none",
                    "takes no values", "remove values, or use In");
            }
            else if (operation.Value is "Gt" or "Lt" && count != 1)
            {
                report.Add(operation,
                    $"the operator '{operation.Value}' in the node affinity of {owner.Text} has '{count}' values, but takes one",
                    "takes one value", "give it one number");
            }
        }
    }

    // ValidateNodeFieldSelectorRequirement: nodes are found by name alone, one at a time.
    private static void NodeField(WorkloadReport report, Owner owner, Node field)
    {
        report.OneOf(owner, field, "key", NodeFields);
        if (field.Find("operator") is not { IsScalar: true, IsNull: false } operation || operation.Is(""))
            return;

        report.WordOf(owner, operation, "operator", FieldOperators);
        var values = field.Find("values")?.Items ?? default;
        if (operation.Value is "In" or "NotIn" && values.Count != 1)
        {
            report.Add(operation,
                $"the operator '{operation.Value}' in matchFields of {owner.Text} has '{values.Count}' values, but takes one",
                "takes one value", "give each name a term of its own, or use matchExpressions with kubernetes.io/hostname");
        }

        foreach (var value in values)
            report.NameOf(owner, value, "values", NameGrammar.DnsSubdomain);
    }

    private static void Pods(WorkloadReport report, Owner owner, Node? affinity)
    {
        foreach (var term in affinity?.Find("requiredDuringSchedulingIgnoredDuringExecution")?.Items ?? default)
            PodTerm(report, owner, term);
        foreach (var preferred in affinity?.Find("preferredDuringSchedulingIgnoredDuringExecution")?.Items ?? default)
        {
            report.Within(owner, preferred, "weight", 1, 100);
            if (preferred.Find("podAffinityTerm") is { } term)
                PodTerm(report, owner, term);
        }
    }

    private static void PodTerm(WorkloadReport report, Owner owner, Node term)
    {
        report.Named(owner, term, "topologyKey", NameGrammar.LabelKey);
        foreach (var name in term.Find("namespaces")?.Items ?? default)
            report.NameOf(owner, name, "namespaces", NameGrammar.DnsLabel);
        LabelKeys(report, owner, term, "matchLabelKeys", "a pod affinity", spread: null);
        LabelKeys(report, owner, term, "mismatchLabelKeys", "a pod affinity", spread: null);
    }
}
