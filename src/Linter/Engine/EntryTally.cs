using Linter.Graph.Walks;
using Linter.Text;

namespace Linter.Engine;

/// <summary>
/// How many entry points come to what. One that several units share counts once, as what it comes to where it is judged best:
/// broken somewhere is broken, and unknown only what is so everywhere.
/// </summary>
internal sealed class EntryTally
{
    // Nearly every place opens a single way, whose name then need not be spelt.
    private readonly Dictionary<SourceSpan, Entry> first = [];
    private readonly Dictionary<(SourceSpan At, string Name), EntryVerdict> others = [];

    public EntryCounts Counts => EntryCounts.Of(first.Values.Select(entry => entry.Verdict).Concat(others.Values));

    public void Add(EntryPoint entry, EntryVerdict verdict)
    {
        if (!first.TryGetValue(entry.At, out var known))
            first[entry.At] = new Entry(entry, verdict);
        else if (known.Point.Name == entry.Name)
            first[entry.At] = known with { Verdict = Telling(known.Verdict, verdict) };
        else
            others[(entry.At, entry.Name)] = others.TryGetValue((entry.At, entry.Name), out var other) ? Telling(other, verdict) : verdict;
    }

    private static EntryVerdict Telling(EntryVerdict one, EntryVerdict other) => Rank(other) < Rank(one) ? other : one;

    private static int Rank(EntryVerdict verdict) => verdict switch
    {
        EntryVerdict.Broken => 0,
        EntryVerdict.Doubtful => 1,
        EntryVerdict.Reaches => 2,
        _ => 3,
    };

    private readonly record struct Entry(EntryPoint Point, EntryVerdict Verdict);
}
