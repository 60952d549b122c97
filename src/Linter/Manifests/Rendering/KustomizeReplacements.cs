using System.Globalization;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>Replacements: a value of one object is copied into others, so its place is the one to edit.</summary>
/// <param name="objects">All that the kustomization holds.</param>
internal sealed class KustomizeReplacements(List<ReplayedObject> objects)
{
    private const string By = "a replacement";

    private readonly ObjectsByName byName = new(objects);

    public void Apply(WrittenNode replacement)
    {
        if (Source(replacement) is not { Kind: NodeKind.Scalar } source)
            return;

        foreach (var target in replacement.List("targets"))
        {
            if (target.Find("select") is not { } select)
                continue;

            var selector = new ObjectSelector(select);
            var rejected = target.List("reject").Select(reject => new ObjectSelector(reject)).ToList();
            foreach (var one in byName.Selected(selector).Where(one => !rejected.Exists(reject => reject.Selects(one))).ToList())
            {
                Put(one, source, target);
                if (one.NoteName())
                    byName.Changed();
            }
        }
    }

    private ReplayedValue? Source(WrittenNode replacement)
    {
        if (replacement.Find("sourceValue") is { } constant)
            return new ReplayedValue(constant);
        if (replacement.Find("source") is not { } source)
            return null;

        var selector = new ObjectSelector(source);
        if (byName.Selected(selector).FirstOrDefault() is not { } from
            || FieldPath.First(from.Root, source.Text("fieldPath") ?? "metadata.name") is not { Kind: NodeKind.Scalar } value)
        {
            return null;
        }

        if (source.Find("options") is not { } options || options.Text("delimiter") is not { } delimiter)
            return value;

        var parts = value.Text.Split(delimiter);
        var index = Number(options.Text("index"));
        return index >= 0 && index < parts.Length ? Copy(value, parts[index]) : null;
    }

    private static void Put(ReplayedObject one, ReplayedValue source, WrittenNode target)
    {
        var options = target.Find("options");
        var paths = target.List("fieldPaths").ToList();
        foreach (var path in paths)
        {
            foreach (var (holder, step) in FieldPath.Holders(one.Root, path.Value, options?.IsTrue("create") == true ? path.Place : null))
                Put(holder, step, source, path, options);
        }

        if (paths.Count == 0 && one.Root.Find("metadata") is { } metadata && target.Find("fieldPaths") is null)
            Put(metadata, "name", source, target, options);
    }

    private static void Put(ReplayedValue holder, string step, ReplayedValue source, WrittenNode path, WrittenNode? options)
    {
        if (holder.Kind == NodeKind.Mapping && step != "*")
        {
            if (holder.Find(step) is { } before)
                holder.Set(step, path.Place, New(before, source, path, options), By);
            else if (options?.IsTrue("create") == true)
                holder.Set(step, path.Place, New(null, source, path, options));
            return;
        }

        var chosen = FieldPath.Values(holder, step).ToHashSet();
        for (var i = 0; holder.Kind == NodeKind.Sequence && i < holder.Items.Count; i++)
        {
            if (chosen.Contains(holder.Items[i]))
                holder.Items[i] = Following(holder.Items[i]);
        }

        for (var i = 0; holder.Kind == NodeKind.Mapping && i < holder.Entries.Count; i++)
        {
            var entry = holder.Entries.GetAt(i).Value;
            if (chosen.Contains(entry.Value))
                holder.Entries.SetAt(i, entry with { Value = Following(entry.Value) });
        }

        ReplayedValue Following(ReplayedValue before)
        {
            var value = New(before, source, path, options);
            value.Follow(before, By);
            return value;
        }
    }

    private static ReplayedValue New(ReplayedValue? before, ReplayedValue source, WrittenNode path, WrittenNode? options)
    {
        var value = Copy(source, Within(before, source.Text, options));
        value.AddOther(path.Place, "a replacement copies it here");
        return value;
    }

    private static ReplayedValue Copy(ReplayedValue source, string text)
    {
        var copy = source.Clone();
        if (text != source.Text)
            copy.Become(text);
        return copy;
    }

    private static string Within(ReplayedValue? before, string text, WrittenNode? options)
    {
        if (options?.Text("delimiter") is not { } delimiter || before is not { Kind: NodeKind.Scalar })
            return text;

        var parts = before.Text.Split(delimiter);
        var index = Number(options?.Text("index"));
        if (index < 0)
            return text + delimiter + before.Text;
        if (index >= parts.Length)
            return before.Text + delimiter + text;

        parts[index] = text;
        return string.Join(delimiter, parts);
    }

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
