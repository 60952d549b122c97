using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph.Walks;
using Linter.Text;

namespace Linter.Engine;

/// <summary>What an entry point comes to.</summary>
public enum EntryVerdict
{
    Reaches,

    /// <summary>It reaches pods, but something on the way speaks against its always doing so.</summary>
    Doubtful,

    /// <summary>It ends at a defect.</summary>
    Broken,

    /// <summary>It leads to what these manifests do not show.</summary>
    Unknown,
}

/// <summary>A step of a walk with what the findings say of it.</summary>
/// <param name="Hop">The step.</param>
/// <param name="Mark">What it comes to, findings counted in.</param>
/// <param name="Finding">The finding that breaks it or makes it doubtful; null where none does.</param>
/// <param name="IsBeyond">It lies behind a break: what would follow.</param>
public sealed record JudgedHop(WalkHop Hop, WalkMark Mark, Finding? Finding, bool IsBeyond)
{
    /// <summary>Why it does not count as broken although it looks so; null for nothing.</summary>
    public string? Caution { get; init; }
}

/// <summary>A walk with its verdict.</summary>
/// <param name="Entry">Where it begins.</param>
/// <param name="Hops">Every step.</param>
/// <param name="Verdict">What it comes to.</param>
public sealed record JudgedWalk(EntryPoint Entry, ImmutableArray<JudgedHop> Hops, EntryVerdict Verdict)
{
    /// <summary>The step that decided: the break, what leads out of the unit, the first doubt. Null where all is well.</summary>
    public JudgedHop? Decisive => Hops.FirstOrDefault(hop => !hop.IsBeyond && hop.Mark == Verdict switch
    {
        EntryVerdict.Broken => WalkMark.Broken,
        EntryVerdict.Unknown => WalkMark.Unknown,
        _ => WalkMark.Warn,
    }) ?? Hops.FirstOrDefault(hop => Verdict == EntryVerdict.Doubtful && !hop.IsBeyond && hop.Mark == WalkMark.Unknown);

    /// <summary>The pods that it reaches; those that it would reach where it is broken.</summary>
    public ImmutableArray<WalkPods> Pods => [.. Hops.SelectMany(hop => hop.Hop.Pods)];

    /// <summary>How many pods; null where the manifests do not say.</summary>
    public long? PodCount => Pods.Any(pods => pods.Replicas is null) ? null : Pods.DistinctBy(pods => (pods.Workload.Kind, pods.Workload.Namespace, pods.Workload.Name)).Sum(pods => (long)pods.Replicas!.Value);
}

/// <summary>How many entry points come to what.</summary>
public sealed record EntryCounts(int Reach, int Doubtful, int Broken, int Unknown)
{
    public int Total => Reach + Doubtful + Broken + Unknown;

    public static EntryCounts Of(IEnumerable<EntryVerdict> verdicts)
    {
        var (reach, doubtful, broken, unknown) = (0, 0, 0, 0);
        foreach (var verdict in verdicts)
        {
            switch (verdict)
            {
                case EntryVerdict.Reaches:
                    reach++;
                    break;
                case EntryVerdict.Doubtful:
                    doubtful++;
                    break;
                case EntryVerdict.Broken:
                    broken++;
                    break;
                default:
                    unknown++;
                    break;
            }
        }

        return new EntryCounts(reach, doubtful, broken, unknown);
    }
}

/// <summary>
/// Joins walks with findings: a step that looks broken is so where an error says it, and a step that looks whole is broken
/// where an error says that the cluster refuses what it leads through, or that it never runs.
/// </summary>
public sealed class EntryJudgement
{
    // Errors that take a whole object out: the API server refuses it, or its pods never start or never become ready.
    private static readonly HashSet<string> Refusals = new(StringComparer.Ordinal)
    {
        "removed-api", "missing-field", "wrong-type", "invalid-value", "invalid-name",
        "selector-template-mismatch", "duplicate-container-name", "image-invalid", "mount-path-conflict", "port-name-conflict", "host-port",
        "request-over-limit", "restart-policy", "unschedulable", "volume-not-found", "config-map-not-found", "secret-not-found", "claim-not-found",
        "service-account-not-found", "probe-handler", "probe-not-allowed", "probe-thresholds", "probe-port-name-not-found",
        "headless-contradiction", "node-port-conflict", "node-port-on-wrong-type", "node-port-out-of-range", "service-field-on-wrong-type",
        "service-port-ambiguous", "external-name-invalid",
        "ingress-backend-malformed", "ingress-class-conflict", "ingress-host-invalid", "ingress-path-invalid",
    };

    // Errors that take out only the step at which they stand.
    private static readonly HashSet<string> Breaks = new(StringComparer.Ordinal) { "reference-not-granted", "route-not-allowed", "listener-conflict" };

    // What makes a whole object doubtful.
    private static readonly HashSet<string> Doubts = new(StringComparer.Ordinal)
    {
        "unknown-field", "duplicate-key", "duplicate-resource", "incomplete-resource", "service-without-replicas", "service-selects-unrelated",
        "selectors-overlap", "ingress-class-not-found", "ingress-class-unset", "headless-contradiction", "listener-conflict",
    };

    // Consequences of what another step says, and what is nothing to a request on its way.
    private static readonly HashSet<string> Echoes = new(StringComparer.Ordinal)
    {
        "ingress-path-broken", "route-path-broken", "suppression-unused", "liveness-same-as-readiness", "probe-timeout-over-period",
    };

    // It stands at the target port, and is told where policies are.
    private const string Blocked = "policy-blocks-service";

    private readonly Dictionary<SourceText, Finding[]> bySource;
    private readonly Dictionary<SourceSpan, Finding[]> within = [];
    private readonly Dictionary<WalkSuspects, Finding?> causes = [];
    private readonly Dictionary<WalkSuspects, Objection[]> against = [];

    /// <param name="findings">Those that count for the unit of the walks.</param>
    public EntryJudgement(IEnumerable<Finding> findings) => bySource = findings
        .Where(finding => finding.Severity >= Severity.Warning && !Echoes.Contains(finding.RuleId))
        .SelectMany(BothEnds)
        .GroupBy(finding => finding.Span.Source)
        .ToDictionary(group => group.Key, group => group.OrderBy(finding => finding.Span.Start).ToArray());

    // Of two routes for the same requests the controller keeps one, and nothing says which: both are doubtful.
    private static IEnumerable<Finding> BothEnds(Finding finding) =>
        finding.RuleId == "ingress-route-conflict" ? [finding, .. finding.Related.Take(1).Select(other => finding with { Span = other.Span })] : [finding];

    /// <summary>The entry points of a unit, judged.</summary>
    public static ImmutableArray<JudgedWalk> Of(CheckedUnit unit)
    {
        var judgement = new EntryJudgement(unit.Findings);
        return [.. EntryPoints.Of(unit.Graph).Select(judgement.Judge)];
    }

    public JudgedWalk Judge(Walk walk)
    {
        var hops = ImmutableArray.CreateBuilder<JudgedHop>(walk.Hops.Length);
        HashSet<int>? stopped = null;
        foreach (var hop in walk.Hops)
        {
            var judged = Judge(hop, walk);
            if (stopped is not null && (stopped.Contains(0) || stopped.Contains(hop.Branch)))
                judged = judged with { IsBeyond = true };
            hops.Add(judged);
            if (judged.Mark is WalkMark.Broken or WalkMark.Unknown)
                (stopped ??= []).Add(hop.Branch);
        }

        var result = hops.MoveToImmutable();
        return new JudgedWalk(walk.Entry, result, VerdictOf(result));
    }

    private static EntryVerdict VerdictOf(ImmutableArray<JudgedHop> hops)
    {
        var counting = hops.Where(hop => !hop.IsBeyond).ToList();
        if (counting.Exists(hop => hop.Mark == WalkMark.Broken))
            return EntryVerdict.Broken;

        var arrives = counting.Exists(hop => hop.Hop.Kind == HopKind.Pods && hop.Mark is WalkMark.Ok or WalkMark.Warn);
        if (!arrives)
            return counting.Exists(hop => hop.Mark == WalkMark.Unknown) || !counting.Exists(hop => hop.Mark == WalkMark.Warn) ? EntryVerdict.Unknown : EntryVerdict.Doubtful;
        return counting.Exists(hop => hop.Mark is WalkMark.Warn or WalkMark.Unknown) ? EntryVerdict.Doubtful : EntryVerdict.Reaches;
    }

    private JudgedHop Judge(WalkHop hop, Walk walk)
    {
        if (hop.Mark == WalkMark.Broken)
            return JudgeBreak(hop);
        if (bySource.Count == 0)
            return new JudgedHop(hop, hop.Mark, null, IsBeyond: false);

        var found = hop.Suspects.Select(suspects => Worst(suspects, hop, walk)).ToList();
        var breaks = found.Count > 0 && (hop.HasAlternatives ? found.TrueForAll(IsBreak) : found.Exists(IsBreak));
        var decisive = found.Find(one => breaks ? IsBreak(one) : one is not null);
        var mark = breaks ? WalkMark.Broken
            : decisive is not null && hop.Mark is WalkMark.Ok ? WalkMark.Warn
            : hop.Mark;
        return new JudgedHop(hop, mark, decisive?.Finding, IsBeyond: false);
    }

    private JudgedHop JudgeBreak(WalkHop hop)
    {
        var found = hop.Suspects.Select(CauseOf).OfType<Finding>().ToList();
        if (found.Find(cause => cause.Severity == Severity.Error) is { } error)
            return new JudgedHop(hop, WalkMark.Broken, error, IsBeyond: false);
        if (found.Count > 0)
            return new JudgedHop(hop, hop.Warned ?? hop.Otherwise, found[0], IsBeyond: false);

        return new JudgedHop(hop, hop.Otherwise, null, IsBeyond: false)
        {
            Caution = hop.Otherwise == WalkMark.Broken ? null : "no finding reports it: it may exist elsewhere, or its rule is off or suppressed here",
        };
    }

    private Finding? CauseOf(WalkSuspects suspects)
    {
        if (!causes.TryGetValue(suspects, out var cause))
            causes[suspects] = cause = FindCause(suspects);
        return cause;
    }

    // The rules that are known to say it, then what else makes the place unusable.
    private Finding? FindCause(WalkSuspects suspects)
    {
        Finding? best = null;
        foreach (var finding in suspects.Areas.SelectMany(area => FindingsIn(area)))
        {
            var isCause = suspects.Causes.Contains(finding.RuleId, StringComparer.Ordinal);
            if ((isCause || (!suspects.IsWhole && Refusals.Contains(finding.RuleId))) && (best is null || finding.Severity > best.Severity))
                best = finding;
        }

        return best;
    }

    // What stands within a step of its own is told there.
    private Objection? Worst(WalkSuspects suspects, WalkHop hop, Walk walk) => Array.Find(
        AgainstOf(suspects),
        one => !suspects.IsWhole || (!IsOfOtherStep(one.Finding, hop, walk) && !IsOfOtherPort(one.Finding, walk)));

    private static bool IsBreak(Objection? one) => one is { Breaks: true };

    private static bool IsOfOtherStep(Finding finding, WalkHop hop, Walk walk) => walk.Hops.Any(other =>
        !ReferenceEquals(other, hop) && other.Suspects.Any(own => !own.IsWhole && own.Areas.Any(area => area.Contains(finding.Span))));

    // It warns of one port of a headless Service.
    private static bool IsOfOtherPort(Finding finding, Walk walk) =>
        finding is { RuleId: "headless-contradiction", Severity: Severity.Warning } && !walk.Hops.Any(hop => hop.Kind == HopKind.Port && hop.At == finding.Span);

    // What speaks against a step, breaks first.
    private Objection[] AgainstOf(WalkSuspects suspects)
    {
        if (!against.TryGetValue(suspects, out var found))
        {
            against[suspects] = found =
            [
                .. suspects.Areas.SelectMany(area => FindingsIn(area))
                    .Where(finding => finding.RuleId != Blocked || suspects.Causes.Contains(Blocked, StringComparer.Ordinal))
                    .Select(finding => new Objection(finding, finding.Severity == Severity.Error && (Refusals.Contains(finding.RuleId) || (!suspects.IsWhole && Breaks.Contains(finding.RuleId)))))
                    .Where(one => one.Breaks || !suspects.IsWhole || Doubts.Contains(one.Finding.RuleId))
                    .OrderByDescending(one => one.Breaks),
            ];
        }

        return found;
    }

    private Finding[] FindingsIn(SourceSpan area)
    {
        if (!bySource.TryGetValue(area.Source, out var all))
            return [];
        if (within.TryGetValue(area, out var found))
            return found;

        var list = new List<Finding>();
        for (var i = FirstFrom(all, area.Start); i < all.Length && all[i].Span.Start <= area.End; i++)
        {
            if (area.Contains(all[i].Span))
                list.Add(all[i]);
        }

        return within[area] = [.. list];
    }

    private static int FirstFrom(Finding[] findings, int start)
    {
        var (low, high) = (0, findings.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (findings[middle].Span.Start < start)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>What speaks against a step, and whether it breaks it.</summary>
    private sealed record Objection(Finding Finding, bool Breaks);
}
