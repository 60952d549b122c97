using System.Collections.Immutable;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>One amount of a ResourceQuota that is of pods.</summary>
/// <param name="Name">As written: "requests.cpu".</param>
/// <param name="Resource">Null where the number of pods is bounded.</param>
/// <param name="IsLimit">Limits are counted, not requests.</param>
/// <param name="Allowed">How much, and the scalar that says so.</param>
internal sealed record QuotaBound(string Name, string? Resource, bool IsLimit, Amount Allowed)
{
    private const string Requests = "requests.";
    private const string Limits = "limits.";

    /// <summary>Where this is bounded, every container has to say it.</summary>
    public bool MustBeSaid => Resource is ResourceNames.Cpu or ResourceNames.Memory;

    /// <summary>"requests.cpu" and "cpu" bound requests, "limits.cpu" limits; null for what is not of pods.</summary>
    public static QuotaBound? Read(string name, Amount allowed)
    {
        if (name.StartsWith(Limits, StringComparison.Ordinal))
            return new QuotaBound(name, name[Limits.Length..], IsLimit: true, allowed);
        if (name.StartsWith(Requests, StringComparison.Ordinal))
            return name == "requests.storage" ? null : new QuotaBound(name, name[Requests.Length..], IsLimit: false, allowed);
        if (name is "pods" or "count/pods")
            return new QuotaBound(name, Resource: null, IsLimit: false, allowed);
        return name is ResourceNames.Cpu or ResourceNames.Memory or "ephemeral-storage"
            || name.StartsWith(ResourceNames.HugePages, StringComparison.Ordinal)
            ? new QuotaBound(name, name, IsLimit: false, allowed)
            : null;
    }

    public SortedDictionary<string, Amount> Of(ContainerDemand demand) => IsLimit ? demand.Limits : demand.Requests;

    public SortedDictionary<string, Amount> Of(PodDemand demand) => IsLimit ? demand.Limits : demand.Requests;
}

/// <summary>A ResourceQuota, with the sorts of pods that it counts.</summary>
/// <param name="Resource">The ResourceQuota.</param>
/// <param name="Bounds">What it bounds of pods, as written.</param>
/// <param name="Sorts">A bit for each <see cref="SortOf"/> that its scopes let in.</param>
internal sealed record QuotaView(Resource Resource, ImmutableArray<QuotaBound> Bounds, int Sorts)
{
    /// <summary>What scopes ask of pods: whether they end by themselves, and whether they are BestEffort.</summary>
    public const int SortCount = 4;

    private const int Ends = 1;
    private const int BestEffort = 2;
    private const string Priority = "PriorityClass";

    /// <summary>The amounts.</summary>
    public static readonly NodePath Hard = NodePath.Parse("spec.hard");

    private static readonly NodePath Scopes = NodePath.Parse("spec.scopes[*]");
    private static readonly NodePath Selected = NodePath.Parse("spec.scopeSelector.matchExpressions[*]");

    /// <summary>Null where it bounds nothing.</summary>
    public static QuotaView? Of(Resource quota)
    {
        if (quota.Find(Hard) is not { IsMapping: true } hard)
            return null;

        var sorts = 0;
        for (var sort = 0; sort < SortCount; sort++)
            sorts |= Applies(quota, sort) ? 1 << sort : 0;
        return new QuotaView(quota,
            [.. Amount.ReadAll(hard).Select(allowed => QuotaBound.Read(allowed.Name, allowed.Amount)).OfType<QuotaBound>()], sorts);
    }

    /// <summary>It counts only what its scopes let in.</summary>
    public static bool HasScopes(Resource quota) => quota.Select(Scopes).Any() || quota.Select(Selected).Any();

    public static int SortOf(PodDemand demand) =>
        (demand.Pods.Spec?.Find("activeDeadlineSeconds") is { IsNull: false } ? Ends : 0) | (demand.IsBestEffort ? BestEffort : 0);

    // A scope that cannot be decided here leaves the quota out.
    private static bool Applies(Resource quota, int sort)
    {
        var selected = quota.Select(Selected).ToList();
        return quota.Select(Scopes).Select(scope => scope.Value).All(scope => IsIn(scope, sort))
            && selected.TrueForAll(term => term.Find("operator") is { } means && means.Is("Exists") && term.Find("scopeName") is { } scope
                && scope.Value != Priority && IsIn(scope.Value, sort));
    }

    private static bool IsIn(string scope, int sort) => scope switch
    {
        "Terminating" => (sort & Ends) != 0,
        "NotTerminating" => (sort & Ends) == 0,
        "BestEffort" => (sort & BestEffort) != 0,
        "NotBestEffort" => (sort & BestEffort) == 0,
        _ => false,
    };
}

/// <summary>
/// The ResourceQuotas of one namespace and its pods: what is wanted is added up once for all quotas of the same scopes, and
/// the quotas are compared with each other rather than each with each workload.
/// </summary>
internal sealed class QuotaedPods
{
    private readonly Dictionary<Resource, QuotaView> quotas;
    private readonly List<PodDemand> demands;
    private readonly Func<PodDemand, Claim> claim;
    private readonly Dictionary<int, Claims> claims = [];
    private readonly Dictionary<(int Sort, string Name), (QuotaBound First, int Count)> asking = [];
    private readonly Dictionary<(int Sort, string Name), (QuotaBound Strictest, List<Quantity> All)> allowed = [];

    public QuotaedPods(List<QuotaView> quotas, List<PodDemand> demands, Func<PodDemand, Claim> claim)
    {
        (this.demands, this.claim) = (demands, claim);
        this.quotas = quotas.ToDictionary(quota => quota.Resource);
        foreach (var quota in quotas)
        {
            foreach (var bound in quota.Bounds)
                Add(quota, bound);
        }

        foreach (var (_, all) in allowed.Values)
            all.Sort();
    }

    /// <summary>Null for a quota that bounds nothing.</summary>
    public QuotaView? Find(Resource quota) => quotas.GetValueOrDefault(quota);

    /// <summary>The pods that a quota counts.</summary>
    public Claims ClaimsOf(QuotaView quota)
    {
        if (!claims.TryGetValue(quota.Sorts, out var known))
        {
            claims[quota.Sorts] = known = new Claims(demands.Where(demand => (quota.Sorts & (1 << QuotaView.SortOf(demand))) != 0)
                .DistinctBy(demand => (demand.Pods.Workload.Kind, demand.Pods.Workload.Name, demand.Pods.Node.Index))
                .Select(claim)
                .Where(some => some.Most > 0));
        }

        return known;
    }

    /// <summary>It is the first of the quotas to ask containers for something.</summary>
    public bool AsksFirst(QuotaView quota) =>
        quota.Bounds.Any(bound => bound.MustBeSaid && SortsOf(quota).Any(sort => asking[(sort, bound.Name)].First == bound));

    /// <summary>No earlier quota asks the containers of these pods for it.</summary>
    public bool IsFirstToAsk(QuotaBound bound, Claim claim) => bound.MustBeSaid && asking[(claim.Sort, bound.Name)].First == bound;

    /// <summary>How many quotas more ask for it.</summary>
    public int OthersAsking(QuotaBound bound, Claim claim) => asking[(claim.Sort, bound.Name)].Count - 1;

    /// <summary>It is the strictest for some of the pods that its quota counts.</summary>
    public bool IsStrictest(QuotaBound bound, QuotaView quota) =>
        SortsOf(quota).Any(sort => allowed[(sort, bound.Name)].Strictest == bound);

    /// <summary>Of the quotas that count these pods it is the first that allows the least.</summary>
    public bool IsStrictest(QuotaBound bound, Claim claim) => allowed[(claim.Sort, bound.Name)].Strictest == bound;

    /// <summary>How many quotas more allow less than one workload wants.</summary>
    public int OthersExceeded(QuotaBound bound, Wanted part)
    {
        var all = allowed[(part.Claim.Sort, bound.Name)].All;
        var (low, high) = (0, all.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = all[middle] < part.Most ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private void Add(QuotaView quota, QuotaBound bound)
    {
        foreach (var sort in SortsOf(quota))
        {
            var key = (sort, bound.Name);
            asking[key] = asking.TryGetValue(key, out var asked) ? (asked.First, asked.Count + 1) : (bound, 1);
            if (!allowed.TryGetValue(key, out var known))
                allowed[key] = known = (bound, []);
            else if (bound.Allowed.Value < known.Strictest.Allowed.Value)
                allowed[key] = known = (bound, known.All);
            known.All.Add(bound.Allowed.Value);
        }
    }

    private static IEnumerable<int> SortsOf(QuotaView quota)
    {
        for (var sort = 0; sort < QuotaView.SortCount; sort++)
        {
            if ((quota.Sorts & (1 << sort)) != 0)
                yield return sort;
        }
    }
}

/// <summary>The pods that quotas of the same scopes count.</summary>
internal sealed class Claims(IEnumerable<Claim> all)
{
    private readonly Dictionary<(string? Resource, bool IsLimit), WantedTogether> wanted = [];
    private Dictionary<(string? Resource, bool IsLimit), List<Wanted>>? parts;

    public List<Claim> All { get; } = [.. all];

    /// <summary>What they want of a resource.</summary>
    public WantedTogether Wanting(QuotaBound bound)
    {
        var key = (bound.Resource, bound.IsLimit);
        if (!wanted.TryGetValue(key, out var known))
            wanted[key] = known = new WantedTogether((parts ??= Parts()).GetValueOrDefault(key) ?? []);
        return known;
    }

    private Dictionary<(string? Resource, bool IsLimit), List<Wanted>> Parts()
    {
        var found = new Dictionary<(string? Resource, bool IsLimit), List<Wanted>>();
        foreach (var claim in All)
        {
            Add(found, null, false, new Wanted(claim, Quantity.Of(1)));
            foreach (var (name, amount) in claim.Demand.Requests)
                Add(found, name, false, new Wanted(claim, amount.Value));
            foreach (var (name, amount) in claim.Demand.Limits)
                Add(found, name, true, new Wanted(claim, amount.Value));
        }

        return found;
    }

    private static void Add(Dictionary<(string? Resource, bool IsLimit), List<Wanted>> found, string? resource, bool isLimit, Wanted part)
    {
        if (!part.Each.IsPositive)
            return;
        if (!found.TryGetValue((resource, isLimit), out var list))
            found[(resource, isLimit)] = list = [];
        list.Add(part);
    }
}

/// <summary>How much each pod of a workload wants of a resource.</summary>
internal sealed record Wanted(Claim Claim, Quantity Each)
{
    /// <summary>What all of its pods want that an autoscaler may make.</summary>
    public Quantity Most { get; } = Each * Claim.Most;
}

/// <summary>What all workloads that a quota counts want of a resource.</summary>
internal sealed class WantedTogether
{
    private readonly List<Wanted> lasting;
    private List<(Claim Claim, Quantity Sum)>? byLeast;
    private List<(Claim Claim, Quantity Sum)>? byMost;

    public WantedTogether(List<Wanted> parts)
    {
        Parts = parts;
        // Jobs come and go; the others run at one time.
        lasting = parts.FindAll(part => !part.Claim.Demand.Pods.RunsToCompletion);
        foreach (var part in parts)
            MostAlone = part.Most > MostAlone ? part.Most : MostAlone;
        foreach (var part in lasting)
            (Least, Most) = (Least + (part.Each * part.Claim.Replicas), Most + part.Most);
    }

    /// <summary>In order.</summary>
    public List<Wanted> Parts { get; }

    /// <summary>The most that one of them wants.</summary>
    public Quantity MostAlone { get; } = Quantity.Of(0);

    /// <summary>What they want in any case.</summary>
    public Quantity Least { get; } = Quantity.Of(0);

    /// <summary>What they want when their autoscalers are at their maximum.</summary>
    public Quantity Most { get; } = Quantity.Of(0);

    /// <summary>Those that want the most first.</summary>
    public List<(Claim Claim, Quantity Sum)> ByLeast => byLeast ??= Sorted(static part => part.Each * part.Claim.Replicas);

    /// <summary>As <see cref="ByLeast"/>, with the autoscalers at their maximum.</summary>
    public List<(Claim Claim, Quantity Sum)> ByMost => byMost ??= Sorted(static part => part.Most);

    private List<(Claim Claim, Quantity Sum)> Sorted(Func<Wanted, Quantity> sum) =>
        [.. lasting.Select(part => (part.Claim, Sum: sum(part))).OrderByDescending(part => part.Sum)
            .ThenBy(part => part.Claim.Demand.Pods.Ordinal)];
}

/// <summary>A workload with the number of its pods.</summary>
/// <param name="Demand">What each pod takes.</param>
/// <param name="Replicas">Pods that run in any case.</param>
/// <param name="Most">Pods that an autoscaler may make of them.</param>
/// <param name="MostNode">The autoscaler's scalar.</param>
internal sealed record Claim(PodDemand Demand, int Replicas, int Most, Node? MostNode)
{
    /// <summary>Which quotas count it; see <see cref="QuotaView.SortOf"/>.</summary>
    public int Sort { get; } = QuotaView.SortOf(Demand);

    public Node ReplicasNode =>
        Demand.Pods.Workload.Root.Find("spec")?.Find("replicas") is { IsScalar: true } replicas ? replicas : Demand.Pods.Workload.NameNode;

    public static Claim Of(RuleContext context, PodDemand demand, Dictionary<Resource, (int Most, Node At)> maxima)
    {
        var pods = demand.Pods;
        var replicas = pods.Replicas ?? (pods.Workload.Kind == Kinds.DaemonSet ? context.Cluster.Nodes ?? 1 : Parallel(pods));
        replicas = Math.Max(replicas, 0);
        return maxima.TryGetValue(pods.Workload, out var scaled) && scaled.Most > replicas
            ? new Claim(demand, replicas, scaled.Most, scaled.At)
            : new Claim(demand, replicas, replicas, null);
    }

    // A Job runs so many pods at once, but no more than it has to complete.
    private static int Parallel(PodTemplate pods)
    {
        if (pods.Workload.Kind != Kinds.Job || pods.Workload.Root.Find("spec") is not { } spec)
            return 1;

        var parallel = IntOrString.Integer(spec.Find("parallelism")) ?? 1;
        return IntOrString.Integer(spec.Find("completions")) is { } completions ? Math.Min(parallel, completions) : parallel;
    }
}
