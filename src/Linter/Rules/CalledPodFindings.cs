using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>What is said of a call to one pod, <c>POD.SERVICE</c>, that has no such name.</summary>
internal static class CalledPodFindings
{
    private static readonly NodePath Replicas = NodePath.Parse("spec.replicas");
    private static readonly NodePath Governing = NodePath.Parse("spec.serviceName");

    // hostname.service: of a StatefulSet's pods, or of pods with hostname and subdomain.
    public static Finding? Of(RuleContext context, ServiceCall call, ServiceView service, string pod, MissingServices missing)
    {
        var dash = pod.LastIndexOf('-');
        var pods = service.Pods.Certain;
        if (dash <= 0 || dash + 1 == pod.Length || pod.AsSpan(dash + 1).IndexOutside('0', '9') >= 0 || pods.IsEmpty
            || !service.Pods.Possible.IsEmpty || pods.Any(some => some.Workload.Kind != Kinds.StatefulSet))
        {
            return null;
        }

        var sets = pods.Where(some => some.Workload.Name == pod[..dash]).ToList();
        if (sets.Count == 1 && missing.IsBeyond(sets[0], pod[(dash + 1)..]))
            return BeyondReplicas(context, call, sets[0], pod);
        if (sets.Count == 1 && sets[0].Workload.Find(Governing) is not { IsNull: false })
            return WithoutGoverningService(context, call, sets[0], service);
        if (sets.Count == 1 && sets[0].Workload.Find(Governing) is { IsScalar: true } governing && DnsNames.IsLabel(governing.Value)
            && !governing.Is(service.Name))
        {
            return UnderOtherService(context, call, sets[0], pod, governing);
        }

        return sets.Count == 0 && context.Graph.Stage.MayHide(Makes.Pods) is null
            && !context.Graph.PodTemplates.Any(some => some.Workload.Name == pod[..dash]
                || (some.Spec?.Find("hostname") is { } name && name.Is(pod)))
            ? NoSuchPod(context, call, service, pod)
            : null;
    }

    private static Finding BeyondReplicas(RuleContext context, ServiceCall call, PodTemplate pods, string pod)
    {
        var set = pods.Workload;
        return context.At(call.Mention.From, call.Mention.Node, Severity.Note,
            $"{ServiceCallFindings.Who(call)}, but '{set:1}' has '{pods.Replicas}' {MessageText.Plain(pods.Replicas == 1 ? "replica" : "replicas")}, and none of them is called '{pod}'") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such pod",
            Related = [new RelatedSpan((set.Find(Replicas) ?? set.NameNode).Span, $"the replicas of {set.Quoted}")],
            Effect = ServiceCallFindings.DoesNotResolve,
            Help = "name a pod that is there, or raise replicas",
        };
    }

    // The pods of a StatefulSet have their names under its governing Service alone.
    private static Finding UnderOtherService(RuleContext context, ServiceCall call, PodTemplate pods, string pod, Node governing) =>
        context.At(call.Mention.From, call.Mention.Node,
            $"{ServiceCallFindings.Who(call)}, but the pods of '{pods:1}' have their names under Service '{governing.Value}', its serviceName, not under '{call.Name}'") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such name",
            Related = [new RelatedSpan(governing.Span, $"the serviceName of {pods.Workload.Quoted}")],
            Effect = ServiceCallFindings.DoesNotResolve,
            Help = $"call '{pod}.{governing.Value}'",
            Fix = ServiceCallFindings.Rename(call, governing.Value),
        };

    private static Finding WithoutGoverningService(RuleContext context, ServiceCall call, PodTemplate pods, ServiceView service) =>
        context.At(call.Mention.From, call.Mention.Node,
            $"{ServiceCallFindings.Who(call)}, but '{pods:1}' has no serviceName, so that its pods have no names of their own") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such name",
            Related = [new RelatedSpan(pods.Workload.NameNode.Span, $"{pods.Workload.Quoted} has no serviceName")],
            Effect = ServiceCallFindings.DoesNotResolve,
            Help = service.IsHeadless
                ? $"give {pods.Workload.Quoted} 'serviceName: {service.Name}'"
                : $"give {pods.Workload.Quoted} a headless Service and its name as serviceName",
        };

    private static Finding NoSuchPod(RuleContext context, ServiceCall call, ServiceView service, string pod)
    {
        var set = service.Pods.Certain[0].Workload;
        return context.At(call.Mention.From, call.Mention.Node,
            $"{ServiceCallFindings.Who(call)}, but no pod of Service '{service.Name}' is called '{pod}': its pods are those of '{set:1}'") with
        {
            Span = call.Mention.HostSpan,
            Label = "no such pod",
            Related = [new RelatedSpan(set.NameNode.Span, $"{set.Quoted} makes '{set.Name}-0' and so on")],
            Effect = ServiceCallFindings.DoesNotResolve,
            Help = $"name a pod of the set, such as '{set.Name}-0'",
        };
    }
}
