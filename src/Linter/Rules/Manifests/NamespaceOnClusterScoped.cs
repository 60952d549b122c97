using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>metadata.namespace on a kind that lies in no namespace.</summary>
public sealed class NamespaceOnClusterScoped : IRule
{
    public string Id => "namespace-on-cluster-scoped";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var resource in context.Part.Resources)
        {
            if (IsClusterScoped(context, resource)
                && resource.Find(Resource.Paths.Metadata)?.FindEntry("namespace") is { } entry
                && entry.Value is { IsScalar: true, IsNull: false }
                && entry.Value.Value.Length > 0)
                yield return Describe(context, resource, entry);
        }
    }

    private static bool IsClusterScoped(RuleContext context, Resource resource) =>
        context.Graph.Schemas.DefinitionOf(resource) is { } defined ? !defined.Kind.IsNamespaced : !resource.Info.IsNamespaced;

    private static Finding Describe(RuleContext context, Resource resource, Entry entry) =>
        context.At(resource, entry.Value, $"'{resource}' has namespace '{entry.Value.Value}', but its kind lies in no namespace") with
        {
            // Whatever it is filled in with, it has no place here.
            Severity = Severity.Warning,
            Label = "a cluster-scoped kind has none",
            Effect = "the namespace is ignored: another resource of this kind and name is this very one, whatever its namespace says",
            Help = "remove metadata.namespace",
            Fix = OwnLine(resource, entry) is { } line ? new Fix("remove metadata.namespace", [new TextEdit(line, "")]) : null,
        };

    // The whole line, where nothing else stands on it and metadata holds more than this.
    private static SourceSpan? OwnLine(Resource resource, Entry entry)
    {
        var source = resource.Source;
        if (resource.Find(Resource.Paths.Metadata) is not { } metadata || metadata.Entries.Count < 2 || !metadata.Span.Contains(entry.Span))
            return null;

        var number = entry.Key.Span.From.Line;
        if (number == source.LineCount || entry.Value.Span.To.Line != number || !source.Line(number).Trim().SequenceEqual(entry.Span.Slice))
            return null;

        return source.Span(source.LineStart(number), source.LineStart(number + 1));
    }
}
