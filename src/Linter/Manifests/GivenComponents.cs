namespace Linter.Manifests;

/// <summary>What components stand for that a run was asked for: a component is nothing by itself.</summary>
/// <param name="options">Of the run.</param>
/// <param name="kustomizations">Reads them.</param>
/// <param name="realPaths">Follows links.</param>
/// <param name="shownPath">From absolute to shown.</param>
internal sealed class GivenComponents(
    FinderOptions options, KustomizationFiles kustomizations, RealPaths realPaths, Func<string, string> shownPath)
{
    private readonly Dictionary<string, KustomizationSet> byRepository = new(StringComparer.Ordinal);

    /// <summary>What was taken for what; a sentence each.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Resources of components that nothing uses.</summary>
    public List<FoundFile> Files { get; } = [];

    /// <summary>
    /// The kustomizations of the repository that use it; where there is none, itself, and what it lists is read as it stands.
    /// </summary>
    /// <param name="component">That is asked for.</param>
    /// <param name="files">Real paths of its files that were given; none where all of it was.</param>
    public IEnumerable<Kustomization> StandIns(Kustomization component, IReadOnlySet<string> files)
    {
        var name = shownPath(component.Folder);
        if (options.FollowsKustomizations && ManifestFinder.RepositoryOf(component.Folder) is { } repository)
        {
            var users = In(repository).TopsOver(component.RealFolder).Where(top => !top.Text.IsComponent).ToList();
            if (users.Count > 0)
            {
                var more = users.Count == 1 ? ", which uses it, was" : $" and {users.Count - 1} more, which use it, were";
                Notes.Add($"{name} is a component, nothing by itself: {shownPath(users[0].Folder)}{more} taken in its place");
                return users;
            }
        }

        var listed = ListedBy(component).Where(file => files.Count == 0 || files.Contains(file.Real)).ToList();
        if (listed.Count > 0)
        {
            Notes.Add($"{name} is a component, nothing by itself: {(options.FollowsKustomizations ? "no kustomization uses it" : "rendering is off")}, so what it lists was read as it stands");
            Files.AddRange(listed);
            return [];
        }

        return [component];
    }

    private IEnumerable<FoundFile> ListedBy(Kustomization component) =>
        from resource in component.Text.Resources
        let path = Path.GetFullPath(Path.Combine(component.Folder, resource))
        where options.Files.KindOf(path) == EntryKind.File
        select new FoundFile(path, realPaths.Of(path) ?? path, shownPath(path));

    private KustomizationSet In(string repository)
    {
        if (byRepository.TryGetValue(repository, out var set))
            return set;

        var real = realPaths.Of(repository) ?? repository;
        var walk = new FolderWalk(options, kustomizations, realPaths, new HashSet<string>(StringComparer.Ordinal) { real }, shownPath);
        walk.Walk(repository, real, ignores: null);
        return byRepository[repository] = new KustomizationSet(walk.Kustomizations, realPaths);
    }
}
