using System.Collections.Immutable;
using System.Globalization;
using Linter.Graph.Walks;
using Linter.Manifests;

namespace Linter.Engine;

/// <summary>What is traced.</summary>
public enum TraceKind
{
    /// <summary>A request from outside.</summary>
    Url,

    /// <summary>A name that a pod dials, or a URL of which nothing says whether it is one.</summary>
    Name,

    Service,
    NodePort,

    /// <summary>Backwards: who gets there.</summary>
    Workload,
}

/// <summary>A target of <c>lint trace</c>, read.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As given.</param>
public sealed record TraceTarget(TraceKind Kind, string Text)
{
    private static readonly ImmutableArray<(string Word, ImmutableArray<GroupKind> Kinds)> Workloads =
    [
        ("deploy", [Kinds.Deployment]), ("deployment", [Kinds.Deployment]),
        ("statefulset", [Kinds.StatefulSet]), ("sts", [Kinds.StatefulSet]),
        ("daemonset", [Kinds.DaemonSet]), ("ds", [Kinds.DaemonSet]),
        ("replicaset", [Kinds.ReplicaSet]), ("rs", [Kinds.ReplicaSet]),
        ("pod", [Kinds.Pod]), ("po", [Kinds.Pod]),
        ("job", [Kinds.Job]), ("cronjob", [Kinds.CronJob]), ("rc", [Kinds.ReplicationController]),
    ];

    /// <summary>The forms that a target may have, for help.</summary>
    public const string Forms = "a URL, service/NAME.NAMESPACE:PORT, a name such as cart.shop:8080, nodeport:30080, or deploy/NAME";

    /// <summary>The request; null for what is none.</summary>
    public WalkRequest? Request { get; private init; }

    /// <summary>Of a Service or workload; the host of a name.</summary>
    public string Name { get; private init; } = "";

    /// <summary>Null where none is given.</summary>
    public string? Namespace { get; private init; }

    public int? Port { get; private init; }

    /// <summary>What stands behind the word and the slash.</summary>
    public string Tail => Text[(Text.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>The kinds of workload that are meant.</summary>
    public ImmutableArray<GroupKind> WorkloadKinds { get; private init; } = [];

    /// <summary>The target, or what is wrong with it: one of the two is null.</summary>
    /// <param name="text">As given.</param>
    /// <param name="method">Of the request.</param>
    /// <param name="headers">Of the request, names in any case.</param>
    public static (TraceTarget? Target, string? Problem) Read(
        string text, string method, ImmutableArray<(string Name, string Value)> headers) =>
        ReadClean(WithoutUser(text), method, headers);

    // Who asks is nobody's business, least of all with a password.
    private static string WithoutUser(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        var end = text.AsSpan(start).IndexOfAny("/?#") is >= 0 and var length ? start + length : text.Length;
        var at = text.AsSpan(start, end - start).LastIndexOf('@');
        return at < 0 ? text : text.Remove(start, at + 1);
    }

    private static (TraceTarget? Target, string? Problem) ReadClean(
        string text, string method, ImmutableArray<(string Name, string Value)> headers)
    {
        if (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return ReadUrl(text, text, TraceKind.Url, method, headers);
        }

        if (text.Contains("://", StringComparison.Ordinal))
            return (null, $"'{text}' has a scheme other than http and https");
        if (text.StartsWith("nodeport:", StringComparison.OrdinalIgnoreCase))
            return ReadNodePort(text);

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var word = slash > 0 ? text[..slash].ToLowerInvariant() : "";
        if (word is "service" or "svc")
            return ReadService(text, text[(slash + 1)..]);
        if (ReadWorkload(text) is { } workload)
            return (workload, null);
        if (slash == text.Length - 1 && Workloads.Any(one => one.Word == word))
            return (null, $"'{text}' names no workload");
        return text.Length == 0 || text[0] is '.' or '/' or '-' || text.Any(char.IsWhiteSpace)
            ? (null, $"'{text}' is nothing that can be traced")
            : ReadUrl(text, "http://" + text, TraceKind.Name, method, headers);
    }

    /// <summary>"deploy/cart", "sts/db.shop"; null for anything else.</summary>
    public static TraceTarget? ReadWorkload(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == text.Length - 1)
            return null;

        var kinds = Workloads.FirstOrDefault(one => text.AsSpan(0, slash).Equals(one.Word, StringComparison.OrdinalIgnoreCase)).Kinds;
        if (kinds.IsDefault)
            return null;
        var (name, @namespace) = Split(text[(slash + 1)..]);
        return new TraceTarget(TraceKind.Workload, text) { Name = name, Namespace = @namespace, WorkloadKinds = kinds };
    }

    /// <summary>A resource as a target names it, "deploy/cart.shop"; null for kinds that nothing leads to.</summary>
    public static string? Naming(Resource resource)
    {
        var word = resource.Kind == Kinds.Service ? "service" : Workloads.FirstOrDefault(one => one.Kinds.Contains(resource.Kind)).Word;
        return word is null ? null : resource.Namespace is { } given ? $"{word}/{resource.Name}.{given}" : $"{word}/{resource.Name}";
    }

    /// <summary>The name without the namespace behind its last point, for names that may hold points themselves.</summary>
    public TraceTarget WithWholeName() => this with { Name = Namespace is null ? Name : $"{Name}.{Namespace}", Namespace = null };

    private static (TraceTarget? Target, string? Problem) ReadUrl(
        string text, string url, TraceKind kind, string method, ImmutableArray<(string Name, string Value)> headers)
    {
        var scheme = url[..url.IndexOf(':', StringComparison.Ordinal)].ToLowerInvariant();
        var rest = url[(scheme.Length + 3)..];
        var end = rest.IndexOfAny(['/', '?', '#']);
        var (authority, tail) = end < 0 ? (rest, "") : (rest[..end], rest[end..]);
        if (authority.StartsWith('[') != authority.Contains(']', StringComparison.Ordinal))
            return (null, $"'{text}' opens an address with '[' and does not close it");
        var colon = authority.LastIndexOf(':');
        var (host, port) = (authority, (int?)null);
        if (colon >= 0 && !authority.EndsWith(']'))
        {
            if (!IsPort(authority[(colon + 1)..], out var number))
                return (null, $"'{text}' gives the port '{authority[(colon + 1)..]}', which is none");
            (host, port) = (authority[..colon], number);
        }

        if (host.Length == 0)
            return (null, $"'{text}' names no host");

        tail = tail.IndexOf('#', StringComparison.Ordinal) is >= 0 and var fragment ? tail[..fragment] : tail;
        var question = tail.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = question < 0 ? (tail, "") : (tail[..question], tail[(question + 1)..]);
        var request = new WalkRequest(scheme, host.TrimEnd('.').ToLowerInvariant(), port, path.Length == 0 ? "/" : path,
            method.ToUpperInvariant(),
            [.. headers.Select(header => (header.Name.ToLowerInvariant(), header.Value))], [.. Parameters(query)]);
        return (new TraceTarget(kind, text) { Request = request, Name = request.Host, Port = port }, null);
    }

    private static IEnumerable<(string Name, string Value)> Parameters(string query)
    {
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var written = part.Replace('+', ' ');
            var equals = written.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0
                ? (Uri.UnescapeDataString(written), "")
                : (Uri.UnescapeDataString(written[..equals]), Uri.UnescapeDataString(written[(equals + 1)..]));
        }
    }

    private static (TraceTarget? Target, string? Problem) ReadNodePort(string text) => IsPort(text["nodeport:".Length..], out var port)
        ? (new TraceTarget(TraceKind.NodePort, text) { Port = port }, null)
        : (null, $"'{text}' gives no port number");

    private static (TraceTarget? Target, string? Problem) ReadService(string text, string rest)
    {
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        var (full, port) = (rest, (int?)null);
        if (colon >= 0)
        {
            if (!IsPort(rest[(colon + 1)..], out var number))
                return (null, $"'{text}' gives the port '{rest[(colon + 1)..]}', which is no number");
            (full, port) = (rest[..colon], number);
        }

        var (name, @namespace) = Split(full);
        return name.Length == 0
            ? (null, $"'{text}' names no Service")
            : (new TraceTarget(TraceKind.Service, text) { Name = name, Namespace = @namespace, Port = port }, null);
    }

    private static (string Name, string? Namespace) Split(string full)
    {
        var dot = full.LastIndexOf('.');
        return dot > 0 && dot < full.Length - 1 ? (full[..dot], full[(dot + 1)..]) : (full, null);
    }

    private static bool IsPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535;
}
