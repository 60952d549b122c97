using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Engine;

/// <summary>What a run says of itself: what was looked at, what was not.</summary>
internal static class Summaries
{
    public static LintSummary Of(ImmutableArray<ManifestFile> files, ImmutableArray<Unit> units, UnitCheck check, InputFiles input)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        AddSkipped(notes, input.Skipped, SkippedKind.HelmChart, "Helm chart", "Helm charts");
        AddSkipped(notes, input.Skipped, SkippedKind.Kustomization, "kustomization", "kustomizations");
        AddFiles(notes, files, "unrendered-template", "holds an unrendered template and was passed over", "hold unrendered templates and were passed over");
        AddFiles(notes, files, "yaml-syntax", "could not be read whole", "could not be read whole");
        if (units.Length > 1 && units.Any(unit => unit.Reason == UnitReason.Variant))
            notes.Add($"{units.Length} units were told apart, because folders or files define the same resources differently; each was checked on its own (lint --explain-units shows them)");
        notes.AddRange(check.Unjudged);
        notes.AddRange(input.Notes);
        return new LintSummary(
            files.Length,
            files.Sum(file => file.Resources.Length),
            check.LinkCount,
            files.Sum(file => file.OtherDocuments),
            notes.ToImmutable());
    }

    private static void AddSkipped(ImmutableArray<string>.Builder notes, ImmutableArray<SkippedInput> skipped, SkippedKind kind, string one, string many)
    {
        var paths = skipped.Where(part => part.Kind == kind).Select(part => part.Path).ToList();
        if (paths.Count > 0)
            notes.Add($"{Count(paths.Count, one, many)} not rendered, so what they make is unknown: {Some(paths)}");
    }

    private static void AddFiles(ImmutableArray<string>.Builder notes, ImmutableArray<ManifestFile> files, string ruleId, string one, string many)
    {
        var paths = files.Where(file => file.Unread is not null && file.Findings.Any(finding => finding.RuleId == ruleId))
            .Select(file => file.Source.Path)
            .ToList();
        if (paths.Count > 0)
            notes.Add($"{Count(paths.Count, "file", "files")} {(paths.Count == 1 ? one : many)}: {Some(paths)}");
    }

    private static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";

    private static string Some(List<string> paths) =>
        paths.Count <= 3 ? string.Join(", ", paths) : $"{string.Join(", ", paths.Take(3))} and {paths.Count - 3} more";
}
