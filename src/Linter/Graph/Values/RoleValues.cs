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
    private static readonly ImmutableArray<string> Fields = ["apiGroups", "nonResourceURLs", "resourceNames", "resources", "verbs"];

    private static readonly HashSet<string> ApiVerbs = new(StringComparer.Ordinal) { "get", "list", "watch", "create", "update", "patch",
        "delete", "deletecollection" };

    private const string Effect = "the rule grants nothing by it: what asks for this right is denied";

    public static void Judge(LinkGraph graph, ValueList values)
    {
        var rules = values.Resource.Root.Find("rules")?.Items ?? default;
        new ResourceRules(values, rules, "a role", "grants", Effect) { ResourcesWithoutKind = KnownWords.ResourcesWithoutKind }.Judge();
        foreach (var rule in rules)
        {
            if (rule.IsMapping)
                JudgeFields(values, rule);
            if (values.Resource.Kind == Kinds.Role)
                JudgeScope(graph, values, rule);
            JudgeNames(values, rules, rule);
            var isOwn = ResourceRules.AreOwn(ResourceRules.Texts(rule, "apiGroups"));
            foreach (var verb in ResourceRules.Texts(rule, "verbs"))
                JudgeVerb(values, verb, isOwn, rule.Find("nonResourceURLs") is { IsNull: false } ? KnownWords.UrlVerbs : KnownWords.Verbs);
        }
    }

    // Of resources or of URLs, and of both in no case (k8s.io/kubernetes pkg/apis/rbac/validation, ValidatePolicyRule).
    private static void JudgeFields(ValueList values, Node rule)
    {
        var resources = ((string[])["apiGroups", "resources", "resourceNames"]).Select(field => FieldChoices.Filled(rule, field)).ToList();
        if (FieldChoices.Filled(rule, "nonResourceURLs") is { } urls)
        {
            if (values.Resource.Kind == Kinds.Role)
            {
                values.Add(urls.Key,
                    $"'{values.PathOf(rule)}' of '{values.Resource}' has '{urls.Key.Value}', but URLs are in no namespace, so that only a ClusterRole can grant them",
                    "not in a Role", "write the rule into a ClusterRole and bind it with a ClusterRoleBinding");
            }
            else if (resources.OfType<Entry>().ToList() is [var other, ..])
            {
                AddBoth(values, rule, urls.Key, other.Key);
            }

            return;
        }

        // A misspelt field is told of as that.
        if (rule.Entries.Any(entry => !Fields.AsSpan().Contains(entry.Key.Value)))
            return;

        var missing = ((string[])["apiGroups", "resources"]).Where((_, index) => resources[index] is null).ToList();
        foreach (var field in missing)
        {
            values.Add(rule.FindEntry(field)?.Key ?? rule,
                $"'{values.PathOf(rule)}' of '{values.Resource}' has no '{string.Join("' and no '", missing)}', which a rule about resources needs",
                $"no {string.Join(" and no ", missing)} here",
                field == "apiGroups" ? "add apiGroups, [\"\"] for the core group" : "add resources, such as [pods]");
        }
    }

    // What is asked about them is asked in no namespace, so that no Role answers. Of a Namespace itself its own Roles do, and the
    // verbs beside those of the API are asked for where the pod or the binding is. Beside a ClusterRole that grants them it is too
    // much, and harms nobody.
    private static void JudgeScope(LinkGraph graph, ValueList values, Node rule)
    {
        var groups = ResourceRules.Texts(rule, "apiGroups");
        if (groups.Count == 0 || ResourceRules.Texts(rule, "verbs") is not { Count: > 0 } verbs
            || !verbs.TrueForAll(verb => ApiVerbs.Contains(verb.Value)))
        {
            return;
        }

        foreach (var resource in ResourceRules.Texts(rule, "resources"))
        {
            var whole = resource.Value.Split('/')[0];
            if (whole != "namespaces"
                && groups.Exists(group => KindCatalog.IsClusterScoped(group.Value, whole)
                    && !graph.ClusterRights.Grant(group.Value, resource.Value)))
            {
                values.Add(new ValueProblem(values.Resource, resource, MessageText.Of(
                    $"'{values.PathOf(resource)}' of '{values.Resource}' is '{resource.Value}', which are in no namespace, so that only a ClusterRole can grant them"))
                {
                    Severity = Severity.Warning,
                    Label = "not in a Role",
                    Effect = Effect,
                    Help = "write the rule into a ClusterRole and bind it with a ClusterRoleBinding",
                });
            }
        }
    }

    // Whoever creates an object asks before it has a name, and whoever deletes a collection names none. What is created below an object
    // has that object's name (kubernetes.io/docs/reference/access-authn-authz/rbac, Referring to resources).
    private static void JudgeNames(ValueList values, ItemList rules, Node rule)
    {
        if (rules.Count > Spelling.MostCandidates || FieldChoices.Filled(rule, "resourceNames") is not { } names)
            return;

        var resources = ResourceRules.Texts(rule, "resources");
        if (resources.Count == 0 || resources.Exists(resource => resource.Value.AsSpan().ContainsAny('/', '*')))
            return;

        foreach (var verb in ResourceRules.Texts(rule, "verbs"))
        {
            if (verb.Value is not ("create" or "deletecollection") || rules.Any(other => GrantsAll(other, rule, verb.Value)))
                continue;

            values.Add(new ValueProblem(values.Resource, verb, MessageText.Of(
                $"'{values.PathOf(verb)}' of '{values.Resource}' is '{verb.Value}', which '{names.Key.Value}' cannot restrict: such a request names no object"))
            {
                Severity = Severity.Warning,
                Label = "not with resourceNames",
                Related = new RelatedSpan(names.Key.Span, "the names that the rule is for"),
                Effect = Effect,
                Help = $"grant '{verb.Value}' in a rule of its own, without resourceNames",
            });
        }
    }

    private static bool GrantsAll(Node other, Node rule, string verb) =>
        other.IsMapping && FieldChoices.Filled(other, "resourceNames") is null
        && ResourceRules.Texts(other, "verbs").Exists(granted => granted.Value == verb || granted.Value == "*")
        && ((string[])["apiGroups", "resources"]).All(field => ResourceRules.Texts(other, field) is var granted
            && (granted.Exists(word => word.Value == "*")
                || ResourceRules.Texts(rule, field).TrueForAll(asked => granted.Exists(word => word.Value == asked.Value))));

    private static void AddBoth(ValueList values, Node rule, Node urls, Node resources) =>
        values.Add(new ValueProblem(values.Resource, urls, MessageText.Of(
            $"'{values.PathOf(rule)}' of '{values.Resource}' has '{urls.Value}' beside '{resources.Value:1}', but a rule is about resources or about URLs"))
        {
            Label = $"not beside {resources.Value}",
            Related = new RelatedSpan(resources.Span, resources.Value),
            Help = "make two rules of it",
        });

    private static void JudgeVerb(ValueList values, Node verb, bool isOwn, ImmutableArray<string> verbs)
    {
        if (KnownWords.Verbs.Contains(verb.Value, StringComparer.Ordinal))
            return;

        if (verb.Value.Split([',', ' ', '|', ';', '/'], StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } parts
            && parts.All(part => verbs.Contains(part, StringComparer.Ordinal)))
        {
            AddSeveral(values, verb, parts);
        }
        else if ((Spelling.Slipped(verb.Value, verbs) ?? (isOwn ? OnlyNear(verb.Value, verbs) : null)) is { } meant
            && (isOwn || IsNoWord(verb.Value, meant)))
        {
            values.Add(WordSlips.Of(values.Resource, verb,
                MessageText.Of($"'{values.PathOf(verb)}' of '{values.Resource}' is '{verb.Value}', which is no verb of Kubernetes"), meant,
                Effect));
        }
    }

    private static void AddSeveral(ValueList values, Node verb, string[] parts) =>
        values.Add(new ValueProblem(values.Resource, verb,
            MessageText.Of($"'{values.PathOf(verb)}' of '{values.Resource}' is '{verb.Value}', which Kubernetes takes for a single verb"))
        {
            Severity = Severity.Warning,
            Label = "several in one text",
            Effect = Effect,
            Help = $"write {string.Join(" and ", parts)} as items of their own",
        });

    // Groups of Kubernetes ask for no other verbs, so that there a short one is as much a slip as a long one.
    private static string? OnlyNear(string word, ImmutableArray<string> verbs) =>
        word.Length > 1 && verbs.Where(verb => Spelling.Distance(word, verb, limit: 1) == 1).Take(2).ToList() is [var only] ? only : null;

    // "match" may be a verb of its own where "wacth" is none.
    private static bool IsNoWord(string written, string meant) => written.Length != meant.Length || Spelling.AreSwapped(written, meant);
}
