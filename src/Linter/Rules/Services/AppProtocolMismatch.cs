using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A Service port that says one protocol and leads to a container port that says another.</summary>
public sealed class AppProtocolMismatch : IRule
{
    public string Id => "app-protocol-mismatch";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var service in context.Part.Services)
        {
            foreach (var port in service.Ports)
            {
                if (Mismatch(port) is var (asked, target))
                    yield return Describe(context, port, asked, target.Pods, target.Port!);
            }
        }
    }

    private static (Spoken Asked, PodTarget Target)? Mismatch(ServicePort port)
    {
        if (Asked(port) is not { } asked)
            return null;

        foreach (var target in EndpointResolution.Resolve(port))
        {
            if (target.Port is { } declared && Contradicts(asked, port, declared))
                return (asked, target);
        }

        return null;
    }

    private static Spoken? Asked(ServicePort port)
    {
        if (port.Node.Find("appProtocol") is { IsScalar: true } node && PortProtocols.OfAppProtocol(node.Value) is { } written)
            return new Spoken(written, "appProtocol", node);
        return port.NameNode is { } name && PortProtocols.OfName(port.Name) is { } named ? new Spoken(named, "name", name) : null;
    }

    private static bool Contradicts(Spoken asked, ServicePort port, ContainerPort declared) =>
        declared.Spoken is { } served
        && PortProtocols.Contradict(asked.Protocol, served)
        && !(asked.Protocol == PortProtocols.Https && LoadBalancerTls.IsTerminated(port.Service.Resource));

    private static Finding Describe(RuleContext context, ServicePort port, Spoken asked, PodTemplate pods, ContainerPort declared)
    {
        var right = Only(pods.DeclaredPorts.Where(other => other.Protocol == port.Protocol && other.Spoken == asked.Protocol));
        return context.At(port.Service.Resource, port.TargetNode,
            $"Service '{port.Service.Name}' says '{asked.Node.Value:2}' of its port '{port.Port ?? 0}', but the container port behind it in '{pods}' is '{declared:1}'") with
        {
            Label = $"leads to container port '{declared.Name}'",
            Related =
            [
                new RelatedSpan(declared.At.Span, $"{declared.Container} of {pods.Workload.Quoted} calls this port '{declared.Name}'"),
                new RelatedSpan(asked.Node.Span, $"the Service port's {asked.Field} is '{asked.Node.Value}'"),
            ],
            Effect = Effect(asked.Protocol, declared.Spoken),
            Help = right is not null
                ? $"did you mean '{right}'?"
                : "lead the port to a container port of its protocol, or name it for what it is",
            Fix = right?.Name is { } other && port.TargetPortNode is { IsScalar: true } node
                ? new Fix($"target '{other}'", [new TextEdit(node.Span, other)], IsSafe: false)
                : null,
        };
    }

    private static string Effect(string asked, string? served) => (asked, served) switch
    {
        (PortProtocols.Https, PortProtocols.Http) => "clients begin a TLS handshake with a server that speaks plain HTTP",
        (PortProtocols.Http, PortProtocols.Https) => "clients speak plain HTTP to a server that awaits a TLS handshake",
        _ => "clients speak a protocol that the container does not answer on this port",
    };

    private static ContainerPort? Only(IEnumerable<ContainerPort> ports) => ports.ToList() is [var one] ? one : null;

    /// <summary>What the Service port says of its protocol, and where.</summary>
    private sealed record Spoken(string Protocol, string Field, Node Node);
}
