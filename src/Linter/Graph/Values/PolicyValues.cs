using System.Collections.Immutable;
using Linter.Findings;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>A NetworkPolicy (k8s.io/kubernetes pkg/apis/networking/validation, ValidateNetworkPolicySpec).</summary>
internal static class PolicyValues
{
    private const int MostTypes = 2;
    private const int StrictAddressesSince = 36;

    private static readonly ImmutableArray<string> PolicyTypes = ["Ingress", "Egress"];
    private static readonly NodePath Types = NodePath.Parse("spec.policyTypes");
    private static readonly ImmutableArray<(NodePath Rules, string Peers)> Directions =
        [(NodePath.Parse("spec.ingress[*]"), "from"), (NodePath.Parse("spec.egress[*]"), "to")];

    public static void Judge(ValueList values)
    {
        JudgeTypes(values);
        foreach (var (rules, peers) in Directions)
        {
            foreach (var rule in values.Resource.Select(rules))
            {
                foreach (var port in rule.Find("ports")?.Items ?? default)
                    JudgePort(values, port);
                foreach (var peer in rule.Find(peers)?.Items ?? default)
                {
                    if (peer.IsNull)
                        AddNobody(values, peer.Span.Length > 0 ? peer : rule.FindEntry(peers)!.Value.Key, peer);
                    else
                        JudgePeer(values, peer);
                }
            }
        }
    }

    private static void JudgeTypes(ValueList values)
    {
        var items = values.Resource.Find(Types)?.Items ?? default;
        foreach (var type in items)
            values.OneOf(type, PolicyTypes);
        if (items.Count > MostTypes)
        {
            values.Add(items.ElementAt(MostTypes),
                $"'spec.policyTypes' of '{values.Resource}' has '{items.Count}' entries, but '{MostTypes}' are allowed",
                "one too many", "name each of Ingress and Egress once at most");
        }
    }

    private static void JudgePort(ValueList values, Node entry)
    {
        values.OneOf(ValueList.Filled(entry.Find("protocol")), ValueList.Protocols);
        var port = entry.Find("port") is { IsNull: false } given ? given : (Node?)null;
        values.PortOrName(port);
        if (entry.FindEntry("endPort") is not { } end || IntOrString.Integer(end.Value) is not { } last)
            return;

        if (port is null)
        {
            AddEnd(values, end.Key,
                $"'{values.PathOf(end.Value)}' of '{values.Resource}' ends a range at '{end.Value.Value}' that no port begins", null,
                "add port, the first of the range");
        }
        else if (ValueList.Text(port) is { } name)
        {
            AddEnd(values, end.Key,
                $"'{values.PathOf(end.Value)}' of '{values.Resource}' ends a range that begins with the name '{name.Value:1}', but only numbers make one",
                name, "give port as a number, or remove endPort");
        }
        else if (IntOrString.Integer(port) is { } first && last < first)
        {
            AddEnd(values, end.Value,
                $"'{values.PathOf(end.Value)}' of '{values.Resource}' is '{end.Value.Value}', less than port '{port.Value.Value:1}', where the range begins",
                port, "give the smaller number as port");
        }
        else
        {
            values.Port(end.Value);
        }
    }

    private static void AddEnd(ValueList values, Node at, MessageText.Handler message, Node? port, string help) =>
        values.Add(new ValueProblem(values.Resource, at, MessageText.Of(message))
        {
            Label = "no range",
            Related = port is { } node ? new RelatedSpan(node.Span, "the port of this entry") : null,
            Help = help,
        });

    private static void AddNobody(ValueList values, Node at, Node peer) =>
        values.Add(at, $"a peer of '{values.Resource}' is empty, but has to say whom it means: '{values.PathOf(peer)}'",
            "nobody named", "use podSelector: {} for all pods of this namespace, or remove the list of peers to mean everybody");

    private static void JudgePeer(ValueList values, Node peer)
    {
        if (!peer.IsMapping)
            return;

        var block = Given(peer, "ipBlock");
        var selector = Given(peer, "podSelector") ?? Given(peer, "namespaceSelector");
        if (peer.Entries.Count == 0)
        {
            AddNobody(values, peer, peer);
        }
        else if (block is { } ranges && selector is { } other)
        {
            values.Add(new ValueProblem(values.Resource, ranges.Key, MessageText.Of(
                $"a peer of '{values.Resource}' has '{ranges.Key.Value}' beside '{other.Key.Value:1}', but an address range stands alone"))
            {
                Label = "not beside a selector",
                Related = new RelatedSpan(other.Key.Span, "the selector"),
                Help = "make it an entry of its own, with a '-' before it",
            });
        }

        if (block is { } range)
            JudgeBlock(values, range.Value);
    }

    private static void JudgeBlock(ValueList values, Node block)
    {
        var isStrict = values.KubernetesMinor >= StrictAddressesSince;
        var node = ValueList.Filled(block.Find("cidr"));
        var whole = node is { } cidr ? values.Range(cidr, isPadded: false, isStrict) : null;
        foreach (var item in block.Find("except")?.Items ?? default)
        {
            if (ValueList.Text(item) is not { } except || values.Range(except, isPadded: false, isStrict) is not { } part || whole is null
                || whole.IsStrictSupersetOf(part))
            {
                continue;
            }

            values.Add(new ValueProblem(values.Resource, except, MessageText.Of(
                $"'{values.PathOf(except)}' of '{values.Resource}' is '{except.Value}', which is not a smaller part of '{node!.Value.Value:1}'"))
            {
                Label = "an exception lies within its range and is smaller",
                Related = new RelatedSpan(node.Value.Span, "the range"),
                Help = "name a smaller range within it, or remove the exception",
            });
        }
    }

    private static Entry? Given(Node mapping, string field) => mapping.FindEntry(field) is { Value.IsNull: false } entry ? entry : null;
}
