using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Graph;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A numeric probe port that no container of the pod declares, while the probed one declares others.</summary>
public sealed class ProbePortNotDeclared : IRule
{
    public string Id => "probe-port-not-declared";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var running in context.Part.RunningContainers)
        {
            if (!running.Container.Ports.Any(port => port.Number is not null))
                continue;

            foreach (var probe in running.Container.Probes)
            {
                if (probe.FindHandler() is { HostNode: null, Port.Number: not null, Number: > 0 and <= 65535 and var number } handler
                    && !IsDeclared(running, number) && !context.Graph.Mentions(running, number)
                    && !running.Pods.LongRunning.Any(container => container.HasUnreadPorts))
                {
                    yield return Describe(context, running, handler, number, running.Incoming(context.Graph));
                }
            }
        }
    }

    private static Finding Describe(
        RuleContext context, RunningContainer running, Handler handler, int number, ImmutableArray<ServicePort> traffic)
    {
        var at = handler.Port!.Value.Node;
        var finding = context.At(running.Workload, at,
            $"'{handler.OwnerName}' of container '{running.Title}' in '{running.Pods}' asks port '{number}', but the container declares '{Listing.Of(running.Container.Ports):1}'") with
        {
            Label = "no container of the pod declares this port",
            Related = [new RelatedSpan(running.Container.Node.FindEntry("ports")!.Value.Key.Span,
                $"the ports of container '{running.Title}'")],
            Effect = $"if nothing listens there, {handler.Consequence}",
            Notes = ["containerPort is informational: the probe works if the process listens on the port although it is not declared"],
            Help = "ask a port that the container declares, or declare this one",
        };

        if (traffic.FirstOrDefault(port => port.Port == number) is { PortNode: { } servicePort } confused)
            return MeansService(context, finding, running, handler, confused, servicePort);
        return running.Container.Ports.FirstOrDefault(port => port is { NumberNode: not null, Number: { } declared }
            && IsSlip(number, declared)) is { } meant
            ? MeansNeighbour(finding, at, meant)
            : finding;
    }

    private static Finding MeansService(
        RuleContext context, Finding finding, RunningContainer running, Handler handler, ServicePort port, Node servicePort) =>
        context.At(running.Workload, handler.Port!.Value.Node,
            $"'{handler.OwnerName}' of container '{running.Title}' in '{running.Pods}' asks port '{handler.Number}', which is the port of Service '{port.Service.Name:1}'; the container declares '{Listing.Of(running.Container.Ports):2}'") with
        {
            Label = "a probe asks the container, not the Service",
            Related = [new RelatedSpan(servicePort.Span, $"{port.Service.Resource.Quoted} sends this port to {port.TargetPort}"),
                .. finding.Related],
            Effect = finding.Effect,
            Notes = finding.Notes,
            Help = $"ask the port that the Service sends to: {port.TargetPort}",
        };

    private static Finding MeansNeighbour(Finding finding, Node at, ContainerPort meant)
    {
        var number = meant.Number!.Value.ToString(CultureInfo.InvariantCulture);
        return finding with
        {
            Related = [new RelatedSpan(meant.NumberNode!.Value.Span, "the container declares this port"), .. finding.Related.Skip(1)],
            Help = $"did you mean {number}?",
            Fix = new Fix($"ask port {number}", [new TextEdit(at.Span, number)], IsSafe: false),
        };
    }

    // Two digits swapped, one lost or doubled. Another digit in the same place is how people number their second port: 8080, 8081.
    private static bool IsSlip(int asked, int declared)
    {
        var (a, b) = (Digits(asked), Digits(declared));
        return Spelling.Distance(a, b, 1) == 1 && (a.Length != b.Length || a.Where((digit, index) => digit != b[index]).Count() == 2);
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    // The containers of a pod share their network, and DNS servers listen on one number with both protocols.
    private static bool IsDeclared(RunningContainer running, int number) =>
        running.Pods.Containers.Any(container => container.Ports.Any(port => port.Number == number || port.HostPort == number));
}
