using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>nodePort on a Service whose type opens no port on the nodes.</summary>
public sealed class NodePortOnWrongType : IRule
{
    public string Id => "node-port-on-wrong-type";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var service in context.Part.Services)
        {
            if (service.Type is not (ServiceTypes.ClusterIP or ServiceTypes.ExternalName)
                || !service.Ports.Any(port => port.NodePort is not null))
            {
                continue;
            }

            var ports = service.Ports.Where(port => port.NodePort is not null).ToList();
            yield return service.IsExternalName ? OnExternalName(context, service, ports) : OnClusterIP(context, service, ports);
        }
    }

    private static Finding OnClusterIP(RuleContext context, ServiceView service, List<ServicePort> ports) =>
        context.At(service.Resource, Key(ports[0]),
            $"Service '{service.Name}' sets nodePort '{ports[0].NodePort!.Value}', but {service.DescribeType()}") with
        {
            Label = "a ClusterIP Service opens no port on the nodes",
            Related = [.. service.TypeSpan(), .. Others(ports)],
            Effect = "the API server refuses the Service",
            Help = service.IsHeadless
                ? "remove nodePort, or set type: NodePort and remove clusterIP: None"
                : "set type: NodePort if it is to be reached through the nodes, else remove nodePort",
        };

    private static Finding OnExternalName(RuleContext context, ServiceView service, List<ServicePort> ports) =>
        context.At(service.Resource, Key(ports[0]), Severity.Warning,
            $"Service '{service.Name}' sets nodePort '{ports[0].NodePort!.Value}', but {service.DescribeType()}, a DNS alias that opens no port") with
        {
            Label = "an ExternalName Service opens no port",
            Related = [.. service.TypeSpan(), .. Others(ports)],
            Effect = "nothing listens on the nodes at this port",
            Help = "remove nodePort",
        };

    private static IEnumerable<RelatedSpan> Others(List<ServicePort> ports) =>
        ports.Skip(1).Select(port => new RelatedSpan(Key(port).Span, $"and nodePort '{port.NodePort}' here"));

    private static Node Key(ServicePort port) => port.Node.FindEntry("nodePort")!.Value.Key;
}
