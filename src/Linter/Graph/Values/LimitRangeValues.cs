using System.Numerics;
using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>LimitRange (k8s.io/kubernetes pkg/apis/core/validation/validation.go, ValidateLimitRange).</summary>
internal static class LimitRangeValues
{
    private const string Ratio = "maxLimitRequestRatio";

    private static readonly ClosedSet Types = new(false, LimitRangeItem.OfPod, LimitRangeItem.OfContainer, LimitRangeItem.OfClaim);
    private static readonly string[] Amounts = ["min", "defaultRequest", "default", "max", Ratio];

    // The smaller, the larger, and the one at fault where they are not in order.
    private static readonly (string Less, string More, string Fault)[] Orders =
    [
        ("min", "max", "min"), ("min", "defaultRequest", "defaultRequest"), ("defaultRequest", "default", "defaultRequest"),
        ("defaultRequest", "max", "defaultRequest"), ("min", "default", "default"), ("default", "max", "default"),
    ];

    public static void Check(WorkloadReport report)
    {
        if (report.Resource.Kind != Kinds.LimitRange)
            return;

        var types = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var item in new LimitRanges([report.Resource]).Items)
        {
            Type(report, item, types);
            Names(report, item);
            Order(report, item);
            Ratios(report, item);
        }
    }

    private static void Type(WorkloadReport report, LimitRangeItem item, Dictionary<string, Node> types)
    {
        if (item.Node.Find("type") is not { } type || WorkloadReport.Text(type) is not { } text)
            return;

        // Types of a domain are let be.
        if (!text.Contains('/', StringComparison.Ordinal))
            report.WordOf(report.Whole, type, "type", Types);
        if (!types.TryAdd(text, type))
        {
            report.Add(new ValueProblem(report.Resource, type,
                MessageText.Of($"'{report.Resource}' has limits of the type '{text:1}' twice"))
            {
                Label = "a second time",
                Related = new RelatedSpan(types[text].Span, "the first"),
                Help = "write both into one entry",
            });
        }

        if (text == LimitRangeItem.OfPod)
        {
            foreach (var field in (string[])["default", "defaultRequest"])
            {
                if (item.Node.FindEntry(field) is { Value: { IsMapping: true, Entries.Count: > 0 } } entry)
                {
                    report.Add(entry.Key,
                        $"limits of the type '{text}' in '{report.Resource}' have '{field}', which only containers may have",
                        "not for pods", $"remove {field}, or set the type to Container");
                }
            }
        }
        else if (text == LimitRangeItem.OfClaim && !HasStorage(item.Node.Find("min")) && !HasStorage(item.Node.Find("max")))
        {
            report.Add(type, $"limits of the type '{text}' in '{report.Resource}' have neither a least nor a most of '{"storage"}'",
                "needs min or max of storage", "add min or max with storage");
        }
    }

    private static bool HasStorage(Node? amounts) => amounts?.FindEntry("storage") is not null;

    private static void Names(WorkloadReport report, LimitRangeItem item)
    {
        foreach (var entry in Amounts.SelectMany(field => item.Node.Find(field)?.Entries ?? default))
        {
            WorkloadValuesResources.QuantityOf(report, report.Whole, entry.Value, entry.Key.Value);
            if (item.Type is LimitRangeItem.OfContainer or LimitRangeItem.OfPod)
                WorkloadValuesResources.Name(report, report.Whole, entry, "limits");
        }

        // The least may be as little as it likes.
        foreach (var field in (string[])["defaultRequest", "default", "max"])
        {
            foreach (var entry in item.Node.Find(field)?.Entries ?? default)
                Size(report, field, entry);
        }
    }

    private static void Size(WorkloadReport report, string field, Entry entry)
    {
        var name = entry.Key.Value;
        if (name is "memory" or "ephemeral-storage" or "storage")
        {
            WorkloadValuesResources.Bytes(report, report.Whole, entry.Value, name,
                field == "max" ? "nothing of any use is let in"
                    : field == "default" ? $"no container that takes this limit gets along with so little {(name == "memory" ? "memory" : "storage")}"
                    : "the scheduler keeps nothing free for containers that take this request");
        }
        else if (name == "cpu" && field != "max")
        {
            WorkloadValuesResources.Processors(report, report.Whole, entry.Value, isRequest: field == "defaultRequest");
        }
    }

    private static void Order(WorkloadReport report, LimitRangeItem item)
    {
        var amounts = Amounts.ToDictionary(field => field, field => All(item, field), StringComparer.Ordinal);
        foreach (var (less, more, fault) in Orders)
        {
            foreach (var (name, small) in amounts[less])
            {
                if (!amounts[more].TryGetValue(name, out var large) || small.Value <= large.Value
                    || (fault != "min" && IsOutOfOrder(amounts, name)))
                {
                    continue;
                }

                var (at, other) = fault == less ? (small, large) : (large, small);
                report.Add(new ValueProblem(report.Resource, at.At, MessageText.Of(
                    $"'{report.Whole.PathOf(at.At, fault)}' of '{report.Resource}' is '{at.At.Value}', {MessageText.Plain(fault == less ? "more" : "less")} than {MessageText.Plain(fault == less ? more : less)}, which is '{other.At.Value:1}'"))
                {
                    Label = fault == less ? $"more than {more}" : $"less than {less}",
                    Related = new RelatedSpan(other.At.Span, fault == less ? more : less),
                    Help = fault == less
                        ? $"lower it to {other.At.Value} or less, or raise {more}"
                        : $"raise it to {other.At.Value} or more, or lower {less}",
                });
            }
        }

        foreach (var (name, wanted) in amounts["defaultRequest"])
        {
            if (ResourceNames.CannotBeShared(name) && amounts["default"].TryGetValue(name, out var limit) && wanted.Value < limit.Value)
            {
                report.Add(new ValueProblem(report.Resource, wanted.At, MessageText.Of(
                    $"'{report.Whole.PathOf(wanted.At, name)}' of '{report.Resource}' is '{wanted.At.Value}' and default '{limit.At.Value:1}', but what cannot be shared must be equal"))
                {
                    Label = "not the default",
                    Related = new RelatedSpan(limit.At.Span, "default"),
                    Help = "set both to the same number",
                });
            }
        }
    }

    // Between a min and a max the wrong way round nothing can lie: said once.
    private static bool IsOutOfOrder(Dictionary<string, Dictionary<string, Amount>> amounts, string name) =>
        amounts["min"].TryGetValue(name, out var min) && amounts["max"].TryGetValue(name, out var max) && min.Value > max.Value;

    private static void Ratios(WorkloadReport report, LimitRangeItem item)
    {
        var (min, max) = (All(item, "min"), All(item, "max"));
        foreach (var (name, ratio) in All(item, Ratio))
        {
            var at = ratio.At;
            if (ratio.Value < Quantity.Of(1))
            {
                report.Add(at,
                    $"'{report.Whole.PathOf(at, name)}' of '{report.Resource}' is '{at.Value}', but a limit is never less than its request, so that the least is '{"1"}'",
                    "below 1", "set it to 1 or more");
            }
            else if (min.TryGetValue(name, out var least) && max.TryGetValue(name, out var most) && most.Value >= least.Value
                && IsBeyond(ratio.Value, most.Value, least.Value))
            {
                report.Add(new ValueProblem(report.Resource, at, MessageText.Of(
                    $"'{report.Whole.PathOf(at, name)}' of '{report.Resource}' is '{at.Value}', more than max '{most.At.Value:1}' divided by min '{least.At.Value}'"))
                {
                    Label = "more than max divided by min",
                    Related = new RelatedSpan(most.At.Span, "max"),
                    Help = "lower it to what max divided by min gives, or remove it",
                });
            }
        }
    }

    // In thousandths, rounded up, as the API server divides (Quantity.MilliValue).
    private static bool IsBeyond(Quantity ratio, Quantity max, Quantity min) =>
        min.IsPositive && Thousandths(ratio) * Thousandths(min) > Thousandths(max) * 1000;

    private static BigInteger Thousandths(Quantity amount) => (amount.Nanos + 999_999) / 1_000_000;

    private static Dictionary<string, Amount> All(LimitRangeItem item, string field)
    {
        var amounts = new Dictionary<string, Amount>(StringComparer.Ordinal);
        foreach (var (name, amount) in item.Amounts(field))
            amounts.TryAdd(name, amount);
        return amounts;
    }
}
