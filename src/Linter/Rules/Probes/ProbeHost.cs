using System.Net;
using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A probe or hook that asks another host than its own pod.</summary>
public sealed class ProbeHost : IRule
{
    public string Id => "probe-host";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var running in context.Part.RunningContainers)
        {
            foreach (var handler in running.Container.Handlers)
            {
                if (handler.HostNode is { } host && !ReachesThePod(running, handler, host))
                    yield return Describe(context, running, handler, host);
            }
        }
    }

    private static Finding Describe(RuleContext context, RunningContainer running, Handler handler, Node host)
    {
        var isNode = IsLoopback(host.Value);
        var finding = isNode
            ? context.At(running.Workload, host,
                $"'{handler.OwnerName}' of container '{running.Title}' in '{running.Pods}' asks host '{host.Value}', which is the node there, not the pod")
            : context.At(running.Workload, host,
                $"'{handler.OwnerName}' of container '{running.Title}' in '{running.Pods}' asks host '{host.Value}' instead of the pod");
        return finding with
        {
            Label = isNode ? "the kubelet asks from the node" : "not the pod's own address",
            Effect = isNode
                ? "the request goes to whatever listens on that port of the node, mostly nothing, so it fails however well the container is"
                : "the answer says how that host is, not how this container is",
            Help = handler.Kind == Handler.HttpGet && !isNode
                ? "remove host, so that the pod itself is asked; a host name for the request goes into httpHeaders as Host"
                : "remove host: the pod's own address is the default",
        };
    }

    // A pod on the host's network has the node's addresses; a hostPort leads from the node to the container.
    private static bool ReachesThePod(RunningContainer running, Handler handler, Node host)
    {
        if (running.Pods.HostNetwork)
            return IsLoopback(host.Value) || IPAddress.TryParse(host.Value, out _);

        return IsLoopback(host.Value) && running.Container.Ports.Any(port => port.HostPort is { } hostPort && hostPort == handler.Number);
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address)
            && (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));
}
