using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>A route that arrives at a Service port behind which nothing answers.</summary>
public sealed class RoutePathBroken : IRule
{
    public string Id => "route-path-broken";

    public bool Concerns(LinkGraph graph) => !graph.Routes.IsEmpty;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        return context.Graph.Routes.SelectMany(route => route.Backends)
            .DistinctBy(backend => (backend.Reference.At, backend.PortNode, backend.Route))
            .Select(backend => Judge(context, backend))
            .OfType<Finding>();
    }

    private static Finding? Judge(RuleContext context, RouteBackend backend)
    {
        if (backend.Port is not { } asked || backend.Weight == 0)
            return null;

        // A port that the Service does not have breaks the route earlier.
        var ports = backend.Services(context.Graph).Select(service => AskedPort.Find(service, asked, backend.Route.Protocol)).ToList();
        if (ports.Count == 0 || ports.Any(port => port is null || context.Graph.DefectOf(port) is null))
            return null;

        return Describe(context, backend, ports[0]!, context.Graph.DefectOf(ports[0]!)!);
    }

    private static Finding Describe(RuleContext context, RouteBackend backend, ServicePort port, EndpointDefect defect)
    {
        var service = port.Service;
        return context.At(backend.Route.Resource, backend.Reference.At,
            $"'{backend.Route}' {backend.Sends} to Service '{service.Name:1}', behind which nothing answers: it {defect.Description}") with
        {
            Label = "nothing answers here",
            Related = [new RelatedSpan(defect.At.Span, $"the cause: Service '{service.Name}' {defect.Description.Text}")],
            Effect = backend.IsMirror ? "the copies go nowhere"
                : backend.Route.HasRequests ? "this backend's share of the requests is answered 503"
                : "this backend's share of the traffic is dropped",
            Notes = [$"the cause is reported as {defect.RuleId}"],
            Help = $"mend Service '{service.Name}', and the route works",
            Path = backend.Rule.Hops()
                .Add(new Hop(service.Resource.NameNode.Span, $"Service {service.Name}"))
                .Add(new Hop(port.At.Span, $"port {port}"))
                .Add(defect.Hop(port)),
        };
    }
}
