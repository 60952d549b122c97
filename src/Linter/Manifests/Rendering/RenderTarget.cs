using System.Collections.Immutable;

namespace Linter.Manifests;

public enum RenderTool
{
    Helm,
    Kustomize,
}

/// <summary>One chart with one set of values, or one kustomization: what a tool renders in one go, and what is linted as one unit.</summary>
/// <param name="Tool">Which tool renders it.</param>
/// <param name="Path">Shown path of the folder with Chart.yaml or the kustomization.</param>
/// <param name="FullPath">The same, absolute.</param>
public sealed record RenderTarget(RenderTool Tool, string Path, string FullPath)
{
    /// <summary>Files of values besides the chart's own, absolute, later ones win.</summary>
    public ImmutableArray<string> ValueFiles { get; init; } = [];

    /// <summary>"a.b=c" as helm's --set takes it.</summary>
    public ImmutableArray<string> Sets { get; init; } = [];

    /// <summary>Null for the chart's name.</summary>
    public string? ReleaseName { get; init; }

    /// <summary>Null for the tool's own choice.</summary>
    public string? Namespace { get; init; }

    /// <summary>"1.31" for templates that ask for it; null for the tool's own.</summary>
    public string? KubeVersion { get; init; }

    /// <summary>"cert-manager.io/v1" and the like that templates may ask for.</summary>
    public ImmutableArray<string> ApiVersions { get; init; } = [];

    /// <summary>What sets it apart from other targets of the same folder, such as "ci/minimal-values.yaml"; empty for the plain one.</summary>
    public string Variant { get; init; } = "";

    /// <summary>Why no tool can render it; null where one can.</summary>
    internal RenderHindrance? Hindrance { get; init; }

    /// <summary>For a kustomization that only lists files: those, which are what it renders to. Null for any other.</summary>
    internal ImmutableArray<InputFile>? ListedFiles { get; init; }

    /// <summary>The folders of a kustomization and of all that it builds on; a tool reads nothing outside of them.</summary>
    internal ImmutableArray<string> Folders { get; init; } = [];

    /// <summary>Files that a generator reads and that are not there, absolute: they are taken for empty.</summary>
    internal ImmutableArray<string> MissingFiles { get; init; } = [];

    /// <summary>It reads files outside of its own folder, all of them within what is shown as one repository.</summary>
    internal bool ReadsBeside { get; init; }

    /// <summary>What reports call it: the folder, and what sets it apart.</summary>
    public string Name => Variant.Length == 0 ? Path : $"{Path} with {Variant}";
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
    internal IEnumerable<string> Missing(string shownRoot) => Target.MissingFiles.Select(path => $"{ManifestFinder.Shown(shownRoot, path)}, of which {Target.Path} makes a ConfigMap or Secret, is not there");
}
