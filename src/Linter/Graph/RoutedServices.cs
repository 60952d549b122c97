using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>
/// Services to which an Ingress or a route of the Gateway API sends requests. A controller reads their ports and dials
/// the endpoints itself, so what such a Service means to clients of its DNS name does not hold for these requests.
/// </summary>
internal static class RoutedServices
{
    private const string GatewayGroup = "gateway.networking.k8s.io";
    private static readonly NodePath Backends = NodePath.Parse("spec.rules[*].backendRefs[*]");

    /// <summary>The Services of the unit that some Ingress or route names, as far as their namespaces certainly meet.</summary>
    public static HashSet<Resource> Of(LinkGraph graph)
    {
        var routed = new HashSet<Resource>();
        foreach (var ingress in graph.Ingresses)
        {
            foreach (var name in ingress.Backends.Select(backend => backend.ServiceName).OfType<string>())
                routed.UnionWith(graph.Find(Kinds.Service, ingress.Resource.Namespace, name).Certain);
        }

        foreach (var route in graph.Resources.Where(IsRoute))
        {
            foreach (var backend in route.Select(Backends))
            {
                if (backend.Find("name") is { IsScalar: true } name && backend.Find("kind")?.Is("Service") != false)
                    routed.UnionWith(graph.Find(Kinds.Service, backend.Find("namespace")?.Value ?? route.Namespace, name.Value).Certain);
            }
        }

        return routed;
    }

    private static bool IsRoute(Resource resource) =>
        resource.Kind.Group == GatewayGroup && resource.KindName.EndsWith("Route", StringComparison.Ordinal);
}
