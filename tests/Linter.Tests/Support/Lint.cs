using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Rules;

namespace Linter.Tests.Support;

/// <summary>Lints text and renders findings so that both ends and their spans are seen.</summary>
internal static class Lint
{
    /// <summary>Findings of one rule in files given as (name, text) pairs, notes included.</summary>
    public static LintResult Only(string ruleId, params (string Name, string Text)[] files) => Run([ruleId], files);

    public static LintResult Run(IEnumerable<string> ruleIds, params (string Name, string Text)[] files)
    {
        var wanted = ruleIds.ToHashSet(StringComparer.Ordinal);
        var levels = RuleCatalog.Ids.Where(id => !wanted.Contains(id)).ToImmutableDictionary(id => id, _ => Severity.Off, StringComparer.Ordinal);
        var result = LintEngine.Run(
            new InputFiles([.. files.Select(file => new InputFile(file.Name, null, file.Text)).OrderBy(file => file.Path, StringComparer.Ordinal)], [], []),
            new LintOptions { Profile = Profile.Strict, RuleLevels = levels });
        result.Failures.Should().BeEmpty();
        return result;
    }

    /// <summary>One line a finding, with the text at its span, then its other ends, cautions, help and fix.</summary>
    public static string Render(LintResult result)
    {
        var text = new StringBuilder();
        foreach (var finding in result.Findings)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{Place(finding.Span)}: {finding.Severity.Name()}: {finding.Message} [{finding.RuleId}]");
            foreach (var related in finding.Related)
                text.AppendLine(CultureInfo.InvariantCulture, $"  {Place(related.Span)}: {related.Message}");
            foreach (var note in finding.Notes.Where(note => note.StartsWith("caution: ", StringComparison.Ordinal)))
                text.AppendLine(CultureInfo.InvariantCulture, $"  {note}");
            if (finding.Help is not null)
                text.AppendLine(CultureInfo.InvariantCulture, $"  help: {finding.Help}");
            foreach (var edit in finding.Fix?.Edits ?? [])
                text.AppendLine(CultureInfo.InvariantCulture, $"  fix: {Place(edit.Span)} becomes '{OneLine(edit.NewText)}'");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string Place(Linter.Text.SourceSpan span) => $"{span} '{OneLine(span.Slice.ToString())}'";

    private static string OneLine(string text) => text.ReplaceLineEndings("\\n");
}
