using System.Collections.Immutable;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>A folder with a kustomization file, and the paths that the file names.</summary>
/// <param name="Folder">Absolute.</param>
/// <param name="RealFolder">Without links.</param>
/// <param name="Text">What the file says.</param>
internal sealed record Kustomization(string Folder, string RealFolder, KustomizationText Text)
{
    public ImmutableArray<string> Uses => Text.Uses;
}

/// <summary>A kustomization file as far as it matters to who looks for files.</summary>
/// <param name="Uses">Files and folders as written, relative to the folder; some may be URLs or inline YAML.</param>
internal sealed record KustomizationText(ImmutableArray<string> Uses)
{
    /// <summary>Resources, bases and components as written: files, folders, and URLs.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>Files that generators make ConfigMaps and Secrets of.</summary>
    public ImmutableArray<string> GeneratorFiles { get; init; } = [];

    /// <summary>A part of kustomizations, which is nothing by itself.</summary>
    public bool IsComponent { get; init; }

    /// <summary>It does nothing but list resources.</summary>
    public bool IsList { get; init; }

    /// <summary>It gives what it lists names, namespaces and labels at most, and adds to it.</summary>
    public bool IsPlain { get; init; }

    /// <summary>It inflates charts, which kustomize does with --enable-helm only.</summary>
    public bool HasCharts { get; init; }

    /// <summary>Files that a comment names among the patches, as tools lay them down to be switched on later.</summary>
    public ImmutableArray<string> IdlePatches { get; init; } = [];
}

/// <summary>Reads kustomization files as far as to know which files they use.</summary>
internal static class Kustomizations
{
    private const string ApiGroup = "kustomize.config.k8s.io/";

    /// <summary>In the order in which kustomize looks for them.</summary>
    private static readonly string[] FileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    // A file by itself among the patches is how old versions of kustomize had them.
    private static readonly NodePath[] Paths =
    [
        .. new[]
        {
            "resources[*]", "bases[*]", "components[*]", "crds[*]", "configurations[*]",
            "transformers[*]", "generators[*]", "validators[*]",
            "patches[*]", "patches[*].path", "patchesStrategicMerge[*]", "patchesJson6902[*].path", "replacements[*].path", "openapi.path",
            "helmCharts[*].valuesFile", "helmCharts[*].additionalValuesFiles[*]", "helmChartInflationGenerator[*].values",
        }.Select(NodePath.Parse),
    ];

    private static readonly NodePath[] ListPaths =
        [NodePath.Parse("resources[*]"), NodePath.Parse("bases[*]"), NodePath.Parse("components[*]")];

    /// <summary>Keys that change nothing about what is listed.</summary>
    private static readonly string[] ListKeys = ["apiVersion", "kind", "metadata", "resources", "bases"];

    // Those, and keys that change names, namespaces and labels at most.
    private static readonly string[] PlainKeys =
    [
        .. ListKeys, "namespace", "namePrefix", "nameSuffix", "labels", "commonLabels", "commonAnnotations", "configMapGenerator",
        "secretGenerator", "generatorOptions",
    ];

    private static readonly NodePath[] EnvPaths =
        [.. new[] { "configMapGenerator[*].envs[*]", "configMapGenerator[*].env", "secretGenerator[*].envs[*]", "secretGenerator[*].env" }
            .Select(NodePath.Parse)];

    private static readonly NodePath[] KeyedPaths =
        [NodePath.Parse("configMapGenerator[*].files[*]"), NodePath.Parse("secretGenerator[*].files[*]")];

    public static bool IsFileName(string name) => FileNames.Contains(name, StringComparer.Ordinal);

    /// <summary>
    /// What the file uses. Null when it cannot be read as YAML, so that it is better reported than believed, and when it
    /// holds another kind: Flux has a Kustomization too, which is a resource like any other.
    /// </summary>
    public static KustomizationText? Read(string file, FileTree files)
    {
        if (FileText.Read(files, file, Path.GetFileName(file)).Text is not { } text)
            return null;

        var yaml = YamlReader.Read(new SourceText(Path.GetFileName(file), text));
        if (!yaml.IsComplete || (!yaml.Documents.IsEmpty && !IsKustomization(yaml.Documents[0])))
            return null;

        var resources = yaml.Documents.SelectMany(document => ListPaths.SelectMany(document.Select)).Select(node => node.Value).ToList();
        return new KustomizationText([.. yaml.Documents.SelectMany(Uses)])
        {
            Resources = [.. resources.Where(IsPath)],
            GeneratorFiles = [.. yaml.Documents.SelectMany(GeneratorFiles)],
            IsComponent = yaml.Documents.Any(document => document.Find("kind") is { Value: "Component" }),
            IsList = resources.TrueForAll(IsPath) && yaml.Documents.All(document => HasOnly(document, ListKeys)),
            IsPlain = yaml.Documents.All(document => HasOnly(document, PlainKeys)),
            HasCharts = yaml.Documents.Any(document => document.Find("helmCharts") is not null
                || document.Find("helmChartInflationGenerator") is not null),
            IdlePatches = [.. CommentedPatches.In(yaml)],
        };
    }

    /// <summary>The kustomization file of a folder, absolute; null where it holds none.</summary>
    public static string? FileIn(string folder, FileTree files) =>
        FileNames.Select(name => Path.Join(folder, name)).FirstOrDefault(files.IsFile);

    /// <summary>
    /// Whether a resource that is no file or folder is a URL or a repository to kustomize. When in doubt it is: the network is never asked.
    /// </summary>
    public static bool IsRemote(string resource) =>
        resource.Contains("://", StringComparison.Ordinal) || resource.Contains("?ref=", StringComparison.Ordinal)
        || resource.Contains('@', StringComparison.Ordinal)
        || resource.StartsWith("github.com", StringComparison.Ordinal) || resource.Contains("//", StringComparison.Ordinal);

    private static bool HasOnly(Node document, string[] keys) =>
        document.Entries.All(entry => keys.Contains(entry.Key.Value, StringComparer.Ordinal) || IsEmpty(entry.Value));

    private static bool IsEmpty(Node value) => value.IsNull || (!value.IsScalar && value.Entries.Count == 0 && value.Items.Count == 0);

    private static bool IsKustomization(Node document) =>
        document.IsMapping
        && (document.Find("apiVersion") is not { } version || version.Value.StartsWith(ApiGroup, StringComparison.Ordinal));

    private static IEnumerable<string> Uses(Node document)
    {
        var plain = Paths.SelectMany(document.Select).Select(node => node.Value);
        return plain.Where(IsPath).Concat(GeneratorFiles(document));
    }

    // "name=path": the entry's key in the ConfigMap, then the file.
    private static IEnumerable<string> GeneratorFiles(Node document) => EnvPaths.SelectMany(document.Select).Select(node => node.Value)
        .Concat(KeyedPaths.SelectMany(document.Select)
            .Select(node => node.Value[(node.Value.IndexOf('=', StringComparison.Ordinal) + 1)..]))
        .Where(IsPath);

    private static bool IsPath(string path) => path.Length > 0 && path.AsSpan().IndexOfAny('\n', '\0') < 0;
}

/// <summary>Kustomization files of a search, each read once.</summary>
internal sealed class KustomizationFiles(FileTree files)
{
    private readonly Dictionary<string, KustomizationText?> read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KustomizationText?> byFolder = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> used = new(StringComparer.Ordinal);

    /// <summary>As <see cref="Kustomizations.Read"/>.</summary>
    public KustomizationText? Read(string file)
    {
        if (!read.TryGetValue(file, out var text))
            read[file] = text = Kustomizations.Read(file, files);
        return text;
    }

    /// <summary>What the kustomization file of a folder says; null where it holds none that can be read.</summary>
    public KustomizationText? In(string folder)
    {
        if (!byFolder.TryGetValue(folder, out var text))
            byFolder[folder] = text = Kustomizations.FileIn(folder, files) is { } file ? Read(file) : null;
        return text;
    }

    /// <summary>
    /// The nearest folder, from that of the file up to the repository's, whose kustomization uses a file and makes something
    /// else of it: as it stands the file is not what is applied. Null where there is none. Outside of repositories only the
    /// file's own folder is looked into: what lies above may be anybody's.
    /// </summary>
    public string? ChangerOf(string path, string real, string? repository, RealPaths realPaths)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = repository is null || folder == repository
            ? null
            : Path.GetDirectoryName(folder))
        {
            if (In(folder) is { IsList: false } text && UsedBy(folder, text, realPaths).Contains(real))
                return folder;
        }

        return null;
    }

    private HashSet<string> UsedBy(string folder, KustomizationText text, RealPaths realPaths)
    {
        if (!used.TryGetValue(folder, out var paths))
        {
            used[folder] = paths = text.Uses.Select(use => realPaths.Of(Path.GetFullPath(Path.Combine(folder, use))))
                .OfType<string>()
                .ToHashSet(StringComparer.Ordinal);
        }

        return paths;
    }
}

/// <summary>The kustomizations of a run: which files they use, and which of them stand at the top.</summary>
internal sealed class KustomizationSet
{
    private readonly Dictionary<string, Kustomization> byFolder = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> bases = new(StringComparer.Ordinal);

    public KustomizationSet(IEnumerable<Kustomization> kustomizations, RealPaths realPaths)
    {
        foreach (var kustomization in kustomizations)
            byFolder.TryAdd(kustomization.RealFolder, kustomization);
        foreach (var kustomization in InOrder())
            Follow(kustomization, realPaths);
        IdlePatches.ExceptWith(UsedFiles);
    }

    /// <summary>Real paths of the files that some kustomization uses.</summary>
    public HashSet<string> UsedFiles { get; } = new(StringComparer.Ordinal);

    /// <summary>Real paths of the patches that are commented out, as far as no kustomization uses them.</summary>
    public HashSet<string> IdlePatches { get; } = new(StringComparer.Ordinal);

    /// <summary>The kustomizations that no other one uses; of a circle, its ordinally first.</summary>
    public IEnumerable<Kustomization> Tops()
    {
        var used = bases.Values.SelectMany(folders => folders).ToHashSet(StringComparer.Ordinal);
        var covered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var kustomization in InOrder().OrderBy(kustomization => used.Contains(kustomization.RealFolder)))
        {
            if (Cover(kustomization.RealFolder, covered))
                yield return kustomization;
        }
    }

    /// <summary>Those of <see cref="Tops"/> that build on a folder, itself among them.</summary>
    /// <param name="realFolder">Without links.</param>
    public IEnumerable<Kustomization> TopsOver(string realFolder) => Tops().Where(top =>
    {
        var covered = new HashSet<string>(StringComparer.Ordinal);
        Cover(top.RealFolder, covered);
        return covered.Contains(realFolder);
    });

    private IEnumerable<Kustomization> InOrder() =>
        byFolder.Values.OrderBy(kustomization => kustomization.RealFolder, StringComparer.Ordinal);

    private void Follow(Kustomization kustomization, RealPaths realPaths)
    {
        var folders = new List<string>();
        foreach (var use in kustomization.Uses)
        {
            if (realPaths.Of(Path.GetFullPath(Path.Combine(kustomization.Folder, use))) is not { } target)
                continue;

            if (byFolder.ContainsKey(target))
                folders.Add(target);
            else
                UsedFiles.Add(target);
        }

        bases.Add(kustomization.RealFolder, folders);
        IdlePatches.UnionWith(kustomization.Text.IdlePatches
            .Select(patch => realPaths.Of(Path.GetFullPath(Path.Combine(kustomization.Folder, patch))))
            .OfType<string>());
    }

    private bool Cover(string first, HashSet<string> covered)
    {
        if (!covered.Add(first))
            return false;

        var pending = new Stack<string>([first]);
        while (pending.TryPop(out var folder))
        {
            foreach (var below in bases[folder].Where(covered.Add))
                pending.Push(below);
        }

        return true;
    }
}
