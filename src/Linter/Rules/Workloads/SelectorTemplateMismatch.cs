using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A workload whose selector does not match the labels of its own pod template.</summary>
public sealed class SelectorTemplateMismatch : IRule
{
    private static readonly NodePath ManualSelector = NodePath.Parse("spec.manualSelector");

    public string Id => "selector-template-mismatch";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var pods in context.Part.PodTemplates)
        {
            // That a template is empty is said of it.
            if (pods.Node.IsNull || IsGenerated(pods.Workload) || pods.WrittenSelector is not { } selector || selector.Matches(pods.Labels)
                || pods.LabelsNode is { IsMapping: false, IsNull: false })
            {
                continue;
            }

            // The API server compares with the labels as written; those that controllers add come later.
            var differences = Differences(selector, pods.Labels).ToList();
            if (differences.Count > 0)
                yield return Describe(context, pods, differences);
        }
    }

    // A Job's selector is generated unless it says otherwise.
    private static bool IsGenerated(Resource workload) => workload.Kind == Kinds.Job && workload.Find(ManualSelector)?.Is("true") != true;

    private static IEnumerable<Difference> Differences(LabelSelector selector, LabelSet labels)
    {
        foreach (var pair in selector.Pairs)
        {
            var own = labels.Find(pair.Key);
            if (pair.ValueNode.IsScalar && own is not { ValueNode.IsScalar: false } && own?.Value != pair.Value)
                yield return new Difference(pair.ToString(), pair.Key, pair.ValueNode, own);
        }

        foreach (var expression in selector.Expressions)
        {
            // One that is malformed itself says nothing about the labels.
            if (IsWellFormed(expression) && !expression.Holds(labels))
            {
                yield return new Difference(expression.ToString(), expression.Key, expression.Node.Find("key") ?? expression.Node,
                    labels.Find(expression.Key));
            }
        }
    }

    private static bool IsWellFormed(LabelExpression expression) => expression.Key.Length > 0 && expression.Operator switch
    {
        "In" or "NotIn" => !expression.Values.IsEmpty,
        "Exists" or "DoesNotExist" => true,
        _ => false,
    };

    private static Finding Describe(RuleContext context, PodTemplate pods, List<Difference> differences)
    {
        var first = differences[0];
        var near = first.Label is null && Spelling.Nearest(first.Key, pods.Labels.Pairs.Select(pair => pair.Key)) is { } key
            ? pods.Labels.Find(key)
            : null;
        return context.At(pods.Workload, first.Label?.ValueNode ?? near?.KeyNode ?? LabelsKey(pods),
            $"'{pods.Workload}' selects '{first.Wanted:1}', but its own pod template {Theirs(first)}{But(near)}") with
        {
            Label = first.Label is null ? $"no label {first.Key}" : "not what the selector asks for",
            Related = [new RelatedSpan(first.SelectorNode.Span, $"the selector of {pods.Workload.Quoted}")],
            Effect = KindCatalog.IsBuiltIn(pods.Workload.WrittenKind)
                ? $"the API server refuses the {pods.Workload.KindName}"
                : $"the controller of the {pods.Workload.KindName} refuses it",
            Notes = [.. differences.Skip(1).Select(other => $"also: the selector asks for {other.Wanted}, the template {Theirs(other)}")],
            Help = near is { } slip
                ? $"did you mean one key in both, '{first.Key}' or '{slip.Key}'?"
                : $"make the template's labels and the selector agree on {first.Key}",
        };
    }

    private static MessageText Theirs(Difference difference) => difference.Label is { } label
        ? MessageText.Of($"says '{label}'")
        : MessageText.Of($"has no label '{difference.Key}'");

    private static MessageText But(LabelPair? near) => near is { } label ? MessageText.Of($", only '{label}'") : MessageText.Plain("");

    /// <summary>The key nearest to where the label should stand.</summary>
    private static Node LabelsKey(PodTemplate pods) =>
        pods.Node.Find("metadata")?.FindEntry("labels")?.Key
        ?? pods.Node.FindEntry("metadata")?.Key
        ?? pods.Workload.Find(Resource.Paths.Spec)?.FindEntry("template")?.Key
        ?? pods.Workload.NameNode;

    private sealed record Difference(string Wanted, string Key, Node SelectorNode, LabelPair? Label);
}
