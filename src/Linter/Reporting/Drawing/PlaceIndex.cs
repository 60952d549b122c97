using System.Collections.Immutable;
using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Reporting.Drawing;

/// <summary>Findings and resources of a unit by where they stand.</summary>
internal sealed class PlaceIndex(CheckedUnit unit)
{
    private readonly Dictionary<SourceText, ImmutableArray<Finding>> findings = unit.Findings.GroupBy(finding => finding.Span.Source)
        .ToDictionary(group => group.Key, group => group.OrderBy(finding => finding.Span.Start).ToImmutableArray());

    private readonly Dictionary<SourceText, ImmutableArray<Resource>> resources = unit.Unit.Resources.GroupBy(resource => resource.Source)
        .ToDictionary(group => group.Key, group => group.OrderBy(resource => resource.Root.Span.Start).ToImmutableArray());

    /// <summary>Findings that begin and end within a place.</summary>
    public IEnumerable<Finding> FindingsIn(SourceSpan place)
    {
        if (!findings.TryGetValue(place.Source, out var here))
            yield break;

        for (var i = LastBefore(here, place.Start, finding => finding.Span.Start + 1) + 1; i < here.Length
            && here[i].Span.Start <= place.End; i++)
        {
            if (place.Contains(here[i].Span))
                yield return here[i];
        }
    }

    /// <summary>The resource that holds a place; null where none does.</summary>
    public Resource? ResourceAt(SourceSpan place)
    {
        if (!resources.TryGetValue(place.Source, out var here))
            return null;

        var last = LastBefore(here, place.Start, resource => resource.Root.Span.Start);
        return last >= 0 && here[last].Root.Span.Contains(place) ? here[last] : null;
    }

    // The last item that begins at or before a place, with a start moved by the caller; -1 for none.
    private static int LastBefore<T>(ImmutableArray<T> items, int at, Func<T, int> start)
    {
        var (low, high) = (0, items.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (start(items[middle]) <= at)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }
}
