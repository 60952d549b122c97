using Linter.Yaml;

namespace Linter.WayBack;

/// <summary>The scalars that are measured: those that rules about traffic read.</summary>
internal static class MeasuredPlaces
{
    private static readonly NodePath[] Service = Parse("spec.ports[*].port", "spec.ports[*].targetPort", "spec.ports[*].nodePort",
        "spec.ports[*].name", "spec.selector.*");

    private static readonly NodePath[] Ingress = Parse(
        "spec.rules[*].host", "spec.rules[*].http.paths[*].path",
        "spec.rules[*].http.paths[*].backend.service.name", "spec.rules[*].http.paths[*].backend.service.port.number",
        "spec.rules[*].http.paths[*].backend.service.port.name",
        "spec.rules[*].http.paths[*].backend.serviceName", "spec.rules[*].http.paths[*].backend.servicePort",
        "spec.defaultBackend.service.name", "spec.defaultBackend.service.port.number", "spec.tls[*].secretName");

    private static readonly NodePath[] Templates = Parse("spec", "spec.template.spec", "spec.jobTemplate.spec.template.spec");

    private static readonly NodePath[] Containers = Parse("containers[*]", "initContainers[*]");

    private static readonly NodePath[] Container = [.. Parse("ports[*].containerPort", "ports[*].name"), .. Probes()];

    public static IEnumerable<Node> Of(Node document) => document.Find("kind")?.Value switch
    {
        "Service" => Scalars(document, Service),
        "Ingress" => Scalars(document, Ingress),
        _ => Templates.SelectMany(document.Select).SelectMany(pod => Containers.SelectMany(pod.Select))
            .SelectMany(container => Scalars(container, Container)),
    };

    private static IEnumerable<Node> Scalars(Node root, NodePath[] paths) =>
        paths.SelectMany(root.Select).Where(node => node.IsScalar && node.Value.Length > 0);

    private static NodePath[] Parse(params string[] paths) => [.. paths.Select(NodePath.Parse)];

    private static IEnumerable<NodePath> Probes() =>
        from probe in new[] { "livenessProbe", "readinessProbe", "startupProbe" }
        from field in new[] { "httpGet.port", "httpGet.path", "tcpSocket.port", "grpc.port", "initialDelaySeconds", "periodSeconds",
            "timeoutSeconds" }
        select NodePath.Parse($"{probe}.{field}");
}
