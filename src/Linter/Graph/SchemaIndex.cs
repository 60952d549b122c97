using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Schema;

namespace Linter.Graph;

/// <summary>The kinds that the unit's own CustomResourceDefinitions bring, and what is wrong with resources by their schemas.</summary>
public sealed class SchemaIndex
{
    private readonly Dictionary<string, List<DefinedKind>>? definitions;
    private readonly Memo<Resource, Judgement>? judged;

    internal SchemaIndex(ImmutableArray<Resource> customResourceDefinitions)
    {
        if (customResourceDefinitions.IsEmpty)
            return;

        definitions = new Dictionary<string, List<DefinedKind>>(StringComparer.Ordinal);
        judged = new Memo<Resource, Judgement>();
        foreach (var definition in customResourceDefinitions)
        {
            foreach (var kind in CustomSchemas.Of(definition.Root, definition.ApiVersion.EndsWith("/v1beta1", StringComparison.Ordinal)))
                Add($"{kind.ApiVersion} {kind.Kind}", new DefinedKind(kind, definition));
        }
    }

    /// <summary>
    /// The kind as a definition of the unit has it; null where none does. Of several, such as a standard and an experimental
    /// one, that by which the resource is least wrong.
    /// </summary>
    public DefinedKind? DefinitionOf(Resource resource) => Judge(resource)?.Kind;

    /// <summary>
    /// All that a resource's schema finds wrong: that of a definition in the unit, else the built-in one. Empty where neither
    /// is there.
    /// </summary>
    public ImmutableArray<SchemaProblem> ProblemsOf(Resource resource) =>
        Judge(resource) is { Kind.Kind.Schema: not null } found ? found.Problems : resource.SchemaProblems;

    private Judgement? Judge(Resource resource) =>
        definitions is not null && judged is not null && definitions.TryGetValue($"{resource.ApiVersion} {resource.KindName}", out var candidates)
            ? Judge(resource, candidates, judged)
            : null;

    private static Judgement Judge(Resource resource, List<DefinedKind> candidates, Memo<Resource, Judgement> judged)
    {
        if (judged.TryGetValue(resource, out var known))
            return known;

        return judged.Keep(resource, candidates
            .Select(candidate => new Judgement(candidate, candidate.Kind.Schema is { } schema ? SchemaValidator.Validate(resource.Root, schema) : []))
            .MinBy(judgement => judgement.Problems.Length)!);
    }

    private void Add(string key, DefinedKind kind)
    {
        if (!definitions!.TryGetValue(key, out var list))
            definitions[key] = list = [];
        list.Add(kind);
    }

    private sealed record Judgement(DefinedKind Kind, ImmutableArray<SchemaProblem> Problems);
}

/// <summary>A custom kind and the CustomResourceDefinition that brings it.</summary>
public sealed record DefinedKind(CustomKind Kind, Resource Definition);
