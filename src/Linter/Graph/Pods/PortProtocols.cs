namespace Linter.Graph;

/// <summary>
/// What the names of ports say of the protocol spoken there: "https-admin" says TLS, "admin" nothing. Follows the habit
/// that Istio made a convention, NAME or NAME-SUFFIX, and the well-known values of appProtocol.
/// </summary>
internal static class PortProtocols
{
    public const string Http = "http";
    public const string Https = "https";
    public const string Grpc = "grpc";
    public const string Metrics = "metrics";

    private static readonly char[] Digits = "0123456789".ToCharArray();

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["http"] = Http, ["ws"] = Http, ["https"] = Https, ["wss"] = Https, ["tls"] = Https, ["ssl"] = Https,
        ["grpc"] = Grpc, ["metrics"] = Metrics, ["prometheus"] = Metrics,
        ["redis"] = "redis", ["mysql"] = "mysql", ["mariadb"] = "mysql", ["postgres"] = "postgres", ["postgresql"] = "postgres",
        ["mongo"] = "mongodb", ["mongodb"] = "mongodb", ["amqp"] = "amqp", ["amqps"] = "amqp", ["mqtt"] = "mqtt", ["kafka"] = "kafka",
        ["memcached"] = "memcached", ["ldap"] = "ldap", ["ssh"] = "ssh", ["smtp"] = "smtp", ["ftp"] = "ftp", ["dns"] = "dns",
    };

    // Beside these words a product's name does not say the protocol: "redis-exporter", "kafka-ui", "mongo-express".
    private static readonly HashSet<string> Doubts = new(StringComparer.Ordinal)
    {
        "exporter", "ui", "admin", "express", "dashboard", "console", "manager", "management", "mgmt", "api", "rest", "proxy",
        "web", "jmx", "health", "healthz", "status", "probe", "debug", "stats", "monitoring", "gateway", "redirect", "acme", "to",
        "external",
    };

    /// <summary>The protocol of a port's name; null where the name says none, or several.</summary>
    public static string? OfName(string? name)
    {
        string? found = null;
        foreach (var part in (name ?? "").Split('-', '.', '_'))
        {
            var word = part.TrimEnd(Digits);
            if (Doubts.Contains(word))
                return null;
            if (!Words.TryGetValue(word, out var protocol))
                continue;
            if (found is not null && found != protocol)
                return null;
            found = protocol;
        }

        return found;
    }

    /// <summary>The protocol of an appProtocol; null for others, such as "tcp". "kubernetes.io/h2c" serves HTTP and gRPC alike.</summary>
    public static string? OfAppProtocol(string? value)
    {
        var name = (value ?? "").ToLowerInvariant();
        return name == "kubernetes.io/h2c" ? null
            : name.StartsWith("kubernetes.io/", StringComparison.Ordinal) ? OfName(name["kubernetes.io/".Length..])
            : name.Contains('/', StringComparison.Ordinal) ? null
            : OfName(name);
    }

    /// <summary>
    /// A client of one protocol gets nowhere at a server of the other. gRPC runs over HTTP/2 and with or without TLS, metrics
    /// over HTTP and HTTPS, so these pairs do not contradict each other.
    /// </summary>
    public static bool Contradict(string asked, string served) => (asked, served) switch
    {
        _ when asked == served => false,
        (Http or Https, Grpc) or (Grpc, Http or Https) => false,
        (Http or Https, Metrics) or (Metrics, Http or Https) => false,
        _ => true,
    };

    /// <summary>Only TLS tells two names apart: "https-metrics" is no slip of "http-metrics".</summary>
    public static bool AreTwins(string one, string other) => one != other && Plain(one) == Plain(other);

    private static string Plain(string name) => name.Replace(Https, Http, StringComparison.Ordinal);
}
