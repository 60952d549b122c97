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
    private const int MostPortsShown = 4;

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

        // A port name without a letter is ingress-backend-malformed.
        if (asked.Name is { } name && !Grammars.IsPortName(name))
            return null;

        return Describe(context, routes, services[0], asked, AskedPort.Explain(services[0], asked), isShared);
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
        var exposed = meaning.Meaning == AskedPortMeaning.OtherProtocol
            ? MessageText.Of($"which has it only as '{PortAt(service, meaning.At!.Value):1}', and an Ingress needs TCP")
            : service.Ports.IsEmpty ? MessageText.Plain("which exposes no port at all")
            : MessageText.Of($"which exposes only '{Shown(service):1}'");
        return context.At(routes.Ingress.Resource, asked.Node,
            $"Ingress '{routes.Ingress.Resource.Name}' sends {routes.Sent} to port '{asked}' of Service '{service.Name}', {exposed}{Explained(meaning)}") with
        {
            Label = $"the backend asks for port {asked}",
            Related = Related(service, asked, meaning),
            Effect = isTaken
                ? "the path answers 503; only ingress-nginx happens to take a targetPort for the port, and no specification says that it must"
                : "the ingress controller has no such backend port, so the path answers 503",
            Help = Help(service, asked, meaning),
            Fix = isShared ? null : Fix(routes.First, service, asked, meaning),
            Path = Hops(routes, service, asked, meaning.Meant),
        };
    }

    private static MessageText Explained(AskedPort meaning) => meaning.Meaning switch
    {
        AskedPortMeaning.TargetPort => MessageText.Of($"; '{meaning.At!.Value.Value:2}' is its targetPort"),
        AskedPortMeaning.NodePort => MessageText.Of($"; '{meaning.At!.Value.Value:2}' is its nodePort"),
        AskedPortMeaning.ContainerPort when meaning.ContainerPort is { } port =>
            MessageText.Of($"; '{meaning.At!.Value.Value:2}' is {What(meaning)} of container '{port.Container.Name}'"),
        _ => MessageText.Plain(""),
    };

    private static string Help(ServiceView service, IntOrString asked, AskedPort meaning)
    {
        const string Meaning = "an Ingress means the Service's port";
        return meaning switch
        {
            { Meaning: AskedPortMeaning.OtherProtocol } => "give the Service a TCP port for it, or send the path elsewhere",
            { Meaning: AskedPortMeaning.NearName, Meant: { } near } => $"did you mean '{near.Name}'?",
            { Meaning: AskedPortMeaning.TargetPort, Meant: { } meant } => $"{Meaning}, not its targetPort: ask for {Preferred(asked, meant)}",
            { Meaning: AskedPortMeaning.NodePort, Meant: { } meant } => $"{Meaning}, not its nodePort: ask for {Preferred(asked, meant)}",
            { Meaning: AskedPortMeaning.ContainerPort, Meant: { } meant } => $"{Meaning}, not a container's: ask for {Preferred(asked, meant)}",
            { Meaning: AskedPortMeaning.ContainerPort } => $"{Meaning}: add a port with targetPort {asked} to Service '{service.Name}', or ask for one that it has",
            { Meaning: AskedPortMeaning.TargetPort or AskedPortMeaning.NodePort } => $"{Meaning}: ask for one of {Shown(service)}",
            { Meant: { Name: null } only } when asked.Name is not null => $"ask for number {only.Port}, or name the Service's port '{asked}'",
            { Meant: { } only } => $"use the Service's port: {Preferred(asked, only)}",
            _ when service.Ports.IsEmpty => $"give Service '{service.Name}' a port",
            _ => "ask for a port that the Service has, or add this one to it",
        };
    }

    private static ImmutableArray<RelatedSpan> Related(ServiceView service, IntOrString asked, AskedPort meaning)
    {
        if (service.Ports.IsEmpty)
            return [new RelatedSpan(service.Resource.NameNode.Span, $"Service '{service.Name}' has no ports")];
        if (meaning is { Meaning: AskedPortMeaning.OtherProtocol, At: { } other })
            return [new RelatedSpan(other.Span, $"Service '{service.Name}' exposes it here, as {PortAt(service, other)}")];

        var isOnly = service.Ports.Length == 1;
        var first = meaning.Meant ?? service.Ports[0];
        var related = ImmutableArray.CreateBuilder<RelatedSpan>();
        related.Add(new RelatedSpan(first.At.Span, isOnly ? $"the only port of Service '{service.Name}'" : Exposes(service, first)));
        if (meaning is { At: { } at, Meaning: not AskedPortMeaning.NearName })
            related.Add(new RelatedSpan(at.Span, WhatItIs(asked, meaning)));
        foreach (var port in service.Ports.Where(port => port != first).Take(MostPortsShown - 1))
            related.Add(new RelatedSpan(port.At.Span, Exposes(service, port)));
        return related.ToImmutable();
    }

    private static string Exposes(ServiceView service, ServicePort port) => $"Service '{service.Name}' exposes port {port} here";

    private static string WhatItIs(IntOrString asked, AskedPort meaning) => meaning.Meaning switch
    {
        AskedPortMeaning.TargetPort => $"{asked} is where it sends traffic on to, its targetPort",
        AskedPortMeaning.NodePort => $"{asked} is what the nodes listen on, its nodePort",
        _ => $"{asked} is {What(meaning).Text} of container '{meaning.ContainerPort!.Container.Name}'",
    };

    private static MessageText What(AskedPort meaning) =>
        MessageText.Plain(meaning.At == meaning.ContainerPort!.NumberNode ? "a port" : "the name of a port");

    private static string Shown(ServiceView service) =>
        string.Join(", ", service.Ports.Take(MostPortsShown)) + (service.Ports.Length > MostPortsShown ? $" and {service.Ports.Length - MostPortsShown} more" : "");

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
        return new Fix($"ask for port {Preferred(asked, meant)} of Service '{service.Name}'", [edit], IsSafe: isKnown);
    }

    private static TextEdit? Edit(IngressBackend backend, IntOrString asked, ServicePort meant)
    {
        if (asked.Name is not null && HasUsableName(meant))
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

    private static string Preferred(IntOrString asked, ServicePort meant) =>
        asked.Name is not null && HasUsableName(meant) ? meant.Name! : meant.Port!.Value.ToString(CultureInfo.InvariantCulture);

    // A Service may name its ports in ways that an Ingress may not write.
    private static bool HasUsableName(ServicePort port) => port.Name is { } name && Grammars.IsPortName(name);

    private static ServicePort PortAt(ServiceView service, Node at) => service.Ports.First(port => port.At == at);
}
