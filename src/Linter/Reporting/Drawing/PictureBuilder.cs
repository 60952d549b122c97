using System.Collections.Immutable;
using System.Globalization;
using Linter.Engine;
using Linter.Findings;
using Linter.Text;

namespace Linter.Reporting.Drawing;

/// <summary>
/// From checked units to what is drawn of them. Nothing is judged here: links come from the graph, their states from the findings.
/// </summary>
public static class PictureBuilder
{
    /// <summary>An error by which either of two links works: both are doubtful, as entry points say.</summary>
    public const string Conflict = "ingress-route-conflict";

    // More labels than these say less than their number.
    private const int MostLabels = 2;

    public static Picture Build(ImmutableArray<CheckedUnit> units)
    {
        var (groups, nodes, edges, unplaced) = (new List<PictureGroup>(), new List<PictureNode>(), new List<PictureEdge>(),
            new List<Finding>());
        foreach (var unit in units)
        {
            var sketch = new PictureSketch(unit);
            SketchTraffic.Draw(sketch);
            SketchReferences.Draw(sketch);
            var places = new ShownPlaces(unit);
            unplaced.AddRange(FindingPlacement.Lay(sketch).Select(places.Of));
            Finish(sketch, places, groups, nodes, edges);
        }

        return new Picture([.. groups], [.. nodes], [.. edges], [.. unplaced]);
    }

    private static void Finish(
        PictureSketch sketch, ShownPlaces places, List<PictureGroup> groups, List<PictureNode> nodes, List<PictureEdge> edges)
    {
        var drawn = sketch.Edges.Where(IsDrawn).ToList();
        PlaceGuests(drawn);
        PlaceClusterWide(drawn);
        var linked = drawn.SelectMany(edge => (DraftNode[])[edge.From, edge.To]).ToHashSet();
        var shown = sketch.Nodes
            .Where(node => linked.Contains(node) || node.Findings.Count > 0 || node is { Resource: not null, IsMinor: false })
            .ToList();
        var groupOf = Groups(sketch, shown, groups);
        var incoming = drawn.ToLookup(edge => edge.To);
        var numbers = new Dictionary<DraftNode, int>();
        foreach (var node in shown.OrderBy(node => groupOf[node].Number).ThenBy(node => node.Column))
        {
            numbers[node] = nodes.Count;
            nodes.Add(Node(places, node, nodes.Count, groupOf[node], incoming[node]));
        }

        foreach (var same in drawn.GroupBy(edge => (From: numbers[edge.From], To: numbers[edge.To], edge.Use, State: StateOf(edge)))
            .OrderBy(same => same.Key.From))
        {
            edges.Add(Edge(places, [.. same], edges.Count, same.Key.From, same.Key.To, same.Key.State));
        }
    }

    private static bool IsDrawn(DraftEdge edge) => !edge.IsMinor || edge.Findings.Count > 0;

    // Hosts stand by what they lead to.
    private static void PlaceGuests(List<DraftEdge> edges)
    {
        foreach (var edge in Enumerable.Reverse(edges))
        {
            if (edge.From.IsGuest)
                (edge.From.Namespace, edge.From.IsClusterWide) = (edge.To.Namespace, edge.To.IsClusterWide);
            else if (edge.To.IsGuest)
                (edge.To.Namespace, edge.To.IsClusterWide) = (edge.From.Namespace, edge.From.IsClusterWide);
        }
    }

    // What is for the whole cluster stands with the one namespace that it has to do with.
    private static void PlaceClusterWide(List<DraftEdge> edges)
    {
        var neighbours = edges.SelectMany(edge => ((DraftNode Node, DraftNode Other)[])[(edge.From, edge.To), (edge.To, edge.From)])
            .Where(pair => pair.Node.IsClusterWide)
            .ToLookup(pair => pair.Node, pair => pair.Other);
        foreach (var of in neighbours)
        {
            var homes = of.Select(other => (other.IsClusterWide, other.Namespace)).Distinct().Take(2).ToList();
            if (homes is [{ IsClusterWide: false, Namespace: var home }])
                (of.Key.IsClusterWide, of.Key.Namespace) = (false, home);
        }
    }

    private static Dictionary<DraftNode, PictureGroup> Groups(PictureSketch sketch, List<DraftNode> shown, List<PictureGroup> groups)
    {
        var unit = sketch.Unit.Unit.Name;
        var made = new Dictionary<(bool IsClusterWide, string Namespace), PictureGroup>();
        var keys = shown.Select(Key).Distinct().OrderBy(key => key.IsClusterWide).ThenBy(key => key.Namespace, StringComparer.Ordinal);
        foreach (var key in keys)
        {
            var title = key.IsClusterWide ? "cluster-wide"
                : key.Namespace.Length == 0 ? "no namespace given"
                : $"namespace {key.Namespace}";
            made[key] = new PictureGroup(groups.Count, unit, key.Namespace.Length == 0 ? null : key.Namespace,
                unit.Length == 0 ? title : $"{unit}: {title}");
            groups.Add(made[key]);
        }

        return shown.ToDictionary(node => node, node => made[Key(node)]);
    }

    private static (bool IsClusterWide, string Namespace) Key(DraftNode node) => (node.IsClusterWide, node.Namespace ?? "");

    private static PictureNode Node(ShownPlaces places, DraftNode node, int number, PictureGroup group, IEnumerable<DraftEdge> incoming)
    {
        var state = node.IsMissing ? OfMissing(incoming.Select(StateOf)) : OfFindings(node.Findings);
        return new PictureNode(number, node.Column, group, node.Kind, node.Name)
        {
            Extra = node.Extra,
            Ports = node.Ports,
            Place = node.Resource is { } resource ? places.Of(resource.NameNode.Span) : null,
            IsMissing = node.IsMissing,
            State = state,
            Findings = places.Ordered(node.Findings),
        };
    }

    private static PictureEdge Edge(ShownPlaces places, List<DraftEdge> same, int number, int from, int to, LinkState state)
    {
        var labels = same.Select(edge => edge.Label).Where(label => label.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var more = labels.Count - MostLabels;
        var label = string.Join(", ", labels.Take(MostLabels))
            + (more > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {more} more") : "");
        return new PictureEdge(number, from, to, same[0].Use, label)
        {
            Through = string.Join(", ",
                same.Select(edge => edge.Through).Where(through => through.Length > 0).Distinct(StringComparer.Ordinal)),
            Place = same.SelectMany(edge => edge.Places).Cast<SourceSpan?>().FirstOrDefault() is { } place ? places.Of(place) : null,
            State = state,
            Findings = places.Ordered(same.SelectMany(edge => edge.Findings).Distinct(ReferenceEqualityComparer.Instance).Cast<Finding>()),
        };
    }

    private static LinkState StateOf(DraftEdge edge)
    {
        var state = OfFindings(edge.Findings);
        return state != LinkState.Sound ? state
            : edge.IsUncertain || (edge.To.IsMissing && edge.Findings.Count > 0) ? LinkState.Doubtful
            : edge.To.IsMissing || edge.From.IsMissing || edge.To.IsGuest ? LinkState.Outside
            : LinkState.Sound;
    }

    private static LinkState OfFindings(List<Finding> findings) =>
        findings.Exists(finding => finding.Severity == Severity.Error && finding.RuleId != Conflict) ? LinkState.Broken
        : findings.Exists(finding => finding.Severity >= Severity.Warning) ? LinkState.Doubtful
        : LinkState.Sound;

    private static LinkState OfMissing(IEnumerable<LinkState> incoming)
    {
        var states = incoming.ToHashSet();
        return states.Contains(LinkState.Broken) ? LinkState.Broken
            : states.Contains(LinkState.Doubtful) ? LinkState.Doubtful
            : LinkState.Outside;
    }

    /// <summary>Findings with the places that people know, each made once.</summary>
    private sealed class ShownPlaces(CheckedUnit unit)
    {
        private readonly Dictionary<Finding, Finding> made = new(ReferenceEqualityComparer.Instance);

        public SourceSpan Of(SourceSpan span) => unit.Shown(span);

        public ImmutableArray<Finding> Ordered(IEnumerable<Finding> findings) =>
            [.. findings.OrderByDescending(finding => finding.Severity).Select(Of)];

        public Finding Of(Finding finding)
        {
            if (!made.TryGetValue(finding, out var shown))
                made[finding] = shown = finding.Moved(Of);
            return shown;
        }
    }
}
