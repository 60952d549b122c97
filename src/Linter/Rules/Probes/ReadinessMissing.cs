using Linter.Findings;
using Linter.Graph;

namespace Linter.Rules;

/// <summary>A container behind a Service without a readiness probe.</summary>
public sealed class ReadinessMissing : IRule
{
    public string Id => "readiness-missing";

    public bool JudgesEach(LinkGraph graph) => true;

    public IEnumerable<Finding> Check(RuleContext context)
    {
        foreach (var running in context.Part.RunningContainers)
        {
            // Who has the probe is not looked for behind Services.
            if (running.Container.FindProbe(Probe.Readiness) is null
                && running.Incoming(context.Graph, whenReady: true) is { IsEmpty: false } ports
                && !MissingProbe.IsGivenOrMisspelt(running.Container, Probe.Readiness))
            {
                yield return Describe(context, new ReceivingContainer(running, ports));
            }
        }
    }

    private static Finding Describe(RuleContext context, ReceivingContainer receiver)
    {
        var (running, port) = (receiver.Running, receiver.Ports[0]);
        var at = running.Container.NameNode;
        var severity = receiver.Ports.All(IsForMetrics) ? Severity.Note : RuleCatalog.Document("readiness-missing").Severity;
        var finding = running.Container.FindProbe(Probe.Startup) is null
            ? context.At(running.Workload, at, severity,
                $"Container '{running.Title}' of '{running.Pods}' gets the traffic of port '{port:1}' of Service '{port.Service.Name}', but has no 'readinessProbe'") with
            {
                Effect = "it counts as ready the moment its process starts: on every rollout and restart, requests reach it before it can answer them",
            }
            : context.At(running.Workload, at, Severity.Note,
                $"Container '{running.Title}' of '{running.Pods}' gets the traffic of port '{port:1}' of Service '{port.Service.Name}' and has a 'startupProbe', but no 'readinessProbe'") with
            {
                Effect = "once started it counts as ready for good: requests go on reaching it when it cannot answer them",
            };
        return finding with
        {
            Label = "no readinessProbe",
            Related = MissingProbe.PortsOf(receiver),
            Help = "add a readinessProbe that succeeds once the container can serve requests",
        };
    }

    // Whoever collects metrics asks each address on its own, and asks again.
    private static bool IsForMetrics(ServicePort port) => HasMetrics(port.Name) || HasMetrics(port.TargetPort?.Name);

    private static bool HasMetrics(string? name) =>
        name is not null && name.Split('-').Any(word => word is "metrics" or "prometheus" or "prom");
}
