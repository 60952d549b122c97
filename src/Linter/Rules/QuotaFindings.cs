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
    private const string Requests = "requests.";
    private const string Limits = "limits.";
    private const string Priority = "PriorityClass";

    private static readonly NodePath Hard = NodePath.Parse("spec.hard");
    private static readonly NodePath Scopes = NodePath.Parse("spec.scopes[*]");
    private static readonly NodePath Selected = NodePath.Parse("spec.scopeSelector.matchExpressions[*]");
    private static readonly ImmutableArray<string> MustBeSaid = [ResourceNames.Cpu, ResourceNames.Memory];

    public static IEnumerable<Finding> Of(RuleContext context, Resource quota, IEnumerable<PodDemand> all, Dictionary<Resource, (int Most, Node At)> maxima)
    {
        if (quota.Find(Hard) is not { IsMapping: true } hard)
            return [];

        var counted = all.Where(demand => Applies(quota, demand)).DistinctBy(demand => (demand.Pods.Workload.Kind, demand.Pods.Workload.Name, demand.Pods.Node.Index)).ToList();
        var claims = counted.Select(demand => Claim.Of(context, demand, maxima)).Where(claim => claim.Most > 0).ToList();
        return claims.SelectMany(claim => Unsaid(context, quota, hard, claim.Demand))
            .Concat(Amount.ReadAll(hard).SelectMany(allowed => Exceeded(context, quota, allowed.Name, allowed.Amount, claims)));
    }

    // A scope that cannot be decided here leaves the quota out.
    private static bool Applies(Resource quota, PodDemand demand)
    {
        var selected = quota.Select(Selected).ToList();
        return quota.Select(Scopes).Select(scope => scope.Value).All(scope => IsIn(scope, demand))
            && selected.TrueForAll(term => term.Find("operator") is { } means && means.Is("Exists") && term.Find("scopeName") is { } scope && scope.Value != Priority && IsIn(scope.Value, demand));
    }

    private static bool IsIn(string scope, PodDemand demand) => scope switch
    {
        "Terminating" => EndsByItself(demand),
        "NotTerminating" => !EndsByItself(demand),
        "BestEffort" => demand.IsBestEffort,
        "NotBestEffort" => !demand.IsBestEffort,
        _ => false,
    };

    private static bool EndsByItself(PodDemand demand) => demand.Pods.Spec?.Find("activeDeadlineSeconds") is { IsNull: false };

    // Where CPU or memory is bounded, every container has to say its part.
    private static IEnumerable<Finding> Unsaid(RuleContext context, Resource quota, Node hard, PodDemand demand)
    {
        if (demand.SaysWhole)
            yield break;

        foreach (var container in demand.Containers)
        {
            var missing = new List<(string Name, Node At)>();
            foreach (var (name, amount) in Amount.ReadAll(hard))
            {
                if (Read(name) is { } bound && MustBeSaid.Contains(bound.Resource, StringComparer.Ordinal) && !bound.Of(container).ContainsKey(bound.Resource))
                    missing.Add((name, amount.At));
            }

            if (missing.Count == 0)
                continue;

            yield return context.At(demand.Pods.Workload, container.Container.NameNode,
                $"{PodText.Container(demand.Pods, container.Container)} says nothing of '{string.Join(", ", missing.Select(one => one.Name)):1}', which ResourceQuota '{quota.Name}' asks of every container") with
            {
                Label = $"no {missing[0].Name}",
                Related = [new RelatedSpan(missing[0].At.Span, $"bounded by {quota.Quoted}")],
                Effect = "the API server refuses these pods: the workload stays without any",
                Help = "give the container these requests and limits, or add a LimitRange with defaults to the namespace",
            };
        }
    }

    private static IEnumerable<Finding> Exceeded(RuleContext context, Resource quota, string name, Amount allowed, List<Claim> claims)
    {
        var bound = Read(name);
        if (bound is null && name is not ("pods" or "count/pods"))
            yield break;

        var wanting = claims.Select(claim => (Claim: claim, Each: bound is null ? Quantity.Of(1) : bound.Of(claim.Demand).TryGetValue(bound.Resource, out var part) ? part.Value : Quantity.Of(0)))
            .Where(part => part.Each.Nanos.Sign > 0).ToList();
        var alone = wanting.Where(part => part.Each * part.Claim.Most > allowed.Value).ToList();
        foreach (var (claim, each) in alone)
            yield return Alone(context, quota, name, allowed, claim, each, bound);
        if (alone.Count > 0)
            yield break;

        // Jobs come and go; the others run at one time.
        var lasting = wanting.Where(part => !part.Claim.Demand.Pods.RunsToCompletion).ToList();
        var (least, most) = (Quantity.Of(0), Quantity.Of(0));
        foreach (var (claim, each) in lasting)
            (least, most) = (least + (each * claim.Replicas), most + (each * claim.Most));
        if (most > allowed.Value)
            yield return Together(context, quota, name, allowed, lasting, least > allowed.Value ? least : most, least > allowed.Value);
    }

    private static Finding Alone(RuleContext context, Resource quota, string name, Amount allowed, Claim claim, Quantity each, Bound? bound)
    {
        var isOften = each * claim.Replicas <= allowed.Value;
        var times = isOften ? claim.Most : claim.Replicas;
        var workload = claim.Demand.Pods.Workload;
        var one = bound is not null && each > allowed.Value ? bound.Of(claim.Demand)[bound.Resource].At : (Node?)null;
        return context.At(workload, one ?? (isOften ? claim.Demand.Pods.Workload.NameNode : claim.ReplicasNode), isOften ? Severity.Warning : Severity.Error,
            $"'{workload}' wants '{each * times}' of '{name}'{Sum(times, each, bound, isOften)}, but ResourceQuota '{quota.Name}' allows '{allowed.Value:1}'") with
        {
            Label = "more than the quota",
            Related = [new RelatedSpan(allowed.At.Span, quota.Quoted), .. isOften && claim.MostNode is { } most ? [new RelatedSpan(most.Span, "the autoscaler's maximum")] : (ReadOnlySpan<RelatedSpan>)[]],
            Effect = one is not null ? "the API server refuses these pods: the workload stays without any" : "the API server refuses the pods beyond the quota; there is none left for a rollout either",
            Help = one is not null ? "lower the amount, or raise the quota" : "lower replicas or what each pod takes, or raise the quota",
        };
    }

    private static MessageText Sum(int times, Quantity each, Bound? bound, bool isScaled) => (times, bound, isScaled) switch
    {
        (1, _, _) => MessageText.Plain(""),
        (_, null, true) => MessageText.Plain(" at the maximum of its autoscaler"),
        (_, null, false) => MessageText.Plain(""),
        (_, _, true) => MessageText.Of($", '{times}' times '{each}' at the maximum of its autoscaler"),
        _ => MessageText.Of($", '{times}' times '{each}'"),
    };

    private static Finding Together(RuleContext context, Resource quota, string name, Amount allowed, List<(Claim Claim, Quantity Each)> parts, Quantity wanted, bool isCertain)
    {
        var sorted = parts.Select(part => (part.Claim, Sum: part.Each * (isCertain ? part.Claim.Replicas : part.Claim.Most)))
            .OrderByDescending(part => part.Sum).ThenBy(part => part.Claim.Demand.Pods.Ordinal).ToList();
        const int MostTold = 8;
        var told = string.Join(", ", sorted.Take(MostTold).Select(part => $"{part.Claim.Demand.Pods.Workload} {part.Sum}"));
        return context.At(quota, allowed.At, isCertain ? Severity.Error : Severity.Warning,
            $"ResourceQuota '{quota.Name}' allows '{allowed.Value}' of '{name}', but the '{sorted.Count}' workloads of {(quota.Namespace is null ? MessageText.Plain("its namespace") : Namespaces.Describe(quota.Namespace))} want '{wanted}'{MessageText.Plain(isCertain ? "" : " when their autoscalers are at their maximum")}") with
        {
            Label = "less than the workloads want",
            Related = [new RelatedSpan(sorted[0].Claim.Demand.Pods.Workload.NameNode.Span, $"{sorted[0].Claim.Demand.Pods.Workload.Quoted} wants the most, {sorted[0].Sum}")],
            Effect = "the API server refuses the pods beyond the quota: some workloads stay without theirs",
            Notes = [$"adds up from: {told}{(sorted.Count > MostTold ? $" and {sorted.Count - MostTold} more" : "")}"],
            Help = "raise the quota, or lower replicas or what the pods take",
        };
    }

    /// <summary>"requests.cpu" and "cpu" bound requests, "limits.cpu" limits; null for what is not of pods.</summary>
    private static Bound? Read(string name)
    {
        if (name.StartsWith(Limits, StringComparison.Ordinal))
            return new Bound(name[Limits.Length..], IsLimit: true);
        if (name.StartsWith(Requests, StringComparison.Ordinal))
            return name == "requests.storage" ? null : new Bound(name[Requests.Length..], IsLimit: false);
        return name is ResourceNames.Cpu or ResourceNames.Memory or "ephemeral-storage" || name.StartsWith(ResourceNames.HugePages, StringComparison.Ordinal) ? new Bound(name, IsLimit: false) : null;
    }

    private sealed record Bound(string Resource, bool IsLimit)
    {
        public SortedDictionary<string, Amount> Of(ContainerDemand demand) => IsLimit ? demand.Limits : demand.Requests;

        public SortedDictionary<string, Amount> Of(PodDemand demand) => IsLimit ? demand.Limits : demand.Requests;
    }

    /// <summary>A workload with the number of its pods.</summary>
    /// <param name="Demand">What each pod takes.</param>
    /// <param name="Replicas">Pods that run in any case.</param>
    /// <param name="Most">Pods that an autoscaler may make of them.</param>
    /// <param name="MostNode">The autoscaler's scalar.</param>
    private sealed record Claim(PodDemand Demand, int Replicas, int Most, Node? MostNode)
    {
        public Node ReplicasNode => Demand.Pods.Workload.Root.Find("spec")?.Find("replicas") is { IsScalar: true } replicas ? replicas : Demand.Pods.Workload.NameNode;

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
}
