using Linter.Findings;
using Linter.Yaml;

namespace Linter.Engine;

/// <summary>
/// Which rules judge traffic that arrives, and which findings keep it from arriving: while one of these stands, the others are not asked
/// about what lies behind it, and their silence means nothing.
/// </summary>
internal static class CutTraffic
{
    private static readonly HashSet<string> Judges = new(StringComparer.Ordinal)
    {
        "app-protocol-mismatch", "ingress-external-name", "ingress-path-broken", "ingress-port-not-found", "liveness-missing",
        "local-traffic-policy", "policy-blocks-service", "policy-port-not-found", "probe-port-unserved", "readiness-missing",
        "route-path-broken", "route-port-not-found", "service-selects-unrelated", "service-without-replicas", "single-replica",
        "target-port-name-not-found", "target-port-name-partial", "target-port-not-declared",
    };

    // What could not be read may be the Service, the pods or the way to them.
    private static readonly HashSet<string> Cuts = new(StringComparer.Ordinal)
    {
        "incomplete-resource", "ingress-backend-malformed", "ingress-port-not-found", "ingress-service-not-found", "route-not-allowed",
        "route-parent-not-found", "route-port-not-found", "route-service-not-found", "selector-missing", "selector-template-mismatch",
        "service-selects-nothing", "target-port-name-not-found", "unrendered-template", YamlReader.SyntaxRule,
    };

    /// <summary>Whether the rule speaks only of what traffic reaches.</summary>
    public static bool IsJudgedBy(string rule) => Judges.Contains(rule);

    /// <summary>Whether traffic may end at the finding.</summary>
    public static bool IsAt(Finding finding) => Cuts.Contains(finding.RuleId);
}
