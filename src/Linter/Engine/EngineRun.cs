using System.Collections.Immutable;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Rules;

namespace Linter.Engine;

/// <summary>One run over some files: what was read, what every unit's check found, and what becomes of each finding.</summary>
internal sealed class EngineRun
{
    private readonly InputFiles input;
    private readonly LintOptions options;
    private readonly SettingsOfRules settings;
    private readonly UnitCheck check;
    private readonly Suppressions? suppressions;
    private readonly SortedFindings sorted;

    // Kept until the ways into them are counted.
    private readonly List<LinkGraph> graphs = [];

    /// <param name="input">In any order.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="see">Is shown the graph of each unit, in their order, and may keep it; null where nobody asks.</param>
    public EngineRun(InputFiles input, LintOptions options, Action<LinkGraph>? see)
    {
        (this.input, this.options, settings) = (input.InOrder(), options, new SettingsOfRules(options));
        Stage = ReadStage.Of(this.input, options);
        var (files, rendered) = (Stage.Files, Stage.Rendered);
        var stages = new UnitStages(Stage.Units, Stage.AllFiles, this.input, Stage.Unreadable, Stage.Externals(options.Externals),
            options.Former.IsEmpty ? null : new FormerResources(options.Former)) { FormerNames = rendered.FormerNamesOf };
        var ignoring = options.UsesSuppressions ? files.RemoveAll(static file => !Suppressions.MayBeIn(file)) : [];
        var rules = new RuleRun(options, settings, AsksAdvice(options, ignoring, rendered));
        check = new UnitCheck(
            Stage.Units,
            stages,
            options,
            rules.Check,
            graph =>
            {
                see?.Invoke(graph);
                if (options.CountsEntryPoints)
                    graphs.Add(graph);
            },
            (unit, found) => Stage.RenderedAt(unit) is { } way ? found.ConvertAll(way.LeadBack) : found);
        var findings = check.Run();
        findings.AddRange(files.SelectMany(file => file.Findings));
        findings.AddRange(rendered.Units.SelectMany(unit => unit.File.Findings.Select(unit.LeadBack)));
        findings.AddRange(rendered.SourceFindings);

        suppressions = options.UsesSuppressions ? Suppressions.Of(ignoring, options.Ignore, check.IsUnjudged, rendered) : null;
        sorted = Sort(findings);
        sorted.Add(suppressions?.Complaints(sorted.Reported, WhatIsJudged()).ToList() ?? []);
    }

    /// <summary>What was read, and how it was split into units.</summary>
    public ReadStage Stage { get; }

    /// <summary>What the run comes to, for reports.</summary>
    public LintResult Result()
    {
        var entries = new EntryCounting(options);
        for (var i = 0; i < graphs.Count; i++)
        {
            var unit = i;
            entries.Add(graphs[unit], () => SortedOf(unit).Reported);
        }

        return new LintResult(Ordered(sorted.Reported),
            [.. check.Failures.Concat(entries.Failures).Concat(Stage.Rendered.Failures()).Distinct()],
            Summaries.Of(Stage, check, input) with { EntryPoints = entries.Counts })
        {
            Suppressed = SuppressedOf(sorted),
            Unreported = [.. sorted.Unreported],
            Unreadable = Stage.Unreadable,
        };
    }

    /// <summary>One unit with its graph and the findings of its own.</summary>
    public CheckedUnit OfUnit(int unit, LinkGraph graph)
    {
        var (reported, all) = SortedOf(unit);
        var checkedUnit = new CheckedUnit(Stage.Units[unit], graph, Ordered(reported)) { Suppressed = SuppressedOf(all) };
        return Stage.RenderedAt(unit) is { } way ? checkedUnit with { Origin = way.LeadBack } : checkedUnit;
    }

    // What a unit shows lies in its own texts; what suppresses it and gives it its level, in the files that a person edits.
    private (List<Finding> Reported, SortedFindings Sorted) SortedOf(int unit)
    {
        if (Stage.Units.Length == 1 && Stage.Rendered.Units.IsEmpty)
            return (sorted.Reported, sorted);

        var way = Stage.RenderedAt(unit);
        var found = check.FindingsOf(unit).Concat(Stage.Units[unit].Files.SelectMany(file => file.Findings));
        var own = Sort(way is null ? found : found.Select(way.LeadBack));
        return (way is null ? own.Reported : own.Reported.ConvertAll(finding => finding with { Span = finding.Sources[0] }), own);
    }

    private SortedFindings Sort(IEnumerable<Finding> findings) => new(findings, suppressions, WithLevel);

    // An ignore is unused only where its rule said all that it has to say, and each finding was led to its place.
    private Func<string, string, bool> WhatIsJudged()
    {
        HashSet<string> failed = [.. check.Failures.Select(failure => failure.RuleId)];
        var isLost = Stage.Rendered.Failures().Any();
        var cut = new Lazy<HashSet<string>>(PathsOfCutUnits);
        return (rule, path) => !settings.Of(rule).IsOff && settings.Of(rule).LevelAt(path) != Severity.Off
            && !failed.Contains(rule) && !isLost
            && !(CutTraffic.IsJudgedBy(rule) && cut.Value.Contains(path));
    }

    private HashSet<string> PathsOfCutUnits()
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Stage.Units.Length; i++)
        {
            var files = Stage.Units[i].Files;
            if (!check.FindingsOf(i).Concat(files.SelectMany(file => file.Findings)).Any(CutTraffic.IsAt))
                continue;

            paths.UnionWith(files.Select(file => file.Source.Path));
            if (Stage.RenderedAt(i) is { } way)
                paths.UnionWith(Stage.Rendered.PathsOf(way));
        }

        return paths;
    }

    // The user's level replaces that of the main case; what the rule itself doubts is never raised above its own level.
    private Finding? WithLevel(Finding finding)
    {
        if (settings.Of(finding.RuleId).LevelAt(finding.Span.Source.Path) is not { } level)
            return finding.Severity == Severity.Note && options.Profile == Profile.Default ? null : finding;

        var isDoubt = finding.Severity < RuleCatalog.Document(finding.RuleId).Severity;
        var effective = isDoubt && finding.Severity < level ? finding.Severity : level;
        if (effective == Severity.Off || (effective == Severity.Note && level != Severity.Note && options.Profile == Profile.Default))
            return null;
        return finding with { Severity = effective };
    }

    // In the default profile a note is of use to a baseline, and to an ignore that means it.
    private static bool AsksAdvice(LintOptions options, ImmutableArray<ManifestFile> ignoring, RenderedUnits rendered) =>
        options.Profile != Profile.Default || options.KeepsUnreported
        || (options.UsesSuppressions && (!options.Ignore.IsEmpty || !rendered.Units.IsEmpty || !ignoring.IsEmpty));

    private static ImmutableArray<SuppressedFinding> SuppressedOf(SortedFindings sorted) =>
        [.. Ordered(sorted.Suppressed.Keys).Select(finding => new SuppressedFinding(finding, sorted.Suppressed[finding]))];

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
}
