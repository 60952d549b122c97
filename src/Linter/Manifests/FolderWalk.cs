using Linter.Configuration;

namespace Linter.Manifests;

/// <summary>A file that may hold manifests, or a folder to search for them.</summary>
/// <param name="Path">Absolute, as it was reached.</param>
/// <param name="Real">Without links.</param>
/// <param name="Shown">As reports show it.</param>
internal sealed record FoundFile(string Path, string Real, string Shown);

/// <summary>
/// Walks given folders in ordinal order. A real folder is entered once, by the ordinally first way to it, so that links
/// never lead in a circle.
/// </summary>
/// <param name="options">Of the run.</param>
/// <param name="kustomizations">Reads them.</param>
/// <param name="realPaths">Follows links.</param>
/// <param name="within">Real paths of all that was given: links may not lead out of it.</param>
/// <param name="shownPath">From absolute to shown.</param>
internal sealed class FolderWalk(
    FinderOptions options, KustomizationFiles kustomizations, RealPaths realPaths, IReadOnlySet<string> within,
    Func<string, string> shownPath)
{
    private readonly HashSet<string> entered = new(StringComparer.Ordinal);

    public List<FoundFile> Files { get; } = [];

    /// <summary>Absolute folders of charts.</summary>
    public List<string> Charts { get; } = [];

    public List<Kustomization> Kustomizations { get; } = [];

    public List<InputProblem> Problems { get; } = [];

    public List<string> Notes { get; } = [];

    /// <summary>Folders and manifest files that were left out because git ignores them.</summary>
    public int IgnoredCount { get; private set; }

    /// <summary>Folders and manifest files that the configuration excludes.</summary>
    public int ExcludedCount { get; private set; }

    /// <summary>Links to manifests that were not read: they lead nowhere, or out of what was given.</summary>
    public int LostLinks { get; private set; }

    /// <summary>Configurations in folders of the walk.</summary>
    public List<FoundFile> Configs { get; } = [];

    public void Walk(string folder, string real, IgnoreFiles? ignores)
    {
        if (!entered.Add(real) || EntriesOf(folder) is not { } entries)
            return;

        // Beside its own parts a chart's folder may hold anything, such as examples.
        var isChart = entries.Any(entry => entry.Name == Manifests.Charts.FileName && !entry.IsFolder);
        if (isChart)
            Charts.Add(folder);

        ignores = options.UseGitignore ? IgnoreFiles.In(folder, ignores, options.Files) : null;
        foreach (var entry in entries.Where(entry => !isChart || !Manifests.Charts.IsOwn(entry)))
            Visit(entry, folder, real, ignores);
    }

    private void Visit(FolderEntry entry, string folder, string realFolder, IgnoreFiles? ignores)
    {
        var isConfig = entry is { Name: ConfigReader.FileName, IsFolder: false };
        if (!isConfig && !MayHoldManifests(entry))
            return;

        var path = Path.Join(folder, entry.Name);
        if (IsExcluded(path, entry.IsFolder))
        {
            ExcludedCount += isConfig ? 0 : 1;
            return;
        }

        // To git a link is a file, whatever it leads to.
        if (IgnoreFiles.Ignores(ignores, path, entry is { IsFolder: true, IsLink: false }))
        {
            IgnoredCount += isConfig ? 0 : 1;
            return;
        }

        if (isConfig)
        {
            Configs.Add(new FoundFile(path, realPaths.Of(path) ?? path, shownPath(path)));
            return;
        }

        var real = entry.IsLink ? FollowLink(path) : folder == realFolder ? path : Path.Join(realFolder, entry.Name);
        if (real is null)
            return;

        if (entry.IsFolder)
            Walk(path, real, ignores);
        else
            Take(entry.Name, path, real, folder, realFolder);
    }

    private bool MayHoldManifests(FolderEntry entry) => entry.IsFolder
        ? entry.Name != ".git" && (!options.UseGitignore || entry.Name != "node_modules")
        : entry.Name is not (ConfigReader.FileName or ManifestFinder.BaselineFileName)
            && (ManifestFinder.HasManifestExtension(entry.Name) || Manifests.Kustomizations.IsFileName(entry.Name));

    private bool IsExcluded(string path, bool isFolder)
    {
        if (options.Exclude.IsEmpty)
            return false;

        var shown = shownPath(path);
        return options.Exclude.Any(glob => isFolder ? glob.MatchesFolder(shown) : glob.Matches(shown));
    }

    private void Take(string name, string path, string real, string folder, string realFolder)
    {
        if (options.Files.KindOf(path) == EntryKind.Special)
            Notes.Add($"{shownPath(path)} is a pipe, socket or device and was not read");
        else if (Manifests.Kustomizations.IsFileName(name) && kustomizations.Read(path) is { } text)
            Kustomizations.Add(new Kustomization(folder, realFolder, text));
        else if (ManifestFinder.HasManifestExtension(name))
            Files.Add(new FoundFile(path, real, shownPath(path)));
    }

    private string? FollowLink(string path)
    {
        var real = realPaths.Of(path);
        if (real is null || options.Files.KindOf(real) == EntryKind.Missing)
        {
            Notes.Add($"{shownPath(path)} is a link that leads nowhere and was not read");
            LostLinks++;
            return null;
        }

        if (ManifestFinder.Upwards(real).Any(within.Contains))
            return real;

        Notes.Add($"{shownPath(path)} is a link that leads out of the given paths and was not followed");
        LostLinks++;
        return null;
    }

    private IReadOnlyList<FolderEntry>? EntriesOf(string folder)
    {
        try
        {
            return options.Files.Entries(folder);
        }
        catch (Exception exception) when (Disk.IsReadFailure(exception))
        {
            var shown = shownPath(folder);
            Problems.Add(new InputProblem(shown, $"folder '{shown}' cannot be read: {Disk.Describe(exception, shown)}"));
            return null;
        }
    }
}
