using System.Collections.Immutable;
using Linter.Findings;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// The rules of Role and ClusterRole: verbs, groups and resources are compared with what is asked for letter by letter
/// (k8s.io/kubernetes pkg/apis/rbac/v1/evaluation_helpers.go). Custom resources have groups, and programs verbs, of their own.
/// </summary>
internal static class RoleValues
{
    private const string Effect = "the rule grants nothing by it: what asks for this right is denied";

    public static void Judge(ValueList values)
    {
        var rules = values.Resource.Root.Find("rules")?.Items ?? default;
        new ResourceRules(values, rules, "a role", Effect) { ResourcesWithoutKind = KnownWords.ResourcesWithoutKind }.Judge();
        foreach (var rule in rules)
        {
            var isOwn = ResourceRules.AreOwn(ResourceRules.Texts(rule, "apiGroups"));
            foreach (var verb in ResourceRules.Texts(rule, "verbs"))
                JudgeVerb(values, verb, isOwn, rule.Find("nonResourceURLs") is { IsNull: false } ? KnownWords.UrlVerbs : KnownWords.Verbs);
        }
    }

    private static void JudgeVerb(ValueList values, Node verb, bool isOwn, ImmutableArray<string> verbs)
    {
        if (!KnownWords.Verbs.Contains(verb.Value, StringComparer.Ordinal) && Spelling.Slipped(verb.Value, verbs) is { } meant && (isOwn || IsNoWord(verb.Value, meant)))
            values.Add(WordSlips.Of(values.Resource, verb, MessageText.Of($"'{values.PathOf(verb)}' of '{values.Resource}' is '{verb.Value}', which is no verb of Kubernetes"), meant, Effect));
    }

    // "match" may be a verb of its own where "wacth" is none.
    private static bool IsNoWord(string written, string meant) => written.Length != meant.Length || Spelling.AreSwapped(written, meant);
}
