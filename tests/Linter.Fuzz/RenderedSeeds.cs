using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Tests.Manifests.Rendering;

namespace Linter.Fuzz;

/// <summary>A chart or kustomization as a tool rendered it, with all files that it was rendered from.</summary>
/// <param name="Rendered">What the tool made of it.</param>
/// <param name="Root">Absolute; what shown paths start from.</param>
/// <param name="Files">By absolute path.</param>
internal sealed record RenderedSeed(RenderedInput Rendered, string Root, ImmutableArray<CaseFile> Files);

/// <summary>What was rendered once, so that its sources, or the text, can be changed alone.</summary>
internal static class RenderedSeeds
{
    private const string Root = "/fuzz";
    private const int MostBytes = 200_000;

    /// <summary>
    /// The trees of the tests, which need no tool; those of a corpus where there is one, and the tools; in a fixed order.
    /// </summary>
    public static ImmutableArray<RenderedSeed> Load(string? corpus)
    {
        var tools = Path.Join(Repository.Root, "tests", "tools", "bin");
        var found = corpus is null || !Directory.Exists(tools)
            ? []
            : new[] { Path.Join(Repository.Root, "samples"), corpus }.SelectMany(folder => Folder(folder, tools));
        return [.. Kustomizations(), .. Charts(), .. found];
    }

    private static IEnumerable<RenderedSeed> Kustomizations() => KustomizeCases.Trees.Select(tree => new RenderedSeed(
        new RenderedInput(
            new RenderTarget(RenderTool.Kustomize, "top", $"{Root}/top") { Folders = FoldersOf(tree.Value) },
            File.ReadAllText(Path.Join(Repository.Root, "tests", "Linter.Tests", "Manifests", "Rendering", "Golden", tree.Key + ".yaml")),
            $"{Root}/wrapper"),
        Root,
        [.. tree.Value.Select(file => new CaseFile($"{Root}/{file.Path}", file.Text + "\n"))]));

    private static ImmutableArray<string> FoldersOf((string Path, string Text)[] files) =>
        [.. files.Select(file => $"{Root}/{Path.GetDirectoryName(file.Path)}").Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];

    private static IEnumerable<RenderedSeed> Charts() => HelmSampleCharts.All.Select(named => named.Chart).Select(chart => new RenderedSeed(
        new RenderedInput(
            new RenderTarget(RenderTool.Helm, chart.Name, $"{Root}/{chart.Name}")
            {
                ReleaseName = chart.Release,
                ValueFiles = [.. chart.ValueFiles.Select(file => $"{Root}/{chart.Name}/{file}")],
                Sets = [.. chart.Sets],
            },
            chart.Rendered,
            Root),
        Root,
        [
            new CaseFile($"{Root}/{chart.Name}/Chart.yaml", $"apiVersion: v2\nname: {chart.Name}\nversion: 1.2.3\n"),
            .. chart.Files.Select(file => new CaseFile($"{Root}/{chart.Name}/{file.Path}", file.Text)),
        ]));

    private static IEnumerable<RenderedSeed> Folder(string folder, string tools)
    {
        var found = ManifestFinder.Find([folder], new FinderOptions(folder) { FindsTargets = true });
        var options = new RenderOptions(
            new RenderTools { Helm = Path.Join(tools, "helm"), Kustomize = Path.Join(tools, "kubectl"), IsKubectl = true },
            Path.GetTempPath()) { Parallel = 2 };
        foreach (var rendered in Renderer.Render(found, options).Rendered)
        {
            var paths = (found with { Targets = [rendered.Target] }).TargetFiles();
            var files = paths.Where(path => new FileInfo(path).Length < MostBytes && Disk.KindOf(path) == EntryKind.File)
                .Select(path => new CaseFile(path, FileText.Read(FileTree.Disk, path, path).Text ?? "")).ToImmutableArray();
            if (rendered.Text.Length < MostBytes && files.Sum(file => file.Text.Length) < 2 * MostBytes)
                yield return new RenderedSeed(rendered, found.ShownRoot, files);
        }
    }
}
