using Linter.Findings;
using Linter.Graph;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>externalIPs: every node takes the traffic for them, whoever owns the addresses.</summary>
public sealed class ExternalIps : IRule
{
    private const int StrictAddressesSince = 36;
    private const int DeprecatedSince = 36;

    public string Id => "external-ips";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var service in context.Part.Services)
        {
            if (service.Given("externalIPs") is not { Value: { IsSequence: true } addresses } entry || addresses.Items.Count == 0)
                continue;

            var claimed = addresses.Items.Where(address => address is { IsScalar: true, IsNull: false }).ToList();
            var refused = claimed.Where(address => WhyNot(context, address.Value) is not null).ToList();
            if (refused.Count < claimed.Count)
                yield return Any(context, service, entry, claimed.Except(refused));
            foreach (var address in refused)
                yield return Refused(context, service, address, WhyNot(context, address.Value)!);
        }
    }

    private static Finding Any(RuleContext context, ServiceView service, Entry entry, IEnumerable<Node> claimed) =>
        context.At(service.Resource, entry.Key,
            $"Service '{service.Name}' claims '{string.Join(", ", claimed.Select(address => address.Value))}' as externalIPs, so every node takes traffic for these addresses, whoever owns them") with
        {
            Label = "nobody checks whose addresses these are",
            Effect = "whoever may write Services can catch what pods send to these addresses (CVE-2020-8554)",
            Notes = context.Cluster.KubernetesMinor >= DeprecatedSince ? ["deprecated since Kubernetes 1.36"] : [],
            Help = "use type: LoadBalancer, an Ingress or a Gateway; many clusters refuse the field (admission plugin DenyServiceExternalIPs)",
        };

    private static Finding Refused(RuleContext context, ServiceView service, Node address, string reason) =>
        context.At(service.Resource, address, Severity.Error,
            $"Service '{service.Name}' claims '{address.Value}' as external IP, {MessageText.Plain(reason)}") with
        {
            Label = "not an address that it can have",
            Effect = "the API server refuses the Service",
            Help = "give the IP address at which the nodes are reached, or remove the entry",
        };

    private static string? WhyNot(RuleContext context, string text)
    {
        if (Addresses.Parse(text) is not { } address)
            return "which is not an IP address";

        return Addresses.RangeOf(address) switch
        {
            AddressRange.Unspecified => "the unspecified address, which no host has",
            AddressRange.Loopback => "a loopback address, which each node has for itself",
            AddressRange.LinkLocal => "a link-local address, which means something else on each link",
            _ => context.Cluster.KubernetesMinor >= StrictAddressesSince && Addresses.IsAmbiguous(text)
                ? "which programs read differently: it has leading zeros or is an IPv4 address in IPv6 form"
                : null,
        };
    }
}
