using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>A Service port whose pods let peers in, but none of those that call it.</summary>
/// <param name="Port">The Service's port.</param>
/// <param name="Target">The pods behind it.</param>
/// <param name="Rule">The rule that lets the port in, from others.</param>
/// <param name="Callers">The pods that are told its name.</param>
/// <param name="Use">Where the first of them is told it.</param>
internal sealed record ShutOutCallers(
    ServicePort Port, PodTarget Target, PolicyRule Rule, ImmutableArray<PodTemplate> Callers, NameUse Use);

/// <summary>Which pods call which Service, as far as their containers are told its name.</summary>
internal sealed class ServiceCallers
{
    private readonly LinkGraph graph;
    private readonly IReadOnlySet<Resource> routed;
    private readonly ILookup<Resource, (PodTemplate Pods, NameUse Use)> calls;

    private ServiceCallers(LinkGraph graph)
    {
        this.graph = graph;
        routed = graph.RoutedServices;
        calls = (from pods in graph.PodTemplates
                 from use in NameUse.Of(graph, pods)
                 from service in NameUse.Services(graph, pods, use.Name)
                 select (Service: service, Call: (pods, use))).ToLookup(call => call.Service, call => call.Call);
    }

    public static ServiceCallers Of(LinkGraph graph) => new(graph);

    /// <summary>
    /// The callers of a port where certainly none of them is let in although others are; null where one may be, where none is
    /// known, or where traffic comes from outside as well: through an Ingress, a route, a node's port or a load balancer.
    /// </summary>
    public ShutOutCallers? FindShutOut(ServicePort port)
    {
        if (routed.Contains(port.Service.Resource) || port.Service.Type != ServiceTypes.ClusterIP)
            return null;

        var targets = EndpointResolution.Resolve(port);
        var callers = calls[port.Service.Resource]
            .Where(call => (call.Use.Port is not { } number || number == port.Port) && targets.All(target => target.Pods != call.Pods))
            .DistinctBy(call => call.Pods)
            .ToList();
        if (targets.IsEmpty || callers.Count == 0)
            return null;

        PolicyRule? rule = null;
        foreach (var target in targets)
        {
            if (target.Number is not { } number
                || graph.Policies.Admits(target.Pods, number, port.Protocol) is not { Verdict: PolicyVerdict.Yes, Rule: { } admitting })
            {
                return null;
            }

            if (callers.Any(call => graph.Policies.Admits(target.Pods, number, port.Protocol, call.Pods).Verdict != PolicyVerdict.No))
                return null;
            rule ??= admitting;
        }

        return rule is null ? null : new ShutOutCallers(port, targets[0], rule, [.. callers.Select(call => call.Pods)], callers[0].Use);
    }
}
