using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>A container that Services send traffic to.</summary>
/// <param name="Running">The container.</param>
/// <param name="Ports">The Service ports that lead to it, at least one, in the order of the Services.</param>
public sealed record ReceivingContainer(RunningContainer Running, ImmutableArray<ServicePort> Ports);

/// <summary>The Service ports that lead to a container, at least one; containers behind the same Services share them.</summary>
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
    /// <param name="part">Whose containers.</param>
    /// <param name="whenReady">Only Services count that send traffic to ready pods only.</param>
    public static IEnumerable<ReceivingContainer> Receivers(this GraphPart part, bool whenReady = false)
    {
        var into = part.Graph.PortsInto;
        foreach (var running in part.RunningContainers)
        {
            if (!RunsToCompletion(running.Pods) && into.TryGetValue(running.Container, out var incoming) && (whenReady ? incoming.WhenReady : incoming.All) is { IsEmpty: false } ports)
                yield return new ReceivingContainer(running, ports);
        }
    }

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

            groupOf.Add(targets[0], same = [i]);
            foreach (var container in targets.Select(ContainerOf).OfType<Container>())
            {
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
            var key = string.Join(',', some);
            if (!known.TryGetValue(key, out var incoming))
                known[key] = incoming = new IncomingPorts([.. some.SelectMany(group => groups[group]).Order().Select(i => ports[i])]);
            into[container] = incoming;
        }

        return into;
    }

    // A Pod of its own that is not restarted is a job too: Helm's tests carry the labels of what they test.
    private static bool RunsToCompletion(PodTemplate pods) => pods.Workload.Info.RunsToCompletion
        || (pods.Workload.Kind == Kinds.Pod && pods.Spec?.Find("restartPolicy") is { } policy && (policy.Is("Never") || policy.Is("OnFailure")));

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
