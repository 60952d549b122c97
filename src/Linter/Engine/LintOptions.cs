using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Findings;
using Linter.Manifests;
using Linter.Rules;
using Linter.Yaml;

namespace Linter.Engine;

/// <summary>Which levels are reported: <see cref="Default"/> leaves notes out, <see cref="Strict"/> reports all.</summary>
public enum Profile
{
    Default,
    Strict,
}

/// <summary>What the user set for a run.</summary>
public sealed record LintOptions
{
    public Profile Profile { get; init; } = Profile.Default;

    /// <summary>What the configuration sets for rules; later layers win over earlier ones.</summary>
    public ImmutableArray<RuleLayer> RuleLayers { get; init; } = [];

    /// <summary>
    /// Levels by rule name, which win over <see cref="RuleLayers"/>. A level replaces that of the rule's main case; a doubtful case of the
    /// rule is never raised above its own level. Off removes the rule's findings; a rule set to Note is reported in every profile.
    /// </summary>
    public IReadOnlyDictionary<string, Severity> RuleLevels { get; init; } = new Dictionary<string, Severity>(StringComparer.Ordinal);

    /// <summary>The namespace of resources that name none; null leaves it unnamed.</summary>
    public string? Namespace { get; init; }

    /// <summary>The cluster that the manifests are for.</summary>
    public ClusterFacts Cluster { get; init; } = new();

    /// <summary>What exists although no manifest shows it.</summary>
    public ImmutableArray<External> Externals { get; init; } = [];

    /// <summary>What is applied together, as the configuration says; empty to tell from the manifests.</summary>
    public ImmutableArray<ConfiguredUnit> Units { get; init; } = [];

    /// <summary>Findings by path that are known and accepted.</summary>
    public ImmutableArray<PathIgnore> Ignore { get; init; } = [];

    /// <summary>False to report what comments, annotations and <see cref="Ignore"/> suppress, and to judge none of them.</summary>
    public bool UsesSuppressions { get; init; } = true;

    /// <summary>What the manifests held before the change that is judged; empty where no change is.</summary>
    public ImmutableArray<Resource> Former { get; init; } = [];

    /// <summary>False where nobody is shown how many entry points there are: they are not looked for then.</summary>
    public bool CountsEntryPoints { get; init; } = true;

    /// <summary>False where nobody compares the result with a baseline: what is not reported need not be found then.</summary>
    public bool KeepsUnreported { get; init; } = true;

    /// <summary>Workers that read files, follow links and run rules, at least 1. Never changes the result.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How many resources of a unit are worth a further worker: below that, it costs more than it brings.</summary>
    public int ResourcesPerWorker { get; init; } = 500;

    /// <summary>How many workers so many resources of a unit are worth.</summary>
    internal int WorkersFor(int resources) => Math.Min(Threads, 1 + (resources / ResourcesPerWorker));

    /// <summary>What reads YAML. Never changes the result.</summary>
    public YamlEngine YamlEngine { get; init; } = YamlEngine.Fast;

    /// <summary>The largest file that is read, in bytes; a larger one is a problem of the run.</summary>
    public int MaxFileSize { get; init; } = FileText.DefaultLimit;

    /// <summary>How far files are followed; what goes beyond is a finding, and its file is incomplete.</summary>
    public YamlLimits Limits { get; init; } = YamlLimits.Default;

    /// <summary>The release that the built-in facts describe.</summary>
    public const int LatestKubernetesMinor = 36;
}
