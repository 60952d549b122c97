using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>Fields of load balancers and external traffic on a Service whose type may not have them.</summary>
public sealed class ServiceFieldOnWrongType : IRule
{
    private const string RangesAnnotation = "service.beta.kubernetes.io/load-balancer-source-ranges";
    private const string Refused = "the API server refuses the Service";

    // A pointer to an empty string is set, too.
    private static readonly string[] Pointers = ["allocateLoadBalancerNodePorts", "loadBalancerClass"];

    public string Id => "service-field-on-wrong-type";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context) =>
        context.Part.Services.Where(service => service.HasKnownType()).SelectMany(service => Check(context, service));

    private static IEnumerable<Finding> Check(RuleContext context, ServiceView service)
    {
        foreach (var entry in LoadBalancerFields(service))
            yield return OnlyLoadBalancer(context, service, entry);
        if (service.Given("externalTrafficPolicy") is { } policy && !service.IsExternallyAccessible())
            yield return NotExternal(context, service, policy);
        if (service.Given("healthCheckNodePort") is { } check && IntOrString.Integer(check.Value) is not (null or 0)
            && !service.TakesHealthCheckNodePort())
        {
            yield return NoHealthCheck(context, service, check);
        }

        if (service.Given("sessionAffinityConfig") is { Value: { IsMapping: true } config } affinity && config.Entries.Count > 0
            && !HasAffinity(service))
        {
            yield return Erased(context, service, affinity);
        }
    }

    private static IEnumerable<Entry> LoadBalancerFields(ServiceView service)
    {
        if (service.Type == ServiceTypes.LoadBalancer)
            yield break;

        foreach (var field in Pointers)
        {
            if (service.Spec?.FindEntry(field) is { Value.IsNull: false } entry)
                yield return entry;
        }

        if (service.Given("loadBalancerSourceRanges") is { Value: { IsSequence: true } ranges } field1 && ranges.Items.Count > 0)
            yield return field1;
        else if (service.Resource.Annotations?.FindEntry(RangesAnnotation) is { Value.IsNull: false } annotation)
            yield return annotation; // Even an empty value is refused.
    }

    private static Finding OnlyLoadBalancer(RuleContext context, ServiceView service, Entry entry) =>
        context.At(service.Resource, entry.Key,
            $"Service '{service.Name}' sets '{entry.Key.Value}', which only type 'LoadBalancer' may have, but {service.DescribeType()}") with
        {
            Label = "only for LoadBalancer",
            Related = [.. service.TypeSpan()],
            Effect = Refused,
            Help = $"set type: LoadBalancer, or remove {entry.Key.Value}",
        };

    private static Finding NotExternal(RuleContext context, ServiceView service, Entry entry) =>
        context.At(service.Resource, entry.Key,
            $"Service '{service.Name}' sets '{entry.Key.Value}' to '{entry.Value.Value}', but nothing from outside reaches it: {service.DescribeType()}") with
        {
            Label = "only for NodePort, LoadBalancer and externalIPs",
            Related = [.. service.TypeSpan()],
            Effect = Refused,
            Help = $"set the type to NodePort or LoadBalancer, or remove {entry.Key.Value}",
        };

    private static Finding NoHealthCheck(RuleContext context, ServiceView service, Entry entry)
    {
        var policy = service.Given("externalTrafficPolicy");
        var isTypeRight = service.Type == ServiceTypes.LoadBalancer;
        return context.At(service.Resource, entry.Key,
            $"Service '{service.Name}' sets '{entry.Key.Value}', which needs type 'LoadBalancer' with externalTrafficPolicy 'Local', but {(isTypeRight ? DescribePolicy(policy) : service.DescribeType())}") with
        {
            Label = "no health check port here",
            Related = isTypeRight
                ? [.. policy is { } given ? [new RelatedSpan(given.Value.Span, "the policy")] : service.TypeSpan()]
                : [.. service.TypeSpan()],
            Effect = Refused,
            Help = isTypeRight ? $"set externalTrafficPolicy: Local, or remove {entry.Key.Value}" : $"remove {entry.Key.Value}",
        };
    }

    private static Finding Erased(RuleContext context, ServiceView service, Entry entry)
    {
        var affinity = service.Given("sessionAffinity");
        return context.At(service.Resource, entry.Key, Severity.Warning,
            $"Service '{service.Name}' sets '{entry.Key.Value}', but {(affinity is null ? MessageText.Plain("gives no sessionAffinity, which means 'None'") : MessageText.Of($"its sessionAffinity is '{affinity.Value.Value.Value}'"))}") with
        {
            Label = "erased when the Service is created",
            Related = affinity is { } given ? [new RelatedSpan(given.Value.Span, "the affinity")] : [],
            Effect = "the block is dropped without a word, and every connection may go to another pod",
            Help = $"set sessionAffinity: ClientIP, or remove {entry.Key.Value}",
        };
    }

    // Any other value is no affinity that exists: said as such.
    private static bool HasAffinity(ServiceView service) => service.Given("sessionAffinity") is { } affinity && !affinity.Value.Is("None");

    private static MessageText DescribePolicy(Entry? policy) => policy is { } given
        ? MessageText.Of($"its policy is '{given.Value.Value}'")
        : MessageText.Plain("it gives no policy, which means 'Cluster'");
}
