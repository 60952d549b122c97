namespace Linter.Manifests;

/// <summary>A folder for the time of one rendering: homes for the tools, and a kustomization of ours for each target.</summary>
internal sealed class Workshop : IDisposable
{
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

    /// <summary>Where copies are written to.</summary>
    public string ExportRoot => Path.Join(Folder, "tree");

    /// <summary>Writes the files of folders where a tool finds them, in place of those on disk. Paths outside of the root are left out.</summary>
    public void Export(FileTree files, IEnumerable<string> folders, string root)
    {
        foreach (var folder in folders.Distinct(StringComparer.Ordinal))
        {
            if (ManifestFinder.Below(root, folder) is { } way)
                Export(files, folder, Path.Join(ExportRoot, way));
        }
    }

    /// <summary>The same for single files.</summary>
    public void ExportFiles(FileTree files, IEnumerable<string> paths, string root)
    {
        foreach (var path in paths.Distinct(StringComparer.Ordinal))
        {
            if (ManifestFinder.Below(root, path) is not { } way || !files.IsFile(path) || FileText.Read(files, path, path).Text is not { } text)
                continue;

            Directory.CreateDirectory(Path.GetDirectoryName(Path.Join(ExportRoot, way))!);
            File.WriteAllText(Path.Join(ExportRoot, way), text);
        }
    }

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
            else if (!entry.IsFolder && FileText.Read(files, source, source).Text is { } text)
                File.WriteAllText(target, text);
        }
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
