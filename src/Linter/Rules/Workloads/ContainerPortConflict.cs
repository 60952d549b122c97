using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>One port and protocol declared twice in a pod: its containers share one network, so only one can listen.</summary>
public sealed class ContainerPortConflict : IRule
{
    public string Id => "container-port-conflict";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context) =>
        context.Part.PodTemplates.Where(HasSeveral).SelectMany(pods => Check(context, pods));

    private static bool HasSeveral(PodTemplate pods)
    {
        var count = 0;
        foreach (var container in pods.Containers)
            count += container.Ports.Length;
        return count > 1;
    }

    private static IEnumerable<Finding> Check(RuleContext context, PodTemplate pods)
    {
        var onNode = new Dictionary<(Container? Scope, string Protocol, string Address, int Number), ContainerPort>();
        var inPod = new Dictionary<(Container? Scope, string Protocol, int Number), ContainerPort>();
        foreach (var port in pods.Containers.SelectMany(container => container.Ports))
        {
            if (port.Number is not { } number)
                continue;

            // Init containers run one after the other, before the rest; sidecars stay.
            var isNewInPod = inPod.TryAdd((port.Container.IsLongRunning ? null : port.Container, port.Protocol, number), port);
            if (HostPort(pods, port) is { } hostPort)
            {
                // Validation compares regular containers with each other, each init container with itself alone.
                var key = (port.Container.IsInit ? port.Container : null, port.Protocol, HostAddress(port), hostPort);
                if (!onNode.TryAdd(key, port))
                {
                    yield return OnNode(context, pods, port, onNode[key], hostPort);
                    continue;
                }
            }

            if (isNewInPod)
                continue;

            var first = inPod[(port.Container.IsLongRunning ? null : port.Container, port.Protocol, number)];
            // The same name twice is port-name-conflict, with which the API server refuses the pods.
            if (first.Container != port.Container)
                yield return BetweenContainers(context, pods, port, first);
            else if (!ArePublishedApart(first, port) && !(first.Name is not null && first.Name == port.Name))
                yield return WithinContainer(context, pods, port, first);
        }
    }

    private static Finding OnNode(RuleContext context, PodTemplate pods, ContainerPort port, ContainerPort first, int hostPort) =>
        context.At(pods.Workload, HostPortNode(port), Severity.Error,
            $"{Who(pods, port, first)} port '{PortText.Describe(hostPort, null, port.Protocol)}' of the node{Why(port, first)}") with
        {
            Label = "this port of the node is taken",
            Related = [new RelatedSpan(HostPortNode(first).Span, $"first taken here, by {first.Container}")],
            Effect = "the API server refuses these pods",
            Help = "let one of them listen on another port, or remove the second declaration",
        };

    private static Finding BetweenContainers(RuleContext context, PodTemplate pods, ContainerPort port, ContainerPort first) =>
        context.At(pods.Workload, port.NumberNode!.Value, Severity.Warning,
            $"containers '{first.Container.Name:1}' and '{port.Container.Name}' of '{pods.Workload}' both declare port '{PortText.Describe(port.Number, null, port.Protocol)}', and the containers of a pod share one network") with
        {
            Label = "only one of them can listen",
            Related = [new RelatedSpan(first.NumberNode!.Value.Span, $"declared here by {first.Container}")],
            Effect = "the container that starts second cannot bind the port and, as a rule, exits",
            Help = "let one of them listen on another port, or declare the port only where it is served",
        };

    private static Finding WithinContainer(RuleContext context, PodTemplate pods, ContainerPort port, ContainerPort first) =>
        context.At(pods.Workload, port.NumberNode!.Value, Severity.Warning,
            $"container '{port.Container.Name}' of '{pods.Workload}' declares port '{PortText.Describe(port.Number, null, port.Protocol):1}' twice{Names(first, port)}") with
        {
            Label = "declared before",
            Related = [new RelatedSpan(first.NumberNode!.Value.Span, "first declared here")],
            Effect = "kubectl apply merges the two entries on an update, and server-side apply refuses them",
            Help = first.Name is null || port.Name is null || first.Name == port.Name
                ? "keep one of the two entries"
                : "keep one name, and use it wherever the other one is used",
        };

    private static MessageText Who(PodTemplate pods, ContainerPort port, ContainerPort first) => first.Container == port.Container
        ? MessageText.Of($"container '{port.Container.Name:1}' of '{pods.Workload}' takes")
        : MessageText.Of($"containers '{first.Container.Name:1}' and '{port.Container.Name}' of '{pods.Workload}' both take");

    private static MessageText Why(ContainerPort port, ContainerPort first) => MessageText.Plain(
        (first.Container == port.Container ? " twice" : "")
            + (port.HostPort is null ? ", as every containerPort does under hostNetwork" : ""));

    private static MessageText Names(ContainerPort first, ContainerPort second) =>
        first.Name is null || second.Name is null || first.Name == second.Name
            ? MessageText.Plain("")
            : MessageText.Of($", as '{first.Name}' and as '{second.Name}'");

    // The way to publish one port at two addresses or ports of the node.
    private static bool ArePublishedApart(ContainerPort first, ContainerPort second) =>
        first.HostPort is not null && second.HostPort is not null
        && (first.HostPort != second.HostPort
            || (HostAddress(first).Length > 0 && HostAddress(second).Length > 0 && HostAddress(first) != HostAddress(second)));

    // Under hostNetwork every port is one of the node, by default (SetDefaults_Pod).
    private static int? HostPort(PodTemplate pods, ContainerPort port) => port.HostPort ?? (pods.HostNetwork ? port.Number : null);

    private static string HostAddress(ContainerPort port) => port.Node.Find("hostIP") is { IsNull: false } address ? address.Value : "";

    private static Node HostPortNode(ContainerPort port) =>
        port.HostPort is null ? port.NumberNode!.Value : port.Node.Find("hostPort")!.Value;
}
