using System.Collections.Immutable;
using Linter.Yaml;

namespace Linter.Manifests;

/// <summary>
/// From text that somebody else rendered to the charts that its "# Source:" comments name; what has none, or names no file
/// that is there, stays where it is.
/// </summary>
internal sealed class PipedWayBack(
    ImmutableSortedDictionary<string, RenderTarget> charts, ImmutableArray<Node> documents, SourceFiles sources) : WayBack
{
    private readonly List<HelmDocument> parts = documents.IsEmpty ? [] : [.. HelmDocument.All(documents[0].Tree.Source)];
    private readonly SortedDictionary<string, HelmWayBack> ways = new(StringComparer.Ordinal);

    public override IEnumerable<string> Sources =>
        parts.Select(part => WayOf(part.Source)).OfType<HelmWayBack>().Distinct().SelectMany(way => way.Sources)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public override Origin Of(RenderedPlace place)
    {
        var start = place.Document.Span.Start;
        var part = parts.FindLast(part => part.Start <= start);
        return WayOf(part?.Source) is { } way && way.Knows(place) ? way.Of(place) : new Origin(place.Node.Span, OriginCertainty.Exact);
    }

    private HelmWayBack? WayOf(string? source)
    {
        var name = source?.Split('/')[0];
        if (name is null || !charts.TryGetValue(name, out var chart))
            return null;
        if (!ways.TryGetValue(name, out var way))
            ways.Add(name, way = new HelmWayBack(chart, documents, sources, isPiped: true));
        return way;
    }
}
