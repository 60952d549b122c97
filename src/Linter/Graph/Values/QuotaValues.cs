using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>A ResourceQuota (k8s.io/kubernetes pkg/apis/core/validation/validation.go, ValidateResourceQuotaSpec).</summary>
internal static class QuotaValues
{
    private const string Exists = "Exists";

    private static readonly NodePath Spec = NodePath.Parse("spec");
    private static readonly NodePath Selected = NodePath.Parse("scopeSelector.matchExpressions[*]");

    private static readonly ImmutableArray<string> Counted =
    [
        "pods", "services", "replicationcontrollers", "resourcequotas", "secrets", "configmaps", "persistentvolumeclaims",
        "services.nodeports", "services.loadbalancers",
    ];

    private static readonly ImmutableArray<string> Measured =
    [
        "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.storage", "requests.ephemeral-storage",
        "limits.cpu", "limits.memory", "limits.ephemeral-storage",
    ];

    private static readonly ImmutableArray<string> Sizes =
    [
        "memory", "requests.memory", "limits.memory", "requests.storage", "ephemeral-storage", "requests.ephemeral-storage",
        "limits.ephemeral-storage",
    ];

    private static readonly ImmutableArray<string> OfPods =
        ["cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"];

    private static readonly ImmutableArray<string> Chooses =
        ["BestEffort", "NotBestEffort", "Terminating", "NotTerminating", "PriorityClass", "CrossNamespacePodAffinity"];

    private static readonly ImmutableArray<(string, string)> Opposites =
        [("BestEffort", "NotBestEffort"), ("Terminating", "NotTerminating")];

    public static void Judge(ValueList values)
    {
        if (values.Resource.Find(Spec) is not { IsMapping: true } spec)
            return;

        foreach (var entry in spec.Find("hard")?.Entries ?? default)
            JudgeAmount(values, entry);

        var scopes = (spec.Find("scopes")?.Items ?? default).Where(scope => ValueList.Text(scope) is not null).ToList();
        foreach (var (one, other) in Opposites)
        {
            if (scopes.Find(scope => scope.Is(one)) is { Tree: not null } first
                && scopes.Find(scope => scope.Is(other)) is { Tree: not null } second)
            {
                AddOpposite(values, first, second);
            }
        }

        foreach (var scope in ScopesOf(spec).DistinctBy(scope => scope.Value, StringComparer.Ordinal))
            JudgeScope(values, spec, scope);

        foreach (var requirement in spec.Select(Selected))
            JudgeRequirement(values, requirement);
    }

    /// <summary>What is said of any quantity: one that is none, and bytes so few that a unit was meant.</summary>
    public static void Check(WorkloadReport report)
    {
        if (report.Resource.Kind != Kinds.ResourceQuota)
            return;

        foreach (var entry in report.Resource.Find(Spec)?.Find("hard")?.Entries ?? default)
        {
            WorkloadValuesResources.QuantityOf(report, report.Whole, entry.Value, entry.Key.Value);
            if (Sizes.AsSpan().Contains(entry.Key.Value))
            {
                WorkloadValuesResources.Bytes(report, report.Whole, entry.Value, entry.Key.Value,
                    "whatever asks for more is refused: no pod or claim of any use is let in");
            }
        }
    }

    /// <summary>
    /// The API server refuses the quota because of an amount that is none, or of a scope that what it limits does not go with.
    /// </summary>
    public static bool IsRefused(Resource quota) =>
        quota.Find(Spec) is { IsMapping: true } spec && (HasBadAmount(spec) || HasBadScope(spec));

    private static bool HasBadAmount(Node spec) =>
        (spec.Find("hard")?.Entries ?? default).Any(entry => Quantity.Read(entry.Value) is null or { IsNegative: true });

    private static bool HasBadScope(Node spec) =>
        ScopesOf(spec).Select(scope => scope.Value)
            .Where(scope => Chooses.AsSpan().Contains(scope)).Distinct(StringComparer.Ordinal)
            .Any(scope => (spec.Find("hard")?.Entries ?? default).Any(entry => !GoesWith(scope, entry.Key.Value)));

    // Those of both forms (validateResourceQuotaScopes and validateScopedResourceSelectorRequirement).
    private static IEnumerable<Node> ScopesOf(Node spec) => (spec.Find("scopes")?.Items ?? default).Cast<Node?>()
        .Concat(spec.Select(Selected).Select(requirement => requirement.Find("scopeName")))
        .OfType<Node>().Where(scope => ValueList.Text(scope) is not null);

    private static bool GoesWith(string scope, string name) =>
        !Chooses.AsSpan().Contains(scope) || name == "pods"
        || !(Counted.AsSpan().Contains(name) || Measured.AsSpan().Contains(name))
        || (scope != "BestEffort" && OfPods.AsSpan().Contains(name));

    // A scope chooses among pods, so that it goes with what pods have (IsResourceQuotaScopeValidForResource).
    private static void JudgeScope(ValueList values, Node spec, Node scope)
    {
        foreach (var entry in spec.Find("hard")?.Entries ?? default)
        {
            var name = entry.Key.Value;
            if (GoesWith(scope.Value, name))
                continue;

            values.Add(new ValueProblem(values.Resource, entry.Key,
                MessageText.Of($"'{values.Resource}' limits '{name}', which the scope '{scope.Value:1}' does not go with"))
            {
                Label = $"not with {scope.Value}",
                Related = new RelatedSpan(scope.Span, "the scope"),
                Help = $"limit {name} in a ResourceQuota without this scope",
            });
        }
    }

    private static void JudgeAmount(ValueList values, Entry entry)
    {
        var name = entry.Key.Value;
        if (!name.Contains('/', StringComparison.Ordinal) && !Counted.AsSpan().Contains(name) && !Measured.AsSpan().Contains(name)
            && !IsOfHugePages(name))
        {
            AddUnknown(values, entry.Key);
        }

        if (Quantity.Read(entry.Value) is not { } amount)
            return;
        if (amount.IsNegative)
        {
            values.Add(entry.Value,
                $"'{values.PathOf(entry.Value)}' of '{values.Resource}' is '{entry.Value.Value}', but cannot be less than '0'",
                "less than 0", "give an amount from 0 on");
        }
        else if (Counted.AsSpan().Contains(name) && !amount.IsInteger)
        {
            values.Add(entry.Value,
                $"'{values.PathOf(entry.Value)}' of '{values.Resource}' is '{entry.Value.Value}', but '{name}' are counted in whole numbers",
                "a fraction", "give a whole number");
        }
    }

    private static bool IsOfHugePages(string name) =>
        name.StartsWith("hugepages-", StringComparison.Ordinal) || name.StartsWith("requests.hugepages-", StringComparison.Ordinal);

    private static void AddUnknown(ValueList values, Node key)
    {
        var near = Spelling.Nearest(key.Value, Counted.Concat(Measured));
        var edit = near is null ? null : ScalarEdit.Replace(values.Resource.Root, key, near);
        values.Add(new ValueProblem(values.Resource, key,
            MessageText.Of($"'{values.Resource}' limits '{key.Value}', which no quota knows by this name"))
        {
            Label = "no such resource of a quota",
            Help = near is null
                ? "limit the number of any other kind of object as count/RESOURCE.GROUP, such as count/deployments.apps"
                : $"did you mean '{near}'?",
            Fix = edit is null ? null : new Fix($"write '{near}'", [edit], IsSafe: false),
        });
    }

    private static void AddOpposite(ValueList values, Node first, Node second) =>
        values.Add(new ValueProblem(values.Resource, second,
            MessageText.Of($"'spec.scopes' of '{values.Resource}' has '{second.Value}' beside '{first.Value:1}', and no pod is both"))
        {
            Label = $"not beside {first.Value}",
            Related = new RelatedSpan(first.Span, first.Value),
            Help = "keep one of the two",
        });

    // Only priorities and classes have values to choose among.
    private static void JudgeRequirement(ValueList values, Node requirement)
    {
        var (scope, word, given) = (ValueList.Filled(requirement.Find("scopeName")), ValueList.Filled(requirement.Find("operator")),
            FieldChoices.Filled(requirement, "values"));
        if (scope is not { } name || word is not { } @operator)
            return;

        if (name.Value is "BestEffort" or "NotBestEffort" or "Terminating" or "NotTerminating" or "CrossNamespacePodAffinity"
            && !@operator.Is(Exists))
        {
            values.Add(@operator,
                $"'{values.PathOf(@operator)}' of '{values.Resource}' is '{@operator.Value}', but the scope '{name.Value}' takes only '{Exists}'",
                $"not {Exists}", $"set operator: {Exists} and remove values");
        }
        else if (@operator.Value is "In" or "NotIn" && given is null)
        {
            values.Add(@operator,
                $"'{values.PathOf(requirement)}' of '{values.Resource}' has the operator '{@operator.Value}', but no values",
                "no values beside it", $"add values, or set operator: {Exists}");
        }
        else if (@operator.Value is Exists or "DoesNotExist" && given is { } needless)
        {
            values.Add(needless.Key,
                $"'{values.PathOf(requirement)}' of '{values.Resource}' gives values beside the operator '{@operator.Value}', which takes none",
                "no values are allowed here", "remove values, or set operator: In");
        }
    }
}
