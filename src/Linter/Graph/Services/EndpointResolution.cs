using System.Collections.Immutable;
using Linter.Findings;
using Linter.Manifests;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>What a Service port comes to on a pod.</summary>
public enum TargetOutcome
{
    /// <summary>A container that runs as long as the pod declares it.</summary>
    Declared,

    /// <summary>A number that no such container declares; traffic is sent there all the same.</summary>
    Undeclared,

    /// <summary>A name that no such container has with this protocol: the pod gets no endpoint for this port.</summary>
    Unresolved,

    /// <summary>
    /// Not declared as far as can be seen, but it may be there: a mesh's sidecar or an operator may add it, or the number of
    /// a declared port cannot be read.
    /// </summary>
    Added,
}

/// <summary>What a Service port comes to on the pods of one template.</summary>
/// <param name="Pods">The template.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Number">The port that the pods are dialled at; null where the name resolves to none that can be read.</param>
/// <param name="Port">The container port that declares it; null where none does.</param>
public sealed record PodTarget(PodTemplate Pods, TargetOutcome Outcome, int? Number, ContainerPort? Port);

/// <summary>Why a Service port has no endpoint at all.</summary>
public enum EndpointDefectKind
{
    /// <summary>service-selects-nothing says it.</summary>
    SelectsNothing,

    /// <summary>target-port-name-not-found says it.</summary>
    NameNotFound,
}

/// <summary>The defect that leaves a Service port without any endpoint.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="At">The scalar of the Service that is at fault.</param>
/// <param name="Description">"selects 'app=web', which no pod template here carries"; the Service is its subject.</param>
public sealed record EndpointDefect(EndpointDefectKind Kind, Node At, MessageText Description)
{
    /// <summary>The scalar is of the wrong type: a targetPort of digits in quotes, a selector that holds more than labels.</summary>
    public bool IsMalformed { get; init; }

    public bool IsQuotedNumber => IsMalformed && Kind == EndpointDefectKind.NameNotFound;

    /// <summary>The rule that reports it.</summary>
    public string RuleId =>
        IsMalformed ? "wrong-type" : Kind == EndpointDefectKind.SelectsNothing ? "service-selects-nothing" : "target-port-name-not-found";

    /// <summary>Where a route through this port ends.</summary>
    public Hop Hop(ServicePort port) =>
        new(At.Span, Kind == EndpointDefectKind.SelectsNothing ? $"pods with {port.Service.Selector}" : $"targetPort {port.TargetPort}",
            IsBroken: true);
}

/// <summary>
/// From a Service port to container ports, as the endpoints controller goes: a number is used as it is, a name is the
/// first container port of that name and protocol, regular containers before sidecars.
/// </summary>
public static class EndpointResolution
{
    /// <summary>
    /// The port on the pods that the Service certainly selects, without those that run to completion where others stay;
    /// empty where the port cannot be read.
    /// </summary>
    public static ImmutableArray<PodTarget> Resolve(ServicePort port) => port.Targets;

    /// <summary>
    /// The port on these pods, without those that run to completion where others stay; empty where the port cannot be read.
    /// </summary>
    public static ImmutableArray<PodTarget> Resolve(ServicePort port, ImmutableArray<PodTemplate> pods)
    {
        if (port.TargetPort is not { } target)
            return [];

        // What most Services select.
        if (pods is [var only])
            return [Resolve(port, target, only)];

        var isMixed = pods.Any(some => some.RunsToCompletion) && pods.Any(some => !some.RunsToCompletion);
        return [.. pods.Where(some => !isMixed || !some.RunsToCompletion).Select(some => Resolve(port, target, some))];
    }

    /// <summary>The port on the pods of one template; null where the port cannot be read.</summary>
    public static PodTarget? Resolve(ServicePort port, PodTemplate pods) =>
        port.TargetPort is { } target ? Resolve(port, target, pods) : null;

    private static PodTarget Resolve(ServicePort port, IntOrString target, PodTemplate pods)
    {
        var declared = target.Name is { } name ? pods.ResolvePort(name, port.Protocol) : pods.ResolvePort(target.Number, port.Protocol);
        if (declared is not null)
            return new PodTarget(pods, TargetOutcome.Declared, declared.Number, declared);
        if (InjectedPorts.MayAdd(pods, target) || (target.Name is null && HasUnreadableNumber(pods)))
            return new PodTarget(pods, TargetOutcome.Added, target.Number, null);
        return new PodTarget(pods, target.Name is null ? TargetOutcome.Undeclared : TargetOutcome.Unresolved, target.Number, null);
    }

    /// <summary>
    /// The error that leaves the port without any endpoint; null where it has some, may have some that exist elsewhere or that
    /// these manifests do not show, or is not resolved to pods at all (ExternalName, no selector).
    /// </summary>
    public static EndpointDefect? FindDefect(LinkGraph graph, ServicePort port)
    {
        if (FindDefect(graph, port.Service) is { } defect)
            return defect;

        var targets = Resolve(port);
        return targets.IsEmpty || targets.Any(target => target.Outcome != TargetOutcome.Unresolved)
            ? null
            : IsQuotedNumber(port.TargetPort) ? new EndpointDefect(EndpointDefectKind.NameNotFound, port.TargetNode,
                MessageText.Of($"targets port '{port.TargetPort}' in quotes, as if that were a name")) { IsMalformed = true }
            : new EndpointDefect(EndpointDefectKind.NameNotFound, port.TargetNode,
                MessageText.Of($"targets port '{port.TargetPort}', which no container of the pods declares"));
    }

    /// <summary>The error that leaves every port of the Service without endpoints; null as above.</summary>
    public static EndpointDefect? FindDefect(LinkGraph graph, ServiceView service)
    {
        if (service.IsExternalName || graph.HasNone(Kinds.Pod) || service.Selector is not { } selector || !service.Pods.IsEmpty
            || graph.Externals.HasPods(service.Resource.Namespace, selector))
        {
            return null;
        }

        // A selector in the shape of a workload's.
        if (selector.Pairs.FirstOrDefault(pair => !pair.ValueNode.IsScalar) is { Key: { } key } malformed)
        {
            return new EndpointDefect(EndpointDefectKind.SelectsNothing, malformed.KeyNode,
                MessageText.Of($"has '{key}' in its selector, which takes labels alone")) { IsMalformed = true };
        }

        var (nearest, @namespace) = (graph.NearestPods(service.Resource.Namespace, selector, service.Name), service.Resource.Namespace);
        var isHidden = !graph.SelectPodsElsewhere(@namespace, selector).Any() && (graph.Stage.ProbableMaker(selector) is not null
            || (nearest is not { IsNear: true }
                && (graph.Mesh.GatewayOfOthers(selector) is not null || graph.Stage.MayHide(Makes.Pods) is not null
                    || !graph.Shows(Kinds.Pod, @namespace))));
        return isHidden
            ? null
            : new EndpointDefect(EndpointDefectKind.SelectsNothing, nearest?.Differing.ValueNode ?? selector.Pairs[0].ValueNode,
                MessageText.Of($"selects '{selector}', which no pod template in {Namespaces.Describe(@namespace)} carries"));
    }

    private static bool IsQuotedNumber(IntOrString? target) => target is { Name: { } name } && name.All(char.IsAsciiDigit);

    private static bool HasUnreadableNumber(PodTemplate pods) => pods.DeclaredPorts.Any(port => port.Number is null);
}
