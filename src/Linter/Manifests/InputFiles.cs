using System.Collections.Immutable;

namespace Linter.Manifests;

/// <summary>A file to read, or text that stands for one.</summary>
/// <param name="Path">
/// The path that reports show: relative to the report root, forward slashes; "../" leads to a path given elsewhere.
/// </param>
/// <param name="FullPath">Where it lies on disk; null for standard input.</param>
/// <param name="Text">Text to use instead of the file's (standard input, an editor's buffer); null to read the file.</param>
public sealed record InputFile(string Path, string? FullPath, string? Text = null)
{
    /// <summary>The namespace of resources in it that name none; null for that of the run.</summary>
    public string? Namespace { get; init; }

    /// <summary>What it is a part of; null for a file that is applied by itself.</summary>
    public PartKind? Part { get; init; }

    /// <summary>Of a text that was not read from a file: the encoding that it had and that kubectl refuses; null for any other.</summary>
    public string? RefusedEncoding { get; init; }

    /// <summary>What was read of it already, up to <see cref="FileText.DefaultLimit"/>; null for nothing.</summary>
    internal FileText? Read { get; init; }
}

/// <summary>Files that are not applied by themselves, so that only their form is judged.</summary>
public enum PartKind
{
    /// <summary>Resources that a kustomization changes.</summary>
    Resources,

    /// <summary>A patch, a transformer, or anything else that need not be a resource.</summary>
    Other,
}

/// <summary>What the paths of a run hold.</summary>
/// <param name="Files">Files to read as manifests, ordered by shown path, ordinally; none twice.</param>
/// <param name="Skipped">What was passed over as a whole, ordered.</param>
/// <param name="Problems">Paths that cannot be used; any makes the run untrustworthy (exit code 2).</param>
public sealed record InputFiles(
    ImmutableArray<InputFile> Files,
    ImmutableArray<SkippedInput> Skipped,
    ImmutableArray<InputProblem> Problems)
{
    /// <summary>What was left out one by one, such as links that lead out of the given paths; a sentence each, ordered.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Charts and kustomizations that wait for <see cref="Renderer"/>, ordered; empty where they were skipped at once.</summary>
    public ImmutableArray<RenderTarget> Targets { get; init; } = [];

    /// <summary>What tools made of charts and kustomizations, ordered: each a unit of its own.</summary>
    public ImmutableArray<RenderedInput> Rendered { get; init; } = [];

    /// <summary>Kustomizations of which nothing was rendered, ordered.</summary>
    public ImmutableArray<RenderTarget> Unrendered { get; init; } = [];

    /// <summary>
    /// Kustomizations that only list files, read without a tool, and folders that Argo CD or Flux applies as they stand: each a unit of its
    /// own.
    /// </summary>
    public ImmutableArray<ListedInput> Listed { get; init; } = [];

    /// <summary>Absolute paths of all files that targets are rendered from.</summary>
    public IEnumerable<string> TargetFiles() => Targets
        .SelectMany(target => (target.Folders.IsEmpty ? [target.FullPath] : target.Folders).SelectMany(folder => FilesBelow(folder, 0))
            .Concat(target.ValueFiles))
        .Distinct(StringComparer.Ordinal);

    private IEnumerable<string> FilesBelow(string folder, int depth)
    {
        const int Deepest = 12;
        IReadOnlyList<FolderEntry> entries;
        try
        {
            entries = Sources.Entries(folder);
        }
        catch (Exception exception) when (Disk.IsReadFailure(exception))
        {
            yield break;
        }

        foreach (var entry in entries.Where(entry => !entry.IsLink && entry.Name != ".git"))
        {
            var path = Path.Join(folder, entry.Name);
            if (!entry.IsFolder)
            {
                yield return path;
            }
            else if (depth < Deepest)
            {
                foreach (var file in FilesBelow(path, depth + 1))
                    yield return file;
            }
        }
    }

    /// <summary>Reads the sources of what was rendered.</summary>
    internal FileTree Sources { get; init; } = FileTree.Disk;

    /// <summary>Absolute: what shown paths start from.</summary>
    public string ShownRoot { get; init; } = "";

    /// <summary>The same with <see cref="Files"/> in order, whatever order the caller gave them in.</summary>
    internal InputFiles InOrder()
    {
        for (var i = 1; i < Files.Length; i++)
        {
            if (string.CompareOrdinal(Files[i - 1].Path, Files[i].Path) > 0)
                return this with { Files = [.. Files.OrderBy(file => file.Path, StringComparer.Ordinal)] };
        }

        return this;
    }
}

/// <summary>A folder that is not read as manifests as it stands.</summary>
/// <param name="Path">Shown path of the folder, "." for the root itself.</param>
/// <param name="Kind">What it is.</param>
public sealed record SkippedInput(string Path, SkippedKind Kind)
{
    /// <summary>Shown path of the folder, where <see cref="Path"/> says with which values as well.</summary>
    public string Folder { get; init; } = Path;

    /// <summary>Why it was not rendered, as the end of a sentence; null where nothing was to be rendered.</summary>
    public string? Reason { get; init; }

    /// <summary>The tool is absent or switched off; somebody else may render it.</summary>
    public bool LacksTool { get; init; }

    /// <summary>The command that renders it by hand; the folder follows.</summary>
    public string Command => Kind == SkippedKind.HelmChart ? "helm template" : "kubectl kustomize";

    /// <summary>It is nothing by itself (a library chart, a component), so that nothing is missing without it.</summary>
    public bool IsPart { get; init; }
}

public enum SkippedKind
{
    /// <summary>A Helm chart: its templates have to be rendered.</summary>
    HelmChart,

    /// <summary>A kustomization, with the bases, components and patches that only it uses.</summary>
    Kustomization,
}

/// <summary>A kustomization that does nothing but list files, which are what it would render to; or a folder of manifests.</summary>
/// <param name="Path">Shown path of its folder.</param>
/// <param name="Files">Ordered by shown path.</param>
public sealed record ListedInput(string Path, ImmutableArray<InputFile> Files)
{
    /// <summary>The object of Argo CD or Flux that applies the folder, with its place; null for a kustomization.</summary>
    public string? SaidBy { get; init; }
}

/// <summary>A path that does not exist, cannot be opened, or holds no manifest.</summary>
/// <param name="Path">As the user wrote it.</param>
/// <param name="Message">One sentence, with what was looked at.</param>
/// <param name="Help">What to do; null for nothing.</param>
public sealed record InputProblem(string Path, string Message, string? Help = null);
