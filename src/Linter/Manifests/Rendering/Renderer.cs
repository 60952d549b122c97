using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Linter.Text;

namespace Linter.Manifests;

/// <summary>Which tools there are.</summary>
public sealed record RenderTools
{
    /// <summary>Absolute path of helm; null where there is none.</summary>
    public string? Helm { get; init; }

    /// <summary>Absolute path of kustomize or kubectl; null where there is neither.</summary>
    public string? Kustomize { get; init; }

    /// <summary><see cref="Kustomize"/> is kubectl, whose kustomize is a command of it.</summary>
    public bool IsKubectl { get; init; }
}

/// <summary>How charts and kustomizations are rendered.</summary>
/// <param name="Tools">Those to use.</param>
/// <param name="TempFolder">Absolute; where a folder of a run's own is made, and removed again.</param>
public sealed record RenderOptions(RenderTools Tools, string TempFolder)
{
    /// <summary>False: nothing is run, and what needs a tool is skipped.</summary>
    public bool IsOn { get; init; } = true;

    public const int DefaultSeconds = 30;

    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(DefaultSeconds);

    /// <summary>What templates are told of the cluster where a target does not say it, such as "1.34"; null for the tool's own.</summary>
    public string? KubeVersion { get; init; }

    /// <summary>Where a release goes to where a target does not say it.</summary>
    public string? Namespace { get; init; }

    /// <summary>The most that a tool may write for one target, in bytes.</summary>
    public int OutputLimit { get; init; } = 64 * 1024 * 1024;

    /// <summary>Tools that run at once, at least 1. Never changes the result.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>When it is cancelled, tools that run are ended and the folder is removed, before the call that cancels returns.</summary>
    public CancellationToken Stop { get; init; }
}

/// <summary>
/// Renders charts and kustomizations with the real tools, each target once. A tool gets an environment of our making: no
/// network, no plugins, no configuration of the user, no other program. What fails is skipped with the tool's own words.
/// </summary>
public static class Renderer
{
    private const int MostWorkers = 16;

    private const int MostWords = 400;

    /// <summary>The input with every target rendered, listed or skipped. Never throws for what the targets hold.</summary>
    public static InputFiles Render(InputFiles input, RenderOptions options)
    {
        if (input.Targets.IsEmpty)
            return input;

        var results = new (RenderedInput? Rendered, ListedInput? Listed, string? Reason, bool IsPart)[input.Targets.Length];
        var runs = new List<int>();
        for (var i = 0; i < results.Length; i++)
        {
            var target = input.Targets[i];
            if (target.Hindrance is { } hindrance)
                results[i] = (null, null, hindrance.Reason, hindrance.IsPart);
            else if (options.IsOn && ProgramFor(target, options.Tools) is not null)
                runs.Add(i);
            else if (target.ListedFiles is { } files)
                results[i] = (null, new ListedInput(target.Path, files), null, false);
            else
                results[i].Reason = options.IsOn ? Absent(target.Tool) : "rendering is off";
        }

        Run(runs, input, options, results);
        var skipped = input.Targets.Zip(results)
            .Where(pair => pair.Second.Reason is not null)
            .Select(pair => new SkippedInput(pair.First.Name, KindOf(pair.First.Tool))
        {
            Folder = pair.First.Path,
            Reason = pair.Second.Reason,
            IsPart = pair.Second.IsPart,
            LacksTool = pair.First.Hindrance is null && (!options.IsOn || ProgramFor(pair.First, options.Tools) is null),
        });
        ImmutableArray<RenderTarget> unrendered = [.. input.Targets.Zip(results)
            .Where(pair => pair.Second.Reason is not null && pair.First.Tool == RenderTool.Kustomize)
            .Select(pair => pair.First)];
        var broken = BrokenSources.Of(unrendered, input);
        ImmutableArray<RenderedInput> rendered = [.. results.Select(result => result.Rendered).OfType<RenderedInput>()];
        return input with
        {
            Files = [.. input.Files.Concat(broken).DistinctBy(file => file.Path, StringComparer.Ordinal)],
            Targets = [],
            Unrendered = unrendered,
            Skipped = [.. input.Skipped, .. skipped],
            Rendered = options.IsOn && options.Tools.Kustomize is not null
                ? [.. rendered, .. InStead(unrendered, rendered, input, options)]
                : rendered,
            Listed = [.. input.Listed, .. results.Select(result => result.Listed).OfType<ListedInput>()],
        };
    }

    // What kustomizations that could not be rendered build on, each by itself: the nearest that can be, as far as nothing else was rendered
    // from it.
    private static List<RenderedInput> InStead(
        ImmutableArray<RenderTarget> unrendered, ImmutableArray<RenderedInput> rendered, InputFiles input, RenderOptions options)
    {
        var made = new List<RenderedInput>();
        var covered = rendered.SelectMany(each => each.Target.SourceFolders).ToHashSet(StringComparer.Ordinal);
        var pending = unrendered
            .SelectMany(target => target.Bases().Select(part => part with { InSteadOf = target.Path }))
            .Where(part => part.Hindrance is null)
            .DistinctBy(part => part.FullPath, StringComparer.Ordinal)
            .ToList();
        while (true)
        {
            pending.RemoveAll(part => covered.Contains(part.FullPath));
            var below = pending.SelectMany(part => part.Folders.Where(folder => folder != part.FullPath)).ToHashSet(StringComparer.Ordinal);
            ImmutableArray<RenderTarget> nearest = [.. pending.Where(part => !below.Contains(part.FullPath))
                .OrderBy(part => part.Path, StringComparer.Ordinal)];
            if (nearest.IsEmpty)
                return made;

            var results = new (RenderedInput? Rendered, ListedInput? Listed, string? Reason, bool IsPart)[nearest.Length];
            Run([.. Enumerable.Range(0, nearest.Length)], input with { Targets = nearest }, options, results);
            made.AddRange(results.Select(result => result.Rendered).OfType<RenderedInput>());
            covered.UnionWith(made.SelectMany(each => each.Target.SourceFolders));
            pending.RemoveAll(nearest.Contains);
        }
    }

    private static SkippedKind KindOf(RenderTool tool) => tool == RenderTool.Helm ? SkippedKind.HelmChart : SkippedKind.Kustomization;

    private static string? ProgramFor(RenderTarget target, RenderTools tools) =>
        target.Tool == RenderTool.Helm ? tools.Helm : tools.Kustomize;

    private static string Absent(RenderTool tool) =>
        tool == RenderTool.Helm ? "helm is not on PATH" : "neither kustomize nor kubectl is on PATH";

    private static void Run(
        List<int> runs, InputFiles input, RenderOptions options,
        (RenderedInput? Rendered, ListedInput? Listed, string? Reason, bool IsPart)[] results)
    {
        if (runs.Count == 0)
            return;

        using var workshop = TryCreate(options.TempFolder);
        if (workshop is null)
        {
            foreach (var run in runs)
                results[run].Reason = "no temporary folder can be made to render it in";
            return;
        }

        using var removal = options.Stop.Register(workshop.Dispose);

        // Copies are made before the tools run: what gives the files is not for several threads.
        var places = new RenderPlace?[runs.Count];
        for (var at = 0; at < places.Length; at++)
        {
            var target = input.Targets[runs[at]];
            results[runs[at]].Reason = Failure(target.Path,
                () => places[at] = PlaceOf(target, input.Sources, workshop, at) with { IsDrawn = IsDrawn(target, input) });
        }

        Workers.Share(runs.Count, Math.Min(options.Parallel, Math.Min(runs.Count, MostWorkers)), at =>
        {
            if (places[at] is not { } place)
                return;

            var target = input.Targets[runs[at]];
            var outcome = Outcome(place.Moved(target), place, workshop, options);
            results[runs[at]] = outcome.Text is { } text
                ? (new RenderedInput(target, text, place.BaseFolder), null, null, false)
                : (null, null, Words(outcome.Error!, target, place, workshop, input.ShownRoot), false);
        });
    }

    private static Workshop? TryCreate(string tempFolder)
    {
        try
        {
            return Workshop.Create(tempFolder);
        }
        catch (Exception exception) when (Disk.IsReadFailure(exception))
        {
            return null;
        }
    }

    private static ToolOutcome Outcome(RenderTarget target, RenderPlace place, Workshop workshop, RenderOptions options)
    {
        var outcome = default(ToolOutcome);
        var failure = Failure(target.Path,
            () => outcome = target.Tool == RenderTool.Helm
                ? Helm(target, place, workshop, options)
                : Kustomize(target, place, workshop, options));
        return failure is null ? outcome : new ToolOutcome(null, failure);
    }

    // A full disk, a temporary folder that somebody cleared, a file that vanished.
    private static string? Failure(string path, Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception) when (Disk.IsReadFailure(exception))
        {
            return $"its files could not be made ready: {Disk.Describe(exception, path)}";
        }
    }

    private static ToolOutcome Helm(RenderTarget target, RenderPlace place, Workshop workshop, RenderOptions options)
    {
        var arguments = new List<string> { "template", ReleaseName(target), target.FullPath, "--include-crds" };
        foreach (var file in target.ValueFiles)
            arguments.AddRange(["--values", file]);
        if (target.InlineValues is { } values)
        {
            // Not on the command line, which others on the machine can read.
            var file = Path.Join(workshop.Folder, $"values{place.Wrapper}.yaml");
            File.WriteAllText(file, values);
            arguments.AddRange(["--values", file]);
        }

        foreach (var set in target.Sets)
            arguments.AddRange(["--set", set]);
        foreach (var set in target.SetStrings)
            arguments.AddRange(["--set-string", set]);
        if ((target.Namespace ?? options.Namespace) is { } name)
            arguments.AddRange(["--namespace", name]);
        if ((target.KubeVersion ?? options.KubeVersion) is { } version)
            arguments.AddRange(["--kube-version", version]);
        foreach (var api in target.ApiVersions)
            arguments.AddRange(["--api-versions", api]);
        var outcome = ToolProcess.Run(options.Tools.Helm!, arguments, workshop, options.TimeLimit, options.OutputLimit, options.Stop);
        return place.IsDrawn && outcome.Text is { } text
            && ToolProcess.Run(options.Tools.Helm!, arguments, workshop, options.TimeLimit, options.OutputLimit,
                options.Stop).Text is { } again
            ? outcome with { Text = DrawnText.Masked(text, again) }
            : outcome;
    }

    private static bool IsDrawn(RenderTarget target, InputFiles input) =>
        target.Tool == RenderTool.Helm && DrawnText.MayBeIn(
            (input with { Targets = [target] }).TargetFiles(), input.Sources,
            [target.InlineValues ?? "", .. target.Sets, .. target.SetStrings]);

    // Templates put the release's name and the chart's together, unless they are the same.
    private static string ReleaseName(RenderTarget target)
    {
        var name = target.ReleaseName is { Length: > 0 } given ? given : Path.GetFileName(target.FullPath);
        var safe = new string([.. name.ToLowerInvariant()
            .Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')]).Trim('-');
        return safe.Length == 0 ? "release" : safe.Length <= 53 ? safe : safe[..53].TrimEnd('-');
    }

    // The origins are asked for in a kustomization of ours around the target, so that nothing in the target's folder is touched.
    private static ToolOutcome Kustomize(RenderTarget target, RenderPlace place, Workshop workshop, RenderOptions options)
    {
        var folder = Directory.CreateDirectory(place.WrapperFolder).FullName;
        var way = Path.GetRelativePath(folder, workshop.RealPath(target.FullPath)).Replace(Path.DirectorySeparatorChar, '/');
        File.WriteAllText(Path.Join(folder, "kustomization.yaml"),
            $"resources:\n- {Quoted(way)}\nbuildMetadata: [originAnnotations]\n{string.Concat(target.Overlay.Select(line => line + "\n"))}");
        string[] arguments =
        [
            options.Tools.IsKubectl ? "kustomize" : "build", folder,
            .. !target.FilesBeside.IsEmpty ? (ReadOnlySpan<string>)["--load-restrictor", "LoadRestrictionsNone"] : [],
        ];
        return ToolProcess.Run(options.Tools.Kustomize!, arguments, workshop, options.TimeLimit, options.OutputLimit, options.Stop);
    }

    // The copy begins where all that the target builds on meets.
    private static RenderPlace PlaceOf(RenderTarget target, FileTree files, Workshop workshop, int number)
    {
        if (!files.IsApart && target.MissingFiles.IsEmpty)
            return new RenderPlace(workshop.Folder, workshop.Folder, $"{number}");

        var (folders, single) = (target.SourceFolders, target.ValueFiles.AddRange(target.FilesBeside));
        var root = target.FullPath;
        while (Path.GetDirectoryName(root) is { } parent
            && !folders.AddRange(single).All(path => ManifestFinder.Below(root, path) is not null))
        {
            root = parent;
        }

        var copy = workshop.Copy(files, folders, root, target.MissingFiles, number);
        Workshop.CopyFiles(files, single, root, copy);
        return new RenderPlace(copy, root, $"wrapper-{number}");
    }

    /// <summary>Where a target is rendered: where it lies, or in a copy.</summary>
    /// <param name="Root">Absolute; the copy's root, or the folder for kustomizations of ours.</param>
    /// <param name="StandsFor">The folder that the root is a copy of.</param>
    /// <param name="Wrapper">Name of the folder for the kustomization of ours.</param>
    private sealed record RenderPlace(string Root, string StandsFor, string Wrapper)
    {
        /// <summary>Templates may give another text in every run.</summary>
        public bool IsDrawn { get; init; }

        // Beside a copy, which must not hold what builds it.
        public string WrapperFolder => Path.Join(IsCopy ? Path.GetDirectoryName(Root) : Root, Wrapper);

        public string BaseFolder => Path.Join(IsCopy ? Path.GetDirectoryName(StandsFor) : StandsFor, Wrapper);

        private bool IsCopy => Root != StandsFor;

        public RenderTarget Moved(RenderTarget target) => !IsCopy
            ? target
            : target with { FullPath = Moved(target.FullPath), ValueFiles = [.. target.ValueFiles.Select(Moved)] };

        private string Moved(string path) => ManifestFinder.Below(StandsFor, path) is { } way ? Path.Join(Root, way) : path;
    }

    // A string of JSON is one of YAML.
    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    // The tool's own words, without our folder and with paths as they are shown elsewhere.
    private static string Words(string error, RenderTarget target, RenderPlace place, Workshop workshop, string shownRoot)
    {
        var words = RenderErrors.Essence(error).Replace(place.WrapperFolder + "/", "", StringComparison.Ordinal)
            .Replace(place.WrapperFolder, target.Path, StringComparison.Ordinal);
        words = workshop.WithoutCopies(words).Replace(workshop.Folder, "", StringComparison.Ordinal);
        if (shownRoot.TrimEnd('/') is { Length: > 0 } root)
            words = words.Replace(root + "/", "", StringComparison.Ordinal);
        words = Characters.Cut(words, MostWords);
        return target.Tool == RenderTool.Helm ? $"helm says: {words}" : $"kustomize says: {words}";
    }
}
