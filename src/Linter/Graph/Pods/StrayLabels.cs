using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Graph;

/// <summary>
/// Where labels stand that a selector asks for and no pod template has: under another key, on the workload itself, or in
/// a workload's own selector that its template does not carry.
/// </summary>
internal sealed class StrayLabels
{
    private static readonly ImmutableArray<string> NameKeys = ["app.kubernetes.io/name", "app", "name", "k8s-app"];

    private readonly LinkGraph graph;
    private readonly ImmutableArray<(PodTemplate Pods, LabelSelector Own)> unlabelled;
    private readonly ILookup<string, (PodTemplate Pods, LabelPair Pair)> byValue;
    private readonly ILookup<(string Key, string Value), (PodTemplate Pods, LabelPair Pair)> ofWorkloads;
    private readonly ILookup<string, PodTemplate> byName;

    public StrayLabels(LinkGraph graph)
    {
        this.graph = graph;
        unlabelled = [.. graph.PodTemplates.Select(pods => (Pods: pods, Own: OwnSelectors.Of(pods)))
            .Where(pair => pair.Own is { } own && !own.Matches(pair.Pods))
            .Select(pair => (pair.Pods, pair.Own!))];
        byValue = graph.PodTemplates.SelectMany(pods => pods.Labels.Pairs.Select(pair => (Pods: pods, Pair: pair)))
            .ToLookup(label => label.Pair.Value, StringComparer.Ordinal);
        ofWorkloads = graph.PodTemplates.SelectMany(pods => LabelSet.Read(pods.Workload.Find(Resource.Paths.Labels))
            .Pairs.Select(pair => (Pods: pods, Pair: pair)))
            .ToLookup(label => (label.Pair.Key, label.Pair.Value));
        byName = graph.PodTemplates.ToLookup(pods => pods.Workload.Name, StringComparer.Ordinal);
    }

    /// <summary>
    /// The pods of a workload whose own selector asks for what the Service asks for, and whose template lacks it; null where there are
    /// none.
    /// </summary>
    public PodTemplate? Unlabelled(ServiceView service)
    {
        foreach (var (pods, own) in unlabelled.Take(Spelling.MostCandidates))
        {
            if (Meets(service.Resource.Namespace, pods)
                && service.Selector!.Pairs.All(pair => pods.Carries(pair.Key, pair.Value)
                    || own.Pairs.Any(asked => asked.Key == pair.Key && asked.Value == pair.Value)))
            {
                return pods;
            }
        }

        return null;
    }

    /// <summary>
    /// The one workload whose template has the value of the selector's only label under another key; null where there is none or several.
    /// </summary>
    public (PodTemplate Pods, LabelPair Label)? UnderOtherKey(string? @namespace, LabelSelector selector)
    {
        if (selector is not { Pairs: [{ Value.Length: > 0 } asked], Expressions.IsEmpty: true })
            return null;

        (PodTemplate Pods, LabelPair Pair)? found = null;
        foreach (var label in byValue[asked.Value].Take(Spelling.MostCandidates))
        {
            if (!Meets(@namespace, label.Pods) || (found is { } first && first.Pods == label.Pods && !IsBetter(label.Pair, first.Pair)))
                continue;
            if (found is { } other && other.Pods != label.Pods)
                return null;
            found = label;
        }

        return found;
    }

    /// <summary>The workload that is called what the selector's only label says; null where there is none.</summary>
    public PodTemplate? CalledSo(string? @namespace, LabelSelector selector)
    {
        var asked = selector switch
        {
            { Pairs: [var pair], Expressions.IsEmpty: true } => pair.Value,
            { Pairs.IsEmpty: true, Expressions: [{ Operator: "In", Values: [var value] }] } => value,
            _ => "",
        };
        return asked.Length == 0 ? null : CalledSo(@namespace, asked);
    }

    /// <summary>The workload of this name that labels its pods; null where there is none.</summary>
    public PodTemplate? CalledSo(string? @namespace, string name) =>
        byName[name].FirstOrDefault(pods => !pods.Labels.IsEmpty && Meets(@namespace, pods));

    /// <summary>That of several labels with one value which says a name.</summary>
    internal static T Best<T>(IEnumerable<T> labels, Func<T, LabelPair> labelOf) =>
        labels.Aggregate((best, label) => IsBetter(labelOf(label), labelOf(best)) ? label : best);

    // The recommended label for a name says more than what else has the same value.
    private static bool IsBetter(LabelPair pair, LabelPair than) =>
        NameKeys.IndexOf(pair.Key) is >= 0 and var place && NameKeys.IndexOf(than.Key) is var other && (other < 0 || place < other);

    /// <summary>The label of a workload itself, where its pods lack it; null where no workload of the namespace has it.</summary>
    public (PodTemplate Pods, LabelPair Label)? OnWorkload(ServiceView service, LabelPair asked, PodTemplate? pods)
    {
        foreach (var label in ofWorkloads[(asked.Key, asked.Value)].Take(Spelling.MostCandidates))
        {
            if ((pods is null || pods == label.Pods) && Meets(service.Resource.Namespace, label.Pods)
                && label.Pods.Labels.Find(asked.Key) is null)
            {
                return label;
            }
        }

        return null;
    }

    /// <summary>Where a workload labels its pods, and how.</summary>
    public static RelatedSpan Says(PodTemplate pods) =>
        new(pods.Labels.Pairs[0].ValueNode.Span, $"{pods.Workload.Quoted} labels its pods '{pods.Labels}'");

    private bool Meets(string? @namespace, PodTemplate pods) =>
        graph.Namespaces.Meet(@namespace, pods.Workload.Namespace) == Meeting.Yes;
}
