namespace Linter.Text;

/// <summary>Near names: what a slip of the finger turns into something else.</summary>
public static class Spelling
{
    /// <summary>
    /// The candidate nearest to <paramref name="name"/>, or null when none is near: equal but for case, or one edit away
    /// (two from seven letters on). Ties go to the ordinally first. The name itself is never its own neighbour.
    /// </summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var candidate in candidates)
        {
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
    /// Edits that turn one into the other: insertions, deletions, substitutions and swaps of neighbours
    /// (the optimal string alignment distance). Any number above <paramref name="limit"/> is given as limit + 1.
    /// </summary>
    public static int Distance(string a, string b, int limit = int.MaxValue - 1)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
            return limit + 1;

        Span<int> beforePrevious = stackalloc int[b.Length < 128 ? b.Length + 1 : 0];
        if (beforePrevious.IsEmpty)
            beforePrevious = new int[b.Length + 1];
        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
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

            previous.CopyTo(beforePrevious);
            (previous, current) = (current, previous);
        }

        return Math.Min(previous[b.Length], limit + 1);
    }

    private static bool IsNear(string name, string other, out int distance)
    {
        if (string.Equals(name, other, StringComparison.OrdinalIgnoreCase))
        {
            distance = 0;
            return true;
        }

        var shorter = Math.Min(name.Length, other.Length);
        var limit = shorter switch { < 3 => 0, < 7 => 1, _ => 2 };
        distance = Distance(name, other, limit);
        return distance <= limit && distance > 0;
    }
}
