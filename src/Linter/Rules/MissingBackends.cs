using Linter.Findings;

namespace Linter.Rules;

/// <summary>One finding for each Service that nothing defines, however many routes ask for it.</summary>
internal static class MissingBackends
{
    private const int MostRelated = 3;

    /// <summary>The findings in order; those with the same key become the first of them, which counts the others.</summary>
    public static IEnumerable<Finding> Collect(IEnumerable<(string? Key, Finding Finding)> found)
    {
        var all = found.ToList();
        var byKey = all.Where(one => one.Key is not null).ToLookup(one => one.Key!, one => one.Finding, StringComparer.Ordinal);
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, finding) in all)
        {
            if (key is null)
                yield return finding;
            else if (said.Add(key))
                yield return Together(finding, [.. byKey[key].Skip(1)]);
        }
    }

    /// <summary>What the first of them says of the others.</summary>
    private static Finding Together(Finding first, List<Finding> others)
    {
        if (others.Count == 0)
            return first;

        return first with
        {
            // The gravest of them all.
            Severity = others.Max(other => other.Severity) is var most && most > first.Severity ? most : first.Severity,
            Message = MessageText.Of(
                $"{first.Message}; '{others.Count}' more {MessageText.Plain(others.Count == 1 ? "route sends" : "routes send")} to it"),
            Related = first.Related.AddRange(others.Take(MostRelated).Select(other => new RelatedSpan(other.Span, "asked for here too"))),
            Notes = others.Count > MostRelated
                ? first.Notes.Add(
                    $"asked for at {others.Count - MostRelated} more {(others.Count - MostRelated == 1 ? "place" : "places")}")
                : first.Notes,
        };
    }
}
