using System.Collections.Immutable;

namespace Linter.Manifests;

public enum RenderTool
{
    Helm,
    Kustomize,
}

/// <summary>
/// One chart with one set of values, or one kustomization: what a tool renders in one go, and what is linted as one unit.
/// </summary>
/// <param name="Tool">Which tool renders it.</param>
/// <param name="Path">Shown path of the folder with Chart.yaml or the kustomization.</param>
/// <param name="FullPath">The same, absolute.</param>
public sealed record RenderTarget(RenderTool Tool, string Path, string FullPath)
{
    /// <summary>Files of values besides the chart's own, absolute, later ones win.</summary>
    public ImmutableArray<string> ValueFiles { get; init; } = [];

    /// <summary>The same as reports show them.</summary>
    public ImmutableArray<string> ShownValueFiles { get; init; } = [];

    /// <summary>"a.b=c" as helm's --set takes it.</summary>
    public ImmutableArray<string> Sets { get; init; } = [];

    /// <summary>The same, always as text.</summary>
    public ImmutableArray<string> SetStrings { get; init; } = [];

    /// <summary>A file of values that somebody wrote elsewhere; it wins over <see cref="ValueFiles"/>. Null for none.</summary>
    public string? InlineValues { get; init; }

    /// <summary>Lines of a kustomization over the target's own, which somebody wrote elsewhere.</summary>
    public ImmutableArray<string> Overlay { get; init; } = [];

    /// <summary>Null for the chart's name.</summary>
    public string? ReleaseName { get; init; }

    /// <summary>Null for the tool's own choice.</summary>
    public string? Namespace { get; init; }

    /// <summary>"1.31" for templates that ask for it; null for the tool's own.</summary>
    public string? KubeVersion { get; init; }

    /// <summary>"cert-manager.io/v1" and the like that templates may ask for.</summary>
    public ImmutableArray<string> ApiVersions { get; init; } = [];

    /// <summary>
    /// What sets it apart from other targets of the same folder, such as "ci/minimal-values.yaml"; empty for the plain one.
    /// </summary>
    public string Variant { get; init; } = "";

    /// <summary>The object of Argo CD or Flux that says so, with its place; null where none does.</summary>
    public string? SaidBy { get; init; }

    /// <summary>Why no tool can render it; null where one can.</summary>
    internal RenderHindrance? Hindrance { get; init; }

    /// <summary>For a kustomization that only lists files: those, which are what it renders to. Null for any other.</summary>
    internal ImmutableArray<InputFile>? ListedFiles { get; init; }

    /// <summary>The folders of a kustomization and of all that it builds on; a tool reads nothing outside of them.</summary>
    internal ImmutableArray<string> Folders { get; init; } = [];

    /// <summary>Absolute folders that hold what it is rendered from.</summary>
    public ImmutableArray<string> SourceFolders => Folders.IsEmpty ? [FullPath] : Folders;

    /// <summary>
    /// The kustomizations that this one builds on, as they are by themselves; components are left out. Worked out when it is asked for.
    /// </summary>
    internal Func<ImmutableArray<RenderTarget>> Bases { get; init; } = static () => [];

    /// <summary>
    /// Shown path of the kustomization that builds on this one and could not be rendered, so that this one stands in for it; null where it
    /// stands for itself.
    /// </summary>
    public string? InSteadOf { get; init; }

    /// <summary>What stands between <see cref="InSteadOf"/> and this one changes more than names, namespaces and labels.</summary>
    internal bool IsChanged { get; init; }

    /// <summary>Files that a generator reads and that are not there, absolute: they are taken for empty.</summary>
    internal ImmutableArray<string> MissingFiles { get; init; } = [];

    /// <summary>
    /// Files outside of the folders of the kustomizations that name them, absolute; all of them within what is shown as one repository.
    /// </summary>
    public ImmutableArray<string> FilesBeside { get; init; } = [];

    /// <summary>What reports call it: the folder, and what sets it apart.</summary>
    public string Name => Variant.Length == 0 ? Path : $"{Path} {Apart}";

    internal string Apart => Variant.Length == 0 ? "" : SaidBy is null ? $"with {Variant}" : $"for {Variant}";
}

/// <summary>What keeps a target from being rendered.</summary>
/// <param name="Reason">As the end of a sentence.</param>
internal sealed record RenderHindrance(string Reason)
{
    /// <summary>It is nothing by itself, so that nothing is missing without it.</summary>
    public bool IsPart { get; init; }
}

/// <summary>What a tool made of a target.</summary>
/// <param name="Target">What was rendered.</param>
/// <param name="Text">YAML documents.</param>
/// <param name="BaseFolder">Absolute; what the origins that kustomize writes are relative to. It need not exist any more.</param>
public sealed record RenderedInput(RenderTarget Target, string Text, string BaseFolder)
{
    /// <summary>What was not there and taken for empty, a sentence each.</summary>
    internal IEnumerable<string> Missing(string shownRoot) =>
        Target.MissingFiles.Select(path =>
            $"{ManifestFinder.Shown(shownRoot, path)}, of which {Target.Path} makes a ConfigMap or Secret, is not there");

    /// <summary>For text from standard input: the charts that it names. Null for what was rendered here.</summary>
    public ImmutableSortedDictionary<string, RenderTarget>? PipedCharts { get; init; }
}
