using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>A Service that is open to the outside by itself: NodePort, or one of several load balancers.</summary>
public sealed class ServiceTypeExposed : IRule
{
    // A Service that is the shared entrance itself.
    private static readonly ImmutableArray<string> Entrances = ["ingress", "gateway", "traefik", "contour", "envoy", "kong", "haproxy"];

    // Where a NodePort is a way to try things out.
    private static readonly ImmutableArray<string> Rehearsals =
        ["dev", "develop", "development", "test", "tests", "testing", "e2e", "ci", "local", "minikube", "kind", "k3d", "sandbox"];

    private static readonly ImmutableArray<int> HttpPorts = [80, 443, 8080, 8443];

    public string Id => "service-type-exposed";

    public bool IsAdvice => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var routed = RoutedServices.OfControllers(context.Graph);
        ServiceView? first = null;
        foreach (var service in context.Graph.Services)
        {
            if (service.TypeNode is null || IsEntrance(service))
                continue;

            // Controllers of Ingresses and Gateways in several clouds reach their backends through node ports.
            if (service.Type == "NodePort" && !routed.Contains(service.Resource) && !IsRehearsal(service.Resource))
                yield return OnNodePort(context, service);
            if (service.Type != "LoadBalancer" || !service.Ports.Any(IsHttp))
                continue;

            if (first is not null)
                yield return OnLoadBalancer(context, service, first);
            first ??= service;
        }
    }

    private static Finding OnNodePort(RuleContext context, ServiceView service) =>
        context.At(service.Resource, service.TypeNode!.Value,
            $"Service '{service.Name}' is of type '{service.Type}', which opens '{service.PortList}' on {NodePorts(service)} of every node") with
        {
            Label = "open on every node",
            Effect = "whoever reaches a node reaches the Service, past any Ingress; clients must know a node's address",
            Help = "use ClusterIP behind an Ingress or a Gateway, or LoadBalancer for what is not HTTP",
        };

    // Where no nodePort says it, the API server chooses from 30000 to 32767.
    private static MessageText NodePorts(ServiceView service)
    {
        var numbers = service.Ports.Select(port => port.NodePort).OfType<int>().Distinct().ToList();
        if (numbers.Count == 0)
            return MessageText.Plain("a high port");

        var others = MessageText.Plain(service.Ports.All(port => port.NodePort is not null) ? "" : " and a high port");
        return MessageText.Of($"{MessageText.Plain(numbers.Count == 1 ? "port" : "ports")} '{Listing.Of(numbers)}'{others}");
    }

    private static Finding OnLoadBalancer(RuleContext context, ServiceView service, ServiceView first) =>
        context.At(service.Resource, service.TypeNode!.Value,
            $"Service '{service.Name}' asks for a load balancer of its own beside that of '{first.Resource:1}', though both speak HTTP and could share one") with
        {
            Label = "one more load balancer",
            Related = [new RelatedSpan(first.TypeNode!.Value.Span, $"{first.Resource.Quoted} has one already")],
            Effect = "each has its own address, certificate and bill",
            Help = "put both behind one Ingress or Gateway",
        };

    private static bool IsHttp(ServicePort port) => port.Protocol == "TCP"
        && (PortProtocols.OfAppProtocol(port.Node.Find("appProtocol")?.Value) ?? PortProtocols.OfName(port.Name)) switch
        {
            PortProtocols.Http or PortProtocols.Https or PortProtocols.Grpc => true,
            null => port.Port is { } number && HttpPorts.Contains(number),
            _ => false,
        };

    private static bool IsEntrance(ServiceView service) =>
        Entrances.Any(word => service.Name.Contains(word, StringComparison.Ordinal)
            || (service.Selector?.Pairs.Any(pair => pair.Value.Contains(word, StringComparison.Ordinal)) ?? false));

    private static bool IsRehearsal(Resource service) =>
        $"{service.Source.Path}/{service.Namespace}".ToLowerInvariant()
            .Split('/', '\\', '-', '_', '.')
            .Any(word => Rehearsals.Contains(word, StringComparer.Ordinal));
}
