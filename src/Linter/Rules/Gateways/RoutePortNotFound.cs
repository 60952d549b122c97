using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>A route's backend that gives no port, or one which its Service does not have.</summary>
public sealed class RoutePortNotFound : IRule
{
    public string Id => "route-port-not-found";

    public bool Concerns(LinkGraph graph) =>
        !graph.Routes.IsEmpty || graph.HoldsAny([Kinds.VirtualService, .. TraefikBackend.Holders, .. NamedBackend.Holders]);

    public IEnumerable<Finding> Check(RuleContext context) =>
        OfRoutes(context).Concat(MeshPortFindings.OfDestinations(context))
            .Concat(TraefikPortFindings.OfServices(context))
            .Concat(NamedBackendFindings.OfPorts(context))
            .Concat(RouteTargetPortFindings.Of(context));

    private static IEnumerable<Finding> OfRoutes(RuleContext context)
    {
        var backends = context.Graph.Routes.SelectMany(route => route.Backends).Where(backend => backend.ServiceName is not null).ToList();
        // One scalar may serve several backends through aliases; where they name different Services, no edit of it mends both.
        var askers = backends.Where(backend => backend.Port is not null)
            .ToLookup(backend => backend.Port!.Value.Node, backend => backend.ServiceName);
        return backends.DistinctBy(backend => (backend.PortNode ?? backend.Node, backend.ServiceName, backend.Route))
            .Select(backend => backend.PortNode is null ? WithoutPort(context, backend)
                : backend.Port is { } port ? Judge(context, backend, port, askers[port.Node].Distinct(StringComparer.Ordinal).Skip(1).Any())
                : null)
            .OfType<Finding>();
    }

    private static Finding WithoutPort(RuleContext context, RouteBackend backend)
    {
        var services = backend.Services(context.Graph);
        var only = services is [{ Ports: [{ Port: not null } port] }] ? port : null;
        return context.At(backend.Route.Resource, backend.Node,
            $"'{backend.Route}' {backend.Sends} to Service '{backend.ServiceName}' without a 'port', which a backendRef to a Service must give") with
        {
            Label = "no port",
            Related = only is null ? [] : [new RelatedSpan(only.At.Span, $"the only port of Service '{backend.ServiceName}'")],
            Effect = "the API server refuses the route; a backendRef takes no Service port for granted, not even an only one",
            Help = only is null ? "add the Service's port to the backendRef" : $"add 'port: {only.Port}'",
        };
    }

    private static Finding? Judge(RuleContext context, RouteBackend backend, IntOrString asked, bool isShared)
    {
        // What no port can be is another rule's, and an ExternalName Service is a DNS alias that needs no ports.
        var services = backend.Services(context.Graph);
        var protocol = backend.Route.Protocol;
        if (asked.Number is <= 0 or > 65535 || services.IsEmpty
            || services.Any(service => service.IsExternalName || service.HasUnreadPorts
                || AskedPort.Find(service, asked, protocol) is not null))
        {
            return null;
        }

        var answer = new PortAnswer(protocol == "UDP" ? "a UDPRoute" : "a backendRef", protocol, services[0], asked,
            AskedPort.Explain(services[0], asked, protocol));
        return backend.Weigh(context.At(backend.Route.Resource, asked.Node,
            $"'{backend.Route}' {backend.Sends} to port '{asked}' of Service '{backend.ServiceName}', {answer.Exposed}{answer.Explained}") with
        {
            Label = $"the backend asks for port {asked}",
            Related = answer.Related,
            Effect = backend.IsMirror ? "the copies go nowhere"
                : backend.Route.HasRequests ? "the Service has no such port, so this backend's share of the requests is answered 500"
                : "the Service has no such port, so this backend's share of the traffic is dropped",
            Help = answer.Help,
            Fix = isShared ? null : answer.FixIn(backend.Node, takesNames: false),
            Path = Hops(backend, answer),
        });
    }

    private static ImmutableArray<Hop> Hops(RouteBackend backend, PortAnswer answer)
    {
        var hops = backend.Rule.Hops()
            .Add(new Hop(answer.Service.Resource.NameNode.Span, $"Service {answer.Service.Name}"))
            .Add(new Hop(answer.Asked.Node.Span, $"port {answer.Asked}", IsBroken: true));
        return answer.Meaning.Meant is { } meant ? hops.Add(new Hop(meant.At.Span, $"would reach port {meant}")) : hops;
    }
}
