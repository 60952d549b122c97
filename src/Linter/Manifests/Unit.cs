using System.Collections.Immutable;

namespace Linter.Manifests;

/// <summary>Why files were taken for one unit.</summary>
public enum UnitReason
{
    /// <summary>Nothing of what was given is defined twice and differently.</summary>
    Whole,

    /// <summary>The configuration says so.</summary>
    Configured,

    /// <summary>A tool rendered it from a chart or a kustomization.</summary>
    Rendered,

    /// <summary>A kustomization lists the files, and does nothing else.</summary>
    Listed,

    /// <summary>It defines something otherwise than its neighbours do.</summary>
    Variant,

    /// <summary>It lies beside variants, and holds workloads and the Services to them itself.</summary>
    Application,

    /// <summary>It lies beside variants, has to do with none of them, and is no application of its own.</summary>
    Rest,
}

/// <summary>What is applied together: nothing is resolved across units.</summary>
/// <param name="Name">What sets it apart from the other units: the folder or file that only it holds; empty for the only unit.</param>
/// <param name="Files">The files of the unit, in order.</param>
/// <param name="Reason">Why they are one.</param>
public sealed record Unit(string Name, ImmutableArray<ManifestFile> Files, UnitReason Reason = UnitReason.Whole)
{
    /// <summary>Every resource, in the order of files and documents.</summary>
    public ImmutableArray<Resource> Resources { get; } = [.. Files.SelectMany(file => file.Resources)];

    /// <summary>For what was rendered: from what.</summary>
    public RenderTarget? Target { get; init; }

    /// <summary>For manifests that an object of Argo CD or Flux applies: that one, with its place.</summary>
    public string? SaidBy { get; init; }

    /// <summary>For a variant: a resource of it, and what another file makes of the same one.</summary>
    public (Resource Own, Resource Other)? Contest { get; init; }

    /// <summary>Files that it shares with others and why, in order.</summary>
    public ImmutableArray<SharedFile> Shared { get; init; } = [];

    /// <summary>Links that would arrive if the given were one unit, and that the split breaks.</summary>
    public ImmutableArray<BrokenLink> Broken { get; init; } = [];
}

/// <summary>A file that a unit holds beside its own because of a link.</summary>
/// <param name="File">The file.</param>
/// <param name="From">The resource that points.</param>
/// <param name="To">The resource that it points at; null where nothing fits, and the unit is where it is judged.</param>
public sealed record SharedFile(ManifestFile File, Resource From, Resource? To)
{
    /// <summary>The file names Services that the unit does not hold: whether it belongs there is less certain.</summary>
    public bool LacksServices { get; init; }

    /// <summary>The unit has nothing of the kind, but another variant of the same thing has <see cref="To"/>.</summary>
    public bool IsLacking { get; init; }

    /// <summary>It points at nothing: what it asks for is called nearly as <see cref="To"/>.</summary>
    public bool IsNear { get; init; }

    /// <summary>Only so many of the variants that it goes with are checked with it; null for all.</summary>
    public int? MostVariants { get; init; }
}

/// <summary>A link from a unit to what is applied apart from it.</summary>
/// <param name="At">The scalar or selector that points.</param>
/// <param name="To">What it would reach.</param>
public sealed record BrokenLink(Text.SourceSpan At, Resource To)
{
    /// <summary>It breaks since only one of its ends says in which namespace it is.</summary>
    public bool IsByNamespace { get; init; }
}
