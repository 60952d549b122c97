using System.Globalization;
using Linter.Findings;
using Linter.Manifests;
using Linter.Schema;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Deployment, ReplicaSet, StatefulSet, DaemonSet and ReplicationController
/// (k8s.io/kubernetes pkg/apis/apps/validation/validation.go, pkg/apis/core/validation/validation.go).
/// </summary>
internal static class WorkloadValuesControllers
{
    private const string RollingUpdate = "RollingUpdate";

    private static readonly ClosedSet DeploymentStrategies = new(true, "Recreate", RollingUpdate);
    private static readonly ClosedSet UpdateStrategies = new(true, RollingUpdate, "OnDelete");
    private static readonly ClosedSet PodManagement = new(true, "OrderedReady", "Parallel");
    private static readonly ClosedSet Retention = new(true, "Retain", "Delete");

    public static void Check(WorkloadReport report)
    {
        var kind = report.Resource.Kind;
        if (report.Resource.Find(Resource.Paths.Spec) is not { IsMapping: true } spec)
            return;

        var owner = report.Whole;
        if (kind == Kinds.Deployment)
            Deployment(report, owner, spec);
        else if (kind == Kinds.StatefulSet)
            StatefulSet(report, owner, spec);
        else if (kind == Kinds.DaemonSet)
            DaemonSet(report, owner, spec);
        else if (kind == Kinds.ReplicaSet)
            WorkloadSelectors.Required(report, owner, spec);
        else if (kind != Kinds.ReplicationController)
            return;

        report.AtLeast(owner, spec, "replicas", 0);
        report.AtLeast(owner, spec, "minReadySeconds", 0);
        report.AtLeast(owner, spec, "revisionHistoryLimit", 0);
    }

    private static void Deployment(WorkloadReport report, Owner owner, Node spec)
    {
        WorkloadSelectors.Required(report, owner, spec);
        Deadline(report, owner, spec);
        if (spec.Find("strategy") is not { IsMapping: true } strategy)
            return;

        report.OneOf(owner, strategy, "type", DeploymentStrategies);
        if (strategy.FindEntry(RollingUpdateField) is not { Value.IsNull: false } rolling)
            return;

        if (strategy.Find("type") is { } type && type.Is("Recreate"))
        {
            report.Add(new ValueProblem(report.Resource, rolling.Key,
                MessageText.Of($"{owner.Text} has 'rollingUpdate' beside the strategy '{type.Value:1}'"))
            {
                Label = "only for RollingUpdate",
                Related = new RelatedSpan(type.Span, "the strategy's type"),
                Help = "remove rollingUpdate, or set the type to RollingUpdate",
            });
        }
        else
        {
            Steps(report, owner, rolling.Value, "maxUnavailable", "maxSurge", surgeAlone: false);
        }
    }

    private const string RollingUpdateField = "rollingUpdate";

    // progressDeadlineSeconds defaults to 600 and must be more than minReadySeconds.
    private static void Deadline(WorkloadReport report, Owner owner, Node spec)
    {
        report.AtLeast(owner, spec, "progressDeadlineSeconds", 0);
        var given = spec.Find("progressDeadlineSeconds");
        var deadline = given is null || given.Value.IsNull ? 600 : WorkloadReport.Integer(given);
        var ready = spec.Find("minReadySeconds") is { IsNull: false } some ? some : (Node?)null;
        var seconds = ready is null ? 0 : WorkloadReport.Integer(ready);
        if (seconds is null || deadline is not (>= 0) || deadline > seconds)
            return;

        var isGiven = given is { IsNull: false };
        report.Add(new ValueProblem(report.Resource, isGiven ? given!.Value : ready!.Value, isGiven
            ? MessageText.Of(
                $"'spec.progressDeadlineSeconds' of {owner.Text} is '{WorkloadReport.Spell(deadline.Value)}', but must be more than minReadySeconds, {(ready is null ? MessageText.Plain("which is 0 where it is not given") : MessageText.Of($"'{WorkloadReport.Spell(seconds.Value):1}'"))}")
            : MessageText.Of(
                $"'spec.minReadySeconds' of {owner.Text} is '{WorkloadReport.Spell(seconds.Value)}', but must be less than progressDeadlineSeconds, which is '600' where it is not given"))
        {
            Label = isGiven ? "too short" : "not less than 600",
            Related = isGiven && ready is { } named ? new RelatedSpan(named.Span, "minReadySeconds") : null,
            Help = "set progressDeadlineSeconds to more than minReadySeconds",
        });
    }

    private static void StatefulSet(WorkloadReport report, Owner owner, Node spec)
    {
        WorkloadSelectors.Required(report, owner, spec);
        report.OneOf(owner, spec, "podManagementPolicy", PodManagement);
        if (report.KubernetesMinor >= 34)
            report.Named(owner, spec, "serviceName", NameGrammar.DnsSubdomain);
        if (spec.Find("ordinals") is { } ordinals)
            report.AtLeast(owner, ordinals, "start", 0);
        if (spec.Find("persistentVolumeClaimRetentionPolicy") is { } retention)
        {
            report.OneOf(owner, retention, "whenDeleted", Retention);
            report.OneOf(owner, retention, "whenScaled", Retention);
        }

        if (Strategy(report, owner, spec) is { } rolling)
        {
            report.AtLeast(owner, rolling, "partition", 0);
            Share(report, owner, rolling, "maxUnavailable");
            // Before, the field was dropped unless a feature gate (MaxUnavailableStatefulSet) kept it.
            const int FieldServed = 35;
            if (report.KubernetesMinor >= FieldServed && rolling.Find("maxUnavailable") is { } down && IsZero(down))
            {
                report.Add(down, $"'maxUnavailable' of {owner.Text} is '{down.Value}', so that no pod could ever be replaced",
                    "cannot be 0", "set it to 1 or more");
            }
        }
    }

    private static void DaemonSet(WorkloadReport report, Owner owner, Node spec)
    {
        WorkloadSelectors.Required(report, owner, spec);
        if (Strategy(report, owner, spec) is { } rolling)
            Steps(report, owner, rolling, "maxUnavailable", "maxSurge", surgeAlone: true);
    }

    private static Node? Strategy(WorkloadReport report, Owner owner, Node spec)
    {
        if (spec.Find("updateStrategy") is not { IsMapping: true } strategy)
            return null;

        report.OneOf(owner, strategy, "type", UpdateStrategies);
        if (strategy.FindEntry(RollingUpdateField) is not { Value.IsNull: false } rolling)
            return null;

        if (strategy.Find("type") is not { } type || !type.Is("OnDelete"))
            return rolling.Value;

        // A DaemonSet's is not looked at then.
        if (report.Resource.Kind == Kinds.StatefulSet)
        {
            report.Add(new ValueProblem(report.Resource, rolling.Key,
                MessageText.Of($"{owner.Text} has 'rollingUpdate' beside the update strategy '{type.Value:1}'"))
            {
                Label = "only for RollingUpdate",
                Related = new RelatedSpan(type.Span, "the strategy's type"),
                Help = "remove rollingUpdate, or set the type to RollingUpdate",
            });
        }

        return null;
    }

    /// <param name="surgeAlone">A DaemonSet's: only one of the two may differ from 0, and maxSurge defaults to 0.</param>
    private static void Steps(WorkloadReport report, Owner owner, Node rolling, string unavailable, string surge, bool surgeAlone)
    {
        Share(report, owner, rolling, unavailable);
        Share(report, owner, rolling, surge);
        var (down, up) = (rolling.Find(unavailable), rolling.Find(surge));
        var downIsZero = IsZero(down);
        var upIsZero = IsZero(up) || (surgeAlone && up is null or { IsNull: true });
        if (downIsZero && upIsZero)
        {
            report.Add(new ValueProblem(report.Resource, down!.Value, up is { IsNull: false } written
                ? MessageText.Of(
                    $"'maxUnavailable' of {owner.Text} is '{down.Value.Value}' and 'maxSurge' is '{written.Value:1}', so that no pod could ever be replaced")
                : MessageText.Of(
                    $"'maxUnavailable' of {owner.Text} is '{down.Value.Value}', and so is 'maxSurge', which is not given: no pod could ever be replaced"))
            {
                Label = "both are 0",
                Related = up is { IsNull: false } other ? new RelatedSpan(other.Span, "maxSurge") : null,
                Help = "let one of the two be more than 0",
            });
        }
        else if (surgeAlone && up is { IsNull: false } both && !upIsZero && IsShare(both) && !downIsZero
            && (down is null || IsShare(down.Value)))
        {
            report.Add(new ValueProblem(report.Resource, both, down is { IsNull: false } other
                ? MessageText.Of(
                    $"'maxSurge' of {owner.Text} is '{both.Value}' and 'maxUnavailable' is '{other.Value:1}', but a DaemonSet takes only one of them")
                : MessageText.Of(
                    $"'maxSurge' of {owner.Text} is '{both.Value}', but 'maxUnavailable' is '1' where it is not given, and a DaemonSet takes only one of them"))
            {
                Label = "beside maxUnavailable",
                Related = down is { IsNull: false } first ? new RelatedSpan(first.Span, "maxUnavailable") : null,
                Help = "set maxUnavailable to 0",
            });
        }
    }

    /// <summary>A number from 0 on, or a percentage; maxUnavailable at most 100% (IsNotMoreThan100Percent).</summary>
    private static void Share(WorkloadReport report, Owner owner, Node rolling, string field)
    {
        if (rolling.Find(field) is not { IsScalar: true, IsNull: false } value)
            return;

        if (WorkloadReport.Integer(value) is not null)
        {
            report.AtLeast(owner, rolling, field, 0);
        }
        else if (WorkloadReport.Text(value) is { } text)
        {
            if (Percent(text) is not { } percent)
            {
                report.Add(value,
                    $"'{owner.PathOf(value, field)}' of {owner.Text} is '{text}', but must be a number or a percentage such as '25%'",
                    "no percentage", "write a number without quotes, or digits and '%'");
            }
            else if (percent > 100 && field == "maxUnavailable")
            {
                report.Add(value, $"'{owner.PathOf(value, field)}' of {owner.Text} is '{text}', but '100%' is the most", "more than 100%",
                    "set it to 100% or less");
            }
        }
    }

    private static bool IsShare(Node value) =>
        WorkloadReport.Integer(value) is >= 0 || (WorkloadReport.Text(value) is { } text && Percent(text) is not null);

    private static bool IsZero(Node? value) =>
        WorkloadReport.Integer(value) is 0 || (WorkloadReport.Text(value) is { } text && Percent(text) is 0);

    private static long? Percent(string text) =>
        text.Length > 1 && text[^1] == '%' && text[..^1].All(char.IsAsciiDigit)
        && long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
