using FsCheck;
using FsCheck.Fluent;
using Linter.Graph;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Properties;

/// <summary>Selectors against the definition: a conjunction over a dictionary.</summary>
public sealed class SelectorProperties
{
    private static readonly Gen<string> Keys = Gen.Elements("a", "b", "c");
    private static readonly Gen<string> Values = Gen.Elements("x", "y", "z");

    private static readonly Gen<Expression> Expressions =
        from key in Keys
        from word in Gen.Elements("In", "NotIn", "Exists", "DoesNotExist", "Gt")
        from values in Values.ListOf()
        select new Expression(key, word, [.. values.Take(3)]);

    private static readonly Gen<(Dictionary<string, string> Labels, Dictionary<string, string> Wanted, Expression[] Expressions)> Cases =
        from labels in Map()
        from wanted in Map()
        from expressions in Expressions.ListOf()
        select (labels, wanted.Take(2).ToDictionary(StringComparer.Ordinal), expressions.Take(3).ToArray());

    [Fact]
    public void A_selector_matches_what_its_definition_says() => Holds.For(
        Cases,
        given =>
        {
            var text = $"labels: {Write(given.Labels)}\nselector: {{matchLabels: {Write(given.Wanted)}, matchExpressions: [{string.Join(", ", given.Expressions.Select(expression => expression.Text))}]}}\n";
            var root = YamlReader.Read(new SourceText("a.yaml", text)).Documents[0];
            var matches = LabelSelector.FromSelector(root.Find("selector")!.Value).Matches(LabelSet.Read(root.Find("labels")));
            var expected = given.Wanted.All(pair => given.Labels.GetValueOrDefault(pair.Key) == pair.Value)
                && Array.TrueForAll(given.Expressions, expression => expression.Holds(given.Labels));
            return matches == expected ? null : $"{matches} for\n{text}";
        },
        2000);

    [Fact]
    public void A_map_of_many_labels_counts_as_one_of_few_does() => Holds.For(
        from keys in Gen.Choose(0, 60).ListOf() select keys,
        keys =>
        {
            var text = "labels:\n" + string.Concat(keys.Select((key, at) => $"  k{key}: v{at}\n"));
            var labels = LabelSet.Read(YamlReader.Read(new SourceText("a.yaml", text)).Documents[0].Find("labels"));
            var expected = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var at = 0; at < keys.Count; at++)
                expected[$"k{keys[at]}"] = $"v{at}";
            return labels.Pairs.Length == expected.Count && expected.All(pair => labels.Has(pair.Key, pair.Value)) ? null : text;
        });

    private static Gen<Dictionary<string, string>> Map() =>
        from pairs in (from key in Keys from value in Values select (key, value)).ListOf()
        select pairs.DistinctBy(pair => pair.key, StringComparer.Ordinal)
            .ToDictionary(pair => pair.key, pair => pair.value, StringComparer.Ordinal);

    private static string Write(Dictionary<string, string> map) =>
        $"{{{string.Join(", ", map.Select(pair => $"{pair.Key}: {pair.Value}"))}}}";

    private sealed record Expression(string Key, string Word, string[] Values)
    {
        public string Text => $"{{key: {Key}, operator: {Word}, values: [{string.Join(", ", Values)}]}}";

        // k8s.io/apimachinery pkg/labels: NotIn and DoesNotExist hold where the key is absent.
        public bool Holds(Dictionary<string, string> labels) => Word switch
        {
            "In" => labels.TryGetValue(Key, out var value) && Values.Contains(value),
            "NotIn" => !labels.TryGetValue(Key, out var value) || !Values.Contains(value),
            "Exists" => labels.ContainsKey(Key),
            "DoesNotExist" => !labels.ContainsKey(Key),
            _ => false,
        };
    }
}
