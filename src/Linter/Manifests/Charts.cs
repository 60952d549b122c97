using System.Collections.Immutable;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>What Chart.yaml says, as far as it matters to who renders the chart.</summary>
/// <param name="Name">Of the chart; empty where the file gives none.</param>
/// <param name="IsLibrary">A library is nothing by itself.</param>
/// <param name="Dependencies">Names of charts that have to lie in charts/.</param>
/// <param name="Siblings">Folders of charts that it depends on by file://, as written.</param>
internal sealed record ChartText(string Name, bool IsLibrary, ImmutableArray<string> Dependencies, ImmutableArray<string> Siblings);

/// <summary>Helm charts by their folders.</summary>
internal static class Charts
{
    public const string FileName = "Chart.yaml";
    private const string LocalRepository = "file://";

    private static readonly string[] Parts = ["templates", "charts", "crds", "ci"];

    private static readonly NodePath[] DependencyPaths = [NodePath.Parse("dependencies[*]")];

    /// <summary>
    /// The outermost chart that a given path is a part of: something below templates/, charts/, crds/ or ci/, or a values
    /// file. Null for anything else, also for plain files that only lie beside a chart's own.
    /// </summary>
    public static string? Around(string path, string? repository, FileTree files)
    {
        string? chart = null;
        var child = path;
        while (child != repository && Path.GetDirectoryName(child) is { } parent)
        {
            if (IsPart(Path.GetFileName(child), child == path) && files.IsFile(Path.Join(parent, FileName)))
                chart = parent;
            child = parent;
        }

        return chart;
    }

    /// <summary>Null where the folder holds no Chart.yaml that can be read as YAML.</summary>
    public static ChartText? Read(string folder, FileTree files)
    {
        if (Document(folder, FileName, files) is not { } chart)
            return null;

        // Helm 2 wrote dependencies into a file of their own.
        var lists = new[] { chart, Document(folder, "requirements.yaml", files) }.OfType<Node>();
        var dependencies = lists.SelectMany(list => DependencyPaths.SelectMany(list.Select)).ToList();
        return new ChartText(
            chart.Find("name")?.Value ?? "",
            chart.Find("type") is { Value: "library" },
            [.. dependencies.Select(dependency => dependency.Find("name")?.Value).OfType<string>()],
            [.. dependencies.Select(dependency => dependency.Find("repository")?.Value).OfType<string>()
                .Where(repository => repository.StartsWith(LocalRepository, StringComparison.Ordinal)
                    && !repository.Contains('\0', StringComparison.Ordinal))
                .Select(repository => repository[LocalRepository.Length..])]);
    }

    /// <summary>Dependencies that charts/ does not hold, so that helm refuses to render.</summary>
    public static IEnumerable<string> MissingDependencies(string folder, ChartText chart, FileTree files)
    {
        var held = EntriesOf(Path.Join(folder, "charts"), files);
        return chart.Dependencies.Where(name => !held.Any(entry => IsChart(entry, name)));
    }

    /// <summary>chart-testing's value files, absolute and in order: each is a way in which the chart is meant to be used.</summary>
    public static IEnumerable<string> CiValues(string folder, FileTree files) => EntriesOf(Path.Join(folder, "ci"), files)
        .Where(entry => !entry.IsFolder && entry.Name.EndsWith("-values.yaml", StringComparison.Ordinal))
        .Select(entry => Path.Join(folder, "ci", entry.Name))
        .Order(StringComparer.Ordinal);

    /// <summary>A part of the chart in whose folder it lies, not something beside it.</summary>
    public static bool IsOwn(FolderEntry entry) =>
        entry.IsFolder
            ? Parts.Contains(entry.Name, StringComparer.Ordinal)
            : IsPart(entry.Name, isWholePath: true) || entry.Name is "requirements.yaml" or "Chart.lock";

    private static bool IsChart(FolderEntry entry, string name) => entry.IsFolder
        ? entry.Name == name
        : entry.Name.StartsWith(name + "-", StringComparison.Ordinal) && entry.Name.EndsWith(".tgz", StringComparison.Ordinal);

    internal static IReadOnlyList<FolderEntry> EntriesOf(string folder, FileTree files)
    {
        try
        {
            return files.KindOf(folder) == EntryKind.Folder ? files.Entries(folder) : [];
        }
        catch (Exception exception) when (Disk.IsReadFailure(exception))
        {
            return [];
        }
    }

    private static Node? Document(string folder, string name, FileTree files)
    {
        if (files.TextOf(Path.Join(folder, name)) is not { } text)
            return null;
        var documents = YamlReader.Read(new SourceText(name, text)).Documents;
        return documents.IsEmpty || !documents[0].IsMapping ? null : documents[0];
    }

    private static bool IsPart(string name, bool isWholePath) => Parts.Contains(name, StringComparer.Ordinal)
        || (isWholePath && (name == FileName || IsValues(name)));

    private static bool IsValues(string name) =>
        name.StartsWith("values", StringComparison.Ordinal) && ManifestFinder.HasManifestExtension(name);
}
