using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>A container behind a Service without a liveness probe.</summary>
public sealed class LivenessMissing : IRule
{
    public string Id => "liveness-missing";

    public bool IsAdvice => true;

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context) =>
        from receiver in context.Part.Receivers()
        where !MissingProbe.IsGivenOrMisspelt(receiver.Running.Container, Probe.Liveness)
        select Describe(context, receiver);

    private static Finding Describe(RuleContext context, ReceivingContainer receiver)
    {
        var (running, port) = (receiver.Running, receiver.Ports[0]);
        return context.At(running.Workload, running.Container.NameNode,
            $"Container '{running.Title}' of '{running.Pods}' gets the traffic of port '{port:1}' of Service '{port.Service.Name}', but has no 'livenessProbe'") with
        {
            Label = "no livenessProbe",
            Related = MissingProbe.PortsOf(receiver),
            Effect = "a process that hangs without ending is never restarted",
            Help = "add a livenessProbe that fails only when a restart is the cure, if the process can hang",
        };
    }
}
