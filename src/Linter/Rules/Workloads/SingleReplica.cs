using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>A workload of one replica behind an entry point: an Ingress, a route or a load balancer.</summary>
public sealed class SingleReplica : IRule
{
    public string Id => "single-replica";

    public bool IsAdvice => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        var routed = context.Graph.RoutedServices;
        var scaled = new Lazy<HashSet<string>>(() => Scaling.NamesOf(context.Graph));
        var said = new HashSet<Resource>();
        foreach (var service in context.Graph.Services)
        {
            if (service.Type != ServiceTypes.LoadBalancer && !routed.Contains(service.Resource))
                continue;

            // Canary and stable, blue and green serve together. A number that is not said (a DaemonSet's) is one for each node, one below 0
            // is refused.
            var lasting = service.Pods.Certain.Where(pods => !pods.RunsToCompletion).ToList();
            if (lasting.Count == 0 || lasting.Exists(pods => pods.Replicas is null or < 0))
                continue;

            var total = lasting.Sum(pods => (long)pods.Replicas!.Value);
            var minimum = context.Settings.For(lasting[0].Workload).Integer("minimum");
            if (total == 0 || total >= minimum || lasting.Any(pods => scaled.Value.Contains(pods.Workload.Name)))
                continue;

            var only = lasting.Find(pods => pods.Replicas > 0)!;
            if (only.Workload.Kind != Kinds.Pod && said.Add(only.Workload))
                yield return Describe(context, only, service, total, minimum, routed.Contains(service.Resource));
        }
    }

    private static Finding Describe(RuleContext context, PodTemplate pods, ServiceView service, long total, int minimum, bool isRouted)
    {
        var runs = total == 1 ? MessageText.Plain("runs one pod") : MessageText.Of($"runs '{total}' pods, fewer than '{minimum}',");
        var replicas = pods.Workload.Root.Find("spec")?.Find("replicas");
        return context.At(pods.Workload, replicas is { IsScalar: true } node ? node : pods.Workload.NameNode,
            $"'{pods.Workload}' {runs}{MessageText.Plain(replicas is null && total == 1 ? ", the default," : "")} behind Service '{service.Name:1}', {MessageText.Plain(isRouted ? "which an Ingress or a route leads to" : "which is a load balancer")}") with
        {
            Label = total == 1 ? "one pod" : "too few pods",
            Related = [new RelatedSpan((isRouted ? service.Resource.NameNode : service.TypeNode ?? service.Resource.NameNode).Span,
                $"{service.Resource.Quoted} sends its traffic there")],
            Effect = total == 1
                ? "while this pod restarts or its node is drained, nothing answers"
                : "while some restart or a node is drained, the others take all of the traffic",
            Help = $"set replicas to at least {minimum}, or let a HorizontalPodAutoscaler do it",
        };
    }
}
