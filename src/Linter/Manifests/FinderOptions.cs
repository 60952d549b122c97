using System.Collections.Immutable;
using Linter.Configuration;

namespace Linter.Manifests;

/// <summary>What a search for manifests needs to know besides the paths.</summary>
/// <param name="WorkingDirectory">Absolute; what relative paths start from.</param>
public sealed record FinderOptions(string WorkingDirectory)
{
    /// <summary>Absolute: what shown paths start from. Null for <see cref="ManifestFinder.ShownRoot"/> of the paths.</summary>
    public string? ShownRoot { get; init; }

    /// <summary>Leave out what git ignores, and node_modules. What git keeps for itself is left out in any case.</summary>
    public bool UseGitignore { get; init; } = true;

    /// <summary>What is not read, in terms of shown paths, unless it is a file that is given itself.</summary>
    public ImmutableArray<Glob> Exclude { get; init; } = [];

    /// <summary>
    /// Absolute paths of the configurations that hold for the run: others that are met are told. Default where none is looked for.
    /// </summary>
    public ImmutableArray<string> UsedConfigs { get; init; }

    /// <summary>Where files are found and read.</summary>
    public FileTree Files { get; init; } = FileTree.Disk;

    /// <summary>Say what has to be rendered; else charts and kustomizations are skipped.</summary>
    public bool FindsTargets { get; init; }

    /// <summary>A given file that a kustomization changes stands for the kustomization; else it is read as it stands.</summary>
    public bool FollowsKustomizations { get; init; }

    /// <summary>Charts with the values that they are installed with.</summary>
    public ImmutableArray<ConfiguredChart> Charts { get; init; } = [];

    /// <summary>
    /// Folders of plain manifests that Argo CD or Flux applies are units of their own; not where the user says what the units are.
    /// </summary>
    public bool SplitsFolders { get; init; } = true;

    /// <summary>Workers that read files, at least 1. Never changes the result.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The text that the path "-" stands for; null for none.</summary>
    public string? StandardInput { get; init; }

    /// <summary>The encoding of <see cref="StandardInput"/>, where it is one that kubectl refuses; null for any other.</summary>
    public string? StandardInputEncoding { get; init; }
}
