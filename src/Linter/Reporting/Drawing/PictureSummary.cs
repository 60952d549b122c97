namespace Linter.Reporting.Drawing;

/// <summary>Sentences about a picture and its parts.</summary>
public static class PictureSummary
{
    /// <summary>"23 resources, 31 links: 2 broken, 1 doubtful".</summary>
    public static string Of(Picture picture)
    {
        var states = new[] { LinkState.Broken, LinkState.Doubtful, LinkState.Outside }
            .Select(state => (State: state, Count: picture.Count(state)))
            .Where(state => state.Count > 0)
            .Select(state => string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{state.Count} {PictureWords.Of(state.State)}"));
        var text = $"{Plural.Of(picture.Nodes.Count(node => node.Place is not null), "resource")}, {Plural.Of(picture.Edges.Length, "link")}";
        var told = string.Join(", ", states);
        return told.Length == 0 ? text : $"{text}: {told}";
    }

    internal static string Of(Picture picture, PictureEdge edge)
    {
        var text = $"{picture.Nodes[edge.From]} {PictureWords.Of(edge.Use)} {picture.Nodes[edge.To]}";
        text += edge.Label.Length > 0 ? $", {edge.Label}" : edge.Through.Length > 0 ? $", {edge.Through}" : "";
        text += edge.State == LinkState.Sound ? "" : $", {PictureWords.Of(edge.State)}";
        return edge.Findings.IsEmpty ? text : $"{text}: {edge.Findings[0].Message.Text}";
    }

    internal static string Of(PictureNode node)
    {
        var text = $"{node}, {node.Group.Title}";
        text += node.IsMissing ? ", not among these manifests" : "";
        text += node.Ports.Length > 0 ? $", {node.Ports}" : "";
        return node.Findings.IsEmpty ? text : $"{text}, {Plural.Of(node.Findings.Length, "finding")}";
    }
}
