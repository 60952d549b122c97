using System.Text;
using Linter.Text;
using Linter.Yaml;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using ScalarStyle = YamlDotNet.Core.ScalarStyle;

namespace Linter.Tests.Yaml;

/// <summary>One case of the YAML test suite.</summary>
/// <param name="Id">Its file's name, with the number of the case where the file holds several: "DK95/03".</param>
/// <param name="Text">What is to be read.</param>
/// <param name="Events">What it means, in the suite's notation; null where the text is wrong.</param>
internal sealed record SuiteCase(string Id, string Text, string? Events);

/// <summary>The YAML test suite, and what readers make of its cases: one line a document, null for a refusal.</summary>
/// <remarks>
/// A scalar is shown as its style's mark, tag and text; aliases as what they stand for. Documents without any content are
/// left out: they hold no manifest.
/// </remarks>
internal static class YamlSuite
{
    private const string Empty = ":";

    public static IEnumerable<SuiteCase> Cases(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var items = YamlReader.Read(new SourceText(path, File.ReadAllText(path)), YamlEngine.Reference)
                .Documents.SelectMany(document => document.Items)
                .ToList();
            string? events = null;
            for (var i = 0; i < items.Count; i++)
            {
                // A case without events of its own means what the one before it means.
                events = items[i].Find("fail") is not null ? null : items[i].Find("tree") is { } tree ? Unescaped(tree.Value) : events;
                var name = Path.GetFileNameWithoutExtension(path);
                if (items[i].Find("yaml") is { } yaml)
                {
                    yield return new SuiteCase(items.Count == 1 ? name : FormattableString.Invariant($"{name}/{i:00}"),
                        Unescaped(yaml.Value), events);
                }
            }
        }
    }

    /// <summary>What the suite says.</summary>
    public static string? Expected(SuiteCase one) => one.Events is { } events ? new EventReader(events).Documents() : null;

    /// <summary>What the linter's reader makes of it.</summary>
    public static string? Read(SuiteCase one)
    {
        var file = YamlReader.Read(new SourceText("case.yaml", one.Text));
        return file.IsComplete ? Joined(file.Documents.Select(root => Show(root.Tree, root.Index))) : null;
    }

    /// <summary>What the parser alone makes of it.</summary>
    public static string? Parse(SuiteCase one)
    {
        try
        {
            var parser = new Parser(new Scanner(new StringReader(one.Text), skipComments: true));
            var documents = new List<string>();
            parser.Consume<StreamStart>();
            while (!parser.Accept<StreamEnd>(out _))
            {
                parser.Consume<DocumentStart>();
                documents.Add(Show(parser, new Dictionary<string, string>(StringComparer.Ordinal)));
                parser.Consume<DocumentEnd>();
            }

            return Joined(documents);
        }
#pragma warning disable CA1031 // Whatever it throws, it did not read the text.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private static string Joined(IEnumerable<string> documents) => string.Join('\n', documents.Where(document => document != Empty));

    /// <summary>The suite's files write white space in visible characters.</summary>
    private static string Unescaped(string shown)
    {
        var text = shown.Replace("␣", " ", StringComparison.Ordinal).Replace("—", "", StringComparison.Ordinal)
            .Replace("»", "\t", StringComparison.Ordinal)
            .Replace("⇔", "\uFEFF", StringComparison.Ordinal)
            .Replace("←", "\r", StringComparison.Ordinal)
            .Replace("↵", "", StringComparison.Ordinal);
        return text.EndsWith("∎\n", StringComparison.Ordinal) ? text[..^2] : text;
    }

    private static string Scalar(char style, string? tag, string value) =>
        $"{(tag is null ? "" : $"<{tag}>")}{style}{value.Replace("\n", "⏎", StringComparison.Ordinal)}";

    private static string Collection(bool isMapping, string? tag, IEnumerable<string> children) =>
        $"{(tag is null ? "" : $"<{tag}>")}{(isMapping ? '{' : '[')}{string.Join(", ", children)}{(isMapping ? '}' : ']')}";

    private static string Show(NodeTree tree, int index)
    {
        var node = tree.Data(index);
        if (node.Kind == NodeKind.Alias)
            return Show(tree, node.Payload);
        if (node.Kind == NodeKind.Scalar)
            return Scalar(Mark(node.Style.ToString()), tree.TagOf(index), tree.SpanOf(index).ToString());

        var children = new List<string>();
        for (var child = index + 1; child < tree.NextOf(index); child = tree.NextOf(child))
            children.Add(Show(tree, child));
        return Collection(node.Kind == NodeKind.Mapping, tree.TagOf(index), children);
    }

    // The parser's styles and the tree's have the same names.
    private static char Mark(string style) => style switch
    {
        nameof(ScalarStyle.SingleQuoted) => '\'',
        nameof(ScalarStyle.DoubleQuoted) => '"',
        nameof(ScalarStyle.Literal) => '|',
        nameof(ScalarStyle.Folded) => '>',
        _ => ':',
    };

    private static string Show(Parser parser, Dictionary<string, string> anchors)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return anchors[alias.Value.Value];

        var node = (NodeEvent)parser.Current!;
        parser.MoveNext();
        var tag = node.Tag.IsEmpty ? null : node.Tag.IsNonSpecific ? "!" : node.Tag.Value;
        var shown = node is Scalar scalar
            ? Scalar(Mark(scalar.Style.ToString()), tag, scalar.Value)
            : Collection(node is MappingStart, tag, Children(parser, anchors));
        if (!node.Anchor.IsEmpty)
            anchors[node.Anchor.Value] = shown;
        return shown;
    }

    private static List<string> Children(Parser parser, Dictionary<string, string> anchors)
    {
        var children = new List<string>();
        while (!parser.TryConsume<MappingEnd>(out _) && !parser.TryConsume<SequenceEnd>(out _))
            children.Add(Show(parser, anchors));
        return children;
    }

    /// <summary>Reads "+MAP {} &amp;a", "=VAL :text" and their like, one a line.</summary>
    private sealed class EventReader(string events)
    {
        private readonly string[] lines = [.. events.Split('\n').Select(line => line.TrimStart(' '))];
        private readonly Dictionary<string, string> anchors = new(StringComparer.Ordinal);
        private int at;

        public string Documents()
        {
            var documents = new List<string>();
            for (; at < lines.Length; at++)
            {
                if (!lines[at].StartsWith("+DOC", StringComparison.Ordinal))
                    continue;
                at++;
                anchors.Clear();
                documents.Add(Node());
            }

            return Joined(documents);
        }

        private string Node()
        {
            var line = lines[at++];
            var kind = line[..4];
            if (kind == "=ALI")
                return anchors[line[6..]];

            var rest = line[4..].TrimStart(' ');
            if (rest.StartsWith("[]", StringComparison.Ordinal) || rest.StartsWith("{}", StringComparison.Ordinal))
                rest = rest[2..].TrimStart(' ');
            var anchor = Property(ref rest, '&');
            var tag = Property(ref rest, '<') is { } bracketed ? bracketed[..^1] : null;
            var shown = kind == "=VAL" ? Scalar(rest[0], tag, Decoded(rest[1..])) : Collection(kind == "+MAP", tag, Children());
            if (anchor is not null)
                anchors[anchor] = shown;
            return shown;
        }

        private List<string> Children()
        {
            var children = new List<string>();
            while (lines[at][0] != '-')
                children.Add(Node());
            at++;
            return children;
        }

        private static string? Property(ref string rest, char mark)
        {
            if (!rest.StartsWith(mark))
                return null;

            var end = rest.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var space ? space : rest.Length;
            var property = rest[1..end];
            rest = rest[end..].TrimStart(' ');
            return property;
        }

        private static string Decoded(string text)
        {
            var decoded = new StringBuilder();
            for (var i = 0; i < text.Length; i++)
            {
                decoded.Append(text[i] != '\\' ? text[i] : text[++i] switch
                {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'b' => '\b',
                    var other => other,
                });
            }

            return decoded.ToString();
        }
    }
}
