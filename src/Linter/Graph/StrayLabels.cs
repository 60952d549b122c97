using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Graph;

/// <summary>
/// Where labels stand that a Service asks for and no pod template has: under another key, on the workload itself, or in
/// a workload's own selector that its template does not carry.
/// </summary>
internal sealed class StrayLabels
{
    private readonly LinkGraph graph;
    private readonly ImmutableArray<(PodTemplate Pods, LabelSelector Own)> unlabelled;
    private readonly ILookup<string, (PodTemplate Pods, LabelPair Pair)> byValue;
    private readonly ILookup<(string Key, string Value), (PodTemplate Pods, LabelPair Pair)> ofWorkloads;

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
    }

    /// <summary>
    /// The pods of a workload whose own selector asks for what the Service asks for, and whose template lacks it; null where there are
    /// none.
    /// </summary>
    public PodTemplate? Unlabelled(ServiceView service)
    {
        foreach (var (pods, own) in unlabelled.Take(Spelling.MostCandidates))
        {
            if (Meets(service, pods)
                && service.Selector!.Pairs.All(pair => pods.Carries(pair.Key, pair.Value)
                    || own.Pairs.Any(asked => asked.Key == pair.Key && asked.Value == pair.Value)))
            {
                return pods;
            }
        }

        return null;
    }

    /// <summary>
    /// The one workload whose template has the value of the Service's only label under another key; null where there is none or several.
    /// </summary>
    public (PodTemplate Pods, LabelPair Label)? UnderOtherKey(ServiceView service)
    {
        if (service.Selector!.Pairs is not [var asked] || asked.Value.Length == 0)
            return null;

        (PodTemplate Pods, LabelPair Pair)? found = null;
        foreach (var label in byValue[asked.Value].Take(Spelling.MostCandidates))
        {
            if (!Meets(service, label.Pods) || (found is { } first && first.Pods == label.Pods))
                continue;
            if (found is not null)
                return null;
            found = label;
        }

        return found;
    }

    /// <summary>The label of a workload itself, where its pods lack it; null where no workload of the namespace has it.</summary>
    public (PodTemplate Pods, LabelPair Label)? OnWorkload(ServiceView service, LabelPair asked, PodTemplate? pods)
    {
        foreach (var label in ofWorkloads[(asked.Key, asked.Value)].Take(Spelling.MostCandidates))
        {
            if ((pods is null || pods == label.Pods) && Meets(service, label.Pods) && label.Pods.Labels.Find(asked.Key) is null)
                return label;
        }

        return null;
    }

    private bool Meets(ServiceView service, PodTemplate pods) =>
        graph.Namespaces.Meet(service.Resource.Namespace, pods.Workload.Namespace) == Meeting.Yes;
}
