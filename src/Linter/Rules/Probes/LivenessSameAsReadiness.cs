using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>A liveness probe that does the same as the readiness probe and gives up as early.</summary>
public sealed class LivenessSameAsReadiness : IRule
{
    public string Id => "liveness-same-as-readiness";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var running in context.Part.RunningContainers)
        {
            if (running.Container.FindProbe(Probe.Liveness) is { } liveness && running.Container.FindProbe(Probe.Readiness) is { } readiness
                && !IsMorePatient(liveness, readiness) && IsSame(liveness, readiness))
            {
                yield return Describe(context, running, liveness, readiness);
            }
        }
    }

    private static Finding Describe(RuleContext context, RunningContainer running, Probe liveness, Probe readiness)
    {
        return context.At(running.Workload, liveness.Entry.Key,
            $"'livenessProbe' of container '{running.Title}' in '{running.Pods}' repeats its '{readiness.Kind:1}' and gives up no later: {Times(Patience(liveness), Patience(readiness))}") with
        {
            Label = $"{liveness.Setting("failureThreshold")} failures, {liveness.Setting("periodSeconds")} s apart",
            Related = [new RelatedSpan(readiness.Entry.Key.Span,
                $"the same check: {readiness.Setting("failureThreshold")} failures, {readiness.Setting("periodSeconds")} s apart")],
            Effect = "whatever should only take the pod out of its Services, such as load or a slow dependency, restarts it at once, on every replica at the same time",
            Help = $"let liveness check only that the process itself works, or raise its failureThreshold above {FailuresFor(Patience(readiness), liveness)}",
        };
    }

    private static MessageText Times(long liveness, long readiness) => liveness == readiness
        ? MessageText.Of($"both after '{liveness}' seconds")
        : MessageText.Of($"liveness after '{liveness}' seconds, readiness after '{readiness}'");

    private static bool IsSame(Probe liveness, Probe readiness) =>
        liveness.FindHandler() is { } a && readiness.FindHandler() is { } b && a.DoesSameAs(b);

    private static bool IsMorePatient(Probe liveness, Probe readiness) =>
        Patience(liveness) > Patience(readiness) || liveness.Setting("timeoutSeconds") >= 2L * readiness.Setting("timeoutSeconds");

    private static long Patience(Probe probe) => (long)probe.Setting("failureThreshold") * probe.Setting("periodSeconds");

    private static long FailuresFor(long seconds, Probe probe) => seconds / Math.Max(1, probe.Setting("periodSeconds"));
}
