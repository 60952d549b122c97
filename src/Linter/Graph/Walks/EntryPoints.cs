using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Graph.Walks;

/// <summary>Every way into a unit, each with its walk. Keeps what walks share; for one thread at a time.</summary>
public sealed class EntryPoints
{
    /// <summary>Custom resources that are ways in.</summary>
    internal static readonly ImmutableArray<GroupKind> CustomRoutes = [Kinds.VirtualService, .. TraefikRouteView.OfRequests];

    private readonly ServiceWalks services;
    private readonly ExposedWalks exposed;
    private IngressWalks? ingresses;

    /// <param name="graph">The unit.</param>
    public EntryPoints(LinkGraph graph)
        : this(graph, isCounted: false)
    {
    }

    /// <param name="graph">The unit.</param>
    /// <param name="isCounted">Only the marks of the steps are asked for, and no finding speaks against any.</param>
    internal EntryPoints(LinkGraph graph, bool isCounted)
    {
        services = new ServiceWalks(graph, isCounted);
        exposed = new ExposedWalks(services);
    }

    /// <summary>
    /// Ingresses, routes, Services that open themselves, and Services that are called by name; each in the order of the manifests.
    /// </summary>
    public static ImmutableArray<Walk> Of(LinkGraph graph)
    {
        var entries = new EntryPoints(graph);
        return
        [
            .. entries.OfIngresses(graph.Whole),
            .. entries.OfRoutes(),
            .. entries.FromOutside(graph.Whole),
            .. entries.OfCalls(graph.Whole),
        ];
    }

    /// <summary>Every way in through what stands in a part, made while it is asked for.</summary>
    public IEnumerable<Walk> In(GraphPart part) => OfIngresses(part).Concat(FromOutside(part)).Concat(OfCalls(part));

    /// <summary>Every way in through a route of the unit, of the Gateway API, of Istio or of Traefik.</summary>
    public IEnumerable<Walk> OfRoutes() => (services.Graph.Routes.IsEmpty ? [] : new RouteWalks(services).All())
        .Concat(services.Graph.HoldsAny(Kinds.VirtualService) ? new MeshWalks(services).All() : [])
        .Concat(services.Graph.HoldsAny(TraefikRouteView.AllKinds) ? new TraefikWalks(services).All() : []);

    private IEnumerable<Walk> OfIngresses(GraphPart part) =>
        part.Ingresses.IsEmpty ? [] : (ingresses ??= new IngressWalks(services)).Of(part.Ingresses);

    private IEnumerable<Walk> FromOutside(GraphPart part) => part.Services.IsEmpty ? [] : exposed.FromOutside(part.Services);

    private IEnumerable<Walk> OfCalls(GraphPart part) => part.Services.IsEmpty ? [] : exposed.OfCalls(part.Services);
}
