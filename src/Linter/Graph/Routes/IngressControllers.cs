using System.Collections.Immutable;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// What controllers make of an Ingress beyond the API: classes and annotations that change which requests its paths take.
/// Sources: the annotation references of ingress-nginx, NGINX Inc., AWS and Alibaba load balancers, GKE, Kong, Traefik,
/// HAProxy, Skipper, Higress and Azure's gateway.
/// </summary>
internal static class IngressControllers
{
    public const string UseRegex = Nginx + "use-regex";
    public const string RewriteTarget = Nginx + "rewrite-target";

    private const string Nginx = "nginx.ingress.kubernetes.io/";
    private const string Alb = "alb.ingress.kubernetes.io/";
    private const string AlbGroup = Alb + "group.name";
    private const string AlbConditions = Alb + "conditions.";
    private const string Canary = Nginx + "canary";

    // With one of these an Ingress takes only a part of the requests for its paths, so that equal paths are no conflict.
    private static readonly ImmutableArray<string> Narrowing =
    [
        "nginx.org/mergeable-ingress-type",
        "konghq.com/methods", "konghq.com/headers", "konghq.com/protocols", "konghq.com/snis",
        "traefik.ingress.kubernetes.io/router.entrypoints", "traefik.ingress.kubernetes.io/router.priority",
        "haproxy-ingress.github.io/http-header-match", "zalando.org/skipper-predicate", "zalando.org/skipper-routes",
        "higress.io/exact-match-", "higress.io/prefix-match-", "higress.io/regex-match-", "higress.io/match-method",
    ];

    // These read regular expressions in every type of path.
    private static readonly ImmutableArray<string> RegexEverywhere = ["nginx.org/path-regex", Alb + "use-regex", Alb + "rewrite-target"];

    // These controllers make a load balancer for each Ingress: paths of two Ingresses never meet.
    private static readonly HashSet<string> OneEach = new(StringComparer.Ordinal) { "alb", "gce", "gce-internal", "gce-multi-cluster" };

    private static readonly ImmutableArray<string> OneEachAnnotations =
    [
        Alb, "networking.gke.io/", "ingress.gcp.kubernetes.io/", "kubernetes.io/ingress.global-static-ip-name",
        "kubernetes.io/ingress.regional-static-ip-name",
    ];

    // Controllers other than ingress-nginx, by words in the names of their classes.
    private static readonly ImmutableArray<string> OtherThanNginx =
    [
        "alb", "gce", "traefik", "kong", "haproxy", "contour", "istio", "cilium", "azure", "ambassador", "skipper", "tailscale",
        "cloudflare", "ngrok", "apisix", "higress", "voyager",
    ];

    // TLS ends before the Ingress, or the controller finds the certificate without a TLS section.
    private static readonly ImmutableArray<string> TlsElsewhere =
    [
        Alb + "certificate-arn", Alb + "listen-ports", "networking.gke.io/managed-certificates", "networking.gke.io/certmap",
        "ingress.gcp.kubernetes.io/pre-shared-cert", "traefik.ingress.kubernetes.io/router.tls",
        "appgw.ingress.kubernetes.io/appgw-ssl-certificate",
        Nginx + "ssl-passthrough", "haproxy.org/ssl-passthrough", "haproxy-ingress.github.io/ssl-passthrough",
        "nginx.org/mergeable-ingress-type",
    ];

    private static readonly ImmutableArray<string> TlsByClass = ["tailscale", "cloudflare", "ngrok"];

    /// <summary>
    /// It takes only some of the requests for its paths: a canary, a part of a merged Ingress, a match on methods or headers.
    /// </summary>
    public static bool TakesSome(IngressView ingress) =>
        IsTrue(ingress, Canary) || HasAny(ingress, Narrowing);

    /// <summary>ingress-nginx sends it a share of the requests, or those with a header or cookie.</summary>
    public static bool IsCanary(IngressView ingress) => IsTrue(ingress, Canary);

    /// <summary>The AWS controller sends requests to this backend only under conditions of an annotation.</summary>
    public static bool IsConditional(IngressBackend backend) =>
        backend.ServiceName is { } name && backend.Ingress.Resource.Annotation(AlbConditions + name) is not null;

    /// <summary>
    /// What tells load balancers of one class apart: paths meet where this is equal. Empty where all Ingresses of the class share one.
    /// </summary>
    public static string ScopeOf(IngressView ingress)
    {
        if (ingress.Resource.Annotation(AlbGroup) is { } group)
            return "group " + group.Value;
        return (ingress.Class is { } name && OneEach.Contains(name)) || HasAny(ingress, OneEachAnnotations)
            ? $"{ingress.Resource.Namespace}/{ingress.Resource.Name}"
            : "";
    }

    /// <summary>
    /// The annotation by which ingress-nginx reads every path of this path's host as a regular expression; null without one.
    /// </summary>
    public static Entry? RegexAnnotation(IngressPath path)
    {
        var ingress = path.Rule.Ingress;
        if (IsOfOtherThanNginx(ingress))
            return null;
        if (IsTrue(ingress, UseRegex))
            return AnnotationEntry(ingress, UseRegex);

        // needsRewrite and enforceRegexModifier of ingress-nginx: a target that equals the path rewrites nothing.
        return Rewrite(ingress) is { } rewrite && rewrite.Value.Value != path.Path ? rewrite : null;
    }

    /// <summary>ingress-nginx' rewrite-target, where it is set and that controller may be the one.</summary>
    public static Entry? Rewrite(IngressView ingress) =>
        !IsOfOtherThanNginx(ingress) && AnnotationEntry(ingress, RewriteTarget) is { Value: { IsNull: false, Value.Length: > 0 } } entry
            ? entry
            : null;

    /// <summary>The controller reads regular expressions or wildcards in a path of this type too.</summary>
    public static bool ReadsPatterns(IngressPath path)
    {
        var ingress = path.Rule.Ingress;
        if (HasAny(ingress, RegexEverywhere))
            return true;

        // Azure's controller appends the '*' to a Prefix path itself and takes one that is there.
        return ingress.Class is { } name && name.Contains("application-gateway", StringComparison.Ordinal)
            && path.Type == "Prefix" && path.Path.IndexOf('*', StringComparison.Ordinal) == path.Path.Length - 1;
    }

    /// <summary>Its traffic is encrypted without a TLS section of its own.</summary>
    public static bool EncryptsElsewhere(IngressView ingress) =>
        HasAny(ingress, TlsElsewhere)
        || IsTrue(ingress, Canary)
        || (ingress.Class is { } name && TlsByClass.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static bool IsOfOtherThanNginx(IngressView ingress) =>
        ingress.Class is { } name
        && !name.Contains("nginx", StringComparison.OrdinalIgnoreCase)
        && OtherThanNginx.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsTrue(IngressView ingress, string key) =>
        ingress.Resource.Annotation(key) is { IsScalar: true } value && NginxAnnotations.IsTrue(value.Value);

    private static Entry? AnnotationEntry(IngressView ingress, string key) => ingress.Resource.Annotations?.FindEntry(key);

    private static bool HasAny(IngressView ingress, ImmutableArray<string> prefixes)
    {
        foreach (var entry in ingress.Resource.Annotations?.Entries ?? default)
        {
            foreach (var prefix in prefixes)
            {
                if (entry.Key.Value.StartsWith(prefix, StringComparison.Ordinal))
                    return true;
            }
        }

        return false;
    }
}
