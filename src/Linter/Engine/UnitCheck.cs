using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Engine;

/// <summary>Checks every unit and puts the findings together.</summary>
internal sealed class UnitCheck(ImmutableArray<Unit> units, Func<LinkGraph, List<Finding>> check, Func<ImmutableArray<Resource>, Stage> stageOf)
{
    private const string InOneVariant = "caution: this holds for one of several variants of the manifests only; with another one it is found";

    /// <summary>The graph of the first unit, which the summary counts from when there is only one.</summary>
    public ImmutableArray<LinkGraph> Graphs { get; private set; } = [];

    public List<Finding> Run()
    {
        Graphs = [.. units.Select(unit => LinkGraphBuilder.Build(unit.Resources, stageOf(unit.Resources)))];
        if (units.Length == 1)
            return check(Graphs[0]);

        var all = units.SelectMany(unit => unit.Resources).Distinct().ToImmutableArray();
        var homes = units.SelectMany(unit => unit.Files).GroupBy(file => file.Source).ToDictionary(group => group.Key, group => group.Count());
        var merged = new Dictionary<(string RuleId, SourceSpan Span), Told>();
        for (var i = 0; i < units.Length; i++)
        {
            foreach (var group in Weigh(units[i], check(Graphs[i]), all).GroupBy(finding => (finding.RuleId, finding.Span)))
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
    private IEnumerable<Finding> Weigh(Unit unit, List<Finding> findings, ImmutableArray<Resource> all)
    {
        var own = unit.Resources.ToLookup(DefinitionKey.Of, resource => FolderOf(resource));
        var members = unit.Resources.ToHashSet();
        var wider = all.Where(resource => members.Contains(resource) || IsBeside(own[DefinitionKey.Of(resource)], FolderOf(resource))).ToImmutableArray();
        if (findings.Count == 0 || wider.Length == unit.Resources.Length)
            return findings;

        var remaining = check(LinkGraphBuilder.Build(wider, stageOf(wider))).Select(finding => (finding.RuleId, finding.Span)).ToHashSet();
        return findings.Select(finding => remaining.Contains((finding.RuleId, finding.Span)) ? finding : Doubted(finding, unit));
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
