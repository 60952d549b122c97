using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
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
    private const string All = "*";
    private const string Effect = "the rule grants nothing by it: what asks for this right is denied";

    public static void Judge(ValueList values)
    {
        foreach (var rule in values.Resource.Root.Find("rules")?.Items ?? default)
        {
            var groups = Texts(rule, "apiGroups");
            var isOwn = groups.Count == 0 || groups.All(group => KindCatalog.ResourcesOf(group.Value) is not null);
            foreach (var verb in Texts(rule, "verbs"))
                JudgeVerb(values, verb, isOwn, rule.Find("nonResourceURLs") is { IsNull: false } ? KnownWords.UrlVerbs : KnownWords.Verbs);
            JudgeResources(values, groups, Texts(rule, "resources"), isOwn);
        }
    }

    private static List<Node> Texts(Node rule, string field) =>
        [.. (rule.Find(field)?.Items ?? default).Where(item => ValueList.Text(item) is not null)];

    private static void JudgeVerb(ValueList values, Node verb, bool isOwn, ImmutableArray<string> verbs)
    {
        if (!KnownWords.Verbs.Contains(verb.Value, StringComparer.Ordinal) && Spelling.Slipped(verb.Value, verbs) is { } meant && (isOwn || IsNoWord(verb.Value, meant)))
            values.Add(WordSlips.Of(values.Resource, verb, MessageText.Of($"'{values.PathOf(verb)}' of '{values.Resource}' is '{verb.Value}', which is no verb of Kubernetes"), meant, Effect));
    }

    // "match" may be a verb of its own where "wacth" is none.
    private static bool IsNoWord(string written, string meant) => written.Length != meant.Length || Spelling.AreSwapped(written, meant);

    private static void JudgeResources(ValueList values, List<Node> groups, List<Node> resources, bool isOwn)
    {
        foreach (var group in groups)
        {
            if (KindCatalog.ResourcesOf(group.Value) is null && Spelling.Slipped(group.Value, KindCatalog.BuiltInGroups) is { } meant && resources.Any(resource => KindCatalog.ResourcesOf(meant)!.Contains(Whole(resource.Value))))
                values.Add(WordSlips.Of(values.Resource, group, MessageText.Of($"'{values.PathOf(group)}' of '{values.Resource}' is '{group.Value}', which is no group of Kubernetes"), meant, Effect));
        }

        if (!isOwn || groups.Count == 0)
            return;

        ImmutableArray<string> known = [.. groups.SelectMany(group => KindCatalog.ResourcesOf(group.Value)!).Concat(KnownWords.ResourcesWithoutKind).Distinct(StringComparer.Ordinal)];
        foreach (var resource in resources)
            JudgeResource(values, resource, known);
    }

    private static void JudgeResource(ValueList values, Node resource, ImmutableArray<string> known)
    {
        var whole = Whole(resource.Value);
        var rest = resource.Value[whole.Length..];
        var meant = whole != All && Meant(whole, known) is { } name ? name + rest
            : rest.Length > 1 && Spelling.Slipped(rest[1..], KnownWords.Subresources) is { } part ? $"{whole}/{part}"
            : null;
        if (meant is not null)
            values.Add(WordSlips.Of(values.Resource, resource, MessageText.Of($"'{values.PathOf(resource)}' of '{values.Resource}' is '{resource.Value}', which is no resource of its groups"), meant, Effect));
    }

    // "ingress" and "networkpolicy" stand for the plural, too.
    private static string? Meant(string word, ImmutableArray<string> known) =>
        known.Contains(word, StringComparer.Ordinal) ? null
        : Spelling.Slipped(word, known) ?? known.FirstOrDefault(other => other == word + "es" || (word.EndsWith('y') && other == word[..^1] + "ies"));

    private static string Whole(string resource) => resource.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? resource[..slash] : resource;
}
