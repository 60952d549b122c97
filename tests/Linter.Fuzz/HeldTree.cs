using Linter.Manifests;

namespace Linter.Fuzz;

/// <summary>Files in memory instead of a disk, by absolute path.</summary>
internal sealed class HeldTree : FileTree
{
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<string, bool>> folders = new(StringComparer.Ordinal) { ["/"] = new(StringComparer.Ordinal) };

    public HeldTree(IEnumerable<(string Path, string Text)> files)
    {
        foreach (var (path, text) in files)
        {
            texts[path] = text;
            Enter(path, isFolder: false);
        }
    }

    public override EntryKind KindOf(string path) =>
        texts.ContainsKey(path) ? EntryKind.File
            : folders.ContainsKey(path.Length > 1 ? path.TrimEnd('/') : path) ? EntryKind.Folder
            : EntryKind.Missing;

    public override IReadOnlyList<FolderEntry> Entries(string folder)
    {
        var entries = folders[folder].Select(entry => new FolderEntry(entry.Key, entry.Value, IsLink: false)).ToList();
        entries.Sort(FolderEntry.Order);
        return entries;
    }

    public override string? LinkTarget(string path) => null;

    public override FileText? Held(string path, string shown) => FileText.Of(texts.GetValueOrDefault(path, ""));

    private void Enter(string path, bool isFolder)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (!folders.TryGetValue(folder, out var entries))
        {
            folders[folder] = entries = new(StringComparer.Ordinal);
            Enter(folder, isFolder: true);
        }

        entries[Path.GetFileName(path)] = isFolder;
    }
}
