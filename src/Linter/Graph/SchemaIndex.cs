using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Schema;

namespace Linter.Graph;

/// <summary>The kinds that the unit's own CustomResourceDefinitions bring, and what is wrong with resources by their schemas.</summary>
public sealed class SchemaIndex
{
    private readonly Lazy<Dictionary<(string ApiVersion, string Kind), DefinedKind>> definitions;
    private readonly Dictionary<Resource, ImmutableArray<SchemaProblem>> problems = [];

    internal SchemaIndex(ImmutableArray<Resource> customResourceDefinitions) =>
        definitions = new(() => ReadAll(customResourceDefinitions));

    /// <summary>The kind as a definition of the unit has it; null where none does.</summary>
    public DefinedKind? DefinitionOf(Resource resource) => definitions.Value.GetValueOrDefault((resource.ApiVersion, resource.KindName));

    /// <summary>
    /// All that a resource's schema finds wrong: that of a definition in the unit, else the built-in one. Empty where neither
    /// is there.
    /// </summary>
    public ImmutableArray<SchemaProblem> ProblemsOf(Resource resource)
    {
        if (DefinitionOf(resource)?.Kind.Schema is not { } schema)
            return resource.SchemaProblems;

        if (!problems.TryGetValue(resource, out var found))
            problems[resource] = found = SchemaValidator.Validate(resource.Root, schema);
        return found;
    }

    private static Dictionary<(string ApiVersion, string Kind), DefinedKind> ReadAll(ImmutableArray<Resource> definitions)
    {
        var kinds = new Dictionary<(string, string), DefinedKind>();
        foreach (var definition in definitions)
        {
            foreach (var kind in CustomSchemas.Of(definition.Root, definition.ApiVersion.EndsWith("/v1beta1", StringComparison.Ordinal)))
                kinds.TryAdd((kind.ApiVersion, kind.Kind), new DefinedKind(kind, definition));
        }

        return kinds;
    }
}

/// <summary>A custom kind and the CustomResourceDefinition that brings it.</summary>
public sealed record DefinedKind(CustomKind Kind, Resource Definition);
