using System.Collections.Immutable;

namespace Linter.Reporting.Drawing;

/// <summary>A text where it stands: its left end and its base line.</summary>
internal sealed record PlacedText(string Text, double X, double Y, double Size)
{
    public double Width { get; } = TextMeasure.Width(Text, Size);
}

/// <summary>A node's box, in its band's coordinates.</summary>
/// <param name="Node">The node.</param>
/// <param name="X">Left.</param>
/// <param name="Y">Top.</param>
/// <param name="Width">Of the box.</param>
/// <param name="Height">Of the box.</param>
/// <param name="OutY">Where links without a label leave it.</param>
/// <param name="GutterX">Behind the labels of its column: where links may turn.</param>
/// <param name="Texts">Kind, name and ports.</param>
internal sealed record PlacedNode(
    PictureNode Node, double X, double Y, double Width, double Height, double OutY, double GutterX, ImmutableArray<PlacedText> Texts)
{
    public double Right => X + Width;

    /// <summary>Where links arrive.</summary>
    public double InY => Y + (Height / 2);

    /// <summary>Where links against the direction of reading leave it.</summary>
    public double BackY => Y + Height - 10;
}

/// <summary>A link's line as the data of an SVG path, in its band's coordinates.</summary>
/// <param name="Edge">The link.</param>
/// <param name="Line">Empty where it leads from one band to another: its ends tell the line then.</param>
/// <param name="Label">Null for none.</param>
internal sealed record PlacedEdge(PictureEdge Edge, string Line, PlacedText? Label);

/// <summary>One namespace, across all columns.</summary>
internal sealed record PlacedBand(
    PictureGroup Group, double Y, double Height, ImmutableArray<PlacedNode> Nodes, ImmutableArray<PlacedEdge> Edges);

/// <summary>A column's title and place.</summary>
internal sealed record PlacedColumn(PictureColumn Column, double X, double Width);

/// <summary>Where everything of a picture stands. The time grows with the number of nodes and links only.</summary>
/// <param name="Columns">Those that hold anything, from left to right.</param>
/// <param name="Bands">Namespaces, from top to bottom.</param>
/// <param name="Crossing">Links between bands.</param>
/// <param name="Width">Of the whole.</param>
/// <param name="Height">Of the whole.</param>
internal sealed record PictureLayout(
    ImmutableArray<PlacedColumn> Columns, ImmutableArray<PlacedBand> Bands, ImmutableArray<PictureEdge> Crossing, double Width,
    double Height)
{
    public const double Margin = 20;
    public const double HeaderHeight = 26;
    public const double BandTitle = 30;
    public const double BandGap = 14;

    /// <summary>A single, nameless namespace needs no frame.</summary>
    public static bool IsFramed(ImmutableArray<PictureGroup> groups) =>
        groups.Length > 1 || groups.Any(group => group.Namespace is not null || group.Unit.Length > 0);

    public static PictureLayout Of(Picture picture) => new LayoutRun(picture).Run();
}
