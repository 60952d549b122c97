using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>A workload of one replica behind an entry point: an Ingress, a route or a load balancer.</summary>
public sealed class SingleReplica : IRule
{
    private const int Minimum = 2;

    public string Id => "single-replica";

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var routed = RoutedServices.Of(context.Graph);
        var scaled = new Lazy<HashSet<string>>(() => Scaling.NamesOf(context.Graph));
        var said = new HashSet<Resource>();
        foreach (var service in context.Graph.Services)
        {
            if (service.Type != ServiceTypes.LoadBalancer && !routed.Contains(service.Resource))
                continue;

            // Canary and stable, blue and green serve together. A number that is not said (a DaemonSet's) is one for each node.
            var lasting = service.Pods.Certain.Where(pods => !pods.RunsToCompletion).ToList();
            var total = lasting.Sum(pods => (long)(pods.Replicas ?? Minimum));
            if (total is 0 or >= Minimum || lasting.Any(pods => scaled.Value.Contains(pods.Workload.Name)))
                continue;

            var only = lasting.Find(pods => pods.Replicas > 0)!;
            if (only.Workload.Kind != Kinds.Pod && said.Add(only.Workload))
                yield return Describe(context, only, service, routed.Contains(service.Resource));
        }
    }

    private static Finding Describe(RuleContext context, PodTemplate pods, ServiceView service, bool isRouted)
    {
        var replicas = pods.Workload.Root.Find("spec")?.Find("replicas");
        return context.At(pods.Workload, replicas is { IsScalar: true } node ? node : pods.Workload.NameNode,
            $"'{pods.Workload}' runs one pod{MessageText.Plain(replicas is null ? ", the default," : "")} behind Service '{service.Name:1}', {MessageText.Plain(isRouted ? "which an Ingress or a route leads to" : "which is a load balancer")}") with
        {
            Label = "one pod",
            Related = [new RelatedSpan((isRouted ? service.Resource.NameNode : service.TypeNode ?? service.Resource.NameNode).Span, $"{service.Resource.Quoted} sends its traffic there")],
            Effect = "while this pod restarts or its node is drained, nothing answers",
            Help = $"set replicas to at least {Minimum}, or let a HorizontalPodAutoscaler do it",
        };
    }
}
