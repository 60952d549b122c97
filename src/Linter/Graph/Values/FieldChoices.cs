using System.Collections.Immutable;
using Linter.Findings;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>Fields of one mapping of which only one may be given, and values of a list that may not come twice.</summary>
internal static class FieldChoices
{
    /// <summary>Judges a mapping in which exactly one of the fields has to be.</summary>
    /// <param name="values">What is found.</param>
    /// <param name="mapping">What holds them.</param>
    /// <param name="at">Where to point if none is there.</param>
    /// <param name="fields">Their names.</param>
    public static void One(ValueList values, Node mapping, Node at, params ImmutableArray<string> fields)
    {
        if (OneAtMost(values, mapping, fields) == 0)
        {
            values.Add(at, $"'{values.PathOf(mapping)}' of '{values.Resource}' has none of '{string.Join(", ", fields)}', but needs one of them",
                $"needs {Either(fields)}", $"add {Either(fields)}");
        }
    }

    /// <summary>Judges a mapping in which one of the fields may be, and says how many are.</summary>
    public static int OneAtMost(ValueList values, Node mapping, params ImmutableArray<string> fields)
    {
        var given = fields.Select(field => Given(mapping, field)).OfType<Entry>().OrderBy(entry => entry.Key.Span.Start).ToList();
        foreach (var other in given.Skip(1))
        {
            values.Add(new ValueProblem(values.Resource, other.Key, MessageText.Of(
                $"'{values.PathOf(mapping)}' of '{values.Resource}' has '{other.Key.Value}' beside '{given[0].Key.Value:1}', but only one of them may be given"))
            {
                Label = $"not beside {given[0].Key.Value}",
                Related = new RelatedSpan(given[0].Key.Span, given[0].Key.Value),
                Help = "keep one of the two",
            });
        }

        return given.Count;
    }

    /// <summary>Judges values that have to differ from each other.</summary>
    public static void Distinct(ValueList values, IEnumerable<Node?> nodes, string help)
    {
        var seen = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (ValueList.Filled(node) is not { } text || seen.TryAdd(text.Value, text))
                continue;

            values.Add(new ValueProblem(values.Resource, text,
                MessageText.Of($"'{values.PathOf(text)}' of '{values.Resource}' is '{text.Value:1}', as '{values.PathOf(seen[text.Value])}' is already"))
            {
                Label = "a second time",
                Related = new RelatedSpan(seen[text.Value].Span, "the first"),
                Help = help,
            });
        }
    }

    /// <summary>An entry that is there and not null.</summary>
    public static Entry? Given(Node mapping, string field) => mapping.FindEntry(field) is { Value.IsNull: false } entry ? entry : null;

    /// <summary>As <see cref="Given"/>, a list or mapping being filled.</summary>
    public static Entry? Filled(Node mapping, string field) =>
        Given(mapping, field) is { } entry && !(entry.Value.IsSequence && entry.Value.Items.Count == 0)
            && !(entry.Value.IsMapping && entry.Value.Entries.Count == 0)
            ? entry
            : null;

    private static string Either(ImmutableArray<string> fields) =>
        fields.Length < 4 ? string.Join(" or ", fields) : $"one of {string.Join(", ", fields)}";
}
