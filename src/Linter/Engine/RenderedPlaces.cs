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
        foreach (var document in yaml.Documents)
        {
            if (document.Span.Start <= span.Start && span.End <= document.Span.End)
                return Within(document, document, span);
        }

        return null;
    }

    private static RenderedPlace Within(Node document, Node node, SourceSpan span)
    {
        while (true)
        {
            if (node.Span == span || node.IsScalar)
                return new RenderedPlace(document, node, IsKey: false);

            if (node.IsMapping)
            {
                var entry = node.Entries.Cast<Entry?>().FirstOrDefault(entry => entry!.Value.Key.Span.Start <= span.Start && span.End <= Math.Max(entry.Value.Key.Span.End, entry.Value.Value.Span.End));
                if (entry is not { } at)
                    return new RenderedPlace(document, node, IsKey: false);
                if (at.Value.Span.Start > span.Start || span.End > at.Value.Span.End || (at.Value.Span.Length == 0 && at.Key.Span.Contains(span)))
                    return new RenderedPlace(document, at.Key, IsKey: true);
                node = at.Value;
                continue;
            }

            var item = node.Items.Cast<Node?>().FirstOrDefault(item => item!.Value.Span.Start <= span.Start && span.End <= item.Value.Span.End);
            if (item is not { } inner)
                return new RenderedPlace(document, node, IsKey: false);
            node = inner;
        }
    }
}
