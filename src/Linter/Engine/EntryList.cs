using System.Collections.Immutable;

namespace Linter.Engine;

/// <summary>Every entry point of a run.</summary>
/// <param name="Walks">Unit by unit.</param>
public sealed record EntryList(ImmutableArray<TracedWalk> Walks)
{
    /// <summary>How many come to what.</summary>
    public EntryCounts Counts
    {
        get
        {
            var tally = new EntryTally();
            foreach (var (_, walk) in Walks)
                tally.Add(new CountedEntry(walk.Entry, walk.Verdict));
            return tally.Counts;
        }
    }

    public static EntryList Of(Inspection inspection) =>
        new([.. inspection.Units.SelectMany(unit => EntryJudgement.Of(unit).Select(walk => new TracedWalk(unit, walk)))]);
}
