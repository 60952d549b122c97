using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Findings;
using Linter.Rules;
using Linter.Schema;
using Linter.Text;

namespace Linter.Engine;

/// <summary>The configuration of a run: read, and made into options.</summary>
public static class ConfiguredRun
{
    /// <summary>What a configuration may speak of.</summary>
    public static ConfigVocabulary Vocabulary { get; } = RuleVocabulary.Create(LintOptions.LatestKubernetesMinor);

    /// <summary>The configuration, or what is wrong with it: one of the two is empty.</summary>
    public static (LintConfig? Config, ImmutableArray<Finding> Findings) Read(SourceText source, ConfigPlace place) =>
        ConfigReader.Read(source, Vocabulary, place);

    /// <summary>The options as the configuration sets them; what the command line says comes over them.</summary>
    public static LintOptions Over(this LintConfig config, LintOptions options) => options with
    {
        Profile = config.Profile is { } profile ? (profile.Value == "strict" ? Profile.Strict : Profile.Default) : options.Profile,
        RuleLayers = config.RuleLayers,
        Units = config.Units,
        Externals = config.Externals,
        Namespace = config.Namespace?.Value ?? options.Namespace,
        Cluster = Facts(config.Cluster, options.Cluster),
        Ignore = config.Ignore,
    };

    private static ClusterFacts Facts(ClusterConfig config, ClusterFacts facts) => facts with
    {
        KubernetesMinor = config.KubernetesVersion?.Value ?? facts.KubernetesMinor,
        NodePorts = config.NodePortRange?.Value ?? facts.NodePorts,
        Nodes = config.NodeCount?.Value ?? facts.Nodes,
        LargestNode = config.LargestNode.IsEmpty
            ? facts.LargestNode
            : config.LargestNode.ToImmutableSortedDictionary(entry => entry.Resource, entry => Quantity.Read(entry.Quantity)!.Value,
                StringComparer.Ordinal),
    };
}
