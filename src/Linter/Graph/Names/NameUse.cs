using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A name that a container is told to connect to.</summary>
/// <param name="Name">The host.</param>
/// <param name="Port">The port that stands beside it; null where there is none.</param>
/// <param name="At">The scalar that says it.</param>
internal sealed record NameUse(string Name, int? Port, Node At)
{
    private static readonly ImmutableArray<string> HostWords = ["HOST", "ADDR", "SERVER", "URL", "URI", "ENDPOINT"];
    private static readonly char[] PartEnds = [',', '=', ' ', '\n', '\r', '\t'];
    private static readonly char[] AuthorityEnds = ['/', '?', '#', ' ', '\n', '\r', '\t'];
    private static readonly char[] HostEnds = [':', '"', '\'', ',', ';', ')', ']', '}'];

    /// <summary>Host names in the environment, arguments and commands of the pods' containers that certainly are some.</summary>
    public static IEnumerable<NameUse> Of(LinkGraph graph, PodTemplate pods)
    {
        // Those that run before the others are asked last: whoever stays is the better witness.
        foreach (var container in pods.Containers.OrderBy(container => !container.IsLongRunning))
        {
            foreach (var variable in container.Node.Find("env")?.Items ?? default)
            {
                if (variable.Find("value") is not { IsScalar: true } value)
                    continue;
                foreach (var use in OfText(graph, pods, value))
                    yield return use;
                if (OfHost(graph, pods, variable, value) is { } host)
                    yield return host;
            }

            foreach (var word in CommandLine.WordsOf(container.Node).Where(word => word.IsScalar))
            {
                foreach (var use in OfText(graph, pods, word))
                    yield return use;
            }
        }
    }

    /// <summary>The Services of the unit that the name means as seen from the pods; none for names of the outside.</summary>
    public static ImmutableArray<Resource> Services(LinkGraph graph, PodTemplate pods, string host)
    {
        var parts = host.Split('.');
        return parts.Length > 2 && parts[2] != "svc"
            ? []
            : graph.Find(Kinds.Service, parts.Length == 1 ? pods.Workload.Namespace : parts[1], parts[0]).Certain;
    }

    // "http://api/v1", "redis:6379", "kafka-0.kafka:9092,kafka-1.kafka:9092", "postgres://user:password@db/shop".
    private static IEnumerable<NameUse> OfText(LinkGraph graph, PodTemplate pods, Node value)
    {
        var text = value.Value;
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            var rest = text[(scheme + 3)..];
            var end = rest.IndexOfAny(AuthorityEnds);
            var authority = end < 0 ? rest : rest[..end];
            authority = authority[(authority.LastIndexOf('@') + 1)..];
            var host = HostOf(authority);
            if (IsName(host))
                yield return new NameUse(host, PortOf(authority), value);
            yield break;
        }

        foreach (var part in text.Split(PartEnds))
        {
            if (PortOf(part) is { } port && part[..part.IndexOf(':', StringComparison.Ordinal)] is var host && IsService(graph, pods, host))
                yield return new NameUse(host, port, value);
        }
    }

    // REDIS_HOST: redis
    private static NameUse? OfHost(LinkGraph graph, PodTemplate pods, Node variable, Node value) =>
        variable.Find("name") is { } name && HostWords.Any(word => name.Value.Contains(word, StringComparison.OrdinalIgnoreCase))
            && IsService(graph, pods, value.Value)
            ? new NameUse(value.Value, null, value)
            : null;

    private static string HostOf(string authority) => authority.Split(HostEnds)[0];

    private static int? PortOf(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : null;
    }

    private static bool IsName(string host) =>
        host.Any(char.IsAsciiLetter)
        && host.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.')
        && host != "localhost"
        && !IPAddress.TryParse(host, out _);

    private static bool IsService(LinkGraph graph, PodTemplate pods, string host) =>
        IsName(host) && (host.Contains(".svc", StringComparison.Ordinal) || !Services(graph, pods, host).IsEmpty);
}
