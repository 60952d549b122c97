using System.Collections.Immutable;
using System.Text;

namespace Linter.Yaml;

/// <summary>
/// A path into a document, such as <c>spec.containers[*].image</c>: keys joined by dots, <c>[*]</c> for every item of a
/// sequence, <c>[0]</c> for one, <c>*</c> as a key for every value of a mapping. Parse once and keep in a static field.
/// </summary>
public sealed class NodePath
{
    private readonly ImmutableArray<Step> steps;
    private readonly string text;

    private NodePath(string text, ImmutableArray<Step> steps)
    {
        this.text = text;
        this.steps = steps;
    }

    public static NodePath Parse(string text)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        foreach (var part in text.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            var key = bracket < 0 ? part : part[..bracket];
            if (key == "*")
                steps.Add(new Step(StepKind.AnyKey, "", 0));
            else if (key.Length > 0)
                steps.Add(new Step(StepKind.Key, key, 0));

            while (bracket >= 0)
            {
                var close = part.IndexOf(']', bracket);
                var index = part[(bracket + 1)..close];
                steps.Add(index == "*"
                    ? new Step(StepKind.AnyItem, "", 0)
                    : new Step(StepKind.Item, "", int.Parse(index, System.Globalization.CultureInfo.InvariantCulture)));
                bracket = close + 1 == part.Length ? -1
                    : part[close + 1] == '[' ? close + 1
                    : throw new FormatException($"'{text}' goes on behind a bracket without a dot");
            }
        }

        return new NodePath(text, steps.ToImmutable());
    }

    public override string ToString() => text;

    internal Node? First(Node root) => First(root, 0);

    internal IEnumerable<Node> Select(Node root) => Select(root, 0);

    /// <summary>The path from one node down to another in the same tree; empty where they are the same or not nested.</summary>
    /// <param name="root">From where.</param>
    /// <param name="target">To where.</param>
    /// <param name="nameOf">The name of a sequence's item by its index; null to name it by that.</param>
    internal static string Between(Node root, Node target, Func<Node, int, string>? nameOf = null)
    {
        var path = new StringBuilder();
        var at = root;
        while (at.Index != target.Index)
        {
            if (!Descend(at, target.Index, path, nameOf, out at, out _))
                return "";
        }

        return path.ToString();
    }

    /// <summary>The mapping in which a node is the key of an entry; null for every other node, and for one outside of the root.</summary>
    internal static Node? MappingOf(Node root, Node key)
    {
        var path = new StringBuilder();
        var at = root;
        while (ReferenceEquals(at.Tree, key.Tree) && Descend(at, key.Index, path, nameOf: null, out var child, out var isKey))
        {
            if (child.Index == key.Index)
                return isKey ? at : null;
            at = child;
        }

        return null;
    }

    /// <summary>So many nodes are worth a table of the children.</summary>
    private const int WideCollection = 1000;

    private static bool Descend(
        Node at, int target, StringBuilder path, Func<Node, int, string>? nameOf, out Node child, out bool isKey)
    {
        var data = at.Tree.Data(at.Index);
        (child, isKey) = (at, false);
        var next = data.NextAfter(at.Index);
        if (target <= at.Index || target >= next || data.Kind == NodeKind.Scalar)
            return false;

        var isMapping = data.Kind == NodeKind.Mapping;
        var (item, first) = next - at.Index > WideCollection ? at.Tree.ChildAt(at.Index, target) : (0, at.Index + 1);
        for (var index = first; index < next;)
        {
            var value = isMapping ? at.Tree.NextOf(index) : index;
            var end = at.Tree.NextOf(value);
            if (target < end)
            {
                if (isMapping)
                {
                    AppendKey(path, at.Tree.TextOf(index));
                }
                else
                {
                    path.Append('[')
                        .Append(nameOf is null ? item.ToString(System.Globalization.CultureInfo.InvariantCulture) : nameOf(at, item))
                        .Append(']');
                }

                // A key is named by the path of its entry.
                isKey = target < value;
                child = new Node(at.Tree, isKey ? target : value);
                return true;
            }

            index = end;
            item++;
        }

        return false;
    }

    private static void AppendKey(StringBuilder path, string key)
    {
        if (key.AsSpan().IndexOfAny("./[]'\" ") >= 0)
        {
            path.Append("['").Append(key).Append("']");
            return;
        }

        if (path.Length > 0)
            path.Append('.');
        path.Append(key);
    }

    private Node? First(Node at, int depth)
    {
        for (; depth < steps.Length; depth++)
        {
            var step = steps[depth];
            if (step.Kind is StepKind.AnyItem or StepKind.AnyKey)
            {
                foreach (var node in Select(at, depth))
                    return node;
                return null;
            }

            if ((step.Kind == StepKind.Key ? at.Find(step.Key) : Item(at, step.Index)) is not { } next)
                return null;
            at = next;
        }

        return at;
    }

    private IEnumerable<Node> Select(Node at, int depth)
    {
        for (; depth < steps.Length && steps[depth].Kind is StepKind.Key or StepKind.Item; depth++)
        {
            if ((steps[depth].Kind == StepKind.Key ? at.Find(steps[depth].Key) : Item(at, steps[depth].Index)) is not { } next)
                return [];
            at = next;
        }

        return depth == steps.Length ? [at] : Every(at, depth);
    }

    private IEnumerable<Node> Every(Node at, int depth)
    {
        if (steps[depth].Kind == StepKind.AnyItem)
        {
            foreach (var item in at.Items)
            {
                foreach (var node in Select(item, depth + 1))
                    yield return node;
            }

            yield break;
        }

        foreach (var entry in at.Entries)
        {
            foreach (var node in Select(entry.Value, depth + 1))
                yield return node;
        }
    }

    private static Node? Item(Node sequence, int index)
    {
        var at = 0;
        foreach (var item in sequence.Items)
        {
            if (at++ == index)
                return item;
        }

        return null;
    }

    private enum StepKind
    {
        Key,
        AnyKey,
        Item,
        AnyItem,
    }

    private readonly record struct Step(StepKind Kind, string Key, int Index);
}
