using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Rules;

namespace Linter.Engine;

/// <summary>From files to findings: read, bind, link, check, order.</summary>
public static class LintEngine
{
    /// <summary>Never throws for what the files hold; a rule or a way back that throws becomes a <see cref="RuleFailure"/>.</summary>
    public static LintResult Run(InputFiles input, LintOptions options) => Perform(input, options, see: null).Result;

    /// <summary>The same run, whose units are kept with their graphs and findings: for what shows them.</summary>
    public static Inspection Inspect(InputFiles input, LintOptions options)
    {
        var graphs = new List<LinkGraph>();
        var (result, stage, check) = Perform(input, options, graphs.Add);
        return new Inspection(result, [.. stage.Units.Select((unit, i) => check(i, graphs[i]))]) { OfWaysBack = stage.Rendered.Failures };
    }

    // What sees the graphs may keep them; a run itself needs them until the ways into them are counted.
    private static (LintResult Result, ReadStage Stage, Func<int, LinkGraph, CheckedUnit> Check) Perform(
        InputFiles input, LintOptions options, Action<LinkGraph>? see)
    {
        input = input.InOrder();
        var stage = ReadStage.Of(input, options);
        var (files, units, rendered) = (stage.Files, stage.Units, stage.Rendered);
        var settings = new SettingsOfRules(options);
        var stages = new UnitStages(units, stage.AllFiles, input, stage.Unreadable, stage.Externals(options.Externals),
            options.Former.IsEmpty ? null : new FormerResources(options.Former)) { FormerNames = rendered.FormerNamesOf };
        var graphs = new List<LinkGraph>();
        var ignoring = options.UsesSuppressions ? files.RemoveAll(static file => !Suppressions.MayBeIn(file)) : [];
        var rules = new RuleRun(options, settings, AsksAdvice(options, ignoring, rendered));
        var check = new UnitCheck(
            units,
            stages,
            options,
            rules.Check,
            graph =>
            {
                see?.Invoke(graph);
                if (options.CountsEntryPoints)
                    graphs.Add(graph);
            },
            (unit, found) => stage.RenderedAt(unit) is { } way ? found.ConvertAll(way.LeadBack) : found);
        var findings = check.Run();
        findings.AddRange(files.SelectMany(file => file.Findings));
        findings.AddRange(rendered.Units.SelectMany(unit => unit.File.Findings.Select(unit.LeadBack)));
        findings.AddRange(rendered.SourceFindings);

        var suppressions = options.UsesSuppressions ? Suppressions.Of(ignoring, options.Ignore, check.IsUnjudged, rendered) : null;
        Sorted Sort(IEnumerable<Finding> some) => new(some, suppressions, finding => WithLevel(finding, options, settings));
        var sorted = Sort(findings);
        HashSet<string> failed = [.. check.Failures.Select(failure => failure.RuleId)];
        // An ignore is unused only where each finding was led to its place.
        var isLost = rendered.Failures().Any();
        bool IsJudged(string rule, string path) =>
            !settings.Of(rule).IsOff && settings.Of(rule).LevelAt(path) != Severity.Off && !failed.Contains(rule) && !isLost;
        sorted.Add(suppressions?.Complaints(sorted.Reported, IsJudged).ToList() ?? []);
        // What a unit shows lies in its own texts; what suppresses it and gives it its level, in the files that a person edits.
        (List<Finding> Reported, Sorted Sorted) Counting(int unit)
        {
            if (units.Length == 1 && rendered.Units.IsEmpty)
                return (sorted.Reported, sorted);

            var way = stage.RenderedAt(unit);
            var found = check.FindingsOf(unit).Concat(units[unit].Files.SelectMany(file => file.Findings));
            var counted = Sort(way is null ? found : found.Select(way.LeadBack));
            return (way is null
                ? counted.Reported
                : counted.Reported.ConvertAll(finding => finding with { Span = finding.Sources[0] }), counted);
        }

        CheckedUnit OfUnit(int unit, LinkGraph graph)
        {
            var (reported, counted) = Counting(unit);
            var checkedUnit = new CheckedUnit(units[unit], graph, Ordered(reported)) { Suppressed = SuppressedOf(counted) };
            return stage.RenderedAt(unit) is { } way ? checkedUnit with { Origin = way.LeadBack } : checkedUnit;
        }

        var entries = new EntryCounting(options);
        for (var i = 0; i < graphs.Count; i++)
        {
            var unit = i;
            entries.Add(graphs[unit], () => Counting(unit).Reported);
        }

        var result = new LintResult(Ordered(sorted.Reported),
            [.. check.Failures.Concat(entries.Failures).Concat(rendered.Failures()).Distinct()],
            Summaries.Of(stage, check, input) with { EntryPoints = entries.Counts })
        {
            Suppressed = SuppressedOf(sorted),
            Unreported = [.. sorted.Unreported],
            Unreadable = stage.Unreadable,
        };
        return (result, stage, OfUnit);
    }

    // In the default profile a note is of use to a baseline, and to an ignore that means it.
    private static bool AsksAdvice(LintOptions options, ImmutableArray<ManifestFile> ignoring, RenderedUnits rendered) =>
        options.Profile != Profile.Default || options.KeepsUnreported
        || (options.UsesSuppressions && (!options.Ignore.IsEmpty || !rendered.Units.IsEmpty || !ignoring.IsEmpty));

    private static ImmutableArray<SuppressedFinding> SuppressedOf(Sorted sorted) =>
        [.. Ordered(sorted.Suppressed.Keys).Select(finding => new SuppressedFinding(finding, sorted.Suppressed[finding]))];

    /// <summary>Says what a run takes for applied together, without checking it.</summary>
    public static UnitExplanation ExplainUnits(InputFiles input, LintOptions options)
    {
        input = input.InOrder();
        var stage = ReadStage.Of(input, options);
        var stages = new UnitStages(stage.Units, stage.AllFiles, input, stage.Unreadable, _ => Externals.None, former: null);
        return new UnitExplanation(
            [.. stage.Units.Select((unit, i) => new ExplainedUnit(
                unit,
                Namespaces.Of(unit.Resources),
                unit.Resources.Any(resource => resource.Info.IsNamespaced && resource.Namespace is null),
                [.. stages.UnreadOf(i)]))],
            [.. stage.Files.Select(file => file.Source.Path)],
            stage.AllFiles.Sum(file => file.Resources.Length))
        {
            Skipped = input.Skipped,
            Unreadable = stage.Unreadable,
        };
    }

    // The user's level replaces that of the main case; what the rule itself doubts is never raised above its own level.
    private static Finding? WithLevel(Finding finding, LintOptions options, SettingsOfRules settings)
    {
        if (settings.Of(finding.RuleId).LevelAt(finding.Span.Source.Path) is not { } level)
            return finding.Severity == Severity.Note && options.Profile == Profile.Default ? null : finding;

        var isDoubt = finding.Severity < RuleCatalog.Document(finding.RuleId).Severity;
        var effective = isDoubt && finding.Severity < level ? finding.Severity : level;
        if (effective == Severity.Off || (effective == Severity.Note && level != Severity.Note && options.Profile == Profile.Default))
            return null;
        return finding with { Severity = effective };
    }

    private static ImmutableArray<Finding> Ordered(IEnumerable<Finding> findings)
    {
        var result = ImmutableArray.CreateBuilder<Finding>();
        foreach (var finding in findings.Order(FindingOrder.Instance))
        {
            // Aliases lead to one node by several paths.
            if (result.Count == 0 || !IsSame(result[^1], finding))
                result.Add(finding);
        }

        return result.ToImmutable();
    }

    private static bool IsSame(Finding a, Finding b) =>
        a.RuleId == b.RuleId && a.Span == b.Span && a.Message.Equals(b.Message);

    /// <summary>Findings by what becomes of them, with their levels.</summary>
    private sealed class Sorted
    {
        private readonly Suppressions? suppressions;
        private readonly Func<Finding, Finding?> level;

        public Sorted(IEnumerable<Finding> findings, Suppressions? suppressions, Func<Finding, Finding?> level)
        {
            this.suppressions = suppressions;
            this.level = level;
            Add(findings);
        }

        public List<Finding> Reported { get; } = [];

        public Dictionary<Finding, Suppression> Suppressed { get; } = new(ReferenceEqualityComparer.Instance);

        public List<Finding> Unreported { get; } = [];

        public void Add(IEnumerable<Finding> findings)
        {
            foreach (var finding in findings)
            {
                // What is not reported has its use for an ignore all the same: in another profile it is.
                var by = suppressions?.Match(finding);
                if (level(finding) is not { } leveled)
                    Unreported.Add(finding);
                else if (by is null)
                    Reported.Add(leveled);
                else
                    Suppressed[leveled] = by;
            }
        }
    }
}
