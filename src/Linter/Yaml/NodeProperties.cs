using Linter.Findings;
using Linter.Text;
using YamlDotNet.Core.Events;

namespace Linter.Yaml;

/// <summary>Anchors and tags, which stand before their node; the parser does not say where.</summary>
internal sealed class NodeProperties(string text, GivenText given)
{
    /// <summary>From the first anchor or tag of a node to the node itself.</summary>
    public int Skip(NodeEvent node, int start, int to)
    {
        var characters = given.Characters;
        var at = EndOf(node, start, to);
        if (at == start)
            return start;

        while (at < to && (CommentFinder.IsWhite(characters[at]) || characters[at] == '#'))
            at = characters[at] == '#' ? CommentFinder.EndOfLine(text, at, to) : at + 1;
        return Math.Min(at, to);
    }

    /// <summary>Behind the last anchor or tag of a node; where it has none, its start.</summary>
    public int EndOf(NodeEvent node, int start, int to)
    {
        var count = (node.Anchor.IsEmpty ? 0 : 1) + (node.Tag.IsEmpty ? 0 : 1);
        var characters = given.Characters;
        var at = start;
        for (; count > 0; count--)
        {
            while (at < to && (CommentFinder.IsWhite(characters[at]) || characters[at] == '#'))
                at = characters[at] == '#' ? CommentFinder.EndOfLine(text, at, to) : at + 1;
            if (at == to || characters[at] is not ('&' or '!'))
                return at;
            while (at < to && !CommentFinder.IsWhite(characters[at]) && characters[at] is not (',' or ']' or '}'))
                at++;
        }

        return at;
    }

    public static string? TagOf(NodeEvent node) => node.Tag.IsEmpty ? null : node.Tag.IsNonSpecific ? "!" : node.Tag.Value;

    public static string? AnchorOf(NodeEvent node) => node.Anchor.IsEmpty ? null : node.Anchor.Value;

    /// <summary>An anchor or alias with a name that go-yaml does not take.</summary>
    public static Finding? BadAnchor(SourceText source, ParsingEvent parsed, int start, int to)
    {
        var name = parsed switch
        {
            AnchorAlias alias => alias.Value.Value,
            NodeEvent { Anchor.IsEmpty: false } node => node.Anchor.Value,
            _ => null,
        };
        if (name?.All(FastReader.IsNameCharacter) != false)
            return null;

        var mark = source.Text.AsSpan(start, to - start).IndexOfAny('&', '*') is >= 0 and var length ? start + length : start;
        return ReaderFindings.BadAnchor(source, mark, Math.Min(mark + 1 + name.Length, to));
    }
}
