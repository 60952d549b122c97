using System.Globalization;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Fuzz;

/// <summary>A stretch of a text by another text.</summary>
internal readonly record struct Edit(int Start, int End, string By)
{
    public int Growth => By.Length - (End - Start);

    public string Apply(string text) => text[..Start] + By + text[End..];

    public static (int From, int To) Lines(string text, int start, int end) =>
        (start == 0 ? 0 : text.LastIndexOf('\n', start - 1) + 1,
            text.IndexOf('\n', Math.Max(start, end - 1)) is >= 0 and var at ? at + 1 : text.Length);
}

/// <summary>A value with its key, or, without one, a mapping; in the list item nearest around it.</summary>
/// <param name="Name">The keys around it, which say what stands there in other documents.</param>
internal readonly record struct ValuePlace(Node Document, Node? Key, Node Value, Node? Item, string Name)
{
    private const int Deepest = 40, MostPlaces = 5_000;

    /// <summary>What people leave in place of a value. The empty text leaves a key without one.</summary>
    public static readonly string[] Values =
        ["", "\"\"", "0", "-1", "x", "[]", "{}", "[x]", "{x: y}", "[{}]", "[~, {x: y}]", "\"{{ .x }}\"", "99999999999"];

    /// <summary>All of a text, in the order of their documents.</summary>
    public static List<ValuePlace> In(string text)
    {
        var places = new List<ValuePlace>();
        foreach (var document in YamlReader.Read(new SourceText("seed.yaml", text)).Documents)
            Collect(new ValuePlace(document, null, document, null, Root(document)), places, 0);
        return places;
    }

    /// <summary>What can stand there instead of a value; none for a mapping.</summary>
    public IEnumerable<Edit> Edits()
    {
        if (this is not { Key: { } key, Value: var value })
            yield break;
        var (from, to) = Edit.Lines(key.Tree.Source.Text, key.Span.Start, value.Span.End);
        yield return new Edit(from, to, "");
        foreach (var by in Values.Concat(value is { IsScalar: true, Span.Length: > 0 } ? Slips(value.Value) : []))
            yield return new Edit(value.Span.Start, value.Span.End, value.Span.Length == 0 ? " " + by : by);
    }

    // What a finding takes for the same thing misspelt.
    private static IEnumerable<string> Slips(string value)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100_000)
            return [$"{number}0", $"{number / 10}", $"{number + 1}", $"\"{number}\""];
        return value.Length is > 2 and < 64 && value.All(char.IsAsciiLetterOrDigit)
            ? [value[..^1], $"{value}s", value.ToUpperInvariant()]
            : [];
    }

    /// <summary>The name of a document's outermost mapping.</summary>
    public static string Root(Node document) => document.Find("kind") is { IsScalar: true } kind ? kind.Value : "";

    /// <summary>The name of what stands in another: its own key and the one around it, so that pods of all kinds share theirs.</summary>
    public static string Within(string place, string key) => place[(place.LastIndexOf('/') + 1)..] + "/" + key;

    private static void Collect(ValuePlace at, List<ValuePlace> places, int depth)
    {
        if (depth > Deepest || places.Count > MostPlaces)
            return;
        if (at.Value is { IsMapping: true, Span.Length: > 0 })
            places.Add(at with { Key = null });
        foreach (var entry in at.Value.IsMapping ? at.Value.Entries : default)
        {
            var place = at with { Key = entry.Key, Value = entry.Value, Name = Within(at.Name, entry.Key.Value) };
            // What an alias stands for is written elsewhere.
            if (entry.Value.Span.Start >= entry.Key.Span.End)
                places.Add(place);
            Collect(place, places, depth + 1);
        }

        foreach (var item in at.Value.IsSequence ? at.Value.Items : default)
            Collect(at with { Key = null, Value = item, Item = item, Name = at.Name + "[]" }, places, depth + 1);
    }
}
