using System.Text;
using Linter.Manifests;

namespace Linter.Cli;

/// <summary>
/// The files of a commit in the place of those of the working tree. What lies outside of the repository, in .git or in a
/// submodule is taken from the disk, since the commit does not hold it.
/// </summary>
internal sealed class GitTree : FileTree
{
    private const string Link = "120000";
    private const string Submodule = "160000";

    // The first line of what git stores for a file that Git LFS keeps.
    private static readonly byte[] LargeFile = Encoding.ASCII.GetBytes("version https://git-lfs.github.com/spec/");

    private readonly string[] roots;
    private readonly GitObjects objects;
    private readonly Dictionary<string, string> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<(string Name, bool IsFolder)>> folders = new(StringComparer.Ordinal) { [""] = [] };
    private readonly HashSet<string> submodules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileText> texts = new(StringComparer.Ordinal);

    /// <param name="roots">The repository's folder, by all names that lead to it.</param>
    /// <param name="listing">What <c>ls-tree -r -z</c> says.</param>
    /// <param name="objects">To read from.</param>
    public GitTree(string[] roots, byte[] listing, GitObjects objects)
    {
        (this.roots, this.objects) = (roots, objects);
        foreach (var line in Encoding.UTF8.GetString(listing).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (line[..tab].Split(' ') is [var mode, _, var id])
                Add(line[(tab + 1)..], mode, id);
        }
    }

    /// <summary>Submodules that were looked into.</summary>
    public SortedSet<string> Submodules { get; } = new(StringComparer.Ordinal);

    /// <summary>Files whose content git does not hold, which were taken as they are on disk.</summary>
    public SortedSet<string> LargeFiles { get; } = new(StringComparer.Ordinal);

    public override EntryKind KindOf(string path) => KindOf(path, depth: 0);

    public override IReadOnlyList<FolderEntry> Entries(string folder)
    {
        if (Inside(folder) is not { } relative)
            return Disk.Entries(folder);
        if (Resolve(relative, depth: 0) is not { } real || !folders.TryGetValue(real, out var entries))
            throw new DirectoryNotFoundException();

        var found = entries.Select(entry => Entry(real, entry.Name, entry.IsFolder)).ToList();
        found.Sort(FolderEntry.Order);
        return found;
    }

    public override string? LinkTarget(string path) => Inside(path) is { } relative ? LinkAt(relative) : Disk.LinkTarget(path);

    public override FileText? Held(string path, string shown)
    {
        if (Inside(path) is not { } relative)
            return null;
        if (Resolve(relative, depth: 0) is not { } real || !files.TryGetValue(real, out var id))
            return null;

        if (!texts.TryGetValue(real, out var text))
            texts[real] = text = Read(real, id, shown);
        return text;
    }

    public override byte[]? BytesOf(string path) =>
        Inside(path) is { } relative && Resolve(relative, depth: 0) is { } real && files.TryGetValue(real, out var id)
            ? objects.Read(id, FileText.DefaultLimit)
            : null;

    private FileText Read(string path, string id, string shown)
    {
        if (objects.Read(id, FileText.DefaultLimit) is not { } bytes)
            return FileText.Unreadable(shown, "is too large");

        if (!bytes.AsSpan().StartsWith(LargeFile))
            return FileText.Read(shown, new MemoryStream(bytes));

        LargeFiles.Add(path);
        return FileText.Read(new InputFile(shown, Path.Join(roots[0], path)));
    }

    private EntryKind KindOf(string path, int depth)
    {
        if (Inside(path) is not { } relative)
            return Disk.KindOf(path);
        if (Resolve(relative, depth) is not { } real)
            return EntryKind.Inaccessible;
        return folders.ContainsKey(real) ? EntryKind.Folder : files.ContainsKey(real) ? EntryKind.File : EntryKind.Missing;
    }

    private void Add(string path, string mode, string id)
    {
        if (mode == Submodule)
            submodules.Add(path);
        else if (mode == Link)
            links[path] = id;
        else
            files[path] = id;

        var isFolder = mode == Submodule;
        for (var at = path; at.Length > 0; at = ParentOf(at), isFolder = true)
        {
            var parent = ParentOf(at);
            if (!folders.TryGetValue(parent, out var entries))
                folders[parent] = entries = [];
            if (!entries.Add((at[(parent.Length == 0 ? 0 : parent.Length + 1)..], isFolder)))
                break;
        }
    }

    private FolderEntry Entry(string folder, string name, bool isFolder)
    {
        var path = folder.Length == 0 ? name : $"{folder}/{name}";
        return links.ContainsKey(path)
            ? new FolderEntry(name, KindOf(Path.Join(roots[0], path)) == EntryKind.Folder, IsLink: true)
            : new FolderEntry(name, isFolder, IsLink: false);
    }

    // The path from the root with forward slashes, "" for the root; null for what the commit does not hold.
    private string? Inside(string path)
    {
        foreach (var root in roots)
        {
            if (path == root)
                return "";
            if (!path.StartsWith(root, StringComparison.Ordinal)
                || (path[root.Length] != Path.DirectorySeparatorChar && !Path.EndsInDirectorySeparator(root)))
            {
                continue;
            }

            var relative = path[root.Length..].Trim(Path.DirectorySeparatorChar).Replace(Path.DirectorySeparatorChar, '/');
            return relative == ".git" || relative.StartsWith(".git/", StringComparison.Ordinal) || IsInSubmodule(relative)
                ? null
                : relative;
        }

        return null;
    }

    private bool IsInSubmodule(string path)
    {
        if (submodules.Count == 0)
            return false;

        for (var at = path; at.Length > 0; at = ParentOf(at))
        {
            if (submodules.Contains(at))
                return Submodules.Add(at) || true;
        }

        return false;
    }

    // Follows the links on a path within the commit; null where they lead out of it, nowhere or in a circle.
    private string? Resolve(string path, int depth)
    {
        if (links.Count == 0)
            return path;
        if (depth > 40)
            return null;

        var names = path.Split('/');
        for (var length = 1; length <= names.Length; length++)
        {
            if (LinkAt(string.Join('/', names[..length])) is not { } target)
                continue;

            var folder = Path.Join([roots[0], .. names[..(length - 1)]]);
            var full = Path.GetFullPath(Path.Combine([folder, target, .. names[length..]]));
            return Inside(full) is { } next ? Resolve(next, depth + 1) : null;
        }

        return path;
    }

    private string? LinkAt(string path) =>
        links.TryGetValue(path, out var id) && objects.Read(id, 4096) is { } target ? Encoding.UTF8.GetString(target) : null;

    private static string ParentOf(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";
}
