using Linter.Findings;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Reporting.Drawing;

/// <summary>
/// Lays each finding on the links whose fields hold its span, else on the resource that does. Fields lie in one another or
/// apart, as YAML does, so that one pass from top to bottom is enough.
/// </summary>
internal static class FindingPlacement
{
    /// <summary>The findings that lie in no resource.</summary>
    public static List<Finding> Lay(PictureSketch sketch)
    {
        var areas = Areas(sketch);
        var unplaced = new List<Finding>();
        foreach (var ofFile in sketch.Unit.Findings.SelectMany(Ends).GroupBy(one => one.At.Source))
        {
            if (areas.TryGetValue(ofFile.Key, out var here))
                Lay(sketch, here, [.. ofFile.OrderBy(one => one.At.Start).ThenByDescending(one => one.At.End)], unplaced);
            else
                unplaced.AddRange(ofFile.Select(one => one.Finding));
        }

        return unplaced;
    }

    // Of two routes for the same requests either may get them.
    private static IEnumerable<(SourceSpan At, Finding Finding)> Ends(Finding finding) =>
        finding.RuleId == PictureBuilder.Conflict
            ? [(finding.Span, finding), .. finding.Related.Take(1).Select(other => (other.Span, finding))]
            : [(finding.Span, finding)];

    private static Dictionary<SourceText, List<Area>> Areas(PictureSketch sketch)
    {
        var all = new Dictionary<SourceSpan, Area>();
        Area At(SourceSpan span)
        {
            if (!all.TryGetValue(span, out var area))
                all[span] = area = new Area(span);
            return area;
        }

        foreach (var resource in sketch.Unit.Unit.Resources)
            At(resource.Root.Span).Resource ??= resource;
        foreach (var edge in sketch.Edges)
        {
            foreach (var place in edge.Places)
                At(place).Edges.Add(edge);
        }

        return all.Values.GroupBy(area => area.Span.Source).ToDictionary(
            group => group.Key,
            group => group.OrderBy(area => area.Span.Start).ThenByDescending(area => area.Span.End).ToList());
    }

    private static void Lay(PictureSketch sketch, List<Area> areas, List<(SourceSpan At, Finding Finding)> findings, List<Finding> unplaced)
    {
        var open = new Stack<Area>();
        var next = 0;
        foreach (var (at, finding) in findings)
        {
            while (next < areas.Count && areas[next].Span.Start <= at.Start)
            {
                Close(open, areas[next].Span.Start);
                open.Push(areas[next++]);
            }

            Close(open, at.Start);
            var around = open.FirstOrDefault(area => area.Span.End >= at.End);
            if (around is null)
                unplaced.Add(finding);
            else if (around.Edges.Count > 0)
                around.Edges.ForEach(edge => edge.Findings.Add(finding));
            else
                sketch.NodeOf(around.Resource!).Findings.Add(finding);
        }
    }

    private static void Close(Stack<Area> open, int start)
    {
        while (open.TryPeek(out var area) && area.Span.End < start)
            open.Pop();
    }

    private sealed class Area(SourceSpan span)
    {
        public SourceSpan Span { get; } = span;

        public Resource? Resource { get; set; }

        public List<DraftEdge> Edges { get; } = [];
    }
}
