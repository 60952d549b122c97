using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Rules that name resources by their groups, which are compared letter by letter: what is no resource of its groups is never met.
/// Custom resources have groups of their own.
/// </summary>
/// <param name="values">What is found, and the object that holds the rules.</param>
/// <param name="rules">All rules that are tried for one purpose: what one of them does not meet, another may.</param>
/// <param name="holder">In words what such rules are in.</param>
/// <param name="verb">In words what they do with resources.</param>
/// <param name="effect">What a rule is worth that is never met.</param>
internal sealed class ResourceRules(ValueList values, ItemList rules, string holder, string verb, string effect)
{
    private const string All = "*";

    private Dictionary<string, HashSet<string>>? matched;

    /// <summary>Resources that are no kinds, and may be named nonetheless.</summary>
    public ImmutableArray<string> ResourcesWithoutKind { get; init; } = [];

    /// <summary>
    /// Of "pods/log" what is before the slash and what is behind it are matched each by itself, so that "*" is no "pods/log", and "pods/*"
    /// is.
    /// </summary>
    public bool IsMatchedInParts { get; init; }

    public void Judge()
    {
        foreach (var rule in rules)
            Judge(Texts(rule, "apiGroups"), Texts(rule, "resources"));
    }

    /// <summary>Whether Kubernetes has all of these groups.</summary>
    public static bool AreOwn(List<Node> groups) => groups.TrueForAll(group => KindCatalog.ResourcesOf(group.Value) is not null);

    public static List<Node> Texts(Node rule, string field) =>
        [.. (rule.Find(field)?.Items ?? default).Where(item => ValueList.Text(item) is not null)];

    private bool IsMatched(string group, string resource)
    {
        matched ??= GroupsOf(rules);
        return Matching(resource).Any(one => matched.TryGetValue(one, out var groups) && (groups.Contains(group) || groups.Contains(All)));
    }

    private string[] Matching(string resource)
    {
        var whole = Whole(resource);
        var part = resource[whole.Length..];
        return IsMatchedInParts ? [resource, All + part, $"{whole}/*", "*/*"] : [resource, All + part, All];
    }

    /// <summary>By resource the groups of Kubernetes, or "*", that stand beside it in some rule.</summary>
    public static Dictionary<string, HashSet<string>> GroupsOf(IEnumerable<Node> rules)
    {
        var matched = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            var groups = Texts(rule, "apiGroups").Select(group => group.Value)
                .Where(group => group == All || KindCatalog.ResourcesOf(group) is not null)
                .ToHashSet(StringComparer.Ordinal);
            foreach (var resource in Texts(rule, "resources"))
            {
                if (!matched.TryGetValue(resource.Value, out var known))
                    matched[resource.Value] = known = new HashSet<string>(StringComparer.Ordinal);
                known.UnionWith(groups);
            }
        }

        return matched;
    }

    private void Judge(List<Node> groups, List<Node> resources)
    {
        foreach (var group in groups.Where(group => KindCatalog.ResourcesOf(group.Value) is null))
            JudgeGroup(group, groups, resources);

        if (groups.Count == 0 || !AreOwn(groups))
            return;

        var isFormer = groups.Exists(group => KindCatalog.IsFormerGroup(group.Value));
        List<string>? known = null;
        foreach (var resource in resources)
        {
            var whole = Whole(resource.Value);
            if (ResourcesWithoutKind.Contains(whole, StringComparer.Ordinal)
                || groups.Exists(group => KindCatalog.ResourcesOf(group.Value)!.Contains(whole)))
            {
                JudgeResource(resource, null);
            }
            else if (KindCatalog.GroupsOf(whole) is not { IsEmpty: false } homes)
            {
                JudgeResource(resource,
                    Meant(whole, known ??= [.. groups.SelectMany(group => KindCatalog.ResourcesOf(group.Value)!)
                        .Concat(ResourcesWithoutKind)
                        .Distinct(StringComparer.Ordinal)]));
            }
            else if (!isFormer && !homes.Any(home => IsMatched(home, resource.Value)))
            {
                values.Add(InOtherGroup(resource, groups, homes[0]));
            }
        }
    }

    private void JudgeGroup(Node group, List<Node> groups, List<Node> resources)
    {
        var said = MessageText.Of($"'{values.PathOf(group)}' of '{values.Resource}' is '{group.Value}', which is no group of Kubernetes");
        if (Spelling.Slipped(group.Value, KindCatalog.BuiltInGroups) is { } meant && HasAny(meant, resources))
        {
            values.Add(WordSlips.Of(values.Resource, group, said, meant, effect));
        }
        else if (KindCatalog.GroupCalled(group.Value) is { } called
            && (HasAny(called, resources) || resources.Exists(resource => Whole(resource.Value) == All))
            && !groups.Exists(other => other.Value == called))
        {
            values.Add(InGroup(group, said, called));
        }
        else if (group.Value.IndexOf('/', StringComparison.Ordinal) is var slash and > 0)
        {
            values.Add(InGroup(group,
                MessageText.Of($"'{values.PathOf(group)}' of '{values.Resource}' is '{group.Value}', but a group is named without its version"),
                group.Value[..slash]));
        }
        else if (group.Value.Length > 1 && !group.Value.Contains('.', StringComparison.Ordinal)
            && KindCatalog.GroupCalled(group.Value) is null
            && !Placeholders.IsPlaceholder(group.Value) && group.Value.All(char.IsAsciiLetterOrDigit))
        {
            JudgeUnknown(group, said, groups, resources);
        }
    }

    // The API server takes no CustomResourceDefinition of a group without a dot (k8s.io/apiextensions-apiserver,
    // ValidateCustomResourceDefinitionSpec): only another API server can have one.
    private void JudgeUnknown(Node group, MessageText said, List<Node> groups, List<Node> resources)
    {
        var homes = resources.Select(resource => KindCatalog.GroupsOf(Whole(resource.Value)) is [var home] ? home : null)
            .Distinct(StringComparer.Ordinal).ToList();
        if (homes is [{ } meant])
        {
            // Beside the right one it is too much, and harms nobody.
            if (!groups.Exists(other => other.Value == meant))
                values.Add(InGroup(group, said, meant));
            return;
        }

        values.Add(new ValueProblem(values.Resource, group, MessageText.Of($"{said}, and those of custom resources have a dot"))
        {
            Severity = Severity.Note,
            Label = "no group",
            Effect = effect,
            Help = "name the group of the resources, which stands before the slash of their apiVersion",
        });
    }

    private static bool HasAny(string group, List<Node> resources) =>
        resources.Exists(resource => KindCatalog.ResourcesOf(group)!.Contains(Whole(resource.Value)));

    private ValueProblem InGroup(Node group, MessageText said, string called) =>
        new(values.Resource, group, MessageText.Of($"{said}; in {MessageText.Plain(holder)} it is '{Written(called)}'"))
        {
            Severity = Severity.Warning,
            Label = "no group",
            Effect = effect,
            Help = $"write {Written(called)}",
            Fix = ScalarEdit.Replace(values.Resource.Root, group, called) is { } edit
                ? new Fix($"write {Written(called)}", [edit], IsSafe: false)
                : null,
        };

    private static string Written(string group) => group.Length == 0 ? "\"\"" : group;

    private ValueProblem InOtherGroup(Node resource, List<Node> groups, string home) => new(values.Resource, resource, MessageText.Of(
        $"'{values.PathOf(resource)}' of '{values.Resource}' {MessageText.Plain(verb)} '{resource.Value}' of {Described(groups)}, which {MessageText.Plain(groups.Count == 1 ? "has" : "have")} none; they belong to {Described(home)}"))
    {
        Severity = Severity.Warning,
        Label = "a resource of another group",
        Effect = effect,
        Help = $"give it a rule with apiGroups: [{Written(home)}]",
    };

    private static MessageText Described(string group) =>
        group.Length == 0 ? MessageText.Of($"the core group, '{Written(group)}'") : MessageText.Of($"'{group}'");

    private static MessageText Described(List<Node> groups) => groups switch
    {
        [{ Value: "" }] => MessageText.Plain("the core group"),
        [var only] => MessageText.Of($"'{only.Value}'"),
        _ => MessageText.Of($"'{string.Join(", ", groups.Select(group => Written(group.Value)))}'"),
    };

    // The other word that the resource's own name was meant as; null where there is none.
    private void JudgeResource(Node resource, string? other)
    {
        var whole = Whole(resource.Value);
        var rest = resource.Value[whole.Length..];
        var meant = other is not null && whole != All ? other + rest
            : rest.Length > 1 && MeantPart(whole, rest[1..]) is { } part ? $"{whole}/{part}"
            : null;
        if (meant is not null)
        {
            values.Add(WordSlips.Of(values.Resource, resource,
                MessageText.Of($"'{values.PathOf(resource)}' of '{values.Resource}' is '{resource.Value}', which is no resource of its groups"),
                meant, effect));
        }
    }

    // "pod", "ingress" and "networkpolicy" stand for the plural, too.
    private static string? Meant(string word, List<string> known) =>
        Spelling.Slipped(word, known)
        ?? known.Find(other => other == Plurals.Of(word));

    // "pods/logs" is what kubectl's own command is called; workloads have no log.
    private static string? MeantPart(string whole, string word) =>
        KnownWords.Subresources.Contains(word, StringComparer.Ordinal) ? null
        : word == "logs" ? whole is "pods" or "nodes" ? "log" : null
        : Spelling.Slipped(word, KnownWords.Subresources);

    private static string Whole(string resource) =>
        resource.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? resource[..slash] : resource;
}
