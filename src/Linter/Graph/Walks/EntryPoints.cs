using System.Collections.Immutable;

namespace Linter.Graph.Walks;

/// <summary>Every way into a unit, each with its walk.</summary>
public static class EntryPoints
{
    /// <summary>Ingresses, routes, Services that open themselves, and Services that are called by name; each in the order of the manifests.</summary>
    public static ImmutableArray<Walk> Of(LinkGraph graph)
    {
        if (graph.Services.IsEmpty && graph.Ingresses.IsEmpty && graph.Routes.IsEmpty)
            return [];

        var services = new ServiceWalks(graph);
        var exposed = new ExposedWalks(services);
        return
        [
            .. graph.Ingresses.IsEmpty ? [] : new IngressWalks(services).All(),
            .. graph.Routes.IsEmpty ? [] : new RouteWalks(services).All(),
            .. exposed.FromOutside(),
            .. exposed.OfCalls(),
        ];
    }
}
