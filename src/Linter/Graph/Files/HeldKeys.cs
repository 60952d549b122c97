using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A key that a resource reads of a ConfigMap or Secret, which is there and does not hold it.</summary>
/// <param name="From">The resource that reads.</param>
/// <param name="Holder">The ConfigMap or Secret.</param>
/// <param name="Places">The scalars that name the key, in order; at least one.</param>
/// <param name="Held">What the ConfigMap or Secret holds.</param>
public sealed record MissingKey(Resource From, Resource Holder, ImmutableArray<Node> Places, HeldKeys Held)
{
    public string Key => Places[0].Value;

    /// <summary>It is the subPath of a mount, for which the kubelet makes an empty directory.</summary>
    public bool IsMounted { get; init; }
}

/// <summary>The keys of one ConfigMap or Secret.</summary>
public sealed class HeldKeys
{
    // Keys that the controller of kind kubernetes.io/service-account-token fills in.
    private static readonly ImmutableArray<string> TokenKeys = ["token", "ca.crt", "namespace"];
    private static readonly ImmutableArray<string> DataFields = ["data", "binaryData", "stringData"];

    // Annotations and labels by which something in the cluster puts more data into the object: Reflector and its like,
    // OpenShift's service CA and proxy CA, Argo CD's Vault plugin, Bank-Vaults, Strimzi.
    private static readonly ImmutableArray<string> Fillers =
    [
        "service.beta.openshift.io/inject-cabundle", "service.alpha.openshift.io/inject-cabundle",
        "config.openshift.io/inject-trusted-cabundle",
        "avp.kubernetes.io/", "vault.security.banzaicloud.io/", "secret-generator.v1.mittwald.de/", "secret-generator.cs.sap.com/",
    ];

    private readonly ImmutableArray<Node> keys;
    private readonly Dictionary<string, Node?> byName;
    private NearFiles? near;
    private bool? areWritten;

    private HeldKeys(Resource holder)
    {
        keys = [.. DataFields.SelectMany(field => holder.Root.Find(field)?.Entries ?? default).Select(entry => entry.Key)];
        Names = [.. keys.Select(key => key.Value)];
        byName = new Dictionary<string, Node?>(keys.Length, StringComparer.Ordinal);
        foreach (var key in keys)
            byName.TryAdd(key.Value, key);
        if (holder.Root.Find("type") is { } type && type.Is("kubernetes.io/service-account-token"))
        {
            foreach (var key in TokenKeys)
                byName.TryAdd(key, null);
        }

        var metadata = holder.Find(Resource.Paths.Metadata);
        IsFilled = Producers.IsCopied(metadata?.Find("annotations")) || IsMarked(metadata?.Find("annotations"))
            || IsMarked(metadata?.Find("labels"));
    }

    /// <summary>Without any data it is a placeholder that something fills in.</summary>
    public bool IsEmpty => keys.IsEmpty;

    /// <summary>Something in the cluster puts data into it.</summary>
    public bool IsFilled { get; }

    /// <summary>The keys in order.</summary>
    public ImmutableArray<string> Names { get; }

    public static HeldKeys Of(Resource holder) => new(holder);

    /// <summary>The keys that a reference reads one by one: of a variable, or the items of a volume.</summary>
    public static IEnumerable<Node> AskedBy(ObjectReference reference)
    {
        if (reference.Owner.Find("key") is { } own && IsKey(own))
            yield return own;
        foreach (var item in reference.Owner.Find("items")?.Items ?? default)
        {
            if (item.Find("key") is { } key && IsKey(key))
                yield return key;
        }
    }

    public bool Has(string key) => byName.ContainsKey(key);

    /// <summary>Where the key stands; null where it does not.</summary>
    public Node? Find(string key) => byName.GetValueOrDefault(key);

    /// <summary>The key that was probably meant; null where none is near.</summary>
    public Node? Nearest(string key) => (near ??= new NearFiles(Names)).Nearest(key) is { } nearest ? byName[nearest] : null;

    /// <summary>Each is one as it stands: none is filled in before it is applied.</summary>
    internal bool AreWritten => areWritten ??= keys.All(IsKey);

    /// <summary>What no key can be is invalid-value's, or has to be filled in.</summary>
    internal static bool IsKey(Node node) =>
        node is { IsScalar: true, IsNull: false } && node.Value.Length > 0
        && node.Value.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_');

    private static bool IsMarked(Node? map) =>
        (map?.Entries ?? default).Any(entry => Fillers.Any(prefix => entry.Key.Value.StartsWith(prefix, StringComparison.Ordinal)));
}
