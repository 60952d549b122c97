using System.Collections.Immutable;
using Linter.Text;

namespace Linter.Schema;

/// <summary>Domains before the slash of labels and annotations that programs in clusters read, and the names behind some of them.</summary>
public static class KnownDomains
{
    private const string Nginx = "nginx.ingress.kubernetes.io";
    private const string CertManager = "cert-manager.io";
    private const string Sidecar = "sidecar.istio.io";
    private const string Traffic = "traffic.sidecar.istio.io";
    private const string SidecarStatus = "status.sidecar.istio.io";
    private const string SidecarReadiness = "readiness.status.sidecar.istio.io";
    private const string Proxy = "proxy.istio.io";
    private const string LinkerdConfig = "config.linkerd.io";
    private const string Linkerd = "linkerd.io";
    private const string Dapr = "dapr.io";
    private const string ArgoCd = "argocd.argoproj.io";
    private const string ExternalDns = "external-dns.alpha.kubernetes.io";

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
        ExternalDns, "kubectl.kubernetes.io",
        Nginx, "alb.ingress.kubernetes.io", "traefik.ingress.kubernetes.io", "haproxy.org", "nginx.org", "konghq.com", "projectcontour.io",
        CertManager, "acme.cert-manager.io", ArgoCd, "helm.sh", "meta.helm.sh", "prometheus.io", Dapr, "keda.sh",
        "kueue.x-k8s.io",
        Sidecar, Traffic, "networking.istio.io", Proxy, Linkerd, LinkerdConfig,
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
        "session-cookie-name", "session-cookie-partitioned", "session-cookie-path", "use-port-in-redirects",
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

    // annotation/annotations.yaml in istio/api, and names of former releases.
    private static readonly ImmutableArray<string> SidecarNames =
    [
        "agentLogLevel", "bootstrapOverride", "componentLogLevel", "controlPlaneAuthPolicy", "discoveryAddress", "enableCoreDump",
        "extraStatTags", "inject", "interceptionMode", "logLevel", "nativeSidecar", "proxyCPU", "proxyCPULimit", "proxyImage",
        "proxyImageType", "proxyMemory", "proxyMemoryLimit", "rewriteAppHTTPProbers", "statsCompression", "statsEvictionInterval",
        "statsFlushInterval", "statsHistogramBuckets", "statsInclusionPrefixes", "statsInclusionRegexps", "statsInclusionSuffixes",
        "status", "userVolume", "userVolumeMount",
    ];

    private static readonly ImmutableArray<string> TrafficNames =
    [
        "excludeInboundPorts", "excludeInterfaces", "excludeOutboundIPRanges", "excludeOutboundPorts", "includeInboundPorts",
        "includeOutboundIPRanges", "includeOutboundPorts", "kubevirtInterfaces",
    ];

    private static readonly ImmutableArray<string> ReadinessNames =
    [
        "applicationPorts", "failureThreshold", "initialDelaySeconds", "periodSeconds",
    ];

    // linkerd.io/2/reference/proxy-configuration and pkg/k8s/labels.go in linkerd/linkerd2.
    private static readonly ImmutableArray<string> LinkerdConfigNames =
    [
        "access-log", "admin-port", "close-wait-timeout", "control-port", "debug-image", "debug-image-pull-policy",
        "debug-image-version", "default-inbound-policy", "disable-identity", "disable-tap", "enable-debug-sidecar",
        "enable-external-profiles", "image-pull-policy", "inbound-port", "init-image", "init-image-version", "opaque-ports",
        "outbound-port", "pod-inbound-ports", "proxy-admin-shutdown", "proxy-await", "proxy-cpu-limit", "proxy-cpu-ratio-limit",
        "proxy-cpu-request", "proxy-disable-inbound-protocol-detect-timeout", "proxy-disable-outbound-protocol-detect-timeout",
        "proxy-ephemeral-storage-limit", "proxy-ephemeral-storage-request", "proxy-gid", "proxy-image",
        "proxy-inbound-connect-timeout", "proxy-inbound-discovery-cache-unused-timeout", "proxy-log-format",
        "proxy-log-http-headers", "proxy-log-level", "proxy-memory-limit", "proxy-memory-request",
        "proxy-outbound-connect-timeout", "proxy-outbound-discovery-cache-unused-timeout", "proxy-require-identity-inbound-ports",
        "proxy-uid", "proxy-version", "shutdown-grace-period", "skip-inbound-ports", "skip-outbound-ports", "skip-subnets",
        "trace-collector",
    ];

    private static readonly ImmutableArray<string> LinkerdNames =
    [
        "created-by", "identity-issuer-expiry", "identity-mode", "inject", "proxy-version", "trust-root-sha256",
    ];

    // pkg/injector/annotations/annotations.go in dapr/dapr, with those of other releases.
    private static readonly ImmutableArray<string> DaprNames =
    [
        "api-token-secret", "app-channel-address", "app-health-check-path", "app-health-probe-interval",
        "app-health-probe-timeout", "app-health-threshold", "app-id", "app-max-concurrency", "app-port", "app-protocol", "app-ssl",
        "app-token-secret", "block-shutdown-duration", "config", "debug-port", "disable-builtin-k8s-secret-store",
        "enable-api-logging", "enable-app-health-check", "enable-debug", "enable-metrics", "enable-profiling", "enabled", "env",
        "env-from-secret", "graceful-shutdown-seconds", "http-max-request-size", "http-read-buffer-size",
        "http-stream-request-body", "inject-pluggable-components", "log-as-json", "log-level", "max-body-size", "metrics-port",
        "placement-host-address", "pluggable-components", "pluggable-components-sockets-folder", "read-buffer-size",
        "scheduler-host-address", "sidecar-cpu-limit", "sidecar-cpu-request", "sidecar-image", "sidecar-inject",
        "sidecar-listen-addresses", "sidecar-liveness-probe-delay-seconds", "sidecar-liveness-probe-period-seconds",
        "sidecar-liveness-probe-threshold", "sidecar-liveness-probe-timeout-seconds", "sidecar-memory-limit",
        "sidecar-memory-request", "sidecar-readiness-probe-delay-seconds", "sidecar-readiness-probe-period-seconds",
        "sidecar-readiness-probe-threshold", "sidecar-readiness-probe-timeout-seconds", "sidecar-seccomp-profile-type",
        "unix-domain-socket-path", "volume-mounts", "volume-mounts-rw",
    ];

    // docs/user-guide/annotations-and-labels.md in argoproj/argo-cd.
    private static readonly ImmutableArray<string> ArgoCdNames =
    [
        "application-set-refresh", "client-side-apply-migration-manager", "compare-options", "deletion-approved",
        "health-aggregate-overrides", "hook", "hook-delete-policy", "hydrate", "hydrate-timestamp", "ignore-default-links",
        "ignore-healthcheck", "ignore-resource-updates", "ignore-restart-policy", "installation-id", "managed-by-url",
        "manifest-generate-paths", "refresh", "refresh-timestamp", "skip-reconcile", "sync-options", "sync-wave", "tracking-id",
    ];

    // docs/annotations/annotations.md in kubernetes-sigs/external-dns.
    private static readonly ImmutableArray<string> ExternalDnsNames =
    [
        "access", "alias", "controller", "endpoints-type", "gateway-hostname-source", "hostname", "ingress",
        "ingress-hostname-source", "internal-hostname", "set-identifier", "target", "ttl",
    ];

    /// <summary>ingress-nginx reads an annotation of this name.</summary>
    internal static bool IsOfNginx(string name) => NginxNames.Contains(name, StringComparer.Ordinal);

    /// <summary>
    /// The key whose domain, or whose name behind a domain of which all names are known, a single slip of the finger has probably turned
    /// into this one; null where there is none.
    /// </summary>
    internal static string? Slipped(string key)
    {
        const int LongDomain = 8;
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0)
            return null;

        var (domain, name) = (key[..slash], key[(slash + 1)..]);
        if (NamesBehind(domain) is { } names)
            return Spelling.Slipped(name, names) is { } meant ? $"{domain}/{meant}" : null;

        return Spelling.Slipped(domain, Domains) is { } known && IsSlip(domain, known)
            && (domain.Length > LongDomain || Spelling.AreSwapped(domain, known))
            ? $"{known}/{name}"
            : null;
    }

    private static ImmutableArray<string>? NamesBehind(string domain) => domain switch
    {
        Nginx => NginxNames,
        CertManager => CertManagerNames,
        Sidecar => SidecarNames,
        Traffic => TrafficNames,
        SidecarStatus => ["port"],
        SidecarReadiness => ReadinessNames,
        Proxy => ["config", "overrides"],
        LinkerdConfig => LinkerdConfigNames,
        Linkerd => LinkerdNames,
        Dapr => DaprNames,
        ArgoCd => ArgoCdNames,
        ExternalDns => ExternalDnsNames,
        _ => null,
    };

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
