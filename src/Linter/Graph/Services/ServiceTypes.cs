using Linter.Findings;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>What the types of a Service may have (k8s.io/kubernetes pkg/apis/core/validation, ValidateService).</summary>
public static class ServiceTypes
{
    public const string ClusterIP = "ClusterIP";
    public const string NodePort = "NodePort";
    public const string LoadBalancer = "LoadBalancer";
    public const string ExternalName = "ExternalName";

    /// <summary>The type is spelled right; nothing can be said of the fields of another.</summary>
    public static bool HasKnownType(this ServiceView service) => service.Type is ClusterIP or NodePort or LoadBalancer or ExternalName;

    /// <summary>A number at nodePort is taken from the cluster's range, even where a load balancer allocates none by itself.</summary>
    public static bool TakesNodePorts(this ServiceView service) => service.Type is NodePort or LoadBalancer;

    /// <summary>Its health check has a port on each node, from the same range.</summary>
    public static bool TakesHealthCheckNodePort(this ServiceView service) =>
        service.Type == LoadBalancer && service.Given("externalTrafficPolicy") is { } policy && policy.Value.Is("Local");

    /// <summary>Reachable from outside by something that kube-proxy routes: then externalTrafficPolicy has a meaning.</summary>
    public static bool IsExternallyAccessible(this ServiceView service) =>
        service.TakesNodePorts() || (service.Type == ClusterIP && service.Spec?.Find("externalIPs")?.Items.Count > 0);

    /// <summary>A field of spec with its key; null where it is absent, null or an empty string, which the API takes for absent.</summary>
    public static Entry? Given(this ServiceView service, string field) =>
        service.Spec?.FindEntry(field) is { } entry && !entry.Value.IsNull && !(entry.Value.IsScalar && entry.Value.Value.Length == 0)
            ? entry
            : null;

    /// <summary>"its type is 'NodePort'", or what no type means.</summary>
    public static MessageText DescribeType(this ServiceView service) => IsTypeWritten(service)
        ? MessageText.Of($"its type is '{service.Type}'")
        : MessageText.Of($"it gives no type, which means '{ClusterIP}'");

    /// <summary>Where the type is written, as the other end of a finding; none where it is not.</summary>
    public static IEnumerable<RelatedSpan> TypeSpan(this ServiceView service) =>
        IsTypeWritten(service) ? [new RelatedSpan(service.TypeNode!.Value.Span, $"the type of Service '{service.Name}'")] : [];

    private static bool IsTypeWritten(ServiceView service) => service.TypeNode is { IsNull: false } type && type.Value.Length > 0;
}
