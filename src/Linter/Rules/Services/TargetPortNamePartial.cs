using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Text;

namespace Linter.Rules;

/// <summary>A named targetPort that only some of the selected workloads resolve.</summary>
public sealed class TargetPortNamePartial : IRule
{
    public string Id => "target-port-name-partial";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var port in context.Part.Services.SelectMany(service => service.Ports))
        {
            if (port.TargetPort?.Name is null || port.Service.Pods.Certain.Length < 2)
                continue;

            var targets = EndpointResolution.Resolve(port);
            if (targets.FirstOrDefault(target => target.Port is not null) is not { } resolved)
                continue;

            var without = targets.Where(target => target.Outcome == TargetOutcome.Unresolved).Select(target => target.Pods)
                .ToImmutableArray();
            if (!without.IsEmpty)
                yield return Describe(context, port, resolved, without);
        }
    }

    private static Finding Describe(RuleContext context, ServicePort port, PodTarget resolved, ImmutableArray<PodTemplate> without)
    {
        var (name, first) = (port.TargetPort!.Value.Name!, without[0]);
        var near = Nearest(port, first, name);
        return context.At(port.Service.Resource, port.TargetNode,
            $"Service '{port.Service.Name}' targets port '{name}'{Protocol(port)}, which '{resolved.Pods:2}' declares, but '{first:1}'{PodText.AndMore(without)} {PodText.Declares(first, port.Protocol)}") with
        {
            Label = "not every pod behind the Service has this port",
            Related = [PodText.Place(first, near), PodText.Place(resolved.Pods, resolved.Port)],
            Effect = $"the pods of {PodText.Workloads(without)} get no traffic on this port; nothing says so",
            Notes = [PodText.LookedAt([resolved.Pods, .. without])],
            Help = near is null
                ? $"name the port '{name}' in each of them, or narrow the selector to the pods that have it"
                : $"rename the container port '{near.Name}' to '{name}'",
        };
    }

    private static MessageText Protocol(ServicePort port) =>
        port.Protocol == "TCP" ? MessageText.Plain("") : MessageText.Of($" over '{port.Protocol}'");

    private static ContainerPort? Nearest(ServicePort port, PodTemplate pods, string name)
    {
        var ports = pods.DeclaredPorts.Where(some => some.Protocol == port.Protocol && some.Name is not null).ToList();
        return Spelling.Nearest(name, ports.Select(some => some.Name!)) is { } near ? ports.First(some => some.Name == near) : null;
    }
}
