using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Text;

namespace Linter.Engine;

/// <summary>Checks every unit and puts the findings together.</summary>
internal sealed class UnitCheck(ImmutableArray<Unit> units, Func<LinkGraph, List<Finding>> check, Func<ImmutableArray<Resource>, Stage> stageOf)
{
    /// <summary>The graph of the first unit, which the summary counts from when there is only one.</summary>
    public ImmutableArray<LinkGraph> Graphs { get; private set; } = [];

    public List<Finding> Run()
    {
        Graphs = [.. units.Select(unit => LinkGraphBuilder.Build(unit.Resources, stageOf(unit.Resources)))];
        if (units.Length == 1)
            return check(Graphs[0]);

        var all = units.SelectMany(unit => unit.Resources).Distinct().ToImmutableArray();
        var merged = new Dictionary<(string RuleId, SourceSpan Span), (int Unit, Severity Worst, List<Finding> Findings)>();
        for (var i = 0; i < units.Length; i++)
        {
            foreach (var group in Weigh(units[i], check(Graphs[i]), all).GroupBy(finding => (finding.RuleId, finding.Span)))
                Merge(merged, group.Key, i, [.. group]);
        }

        return [.. merged.Values.SelectMany(entry => entry.Findings)];
    }

    // What several variants say of one place is told once, by the one that takes it most seriously.
    private static void Merge(
        Dictionary<(string RuleId, SourceSpan Span), (int Unit, Severity Worst, List<Finding> Findings)> merged,
        (string RuleId, SourceSpan Span) place,
        int unit,
        List<Finding> findings)
    {
        var worst = findings.Max(finding => finding.Severity);
        if (!merged.TryGetValue(place, out var earlier) || worst > earlier.Worst)
            merged[place] = (unit, worst, findings);
    }

    // Where only the split breaks a link, the finding is a note: put beside the unit all that repeats nothing of it, and
    // see whether the finding is still there.
    private IEnumerable<Finding> Weigh(Unit unit, List<Finding> findings, ImmutableArray<Resource> all)
    {
        var own = unit.Resources.Select(DefinitionKey.Of).ToHashSet();
        var members = unit.Resources.ToHashSet();
        var wider = all.Where(resource => members.Contains(resource) || !own.Contains(DefinitionKey.Of(resource))).ToImmutableArray();
        if (findings.Count == 0 || wider.Length == unit.Resources.Length)
            return findings;

        var remaining = check(LinkGraphBuilder.Build(wider, stageOf(wider))).Select(finding => (finding.RuleId, finding.Span)).ToHashSet();
        return findings.Select(finding => remaining.Contains((finding.RuleId, finding.Span)) ? finding : Doubted(finding, unit));
    }

    private static Finding Doubted(Finding finding, Unit unit) => finding with
    {
        Severity = Severity.Note,
        Notes = finding.Notes.Add($"caution: {unit.Name} was taken for a variant that is applied on its own; together with its neighbours this would be found"),
    };
}
