using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A headless Service of a type that needs a cluster IP, or one that offers a port on which its pods do not listen.</summary>
public sealed class HeadlessContradiction : IRule
{
    public string Id => "headless-contradiction";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var service in context.Part.Services)
        {
            if (service.HeadlessNode is not { } none)
                continue;

            if (service.TakesNodePorts())
            {
                yield return WithType(context, service, none);
                continue;
            }

            // Controllers of Ingresses and Gateways dial the endpoints themselves, at their own port.
            if (service.Type != ServiceTypes.ClusterIP || context.Graph.RoutedServices.Contains(service.Resource))
                continue;

            foreach (var port in service.Ports)
            {
                if (PodPort(service, port) is { } listening)
                    yield return PortDiffers(context, service, port, listening);
            }
        }
    }

    private static Finding WithType(RuleContext context, ServiceView service, Node none) =>
        context.At(service.Resource, none,
            $"Service '{service.Name}' is headless (clusterIP 'None'), but its type is '{service.Type:1}', which needs a cluster IP") with
        {
            Label = "no cluster IP",
            Related = [.. service.TypeSpan()],
            Effect = "the API server refuses the Service",
            Help = $"remove clusterIP: None, or make it type: ClusterIP; a headless Service beside one of type {service.Type} may select the same pods",
        };

    private static Finding PortDiffers(RuleContext context, ServiceView service, ServicePort port, IntOrString listening) =>
        context.At(service.Resource, port.At, Severity.Warning,
            $"headless Service '{service.Name}' offers port '{port.Port!.Value}', but its target port is '{listening:1}'; DNS gives clients the pods' own addresses, so nothing translates one into the other") with
        {
            Label = $"clients have to dial {listening}",
            Related = [new RelatedSpan(listening.Node.Span, "the port on which the pods are meant to be reached")],
            Effect = $"whoever dials {service.Name}:{port.Port} reaches the pods at port {port.Port}, where nothing is declared to listen",
            Help = $"offer the pods' own port, {listening}, or give the Service a cluster IP",
        };

    /// <summary>The one port on which all pods are reached, where it is not the one that the Service offers.</summary>
    private static IntOrString? PodPort(ServiceView service, ServicePort port)
    {
        if (service.Selector is null || port.Port is not { } offered || port.TargetPortNode is null || port.TargetPort is not { } target)
            return null;
        if (target.Number == offered || Listens(service, offered, port.Protocol))
            return null;
        if (target.Name is not { } name)
            return target;

        // A name that no pod has is another rule's finding; pods that differ have no one port.
        var resolved = service.Pods.Certain.Select(pods => pods.ResolvePort(name, port.Protocol)).ToList();
        return resolved is [{ NumberNode: { } node, Number: { } number }, ..] && number != offered
            && resolved.All(other => other?.Number == number)
            ? new IntOrString(node, number, null)
            : null;
    }

    // Whoever dials the offered port then reaches something, too.
    private static bool Listens(ServiceView service, int number, string protocol) =>
        service.Pods.Certain.Any(pods => pods.DeclaredPorts.Any(port => port.Number == number && port.Protocol == protocol));
}
