using System.Globalization;
using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A numeric targetPort that no selected pod declares while each declares others.</summary>
public sealed class TargetPortNotDeclared : IRule
{
    public string Id => "target-port-not-declared";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var slips = context.Prepare(graph => new PortSlips(graph));
        foreach (var service in context.Part.Services)
        {
            foreach (var port in service.Ports)
            {
                if (slips.Judge(port) is not { } undeclared)
                    continue;

                yield return undeclared.OtherProtocol is { } other ? OfOtherProtocol(context, port, undeclared, other)
                    : undeclared.Spoken is { } spoken ? OfSpokenPort(context, port, undeclared, spoken)
                    : Describe(context, port, undeclared,
                        undeclared.Slip is not null || !LeadsToDeclared(service) ? Severity.Warning : Severity.Note);
            }
        }
    }

    private static bool LeadsToDeclared(ServiceView service) =>
        service.Ports.Any(port => EndpointResolution.Resolve(port).Any(target => target.Port is not null));

    private static Finding OfOtherProtocol(RuleContext context, ServicePort port, UndeclaredPort undeclared, ContainerPort declared)
    {
        var (service, number, first) = (port.Service, port.TargetPort!.Value, undeclared.Targets[0].Pods);
        return context.At(service.Resource, port.TargetNode, Severity.Warning,
            $"Service '{service.Name}' targets port '{number}'{Source(port)} over '{port.Protocol}', but {undeclared.Subject(first)} declares '{number}' for '{declared.Protocol}' only; containerPort is informational, so this works only if a container listens on it all the same") with
        {
            Label = port.Node.Find("protocol") is null ? "no protocol beside it, which means TCP" : "declared for another protocol",
            Related = [PodText.Place(first, declared)],
            Effect = $"where nothing listens for {port.Protocol}, nothing answers at this port of the Service; what is sent to it over {declared.Protocol} is not passed on",
            Notes = [undeclared.LookedAt],
            Help = $"give the Service port 'protocol: {declared.Protocol}', or declare {number} for {port.Protocol} as well if the container listens for both",
        };
    }

    private static Finding OfSpokenPort(
        RuleContext context, ServicePort port, UndeclaredPort undeclared, (PodTemplate Pods, int Number, Node At) spoken)
    {
        var (service, number) = (port.Service, port.TargetPort!.Value);
        return context.At(service.Resource, port.TargetNode, Severity.Warning,
            $"Service '{service.Name}' targets port '{number}'{Source(port)}, which nothing in {undeclared.Subject(spoken.Pods)} speaks of; nearest is '{spoken.Number:1}', and no port is declared") with
        {
            Label = number.Node == port.TargetPortNode ? "a slip of the finger?" : "no targetPort, so the pods are dialled at this port",
            Related = [new RelatedSpan(spoken.At.Span, $"{spoken.Pods.Workload.Quoted} speaks of port {Text(spoken.Number)} here")],
            Effect = "where nothing listens there, every connection to this port of the Service is refused",
            Notes = [undeclared.LookedAt],
            Help = $"did you mean {Text(spoken.Number)}? If {number} is right, mend it there, or declare it under the container's ports",
            Fix = undeclared.Targets.Length == 1 && number.Node == port.TargetPortNode
                ? new Fix($"target {Text(spoken.Number)}", [new TextEdit(number.Node.Span, Text(spoken.Number))], IsSafe: false)
                : null,
        };
    }

    private static Finding Describe(RuleContext context, ServicePort port, UndeclaredPort undeclared, Severity severity)
    {
        var (service, number, slip) = (port.Service, port.TargetPort!.Value, undeclared.Slip);
        var shown = slip?.Pods ?? undeclared.Targets[0].Pods;
        var ports = PortSlips.SameProtocol(port, shown);
        var declared = shown.DeclaredPorts.All(some => some.Protocol == port.Protocol) ? shown.PortsText : PodText.Ports(ports);
        var isHostPort = ports.FirstOrDefault(some => some.HostPort == number.Number);
        return context.At(service.Resource, port.TargetNode, severity,
            $"Service '{service.Name}' targets port '{number}'{Source(port)}, but {undeclared.Subject(shown)} declares only '{declared}'; containerPort is informational, so this works only if a container listens on '{number}' all the same") with
        {
            Label = number.Node == port.TargetPortNode
                ? "no container declares this port"
                : "no targetPort, so the pods are dialled at this port",
            Related = [isHostPort is null ? PodText.Place(shown, slip?.Port ?? ports.First()) : HostPort(isHostPort)],
            Effect = service.IsHeadless
                ? "where nothing listens there, clients that dial the pods at this port are refused"
                : "where nothing listens there, every connection to this port of the Service is refused",
            Notes = [undeclared.LookedAt],
            Help = slip is { Port.Number: { } meant }
                ? $"did you mean {Text(meant)}?"
                : $"target {Candidates(ports)}, or declare {number} under the container's ports if it listens there",
            Fix = slip is { Port.Number: { } right } && undeclared.Targets.Length == 1 && number.Node == port.TargetPortNode
                ? new Fix($"target {Text(right)}", [new TextEdit(number.Node.Span, Text(right))], IsSafe: false)
                : null,
        };
    }

    private static MessageText Source(ServicePort port) =>
        MessageText.Plain(port.TargetPort!.Value.Node == port.TargetPortNode ? "" : " (its port, as it has no targetPort)");

    private static RelatedSpan HostPort(ContainerPort port) =>
        new((port.Node.Find("hostPort") ?? port.At).Span, $"{port.HostPort} is the port on the node; the container's own is {port.Number}");

    private static string Candidates(IEnumerable<ContainerPort> ports) =>
        ports.Take(2).ToList() is [{ Number: { } only }] ? Text(only) : "a declared port";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
