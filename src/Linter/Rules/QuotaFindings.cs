using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>Workloads that a ResourceQuota does not let in (k8s.io/kubernetes pkg/quota/v1/evaluator/core/pods.go).</summary>
internal static class QuotaFindings
{
    public static IEnumerable<Finding> Of(
        RuleContext context, ImmutableArray<Resource> quotas, Func<string?, IEnumerable<PodDemand>> demandsIn,
        Dictionary<Resource, (int Most, Node At)> maxima)
    {
        // "" is the unnamed namespace.
        var quotaed = quotas.GroupBy(quota => quota.Namespace ?? "", StringComparer.Ordinal).ToDictionary(
            group => group.Key,
            group => new QuotaedPods([.. group.Select(QuotaView.Of).OfType<QuotaView>()], [.. demandsIn(group.First().Namespace)],
                (demand, sort) => Claim.Of(context, demand, sort, maxima)),
            StringComparer.Ordinal);
        return quotas.SelectMany(quota => quotaed[quota.Namespace ?? ""] is var pods && pods.Find(quota) is { } view
            ? Of(context, view, pods)
            : []);
    }

    private static IEnumerable<Finding> Of(RuleContext context, QuotaView quota, QuotaedPods pods) =>
        Unsaid(context, quota, pods).Concat(quota.Bounds.SelectMany(bound => Exceeded(context, quota, bound, pods)));

    // Where CPU or memory is bounded, every container has to say its part: the first quota that asks for it is named.
    private static IEnumerable<Finding> Unsaid(RuleContext context, QuotaView quota, QuotaedPods pods)
    {
        if (!pods.AsksFirst(quota))
            yield break;

        foreach (var claim in pods.ClaimsOf(quota).All)
        {
            if (claim.Demand.SaysWhole)
                continue;

            var asked = quota.Bounds.Where(bound => pods.IsFirstToAsk(bound, claim)).ToList();
            foreach (var container in asked.Count == 0 ? [] : claim.Demand.Containers)
            {
                var missing = asked.FindAll(bound => !bound.Of(container).ContainsKey(bound.Resource!));
                if (missing.Count > 0)
                {
                    yield return SaysNothing(context, quota, claim.Demand, container, missing,
                        pods.OthersAsking(missing[0], claim));
                }
            }
        }
    }

    private static Finding SaysNothing(
        RuleContext context, QuotaView quota, PodDemand demand, ContainerDemand container, List<QuotaBound> missing, int others) =>
        context.At(demand.Pods.Workload, container.Container.NameNode,
            $"{PodText.Container(demand.Pods, container.Container)} says nothing of '{string.Join(", ", missing.Select(one => one.Name)):1}', which ResourceQuota '{quota.Resource.Name}' asks of every container") with
        {
            Label = $"no {missing[0].Name}",
            Related = [new RelatedSpan(missing[0].Allowed.At.Span, $"bounded by {quota.Resource.Quoted}")],
            Effect = "the API server refuses these pods: the workload stays without any",
            Notes = NotesOf(quota, others == 0
                ? null
                : $"{others} more {(others == 1 ? "ResourceQuota asks" : "ResourceQuotas ask")} for {missing[0].Name} too"),
            Help = "give the container these requests and limits, or add a LimitRange with defaults to the namespace",
        };

    private static IEnumerable<Finding> Exceeded(RuleContext context, QuotaView quota, QuotaBound bound, QuotaedPods pods)
    {
        var wanting = pods.ClaimsOf(quota).Wanting(bound);
        if (wanting.MostAlone > bound.Allowed.Value)
        {
            // Of several quotas that one workload is too much for, the strictest is named.
            foreach (var part in pods.IsStrictest(bound, quota) ? wanting.Parts : [])
            {
                if (part.Most > bound.Allowed.Value && pods.IsStrictest(bound, part.Claim))
                    yield return Alone(context, quota, bound, part.Claim, part.Each, pods.OthersExceeded(bound, part));
            }

            yield break;
        }

        if (wanting.Most > bound.Allowed.Value)
            yield return Together(context, quota, bound, wanting);
    }

    private static Finding Alone(RuleContext context, QuotaView quota, QuotaBound bound, Claim claim, Quantity each, int others)
    {
        var allowed = bound.Allowed;
        var isOften = each * claim.Replicas <= allowed.Value;
        var times = isOften ? claim.Most : claim.Replicas;
        var workload = claim.Demand.Pods.Workload;
        var one = bound.Resource is { } resource && each > allowed.Value ? bound.Of(claim.Demand)[resource].At : (Node?)null;
        return context.At(workload, one ?? (isOften ? claim.Demand.Pods.Workload.NameNode : claim.ReplicasNode),
            isOften ? Severity.Warning : Severity.Error,
            $"'{workload}' {Asked(times, each, bound, isOften)}, but ResourceQuota '{quota.Resource.Name}' allows '{allowed.Value:1}'") with
        {
            Label = "more than the quota",
            Related = [new RelatedSpan(allowed.At.Span, quota.Resource.Quoted),
                .. isOften && claim.MostNode is { } most
                    ? [new RelatedSpan(most.Span, "the autoscaler's maximum")]
                    : (ReadOnlySpan<RelatedSpan>)[]],
            Effect = one is not null
                ? "the API server refuses these pods: the workload stays without any"
                : "the API server refuses the pods beyond the quota; there is none left for a rollout either",
            Notes = NotesOf(quota, others == 0
                ? null
                : $"{others} more {(others == 1 ? "ResourceQuota allows" : "ResourceQuotas allow")} less than this too"),
            Help = one is not null ? "lower the amount, or raise the quota" : $"lower {claim.ReplicasField} or what each pod takes, or raise the quota",
        };
    }

    private static MessageText Asked(int times, Quantity each, QuotaBound bound, bool isScaled)
    {
        var all = MessageText.Plain(isScaled ? " at the maximum of its autoscaler" : bound.Resource is null ? "" : " in all");
        return bound.Resource is null ? MessageText.Of($"runs '{times}' {Pods(times)}{all}")
            : times == 1 ? MessageText.Of($"asks for '{each}' of '{bound.Name}'")
            : MessageText.Of($"asks for '{each * times}' of '{bound.Name}'{all} ('{times}' pods of '{each}')");
    }

    private static MessageText Pods(int count) => MessageText.Plain(count == 1 ? "pod" : "pods");

    private static Finding Together(RuleContext context, QuotaView quota, QuotaBound bound, WantedTogether wanting)
    {
        var (name, allowed) = (bound.Name, bound.Allowed);
        var isCertain = wanting.Least > allowed.Value;
        var (wanted, sorted) = isCertain ? (wanting.Least, wanting.ByLeast) : (wanting.Most, wanting.ByMost);
        const int MostTold = 8;
        var space = quota.Resource.Namespace;
        var (amount, verb) = bound.Resource is null
            ? (MessageText.Plain(allowed.Value == Quantity.Of(1) ? " pod" : " pods"), "run")
            : (MessageText.Of($" of '{name}'"), "ask for");
        var told = string.Join(", ", sorted.Take(MostTold).Select(part => $"{part.Claim.Demand.Pods.Workload} {part.Sum}"));
        return context.At(quota.Resource, allowed.At, isCertain ? Severity.Error : Severity.Warning,
            $"ResourceQuota '{quota.Resource.Name}' allows '{allowed.Value}'{amount}, but the '{sorted.Count}' workloads of {(space is null ? MessageText.Plain("its namespace") : Namespaces.Describe(space))} {MessageText.Plain(verb)} '{wanted}'{MessageText.Plain(isCertain ? " in all" : " when their autoscalers are at their maximum")}") with
        {
            Label = $"less than the workloads {verb}",
            Related = [new RelatedSpan(sorted[0].Claim.Demand.Pods.Workload.NameNode.Span,
                $"{sorted[0].Claim.Demand.Pods.Workload.Quoted} {(bound.Resource is null ? "runs" : "asks for")} the most, {sorted[0].Sum}")],
            Effect = "the API server refuses the pods beyond the quota: some workloads stay without theirs",
            Notes = NotesOf(quota, $"adds up from: {told}{(sorted.Count > MostTold ? $" and {sorted.Count - MostTold} more" : "")}"),
            Help = "raise the quota, or lower replicas or what the pods take",
        };
    }

    private static ImmutableArray<string> NotesOf(QuotaView quota, string? note) =>
    [
        .. note is null ? (ReadOnlySpan<string>)[] : [note],
        .. quota.Scopes.IsEmpty ? (ReadOnlySpan<string>)[] : [$"{quota.Resource.Quoted} counts only pods of its scopes: {quota.ScopesText}"],
    ];
}
