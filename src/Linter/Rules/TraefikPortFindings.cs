using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>What is said of a port in Traefik's routes that the Service does not have.</summary>
internal static class TraefikPortFindings
{
    /// <summary>Each Service of each route, and of what routes go through.</summary>
    public static IEnumerable<Finding> OfServices(RuleContext context) =>
        context.Graph.TraefikBackends
            .DistinctBy(backend => (backend.PortNode ?? backend.Node, backend.ServiceName, backend.From))
            .Select(backend => Judge(context, backend))
            .OfType<Finding>();

    // It looks at number and name alone, whatever the protocol; of an ExternalName any number will do (getServicePort in
    // traefik/traefik, pkg/provider/kubernetes/crd/kubernetes.go).
    private static Finding? Judge(RuleContext context, TraefikBackend backend)
    {
        var services = backend.Services(context.Graph);
        if (services.IsEmpty || services.Any(service => service.IsExternalName || service.HasUnreadPorts))
            return null;
        if (backend.PortNode is null)
            return WithoutPort(context, backend, services[0]);
        if (backend.Port is not { } asked || asked.Number is < 0 or > 65535
            || services.Any(service => service.Ports.Any(port => AskedPort.Find(service, asked, port.Protocol) is not null)))
        {
            return null;
        }

        var answer = new PortAnswer(
            TraefikRouteView.AllKinds.Contains(backend.From.Kind) ? "an IngressRoute" : $"a {backend.From.KindName}", "TCP", services[0],
            asked, AskedPort.Explain(services[0], asked));
        return context.At(backend.From, asked.Node,
            $"'{backend.From}' sends to port '{asked}' of Service '{backend.ServiceName}', {answer.Exposed}{answer.Explained}") with
        {
            Label = "the Service has no such port",
            Related = answer.Related,
            Severity = SeverityOf(context, backend),
            Effect = EffectOf(context, backend),
            Help = answer.Help,
            Fix = answer.FixIn(backend.Node, takesNames: true),
        };
    }

    private static Finding WithoutPort(RuleContext context, TraefikBackend backend, ServiceView service)
    {
        var only = service.Ports is [{ Port: not null } port] ? port : null;
        return context.At(backend.From, backend.NameNode!.Value,
            $"'{backend.From}' sends to Service '{backend.ServiceName}' without a 'port', which Traefik takes from no Service by itself") with
        {
            Label = "no port",
            Related = only is null ? [] : [new RelatedSpan(only.At.Span, $"the only port of Service '{backend.ServiceName}'")],
            Severity = SeverityOf(context, backend),
            Effect = EffectOf(context, backend),
            Help = only is null ? "add the Service's port, its number or its name" : $"add 'port: {only.Port}'",
        };
    }

    private static Severity SeverityOf(RuleContext context, TraefikBackend backend) =>
        backend.IsSpared(context.Graph) ? Severity.Warning : Severity.Error;

    private static string EffectOf(RuleContext context, TraefikBackend backend) =>
        backend.IsSpared(context.Graph) ? TraefikBackend.NotShared
        : TraefikRouteView.OfRequests.Contains(backend.From.Kind) ? "Traefik leaves the route out: its requests are answered 404"
        : TraefikRouteView.AllKinds.Contains(backend.From.Kind) ? "Traefik leaves the route out: nothing of it is sent to the pods"
        : "Traefik leaves it out, and each route that goes through it: their requests are answered 404";
}
