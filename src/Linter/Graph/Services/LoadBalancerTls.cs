using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// Annotations by which a Service's load balancer ends TLS itself and dials the pods in plain text. Every provider has its
/// own: aws-load-balancer-ssl-cert, do-loadbalancer-tls-ports, oci-load-balancer-tls-secret,
/// load-balancer.hetzner.cloud/http-certificates, alibaba-cloud-loadbalancer-cert-id and more; the words are common to all.
/// </summary>
internal static class LoadBalancerTls
{
    private static readonly ImmutableArray<string> Words = ["ssl", "tls", "cert"];

    // It gives the pods a certificate, so that they serve TLS themselves.
    private const string ServingCertificate = "serving-cert";

    public static bool IsTerminated(Resource service) =>
        (service.Annotations?.Entries ?? default).Any(IsTerminating);

    private static bool IsTerminating(Entry annotation)
    {
        var key = annotation.Key.Value;
        return !key.Contains(ServingCertificate, StringComparison.Ordinal)
            && (Words.Any(word => key.Contains(word, StringComparison.OrdinalIgnoreCase))
                || (key.Contains("protocol", StringComparison.OrdinalIgnoreCase)
                    && annotation.Value.Value.Contains("https", StringComparison.OrdinalIgnoreCase)));
    }
}
