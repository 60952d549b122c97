using System.Collections.Immutable;

namespace Linter.Graph;

/// <summary>A port that some of the selected workloads declare, and those that declare only others.</summary>
internal sealed record PortDifference(PodTarget With, ImmutableArray<PodTemplate> Without);

/// <summary>
/// What the workloads behind one selection are to each other. Services that share a selection of many pods share this too:
/// what many Services ask of the same pods is worked out once for all who ask alike.
/// </summary>
internal sealed class SelectedWorkloads
{
    private readonly bool isShared;
    private readonly bool hasJobs;
    private readonly PodSelection selection;
    private readonly Lazy<Dictionary<string, PodTemplate>> byName;
    private readonly Memo<string, PortDifference?> differences = new(StringComparer.Ordinal);
    private readonly Memo<string, PodTemplate?> others = new(StringComparer.Ordinal);
    private readonly Memo<string, PodTemplate?> declaring = new(StringComparer.Ordinal);

    public SelectedWorkloads(PodSelection selection)
    {
        Lasting = [.. selection.Certain.Where(pods => !pods.RunsToCompletion)];
        Jobs = [.. selection.Certain.Where(pods => pods.Workload.Info.RunsToCompletion && !pods.IsHelmTest)];
        this.selection = selection;
        (isShared, hasJobs) = (selection.IsShared, Lasting.Length < selection.Certain.Length);
        byName = new Lazy<Dictionary<string, PodTemplate>>(ByName);
    }

    /// <summary>Those that do not run to completion.</summary>
    public ImmutableArray<PodTemplate> Lasting { get; }

    /// <summary>Those that do, by their kind; tests of charts left out.</summary>
    public ImmutableArray<PodTemplate> Jobs { get; }

    /// <summary>The one that is most likely meant: the one of the Service's name, else the first that declares its ports.</summary>
    public PodTemplate Main(ServiceView service) => Named(service.Name) ?? Declaring(service.Ports) ?? Lasting[0];

    /// <summary>
    /// Which workloads declare a numeric port, and which declare only others and are not told of it; null where there are not both.
    /// </summary>
    public PortDifference? DifferenceAt(ServicePort port, NumberMentions mentions)
    {
        if (!isShared)
            return FindDifference(port, mentions);

        var key = KeyOf(port);
        return differences.TryGetValue(key, out var known) ? known : differences.Keep(key, FindDifference(port, mentions));
    }

    /// <summary>
    /// The first workload that takes the traffic of a port too but is another component than the main one by its own selector.
    /// </summary>
    public PodTemplate? OtherComponent(PodTemplate main, List<ServicePort> ports)
    {
        if (!isShared)
            return FindOther(main, ports);

        var key = $"{Variants.KeyOf(main)}\u0002{string.Join('\u0002', ports.Select(KeyOf))}";
        return others.TryGetValue(key, out var known) ? known : others.Keep(key, FindOther(main, ports));
    }

    /// <summary>Traffic of the port is sent to the pods, and nothing in them serves it as far as can be seen.</summary>
    public static bool IsDialledInVain(ServicePort port, PodTemplate pods, NumberMentions mentions) =>
        EndpointResolution.Resolve(port, pods) is { Outcome: TargetOutcome.Undeclared, Number: { } number } && !mentions.Has(pods, number);

    /// <summary>Traffic of the port is sent to the pods.</summary>
    public static bool IsDialled(ServicePort port, PodTemplate pods) =>
        EndpointResolution.Resolve(port, pods) is { Outcome: TargetOutcome.Declared or TargetOutcome.Undeclared };

    private PortDifference? FindDifference(ServicePort port, NumberMentions mentions)
    {
        var targets = hasJobs ? EndpointResolution.Resolve(port, Lasting) : EndpointResolution.Resolve(port);
        var without = targets.Where(target => IsDialledInVain(port, target.Pods, mentions)
            && target.Pods.DeclaredPorts.Any(declared => declared.Protocol == port.Protocol));
        return targets.FirstOrDefault(target => target.Port is not null) is { } with && without.ToList() is [_, ..] vain
            ? new PortDifference(with, [.. vain.Select(target => target.Pods)])
            : null;
    }

    private PodTemplate? FindOther(PodTemplate main, List<ServicePort> ports) =>
        Lasting.FirstOrDefault(pods => pods != main && ports.Exists(port => IsDialled(port, pods))
            && Variants.Difference(main, pods) is not null);

    private PodTemplate? Declaring(ImmutableArray<ServicePort> ports)
    {
        if (!isShared)
            return FindDeclaring(ports);

        var key = string.Join('\u0002', ports.Select(KeyOf));
        return declaring.TryGetValue(key, out var known) ? known : declaring.Keep(key, FindDeclaring(ports));
    }

    private PodTemplate? FindDeclaring(ImmutableArray<ServicePort> ports) => Lasting.FirstOrDefault(pods =>
        ports.Any(port => EndpointResolution.Resolve(port, pods) is { Outcome: TargetOutcome.Declared }));

    private PodTemplate? Named(string name) =>
        isShared ? byName.Value.GetValueOrDefault(name) : Lasting.FirstOrDefault(pods => pods.Workload.Name == name);

    private Dictionary<string, PodTemplate> ByName()
    {
        var names = new Dictionary<string, PodTemplate>(StringComparer.Ordinal);
        foreach (var pods in Lasting)
            names.TryAdd(pods.Workload.Name, pods);
        return names;
    }

    // All of a port that decides what it comes to on pods: whatever none of them declares comes to the same.
    private string KeyOf(ServicePort port) => port.TargetPort is { } target && selection.Listening.KnowsNothingOf(target)
        ? $"{(target.Name is null ? '#' : '*')}\0\0\0{port.Protocol}"
        : $"{port.TargetPort?.Name}\0{port.TargetPort?.Number}\0{port.TargetPort is null}\0{port.Protocol}";
}
