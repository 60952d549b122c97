using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Graph;
using Linter.Schema;

namespace Linter.Rules;

/// <summary>An Ingress backend that asks its Service for a port which the Service does not have.</summary>
public sealed class IngressPortNotFound : IRule
{
    public string Id => "ingress-port-not-found";

    public IEnumerable<Finding> Check(RuleContext context)
    {
        // One scalar may serve several backends through aliases; where they name different Services, no edit of it mends both.
        var routesByScalar = BackendRoutes.Of(context.Graph, backend => (backend.Port?.Node, backend.ServiceName)).GroupBy(routes => routes.First.Port?.Node);
        foreach (var sharing in routesByScalar)
        {
            var isShared = sharing.Skip(1).Any();
            foreach (var routes in sharing)
            {
                if (Judge(context, routes, isShared) is { } finding)
                    yield return finding;
            }
        }
    }

    private static Finding? Judge(RuleContext context, BackendRoutes routes, bool isShared)
    {
        // What no port can be is ingress-backend-malformed.
        if (Asked(routes.First) is not { } asked || asked.Number is <= 0 or > 65535)
            return null;

        // An ExternalName Service is a DNS alias and needs no ports; a port that cannot be read is another rule's.
        var services = routes.Services(context.Graph);
        if (services.IsEmpty || services.Any(service => service.IsExternalName || service.Ports.Any(port => port.Port is null) || AskedPort.Find(service, asked) is not null))
            return null;

        var meaning = AskedPort.Explain(services[0], asked);
        if (meaning.Meaning != AskedPortMeaning.QuotedNumber && asked.Name is { } name && !Grammars.IsPortName(name))
            return null;
        if (meaning.Meaning != AskedPortMeaning.QuotedNumber)
            return Describe(context, routes, services[0], asked, meaning, isShared);

        // A port name without a letter is refused in networking.k8s.io/v1, which says more than this rule could.
        return routes.Ingress.IsLegacy ? DescribeQuoted(context, routes, services[0], asked, meaning.Meant, isShared) : null;
    }

    private static IntOrString? Asked(IngressBackend backend)
    {
        if (backend.Port is not { } port || port.Node != backend.PortNumberNode)
            return backend.Port;
        if (IntOrString.Read(backend.PortNameNode) is not null)
            return null;

        // A quoted number is the wrong type here, yet its meaning is plain.
        return port.Name is null ? port
            : int.TryParse(port.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new IntOrString(port.Node, number, null)
            : null;
    }

    private static Finding Describe(RuleContext context, BackendRoutes routes, ServiceView service, IntOrString asked, AskedPort meaning, bool isShared)
    {
        var isTaken = meaning.Meaning == AskedPortMeaning.TargetPort && IngressAnnotations.IsIngressNginx(context.Graph, routes.Ingress);
        var answer = new PortAnswer("an Ingress", "TCP", service, asked, meaning);
        return context.At(routes.Ingress.Resource, asked.Node,
            $"Ingress '{routes.Ingress.Resource.Name}' sends {routes.Sent} to port '{asked}' of Service '{service.Name}', {answer.Exposed}{answer.Explained}") with
        {
            Label = $"the backend asks for port {asked}",
            Related = answer.Related,
            Effect = isTaken
                ? "the path answers 503; only ingress-nginx happens to take a targetPort for the port, and no specification says that it must"
                : "the ingress controller has no such backend port, so the path answers 503",
            Help = answer.Help,
            Fix = isShared ? null : Fix(routes.First, service, asked, meaning),
            Path = Hops(routes, service, asked, meaning.Meant),
        };
    }

    // servicePort is a number or a name in the old shape, where quotes make the difference.
    private static Finding DescribeQuoted(RuleContext context, BackendRoutes routes, ServiceView service, IntOrString asked, ServicePort? meant, bool isShared)
    {
        var port = meant ?? service.Ports.First(port => port.Port?.ToString(CultureInfo.InvariantCulture) == asked.Name);
        return context.At(routes.Ingress.Resource, asked.Node, Severity.Warning,
            $"Ingress '{routes.Ingress.Resource.Name}' sends {routes.Sent} to the port named '{asked}' of Service '{service.Name}', because quotes make it a name; the Service has '{port:1}', and no port of that name") with
        {
            Label = "in quotes, so a name",
            Related = [new RelatedSpan(port.At.Span, $"Service '{service.Name}' exposes port {port} here")],
            Effect = "only ingress-nginx takes the name for the number, other controllers answer the path with 503",
            Help = "take away the quotes",
            Fix = !isShared && ScalarEdit.ReplaceRaw(routes.First.Entry.Value, asked.Node, asked.ToString()) is { } edit ? new Fix("take away the quotes", [edit]) : null,
            Path = Hops(routes, service, asked, port),
        };
    }

    private static ImmutableArray<Hop> Hops(BackendRoutes routes, ServiceView service, IntOrString asked, ServicePort? meant)
    {
        var hops = routes.Hops()
            .Add(new Hop(service.Resource.NameNode.Span, $"Service {service.Name}"))
            .Add(new Hop(asked.Node.Span, $"port {asked}", IsBroken: true));
        return meant is null ? hops : hops.Add(new Hop(meant.At.Span, $"would reach port {meant}"));
    }

    private static Fix? Fix(IngressBackend backend, ServiceView service, IntOrString asked, AskedPort meaning)
    {
        if (meaning.Meant is not { } meant || Edit(backend, asked, meant) is not { } edit)
            return null;

        var isKnown = meaning.Meaning is AskedPortMeaning.TargetPort or AskedPortMeaning.NodePort or AskedPortMeaning.ContainerPort;
        return new Fix($"ask for port {PortAnswer.Preferred(asked, meant)} of Service '{service.Name}'", [edit], IsSafe: isKnown);
    }

    private static TextEdit? Edit(IngressBackend backend, IntOrString asked, ServicePort meant)
    {
        if (asked.Name is not null && PortAnswer.HasUsableName(meant))
            return ScalarEdit.Replace(backend.Entry.Value, asked.Node, meant.Name!);

        var number = meant.Port!.Value.ToString(CultureInfo.InvariantCulture);
        if (asked.Node != backend.PortNameNode)
            return ScalarEdit.ReplaceRaw(backend.Entry.Value, asked.Node, number);

        // A number goes under another key.
        if (backend.ServiceNode?.Find("port")?.FindEntry("name") is not { } entry || entry.Span == entry.Key.Span)
            return null;
        var between = entry.Key.Span.Source.Text[entry.Key.Span.End..entry.Value.Span.Start];
        return ScalarEdit.Replace(backend.Entry.Value, entry.Key, "number") is { } key ? new TextEdit(entry.Span, key.NewText + between + number) : null;
    }
}
