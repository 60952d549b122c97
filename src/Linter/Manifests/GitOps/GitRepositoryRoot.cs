namespace Linter.Manifests;

/// <summary>The repository that objects of Argo CD and Flux may speak of.</summary>
internal sealed class GitRepositoryRoot
{
    private static readonly string[] CurrentRevisions = ["", "HEAD", "main", "master"];

    private readonly FileTree files;
    private readonly RealPaths realPaths;
    private readonly List<string> remotes;

    public GitRepositoryRoot(string root, FileTree files, RealPaths realPaths)
    {
        (Root, this.files, this.realPaths) = (root, files, realPaths);
        remotes = [.. (Disk.TextOf(Path.Join(root, ".git", "config")) ?? "").Split('\n').Select(UrlOf).OfType<string>()];
    }

    /// <summary>Absolute.</summary>
    public string Root { get; }

    /// <summary>
    /// True for an address of this repository or of one with its name (a fork, a mirror, another protocol); false where it
    /// is known to be another one; null where it cannot be told.
    /// </summary>
    public bool? IsHere(string? url) => url is null || remotes.Count == 0
        ? null
        : remotes.Exists(remote => Normal(remote) == Normal(url) || Name(remote) == Name(url));

    /// <summary>The revision is what is checked out, as far as its name tells.</summary>
    public static bool IsCurrent(string? revision) => CurrentRevisions.Contains(revision ?? "", StringComparer.Ordinal);

    /// <summary>The absolute path of something in the repository; null for what lies elsewhere.</summary>
    public string? Full(string folder, string path)
    {
        if (path.Contains('\0', StringComparison.Ordinal) || path.Contains("{{", StringComparison.Ordinal))
            return null;

        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path.StartsWith('/')
            ? Path.Join(Root, path)
            : Path.Combine(folder, path)));
        return ManifestFinder.Below(Root, full) is not null && ManifestFinder.Below(Real(Root), Real(full)) is not null ? full : null;
    }

    public bool IsFolder(string path) => files.KindOf(path) == EntryKind.Folder;

    private string Real(string path) => realPaths.Of(path) ?? path;

    private static string? UrlOf(string line) =>
        line.Trim() is var text && text.StartsWith("url", StringComparison.Ordinal) && text[3..].TrimStart() is ['=', .. var url]
            ? url.Trim()
            : null;

    // git@host:owner/name.git and https://user@host/owner/name are one.
    private static string Normal(string url)
    {
        var text = url.Trim().TrimEnd('/');
        text = text.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? text[..^4] : text;
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        text = scheme < 0 ? text : text[(scheme + 3)..];
        return text[(text.IndexOf('@', StringComparison.Ordinal) + 1)..].Replace(':', '/').ToUpperInvariant();
    }

    private static string Name(string url) => Normal(url) is var normal ? normal[(normal.LastIndexOf('/') + 1)..] : "";
}
