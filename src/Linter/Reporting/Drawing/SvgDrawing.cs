using System.Collections.Immutable;
using System.Globalization;

namespace Linter.Reporting.Drawing;

/// <summary>A picture as an SVG file.</summary>
public sealed class SvgDrawing : IDrawing
{
    public void Write(Picture picture, TextWriter output) =>
        new SvgWriter(picture, PictureLayout.Of(picture), output, isPage: false).Write();
}

/// <summary>SVG of a laid out picture: a file of its own, or the part of a page that a script makes move.</summary>
internal sealed class SvgWriter(Picture picture, PictureLayout layout, TextWriter output, bool isPage)
{
    private const double LineRadius = 5;

    private ImmutableDictionary<int, (PlacedNode Node, double Y)>? places;

    public void Write()
    {
        Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"picture\" {(isPage ? "id=\"picture\" role=\"group\" aria-label=\"Drawing of all links; the same as a table is below\"" : "role=\"img\"")} width=\"{layout.Width:0}\" height=\"{layout.Height:0}\" viewBox=\"0 0 {layout.Width:0} {layout.Height:0}\">");
        if (!isPage)
        {
            Line($"<title>{Escaped(PictureSummary.Of(picture))}</title>");
            Line($"<style>\n{DrawingFiles.DrawingStyle}</style>");
            Line($"<rect class=\"ground\" width=\"100%\" height=\"100%\" fill=\"none\"/>");
        }

        WriteArrows();
        Line($"<g{(isPage ? " id=\"view\"" : "")}>");
        foreach (var band in layout.Bands)
            WriteFrame(band);
        foreach (var edge in layout.Crossing)
            Write(new PlacedEdge(edge, CrossingLine(edge), null));
        foreach (var band in layout.Bands)
            WriteBody(band);
        Line($"</g>");
        WriteColumns();
        Line($"</svg>");
    }

    /// <summary>Text as XML and HTML show it, and nothing else.</summary>
    public static string Escaped(string text)
    {
        var shown = Printable.Of(text);
        return shown.AsSpan().IndexOfAny("&<>\"'") < 0
            ? shown
            : shown.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;");
    }

    private void WriteArrows()
    {
        Line($"<defs>");
        foreach (var style in (string[])["sound", "calls", "outside", "doubtful", "broken"])
            Line($"<marker id=\"to-{style}\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"arrow {style}\" d=\"M0 0L8 4L0 8z\"/></marker>");
        Line($"</defs>");
    }

    private void WriteColumns()
    {
        Line($"<g{(isPage ? " id=\"columns\" aria-hidden=\"true\"" : "")}>");
        if (isPage)
            Line($"<rect class=\"column-bar\" width=\"100%\" height=\"28\"/>");
        foreach (var column in layout.Columns)
            Write(new PlacedText(PictureWords.Of(column.Column), column.X, PictureLayout.Margin, 12), "column");
        Line($"</g>");
    }

    private void WriteFrame(PlacedBand band)
    {
        if (!PictureLayout.IsFramed(picture.Groups))
            return;

        Line($"<g class=\"band\"{Id("g", band.Group.Number)} transform=\"translate(0 {band.Y:0.#})\">");
        Line($"<rect class=\"frame\" x=\"{PictureLayout.Margin:0}\" width=\"{layout.Width - (2 * PictureLayout.Margin):0}\" height=\"{band.Height:0.#}\" rx=\"8\"/>");
        if (isPage)
            Line($"<g class=\"fold\" role=\"button\" tabindex=\"0\" aria-expanded=\"true\" aria-label=\"{Escaped(TitleOf(band))}\"><rect class=\"hit\" x=\"{PictureLayout.Margin:0}\" width=\"{layout.Width - (2 * PictureLayout.Margin):0}\" height=\"{PictureLayout.BandTitle:0}\"/><text class=\"sign\" x=\"{PictureLayout.Margin + 8:0}\" y=\"20\" font-size=\"12\">▾</text>");
        Write(new PlacedText(TextMeasure.Fit(TitleOf(band), 100), (2 * PictureLayout.Margin) + (isPage ? 4 : 0), 20, 12), "band-title");
        if (isPage)
            Line($"</g>");
        Line($"</g>");
    }

    private void WriteBody(PlacedBand band)
    {
        Line($"<g class=\"body\"{Id("b", band.Group.Number)} transform=\"translate(0 {band.Y:0.#})\">");
        foreach (var edge in band.Edges)
            Write(edge);
        foreach (var node in band.Nodes)
            Write(node);
        Line($"</g>");
    }

    private static string TitleOf(PlacedBand band)
    {
        var resources = band.Nodes.Count(node => node.Node.Place is not null);
        var (broken, doubtful) = (band.Edges.Count(edge => edge.Edge.State == LinkState.Broken),
            band.Edges.Count(edge => edge.Edge.State == LinkState.Doubtful));
        var title = $"{Printable.Of(band.Group.Title)} · {Plural.Of(resources, "resource")}";
        title += broken > 0 ? $" · {Plural.Of(broken, "broken link")}" : "";
        return doubtful > 0 ? $"{title} · {Plural.Of(doubtful, "doubtful link")}" : title;
    }

    private void Write(PlacedEdge placed)
    {
        var edge = placed.Edge;
        var style = edge.State != LinkState.Sound ? PictureWords.Of(edge.State) : edge.Use == LinkUse.Calls ? "calls" : "sound";
        Line($"<g class=\"edge {PictureWords.Of(edge.State)}{(edge.Use == LinkUse.Calls ? " calls" : "")}\"{Id("e", edge.Number)}>");
        if (isPage)
            Line($"<path class=\"hit\" d=\"{placed.Line}\"/>");
        else
            Line($"<title>{Escaped(PictureSummary.Of(picture, edge))}</title>");
        Line($"<path class=\"line\" d=\"{placed.Line}\" marker-end=\"url(#to-{style})\"/>");
        if (placed.Label is { } label)
            Write(label, "label");
        Line($"</g>");
    }

    private void Write(PlacedNode placed)
    {
        var node = placed.Node;
        var title = Escaped(PictureSummary.Of(node));
        Line($"<g class=\"node {PictureWords.Of(node.State)} {node.Column}{(node.IsMissing ? " missing" : "")}\"{Id("n", node.Number)}{(isPage ? $" role=\"button\" tabindex=\"-1\" aria-label=\"{title}\"" : "")}>");
        if (!isPage)
            Line($"<title>{title}</title>");
        Line($"<rect class=\"box\" x=\"{placed.X:0.#}\" y=\"{placed.Y:0.#}\" width=\"{placed.Width:0.#}\" height=\"{placed.Height:0.#}\" rx=\"{(node.Column == PictureColumn.Host ? placed.Height / 2 : LineRadius):0.#}\"/>");
        for (var i = 0; i < placed.Texts.Length; i++)
            Write(placed.Texts[i], i == 0 ? "kind" : placed.Texts[i].Size > TextMeasure.SmallSize ? "name" : "ports");
        if (!node.Findings.IsEmpty)
        {
            var mark = new PlacedText(PictureWords.Mark(node.Findings), 0, placed.Texts[0].Y, TextMeasure.SmallSize);
            Write(mark with { X = placed.Right - 8 - mark.Width }, "mark");
        }

        Line($"</g>");
    }

    private void Write(PlacedText text, string style) =>
        Line($"<text class=\"{style}\" x=\"{text.X:0.#}\" y=\"{text.Y:0.#}\" font-size=\"{text.Size:0}\" textLength=\"{text.Width:0.#}\" lengthAdjust=\"spacingAndGlyphs\">{Escaped(text.Text)}</text>");

    // From band to band the line takes the short way, behind what stands there.
    private string CrossingLine(PictureEdge edge)
    {
        var (from, to) = (PlaceOf(edge.From), PlaceOf(edge.To));
        var isForward = from.Node.X < to.Node.X;
        var (x1, y1) = (isForward ? from.Node.Right : from.Node.X, from.Y + (isForward ? from.Node.OutY : from.Node.BackY));
        var (x2, y2) = (isForward ? to.Node.X : to.Node.Right, to.Y + to.Node.InY);
        var (turn, end) = (isForward ? from.Node.GutterX : x1, isForward ? x2 : to.Node.GutterX);
        var middle = (turn + end) / 2;
        return string.Create(CultureInfo.InvariantCulture,
            $"M{x1:0.#} {y1:0.#}H{turn:0.#}C{middle:0.#} {y1:0.#} {middle:0.#} {y2:0.#} {end:0.#} {y2:0.#}H{x2:0.#}");
    }

    private (PlacedNode Node, double Y) PlaceOf(int number)
    {
        places ??= layout.Bands.SelectMany(band => band.Nodes.Select(node => (node.Node.Number, node, band.Y)))
            .ToImmutableDictionary(entry => entry.Number, entry => (entry.node, entry.Y));
        return places[number];
    }

    private string Id(string prefix, int number) => isPage ? string.Create(CultureInfo.InvariantCulture, $" id=\"{prefix}{number}\"") : "";

    private void Line(FormattableString text)
    {
        output.Write(text.ToString(CultureInfo.InvariantCulture));
        output.Write('\n');
    }
}
