using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Schema;

namespace Linter.Graph;

/// <summary>
/// The kinds that CustomResourceDefinitions bring, and what is wrong with resources by their schemas. A kind is the cluster's, so
/// that where the unit does not define it itself, the definitions of neighbouring units do: samples lie beside an operator.
/// </summary>
public sealed class SchemaIndex
{
    private readonly Dictionary<string, List<DefinedKind>>? definitions;
    private readonly Memo<Resource, Judgement>? judged;
    private readonly ILookup<GroupKind, Resource>? owned;
    private readonly ILookup<string, GroupKind>? kindsOf;

    internal SchemaIndex(LinkGraph graph)
    {
        var own = graph.OfKind(Kinds.CustomResourceDefinition);
        ImmutableArray<Resource> all = [.. own, .. Near(graph, own)];
        if (all.IsEmpty)
            return;

        definitions = new Dictionary<string, List<DefinedKind>>(StringComparer.Ordinal);
        judged = new Memo<Resource, Judgement>();
        owned = own.Where(definition => DefinedBy(definition) is not null).ToLookup(definition => DefinedBy(definition)!);
        kindsOf = owned.Select(kind => kind.Key).ToLookup(kind => kind.Group, StringComparer.Ordinal);
        for (var i = 0; i < all.Length; i++)
        {
            var definition = all[i];
            foreach (var kind in CustomSchemas.Of(definition.Root, definition.ApiVersion.EndsWith("/v1beta1", StringComparison.Ordinal)))
                Add($"{kind.ApiVersion} {kind.Kind}", new DefinedKind(kind, definition, own.Length > i));
        }
    }

    // Of the kinds that the unit uses and neither it nor Kubernetes defines.
    private static IEnumerable<Resource> Near(LinkGraph graph, ImmutableArray<Resource> own)
    {
        var near = graph.Externals.Near(Kinds.CustomResourceDefinition, null).ToList();
        if (near.Count == 0)
            return [];

        var used = graph.Resources.Where(resource => resource.Schema is null).Select(resource => resource.WrittenKind).ToHashSet();
        used.ExceptWith(own.Select(DefinedBy).OfType<GroupKind>());
        return near.Where(definition => DefinedBy(definition) is { } kind && used.Contains(kind));
    }

    private static GroupKind? DefinedBy(Resource definition) =>
        definition.Root.Find("spec") is { } spec && spec.Find("group") is { IsScalar: true } group
            && spec.Find("names")?.Find("kind") is { IsScalar: true } kind
            ? new GroupKind(group.Value, kind.Value)
            : null;

    /// <summary>
    /// The kind as a definition has it; null where none does. Of several, such as a standard and an experimental
    /// one, that by which the resource is least wrong.
    /// </summary>
    public DefinedKind? DefinitionOf(Resource resource) => Judge(resource)?.Kind;

    /// <summary>The definitions of a kind that the unit holds itself.</summary>
    internal IEnumerable<Resource> DefinitionsOf(GroupKind kind) => owned?[kind] ?? [];

    /// <summary>The kinds of a group that the unit's own definitions bring.</summary>
    internal IEnumerable<GroupKind> KindsOf(string group) => kindsOf?[group] ?? [];

    /// <summary>
    /// All that a resource's schema finds wrong: that of a definition in the unit, else the built-in one. Empty where neither
    /// is there.
    /// </summary>
    public ImmutableArray<SchemaProblem> ProblemsOf(Resource resource) =>
        Judge(resource) is { Kind.Kind.Schema: not null } found ? found.Problems : resource.SchemaProblems;

    private Judgement? Judge(Resource resource) =>
        definitions is not null && judged is not null
            && definitions.TryGetValue($"{resource.ApiVersion} {resource.KindName}", out var candidates)
            ? Judge(resource, candidates, judged)
            : null;

    private static Judgement Judge(Resource resource, List<DefinedKind> candidates, Memo<Resource, Judgement> judged)
    {
        if (judged.TryGetValue(resource, out var known))
            return known;

        return judged.Keep(resource, candidates
            .Select(candidate => new Judgement(candidate,
                candidate.Kind.Schema is { } schema ? SchemaValidator.Validate(resource.Root, schema) : []))
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
/// <param name="Kind">The kind.</param>
/// <param name="Definition">What brings it.</param>
/// <param name="IsOfUnit">The unit holds the definition itself.</param>
public sealed record DefinedKind(CustomKind Kind, Resource Definition, bool IsOfUnit);
