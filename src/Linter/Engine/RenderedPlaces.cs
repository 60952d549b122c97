using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Engine;

/// <summary>Finds the node that a span of a rendered text speaks of.</summary>
internal static class RenderedPlaces
{
    /// <summary>The smallest node that holds the span; null for what lies between documents.</summary>
    public static RenderedPlace? At(YamlFile yaml, SourceSpan span)
    {
        var next = FirstThat(yaml, document => document.Span.End >= span.Start);
        return next < yaml.Documents.Length && yaml.Documents[next] is var document && document.Span.Start <= span.Start
            && span.End <= document.Span.End
            ? Within(document, document, span)
            : null;
    }

    /// <summary>The document that holds an offset, else the next one, else the last; null where there is none.</summary>
    public static Node? Near(YamlFile yaml, int offset) => yaml.Documents.IsEmpty
        ? null
        : yaml.Documents[Math.Min(FirstThat(yaml, document => document.Span.End >= offset), yaml.Documents.Length - 1)];

    // Of documents, which come in the order of their places.
    private static int FirstThat(YamlFile yaml, Func<Node, bool> isBehind)
    {
        var (low, high) = (0, yaml.Documents.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = isBehind(yaml.Documents[middle]) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static RenderedPlace Within(Node document, Node node, SourceSpan span)
    {
        while (true)
        {
            if (node.Span == span || node.IsScalar)
                return new RenderedPlace(document, node, IsKey: false);

            var (tree, near) = (node.Tree, Near(node, span.Start));
            if (node.IsMapping)
            {
                var entry = near is { } key && new Entry(tree.NodeAt(key), tree.NodeAt(tree.NextOf(key))) is var likely
                    && Holds(likely, span)
                    ? likely
                    : node.Entries.Cast<Entry?>().FirstOrDefault(entry => Holds(entry!.Value, span));
                if (entry is not { } at)
                    return new RenderedPlace(document, node, IsKey: false);
                if (at.Value.Span.Start > span.Start || span.End > at.Value.Span.End
                    || (at.Value.Span.Length == 0 && at.Key.Span.Contains(span)))
                {
                    return new RenderedPlace(document, at.Key, IsKey: true);
                }

                node = at.Value;
                continue;
            }

            var item = near is { } index && tree.NodeAt(index) is var there && there.Span.Contains(span) ? there
                : node.Items.Cast<Node?>().FirstOrDefault(item => item!.Value.Span.Contains(span));
            if (item is not { } inner)
                return new RenderedPlace(document, node, IsKey: false);
            node = inner;
        }
    }

    private static bool Holds(Entry entry, SourceSpan span) =>
        entry.Key.Span.Start <= span.Start && span.End <= Math.Max(entry.Key.Span.End, entry.Value.Span.End);

    // The item or key of a wide collection that begins last before an offset: a finding in each of many thousand must not look at all.
    private static int? Near(Node collection, int offset)
    {
        const int Wide = 64;
        var tree = collection.Tree;
        var (low, high) = (collection.Index + 1, tree.NextOf(collection.Index));
        if (high - low < Wide || (collection.IsMapping && !tree.MergedEntries(collection.Index).IsDefault))
            return null;

        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = tree.Data(middle).Start <= offset ? (middle + 1, high) : (low, middle);
        }

        return low > collection.Index + 1 ? tree.ChildAt(collection.Index, low - 1).Index : null;
    }
}
