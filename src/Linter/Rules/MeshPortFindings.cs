using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>What is said of a port in Istio's resources that the Service behind the host does not have.</summary>
internal static class MeshPortFindings
{
    /// <summary>Each destination of a VirtualService once.</summary>
    public static IEnumerable<Finding> OfDestinations(RuleContext context)
    {
        var mesh = context.Graph.Mesh;
        foreach (var destination in mesh.VirtualServices.SelectMany(service => service.Destinations)
            .DistinctBy(destination => (destination.PortNode ?? destination.Node, destination.Host.Text, destination.From)))
        {
            var services = mesh.ServicesOf(destination.Host);
            var who = MessageText.Of($"'{destination.From}' {destination.Sends}");
            var finding = destination.Port is { } port ? Judge(context, destination.From.Resource, destination.Node, services, port,
                "a destination", MessageText.Of($"{who} to"), destination.Effect)
                : destination.PortNode is null ? WithoutPort(context, destination, services)
                : null;
            if (finding is not null)
            {
                yield return destination.HasNoWeight && finding.Severity > Severity.Warning
                    ? finding with { Severity = Severity.Warning }
                    : finding;
            }
        }
    }

    /// <summary>Null where the Services have the port, or may have it.</summary>
    /// <param name="context">Of the rule that tells.</param>
    /// <param name="from">The resource that asks.</param>
    /// <param name="owner">The mapping in it that holds the number.</param>
    /// <param name="services">The Services behind the host; several where definitions repeat.</param>
    /// <param name="asked">The number.</param>
    /// <param name="asker">"a destination".</param>
    /// <param name="who">Who asks, up to the port.</param>
    /// <param name="effect">What that leads to.</param>
    public static Finding? Judge(
        RuleContext context, Resource from, Node owner, ImmutableArray<ServiceView> services, IntOrString asked, string asker,
        MessageText who, string effect)
    {
        if (asked.Number is <= 0 or > 65535 || services.IsEmpty
            || services.Any(service => service.IsExternalName || service.HasUnreadPorts || AskedPort.Find(service, asked) is not null))
        {
            return null;
        }

        var answer = new PortAnswer(asker, "TCP", services[0], asked, AskedPort.Explain(services[0], asked));
        return context.At(from, asked.Node,
            $"{who} port '{asked}' of Service '{services[0].Name}', {answer.Exposed}{answer.Explained}") with
        {
            Label = "the Service has no such port",
            Related = answer.Related,
            Effect = effect,
            Help = answer.Help,
            Fix = answer.FixIn(owner, takesNames: false),
        };
    }

    // Without a number Istio takes the only port of a Service, else the one on which the request came in (GetDestinationCluster in
    // istio/istio, pilot/pkg/networking/core/route): that of the Gateway's server, or for sidecars that which was called.
    private static Finding? WithoutPort(RuleContext context, MeshDestination destination, ImmutableArray<ServiceView> services)
    {
        if (destination.From.IsForSidecars || services is not [{ IsExternalName: false, HasUnreadPorts: false, Ports.Length: > 1 } service])
            return null;

        var named = destination.From.Gateways.Select(gateway => gateway.Find(context.Graph)).ToList();
        var found = named.SelectMany(some => some).Select(context.Graph.Mesh.GatewayOf).ToList();
        var servers = found.SelectMany(gateway => gateway.Ports).ToList();
        if (named.Exists(some => some.IsEmpty) || servers.Count == 0 || found.Exists(gateway => gateway.HasUnreadPort)
            || servers.Exists(server => service.Ports.Any(own => own.Port == server.Port)))
        {
            return null;
        }

        var numbers = servers.Select(server => server.Port!.Value).Distinct().ToList();
        return context.At(destination.From.Resource, destination.Host.Node,
            $"'{destination.From}' {destination.Sends} to Service '{service.Name}' without a port, and Istio takes that of the Gateway, '{Listing.Of(numbers):2}', which is none of '{service.PortList:1}'") with
        {
            Label = "no port is given",
            Related =
            [
                new RelatedSpan(service.Ports[0].At.Span, $"the ports of Service '{service.Name}'"),
                new RelatedSpan(servers[0].PortNode!.Value.Span, $"the port of {servers[0].Gateway.Resource.Quoted}"),
            ],
            Effect = destination.Effect,
            Help = "give the destination a 'port.number' that the Service has",
        };
    }
}
