using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>Two listeners of one Gateway between which no request can be told apart.</summary>
public sealed class ListenerConflict : IRule
{
    private const string Refused = "the API server refuses the Gateway";
    private const string Conflicted = "both listeners are marked Conflicted and take no traffic";

    public string Id => "listener-conflict";

    public bool Concerns(LinkGraph graph) => !graph.Gateways.IsEmpty;

    public IEnumerable<Finding> Check(RuleContext context) =>
        context.Graph.Gateways.SelectMany(gateway => OfNames(context, gateway).Concat(OfPorts(context, gateway)));

    private static IEnumerable<Finding> OfNames(RuleContext context, GatewayView gateway) =>
        from named in gateway.Listeners.Where(listener => listener.NameNode is not null)
            .GroupBy(listener => listener.Name, StringComparer.Ordinal)
        from second in named.Skip(1)
        where second.NameNode != named.First().NameNode
        select context.At(gateway.Resource, second.NameNode!.Value,
            $"Gateway '{gateway.Name}' has two listeners called '{second.Name:1}'") with
        {
            Label = "this name is taken",
            Related = [new RelatedSpan(named.First().NameNode!.Value.Span, "the first listener of this name")],
            Effect = Refused,
            Help = "give each listener a name of its own",
        };

    private static IEnumerable<Finding> OfPorts(RuleContext context, GatewayView gateway)
    {
        foreach (var port in gateway.Listeners.Where(listener => listener.Port is not null)
            .GroupBy(listener => (listener.Port, IsUdp: listener.Protocol == "UDP")))
        {
            var byHost = new Dictionary<(string Family, string Host), GatewayListener>();
            GatewayListener? first = null;
            foreach (var listener in port)
            {
                if (Family(listener.Protocol) is not { } family)
                    continue;

                first ??= listener;
                if (Family(first.Protocol) != family)
                    yield return OtherProtocol(context, listener, first);
                else if (!byHost.TryAdd((family, listener.Hostname.ToLowerInvariant()), listener))
                    yield return SameHost(context, listener, byHost[(family, listener.Hostname.ToLowerInvariant())]);
            }
        }
    }

    // Protocols between which one port can be shared by host; null for those of implementations.
    private static string? Family(string protocol) => protocol switch
    {
        "HTTPS" or "TLS" => "TLS",
        "HTTP" or "TCP" or "UDP" => protocol,
        _ => null,
    };

    private static Finding OtherProtocol(RuleContext context, GatewayListener listener, GatewayListener first) =>
        context.At(listener.Gateway.Resource, listener.PortNode!.Value,
            $"Listener '{listener.Name}' of Gateway '{listener.Gateway.Name}' wants port '{listener.Port}' for '{listener.Protocol}', which listener '{first.Name:1}' uses for '{first.Protocol}'") with
        {
            Label = "one port, two protocols",
            Related = [new RelatedSpan(first.PortNode!.Value.Span, $"listener '{first.Name}' uses it for {first.Protocol}")],
            Effect = Conflicted,
            Help = "give each protocol a port of its own",
        };

    private static Finding SameHost(RuleContext context, GatewayListener listener, GatewayListener first)
    {
        var isRefused = listener.Protocol == first.Protocol;
        var node = isRefused ? listener.HostnameNode ?? listener.PortNode!.Value : listener.PortNode!.Value;
        var other = isRefused ? first.HostnameNode ?? first.PortNode!.Value : first.PortNode!.Value;
        return context.At(listener.Gateway.Resource, node,
            $"Listener '{listener.Name}' of Gateway '{listener.Gateway.Name}' serves {Host(listener)} on port '{listener.Port}' with '{listener.Protocol}', which listener '{first.Name:1}' serves {With(listener, first)}") with
        {
            Label = "served by another listener",
            Related = [new RelatedSpan(other.Span, $"listener '{first.Name}' serves it")],
            Effect = isRefused ? Refused : Conflicted,
            Help = "give each listener a port or a hostname of its own",
        };
    }

    private static MessageText Host(GatewayListener listener) =>
        listener.Hostname.Length > 0 ? MessageText.Of($"host '{listener.Hostname}'")
        : listener.Protocol is "TCP" or "UDP" ? MessageText.Plain("all connections")
        : MessageText.Plain("every host");

    private static MessageText With(GatewayListener listener, GatewayListener first) =>
        listener.Protocol == first.Protocol ? MessageText.Plain("too") : MessageText.Of($"with '{first.Protocol}'");
}
