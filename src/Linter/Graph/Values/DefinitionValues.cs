using System.Collections.Immutable;
using Linter.Findings;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// A CustomResourceDefinition of apiextensions.k8s.io/v1 (k8s.io/apiextensions-apiserver pkg/apis/apiextensions/validation):
/// its names and versions. Its schemas are <see cref="StructuralSchemas"/>'.
/// </summary>
internal static class DefinitionValues
{
    private static readonly NodePath Spec = NodePath.Parse("spec");
    private static readonly NodePath Annotations = NodePath.Parse("metadata.annotations");
    private static readonly NodePath Columns = NodePath.Parse("additionalPrinterColumns[*].jsonPath");
    private static readonly ImmutableArray<(NodePath Path, string Start)> ScalePaths =
    [
        (NodePath.Parse("subresources.scale.specReplicasPath"), ".spec."),
        (NodePath.Parse("subresources.scale.statusReplicasPath"), ".status."),
    ];

    public static void Judge(ValueList values)
    {
        if (values.Resource.ApiVersion != "apiextensions.k8s.io/v1" || values.Resource.Find(Spec) is not { IsMapping: true } spec)
            return;

        JudgeNames(values, spec);
        if (spec.FindEntry("versions") is { Value: { IsSequence: true, Items.Count: > 0 } } versions)
            JudgeVersions(values, versions);
        if (spec.FindEntry("conversion") is { Value.IsMapping: true } conversion)
            JudgeConversion(values, conversion.Value);
        if (spec.Find("preserveUnknownFields") is { } preserve && WorkloadReport.IsTrue(preserve))
        {
            values.Add(preserve, $"'{values.PathOf(preserve)}' of '{values.Resource}' is '{preserve.Value}', which v1 refuses",
                "has to be false",
                "remove it, and set x-kubernetes-preserve-unknown-fields: true in the schema where fields are to be kept");
        }
    }

    private static void JudgeNames(ValueList values, Node spec)
    {
        var (group, names) = (ValueList.Filled(spec.Find("group")), spec.Find("names"));
        if (group is { } ours && IsProtected(ours.Value)
            && values.Resource.Find(Annotations)?.Find("api-approved.kubernetes.io") is null or { IsNull: true })
        {
            values.Add(ours,
                $"'{values.PathOf(ours)}' of '{values.Resource}' is '{ours.Value}', a group of Kubernetes' own, without the annotation '{"api-approved.kubernetes.io"}'",
                "a protected group",
                "use a group under a domain of your own, or add api-approved.kubernetes.io with the URL of the approval or \"unapproved, \" and a reason");
        }

        values.Name(group, OfGroup, "write a DNS name with a dot in it, such as example.com", isName: false);
        foreach (var field in (string[])["plural", "singular"])
            values.Name(ValueList.Filled(names?.Find(field)), OfLetterLabel, Words.Label, isName: false);
        foreach (var name in ((string[])["shortNames", "categories"]).SelectMany(field => names?.Find(field)?.Items ?? default))
            values.Name(ValueList.Filled(name), OfLetterLabel, Words.Label, isName: false);

        var (kind, list) = (ValueList.Filled(names?.Find("kind")), ValueList.Filled(names?.Find("listKind")));
        foreach (var name in (Node?[])[kind, list])
        {
            values.Name(name, text => OfLetterLabel(text.ToLowerInvariant()), "use letters, digits and '-', with a letter in front",
                isName: false);
        }

        if (kind is { } one && list is { } other && one.Value == other.Value)
        {
            values.Add(other, $"'{values.PathOf(other)}' of '{values.Resource}' is '{other.Value}', as its kind is", "the kind itself",
                $"write {one.Value}List, or leave it out");
        }

        if (group is { } owner && ValueList.Filled(names?.Find("plural")) is { } plural && values.Resource.Name.Length > 0
            && values.Resource.Name != $"{plural.Value}.{owner.Value}")
        {
            AddName(values, plural, "plural", "spec.names.plural", $"{plural.Value}.{owner.Value}");
        }
    }

    /// <summary>Says that the object has to be called after a part of it and its group.</summary>
    internal static void AddName(ValueList values, Node part, string word, string field, string wanted)
    {
        var edit = ScalarEdit.Replace(values.Resource.Root, values.Resource.NameNode, wanted);
        values.Add(new ValueProblem(values.Resource, values.Resource.NameNode,
            MessageText.Of($"'{values.Resource}' has to be called '{wanted}', as its {MessageText.Plain(word)} and its group are"))
        {
            Label = $"not {word}.group",
            Related = new RelatedSpan(part.Span, $"the {word}"),
            Help = $"call it {wanted}, or mend {field} or spec.group",
            Fix = edit is null ? null : new Fix($"call it {wanted}", [edit], IsSafe: false),
        });
    }

    private static void JudgeVersions(ValueList values, Entry versions)
    {
        var all = versions.Value.Items.Where(version => version.IsMapping).ToList();
        FieldChoices.Distinct(values, all.Select(version => version.Find("name")), "give each version once");
        var stored = all.FindAll(version => WorkloadReport.IsTrue(version.Find("storage")));
        if (stored.Count == 0)
        {
            values.Add(versions.Key,
                $"'{values.PathOf(versions.Value)}' of '{values.Resource}' has none with '{"storage: true"}', but objects are stored in one of them",
                "none is stored", "set storage: true in one version");
        }

        foreach (var second in stored.Skip(1))
        {
            values.Add(new ValueProblem(values.Resource, second.Find("storage")!.Value,
                MessageText.Of($"'{values.PathOf(versions.Value)}' of '{values.Resource}' has a second one with '{"storage: true"}', but objects are stored in only one of them"))
            {
                Label = "a second one",
                Related = new RelatedSpan(stored[0].Find("storage")!.Value.Span, "the first"),
                Help = "set storage: false in all but one",
            });
        }

        foreach (var version in all)
        {
            values.Name(ValueList.Filled(version.Find("name")), OfLetterLabel, "write a version such as v1 or v1beta1", isName: false);
            foreach (var path in version.Select(Columns))
                JudgePath(values, path, ".");
            foreach (var (at, start) in ScalePaths)
            {
                if (version.At(at) is { } path)
                    JudgePath(values, path, start);
            }

            if (version.Find("schema")?.FindEntry("openAPIV3Schema") is { Value.IsMapping: true } schema)
                new StructuralSchemas(values).Judge(schema);
        }
    }

    private static void JudgePath(ValueList values, Node node, string start)
    {
        if (ValueList.Filled(node) is { } path && !path.Value.StartsWith(start, StringComparison.Ordinal))
        {
            values.Add(path,
                $"'{values.PathOf(path)}' of '{values.Resource}' is '{ValueList.Shorten(path.Value)}', but has to begin with '{start}'",
                $"does not begin with {start}",
                start == "."
                    ? $"write .{path.Value.TrimStart('$', '.')}"
                    : $"write a path under {start.Trim('.')}, such as {start}replicas");
        }
    }

    private static void JudgeConversion(ValueList values, Node conversion)
    {
        if (ValueList.Filled(conversion.Find("strategy")) is not { } strategy)
            return;

        var webhook = FieldChoices.Given(conversion, "webhook");
        PemValues.JudgeBundle(values, webhook?.Value.Find("clientConfig")?.Find("caBundle"));
        if (strategy.Is("Webhook") && webhook?.Value.Find("clientConfig") is null or { IsNull: true })
        {
            values.Add(strategy,
                $"'{values.PathOf(strategy)}' of '{values.Resource}' is '{strategy.Value}', but no webhook.clientConfig says which",
                "no webhook beside it", "add webhook with clientConfig and conversionReviewVersions, or set strategy: None");
        }
        else if (strategy.Is("None") && webhook is { } needless)
        {
            values.Add(needless.Key,
                $"'{values.PathOf(conversion)}' of '{values.Resource}' has a webhook, but its strategy is '{strategy.Value}'",
                "not with this strategy", "remove webhook, or set strategy: Webhook");
        }
    }

    // apihelpers.IsProtectedCommunityGroup.
    private static bool IsProtected(string group) =>
        group is "k8s.io" or "kubernetes.io" || group.EndsWith(".k8s.io", StringComparison.Ordinal)
        || group.EndsWith(".kubernetes.io", StringComparison.Ordinal);

    private static MessageText? OfGroup(string group) =>
        ValueFlaws.OfSubdomain(group) ?? (group.Contains('.', StringComparison.Ordinal) ? null : MessageText.Plain("it needs a dot"));

    private static MessageText? OfLetterLabel(string name) =>
        ValueFlaws.OfLabelName(name) ?? (char.IsAsciiDigit(name[0]) ? MessageText.Plain("it has to begin with a letter") : null);
}
