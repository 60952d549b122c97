using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Engine;

/// <summary>Checks every unit and puts the findings together.</summary>
/// <param name="units">At least one.</param>
/// <param name="check">Runs the named rules over a graph; all of them for null.</param>
/// <param name="stageOf">What could not be seen beside these resources.</param>
internal sealed class UnitCheck(ImmutableArray<Unit> units, Func<LinkGraph, IReadOnlySet<string>?, List<Finding>> check, Func<ImmutableArray<Resource>, Stage> stageOf)
{
    private const string InOneVariant = "caution: this holds for one of several variants of the manifests only; with another one it is found";

    /// <summary>The graph of the first unit, which the summary counts from when there is only one.</summary>
    public ImmutableArray<LinkGraph> Graphs { get; private set; } = [];

    public List<Finding> Run()
    {
        Graphs = [.. units.Select(unit => LinkGraphBuilder.Build(unit.Resources, stageOf(unit.Resources)))];
        if (units.Length == 1)
            return check(Graphs[0], null);

        var all = units.SelectMany(unit => unit.Resources).Distinct().ToImmutableArray();
        var homes = units.SelectMany(unit => unit.Files).GroupBy(file => file.Source).ToDictionary(group => group.Key, group => group.Count());
        var whole = check(LinkGraphBuilder.Build(all, stageOf(all)), null).Select(finding => (finding.RuleId, finding.Span)).ToHashSet();
        var merged = new Dictionary<(string RuleId, SourceSpan Span), Told>();
        for (var i = 0; i < units.Length; i++)
        {
            foreach (var group in Weigh(units[i], check(Graphs[i], null), all, whole).GroupBy(finding => (finding.RuleId, finding.Span)))
                Merge(merged, group.Key, [.. group]);
        }

        // What a shared file is told in one variant only holds with the others: the split made it.
        return [.. merged.SelectMany(entry => entry.Value.Count == homes[entry.Key.Span.Source]
            ? entry.Value.Findings
            : entry.Value.Findings.Select(finding => finding with { Severity = Severity.Note, Notes = finding.Notes.Add(InOneVariant) }))];
    }

    // What several variants say of one place is told once, by the one that takes it most seriously.
    private static void Merge(Dictionary<(string RuleId, SourceSpan Span), Told> merged, (string RuleId, SourceSpan Span) place, List<Finding> findings)
    {
        var worst = findings.Max(finding => finding.Severity);
        if (!merged.TryGetValue(place, out var earlier))
            merged[place] = new Told(1, worst, findings);
        else
            merged[place] = worst > earlier.Worst ? new Told(earlier.Count + 1, worst, findings) : earlier with { Count = earlier.Count + 1 };
    }

    // Where only the split breaks a link, the finding is a note: put beside the unit all that repeats nothing of it, and
    // see whether the finding is still there. Alternatives that lie in one folder are put beside it as well: which of
    // them go together, nobody can tell.
    private IEnumerable<Finding> Weigh(Unit unit, List<Finding> findings, ImmutableArray<Resource> all, HashSet<(string RuleId, SourceSpan Span)> whole)
    {
        // What even the whole does not mend, no part of it does.
        var doubted = findings.Where(finding => !whole.Contains((finding.RuleId, finding.Span))).Select(finding => finding.RuleId).ToHashSet(StringComparer.Ordinal);
        if (doubted.Count == 0)
            return findings;

        var own = unit.Resources.ToLookup(DefinitionKey.Of, resource => FolderOf(resource));
        var members = unit.Resources.ToHashSet();
        var wider = all.Where(resource => members.Contains(resource) || IsBeside(own[DefinitionKey.Of(resource)], FolderOf(resource))).ToImmutableArray();
        if (findings.Count == 0 || wider.Length == unit.Resources.Length)
            return findings;

        var remaining = check(LinkGraphBuilder.Build(wider, stageOf(wider)), doubted).Select(finding => (finding.RuleId, finding.Span)).ToHashSet();
        return findings.Select(finding =>
            !doubted.Contains(finding.RuleId) || remaining.Contains((finding.RuleId, finding.Span)) ? finding : Doubted(finding, unit));
    }

    private static bool IsBeside(IEnumerable<string> foldersOfSame, string folder) => foldersOfSame.All(same => same == folder);

    private static string FolderOf(Resource resource) => resource.Source.Path[..(resource.Source.Path.LastIndexOf('/') + 1)];

    private static Finding Doubted(Finding finding, Unit unit) => finding with
    {
        Severity = Severity.Note,
        Notes = finding.Notes.Add($"caution: {unit.Name} was taken for a variant that is applied on its own; together with its neighbours this would be found"),
    };

    /// <summary>What was said of one place.</summary>
    /// <param name="Count">By how many variants.</param>
    /// <param name="Worst">The gravest level.</param>
    /// <param name="Findings">Those of the variant that takes it most seriously.</param>
    private sealed record Told(int Count, Severity Worst, List<Finding> Findings);
}
