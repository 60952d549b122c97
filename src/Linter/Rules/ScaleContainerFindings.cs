using Linter.Findings;
using Linter.Graph;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>Containers that an autoscaler names, and that its target does not have.</summary>
internal static class ScaleContainerFindings
{
    private const int Shown = 5;

    /// <param name="context">Of the rule.</param>
    /// <param name="targets">Those that can be scaled; of one that is not here nothing is said.</param>
    public static IEnumerable<Finding> Of(RuleContext context, IEnumerable<ScaleTarget> targets) =>
        from target in targets
        let workload = target.Find(context.Graph)
        where workload is not null
        from name in MeasuredRequests.ContainersOf(target)
        where !InjectedPorts.IsContainer(name.Value)
        from pods in context.Graph.PodsOf(workload)
        where !InjectedPorts.CompletesTemplate(pods) && !pods.LongRunning.IsEmpty
            && !pods.LongRunning.Any(container => container.Name == name.Value)
        let finding = Judge(context, target, name, pods)
        where finding is not null
        select finding;

    private static Finding? Judge(RuleContext context, ScaleTarget target, Node name, PodTemplate pods)
    {
        if (target.Scaler.ChangesReplicas && pods.Containers.FirstOrDefault(container => container.Name == name.Value) is { } init)
            return OfInitContainer(context, target, name, pods, init);

        var near = Spelling.Nearest(name.Value, Names(pods));
        var meant = pods.LongRunning.FirstOrDefault(container => container.Name == near);
        // What sizes pods may well hold a policy for what is added to some of them.
        if (meant is null && !target.Scaler.ChangesReplicas)
            return null;

        var shown = meant ?? pods.LongRunning[0];
        return context.At(target.Autoscaler, name, Severity.Warning,
            $"'{target.Autoscaler}' {Verb(target)} container '{name.Value}' of '{pods.Workload}', which has only '{Listing.Of([.. Names(pods)], Shown):1}'") with
        {
            Label = "no such container",
            Related = [new RelatedSpan(shown.NameNode.Span, $"container {shown.Name} of {pods.Workload.Quoted}")],
            Effect = target.Scaler.ChangesReplicas
                ? "the autoscaler reports that the container is not present in the metrics of its pods, and adds none by this measure, whatever the load"
                : "the policy holds for no container: the pods are sized as if it were not there",
            Help = meant is null ? "name one of them, unless something adds the container to the pods" : $"did you mean '{meant.Name}'?",
            Fix = meant is not null && ScalarEdit.Replace(target.Autoscaler.Root, name, meant.Name) is { } edit
                ? new Fix($"write {meant.Name}", [edit], IsSafe: false)
                : null,
        };
    }

    // Containers and sidecars are counted, calculatePodRequestsFromContainers in k8s.io/kubernetes
    // pkg/controller/podautoscaler/replica_calculator.go: an init container that ends is not.
    private static Finding OfInitContainer(RuleContext context, ScaleTarget target, Node name, PodTemplate pods, Container init) =>
        context.At(target.Autoscaler, name, Severity.Warning,
            $"'{target.Autoscaler}' {Verb(target)} container '{name.Value}' of '{pods.Workload}', which is an init container and has ended before the pod does its work") with
        {
            Label = "an init container",
            Related = [new RelatedSpan(init.NameNode.Span, $"init container {init.Name} of {pods.Workload.Quoted}")],
            Effect = "the autoscaler finds no such container among those that it measures, and adds no pods by this measure, whatever the load",
            Help = $"name a container that runs as long as the pod ({Listing.Of([.. Names(pods)], Shown)}); an init container counts only with 'restartPolicy: Always'",
        };

    private static MessageText Verb(ScaleTarget target) =>
        MessageText.Plain(target.Scaler.ChangesReplicas ? "measures" : "has a policy for");

    private static IEnumerable<string> Names(PodTemplate pods) => pods.LongRunning.Select(container => container.Name);
}
