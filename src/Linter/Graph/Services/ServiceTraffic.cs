using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>A container that Services send traffic to.</summary>
/// <param name="Running">The container.</param>
/// <param name="Ports">The Service ports that lead to it, at least one, in the order of the Services.</param>
public sealed record ReceivingContainer(RunningContainer Running, ImmutableArray<ServicePort> Ports);

/// <summary>
/// The Service ports that lead to a container, at least one; where there are several, the containers behind them share the list.
/// </summary>
/// <param name="all">In the order of the Services.</param>
internal sealed class IncomingPorts(ImmutableArray<ServicePort> all)
{
    public ImmutableArray<ServicePort> All => all;

    /// <summary>Those of Services that send traffic to ready pods only.</summary>
    public ImmutableArray<ServicePort> WhenReady { get; } = all.RemoveAll(static port => port.Service.PublishesNotReady);
}

/// <summary>Which containers stand behind the Services of a unit.</summary>
public static class ServiceTraffic
{
    /// <summary>
    /// Containers that run as long as their pods, and to whose port a Service port certainly leads: to a declared one, or, in
    /// a pod that declares none, to its only container. In the order of the pods. Pods that run to completion are left out.
    /// </summary>
    public static IEnumerable<ReceivingContainer> Receivers(this GraphPart part)
    {
        foreach (var running in part.RunningContainers)
        {
            if (running.Incoming(part.Graph) is { IsEmpty: false } ports)
                yield return new ReceivingContainer(running, ports);
        }
    }

    /// <summary>The Service ports that lead to one container, as <see cref="Receivers"/> tells them; empty where none does.</summary>
    /// <param name="running">The container.</param>
    /// <param name="graph">The unit.</param>
    /// <param name="whenReady">Only Services count that send traffic to ready pods only.</param>
    internal static ImmutableArray<ServicePort> Incoming(this RunningContainer running, LinkGraph graph, bool whenReady = false) =>
        RunsToCompletion(running.Pods) || !graph.PortsInto.TryGetValue(running.Container, out var incoming) ? []
        : whenReady ? incoming.WhenReady
        : incoming.All;

    internal static Dictionary<Container, IncomingPorts> PortsInto(LinkGraph graph)
    {
        // Ports that come to the same targets are one group: what many Services share is listed once, not once for each pod.
        var ports = graph.Services.SelectMany(service => service.Ports).ToImmutableArray();
        var groups = new List<List<int>>();
        var groupOf = new Dictionary<PodTarget, List<int>>(ReferenceEqualityComparer.Instance);
        var groupsInto = new Dictionary<Container, List<int>>();
        for (var i = 0; i < ports.Length; i++)
        {
            var targets = EndpointResolution.Resolve(ports[i]);
            if (targets.IsEmpty || NamesNoPort(ports[i]))
                continue;
            if (groupOf.TryGetValue(targets[0], out var same))
            {
                same.Add(i);
                continue;
            }

            same = new List<int>(1) { i };
            if (ports[i].Service.Pods.IsShared)
                groupOf.Add(targets[0], same);
            foreach (var target in targets)
            {
                if (ContainerOf(target) is not { } container)
                    continue;
                if (!groupsInto.TryGetValue(container, out var list))
                    groupsInto[container] = list = new List<int>(1);
                list.Add(groups.Count);
            }

            groups.Add(same);
        }

        var known = new Dictionary<string, IncomingPorts>(StringComparer.Ordinal);
        var into = new Dictionary<Container, IncomingPorts>(groupsInto.Count);
        foreach (var (container, some) in groupsInto)
        {
            // One port leads to it, as to most.
            if (some is [var group] && groups[group] is [var single])
            {
                into[container] = new IncomingPorts([ports[single]]);
                continue;
            }

            var key = string.Join(',', some);
            if (!known.TryGetValue(key, out var incoming))
                known[key] = incoming = Merged(some, groups, ports);
            into[container] = incoming;
        }

        return into;
    }

    private static IncomingPorts Merged(List<int> some, List<List<int>> groups, ImmutableArray<ServicePort> ports) =>
        new([.. some.SelectMany(group => groups[group]).Order().Select(i => ports[i])]);

    // A Pod of its own that is not restarted is a job too: Helm's tests carry the labels of what they test.
    private static bool RunsToCompletion(PodTemplate pods) => pods.Workload.Info.RunsToCompletion
        || (pods.Workload.Kind == Kinds.Pod && pods.Spec?.Find("restartPolicy") is { } policy
            && (policy.Is("Never") || policy.Is("OnFailure")));

    // "targetPort: 0" is written where a Service is wanted for its name alone: nothing says that anything listens.
    private static bool NamesNoPort(ServicePort port) => port.Service.IsHeadless && IntOrString.Integer(port.TargetPortNode) == 0;

    private static Container? ContainerOf(PodTarget target)
    {
        if (target.Port is { } declared)
            return declared.Container;
        if (target.Outcome != TargetOutcome.Undeclared || target.Pods.DeclaredPorts.Any())
            return null;

        return target.Pods.LongRunning is [var only] ? only : null;
    }
}
