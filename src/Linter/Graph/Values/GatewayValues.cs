using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Ranges and grammars of the Gateway API, and closed sets that its schema leaves open: the CRDs of sigs.k8s.io/gateway-api
/// config/crd, experimental channel included, where v1 and its forerunners agree.
/// </summary>
internal static class GatewayValues
{
    private const int LargestWeight = 1_000_000;

    private static readonly GroupKind ListenerSet = new(Kinds.Gateway.Group, "ListenerSet");

    private static readonly ImmutableArray<(NodePath Path, Action<ValueList, Node> Judge)> Grants =
    [
        Field("spec.from[*].group", Group),
        Field("spec.from[*].kind", Kind),
        Field("spec.from[*].namespace", Grammar(ValueFlaws.OfLabelName, "name one namespace; add an entry for each", isName: true)),
        Field("spec.to[*].group", Group),
        Field("spec.to[*].kind", Kind),
    ];

    private static readonly ImmutableArray<(NodePath Path, Action<ValueList, Node> Judge)> Listeners =
    [
        Field("spec.listeners[*].name", Name),
        Field("spec.listeners[*].port", (values, node) => values.Port(node)),
        Field("spec.listeners[*].hostname", Host),
        Field("spec.listeners[*].allowedRoutes.namespaces.from", OneOf("All", "Selector", "Same", "None")),
        Field("spec.listeners[*].allowedRoutes.kinds[*].group", Group),
        Field("spec.listeners[*].allowedRoutes.kinds[*].kind", Kind),
        Field("spec.listeners[*].allowedRoutes.kinds[*]", ListenerValues.JudgeKind),
        Field("spec.listeners[*].tls.certificateRefs[*].group", Group),
        Field("spec.listeners[*].tls.certificateRefs[*].kind", Kind),
        Field("spec.listeners[*].tls.certificateRefs[*]", ListenerValues.JudgeCertificate),
    ];

    private static readonly ImmutableArray<(NodePath Path, Action<ValueList, Node> Judge)> Backends =
    [
        Field("spec.rules[*].name", Name),
        Field("spec.rules[*].backendRefs[*].group", Group),
        Field("spec.rules[*].backendRefs[*].kind", Kind),
        Field("spec.rules[*].backendRefs[*].port", (values, node) => values.Port(node)),
        Field("spec.rules[*].backendRefs[*].weight", (values, node) => values.Range(node, 0, LargestWeight)),
    ];

    private static readonly Dictionary<GroupKind, ImmutableArray<(NodePath Path, Action<ValueList, Node> Judge)>> Fields = new()
    {
        [Kinds.HttpRoute] =
        [
            .. Backends,
            Field("spec.hostnames[*]", Host),
            Field("spec.rules[*].matches[*].path", RouteValues.JudgePath),
            Field("spec.rules[*].matches[*].headers[*].name", HeaderName),
            Field("spec.rules[*].matches[*].headers", RouteValues.JudgeNames),
            Field("spec.rules[*].matches[*].queryParams[*].name", HeaderName),
            Field("spec.rules[*].matches[*].queryParams", RouteValues.JudgeNames),
            Field("spec.rules[*].timeouts", RouteValues.JudgeTimeouts),
            Field("spec.rules[*]", RouteValues.JudgeRule),
        ],
        [Kinds.GrpcRoute] =
        [
            .. Backends,
            Field("spec.hostnames[*]", Host),
            Field("spec.rules[*].matches[*].method", RouteValues.JudgeMethod),
            Field("spec.rules[*].matches[*].headers[*].name", HeaderName),
            Field("spec.rules[*].matches[*].headers", RouteValues.JudgeNames),
            Field("spec.rules[*]", RouteValues.JudgeRule),
        ],
        [Kinds.TlsRoute] = [.. Backends, Field("spec.hostnames[*]", Host)],
        [Kinds.TcpRoute] = Backends,
        [Kinds.UdpRoute] = Backends,
        [Kinds.Gateway] = [.. Listeners, Field("spec.listeners[*]", ListenerValues.Judge),
            Field("spec.addresses[*]", ListenerValues.JudgeAddress)],
        [ListenerSet] = [.. Listeners, Field("spec.listeners[*]", ListenerValues.Judge)],
        [Kinds.GatewayClass] = [Field("spec.controllerName",
            Grammar(GatewayFlaws.OfController, "write the name that the controller goes by, such as example.com/gateway-controller"))],
        [Kinds.ReferenceGrant] = Grants,
    };

    /// <summary>Whether anything is known of the kind.</summary>
    public static bool Know(GroupKind kind) => Fields.ContainsKey(kind);

    public static void Judge(ValueList values)
    {
        foreach (var (path, judge) in Fields[values.Resource.Kind])
        {
            foreach (var node in values.Resource.Select(path))
                judge(values, node);
        }
    }

    private static (NodePath Path, Action<ValueList, Node> Judge) Field(string path, Action<ValueList, Node> judge) =>
        (NodePath.Parse(path), judge);

    private static Action<ValueList, Node> OneOf(params ImmutableArray<string> allowed) => (values, node) => values.OneOf(node, allowed);

    private static Action<ValueList, Node> Grammar(Func<string, MessageText?> flawOf, string help, bool isName = false) =>
        (values, node) => values.Grammar(node, flawOf, help, isName);

    private static void Name(ValueList values, Node node) => values.Grammar(node, ValueFlaws.OfSubdomain, Words.Subdomain, isName: true);

    private static void Host(ValueList values, Node node) =>
        values.Grammar(node, GatewayFlaws.OfHost, "write a DNS name in lower case, such as shop.example.com or *.example.com");

    private static void Group(ValueList values, Node node) =>
        values.Grammar(ValueList.Filled(node), ValueFlaws.OfSubdomain,
            "write the group of the kind, such as gateway.networking.k8s.io; \"\" for the core group");

    private static void Kind(ValueList values, Node node) =>
        values.Grammar(node, GatewayFlaws.OfKind, "write one kind, such as Service; add an entry for each");

    private static void HeaderName(ValueList values, Node node) =>
        values.Grammar(node, GatewayFlaws.OfHeaderName, GatewayFlaws.HeaderNameHelp);
}
