namespace Linter.Yaml;

/// <summary>Keys that a mapping gives more than once.</summary>
internal static class DuplicateKeys
{
    /// <summary>Up to here comparing each with each is cheaper than a dictionary.</summary>
    private const int Few = 12;

    /// <summary>For each key given before: the place of the first of its name, its own place, and how many there are by then.</summary>
    public static IEnumerable<(int First, int Again, int Count)> Among(List<MappingKey> keys) =>
        keys.Count <= Few && !AnyTwoEqual(keys) ? [] : Repeated(keys);

    private static bool AnyTwoEqual(List<MappingKey> keys)
    {
        for (var i = 1; i < keys.Count; i++)
        {
            var text = keys[i].Text;
            for (var j = 0; j < i; j++)
            {
                if (text is not null && string.Equals(keys[j].Text, text, StringComparison.Ordinal))
                    return true;
            }
        }

        return false;
    }

    private static List<(int First, int Again, int Count)> Repeated(List<MappingKey> keys)
    {
        var repeated = new List<(int, int, int)>();
        var seen = new Dictionary<string, (int First, int Count)>(keys.Count, StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            // A quoted "<<" is a key like any other; several merges in one mapping are several merges.
            if (keys[i] is not { Text: { } text, IsMerge: false })
                continue;

            if (seen.TryGetValue(text, out var before))
            {
                repeated.Add((before.First, i, before.Count + 1));
                seen[text] = (before.First, before.Count + 1);
            }
            else
            {
                seen.Add(text, (i, 1));
            }
        }

        return repeated;
    }
}
