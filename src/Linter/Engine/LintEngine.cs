using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Rules;

namespace Linter.Engine;

/// <summary>From files to findings: read, bind, link, check, order.</summary>
public static class LintEngine
{
    /// <summary>Never throws for what the files hold; a rule that throws becomes a <see cref="RuleFailure"/>.</summary>
    public static LintResult Run(InputFiles input, LintOptions options)
    {
        var read = Reading.ReadAll(input.Files, options);
        var files = read.Files;
        var failures = ImmutableArray.CreateBuilder<RuleFailure>();
        var externals = new Externals(options.Externals);
        var settings = new SettingsOfRules(options);
        var units = new UnitCheck(
            UnitSplitter.Split(files),
            (graph, rules) => CheckAll(graph, rules, options, settings, failures),
            resources => StageOf(resources, files, input.Skipped, read.Problems) with { Externals = externals });
        var findings = units.Run();
        findings.AddRange(files.SelectMany(file => file.Findings));

        return new LintResult(
            Ordered(findings.Select(finding => WithLevel(finding, options, settings)).OfType<Finding>()),
            [.. failures.Distinct()],
            Summaries.Of(files, units.Graphs, input))
        {
            Unreadable = read.Problems,
        };
    }

    private static List<Finding> CheckAll(LinkGraph graph, IReadOnlySet<string>? rules, LintOptions options, SettingsOfRules settings, ImmutableArray<RuleFailure>.Builder failures)
    {
        var findings = new List<Finding>();
        foreach (var rule in RuleCatalog.Rules)
        {
            if ((rules is null || rules.Contains(rule.Id)) && settings.Of(rule.Id) is { IsOff: false } own)
                findings.AddRange(Check(rule, graph, options, own, failures));
        }

        return findings;
    }

    private static List<Finding> Check(IRule rule, LinkGraph graph, LintOptions options, RuleSettings settings, ImmutableArray<RuleFailure>.Builder failures)
    {
        try
        {
            return [.. rule.Check(new RuleContext(rule.Id, graph, options.Cluster, settings))];
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            failures.Add(new RuleFailure(rule.Id, error.ToString()));
            return [];
        }
    }

    private static Stage StageOf(
        ImmutableArray<Resource> resources,
        ImmutableArray<ManifestFile> files,
        ImmutableArray<SkippedInput> skipped,
        ImmutableArray<InputProblem> unreadable)
    {
        var unread = skipped
            .Select(part => part.Kind == SkippedKind.HelmChart
                ? $"the Helm chart {part.Path} was not rendered"
                : $"the kustomization {part.Path} was not rendered")
            .Concat(files.Where(file => file.Unread is not null).Select(file => $"{file.Source.Path} {file.Unread}"))
            .Concat(unreadable.Select(problem => problem.Message));
        return new Stage([.. unread], [.. resources.Where(resource => resource.Info.Makes != Makes.Nothing)]);
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
        var ordered = findings
            .OrderBy(finding => finding.Span.Source.Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Span.Start)
            .ThenBy(finding => finding.Span.End)
            .ThenBy(finding => finding.RuleId, StringComparer.Ordinal)
            .ThenByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.Message.Text, StringComparer.Ordinal);

        var result = ImmutableArray.CreateBuilder<Finding>();
        foreach (var finding in ordered)
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
