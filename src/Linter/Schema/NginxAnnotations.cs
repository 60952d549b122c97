using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Linter.Schema;

/// <summary>What the value of an annotation of ingress-nginx has to be.</summary>
public enum NginxValue
{
    /// <summary>What strconv.ParseBool takes.</summary>
    Boolean,

    /// <summary>What strconv.Atoi takes.</summary>
    Integer,

    /// <summary>A word of <see cref="NginxAnnotations.BackendProtocols"/>, in any case.</summary>
    BackendProtocol,

    /// <summary>The one kind of affinity that there is.</summary>
    Affinity,
}

/// <summary>
/// Annotations of ingress-nginx whose values are read as more than text. Source: its internal/ingress/annotations, by the parser that each
/// is read with (GetBoolAnnotation, GetIntAnnotation). Most parsers take the default for what that refuses; some hand the error on, and
/// then releases that validate annotations (by default since 1.12) refuse the whole Ingress.
/// </summary>
internal static class NginxAnnotations
{
    // AJP went with 1.9, in 2023.
    public static readonly ImmutableArray<string> BackendProtocols = ["HTTP", "HTTPS", "AUTO_HTTP", "GRPC", "GRPCS", "FCGI"];

    private static readonly ImmutableArray<string> Booleans =
    [
        "auth-always-set-cookie", "auth-keepalive-share-vars", "auth-tls-pass-certificate-to-upstream", "canary", "cors-allow-credentials",
        "disable-proxy-intercept-errors", "enable-access-log", "enable-cors", "enable-global-auth", "enable-modsecurity",
        "enable-opentelemetry", "enable-opentracing", "enable-owasp-core-rules", "enable-rewrite-log", "force-ssl-redirect",
        "from-to-www-redirect", "http2-push-preload", "opentelemetry-trust-incoming-span", "opentracing-trust-incoming-span",
        "preserve-trailing-slash", "service-upstream", "session-cookie-change-on-failure", "session-cookie-conditional-samesite-none",
        "session-cookie-partitioned", "session-cookie-secure", "ssl-passthrough", "ssl-prefer-server-ciphers", "ssl-redirect",
        "use-port-in-redirects", "use-regex",
    ];

    private static readonly ImmutableArray<string> Integers =
    [
        "auth-keepalive", "auth-keepalive-requests", "auth-keepalive-timeout", "auth-tls-verify-depth", "canary-weight",
        "canary-weight-total", "cors-max-age", "global-rate-limit", "limit-burst-multiplier", "limit-connections", "limit-rate",
        "limit-rate-after", "limit-rpm", "limit-rps", "permanent-redirect-code", "proxy-buffers-number", "proxy-connect-timeout",
        "proxy-next-upstream-timeout", "proxy-next-upstream-tries", "proxy-read-timeout", "proxy-send-timeout", "proxy-ssl-verify-depth",
    ];

    // The parsers of these hand the error on.
    private static readonly FrozenSet<string> Refused = FrozenSet.Create(StringComparer.Ordinal,
        "from-to-www-redirect", "http2-push-preload", "limit-connections", "limit-rpm", "limit-rps", "permanent-redirect-code", "ssl-passthrough");

    private static readonly FrozenDictionary<string, NginxValue> Values =
        Booleans.Select(name => KeyValuePair.Create(name, NginxValue.Boolean))
            .Concat(Integers.Select(name => KeyValuePair.Create(name, NginxValue.Integer)))
            .Append(KeyValuePair.Create("backend-protocol", NginxValue.BackendProtocol))
            .Append(KeyValuePair.Create("affinity", NginxValue.Affinity))
            .ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> TrueWords = FrozenSet.Create(StringComparer.Ordinal, "1", "t", "T", "TRUE", "true", "True");
    private static readonly FrozenSet<string> FalseWords = FrozenSet.Create(StringComparer.Ordinal, "0", "f", "F", "FALSE", "false", "False");

    /// <summary>What the value has to be; null where any text is read.</summary>
    public static NginxValue? KindOf(string name) => Values.TryGetValue(name, out var kind) ? kind : null;

    /// <summary>The controller reads the text as true.</summary>
    public static bool IsTrue(string text) => TrueWords.Contains(text);

    /// <summary>A value that cannot be read makes releases that validate annotations refuse the whole Ingress.</summary>
    public static bool IsRefusedWhole(string name) => Refused.Contains(name);

    /// <summary>Whether the controller takes the text.</summary>
    public static bool Takes(NginxValue kind, string text) => kind switch
    {
        NginxValue.Boolean => TrueWords.Contains(text) || FalseWords.Contains(text),
        NginxValue.Integer => IsInteger(text),
        NginxValue.BackendProtocol => BackendProtocols.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase),
        _ => text.Trim(' ') == "cookie",
    };

    private static bool IsInteger(string text)
    {
        var digits = text.AsSpan(text.StartsWith('-') || text.StartsWith('+') ? 1 : 0);
        return !digits.IsEmpty && !digits.ContainsAnyExceptInRange('0', '9') && long.TryParse(digits, CultureInfo.InvariantCulture, out _);
    }
}
