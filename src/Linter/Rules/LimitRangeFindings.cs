using System.Numerics;
using Linter.Findings;
using Linter.Graph;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>Pods that a LimitRange does not let in (k8s.io/kubernetes plugin/pkg/admission/limitranger, PodValidateLimitFunc).</summary>
internal static class LimitRangeFindings
{
    private const int FewBounds = 8;

    public static IEnumerable<Finding> Of(RuleContext context, PodDemand demand, LimitRanges ranges)
    {
        // What one amount passes is one defect: a bound that is written comes before one that a default makes.
        var said = new HashSet<(int, Text.SourceText, string)>();
        foreach (var finding in Bounded(context, demand, ranges, said))
            yield return finding;
        foreach (var container in demand.Containers)
        {
            foreach (var finding in Defaulted(context, demand, container, said))
                yield return finding;
        }
    }

    private static IEnumerable<Finding> Bounded(
        RuleContext context, PodDemand demand, LimitRanges ranges, HashSet<(int, Text.SourceText, string)> said)
    {
        if (ranges.Bounds.Count == 0)
            yield break;

        var containers = demand.Containers
            .Select(container => new Side(PodText.Container(demand.Pods, container.Container), "container", container.Container.NameNode,
                container.Requests, container.Limits))
            .ToList();
        List<Side> pods = [new Side(MessageText.Of($"each pod of '{demand.Pods.Workload}'"), "pod", demand.Pods.Workload.NameNode,
            demand.Requests, demand.Limits)];
        List<Side> SidesOf(LimitRangeBounds bounds) => bounds.Item.Type == LimitRangeItem.OfContainer ? containers : pods;
        // What the tightest bounds let in need not be held against each.
        if (ranges.Bounds.Count > FewBounds
            && !ranges.Tightest.Any(tightest => SidesOf(tightest).Any(side => Judge(context, demand.Pods, tightest, side, []).Any())))
        {
            yield break;
        }

        foreach (var bounds in ranges.Bounds)
        {
            foreach (var side in SidesOf(bounds))
            {
                foreach (var finding in Judge(context, demand.Pods, bounds, side, said))
                    yield return finding;
            }
        }
    }

    /// <summary>What a LimitRange fills in by itself breaks its own ratio: said once, at the LimitRange.</summary>
    public static IEnumerable<Finding> OfDefaults(RuleContext context, PodDemand demand, LimitRanges ranges) =>
        from bounds in ranges.Ratios
        let item = bounds.Item
        from bound in bounds.Ratio
        from container in demand.Containers
        where container.GivenLimits.ContainsKey(bound.Name) && container.GivenRequests.ContainsKey(bound.Name)
        let limit = container.GivenLimits[bound.Name]
        let request = container.GivenRequests[bound.Name]
        where Exceeds(limit.Value, request.Value, bound.Amount.Value)
        select context.At(item.Range, request.At,
            $"LimitRange '{item.Range.Name}' gives containers that name neither a request of '{request.Value}' of '{bound.Name}' and a limit of '{limit.Value:1}', but lets the limit be at most '{bound.Amount.Value:2}' times the request") with
        {
            Label = "too far below the limit",
            Related = [new RelatedSpan(limit.At.Span, "the limit that is filled in"),
                new RelatedSpan(bound.Amount.At.Span, "the highest ratio")],
            Effect = Refused,
            Notes = [$"for example container '{container.Container.Name}' of {demand.Pods.Workload.Quoted}"],
            Help = "raise the default request, or lower the default limit",
        };

    // A limit that is filled in may be less than the request that is written; then the pod is refused.
    private static IEnumerable<Finding> Defaulted(
        RuleContext context, PodDemand demand, ContainerDemand container, HashSet<(int, Text.SourceText, string)> said)
    {
        foreach (var (name, given) in container.GivenLimits.OrderBy(given => given.Key, StringComparer.Ordinal))
        {
            if (!container.Requests.TryGetValue(name, out var wanted) || wanted.Value <= given.Value
                || wanted.At == container.Container.NameNode || !said.Add((wanted.At.Head.Start, wanted.At.Head.Source, name)))
            {
                continue;
            }

            yield return context.At(demand.Pods.Workload, wanted.At,
                $"{PodText.Container(demand.Pods, container.Container)} requests '{wanted.Value}' of '{name}' and names no limit, so LimitRange '{given.Range.Name}' limits it to '{given.Value:1}', which is less") with
            {
                Label = "more than the limit that is filled in",
                Related = [new RelatedSpan(given.At.Span, $"the limit of {given.Range.Quoted}")],
                Effect = Refused,
                Help = $"name a limit for {name}, or lower the request",
            };
        }
    }

    private static IEnumerable<Finding> Judge(
        RuleContext context, PodTemplate pods, LimitRangeBounds bounds, Side side, HashSet<(int, Text.SourceText, string)> said)
    {
        var item = bounds.Item;
        // What one amount passes is one defect: the bound of the container comes before that of the pod.
        bool IsNew(Node at, string name) => said.Add((at.Head.Start, at.Head.Source, name));
        foreach (var (name, most) in bounds.Max)
        {
            if (!side.Limits.TryGetValue(name, out var limit))
            {
                if (IsNew(side.At, name))
                {
                    yield return Say(context, pods, item, side.At, most,
                        MessageText.Of($"{side.Who} names no limit of '{name}', but LimitRange '{item.Range.Name}' allows at most '{most.Value:1}' for a {MessageText.Plain(side.Kind)}"),
                        "no limit", $"name a limit for {name}");
                }
            }
            else if (limit.Value > most.Value)
            {
                if (IsNew(limit.At, name))
                {
                    yield return Say(context, pods, item, limit.At, most,
                        MessageText.Of($"{side.Who} is limited to '{limit.Value}' of '{name}', but LimitRange '{item.Range.Name}' allows at most '{most.Value:1}' for a {MessageText.Plain(side.Kind)}"),
                        "more than the maximum", "lower it");
                }
            }
            else if (side.Requests.TryGetValue(name, out var request) && request.Value > most.Value)
            {
                if (IsNew(request.At, name))
                {
                    yield return Say(context, pods, item, request.At, most,
                        MessageText.Of($"{side.Who} requests '{request.Value}' of '{name}', but LimitRange '{item.Range.Name}' allows at most '{most.Value:1}' for a {MessageText.Plain(side.Kind)}"),
                        "more than the maximum", "lower it");
                }
            }
        }

        foreach (var (name, least) in bounds.Min)
        {
            if (!side.Requests.TryGetValue(name, out var request))
            {
                if (IsNew(side.At, name))
                {
                    yield return Say(context, pods, item, side.At, least,
                        MessageText.Of($"{side.Who} requests no '{name}', but LimitRange '{item.Range.Name}' asks for at least '{least.Value:1}' for a {MessageText.Plain(side.Kind)}"),
                        "no request", $"request {name}");
                }
            }
            else if (request.Value < least.Value)
            {
                if (IsNew(request.At, name))
                {
                    yield return Say(context, pods, item, request.At, least,
                        MessageText.Of($"{side.Who} requests '{request.Value}' of '{name}', but LimitRange '{item.Range.Name}' asks for at least '{least.Value:1}' for a {MessageText.Plain(side.Kind)}"),
                        "less than the minimum", "raise it");
                }
            }
        }

        foreach (var (name, ratio) in bounds.Ratio)
        {
            if (side.Requests.TryGetValue(name, out var request) && side.Limits.TryGetValue(name, out var limit)
                && (request.At != side.At || limit.At != side.At) && Exceeds(limit.Value, request.Value, ratio.Value))
            {
                if (IsNew(limit.At, name))
                {
                    yield return Say(context, pods, item, limit.At, ratio,
                        MessageText.Of($"{side.Who} requests '{request.Value}' of '{name}' and is limited to '{limit.Value}', but LimitRange '{item.Range.Name}' lets the limit be at most '{ratio.Value:1}' times the request"),
                        "too far above the request", "raise the request, or lower the limit");
                }
            }
        }
    }

    private static bool Exceeds(Quantity limit, Quantity request, Quantity ratio) =>
        request.IsPositive && limit.Nanos * BigInteger.Pow(10, 9) > request.Nanos * ratio.Nanos;

    private static Finding Say(
        RuleContext context, PodTemplate pods, LimitRangeItem item, Node at, Amount bound, MessageText message, string label,
        string help) =>
        context.At(pods.Workload, at, $"{message}") with
        {
            Label = label,
            Related = [new RelatedSpan(bound.At.Span, item.Range.Quoted)],
            Effect = Refused,
            Help = help,
        };

    private const string Refused = "the API server refuses these pods: the workload stays without any";

    /// <summary>Whose amounts are compared.</summary>
    private sealed record Side(
        MessageText Who, string Kind, Node At, SortedDictionary<string, Amount> Requests, SortedDictionary<string, Amount> Limits);
}
