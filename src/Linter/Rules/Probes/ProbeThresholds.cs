using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Yaml;

namespace Linter.Rules;

/// <summary>A number of a probe that the API server refuses.</summary>
public sealed class ProbeThresholds : IRule
{
    private const string SuccessThreshold = "successThreshold";
    private const string GracePeriod = "terminationGracePeriodSeconds";

    private static readonly ImmutableArray<string> Counts =
        ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", SuccessThreshold, "failureThreshold"];

    public string Id => "probe-thresholds";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var running in context.Part.RunningContainers)
        {
            foreach (var probe in running.Container.Probes)
            {
                foreach (var finding in Judge(context, running, probe))
                    yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> Judge(RuleContext context, RunningContainer running, Probe probe)
    {
        foreach (var count in Counts)
        {
            if (IntOrString.Integer(probe.Node.Find(count)) is < 0 and { } value)
                yield return BelowMinimum(context, running, probe, count, value);
        }

        // 0 stands for the default, 1.
        if (probe.Kind != Probe.Readiness && IntOrString.Integer(probe.Node.Find(SuccessThreshold)) is > 1 and { } successes)
            yield return NotOne(context, running, probe, successes);

        if (probe.Node.FindEntry(GracePeriod) is not { Value.IsNull: false } grace)
            yield break;
        if (probe.Kind == Probe.Readiness)
            yield return GraceOnReadiness(context, running, grace);
        else if (IntOrString.Integer(grace.Value) is < 1 and { } seconds)
            yield return GraceBelowOne(context, running, probe, grace, seconds);
    }

    private static Finding BelowMinimum(RuleContext context, RunningContainer running, Probe probe, string count, int value) =>
        context.At(running.Workload, probe.Node.Find(count)!.Value,
            $"'{probe.Kind}' of container '{running.Title}' in '{running.Pods}' sets '{count}' to '{value}', but the least is '0', which stands for the default") with
        {
            Label = "below 0",
            Effect = "the API server refuses the object",
            Help = $"set {count} to a positive number, or leave it out",
        };

    private static Finding NotOne(RuleContext context, RunningContainer running, Probe probe, int value)
    {
        var node = probe.Node.Find(SuccessThreshold)!.Value;
        return context.At(running.Workload, node,
            $"'{probe.Kind}' of container '{running.Title}' in '{running.Pods}' sets 'successThreshold' to '{value}', but only '1' is allowed there") with
        {
            Label = "must be 1",
            Effect = "the API server refuses the object",
            Help = "set it to 1, or leave it out; only a readinessProbe may ask for several successes",
            Fix = new Fix("set successThreshold to 1", [new TextEdit(node.Span, "1")]),
        };
    }

    private static Finding GraceOnReadiness(RuleContext context, RunningContainer running, Entry grace) =>
        context.At(running.Workload, grace.Key,
            $"'readinessProbe' of container '{running.Title}' in '{running.Pods}' has 'terminationGracePeriodSeconds', but a readinessProbe never stops its container") with
        {
            Label = "not allowed here",
            Effect = "the API server refuses the object",
            Help = "move it to the livenessProbe or startupProbe, or to the pod's spec",
        };

    private static Finding GraceBelowOne(RuleContext context, RunningContainer running, Probe probe, Entry grace, int seconds) =>
        context.At(running.Workload, grace.Value,
            $"'{probe.Kind}' of container '{running.Title}' in '{running.Pods}' sets 'terminationGracePeriodSeconds' to '{seconds}', but the least is '1'") with
        {
            Label = "below 1",
            Effect = "the API server refuses the object",
            Help = "set it to 1 or more; without it the pod's own grace period counts",
        };
}
