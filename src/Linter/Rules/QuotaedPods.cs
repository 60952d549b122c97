using System.Collections.Immutable;
using Linter.Graph;
using Linter.Graph.Values;
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

/// <summary>What scopes ask of pods.</summary>
/// <param name="Ends">They end by themselves.</param>
/// <param name="IsBestEffort">No container asks for CPU or memory.</param>
/// <param name="Priority">
/// Their PriorityClass, the same for all that no quota speaks of; null where they name none: the cluster may have one for these.
/// </param>
internal readonly record struct PodSort(bool Ends, bool IsBestEffort, string? Priority)
{
    // No class can be called so.
    private const string AnyOther = "*";

    public static PodSort Of(PodDemand demand, HashSet<string> classes) => new(
        demand.Pods.Spec?.Find("activeDeadlineSeconds") is { IsNull: false },
        demand.IsBestEffort,
        demand.Pods.Spec?.Find("priorityClassName") is not { IsScalar: true, IsNull: false, Value: { Length: > 0 } name } ? null
            : classes.Contains(name) ? name
            : AnyOther);
}

/// <summary>One scope of a ResourceQuota.</summary>
/// <param name="Name">"NotTerminating", "PriorityClass".</param>
/// <param name="Means">The operator; Exists where the scope stands by its name alone.</param>
/// <param name="Values">What it chooses among.</param>
internal sealed record QuotaScope(string Name, string Means, ImmutableArray<string> Values)
{
    private const string Exists = "Exists";

    /// <summary>"BestEffort"; "PriorityClass In (high, low)".</summary>
    public string Text { get; } = Means == Exists ? Name : $"{Name} {Means}{(Values.IsEmpty ? "" : $" ({string.Join(", ", Values)})")}";

    public static QuotaScope Named(Node scope) => new(scope.Value, Exists, []);

    public static QuotaScope Selected(Node term) => new(term.FindText("scopeName")?.Value ?? "", term.FindText("operator")?.Value ?? "",
        [.. (term.Find("values")?.Items ?? default).Where(value => value.IsScalar).Select(value => value.Value)]);

    /// <summary>These pods are certainly counted; what cannot be decided here leaves them out.</summary>
    // By way of the span: with a comparer the array is boxed at each call.
    public bool Counts(PodSort sort) => Name switch
    {
        "PriorityClass" => sort.Priority is { } priority && Means switch
        {
            Exists => true,
            "In" => Values.AsSpan().Contains(priority),
            "NotIn" => !Values.AsSpan().Contains(priority),
            _ => false,
        },
        _ when Means != Exists => false,
        "Terminating" => sort.Ends,
        "NotTerminating" => !sort.Ends,
        "BestEffort" => sort.IsBestEffort,
        "NotBestEffort" => !sort.IsBestEffort,
        _ => false,
    };
}

/// <summary>A ResourceQuota, with the pods that it counts.</summary>
/// <param name="Resource">The ResourceQuota.</param>
/// <param name="Bounds">What it bounds of pods, as written.</param>
/// <param name="Scopes">All of them have to let a pod in.</param>
internal sealed record QuotaView(Resource Resource, ImmutableArray<QuotaBound> Bounds, ImmutableArray<QuotaScope> Scopes)
{
    /// <summary>The amounts.</summary>
    public static readonly NodePath Hard = NodePath.Parse("spec.hard");

    private static readonly NodePath Named = NodePath.Parse("spec.scopes[*]");
    private static readonly NodePath Selected = NodePath.Parse("spec.scopeSelector.matchExpressions[*]");

    /// <summary>"NotTerminating, PriorityClass In (high)"; empty for a quota of all pods.</summary>
    public string ScopesText { get; } = string.Join(", ", Scopes.Select(scope => scope.Text));

    /// <summary>Null where it bounds nothing, and where the API server does not take it, which invalid-value says.</summary>
    public static QuotaView? Of(Resource quota) => quota.Find(Hard) is not { IsMapping: true } hard || QuotaValues.IsRefused(quota)
        ? null
        : new QuotaView(quota,
            [.. Amount.ReadAll(hard).Select(allowed => QuotaBound.Read(allowed.Name, allowed.Amount)).OfType<QuotaBound>()],
            [.. quota.Select(Named).Select(QuotaScope.Named), .. quota.Select(Selected).Select(QuotaScope.Selected)]);

    /// <summary>It counts only what its scopes let in.</summary>
    public static bool HasScopes(Resource quota) => quota.Select(Named).Any() || quota.Select(Selected).Any();

    public bool Counts(PodSort sort)
    {
        foreach (var scope in Scopes)
        {
            if (!scope.Counts(sort))
                return false;
        }

        return true;
    }
}

/// <summary>
/// The ResourceQuotas of one namespace and its pods: what is wanted is added up once for all quotas of the same scopes, and
/// the quotas are compared with each other rather than each with each workload.
/// </summary>
internal sealed class QuotaedPods
{
    // Of quotas that each leave out other pods, what each counts is kept for itself: so many nobody has, and those beyond are not judged.
    private const int MostPairs = 200_000;

    private readonly Dictionary<Resource, QuotaView> quotas;
    private readonly Func<PodDemand, PodSort, Claim> claim;
    private readonly Dictionary<PodSort, List<(int Place, PodDemand Demand)>> bySort = [];
    private readonly Dictionary<string, (ImmutableArray<PodSort> Sorts, Claims Claims)> counted = new(StringComparer.Ordinal);
    private readonly Dictionary<(PodSort Sort, string Name), (QuotaBound First, int Count)> asking = [];
    private readonly Dictionary<(PodSort Sort, string Name), (QuotaBound Strictest, List<Quantity> All)> allowed = [];

    public QuotaedPods(List<QuotaView> quotas, List<PodDemand> demands, Func<PodDemand, PodSort, Claim> claim)
    {
        this.claim = claim;
        var classes = quotas.SelectMany(quota => quota.Scopes).SelectMany(scope => scope.Values).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < demands.Count; i++)
        {
            var sort = PodSort.Of(demands[i], classes);
            if (!bySort.TryGetValue(sort, out var alike))
                bySort[sort] = alike = [];
            alike.Add((i, demands[i]));
        }

        this.quotas = [];
        var pairs = 0;
        foreach (var quota in quotas)
        {
            pairs += SortsOf(quota).Length;
            if (pairs > MostPairs)
                break;

            this.quotas.Add(quota.Resource, quota);
            foreach (var bound in quota.Bounds)
                Add(quota, bound);
        }

        foreach (var (_, all) in allowed.Values)
            all.Sort();
    }

    /// <summary>Null for a quota that bounds nothing.</summary>
    public QuotaView? Find(Resource quota) => quotas.GetValueOrDefault(quota);

    /// <summary>The pods that a quota counts.</summary>
    public Claims ClaimsOf(QuotaView quota) => CountedBy(quota).Claims;

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

    private ImmutableArray<PodSort> SortsOf(QuotaView quota) => CountedBy(quota).Sorts;

    private (ImmutableArray<PodSort> Sorts, Claims Claims) CountedBy(QuotaView quota)
    {
        if (counted.TryGetValue(quota.ScopesText, out var known))
            return known;

        var sorts = ImmutableArray.CreateBuilder<PodSort>();
        foreach (var sort in bySort.Keys)
        {
            if (quota.Counts(sort))
                sorts.Add(sort);
        }

        var all = sorts.DrainToImmutable();
        return counted[quota.ScopesText] = (all, new Claims(
            all.SelectMany(sort => bySort[sort], (sort, some) => (Sort: sort, some.Place, some.Demand))
                .OrderBy(some => some.Place)
                .DistinctBy(some => (some.Demand.Pods.Workload.Kind, some.Demand.Pods.Workload.Name, some.Demand.Pods.Node.Index))
                .Select(some => claim(some.Demand, some.Sort))
                .Where(some => some.Most > 0)));
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
/// <param name="Sort">What scopes ask of it.</param>
/// <param name="Replicas">Pods that run in any case.</param>
/// <param name="Most">Pods that an autoscaler may make of them.</param>
/// <param name="MostNode">The autoscaler's scalar.</param>
internal sealed record Claim(PodDemand Demand, PodSort Sort, int Replicas, int Most, Node? MostNode)
{
    /// <summary>The field that says how many pods there are at once.</summary>
    public string ReplicasField => JobOf(Demand.Pods) is null ? "replicas" : "parallelism";

    public Node ReplicasNode =>
        (JobOf(Demand.Pods) ?? Demand.Pods.Workload.Root.Find("spec"))?.Find(ReplicasField) is { IsScalar: true } replicas
            ? replicas
            : Demand.Pods.Workload.NameNode;

    public static Claim Of(RuleContext context, PodDemand demand, PodSort sort, Dictionary<Resource, (int Most, Node At)> maxima)
    {
        var pods = demand.Pods;
        var replicas = pods.Replicas ?? (pods.Workload.Kind == Kinds.DaemonSet ? context.Cluster.Nodes ?? 1 : Parallel(pods));
        replicas = Math.Max(replicas, 0);
        return maxima.TryGetValue(pods.Workload, out var scaled) && scaled.Most > replicas
            ? new Claim(demand, sort, replicas, scaled.Most, scaled.At)
            : new Claim(demand, sort, replicas, replicas, null);
    }

    // A Job runs so many pods at once, but no more than it has to complete; a suspended one runs none.
    private static int Parallel(PodTemplate pods)
    {
        if (JobOf(pods) is not { } job)
            return 1;
        if (IsSuspended(job) || IsSuspended(pods.Workload.Root.Find("spec")!.Value))
            return 0;

        var parallel = IntOrString.Integer(job.Find("parallelism")) ?? 1;
        return IntOrString.Integer(job.Find("completions")) is { } completions ? Math.Min(parallel, completions) : parallel;
    }

    // What a Job is asked, or each Job of a CronJob.
    private static Node? JobOf(PodTemplate pods)
    {
        var spec = pods.Workload.Root.Find("spec");
        return pods.Workload.Kind == Kinds.Job ? spec
            : pods.Workload.Kind == Kinds.CronJob ? spec?.Find("jobTemplate")?.Find("spec")
            : null;
    }

    private static bool IsSuspended(Node spec) => spec.Find("suspend") is { Scalar: { Type: ScalarType.Boolean, Boolean: true } };
}
