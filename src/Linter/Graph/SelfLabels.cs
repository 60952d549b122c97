using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// Labels that software puts on its own pods while it runs, to say who leads: Services select them, and no template has them.
/// Sources: Vault's and OpenBao's service registration "kubernetes", Patroni's kubernetes.role_label and that of Spilo.
/// </summary>
internal static class SelfLabels
{
    private const string Sealable = "-active -initialized -perf-standby -sealed";

    private static readonly Dictionary<string, string[]> Software = Sealable.Split(' ')
        .SelectMany(ending => new[] { "vault", "openbao" }, (ending, name) => (Key: name + ending, Words: new[] { "vault", "bao" }))
        .Append(("spilo-role", ["spilo", "patroni"]))
        .Append(("role", ["spilo", "patroni"]))
        .ToDictionary(row => row.Item1, row => row.Item2, StringComparer.Ordinal);

    public static bool IsKey(string key) => Software.ContainsKey(key);

    /// <summary>The pods may come to have this label: they run what sets it.</summary>
    public static bool MayHave(PodTemplate pods, string key, string value) =>
        Software.TryGetValue(key, out var words)
        && (key == "role" || key == "spilo-role" ? value is "master" or "primary" or "replica" or "standby_leader" : value is "true" or "false")
        && pods.LongRunning.Any(container => Names(container.Node.Find("image"), words) || (container.Node.Find("env")?.Items ?? default).Any(variable => IsSetting(variable.Find("name"), words)));

    private static bool Names(Node? text, string[] words) =>
        text is { IsScalar: true } image && words.Any(word => image.Value.Contains(word, StringComparison.OrdinalIgnoreCase));

    // PATRONI_SCOPE, VAULT_K8S_POD_NAME: images of companies' own are called otherwise.
    private static bool IsSetting(Node? name, string[] words) =>
        name is { IsScalar: true } variable && words.Any(word => variable.Value.StartsWith(word + "_", StringComparison.OrdinalIgnoreCase));
}
