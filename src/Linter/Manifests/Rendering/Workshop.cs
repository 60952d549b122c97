using System.Globalization;
using System.Text.RegularExpressions;

namespace Linter.Manifests;

/// <summary>A folder for the time of one rendering: homes for the tools, and a kustomization of ours for each target.</summary>
internal sealed class Workshop : IDisposable
{
    private const string CopyName = "copy-";

    private readonly RealPaths realPaths = new(FileTree.Disk);

    private Workshop(string folder) => Folder = folder;

    /// <summary>Absolute, without links.</summary>
    public string Folder { get; }

    /// <summary>Where tools may keep what they like.</summary>
    public string Home => Path.Join(Folder, "home");

    public static Workshop Create(string tempFolder)
    {
        var real = new RealPaths(FileTree.Disk).Of(tempFolder) ?? tempFolder;
        string folder;
        do
            folder = Path.Join(real, $"lint-{Path.GetRandomFileName()}");
        while (Path.Exists(folder));

        // Nobody else reads what is rendered, secrets among it.
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var workshop = new Workshop(folder);
        Directory.CreateDirectory(workshop.Home);
        return workshop;
    }

    /// <summary>
    /// Writes the files of folders where a tool finds them, in place of those on disk, and empty ones for those that are missing;
    /// gives the copy's root, which bears the root's own name. Paths outside of the root are left out.
    /// </summary>
    public string Copy(FileTree files, IEnumerable<string> folders, string root, IEnumerable<string> missing, int number)
    {
        var copy = Path.Join(Folder, string.Create(CultureInfo.InvariantCulture, $"{CopyName}{number}"), RootName(root));
        Directory.CreateDirectory(copy);
        foreach (var folder in folders.Distinct(StringComparer.Ordinal))
        {
            if (ManifestFinder.Below(root, folder) is { } way)
                Export(files, folder, Path.Join(copy, way));
        }

        foreach (var way in missing.Select(path => ManifestFinder.Below(root, path)).OfType<string>())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Join(copy, way))!);
            File.WriteAllText(Path.Join(copy, way), "");
        }

        return copy;
    }

    /// <summary>Writes single files into a copy.</summary>
    public static void CopyFiles(FileTree files, IEnumerable<string> paths, string root, string copy)
    {
        foreach (var path in paths.Distinct(StringComparer.Ordinal))
        {
            if (ManifestFinder.Below(root, path) is not { } way)
                continue;

            Directory.CreateDirectory(Path.GetDirectoryName(Path.Join(copy, way))!);
            Write(files, path, Path.Join(copy, way));
        }
    }

    private static string RootName(string root) => Path.GetFileName(root) is { Length: > 0 } name ? name : "root";

    /// <summary>A text without the roots of copies in front of paths.</summary>
    public string WithoutCopies(string text) =>
        Regex.Replace(text, Regex.Escape(Path.Join(Folder, CopyName)) + "[0-9]+/[^/]*/", "", RegexOptions.CultureInvariant,
            Regex.InfiniteMatchTimeout);

    private static void Export(FileTree files, string from, string to)
    {
        if (files.KindOf(from) != EntryKind.Folder)
            return;

        Directory.CreateDirectory(to);
        foreach (var entry in files.Entries(from).Where(entry => entry.Name != ".git"))
        {
            var (source, target) = (Path.Join(from, entry.Name), Path.Join(to, entry.Name));
            if (entry is { IsFolder: true, IsLink: false })
                Export(files, source, target);
            else if (!entry.IsFolder)
                Write(files, source, target);
        }
    }

    private static void Write(FileTree files, string source, string target)
    {
        if (files.BytesOf(source) is { } bytes)
            File.WriteAllBytes(target, bytes);
        else if (Disk.KindOf(source) == EntryKind.File && files.IsFile(source))
            File.Copy(source, target, overwrite: true);
    }

    public string RealPath(string path)
    {
        lock (realPaths)
            return realPaths.Of(path) ?? path;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Folder, recursive: true);
        }
        catch (Exception exception) when (Disk.IsReadFailure(exception))
        {
            // A tool that was stopped may still hold a file; the system clears its temporary folder.
        }
    }
}
