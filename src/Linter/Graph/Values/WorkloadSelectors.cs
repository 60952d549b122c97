using Linter.Findings;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>Label selectors and labels of workloads (k8s.io/apimachinery pkg/apis/meta/v1/validation/validation.go).</summary>
internal static class WorkloadSelectors
{
    private const string Expressions = "matchExpressions";

    private static readonly ClosedSet Operators = new(false, "In", "NotIn", "Exists", "DoesNotExist");

    /// <summary>spec.selector of a kind of apps/v1: one that selects everything is refused.</summary>
    public static void Required(WorkloadReport report, Owner owner, Node spec)
    {
        if (spec.FindEntry("selector") is not { Value.IsMapping: true } entry)
            return;

        // Older versions took the template's labels.
        var selector = LabelSelector.FromSelector(entry.Value);
        if (selector.IsEmpty && report.Resource.ApiVersion == "apps/v1" && !entry.Value.Entries.Any(part => part.Key.Value is not ("matchLabels" or Expressions)))
        {
            report.Add(entry.Key, $"the selector of {owner.Text} is empty, but must name at least one label of the pod template", "selects nothing in particular",
                "add matchLabels with the labels of the pod template");
        }

        Check(report, owner, entry.Value);
    }

    /// <summary>A LabelSelector wherever it stands.</summary>
    public static void Check(WorkloadReport report, Owner owner, Node selector)
    {
        if (selector.Find("matchLabels") is { IsMapping: true } labels)
            Map(report, owner, labels);
        foreach (var expression in selector.Find(Expressions)?.Items ?? default)
            Expression(report, owner, expression);
    }

    /// <summary>A map of labels.</summary>
    public static void Map(WorkloadReport report, Owner owner, Node labels)
    {
        foreach (var (key, value) in LabelPairs(labels))
        {
            Key(report, owner, key);
            report.NameOf(owner, value, key.Value, NameGrammar.LabelValue, isName: true);
        }
    }

    /// <summary>Keys of annotations: as those of labels, upper case let through.</summary>
    public static void AnnotationKeys(WorkloadReport report, Owner owner, Node annotations)
    {
        foreach (var entry in annotations.Entries)
        {
            var key = ScalarValue.KeyText(entry.Key);
            if (entry.Key.IsScalar && !Grammars.IsQualifiedName(key.ToLowerInvariant()))
                BadKey(report, owner, entry.Key, "annotation", key);
        }
    }

    private static void Key(WorkloadReport report, Owner owner, Node key)
    {
        var text = ScalarValue.KeyText(key);
        if (key.IsScalar && !Grammars.IsQualifiedName(text) && !WorkloadReport.IsToBeFilledIn(text))
            BadKey(report, owner, key, "label", text);
    }

    private static void BadKey(WorkloadReport report, Owner owner, Node at, string what, string text) =>
        report.Add(new ValueProblem(report.Resource, at, MessageText.Of($"the {MessageText.Plain(what)} key '{text}' of {owner.Text} {NameGrammar.LabelKey.FaultOf(text)}"), IsName: true)
        {
            Label = $"not {NameGrammar.LabelKey.Title}",
            Help = NameGrammar.LabelKey.Help,
        });

    private static void Expression(WorkloadReport report, Owner owner, Node expression)
    {
        if (expression.Find("key") is { } key && WorkloadReport.Text(key) is { Length: > 0 })
            Key(report, owner, key);
        if (expression.Find("operator") is not { IsScalar: true, IsNull: false } operation)
            return;

        if (!operation.Is(""))
            report.WordOf(owner, operation, "operator", Operators);
        var values = expression.FindEntry("values");
        var count = values?.Value.Items.Count ?? 0;
        if (operation.Value is "In" or "NotIn" && count == 0 && values is null or { Value.IsSequence: true } or { Value.IsNull: true })
        {
            report.Add(values?.Key ?? operation, $"the operator '{operation.Value}' in a selector of {owner.Text} has no values, but needs at least one", "no values", "add values, or use Exists");
        }
        else if (operation.Value is "Exists" or "DoesNotExist" && count > 0)
        {
            report.Add(values!.Value.Key, $"the operator '{operation.Value}' in a selector of {owner.Text} has values, but takes none", "not allowed here", "remove values, or use In");
        }

        foreach (var value in values?.Value.Items ?? default)
            report.NameOf(owner, value, "values", NameGrammar.LabelValue, isName: true);
    }

    private static IEnumerable<(Node Key, Node Value)> LabelPairs(Node labels)
    {
        foreach (var entry in labels.Entries)
            yield return (entry.Key, entry.Value);
    }
}
