using System.Collections.Immutable;
using Linter.Text;

namespace Linter.Engine;

/// <summary>Every entry point of a run.</summary>
/// <param name="Walks">Unit by unit.</param>
public sealed record EntryList(ImmutableArray<TracedWalk> Walks)
{
    /// <summary>How many come to what.</summary>
    public EntryCounts Counts => Count(Walks.Select(one => one.Walk));

    public static EntryList Of(Inspection inspection) =>
        new([.. inspection.Units.SelectMany(unit => EntryJudgement.Of(unit).Select(walk => new TracedWalk(unit, walk)))]);

    /// <summary>
    /// One that several units share counts once, as what it comes to where it is judged best: broken somewhere is broken, and
    /// unknown only what is so everywhere.
    /// </summary>
    internal static EntryCounts Count(IEnumerable<JudgedWalk> walks) => EntryCounts.Of(walks
        .GroupBy(walk => new SharedEntry(walk.Entry.At, walk.Entry.Name))
        .Select(same => same.Select(walk => walk.Verdict).Aggregate(Best)));

    /// <summary>What counts of two verdicts on one entry point.</summary>
    internal static EntryVerdict Best(EntryVerdict one, EntryVerdict other) => Rank(other) < Rank(one) ? other : one;

    private static int Rank(EntryVerdict verdict) => verdict switch
    {
        EntryVerdict.Broken => 0,
        EntryVerdict.Doubtful => 1,
        EntryVerdict.Reaches => 2,
        _ => 3,
    };
}

/// <summary>What makes entry points of several units one.</summary>
internal sealed record SharedEntry(SourceSpan At, string Name);
