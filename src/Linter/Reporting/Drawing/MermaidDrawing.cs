using System.Globalization;
using System.Text;

namespace Linter.Reporting.Drawing;

/// <summary>A Mermaid flowchart, to paste into a description or a README.</summary>
public sealed class MermaidDrawing : IDrawing
{
    /// <summary>What renderers refuse beyond (maxTextSize and maxEdges of Mermaid's configuration; GitHub keeps both).</summary>
    public const int MostCharacters = 50_000;

    public const int MostEdges = 500;

    // Each part may be written as it is; everything else becomes a numeric entity, so that no name is taken for syntax.
    private const string Harmless = " -_./:,()*=→×✗…";

    public void Write(Picture picture, TextWriter output)
    {
        void Line(string line) => output.Write(line + "\n");

        Line("flowchart LR");
        foreach (var group in picture.Groups)
        {
            var nodes = picture.Nodes.Where(node => node.Group == group).ToList();
            var isFramed = PictureLayout.IsFramed(picture.Groups);
            foreach (var host in nodes.Where(node => node.Column == PictureColumn.Host))
                Line($"  {Id(host)}{Node(host)}");
            if (isFramed)
                Line($"  subgraph g{group.Number.ToString(CultureInfo.InvariantCulture)}[\"{Escaped(group.Title)}\"]");
            foreach (var node in nodes.Where(node => node.Column != PictureColumn.Host))
                Line($"  {(isFramed ? "  " : "")}{Id(node)}{Node(node)}");
            if (isFramed)
                Line("  end");
        }

        foreach (var edge in picture.Edges)
            Line($"  {Id(picture.Nodes[edge.From])} {Arrow(edge)} {Id(picture.Nodes[edge.To])}");
        Line("  classDef broken stroke:#cf222e,stroke-width:3px");
        Line("  classDef doubtful stroke:#bf8700,stroke-width:2px");
        Line("  classDef outside stroke:#8c959f,stroke-dasharray:3 3,color:#6e7781");
        foreach (var state in (LinkState[])[LinkState.Broken, LinkState.Doubtful, LinkState.Outside])
        {
            var nodes = picture.Nodes.Where(node => node.State == state).Select(Id).ToList();
            if (nodes.Count > 0)
                Line($"  class {string.Join(',', nodes)} {PictureWords.Of(state)}");
            var edges = picture.Edges.Where(edge => edge.State == state)
                .Select(edge => edge.Number.ToString(CultureInfo.InvariantCulture))
                .ToList();
            if (edges.Count > 0)
                Line($"  linkStyle {string.Join(',', edges)} {Style(state)}");
        }
    }

    /// <summary>Text within double quotes.</summary>
    internal static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var rune in Printable.Of(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Harmless.Contains(rune.ToString(), StringComparison.Ordinal))
                escaped.Append(rune.ToString());
            else
                escaped.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
        }

        // Addresses become links by themselves, and with them what the label looks like.
        return escaped.Replace("://", "#58;//").ToString();
    }

    private static string Id(PictureNode node) => string.Create(CultureInfo.InvariantCulture, $"n{node.Number}");

    private static string Node(PictureNode node)
    {
        var kind = node.Extra.Length == 0 ? node.Kind : $"{node.Kind} {node.Extra}";
        string[] lines = [kind, node.Name, node.Ports, PictureWords.Doubt(node)];
        var label = string.Join("<br/>", lines.Where(line => line.Length > 0).Select(Escaped));
        return node.Column == PictureColumn.Host ? $"([\"{label}\"])" : $"[\"{label}\"]";
    }

    private static string Arrow(PictureEdge edge)
    {
        var isDotted = edge.State is LinkState.Broken or LinkState.Outside || edge.Use == LinkUse.Calls;
        var label = edge.State == LinkState.Broken
            ? $"{edge.Label} ✗ {PictureWords.Rules(edge.Findings)}".Trim()
            : edge.State == LinkState.Doubtful && !edge.Findings.IsEmpty ? $"{edge.Label} {PictureWords.Rules(edge.Findings)}".Trim()
            : edge.Label;
        return label.Length == 0 ? isDotted ? "-.->" : "-->"
            : isDotted ? $"-. \"{Escaped(label)}\" .->" : $"-- \"{Escaped(label)}\" -->";
    }

    private static string Style(LinkState state) => state switch
    {
        LinkState.Broken => "stroke:#cf222e,stroke-width:3px",
        LinkState.Doubtful => "stroke:#bf8700,stroke-width:2px",
        _ => "stroke:#8c959f",
    };
}
