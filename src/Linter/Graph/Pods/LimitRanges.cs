using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>An amount, the scalar that says it, and the LimitRange that gives it: what is filled in, or a bound.</summary>
internal sealed record LimitDefault(Quantity Value, Node At, Resource Range);

/// <summary>
/// What the LimitRanges of a namespace fill in for containers (k8s.io/kubernetes pkg/apis/core/v1/defaults.go,
/// SetDefaults_LimitRangeItem; plugin/pkg/admission/limitranger).
/// </summary>
internal sealed class LimitRanges
{
    private static readonly NodePath ItemsPath = NodePath.Parse("spec.limits[*]");

    private readonly Dictionary<string, LimitDefault> limits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LimitDefault> requests = new(StringComparer.Ordinal);
    private List<LimitRangeBounds>? bounds;
    private List<LimitRangeBounds>? tightest;
    private List<LimitRangeBounds>? ratios;
    private ClaimBounds? forClaims;

    public LimitRanges(IEnumerable<Resource> ranges)
    {
        Items = [.. ranges.SelectMany(range => range.Select(ItemsPath).Where(item => item.IsMapping)
            .Select(item => new LimitRangeItem(range, item)))];
        foreach (var item in Items.Where(item => item.Type == LimitRangeItem.OfContainer))
            AddDefaults(item);
    }

    public ImmutableArray<LimitRangeItem> Items { get; }

    /// <summary>What the items bound, in order, without what an earlier one bounds as tightly: that is what is passed first.</summary>
    public IReadOnlyList<LimitRangeBounds> Bounds => bounds ??= LimitRangeBounds.Of(Items);

    /// <summary>Those that bound how far limits of containers may be above requests.</summary>
    public IReadOnlyList<LimitRangeBounds> Ratios =>
        ratios ??= [.. Bounds.Where(bound => bound.Ratio.Count > 0 && bound.Item.Type == LimitRangeItem.OfContainer)];

    /// <summary>For containers and for pods the tightest of all bounds, which let in only what each of them lets in.</summary>
    public IReadOnlyList<LimitRangeBounds> Tightest =>
        tightest ??= [.. Bounds.GroupBy(bound => bound.Item.Type, StringComparer.Ordinal).Select(LimitRangeBounds.Tightest)];

    public ClaimBounds ForClaims => forClaims ??= ClaimBounds.Of(Items);

    /// <summary>Limits of containers that give none, by resource.</summary>
    public IReadOnlyDictionary<string, LimitDefault> Limits => limits;

    /// <summary>Requests of containers that give neither a request nor a limit, by resource.</summary>
    public IReadOnlyDictionary<string, LimitDefault> Requests => requests;

    // A missing default is the maximum; a missing default request is the default, then the minimum.
    private void AddDefaults(LimitRangeItem item)
    {
        var own = new Dictionary<string, LimitDefault>(StringComparer.Ordinal);
        foreach (var source in (string[])["default", "max"])
        {
            foreach (var (name, amount) in item.Amounts(source))
                own.TryAdd(name, new LimitDefault(amount.Value, amount.At, item.Range));
        }

        foreach (var (name, amount) in item.Amounts("defaultRequest"))
            requests.TryAdd(name, new LimitDefault(amount.Value, amount.At, item.Range));
        foreach (var (name, amount) in own)
        {
            limits.TryAdd(name, amount);
            requests.TryAdd(name, amount);
        }

        foreach (var (name, amount) in item.Amounts("min"))
            requests.TryAdd(name, new LimitDefault(amount.Value, amount.At, item.Range));
    }
}

/// <summary>One entry of a LimitRange.</summary>
internal sealed record LimitRangeItem(Resource Range, Node Node)
{
    public const string OfContainer = "Container";
    public const string OfPod = "Pod";
    public const string OfClaim = "PersistentVolumeClaim";

    public string Type => Node.Find("type")?.Value ?? "";

    /// <summary>The amounts under min, max, default, defaultRequest or maxLimitRequestRatio.</summary>
    public IEnumerable<(string Name, Amount Amount)> Amounts(string field) => Amount.ReadAll(Node.Find(field));
}

/// <summary>The tightest bounds of what a PersistentVolumeClaim requests, by resource; of equals the first.</summary>
internal sealed record ClaimBounds(Dictionary<string, LimitDefault> Max, Dictionary<string, LimitDefault> Min)
{
    public bool IsEmpty => Max.Count + Min.Count == 0;

    public static ClaimBounds Of(ImmutableArray<LimitRangeItem> items)
    {
        var bounds = new ClaimBounds(new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        foreach (var item in items.Where(item => item.Type == LimitRangeItem.OfClaim))
        {
            foreach (var (name, amount) in item.Amounts("max")
                .Where(one => !bounds.Max.TryGetValue(one.Name, out var before) || one.Amount.Value < before.Value))
            {
                bounds.Max[name] = new LimitDefault(amount.Value, amount.At, item.Range);
            }

            foreach (var (name, amount) in item.Amounts("min")
                .Where(one => !bounds.Min.TryGetValue(one.Name, out var before) || one.Amount.Value > before.Value))
            {
                bounds.Min[name] = new LimitDefault(amount.Value, amount.At, item.Range);
            }
        }

        return bounds;
    }
}

/// <summary>What one entry of a LimitRange bounds, by resource.</summary>
internal sealed record LimitRangeBounds(
    LimitRangeItem Item, List<(string Name, Amount Amount)> Max, List<(string Name, Amount Amount)> Min,
    List<(string Name, Amount Amount)> Ratio)
{
    public static List<LimitRangeBounds> Of(ImmutableArray<LimitRangeItem> items)
    {
        var bounds = new List<LimitRangeBounds>();
        var tightest = new Dictionary<(string Type, string Field, string Name), Quantity>();
        foreach (var item in items)
        {
            var type = item.Type;
            if (type is not (LimitRangeItem.OfContainer or LimitRangeItem.OfPod))
                continue;

            var bound = new LimitRangeBounds(item, Tighter(tightest, item, type, "max"), Tighter(tightest, item, type, "min"),
                Tighter(tightest, item, type, "maxLimitRequestRatio"));
            if (bound.Max.Count + bound.Min.Count + bound.Ratio.Count > 0)
                bounds.Add(bound);
        }

        return bounds;
    }

    /// <summary>Of bounds of one type, each tighter than those before it, the last for each resource.</summary>
    public static LimitRangeBounds Tightest(IEnumerable<LimitRangeBounds> bounds)
    {
        var all = bounds.ToList();
        return new LimitRangeBounds(all[0].Item, Last(all.SelectMany(bound => bound.Max)), Last(all.SelectMany(bound => bound.Min)),
            Last(all.SelectMany(bound => bound.Ratio)));
    }

    private static List<(string Name, Amount Amount)> Last(IEnumerable<(string Name, Amount Amount)> amounts)
    {
        var last = new Dictionary<string, Amount>(StringComparer.Ordinal);
        foreach (var (name, amount) in amounts)
            last[name] = amount;
        return [.. last.Select(pair => (pair.Key, pair.Value))];
    }

    private static List<(string Name, Amount Amount)> Tighter(
        Dictionary<(string Type, string Field, string Name), Quantity> tightest, LimitRangeItem item, string type, string field)
    {
        var found = new List<(string Name, Amount Amount)>();
        foreach (var (name, amount) in item.Amounts(field))
        {
            var key = (type, field, name);
            if (tightest.TryGetValue(key, out var before) && (field == "min" ? before >= amount.Value : before <= amount.Value))
                continue;

            tightest[key] = amount.Value;
            found.Add((name, amount));
        }

        return found;
    }
}

/// <summary>How much of a resource, and the scalar that says so.</summary>
internal readonly record struct Amount(Quantity Value, Node At)
{
    /// <summary>The amounts of a mapping, as far as they are quantities.</summary>
    public static IEnumerable<(string Name, Amount Amount)> ReadAll(Node? mapping)
    {
        foreach (var entry in mapping?.Entries ?? default)
        {
            if (Quantity.Read(entry.Value) is { IsNegative: false } value)
                yield return (entry.Key.Value, new Amount(value, entry.Value));
        }
    }
}
