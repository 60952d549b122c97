using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>A probe whose attempt may take longer than the pause between attempts.</summary>
public sealed class ProbeTimeoutOverPeriod : IRule
{
    public string Id => "probe-timeout-over-period";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var running in context.Part.RunningContainers)
        {
            foreach (var probe in running.Container.Probes)
            {
                if (probe.Node.Find("timeoutSeconds") is not null && probe.Setting("timeoutSeconds") is var timeout
                    && probe.Setting("periodSeconds") is > 0 and var period && timeout > period)
                {
                    yield return Describe(context, running, probe, timeout, period);
                }
            }
        }
    }

    private static Finding Describe(RuleContext context, RunningContainer running, Probe probe, int timeout, int period)
    {
        var written = IntOrString.Integer(probe.Node.Find("periodSeconds")) is > 0 ? probe.Node.Find("periodSeconds") : null;
        return context.At(running.Workload, probe.Node.Find("timeoutSeconds")!.Value,
            $"'{probe.Kind}' of container '{running.Title}' in '{running.Pods}' waits up to '{timeout}' s for an answer, but is due every '{period:1}' s") with
        {
            Label = "longer than the period",
            Related = [new RelatedSpan((written ?? probe.Entry.Key).Span,
                written is null ? "periodSeconds is not set: 10" : $"a probe every {period} s")],
            Effect = $"attempts never overlap, so one that hangs delays the next: a failure counts after {Seconds(timeout, probe)} s, not {Seconds(period, probe)} s",
            Help = $"set timeoutSeconds to {period} or less, or periodSeconds to {timeout} or more",
        };
    }

    private static long Seconds(int each, Probe probe) => (long)each * Math.Max(1, probe.Setting("failureThreshold"));
}
