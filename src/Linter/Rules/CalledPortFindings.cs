using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Text;

namespace Linter.Rules;

/// <summary>What is said of a call to a port that its Service does not have.</summary>
internal static class CalledPortFindings
{
    public static Finding? Of(RuleContext context, ServiceCall call, ServiceView service, ConfigMapReaders readers)
    {
        // Clients of a headless Service dial the pods, whose ports need no declaration; an ExternalName is a mere alias.
        if ((call.Mention.Port ?? call.Mention.DefaultPort) is not { } number
            || call.Services.Any(some => some.IsExternalName || some.IsHeadless || some.Ports.IsEmpty
                || some.Ports.Any(port => port.Port is null || port.Port == number)))
        {
            return null;
        }

        var asked = AskedPort.Explain(service, new IntOrString(call.Mention.PortNode, number, null));
        var isItself = readers.Of(call.Mention).Any(pods => service.Pods.Certain.Contains(pods));
        var finding = context.At(call.Mention.From, call.Mention.PortNode, isItself ? Severity.Note : Severity.Warning,
            $"{ServiceCallFindings.Who(call)}{Meaning(call.Mention)}, but Service '{service.Name}' has only port '{service.PortList:1}'{Explained(asked)}") with
        {
            Span = call.Mention.PortSpan,
            Label = "no such port",
            Related = Related(service, asked),
            Effect = "nothing listens there at the Service's address: connections time out or are refused",
            Notes = isItself ? ["its own pods name it: it may be where they listen, not where they are called"] : [],
            Help = isItself ? "add the port to the Service if others call it"
                : asked.Meant is { Port: { } meant } ? $"call port '{meant}'"
                : "call a port of the Service, or add this one to it",
            Fix = !isItself && asked.Meant is { Port: { } right } ? CallPort(call.Mention, PortText.Describe(right, null, "TCP")) : null,
        };
        return finding;
    }

    // Clients of a headless Service, and of one pod by its name, dial the pods: a port that none of them declares may be served all the
    // same. One whose number cannot be read may be the one.
    public static Finding? OfPods(RuleContext context, ServiceCall call, ServiceView service)
    {
        if (call.Mention.Port is not { } number || call.Services.Length > 1 || service.Pods.Certain.IsEmpty
            || !service.Pods.Possible.IsEmpty
            || MissingServices.Has(service, number)
            || !service.Pods.Certain.All(pods => pods.DeclaredPorts.Any() && pods.DeclaredPorts.All(port => port.Number is not null)))
        {
            return null;
        }

        var declared = service.Pods.Certain[0].DeclaredPorts.First(port => port.NumberNode is not null);
        var numbers = service.Pods.Certain.SelectMany(pods => pods.DeclaredPorts)
            .Select(port => port.Number)
            .OfType<int>()
            .Distinct()
            .ToList();
        return context.At(call.Mention.From, call.Mention.PortNode, Severity.Note,
            $"{ServiceCallFindings.Who(call)}, but the pods of {MessageText.Plain(service.IsHeadless ? "headless " : "")}Service '{service.Name}' declare only '{Listing.Of(numbers, ServiceCallFindings.MostShown):1}'") with
        {
            Span = call.Mention.PortSpan,
            Label = "no pod declares this port",
            Related = [new RelatedSpan(declared.NumberNode!.Value.Span, $"a port of {service.Pods.Certain[0].Workload.Quoted}")],
            Effect = "where nothing listens, connections are refused",
            Help = "call a port that the pods declare, or declare this one",
        };
    }

    /// <summary>An SRV record is there for each port of a Service that has a name, under its protocol.</summary>
    public static Finding? OfSrv(RuleContext context, ServiceCall call, ServiceView service)
    {
        var (asked, protocol) = call.Read.Srv!.Value;
        // Without a selector it is the endpoints that name the ports.
        if (call.Services.Length > 1 || service.IsExternalName || service.Selector is null || service.HasUnreadPorts
            || service.Ports.IsEmpty
            || service.Ports.Any(port => string.Equals(port.Name, asked, StringComparison.OrdinalIgnoreCase)
                && port.Protocol.Equals(protocol, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        // The name under another protocol; else the port that is spelt nearly so, or the only one.
        var same = service.Ports.FirstOrDefault(port => string.Equals(port.Name, asked, StringComparison.OrdinalIgnoreCase));
        var meant = same is not null ? same.Protocol.ToLowerInvariant()
            : service.Ports is [{ Name: { } only } one] && one.Protocol.Equals(protocol, StringComparison.OrdinalIgnoreCase) ? only
            : Spelling.Nearest(asked, service.Ports
                .Where(port => port.Name is not null && port.Protocol.Equals(protocol, StringComparison.OrdinalIgnoreCase))
                .Select(port => port.Name!));
        var wrong = same is not null
            ? call.Mention.PartOfHost(asked.Length + 3, protocol.Length)
            : call.Mention.PartOfHost(1, asked.Length);
        return context.At(call.Mention.From, call.Mention.Node,
            $"{ServiceCallFindings.Who(call)}, which asks for port '{asked}' over '{protocol}', but Service '{service.Name}' has only port '{service.PortList:1}'") with
        {
            Span = wrong ?? call.Mention.HostSpan,
            Label = "no port of this name and protocol",
            Related = [new RelatedSpan(service.Ports[0].At.Span, $"the ports of {service.Resource.Quoted}")],
            Effect = "DNS has an SRV record for each named port and for nothing else, so the lookup finds nobody",
            Help = meant is null ? "ask for a named port of the Service, or name this one so" : $"did you mean '{meant}'?",
            Fix = meant is null ? null : ServiceCallFindings.Edit($"ask for '{meant}'", wrong, meant),
        };
    }

    private static Fix? CallPort(HostMention mention, string port) => mention.Port is null
        ? mention.PartOfHost(0, mention.Host.Length) is { } host
            ? ServiceCallFindings.Edit($"call port '{port}'", host, $"{mention.Host}:{port}")
            : null
        : ServiceCallFindings.Edit($"call port '{port}'", mention.PortPlace(), port);

    private static MessageText Meaning(HostMention mention) =>
        mention.Port is null ? MessageText.Of($" without a port, which means '{mention.DefaultPort!.Value}'") : MessageText.Plain("");

    private static MessageText Explained(AskedPort asked) => asked.Meaning switch
    {
        AskedPortMeaning.TargetPort => MessageText.Plain("; this is its targetPort, which only the pods have"),
        AskedPortMeaning.ContainerPort => MessageText.Plain("; this is a port of its pods"),
        AskedPortMeaning.NodePort => MessageText.Plain("; this is its nodePort, which only the nodes have"),
        _ => MessageText.Plain(""),
    };

    private static ImmutableArray<RelatedSpan> Related(ServiceView service, AskedPort asked)
    {
        var ports = new RelatedSpan(service.Ports[0].At.Span, $"the ports of {service.Resource.Quoted}");
        return asked.At is { } at
            && asked.Meaning is AskedPortMeaning.TargetPort or AskedPortMeaning.ContainerPort or AskedPortMeaning.NodePort
            ? [ports, new RelatedSpan(at.Span, $"'{at.Value}' is said here")]
            : [ports];
    }
}
