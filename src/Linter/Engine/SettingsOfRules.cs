using System.Collections.Concurrent;
using Linter.Configuration;
using Linter.Rules;

namespace Linter.Engine;

/// <summary>The settings of each rule for one run, made when they are asked for.</summary>
internal sealed class SettingsOfRules(LintOptions options)
{
    private readonly ConcurrentDictionary<string, RuleSettings> made = new(StringComparer.Ordinal);

    public RuleSettings Of(string ruleId) => made.GetOrAdd(ruleId, id => RuleVocabulary.SettingsOf(
        id,
        options.RuleLayers,
        options.RuleLevels.TryGetValue(id, out var level) ? level : null));
}
