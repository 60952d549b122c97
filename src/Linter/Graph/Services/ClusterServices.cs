using System.Collections.Frozen;
using System.Collections.Immutable;
using Linter.Text;

namespace Linter.Graph;

/// <summary>
/// Services that a cluster has without any manifest, with their labels and ports. Sources: the API server's kubernetesservice
/// controller, kubeadm's CoreDNS addon, and the kubelet controller of prometheus-operator.
/// </summary>
internal static class ClusterServices
{
    private static readonly ImmutableArray<Row> Rows =
    [
        new("default", Labels("component: apiserver, provider: kubernetes"), ["https"]),
        new("kube-system", Labels("k8s-app: kube-dns, kubernetes.io/name: CoreDNS, kubernetes.io/cluster-service: true"),
            ["dns", "dns-tcp", "metrics"]),
        new("kube-system",
            Labels("k8s-app: kubelet, app.kubernetes.io/name: kubelet, app.kubernetes.io/managed-by: prometheus-operator"),
            ["https-metrics", "http-metrics", "cadvisor"]),
    ];

    /// <summary>A monitor selects one of them where it is.</summary>
    public static bool AreSelected(MonitorView monitor) => Selected(monitor).Any();

    /// <summary>One of those that a monitor selects has a port of this name.</summary>
    public static bool HavePort(MonitorView monitor, string name) =>
        Selected(monitor).Any(row => row.Ports.Contains(name, StringComparer.Ordinal));

    /// <summary>
    /// The port that is a slip of the finger away from the one asked for, and all of that Service; null where none is, or where the port is
    /// there.
    /// </summary>
    public static (string Meant, ImmutableArray<string> All)? NearPort(MonitorView monitor, string name)
    {
        var rows = Selected(monitor).ToList();
        return rows is [var row] && Spelling.Slipped(name, row.Ports) is { } meant ? (meant, row.Ports) : null;
    }

    // What asks for nothing is not meant for them.
    private static IEnumerable<Row> Selected(MonitorView monitor) => monitor.Selector.IsEmpty ? [] : Rows.Where(row =>
        (monitor.IsAnywhere || monitor.Namespaces.Contains(row.Namespace, StringComparer.Ordinal))
        && monitor.Selector.Pairs.All(pair => row.Labels.GetValueOrDefault(pair.Key) == pair.Value)
        && monitor.Selector.Expressions.All(row.Meets));

    private static FrozenDictionary<string, string> Labels(string text) =>
        text.Split(", ").Select(pair => pair.Split(": ")).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private sealed record Row(string Namespace, FrozenDictionary<string, string> Labels, ImmutableArray<string> Ports)
    {
        public bool Meets(LabelExpression expression) => Labels.GetValueOrDefault(expression.Key) is var value && expression.Operator switch
        {
            "In" => value is not null && expression.Values.Contains(value, StringComparer.Ordinal),
            "NotIn" => value is null || !expression.Values.Contains(value, StringComparer.Ordinal),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            _ => false,
        };
    }
}
