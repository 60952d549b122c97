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

    public string FolderOf(int number) => Path.Join(Folder, number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public string MakeFolder(int number) => Directory.CreateDirectory(FolderOf(number)).FullName;

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
