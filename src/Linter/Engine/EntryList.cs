using System.Collections.Immutable;
using Linter.Text;

namespace Linter.Engine;

/// <summary>Every entry point of a run.</summary>
/// <param name="Walks">Unit by unit.</param>
public sealed record EntryList(ImmutableArray<TracedWalk> Walks)
{
    /// <summary>How many come to what.</summary>
    public EntryCounts Counts => Count(Walks.Select(one => CountedEntry.Of(one.Walk)));

    public static EntryList Of(Inspection inspection) =>
        new([.. inspection.Units.SelectMany(unit => EntryJudgement.Of(unit).Select(walk => new TracedWalk(unit, walk)))]);

    /// <summary>
    /// One that several units share counts once, as what it comes to where it is judged best: broken somewhere is broken, and
    /// unknown only what is so everywhere.
    /// </summary>
    internal static EntryCounts Count(IEnumerable<CountedEntry> entries) => EntryCounts.Of(entries
        .GroupBy(entry => entry.Shared)
        .Select(same => same.MinBy(entry => Rank(entry.Verdict))!.Verdict));

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

/// <summary>An entry point with what it comes to in one unit: all that a count needs of a walk.</summary>
internal sealed record CountedEntry(SharedEntry Shared, EntryVerdict Verdict)
{
    public static CountedEntry Of(JudgedWalk walk) => new(new SharedEntry(walk.Entry.At, walk.Entry.Name), walk.Verdict);
}
