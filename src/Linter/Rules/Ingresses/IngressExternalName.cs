using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>An Ingress backend that is an ExternalName Service: a DNS alias without endpoints.</summary>
public sealed class IngressExternalName : IRule
{
    public string Id => "ingress-external-name";

    public bool Concerns(LinkGraph graph) => !graph.Ingresses.IsEmpty;

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var routes in BackendRoutes.Of(context.Part, backend => backend.ServiceNameNode))
        {
            if (routes.Services(context.Graph) is [{ IsExternalName: true } service, ..])
                yield return Describe(context, routes, service);
        }
    }

    private static Finding Describe(RuleContext context, BackendRoutes routes, ServiceView service)
    {
        var target = service.Spec?.Find("externalName")?.Value is { Length: > 0 } name
            ? MessageText.Of($" for '{name}'")
            : MessageText.Plain("");
        return context.At(routes.Ingress.Resource, routes.First.ServiceNameNode!.Value,
            $"Ingress '{routes.Ingress.Resource.Name}' sends {routes.Sent} to Service '{service.Name}', which is of type '{service.Type:1}', a DNS alias{target} without endpoints") with
        {
            Label = "an alias, not a Service with pods",
            Related = [new RelatedSpan((service.TypeNode ?? service.Resource.NameNode).Span, $"Service '{service.Name}' is an alias here")],
            Effect = "load balancers of clouds have nothing to send to, Traefik and Contour refuse such a backend unless told otherwise; ingress-nginx takes it",
            Help = "send it to a Service with endpoints; for a target outside the cluster one without a selector and an EndpointSlice of its own",
            Path = routes.Hops().Add(new Hop(service.Resource.NameNode.Span, $"Service {service.Name} (ExternalName)", IsBroken: true)),
        };
    }
}
