using System.Collections.Frozen;
using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A Secret that a resource makes in the cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">The scalar that says the name.</param>
/// <param name="Maker">The resource.</param>
/// <param name="IsEverywhere">It may come into any namespace.</param>
public sealed record MadeSecret(string Name, Node At, Resource Maker, bool IsEverywhere);

/// <summary>
/// Secrets that no manifest holds because something of the unit makes them, or copies them into other namespaces. Sources:
/// the CRDs of the projects named in the table, and the annotations of Reflector, Replicator and Config Syncer.
/// </summary>
public static class MadeSecrets
{
    // Where the names stand, the first path that is there counts; without any the Secret is called as its maker.
    private static readonly FrozenDictionary<GroupKind, ImmutableArray<NodePath>> NamePaths = new Dictionary<GroupKind, ImmutableArray<NodePath>>
    {
        [new("cert-manager.io", "Certificate")] = Paths("spec.secretName"),
        [new("certmanager.k8s.io", "Certificate")] = Paths("spec.secretName"),
        [new("cert.gardener.cloud", "Certificate")] = Paths("spec.secretName", "spec.secretRef.name"),
        [new("bitnami.com", "SealedSecret")] = Paths("spec.template.metadata.name"),
        [new("external-secrets.io", "ExternalSecret")] = Paths("spec.target.name"),
        [new("external-secrets.io", "ClusterExternalSecret")] = Paths("spec.externalSecretSpec.target.name", "spec.externalSecretName"),
        [new("kubernetes-client.io", "ExternalSecret")] = [],
        [new("secrets-store.csi.x-k8s.io", "SecretProviderClass")] = Paths("spec.secretObjects[*].secretName"),
        [new("secrets.hashicorp.com", "VaultStaticSecret")] = Paths("spec.destination.name"),
        [new("secrets.hashicorp.com", "VaultDynamicSecret")] = Paths("spec.destination.name"),
        [new("secrets.hashicorp.com", "VaultPKISecret")] = Paths("spec.destination.name"),
        [new("secrets.hashicorp.com", "HCPVaultSecretsApp")] = Paths("spec.destination.name"),
        [new("redhatcop.redhat.io", "VaultSecret")] = Paths("spec.output.name"),
        [new("ricoberger.de", "VaultSecret")] = [],
        [new("onepassword.com", "OnePasswordItem")] = [],
        [new("isindir.github.com", "SopsSecret")] = Paths("spec.secretTemplates[*].name"),
        [new("secrets.infisical.com", "InfisicalSecret")] = Paths("spec.managedSecretReference.secretName"),
        [new("secrets.doppler.com", "DopplerSecret")] = Paths("spec.managedSecret.name"),
        [new("spv.no", "AzureKeyVaultSecret")] = Paths("spec.output.secret.name"),
        [new("kafka.strimzi.io", "KafkaUser")] = [],
    }.ToFrozenDictionary();

    private static readonly ImmutableArray<string> CopyingAnnotations =
    [
        "reflector.v1.k8s.emberstack.com/",
        "replicator.v1.mittwald.de/",
        "kubed.appscode.com/sync",
    ];

    private static readonly NodePath TemplateAnnotations = NodePath.Parse("spec.secretTemplate.annotations");
    private static readonly GroupKind ClusterExternalSecret = new("external-secrets.io", "ClusterExternalSecret");

    /// <summary>All that the unit makes, by name.</summary>
    public static ILookup<string, MadeSecret> Of(LinkGraph graph) =>
        graph.Resources.SelectMany(MadeBy).ToLookup(made => made.Name, StringComparer.Ordinal);

    /// <summary>The kind makes Secrets under names that stand in its resources, and no other ones.</summary>
    public static bool SaysNames(GroupKind maker) => NamePaths.ContainsKey(maker);

    private static IEnumerable<MadeSecret> MadeBy(Resource resource)
    {
        // A Secret itself is not made, but some are copied.
        if (resource.Kind == Kinds.Secret)
            return resource.Name.Length > 0 && IsCopied(resource.Find(Resource.Paths.Annotations)) ? [new MadeSecret(resource.Name, resource.NameNode, resource, IsEverywhere: true)] : [];
        if (!NamePaths.TryGetValue(resource.Kind, out var paths))
            return [];

        var isEverywhere = resource.Kind == ClusterExternalSecret || IsCopied(resource.Find(TemplateAnnotations));
        var names = paths
            .Select(path => resource.Select(path).Where(name => name is { IsScalar: true, IsNull: false } && name.Value.Length > 0).ToList())
            .FirstOrDefault(found => found.Count > 0) ?? [resource.NameNode];
        return names.Select(name => new MadeSecret(name.Value, name, resource, isEverywhere));
    }

    private static bool IsCopied(Node? annotations) =>
        (annotations?.Entries ?? default).Any(entry => CopyingAnnotations.Any(prefix => entry.Key.Value.StartsWith(prefix, StringComparison.Ordinal)));

    private static ImmutableArray<NodePath> Paths(params string[] paths) => [.. paths.Select(NodePath.Parse)];
}
