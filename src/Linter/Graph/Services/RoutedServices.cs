using Linter.Manifests;

namespace Linter.Graph;

/// <summary>
/// Services to which an Ingress, a route of the Gateway API, of Traefik or of another controller or, through a Gateway, a VirtualService of
/// Istio sends requests. A controller or a proxy reads their ports and dials the endpoints itself, so what such a Service means to clients
/// of its DNS name does not hold for these requests.
/// </summary>
internal static class RoutedServices
{
    /// <summary>The Services of the unit that some of them names, as far as their namespaces certainly meet.</summary>
    public static HashSet<Resource> Of(LinkGraph graph)
    {
        var routed = OfControllers(graph);
        foreach (var from in graph.Mesh.VirtualServices.Where(from => from.Gateways.Any(gateway => !gateway.IsMesh)))
        {
            routed.UnionWith(from.Destinations.SelectMany(destination => graph.Mesh.ServicesOf(destination.Host))
                .Select(service => service.Resource));
        }

        return routed;
    }

    /// <summary>The same without those of Istio, whose gateways are pods that never go through a node's port.</summary>
    public static HashSet<Resource> OfControllers(LinkGraph graph)
    {
        var routed = new HashSet<Resource>();
        foreach (var ingress in graph.Ingresses)
        {
            foreach (var name in ingress.Backends.Select(backend => backend.ServiceName).OfType<string>())
                routed.UnionWith(graph.Find(Kinds.Service, ingress.Resource.Namespace, name).Certain);
        }

        foreach (var backend in graph.Routes.SelectMany(route => route.Backends))
        {
            if (backend.ServiceName is { } name)
                routed.UnionWith(graph.Find(Kinds.Service, backend.Reference.Namespace, name).Certain);
        }

        foreach (var backend in graph.TraefikBackends)
            routed.UnionWith(backend.Services(graph).Select(service => service.Resource));
        foreach (var backend in graph.NamedBackends.Where(backend => backend.IsRoute))
            routed.UnionWith(backend.Services(graph).Select(service => service.Resource));
        return routed;
    }
}
