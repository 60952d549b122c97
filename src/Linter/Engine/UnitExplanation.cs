using System.Collections.Immutable;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Engine;

/// <summary>What was taken for applied together, and why.</summary>
/// <param name="Units">In the order in which they are checked.</param>
/// <param name="Files">Paths of all files that were read, in order.</param>
/// <param name="Resources">How many resources they hold.</param>
public sealed record UnitExplanation(ImmutableArray<ExplainedUnit> Units, ImmutableArray<string> Files, int Resources)
{
    /// <summary>Charts and kustomizations that were passed over.</summary>
    public ImmutableArray<SkippedInput> Skipped { get; init; } = [];

    /// <summary>Files that could not be read.</summary>
    public ImmutableArray<InputProblem> Unreadable { get; init; } = [];
}

/// <summary>One unit with what a run assumes of it.</summary>
/// <param name="Unit">Files, reason and links.</param>
/// <param name="Namespaces">The namespaces that it names, and what the unnamed one is taken to be.</param>
/// <param name="HasUnnamed">Some resource of it names no namespace.</param>
/// <param name="Incomplete">What it may lack because it was not read, a sentence each.</param>
public sealed record ExplainedUnit(Unit Unit, Namespaces Namespaces, bool HasUnnamed, ImmutableArray<string> Incomplete);
