namespace Linter.Graph;

/// <summary>Hosts of the Gateway API: a leading "*." stands for one label or more, unlike in an Ingress.</summary>
internal static class GatewayHosts
{
    /// <summary>Some host is meant by both; an empty name means every host.</summary>
    public static bool Meet(string one, string other) =>
        one.Length == 0 || other.Length == 0
        || string.Equals(one, other, StringComparison.OrdinalIgnoreCase)
        || Covers(one, other)
        || Covers(other, one);

    // "*.example.com" covers "a.b.example.com" and "*.b.example.com", not "example.com".
    private static bool Covers(string wildcard, string host) =>
        wildcard.StartsWith("*.", StringComparison.Ordinal)
        && host.EndsWith(wildcard[1..], StringComparison.OrdinalIgnoreCase)
        && host.Length > wildcard.Length - 1;
}
