using System.Collections.Immutable;
using Linter.Findings;
using Linter.Yaml;

namespace Linter.Configuration;

/// <summary>What the configuration may speak of; it comes from parts of the program that lie right of this one.</summary>
public sealed record ConfigVocabulary
{
    /// <summary>Present names of all rules, ordered.</summary>
    public required ImmutableArray<string> RuleNames { get; init; }

    /// <summary>A rule by its present or a former name; null where there is none.</summary>
    public required Func<string, ConfigRule?> FindRule { get; init; }

    /// <summary>Whether a scalar is an amount such as 500m or 16Gi, and not negative.</summary>
    public required Func<Node, bool> IsQuantity { get; init; }

    /// <summary>Built-in kinds, without groups.</summary>
    public required ImmutableArray<string> Kinds { get; init; }

    /// <summary>The N of the newest Kubernetes 1.N.</summary>
    public required int LatestKubernetesMinor { get; init; }
}

/// <summary>A rule as the configuration sees it.</summary>
/// <param name="Id">Its present name.</param>
/// <param name="Title">The defect in a few words.</param>
/// <param name="Level">Its own level.</param>
/// <param name="Options">What can be set beside the level.</param>
/// <param name="FormerNames">Names that it had; they still work.</param>
public sealed record ConfigRule(
    string Id, string Title, Severity Level, ImmutableArray<RuleOption> Options, ImmutableArray<string> FormerNames);
