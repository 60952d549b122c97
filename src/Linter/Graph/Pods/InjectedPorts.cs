namespace Linter.Graph;

/// <summary>
/// Ports of containers that no manifest shows: sidecars that admission webhooks add, and containers that an operator adds
/// to its pods. Sources: the sidecar templates of Istio, Linkerd and Dapr.
/// </summary>
internal static class InjectedPorts
{
    // Names that are the mesh's own; whether a namespace is injected is often said elsewhere.
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "http-envoy-prom", "linkerd-proxy", "linkerd-admin",
        "dapr-http", "dapr-grpc", "dapr-internal", "dapr-metrics", "dapr-debug",
    };

    // Istio's agent and Envoy, Linkerd's proxy.
    private static readonly HashSet<int> MeshNumbers = [15001, 15006, 15008, 15020, 15021, 15090, 4143, 4191];

    private static readonly HashSet<int> DaprNumbers = [3500, 50001, 50002, 9090, 40000];

    // Of the same meshes, of Consul, of Vault and of the operator of OpenTelemetry.
    private static readonly HashSet<string> Containers = new(StringComparer.Ordinal)
    {
        "istio-proxy", "linkerd-proxy", "daprd", "consul-dataplane", "envoy-sidecar", "vault-agent", "otc-container",
    };

    private static readonly HashSet<string> InjectingGroups = new(StringComparer.Ordinal)
    {
        "serving.knative.dev", "ray.io", "agones.dev", "tekton.dev", "kubeflow.org",
    };

    /// <summary>The operator adds ports, probes or containers of its own to the template.</summary>
    public static bool CompletesTemplate(PodTemplate pods) => InjectingGroups.Contains(pods.Workload.Kind.Group);

    /// <summary>What admission webhooks call a container that they add.</summary>
    public static bool IsContainer(string name) => Containers.Contains(name);

    /// <summary>The port may be there although the template does not declare it, or not in a way that can be read.</summary>
    public static bool MayAdd(PodTemplate pods, IntOrString port) => IsOpen(pods) || MayInject(pods, port);

    /// <summary>Any port may be there.</summary>
    public static bool IsOpen(PodTemplate pods) => CompletesTemplate(pods) || pods.LongRunning.Any(container => container.HasUnreadPorts);

    /// <summary>A sidecar that is added may have the port; a name tells it for all pods alike.</summary>
    public static bool MayInject(PodTemplate pods, IntOrString port)
    {
        if (port.Name is { } name)
            return Names.Contains(name);

        return port.Number is { } number
            && (MeshNumbers.Contains(number) || (DaprNumbers.Contains(number) && DaprServices.IsEnabled(pods)));
    }
}
