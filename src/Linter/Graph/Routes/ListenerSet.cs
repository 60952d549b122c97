using System.Collections.Immutable;

namespace Linter.Graph;

/// <summary>Listeners that say the same, so that what keeps a route out of one keeps it out of all.</summary>
/// <param name="First">The one that is asked for all of them.</param>
internal sealed record AlikeListeners(GatewayListener First)
{
    /// <summary>All of them, each with its place among the listeners of the set, in order.</summary>
    public List<(int Place, GatewayListener Listener)> Members { get; } = [];
}

/// <summary>The listeners of all Gateways that one name means: a name may be defined any number of times.</summary>
internal sealed class ListenerSet
{
    // What so few save by being compared and indexed is less than what that costs.
    private const int Few = 8;

    private readonly ListenerAttachment attachment;
    private readonly ImmutableArray<AlikeListeners> groups;
    private readonly ListenerIndex? index;
    private readonly bool isAllDifferent;

    public ListenerSet(ImmutableArray<GatewayView> gateways, ListenerAttachment attachment)
    {
        (Gateways, this.attachment) = (gateways, attachment);
        var all = gateways.SelectMany(gateway => gateway.Listeners).ToImmutableArray();
        groups = Groups(all);
        isAllDifferent = groups.Length == all.Length;
        index = all.Length > Few ? new ListenerIndex(groups) : null;
    }

    public ImmutableArray<GatewayView> Gateways { get; }

    /// <summary>Those that a parent of a route means, in the order of their first ones.</summary>
    public IEnumerable<AlikeListeners> Meant(RouteParent parent) =>
        (parent.SectionNode is { } section && index is not null ? index.Named(section.Value) : groups)
            .Where(group => parent.Selects(group.First));

    /// <summary>Some listener takes the route, or may.</summary>
    public bool IsTaken(RouteParent parent) => Taking(parent).Any();

    /// <summary>Those that take the route, or may, in order.</summary>
    public IEnumerable<GatewayListener> Takers(RouteParent parent)
    {
        // Whoever asks for the first of many has no need of the others.
        if (isAllDifferent)
            return Taking(parent).Select(group => group.First);

        var taking = Taking(parent).ToList();
        return taking is [var only]
            ? only.Members.Select(member => member.Listener)
            : taking.SelectMany(group => group.Members).OrderBy(member => member.Place).Select(member => member.Listener);
    }

    private IEnumerable<AlikeListeners> Taking(RouteParent parent)
    {
        var meant = index is null || parent.SectionNode is not null ? Meant(parent)
            : index.Meeting(parent.Route).Where(group => parent.Selects(group.First));
        return meant.Where(group => attachment.CauseOf(group.First, parent.Route) is null);
    }

    private static ImmutableArray<AlikeListeners> Groups(ImmutableArray<GatewayListener> all)
    {
        var groups = ImmutableArray.CreateBuilder<AlikeListeners>();
        var known = new Dictionary<Likeness, AlikeListeners>();
        for (var place = 0; place < all.Length; place++)
        {
            var listener = all[place];
            var likeness = all.Length <= Few ? null : Likeness.Of(listener);
            if (likeness is null || !known.TryGetValue(likeness, out var group))
            {
                groups.Add(group = new AlikeListeners(listener));
                if (likeness is not null)
                    known.Add(likeness, group);
            }

            group.Members.Add((place, listener));
        }

        return groups.ToImmutable();
    }

    /// <summary>All of a listener that it may be chosen or refused by.</summary>
    private sealed record Likeness(
        string? Namespace, string Name, int? Port, string Protocol, bool IsPassthrough, string Kinds, string From, string? Selector,
        string Hostname)
    {
        public static Likeness Of(GatewayListener listener) => new(
            listener.Gateway.Resource.Namespace,
            listener.Name,
            listener.Port,
            listener.Protocol,
            listener.IsPassthrough,
            string.Join('\0', listener.Kinds.Select(allowed => $"{allowed.Kind.Group}/{allowed.Kind.Kind}")),
            listener.From,
            listener.Selector?.Key,
            listener.Hostname);
    }
}
