using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A number that a Service targets and no pod behind it declares.</summary>
/// <param name="dialled">The pods, at least one.</param>
/// <param name="targets">What the number comes to on them.</param>
internal sealed class UndeclaredPort(DialledPods dialled, ImmutableArray<PodTarget> targets)
{
    public ImmutableArray<PodTarget> Targets => targets;

    /// <summary>Every pod declares it, though for another protocol, and no Service leads there with that one.</summary>
    public ContainerPort? OtherProtocol { get; init; }

    /// <summary>What pods that declare nothing speak of as a port; see <see cref="PortSlips.FindSpoken"/>.</summary>
    public (PodTemplate Pods, int Number, Node At)? Spoken { get; init; }

    /// <summary>The declared port that was probably meant; see <see cref="PortSlips.Find"/>.</summary>
    public (PodTemplate Pods, ContainerPort Port)? Slip { get; init; }

    /// <summary>A note of what was looked at.</summary>
    public string LookedAt => dialled.LookedAt;

    /// <summary>See <see cref="PodText.Subject"/>.</summary>
    public MessageText Subject(PodTemplate shown) => PodText.Subject(dialled.Workloads, shown);
}

/// <summary>
/// Pods that Services send to numbers which none of them declares: what is the same for all these numbers is worked out once.
/// </summary>
internal sealed class DialledPods(PortSlips slips, LinkGraph graph, ImmutableArray<PodTemplate> all)
{
    private readonly Memo<string, bool> declaring = new(StringComparer.Ordinal);
    private readonly Memo<string, List<(PodTemplate Pods, ContainerPort Port)>> free = new(StringComparer.Ordinal);
    private readonly Lazy<int> workloads = new(() => PodText.CountWorkloads(all));
    private readonly Lazy<string> lookedAt = new(() => PodText.LookedAt(all));
    private readonly Lazy<HashSet<int>> mentioned = new(() => graph.NumberMentions.Of(all));

    public int Workloads => workloads.Value;

    public string LookedAt => lookedAt.Value;

    /// <summary>Some of them are told the number.</summary>
    public bool SpeakOf(int number) => mentioned.Value.Contains(number);

    /// <summary>Each of them declares a port of the protocol.</summary>
    public bool AllDeclare(string protocol) => declaring.TryGetValue(protocol, out var known) ? known
        : declaring.Keep(protocol, all.All(pods => PortSlips.OfProtocol(protocol, pods).Any()));

    /// <summary>The ports of the protocol that no Service leads to, of several alike the first.</summary>
    public List<(PodTemplate Pods, ContainerPort Port)> Free(string protocol) => free.TryGetValue(protocol, out var known) ? known
        : free.Keep(protocol, [.. all
            .SelectMany(pods => PortSlips.OfProtocol(protocol, pods).Take(Spelling.MostCandidates),
                (pods, port) => (Pods: pods, Port: port))
            .Where(found => found.Port.Number is not null && !slips.IsTargeted(found.Port))
            .DistinctBy(found => found.Port.Number)]);
}

/// <summary>Numbers that Services target and no pod declares, and the declared port that was probably meant.</summary>
internal sealed class PortSlips(LinkGraph graph)
{
    // What no port can be is invalid-value's.
    private const int LastPort = 65535;

    private readonly Lazy<ILookup<int?, ServicePort>> byNumber = new(() => graph.Services.SelectMany(service => service.Ports)
        .ToLookup(port => port.TargetPort?.Number));
    private readonly Memo<ImmutableArray<PodTarget>, UndeclaredPort?> judged = new();
    private readonly Memo<PodSelection, DialledPods> dialled = new();
    private HashSet<ContainerPort>? targeted;
    private object? gate;

    /// <summary>
    /// What is to be said of a Service port whose number no pod behind it declares; null for any other. Services that ask the same of many
    /// pods share the targets, and what is said of them is worked out once.
    /// </summary>
    public UndeclaredPort? Judge(ServicePort port)
    {
        var targets = EndpointResolution.Resolve(port);
        if (!port.Service.Pods.IsShared)
            return Judge(port, targets);
        return judged.TryGetValue(targets, out var known) ? known : judged.Keep(targets, Judge(port, targets));
    }

    /// <summary>Some Service leads to it.</summary>
    public bool IsTargeted(ContainerPort port) =>
        (targeted ?? LazyInitializer.EnsureInitialized(ref targeted, ref gate, Targeted)).Contains(port);

    /// <summary>A number that no pod behind the Service port declares or speaks of, while each declares others.</summary>
    public bool IsUndeclared(ServicePort port, ImmutableArray<PodTarget> targets) =>
        port.TargetPort is { Number: { } number and > 0 and <= LastPort } && !targets.IsEmpty
        && targets.All(static target => target.Outcome == TargetOutcome.Undeclared)
        && Dialled(port, targets) is var pods && pods.AllDeclare(port.Protocol) && !pods.SpeakOf(number);

    /// <summary>Of such a number the declared port that was probably meant: one digit away, and no Service leads to it.</summary>
    public (PodTemplate Pods, ContainerPort Port)? Find(ServicePort port, ImmutableArray<PodTarget> targets)
    {
        if (port.TargetPort?.Number is not { } number)
            return null;

        var wanted = Text(number);
        foreach (var found in Dialled(port, targets).Free(port.Protocol))
        {
            if (Spelling.Distance(wanted, Text(found.Port.Number!.Value), limit: 1) == 1)
                return found;
        }

        return null;
    }

    /// <summary>
    /// Of a number that pods without any declared port are asked for and do not speak of, the one that they speak of as a port and
    /// that was probably meant: a slip of the finger away, and no Service leads to it.
    /// </summary>
    public (PodTemplate Pods, int Number, Node At)? FindSpoken(ServicePort port, ImmutableArray<PodTarget> targets)
    {
        if (port.TargetPort is not { Number: { } number and > 0 and <= LastPort } || targets.IsEmpty
            || !targets.All(target => target.Outcome == TargetOutcome.Undeclared && target.Pods.DeclaredPorts.IsEmpty))
        {
            return null;
        }

        (PodTemplate Pods, int Number, Node At)? found = null;
        foreach (var target in targets)
        {
            if (graph.NumberMentions.Has(target.Pods, number) || SpokenPorts.Near(target.Pods, number) is not { } spoken
                || Probes(target.Pods, number))
            {
                return null;
            }

            found ??= (target.Pods, spoken.Number, spoken.At);
        }

        return byNumber.Value[found!.Value.Number].Any(other => other.Targets.Any(target => target.Pods == found.Value.Pods))
            ? null
            : found;
    }

    private UndeclaredPort? Judge(ServicePort port, ImmutableArray<PodTarget> targets)
    {
        if (targets.IsEmpty || targets.Any(target => target.Outcome != TargetOutcome.Undeclared))
            return null;
        if (OtherProtocol(port, targets) is { } other)
            return new UndeclaredPort(Dialled(port, targets), targets) { OtherProtocol = other };
        return IsUndeclared(port, targets)
            ? new UndeclaredPort(Dialled(port, targets), targets) { Slip = Find(port, targets) }
            : FindSpoken(port, targets) is { } spoken ? new UndeclaredPort(Dialled(port, targets), targets) { Spoken = spoken }
            : null;
    }

    // Every pod declares the number, though for another protocol, and no Service leads to it with that one.
    private ContainerPort? OtherProtocol(ServicePort port, ImmutableArray<PodTarget> targets)
    {
        if (port.TargetPort is not { Number: { } number })
            return null;

        ContainerPort? first = null;
        foreach (var target in targets)
        {
            if (target.Pods.PortsNumbered(number).FirstOrDefault() is not { } declared)
                return null;
            first ??= declared;
        }

        return targets.Any(target => graph.NumberMentions.Has(target.Pods, number) || target.Pods.PortsNumbered(number).Any(IsTargeted))
            ? null
            : first;
    }

    private static bool Probes(PodTemplate pods, int number) =>
        pods.LongRunning.SelectMany(container => container.Handlers).Any(handler => handler.Port?.Number == number);

    public static IEnumerable<ContainerPort> SameProtocol(ServicePort port, PodTemplate pods) => OfProtocol(port.Protocol, pods);

    public static IEnumerable<ContainerPort> OfProtocol(string protocol, PodTemplate pods) =>
        pods.DeclaredPorts.Where(declared => declared.Protocol == protocol);

    // What many Services select is the same pods for each of their ports, and so is what one Service selects.
    private DialledPods Dialled(ServicePort port, ImmutableArray<PodTarget> targets)
    {
        var selection = port.Service.Pods;
        var isShared = selection.IsShared || port.Service.Ports.Length > 1;
        if (isShared && dialled.TryGetValue(selection, out var known))
            return known;

        var pods = new DialledPods(this, graph, [.. targets.Select(target => target.Pods)]);
        return isShared ? dialled.Keep(selection, pods) : pods;
    }

    private HashSet<ContainerPort> Targeted() =>
        [.. graph.Services.SelectMany(service => service.Ports)
            .SelectMany(port => EndpointResolution.Resolve(port))
            .Select(target => target.Port)
            .OfType<ContainerPort>()];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
