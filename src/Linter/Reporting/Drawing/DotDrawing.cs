using System.Globalization;

namespace Linter.Reporting.Drawing;

/// <summary>A graph in the language of Graphviz.</summary>
public sealed class DotDrawing : IDrawing
{
    public void Write(Picture picture, TextWriter output)
    {
        void Line(string line) => output.Write(line + "\n");

        Line("digraph links {");
        Line("  rankdir=LR; fontname=\"monospace\"; fontsize=11;");
        Line("  node [shape=box, fontname=\"monospace\", fontsize=11, style=rounded];");
        Line("  edge [fontname=\"monospace\", fontsize=10, color=\"#57606a\"];");
        foreach (var group in picture.Groups)
        {
            Line($"  subgraph cluster_{group.Number.ToString(CultureInfo.InvariantCulture)} {{");
            Line($"    label={Quoted(group.Title)}; color=\"#d0d7de\";");
            foreach (var node in picture.Nodes.Where(node => node.Group == group))
                Line($"    {Id(node)} [label={Label(node)}{Style(node)}];");
            Line("  }");
        }

        foreach (var edge in picture.Edges)
            Line($"  {Id(picture.Nodes[edge.From])} -> {Id(picture.Nodes[edge.To])} [{Style(edge)}];");
        Line("}");
    }

    private static string Id(PictureNode node) => string.Create(CultureInfo.InvariantCulture, $"n{node.Number}");

    private static string Label(PictureNode node) =>
        Quoted([.. new[] { node.Extra.Length == 0 ? node.Kind : $"{node.Kind} {node.Extra}", node.Name, node.Ports,
            PictureWords.Doubt(node) }
            .Where(line => line.Length > 0)]);

    // Between the quotes a backslash begins an escape, and an ampersand an entity.
    private static string Quoted(params string[] lines) =>
        $"\"{string.Join("\\n", lines.Select(line => Printable.Of(line).Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("&", "&amp;")))}\"";

    private static string Style(PictureNode node) =>
        (node.Column == PictureColumn.Host ? ", shape=ellipse" : "") + node.State switch
        {
            LinkState.Broken => $", color=\"#cf222e\", penwidth=2{(node.IsMissing ? ", style=\"rounded,dashed\"" : "")}",
            LinkState.Doubtful when node.IsMissing => ", color=\"#bf8700\", penwidth=2, style=\"rounded,dashed\"",
            LinkState.Doubtful => ", color=\"#bf8700\", penwidth=2",
            LinkState.Outside => ", color=\"#8c959f\", fontcolor=\"#6e7781\", style=\"rounded,dashed\"",
            _ => "",
        };

    private static string Style(PictureEdge edge)
    {
        var rules = PictureWords.Rules(edge.Findings);
        var text = edge.State switch
        {
            LinkState.Broken => $"✗ {edge.Label} {rules}",
            LinkState.Doubtful => $"{edge.Label} {rules}",
            _ => edge.Label,
        };
        return $"label={Quoted(text.Trim())}" + edge.State switch
        {
            LinkState.Broken => ", color=\"#cf222e\", fontcolor=\"#cf222e\", style=dashed, penwidth=2",
            LinkState.Doubtful => ", color=\"#bf8700\", fontcolor=\"#7d4e00\", penwidth=1.5",
            LinkState.Outside => ", color=\"#8c959f\", fontcolor=\"#6e7781\", style=dotted",
            _ => edge.Use == LinkUse.Calls ? ", color=\"#0969da\"" : "",
        };
    }
}
