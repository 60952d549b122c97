using Linter.Configuration;

namespace Linter.Manifests;

/// <summary>A configuration file of a run.</summary>
/// <param name="File">To be read.</param>
/// <param name="Place">Where its folder lies among shown paths.</param>
/// <param name="Folder">Absolute.</param>
public sealed record FoundConfig(InputFile File, ConfigPlace Place, string Folder);

/// <summary>Finds the configuration of a run. Never throws for what lies on disk.</summary>
public sealed class ConfigFinder
{
    private readonly string workingDirectory;
    private readonly string? repository;

    /// <param name="paths">Of the run.</param>
    /// <param name="workingDirectory">Absolute.</param>
    public ConfigFinder(IReadOnlyList<string> paths, string workingDirectory)
    {
        this.workingDirectory = workingDirectory;
        ShownRoot = ManifestFinder.ShownRoot(paths, workingDirectory);
        First = ManifestFinder.First(paths, workingDirectory);
        repository = ManifestFinder.RepositoryOf(First);
    }

    /// <summary>The absolute path that the search starts from.</summary>
    public string First { get; }

    /// <summary>The absolute folder that shown paths start from.</summary>
    public string ShownRoot { get; }

    /// <summary>The nearest .lint.yaml from the first path upward, up to its repository's root.</summary>
    public FoundConfig? Nearest() => NearestFrom(First);

    /// <summary>The next one above another.</summary>
    public FoundConfig? Above(FoundConfig found) =>
        found.Folder != repository && Path.GetDirectoryName(found.Folder) is { } parent ? NearestFrom(parent) : null;

    /// <summary>The file that the user names; a problem where it is not there.</summary>
    public (FoundConfig? Found, InputProblem? Problem) Named(string path)
    {
        var full = ManifestFinder.FullPath(path, workingDirectory);
        return Path.Exists(full)
            ? (At(full, path), null)
            : (null, new InputProblem(path, $"the configuration '{path}' does not exist", NearPath.Existing(path, full, _ => 0)));
    }

    private FoundConfig? NearestFrom(string path)
    {
        for (string? at = path; at is not null; at = at == repository ? null : Path.GetDirectoryName(at))
        {
            var file = Path.Join(at, ConfigReader.FileName);
            if (Path.Exists(file))
                return At(file, null);
        }

        return null;
    }

    // What lies outside of all shown paths is called what the user called it: no report tells where the machine keeps it.
    private FoundConfig At(string full, string? written)
    {
        var folder = Path.GetDirectoryName(full)!;
        var shown = ManifestFinder.Shown(ShownRoot, full);
        if (shown.StartsWith("../", StringComparison.Ordinal) && written is not null)
            shown = Path.IsPathRooted(written) ? Path.GetFileName(full) : written.Replace(Path.DirectorySeparatorChar, '/');
        return new FoundConfig(new InputFile(shown, full), PlaceOf(ManifestFinder.Shown(ShownRoot, folder)), folder);
    }

    private ConfigPlace PlaceOf(string folder)
    {
        if (folder == ".")
            return ConfigPlace.Root;

        var isAbove = Array.TrueForAll(folder.Split('/'), name => name == "..");
        var names = ShownRoot.Split(Path.DirectorySeparatorChar);
        return new ConfigPlace(folder, isAbove ? [.. names[^folder.Split('/').Length..]] : []);
    }
}
