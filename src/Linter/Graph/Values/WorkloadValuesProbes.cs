using Linter.Findings;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Handlers of probes and lifecycle hooks (k8s.io/kubernetes pkg/apis/core/validation/validation.go, validateHandler). Which handlers
/// there are, and the numbers of probes, are told by probe-handler and probe-thresholds.
/// </summary>
internal static class WorkloadValuesProbes
{
    private const int DefaultGrace = 30;

    private static readonly ClosedSet Schemes = new(true, "HTTP", "HTTPS");

    public static void Check(WorkloadReport report, Owner owner, PodTemplate pods, Container container)
    {
        foreach (var probe in container.Probes)
        {
            foreach (var handler in probe.Handlers)
                Judge(report, owner, pods, handler);
        }

        foreach (var hook in Handlers.HooksOf(container))
        {
            foreach (var handler in Handlers.Given(hook.Value, Handler.OfHooks))
                Judge(report, owner, pods, handler);
            if (hook.Key.Is("preStop"))
                Waits(report, owner, pods, hook.Value);
        }
    }

    // The grace period runs while the hook does. When it is over, the process gets SIGTERM, and two seconds later SIGKILL
    // (pkg/kubelet/kuberuntime/kuberuntime_container.go, killContainer).
    private static void Waits(WorkloadReport report, Owner owner, PodTemplate pods, Node hook)
    {
        var seconds = hook.Find(Handler.Sleep)?.Find("seconds");
        var (at, wait) = seconds is { } number ? (number, WorkloadReport.Integer(number))
            : hook.Find(Handler.Exec)?.Find("command") is { IsSequence: true } command
                && SleepTime.Of([.. command.Items]) is var (word, time) ? (word, time)
            : (default, null);
        var grace = GraceOf(pods);
        var limit = grace is null ? DefaultGrace : WorkloadReport.Integer(grace);
        if (wait is null || limit is not > 0 || wait < limit || (seconds is not null && wait > limit))
            return;

        report.Add(new ValueProblem(report.Resource, at, MessageText.Of(
            $"the preStop hook of {owner.Text} sleeps for '{WorkloadReport.Spell(wait.Value)}' seconds, {MessageText.Plain(wait == limit ? "all of" : "more than")} the pod's grace period of '{WorkloadReport.Spell(limit.Value):1}'{MessageText.Plain(grace is null ? ", the default" : "")}"))
        {
            Severity = Severity.Warning,
            Label = "no time is left",
            Related = grace is { } period ? new RelatedSpan(period.Span, "terminationGracePeriodSeconds") : null,
            Effect = "the process gets SIGTERM only when the grace period is over, and is killed two seconds later: what it has begun is lost",
            Help = "raise terminationGracePeriodSeconds above the sleep and the time that the process takes to end, or sleep for less",
        });
    }

    private static Node? GraceOf(PodTemplate pods) =>
        pods.Spec?.Find("terminationGracePeriodSeconds") is { IsNull: false } given ? given : null;

    private static void Judge(WorkloadReport report, Owner owner, PodTemplate pods, Entry handler)
    {
        switch (handler.Key.Value)
        {
            case Handler.HttpGet:
                Port(report, owner, handler.Value);
                report.OneOf(owner, handler.Value, "scheme", Schemes);
                foreach (var header in handler.Value.Find("httpHeaders")?.Items ?? default)
                    report.Named(owner, header, "name", NameGrammar.HeaderName);
                break;
            case Handler.TcpSocket:
                Port(report, owner, handler.Value);
                break;
            case Handler.Grpc:
                report.Within(owner, handler.Value, "port", 1, 65535);
                break;
            case Handler.Sleep:
                Sleep(report, owner, pods, handler.Value);
                break;
        }
    }

    // A string of digits is wrong-type's.
    private static void Port(WorkloadReport report, Owner owner, Node handler)
    {
        if (handler.Find("port") is not { IsScalar: true, IsNull: false } port)
            return;

        report.Within(owner, handler, "port", 1, 65535);
        if (WorkloadReport.Text(port) is not { } text || Grammars.IsPortName(text) || (text.Length > 0 && text.All(char.IsAsciiDigit)))
            return;

        report.Add(new ValueProblem(report.Resource, port,
            MessageText.Of($"'{owner.PathOf(port, "port")}' of {owner.Text} is '{text}', but {NameGrammar.PortName.FaultOf(text)}"),
            IsName: true)
        {
            Label = text.Length == 0 ? "empty" : "not a port name",
            Help = NameGrammar.PortName.Suggest(text) is { } suggested
                ? $"did you mean '{suggested}'?"
                : "name a port of this container, or write its number",
        });
    }

    // 0 is allowed since 1.33 (PodLifecycleSleepActionAllowZero).
    private static void Sleep(WorkloadReport report, Owner owner, PodTemplate pods, Node sleep)
    {
        const int ZeroAllowed = 33;
        report.AtLeast(owner, sleep, "seconds", report.KubernetesMinor >= ZeroAllowed ? 0 : 1);

        var grace = GraceOf(pods);
        var limit = grace is null ? DefaultGrace : WorkloadReport.Integer(grace);
        if (limit is not >= 0 || sleep.Find("seconds") is not { } seconds || WorkloadReport.Integer(seconds) is not { } wanted
            || wanted <= limit)
        {
            return;
        }

        report.Add(new ValueProblem(report.Resource, seconds, grace is null
            ? MessageText.Of(
                $"'{owner.PathOf(seconds, "seconds")}' of {owner.Text} is '{WorkloadReport.Spell(wanted)}', more than the pod's grace period, which is '{DefaultGrace}' where it is not given")
            : MessageText.Of(
                $"'{owner.PathOf(seconds, "seconds")}' of {owner.Text} is '{WorkloadReport.Spell(wanted)}', more than the pod's grace period, '{WorkloadReport.Spell(limit.Value):1}'"))
        {
            Label = "longer than the pod has",
            Related = grace is { } period ? new RelatedSpan(period.Span, "terminationGracePeriodSeconds") : null,
            Help = "raise terminationGracePeriodSeconds, or sleep for less",
        });
    }
}
