namespace Linter.Graph;

/// <summary>Names of what containers request (k8s.io/kubernetes pkg/apis/core/helper).</summary>
internal static class ResourceNames
{
    public const string Cpu = "cpu";
    public const string Memory = "memory";
    public const string HugePages = "hugepages-";

    /// <summary>
    /// Its request must be equal to its limit: huge pages, and resources of a domain other than Kubernetes' own (IsOvercommitAllowed).
    /// </summary>
    public static bool CannotBeShared(string name) => IsExtended(name) || name.StartsWith(HugePages, StringComparison.Ordinal);

    /// <summary>A resource of some domain other than Kubernetes' own (IsExtendedResourceName).</summary>
    public static bool IsExtended(string name) =>
        name.Contains('/', StringComparison.Ordinal) && !name.Contains("kubernetes.io/", StringComparison.Ordinal)
        && !name.StartsWith("requests.", StringComparison.Ordinal);
}
