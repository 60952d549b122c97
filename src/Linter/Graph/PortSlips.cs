using System.Collections.Immutable;
using System.Globalization;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>Numbers that Services target and no pod declares, and the declared port that was probably meant.</summary>
internal sealed class PortSlips(LinkGraph graph)
{
    // What no port can be is invalid-value's.
    private const int LastPort = 65535;

    private readonly Lazy<ILookup<int?, ServicePort>> byNumber = new(() => graph.Services.SelectMany(service => service.Ports)
        .ToLookup(port => port.TargetPort?.Number));
    private HashSet<ContainerPort>? targeted;
    private object? gate;

    /// <summary>Some Service leads to it.</summary>
    public bool IsTargeted(ContainerPort port) => LazyInitializer.EnsureInitialized(ref targeted, ref gate, Targeted).Contains(port);

    /// <summary>A number that no pod behind the Service port declares or speaks of, while each declares others.</summary>
    public bool IsUndeclared(ServicePort port, ImmutableArray<PodTarget> targets) =>
        port.TargetPort is { Number: { } number and > 0 and <= LastPort } && !targets.IsEmpty
        && targets.All(target => target.Outcome == TargetOutcome.Undeclared && SameProtocol(port, target.Pods).Any())
        && !targets.Any(target => graph.NumberMentions.Has(target.Pods, number));

    /// <summary>Of such a number the declared port that was probably meant: one digit away, and no Service leads to it.</summary>
    public (PodTemplate Pods, ContainerPort Port)? Find(ServicePort port, ImmutableArray<PodTarget> targets)
    {
        foreach (var target in targets)
        {
            var near = SameProtocol(port, target.Pods).Take(Spelling.MostCandidates)
                .Where(declared => declared.Number is { } number && IsOneDigitAway(target.Number, number) && !IsTargeted(declared));
            if (near.FirstOrDefault() is { } slip)
                return (target.Pods, slip);
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

    private static bool Probes(PodTemplate pods, int number) =>
        pods.LongRunning.SelectMany(container => container.Handlers).Any(handler => handler.Port?.Number == number);

    public static IEnumerable<ContainerPort> SameProtocol(ServicePort port, PodTemplate pods) =>
        pods.DeclaredPorts.Where(declared => declared.Protocol == port.Protocol);

    private static bool IsOneDigitAway(int? wanted, int declared) =>
        wanted is { } number && Spelling.Distance(Text(number), Text(declared), limit: 1) == 1;

    private HashSet<ContainerPort> Targeted() =>
        [.. graph.Services.SelectMany(service => service.Ports)
            .SelectMany(port => EndpointResolution.Resolve(port))
            .Select(target => target.Port)
            .OfType<ContainerPort>()];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
