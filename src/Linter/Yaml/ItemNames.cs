using System.Globalization;

namespace Linter.Yaml;

/// <summary>Names of list items that stay when others are inserted: most lists of Kubernetes are merged by such a key.</summary>
internal static class ItemNames
{
    private const int LongestName = 100;

    /// <summary>In a longer list, looking for one of the same name would take too long; its items go by number.</summary>
    private const int LongestList = 1000;

    // The merge keys of the API's lists, the one that is most often alone first.
    private static readonly string[] Keys = ["mountPath", "name", "containerPort", "port", "host", "path", "ip", "topologyKey", "key", "secretName", "kind"];

    /// <summary>"http" for an item with that name, "port=80" by another key, "=web" for a text; the index where nothing is its own.</summary>
    public static string Of(Node sequence, int index)
    {
        var items = sequence.Items.Take(LongestList + 1).ToList();
        if (items.Count > LongestList)
            return Number(index);

        var item = items[index];
        if (item.IsScalar)
            return IsName(item.Value) && items.Count(other => other.Is(item.Value)) == 1 ? "=" + item.Value : Number(index);

        foreach (var key in item.IsMapping ? Keys : [])
        {
            if (item.Find(key) is { IsScalar: true } value && IsName(value.Value) && items.Count(other => other.Find(key)?.Is(value.Value) == true) == 1)
                return key == "name" ? value.Value : $"{key}={value.Value}";
        }

        return Number(index);
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName && text.AsSpan().IndexWithin('\0', '\u001f') < 0;

    private static string Number(int index) => index.ToString(CultureInfo.InvariantCulture);
}
