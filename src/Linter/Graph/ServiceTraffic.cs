using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>A container that Services send traffic to.</summary>
/// <param name="Running">The container.</param>
/// <param name="Ports">The Service ports that lead to it, at least one, in the order of the Services.</param>
public sealed record ReceivingContainer(RunningContainer Running, ImmutableArray<ServicePort> Ports);

/// <summary>Which containers stand behind the Services of a unit.</summary>
public static class ServiceTraffic
{
    /// <summary>
    /// Containers that run as long as their pods, and to whose port a Service port certainly leads: to a declared one, or, in
    /// a pod that declares none, to its only container. In the order of the pods. Pods that run to completion are left out.
    /// </summary>
    /// <param name="part">Whose containers.</param>
    /// <param name="counts">The Services that count.</param>
    public static IEnumerable<ReceivingContainer> Receivers(this GraphPart part, Func<ServiceView, bool> counts)
    {
        var into = part.Graph.PortsInto;
        foreach (var running in part.RunningContainers)
        {
            if (!RunsToCompletion(running.Pods) && into.TryGetValue(running.Container, out var ports) && ports.RemoveAll(port => !counts(port.Service)) is { IsEmpty: false } counting)
                yield return new ReceivingContainer(running, counting);
        }
    }

    internal static Dictionary<Container, ImmutableArray<ServicePort>> PortsInto(LinkGraph graph)
    {
        var ports = new Dictionary<Container, ImmutableArray<ServicePort>.Builder>();
        foreach (var port in graph.Services.SelectMany(service => service.Ports))
        {
            foreach (var target in EndpointResolution.Resolve(port))
            {
                if (ContainerOf(target) is not { } container || (target.Port is null && NamesNoPort(port)))
                    continue;

                if (!ports.TryGetValue(container, out var list))
                    ports[container] = list = ImmutableArray.CreateBuilder<ServicePort>(1);
                list.Add(port);
            }
        }

        var into = new Dictionary<Container, ImmutableArray<ServicePort>>(ports.Count);
        foreach (var (container, list) in ports)
            into[container] = list.DrainToImmutable();
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
