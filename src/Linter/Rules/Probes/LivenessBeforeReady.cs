using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>A liveness probe that restarts the container before its readiness probe could first succeed.</summary>
public sealed class LivenessBeforeReady : IRule
{
    private static readonly ImmutableArray<string> Settings =
        ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];

    public string Id => "liveness-before-ready";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var running in context.Part.RunningContainers)
        {
            if (running.Container.FindProbe(Probe.Liveness) is { } liveness && running.Container.FindProbe(Probe.Readiness) is { } readiness
                && running.Container.FindProbe(Probe.Startup) is null
                && CanBeJudged(liveness) && CanBeJudged(readiness) && GivesUpAfter(liveness) < FirstAsked(readiness))
            {
                yield return Describe(context, running, liveness, readiness);
            }
        }
    }

    private static Finding Describe(RuleContext context, RunningContainer running, Probe liveness, Probe readiness)
    {
        var (delay, other) = (liveness.Node.Find("initialDelaySeconds"), readiness.Node.Find("initialDelaySeconds"));
        var failures = liveness.Setting("failureThreshold");
        return context.At(running.Workload, delay is { IsScalar: true } written ? written : liveness.Entry.Key,
            $"'livenessProbe' of container '{running.Title}' in '{running.Pods}' gives up '{GivesUpAfter(liveness)}' s after the start, before its '{readiness.Kind:1}' can first succeed after '{FirstAsked(readiness)}' s") with
        {
            Label = $"{failures} {(failures == 1 ? "failure" : "failures")}, {liveness.Setting("periodSeconds")} s apart, {liveness.Setting("initialDelaySeconds")} s after the start",
            Related = [new RelatedSpan((other is { IsScalar: true } value ? value : readiness.Entry.Key).Span,
                $"readiness is first asked {readiness.Setting("initialDelaySeconds")} s after the start")],
            Effect = "a container that needs the time that its readinessProbe grants is restarted before it is up, over and over",
            Help = "add a startupProbe with the time that starting may take; both other probes wait for it",
        };
    }

    private static bool CanBeJudged(Probe probe)
    {
        foreach (var setting in Settings)
        {
            if (probe.Setting(setting) < 0)
                return false;
        }

        return probe.Node.IsMapping;
    }

    /// <summary>When the last attempt that counts has failed at the latest, seconds after the start.</summary>
    private static long GivesUpAfter(Probe probe) =>
        probe.Setting("initialDelaySeconds") + ((probe.Setting("failureThreshold") - 1L) * probe.Setting("periodSeconds"))
        + probe.Setting("timeoutSeconds");

    // However many successes readiness wants after that, a container that answers it answers liveness as well.
    private static long FirstAsked(Probe probe) => probe.Setting("initialDelaySeconds");
}
