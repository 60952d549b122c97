using System.Globalization;
using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Text;
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

    // Without one it is True (SetDefaults_PodFailurePolicyOnPodConditionsPattern).
    private static readonly ClosedSet ConditionStatuses = new(true, "True", "False", "Unknown");

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
        foreach (var field in (string[])["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "backoffLimitPerIndex",
            "maxFailedIndexes", "ttlSecondsAfterFinished"])
        {
            report.AtLeast(owner, spec, field, 0);
        }

        report.OneOf(owner, spec, "completionMode", CompletionModes);
        report.OneOf(owner, spec, "podReplacementPolicy", Replacement);

        // On since 1.32; before, the field is dropped unread (jobStrategy.PrepareForCreate).
        const int ManagersRead = 32;
        if (report.KubernetesMinor >= ManagersRead && spec.Find("managedBy") is { } manager
            && WorkloadReport.Text(manager) is { } controller && !LabelGrammars.IsDomainPrefixedPath(controller))
        {
            report.Add(manager,
                $"'{owner.PathOf(manager, "managedBy")}' of {owner.Text} is '{controller}', but has to be a domain and a path",
                "not a domain and a path", "write the name that the controller goes by, such as example.com/job-controller");
        }

        IndexedJob(report, owner, spec);
        if (spec.Find("podFailurePolicy") is { IsMapping: true } policy)
            FailurePolicy(report, owner, spec, policy);
    }

    private static void IndexedJob(WorkloadReport report, Owner owner, Node spec)
    {
        var isIndexed = spec.Find("completionMode") is { } mode && mode.Is(Indexed);
        var completions = spec.FindEntry("completions");

        // Of a Job with neither of the two both are 1 (SetDefaults_Job), but not in the template of a CronJob.
        var isDefaulted = report.Resource.Kind == Kinds.Job && spec.Find("parallelism") is null or { IsNull: true };
        if (isIndexed && !isDefaulted && completions is null or { Value.IsNull: true })
        {
            report.Add(spec.Find("completionMode")!.Value, $"{owner.Text} is 'Indexed' and has no completions, so that it has no indexes",
                "needs completions", "add completions: the number of indexes");
        }

        if (isIndexed && spec.Find("parallelism") is { } parallelism && WorkloadReport.Integer(parallelism) > MostIndexedParallelism)
            report.Within(owner, spec, "parallelism", 0, MostIndexedParallelism);
        foreach (var field in (string[])["backoffLimitPerIndex", "maxFailedIndexes", "successPolicy"])
        {
            if (!isIndexed && spec.FindEntry(field) is { Value.IsNull: false } entry
                && spec.Find("completionMode") is null or { Value: "" or "NonIndexed" })
            {
                report.Add(entry.Key, $"{owner.Text} has '{field}', which only a Job with completionMode '{Indexed}' may have",
                    "not allowed here", $"set completionMode to {Indexed}, or remove {field}");
            }
        }

        if (isIndexed)
            Indexes(report, owner, spec);
        if (isIndexed && spec.FindEntry("maxFailedIndexes") is { Value.IsNull: false } failed
            && spec.Find("backoffLimitPerIndex") is null or { IsNull: true })
        {
            report.Add(failed.Key, $"{owner.Text} has 'maxFailedIndexes' without backoffLimitPerIndex", "needs backoffLimitPerIndex",
                "add backoffLimitPerIndex, or remove maxFailedIndexes");
        }
    }

    private static void Indexes(WorkloadReport report, Owner owner, Node spec)
    {
        if (WorkloadReport.Integer(spec.Find("completions")) is not { } completions)
            return;

        NotAbove(report, owner, spec.Find("maxFailedIndexes"), "maxFailedIndexes", spec);
        if (completions > MostIndexedParallelism && spec.FindEntry("backoffLimitPerIndex") is { Value.IsNull: false } perIndex)
        {
            // parallelismLimitForHighCompletions, maxFailedIndexesLimitForHighCompletions.
            const int MostBeyond = 10_000;
            if (spec.Find("maxFailedIndexes") is null or { IsNull: true })
            {
                report.Add(perIndex.Key,
                    $"{owner.Text} has backoffLimitPerIndex and '{WorkloadReport.Spell(completions)}' completions, but no '{"maxFailedIndexes"}', which it needs from '{WorkloadReport.Spell(MostIndexedParallelism + 1)}' on",
                    "needs maxFailedIndexes", "add maxFailedIndexes");
            }

            report.Within(owner, spec, "parallelism", 0, MostBeyond);
            report.Within(owner, spec, "maxFailedIndexes", 0, MostBeyond);
        }

        if (spec.Find("successPolicy") is { IsMapping: true } policy)
            SuccessPolicy(report, owner, spec, policy);
    }

    private static void NotAbove(WorkloadReport report, Owner owner, Node? value, string field, Node spec)
    {
        if (value is not { } node || spec.Find("completions") is not { } completions
            || WorkloadReport.Integer(node) <= WorkloadReport.Integer(completions) || WorkloadReport.Integer(node) is null)
        {
            return;
        }

        report.Add(new ValueProblem(report.Resource, node,
            MessageText.Of($"'{owner.PathOf(node, field)}' of {owner.Text} is '{node.Value}', more than its completions '{completions.Value:1}'"))
        {
            Label = "more than completions",
            Related = new RelatedSpan(completions.Span, "completions"),
            Help = $"lower it to {completions.Value} or less",
        });
    }

    // validateSuccessPolicy.
    private static void SuccessPolicy(WorkloadReport report, Owner owner, Node spec, Node policy)
    {
        foreach (var rule in policy.Find("rules")?.Items ?? default)
        {
            var (count, indexes) = (rule.Find("succeededCount"), rule.Find("succeededIndexes"));
            if (rule.IsMapping && count is null or { IsNull: true } && indexes is null or { IsNull: true })
            {
                report.Add(rule, $"a rule of successPolicy of {owner.Text} has neither 'succeededCount' nor '{"succeededIndexes"}'",
                    "asks for nothing", "add succeededCount or succeededIndexes");
            }

            report.AtLeast(owner, rule, "succeededCount", 0);
            NotAbove(report, owner, count, "succeededCount", spec);
            if (indexes is { } node && WorkloadReport.Text(node) is { Length: > 0 } text
                && FaultOfIndexes(text, WorkloadReport.Integer(spec.Find("completions"))!.Value) is { } fault)
            {
                report.Add(node, $"'{owner.PathOf(node, "succeededIndexes")}' of {owner.Text} is '{text}', but {fault}", "no indexes",
                    "write indexes and ranges in order, such as 0,2-4");
            }
        }
    }

    // validateIndexesFormat.
    private static MessageText? FaultOfIndexes(string text, long completions)
    {
        var last = -1L;
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !ends.All(end => long.TryParse(end, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)))
                return MessageText.Of($"'{part}' is neither an index nor a range");

            var (first, end) = (long.Parse(ends[0], CultureInfo.InvariantCulture), long.Parse(ends[^1], CultureInfo.InvariantCulture));
            if (Math.Max(first, end) >= completions)
            {
                return MessageText.Of(
                    $"with '{WorkloadReport.Spell(completions)}' completions the last index is '{WorkloadReport.Spell(completions - 1)}'");
            }

            if (first > end || first <= last)
                return MessageText.Of($"'{part}' is not in rising order");

            last = end;
        }

        return null;
    }

    private static void FailurePolicy(WorkloadReport report, Owner owner, Node spec, Node policy)
    {
        if (spec.Find("template")?.Find("spec")?.Find("restartPolicy") is { } restart && restart.Is("OnFailure"))
        {
            report.Add(new ValueProblem(report.Resource, restart,
                MessageText.Of($"the pods of {owner.Text} have restartPolicy 'OnFailure', but a Job with podFailurePolicy must have 'Never'"))
            {
                Label = "not Never",
                Related = spec.FindEntry("podFailurePolicy") is { } entry ? new RelatedSpan(entry.Key.Span, "podFailurePolicy") : null,
                Help = "set restartPolicy to Never",
                Fix = ScalarEdit.Replace(report.Resource.Root, restart, "Never") is { } edit
                    ? new Fix("write Never", [edit], IsSafe: false)
                    : null,
            });
        }

        if (spec.Find("podReplacementPolicy") is { } replacement && replacement.Is("TerminatingOrFailed"))
        {
            report.Add(replacement,
                $"'podReplacementPolicy' of {owner.Text} is '{replacement.Value}', but beside podFailurePolicy only '{"Failed"}' is allowed",
                "not Failed", "write Failed, or remove podReplacementPolicy");
        }

        foreach (var rule in policy.Find("rules")?.Items ?? default)
        {
            if (rule.IsMapping)
                FailureRule(report, owner, spec, rule);
        }
    }

    // validatePodFailurePolicyRule.
    private static void FailureRule(WorkloadReport report, Owner owner, Node spec, Node rule)
    {
        report.OneOf(owner, rule, "action", FailureActions);
        if (rule.Find("action") is { } action && action.Is("FailIndex") && spec.Find("backoffLimitPerIndex") is null or { IsNull: true })
        {
            report.Add(action,
                $"a rule of podFailurePolicy of {owner.Text} has the action '{action.Value}', but there is no '{"backoffLimitPerIndex"}'",
                "needs backoffLimitPerIndex", "add backoffLimitPerIndex, or use another action");
        }

        var codes = rule.FindEntry("onExitCodes") is { Value.IsNull: false } codeEntry ? codeEntry : (Entry?)null;
        var conditions = rule.FindEntry("onPodConditions") is { Value: { IsSequence: true, Items.Count: > 0 } } conditionEntry
            ? conditionEntry
            : (Entry?)null;
        if (codes is null && conditions is null)
        {
            report.Add(rule, $"a rule of podFailurePolicy of {owner.Text} has neither 'onExitCodes' nor '{"onPodConditions"}'",
                "asks for nothing", "add onExitCodes or onPodConditions");
        }

        if (codes is { } first && conditions is { } second)
        {
            var (former, latter) = first.Key.Span.Start < second.Key.Span.Start ? (first, second) : (second, first);
            report.Add(new ValueProblem(report.Resource, latter.Key,
                MessageText.Of($"a rule of podFailurePolicy of {owner.Text} has '{latter.Key.Value}' beside '{former.Key.Value:1}'"))
            {
                Label = "only one is allowed",
                Related = new RelatedSpan(former.Key.Span, "the first"),
                Help = "make them two rules",
            });
        }

        foreach (var condition in conditions?.Value.Items ?? default)
            report.OneOf(owner, condition, "status", ConditionStatuses);
        if (codes?.Value is { IsMapping: true } given)
            ExitCodes(report, owner, spec, given);
    }

    // validatePodFailurePolicyRuleOnExitCodes.
    private static void ExitCodes(WorkloadReport report, Owner owner, Node spec, Node codes)
    {
        report.OneOf(owner, codes, "operator", ExitCodeOperators);
        if (codes.Find("containerName") is { } name && WorkloadReport.Text(name) is { Length: > 0 } text)
        {
            var pod = spec.Find("template")?.Find("spec");
            string[] known = [.. (pod?.Find("containers")?.Items ?? default).Concat(pod?.Find("initContainers")?.Items ?? default)
                .Select(container => container.Find("name")?.Value ?? "")
                .Where(known => known.Length > 0)];
            if (known.Length > 0 && !known.Contains(text, StringComparer.Ordinal) && !known.Any(Placeholders.IsPlaceholder))
            {
                report.Add(name,
                    $"a rule of podFailurePolicy of {owner.Text} asks for container '{text}', but the pods have '{Listing.Of(known)}'",
                    "no such container",
                    Spelling.Nearest(text, known) is { } near
                        ? $"did you mean '{near}'?"
                        : $"name one of {Listing.Of(known)}, or remove containerName");
            }
        }

        Node? last = null;
        foreach (var value in codes.Find("values")?.Items ?? default)
        {
            if (WorkloadReport.Integer(value) is not { } code)
                continue;

            if (code == 0 && codes.Find("operator") is { Value: "In" })
            {
                report.Add(value, $"a rule of podFailurePolicy of {owner.Text} asks for the exit code '{value.Value}', which is no failure",
                    "0 is success", "remove it");
            }
            else if (last is { } former && WorkloadReport.Integer(former) >= code)
            {
                Disorder(report, owner, value, former);
            }

            last = value;
        }
    }

    private static void Disorder(WorkloadReport report, Owner owner, Node value, Node former) =>
        report.Add(new ValueProblem(report.Resource, value,
            MessageText.Of($"a rule of podFailurePolicy of {owner.Text} lists the exit code '{value.Value}' behind '{former.Value:1}', but they must rise"))
        {
            Label = value.Value == former.Value ? "a second time" : "out of order",
            Related = new RelatedSpan(former.Span, "the one before"),
            Help = value.Value == former.Value ? "keep one of the two" : "sort the exit codes",
        });

    private static void Selector(WorkloadReport report, Node spec)
    {
        var owner = report.Whole;
        var isManual = WorkloadReport.IsTrue(spec.Find("manualSelector"));
        var selector = spec.FindEntry("selector");
        if (selector is { Value.IsNull: false } given)
        {
            if (!isManual)
            {
                report.Add(given.Key, $"{owner.Text} has a selector, which is made for every Job whose manualSelector is not 'true'",
                    "not allowed here",
                    "remove the selector; the Job finds its pods without it");
            }
        }
        else if (isManual && spec.FindEntry("manualSelector") is { } manual)
        {
            report.Add(manual.Value, $"'manualSelector' of {owner.Text} is '{manual.Value.Value}', but there is no selector",
                "needs a selector", "remove manualSelector, or add a selector");
        }
    }

    private static void NoSelector(WorkloadReport report, Node job)
    {
        report.Forbidden(report.Whole, job, "selector", MessageText.Plain("but the selectors of a CronJob's Jobs are always made for them"),
            "remove the selector");
        if (job.Find("manualSelector") is { } manual && WorkloadReport.IsTrue(manual))
        {
            report.Add(manual,
                $"'{report.Whole.PathOf(manual, "manualSelector")}' of {report.Whole.Text} is '{manual.Value}', but the selectors of a CronJob's Jobs are always made for them",
                "not allowed here", "remove manualSelector");
        }
    }

    private static void CronJob(WorkloadReport report, Node spec)
    {
        var owner = report.Whole;
        foreach (var field in (string[])["startingDeadlineSeconds", "successfulJobsHistoryLimit", "failedJobsHistoryLimit"])
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
            report.Add(schedule, $"the schedule '{text}' of {owner.Text} has a time zone in it, which is not allowed", "a time zone",
                "write the time zone into timeZone");
            return;
        }

        if (CronSchedule.FaultOf(text) is not { } fault)
            return;

        var (message, label, help) = fault.Kind switch
        {
            CronFaultKind.Macro =>
                (MessageText.Of($"is none of cron's words"), "no such word",
                    "use five fields, or @hourly, @daily, @weekly, @monthly, @yearly"),
            CronFaultKind.FieldCount =>
                (MessageText.Of($"has '{fault.Text}' {MessageText.Plain(fault.Text == "1" ? "field" : "fields")}, but needs '5'"),
                    "not five fields", "write minute, hour, day of month, month and day of week"),
            CronFaultKind.Reversed =>
                (MessageText.Of($"has the {MessageText.Plain(fault.FieldName)} '{fault.Text}', whose start is behind its end"),
                    $"{fault.FieldName} {fault.Text}", HelpOfReversed(fault)),
            CronFaultKind.NoStep =>
                (MessageText.Of($"has the {MessageText.Plain(fault.FieldName)} '{fault.Text}', whose step is '{"0"}'"),
                    $"{fault.FieldName} {fault.Text}", "write a step of 1 or more, such as */5"),
            _ => (MessageText.Of(
                $"has the {MessageText.Plain(fault.FieldName)} '{fault.Text}', which must lie within '{fault.Least}' to '{fault.Most}'"),
                $"{fault.FieldName} {fault.Text}", HelpOf(fault)),
        };
        report.Add(schedule, $"the schedule '{text}' of {owner.Text} {message}", label, help);
    }

    // "22-5" means the hours over midnight, "fri-mon" the days over the weekend.
    private static string HelpOfReversed(CronFault fault)
    {
        var parts = fault.Text.Split('/');
        var ends = parts[0].Split('-');
        var step = parts.Length == 2 ? $"/{parts[1]}" : "";
        return $"write {ends[0]}-{CronSchedule.Spell(fault, fault.Most)}{step},{CronSchedule.Spell(fault, fault.Least)}-{ends[1]}{step} for what goes over the end, or {ends[1]}-{ends[0]}{step}";
    }

    private static string HelpOf(CronFault fault) => fault is { FieldName: "day of week", Text: "7" }
        ? "write 0 for Sunday"
        : $"use numbers from {fault.Least} to {fault.Most}, '*', ranges such as {fault.Least}-{fault.Most}, and steps such as */2";

    // The server asks its time zone database.
    private static void TimeZone(WorkloadReport report, Owner owner, Node zone, string name)
    {
        if (name.Length == 0)
        {
            report.Add(zone, $"'spec.timeZone' of {owner.Text} is empty", "empty", "name a time zone, or remove timeZone");
        }
        else if (string.Equals(name, "Local", StringComparison.OrdinalIgnoreCase))
        {
            report.Add(zone, $"'spec.timeZone' of {owner.Text} is '{name}', which is not allowed", "no zone of its own",
                "name a time zone such as Europe/Berlin, or remove timeZone");
        }
        else if (!TimeZones.Has(name))
        {
            UnknownTimeZone(report, owner, zone, name);
        }
    }

    // A server newer than the table may know a city that it lacks.
    private static void UnknownTimeZone(WorkloadReport report, Owner owner, Node zone, string name)
    {
        var meant = TimeZones.Meant(name);
        var isOpen = TimeZones.MayCome(name) && (meant is null || !Spelling.IsOneSlip(name, meant));
        var edit = meant is null ? null : ScalarEdit.Replace(report.Resource.Root, zone, meant);
        report.Add(new ValueProblem(report.Resource, zone, isOpen
            ? MessageText.Of(
                $"'spec.timeZone' of {owner.Text} is '{name}', which the tz database of {MessageText.Plain(TimeZones.Release)} does not have")
            : MessageText.Of($"'spec.timeZone' of {owner.Text} is '{name}', which no time zone database has"))
        {
            Severity = isOpen ? Severity.Warning : Severity.Error,
            Label = "no time zone",
            Effect = isOpen ? "an API server that does not know it either refuses the CronJob" : null,
            Help = meant is not null ? $"did you mean '{meant}'?"
                : TimeZones.IsOffset(name) ? "name a city, such as Europe/Berlin, or Etc/GMT-2 for what is two hours ahead of UTC"
                : "use a name of the tz database, such as Europe/Berlin or Etc/UTC",
            Fix = edit is null ? null : new Fix($"write '{meant}'", [edit], IsSafe: false),
        });
    }
}
