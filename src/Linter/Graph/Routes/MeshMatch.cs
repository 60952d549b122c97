using System.Collections.Immutable;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>How Istio compares a text.</summary>
public enum MeshTextKind
{
    /// <summary>Anything will do, if only it is there.</summary>
    Present,
    Exact,

    /// <summary>It begins so; not by elements of a path.</summary>
    Prefix,

    /// <summary>An expression of RE2 for all of it.</summary>
    Regex,
}

/// <summary>A text that a match asks for (StringMatch in istio/api, networking/v1alpha3/virtual_service.proto).</summary>
public sealed class MeshText
{
    private MeshText(Node node, MeshTextKind kind)
    {
        (Node, Kind) = (node, kind);
        Value = kind == MeshTextKind.Present ? "" : node.Value;
    }

    /// <summary>The scalar; the mapping where it asks for nothing in particular.</summary>
    public Node Node { get; }

    public MeshTextKind Kind { get; }

    /// <summary>Empty for what only has to be there.</summary>
    public string Value { get; }

    /// <summary>
    /// Nothing that meets the one can meet the other, or Istio does not try to tell (stringMatchConflict in istio/istio,
    /// pilot/pkg/model/virtualservice.go).
    /// </summary>
    internal static bool Conflict(MeshText? root, MeshText? leaf) =>
        root is not null && leaf is not null && (root.Kind, leaf.Kind) switch
        {
            (MeshTextKind.Exact, MeshTextKind.Exact) => root.Value != leaf.Value,
            (MeshTextKind.Prefix, MeshTextKind.Exact or MeshTextKind.Prefix) =>
                !leaf.Value.StartsWith(root.Value, StringComparison.Ordinal),
            _ => true,
        };

    internal static MeshText Anything(Node node) => new(node, MeshTextKind.Present);

    // A '*' by itself is no expression, but means that something is there (canBeConvertedToPresentMatch in route.go).
    internal static MeshText? Read(Node? node) =>
        node is not { IsMapping: true } mapping ? null
        : mapping.FindText("exact") is { } exact ? new MeshText(exact, MeshTextKind.Exact)
        : mapping.FindText("prefix") is { } prefix ? new MeshText(prefix, MeshTextKind.Prefix)
        : mapping.FindText("regex") is { } regex ? new MeshText(regex, regex.Value == "*" ? MeshTextKind.Present : MeshTextKind.Regex)
        : Anything(mapping);

    /// <summary>"/cart (prefix)"; "*" for what only has to be there.</summary>
    public override string ToString() => Kind == MeshTextKind.Present ? "*" : $"{Value} ({Kind.ToString().ToLowerInvariant()})";
}

/// <summary>A header or query parameter that a match asks for.</summary>
public readonly record struct MeshCondition(string Name, MeshText Text)
{
    /// <summary>Claims of a token, which no request shows as such (translateMetadataMatch in istio/istio, route.go).</summary>
    internal bool IsClaim => Name.StartsWith("@request.auth.claims", StringComparison.Ordinal);

    internal static ImmutableArray<MeshCondition> Read(Node match, string key, bool ignoresCase) =>
    [
        .. (match.Find(key)?.Entries ?? default).Where(entry => entry.Key.IsScalar).Select(entry =>
            new MeshCondition(ignoresCase ? entry.Key.Value.ToLowerInvariant() : entry.Key.Value,
                MeshText.Read(entry.Value) ?? MeshText.Anything(entry.Value))),
    ];
}

/// <summary>
/// What a request must be for a route of a VirtualService to take it; all of it must hold (HTTPMatchRequest in the same file).
/// </summary>
public sealed class MeshMatch
{
    internal MeshMatch(VirtualServiceView from, Node node)
    {
        Node = node;
        Uri = MeshText.Read(node.Find("uri"));
        IgnoresCase = node.Find("ignoreUriCase") is { } ignores && ignores.Is("true");
        Method = MeshText.Read(node.Find("method"));
        Scheme = MeshText.Read(node.Find("scheme"));
        Authority = MeshText.Read(node.Find("authority"));
        Headers = MeshCondition.Read(node, "headers", ignoresCase: true);
        WithoutHeaders = MeshCondition.Read(node, "withoutHeaders", ignoresCase: true);
        QueryParams = MeshCondition.Read(node, "queryParams", ignoresCase: false);
        Port = IntOrString.Integer(node.Find("port")) is { } port and not 0 ? port : null;
        Gateways = [.. node.FindTexts("gateways").Select(name => new MeshGatewayName(from, name))];
        IsOfSources = Gateways.IsEmpty
            && (node.Find("sourceLabels") is { IsMapping: true } || node.FindText("sourceNamespace") is not null);
    }

    public Node Node { get; }

    /// <summary>Null for every path.</summary>
    public MeshText? Uri { get; }

    /// <summary>Of the path.</summary>
    public bool IgnoresCase { get; }

    public MeshText? Method { get; }

    public MeshText? Scheme { get; }

    public MeshText? Authority { get; }

    /// <summary>Names in lower case.</summary>
    public ImmutableArray<MeshCondition> Headers { get; }

    /// <summary>Those that must not be so.</summary>
    public ImmutableArray<MeshCondition> WithoutHeaders { get; }

    public ImmutableArray<MeshCondition> QueryParams { get; }

    /// <summary>That of the server; null for any.</summary>
    public int? Port { get; }

    /// <summary>Empty for all of the VirtualService.</summary>
    public ImmutableArray<MeshGatewayName> Gateways { get; }

    /// <summary>
    /// It asks for labels or the namespace of the proxy, which names of gateways make void (sourceMatchHTTP in route.go).
    /// </summary>
    public bool IsOfSources { get; }

    /// <summary>It is for sidecars alone.</summary>
    public bool IsForSidecars => !Gateways.IsEmpty && Gateways.All(gateway => gateway.IsMesh);

    /// <summary>It takes every request at the servers that it is for (IsCatchAllRoute in route.go).</summary>
    public bool TakesAll =>
        (Uri is null || Uri is { Kind: MeshTextKind.Present } or { Kind: MeshTextKind.Prefix, Value: "/" }
            or { Kind: MeshTextKind.Regex, Value: ".*" })
            && Method is null && Scheme is null && Authority is null && Headers.IsEmpty && WithoutHeaders.IsEmpty && QueryParams.IsEmpty
        && !IsOfSources;

    /// <summary>The scalar to point at: the path, else the entry.</summary>
    public Node At => Uri?.Node ?? Node;

    /// <summary>"/cart"; the expression where it is one.</summary>
    public string Path => Uri is { Kind: not MeshTextKind.Present } uri ? uri.Value : "/";

    /// <summary>What it asks for beside the path: "GET", "header x-user: kim"; empty for nothing.</summary>
    public IEnumerable<string> Conditions
    {
        get
        {
            if (Method is not null)
                yield return Method.Kind == MeshTextKind.Exact ? Method.Value : $"method {Method}";
            if (Scheme is not null)
                yield return $"scheme {Scheme.Value}";
            if (Authority is not null)
                yield return $"authority {Authority.Value}";
            foreach (var header in Headers)
                yield return $"header {Text(header)}";
            foreach (var header in WithoutHeaders)
                yield return $"without header {Text(header)}";
            foreach (var query in QueryParams)
                yield return $"query {query.Name}={query.Text.Value}";
            if (IsOfSources)
                yield return "source labels";
        }
    }

    /// <summary>
    /// A request that meets both is impossible, or Istio takes it for impossible (hasConflict in istio/istio,
    /// pilot/pkg/model/virtualservice.go).
    /// </summary>
    internal static bool Conflict(MeshMatch root, MeshMatch leaf) =>
        MeshText.Conflict(root.Uri, leaf.Uri) || MeshText.Conflict(root.Scheme, leaf.Scheme) || MeshText.Conflict(root.Method, leaf.Method)
        || MeshText.Conflict(root.Authority, leaf.Authority)
        || Conflict(root.Headers, leaf.Headers) || Conflict(root.WithoutHeaders, leaf.WithoutHeaders)
        || Conflict(root.QueryParams, leaf.QueryParams)
        || root.IgnoresCase != leaf.IgnoresCase || (root.Port is { } port && leaf.Port is { } own && port != own);

    private static bool Conflict(ImmutableArray<MeshCondition> root, ImmutableArray<MeshCondition> leaf) =>
        leaf.Any(condition => root.Any(other => other.Name == condition.Name && MeshText.Conflict(other.Text, condition.Text)));

    private static string Text(MeshCondition condition) =>
        condition.Text.Kind == MeshTextKind.Present ? condition.Name : $"{condition.Name}: {condition.Text.Value}";
}

/// <summary>A way through a VirtualService for requests that come in at a Gateway.</summary>
/// <param name="Matches">
/// All of them must hold: that of the route, and that of the route of the VirtualService to which it delegates. None for everything.
/// </param>
/// <param name="End">The route that says where requests go.</param>
/// <param name="IsPreceded">A way before it takes every request, so that none gets here.</param>
public sealed record MeshWay(ImmutableArray<MeshMatch> Matches, MeshRoute End, bool IsPreceded = false)
{
    /// <summary>It takes every request at the servers that it is for: nothing behind it is ever asked.</summary>
    public bool TakesAll => Matches.All(match => match.TakesAll);

    /// <summary>The match that says the path, the last one of several; null for none.</summary>
    public MeshMatch? Decisive => Matches.LastOrDefault(match => match.Uri is not null) ?? Matches.LastOrDefault();

    public string Path => Decisive?.Path ?? "/";

    public IEnumerable<string> Conditions => Matches.SelectMany(match => match.Conditions).Distinct(StringComparer.Ordinal);
}
