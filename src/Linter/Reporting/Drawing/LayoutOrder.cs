namespace Linter.Reporting.Drawing;

/// <summary>The order within columns: a few sweeps by the middle of each item's neighbours, the best of which is kept.</summary>
internal static class LayoutOrder
{
    private const int Sweeps = 8;

    /// <param name="items">Items that hang together, in the order in which they were met.</param>
    /// <param name="columns">How many columns are drawn.</param>
    public static List<LayoutItem>[] Of(List<LayoutItem> items, int columns)
    {
        var order = Enumerable.Range(0, columns).Select(_ => new List<LayoutItem>()).ToArray();
        foreach (var item in items)
            order[item.Column].Add(item);
        Number(order);

        var (best, fewest) = (Copy(order), Crossings(order));
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            var isRightward = sweep % 2 == 0;
            for (var i = 0; i < columns; i++)
                Sort(order[isRightward ? i : columns - 1 - i], isRightward);
            if (Crossings(order) is var crossings && crossings < fewest)
                (best, fewest) = (Copy(order), crossings);
        }

        Number(best);
        return best;
    }

    private static void Sort(List<LayoutItem> column, bool isRightward)
    {
        var sorted = column
            .Select(item => (Item: item,
                Middle: Middle(isRightward ? item.Before : item.After) ?? Middle(isRightward ? item.After : item.Before) ?? item.Order))
            .OrderBy(entry => entry.Middle)
            .Select(entry => entry.Item)
            .ToList();
        column.Clear();
        column.AddRange(sorted);
        for (var i = 0; i < column.Count; i++)
            column[i].Order = i;
    }

    private static double? Middle(List<LayoutStep> steps) => steps.Count == 0 ? null : steps.Average(step => step.Other.Order);

    private static void Number(List<LayoutItem>[] order)
    {
        foreach (var column in order)
        {
            for (var i = 0; i < column.Count; i++)
                column[i].Order = i;
        }
    }

    private static List<LayoutItem>[] Copy(List<LayoutItem>[] order) => [.. order.Select(column => new List<LayoutItem>(column))];

    private static long Crossings(List<LayoutItem>[] order)
    {
        var crossings = 0L;
        for (var i = 0; i + 1 < order.Length; i++)
            crossings += Crossings(order[i], order[i + 1].Count);
        return crossings;
    }

    // Inversions among the right ends, counted in a binary indexed tree.
    private static long Crossings(List<LayoutItem> left, int rightCount)
    {
        var tree = new int[rightCount + 1];
        var (crossings, seen) = (0L, 0);
        foreach (var item in left)
        {
            var ends = item.After.Select(step => step.Other.Order).Order().ToList();
            foreach (var end in ends)
            {
                var atOrBefore = 0;
                for (var i = end + 1; i > 0; i -= i & -i)
                    atOrBefore += tree[i];
                crossings += seen - atOrBefore;
            }

            foreach (var end in ends)
            {
                for (var i = end + 1; i < tree.Length; i += i & -i)
                    tree[i]++;
            }

            seen += ends.Count;
        }

        return crossings;
    }
}
