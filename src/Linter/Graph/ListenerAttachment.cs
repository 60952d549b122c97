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
    private readonly NamespaceLabels labels = graph.Policies.Namespaces;

    /// <summary>Null where the listener takes the route, or may.</summary>
    public ListenerRefusal? Refusal(GatewayListener listener, RouteView route) =>
        OfKind(listener, route) ?? OfNamespace(listener, route) ?? OfHostname(listener, route);

    /// <summary>The listeners of the Gateway that are meant by the parent and take its route, or may.</summary>
    public IEnumerable<GatewayListener> Takers(GatewayView gateway, RouteParent parent) =>
        gateway.Listeners.Where(listener => parent.Selects(listener) && Refusal(listener, parent.Route) is null);

    // The kinds that each protocol serves (gateway-api, "Route summary table"); null for protocols of implementations.
    private static ImmutableArray<GroupKind>? Served(GatewayListener listener) => listener.Protocol switch
    {
        "HTTP" or "HTTPS" => [Kinds.HttpRoute, Kinds.GrpcRoute],
        "TLS" => listener.IsPassthrough ? [Kinds.TlsRoute] : [Kinds.TlsRoute, Kinds.TcpRoute],
        "TCP" => [Kinds.TcpRoute],
        "UDP" => [Kinds.UdpRoute],
        _ => null,
    };

    private static ListenerRefusal? OfKind(GatewayListener listener, RouteView route)
    {
        if (Served(listener) is { } served && !served.Contains(route.Kind))
        {
            return new ListenerRefusal(listener, RefusalCause.Kind, listener.ProtocolNode!.Value,
                MessageText.Of($"has protocol '{listener.Protocol}', which takes only '{string.Join(", ", served.Select(kind => kind.Kind))}'"));
        }

        return listener.Kinds.IsEmpty || listener.Kinds.Any(allowed => allowed.Kind == route.Kind) ? null
            : new ListenerRefusal(listener, RefusalCause.Kind, listener.Kinds[0].Node.FindText("kind") ?? listener.At,
                MessageText.Of($"allows only routes of kind '{string.Join(", ", listener.Kinds.Select(allowed => allowed.Kind.Kind))}'"));
    }

    private ListenerRefusal? OfNamespace(GatewayListener listener, RouteView route)
    {
        var own = listener.Gateway.Resource.Namespace;
        var reason = listener.From switch
        {
            "Same" when graph.Namespaces.Meet(own, route.Namespace) == Meeting.No =>
                MessageText.Of($"takes routes of its own namespace '{own}' only, and the route is in '{route.Namespace}'"),
            "None" => MessageText.Plain("takes no routes at all"),
            "Selector" when listener.Selector is { } selector && labels.Matches(selector, route.Namespace) == PolicyVerdict.No =>
                MessageText.Of($"takes routes of namespaces with '{selector}' only, and namespace '{route.Namespace}' is not one"),
            _ => null,
        };
        return reason is null ? null : new ListenerRefusal(listener, RefusalCause.Namespace, listener.FromNode ?? listener.At, reason);
    }

    private static ListenerRefusal? OfHostname(GatewayListener listener, RouteView route)
    {
        if (listener.HostnameNode is not { } node || route.HostnameNodes.IsEmpty || route.HostnameNodes.Any(host => GatewayHosts.Meet(listener.Hostname, host.Value)))
            return null;

        return new ListenerRefusal(listener, RefusalCause.Hostname, node, MessageText.Of($"serves '{listener.Hostname}' only"));
    }
}
