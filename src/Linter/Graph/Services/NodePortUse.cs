using Linter.Yaml;

namespace Linter.Graph;

/// <summary>A port of the node that a pod takes: its hostPort, or under hostNetwork any port that it declares.</summary>
/// <param name="Pods">The pods.</param>
/// <param name="Port">The declaration.</param>
/// <param name="Number">The number on the node.</param>
internal sealed record NodePortUse(PodTemplate Pods, ContainerPort Port, int Number)
{
    /// <summary>
    /// Under hostNetwork, validation refuses another hostPort than the containerPort (checkHostNetworkPorts: not of init containers).
    /// </summary>
    public bool Contradicts => Pods.HostNetwork && Port.HostPort is { } host && host != Port.Number && !Port.Container.IsInit;

    /// <summary>hostIP; empty for all addresses.</summary>
    public string Address => Port.Node.Find("hostIP") is { IsScalar: true, IsNull: false } address ? address.Value : "";

    public bool IsOnAll => Address is "" or "0.0.0.0" or "::";

    /// <summary>The scalar that says the number.</summary>
    public Node Node => Port.HostPort is null ? Port.NumberNode!.Value : Port.Node.Find("hostPort")!.Value;

    /// <summary>The pods take some port of the node.</summary>
    public static bool IsMadeBy(PodTemplate pods) => pods.HostNetwork || pods.DeclaredPorts.Any(port => port.HostPort is not null);

    public static IEnumerable<NodePortUse> Of(PodTemplate pods)
    {
        var onHost = pods.HostNetwork;
        foreach (var port in pods.DeclaredPorts)
        {
            if (port.Number is { } own && (port.HostPort ?? (onHost ? own : null)) is { } number)
                yield return new NodePortUse(pods, port, number);
        }
    }

    /// <summary>"53/UDP", "8080".</summary>
    public override string ToString() => PortText.Describe(Number, null, Port.Protocol);
}
