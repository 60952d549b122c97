using System.Numerics;

namespace Linter.Text;

/// <summary>Near names: what a slip of the finger turns into something else.</summary>
public static class Spelling
{
    /// <summary>
    /// How many candidates one search looks at where names are searched for again and again: beyond it a hint is worth less
    /// than the time.
    /// </summary>
    internal const int MostCandidates = 512;

    /// <summary>
    /// The candidate nearest to <paramref name="name"/>, or null when none is near: equal but for case, or one edit away
    /// (two from seven letters on). Ties go to the ordinally first. The name itself is never its own neighbour.
    /// </summary>
    /// <param name="name">What was written.</param>
    /// <param name="candidates">What may have been meant.</param>
    /// <param name="most">How many of the candidates are looked at.</param>
    public static string? Nearest(string name, IEnumerable<string> candidates, int most = MostCandidates)
    {
        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var candidate in candidates)
        {
            if (most-- == 0)
                break;
            if (string.Equals(candidate, name, StringComparison.Ordinal) || !IsNear(name, candidate, out var distance))
                continue;

            if (distance < bestDistance || (distance == bestDistance && string.CompareOrdinal(candidate, best) < 0))
                (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    /// <summary>Whether one of two different names may be a slip for the other; the same test as <see cref="Nearest"/>.</summary>
    public static bool IsNear(string name, string other) => IsNear(name, other, out _);

    /// <summary>
    /// The one of these words that a single slip of the finger has turned into <paramref name="word"/>: one edit away, or equal
    /// but for case. Null where the word is one of them, and where none or several are that near. Short words are as near to
    /// others by chance: below four letters only two that changed places count.
    /// </summary>
    internal static string? Slipped(string word, IEnumerable<string> words)
    {
        string? found = null;
        foreach (var other in words)
        {
            if (other == word)
                return null;
            if (!IsOneSlip(word, other))
                continue;
            if (found is not null && found != other)
                return null;
            found = other;
        }

        return found;
    }

    /// <summary>
    /// Whether a single slip of the finger turns one of two different words into the other; the same test as <see cref="Slipped"/>.
    /// </summary>
    internal static bool IsOneSlip(string word, string other) =>
        string.Equals(word, other, StringComparison.OrdinalIgnoreCase)
        || (Distance(word, other, limit: 1) == 1 && (Math.Min(word.Length, other.Length) > 3 || AreSwapped(word, other)));

    /// <summary>Two letters changed places, and nothing else differs.</summary>
    internal static bool AreSwapped(string word, string other) =>
        word.Length == other.Length && Distance(word, other, limit: 1) == 1
        && word.Zip(other).Count(pair => pair.First != pair.Second) == 2;

    /// <summary>
    /// Edits that turn one into the other: insertions, deletions, substitutions and swaps of neighbours
    /// (the optimal string alignment distance). Any number above <paramref name="limit"/> is given as limit + 1.
    /// </summary>
    public static int Distance(string a, string b, int limit = int.MaxValue - 1) => Distance(a.AsSpan(), b.AsSpan(), limit);

    private static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
            return limit + 1;

        // What both begin and end with alike takes no edits.
        var start = a.CommonPrefixLength(b);
        a = a[start..];
        b = b[start..];
        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }

        if (a.IsEmpty || b.IsEmpty)
            return a.Length + b.Length;

        var width = b.Length + 1;
        Span<int> rows = width <= 64 ? stackalloc int[3 * width] : new int[3 * width];
        var beforePrevious = rows[..width];
        var previous = rows[width..(2 * width)];
        var current = rows[(2 * width)..];
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var value = Math.Min(Math.Min(current[j - 1] + 1, previous[j] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    value = Math.Min(value, beforePrevious[j - 2] + 1);
                current[j] = value;
                least = Math.Min(least, value);
            }

            if (least > limit)
                return limit + 1;

            var oldest = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = oldest;
        }

        return Math.Min(previous[b.Length], limit + 1);
    }

    /// <summary>How many edits may turn one of two names into the other by a slip of the finger.</summary>
    internal static int Limit(int length, int otherLength) => Math.Min(length, otherLength) switch { < 3 => 0, < 7 => 1, _ => 2 };

    /// <summary>
    /// Which letters a name has, whatever their case and order. An edit changes at most two of them, so that names whose
    /// letters differ in more than twice the limit are not near.
    /// </summary>
    internal static ulong Letters(string name)
    {
        var letters = 0UL;
        foreach (var letter in name)
            letters |= 1UL << (char.ToUpperInvariant(letter) & 63);
        return letters;
    }

    private static bool IsNear(string name, string other, out int distance)
    {
        if (string.Equals(name, other, StringComparison.OrdinalIgnoreCase))
        {
            distance = 0;
            return true;
        }

        var limit = Limit(name.Length, other.Length);
        distance = limit + 1;
        if (limit == 0 || Math.Abs(name.Length - other.Length) > limit)
            return false;

        distance = Distance(name, other, limit);
        return distance <= limit && distance > 0;
    }
}

/// <summary>Names to look for near ones among, many times: most are told by their length and letters not to be near.</summary>
internal sealed class NearIndex
{
    private readonly (string Name, ulong Letters)[] names;

    public NearIndex(IEnumerable<string> names) => this.names = [.. names.Select(name => (name, Spelling.Letters(name)))];

    public IEnumerable<string> Names => names.Select(entry => entry.Name);

    /// <summary>Those that are near, in order; the same test as <see cref="Spelling.IsNear(string, string)"/>.</summary>
    public List<string> Near(string name)
    {
        var found = new List<string>();
        var letters = Spelling.Letters(name);
        foreach (var (other, its) in names)
        {
            var limit = Spelling.Limit(name.Length, other.Length);
            if (Math.Abs(name.Length - other.Length) <= limit && BitOperations.PopCount(letters ^ its) <= 2 * limit
                && Spelling.IsNear(name, other))
            {
                found.Add(other);
            }
        }

        return found;
    }

    /// <summary>The nearest of them; null where none is near. See <see cref="Spelling.Nearest"/>.</summary>
    public string? Nearest(string name) => Spelling.Nearest(name, Near(name));
}
