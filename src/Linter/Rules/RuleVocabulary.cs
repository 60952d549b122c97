using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;

namespace Linter.Rules;

/// <summary>What a configuration may speak of, from the rules' entries and the facts about Kubernetes.</summary>
public static class RuleVocabulary
{
    /// <param name="latestKubernetesMinor">The N of the newest Kubernetes 1.N that is known.</param>
    public static ConfigVocabulary Create(int latestKubernetesMinor) => new()
    {
        RuleNames = RuleCatalog.Ids,
        FindRule = Find,
        IsQuantity = node => Quantity.Read(node) is { IsNegative: false },
        Kinds = KindCatalog.BuiltInKinds,
        LatestKubernetesMinor = latestKubernetesMinor,
    };

    /// <param name="ruleId">A present name.</param>
    /// <param name="layers">From the configuration.</param>
    /// <param name="commandLine">The level that wins over all.</param>
    public static RuleSettings SettingsOf(string ruleId, ImmutableArray<RuleLayer> layers, Severity? commandLine) =>
        new(ruleId, () => RuleCatalog.Document(ruleId).Options, layers, commandLine);

    private static ConfigRule? Find(string name)
    {
        if (RuleCatalog.Current(name) is not { } id)
            return null;

        var document = RuleCatalog.Document(id);
        return new ConfigRule(id, document.Title, document.Severity, document.Options, document.FormerNames);
    }
}
