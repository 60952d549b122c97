using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>metadata of any object and of its pod templates.</summary>
internal static class MetadataValues
{
    private static readonly ImmutableArray<string> Finalizers = ["kubernetes", "orphan", "foregroundDeletion"];

    // Groups whose validation calls that of the core (ValidateObjectMeta of pkg/apis/core/validation); others, policy among them, ask for a
    // grammar alone.
    private static readonly ImmutableArray<string> OfCore =
        ["", "apps", "autoscaling", "batch", "networking.k8s.io", "rbac.authorization.k8s.io", "storage.k8s.io"];

    private static readonly NodePath ManualSelector = NodePath.Parse("spec.manualSelector");

    public static void Judge(LinkGraph graph, ValueList values)
    {
        var resource = values.Resource;
        if (resource.Find(Resource.Paths.Metadata) is { IsMapping: true } metadata)
        {
            JudgeName(values, metadata);
            JudgeNamespace(values, metadata);
            JudgeOwners(values, metadata);
            JudgeFinalizers(values, metadata);
            JudgeMaps(values, metadata);
        }

        foreach (var pods in graph.PodsOf(resource))
        {
            // A Pod is its own template.
            if (resource.Kind != Kinds.Pod && pods.Node.Find("metadata") is { IsMapping: true } inner)
                JudgeMaps(values, inner);
        }
    }

    /// <summary>A map of labels, or a selector that is one: Service, ReplicationController, matchLabels.</summary>
    public static void JudgeLabels(ValueList values, Node? map)
    {
        foreach (var entry in map?.Entries ?? default)
        {
            JudgeKey(values, entry.Key, ValueFlaws.OfQualifiedName);
            JudgeLabelValue(values, entry.Value, entry.Key);
        }
    }

    public static void JudgeKey(ValueList values, Node key, Func<string, MessageText?> flawOf)
    {
        var text = ScalarValue.KeyText(key);
        if (key.IsScalar && flawOf(text) is { } flaw)
        {
            values.Add(new ValueProblem(values.Resource, key,
                MessageText.Of($"'{ValueList.Shorten(text)}' cannot be a key of labels or annotations in '{values.Resource}': {flaw}"),
                IsName: true)
            {
                Label = "breaks the grammar of keys",
                Help = Words.Key,
            });
        }
    }

    public static void JudgeLabelValue(ValueList values, Node value, Node? key)
    {
        if (ValueList.Text(value) is { } text && ValueFlaws.OfLabelValue(text.Value) is { } flaw)
        {
            values.Add(new ValueProblem(values.Resource, text,
                MessageText.Of($"'{ValueList.Shorten(text.Value)}' cannot be the value of label '{(key is { } node ? ScalarValue.KeyText(node) : "")}' of '{values.Resource}': {flaw}"),
                IsName: true)
            {
                Label = "breaks the grammar of label values",
                Help = Words.LabelValue,
            });
        }
    }

    private static void JudgeName(ValueList values, Node metadata)
    {
        var kind = values.Resource.Kind;
        if (NameForms.Of(kind, values.KubernetesMinor) is not { } form)
            return;

        var isGeneratedSelector = kind == Kinds.Job && values.Resource.Find(ManualSelector)?.Is("true") != true;
        var longest = kind == Kinds.Job && !isGeneratedSelector ? LabelGrammars.LongestSubdomain : NameForms.LongestOf(kind, form);
        if (ValueList.Filled(metadata.Find("name")) is { } name && ValueFlaws.OfName(name.Value, form, longest) is { } flaw)
            AddName(values, name, flaw, form, longest);
        if (ValueList.Filled(metadata.Find("generateName")) is { } prefix
            && ValueFlaws.OfName(WithoutHyphen(prefix.Value), form, int.MaxValue) is { } other)
        {
            AddName(values, prefix, other, form, longest);
        }
    }

    private static void AddName(ValueList values, Node at, MessageText flaw, NameForm form, int longest)
    {
        var meant = at.Value.ToLowerInvariant().Replace('_', '-').Replace(' ', '-');
        var likely = meant != at.Value && NameForms.Fits(meant, form) && meant.Length <= longest ? meant : null;
        values.Add(new ValueProblem(values.Resource, at,
            MessageText.Of($"no '{values.Resource.KindName}' can be called '{ValueList.Shorten(at.Value)}': {flaw}"), IsName: true)
        {
            Label = "breaks the grammar of names",
            Help = likely is not null ? $"call it '{likely}', here and wherever it is named" : HelpOf(form, longest),
        });
    }

    private static string HelpOf(NameForm form, int longest) => form switch
    {
        NameForm.Subdomain when longest < LabelGrammars.LongestSubdomain =>
            string.Create(CultureInfo.InvariantCulture,
                $"use at most {longest} of a-z, 0-9, '-' and '.', with a letter or digit at either end"),
        NameForm.Subdomain => Words.Subdomain,
        NameForm.PathSegment => Words.PathSegment,
        _ => Words.Label,
    };

    // As apimachinery's maskTrailingDash: the hyphen before the random part may stand at the end.
    private static string WithoutHyphen(string prefix) =>
        prefix.Length > 1 && prefix.EndsWith('-') ? prefix[..^2] + "a" : prefix;

    private static void JudgeNamespace(ValueList values, Node metadata)
    {
        if (values.Resource.Info.IsNamespaced && ValueList.Filled(metadata.Find("namespace")) is { } node)
            values.Name(node, ValueFlaws.OfLabelName, Words.Label);
    }

    // ValidateFinalizers; most of Kubernetes' own groups add validateKubeFinalizerName of pkg/apis/core/validation, which lets no other
    // word stand without a domain.
    private static void JudgeFinalizers(ValueList values, Node metadata)
    {
        foreach (var finalizer in metadata.Find("finalizers")?.Items ?? default)
        {
            if (ValueList.Text(finalizer) is not { } text)
                continue;

            if (ValueFlaws.OfQualifiedName(text.Value) is { } flaw)
            {
                values.Flawed(text, text.Value, flaw, Words.Key);
            }
            else if (!text.Value.Contains('/', StringComparison.Ordinal) && !Finalizers.AsSpan().Contains(text.Value)
                && OfCore.AsSpan().Contains(values.Resource.Kind.Group))
            {
                var near = Spelling.Nearest(text.Value, Finalizers);
                values.Add(new ValueProblem(values.Resource, text,
                    MessageText.Of($"'{values.PathOf(text)}' of '{values.Resource}' is '{text.Value}', which is none of '{string.Join(", ", Finalizers)}' and has no domain in front"))
                {
                    Label = "needs a domain and a slash",
                    Help = near is null ? $"write it behind a domain, such as example.com/{text.Value}" : $"did you mean '{near}'?",
                    Fix = near is not null && ScalarEdit.Replace(values.Resource.Root, text, near) is { } edit
                        ? new Fix($"write {near}", [edit], IsSafe: false)
                        : null,
                });
            }
        }
    }

    private static void JudgeOwners(ValueList values, Node metadata)
    {
        Node? first = null;
        foreach (var owner in metadata.Find("ownerReferences")?.Items ?? default)
        {
            if (owner.Find("controller") is not { IsScalar: true, Scalar: { Type: ScalarType.Boolean, Boolean: true } } node)
                continue;

            if (first is { } earlier)
            {
                values.Add(new ValueProblem(values.Resource, node, MessageText.Of(
                    $"'{values.Resource}' has a second owner that is its controller, '{owner.Find("name")?.Value}', but only one may be"))
                {
                    Label = "a second controller",
                    Related = new RelatedSpan(earlier.Span, "the first controller"),
                    Help = "leave controller: true to one owner",
                });
            }

            first ??= node;
        }
    }

    private static void JudgeMaps(ValueList values, Node metadata)
    {
        JudgeLabels(values, metadata.Find("labels"));
        if (metadata.FindEntry("annotations") is not { Value.IsMapping: true } annotations)
            return;

        var size = 0;
        foreach (var entry in annotations.Value.Entries)
        {
            JudgeKey(values, entry.Key, ValueFlaws.OfAnnotationKey);
            JudgeReader(values, entry.Key);
            size += Encoding.UTF8.GetByteCount(entry.Key.Text) + Encoding.UTF8.GetByteCount(entry.Value.Text);
        }

        if (size > LabelGrammars.LongestAnnotations)
        {
            values.Add(annotations.Key,
                $"the annotations of '{values.Resource}' have '{size}' bytes together, but '{LabelGrammars.LongestAnnotations}' are allowed",
                "too large", "keep long texts in a ConfigMap");
        }
    }

    // Whoever reads annotations passes over those that it does not know.
    private static void JudgeReader(ValueList values, Node key)
    {
        var text = ScalarValue.KeyText(key);
        if (key.IsScalar && KnownDomains.Slipped(text) is { } meant)
        {
            values.Add(WordSlips.Of(values.Resource, key,
                MessageText.Of($"'{values.Resource}' has the annotation '{text}', which nothing known reads"), meant,
                "the annotation has no effect"));
        }
    }
}
