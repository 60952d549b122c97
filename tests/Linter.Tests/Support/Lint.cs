using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Rules;
using Linter.Text;

namespace Linter.Tests.Support;

/// <summary>Lints text and renders findings so that both ends and their spans are seen.</summary>
internal static class Lint
{
    /// <summary>Findings of one rule in files given as (name, text) pairs, notes included.</summary>
    public static LintResult Only(string ruleId, params (string Name, string Text)[] files)
    {
        // Whether an ignore does anything hangs on the other rules.
        if (ruleId != RuleCatalog.SuppressionUnused)
            return Run([ruleId], files);

        var result = Run(RuleCatalog.Ids, files);
        return result with { Findings = [.. result.Findings.Where(finding => finding.RuleId == ruleId)] };
    }

    public static LintResult Run(IEnumerable<string> ruleIds, params (string Name, string Text)[] files)
    {
        var (config, mistakes) = Configuration(files);
        if (!mistakes.IsEmpty)
            return new LintResult([.. mistakes.OrderBy(finding => finding.Span.Start)], [], new LintSummary(0, 0, 0, 0, []));

        var wanted = ruleIds.ToHashSet(StringComparer.Ordinal);
        var levels = RuleCatalog.Ids.Where(id => !wanted.Contains(id))
            .ToImmutableDictionary(id => id, _ => Severity.Off, StringComparer.Ordinal);
        var result = LintEngine.Run(Input(files), config.Over(new LintOptions()) with { Profile = Profile.Strict, RuleLevels = levels });
        result.Failures.Should().BeEmpty();
        return result;
    }

    /// <summary>All of what the files are about; null where their configuration has mistakes.</summary>
    public static Inspection? Inspect(params (string Name, string Text)[] files)
    {
        var (config, mistakes) = Configuration(files);
        return mistakes.IsEmpty ? LintEngine.Inspect(Input(files), config.Over(new LintOptions())) : null;
    }

    private static InputFiles Input((string Name, string Text)[] files) =>
        new([.. files.Where(file => file.Name != ConfigReader.FileName).Select(file => new InputFile(file.Name, null, file.Text))
            .OrderBy(file => file.Path, StringComparer.Ordinal)], [], []);

    // A file called .lint.yaml is the configuration of the others.
    private static (LintConfig Config, ImmutableArray<Finding> Mistakes) Configuration((string Name, string Text)[] files)
    {
        var (name, text) = Array.Find(files, file => file.Name == ConfigReader.FileName);
        if (name is null)
            return (LintConfig.Empty, []);

        var (config, mistakes) = ConfiguredRun.Read(new SourceText(name, text), ConfigPlace.Root);
        return (config ?? LintConfig.Empty, mistakes);
    }

    /// <inheritdoc cref="FindingLines.Of"/>
    public static string Render(LintResult result) => FindingLines.Of(result.Findings);
}

/// <summary>Examples as they are linted.</summary>
internal static class RuleExamples
{
    public static (string Name, string Text)[] Pairs(this RuleExample example) =>
        [.. example.Files.Select(file => (file.Name, file.Content))];
}
