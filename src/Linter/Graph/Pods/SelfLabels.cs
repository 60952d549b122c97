using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// Labels that software puts on its own pods while it runs, to say who leads: Services select them, and no template has them.
/// Sources: Vault's and OpenBao's service registration "kubernetes", Patroni's kubernetes.role_label and that of Spilo.
/// </summary>
internal static class SelfLabels
{
    private static readonly Software Vault = new(["vault", "bao"], ["true", "false"]);
    private static readonly Software Patroni = new(["spilo", "patroni"], ["master", "primary", "replica", "standby_leader"]);

    private static readonly Dictionary<string, Software> Setters = new(StringComparer.Ordinal)
    {
        ["vault-active"] = Vault,
        ["vault-initialized"] = Vault,
        ["vault-perf-standby"] = Vault,
        ["vault-sealed"] = Vault,
        ["openbao-active"] = Vault,
        ["openbao-initialized"] = Vault,
        ["openbao-perf-standby"] = Vault,
        ["openbao-sealed"] = Vault,
        ["role"] = Patroni,
        ["spilo-role"] = Patroni,
    };

    public static bool IsKey(string key) => Setters.ContainsKey(key);

    /// <summary>The pods may come to have this label: they run what sets it.</summary>
    public static bool MayHave(PodTemplate pods, string key, string value) =>
        Setters.TryGetValue(key, out var setter) && setter.Values.Contains(value, StringComparer.Ordinal)
        && pods.LongRunning.Any(container => Runs(container, setter.Words));

    // PATRONI_SCOPE, VAULT_K8S_POD_NAME: images of companies' own are called otherwise.
    private static bool Runs(Container container, string[] words) =>
        words.Any(word => Text(container.Node.Find("image")).Contains(word, StringComparison.OrdinalIgnoreCase))
        || (container.Node.Find("env")?.Items ?? default)
            .Any(variable => words.Any(word => Text(variable.Find("name")).StartsWith(word + "_", StringComparison.OrdinalIgnoreCase)));

    private static string Text(Node? node) => node is { IsScalar: true } scalar ? scalar.Value : "";

    /// <param name="Words">One of them stands in the image, or begins a variable's name.</param>
    /// <param name="Values">Those that the label takes.</param>
    private sealed record Software(string[] Words, string[] Values);
}
