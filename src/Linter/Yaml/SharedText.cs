namespace Linter.Yaml;

/// <summary>
/// One string for text that manifests repeat, such as the names of fields, kinds and labels: a few of them are kept a thread.
/// </summary>
internal static class SharedText
{
    private const int Slots = 4096;
    private const int Longest = 48;
    private const int OfEnd = 6;

    [ThreadStatic]
    private static string?[]? kept;

    public static string Of(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > Longest)
            return text.ToString();

        ref var slot = ref (kept ??= new string?[Slots])[Slot(text)];
        if (slot is not null && text.SequenceEqual(slot))
            return slot;
        return slot = text.ToString();
    }

    // By its ends: names differ there, and whether two are the same is seen from all of the text anyway.
    private static int Slot(ReadOnlySpan<char> text)
    {
        var hash = (uint)text.Length;
        foreach (var character in text.Length <= 2 * OfEnd ? default : text[..OfEnd])
            hash = (hash * 31) + character;
        foreach (var character in text.Length <= 2 * OfEnd ? text : text[^OfEnd..])
            hash = (hash * 31) + character;
        return (int)((hash ^ (hash >> 12)) % Slots);
    }
}
