using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Graph;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>An Ingress backend that asks its Service for a port which the Service does not have.</summary>
public sealed class IngressPortNotFound : IRule
{
    public string Id => "ingress-port-not-found";

    public bool Concerns(LinkGraph graph) => !graph.Ingresses.IsEmpty;

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var all = BackendRoutes.Of(context.Part, backend => (backend.Port?.Node, backend.ServiceName));
        HashSet<Node>? shared = null;
        foreach (var routes in all)
        {
            if (NotFound(context.Graph, routes) is not { } asked)
                continue;

            shared ??= SharedPorts(all);
            var service = routes.Services(context.Graph)[0];
            yield return Describe(context, routes, service, asked, AskedPort.Explain(service, asked),
                shared.Contains(routes.First.Port!.Value.Node));
        }
    }

    // One scalar may serve several backends through aliases; where they name different Services, no edit of it mends both.
    private static HashSet<Node> SharedPorts(IEnumerable<BackendRoutes> all)
    {
        var (seen, shared) = (new HashSet<Node>(), new HashSet<Node>());
        foreach (var routes in all)
        {
            if (routes.First.Port is { Node: var port } && !seen.Add(port))
                shared.Add(port);
        }

        return shared;
    }

    /// <summary>The port that is asked for; null where the Service has it, or nothing can be said of it.</summary>
    private static IntOrString? NotFound(LinkGraph graph, BackendRoutes routes)
    {
        // What no port can be is ingress-backend-malformed.
        if (Asked(routes.First) is not { } asked || asked.Number is <= 0 or > 65535)
            return null;

        // An ExternalName Service is a DNS alias and needs no ports; a port that cannot be read is another rule's.
        var services = routes.Services(graph);
        foreach (var service in services)
        {
            if (AskedPort.Find(service, asked) is not null || service.IsExternalName || service.HasUnreadPorts)
                return null;
        }

        // A port name without a letter is ingress-backend-malformed.
        return services.IsEmpty || (asked.Name is { } name && !Grammars.IsPortName(name)) ? null : asked;
    }

    private static IntOrString? Asked(IngressBackend backend)
    {
        if (backend.Port is not { } port || port.Node != backend.PortNumberNode)
            return backend.Port;
        if (IntOrString.Read(backend.PortNameNode) is not null)
            return null;

        // A quoted number is the wrong type here, yet its meaning is plain.
        return port.Name is null ? port
            : int.TryParse(port.Name, NumberStyles.None, CultureInfo.InvariantCulture,
                out var number) ? new IntOrString(port.Node, number, null)
            : null;
    }

    private static Finding Describe(
        RuleContext context, BackendRoutes routes, ServiceView service, IntOrString asked, AskedPort meaning, bool isShared)
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
        return ScalarEdit.Replace(backend.Entry.Value, entry.Key, "number") is { } key
            ? new TextEdit(entry.Span, key.NewText + between + number)
            : null;
    }
}
