namespace Linter.Reporting.Drawing;

/// <summary>What takes room in a column: a node, or the place where a long link passes through.</summary>
internal sealed class LayoutItem(int column, PictureNode? node)
{
    /// <summary>Index among the columns that are drawn.</summary>
    public int Column { get; } = column;

    /// <summary>Null for a passing link.</summary>
    public PictureNode? Node { get; } = node;

    public double Width { get; set; }

    public double Height { get; set; } = node is null ? 10 : 0;

    /// <summary>The middle.</summary>
    public double Y { get; set; }

    /// <summary>Place in the column, from the top.</summary>
    public int Order { get; set; }

    public int Component { get; set; } = -1;

    public double Top => Y - (Height / 2);

    public double Gap => Node is null ? 6 : 14;

    /// <summary>Neighbours in the column before and in the one behind, with the heights at which the links meet both ends.</summary>
    public List<LayoutStep> Before { get; } = [];

    public List<LayoutStep> After { get; } = [];

    /// <summary>Neighbours in the same column.</summary>
    public List<LayoutItem> Beside { get; } = [];

    /// <summary>Links that leave with a label, in the order of their slots.</summary>
    public List<LayoutEdge> Labelled { get; } = [];

    public bool HasPlainSlot { get; set; }

    public bool HasBackSlot { get; set; }

    /// <summary>Height of slot i from the top of the box: labelled links first, then the plain one, then those that come back.</summary>
    public double Slot(int index)
    {
        var count = SlotCount;
        return ((Height - (count * LayoutRun.SlotHeight)) / 2) + ((index + 0.5) * LayoutRun.SlotHeight);
    }

    public int SlotCount => Labelled.Count + (HasPlainSlot ? 1 : 0) + (HasBackSlot ? 1 : 0);

    public double PlainY => HasPlainSlot ? Slot(Labelled.Count) : Height / 2;

    public double BackSlotY => HasBackSlot ? Slot(SlotCount - 1) : Height / 2;
}

/// <summary>A piece of a link between neighbouring columns.</summary>
internal sealed record LayoutStep(LayoutItem Other, LayoutEdge Edge);

/// <summary>A link within a band.</summary>
/// <param name="Edge">The link.</param>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
internal sealed record LayoutEdge(PictureEdge Edge, LayoutItem From, LayoutItem To)
{
    /// <summary>From the source to the target, both included.</summary>
    public List<LayoutItem> Way { get; } = [];

    public bool IsForward => From.Column < To.Column;

    public bool IsBackward => From.Column > To.Column;

    public string Label { get; init; } = "";

    /// <summary>Its place among the labelled links of its source.</summary>
    public int Slot { get; set; }

    /// <summary>Height from the middle of its item at which the link leaves or arrives.</summary>
    public double OffsetAt(LayoutItem item)
    {
        if (item == From && IsForward)
            return (Label.Length > 0 ? item.Slot(Slot) : item.PlainY) - (item.Height / 2);
        if (item == From && IsBackward)
            return (item.Height / 2) - 10;
        if (item == To && IsBackward)
            return item.BackSlotY - (item.Height / 2);
        return 0;
    }
}
