using Linter.Manifests;
using Linter.Text;

namespace Linter.Engine;

/// <summary>Resources of one file by their places, so that no ignore has to look at all of them.</summary>
internal sealed class ResourcePlaces
{
    private readonly Resource[] ordered;
    // The farthest end of a resource and of all before it: what lies in a list of manifests lies in it twice.
    private readonly int[] ends;

    public ResourcePlaces(IEnumerable<Resource> resources)
    {
        ordered = [.. resources.OrderBy(resource => resource.Root.Span.Start)];
        ends = new int[ordered.Length];
        for (var i = 0; i < ordered.Length; i++)
            ends[i] = Math.Max(ordered[i].Root.Span.End, i == 0 ? 0 : ends[i - 1]);
    }

    public bool Any => ordered.Length > 0;

    /// <summary>Those that a span touches, in order.</summary>
    public IEnumerable<Resource> Meeting(SourceSpan span)
    {
        var (low, high) = (0, ordered.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = ends[middle] < span.Start ? (middle + 1, high) : (low, middle);
        }

        for (var i = low; i < ordered.Length && ordered[i].Root.Span.Start <= span.End; i++)
        {
            if (ordered[i].Root.Span.End >= span.Start)
                yield return ordered[i];
        }
    }
}
