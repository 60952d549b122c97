using System.Collections.Immutable;
using System.Net.Sockets;
using Linter.Findings;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Endpoints and EndpointSlices that somebody wrote (k8s.io/kubernetes pkg/apis/core/validation, ValidateEndpoints, and
/// pkg/apis/discovery/validation, ValidateEndpointSlice).
/// </summary>
internal static class EndpointValues
{
    private static readonly NodePath Subsets = NodePath.Parse("subsets[*]");
    private static readonly NodePath Endpoints = NodePath.Parse("endpoints[*]");
    private static readonly ImmutableArray<string> Addressed = ["addresses", "notReadyAddresses"];

    public static void Judge(ValueList values)
    {
        foreach (var subset in values.Resource.Select(Subsets))
        {
            if (!subset.IsMapping)
                continue;

            if (Addressed.All(field => FieldChoices.Filled(subset, field) is null)
                && subset.Entries.All(entry => entry.Key.Value is "addresses" or "notReadyAddresses" or "ports"))
            {
                values.Add(subset, $"'{values.PathOf(subset)}' of '{values.Resource}' has neither addresses nor notReadyAddresses",
                    "no addresses here", "add addresses, or remove the subset");
            }

            foreach (var address in Addressed.SelectMany(field => subset.Find(field)?.Items ?? default))
            {
                JudgeAddress(values, address.Find("ip"), family: null);
                values.Name(ValueList.Filled(address.Find("hostname")), ValueFlaws.OfLabelName, Words.Label);
            }

            JudgePorts(values, subset.Find("ports")?.Items ?? default, mayBeNameless: 0);
        }
    }

    public static void JudgeSlice(ValueList values)
    {
        var type = ValueList.Filled(values.Resource.Root.Find("addressType"))?.Value;
        foreach (var endpoint in values.Resource.Select(Endpoints))
        {
            foreach (var address in endpoint.Find("addresses")?.Items ?? default)
            {
                if (type is "IPv4" or "IPv6")
                {
                    JudgeAddress(values, address, type);
                }
                else if (type == "FQDN" && ValueList.Text(address) is { } name
                    && (!Grammars.IsDnsSubdomain(name.Value.TrimEnd('.'))
                        || !name.Value.TrimEnd('.').Contains('.', StringComparison.Ordinal)))
                {
                    values.Add(name, $"'{values.PathOf(name)}' of '{values.Resource}' is '{name.Value}', which is no full DNS name",
                        "no full DNS name", "write the whole name, such as db.example.com");
                }
            }

            values.Name(ValueList.Filled(endpoint.Find("hostname")), ValueFlaws.OfLabelName, Words.Label);
        }

        JudgePorts(values, values.Resource.Root.Find("ports")?.Items ?? default, mayBeNameless: 1);
    }

    private static void JudgeAddress(ValueList values, Node? node, string? family)
    {
        if (ValueList.Filled(node) is not { } text)
            return;

        var address = Addresses.Parse(text.Value);
        var actual = address?.AddressFamily == AddressFamily.InterNetwork ? "IPv4" : "IPv6";
        if (address is null)
        {
            values.Add(text, $"'{values.PathOf(text)}' of '{values.Resource}' is '{text.Value}', which is no IP address", "no IP address",
                "write an address; for a DNS name use a Service of type ExternalName in place of this");
        }
        else if (family is not null && family != actual)
        {
            values.Add(text,
                $"'{values.PathOf(text)}' of '{values.Resource}' is the {MessageText.Plain(actual)} address '{text.Value}', but its addressType is '{family}'",
                $"no {family} address", $"write it into a slice with addressType: {actual}");
        }
        else if (Addresses.RangeOf(address) is not AddressRange.Ordinary and var range)
        {
            values.Add(text,
                $"'{values.PathOf(text)}' of '{values.Resource}' is '{text.Value}', {MessageText.Plain(RangeWords(range))} address, which no endpoint may have",
                "not allowed here", "write the address at which other machines reach it");
        }
    }

    private static string RangeWords(AddressRange range) => range switch
    {
        AddressRange.Unspecified => "an unspecified",
        AddressRange.Loopback => "a loopback",
        _ => "a link-local",
    };

    // Of a slice, one port may have the empty name beside others.
    private static void JudgePorts(ValueList values, ItemList ports, int mayBeNameless)
    {
        var nameless = 0;
        foreach (var port in ports)
        {
            var name = ValueList.Filled(port.Find("name"));
            values.Name(name, ValueFlaws.OfLabelName, Words.Label);
            if (name is null && port.IsMapping
                && port.Entries.All(entry => entry.Key.Value is "name" or "port" or "protocol" or "appProtocol")
                && ++nameless > mayBeNameless && ports.Count > 1)
            {
                values.Add(port,
                    $"'{values.PathOf(port)}' of '{values.Resource}' has no name, but each needs its own where there are several ports",
                    "no name here", "add name, as the port of the Service is called");
            }

            values.Name(ValueList.Filled(port.Find("appProtocol")), ValueFlaws.OfQualifiedName, Words.Key, isName: false);
        }

        FieldChoices.Distinct(values, ports.Select(port => port.Find("name")), "give each port a name of its own");
    }
}
