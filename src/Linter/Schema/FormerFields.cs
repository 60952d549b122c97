using System.Text.RegularExpressions;

namespace Linter.Schema;

/// <summary>
/// Fields that older versions of a kind had and present ones write otherwise. Source: the migration notes of Kubernetes 1.22,
/// 1.25 and 1.26 (Deprecated API Migration Guide).
/// </summary>
public static partial class FormerFields
{
    private static readonly Dictionary<string, string> Moved = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Ingress spec.backend"] = "spec.defaultBackend, with service.name and service.port.number",
        ["Ingress spec.rules[].http.paths[].backend.serviceName"] = "service.name",
        ["Ingress spec.rules[].http.paths[].backend.servicePort"] = "service.port.number, or service.port.name for a named port",
        ["Ingress spec.defaultBackend.serviceName"] = "service.name",
        ["Ingress spec.defaultBackend.servicePort"] = "service.port.number, or service.port.name for a named port",
        ["CustomResourceDefinition spec.version"] = "spec.versions[].name, each with served and storage",
        ["CustomResourceDefinition spec.validation"] = "spec.versions[].schema",
        ["CustomResourceDefinition spec.subresources"] = "spec.versions[].subresources",
        ["CustomResourceDefinition spec.additionalPrinterColumns"] = "spec.versions[].additionalPrinterColumns",
        ["CustomResourceDefinition spec.versions[].additionalPrinterColumns[].JSONPath"] = "jsonPath",
        ["CustomResourceDefinition spec.conversion.webhookClientConfig"] = "spec.conversion.webhook.clientConfig",
        ["HorizontalPodAutoscaler spec.targetCPUUtilizationPercentage"] = "spec.metrics, with a metric of type Resource named cpu",
        ["HorizontalPodAutoscaler spec.metrics[].resource.targetAverageUtilization"] =
            "target.averageUtilization, beside target.type: Utilization",
        ["HorizontalPodAutoscaler spec.metrics[].resource.targetAverageValue"] = "target.averageValue, beside target.type: AverageValue",
        ["EndpointSlice endpoints[].topology"] = "nodeName and zone",
    };

    /// <summary>How the kind writes the field now; null for a field that it never had.</summary>
    /// <param name="kind">"Ingress".</param>
    /// <param name="path">Path from the resource's root, such as "spec.rules[0].http.paths[0].backend.serviceName".</param>
    public static string? WrittenNow(string kind, string path) =>
        Moved.GetValueOrDefault($"{kind} {Indexes().Replace(path, "[]")}");

    [GeneratedRegex(@"\[[0-9]+\]", RegexOptions.CultureInvariant, Timeout.Infinite)]
    private static partial Regex Indexes();
}
