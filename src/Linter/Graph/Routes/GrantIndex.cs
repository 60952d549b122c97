using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>An entry of a grant's list.</summary>
/// <param name="Grant">The ReferenceGrant.</param>
/// <param name="Ordinal">Its place among all grants of the unit.</param>
/// <param name="Place">The entry's place in the list.</param>
/// <param name="Node">The entry.</param>
internal sealed record GrantEntry(Resource Grant, int Ordinal, int Place, Node Node);

/// <summary>
/// The entries of ReferenceGrants by what they say of group, kind and namespace or name, each of which may be left open, so
/// that no reference has to look at all grants.
/// </summary>
internal sealed class GrantIndex
{
    // Of the pairs of two lists; the fields of a pair that is not the nearest of a hundred say little.
    private const int MostPairs = 100;

    private static readonly NodePath FromPath = NodePath.Parse("spec.from[*]");
    private static readonly NodePath ToPath = NodePath.Parse("spec.to[*]");

    private readonly Dictionary<(string? Group, string? Kind, string? Namespace), List<GrantEntry>> from = [];
    private readonly Dictionary<(string? Group, string? Kind, string? Name), List<GrantEntry>> to = [];
    // Entries without a name are for every name.
    private readonly Dictionary<(string? Group, string? Kind), List<GrantEntry>> toAll = [];

    /// <summary>Grants are added in order.</summary>
    public void Add(Resource grant, int ordinal)
    {
        var place = 0;
        foreach (var entry in grant.Select(FromPath).Where(entry => entry.IsMapping))
            AddFrom(new GrantEntry(grant, ordinal, place++, entry));
        foreach (var entry in grant.Select(ToPath).Where(entry => entry.IsMapping))
            AddTo(new GrantEntry(grant, ordinal, place++, entry));
    }

    /// <summary>The first grant with an entry for who refers and one for what is referred to; null where there is none.</summary>
    public (GrantEntry From, GrantEntry To)? Fitting(GatewayReference reference) => First(FromFitting(reference), ToFitting(reference));

    /// <summary>
    /// Entries of one grant one field of which is different, in the order of the grants, as many as one looks at; asked for where none is
    /// fitting.
    /// </summary>
    public IEnumerable<(GrantEntry From, GrantEntry To)> Near(GatewayReference reference) =>
        Pairs(FromNear(reference), ToFitting(reference)).Concat(Pairs(FromFitting(reference), ToNear(reference)))
            .OrderBy(pair => pair.From.Ordinal);

    /// <summary>The one whose grant comes first.</summary>
    public static (GrantEntry From, GrantEntry To)? Earlier(
        (GrantEntry From, GrantEntry To)? one, (GrantEntry From, GrantEntry To)? other) =>
        one is not { } first ? other : other is { } second && second.From.Ordinal < first.From.Ordinal ? other : one;

    /// <summary>The text of a field; empty where it is absent, null or no scalar.</summary>
    public static string Text(Node entry, string field) => entry.Find(field) is { IsScalar: true, IsNull: false } given ? given.Value : "";

    private void AddFrom(GrantEntry entry)
    {
        var (group, kind, @namespace) = (Text(entry.Node, "group"), Text(entry.Node, "kind"), Text(entry.Node, "namespace"));
        Add(from, (group, kind, @namespace), entry);
        Add(from, (group, kind, null), entry);
        Add(from, (group, null, @namespace), entry);
        Add(from, (null, kind, @namespace), entry);
        Add(from, (group, null, null), entry);
        Add(from, (null, kind, null), entry);
    }

    private void AddTo(GrantEntry entry)
    {
        var (group, kind) = (Text(entry.Node, "group"), Text(entry.Node, "kind"));
        if (entry.Node.FindText("name") is not { } name)
        {
            Add(toAll, (group, kind), entry);
            Add(toAll, (group, null), entry);
            Add(toAll, (null, kind), entry);
            return;
        }

        Add(to, (group, kind, name.Value), entry);
        Add(to, (group, kind, null), entry);
        Add(to, (group, null, name.Value), entry);
        Add(to, (null, kind, name.Value), entry);
    }

    // Who names no namespace is perhaps in each.
    private ImmutableArray<List<GrantEntry>> FromFitting(GatewayReference reference) =>
        Lists(from, (reference.From.Kind.Group, reference.From.Kind.Kind, reference.From.Namespace));

    private ImmutableArray<List<GrantEntry>> FromNear(GatewayReference reference)
    {
        var (kind, @namespace) = (reference.From.Kind, reference.From.Namespace);
        return @namespace is null
            ? Lists(from, (kind.Group, null, null), (null, kind.Kind, null))
            : Lists(from, (kind.Group, kind.Kind, null), (kind.Group, null, @namespace), (null, kind.Kind, @namespace));
    }

    private ImmutableArray<List<GrantEntry>> ToFitting(GatewayReference reference) =>
        [
            .. Lists(to, (reference.Kind.Group, reference.Kind.Kind, reference.Name)),
            .. Lists(toAll, (reference.Kind.Group, reference.Kind.Kind))
        ];

    private ImmutableArray<List<GrantEntry>> ToNear(GatewayReference reference)
    {
        var (kind, name) = (reference.Kind, reference.Name);
        return
        [
            .. Lists(to, (kind.Group, kind.Kind, null), (kind.Group, null, name), (null, kind.Kind, name)),
            .. Lists(toAll, (kind.Group, null), (null, kind.Kind)),
        ];
    }

    // Of the first grant that has entries among both, the first of each.
    private static (GrantEntry From, GrantEntry To)? First(ImmutableArray<List<GrantEntry>> froms, ImmutableArray<List<GrantEntry>> tos)
    {
        var first = int.MaxValue;
        foreach (var one in froms)
        {
            foreach (var other in tos)
                first = Math.Min(first, one.Count <= other.Count ? FirstCommon(one, other) : FirstCommon(other, one));
        }

        return first == int.MaxValue ? null : (FirstOf(froms, first), FirstOf(tos, first));
    }

    private static IEnumerable<(GrantEntry From, GrantEntry To)> Pairs(
        ImmutableArray<List<GrantEntry>> froms, ImmutableArray<List<GrantEntry>> tos) =>
        froms.SelectMany(one => tos.SelectMany(other => Pairs(one, other).Take(MostPairs))).OrderBy(pair => pair.From.Place)
            .ThenBy(pair => pair.To.Place);

    private static IEnumerable<(GrantEntry From, GrantEntry To)> Pairs(List<GrantEntry> froms, List<GrantEntry> tos) =>
        froms.Count <= tos.Count
            ? froms.SelectMany(from => AllAt(tos, from.Ordinal).Select(to => (from, to)))
            : tos.SelectMany(to => AllAt(froms, to.Ordinal).Select(from => (from, to)));

    private static int FirstCommon(List<GrantEntry> few, List<GrantEntry> many)
    {
        foreach (var entry in few)
        {
            if (At(many, entry.Ordinal) is not null)
                return entry.Ordinal;
        }

        return int.MaxValue;
    }

    private static GrantEntry FirstOf(ImmutableArray<List<GrantEntry>> lists, int ordinal) =>
        lists.Select(list => At(list, ordinal)).OfType<GrantEntry>().MinBy(entry => entry.Place)!;

    private static GrantEntry? At(List<GrantEntry> list, int ordinal) => AllAt(list, ordinal).FirstOrDefault();

    // The entries of a grant; lists are in the order of the grants.
    private static IEnumerable<GrantEntry> AllAt(List<GrantEntry> list, int ordinal)
    {
        var (low, high) = (0, list.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = list[middle].Ordinal < ordinal ? (middle + 1, high) : (low, middle);
        }

        for (var i = low; i < list.Count && list[i].Ordinal == ordinal; i++)
            yield return list[i];
    }

    private static ImmutableArray<List<GrantEntry>> Lists<TKey>(Dictionary<TKey, List<GrantEntry>> index, params ReadOnlySpan<TKey> keys)
        where TKey : notnull
    {
        var lists = ImmutableArray.CreateBuilder<List<GrantEntry>>();
        foreach (var key in keys)
        {
            if (index.TryGetValue(key, out var list))
                lists.Add(list);
        }

        return lists.ToImmutable();
    }

    private static void Add<TKey>(Dictionary<TKey, List<GrantEntry>> index, TKey key, GrantEntry entry)
        where TKey : notnull
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(index, key, out _);
        (list ??= []).Add(entry);
    }
}
