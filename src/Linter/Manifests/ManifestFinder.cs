using System.Collections.Immutable;
using Linter.Text;

namespace Linter.Manifests;

/// <summary>From the paths of a run to the files in them. What it gives never depends on the order or the place of asking.</summary>
public static class ManifestFinder
{
    /// <summary>The shown path of standard input.</summary>
    public const string StandardInputPath = "stdin";

    /// <summary>The usual name of a baseline, which is never taken for a manifest.</summary>
    public const string BaselineFileName = ".lint-baseline.json";

    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    /// <summary>
    /// Folders are searched; a file that is given itself is read whatever its name and whether git ignores it; "-" is
    /// standard input. No paths: the working directory. Never throws for what lies on disk.
    /// </summary>
    public static InputFiles Find(IReadOnlyList<string> paths, FinderOptions options) =>
        Find(paths, options, withSuggestions: true);

    internal static InputFiles Find(IReadOnlyList<string> paths, FinderOptions options, bool withSuggestions) =>
        new Search(paths.Count == 0 ? ["."] : paths, options, withSuggestions).Run();

    /// <summary>Whether a file has a name by which kustomize finds it.</summary>
    public static bool IsKustomization(string path) => Kustomizations.IsFileName(Path.GetFileName(path));

    internal static bool HasManifestExtension(string name) =>
        Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The absolute folder that shown paths start from: the repository of the first path, so that the same files are shown the
    /// same wherever the program is called from. Outside of repositories the working directory where it holds all of them, so
    /// that a shown path can be opened, else the nearest folder that holds them.
    /// </summary>
    public static string ShownRoot(IReadOnlyList<string> paths, string workingDirectory)
    {
        var first = First(paths, workingDirectory);
        if (RepositoryOf(first) is { } repository)
            return repository;

        if (paths.Where(IsPath).All(path => Below(workingDirectory, FullPath(path, workingDirectory)) is not null))
            return Path.TrimEndingDirectorySeparator(workingDirectory);

        var root = FolderOf(first);
        foreach (var path in paths.Where(IsPath))
        {
            var folder = FolderOf(FullPath(path, workingDirectory));
            while (Below(root, folder) is null && Path.GetDirectoryName(root) is { } parent)
                root = parent;
        }

        return root;
    }

    private static string FolderOf(string path) => Directory.Exists(path) ? path : Path.GetDirectoryName(path) ?? path;

    private static bool IsPath(string path) => path is not ("-" or "");

    /// <summary>The absolute path that a run is about: the first one given, else the working directory.</summary>
    internal static string First(IReadOnlyList<string> paths, string workingDirectory) =>
        paths.FirstOrDefault(IsPath) is { } first ? FullPath(first, workingDirectory) : workingDirectory;

    /// <summary>Absolute, without a separator at its end.</summary>
    public static string FullPath(string path, string workingDirectory) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(workingDirectory, path)));

    /// <summary>A path as reports show it.</summary>
    public static string Shown(string shownRoot, string path)
    {
        var relative = Path.GetRelativePath(shownRoot, path);
        return Path.DirectorySeparatorChar == '/' ? relative : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>The way from an absolute folder to another that lies in it, "a/b", "" for the folder itself; null for any other.</summary>
    public static string? Below(string folder, string other)
    {
        var path = Shown(folder, other);
        return path == "." ? "" : path == ".." || path.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(path) ? null : path;
    }

    /// <summary>
    /// What is wrong with a path to nothing; null where something is there. It is the complaint of <see cref="Find(IReadOnlyList{string},
    /// FinderOptions)"/>, without a search.
    /// </summary>
    public static InputProblem? Missing(string path, FinderOptions options)
    {
        var full = FullPath(path, options.WorkingDirectory);
        return path is "-" or "" || options.Files.KindOf(full) != EntryKind.Missing
            ? null
            : NotThere(path, NearPath.Existing(path, full, _ => 0));
    }

    internal static InputProblem NotThere(string path, string? near) =>
        new(path, $"'{path}' does not exist", near ?? Misunderstanding(path));

    private static string? Misunderstanding(string path) =>
        path.Contains("://", StringComparison.Ordinal) ? "lint asks no network: fetch the text first and pipe it into lint -"
        : path.AsSpan().IndexOfAny('*', '?') >= 0 ? "patterns are for the shell to expand; of a folder all is read that lies below it"
        : null;

    /// <summary>The nearest folder from an absolute path upward that holds .git; null outside of repositories.</summary>
    public static string? RepositoryOf(string path) => Upwards(path).FirstOrDefault(folder => Path.Exists(Path.Join(folder, ".git")));

    /// <summary>An absolute path and the folders above it, the nearest first.</summary>
    internal static IEnumerable<string> Upwards(string path)
    {
        for (string? at = path; at is not null; at = Path.GetDirectoryName(at))
            yield return at;
    }
}

/// <summary>A chart or kustomization that is not read as it stands; two of one kind at one place are one.</summary>
/// <param name="Path">Shown path of the folder.</param>
/// <param name="Kind">What it is.</param>
/// <param name="FullPath">Absolute path of the folder.</param>
internal sealed record SkippedFolder(string Path, SkippedKind Kind, string FullPath)
{
    public static IComparer<SkippedFolder> Order { get; } = Comparer<SkippedFolder>.Create(
        (one, other) => string.CompareOrdinal(one.Path, other.Path) is not 0 and var order ? order : one.Kind.CompareTo(other.Kind));
}

/// <summary>One search: arguments sorted by what they are, folders walked, all of it put in order.</summary>
internal sealed class Search
{
    // Below this many files a second worker costs more than it brings.
    private const int FilesPerWorker = 128;

    private readonly IReadOnlyList<string> arguments;
    private readonly FinderOptions options;
    private readonly bool withSuggestions;
    private readonly string shownRoot;
    private readonly RealPaths realPaths;
    private readonly KustomizationFiles kustomizationFiles;
    private readonly List<string> folders = [];
    private readonly HashSet<string> given = new(StringComparer.Ordinal);
    private readonly List<FoundFile> files = [];

    // Those that a given file stands for.
    private readonly List<(Kustomization Kustomization, string Real)> meant = [];
    private readonly List<string> notes = [];
    private readonly List<InputProblem> problems = [];
    private readonly Dictionary<string, FileText> texts = new(StringComparer.Ordinal);
    private readonly HashSet<string> idlePatches = new(StringComparer.Ordinal);
    private readonly SortedSet<SkippedFolder> skipped = new(SkippedFolder.Order);
    private bool readsStandardInput;

    public Search(IReadOnlyList<string> arguments, FinderOptions options, bool withSuggestions)
    {
        (this.arguments, this.options, this.withSuggestions) = (arguments, options, withSuggestions);
        shownRoot = options.ShownRoot ?? ManifestFinder.ShownRoot(arguments, options.WorkingDirectory);
        realPaths = new RealPaths(options.Files);
        kustomizationFiles = new KustomizationFiles(options.Files);
    }

    public InputFiles Run()
    {
        foreach (var argument in arguments.Distinct(StringComparer.Ordinal))
            Sort(argument);

        var walk = Walk();
        var kustomizations = walk.Kustomizations.Count + meant.Count == 0
            ? null
            : new KustomizationSet(walk.Kustomizations.Concat(meant.Select(each => each.Kustomization)), realPaths);
        Skip(walk.Charts, SkippedKind.HelmChart);
        bool IsUsed(FoundFile file) => kustomizations?.UsedFiles.Contains(file.Real) == true;
        if (options.FollowsKustomizations)
            files.RemoveAll(IsUsed);
        if (kustomizations is not null)
            idlePatches.UnionWith(kustomizations.IdlePatches.Except(files.Select(file => file.Real), StringComparer.Ordinal));
        files.AddRange(walk.Files.Where(file => !IsUsed(file)));
        if (kustomizations is not null)
            Skip(Meant([.. kustomizations.Tops()]).Select(top => top.Folder), SkippedKind.Kustomization);
        var gitOps = options.FindsTargets ? GitOpsIn(walk) : new GitOpsUses([], []);
        problems.AddRange(walk.Problems);

        var inputs = InputsInOrder();
        if (inputs.IsEmpty && skipped.Count == 0 && problems.Count == 0)
            problems.Add(NothingFound(walk));
        ImmutableArray<ListedInput> listed = options.SplitsFolders && !gitOps.Uses.IsEmpty ? ListedBy(gitOps, inputs) : [];
        var taken = listed.SelectMany(list => list.Files).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        return new InputFiles(taken.Count == 0 ? inputs : [.. inputs.Where(file => !taken.Contains(file.Path))],
            options.FindsTargets ? [] : [.. skipped.Select(entry => new SkippedInput(entry.Path, entry.Kind))], [.. problems])
        {
            Listed = listed,
            Notes = [.. walk.Notes.Concat(notes)
                .Concat(UnusedConfigs(walk))
                .Concat(gitOps.Notes)
                .Concat(Unapplied(gitOps))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)],
            Targets = options.FindsTargets && HasTargets(gitOps) ? TargetsInOrder(gitOps) : [],
            Sources = options.Files,
            ShownRoot = shownRoot,
        };
    }

    // One configuration holds for a run, with those above it.
    private IEnumerable<string> UnusedConfigs(FolderWalk walk)
    {
        if (options.UsedConfigs.IsDefault)
            return [];

        var used = options.UsedConfigs.Select(config => realPaths.Of(config) ?? config).ToHashSet(StringComparer.Ordinal);
        var unused = walk.Configs.Where(config => !used.Contains(config.Real)).ToList();
        return unused.Count == 0 ? []
            : [$"{unused[0].Shown} was not used{(unused.Count > 1 ? $", nor {(unused.Count == 2 ? "1 more" : $"{unused.Count - 1} more")} like it" : "")}: a run has the configuration that is nearest above its first path"];
    }

    private bool HasTargets(GitOpsUses gitOps) => skipped.Count > 0 || !gitOps.Uses.IsEmpty || !options.Charts.IsEmpty;

    private ImmutableArray<RenderTarget> TargetsInOrder(GitOpsUses gitOps)
    {
        var targets = new Targets(options.Files, kustomizationFiles, realPaths, Shown);
        var charts = FoldersOf(SkippedKind.HelmChart);
        var used = charts.SelectMany(targets.UsedBy).ToHashSet(StringComparer.Ordinal);
        var configured = options.Charts
            .Select(chart => (Chart: chart, Path: RenderConfigCheck.FullPath(chart.Folder, chart.Chart.Value)))
            .Where(chart => IsGiven(chart.Path))
            .ToLookup(chart => chart.Path, chart => chart.Chart, StringComparer.Ordinal);
        var said = gitOps.Uses.Where(use => use.Tool is not null).ToLookup(use => (use.Tool!.Value, use.Folder));
        IEnumerable<string> Said(RenderTool tool) => said.Where(uses => uses.Key.Value == tool).Select(uses => uses.Key.Folder);
        return
        [
            .. charts.Where(chart => !used.Contains(realPaths.Of(chart) ?? chart)).Concat(configured.Select(chart => chart.Key))
                .Union(Said(RenderTool.Helm), StringComparer.Ordinal)
                .OrderBy(Shown, StringComparer.Ordinal)
                .SelectMany(chart => targets.OfChart(chart, [.. configured[chart]], [.. said[(RenderTool.Helm, chart)]])),
            .. FoldersOf(SkippedKind.Kustomization).Union(Said(RenderTool.Kustomize), StringComparer.Ordinal)
                .OrderBy(Shown, StringComparer.Ordinal)
                .SelectMany(folder => targets.OfKustomization(folder, [.. said[(RenderTool.Kustomize, folder)]])),
        ];
    }

    private List<string> FoldersOf(SkippedKind kind) => [.. skipped.Where(entry => entry.Kind == kind).Select(entry => entry.FullPath)];

    // Objects may be part of a kustomization themselves.
    private GitOpsUses GitOpsIn(FolderWalk walk)
    {
        var paths = walk.Files.Concat(files).Select(file => file.Path).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var root = ManifestFinder.RepositoryOf(shownRoot) ?? shownRoot;
        var uses = GitOpsReader.Read(TextsOf(paths), root, options.Files, realPaths);
        return uses.Uses.IsEmpty ? uses : uses with { Uses = [.. uses.Uses.Where(use => IsWithin(use.Folder))] };
    }

    // Each file is read once: what is looked into here is what is linted. Nearly every file holds no such object, so nothing
    // is made of its text before that is known. Only the disk itself can be asked by several at a time.
    private List<SourceText> TextsOf(IEnumerable<string> paths)
    {
        string[] all = [.. paths];
        var read = new FileText[all.Length];
        var holds = new SourceText?[all.Length];
        Workers.Share(all.Length, options.Files.IsApart ? 1 : Math.Min(options.Threads, 1 + (all.Length / FilesPerWorker)), job =>
        {
            var shown = Shown(all[job]);
            read[job] = FileText.Read(options.Files, all[job], shown);
            if (read[job].Text is { } text && GitOpsReader.MayHold(text))
                holds[job] = new SourceText(shown, text);
        });
        for (var i = 0; i < all.Length; i++)
            texts[all[i]] = read[i];
        return [.. holds.OfType<SourceText>()];
    }

    private bool IsWithin(string folder) =>
        ManifestFinder.Upwards(folder).Any(given.Contains) && !options.Exclude.Any(glob => glob.MatchesFolder(Shown(folder)));

    private static IEnumerable<string> Unapplied(GitOpsUses gitOps) => gitOps.Uses.Where(use => !use.Unapplied.IsEmpty)
        .Select(use => $"{use.Origin} also sets {string.Join(", ", use.Unapplied)}, which was not applied");

    // A folder that several apply is one unit.
    private ImmutableArray<ListedInput> ListedBy(GitOpsUses gitOps, ImmutableArray<InputFile> inputs)
    {
        var byFolder = gitOps.Uses.Where(use => use.Tool is null).ToLookup(use => use.Folder, StringComparer.Ordinal);
        var below = inputs.Where(file => file.FullPath is not null)
            .SelectMany(file => ManifestFinder.Upwards(Path.GetDirectoryName(file.FullPath)!).Where(byFolder.Contains),
                (file, folder) => (Folder: folder, File: file))
            .ToLookup(pair => pair.Folder, pair => pair.File, StringComparer.Ordinal);
        var listed = ImmutableArray.CreateBuilder<ListedInput>();
        foreach (var uses in byFolder.OrderBy(group => Shown(group.Key), StringComparer.Ordinal))
        {
            var own = below[uses.Key]
                .Select(file => (File: file, By: uses.Where(use => use.Takes(ManifestFinder.Shown(uses.Key, file.FullPath!))).ToList()))
                .Where(each => each.By.Count > 0)
                .ToList();
            if (own.Count > 0)
            {
                listed.Add(new ListedInput(Shown(uses.Key),
                    [.. own.Select(each => each.File with { Namespace = OnlyNamespace(each.By) })]) { SaidBy = own[0].By[0].Origin });
            }
        }

        return listed.ToImmutable();
    }

    private static string? OnlyNamespace(List<GitOpsUse> uses) =>
        uses.Select(use => use.Namespace).Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : null;

    // A chart that lies in another one, or that another one uses, is found where somebody names it.
    private bool IsGiven(string chart) => options.Files.IsFile(Path.Join(chart, Charts.FileName))
        && (IsWithin(chart) || skipped.Contains(new SkippedFolder(Shown(chart), SkippedKind.HelmChart, chart)));

    private void Sort(string argument)
    {
        if (argument == "-")
        {
            readsStandardInput = true;
            return;
        }

        if (argument.Length == 0)
        {
            problems.Add(new InputProblem(argument, "a path is empty", "write . for the folder you are in"));
            return;
        }

        var path = FullPath(argument);
        switch (options.Files.KindOf(path))
        {
            case EntryKind.Folder:
                SortFolder(path);
                break;
            case EntryKind.File:
                SortFile(path);
                break;
            case EntryKind.Special:
                problems.Add(new InputProblem(argument, $"'{argument}' is a pipe, socket or device, which is not read",
                    "send its text to standard input: lint -"));
                break;
            case EntryKind.Inaccessible:
                problems.Add(new InputProblem(argument, $"'{argument}' cannot be opened: permission denied, or a link that leads nowhere"));
                break;
            default:
                problems.Add(ManifestFinder.NotThere(argument, Near(argument, path)));
                break;
        }
    }

    private void SortFolder(string path)
    {
        if (Charts.Around(path, ManifestFinder.RepositoryOf(path), options.Files) is { } chart)
            Skip([chart], SkippedKind.HelmChart);
        else
            Give(path);
    }

    private void Give(string folder)
    {
        folders.Add(folder);
        given.Add(folder);
    }

    private void SortFile(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        var real = realPaths.Of(path) ?? path;
        var repository = ManifestFinder.RepositoryOf(folder);
        if (Charts.Around(path, repository, options.Files) is { } chart)
            Skip([chart], SkippedKind.HelmChart);
        else if (Kustomizations.IsFileName(Path.GetFileName(path)) && kustomizationFiles.Read(path) is { } text)
            meant.Add((new Kustomization(folder, realPaths.Of(folder) ?? folder, text), real));
        else if (options.FollowsKustomizations && kustomizationFiles.ChangerOf(path, real, repository, realPaths) is { } changer)
            meant.Add((new Kustomization(changer, realPaths.Of(changer) ?? changer, kustomizationFiles.In(changer)!), real));
        else
            files.Add(new FoundFile(path, real, Shown(path)));
    }

    // What is asked for by a component: by itself it is nothing.
    private List<Kustomization> Meant(List<Kustomization> tops)
    {
        var isAll = tops.TrueForAll(top => top.Text.IsComponent) && files.Count == 0 && skipped.Count == 0 && !readsStandardInput;
        bool IsAsked(Kustomization top) =>
            top.Text.IsComponent
            && (isAll || given.Contains(top.Folder) || meant.Exists(each => each.Kustomization.RealFolder == top.RealFolder));
        if (!options.FindsTargets || !tops.Exists(IsAsked))
            return tops;

        var components = new GivenComponents(options, kustomizationFiles, realPaths, Shown);
        var result = tops.SelectMany(top => IsAsked(top) ? components.StandIns(top, FilesGivenOf(top)) : [top])
            .DistinctBy(top => top.RealFolder, StringComparer.Ordinal)
            .ToList();
        files.AddRange(components.Files);
        notes.AddRange(components.Notes);
        return result;
    }

    private HashSet<string> FilesGivenOf(Kustomization component) =>
        given.Contains(component.Folder)
            || meant.Exists(each => each.Kustomization.RealFolder == component.RealFolder
                && Kustomizations.IsFileName(Path.GetFileName(each.Real)))
            ? [] : [.. meant.Where(each => each.Kustomization.RealFolder == component.RealFolder).Select(each => each.Real)];

    private FolderWalk Walk()
    {
        var roots = folders.Select(folder => new FoundFile(folder, realPaths.Of(folder) ?? folder, Shown(folder)))
            .OrderBy(root => root.Shown + "/", StringComparer.Ordinal)
            .ToList();
        var within = roots.Select(root => root.Real).Concat(files.Select(file => file.Real)).ToHashSet(StringComparer.Ordinal);
        var walk = new FolderWalk(options, kustomizationFiles, realPaths, within, Shown);
        foreach (var (path, real, _) in roots)
        {
            var ignores = options.UseGitignore ? IgnoreFiles.Above(path, ManifestFinder.RepositoryOf(path), options.Files) : null;
            walk.Walk(path, real, ignores);
        }

        return walk;
    }

    private void Skip(IEnumerable<string> paths, SkippedKind kind)
    {
        foreach (var path in paths)
            skipped.Add(new SkippedFolder(Shown(path), kind, path));
    }

    private ImmutableArray<InputFile> InputsInOrder()
    {
        // A file that was reached twice keeps its ordinally first path.
        var inputs = files.OrderBy(file => file.Shown, StringComparer.Ordinal)
            .DistinctBy(file => file.Real, StringComparer.Ordinal)
            .Select(file => Hold(new InputFile(file.Shown, file.Path)
            {
                Read = texts.GetValueOrDefault(file.Path),
                Part = idlePatches.Contains(file.Real) ? PartKind.Other : null
            }));
        if (!readsStandardInput)
            return [.. inputs];

        var standardInput = new InputFile(ManifestFinder.StandardInputPath, null, options.StandardInput ?? "") { RefusedEncoding = options.StandardInputEncoding };
        return [.. inputs.Append(standardInput).OrderBy(input => input.Path, StringComparer.Ordinal)];
    }

    private InputFile Hold(InputFile file)
    {
        if (options.Files.Held(file.FullPath!, file.Path) is not { } held)
            return file;
        if (!held.IsReadable)
            problems.Add(held.Problem);
        return file with { Text = held.Text ?? "" };
    }

    private InputProblem NothingFound(FolderWalk walk)
    {
        var (ignoredCount, excludedCount) = (walk.IgnoredCount, walk.ExcludedCount);
        var where = string.Join(", ", arguments.Distinct(StringComparer.Ordinal).Select(argument => $"'{argument}'"));
        var message = $"no manifest found under {where}: looked at 0 .yaml, .yml and .json files";
        var help = folders.Count == 1 ? NearPath.FolderWithManifests(arguments[0], folders[0], ManifestsBelow) : null;
        if (walk.LostLinks > 0)
        {
            (message, help) = ($"{message}, as {walk.Notes[0]}{(walk.Notes.Count > 1 ? $" (and {walk.Notes.Count - 1} more)" : "")}",
                help ?? "a link is followed where it leads to something within the given paths");
        }

        if (ignoredCount > 0)
        {
            (message, help) = ($"{message}, and git ignores {(ignoredCount == 1 ? "1 more entry" : $"{ignoredCount} more entries")}",
                help ?? "--no-gitignore reads what git ignores");
        }

        if (excludedCount > 0)
        {
            (message, help) = ($"{message}, and the configuration excludes {(excludedCount == 1 ? "1 entry" : $"{excludedCount} entries")}",
                help ?? "a file that is given itself is read; lint config shows the patterns");
        }

        return new InputProblem(arguments[0], message, withSuggestions ? help : null);
    }

    private string? Near(string argument, string path) => withSuggestions ? NearPath.Existing(argument, path, ManifestsBelow) : null;

    private int ManifestsBelow(string folder) => withSuggestions
        ? ManifestFinder.Find([folder], options, withSuggestions: false).Files.Length
        : 0;

    private string FullPath(string argument) => ManifestFinder.FullPath(argument, options.WorkingDirectory);

    private string Shown(string path) => ManifestFinder.Shown(shownRoot, path);
}
