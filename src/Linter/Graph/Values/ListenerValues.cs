using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Listeners and addresses of a Gateway (CEL rules of gateway.networking.k8s.io_gateways.yaml), less what listener-conflict says.
/// </summary>
internal static class ListenerValues
{
    private const string NoCertificate = "the listener reports ResolvedRefs: False (InvalidCertificateRef) and has no certificate to show";

    public static void Judge(ValueList values, Node listener)
    {
        if (ValueList.Text(listener.Find("protocol")) is not { } protocol)
            return;

        if (protocol.Value is "TCP" or "UDP" && listener.FindEntry("hostname") is { } host && ValueList.Filled(host.Value) is not null)
        {
            Forbid(values, listener, protocol, host.Key,
                "remove hostname, or set a protocol whose requests name a host: HTTP, HTTPS or TLS");
        }

        var tls = listener.FindEntry("tls") is { Value.IsMapping: true } entry ? entry : (Entry?)null;
        if (protocol.Value is "HTTP" or "TCP" or "UDP" && tls is not null)
        {
            Forbid(values, listener, protocol, tls.Value.Key,
                protocol.Is("HTTP") ? "set protocol: HTTPS, or remove tls" : "set protocol: TLS, or remove tls");
        }
        else if (protocol.Value is "HTTPS" or "TLS")
        {
            JudgeTls(values, listener, protocol, tls);
        }
    }

    /// <summary>
    /// A kind of route that the Gateway API does not have: the listener says so (InvalidRouteKinds), the API server does not.
    /// </summary>
    public static void JudgeKind(ValueList values, Node allowed)
    {
        if (!allowed.IsMapping || ValueList.Filled(allowed.Find("kind")) is not { } kind || GatewayFlaws.OfKind(kind.Value) is not null)
            return;

        var read = new AllowedKind(allowed).Kind;
        if (read.Group != Kinds.Gateway.Group || RouteView.AllKinds.Contains(read))
            return;

        var near = Spelling.Nearest(kind.Value, RouteView.AllKinds.Select(known => known.Kind));
        var edit = near is null ? null : ScalarEdit.Replace(values.Resource.Root, kind, near);
        values.Add(new ValueProblem(values.Resource, kind,
            MessageText.Of($"'{values.PathOf(kind)}' of '{values.Resource}' is '{kind.Value}', but '{read.Group}' has no such kind of route"))
        {
            Severity = Severity.Warning,
            Label = "no kind of route",
            Effect = "the listener reports ResolvedRefs: False (InvalidRouteKinds); where it allows nothing else, no route attaches",
            Help = near is null
                ? "write one of HTTPRoute, GRPCRoute, TLSRoute, TCPRoute and UDPRoute, or add the group of the kind"
                : $"did you mean '{near}'?",
            Fix = edit is null ? null : new Fix($"write '{near}'", [edit], IsSafe: false),
        });
    }

    /// <summary>A certificate in an object of a kind that the core group does not have.</summary>
    public static void JudgeCertificate(ValueList values, Node reference)
    {
        if (!reference.IsMapping)
            return;

        JudgePath(values, reference);
        if (ValueList.Filled(reference.Find("kind")) is not { } kind
            || ValueList.Filled(reference.Find("group")) is not null
            || GatewayFlaws.OfKind(kind.Value) is not null || KindCatalog.IsBuiltIn(new GroupKind("", kind.Value)))
        {
            return;
        }

        values.Add(new ValueProblem(values.Resource, kind,
            MessageText.Of($"'{values.PathOf(kind)}' of '{values.Resource}' is '{kind.Value}', but the core group has no such kind"))
        {
            Severity = Severity.Warning,
            Label = "no such kind without a group",
            Effect = NoCertificate,
            Help = "write kind: Secret, or add the group of the kind",
        });
    }

    // NAMESPACE/NAME, as some flags of controllers take it: the API server lets any text pass, and no Secret is called so.
    private static void JudgePath(ValueList values, Node reference)
    {
        if (ValueList.Filled(reference.Find("name")) is not { } name || name.Value.Split('/') is not [var before, var after]
            || !Grammars.IsDnsSubdomain(before) || !Grammars.IsDnsSubdomain(after))
        {
            return;
        }

        values.Add(new ValueProblem(values.Resource, name,
            MessageText.Of($"'{values.PathOf(name)}' of '{values.Resource}' is '{name.Value}', but no name has a '/' in it"))
        {
            Severity = Severity.Warning,
            Label = "'/' is in no name",
            Effect = NoCertificate,
            Help = $"write name: {after} and namespace: {before}, and a ReferenceGrant in that namespace",
        });
    }

    public static void JudgeAddress(ValueList values, Node address)
    {
        var type = ValueList.Text(address.Find("type"))?.Value ?? "IPAddress";
        var value = address.Find("value") is { } node ? ValueList.Text(node) : null;
        if (type == "Hostname")
        {
            values.Grammar(ValueList.Filled(value), GatewayFlaws.OfHost, "write a DNS name without a port, such as shop.example.com");
        }
        else if (type == "IPAddress")
        {
            values.Grammar(value, text => Addresses.IsAddress(text) ? null : MessageText.Plain("no IP address"),
                address.Find("type") is null ? "write an IPv4 or IPv6 address, or set type: Hostname" : "write an IPv4 or IPv6 address");
        }
    }

    private static void Forbid(ValueList values, Node listener, Node protocol, Node key, string help) =>
        values.Add(new ValueProblem(values.Resource, key,
            MessageText.Of($"listener '{NameOf(listener)}' of '{values.Resource}' has '{key.Value}' beside protocol '{protocol.Value:1}', which takes none"))
        {
            Label = "not with this protocol",
            Related = new RelatedSpan(protocol.Span, "the protocol"),
            Help = help,
        });

    private static void JudgeTls(ValueList values, Node listener, Node protocol, Entry? tls)
    {
        if (tls is not { } entry)
        {
            // A shape that cannot be read is told of elsewhere.
            if (protocol.Is("TLS") && listener.Find("tls") is null or { IsNull: true })
            {
                values.Add(protocol, $"listener '{NameOf(listener)}' of '{values.Resource}' has protocol '{protocol.Value}', but no 'tls'",
                    "no tls beside it", "add tls with mode: Terminate and certificateRefs, or with mode: Passthrough");
            }

            return;
        }

        var mode = ValueList.Text(entry.Value.Find("mode"));
        if (protocol.Is("HTTPS") && mode is { } written && written.Is("Passthrough"))
        {
            values.Add(new ValueProblem(values.Resource, written,
                MessageText.Of($"listener '{NameOf(listener)}' of '{values.Resource}' passes TLS on with mode '{written.Value}', but protocol '{protocol.Value:1}' has to end it"))
            {
                Label = "not with this protocol",
                Related = new RelatedSpan(protocol.Span, "the protocol"),
                Help = "set protocol: TLS and route with a TLSRoute, or set mode: Terminate and add certificateRefs",
            });
        }
        else if ((mode is null || mode.Value.Is("Terminate")) && IsEmpty(entry.Value.Find("certificateRefs"))
            && IsEmpty(entry.Value.Find("options")))
        {
            values.Add(entry.Key,
                $"listener '{NameOf(listener)}' of '{values.Resource}' ends TLS, but has neither 'certificateRefs' nor options",
                "no certificate here", "add certificateRefs with the name of a Secret of type kubernetes.io/tls");
        }
    }

    private static bool IsEmpty(Node? node) =>
        node is null or { IsNull: true } or { IsSequence: true, Items.Count: 0 } or { IsMapping: true, Entries.Count: 0 };

    private static string NameOf(Node listener) => listener.FindText("name")?.Value ?? "";
}
