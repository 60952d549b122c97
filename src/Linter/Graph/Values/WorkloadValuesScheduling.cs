using Linter.Findings;
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

    public static void Check(WorkloadReport report, Node spec)
    {
        var owner = report.Whole;
        foreach (var entry in spec.Find("nodeSelector")?.Entries ?? default)
            NodeLabel(report, owner, entry);
        foreach (var toleration in spec.Find("tolerations")?.Items ?? default)
            Toleration(report, owner, toleration);
        foreach (var constraint in spec.Find("topologySpreadConstraints")?.Items ?? default)
            Spread(report, owner, constraint);
        if (spec.Find("affinity") is { IsMapping: true } affinity)
            Affinity(report, owner, affinity);
    }

    private static void NodeLabel(WorkloadReport report, Owner owner, Entry entry)
    {
        var key = ScalarValue.KeyText(entry.Key);
        if (entry.Key.IsScalar && !LabelGrammars.IsQualifiedName(key))
        {
            report.Add(new ValueProblem(report.Resource, entry.Key, MessageText.Of($"the nodeSelector of {owner.Text} has the key '{key}', but {NameGrammar.LabelKey.FaultOf(key)}"), IsName: true)
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
            report.Add(new ValueProblem(report.Resource, value, MessageText.Of($"a toleration of {owner.Text} has the value '{value.Value}' beside the operator '{operation!.Value.Value:1}', which takes none"))
            {
                Label = "not allowed beside Exists",
                Related = new RelatedSpan(operation.Value.Span, "the operator"),
                Help = "remove the value, or use the operator Equal",
            });
        }

        if (toleration.IsMapping && !exists && toleration.Find("key") is null or { IsNull: true } or { Value: "" } && operation is null or { Value: "Equal" or "" })
            report.Add(operation ?? toleration, $"a toleration of {owner.Text} has no key, which only the operator '{"Exists"}' may lack", "no key", "add a key, or use the operator Exists");
        if (toleration.FindEntry("tolerationSeconds") is { Value.IsNull: false } seconds && !(toleration.Find("effect") is { } effect && effect.Is("NoExecute")))
            report.Add(seconds.Key, $"a toleration of {owner.Text} has 'tolerationSeconds', which only the effect '{"NoExecute"}' may have", "only for NoExecute", "set the effect to NoExecute, or remove tolerationSeconds");
    }

    private static void Spread(WorkloadReport report, Owner owner, Node constraint)
    {
        report.AtLeast(owner, constraint, "maxSkew", 1);
        report.AtLeast(owner, constraint, "minDomains", 1);
        report.Named(owner, constraint, "topologyKey", NameGrammar.LabelKey);
        if (constraint.Find("whenUnsatisfiable") is { } action && !action.Is(""))
            report.WordOf(owner, action, "whenUnsatisfiable", Unsatisfiable);
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
        foreach (var expression in term.Find("matchExpressions")?.Items ?? default)
        {
            report.Named(owner, expression, "key", NameGrammar.LabelKey);
            if (expression.Find("operator") is not { IsScalar: true, IsNull: false } operation || operation.Is(""))
                continue;

            report.WordOf(owner, operation, "operator", NodeOperators);
            var count = expression.Find("values")?.Items.Count ?? 0;
            if (operation.Value is "In" or "NotIn" && count == 0)
                report.Add(operation, $"the operator '{operation.Value}' in the node affinity of {owner.Text} has no values, but needs at least one", "no values", "add values, or use Exists");
            else if (operation.Value is "Exists" or "DoesNotExist" && count > 0)
                report.Add(operation, $"the operator '{operation.Value}' in the node affinity of {owner.Text} has values, but takes none", "takes no values", "remove values, or use In");
            else if (operation.Value is "Gt" or "Lt" && count != 1)
                report.Add(operation, $"the operator '{operation.Value}' in the node affinity of {owner.Text} has '{count}' values, but takes one", "takes one value", "give it one number");
        }
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
    }
}
