using Linter.Findings;
using Linter.Text;

namespace Linter.Engine;

/// <summary>
/// Two entries of one mapping whose keys are both slips for the same one: renaming the one is an edit, renaming both makes a key that
/// stands there twice. Which of them was meant nobody can tell, so that the first alone keeps its edit, and none applies it unasked.
/// </summary>
internal static class SameKeys
{
    public static void Settle(List<Finding> findings)
    {
        Dictionary<RenamedKey, SourceSpan>? first = null;
        HashSet<RenamedKey>? disputed = null;
        foreach (var (key, at) in findings.Where(finding => finding.Fix is not null).SelectMany(RenamedBy))
        {
            first ??= [];
            if (first.TryAdd(key, at) || first[key] == at)
                continue;

            (disputed ??= []).Add(key);
            if (at.Start < first[key].Start)
                first[key] = at;
        }

        if (disputed is null)
            return;
        for (var i = 0; i < findings.Count; i++)
        {
            var keys = RenamedBy(findings[i]).Where(renamed => disputed.Contains(renamed.Key)).ToList();
            if (keys.Count == 0)
                continue;
            findings[i] = findings[i] with
            {
                Fix = keys.TrueForAll(renamed => first![renamed.Key] == renamed.At) ? findings[i].Fix! with { IsSafe = false } : null,
            };
        }
    }

    private static IEnumerable<(RenamedKey Key, SourceSpan At)> RenamedBy(Finding finding)
    {
        foreach (var edit in finding.Fix?.Edits ?? [])
        {
            if (edit.Renamed is { } renamed)
                yield return (renamed, edit.Span);
        }
    }
}
