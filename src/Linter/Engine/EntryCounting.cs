using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Graph.Walks;
using Linter.Text;

namespace Linter.Engine;

/// <summary>Counts what the ways into units come to. Each is walked, judged and let go: there are as many of them as links.</summary>
internal sealed class EntryCounting(LintOptions options)
{
    private readonly EntryTally tally = new();

    /// <summary>What failed, unit by unit.</summary>
    public ImmutableArray<RuleFailure>.Builder Failures { get; } = ImmutableArray.CreateBuilder<RuleFailure>();

    /// <summary>How many come to what.</summary>
    public EntryCounts Counts => tally.Counts;

    /// <summary>Takes in the ways into a unit.</summary>
    /// <param name="graph">The unit.</param>
    /// <param name="findingsOfUnit">Those that count for it; asked only where there is a way in.</param>
    public void Add(LinkGraph graph, Func<List<Finding>> findingsOfUnit)
    {
        if (graph.Services.IsEmpty && graph.Ingresses.IsEmpty && graph.Routes.IsEmpty && !graph.HoldsAny(EntryPoints.CustomRoutes))
            return;

        var (parts, findings) = (GraphPart.Split(graph), findingsOfUnit());
        var counted = new List<CountedEntry>?[parts.Length + 1];
        var failed = new RuleFailure?[counted.Length];
        Workers.Share(
            counted.Length,
            options.WorkersFor(graph.Resources.Length),
            () =>
            {
                var judgement = new EntryJudgement(findings);
                return (Entries: new EntryPoints(graph, isCounted: judgement.IsEmpty), Judgement: judgement);
            },
            (worker, job) => failed[job] = RuleFailure.Of(RuleFailure.EntryPoints, () => counted[job] =
                Judged(job == 0 ? worker.Entries.OfRoutes() : worker.Entries.In(parts[job - 1]), worker.Judgement)));
        Failures.AddRange(failed.OfType<RuleFailure>().Take(1)
            .Select(failure => failure with { Who = "counting the entry points", Effect = "their number is too small" }));
        tally.Expect(counted.Sum(list => list?.Count ?? 0));
        foreach (var list in counted)
            list?.ForEach(tally.Add);
    }

    private static List<CountedEntry> Judged(IEnumerable<Walk> walks, EntryJudgement judgement)
    {
        var judged = new List<CountedEntry>();
        foreach (var walk in walks)
            judged.Add(new CountedEntry(walk.Entry, judgement.VerdictOf(walk)));
        return judged;
    }
}
