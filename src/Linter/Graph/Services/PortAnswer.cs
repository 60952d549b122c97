using System.Collections.Immutable;
using System.Globalization;
using Linter.Findings;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>What is said of a port that a route asks a Service for in vain.</summary>
/// <param name="Asker">"an Ingress", "a backendRef".</param>
/// <param name="Protocol">The protocol that it needs.</param>
/// <param name="Service">The Service.</param>
/// <param name="Asked">The port that it has not.</param>
/// <param name="Meaning">What that port is instead.</param>
internal sealed record PortAnswer(string Asker, string Protocol, ServiceView Service, IntOrString Asked, AskedPort Meaning)
{
    private const int MostPortsShown = 4;

    /// <summary>"which exposes only '80 (http)'", the Service being the subject.</summary>
    public MessageText Exposed =>
        Meaning is { Meaning: AskedPortMeaning.OtherProtocol, At: { } at } && PortAt(at).Protocol == "TCP"
            ? MessageText.Of($"which has it only with '{"TCP":1}', and {MessageText.Plain($"{Asker} needs {Protocol}")}")
        : Meaning.Meaning == AskedPortMeaning.OtherProtocol ? MessageText.Of(
            $"which has it only as '{PortAt(Meaning.At!.Value):1}', and {MessageText.Plain($"{Asker} needs {Protocol}")}")
        : Service.Ports.IsEmpty ? MessageText.Plain("which exposes no port at all")
        : MessageText.Of($"which exposes only '{Shown:1}'");

    /// <summary>"; '8080' is its targetPort"; empty where nothing is known.</summary>
    public MessageText Explained => Meaning.Meaning switch
    {
        AskedPortMeaning.TargetPort => MessageText.Of($"; '{Meaning.At!.Value.Value:2}' is its targetPort"),
        AskedPortMeaning.NodePort => MessageText.Of($"; '{Meaning.At!.Value.Value:2}' is its nodePort"),
        AskedPortMeaning.QuotedNumber => MessageText.Plain("; in quotes it is a name"),
        AskedPortMeaning.ContainerPort when Meaning.ContainerPort is { } port =>
            MessageText.Of($"; '{Meaning.At!.Value.Value:2}' is {What} of container '{port.Container.Name}'"),
        _ => MessageText.Plain(""),
    };

    public string Help
    {
        get
        {
            var means = $"{Asker} means the Service's port";
            return Meaning switch
            {
                { Meaning: AskedPortMeaning.OtherProtocol } =>
                    $"give the Service a {Protocol} port for it, or send the {(Protocol == "TCP" ? "path" : "traffic")} elsewhere",
                { Meaning: AskedPortMeaning.QuotedNumber } => $"write {Asked} without quotes: in quotes it is a name",
                { Meaning: AskedPortMeaning.NearName, Meant: { } near } => $"did you mean '{near.Name}'?",
                { Meaning: AskedPortMeaning.TargetPort, Meant: { } meant } =>
                    $"{means}, not its targetPort: ask for {Preferred(Asked, meant)}",
                { Meaning: AskedPortMeaning.NodePort, Meant: { } meant } => $"{means}, not its nodePort: ask for {Preferred(Asked, meant)}",
                { Meaning: AskedPortMeaning.ContainerPort, Meant: { } meant } =>
                    $"{means}, not a container's: ask for {Preferred(Asked, meant)}",
                { Meaning: AskedPortMeaning.ContainerPort } =>
                    $"{means}: add a port with targetPort {Asked} to Service '{Service.Name}', or ask for one that it has",
                { Meaning: AskedPortMeaning.TargetPort or AskedPortMeaning.NodePort } => $"{means}: ask for one of {Shown}",
                { Meant: { Name: null } only } when Asked.Name is not null =>
                    $"ask for number {only.Port}, or name the Service's port '{Asked}'",
                { Meant: { } only } => $"use the Service's port: {Preferred(Asked, only)}",
                _ when Service.Ports.IsEmpty => $"give Service '{Service.Name}' a port",
                _ => "ask for a port that the Service has, or add this one to it",
            };
        }
    }

    public ImmutableArray<RelatedSpan> Related
    {
        get
        {
            if (Service.Ports.IsEmpty)
                return [new RelatedSpan(Service.Resource.NameNode.Span, $"Service '{Service.Name}' has no ports")];
            if (Meaning is { Meaning: AskedPortMeaning.OtherProtocol, At: { } other })
            {
                return [new RelatedSpan(other.Span,
                    $"Service '{Service.Name}' exposes it here, as {PortAt(other)}{(PortAt(other).Protocol == "TCP" ? " with TCP" : "")}")];
            }

            var isOnly = Service.Ports.Length == 1;
            var first = Meaning.Meant ?? Service.Ports[0];
            var related = ImmutableArray.CreateBuilder<RelatedSpan>();
            related.Add(new RelatedSpan(first.At.Span, isOnly ? $"the only port of Service '{Service.Name}'" : Exposes(first)));
            if (Meaning is { At: { } at, Meaning: not AskedPortMeaning.NearName } && at != first.At)
                related.Add(new RelatedSpan(at.Span, WhatItIs));
            foreach (var port in Service.Ports.Where(port => port != first).Take(MostPortsShown - 1))
                related.Add(new RelatedSpan(port.At.Span, Exposes(port)));
            return related.ToImmutable();
        }
    }

    /// <summary>The edit that asks for the port that was probably meant; null where there is none.</summary>
    /// <param name="owner">The mapping that holds the port.</param>
    /// <param name="takesNames">The field may hold a port's name.</param>
    public Fix? FixIn(Node owner, bool takesNames)
    {
        if (Meaning.Meant is not { Port: { } number } meant)
            return null;

        var isName = takesNames && Meaning.Meaning == AskedPortMeaning.NearName;
        var edit = isName
            ? ScalarEdit.Replace(owner, Asked.Node, meant.Name!)
            : ScalarEdit.ReplaceRaw(owner, Asked.Node, number.ToString(CultureInfo.InvariantCulture));
        var isKnown = Meaning.Meaning is AskedPortMeaning.QuotedNumber or AskedPortMeaning.TargetPort or AskedPortMeaning.NodePort
            or AskedPortMeaning.ContainerPort;
        return edit is { } one
            ? new Fix($"ask for port {(isName ? meant.Name : number)} of Service '{Service.Name}'", [one], IsSafe: isKnown)
            : null;
    }

    /// <summary>The port as it is best asked for: by name where a name was asked for and may be written.</summary>
    public static string Preferred(IntOrString asked, ServicePort meant) =>
        asked.Name is not null && HasUsableName(meant) ? meant.Name! : meant.Port!.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A Service may name its ports in ways that an Ingress may not write.</summary>
    public static bool HasUsableName(ServicePort port) => port.Name is { } name && Grammars.IsPortName(name);

    private string Shown =>
        Listing.Of(Service.Ports, MostPortsShown);

    private string WhatItIs => Meaning.Meaning switch
    {
        AskedPortMeaning.TargetPort => $"{Asked} is where it sends traffic on to, its targetPort",
        AskedPortMeaning.NodePort => $"{Asked} is what the nodes listen on, its nodePort",
        AskedPortMeaning.QuotedNumber => $"{Asked} is its number",
        _ => $"{Asked} is {What.Text} of container '{Meaning.ContainerPort!.Container.Name}'",
    };

    private MessageText What => MessageText.Plain(Meaning.At == Meaning.ContainerPort!.NumberNode ? "a port" : "the name of a port");

    private string Exposes(ServicePort port) => $"Service '{Service.Name}' exposes port {port} here";

    private ServicePort PortAt(Node at) => Service.Ports.First(port => port.At == at);
}
