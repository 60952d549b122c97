namespace Linter.Schema;

/// <summary>Names that the API builds on DNS labels, as k8s.io/apimachinery pkg/util/validation has them.</summary>
public static class DnsNames
{
    private const int LongestLabel = 63;

    /// <summary>A DNS-1123 label: 1 to 63 of a-z, 0-9 and '-', no '-' at either end.</summary>
    public static bool IsLabel(string text) =>
        text.Length <= LongestLabel && !text.Contains('.', StringComparison.Ordinal) && Grammars.IsDnsSubdomain(text);

    /// <summary>"*." and a DNS-1123 subdomain.</summary>
    public static bool IsWildcard(string text) =>
        text.StartsWith("*.", StringComparison.Ordinal) && Grammars.IsDnsSubdomain(text[2..]);

    /// <summary>
    /// A host as an Ingress may have it: a DNS-1123 subdomain, or a wildcard. Of its TLS section it may look like an IPv4
    /// address: ValidateIngress in pkg/apis/networking/validation does not ask there.
    /// </summary>
    public static bool IsIngressHost(string host, bool isTls) =>
        host.Contains('*', StringComparison.Ordinal)
            ? IsWildcard(host)
            : Grammars.IsDnsSubdomain(host) && (isTls || !Addresses.IsAddress(host));

    /// <summary>A name that can stand as one segment of a URL's path, such as a kind in a resource backend.</summary>
    public static bool IsPathSegment(string text) => text is not ("." or "..") && text.AsSpan().IndexOfAny('/', '%') < 0;
}
