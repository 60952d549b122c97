using System.Collections.Immutable;
using Linter.Configuration;

namespace Linter.Manifests;

/// <summary>From charts and kustomizations that were found to what has to be rendered, or the reason why it cannot be.</summary>
/// <param name="files">Where files are read.</param>
/// <param name="kustomizations">What the search has read of them.</param>
/// <param name="realPaths">Follows links.</param>
/// <param name="shownPath">From absolute to shown.</param>
internal sealed class Targets(FileTree files, KustomizationFiles kustomizations, RealPaths realPaths, Func<string, string> shownPath)
{
    private readonly Dictionary<string, ChartText?> charts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RenderTarget> bases = new(StringComparer.Ordinal);

    /// <summary>A chart's uses as they are configured, else its plain one; and one for each of chart-testing's value files.</summary>
    public IEnumerable<RenderTarget> OfChart(string folder, ImmutableArray<ConfiguredChart> configured, ImmutableArray<GitOpsUse> uses)
    {
        var chart = ChartIn(folder);
        var plain = new RenderTarget(RenderTool.Helm, shownPath(folder),
            folder) { ReleaseName = chart?.Name, Hindrance = Hindrance(folder, chart) };
        if (configured.IsEmpty && uses.IsEmpty)
            yield return plain;
        foreach (var target in Each(uses, use => Of(plain, use)))
            yield return target;
        foreach (var use in configured)
        {
            yield return WithFiles(plain, [.. use.Values.Select(file => RenderConfigCheck.FullPath(use.Folder, file.Value))]) with
            {
                Sets = use.Sets,
                ReleaseName = use.Release ?? chart?.Name,
                Namespace = use.Namespace,
                KubeVersion = use.KubernetesVersion,
                ApiVersions = use.ApiVersions,
                Variant = use.Variant,
            };
        }

        foreach (var values in Charts.CiValues(folder, files))
            yield return WithFiles(plain, [values]) with { Variant = $"ci/{Path.GetFileName(values)}" };
    }

    /// <summary>Folders of charts that others use by file://.</summary>
    public IEnumerable<string> UsedBy(string chart) => ChartIn(chart) is { } text
        ? text.Siblings.Select(sibling => realPaths.Of(Path.GetFullPath(Path.Combine(chart, sibling)))).OfType<string>()
        : [];

    /// <summary>A kustomization as it stands, or as objects of Argo CD and Flux use it.</summary>
    public IEnumerable<RenderTarget> OfKustomization(string folder, ImmutableArray<GitOpsUse> uses)
    {
        var plain = OfKustomization(folder);
        return uses.IsEmpty ? [plain] : Each(uses, use => Of(plain, use));
    }

    private RenderTarget OfKustomization(string folder)
    {
        var tree = Tree(folder);
        return new RenderTarget(RenderTool.Kustomize, shownPath(folder), folder)
        {
            Hindrance = Hindrance(tree),
            Folders = [.. tree.Select(part => part.Folder)],
            MissingFiles = [.. Missing(tree).Distinct(StringComparer.Ordinal)],
            FilesBeside = FilesBeside(tree),
            ListedFiles = tree.Exists(part => part.Text is not { IsList: true }) ? null : Listed(tree),
            Bases = () => [.. tree.Skip(1).Where(part => part.Text is { IsComponent: false }).Select(part => OfBase(part.Folder, tree))],
        };
    }

    // Many build on the same.
    private RenderTarget OfBase(string folder, List<(string Folder, KustomizationText? Text)> over)
    {
        if (!bases.TryGetValue(folder, out var target))
            bases[folder] = target = OfKustomization(folder);
        return target with
        {
            IsChanged = over.Exists(part => part.Text is not { IsPlain: true }
                && !target.Folders.Contains(part.Folder, StringComparer.Ordinal)),
        };
    }

    private RenderTarget WithFiles(RenderTarget target, ImmutableArray<string> values) =>
        target with { ValueFiles = values, ShownValueFiles = [.. values.Select(shownPath)] };

    // Two objects of one name are set apart by their places.
    private static IEnumerable<RenderTarget> Each(ImmutableArray<GitOpsUse> uses, Func<GitOpsUse, RenderTarget> of) => uses.Select(of)
        .DistinctBy(target => (target.Variant, target.SaidBy))
        .GroupBy(target => target.Variant, StringComparer.Ordinal)
        .SelectMany(same => same.Skip(1).Any() ? same.Select(target => target with { Variant = target.SaidBy! }) : same);

    private RenderTarget Of(RenderTarget plain, GitOpsUse use) => WithFiles(plain, use.ValueFiles) with
    {
        InlineValues = use.InlineValues,
        Sets = use.Sets,
        SetStrings = use.SetStrings,
        ReleaseName = use.ReleaseName ?? plain.ReleaseName,
        Namespace = use.Namespace,
        KubeVersion = use.KubeVersion,
        ApiVersions = use.ApiVersions,
        Overlay = use.Overlay,
        ListedFiles = use.Overlay.IsEmpty && use.Namespace is null ? plain.ListedFiles : null,
        Hindrance = plain.Hindrance is { IsPart: false } lasting ? lasting
            : use.Hindrance is null ? null
            : new RenderHindrance(use.Hindrance),
        Variant = use.Said,
        SaidBy = use.Origin,
    };

    private static RenderHindrance? Of(string? reason) => reason is null ? null : new RenderHindrance(reason);

    private RenderHindrance? Hindrance(string folder, ChartText? chart)
    {
        if (chart is null)
            return Of("its Chart.yaml cannot be read");
        if (chart.IsLibrary)
            return new RenderHindrance("a library chart is nothing by itself") { IsPart = true };

        if (LinkOut(folder) is { } link)
            return Of($"{shownPath(link)} is a link that leads out of the repository");

        var missing = Charts.MissingDependencies(folder, chart, files).ToList();
        return missing.Count == 0
            ? null
            : Of($"its charts/ folder lacks {string.Join(", ", missing)} (helm dependency build fetches what it depends on)");
    }

    private RenderHindrance? Hindrance(List<(string Folder, KustomizationText? Text)> tree)
    {
        if (tree[0].Text is { IsComponent: true })
            return new RenderHindrance("a component is nothing by itself") { IsPart = true };

        foreach (var (folder, text) in tree)
        {
            if (ManifestFinder.RepositoryOf(tree[0].Folder) is not null && LeadsOut(folder))
                return Of($"it builds on {shownPath(folder)}, outside of the repository");
            if (text is null)
                continue;
            if (text.Resources.FirstOrDefault(resource => IsRemote(folder, resource)) is { } remote)
                return Of($"{shownPath(folder)} takes {remote} from the network, which is never asked");
            if (text.HasCharts)
                return Of($"{shownPath(folder)} inflates Helm charts, which kustomize does with --enable-helm only");
        }

        return null;
    }

    // Files of generators that are not there: what holds secrets is seldom checked in.
    private IEnumerable<string> Missing(List<(string Folder, KustomizationText? Text)> tree) =>
        from part in tree
        from file in part.Text?.GeneratorFiles ?? []
        let path = Path.GetFullPath(Path.Combine(part.Folder, file))
        where ManifestFinder.Below(part.Folder, path) is not null && files.KindOf(path) == EntryKind.Missing
        select path;

    // kustomize reads files of its own folder only, unless it is told otherwise: those of the same repository are no secret to it.
    private ImmutableArray<string> FilesBeside(List<(string Folder, KustomizationText? Text)> tree)
    {
        var outside = (
            from part in tree
            from use in part.Text?.Uses ?? []
            let path = Path.GetFullPath(Path.Combine(part.Folder, use))
            where files.KindOf(path) == EntryKind.File
                && ManifestFinder.Below(realPaths.Of(part.Folder) ?? part.Folder, realPaths.Of(path) ?? path) is null
            select path).Distinct(StringComparer.Ordinal).ToImmutableArray();
        return outside.All(path => !LeadsOut(path)) ? outside : [];
    }

    private bool LeadsOut(string path) => realPaths.Of(path) is not { } real || shownPath(real).StartsWith("../", StringComparison.Ordinal);

    // A link in a chart that leads out of the repository would bring in what nobody gave; helm follows links.
    private string? LinkOut(string folder, int depth = 0)
    {
        if (ManifestFinder.RepositoryOf(folder) is null || depth > 32)
            return null;

        foreach (var entry in Charts.EntriesOf(folder, files))
        {
            var path = Path.Join(folder, entry.Name);
            if (entry.IsLink && LeadsOut(path))
                return path;
            if (entry is { IsFolder: true, IsLink: false } && entry.Name != ".git" && LinkOut(path, depth + 1) is { } below)
                return below;
        }

        return null;
    }

    private bool IsRemote(string folder, string resource) =>
        Kustomizations.IsRemote(resource) && files.KindOf(Path.GetFullPath(Path.Combine(folder, resource))) == EntryKind.Missing;

    // The kustomization and all that it builds on, itself first.
    private List<(string Folder, KustomizationText? Text)> Tree(string folder)
    {
        var tree = new List<(string Folder, KustomizationText? Text)>();
        var entered = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Queue<string>([folder]);
        while (pending.TryDequeue(out var at))
        {
            if (!entered.Add(realPaths.Of(at) ?? at))
                continue;

            var text = kustomizations.In(at);
            tree.Add((at, text));
            foreach (var resource in text?.Resources ?? [])
            {
                var path = Path.GetFullPath(Path.Combine(at, resource));
                if (files.KindOf(path) == EntryKind.Folder)
                    pending.Enqueue(path);
            }
        }

        return tree;
    }

    private ImmutableArray<InputFile>? Listed(List<(string Folder, KustomizationText? Text)> tree)
    {
        var listed = ImmutableArray.CreateBuilder<InputFile>();
        foreach (var (folder, text) in tree)
        {
            foreach (var resource in text!.Resources)
            {
                var path = Path.GetFullPath(Path.Combine(folder, resource));
                if (files.KindOf(path) == EntryKind.File)
                    listed.Add(new InputFile(shownPath(path), path, files.Held(path, shownPath(path))?.Text));
                else if (files.KindOf(path) != EntryKind.Folder)
                    return null;
            }
        }

        return [.. listed.DistinctBy(file => file.Path, StringComparer.Ordinal).OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private ChartText? ChartIn(string folder)
    {
        if (!charts.TryGetValue(folder, out var text))
            charts[folder] = text = Charts.Read(folder, files);
        return text;
    }
}
