using System.Collections.Immutable;

namespace Linter.Graph;

/// <summary>
/// Whether two workloads are variants of one (blue and green, canary, one per zone, leader and followers) or different
/// components, as far as their own selectors say so.
/// </summary>
internal static class Variants
{
    // Labels that say what a workload is, most telling first; Kubernetes' recommended labels and the older habits.
    private static readonly ImmutableArray<string> ComponentKeys =
    [
        "app.kubernetes.io/component", "component", "tier", "app.kubernetes.io/name", "app", "k8s-app", "name", "service", "run",
        "io.kompose.service",
    ];

    // A key that says only what part it plays, not what it is called: two values of it always mean two components.
    private static readonly HashSet<string> PartKeys = new(StringComparer.Ordinal) { "app.kubernetes.io/component", "component", "tier" };

    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "blue", "green", "red", "canary", "stable", "baseline", "primary", "secondary", "preview", "active", "passive", "standby", "shadow", "mirror",
        "leader", "follower", "master", "masters", "slave", "slaves", "replica", "replicas", "read", "write", "reader", "writer",
        "readonly", "rw", "ro",
        "hot", "warm", "cold", "data", "main", "backup", "old", "new", "current", "next", "prod", "production", "staging", "stage", "test",
        "dev", "beta", "alpha",
        "zone", "region", "az", "rack", "shard", "partition", "cell", "node", "peer", "member", "pool", "group", "instance",
        "us", "eu", "ap", "asia", "europe", "east", "west", "north", "south", "central", "northeast", "southeast", "northwest", "southwest",
        "amd", "arm", "amd64", "arm64", "x86", "linux", "windows", "gpu", "cpu", "spot", "ondemand", "large", "small", "medium", "one",
        "two", "three",
    };

    /// <summary>
    /// The label of each one's own selector that tells two components apart; null where they are variants or nothing says so.
    /// </summary>
    public static (LabelPair One, LabelPair Other)? Difference(PodTemplate one, PodTemplate other)
    {
        var (ours, theirs) = (one.OwnLabels, other.OwnLabels);
        foreach (var key in ComponentKeys)
        {
            if (ours.Find(key) is not { } our || theirs.Find(key) is not { } their || AreVariants(our.Value, their.Value))
                continue;
            if (PartKeys.Contains(key) || Image(one) is not { } image || image != Image(other))
                return (our, their);
        }

        return null;
    }

    /// <summary>Equal for workloads that differ from each other one in the same way.</summary>
    public static string KeyOf(PodTemplate pods) =>
        $"{string.Join('\0', ComponentKeys.Select(key => pods.OwnLabels.Find(key) is { } pair ? $"{key}={pair.Value}" : ""))}\0{Image(pods)}";

    /// <summary>"web-blue" and "web-green", "web" and "web-canary", "leader" and "follower", "web-us-east1" and "web-v2".</summary>
    internal static bool AreVariants(string one, string other)
    {
        if (one == other)
            return true;

        var (a, b) = (Essence(one), Essence(other));
        return a.Length == 0 || b.Length == 0 || a == b;
    }

    private static string Essence(string value) =>
        string.Join('-', value.ToLowerInvariant().Split('-', '_', '.').Where(part => !SaysVariant(part)));

    private static bool SaysVariant(string part)
    {
        var word = part.TrimEnd("0123456789".ToCharArray());
        return word.Length < 2 || Words.Contains(part) || Words.Contains(word);
    }

    // The image's repository, without tag and digest.
    private static string? Image(PodTemplate pods)
    {
        if (pods.Containers.FirstOrDefault()?.Node.Find("image") is not { IsScalar: true } image)
            return null;

        var name = image.Value.Split('@')[0];
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[..colon] : name;
    }
}
