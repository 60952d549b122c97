using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;

namespace Linter.Rules;

/// <summary>Pods that the level of the Pod Security Standards, which their Namespace enforces, does not let in.</summary>
public sealed class PodSecurityViolated : IRule
{
    public string Id => "pod-security-violated";

    public bool Concerns(LinkGraph graph) => graph.HoldsAny(Kinds.Namespace);

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var @namespace in context.Graph.OfKind(Kinds.Namespace).DistinctBy(resource => resource.Name, StringComparer.Ordinal))
        {
            if (PodSecurity.Of(@namespace) is not { } security)
                continue;

            // Operators complete the pods of custom kinds.
            foreach (var pods in context.Graph.PodTemplatesIn(@namespace.Name)
                .Where(pods => pods.Workload.Namespace == @namespace.Name && KindCatalog.IsBuiltIn(pods.Workload.WrittenKind)))
            {
                foreach (var fault in security.Judge(pods))
                {
                    yield return fault.Missing.IsEmpty
                        ? Forbidden(context, @namespace, security, pods, fault)
                        : Missing(context, @namespace, security, pods, fault);
                }
            }
        }
    }

    private static Finding Forbidden(
        RuleContext context, Resource @namespace, PodSecurity security, PodTemplate pods, PodSecurityFault fault) =>
        context.At(pods.Workload, fault.At,
            $"{Who(pods, fault)} has '{fault.Field}', but namespace '{@namespace.Name}' enforces the level '{security.Label.Value:1}', which forbids it") with
        {
            Label = $"not under {security.Label.Value}",
            Related = [Level(@namespace, security)],
            Effect = Effect(pods),
            Help = security.Label.Is("restricted")
                ? "remove it, or let the namespace enforce another level"
                : "remove it, or run these pods in a namespace that enforces privileged",
        };

    private static Finding Missing(
        RuleContext context, Resource @namespace, PodSecurity security, PodTemplate pods, PodSecurityFault fault) =>
        context.At(pods.Workload, fault.At,
            $"{Who(pods, fault)} does not set '{string.Join(", ", fault.Missing)}', which the level '{security.Label.Value:1}' of namespace '{@namespace.Name}' requires") with
        {
            Label = "its securityContext is not enough",
            Related = [Level(@namespace, security)],
            Effect = Effect(pods),
            Help = $"set under its securityContext: {string.Join(", ", fault.Missing)}",
        };

    private static MessageText Who(PodTemplate pods, PodSecurityFault fault) =>
        fault.Container is { } container ? PodText.Container(pods, container) : MessageText.Of($"'{pods.Workload}'");

    private static RelatedSpan Level(Resource @namespace, PodSecurity security) =>
        new(security.Label.Span, $"{@namespace.Quoted} enforces this level");

    private static string Effect(PodTemplate pods) => pods.Workload.Kind == Kinds.Pod
        ? "the API server refuses the Pod: it violates PodSecurity"
        : $"the {pods.Workload.KindName} is taken, but each of its pods is refused: it stays at 0 pods, and only its events say why";
}
