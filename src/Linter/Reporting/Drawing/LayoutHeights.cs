namespace Linter.Reporting.Drawing;

/// <summary>
/// Heights of items whose order is fixed: each as near to its neighbours as the others let it. What is least in sum of
/// squares is found by pooling neighbours that push each other (isotonic regression), in linear time.
/// </summary>
internal static class LayoutHeights
{
    private const int Rounds = 4;

    /// <returns>The height of the whole; it begins at 0.</returns>
    public static double Assign(List<LayoutItem>[] order)
    {
        foreach (var column in order)
            Stack(column, item => item.Order == 0 ? 0 : null);
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var column in order)
                Stack(column, item => Wanted(item, item.Before));
            for (var i = order.Length - 1; i >= 0; i--)
                Stack(order[i], item => Wanted(item, item.After));
        }

        foreach (var column in order)
            Stack(column, item => Wanted(item, [.. item.Before, .. item.After]));

        var items = order.SelectMany(column => column).ToList();
        var top = items.Min(item => item.Top);
        foreach (var item in items)
            item.Y = Math.Round(item.Y - top);
        return items.Max(item => item.Y + (item.Height / 2));
    }

    private static double? Wanted(LayoutItem item, List<LayoutStep> steps) =>
        steps.Count == 0 ? null : steps.Average(step => step.Other.Y + step.Edge.OffsetAt(step.Other) - step.Edge.OffsetAt(item));

    private static void Stack(List<LayoutItem> column, Func<LayoutItem, double?> wanted)
    {
        var pools = new List<(double Sum, double Weight, int Count)>();
        var below = 0d;
        var distances = new double[column.Count];
        for (var i = 0; i < column.Count; i++)
        {
            if (i > 0)
                below += ((column[i - 1].Height + column[i].Height) / 2) + ((column[i - 1].Gap + column[i].Gap) / 2);
            distances[i] = below;
            var want = wanted(column[i]);
            var weight = want is null ? 0.01 : column[i].Node is null ? 2 : 1;
            var pool = (Sum: ((want ?? column[i].Y) - below) * weight, Weight: weight, Count: 1);
            while (pools.Count > 0 && pools[^1].Sum / pools[^1].Weight >= pool.Sum / pool.Weight)
            {
                pool = (pools[^1].Sum + pool.Sum, pools[^1].Weight + pool.Weight, pools[^1].Count + pool.Count);
                pools.RemoveAt(pools.Count - 1);
            }

            pools.Add(pool);
        }

        var at = 0;
        foreach (var (sum, weight, count) in pools)
        {
            for (var i = 0; i < count; i++, at++)
                column[at].Y = (sum / weight) + distances[at];
        }
    }
}
