using System.Collections.Immutable;
using Linter.Findings;

namespace Linter.Graph;

/// <summary>Why a rule that was probably meant to let a port in does not.</summary>
public enum PolicySlip
{
    None,

    /// <summary>It has the number of the Service's port, where the pods listen on another one.</summary>
    ServicePort,

    /// <summary>It has the nodePort.</summary>
    NodePort,

    /// <summary>It has the name of the Service's port, which no container port bears.</summary>
    ServicePortName,

    /// <summary>It has the right port with another protocol.</summary>
    Protocol,
}

/// <summary>A Service port whose traffic arrives at pods that let it in from nowhere.</summary>
public sealed class BlockedPort
{
    private const int Shown = 5;

    private readonly PolicySet policies;

    private BlockedPort(ServicePort port, ImmutableArray<PodTarget> blocked, ImmutableArray<PodTarget> open, PolicySet policies)
    {
        Port = port;
        Blocked = blocked;
        Open = open;
        this.policies = policies;
    }

    /// <summary>The Service's port.</summary>
    public ServicePort Port { get; }

    /// <summary>The pods that are isolated and admit it by no rule; at least one.</summary>
    public ImmutableArray<PodTarget> Blocked { get; }

    /// <summary>The pods behind the Service that it reaches.</summary>
    public ImmutableArray<PodTarget> Open { get; }

    /// <summary>The policies that isolate the first of the blocked pods.</summary>
    public ImmutableArray<PolicyView> Isolating => policies.Policies;

    public ServiceView Service => Port.Service;

    public PodTarget First => Blocked[0];

    /// <summary>Number and protocol at the pods.</summary>
    public string Target => PortText.Describe(First.Number, null, Port.Protocol);

    /// <summary>The policy that speaks most of these pods: one with ingress rules, and that does not select the whole namespace.</summary>
    public PolicyView Nearest =>
        Isolating.FirstOrDefault(policy => !policy.WrittenIngress.IsEmpty && !policy.PodSelector.IsEverything)
        ?? Isolating.FirstOrDefault(policy => !policy.WrittenIngress.IsEmpty)
        ?? Isolating[0];

    /// <summary>"80, 443"; empty where nothing at all is let in.</summary>
    public string LetInText
    {
        get
        {
            var ports = policies.LetIn(saysTcp: Port.Protocol != "TCP");
            return Listing.Of(ports, Shown);
        }
    }

    /// <summary>The entry that was probably meant to let the port in, and what is wrong with it.</summary>
    public (PolicySlip Slip, PolicyRule Rule, PolicyPort Entry)? FindSlip()
    {
        int[] numbers = [First.Number ?? 0, Port.Port ?? 0, Port.NodePort ?? 0];
        var names = First.Pods.DeclaredPorts.Select(port => port.Name).Append(Port.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var (rule, entry) in policies.EntriesOf(numbers, names))
        {
            if (Judge(entry) is var slip and not PolicySlip.None)
                return (slip, rule, entry);
        }

        return null;
    }

    /// <summary>The ports of a Service that policies block, for some of its pods or for all.</summary>
    /// <param name="graph">The unit.</param>
    /// <param name="service">The Service.</param>
    /// <param name="isWhole">All of its ports are blocked for all of its pods.</param>
    public static ImmutableArray<BlockedPort> Of(LinkGraph graph, ServiceView service, out bool isWhole)
    {
        var found = ImmutableArray.CreateBuilder<BlockedPort>();
        isWhole = true;
        foreach (var port in service.Ports)
        {
            var judged = EndpointResolution.Resolve(port).Select(target => (Target: target, Verdict: Judge(graph, port, target))).ToList();
            var blocked = judged.Where(one => one.Verdict == PolicyVerdict.No).Select(one => one.Target).ToImmutableArray();
            var open = judged.Where(one => one.Verdict == PolicyVerdict.Yes).Select(one => one.Target).ToImmutableArray();
            if (blocked.Length < judged.Count)
                isWhole = false;

            // Where nothing is certain of the others, nothing is said: they may be what the Service is meant for.
            if (blocked.Length > 0 && (blocked.Length == judged.Count || open.Length > 0))
                found.Add(new BlockedPort(port, blocked, open, graph.Policies.Isolating(blocked[0].Pods, TrafficDirection.Ingress)));
        }

        return found.ToImmutable();
    }

    // A name that no container has is an error of its own, and the pod is no endpoint.
    private static PolicyVerdict Judge(LinkGraph graph, ServicePort port, PodTarget target) =>
        target is { Number: { } number, Outcome: TargetOutcome.Declared or TargetOutcome.Undeclared }
            ? graph.Policies.Admits(target.Pods, number, port.Protocol).Verdict
            : PolicyVerdict.Unknown;

    private PolicySlip Judge(PolicyPort entry)
    {
        if (entry.Port is not { } asked)
            return PolicySlip.None;
        if (entry.Protocol != Port.Protocol)
        {
            return entry.Matches(First.Number ?? 0, entry.Protocol, First.Pods) == PolicyVerdict.Yes && !IsUsed(entry)
                ? PolicySlip.Protocol
                : PolicySlip.None;
        }

        if (entry.EndPort is not null || IsUsed(entry))
            return PolicySlip.None;
        if (asked.Name is { } name)
            return name == Port.Name ? PolicySlip.ServicePortName : PolicySlip.None;

        return asked.Number == Port.Port ? PolicySlip.ServicePort
            : asked.Number == Port.NodePort ? PolicySlip.NodePort
            : PolicySlip.None;
    }

    // The entry has a use of its own: the pods declare such a port, or another port of the Service leads there.
    private bool IsUsed(PolicyPort entry) =>
        First.Pods.DeclaredPorts.Any(declared => declared.Number is { } number
            && entry.Matches(number, declared.Protocol, First.Pods) != PolicyVerdict.No)
        || Service.Ports.Any(port => EndpointResolution.Resolve(port, First.Pods) is { Number: { } number }
            && entry.Matches(number, port.Protocol, First.Pods) != PolicyVerdict.No);
}
