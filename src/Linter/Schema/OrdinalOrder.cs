namespace Linter.Schema;

/// <summary>The order of names in the embedded schema.</summary>
internal static class OrdinalOrder
{
    /// <summary>
    /// By UTF-16 code unit. Names differ early, and the framework's vectorised comparison is compiled anew in every process,
    /// which costs more than all comparisons of a run.
    /// </summary>
    public static int Compare(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var length = Math.Min(a.Length, b.Length);
        for (var i = 0; i < length; i++)
        {
            if (a[i] != b[i])
                return a[i] - b[i];
        }

        return a.Length - b.Length;
    }

    /// <summary>Where a text that begins with a prefix lies from it: 0 where it does begin so, below 0 where it comes later.</summary>
    /// <param name="prefix">Any text.</param>
    /// <param name="text">ASCII.</param>
    public static int ComparePrefix(ReadOnlySpan<char> prefix, ReadOnlySpan<byte> text)
    {
        var length = Math.Min(prefix.Length, text.Length);
        for (var i = 0; i < length; i++)
        {
            if (prefix[i] != text[i])
                return prefix[i] - text[i];
        }

        return prefix.Length - length;
    }
}
