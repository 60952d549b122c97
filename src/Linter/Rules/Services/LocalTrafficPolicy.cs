using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>externalTrafficPolicy Local over pods that do not run on every node.</summary>
public sealed class LocalTrafficPolicy : IRule
{
    public string Id => "local-traffic-policy";

    public bool IsAdvice => true;

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var service in context.Part.Services)
        {
            if (service.Type is not ("NodePort" or "LoadBalancer") || service.Spec?.Find("externalTrafficPolicy") is not { } policy
                || !policy.Is("Local"))
            {
                continue;
            }

            var pods = service.Pods.Certain;
            if (!pods.IsEmpty && pods.All(some => some.Workload.Kind.Kind != Kinds.DaemonSet.Kind))
                yield return Describe(context, service, policy, pods[0]);
        }
    }

    private static Finding Describe(RuleContext context, ServiceView service, Yaml.Node policy, PodTemplate pods)
    {
        var runs = pods.Replicas is { } count
            ? MessageText.Of($"runs '{count}' {MessageText.Plain(count == 1 ? "pod" : "pods")}, not one on every node")
            : MessageText.Plain("does not run on every node");
        return context.At(service.Resource, policy,
            $"Service '{service.Name}' keeps traffic from outside on the node where it arrives, but '{pods:1}' {runs}") with
        {
            Label = "other nodes drop the traffic",
            Related = [new RelatedSpan((pods.Workload.Root.Find("spec")?.Find("replicas") ?? pods.Workload.NameNode).Span,
                $"{pods.Workload.Quoted} does not run on every node")],
            Effect = service.Type == "NodePort"
                ? "a connection to a node without such a pod is dropped"
                : "the load balancer must leave out nodes without such a pod, and nodes with few pods get as much as those with many",
            Help = "run the pods as a DaemonSet, spread them over the nodes, or leave the policy at Cluster where the client's address does not matter",
        };
    }
}
