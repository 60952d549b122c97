using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Fuzz;

/// <summary>
/// The fields that some seed gives a mapping of one place, so that others of that place can be given them:
/// a rule meets fields together that no example shows together.
/// </summary>
internal sealed partial class FieldPool
{
    private const int MostValues = 4, LongestValue = 300, Deepest = 40;

    private readonly Dictionary<string, SortedDictionary<string, SortedSet<string>>> fields = new(StringComparer.Ordinal);

    public FieldPool(ImmutableArray<ImmutableArray<CaseFile>> seeds)
    {
        foreach (var file in seeds.SelectMany(seed => seed))
        {
            foreach (var document in YamlReader.Read(new SourceText(file.Path, file.Text)).Documents)
                Learn(document, ValuePlace.Root(document), 0);
        }
    }

    /// <summary>Fields with values in flow style, which can stand in any mapping.</summary>
    public IEnumerable<(string Key, string Value)> At(string place) =>
        fields.TryGetValue(place, out var keys) ? keys.SelectMany(key => key.Value, (key, value) => (key.Key, value)) : [];

    private void Learn(Node node, string place, int depth)
    {
        if (depth > Deepest)
            return;
        foreach (var entry in node.IsMapping ? node.Entries : default)
        {
            if (entry.Key is not { IsScalar: true, Value: { Length: > 0 and < 60 } key })
                continue;
            if (!fields.TryGetValue(place, out var keys))
                fields.Add(place, keys = new(StringComparer.Ordinal));
            if (!keys.TryGetValue(key, out var values))
                keys.Add(key, values = new(StringComparer.Ordinal));
            if (values.Count < MostValues && Flow(entry.Value, depth) is { Length: < LongestValue } value)
                values.Add(value);
            Learn(entry.Value, ValuePlace.Within(place, key), depth + 1);
        }

        foreach (var item in node.IsSequence ? node.Items : default)
            Learn(item, place + "[]", depth + 1);
    }

    private static string Flow(Node node, int depth) =>
        depth > Deepest ? "~"
        : node.IsMapping ? $"{{{string.Join(", ", node.Entries.Select(entry => $"{Flow(entry.Key, depth + 1)}: {Flow(entry.Value, depth + 1)}"))}}}"
        : node.IsSequence ? $"[{string.Join(", ", node.Items.Select(item => Flow(item, depth + 1)))}]"
        : node.Span.Length == 0 ? "~"
        : Plain().IsMatch(node.Span.Slice) ? node.Span.Slice.ToString()
        : JsonSerializer.Serialize(node.Value);

    [GeneratedRegex(@"^[\w./][\w./-]*$")]
    private static partial Regex Plain();
}
