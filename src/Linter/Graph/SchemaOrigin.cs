using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;

namespace Linter.Graph;

/// <summary>Who says what a resource's fields are.</summary>
public static class SchemaOrigin
{
    /// <summary>
    /// The CustomResourceDefinition of a custom kind, to be related to a finding; nothing for built-in kinds, and for what another unit
    /// defines.
    /// </summary>
    public static ImmutableArray<RelatedSpan> Of(LinkGraph graph, Resource resource) =>
        graph.Schemas.DefinitionOf(resource) is { IsOfUnit: true } defined
            ? [new RelatedSpan(defined.Definition.NameNode.Span, $"{defined.Definition.Quoted} says which fields there are")]
            : [];
}
