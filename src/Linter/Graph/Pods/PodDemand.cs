using System.Collections.Immutable;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>What a container requests and is limited to once the API server has filled in what is missing.</summary>
internal sealed class ContainerDemand
{
    private ContainerDemand(Container container) => Container = container;

    public Container Container { get; }

    public SortedDictionary<string, Amount> Requests { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, Amount> Limits { get; } = new(StringComparer.Ordinal);

    /// <summary>Limits that a LimitRange gave it, by resource.</summary>
    public Dictionary<string, LimitDefault> GivenLimits { get; } = new(StringComparer.Ordinal);

    /// <summary>Requests that a LimitRange gave it, by resource.</summary>
    public Dictionary<string, LimitDefault> GivenRequests { get; } = new(StringComparer.Ordinal);

    public static ContainerDemand Of(Container container, LimitRanges ranges)
    {
        var demand = new ContainerDemand(container);
        var resources = container.Node.Find("resources");
        foreach (var (name, amount) in Amount.ReadAll(resources?.Find("limits")))
            demand.Limits[name] = amount;
        foreach (var (name, amount) in Amount.ReadAll(resources?.Find("requests")))
            demand.Requests[name] = amount;

        // A request that is absent is the limit (SetDefaults_Pod); only then the LimitRanges fill in the rest.
        foreach (var (name, amount) in demand.Limits)
            demand.Requests.TryAdd(name, amount);
        foreach (var (name, given) in ranges.Limits)
        {
            if (demand.Limits.TryAdd(name, new Amount(given.Value, container.NameNode)))
                demand.GivenLimits[name] = given;
        }

        foreach (var (name, given) in ranges.Requests)
        {
            if (demand.Requests.TryAdd(name, new Amount(given.Value, container.NameNode)))
                demand.GivenRequests[name] = given;
        }

        return demand;
    }
}

/// <summary>
/// What a pod takes as a whole, as scheduler and quota count it (k8s.io/component-helpers/resource, PodRequests and PodLimits):
/// regular containers and sidecars together, or an init container with the sidecars before it where that is more.
/// </summary>
internal sealed class PodDemand
{
    // PodLevelResources (supportedPodLevelResources), beside huge pages.
    private static readonly ImmutableArray<string> OfWholePods = [ResourceNames.Cpu, ResourceNames.Memory];

    private PodDemand(PodTemplate pods, ImmutableArray<ContainerDemand> containers)
    {
        Pods = pods;
        Containers = containers;
        Requests = Total(containers, demand => demand.Requests);
        Limits = Total(containers, demand => demand.Limits);
        var whole = pods.Spec?.Find("resources");
        foreach (var (name, amount) in Amount.ReadAll(whole?.Find("limits")).Where(given => IsOfWholePods(given.Name)))
        {
            Limits[name] = amount;
            Requests.TryAdd(name, amount);
        }

        foreach (var (name, amount) in Amount.ReadAll(whole?.Find("requests")).Where(given => IsOfWholePods(given.Name)))
            Requests[name] = amount;
        SaysWhole = whole is { IsMapping: true } given && given.Entries.Count > 0;
        foreach (var (name, amount) in Amount.ReadAll(pods.Spec?.Find("overhead")))
        {
            Add(Requests, name, amount);
            if (Limits.ContainsKey(name))
                Add(Limits, name, amount);
        }
    }

    public PodTemplate Pods { get; }

    /// <summary>Regular containers, then init containers.</summary>
    public ImmutableArray<ContainerDemand> Containers { get; }

    public SortedDictionary<string, Amount> Requests { get; }

    public SortedDictionary<string, Amount> Limits { get; }

    /// <summary>The pod's own resources are given, so that its containers need none.</summary>
    public bool SaysWhole { get; }

    /// <summary>No container asks for CPU or memory (the quality of service class BestEffort).</summary>
    public bool IsBestEffort =>
        !Containers.Any(container => container.Requests.Keys.Concat(container.Limits.Keys).Any(IsOfWholePods)) && !SaysWhole;

    public static PodDemand Of(PodTemplate pods, LimitRanges ranges) =>
        new(pods, [.. pods.Containers.Where(container => container.Node.IsMapping)
            .Select(container => ContainerDemand.Of(container, ranges))]);

    /// <summary>"container 'web' 2, init container 'migrate' 4": who asks for how much of a resource.</summary>
    public string Spell(string name, Func<ContainerDemand, SortedDictionary<string, Amount>> of) => string.Join(", ",
        from demand in Containers
        where of(demand).ContainsKey(name)
        select $"{(demand.Container.IsSidecar ? "sidecar" : demand.Container.IsInit ? "init container" : "container")} '{Handlers.TitleOf(demand.Container)}' {of(demand)[name].Value}");

    private static bool IsOfWholePods(string name) =>
        OfWholePods.Contains(name, StringComparer.Ordinal) || name.StartsWith(ResourceNames.HugePages, StringComparison.Ordinal);

    private static SortedDictionary<string, Amount> Total(
        ImmutableArray<ContainerDemand> containers, Func<ContainerDemand, SortedDictionary<string, Amount>> of)
    {
        var running = new SortedDictionary<string, Amount>(StringComparer.Ordinal);
        var sidecars = new SortedDictionary<string, Amount>(StringComparer.Ordinal);
        var starting = new SortedDictionary<string, Amount>(StringComparer.Ordinal);
        foreach (var demand in containers)
        {
            if (demand.Container.IsLongRunning)
                AddAll(running, of(demand));
            if (!demand.Container.IsInit)
                continue;

            var together = new SortedDictionary<string, Amount>(sidecars, StringComparer.Ordinal);
            AddAll(together, of(demand));
            foreach (var (name, amount) in together)
                starting[name] = starting.TryGetValue(name, out var other) && other.Value >= amount.Value ? other : amount;
            if (demand.Container.IsSidecar)
                sidecars = together;
        }

        foreach (var (name, amount) in starting)
            running[name] = running.TryGetValue(name, out var other) && other.Value >= amount.Value ? other : amount;
        return running;
    }

    private static void AddAll(SortedDictionary<string, Amount> total, SortedDictionary<string, Amount> amounts)
    {
        foreach (var (name, amount) in amounts)
            Add(total, name, amount);
    }

    // The scalar of the sum is that of its largest part.
    private static void Add(SortedDictionary<string, Amount> total, string name, Amount amount) =>
        total[name] = total.TryGetValue(name, out var before)
            ? new Amount(before.Value + amount.Value, Largest(before, amount))
            : amount;

    private static Node Largest(Amount before, Amount amount) =>
        Quantity.Read(before.At) is { } first && (Quantity.Read(amount.At) is not { } second || first >= second) ? before.At : amount.At;
}
