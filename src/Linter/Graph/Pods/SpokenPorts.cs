using System.Collections.Immutable;
using System.Globalization;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// Numbers that containers without declared ports are told as ports of their own: what their probes dial, --port=8000, a
/// variable PORT, :8000. Evidence of what they listen on, no proof.
/// </summary>
internal static class SpokenPorts
{
    // A port beside the one that traffic goes to.
    private static readonly ImmutableArray<string> Others =
        ["metric", "health", "admin", "probe", "debug", "monitor", "status", "stats", "prometheus", "pprof", "management"];

    // Variables and flags for what a container listens on; DB_PORT and UPSTREAM_PORT are somebody else's.
    private static readonly ImmutableArray<string> OwnPorts =
    [
        "p", "port", "http_port", "https_port", "server_port", "listen_port", "app_port", "web_port", "service_port", "container_port",
        "grpc_port", "secure_port",
    ];

    private static readonly ImmutableArray<string> OwnHosts = ["", "0.0.0.0", "[::]", "*", "localhost", "127.0.0.1"];

    /// <summary>
    /// The first such number from which a single slip of the finger leads to the one that is asked for; null where there is none.
    /// </summary>
    public static (int Number, Node At)? Near(PodTemplate pods, int asked)
    {
        // Of several containers one that is silent may listen there.
        if (pods.LongRunning.Skip(1).Any())
            return null;
        foreach (var spoken in pods.LongRunning.SelectMany(Of))
        {
            if (IsSlip(asked, spoken.Number))
                return spoken;
        }

        return null;
    }

    /// <summary>
    /// A digit more or less, or two that changed places: another digit, 8080 and 8081, makes another port of one family.
    /// </summary>
    internal static bool IsSlip(int asked, int spoken)
    {
        var (one, other) = (Text(asked), Text(spoken));
        return Math.Min(one.Length, other.Length) >= 3
            && (Spelling.AreSwapped(one, other)
                || (one.Length != other.Length && one[0] == other[0] && Spelling.Distance(one, other, limit: 1) == 1));
    }

    private static IEnumerable<(int Number, Node At)> Of(Container container)
    {
        foreach (var handler in container.Handlers)
        {
            if (handler is { OwnerIsProbe: true, HostNode: null, Port: { Number: { } number } port })
                yield return (number, port.Node);
        }

        var before = "";
        foreach (var word in CommandLine.WordsOf(container.Node).Where(word => word.IsScalar))
        {
            if (OfWord(word.Value, before) is { } number)
                yield return (number, word);
            before = word.Value;
        }

        foreach (var variable in container.Node.Find("env")?.Items ?? default)
        {
            if (variable.Find("name") is { IsScalar: true } name && variable.Find("value") is { IsScalar: true } value
                && OfWord(value.Value, name.Value) is { } number)
            {
                yield return (number, value);
            }
        }
    }

    // "--port=8000", "8000" behind "--port" or PORT, ":8000".
    private static int? OfWord(string word, string before)
    {
        var equals = word.LastIndexOf('=');
        var (name, value) = equals < 0 ? (before, word) : (word[..equals], word[(equals + 1)..]);
        if (Others.Any(other => name.Contains(other, StringComparison.OrdinalIgnoreCase)))
            return null;

        var colon = value.LastIndexOf(':');
        var isPort = colon >= 0
            ? OwnHosts.Contains(value[..colon], StringComparer.OrdinalIgnoreCase)
            : OwnPorts.Contains(name.TrimStart('-').Replace('-', '_').Replace('.', '_'), StringComparer.OrdinalIgnoreCase);
        return isPort && int.TryParse(value.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
