namespace Linter.Manifests;

/// <summary>apiVersion and kind as a manifest has them, and what they stand for.</summary>
internal sealed class WrittenKind
{
    public WrittenKind(string apiVersion, string name)
    {
        ApiVersion = apiVersion;
        Name = name;
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        var written = new GroupKind(slash < 0 ? "" : apiVersion[..slash], name);
        Info = KindCatalog.Find(written);
        Kind = Info.Kind == written ? Info.Kind : written;
        CarriesNoName = KindCatalog.CarriesNoName(apiVersion, name);
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
}
