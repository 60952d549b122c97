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
        var rules = values.Resource.Root.Find("rules")?.Items ?? default;
        Dictionary<string, HashSet<string>>? granted = null;
        foreach (var rule in rules)
        {
            var groups = Texts(rule, "apiGroups");
            var isOwn = groups.Count == 0 || groups.All(group => KindCatalog.ResourcesOf(group.Value) is not null);
            foreach (var verb in Texts(rule, "verbs"))
                JudgeVerb(values, verb, isOwn, rule.Find("nonResourceURLs") is { IsNull: false } ? KnownWords.UrlVerbs : KnownWords.Verbs);
            JudgeResources(values, groups, Texts(rule, "resources"), isOwn, (group, resource) => IsGranted(granted ??= GroupsOf(rules), group, resource));
        }
    }

    private static bool IsGranted(Dictionary<string, HashSet<string>> granted, string group, string resource) =>
        new[] { resource, All }.Any(one => granted.TryGetValue(one, out var groups) && (groups.Contains(group) || groups.Contains(All)));

    // By resource the groups that stand beside it in some rule; those of others are not asked for.
    private static Dictionary<string, HashSet<string>> GroupsOf(ItemList rules)
    {
        var granted = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            var groups = Texts(rule, "apiGroups").Select(group => group.Value).Where(group => group == All || KindCatalog.ResourcesOf(group) is not null).ToHashSet(StringComparer.Ordinal);
            foreach (var resource in Texts(rule, "resources"))
            {
                if (!granted.TryGetValue(resource.Value, out var known))
                    granted[resource.Value] = known = new HashSet<string>(StringComparer.Ordinal);
                known.UnionWith(groups);
            }
        }

        return granted;
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

    private static void JudgeResources(ValueList values, List<Node> groups, List<Node> resources, bool isOwn, Func<string, string, bool> isGranted)
    {
        foreach (var group in groups.Where(group => KindCatalog.ResourcesOf(group.Value) is null))
            JudgeGroup(values, group, groups, resources);

        if (!isOwn || groups.Count == 0)
            return;

        var isFormer = groups.Exists(group => KindCatalog.IsFormerGroup(group.Value));
        List<string>? known = null;
        foreach (var resource in resources)
        {
            var whole = Whole(resource.Value);
            if (KnownWords.ResourcesWithoutKind.Contains(whole, StringComparer.Ordinal) || groups.Exists(group => KindCatalog.ResourcesOf(group.Value)!.Contains(whole)))
                JudgeResource(values, resource, null);
            else if (KindCatalog.GroupsOf(whole) is not { IsEmpty: false } homes)
                JudgeResource(values, resource, Meant(whole, known ??= [.. groups.SelectMany(group => KindCatalog.ResourcesOf(group.Value)!).Concat(KnownWords.ResourcesWithoutKind).Distinct(StringComparer.Ordinal)]));
            else if (!isFormer && !homes.Any(home => isGranted(home, resource.Value)))
                values.Add(InOtherGroup(values, resource, Written(homes[0])));
        }
    }

    private static void JudgeGroup(ValueList values, Node group, List<Node> groups, List<Node> resources)
    {
        var said = MessageText.Of($"'{values.PathOf(group)}' of '{values.Resource}' is '{group.Value}', which is no group of Kubernetes");
        if (Spelling.Slipped(group.Value, KindCatalog.BuiltInGroups) is { } meant && HasAny(meant, resources))
            values.Add(WordSlips.Of(values.Resource, group, said, meant, Effect));
        else if (KindCatalog.GroupCalled(group.Value) is { } called && (HasAny(called, resources) || resources.Exists(resource => resource.Value == All)) && !groups.Exists(other => other.Value == called))
            values.Add(InGroup(values, group, said, called));
    }

    private static bool HasAny(string group, List<Node> resources) =>
        resources.Exists(resource => KindCatalog.ResourcesOf(group)!.Contains(Whole(resource.Value)));

    private static ValueProblem InGroup(ValueList values, Node group, MessageText said, string called) => new(values.Resource, group, MessageText.Of($"{said}; in a role it is '{Written(called)}'"))
    {
        Severity = Severity.Warning,
        Label = "no group",
        Effect = Effect,
        Help = $"write {Written(called)}",
        Fix = ScalarEdit.Replace(values.Resource.Root, group, called) is { } edit ? new Fix($"write {Written(called)}", [edit], IsSafe: false) : null,
    };

    private static string Written(string group) => group.Length == 0 ? "\"\"" : group;

    private static ValueProblem InOtherGroup(ValueList values, Node resource, string home) => new(values.Resource, resource, MessageText.Of(
        $"'{values.PathOf(resource)}' of '{values.Resource}' is '{resource.Value}', which is no resource of its groups; the group '{home}' has it"))
    {
        Severity = Severity.Warning,
        Label = "a resource of another group",
        Effect = Effect,
        Help = $"give it a rule with apiGroups: [{home}]",
    };

    // The other word that the resource's own name was meant as; null where there is none.
    private static void JudgeResource(ValueList values, Node resource, string? other)
    {
        var whole = Whole(resource.Value);
        var rest = resource.Value[whole.Length..];
        var meant = other is not null && whole != All ? other + rest
            : rest.Length > 1 && MeantPart(whole, rest[1..]) is { } part ? $"{whole}/{part}"
            : null;
        if (meant is not null)
            values.Add(WordSlips.Of(values.Resource, resource, MessageText.Of($"'{values.PathOf(resource)}' of '{values.Resource}' is '{resource.Value}', which is no resource of its groups"), meant, Effect));
    }

    // "ingress" and "networkpolicy" stand for the plural, too.
    private static string? Meant(string word, List<string> known) =>
        Spelling.Slipped(word, known) ?? known.Find(other => other == word + "es" || (word.EndsWith('y') && other == word[..^1] + "ies"));

    // "pods/logs" is what kubectl's own command is called; workloads have no log.
    private static string? MeantPart(string whole, string word) =>
        KnownWords.Subresources.Contains(word, StringComparer.Ordinal) ? null
        : word == "logs" ? whole is "pods" or "nodes" ? "log" : null
        : Spelling.Slipped(word, KnownWords.Subresources);

    private static string Whole(string resource) => resource.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? resource[..slash] : resource;
}
