using Linter.Yaml;

namespace Linter.Graph;

/// <summary>The first place at which two trees differ.</summary>
/// <param name="Path">Such as "spec.replicas".</param>
/// <param name="First">What the first tree has there; null where it has nothing.</param>
/// <param name="Second">What the second tree has there; null where it has nothing.</param>
internal sealed record NodeDifference(string Path, Node? First, Node? Second);

/// <summary>Compares trees as Kubernetes reads them: the order of keys, comments and the style of scalars count for nothing.</summary>
internal static class NodeComparison
{
    // The pair is compared because their namespaces were taken for one.
    private const string Namespace = "metadata.namespace";

    /// <summary>
    /// Null where two resources are alike, their namespaces aside; the order of the second tree decides which difference is the first.
    /// </summary>
    public static NodeDifference? Find(Node first, Node second) => Find(first, second, "");

    private static NodeDifference? Find(Node first, Node second, string path)
    {
        if (first.Kind != second.Kind)
            return new NodeDifference(path, first, second);
        if (first.IsScalar)
            return AreEqual(first, second) ? null : new NodeDifference(path, first, second);

        return first.IsMapping ? FindInMapping(first, second, path) : FindInSequence(first, second, path);
    }

    private static NodeDifference? FindInMapping(Node first, Node second, string path)
    {
        var (theirs, ours) = (ByKey(first), ByKey(second));
        foreach (var (name, entry) in InEffect(second, ours))
        {
            var at = Join(path, name);
            if (at == Namespace)
                continue;
            if (theirs.TryGetValue(name, out var other))
            {
                if (Find(other.Value, entry.Value, at) is { } difference)
                    return difference;
            }
            else if (!entry.Value.IsNull)
            {
                return new NodeDifference(at, null, entry.Value);
            }
        }

        foreach (var (name, entry) in InEffect(first, theirs))
        {
            if (!ours.ContainsKey(name) && !entry.Value.IsNull && Join(path, name) != Namespace)
                return new NodeDifference(Join(path, name), entry.Value, null);
        }

        return null;
    }

    private static NodeDifference? FindInSequence(Node first, Node second, string path)
    {
        var (theirs, ours) = (first.Items.ToList(), second.Items.ToList());
        for (var index = 0; index < Math.Max(theirs.Count, ours.Count); index++)
        {
            var at = $"{path}[{index}]";
            if (index >= theirs.Count)
                return new NodeDifference(at, null, ours[index]);
            if (index >= ours.Count)
                return new NodeDifference(at, theirs[index], null);
            if (Find(theirs[index], ours[index], at) is { } difference)
                return difference;
        }

        return null;
    }

    // The last of doubled keys counts.
    private static Dictionary<string, Entry> ByKey(Node mapping)
    {
        var result = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var entry in mapping.Entries)
            result[ScalarValue.KeyText(entry.Key)] = entry;
        return result;
    }

    private static IEnumerable<(string Name, Entry Entry)> InEffect(Node mapping, Dictionary<string, Entry> byKey) =>
        mapping.Entries.Select(entry => (Name: ScalarValue.KeyText(entry.Key), entry)).Where(pair => byKey[pair.Name] == pair.entry);

    private static bool AreEqual(Node first, Node second)
    {
        var (a, b) = (first.Scalar, second.Scalar);
        return a.Type == b.Type && (a.Type == ScalarType.String ? first.Value == second.Value : a == b);
    }

    private static string Join(string path, string key)
    {
        if (key.AsSpan().IndexOfAny("./[]'\" ") >= 0)
            return $"{path}['{key}']";
        return path.Length == 0 ? key : $"{path}.{key}";
    }
}
