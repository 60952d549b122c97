using System.Collections.Immutable;
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
        var mentions = context.Graph.NumberMentions;
        var slips = context.Prepare(graph => new PortSlips(graph));
        foreach (var service in context.Part.Services)
        {
            foreach (var port in service.Ports)
            {
                var targets = EndpointResolution.Resolve(port);
                if (targets.IsEmpty || targets.Any(target => target.Outcome != TargetOutcome.Undeclared))
                    continue;

                if (OtherProtocol(port, targets, mentions, slips) is { } other)
                {
                    yield return OfOtherProtocol(context, port, targets, other);
                    continue;
                }

                if (slips.FindSpoken(port, targets) is { } spoken)
                    yield return OfSpokenPort(context, port, targets, spoken);
                if (!slips.IsUndeclared(port, targets))
                    continue;

                var slip = slips.Find(port, targets);
                yield return Describe(context, port, targets, slip,
                    slip is not null || !LeadsToDeclared(service) ? Severity.Warning : Severity.Note);
            }
        }
    }

    private static bool LeadsToDeclared(ServiceView service) =>
        service.Ports.Any(port => EndpointResolution.Resolve(port).Any(target => target.Port is not null));

    // Every pod declares the number, though for another protocol, and no Service leads to it with that one.
    private static ContainerPort? OtherProtocol(
        ServicePort port, ImmutableArray<PodTarget> targets, NumberMentions mentions, PortSlips slips)
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

        return targets.Any(target => mentions.Has(target.Pods, number) || target.Pods.PortsNumbered(number).Any(slips.IsTargeted))
            ? null
            : first;
    }

    private static Finding OfOtherProtocol(RuleContext context, ServicePort port, ImmutableArray<PodTarget> targets, ContainerPort declared)
    {
        var (service, number) = (port.Service, port.TargetPort!.Value);
        var pods = targets.Select(target => target.Pods).ToImmutableArray();
        return context.At(service.Resource, port.TargetNode, Severity.Warning,
            $"Service '{service.Name}' targets port '{number}'{Source(port)} over '{port.Protocol}', but {PodText.Subject(pods, pods[0])} declares '{number}' for '{declared.Protocol}' only; containerPort is informational, so this works only if a container listens on it all the same") with
        {
            Label = port.Node.Find("protocol") is null ? "no protocol beside it, which means TCP" : "declared for another protocol",
            Related = [PodText.Place(pods[0], declared)],
            Effect = $"where nothing listens for {port.Protocol}, nothing answers at this port of the Service; what is sent to it over {declared.Protocol} is not passed on",
            Notes = [PodText.LookedAt(pods)],
            Help = $"give the Service port 'protocol: {declared.Protocol}', or declare {number} for {port.Protocol} as well if the container listens for both",
        };
    }

    private static Finding OfSpokenPort(
        RuleContext context, ServicePort port, ImmutableArray<PodTarget> targets, (PodTemplate Pods, int Number, Node At) spoken)
    {
        var (service, number) = (port.Service, port.TargetPort!.Value);
        var pods = targets.Select(target => target.Pods).ToImmutableArray();
        return context.At(service.Resource, port.TargetNode, Severity.Warning,
            $"Service '{service.Name}' targets port '{number}'{Source(port)}, which nothing in {PodText.Subject(pods, spoken.Pods)} speaks of; nearest is '{spoken.Number:1}', and no port is declared") with
        {
            Label = number.Node == port.TargetPortNode ? "a slip of the finger?" : "no targetPort, so the pods are dialled at this port",
            Related = [new RelatedSpan(spoken.At.Span, $"{spoken.Pods.Workload.Quoted} speaks of port {Text(spoken.Number)} here")],
            Effect = "where nothing listens there, every connection to this port of the Service is refused",
            Notes = [PodText.LookedAt(pods)],
            Help = $"did you mean {Text(spoken.Number)}? If {number} is right, mend it there, or declare it under the container's ports",
            Fix = targets.Length == 1 && number.Node == port.TargetPortNode
                ? new Fix($"target {Text(spoken.Number)}", [new TextEdit(number.Node.Span, Text(spoken.Number))], IsSafe: false)
                : null,
        };
    }

    private static Finding Describe(
        RuleContext context, ServicePort port, ImmutableArray<PodTarget> targets, (PodTemplate Pods, ContainerPort Port)? slip,
        Severity severity)
    {
        var (service, number) = (port.Service, port.TargetPort!.Value);
        var shown = slip?.Pods ?? targets[0].Pods;
        var ports = PortSlips.SameProtocol(port, shown);
        var declared = shown.DeclaredPorts.All(some => some.Protocol == port.Protocol) ? shown.PortsText : PodText.Ports(ports);
        var isHostPort = ports.FirstOrDefault(some => some.HostPort == number.Number);
        var pods = targets.Select(target => target.Pods).ToImmutableArray();
        return context.At(service.Resource, port.TargetNode, severity,
            $"Service '{service.Name}' targets port '{number}'{Source(port)}, but {PodText.Subject(pods, shown)} declares only '{declared}'; containerPort is informational, so this works only if a container listens on '{number}' all the same") with
        {
            Label = number.Node == port.TargetPortNode
                ? "no container declares this port"
                : "no targetPort, so the pods are dialled at this port",
            Related = [isHostPort is null ? PodText.Place(shown, slip?.Port ?? ports.First()) : HostPort(isHostPort)],
            Effect = service.IsHeadless
                ? "where nothing listens there, clients that dial the pods at this port are refused"
                : "where nothing listens there, every connection to this port of the Service is refused",
            Notes = [PodText.LookedAt(pods)],
            Help = slip is { Port.Number: { } meant }
                ? $"did you mean {Text(meant)}?"
                : $"target {Candidates(ports)}, or declare {number} under the container's ports if it listens there",
            Fix = slip is { Port.Number: { } right } && targets.Length == 1 && number.Node == port.TargetPortNode
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
