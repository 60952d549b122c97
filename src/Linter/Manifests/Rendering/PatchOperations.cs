using System.Globalization;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>JSON patches (RFC 6902) on replayed values.</summary>
internal static class PatchOperations
{
    // A value that is copied into itself is twice as large, one that is moved far down makes the object deeper, and so again.
    private const int MostCopied = 5_000;

    public static void Apply(ReplayedObject target, WrittenNode operations, string by)
    {
        foreach (var operation in operations.Items)
        {
            if (operation.Find("path") is { Node.IsScalar: true } path)
                Apply(target, operation, path, by);
        }
    }

    private static void Apply(ReplayedObject target, WrittenNode operation, WrittenNode path, string by)
    {
        var root = target.Root;
        if (Parent(root, path.Value) is not var (parent, name))
            return;

        switch (operation.Text("op"))
        {
            case "add":
                Put(parent, name, path.Place, Value(operation, path), by, isNew: true);
                break;
            case "replace":
                Put(parent, name, path.Place, Value(operation, path), by, isNew: false);
                break;
            case "remove":
                Take(parent, name);
                break;
            case "copy" when From(root, operation) is var (source, key) && At(source, key) is { } value
                && (target.Copied += value.Size) <= MostCopied:
                Put(parent, name, path.Place, value.Clone(), by, isNew: true);
                break;
            case "move" when From(root, operation) is var (source, key) && At(source, key) is { } value
                && (target.Copied += value.Size) <= MostCopied:
                Take(source, key);
                Put(parent, name, path.Place, value, by, isNew: true);
                break;
        }
    }

    private static ReplayedValue Value(WrittenNode operation, WrittenNode path) =>
        operation.Find("value") is { } value ? new ReplayedValue(value) : ReplayedValue.Scalar("", path.Place);

    private static (ReplayedValue Parent, string Name)? From(ReplayedValue root, WrittenNode operation) =>
        operation.Text("from") is { } from ? Parent(root, from) : null;

    private static (ReplayedValue Parent, string Name)? Parent(ReplayedValue root, string pointer)
    {
        if (!pointer.StartsWith('/'))
            return null;

        var steps = pointer[1..].Split('/');
        if (steps.Length > FieldPath.MostSteps)
            return null;

        var at = root;
        foreach (var step in steps.AsSpan(0, steps.Length - 1))
        {
            if (At(at, Unescape(step)) is not { } next)
                return null;
            at = next;
        }

        return (at, Unescape(steps[^1]));
    }

    private static string Unescape(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static ReplayedValue? At(ReplayedValue parent, string name) => parent.Kind switch
    {
        NodeKind.Mapping => parent.Find(name),
        NodeKind.Sequence when Index(parent, name) is { } index && index < parent.Items.Count => parent.Items[index],
        _ => null,
    };

    private static void Put(ReplayedValue parent, string name, Place key, ReplayedValue value, string by, bool isNew)
    {
        if (parent.Kind == NodeKind.Mapping)
        {
            parent.Set(name, key, value, by);
        }
        else if (parent.Kind == NodeKind.Sequence && isNew && (name == "-" ? parent.Items.Count : Index(parent, name)) is { } at)
        {
            parent.Items.Insert(at, value);
        }
        else if (parent.Kind == NodeKind.Sequence && Index(parent, name) is { } index && index < parent.Items.Count)
        {
            value.Follow(parent.Items[index], by);
            parent.Items[index] = value;
        }
    }

    private static void Take(ReplayedValue parent, string name)
    {
        if (parent.Kind == NodeKind.Mapping)
            parent.Entries.Remove(name);
        else if (parent.Kind == NodeKind.Sequence && Index(parent, name) is { } index && index < parent.Items.Count)
            parent.Items.RemoveAt(index);
    }

    // As far as behind the last item, and from the end for negative ones.
    private static int? Index(ReplayedValue list, string name)
    {
        if (!int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
            return null;

        index = index < 0 ? index + list.Items.Count : index;
        return index >= 0 && index <= list.Items.Count ? index : null;
    }
}
