using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>One nodePort wanted twice: within a Service, or by two Services of any namespaces.</summary>
public sealed class NodePortConflict : IRule
{
    public string Id => "node-port-conflict";

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var holders = new Dictionary<int, Claim>();
        foreach (var service in context.Graph.Services.Where(service => service.TakesNodePorts()))
        {
            var own = new Dictionary<int, Claim>();
            foreach (var claim in ClaimsOf(service))
            {
                if (!own.TryAdd(claim.Number, claim))
                    yield return WithinService(context, claim, own[claim.Number]);
                else if (!holders.TryAdd(claim.Number, claim) && !IsSameService(context, service, holders[claim.Number].Service))
                    yield return BetweenServices(context, claim, holders[claim.Number]);
            }
        }
    }

    /// <summary>
    /// What the allocator takes from its range (pkg/registry/core/service/storage, initNodePorts): it goes by service port
    /// number, so entries with one port and different protocols may share a nodePort, and no others.
    /// </summary>
    private static IEnumerable<Claim> ClaimsOf(ServiceView service)
    {
        var allocated = new Dictionary<int, int>();
        foreach (var port in service.Ports)
        {
            if (port.NodePort is not { } number)
                continue;
            if (port.Port is { } portNumber && !allocated.TryAdd(portNumber, number) && allocated[portNumber] == number)
                continue;

            yield return new Claim(service, port.NodePortNode!.Value, number,
                MessageText.Of($"port '{PortText.Describe(port.Port, null, port.Protocol)}'"));
        }

        if (service.TakesHealthCheckNodePort() && service.Given("healthCheckNodePort") is { } check
            && IntOrString.Integer(check.Value) is { } health and not 0)
        {
            yield return new Claim(service, check.Value, health, MessageText.Plain("its health check"));
        }
    }

    private static Finding WithinService(RuleContext context, Claim claim, Claim first) =>
        context.At(claim.Service.Resource, claim.At,
            $"Service '{claim.Service.Name}' asks for nodePort '{PortText.Spell(claim.At, claim.Number):1}' twice, for {first.Use} and for {claim.Use}") with
        {
            Label = "this nodePort is taken",
            Related = [new RelatedSpan(first.At.Span, $"first taken here, for {first.Use}")],
            Effect = "the API server refuses the Service; only one port number with two protocols may share a nodePort",
            Help = "give one of them another nodePort, or leave it out and the cluster picks a free one",
        };

    private static Finding BetweenServices(RuleContext context, Claim claim, Claim holder) =>
        context.At(claim.Service.Resource, claim.At,
            $"Service '{claim.Service.Name}' asks for nodePort '{PortText.Spell(claim.At, claim.Number)}', which Service '{holder.Service.Name:1}'{InNamespace(holder.Service.Resource.Namespace)} takes as well") with
        {
            Label = "this nodePort is taken",
            Related = [new RelatedSpan(holder.At.Span, $"Service '{holder.Service.Name}' takes it for {holder.Use}")],
            Effect = "the API server refuses whichever Service comes second: a nodePort is open on every node, for all namespaces and protocols",
            Help = "give one of them another nodePort, or leave it out and the cluster picks a free one",
        };

    // Two definitions of one Service are one claim; that they repeat is said elsewhere.
    private static bool IsSameService(RuleContext context, ServiceView one, ServiceView other) =>
        one == other || (one.Name.Length > 0 && one.Name == other.Name
            && context.Graph.Namespaces.Meet(one.Resource.Namespace, other.Resource.Namespace) != Meeting.No);

    private sealed record Claim(ServiceView Service, Node At, int Number, MessageText Use);

    // Node ports are the cluster's: the namespace only tells which Service is meant.
    private static MessageText InNamespace(string? name) =>
        name is null ? MessageText.Plain("") : MessageText.Of($" in namespace '{name}'");
}
