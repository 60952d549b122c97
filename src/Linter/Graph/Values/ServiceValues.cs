using System.Collections.Immutable;
using Linter.Findings;
using Linter.Schema;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>A Service (k8s.io/kubernetes pkg/apis/core/validation, ValidateService), less what the service rules say.</summary>
internal static class ServiceValues
{
    private const string RangesAnnotation = "service.beta.kubernetes.io/load-balancer-source-ranges";
    private const string HintsAnnotation = "service.kubernetes.io/topology-aware-hints";
    private const string ModeAnnotation = "service.kubernetes.io/topology-mode";
    private const int SecondsOfDay = 86400;

    // KEP-3015: on by default from 1.34.
    private const int SameZoneSince = 34;

    private static readonly ImmutableArray<string> Types =
        [ServiceTypes.ClusterIP, ServiceTypes.NodePort, ServiceTypes.LoadBalancer, ServiceTypes.ExternalName];
    private static readonly ImmutableArray<string> Affinities = ["None", "ClientIP"];
    private static readonly ImmutableArray<string> TrafficPolicies = ["Cluster", "Local"];
    private static readonly ImmutableArray<string> Distributions = ["PreferClose"];
    private static readonly ImmutableArray<string> LaterDistributions = ["PreferClose", "PreferSameZone", "PreferSameNode"];
    private static readonly NodePath Timeout = NodePath.Parse("sessionAffinityConfig.clientIP.timeoutSeconds");

    public static void Judge(ValueList values, ServiceView service)
    {
        JudgeTopology(values);
        if (service.Spec is not { IsMapping: true } spec)
            return;

        values.OneOf(ValueList.Filled(spec.Find("type")), Types);
        values.OneOf(ValueList.Filled(spec.Find("sessionAffinity")), Affinities);
        if (spec.Find("sessionAffinity")?.Is("ClientIP") == true)
            values.Range(spec.At(Timeout), 1, SecondsOfDay);
        values.OneOf(ValueList.Filled(spec.Find("internalTrafficPolicy")), TrafficPolicies);
        values.OneOf(spec.Find("trafficDistribution"), values.KubernetesMinor >= SameZoneSince ? LaterDistributions : Distributions);
        if (service.IsExternallyAccessible())
            values.OneOf(ValueList.Filled(spec.Find("externalTrafficPolicy")), TrafficPolicies);
        if (service.TakesHealthCheckNodePort() && IntOrString.Integer(spec.Find("healthCheckNodePort")) is not (null or 0))
            values.Port(spec.Find("healthCheckNodePort"));

        foreach (var port in service.Ports)
            JudgePort(values, port);
        if (service.Type == ServiceTypes.LoadBalancer)
            JudgeLoadBalancer(values, service, spec);
        if (!service.IsExternalName)
            ServiceAddresses.Judge(values, service);
    }

    private static void JudgeTopology(ValueList values)
    {
        if (ValueList.Text(values.Resource.Annotation(HintsAnnotation)) is { } hints
            && ValueList.Text(values.Resource.Annotation(ModeAnnotation)) is { } mode && hints.Value != mode.Value)
        {
            values.Add(new ValueProblem(values.Resource, hints, MessageText.Of(
                $"annotation '{HintsAnnotation}' of '{values.Resource}' says '{hints.Value}', but '{ModeAnnotation}' says '{mode.Value:1}'"))
            {
                Label = "contradicts the newer annotation",
                Related = new RelatedSpan(mode.Span, "the newer annotation"),
                Help = $"keep {ModeAnnotation} alone",
            });
        }
    }

    private static void JudgePort(ValueList values, ServicePort port)
    {
        values.Name(ValueList.Filled(port.NameNode), ValueFlaws.OfLabelName, Words.Label);
        values.Port(port.PortNode);
        values.OneOf(ValueList.Filled(port.Node.Find("protocol")), ValueList.Protocols);
        if (port.TargetPort is { } target && target.Node == port.TargetPortNode && !IsSaidAsUnresolved(port, target))
            values.PortOrName(target.Node);
        if (ValueList.Filled(port.Node.Find("appProtocol")) is { } protocol && ValueFlaws.OfQualifiedName(protocol.Value) is { } flaw)
            values.Flawed(protocol, protocol.Value, flaw, Words.Key, isName: false);
        else
            JudgeProtocol(values, ValueList.Filled(port.Node.Find("appProtocol")));
    }

    // IANA knows thousands, and a letter more or less may make another of them.
    private static void JudgeProtocol(ValueList values, Node? protocol)
    {
        if (protocol is not { } node || Spelling.Slipped(node.Value, KnownWords.AppProtocols) is not { } meant)
            return;
        if (Spelling.AreSwapped(node.Value, meant) || meant.Contains('/', StringComparison.Ordinal))
        {
            values.Add(WordSlips.Of(values.Resource, node,
                MessageText.Of($"'{values.PathOf(node)}' of '{values.Resource}' is '{node.Value}', a protocol that neither Kubernetes nor a mesh knows"),
                meant,
                "whoever reads it takes the port for plain TCP, or for what its name says"));
        }
    }

    // target-port-name-not-found says of such a name that no pod has it, and which one is near.
    private static bool IsSaidAsUnresolved(ServicePort port, IntOrString target)
    {
        if (target.Name is not { } name || !name.Any(char.IsAsciiLetter)
            || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
        {
            return false;
        }

        var targets = EndpointResolution.Resolve(port);
        return targets.Length > 0 && targets.All(pods => pods.Outcome == TargetOutcome.Unresolved);
    }

    private static void JudgeLoadBalancer(ValueList values, ServiceView service, Node spec)
    {
        if (ValueList.Text(spec.Find("loadBalancerClass")) is { } name && ValueFlaws.OfQualifiedName(name.Value) is { } flaw)
            values.Flawed(name, name.Value, flaw, Words.Key, isName: false);

        if (spec.Find("loadBalancerSourceRanges") is { IsSequence: true } ranges && ranges.Items.Count > 0)
        {
            foreach (var range in ranges.Items)
            {
                if (ValueList.Text(range) is { } text)
                    values.Range(text, isPadded: true, isStrict: false);
            }
        }
        else if (ValueList.Text(service.Resource.Annotation(RangesAnnotation)) is { } annotation && annotation.Value.Trim().Length > 0)
        {
            JudgeAnnotation(values, annotation);
        }
    }

    private static void JudgeAnnotation(ValueList values, Node annotation)
    {
        if (annotation.Value.Split(',').Select(part => part.Trim()).FirstOrDefault(part => Cidr.Parse(part) is null) is { } wrong)
        {
            values.Add(annotation, $"annotation '{RangesAnnotation}' of '{values.Resource}' holds '{wrong}', which is not an address range",
                "not a list of address ranges", "write ranges such as 10.0.0.0/8, joined by commas");
        }
    }
}
