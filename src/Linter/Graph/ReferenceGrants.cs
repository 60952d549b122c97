using System.Collections.Immutable;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A field of a ReferenceGrant that is all that keeps a reference out.</summary>
/// <param name="Grant">The ReferenceGrant.</param>
/// <param name="Field">Such as "from.namespace".</param>
/// <param name="At">Its scalar; the entry that lacks it.</param>
/// <param name="Value">As written; empty where it is absent.</param>
/// <param name="Expected">What would let the reference in.</param>
internal sealed record GrantMismatch(Resource Grant, string Field, Node At, string Value, string Expected);

/// <summary>The ReferenceGrants of the unit: whom the owner of a namespace lets refer to what is in it.</summary>
internal sealed class ReferenceGrants(LinkGraph graph)
{
    private static readonly NodePath FromPath = NodePath.Parse("spec.from[*]");
    private static readonly NodePath ToPath = NodePath.Parse("spec.to[*]");

    /// <summary>The field of a grant that stands in the wrong namespace.</summary>
    public const string Placement = "metadata.namespace";

    private readonly Dictionary<string, ImmutableArray<Resource>> byNamespace = new(StringComparer.Ordinal);

    /// <summary>The grants of a namespace, those included that perhaps are in it.</summary>
    public ImmutableArray<Resource> In(string? @namespace)
    {
        if (!byNamespace.TryGetValue(@namespace ?? "", out var grants))
        {
            grants = [.. graph.OfKind(Kinds.ReferenceGrant).Where(grant => graph.Namespaces.Meet(@namespace, grant.Namespace) != Meeting.No)];
            byNamespace[@namespace ?? ""] = grants;
        }

        return grants;
    }

    /// <summary>Some grant lets the reference in.</summary>
    public bool Allow(GatewayReference reference) =>
        In(reference.Namespace).Any(grant => Mismatches(grant, reference) is []);

    /// <summary>The one field that keeps the reference out, metadata.namespace included; null where there are more, or no grant at all.</summary>
    public GrantMismatch? Nearest(GatewayReference reference)
    {
        foreach (var grant in In(reference.Namespace))
        {
            if (Mismatches(grant, reference) is [{ } only])
                return only;
        }

        // A grant belongs where the target is, and is easily put beside what refers to it.
        return In(reference.From.Namespace).FirstOrDefault(grant => Mismatches(grant, reference) is []) is { } misplaced
            ? new GrantMismatch(misplaced, Placement, misplaced.Find(Resource.Paths.Namespace) ?? misplaced.NameNode, misplaced.Namespace ?? "", reference.Namespace ?? "")
            : null;
    }

    // What its best entries still lack; null where it has no entries.
    private ImmutableArray<GrantMismatch>? Mismatches(Resource grant, GatewayReference reference)
    {
        var from = MismatchesFrom(grant, reference).DefaultIfEmpty().MinBy(list => list.IsDefault ? int.MaxValue : list.Length);
        var to = MismatchesTo(grant, reference).DefaultIfEmpty().MinBy(list => list.IsDefault ? int.MaxValue : list.Length);
        return from.IsDefault || to.IsDefault ? null : from.AddRange(to);
    }

    private IEnumerable<ImmutableArray<GrantMismatch>> MismatchesFrom(Resource grant, GatewayReference reference)
    {
        var (kind, @namespace) = (reference.From.Kind, reference.From.Namespace);
        return grant.Select(FromPath).Where(from => from.IsMapping).Select(from => Keep(
            Compare(grant, from, "from", "group", kind.Group),
            Compare(grant, from, "from", "kind", kind.Kind),
            graph.Namespaces.Meet(from.FindText("namespace")?.Value ?? "", @namespace) != Meeting.No ? null : Compare(grant, from, "from", "namespace", @namespace ?? "default")));
    }

    private static IEnumerable<ImmutableArray<GrantMismatch>> MismatchesTo(Resource grant, GatewayReference reference) =>
        grant.Select(ToPath).Where(to => to.IsMapping).Select(to => Keep(
            Compare(grant, to, "to", "group", reference.Kind.Group),
            Compare(grant, to, "to", "kind", reference.Kind.Kind),
            to.FindText("name") is null ? null : Compare(grant, to, "to", "name", reference.Name)));

    private static GrantMismatch? Compare(Resource grant, Node entry, string list, string field, string expected)
    {
        var node = entry.Find(field) is { IsScalar: true, IsNull: false } given ? given : (Node?)null;
        return (node?.Value ?? "") == expected ? null : new GrantMismatch(grant, $"{list}.{field}", node ?? entry, node?.Value ?? "", expected);
    }

    private static ImmutableArray<GrantMismatch> Keep(params ReadOnlySpan<GrantMismatch?> compared)
    {
        var found = ImmutableArray.CreateBuilder<GrantMismatch>();
        foreach (var mismatch in compared)
        {
            if (mismatch is not null)
                found.Add(mismatch);
        }

        return found.ToImmutable();
    }
}
