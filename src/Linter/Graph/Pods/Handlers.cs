using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>What a probe or a lifecycle hook does: one of exec, httpGet, tcpSocket, grpc, sleep.</summary>
/// <param name="Container">The container that has it.</param>
/// <param name="Owner">readinessProbe, livenessProbe, startupProbe, postStart or preStop, with its mapping.</param>
/// <param name="Entry">The handler's key and mapping.</param>
public sealed record Handler(Container Container, Entry Owner, Entry Entry)
{
    public const string Exec = "exec";
    public const string HttpGet = "httpGet";
    public const string TcpSocket = "tcpSocket";
    public const string Grpc = "grpc";
    public const string Sleep = "sleep";

    /// <summary>The handlers of a probe (v1.ProbeHandler).</summary>
    public static readonly ImmutableArray<string> OfProbes = [Exec, HttpGet, TcpSocket, Grpc];

    /// <summary>The handlers of a lifecycle hook (v1.LifecycleHandler).</summary>
    public static readonly ImmutableArray<string> OfHooks = [Exec, HttpGet, TcpSocket, Sleep];

    /// <summary>"readinessProbe", "preStop" …</summary>
    public string OwnerName => Owner.Key.Value;

    /// <summary>It belongs to a probe, not to a lifecycle hook.</summary>
    public bool OwnerIsProbe => Probe.Kinds.Contains(OwnerName, StringComparer.Ordinal);

    public string Kind { get; } = Entry.Key.Value;

    public Node Node => Entry.Value;

    /// <summary>Null for exec and sleep, and where none is given. gRPC takes a number only, so a name is none there.</summary>
    public IntOrString? Port { get; } = PortOf(Entry);

    /// <summary>
    /// The container port that it means. A name is looked up in the same container only and whatever the protocol, as the
    /// kubelet does (k8s.io/kubernetes pkg/probe/util.go); null where nothing declares it.
    /// </summary>
    public ContainerPort? Declared
    {
        get
        {
            if (Port is not { } port)
                return null;

            foreach (var declared in Container.Ports)
            {
                if (port.Name is { } name ? declared.Name == name : declared.Number == port.Number && declared.Protocol == "TCP")
                    return declared;
            }

            return null;
        }
    }

    /// <summary>The number that is dialled; null where it cannot be told.</summary>
    public int? Number => Port?.Number ?? Declared?.Number;

    /// <summary>The scalar of host; null where it is absent or empty: then the pod itself is asked.</summary>
    public Node? HostNode =>
        Kind is HttpGet or TcpSocket && Node.Find("host") is { IsScalar: true, IsNull: false } host && host.Value.Length > 0 ? host : null;

    /// <summary>The words of exec's command; empty where there is none.</summary>
    public ImmutableArray<Node> Command => Kind == Exec ? [.. (Node.Find("command")?.Items ?? default).Where(word => word.IsScalar)] : [];

    /// <summary>Whether another handler does the same, defaults applied and named ports resolved.</summary>
    public bool DoesSameAs(Handler other) =>
        Kind == other.Kind && (Kind != HttpGet || RelativePath.SequenceEqual(other.RelativePath)) && Signature == other.Signature;

    private ReadOnlySpan<char> RelativePath => Or("path", "/").AsSpan().TrimStart('/');

    private string Signature => Kind switch
    {
        Exec => Join(Command.Select(word => word.Value)),
        HttpGet => Join([Or("scheme", "HTTP"), Or("host", ""),
            Number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Port?.Name ?? "", RelativePath.ToString(),
            .. Headers()]),
        TcpSocket => Join([Or("host", ""), Number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Port?.Name ?? ""]),
        _ => Join([Number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "", Or("service", "")]),
    };

    /// <summary>What a handler that always fails does to its container.</summary>
    public string Consequence => OwnerName switch
    {
        Probe.Readiness => "the probe fails each time: the pod never becomes ready and gets no traffic",
        Probe.Liveness => "the probe fails each time: the container is restarted over and over",
        Probe.Startup => "the probe fails each time: the container never counts as started and is restarted over and over",
        "postStart" => "the hook fails: the container is stopped and restarted, over and over",
        _ => "the hook fails: the container is stopped without it",
    };

    private static IntOrString? PortOf(Entry entry) => entry.Key.Value is HttpGet or TcpSocket or Grpc
        && IntOrString.Read(entry.Value.Find("port")) is { } port && (port.Name is null || !entry.Key.Is(Grpc)) ? port : null;

    private string Join(IEnumerable<string> parts) => Kind + "\n" + string.Join('\n', parts);

    private string Or(string field, string @default) =>
        Node.Find(field) is { IsScalar: true, IsNull: false } value && value.Value.Length > 0 ? value.Value : @default;

    private IEnumerable<string> Headers() => (Node.Find("httpHeaders")?.Items ?? default)
        .Select(header => $"{header.Find("name")?.Value}: {header.Find("value")?.Value}")
        .Order(StringComparer.OrdinalIgnoreCase);
}

/// <summary>A container that runs as long as its pods.</summary>
/// <param name="Pods">The pods that it belongs to.</param>
/// <param name="Container">The container.</param>
public sealed record RunningContainer(PodTemplate Pods, Container Container)
{
    /// <summary>Its name, or a word that stands for one.</summary>
    public string Title => Handlers.TitleOf(Container);

    public Resource Workload => Pods.Workload;
}

/// <summary>Probes and lifecycle hooks of a unit's containers.</summary>
public static class Handlers
{
    private static readonly ImmutableArray<string> Hooks = ["postStart", "preStop"];

    /// <summary>
    /// Pods whose containers run as their template says. Operators that complete a template add ports and probes of their
    /// own to it, so that nothing certain can be said of those.
    /// </summary>
    public static IEnumerable<PodTemplate> PlainPods(this GraphPart part) =>
        part.PodTemplates.Where(pods => !InjectedPorts.CompletesTemplate(pods));

    /// <summary>The one handler of a probe; null where there is none, more than one, or it is no mapping.</summary>
    public static Handler? FindHandler(this Probe probe)
    {
        foreach (var handler in probe.Container.Handlers)
        {
            if (handler.Owner.Key == probe.Entry.Key)
                return handler;
        }

        return null;
    }

    /// <summary>postStart and preStop, as far as they are given.</summary>
    public static ImmutableArray<Entry> HooksOf(Container container)
    {
        ImmutableArray<Entry> given = [];
        if (container.Node.Find("lifecycle") is not { } lifecycle)
            return given;

        foreach (var hook in Hooks)
        {
            if (lifecycle.FindEntry(hook) is { Value.IsNull: false } entry)
                given = given.Add(entry);
        }

        return given;
    }

    /// <summary>The handlers of a probe or hook, in the order of the manifest; a null one is absent.</summary>
    public static ImmutableArray<Entry> Given(Node owner, ImmutableArray<string> kinds)
    {
        ImmutableArray<Entry> given = [];
        foreach (var kind in kinds)
        {
            if (owner.FindEntry(kind) is { Value.IsNull: false } entry)
                given = given.Add(entry);
        }

        return given.Length > 1 ? given.Sort(static (one, other) => one.Key.Span.Start.CompareTo(other.Key.Span.Start)) : given;
    }

    internal static ImmutableArray<Handler> Read(Container container)
    {
        var handlers = ImmutableArray.CreateBuilder<Handler>(container.Probes.Length);
        foreach (var probe in container.Probes)
        {
            if (OneOf(container, probe.Entry, Handler.OfProbes) is { } handler)
                handlers.Add(handler);
        }

        foreach (var hook in HooksOf(container))
        {
            if (OneOf(container, hook, Handler.OfHooks) is { } handler)
                handlers.Add(handler);
        }

        return handlers.DrainToImmutable();
    }

    internal static string TitleOf(Container container) => container.Name.Length > 0 ? container.Name : "(unnamed)";

    private static Handler? OneOf(Container container, Entry owner, ImmutableArray<string> kinds)
    {
        Entry? only = null;
        foreach (var kind in kinds)
        {
            if (owner.Value.FindEntry(kind) is not { Value.IsNull: false } entry)
                continue;
            if (only is not null)
                return null;
            only = entry;
        }

        return only is { Value.IsMapping: true } one ? new Handler(container, owner, one) : null;
    }
}
