using Linter.Schema;

namespace Linter.Manifests;

/// <summary>apiVersion and kind as a manifest has them, and what they stand for.</summary>
internal sealed class WrittenKind
{
    // Looked up when it is asked for: the schema is not needed at start.
    private readonly Lazy<SchemaNode?> schema;

    public WrittenKind(string apiVersion, string name)
    {
        ApiVersion = apiVersion;
        Name = name;
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var written = new GroupKind(slash < 0 ? "" : apiVersion[..slash], name);
        Info = KindCatalog.Find(written);
        Kind = Info.Kind == written ? Info.Kind : written;
        CarriesNoName = KindCatalog.CarriesNoName(apiVersion, name);
        schema = new(() => KubernetesSchema.BuiltIn.Find(apiVersion, name));
    }

    /// <summary>Such as "apps/v1".</summary>
    public string ApiVersion { get; }

    /// <summary>The kind without its group.</summary>
    public string Name { get; }

    /// <summary>Group and kind, even where the group no longer serves the kind.</summary>
    public GroupKind Kind { get; }

    public KindInfo Info { get; }

    /// <inheritdoc cref="KindCatalog.CarriesNoName"/>
    public bool CarriesNoName { get; }

    /// <summary>Its built-in type; null where Kubernetes and the Gateway API have none of this version.</summary>
    public SchemaNode? Schema => schema.Value;
}
