using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>A readiness probe on a port that gets no Service's traffic.</summary>
public sealed class ProbePortUnserved : IRule
{
    public string Id => "probe-port-unserved";

    public bool IsAdvice => true;

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context) =>
        from receiver in context.Part.Receivers()
        let handler = receiver.Running.Container.FindProbe(Probe.Readiness)?.FindHandler()
        where handler is { HostNode: null, Number: not null }
        let targets = receiver.Ports.Select(port => NumberOf(port, receiver.Running.Pods)).ToHashSet()
        where !targets.Contains(null) && !targets.Contains(handler.Number)
        select Describe(context, receiver, handler);

    private static Finding Describe(RuleContext context, ReceivingContainer receiver, Handler handler)
    {
        var (running, service, at) = (receiver.Running, receiver.Ports[0].Service, handler.Port!.Value.Node);
        var numbers = receiver.Ports.Select(port => NumberOf(port, running.Pods)).Distinct().ToImmutableArray();
        var finding = numbers.Length == 1
            ? context.At(running.Workload, at,
                $"'readinessProbe' of container '{running.Title}' in '{running.Pods}' asks port '{handler.Number}', but Service '{service.Name}' sends its traffic to port '{numbers[0]:1}'")
            : receiver.Ports.All(port => port.Service.Resource == service.Resource)
            ? context.At(running.Workload, at,
                $"'readinessProbe' of container '{running.Title}' in '{running.Pods}' asks port '{handler.Number}', but Service '{service.Name}' sends its traffic to ports '{Listing.Of(numbers):1}'")
            : context.At(running.Workload, at,
                $"'readinessProbe' of container '{running.Title}' in '{running.Pods}' asks port '{handler.Number}', but its Services send their traffic to ports '{Listing.Of(numbers):1}'");
        return finding with
        {
            Label = numbers.Length == 1 ? "not the port that gets the traffic" : "none of the ports that get the traffic",
            Related = MissingProbe.PortsOf(receiver),
            Effect = "the pod can be ready while the port that its clients use does not answer",
            Help = "fine if the probed port answers for the other one; else ask the port that the Service targets",
        };
    }

    private static int? NumberOf(ServicePort port, PodTemplate pods) => EndpointResolution.Resolve(port, pods)?.Number;
}
