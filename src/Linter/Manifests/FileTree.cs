using System.Text;
namespace Linter.Manifests;

/// <summary>What a path names.</summary>
public enum EntryKind
{
    Missing,
    File,
    Folder,

    /// <summary>A pipe, socket or device: opening it may wait for ever or do something.</summary>
    Special,

    /// <summary>Something is there that may not be looked at, or a link that leads nowhere.</summary>
    Inaccessible,
}

/// <summary>One entry of a folder.</summary>
/// <param name="Name">Without the folder.</param>
/// <param name="IsFolder">For a link: whether its target is a folder.</param>
/// <param name="IsLink">A symbolic link.</param>
public sealed record FolderEntry(string Name, bool IsFolder, bool IsLink)
{
    // "a.yaml" stands before "a/b.yaml", as in the order of whole paths.
    internal string SortKey => IsFolder ? Name + "/" : Name;

    /// <summary>The order of the paths below a folder.</summary>
    public static Comparison<FolderEntry> Order { get; } = (one, other) => string.CompareOrdinal(one.SortKey, other.SortKey);
}

/// <summary>
/// Where files are found and read: the disk, or something that stands for it, such as a commit or an editor's unsaved
/// buffer over the disk. Paths are absolute.
/// </summary>
public abstract class FileTree
{
    /// <summary>The disk.</summary>
    public static FileTree Disk { get; } = new DiskTree();

    /// <summary>Links are followed.</summary>
    public abstract EntryKind KindOf(string path);

    /// <summary>
    /// In <see cref="FolderEntry.Order"/>. Throws <see cref="IOException"/> and its like where the folder cannot be read.
    /// </summary>
    public abstract IReadOnlyList<FolderEntry> Entries(string folder);

    /// <summary>Where a link leads, as it is written; null for what is no link.</summary>
    public abstract string? LinkTarget(string path);

    /// <summary>The text of a file that the disk does not hold as such; null where the disk does.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="shown">What problems call it.</param>
    public abstract FileText? Held(string path, string shown);

    /// <summary>The bytes of a file that the disk does not hold as such; null where the disk does, or where there are none.</summary>
    public virtual byte[]? BytesOf(string path) => Held(path, path)?.Text is { } text ? Encoding.UTF8.GetBytes(text) : null;

    /// <summary>What a program would find on disk is not what is here.</summary>
    internal virtual bool IsApart => true;

    internal bool IsFile(string path) => KindOf(path) == EntryKind.File;

    /// <summary>The text of a small file to obey, such as .gitignore; null when it is not there or cannot be read.</summary>
    internal string? TextOf(string path) => !IsFile(path) ? null : Held(path, path) is { } held ? held.Text : Manifests.Disk.TextOf(path);

    private sealed class DiskTree : FileTree
    {
        internal override bool IsApart => false;

        public override EntryKind KindOf(string path) => Manifests.Disk.KindOf(path);

        public override IReadOnlyList<FolderEntry> Entries(string folder) => Manifests.Disk.Entries(folder);

        public override string? LinkTarget(string path)
        {
            try
            {
                return new FileInfo(path).LinkTarget;
            }
            catch (Exception exception) when (Manifests.Disk.IsReadFailure(exception))
            {
                return null;
            }
        }

        public override FileText? Held(string path, string shown) => null;
    }
}

/// <summary>The disk with one file's text replaced, whether the file is there or not.</summary>
/// <param name="overlaid">Absolute.</param>
/// <param name="text">What stands for the file.</param>
public sealed class OverlaidTree(string overlaid, string text) : FileTree
{
    private readonly RealPaths realPaths = new(Disk);

    public override EntryKind KindOf(string path) => IsOverlaid(path) ? EntryKind.File : Disk.KindOf(path);

    public override IReadOnlyList<FolderEntry> Entries(string folder) => Disk.Entries(folder);

    public override string? LinkTarget(string path) => Disk.LinkTarget(path);

    public override FileText? Held(string path, string shown) => IsOverlaid(path) ? FileText.Of(text) : null;

    // A file that links lead to has several paths.
    private bool IsOverlaid(string path) => path == overlaid || (realPaths.Of(path) is { } real && real == realPaths.Of(overlaid));
}
