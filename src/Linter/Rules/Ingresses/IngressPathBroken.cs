using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>An Ingress path that arrives at a Service port behind which nothing answers.</summary>
public sealed class IngressPathBroken : IRule
{
    public string Id => "ingress-path-broken";

    public bool Concerns(LinkGraph graph) => !graph.Ingresses.IsEmpty;

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var routes in BackendRoutes.Of(context.Part, backend => (PlaceOf(backend), backend.ServiceName, backend.Port)))
        {
            if (Judge(context, routes) is { } finding)
                yield return finding;
        }
    }

    // The path as a whole is broken; the default backend has none.
    private static Node PlaceOf(IngressBackend backend) =>
        backend.Path is { } path ? path.PathNode ?? path.Node : backend.ServiceNameNode!.Value;

    private static Finding? Judge(RuleContext context, BackendRoutes routes)
    {
        if (routes.First.Port is not { } asked)
            return null;

        // A port that the Service does not have breaks the path earlier.
        (ServicePort Port, EndpointDefect Defect)? first = null;
        foreach (var service in routes.Services(context.Graph))
        {
            if (AskedPort.Find(service, asked) is not { } port || context.Graph.DefectOf(port) is not { } defect)
                return null;
            first ??= (port, defect);
        }

        return first is var (broken, cause) ? Describe(context, routes, broken, cause) : null;
    }

    private static Finding Describe(RuleContext context, BackendRoutes routes, ServicePort port, EndpointDefect defect)
    {
        var service = port.Service;
        return context.At(routes.Ingress.Resource, PlaceOf(routes.First),
            $"Ingress '{routes.Ingress.Resource.Name}' sends {routes.Sent} to Service '{service.Name:1}', behind which nothing answers: it {defect.Description}") with
        {
            Label = "nothing answers here",
            Related = [new RelatedSpan(defect.At.Span, $"the cause: Service '{service.Name}' {defect.Description.Text}")],
            Effect = "requests on this path are answered 503",
            Notes = [$"the cause is reported as {defect.RuleId}"],
            Help = $"mend Service '{service.Name}', and the path works",
            Path = routes.Hops()
                .Add(new Hop(service.Resource.NameNode.Span, $"Service {service.Name}"))
                .Add(new Hop(port.At.Span, $"port {port}"))
                .Add(defect.Hop(port)),
        };
    }
}
