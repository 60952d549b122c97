using Linter.Findings;
using Linter.Graph;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A port name twice in one container, or in two containers of a pod while a Service targets the name.</summary>
public sealed class PortNameConflict : IRule
{
    public string Id => "port-name-conflict";

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var pods in context.Graph.PodTemplates)
        {
            foreach (var container in pods.Containers)
            {
                if (container.Ports.Length < 2)
                    continue;

                foreach (var finding in WithinContainer(context, pods, container))
                    yield return finding;
            }
        }

        foreach (var finding in BetweenContainers(context))
            yield return finding;
    }

    private static IEnumerable<Finding> WithinContainer(RuleContext context, PodTemplate pods, Container container)
    {
        // The protocol does not matter: "dns" for TCP and for UDP is refused, too.
        var seen = new Dictionary<string, ContainerPort>(StringComparer.Ordinal);
        foreach (var port in container.Ports)
        {
            if (port.Name is not { } name || seen.TryAdd(name, port))
                continue;

            var first = seen[name];
            if (first.Number is not null && first.Number == port.Number && first.Protocol == port.Protocol)
            {
                yield return Repeated(context, pods, port, first);
                continue;
            }

            yield return context.At(pods.Workload, port.NameNode!.Value,
                $"container '{container.Name}' of '{pods.Workload}' calls two ports '{name}': '{Spell(first):1}' and '{Spell(port)}'") with
            {
                Label = "this name is taken",
                Related = [new RelatedSpan(first.NameNode!.Value.Span, $"first used here, for port {Spell(first)}")],
                Effect = "the API server refuses these pods",
                Help = $"{name}-{port.Protocol.ToLowerInvariant()}" is var other && first.Protocol != port.Protocol
                    && Grammars.IsPortName(other)
                    ? $"name them apart, for example '{name}' and '{other}'"
                    : "give one of the two another name",
            };
        }
    }

    private static Finding Repeated(RuleContext context, PodTemplate pods, ContainerPort port, ContainerPort first) =>
        context.At(pods.Workload, port.NameNode!.Value,
            $"container '{port.Container.Name}' of '{pods.Workload}' declares port '{Spell(port):1}' twice, and both are called '{port.Name}'") with
        {
            Label = "declared before",
            Related = [new RelatedSpan(first.NameNode!.Value.Span, "first declared here")],
            Effect = "the API server refuses these pods",
            Help = "keep one of the two entries",
        };

    private static IEnumerable<Finding> BetweenContainers(RuleContext context)
    {
        var said = new HashSet<Node>();
        // Services that select alike share one selection, and say the same of it.
        var seen = new Dictionary<PodSelection, HashSet<string>>();
        foreach (var target in context.Graph.Services.SelectMany(service => service.Ports))
        {
            if (target.TargetPort is not { Name: { } name }
                || (target.Service.Pods is { IsShared: true } shared && !IsFirst(seen, shared, target)))
            {
                continue;
            }

            foreach (var pods in target.Service.Pods.Certain)
            {
                if (pods.DeclaredPorts.Length < 2 || pods.ResolvePort(name, target.Protocol) is not { } taken)
                    continue;

                foreach (var other in Others(pods, taken).Where(other => said.Add(other.Node)))
                    yield return NeverReached(context, pods, target, taken, other);
            }
        }
    }

    private static bool IsFirst(Dictionary<PodSelection, HashSet<string>> seen, PodSelection shared, ServicePort target)
    {
        if (!seen.TryGetValue(shared, out var asked))
            seen[shared] = asked = new HashSet<string>(StringComparer.Ordinal);
        return asked.Add($"{target.TargetPort}/{target.Protocol}");
    }

    // One number under one name is a conflict of ports, not of names; within a container the name is refused as it is.
    private static IEnumerable<ContainerPort> Others(PodTemplate pods, ContainerPort taken) =>
        pods.DeclaredPorts.Where(port => port.Name == taken.Name && port.Protocol == taken.Protocol && port.Container != taken.Container
            && port.Number != taken.Number);

    private static Finding NeverReached(
        RuleContext context, PodTemplate pods, ServicePort target, ContainerPort taken, ContainerPort other) =>
        context.At(pods.Workload, other.NameNode!.Value, Severity.Warning,
            $"Service '{target.Service.Name:2}' targets port '{taken.Name}', which two containers of '{pods.Workload}' have: traffic goes to '{Spell(taken):1}' of container '{taken.Container.Name}', never to '{Spell(other)}' of container '{other.Container.Name}'") with
        {
            Label = "never reached by this name",
            Related =
            [
                new RelatedSpan(taken.NameNode!.Value.Span, $"the first port of this name: {taken.Container} takes the traffic"),
                new RelatedSpan(target.TargetNode.Span, $"Service '{target.Service.Name}' targets it here"),
            ],
            Effect = $"the order of the containers decides which one serves Service '{target.Service.Name}'",
            Help = "give each port of the pod a name of its own",
        };

    private static string Spell(ContainerPort port) => PortText.Describe(port.Number, null, port.Protocol);
}
