using System.Collections.Immutable;
using Linter.Text;

namespace Linter.Yaml;

/// <summary>
/// What the comments of one file speak of. On a line of its own a comment covers the entry or item that follows, or the
/// whole document before its first key. At a line's end it covers what begins on that line, values included; where nothing
/// does, what ends there.
/// </summary>
public sealed class CommentCovers
{
    private readonly NodeTree? tree;
    private readonly Role[] roles = [];
    private readonly int[] parents = [];

    public CommentCovers(ImmutableArray<Node> documents)
    {
        if (documents.IsDefaultOrEmpty)
            return;

        tree = documents[0].Tree;
        roles = new Role[tree.Count];
        parents = new int[tree.Count];
        foreach (var document in documents)
            parents[document.Index] = -1;
        for (var index = 0; index < tree.Count; index++)
            PlaceChildren(tree, index);
    }

    private enum Role : byte
    {
        Document,
        Key,
        Value,
        Item,
    }

    /// <summary>Spans that do not overlap, in order; empty where nothing follows.</summary>
    public List<SourceSpan> Of(Comment comment)
    {
        if (tree is null)
            return [];

        var lineStart = tree.Source.LineStart(comment.Span.From.Line);
        if (!comment.IsTrailing || IsMark(tree.Source.Text.AsSpan(lineStart, comment.Span.Start - lineStart)))
            return Following(tree, comment.Span.End);

        var begun = Begun(tree, lineStart, comment.Span.Start);
        return begun.Count > 0 ? begun : Ended(tree, lineStart, comment.Span.Start);
    }

    // "---", or the dashes of items that begin on a later line.
    private static bool IsMark(ReadOnlySpan<char> before) => before.IndexOfAnyExcept("- \t\uFEFF") < 0;

    private void PlaceChildren(NodeTree nodes, int index)
    {
        var node = nodes.Data(index);
        if (node.Kind is not (NodeKind.Mapping or NodeKind.Sequence))
            return;

        var role = node.Kind == NodeKind.Mapping ? Role.Key : Role.Item;
        for (var child = index + 1; child < node.Payload; child = nodes.NextOf(child))
        {
            (roles[child], parents[child]) = (role, index);
            role = role switch { Role.Key => Role.Value, Role.Value => Role.Key, _ => role };
        }
    }

    private List<SourceSpan> Following(NodeTree nodes, int from)
    {
        var index = nodes.FirstFrom(from);
        if (index == nodes.Count)
            return [];

        // The first child of a block begins where the block does.
        var isBlock = nodes.NextOf(index) > index + 1 && nodes.Source.Text[nodes.Data(index).Start] is not ('{' or '[');
        return [Whole(nodes, roles[index] == Role.Value && isBlock ? index + 1 : index)];
    }

    private List<SourceSpan> Begun(NodeTree nodes, int from, int to)
    {
        var covers = new List<SourceSpan>();
        for (var index = nodes.FirstFrom(from); index < nodes.Count && nodes.Data(index).Start < to;)
        {
            var node = nodes.Data(index);
            if (roles[index] == Role.Key || node.Kind is NodeKind.Scalar or NodeKind.Alias || node.End <= to)
            {
                covers.Add(Whole(nodes, index));
                index = roles[index] == Role.Key ? nodes.NextOf(nodes.NextOf(index)) : nodes.NextOf(index);
            }
            else
            {
                index++;
            }
        }

        return covers;
    }

    private List<SourceSpan> Ended(NodeTree nodes, int from, int to)
    {
        var outermost = -1;
        for (var index = nodes.FirstFrom(from) - 1; index >= 0; index = parents[index])
        {
            if (nodes.Data(index).End > from && nodes.Data(index).End <= to)
                outermost = index;
        }

        return outermost < 0 ? [] : [Whole(nodes, outermost)];
    }

    // Of a key or a value, the entry.
    private SourceSpan Whole(NodeTree nodes, int index)
    {
        var (first, last) = roles[index] switch
        {
            Role.Key => (index, nodes.NextOf(index)),
            Role.Value => (KeyOf(nodes, index), index),
            _ => (index, index),
        };
        return nodes.Source.Span(nodes.Data(first).Start, Math.Max(nodes.Data(first).End, nodes.Data(last).End));
    }

    private int KeyOf(NodeTree nodes, int value)
    {
        for (var key = value - 1; ; key--)
        {
            if (parents[key] == parents[value])
                return key;
        }
    }
}
