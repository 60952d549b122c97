using Linter.Graph.Walks;
using Linter.Text;

namespace Linter.Engine;

/// <summary>An entry point and what it comes to.</summary>
internal sealed class CountedEntry(EntryPoint point, EntryVerdict verdict)
{
    public EntryPoint Point => point;

    public EntryVerdict Verdict { get; private set; } = verdict;

    /// <summary>Takes in what it comes to in another unit.</summary>
    public void Add(EntryVerdict other)
    {
        if (Rank(other) < Rank(Verdict))
            Verdict = other;
    }

    private static int Rank(EntryVerdict verdict) => verdict switch
    {
        EntryVerdict.Broken => 0,
        EntryVerdict.Doubtful => 1,
        EntryVerdict.Reaches => 2,
        _ => 3,
    };
}

/// <summary>
/// How many entry points come to what. One that several units share counts once, as what it comes to where it is judged best:
/// broken somewhere is broken, and unknown only what is so everywhere.
/// </summary>
internal sealed class EntryTally
{
    // Nearly everywhere a single way opens at a place, whose name then need not be spelt.
    private readonly Dictionary<SourceSpan, CountedEntry> places = [];
    private Dictionary<(SourceSpan At, string Name), CountedEntry>? others;

    public EntryCounts Counts
    {
        get
        {
            var counts = new int[4];
            foreach (var entry in places.Values)
                counts[(int)entry.Verdict]++;
            foreach (var entry in others?.Values ?? (IEnumerable<CountedEntry>)[])
                counts[(int)entry.Verdict]++;
            return new EntryCounts(counts[(int)EntryVerdict.Reaches], counts[(int)EntryVerdict.Doubtful], counts[(int)EntryVerdict.Broken],
                counts[(int)EntryVerdict.Unknown]);
        }
    }

    /// <summary>So many are about to be added.</summary>
    public void Expect(int count) => places.EnsureCapacity(places.Count + count);

    public void Add(CountedEntry entry)
    {
        var (at, point) = (entry.Point.At, entry.Point);
        if (places.TryAdd(at, entry))
            return;

        var first = places[at];
        if (first.Point.Name == point.Name)
            first.Add(entry.Verdict);
        else if (others?.GetValueOrDefault((at, point.Name)) is { } known)
            known.Add(entry.Verdict);
        else
            (others ??= [])[(at, point.Name)] = entry;
    }
}
