using Linter.Text;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>The ConfigMaps and Secrets that a kustomization makes.</summary>
/// <param name="objects">All that the kustomization holds so far.</param>
/// <param name="textOf">A file that an entry names, by what is written; null where it cannot be read.</param>
/// <param name="file">The file that holds the generators.</param>
internal sealed class KustomizeGenerators(List<ReplayedObject> objects, Func<string, SourceText?> textOf, string file)
{
    /// <param name="entry">Of configMapGenerator or secretGenerator, or a file of `generators`.</param>
    /// <param name="kind">ConfigMap or Secret.</param>
    /// <param name="common">generatorOptions.</param>
    public void Make(WrittenNode entry, string kind, WrittenNode? common)
    {
        if ((entry.Find("name") ?? entry.Find("metadata")?.Find("name")) is not { Node.IsScalar: true } name)
            return;

        var place = entry.Place;
        var root = ReplayedValue.Mapping(place);
        root.Set("apiVersion", place, ReplayedValue.Scalar("v1", place));
        root.Set("kind", place, ReplayedValue.Scalar(kind, place));
        var metadata = root.Open("metadata", place);
        metadata.Set("name", name.Place, new ReplayedValue(name));
        if ((entry.Find("namespace") ?? entry.Find("metadata")?.Find("namespace")) is { Node.IsScalar: true } @namespace)
            metadata.Set("namespace", @namespace.Place, new ReplayedValue(@namespace));
        if (entry.Find("type") is { } type)
            root.Set("type", type.Place, new ReplayedValue(type));

        Options(metadata, common);
        Options(metadata, entry.Find("options"));
        Fill(root, entry, kind == "Secret");
        Add(root, entry, common);
    }

    private static void Options(ReplayedValue metadata, WrittenNode? options)
    {
        foreach (var field in new[] { "labels", "annotations" })
        {
            if (options?.Find(field) is not { Node.IsMapping: true } map)
                continue;

            var target = metadata.Open(field, map.Place);
            foreach (var (key, value) in map.Entries)
                target.Set(ScalarValue.KeyText(key.Node), key.Place, new ReplayedValue(value));
        }
    }

    private void Add(ReplayedValue root, WrittenNode entry, WrittenNode? common)
    {
        var isHashed = entry.Find("options")?.Find("disableNameSuffixHash") is { } own
            ? entry.Find("options") is { } options && !options.IsTrue("disableNameSuffixHash") && own.Node.IsScalar
            : common?.IsTrue("disableNameSuffixHash") != true;
        var made = new ReplayedObject(root, file) { IsHashed = isHashed };
        var behavior = entry.Text("behavior");
        var known = behavior is "merge" or "replace" ? objects.Find(one => one.Kind == made.Kind && one.WasNamed(made.Name)) : null;
        if (known is null)
        {
            objects.Add(made);
            return;
        }

        foreach (var field in new[] { "data", "binaryData" })
        {
            if (behavior == "replace")
                known.Root.Entries.Remove(field);
            if (root.Find(field) is not { } data)
                continue;

            var target = known.Root.Open(field, data.Place);
            foreach (var (key, value) in data.Entries)
                target.Set(key, value.Key, value.Value, "a generator");
        }
    }

    private void Fill(ReplayedValue root, WrittenNode entry, bool isSecret)
    {
        foreach (var literal in entry.List("literals"))
        {
            if (literal.Value.IndexOf('=', StringComparison.Ordinal) is > 0 and var equal)
                Put(root, literal.Value[..equal], Unquoted(literal.Value[(equal + 1)..]), ValuePlace(literal, equal), isSecret);
        }

        foreach (var given in entry.List("files"))
        {
            var equal = given.Value.IndexOf('=', StringComparison.Ordinal);
            var path = given.Value[(equal + 1)..];
            var key = equal > 0 ? given.Value[..equal] : Path.GetFileName(path);
            var place = textOf(path) is { } text ? Place.OfFile(text) with { Certainty = OriginCertainty.Line } : given.Place;
            var value = ReplayedValue.Opaque(place);
            value.AddOther(given.Place, "the file is named here");
            root.Open("data", given.Place).Set(key, given.Place, value);
        }

        var envs = entry.List("envs").Concat(entry.Find("env") is { Node.IsScalar: true } env ? [env] : []);
        foreach (var text in envs.Select(given => textOf(given.Value)).OfType<SourceText>())
            FillFromLines(root, text, isSecret);
    }

    private static void FillFromLines(ReplayedValue root, SourceText text, bool isSecret)
    {
        for (var number = 1; number <= text.LineCount; number++)
        {
            var line = text.Line(number);
            var equal = line.IndexOf('=');
            if (equal <= 0 || line.TrimStart().StartsWith('#'))
                continue;

            var start = text.LineStart(number);
            var place = new Place(new SourceSpan(text, start + equal + 1, start + line.Length), OriginCertainty.Exact);
            Put(root, line[..equal].Trim().ToString(), line[(equal + 1)..].ToString(), place, isSecret);
        }
    }

    private static void Put(ReplayedValue root, string key, string value, Place place, bool isSecret) =>
        root.Open("data", place).Set(key, place, isSecret ? ReplayedValue.Opaque(place) : ReplayedValue.Scalar(value, place));

    private static Place ValuePlace(WrittenNode literal, int equal)
    {
        var place = literal.Place;
        return literal.Node.Style == ScalarStyle.Plain && place.Certainty == OriginCertainty.Exact
            && place.Span.Slice.SequenceEqual(literal.Value)
            ? place with { Span = place.Span with { Start = place.Span.Start + equal + 1 } }
            : place;
    }

    private static string Unquoted(string value) =>
        value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1] : value;
}
