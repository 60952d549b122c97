using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Linter.Reporting.Drawing;

/// <summary>One layout, from a picture to places.</summary>
internal sealed class LayoutRun
{
    public const double SlotHeight = 19;

    private const int MostCells = 34;
    private const int MostLabelCells = 36;
    private const double PadX = 10;
    private const double LeastWidth = 110;
    private const double ComponentGap = 20;
    private const double Curve = 80;
    private const double MostCurve = 140;
    private const double ArcReach = 26;

    private readonly Picture picture;
    private readonly ImmutableArray<PictureColumn> columns;
    private readonly Dictionary<PictureColumn, int> indexOf;
    private readonly LayoutItem[] items;
    private readonly ImmutableArray<PlacedText>[] texts;
    private readonly double[] left;
    private readonly double[] boxWidth;
    private readonly double[] labelWidth;
    private double width;

    public LayoutRun(Picture picture)
    {
        this.picture = picture;
        columns = [.. picture.Nodes.Select(node => node.Column).Distinct().Order()];
        indexOf = columns.Select((column, index) => (column, index)).ToDictionary(pair => pair.column, pair => pair.index);
        items = [.. picture.Nodes.Select(node => new LayoutItem(indexOf[node.Column], node))];
        texts = new ImmutableArray<PlacedText>[items.Length];
        (left, boxWidth, labelWidth) = (new double[columns.Length], new double[columns.Length], new double[columns.Length]);
    }

    public PictureLayout Run()
    {
        var bands = new List<PlacedBand>();
        var edges = Connect();
        Measure();
        PlaceColumns(edges);
        var y = PictureLayout.Margin + PictureLayout.HeaderHeight;
        var itemsOf = items.ToLookup(item => item.Node!.Group);
        var edgesOf = edges.ToLookup(edge => edge.From.Node!.Group);
        var (top, bottom) = PictureLayout.IsFramed(picture.Groups) ? (PictureLayout.BandTitle + 6, 14) : (6, 6);
        foreach (var group in picture.Groups)
        {
            var height = Arrange([.. itemsOf[group]], top);
            bands.Add(new PlacedBand(group, y, height + bottom, [.. itemsOf[group].Select(Placed)], [.. edgesOf[group].Select(Placed)]));
            y += height + bottom + PictureLayout.BandGap;
        }

        return new PictureLayout(
            [.. columns.Select((column, i) => new PlacedColumn(column, left[i], boxWidth[i]))],
            [.. bands],
            [.. picture.Edges.Where(edge => picture.Nodes[edge.From].Group != picture.Nodes[edge.To].Group)],
            width + PictureLayout.Margin,
            y - PictureLayout.BandGap + PictureLayout.Margin);
    }

    // Links within bands, cut at the columns that they cross.
    private List<LayoutEdge> Connect()
    {
        var edges = new List<LayoutEdge>();
        foreach (var edge in picture.Edges)
        {
            var (from, to) = (items[edge.From], items[edge.To]);
            if (from.Node!.Group != to.Node!.Group)
            {
                from.HasPlainSlot |= from.Column < to.Column;
                to.HasBackSlot |= from.Column >= to.Column;
                continue;
            }

            var isForward = from.Column < to.Column;
            var link = new LayoutEdge(edge, from, to)
            {
                Label = isForward ? TextMeasure.Fit(PictureWords.Label(edge), MostLabelCells) : "",
            };
            edges.Add(link);
            if (link.Label.Length > 0)
                from.Labelled.Add(link);
            else
                from.HasPlainSlot |= isForward;
            to.HasBackSlot |= link.IsBackward || from.Column == to.Column;
            from.HasBackSlot |= from.Column == to.Column;
            Cut(link);
        }

        return edges;
    }

    private static void Cut(LayoutEdge link)
    {
        if (link.From.Column == link.To.Column)
        {
            link.From.Beside.Add(link.To);
            link.To.Beside.Add(link.From);
            return;
        }

        var step = link.IsForward ? 1 : -1;
        link.Way.Add(link.From);
        for (var column = link.From.Column + step; column != link.To.Column; column += step)
            link.Way.Add(new LayoutItem(column, null));
        link.Way.Add(link.To);
        for (var i = 0; i + 1 < link.Way.Count; i++)
        {
            var (one, other) = link.IsForward ? (link.Way[i], link.Way[i + 1]) : (link.Way[i + 1], link.Way[i]);
            one.After.Add(new LayoutStep(other, link));
            other.Before.Add(new LayoutStep(one, link));
        }
    }

    private void Measure()
    {
        for (var i = 0; i < items.Length; i++)
        {
            var node = picture.Nodes[i];
            var lines = ImmutableArray.CreateBuilder<PlacedText>();
            var kind = node.Extra.Length == 0 ? node.Kind : $"{node.Kind} {node.Extra}";
            lines.Add(new PlacedText(TextMeasure.Fit(kind, MostCells), PadX, 15, TextMeasure.SmallSize));
            if (node.Name.Length > 0)
                lines.Add(new PlacedText(TextMeasure.Fit(node.Name, MostCells), PadX, 31, TextMeasure.NameSize));
            if (node.Ports.Length > 0)
                lines.Add(new PlacedText(TextMeasure.Fit(node.Ports, MostCells), PadX, 46, TextMeasure.SmallSize));
            texts[i] = lines.ToImmutable();
            var item = items[i];
            // The mark of findings stands beside the kind.
            var mark = node.Findings.IsEmpty ? 0 : TextMeasure.Width(PictureWords.Mark(node.Findings), TextMeasure.SmallSize) + PadX;
            item.Width = Math.Max(lines.Max(line => line.Width), lines[0].Width + mark) + (2 * PadX);
            item.Height = Math.Max(lines[^1].Y + 9, (item.SlotCount * SlotHeight) + 4);
            boxWidth[item.Column] = Math.Max(boxWidth[item.Column], Math.Max(LeastWidth, Math.Ceiling(item.Width)));
            foreach (var link in item.Labelled)
            {
                labelWidth[item.Column] = Math.Max(labelWidth[item.Column],
                    Math.Ceiling(TextMeasure.Width(link.Label, TextMeasure.SmallSize)) + 16);
            }
        }
    }

    private void PlaceColumns(List<LayoutEdge> edges)
    {
        var x = 2 * PictureLayout.Margin;
        for (var i = 0; i < columns.Length; i++)
        {
            left[i] = x;
            var steps = edges.Sum(edge => Math.Min(edge.From.Column, edge.To.Column) <= i
                && Math.Max(edge.From.Column, edge.To.Column) > i ? 1 : 0);
            var isLast = i == columns.Length - 1;
            var arcs = edges.Exists(edge => edge.From.Column == i && edge.To.Column == i) ? ArcReach + 12 : 0;
            x += boxWidth[i] + labelWidth[i] + (isLast ? arcs : Math.Min(MostCurve, Curve + steps));
        }

        width = x + PictureLayout.Margin;
    }

    // Components stand one below the other; what is linked with nothing stands in its columns at the end.
    private double Arrange(List<LayoutItem> ofBand, double top)
    {
        var loose = new List<LayoutItem>();
        var y = top;
        foreach (var start in ofBand)
        {
            if (start.Component >= 0)
                continue;

            var component = Walk(start);
            if (component.Count == 1)
            {
                loose.Add(start);
                continue;
            }

            y = Place(component, y) + ComponentGap;
        }

        return (loose.Count > 0 ? Place(loose, y) : y - ComponentGap) is var bottom && ofBand.Count > 0 ? bottom : top;
    }

    private double Place(List<LayoutItem> component, double top)
    {
        var order = LayoutOrder.Of(component, columns.Length);
        component.ForEach(SortSlots);
        var height = LayoutHeights.Assign(order);
        foreach (var item in component)
            item.Y += top;
        return top + height;
    }

    // Labels stand in the order in which their links go on.
    private static void SortSlots(LayoutItem item)
    {
        item.Labelled.Sort((one, other) => one.Way[1].Order != other.Way[1].Order
            ? one.Way[1].Order.CompareTo(other.Way[1].Order)
            : one.Edge.Number.CompareTo(other.Edge.Number));
        for (var i = 0; i < item.Labelled.Count; i++)
            item.Labelled[i].Slot = i;
    }

    private static List<LayoutItem> Walk(LayoutItem start)
    {
        var (found, open) = (new List<LayoutItem>(), new Stack<LayoutItem>());
        start.Component = 0;
        open.Push(start);
        while (open.TryPop(out var item))
        {
            found.Add(item);
            foreach (var other in item.Before.Concat(item.After).Select(step => step.Other).Concat(item.Beside).Reverse())
            {
                if (other.Component >= 0)
                    continue;

                other.Component = 0;
                open.Push(other);
            }
        }

        return found;
    }

    private PlacedNode Placed(LayoutItem item)
    {
        var (x, y) = (left[item.Column], Math.Round(item.Top));
        var number = item.Node!.Number;
        return new PlacedNode(
            item.Node, x, y, boxWidth[item.Column], item.Height, y + item.PlainY, GutterStart(item.Column),
            [.. texts[number].Select(text => text with { X = x + text.X, Y = y + text.Y })]);
    }

    private PlacedEdge Placed(LayoutEdge link)
    {
        var line = link.From.Column == link.To.Column ? Arc(link) : link.IsForward ? Forward(link) : Backward(link);
        var slot = link.Label.Length > 0 ? link.From.Top + link.From.Slot(link.Slot) : 0;
        var label = link.Label.Length == 0
            ? null
            : new PlacedText(link.Label, left[link.From.Column] + boxWidth[link.From.Column] + 8, Math.Round(slot) - 4,
                TextMeasure.SmallSize);
        return new PlacedEdge(link.Edge, line, label);
    }

    private string Forward(LayoutEdge link)
    {
        var line = new PathText();
        var from = link.From;
        line.Move(Right(from), from.Y + link.OffsetAt(from));
        line.Across(GutterStart(from.Column));
        foreach (var item in link.Way.Skip(1))
        {
            line.Curve(left[item.Column], item.Y + link.OffsetAt(item));
            if (item.Node is null)
                line.Across(GutterStart(item.Column));
        }

        return line.ToString();
    }

    private string Backward(LayoutEdge link)
    {
        var line = new PathText();
        line.Move(left[link.From.Column], link.From.Y + link.OffsetAt(link.From));
        foreach (var item in link.Way.Skip(1))
        {
            line.Curve(GutterStart(item.Column), item.Y + link.OffsetAt(item));
            line.Across(item.Node is null ? left[item.Column] : Right(item));
        }

        return line.ToString();
    }

    private string Arc(LayoutEdge link)
    {
        var line = new PathText();
        var (from, to) = (link.From.Top + link.From.BackSlotY, link.To.Top + link.To.BackSlotY);
        var start = GutterStart(link.From.Column);
        line.Move(Right(link.From), from);
        line.Across(start);
        line.Bulge(start + ArcReach, start, to);
        line.Across(Right(link.To));
        return line.ToString();
    }

    private double Right(LayoutItem item) => left[item.Column] + boxWidth[item.Column];

    private double GutterStart(int column) => left[column] + boxWidth[column] + labelWidth[column];

    private sealed class PathText
    {
        private readonly StringBuilder text = new();
        private double x;
        private double y;

        public void Move(double toX, double toY)
        {
            text.Append(CultureInfo.InvariantCulture, $"M{toX:0.#} {toY:0.#}");
            (x, y) = (toX, toY);
        }

        public void Across(double toX)
        {
            text.Append(CultureInfo.InvariantCulture, $"H{toX:0.#}");
            x = toX;
        }

        public void Curve(double toX, double toY)
        {
            var middle = (x + toX) / 2;
            text.Append(CultureInfo.InvariantCulture, $"C{middle:0.#} {y:0.#} {middle:0.#} {toY:0.#} {toX:0.#} {toY:0.#}");
            (x, y) = (toX, toY);
        }

        public void Bulge(double farX, double toX, double toY)
        {
            text.Append(CultureInfo.InvariantCulture, $"C{farX:0.#} {y:0.#} {farX:0.#} {toY:0.#} {toX:0.#} {toY:0.#}");
            (x, y) = (toX, toY);
        }

        public override string ToString() => text.ToString();
    }
}
