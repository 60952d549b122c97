using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Linter.Findings;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// clusterIP, clusterIPs, ipFamilies and ipFamilyPolicy of a Service that is no ExternalName (ValidateServiceClusterIPsRelatedFields,
/// and the allocator, pkg/registry/core/service/storage).
/// </summary>
internal static class ServiceAddresses
{
    private const int MostAddresses = 2;
    private const string None = "None";
    private const string SingleStack = "SingleStack";

    private static readonly ImmutableArray<string> Families = ["IPv4", "IPv6"];
    private static readonly ImmutableArray<string> Policies = [SingleStack, "PreferDualStack", "RequireDualStack"];

    public static void Judge(ValueList values, ServiceView service)
    {
        var spec = service.Spec!.Value;
        var one = ValueList.Filled(spec.Find("clusterIP"));
        var all = spec.FindEntry("clusterIPs") is { Value: { IsSequence: true, Items.Count: > 0 } } entry ? entry : (Entry?)null;
        var families = JudgeFamilies(values, spec);
        values.OneOf(ValueList.Filled(spec.Find("ipFamilyPolicy")), Policies);
        if (all is { } given)
            JudgeAll(values, one, given, families);
        else if (one is { } address)
            JudgeAddress(values, address, families is [var first, ..] ? first : null);

        JudgePolicy(values, service, all?.Value, spec.Find("ipFamilies"));
    }

    private static ImmutableArray<Node> JudgeFamilies(ValueList values, Node spec)
    {
        if (spec.Find("ipFamilies") is not { } families)
            return [];

        var seen = new List<Node>();
        foreach (var family in families.Items)
        {
            values.OneOf(family, Families);
            if (seen.FirstOrDefault(other => other.Value == family.Value) is { Tree: not null } first)
            {
                AddSecond(values, family, first, $"'spec.ipFamilies' of '{values.Resource}' names '{family.Value:1}' twice",
                    "keep one of each family");
            }

            seen.Add(family);
        }

        return [.. seen];
    }

    private static void JudgeAll(ValueList values, Node? one, Entry all, ImmutableArray<Node> families)
    {
        var items = all.Value.Items.ToList();
        if (one is null)
        {
            values.Add(all.Key,
                $"'{values.Resource}' gives 'spec.clusterIPs' without clusterIP, but only the other way round one is filled in from the other",
                "no clusterIP beside it", $"add clusterIP: {items[0].Value}");
        }
        else if (ValueList.Text(items[0]) is { } leading && leading.Value != one.Value.Value)
        {
            AddSecond(values, leading, one.Value,
                $"'spec.clusterIPs[0]' of '{values.Resource}' is '{leading.Value}', but clusterIP is '{one.Value.Value:1}'",
                "write the same address in both");
        }

        if (items.Count > MostAddresses)
        {
            values.Add(items[MostAddresses],
                $"'spec.clusterIPs' of '{values.Resource}' has '{items.Count}' addresses, but '{MostAddresses}' are allowed, one of each family",
                "one too many", "keep one IPv4 and one IPv6 address");
        }

        var byFamily = new Dictionary<AddressFamily, Node>();
        for (var i = 0; i < Math.Min(items.Count, MostAddresses); i++)
        {
            if (ValueList.Text(items[i]) is not { } item)
                continue;

            if (item.Is(None) && items.Count > 1)
            {
                values.Add(item,
                    $"'{values.PathOf(item)}' of '{values.Resource}' is '{None}' beside addresses, but a headless Service has none",
                    "has to stand alone", "keep None alone, or the addresses");
            }
            else if (JudgeAddress(values, item, i < families.Length ? families[i] : null) is { } address
                && !byFamily.TryAdd(address.AddressFamily, item))
            {
                AddSecond(values, item, byFamily[address.AddressFamily],
                    $"'spec.clusterIPs' of '{values.Resource}' has two addresses of one family, '{byFamily[address.AddressFamily].Value:1}' and '{item.Value}'",
                    "keep one IPv4 and one IPv6 address");
            }
        }
    }

    private static IPAddress? JudgeAddress(ValueList values, Node node, Node? family)
    {
        if (node.Is(None))
            return null;
        if (Addresses.Parse(node.Value) is not { } address)
        {
            var near = string.Equals(node.Value, None, StringComparison.OrdinalIgnoreCase)
                && ScalarEdit.Replace(values.Resource.Root, node, None) is { } edit
                ? new Fix($"write '{None}'", [edit])
                : null;
            values.Add(new ValueProblem(values.Resource, node,
                MessageText.Of($"'{values.PathOf(node)}' of '{values.Resource}' is '{node.Value}', but has to be an IP address or '{None}'"))
            {
                Label = "not an IP address",
                Help = near is null ? "leave it out and the cluster picks a free address" : $"did you mean '{None}'?",
                Fix = near,
            });
            return null;
        }

        var actual = address.AddressFamily == AddressFamily.InterNetwork ? "IPv4" : "IPv6";
        if (family is { } wanted && wanted.Value is "IPv4" or "IPv6" && !wanted.Is(actual))
        {
            AddSecond(values, node, wanted,
                $"'{values.PathOf(node)}' of '{values.Resource}' is the {MessageText.Plain(actual)} address '{node.Value}', but the family at its place is '{wanted.Value:1}'",
                "give addresses and families in the same order");
        }

        return address;
    }

    // The allocator refuses a second family that the policy does not ask for; two addresses of one family are said as such.
    private static void JudgePolicy(ValueList values, ServiceView service, Node? addresses, Node? families)
    {
        var policy = ValueList.Filled(service.Spec!.Value.Find("ipFamilyPolicy"));
        if (policy is null && service.IsHeadless && service.Selector is null)
            return;
        if (policy is { } written && !written.Is(SingleStack))
            return;

        var second = SecondFamily(families, family => family.Value is "IPv4" or "IPv6" ? family.Value : null)
            ?? SecondFamily(addresses, address => Addresses.Parse(address.Value)?.AddressFamily.ToString());
        if (second is not { } extra)
            return;

        values.Add(new ValueProblem(values.Resource, policy ?? extra, policy is { } one
            ? MessageText.Of(
                $"'spec.ipFamilyPolicy' of '{values.Resource}' is '{one.Value}', but a second family is asked for with '{extra.Value:1}'")
            : MessageText.Of(
                $"'{values.Resource}' asks for a second family with '{extra.Value}', but gives no ipFamilyPolicy, which means '{SingleStack}'"))
        {
            Label = policy is null ? "a second family" : "one family alone",
            Related = policy is null ? null : new RelatedSpan(extra.Span, "the second family"),
            Help = "set ipFamilyPolicy: PreferDualStack or RequireDualStack, or keep one family",
        });
    }

    private static Node? SecondFamily(Node? list, Func<Node, string?> familyOf) =>
        list?.Items.Take(MostAddresses).ToList() is [var first, var second, ..] && familyOf(first) is { } one
            && familyOf(second) is { } other && one != other
            ? second
            : null;

    private static void AddSecond(ValueList values, Node at, Node other, MessageText.Handler message, string help) =>
        values.Add(new ValueProblem(values.Resource, at, MessageText.Of(message))
        {
            Label = "contradicts the other",
            Related = new RelatedSpan(other.Span, "the other one"),
            Help = help,
        });
}
