using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>Job and CronJob (k8s.io/kubernetes pkg/apis/batch/validation/validation.go).</summary>
internal static class WorkloadValuesJobs
{
    private const int MostIndexedParallelism = 100_000;
    private const string Indexed = "Indexed";

    private static readonly NodePath JobTemplate = NodePath.Parse("spec.jobTemplate");
    private static readonly ClosedSet CompletionModes = new(false, "NonIndexed", Indexed);
    private static readonly ClosedSet Concurrency = new(true, "Allow", "Forbid", "Replace");
    private static readonly ClosedSet Replacement = new(false, "TerminatingOrFailed", "Failed");
    private static readonly ClosedSet FailureActions = new(false, "FailJob", "FailIndex", "Ignore", "Count");
    private static readonly ClosedSet ExitCodeOperators = new(false, "In", "NotIn");

    public static void Check(WorkloadReport report)
    {
        if (report.Resource.Find(Resource.Paths.Spec) is not { IsMapping: true } spec)
            return;

        if (report.Resource.Kind == Kinds.Job)
        {
            Job(report, spec);
            Selector(report, spec);
        }
        else if (report.Resource.Kind == Kinds.CronJob)
        {
            CronJob(report, spec);
            if (report.Resource.Find(JobTemplate)?.Find("spec") is { IsMapping: true } job)
            {
                Job(report, job);
                NoSelector(report, job);
            }
        }
    }

    private static void Job(WorkloadReport report, Node spec)
    {
        var owner = report.Whole;
        foreach (var field in (ReadOnlySpan<string>)["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "backoffLimitPerIndex", "maxFailedIndexes", "ttlSecondsAfterFinished"])
            report.AtLeast(owner, spec, field, 0);

        report.OneOf(owner, spec, "completionMode", CompletionModes);
        report.OneOf(owner, spec, "podReplacementPolicy", Replacement);
        IndexedJob(report, owner, spec);
        if (spec.Find("podFailurePolicy") is { IsMapping: true } policy)
            FailurePolicy(report, owner, spec, policy);
    }

    private static void IndexedJob(WorkloadReport report, Owner owner, Node spec)
    {
        var isIndexed = spec.Find("completionMode") is { } mode && mode.Is(Indexed);
        var completions = spec.FindEntry("completions");
        if (isIndexed && completions is null or { Value.IsNull: true })
        {
            report.Add(spec.Find("completionMode")!.Value, $"{owner.Text} is 'Indexed' and has no completions, so that it has no indexes", "needs completions", "add completions: the number of indexes");
        }

        if (isIndexed && spec.Find("parallelism") is { } parallelism && WorkloadReport.Integer(parallelism) > MostIndexedParallelism)
            report.Within(owner, spec, "parallelism", 0, MostIndexedParallelism);
        foreach (var field in (ReadOnlySpan<string>)["backoffLimitPerIndex", "maxFailedIndexes", "successPolicy"])
        {
            if (!isIndexed && spec.FindEntry(field) is { Value.IsNull: false } entry && spec.Find("completionMode") is null or { Value: "" or "NonIndexed" })
                report.Add(entry.Key, $"{owner.Text} has '{field}', which only a Job with completionMode '{Indexed}' may have", "not allowed here", $"set completionMode to {Indexed}, or remove {field}");
        }

        if (isIndexed && spec.FindEntry("maxFailedIndexes") is { Value.IsNull: false } failed && spec.Find("backoffLimitPerIndex") is null or { IsNull: true })
            report.Add(failed.Key, $"{owner.Text} has 'maxFailedIndexes' without backoffLimitPerIndex", "needs backoffLimitPerIndex", "add backoffLimitPerIndex, or remove maxFailedIndexes");
    }

    private static void FailurePolicy(WorkloadReport report, Owner owner, Node spec, Node policy)
    {
        if (spec.Find("template")?.Find("spec")?.Find("restartPolicy") is { } restart && restart.Is("OnFailure"))
        {
            report.Add(new ValueProblem(report.Resource, restart, MessageText.Of($"the pods of {owner.Text} have restartPolicy 'OnFailure', but a Job with podFailurePolicy must have 'Never'"))
            {
                Label = "not Never",
                Related = spec.FindEntry("podFailurePolicy") is { } entry ? new RelatedSpan(entry.Key.Span, "podFailurePolicy") : null,
                Help = "set restartPolicy to Never",
                Fix = ScalarEdit.Replace(report.Resource.Root, restart, "Never") is { } edit ? new Fix("write Never", [edit], IsSafe: false) : null,
            });
        }

        foreach (var rule in policy.Find("rules")?.Items ?? default)
        {
            report.OneOf(owner, rule, "action", FailureActions);
            if (rule.Find("onExitCodes") is { IsMapping: true } codes)
            {
                report.OneOf(owner, codes, "operator", ExitCodeOperators);
                if (codes.Find("operator") is { Value: "In" } && (codes.Find("values")?.Items ?? default).FirstOrDefault(value => WorkloadReport.Integer(value) == 0) is { Tree: not null } zero)
                    report.Add(zero, $"a rule of podFailurePolicy of {owner.Text} asks for the exit code '{zero.Value}', which is no failure", "0 is success", "remove it");
            }
        }
    }

    private static void Selector(WorkloadReport report, Node spec)
    {
        var owner = report.Whole;
        var isManual = WorkloadReport.IsTrue(spec.Find("manualSelector"));
        var selector = spec.FindEntry("selector");
        if (selector is { Value.IsNull: false } given)
        {
            if (!isManual)
            {
                report.Add(given.Key, $"{owner.Text} has a selector, which is made for every Job whose manualSelector is not 'true'", "not allowed here",
                    "remove the selector; the Job finds its pods without it");
            }
        }
        else if (isManual && spec.FindEntry("manualSelector") is { } manual)
        {
            report.Add(manual.Value, $"'manualSelector' of {owner.Text} is '{manual.Value.Value}', but there is no selector", "needs a selector", "remove manualSelector, or add a selector");
        }
    }

    private static void NoSelector(WorkloadReport report, Node job)
    {
        report.Forbidden(report.Whole, job, "selector", MessageText.Plain("but the selectors of a CronJob's Jobs are always made for them"), "remove the selector");
        if (job.Find("manualSelector") is { } manual && WorkloadReport.IsTrue(manual))
        {
            report.Add(manual, $"'{report.Whole.PathOf(manual, "manualSelector")}' of {report.Whole.Text} is '{manual.Value}', but the selectors of a CronJob's Jobs are always made for them",
                "not allowed here", "remove manualSelector");
        }
    }

    private static void CronJob(WorkloadReport report, Node spec)
    {
        var owner = report.Whole;
        foreach (var field in (ReadOnlySpan<string>)["startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit"])
            report.AtLeast(owner, spec, field, 0);
        report.OneOf(owner, spec, "concurrencyPolicy", Concurrency);
        if (spec.Find("schedule") is { } schedule && WorkloadReport.Text(schedule) is { Length: > 0 } text)
            Schedule(report, owner, schedule, text);
        if (spec.Find("timeZone") is { } zone && WorkloadReport.Text(zone) is { } zoneName)
            TimeZone(report, owner, zone, zoneName);
    }

    private static void Schedule(WorkloadReport report, Owner owner, Node schedule, string text)
    {
        // Refused since 1.29; before, it was read and warned of.
        const int ZonesRefused = 29;
        if (text.Contains("TZ", StringComparison.Ordinal) && report.KubernetesMinor >= ZonesRefused)
        {
            report.Add(schedule, $"the schedule '{text}' of {owner.Text} has a time zone in it, which is not allowed", "a time zone", "write the time zone into timeZone");
            return;
        }

        if (CronSchedule.FaultOf(text) is not { } fault)
            return;

        var (message, label, help) = fault.Kind switch
        {
            CronFaultKind.Macro => (MessageText.Of($"is none of cron's words"), "no such word", "use five fields, or @hourly, @daily, @weekly, @monthly, @yearly"),
            CronFaultKind.FieldCount => (MessageText.Of($"has '{fault.Text}' {MessageText.Plain(fault.Text == "1" ? "field" : "fields")}, but needs '5'"), "not five fields", "write minute, hour, day of month, month and day of week"),
            _ => (MessageText.Of($"has the {MessageText.Plain(fault.FieldName)} '{fault.Text}', which must lie within '{fault.Least}' to '{fault.Most}'"), $"{fault.FieldName} {fault.Text}", HelpOf(fault)),
        };
        report.Add(schedule, $"the schedule '{text}' of {owner.Text} {message}", label, help);
    }

    private static string HelpOf(CronFault fault) => fault is { FieldName: "day of week", Text: "7" }
        ? "write 0 for Sunday"
        : $"use numbers from {fault.Least} to {fault.Most}, '*', ranges such as {fault.Least}-{fault.Most}, and steps such as */2";

    // The server asks its time zone database; what cannot stand in one is told here.
    private static void TimeZone(WorkloadReport report, Owner owner, Node zone, string name)
    {
        if (name.Length == 0)
            report.Add(zone, $"'spec.timeZone' of {owner.Text} is empty", "empty", "name a time zone, or remove timeZone");
        else if (string.Equals(name, "Local", StringComparison.OrdinalIgnoreCase))
            report.Add(zone, $"'spec.timeZone' of {owner.Text} is '{name}', which is not allowed", "no zone of its own", "name a time zone such as Europe/Berlin, or remove timeZone");
        else if (!IsZoneName(name))
            report.Add(zone, $"'spec.timeZone' of {owner.Text} is '{name}', which no time zone database has", "no time zone", "use a name of the tz database, such as Europe/Berlin or Etc/UTC");
    }

    private static bool IsZoneName(string name) =>
        char.IsAsciiLetter(name[0])
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '/' or '_' or '-' or '+')
        && !(name.StartsWith("UTC", StringComparison.Ordinal) && name.Length > 3)
        && !(name.Length > 4 && name.StartsWith("GMT", StringComparison.Ordinal) && name[3] is '+' or '-' && name[4] != '0');
}
