using System.Collections.Immutable;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A container of a pod template: a view over its node.</summary>
public sealed class Container
{
    private ImmutableArray<Probe> probes;
    private ImmutableArray<Handler> handlers;

    internal Container(Node node, bool isInit)
    {
        Node = node;
        Name = node.Find("name")?.Value ?? "";
        IsInit = isInit;
        IsSidecar = isInit && node.Find("restartPolicy") is { } policy && policy.Is("Always");
        var ports = node.Find("ports");
        Ports = Views.Of(ports, this, static (container, port, _) => new ContainerPort(container, port));
        HasUnreadPorts = PortText.IsUnread(ports);
    }

    public Node Node { get; }

    /// <summary>Empty where the manifest gives none.</summary>
    public string Name { get; }

    /// <summary>The scalar of its name; the container's node where there is none.</summary>
    public Node NameNode => Node.Find("name") ?? Node;

    /// <summary>It stands under initContainers, sidecars included.</summary>
    public bool IsInit { get; }

    /// <summary>An init container with restartPolicy Always: it runs beside the others, and its ports count.</summary>
    public bool IsSidecar { get; }

    /// <summary>It runs as long as the pod: a regular container or a sidecar.</summary>
    public bool IsLongRunning => !IsInit || IsSidecar;

    public ImmutableArray<ContainerPort> Ports { get; }

    /// <summary>Its list of ports holds what is none, so that it may have others than <see cref="Ports"/>; wrong-type says so.</summary>
    internal bool HasUnreadPorts { get; }

    /// <summary>Its probes, in the order readiness, liveness, startup; a null one is absent.</summary>
    public ImmutableArray<Probe> Probes
    {
        get
        {
            if (probes.IsDefault)
                probes = ReadProbes();
            return probes;
        }
    }

    /// <summary>What its probes and hooks certainly do.</summary>
    internal ImmutableArray<Handler> Handlers
    {
        get
        {
            if (handlers.IsDefault)
                handlers = Graph.Handlers.Read(this);
            return handlers;
        }
    }

    /// <summary>The probe under this key; null where it is absent.</summary>
    public Probe? FindProbe(string kind)
    {
        foreach (var probe in Probes)
        {
            if (probe.Kind == kind)
                return probe;
        }

        return null;
    }

    private ImmutableArray<Probe> ReadProbes()
    {
        var found = ImmutableArray.CreateBuilder<Probe>(Graph.Probe.Kinds.Length);
        foreach (var kind in Graph.Probe.Kinds)
        {
            if (Node.FindEntry(kind) is { } entry && !entry.Value.IsNull)
                found.Add(new Probe(this, kind, entry));
        }

        return found.DrainToImmutable();
    }

    public override string ToString() => $"container '{Name}'";
}

/// <summary>An entry of a container's ports.</summary>
public sealed class ContainerPort
{
    private readonly MaybeNode nameNode;
    private readonly MaybeNode numberNode;
    private string? spoken;

    internal ContainerPort(Container container, Node node)
    {
        Container = container;
        Node = node;
        nameNode = node.Find("name");
        Name = NameNode is { IsNull: false } name && name.Value.Length > 0 ? name.Value : null;
        numberNode = node.Find("containerPort");
        Number = IntOrString.Integer(NumberNode);
        Protocol = ServicePort.ReadProtocol(node);
        HostPort = IntOrString.Integer(node.Find("hostPort")) is { } port and not 0 ? port : null;
    }

    public Container Container { get; }

    public Node Node { get; }

    public string? Name { get; }

    public Node? NameNode => nameNode.In(Node);

    /// <summary>The protocol that the name says; null where it says none. Worked out once, however many Services lead here.</summary>
    internal string? Spoken => (spoken ??= PortProtocols.OfName(Name) ?? "") is { Length: > 0 } protocol ? protocol : null;

    /// <summary>Null where it is absent or no integer.</summary>
    public int? Number { get; }

    public Node? NumberNode => numberNode.In(Node);

    /// <summary>TCP where none is given.</summary>
    public string Protocol { get; }

    /// <summary>Null where it is absent or 0.</summary>
    public int? HostPort { get; }

    /// <summary>The scalar that names it best: its name, else its number, else the entry.</summary>
    public Node At => NameNode ?? NumberNode ?? Node;

    /// <summary>"8080 (http)" or "8080", with "/UDP" behind the number unless it is TCP.</summary>
    public override string ToString() => PortText.Describe(Number, Name, Protocol);

    /// <summary>"8080/TCP (http)", for who looks for another protocol.</summary>
    internal string WithProtocol => PortText.Describe(Number, Name, Protocol, saysTcp: true);
}

/// <summary>A probe of a container.</summary>
/// <param name="Container">The container that has it.</param>
/// <param name="Kind">readinessProbe, livenessProbe or startupProbe.</param>
/// <param name="Entry">The key and the mapping.</param>
public sealed record Probe(Container Container, string Kind, Entry Entry)
{
    public const string Readiness = "readinessProbe";
    public const string Liveness = "livenessProbe";
    public const string Startup = "startupProbe";

    internal static readonly ImmutableArray<string> Kinds = [Readiness, Liveness, Startup];

    public Node Node => Entry.Value;

    /// <summary>The handlers given, in the order of the manifest; exactly one is legal.</summary>
    public ImmutableArray<Entry> Handlers => Graph.Handlers.Given(Node, Handler.OfProbes);

    /// <summary>A number of the probe, the API's default where it is absent or 0.</summary>
    public int Setting(string name) => IntOrString.Integer(Node.Find(name)) is { } value and not 0 ? value : Defaults(name);

    /// <summary>Defaults of v1.Probe (k8s.io/kubernetes pkg/apis/core/v1/defaults.go).</summary>
    private static int Defaults(string name) => name switch
    {
        "periodSeconds" => 10,
        "failureThreshold" => 3,
        "timeoutSeconds" or "successThreshold" => 1,
        _ => 0,
    };
}

/// <summary>How messages spell ports.</summary>
internal static class PortText
{
    /// <summary>A list of ports that is none, or holds other things than mappings.</summary>
    public static bool IsUnread(Linter.Yaml.Node? ports)
    {
        if (ports is not { IsNull: false } list)
            return false;

        foreach (var item in list.Items)
        {
            if (!item.IsMapping)
                return true;
        }

        return !list.IsSequence;
    }

    public static string Describe(int? number, string? name, string protocol, bool saysTcp = false)
    {
        if (number is null && name is not null)
            return name;

        var text = number is { } value ? value.ToString(System.Globalization.CultureInfo.InvariantCulture) : "?";
        if (saysTcp || protocol != "TCP")
            text += "/" + protocol;
        return name is null ? text : $"{text} ({name})";
    }

    /// <summary>"8080", or "8080 (written 017620)" where Kubernetes' reader makes another number of the text.</summary>
    public static string Spell(Linter.Yaml.Node node, int number)
    {
        var text = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return node.Is(text) ? text : $"{text} (written {node.Value})";
    }
}
