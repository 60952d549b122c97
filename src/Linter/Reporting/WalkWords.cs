using Linter.Engine;
using Linter.Graph.Walks;

namespace Linter.Reporting;

/// <summary>The words for steps, marks and verdicts, in text and in JSON.</summary>
internal static class WalkWords
{
    public static string Of(HopKind kind) => kind switch
    {
        HopKind.TargetPort => "targetPort",
        HopKind.Node => "node port",
        _ => kind.ToString().ToLowerInvariant(),
    };

    public static string Of(EntryKind kind) => kind switch
    {
        EntryKind.Ingress => "ingress",
        EntryKind.Route => "route",
        EntryKind.LoadBalancer => "loadBalancer",
        EntryKind.NodePort => "nodePort",
        EntryKind.ExternalIP => "externalIP",
        _ => "call",
    };

    public static string Of(EntryVerdict verdict) => verdict switch
    {
        EntryVerdict.Reaches => "reaches",
        EntryVerdict.Doubtful => "doubtful",
        EntryVerdict.Broken => "broken",
        _ => "unknown",
    };

    public static string Of(WalkMark mark) => mark switch
    {
        WalkMark.Ok => "ok",
        WalkMark.Warn => "warn",
        WalkMark.Broken => "broken",
        WalkMark.Unknown => "unknown",
        _ => "skipped",
    };

    /// <summary>What a hop says of itself, its kind first: "port: 80 → none, the Service exposes 8080".</summary>
    public static string Describe(JudgedHop hop)
    {
        var how = hop.Hop.How.Length > 0 ? $", {hop.Hop.How}" : "";
        var rule = hop.Finding is { } finding ? $" ({finding.RuleId})" : "";
        return $"{Of(hop.Hop.Kind)}: {hop.Hop.What}{how}{rule}";
    }

    /// <summary>Where a walk arrives: "Deployment shop/cart:8080 (2 replicas)"; empty where it does not.</summary>
    public static string Arrival(JudgedWalk walk) =>
        string.Join(" and ",
            walk.Hops.Where(hop => !hop.IsBeyond && hop.Hop.Kind == HopKind.Pods && hop.Hop.Brief.Length > 0)
                .Select(hop => hop.Hop.Brief)
                .Distinct(StringComparer.Ordinal));

    /// <summary>What a walk comes to, in one line without the entry point.</summary>
    public static string Outcome(JudgedWalk walk) => walk.Verdict switch
    {
        EntryVerdict.Reaches => Arrival(walk),
        EntryVerdict.Doubtful when Arrival(walk) is { Length: > 0 } arrival => $"{arrival}; {Describe(walk.Decisive!)}",
        _ => walk.Decisive is { } hop ? Describe(hop) : "nothing behind it can be seen",
    };
}
