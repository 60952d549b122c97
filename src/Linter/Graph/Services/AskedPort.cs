using System.Collections.Immutable;
using System.Globalization;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>What a port is that somebody asks a Service for and that is none of its ports.</summary>
public enum AskedPortMeaning
{
    /// <summary>Nothing that the manifests show.</summary>
    Unknown,

    /// <summary>The Service has it, with UDP or SCTP.</summary>
    OtherProtocol,

    /// <summary>A number in quotes: as a name no port bears it, as a number one does.</summary>
    QuotedNumber,
    TargetPort,
    NodePort,

    /// <summary>Number or name of a port of the pods behind the Service.</summary>
    ContainerPort,

    /// <summary>A slip of the finger away from the name of a port.</summary>
    NearName,
}

/// <summary>What an asked port was probably meant to be.</summary>
/// <param name="Meaning">What it is.</param>
/// <param name="At">Where that stands; null for Unknown.</param>
/// <param name="Meant">The port of the Service to ask for instead; null where there are none or several.</param>
/// <param name="ContainerPort">For ContainerPort the one that was found.</param>
public sealed record AskedPort(AskedPortMeaning Meaning, Node? At, ServicePort? Meant, ContainerPort? ContainerPort = null)
{
    private const string Tcp = "TCP";

    /// <summary>The Service's port of this protocol with this number or name; null where it has none.</summary>
    public static ServicePort? Find(ServiceView service, IntOrString asked, string protocol = Tcp)
    {
        foreach (var port in service.Ports)
        {
            if (port.Protocol == protocol && IsAsked(port, asked))
                return port;
        }

        return null;
    }

    /// <summary>The first such port of several Services; null where none has it.</summary>
    public static ServicePort? Find(ImmutableArray<ServiceView> services, IntOrString asked, string protocol = Tcp)
    {
        foreach (var service in services)
        {
            if (Find(service, asked, protocol) is { } port)
                return port;
        }

        return null;
    }

    /// <summary>What a port that <see cref="Find(ServiceView, IntOrString, string)"/> does not find is instead.</summary>
    public static AskedPort Explain(ServiceView service, IntOrString asked, string protocol = Tcp)
    {
        if (service.Ports.FirstOrDefault(port => port.Protocol != protocol && IsAsked(port, asked)) is { } other)
            return new AskedPort(AskedPortMeaning.OtherProtocol, other.At, null);

        var alike = service.Ports.Where(port => port.Protocol == protocol).ToImmutableArray();
        var text = asked.ToString();
        return (asked.Name is null ? null : Only(AskedPortMeaning.QuotedNumber, alike.Where(port => Is(port.Port, text)), port => port.At))
            ?? Only(AskedPortMeaning.TargetPort, alike.Where(port => IsTargetPort(port, text)), port => port.TargetPortNode!.Value)
            ?? Only(AskedPortMeaning.NodePort, alike.Where(port => Is(port.NodePort, text)), port => port.NodePortNode!.Value)
            ?? OfContainers(service, alike, protocol, text)
            ?? OfNearName(alike, asked)
            ?? new AskedPort(AskedPortMeaning.Unknown, null, alike.Length == 1 ? alike[0] : null);
    }

    private static AskedPort? Only(AskedPortMeaning meaning, IEnumerable<ServicePort> ports, Func<ServicePort, Node> at)
    {
        var all = ports.ToList();
        return all.Count == 0 ? null : new AskedPort(meaning, at(all[0]), all.Count == 1 ? all[0] : null);
    }

    private static AskedPort? OfContainers(ServiceView service, ImmutableArray<ServicePort> alike, string protocol, string text)
    {
        foreach (var pods in service.Pods.Certain)
        {
            var found = pods.DeclaredPorts.FirstOrDefault(port => port.Protocol == protocol
                && (Is(port.Number, text) || port.Name == text));
            if (found is null)
                continue;

            var leading = alike.Where(port => ReferenceEquals(EndpointResolution.Resolve(port, pods)?.Port, found)).Take(2).ToList();
            return new AskedPort(AskedPortMeaning.ContainerPort, found.Name == text ? found.At : found.NumberNode ?? found.At,
                leading.Count == 1 ? leading[0] : null, found);
        }

        return null;
    }

    private static AskedPort? OfNearName(ImmutableArray<ServicePort> alike, IntOrString asked)
    {
        if (asked.Name is not { } name || Spelling.Nearest(name, alike.Select(port => port.Name).OfType<string>()) is not { } nearest)
            return null;

        var port = alike.First(port => port.Name == nearest);
        return new AskedPort(AskedPortMeaning.NearName, port.NameNode!.Value, port);
    }

    private static bool IsAsked(ServicePort port, IntOrString asked) =>
        asked.Name is { } name ? port.Name == name : port.Port == asked.Number;

    private static bool IsTargetPort(ServicePort port, string text) =>
        port.TargetPortNode is not null && port.TargetPort is { } target && target.ToString() == text;

    private static bool Is(int? number, string text) => number is { } value && value.ToString(CultureInfo.InvariantCulture) == text;
}
