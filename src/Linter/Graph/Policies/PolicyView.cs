using System.Collections.Immutable;
using System.Globalization;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph;

/// <summary>Which way the traffic of a policy goes, as seen from the pods that it selects.</summary>
public enum TrafficDirection
{
    Ingress,
    Egress,
}

/// <summary>What can be said of a question about policies.</summary>
public enum PolicyVerdict
{
    No,

    /// <summary>It hangs on something that no manifest shows: labels of another namespace, an address, what could not be read.</summary>
    Unknown,
    Yes,
}

/// <summary>A NetworkPolicy as the API server reads it, defaults applied: a view over its spec.</summary>
public sealed class PolicyView
{
    private readonly ImmutableArray<string> types;

    private PolicyView(Resource resource, Node spec)
    {
        Resource = resource;
        Spec = spec;
        PodSelector = PolicySelector.Read(spec.Find("podSelector"));
        TypesEntry = spec.FindEntry("policyTypes");
        types = [.. (TypesEntry?.Value.Items ?? default).Where(type => type.IsScalar).Select(type => type.Value)];
        WrittenIngress = ReadRules(TrafficDirection.Ingress);
        WrittenEgress = ReadRules(TrafficDirection.Egress);
    }

    public Resource Resource { get; }

    public string Name => Resource.Name;

    public Node Spec { get; }

    /// <summary>The pods that it is about; an absent one stands for all pods of the namespace, as an empty one does.</summary>
    public PolicySelector PodSelector { get; }

    /// <summary>policyTypes as written; null where it is absent.</summary>
    public Entry? TypesEntry { get; }

    /// <summary>policyTypes names a direction, so that none is derived from the rules.</summary>
    public bool SaysTypes => !types.IsEmpty;

    /// <summary>The rules under ingress, whether they count or not.</summary>
    public ImmutableArray<PolicyRule> WrittenIngress { get; }

    /// <summary>The rules under egress, whether they count or not.</summary>
    public ImmutableArray<PolicyRule> WrittenEgress { get; }

    /// <summary>The scalar to point at for its pods: the first selected label, else the selector, else the name.</summary>
    public Node SelectorAt => PodSelector.Labels is { Pairs: [var first, ..] } ? first.ValueNode : PodSelector.Node ?? Resource.NameNode;

    /// <summary>The policy; null where the resource has no spec to speak of.</summary>
    public static PolicyView? Read(Resource resource) =>
        resource.Find(Resource.Paths.Spec) is { IsMapping: true } spec ? new PolicyView(resource, spec) : null;

    /// <summary>
    /// Pods that it selects get only what some policy admits in this direction. Without policyTypes that is ingress, and
    /// egress where there is an egress rule.
    /// </summary>
    public bool Isolates(TrafficDirection direction) =>
        SaysTypes
            ? types.Contains(direction.ToString(), StringComparer.Ordinal)
            : direction == TrafficDirection.Ingress || !WrittenEgress.IsEmpty;

    /// <summary>The rules as written.</summary>
    public ImmutableArray<PolicyRule> Written(TrafficDirection direction) =>
        direction == TrafficDirection.Ingress ? WrittenIngress : WrittenEgress;

    /// <summary>The rules that count; none for a direction that policyTypes leaves out.</summary>
    public ImmutableArray<PolicyRule> Rules(TrafficDirection direction) => Isolates(direction) ? Written(direction) : [];

    public override string ToString() => Resource.ToString();

    private ImmutableArray<PolicyRule> ReadRules(TrafficDirection direction)
    {
        var field = direction == TrafficDirection.Ingress ? "ingress" : "egress";
        return [.. (Spec.Find(field)?.Items ?? default).Select(item => new PolicyRule(this, direction, item))];
    }
}

/// <summary>A selector field of a policy.</summary>
/// <param name="Node">Its value as written; null where it is absent or null.</param>
/// <param name="Labels">Its requirements; null where it is absent, or has a shape that cannot be read.</param>
public sealed record PolicySelector(Node? Node, LabelSelector? Labels)
{
    /// <summary>The field is there and has a value.</summary>
    public bool IsGiven => Node is not null;

    /// <summary>It has a shape that no selector has, such as labels without matchLabels: what it selects is not known.</summary>
    public bool IsUnreadable => Node is not null && Labels is null;

    /// <summary>It is absent or empty, and so holds for all.</summary>
    public bool IsEverything => Node is null || Labels is { IsEmpty: true };

    public static PolicySelector Read(Node? field) => field is { IsNull: false } node
        ? new PolicySelector(node, IsReadable(node) ? LabelSelector.FromSelector(node) : null)
        : new PolicySelector(null, null);

    public PolicyVerdict Matches(PodTemplate pods) => IsUnreadable ? PolicyVerdict.Unknown
        : Labels is null || Labels.Matches(pods) ? PolicyVerdict.Yes
        : PolicyVerdict.No;

    private static bool IsReadable(Node selector) =>
        selector.IsMapping
        && selector.Entries.All(entry => entry.Key.Is("matchLabels") || entry.Key.Is("matchExpressions"))
        && (selector.Find("matchLabels") is not { IsNull: false } labels
            || (labels.IsMapping && labels.Entries.All(pair => pair.Value.IsScalar)))
        && (selector.Find("matchExpressions") is not { IsNull: false } expressions
            || (expressions.IsSequence && expressions.Items.All(item => item.IsMapping)));
}

/// <summary>An entry of ingress or egress: traffic that matches a peer and a port of it is admitted.</summary>
public sealed class PolicyRule
{
    internal PolicyRule(PolicyView policy, TrafficDirection direction, Node node)
    {
        Policy = policy;
        Direction = direction;
        Node = node;
        Peers = [.. (node.Find(direction == TrafficDirection.Ingress ? "from" : "to")?.Items ?? default)
            .Select(item => new PolicyPeer(policy, item))];
        Ports = [.. (node.Find("ports")?.Items ?? default).Select(item => new PolicyPort(item))];
    }

    public PolicyView Policy { get; }

    public TrafficDirection Direction { get; }

    public Node Node { get; }

    /// <summary>Empty for everybody.</summary>
    public ImmutableArray<PolicyPeer> Peers { get; }

    /// <summary>Empty for all ports.</summary>
    public ImmutableArray<PolicyPort> Ports { get; }

    // A null entry of the list is an empty rule; anything else that is no mapping has no meaning.
    internal bool IsUnreadable => !Node.IsMapping && !Node.IsNull;

    /// <summary>Whether a port of the destination is among its ports.</summary>
    /// <param name="number">The number at which the pod is dialled.</param>
    /// <param name="protocol">TCP, UDP or SCTP.</param>
    /// <param name="destination">Where names are looked up; null where the pods are not known.</param>
    public PolicyVerdict HasPort(int number, string protocol, PodTemplate? destination) => IsUnreadable ? PolicyVerdict.Unknown
        : Ports.IsEmpty ? PolicyVerdict.Yes
        : Ports.Max(port => port.Matches(number, protocol, destination));
}

/// <summary>An entry of from or to.</summary>
public sealed class PolicyPeer
{
    internal PolicyPeer(PolicyView policy, Node node)
    {
        Policy = policy;
        Node = node;
        Pods = PolicySelector.Read(node.Find("podSelector"));
        Namespaces = PolicySelector.Read(node.Find("namespaceSelector"));
        Block = node.Find("ipBlock") is { IsNull: false } block ? block : null;
    }

    public PolicyView Policy { get; }

    public Node Node { get; }

    /// <summary>Not given: all pods of the namespaces.</summary>
    public PolicySelector Pods { get; }

    /// <summary>Not given: the namespace of the policy.</summary>
    public PolicySelector Namespaces { get; }

    /// <summary>An address range; meant for what is outside of the cluster, and of pods nothing follows from it.</summary>
    public Node? Block { get; }

    /// <summary>It means pods, and the shape of its selectors can be read.</summary>
    public bool SelectsPods => Block is null && (Pods.IsGiven || Namespaces.IsGiven) && !Pods.IsUnreadable && !Namespaces.IsUnreadable;
}

/// <summary>An entry of a rule's ports.</summary>
public sealed class PolicyPort
{
    internal PolicyPort(Node node)
    {
        Node = node;
        Port = IntOrString.Read(node.Find("port"));
        EndPort = IntOrString.Integer(node.Find("endPort"));
        Protocol = ServicePort.ReadProtocol(node);
    }

    public Node Node { get; }

    /// <summary>Null for all ports of the protocol. A name is one of the destination's container ports.</summary>
    public IntOrString? Port { get; }

    /// <summary>Last port of a range, itself included.</summary>
    public int? EndPort { get; }

    /// <summary>TCP where none is given.</summary>
    public string Protocol { get; }

    /// <summary>The scalar of its port, else the entry.</summary>
    public Node At => Port?.Node ?? Node;

    /// <summary>Whether a port of the destination is meant.</summary>
    public PolicyVerdict Matches(int number, string protocol, PodTemplate? destination)
    {
        if (!Node.IsMapping)
            return PolicyVerdict.Unknown;
        if (Protocol != protocol)
            return PolicyVerdict.No;
        if (Port is not { } port)
            return PolicyVerdict.Yes;

        return port.Name is { } name
            ? MatchesName(name, number, destination)
            : Of(EndPort is { } last ? number >= port.Number && number <= last : number == port.Number);
    }

    /// <summary>"8080", "53/UDP", "8000-8010", "http", "every TCP port".</summary>
    public override string ToString()
    {
        if (Port is not { } port)
            return $"every {Protocol} port";

        var text = EndPort is { } last ? string.Create(CultureInfo.InvariantCulture, $"{port}-{last}") : port.ToString();
        return Protocol == "TCP" ? text : $"{text}/{Protocol}";
    }

    private static PolicyVerdict Of(bool holds) => holds ? PolicyVerdict.Yes : PolicyVerdict.No;

    private PolicyVerdict MatchesName(string name, int number, PodTemplate? destination)
    {
        if (destination is null || !Grammars.IsPortName(name) || InjectedPorts.MayAdd(destination, Port!.Value))
            return PolicyVerdict.Unknown;

        var found = PolicyVerdict.No;
        foreach (var declared in destination.DeclaredPorts)
        {
            if (declared.Name != name || declared.Protocol != Protocol)
                continue;
            if (declared.Number == number)
                return PolicyVerdict.Yes;
            if (declared.Number is null)
                found = PolicyVerdict.Unknown;
        }

        return found;
    }
}
