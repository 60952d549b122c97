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
    public long? PodCount =>
        Pods.Any(pods => pods.Replicas is null)
            ? null
            : Pods.DistinctBy(pods => (pods.Workload.Kind, pods.Workload.Namespace, pods.Workload.Name))
                .Sum(pods => (long)pods.Replicas!.Value);
}

/// <summary>How many entry points come to what.</summary>
public sealed record EntryCounts(int Reach, int Doubtful, int Broken, int Unknown)
{
    public int Total => Reach + Doubtful + Broken + Unknown;
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
        "request-over-limit", "restart-policy", "unschedulable", "volume-not-found", "config-map-not-found", "secret-not-found",
        "claim-not-found",
        "service-account-not-found", "probe-handler", "probe-not-allowed", "probe-thresholds", "probe-port-name-not-found",
        "headless-contradiction", "node-port-conflict", "node-port-on-wrong-type", "node-port-out-of-range", "service-field-on-wrong-type",
        "service-port-ambiguous", "external-name-invalid",
        "ingress-backend-malformed", "ingress-class-conflict", "ingress-host-invalid", "ingress-path-invalid",
    };

    // Errors that take out only the step at which they stand.
    private static readonly HashSet<string> Breaks = new(StringComparer.Ordinal) { "reference-not-granted", "route-not-allowed",
        "listener-conflict" };

    // What makes a whole object doubtful.
    private static readonly HashSet<string> Doubts = new(StringComparer.Ordinal)
    {
        "unknown-field", "duplicate-key", "duplicate-resource", "incomplete-resource", "service-without-replicas",
        "service-selects-unrelated",
        "selectors-overlap", "ingress-class-not-found", "ingress-class-unset", "headless-contradiction", "listener-conflict",
    };

    // Consequences of what another step says, and what is nothing to a request on its way.
    private static readonly HashSet<string> Echoes = new(StringComparer.Ordinal)
    {
        "ingress-path-broken", "route-path-broken", "suppression-unused", "liveness-same-as-readiness", "probe-timeout-over-period",
    };

    // It stands at the target port, and is told where policies are.
    private const string Blocked = "policy-blocks-service";

    private const string Unreported = "no finding reports it: it may exist elsewhere, or its rule is off or suppressed here";

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

    /// <summary>No finding speaks against any step.</summary>
    internal bool IsEmpty => bySource.Count == 0;

    private static IEnumerable<Finding> BothEnds(Finding finding) =>
        finding.IsOfBothEnds ? [finding, .. finding.Related.Take(1).Select(other => finding with { Span = other.Span })] : [finding];

    /// <summary>The entry points of a unit, judged.</summary>
    public static ImmutableArray<JudgedWalk> Of(CheckedUnit unit)
    {
        var judgement = new EntryJudgement(unit.Findings);
        return [.. EntryPoints.Of(unit.Graph).Select(judgement.Judge)];
    }

    public JudgedWalk Judge(Walk walk)
    {
        var hops = ImmutableArray.CreateBuilder<JudgedHop>(walk.Hops.Length);
        var verdict = Judge(walk, hops);
        return new JudgedWalk(walk.Entry, hops.MoveToImmutable(), verdict);
    }

    /// <summary>What a walk comes to, where nobody wants to know of its steps.</summary>
    public EntryVerdict VerdictOf(Walk walk) => Judge(walk, judged: null);

    private EntryVerdict Judge(Walk walk, ImmutableArray<JudgedHop>.Builder? judged)
    {
        var course = default(Course);
        foreach (var hop in walk.Hops)
        {
            var (mark, finding) = hop.Mark == WalkMark.Broken ? JudgeBreak(hop) : Judge(hop, walk);
            var isBeyond = course.Pass(hop, mark);
            judged?.Add(new JudgedHop(hop, mark, finding, isBeyond)
            {
                Caution = hop.Mark == WalkMark.Broken && mark != WalkMark.Broken && finding is null ? Unreported : null,
            });
        }

        return course.Verdict;
    }

    private (WalkMark Mark, Finding? Finding) Judge(WalkHop hop, Walk walk)
    {
        if (IsEmpty)
            return (hop.Mark, null);

        // Many ways may come to the same pods: as soon as it is known what a step comes to, the rest of them is not asked.
        var (isUnbroken, firstBreak, first) = (false, (Objection?)null, (Objection?)null);
        foreach (var suspects in hop.Suspects)
        {
            var one = Worst(suspects, hop, walk);
            first ??= one;
            if (one is { Breaks: true })
                firstBreak ??= one;
            else
                isUnbroken = true;
            if (hop.HasAlternatives ? isUnbroken && first is not null : firstBreak is not null)
                break;
        }

        return firstBreak is not null && !(hop.HasAlternatives && isUnbroken) ? (WalkMark.Broken, firstBreak.Finding)
            : (first is not null && hop.Mark is WalkMark.Ok ? WalkMark.Warn : hop.Mark, first?.Finding);
    }

    private (WalkMark Mark, Finding? Finding) JudgeBreak(WalkHop hop)
    {
        Finding? first = null;
        foreach (var suspects in hop.Suspects)
        {
            var cause = CauseOf(suspects);
            if (cause is { Severity: Severity.Error })
                return (WalkMark.Broken, cause);
            first ??= cause;
        }

        return first is null ? (hop.Otherwise, null) : (hop.Warned ?? hop.Otherwise, first);
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

    private static bool IsOfOtherStep(Finding finding, WalkHop hop, Walk walk) => walk.Hops.Any(other =>
        !ReferenceEquals(other, hop) && other.Suspects.Any(own => !own.IsWhole && own.Areas.Any(area => area.Contains(finding.Span))));

    // It warns of one port of a headless Service.
    private static bool IsOfOtherPort(Finding finding, Walk walk) =>
        finding is { RuleId: "headless-contradiction", Severity: Severity.Warning }
        && !walk.Hops.Any(hop => hop.Kind == HopKind.Port && hop.At == finding.Span);

    // What speaks against a step, breaks first.
    private Objection[] AgainstOf(WalkSuspects suspects)
    {
        if (!HasFindings(suspects))
            return [];
        if (!against.TryGetValue(suspects, out var found))
        {
            against[suspects] = found =
            [
                .. suspects.Areas.SelectMany(area => FindingsIn(area))
                    .Where(finding => finding.RuleId != Blocked || suspects.Causes.Contains(Blocked, StringComparer.Ordinal))
                    .Select(finding => new Objection(finding,
                        finding.Severity == Severity.Error
                            && (Refusals.Contains(finding.RuleId) || (!suspects.IsWhole && Breaks.Contains(finding.RuleId)))))
                    .Where(one => one.Breaks || !suspects.IsWhole || Doubts.Contains(one.Finding.RuleId))
                    .OrderByDescending(one => one.Breaks),
            ];
        }

        return found;
    }

    private bool HasFindings(WalkSuspects suspects)
    {
        foreach (var area in suspects.Areas)
        {
            if (bySource.ContainsKey(area.Source))
                return true;
        }

        return false;
    }

    private Finding[] FindingsIn(SourceSpan area)
    {
        if (!bySource.TryGetValue(area.Source, out var all))
            return [];
        if (within.TryGetValue(area, out var found))
            return found;

        List<Finding> list = [];
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

    /// <summary>What a walk comes to, step by step.</summary>
    private struct Course
    {
        private bool isStopped;
        private HashSet<int>? stopped;
        private bool breaks;
        private bool arrives;
        private bool isUnknown;
        private bool isDoubtful;

        public readonly EntryVerdict Verdict => breaks ? EntryVerdict.Broken
            : arrives ? isDoubtful || isUnknown ? EntryVerdict.Doubtful : EntryVerdict.Reaches
            : isDoubtful && !isUnknown ? EntryVerdict.Doubtful
            : EntryVerdict.Unknown;

        /// <summary>Takes in the next step; true where it lies behind a break, and says nothing of the whole.</summary>
        public bool Pass(WalkHop hop, WalkMark mark)
        {
            var isBeyond = isStopped || stopped?.Contains(hop.Branch) == true;
            if (mark is WalkMark.Broken or WalkMark.Unknown)
                Stop(hop.Branch);
            if (isBeyond)
                return true;

            breaks |= mark == WalkMark.Broken;
            arrives |= hop.Kind == HopKind.Pods && mark is WalkMark.Ok or WalkMark.Warn;
            isUnknown |= mark == WalkMark.Unknown;
            isDoubtful |= mark == WalkMark.Warn;
            return false;
        }

        private void Stop(int branch)
        {
            if (branch == 0)
                isStopped = true;
            else
                (stopped ??= []).Add(branch);
        }
    }

    /// <summary>What speaks against a step, and whether it breaks it.</summary>
    private sealed record Objection(Finding Finding, bool Breaks);
}
