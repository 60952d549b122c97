namespace Linter.Reporting.Drawing;

/// <summary>A picture as text, from the outside in; what was shown above is only named again.</summary>
/// <param name="paint">Whether states are coloured; they are said in words all the same.</param>
/// <param name="isUnicode">Whether lines and marks beyond ASCII can be shown.</param>
public sealed class TreeDrawing(bool paint, bool isUnicode) : IDrawing
{
    private const int MostDepth = 40;

    private readonly (string Branch, string Last, string Down, string Blank) lines = isUnicode
        ? ("├─ ", "└─ ", "│  ", "   ")
        : ("|- ", "`- ", "|  ", "   ");

    public void Write(Picture picture, TextWriter output)
    {
        var outgoing = picture.Edges.ToLookup(edge => edge.From);
        var arriving = picture.Edges.Where(edge => edge.Use != LinkUse.Calls).ToLookup(edge => edge.To);
        var group = -1;
        var told = new HashSet<int>();
        void Root(PictureNode node)
        {
            if (group != node.Group.Number && PictureLayout.IsFramed(picture.Groups))
                output.Write($"{(group < 0 ? "" : "\n")}{new Paint(paint).Bold(Printable.Of(node.Group.Title))}\n");
            group = node.Group.Number;
            output.Write($"{Describe(node)}{Rules(node)}\n");
            Branch(picture, node, "", outgoing, told, output, 0);
        }

        foreach (var node in picture.Nodes.Where(node => !arriving.Contains(node.Number) && !told.Contains(node.Number)))
            Root(node);
        // What only leads around in a circle.
        foreach (var node in picture.Nodes.Where(node => !told.Contains(node.Number) && arriving.Contains(node.Number)))
        {
            if (!told.Contains(node.Number))
                Root(node);
        }
    }

    private void Branch(
        Picture picture, PictureNode node, string indent, ILookup<int, PictureEdge> outgoing, HashSet<int> told, TextWriter output,
        int depth)
    {
        told.Add(node.Number);
        var edges = outgoing[node.Number].ToList();
        for (var i = 0; i < edges.Count; i++)
        {
            var (edge, isLast) = (edges[i], i == edges.Count - 1);
            var to = picture.Nodes[edge.To];
            var isNew = edge.Use != LinkUse.Calls && !told.Contains(to.Number) && depth < MostDepth;
            var above = !isNew && edge.Use != LinkUse.Calls && outgoing.Contains(to.Number) ? isUnicode ? " …" : " ..." : "";
            output.Write($"{indent}{(isLast ? lines.Last : lines.Branch)}{Lead(edge)}{Describe(to)}{Where(node, to)}{above}{Said(edge)}{(isNew ? Rules(to) : "")}\n");
            if (isNew)
                Branch(picture, to, indent + (isLast ? lines.Blank : lines.Down), outgoing, told, output, depth + 1);
        }
    }

    private string Lead(PictureEdge edge)
    {
        var mark = edge.State switch
        {
            LinkState.Broken => isUnicode ? "✗ " : "[broken] ",
            LinkState.Doubtful => "? ",
            _ => "",
        };
        var words = edge.Use == LinkUse.Calls ? $"calls {edge.Label}".TrimEnd() : edge.Use == LinkUse.Uses ? "" : Plain(edge.Label);
        return $"{new Paint(paint).Level(edge.State == LinkState.Broken ? Findings.Severity.Error : Findings.Severity.Warning, mark)}{words}{(words.Length > 0 ? "  " : "")}";
    }

    private string Plain(string text) => isUnicode ? Printable.Of(text) : Printable.Of(text.Replace("→", "->", StringComparison.Ordinal));

    private string Describe(PictureNode node)
    {
        var extra = node.Extra.Length == 0 ? "" : $" {(isUnicode ? node.Extra : node.Extra.Replace('×', 'x'))}";
        var ports = node.Ports.Length > 0 ? $"  {node.Ports}" : "";
        return Printable.Of($"{node}{extra}{ports}");
    }

    private static string Said(PictureEdge edge)
    {
        var missing = edge.State == LinkState.Outside ? "   (outside)" : "";
        return edge.Findings.IsEmpty ? missing : $"   {PictureWords.Rules(edge.Findings)}";
    }

    private string Rules(PictureNode node)
    {
        var doubt = PictureWords.Doubt(node);
        return doubt.Length > 0 ? "   " + (isUnicode ? doubt : doubt.Replace("✗", "[broken]", StringComparison.Ordinal))
            : node.Findings.IsEmpty ? "" : $"   {PictureWords.Rules(node.Findings)}";
    }

    private static string Where(PictureNode from, PictureNode to) =>
        to.Group.Namespace is { } name && name != from.Group.Namespace && from.Column != PictureColumn.Host
            ? Printable.Of($"  (namespace {name})")
            : "";
}
