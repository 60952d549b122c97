using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>What of a listener keeps a route out, the farthest from acceptance first.</summary>
public enum RefusalCause
{
    Kind,
    Namespace,
    Hostname,
}

/// <summary>Why a listener does not take a route.</summary>
/// <param name="Listener">The listener.</param>
/// <param name="Cause">What keeps the route out.</param>
/// <param name="At">The scalar of the Gateway that decides.</param>
/// <param name="Reason">"takes routes of its own namespace only"; the listener is its subject.</param>
internal sealed record ListenerRefusal(GatewayListener Listener, RefusalCause Cause, Node At, MessageText Reason);

/// <summary>
/// Which listeners a route may attach to: allowedRoutes (kinds, namespaces) and an intersection of hostnames. What cannot
/// be told counts as acceptance.
/// </summary>
internal sealed class ListenerAttachment(LinkGraph graph)
{
    // The kinds that each protocol serves (gateway-api, "Route summary table").
    private static readonly ImmutableArray<GroupKind> ServedAsHttp = [Kinds.HttpRoute, Kinds.GrpcRoute];
    private static readonly ImmutableArray<GroupKind> ServedAsPassthrough = [Kinds.TlsRoute];
    private static readonly ImmutableArray<GroupKind> ServedAsTls = [Kinds.TlsRoute, Kinds.TcpRoute];
    private static readonly ImmutableArray<GroupKind> ServedAsTcp = [Kinds.TcpRoute];
    private static readonly ImmutableArray<GroupKind> ServedAsUdp = [Kinds.UdpRoute];

    private readonly NamespaceLabels labels = graph.Policies.Namespaces;
    private readonly Dictionary<Resource, GatewayView> views = graph.Gateways.ToDictionary(gateway => gateway.Resource);
    private readonly Dictionary<(string? Namespace, string Name), ListenerSet> sets = [];

    /// <summary>The Gateways of the unit that a parent names, with their listeners.</summary>
    public ListenerSet Of(RouteParent parent)
    {
        var key = (parent.Reference.Namespace, parent.Reference.Name);
        if (!sets.TryGetValue(key, out var set))
        {
            sets[key] = set = new ListenerSet(
                [.. graph.Find(Kinds.Gateway, key.Namespace, key.Name).Certain.Select(gateway => views[gateway])], this);
        }

        return set;
    }

    /// <summary>What keeps the route out of the listener; null where it is taken, or may be.</summary>
    public RefusalCause? CauseOf(GatewayListener listener, RouteView route) =>
        !ServesKind(listener, route) || !AllowsKind(listener, route) ? RefusalCause.Kind
        : !AllowsNamespace(listener, route) ? RefusalCause.Namespace
        : !MeetsHost(listener, route) ? RefusalCause.Hostname
        : null;

    /// <summary>A refusal in words.</summary>
    public static ListenerRefusal Describe(GatewayListener listener, RouteView route, RefusalCause cause) => cause switch
    {
        RefusalCause.Kind => OfKind(listener, route),
        RefusalCause.Namespace => OfNamespace(listener, route),
        _ => new ListenerRefusal(listener, cause, listener.HostnameNode!.Value, MessageText.Of($"serves '{listener.Hostname}' only")),
    };

    // Default for protocols of implementations.
    private static ImmutableArray<GroupKind> Served(GatewayListener listener) => listener.Protocol switch
    {
        "HTTP" or "HTTPS" => ServedAsHttp,
        "TLS" => listener.IsPassthrough ? ServedAsPassthrough : ServedAsTls,
        "TCP" => ServedAsTcp,
        "UDP" => ServedAsUdp,
        _ => default,
    };

    private static bool ServesKind(GatewayListener listener, RouteView route) =>
        Served(listener) is var served && (served.IsDefault || served.Contains(route.Kind));

    private static bool AllowsKind(GatewayListener listener, RouteView route) =>
        listener.Kinds.IsEmpty || listener.Kinds.Any(allowed => allowed.Kind == route.Kind);

    private bool AllowsNamespace(GatewayListener listener, RouteView route) => listener.From switch
    {
        "Same" => graph.Namespaces.Meet(listener.Gateway.Resource.Namespace, route.Namespace) != Meeting.No,
        "None" => false,
        "Selector" => listener.Selector is not { } selector || labels.Matches(selector, route.Namespace) != PolicyVerdict.No,
        _ => true,
    };

    private static bool MeetsHost(GatewayListener listener, RouteView route)
    {
        if (listener.HostnameNode is null || route.HostnameNodes.IsEmpty)
            return true;

        foreach (var host in route.HostnameNodes)
        {
            if (GatewayHosts.Meet(listener.Hostname, host.Value))
                return true;
        }

        return false;
    }

    private static ListenerRefusal OfKind(GatewayListener listener, RouteView route) => ServesKind(listener, route)
        ? new ListenerRefusal(listener, RefusalCause.Kind, listener.Kinds[0].Node.FindText("kind") ?? listener.At,
            MessageText.Of($"allows only routes of kind '{string.Join(", ", listener.Kinds.Select(allowed => allowed.Kind.Kind))}'"))
        : new ListenerRefusal(listener, RefusalCause.Kind, listener.ProtocolNode!.Value,
            MessageText.Of($"has protocol '{listener.Protocol}', which takes only '{string.Join(", ", Served(listener).Select(kind => kind.Kind))}'"));

    private static ListenerRefusal OfNamespace(GatewayListener listener, RouteView route) =>
        new(listener, RefusalCause.Namespace, listener.FromNode ?? listener.At, listener.From switch
        {
            "Same" => MessageText.Of(
                $"takes routes of its own namespace '{listener.Gateway.Resource.Namespace}' only, and the route is in '{route.Namespace}'"),
            "None" => MessageText.Plain("takes no routes at all"),
            _ => MessageText.Of(
                $"takes routes of namespaces with '{listener.Selector!}' only, and namespace '{route.Namespace}' is not one"),
        });
}
