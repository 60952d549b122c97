using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>One object of the cluster that two manifests of a unit define.</summary>
public sealed class DuplicateResource : IRule
{
    // Hooks of one name run at different times and replace each other by design.
    private static readonly ImmutableArray<string> Hooks = ["helm.sh/hook", "argocd.argoproj.io/hook"];

    public string Id => "duplicate-resource";

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var seen = new Dictionary<(GroupKind Kind, string? Namespace, string Name), Resource>();
        foreach (var resource in context.Graph.Resources)
        {
            if (resource.Name.Length == 0 || !context.Graph.HasSeveral(resource.Kind, resource.Name) || IsHook(resource))
                continue;

            if (FirstOf(context.Graph, seen, resource) is not { } first)
                seen.Add((resource.Kind, resource.Namespace, resource.Name), resource);
            else if (Judge(context, resource, first) is { } finding)
                yield return finding;
        }
    }

    private static bool IsHook(Resource resource) => Hooks.Any(key => resource.Annotation(key) is not null);

    private static Resource? FirstOf(
        LinkGraph graph, Dictionary<(GroupKind Kind, string? Namespace, string Name), Resource> seen, Resource resource)
    {
        if (!resource.Info.IsNamespaced)
            return seen.GetValueOrDefault((resource.Kind, null, resource.Name));

        foreach (var same in graph.Namespaces.Same(resource.Namespace))
        {
            if (seen.TryGetValue((resource.Kind, same, resource.Name), out var first))
                return first;
        }

        return null;
    }

    private static Finding? Judge(RuleContext context, Resource resource, Resource first)
    {
        if (NodeComparison.Find(first.Root, resource.Root) is { } difference)
            return Different(context, resource, first, difference);

        // Each file that needs a namespace or a type may bring it along.
        return resource.Kind == Kinds.Namespace || resource.Kind == Kinds.CustomResourceDefinition ? null : Alike(context, resource, first);
    }

    private static Finding Alike(RuleContext context, Resource resource, Resource first) =>
        context.At(resource, resource.NameNode, Severity.Note, $"'{resource}' is defined twice alike, first {Place(first, resource)}") with
        {
            Label = "the same again",
            Related = [FirstSpan(first)],
            Effect = "nothing differs yet: the next change to one of them will",
            Help = "remove one of the two",
        };

    private static Finding Different(RuleContext context, Resource resource, Resource first, NodeDifference difference)
    {
        // Namespaces and types are brought along by whoever needs them, of two releases or channels for example.
        var isBroughtAlong = resource.Kind == Kinds.Namespace || resource.Kind == Kinds.CustomResourceDefinition;
        var level = isBroughtAlong || resource.Namespace != first.Namespace ? Severity.Warning : Severity.Error;
        return context.At(resource, resource.NameNode, level,
            $"'{resource}' is defined a second time, unlike {Place(first, resource)}: '{difference.Path}' {Values(difference)}") with
        {
            Label = "defined a second time",
            Related = difference.First is { } theirs && difference.Path.Length > 0
                ? [FirstSpan(first), new RelatedSpan(FirstLine(theirs), $"the first difference: {difference.Path}")]
                : [FirstSpan(first)],
            Effect = "they are one object in the cluster: kubectl apply lets the last one win, kustomize and helm refuse both",
            Notes = resource.Namespace == first.Namespace
                ? []
                : ["only one of the two names its namespace: they are one object if both are applied there"],
            Help = "give them different names or namespaces, or remove one; lint what is applied apart as units of its own",
        };
    }

    private static RelatedSpan FirstSpan(Resource first) => new(first.NameNode.Span, $"{first.Quoted} is first defined here");

    private static MessageText Place(Resource first, Resource resource) => ReferenceEquals(first.Source, resource.Source)
        ? MessageText.Of($"on line '{first.NameNode.Span.From.Line:1}'")
        : MessageText.Of($"in '{first.Source.Path:1}'");

    private static MessageText Values(NodeDifference difference) => (difference.First, difference.Second) switch
    {
        ({ IsScalar: true } theirs, { IsScalar: true } ours) when IsShort(theirs) && IsShort(ours) => theirs.Value != ours.Value
            ? MessageText.Of($"is '{theirs.Value}' there and '{ours.Value}' here")
            : MessageText.Of($"is '{ours.Value}' in both, but text in one of them alone"),
        (null, _) => MessageText.Plain("is absent there"),
        (_, null) => MessageText.Plain("is absent here"),
        _ => MessageText.Plain("differs"),
    };

    private static bool IsShort(Node scalar) => scalar.Value.Length <= 60 && !scalar.Value.Contains('\n', StringComparison.Ordinal);

    private static Text.SourceSpan FirstLine(Node node)
    {
        var line = node.Span.Slice.IndexOfAny('\r', '\n');
        return line < 0 ? node.Span : node.Span with { End = node.Span.Start + line };
    }
}
