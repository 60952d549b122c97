using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>A Service all of whose workloads have replicas 0, with nothing that scales them.</summary>
public sealed class ServiceWithoutReplicas : IRule
{
    public string Id => "service-without-replicas";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var service in context.Part.Services)
        {
            var pods = service.Pods.Certain;
            if (!pods.IsEmpty && pods.All(some => some.Replicas == 0)
                && !pods.Any(some => context.Prepare(Scaling.NamesOf).Contains(some.Workload.Name)))
            {
                yield return Describe(context, service);
            }
        }
    }

    private static Finding Describe(RuleContext context, ServiceView service)
    {
        var pods = service.Pods.Certain;
        var workload = pods[0].Workload;
        var replicas = workload.Root.Find("spec")?.Find("replicas") ?? workload.NameNode;
        return context.At(workload, replicas,
            $"'{workload}'{PodText.AndMore(pods)} has replicas '{0}' and nothing here scales it, so Service '{service.Name:1}' has no pods to send traffic to") with
        {
            Label = "no pods",
            Related = [new RelatedSpan((service.Selector?.Pairs[0].ValueNode ?? service.Resource.NameNode).Span,
                $"{service.Resource.Quoted} selects only {PodText.Workloads(pods)}")],
            Effect = "connections to the Service are refused until someone scales the workload up; the next apply scales it down again",
            Help = "set replicas to at least 1, or leave the field out where something else scales the workload",
        };
    }
}
