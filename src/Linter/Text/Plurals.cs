namespace Linter.Text;

/// <summary>The plural of a kind, in whatever case it is written: "Ingresses", "networkpolicies", "gateways", "endpoints".</summary>
internal static class Plurals
{
    public static string Of(string kind) =>
        kind.EndsWith("ndpoints", StringComparison.Ordinal) ? kind
        : kind.EndsWith('s') ? kind + "es"
        : kind is [.., var before, 'y'] && !"aeiou".Contains(before, StringComparison.Ordinal) ? kind[..^1] + "ies"
        : kind + "s";
}
