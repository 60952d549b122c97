using System.Collections.Immutable;
using Linter.Text;

namespace Linter.Schema;

/// <summary>Domains before the slash of labels and annotations that programs in clusters read, and the names behind some of them.</summary>
public static class KnownDomains
{
    private const string Nginx = "nginx.ingress.kubernetes.io";
    private const string CertManager = "cert-manager.io";

    // Each of them stands in the documents of its project.
    private static readonly ImmutableArray<string> Domains =
    [
        "kubernetes.io", "app.kubernetes.io", "apps.kubernetes.io", "node.kubernetes.io", "node-role.kubernetes.io",
        "topology.kubernetes.io", "beta.kubernetes.io",
        "failure-domain.beta.kubernetes.io", "ingress.kubernetes.io", "ingressclass.kubernetes.io", "storageclass.kubernetes.io",
        "pod-security.kubernetes.io",
        "service.kubernetes.io", "service.beta.kubernetes.io", "service.alpha.kubernetes.io", "volume.kubernetes.io",
        "volume.beta.kubernetes.io", "pv.kubernetes.io",
        "rbac.authorization.kubernetes.io", "apparmor.security.beta.kubernetes.io", "container.apparmor.security.beta.kubernetes.io",
        "seccomp.security.alpha.kubernetes.io",
        "cluster-autoscaler.kubernetes.io", "autoscaling.alpha.kubernetes.io", "scheduler.alpha.kubernetes.io",
        "external-dns.alpha.kubernetes.io", "kubectl.kubernetes.io",
        Nginx, "alb.ingress.kubernetes.io", "traefik.ingress.kubernetes.io", "haproxy.org", "nginx.org", "konghq.com", "projectcontour.io",
        CertManager, "acme.cert-manager.io", "argocd.argoproj.io", "helm.sh", "meta.helm.sh", "prometheus.io", "dapr.io", "keda.sh",
        "kueue.x-k8s.io",
        "sidecar.istio.io", "traffic.sidecar.istio.io", "networking.istio.io", "proxy.istio.io", "linkerd.io", "config.linkerd.io",
        "cloud.google.com", "networking.gke.io", "iam.gke.io", "eks.amazonaws.com", "kubernetes.azure.com", "azure.workload.identity",
        "karpenter.sh", "karpenter.k8s.aws",
        "reloader.stakater.com", "vault.hashicorp.com", "backup.velero.io", "nvidia.com", "jobset.sigs.k8s.io", "gateway.networking.k8s.io",
    ];

    // kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations, and names of former releases.
    private static readonly ImmutableArray<string> NginxNames =
    [
        "affinity", "affinity-canary-behavior", "affinity-mode", "allowlist-source-range", "app-root", "auth-always-set-cookie",
        "auth-cache-duration", "auth-cache-key",
        "auth-keepalive", "auth-keepalive-requests", "auth-keepalive-share-vars", "auth-keepalive-timeout", "auth-method",
        "auth-proxy-set-headers", "auth-realm",
        "auth-request-redirect", "auth-response-headers", "auth-secret", "auth-secret-type", "auth-signin", "auth-signin-redirect-param",
        "auth-snippet",
        "auth-tls-error-page", "auth-tls-match-cn", "auth-tls-pass-certificate-to-upstream", "auth-tls-secret", "auth-tls-verify-client",
        "auth-tls-verify-depth",
        "auth-type", "auth-url", "backend-protocol", "canary", "canary-by-cookie", "canary-by-header", "canary-by-header-pattern",
        "canary-by-header-value",
        "canary-weight", "canary-weight-total", "client-body-buffer-size", "configuration-snippet", "connection-proxy-header",
        "cors-allow-credentials",
        "cors-allow-headers", "cors-allow-methods", "cors-allow-origin", "cors-expose-headers", "cors-max-age", "custom-headers",
        "custom-http-errors", "default-backend",
        "denylist-source-range", "disable-proxy-intercept-errors", "enable-access-log", "enable-cors", "enable-global-auth",
        "enable-influxdb", "enable-modsecurity",
        "enable-opentelemetry", "enable-opentracing", "enable-owasp-core-rules", "enable-rewrite-log", "force-ssl-redirect",
        "from-to-www-redirect", "global-rate-limit",
        "global-rate-limit-ignored-cidrs", "global-rate-limit-key", "global-rate-limit-window", "http2-push-preload", "influxdb-host",
        "influxdb-measurement",
        "influxdb-port", "influxdb-server-name", "limit-allowlist", "limit-burst-multiplier", "limit-connections", "limit-rate",
        "limit-rate-after", "limit-rpm",
        "limit-rps", "limit-whitelist", "load-balance", "mirror-host", "mirror-request-body", "mirror-target", "modsecurity-snippet",
        "modsecurity-transaction-id",
        "opentelemetry-operation-name", "opentelemetry-trust-incoming-span", "opentracing-trust-incoming-span", "permanent-redirect",
        "permanent-redirect-code",
        "preserve-trailing-slash", "proxy-body-size", "proxy-buffer-size", "proxy-buffering", "proxy-buffers-number",
        "proxy-busy-buffers-size", "proxy-connect-timeout",
        "proxy-cookie-domain", "proxy-cookie-path", "proxy-http-version", "proxy-max-temp-file-size", "proxy-next-upstream",
        "proxy-next-upstream-timeout",
        "proxy-next-upstream-tries", "proxy-read-timeout", "proxy-redirect-from", "proxy-redirect-to", "proxy-request-buffering",
        "proxy-send-timeout",
        "proxy-ssl-ciphers", "proxy-ssl-name", "proxy-ssl-protocols", "proxy-ssl-secret", "proxy-ssl-server-name", "proxy-ssl-verify",
        "proxy-ssl-verify-depth",
        "relative-redirects", "rewrite-target", "satisfy", "secure-backends", "server-alias", "server-snippet", "service-upstream",
        "session-cookie-change-on-failure",
        "session-cookie-conditional-samesite-none", "session-cookie-domain", "session-cookie-expires", "session-cookie-max-age",
        "session-cookie-name", "session-cookie-path",
        "session-cookie-samesite", "session-cookie-secure", "ssl-ciphers", "ssl-passthrough", "ssl-prefer-server-ciphers", "ssl-redirect",
        "stream-snippet",
        "temporal-redirect", "temporal-redirect-code", "upstream-hash-by", "upstream-hash-by-subset", "upstream-hash-by-subset-size",
        "upstream-vhost", "use-regex",
        "whitelist-source-range", "x-forwarded-prefix",
    ];

    // cert-manager.io/docs/reference/annotations.
    private static readonly ImmutableArray<string> CertManagerNames =
    [
        "allow-direct-injection", "alt-names", "certificate-name", "certificate-revision", "cluster-issuer", "common-name",
        "disable-auto-approval", "duration",
        "email-sans", "inject-apiserver-ca", "inject-ca-from", "inject-ca-from-secret", "ip-sans", "issue-temporary-certificate", "issuer",
        "issuer-group",
        "issuer-kind", "issuer-name", "next-private-key", "private-key-algorithm", "private-key-encoding", "private-key-rotation-policy",
        "private-key-secret-name", "private-key-size", "renew-before", "renew-before-percentage", "revision-history-limit",
        "secret-template",
        "subject-countries", "subject-localities", "subject-organizationalunits", "subject-organizations", "subject-postalcodes",
        "subject-provinces",
        "subject-serialnumber", "subject-streetaddresses", "uri-sans", "usages",
    ];

    /// <summary>ingress-nginx reads an annotation of this name.</summary>
    internal static bool IsOfNginx(string name) => NginxNames.Contains(name, StringComparer.Ordinal);

    /// <summary>
    /// The key whose domain, or whose name behind ingress-nginx' or cert-manager's, a single slip of the finger has probably turned into
    /// this one; null where there is none.
    /// </summary>
    internal static string? Slipped(string key)
    {
        const int LongDomain = 8;
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0)
            return null;

        var (domain, name) = (key[..slash], key[(slash + 1)..]);
        if (domain is Nginx or CertManager)
            return Spelling.Slipped(name, domain == Nginx ? NginxNames : CertManagerNames) is { } meant ? $"{domain}/{meant}" : null;

        return Spelling.Slipped(domain, Domains) is { } known && IsSlip(domain, known)
            && (domain.Length > LongDomain || Spelling.AreSwapped(domain, known))
            ? $"{known}/{name}"
            : null;
    }

    // Anybody may put a controller of their own before a known domain: elb.ingress.kubernetes.io is Huawei's, not a slip for AWS' alb.
    // The last label is nobody's own: behind the same ones, "con" is a slip for "com".
    private static bool IsSlip(string domain, string known)
    {
        var (labels, others) = (domain.Split('.'), known.Split('.'));
        return labels.Length < others.Length
            || Spelling.AreSwapped(domain, known)
            || (labels.Length == others.Length
                && labels[..^1].Zip(others)
                    .Where(pair => pair.First != pair.Second)
                    .All(pair => Spelling.IsOneSlip(pair.First, pair.Second)));
    }
}
