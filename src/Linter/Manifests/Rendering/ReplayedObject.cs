namespace Linter.Manifests;

/// <summary>A name and namespace that an object bore on its way; the namespace is empty where none was given.</summary>
internal readonly record struct ReplayedName(string Name, string Namespace);

/// <summary>An object on its way through a kustomization.</summary>
internal sealed class ReplayedObject
{
    private readonly List<ReplayedName> names = [];

    public ReplayedObject(ReplayedValue root, string file)
    {
        Root = root;
        File = file;
        ApiVersion = root.TextAt("apiVersion") ?? "";
        Kind = PresentKind;
        NoteName();
    }

    public ReplayedValue Root { get; }

    /// <summary>Absolute path of the file that it was read from, or that holds its generator.</summary>
    public string File { get; }

    public string ApiVersion { get; }

    public string Version => ApiVersion[(ApiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>As it was read.</summary>
    public GroupKind Kind { get; }

    /// <summary>As patches have made it by now.</summary>
    public GroupKind PresentKind =>
        new(
            Root.TextAt("apiVersion") is { } version && version.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash
                ? version[..slash]
                : "",
            Root.TextAt("kind") ?? "");

    /// <summary>Its name ends in a hash of its content once all is done.</summary>
    public bool IsHashed { get; init; }

    /// <summary>What last gave it its namespace.</summary>
    public WrittenNode? NamespaceFrom { get; set; }

    /// <summary>A patch deleted it.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>How many values patches copied and moved within it.</summary>
    public int Copied { get; set; }

    public string Name => names[^1].Name;

    public string Namespace => names[^1].Namespace;

    /// <summary>From the one it was written with to the present one.</summary>
    public IReadOnlyList<ReplayedName> Names => names;

    public ReplayedValue? NameValue => Root.Find("metadata")?.Find("name");

    /// <summary>To be called whenever its name or namespace may have changed; true if it has.</summary>
    public bool NoteName()
    {
        var name = new ReplayedName(Root.TextAt("metadata", "name") ?? "", Root.TextAt("metadata", "namespace") ?? "");
        if (names.Count > 0 && names[^1] == name)
            return false;

        names.Add(name);
        return true;
    }

    public bool WasNamed(string name) => names.Exists(known => known.Name == name);
}
