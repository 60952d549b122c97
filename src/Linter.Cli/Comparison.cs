using System.Collections.Immutable;
using Linter.Findings;
using Linter.Reporting;

namespace Linter.Cli;

/// <summary>A finding that was not there before.</summary>
/// <param name="Finding">As it is now.</param>
/// <param name="Was">The same defect when it was less grave; null where there was none.</param>
internal sealed record NewFinding(Finding Finding, Finding? Was);

/// <summary>
/// Two runs side by side: what is new, what was there, what is gone. A finding is known again by rule, resource and YAML
/// path; failing that by its words, within its resource or within a file that moved.
/// </summary>
internal sealed class Comparison
{
    // From the surest to the least sure way of knowing a finding again; null where a way does not apply.
    private static readonly Func<Known, (string, string, string)?>[] Ways =
    [
        known => (known.Identity, known.Words, known.Path),
        known => (known.Identity, known.Words, ""),
        known => (known.Identity, "", known.Path),
        known => (known.Identity, "", ""),
        known => known.Finding.Subject is { } subject
            ? (known.Finding.RuleId, $"{subject.Namespace}/{subject.Kind}/{subject.Name}", known.Words)
            : null,
        known => known is { IsMoved: true, Finding.Subject: null } ? (known.Finding.RuleId, known.Words, known.Line) : null,
    ];

    private Comparison(ImmutableArray<NewFinding> added, int olderCount, int goneCount) =>
        (Added, OlderCount, GoneCount) = (added, olderCount, goneCount);

    /// <summary>In the order of the run.</summary>
    public ImmutableArray<NewFinding> Added { get; }

    public int OlderCount { get; }

    public int GoneCount { get; }

    public static Comparison Of(
        ImmutableArray<Finding> now, IEnumerable<string> pathsNow, ImmutableArray<Finding> then, IEnumerable<string> pathsThen)
    {
        var (here, there) = (pathsNow.ToHashSet(StringComparer.Ordinal), pathsThen.ToHashSet(StringComparer.Ordinal));
        var left = Know(then, here);
        var unmatched = Know(now, there);
        var matches = new Dictionary<Finding, Finding>(ReferenceEqualityComparer.Instance);
        foreach (var way in Ways)
        {
            var queues = left.Where(known => way(known) is not null).GroupBy(known => way(known)!.Value)
                .ToDictionary(group => group.Key, group => new Queue<Known>(group));
            var taken = new HashSet<Known>(ReferenceEqualityComparer.Instance);
            foreach (var known in unmatched)
            {
                if (way(known) is not { } key || !queues.TryGetValue(key, out var queue) || !queue.TryDequeue(out var match))
                    continue;

                matches.Add(known.Finding, match.Finding);
                taken.Add(match);
            }

            left.RemoveAll(taken.Contains);
            unmatched.RemoveAll(known => matches.ContainsKey(known.Finding));
        }

        var added = now.Select(finding => new NewFinding(finding, matches.GetValueOrDefault(finding)))
            .Where(pair => pair.Was is null || pair.Finding.Severity > pair.Was.Severity)
            .ToImmutableArray();
        return new Comparison(added, now.Length - added.Length, left.Count);
    }

    private static List<Known> Know(ImmutableArray<Finding> findings, HashSet<string> pathsOfTheOther) =>
        [.. findings.Zip(FindingIdentity.Of(findings),
            (finding, identity) => new Known(finding, Unnumbered(identity), !pathsOfTheOther.Contains(finding.Span.Source.Path)))];

    // Repetitions are numbered in the order of the run, which another repetition before them changes.
    private static string Unnumbered(string identity) =>
        identity.LastIndexOf(':') is > 0 and var colon ? identity[..colon] : identity;

    /// <param name="Finding">The finding.</param>
    /// <param name="Identity">Rule, resource and field.</param>
    /// <param name="IsMoved">Its file is not there in the other run.</param>
    private sealed record Known(Finding Finding, string Identity, bool IsMoved)
    {
        public string Path => Finding.Span.Source.Path;

        public string Words => Finding.Message.Text;

        public string Line => Finding.Span.Source.Line(Finding.Span.From.Line).ToString();
    }
}
