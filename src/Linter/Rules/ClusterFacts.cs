using System.Collections.Immutable;
using Linter.Schema;

namespace Linter.Rules;

/// <summary>Facts about the cluster that no manifest says.</summary>
public sealed record ClusterFacts
{
    /// <summary>Minor version of Kubernetes 1.N.</summary>
    public int KubernetesMinor { get; init; } = 36;

    /// <summary>First and last number that nodePort may take: the API server's --service-node-port-range.</summary>
    public (int First, int Last) NodePorts { get; init; } = (30000, 32767);

    /// <summary>Number of nodes that pods may run on; null when it is not known.</summary>
    public int? Nodes { get; init; }

    /// <summary>What the largest node has for pods, by resource name such as "cpu" and "memory"; empty when it is not known.</summary>
    public ImmutableSortedDictionary<string, Quantity> LargestNode { get; init; } =
        ImmutableSortedDictionary.Create<string, Quantity>(StringComparer.Ordinal);
}
