using Linter.Manifests;
using Linter.Text;
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
    /// <summary>The field of a grant that stands in the wrong namespace.</summary>
    public const string Placement = "metadata.namespace";

    private readonly Dictionary<string, GrantIndex> indexes = new(StringComparer.Ordinal);
    private GrantIndex? all;
    private readonly Dictionary<string, GrantIndex> elsewhere = new(StringComparer.Ordinal);
    private ILookup<string?, Resource>? byNamespace;

    /// <summary>The grants of a namespace, those included that perhaps are in it.</summary>
    public IEnumerable<Resource> In(string? @namespace)
    {
        var grants = graph.OfKind(Kinds.ReferenceGrant);
        if (@namespace is null)
            return grants;

        byNamespace ??= grants.ToLookup(grant => grant.Namespace, StringComparer.Ordinal);
        return !byNamespace.Contains(null)
            ? byNamespace[@namespace]
            : grants.Where(grant => grant.Namespace is null || grant.Namespace == @namespace);
    }

    /// <summary>Some grant lets the reference in.</summary>
    public bool Allow(GatewayReference reference) => Fitting(reference.Namespace, reference) is not null;

    /// <summary>A grant of another unit lets the reference in, or one that is declared to exist may do so.</summary>
    public bool AllowElsewhere(GatewayReference reference)
    {
        var @namespace = reference.Namespace ?? "";
        if (graph.Externals.Declares(Kinds.ReferenceGrant, reference.Namespace))
            return true;

        if (!elsewhere.TryGetValue(@namespace, out var index))
        {
            elsewhere[@namespace] = index = new GrantIndex();
            foreach (var (grant, i) in graph.Externals.Near(Kinds.ReferenceGrant, reference.Namespace).Select((grant, i) => (grant, i)))
                index.Add(grant, i);
        }

        return index.Fitting(reference) is not null;
    }

    /// <summary>
    /// The one field that keeps the reference out, metadata.namespace included; null where there are more, or no grant at
    /// all. Of several such fields the one that a slip of the finger tells apart, else the first.
    /// </summary>
    public GrantMismatch? Nearest(GatewayReference reference)
    {
        var near = IndexesOf(reference.Namespace).SelectMany(index => index.Near(reference)).OrderBy(pair => pair.From.Ordinal)
            .Select(pair => Mismatch(pair.From, pair.To, reference)).OfType<GrantMismatch>().MinBy(EditsOfSlip);
        if (near is not null)
            return near;

        // A grant belongs where the target is, and is easily put beside what refers to it.
        return Fitting(reference.From.Namespace, reference) is { From.Grant: var misplaced }
            ? new GrantMismatch(misplaced, Placement, misplaced.Find(Resource.Paths.Namespace) ?? misplaced.NameNode,
                misplaced.Namespace ?? "", reference.Namespace ?? "")
            : null;
    }

    private (GrantEntry From, GrantEntry To)? Fitting(string? @namespace, GatewayReference reference)
    {
        (GrantEntry From, GrantEntry To)? first = null;
        foreach (var index in IndexesOf(@namespace))
            first = GrantIndex.Earlier(first, index.Fitting(reference));
        return first;
    }

    // What names no namespace is perhaps in each.
    private IEnumerable<GrantIndex> IndexesOf(string? @namespace)
    {
        if (all is null)
            Read();
        if (@namespace is null)
            return [all!];

        return new[] { @namespace, "" }.Select(indexes.GetValueOrDefault).OfType<GrantIndex>();
    }

    private void Read()
    {
        all = new GrantIndex();
        var ordinal = 0;
        foreach (var grant in graph.OfKind(Kinds.ReferenceGrant))
        {
            if (!indexes.TryGetValue(grant.Namespace ?? "", out var index))
                indexes[grant.Namespace ?? ""] = index = new GrantIndex();
            index.Add(grant, ordinal);
            all.Add(grant, ordinal++);
        }
    }

    // What is of another kind, or of another group, was meant so.
    private static int EditsOfSlip(GrantMismatch mismatch) =>
        mismatch.Field is "from.namespace" or "to.name" && Spelling.IsNear(mismatch.Value, mismatch.Expected)
            ? Spelling.Distance(mismatch.Value, mismatch.Expected)
            : int.MaxValue;

    private static GrantMismatch? Mismatch(GrantEntry from, GrantEntry to, GatewayReference reference)
    {
        var (kind, @namespace) = (reference.From.Kind, reference.From.Namespace);
        return Compare(from, "from", "group", kind.Group)
            ?? Compare(from, "from", "kind", kind.Kind)
            ?? (@namespace is null ? null : Compare(from, "from", "namespace", @namespace))
            ?? Compare(to, "to", "group", reference.Kind.Group)
            ?? Compare(to, "to", "kind", reference.Kind.Kind)
            ?? Compare(to, "to", "name", reference.Name);
    }

    private static GrantMismatch? Compare(GrantEntry entry, string list, string field, string expected)
    {
        var node = entry.Node.Find(field) is { IsScalar: true, IsNull: false } given ? given : (Node?)null;
        return (node?.Value ?? "") == expected
            ? null
            : new GrantMismatch(entry.Grant, $"{list}.{field}", node ?? entry.Node, node?.Value ?? "", expected);
    }
}
