using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Text;

namespace Linter.Manifests;

/// <summary>What Argo CD or Flux applies from a folder of this repository.</summary>
/// <param name="Said">What says so, such as "Application shop".</param>
/// <param name="Place">Where its name stands.</param>
/// <param name="Folder">Absolute.</param>
internal sealed record GitOpsUse(string Said, SourceSpan Place, string Folder)
{
    /// <summary>Null for manifests as they stand.</summary>
    public RenderTool? Tool { get; init; }

    /// <summary>Of manifests as they stand: those in folders below count too.</summary>
    public bool IsRecursive { get; init; }

    /// <summary>
    /// Of manifests as they stand: patterns of paths from the folder on, of which a file has to fit one; empty for any file.
    /// </summary>
    public ImmutableArray<string> Included { get; init; } = [];

    /// <summary>The same, of which it may fit none.</summary>
    public ImmutableArray<string> Excluded { get; init; } = [];

    public ImmutableArray<string> ValueFiles { get; init; } = [];

    public string? InlineValues { get; init; }

    public ImmutableArray<string> Sets { get; init; } = [];

    public ImmutableArray<string> SetStrings { get; init; } = [];

    public string? ReleaseName { get; init; }

    public string? Namespace { get; init; }

    public string? KubeVersion { get; init; }

    public ImmutableArray<string> ApiVersions { get; init; } = [];

    /// <summary>Lines of a kustomization over the folder's own.</summary>
    public ImmutableArray<string> Overlay { get; init; } = [];

    /// <summary>Settings that change what is made and that are not applied here.</summary>
    public ImmutableArray<string> Unapplied { get; init; } = [];

    /// <summary>Why it cannot be rendered; null where it can.</summary>
    public string? Hindrance { get; init; }

    /// <summary>Whether it applies a file of plain manifests.</summary>
    /// <param name="path">From the folder on, with forward slashes.</param>
    public bool Takes(string path) =>
        (IsRecursive || !path.Contains('/', StringComparison.Ordinal))
        && (Included.IsEmpty || Included.Any(pattern => Wildcard.Matches(pattern, path)))
        && !Excluded.Any(pattern => Wildcard.Matches(pattern, path));

    public string Origin => $"{Said} ({Place.Source.Path}:{Place.From.Line})";
}

/// <summary>What objects of Argo CD and Flux say.</summary>
/// <param name="Uses">In the order of files and documents.</param>
/// <param name="Notes">What could not be told of them, a sentence each.</param>
internal sealed record GitOpsUses(ImmutableArray<GitOpsUse> Uses, ImmutableArray<string> Notes);
