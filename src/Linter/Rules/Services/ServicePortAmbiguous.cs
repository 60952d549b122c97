using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>Ports of a Service that cannot be told apart: several and one unnamed, a name twice, or a port and protocol twice.</summary>
public sealed class ServicePortAmbiguous : IRule
{
    private const string Refused = "the API server refuses the Service";

    public string Id => "service-port-ambiguous";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context) =>
        context.Part.Services.Where(service => service.Ports.Length > 1).SelectMany(service => Check(context, service));

    private static IEnumerable<Finding> Check(RuleContext context, ServiceView service)
    {
        if (service.Ports.Where(port => port.Name is null).ToList() is { Count: > 0 } unnamed)
            yield return Unnamed(context, service, unnamed);

        var byName = new Dictionary<string, ServicePort>(StringComparer.Ordinal);
        var byNumber = new Dictionary<(int Port, string Protocol), ServicePort>();
        foreach (var port in service.Ports)
        {
            var sameNumber = port.Port is { } number && !byNumber.TryAdd((number, port.Protocol), port)
                ? byNumber[(number, port.Protocol)]
                : null;
            if (sameNumber is not null)
                yield return SameNumber(context, service, port, sameNumber);

            // An entry that stands there twice is said once.
            if (port.Name is { } name && !byName.TryAdd(name, port) && byName[name] != sameNumber)
                yield return SameName(context, service, port, byName[name]);
        }
    }

    private static Finding Unnamed(RuleContext context, ServiceView service, List<ServicePort> unnamed)
    {
        var first = unnamed[0];
        return context.At(service.Resource, first.Node.FindEntry("name")?.Key ?? first.Node,
            $"Service '{service.Name}' has several ports, so each needs a name, but port '{Spell(first)}' has none") with
        {
            Label = "no name",
            Related = [.. unnamed.Skip(1).Select(port => new RelatedSpan(port.At.Span, $"port '{Spell(port)}' has no name either"))],
            Effect = Refused,
            Help = first.TargetPort?.Name is { } target
                ? $"name it, for example '{target}' after its targetPort"
                : "name each port for what it serves, such as 'http' or 'metrics'",
        };
    }

    private static Finding SameNumber(RuleContext context, ServiceView service, ServicePort port, ServicePort first) =>
        context.At(service.Resource, port.At,
            $"Service '{service.Name}' lists port '{port.Port!.Value}' with protocol '{port.Protocol}' twice{Names(first, port)}") with
        {
            Label = "a port and protocol can be listed once",
            Related = [new RelatedSpan(first.At.Span,
                $"first listed here{(Protocol(first) is null ? ", where no protocol means TCP" : "")}")],
            Effect = Refused,
            Help = first.TargetPort?.ToString() == port.TargetPort?.ToString()
                ? "keep one of the two entries"
                : "give one of the two another port, or another protocol",
        };

    private static Finding SameName(RuleContext context, ServiceView service, ServicePort port, ServicePort first) =>
        context.At(service.Resource, port.NameNode!.Value,
            $"Service '{service.Name}' calls two ports '{port.Name}': '{PortText.Describe(first.Port, null, first.Protocol):1}' and '{PortText.Describe(port.Port, null, port.Protocol)}'") with
        {
            Label = "this name is taken",
            Related = [new RelatedSpan(first.NameNode!.Value.Span,
                $"first used here, for port {PortText.Describe(first.Port, null, first.Protocol)}")],
            Effect = Refused,
            Help = "give one of the two another name",
        };

    private static MessageText Names(ServicePort first, ServicePort second) =>
        first.Name is null || second.Name is null || first.Name == second.Name
            ? MessageText.Plain("")
            : MessageText.Of($", as '{first.Name:1}' and as '{second.Name}'");

    private static string Spell(ServicePort port) => PortText.Describe(port.Port, null, port.Protocol);

    private static Node? Protocol(ServicePort port) => port.Node.Find("protocol");
}
