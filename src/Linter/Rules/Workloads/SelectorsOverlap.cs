using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>Two controllers of one namespace whose selectors match each other's pods.</summary>
public sealed class SelectorsOverlap : IRule
{
    // Controllers that share one selector are many only in load tests; each is compared with the first few.
    private const int MostCompared = 16;

    public string Id => "selectors-overlap";

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var scaled = new Lazy<HashSet<string>>(() => Scaling.AutoscaledNamesOf(context.Graph));
        var overlapping = context.Graph.PodTemplates.Where(pods => ReachesOthers(context.Graph, pods));
        foreach (var alike in overlapping.GroupBy(pods => $"{pods.Workload.Namespace ?? "\u0002"}\0{OwnSelectors.Of(pods)}",
            StringComparer.Ordinal))
        {
            var reached = Reached(context.Graph, alike.First()).Where(pods => OwnSelectors.Of(pods) is not null)
                .Take(MostCompared)
                .ToList();
            foreach (var pods in alike)
            {
                var selector = OwnSelectors.Of(pods)!;
                var first = reached.Find(other => other.Ordinal < pods.Ordinal && !IsSame(other.Workload, pods.Workload)
                    && selector.Matches(other.Labels) && OwnSelectors.Of(other)!.Matches(pods.Labels));
                if (first is not null)
                    yield return Describe(context, pods, selector, first, OwnSelectors.Of(first)!, scaled.Value);
            }
        }
    }

    // Nearly every selector reaches its own pods and no others.
    private static bool ReachesOthers(LinkGraph graph, PodTemplate pods)
    {
        var reached = Reached(graph, pods);
        return reached.Length > 1 || (reached is [var only] && only != pods);
    }

    private static ImmutableArray<PodTemplate> Reached(LinkGraph graph, PodTemplate pods) =>
        OwnSelectors.Of(pods) is { } selector ? graph.SelectPods(pods.Workload.Namespace, selector).Certain : [];

    // Defined twice is duplicate-resource.
    private static bool IsSame(Resource a, Resource b) => a.Kind == b.Kind && a.Name == b.Name;

    private static Finding Describe(
        RuleContext context, PodTemplate pods, LabelSelector selector, PodTemplate first, LabelSelector other, HashSet<string> scaled)
    {
        var at = selector.Pairs.IsEmpty ? selector.Node : selector.Pairs[0].ValueNode;
        var place = other.Pairs.IsEmpty ? other.Node : other.Pairs[0].ValueNode;
        var telling = Telling(pods, first);
        var adopts = IsAdopted(pods.Workload, first.Workload) || IsAdopted(first.Workload, pods.Workload);
        var isCounted = scaled.Contains(pods.Workload.Name) || scaled.Contains(first.Workload.Name);

        // Owners keep such pods apart; what goes by the selector alone does not.
        var severity = telling is null || adopts || isCounted ? Severity.Warning : Severity.Note;
        return context.At(pods.Workload, at, severity,
            $"'{pods.Workload}' selects '{selector}' and '{first.Workload:1}' selects '{other}': each matches the pods of the other as well") with
        {
            Label = "matches the pods of another controller",
            Related = [new RelatedSpan(place.Span, $"the selector of {first.Workload.Quoted}")],
            Effect = adopts ? "the Deployment may take the ReplicaSet for an old one of its own and scale it to nothing"
                : isCounted ? "the HorizontalPodAutoscaler of one measures the pods of both, and scales by the wrong number"
                : "a pod that lost its owner is taken by either; an autoscaler or kubectl logs of one counts the pods of both",
            Help = telling is null
                ? "give each a label of its own, in its selector and its template"
                : $"let the selectors ask for {telling} as well, which the templates have",
        };
    }

    // A Deployment adopts ReplicaSets without an owner whose own labels its selector matches.
    private static bool IsAdopted(Resource set, Resource deployment) => set.Kind == Kinds.ReplicaSet && deployment.Kind == Kinds.Deployment;

    // Blue and green, stable and canary, leader and follower: the templates tell the two apart.
    private static string? Telling(PodTemplate pods, PodTemplate first)
    {
        foreach (var label in pods.Labels.Pairs)
        {
            if (first.Labels.Find(label.Key) is { } theirs && theirs.Value != label.Value)
                return $"'{label}' and '{theirs}'";
        }

        return null;
    }
}
