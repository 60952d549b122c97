using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>A probe whose attempt may take longer than the pause between attempts.</summary>
public sealed class ProbeTimeoutOverPeriod : IRule
{
    public string Id => "probe-timeout-over-period";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context) =>
        from running in context.Part.RunningContainers
        from probe in running.Container.Probes
        let timeout = probe.Setting("timeoutSeconds")
        let period = probe.Setting("periodSeconds")
        where period > 0 && timeout > period && probe.Node.Find("timeoutSeconds") is not null
        select Describe(context, running, probe, timeout, period);

    private static Finding Describe(RuleContext context, RunningContainer running, Probe probe, int timeout, int period)
    {
        var written = IntOrString.Integer(probe.Node.Find("periodSeconds")) is > 0 ? probe.Node.Find("periodSeconds") : null;
        return context.At(running.Workload, probe.Node.Find("timeoutSeconds")!.Value,
            $"'{probe.Kind}' of container '{running.Title}' in '{running.Pods}' waits up to '{timeout}' s for an answer, but is due every '{period:1}' s") with
        {
            Label = "longer than the period",
            Related = [new RelatedSpan((written ?? probe.Entry.Key).Span, written is null ? "periodSeconds is not set: 10" : $"a probe every {period} s")],
            Effect = $"attempts never overlap, so one that hangs delays the next: a failure counts after {Seconds(timeout, probe)} s, not {Seconds(period, probe)} s",
            Help = $"set timeoutSeconds to {period} or less, or periodSeconds to {timeout} or more",
        };
    }

    private static long Seconds(int each, Probe probe) => (long)each * Math.Max(1, probe.Setting("failureThreshold"));
}
