using Linter.Graph.Walks;
using Linter.Text;

namespace Linter.Engine;

/// <summary>An entry point and what it comes to.</summary>
internal sealed record CountedEntry(EntryPoint Point, EntryVerdict Verdict);

/// <summary>
/// How many entry points come to what. One that several units share counts once, as what it comes to where it is judged best:
/// broken somewhere is broken, and unknown only what is so everywhere.
/// </summary>
internal sealed class EntryTally
{
    private readonly Dictionary<SourceSpan, Place> places = [];
    private readonly List<Way> ways = [];

    public EntryCounts Counts
    {
        get
        {
            var counts = new int[4];
            foreach (var way in ways)
                counts[(int)way.Verdict]++;
            return new EntryCounts(counts[(int)EntryVerdict.Reaches], counts[(int)EntryVerdict.Doubtful], counts[(int)EntryVerdict.Broken], counts[(int)EntryVerdict.Unknown]);
        }
    }

    public void Add(CountedEntry entry)
    {
        if (!places.TryGetValue(entry.Point.At, out var place))
            places[entry.Point.At] = place = new Place();

        if (place.Find(entry.Point) is { } known)
            known.Add(entry.Verdict);
        else
            ways.Add(place.Add(entry));
    }

    /// <summary>The ways that open at one place: nearly everywhere a single one, whose name then need not be spelt.</summary>
    private sealed class Place
    {
        private Way? first;
        private Dictionary<string, Way>? byName;

        public Way? Find(EntryPoint point) => first is null ? null
            : first.Point.Name == point.Name ? first
            : byName?.GetValueOrDefault(point.Name);

        public Way Add(CountedEntry entry)
        {
            var way = new Way(entry);
            if (first is null)
                first = way;
            else
                (byName ??= new(StringComparer.Ordinal)).Add(entry.Point.Name, way);
            return way;
        }
    }

    private sealed class Way(CountedEntry entry)
    {
        public EntryPoint Point => entry.Point;

        public EntryVerdict Verdict { get; private set; } = entry.Verdict;

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
}
