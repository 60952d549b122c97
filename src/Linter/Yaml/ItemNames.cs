using System.Globalization;

namespace Linter.Yaml;

/// <summary>Names of list items that stay when others are inserted: most lists of Kubernetes are merged by such a key.</summary>
internal static class ItemNames
{
    private const int LongestName = 100;

    /// <summary>In a longer list, looking for one of the same name would take too long; its items go by number.</summary>
    private const int LongestList = 1000;

    // The merge keys of the API's lists, the one that is most often alone first.
    private static readonly string[] Keys =
        ["mountPath", "name", "containerPort", "port", "host", "path", "ip", "topologyKey", "key", "secretName", "kind"];

    /// <summary>
    /// "http" for an item with that name, "port=80" by another key, "=web" for a text; the index where nothing is its own.
    /// </summary>
    public static string Of(Node sequence, int index)
    {
        var (item, count) = (default(Node), 0);
        foreach (var one in sequence.Items)
        {
            if (count == index)
                item = one;
            if (++count > LongestList)
                return Number(index);
        }

        if (item.IsScalar)
            return IsName(item.Value) && IsAlone(sequence, item.Value, key: null) ? "=" + item.Value : Number(index);

        foreach (var key in item.IsMapping ? Keys : [])
        {
            if (item.Find(key) is { IsScalar: true } value && IsName(value.Value) && IsAlone(sequence, value.Value, key))
                return key == "name" ? value.Value : $"{key}={value.Value}";
        }

        return Number(index);
    }

    // No second item says this, under a key if one is given.
    private static bool IsAlone(Node sequence, string text, string? key)
    {
        var count = 0;
        foreach (var other in sequence.Items)
            count += (key is null ? other : other.Find(key))?.Is(text) == true ? 1 : 0;
        return count == 1;
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName && text.AsSpan().IndexWithin('\0', '\u001f') < 0;

    private static string Number(int index) => index.ToString(CultureInfo.InvariantCulture);
}
