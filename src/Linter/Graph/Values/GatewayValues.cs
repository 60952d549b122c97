using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>Closed sets of Gateway, HTTPRoute and GRPCRoute (the enums of sigs.k8s.io/gateway-api apis/v1, experimental ones included).</summary>
internal static class GatewayValues
{
    private static readonly ImmutableArray<string> PathTypes = ["Exact", "PathPrefix", "RegularExpression"];
    private static readonly ImmutableArray<string> MatchTypes = ["Exact", "RegularExpression"];
    private static readonly ImmutableArray<string> Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"];
    private static readonly ImmutableArray<string> Origins = ["All", "Selector", "Same", "None"];
    private static readonly ImmutableArray<string> TlsModes = ["Terminate", "Passthrough"];

    private static readonly Dictionary<GroupKind, ImmutableArray<(NodePath Path, ImmutableArray<string> Allowed)>> Sets = new()
    {
        [Kinds.HttpRoute] =
        [
            (NodePath.Parse("spec.rules[*].matches[*].path.type"), PathTypes),
            (NodePath.Parse("spec.rules[*].matches[*].method"), Methods),
            (NodePath.Parse("spec.rules[*].matches[*].headers[*].type"), MatchTypes),
            (NodePath.Parse("spec.rules[*].matches[*].queryParams[*].type"), MatchTypes),
        ],
        [Kinds.GrpcRoute] =
        [
            (NodePath.Parse("spec.rules[*].matches[*].method.type"), MatchTypes),
            (NodePath.Parse("spec.rules[*].matches[*].headers[*].type"), MatchTypes),
        ],
        [Kinds.Gateway] =
        [
            (NodePath.Parse("spec.listeners[*].allowedRoutes.namespaces.from"), Origins),
            (NodePath.Parse("spec.listeners[*].tls.mode"), TlsModes),
        ],
    };

    /// <summary>Whether anything is known of the kind.</summary>
    public static bool Know(GroupKind kind) => Sets.ContainsKey(kind);

    public static void Judge(ValueList values)
    {
        foreach (var (path, allowed) in Sets[values.Resource.Kind])
        {
            foreach (var node in values.Resource.Select(path))
                values.OneOf(node, allowed);
        }
    }
}
