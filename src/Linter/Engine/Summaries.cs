using System.Collections.Immutable;
using Linter.Manifests;

namespace Linter.Engine;

/// <summary>What a run says of itself: what was looked at, what was not.</summary>
internal static class Summaries
{
    public static LintSummary Of(ReadStage stage, UnitCheck check, InputFiles input)
    {
        var (files, units) = (stage.Files, stage.Units);
        var notes = ImmutableArray.CreateBuilder<string>();
        if (!input.Skipped.IsEmpty)
            AddSkipped(notes, input.Skipped);
        if (!input.Rendered.IsEmpty)
        {
            AddStandIns(notes, input);
            AddMissing(notes, input);
        }

        AddFiles(notes, files, "unrendered-template", "holds an unrendered template and was passed over",
            "hold unrendered templates and were passed over");
        AddFiles(notes, files, "yaml-syntax", "could not be read whole", "could not be read whole");
        if (units.Length > 1 && units.Any(unit => unit.Reason == UnitReason.Variant))
            notes.Add($"{units.Length} units were told apart, because folders or files define the same resources differently; each was checked on its own (lint --explain-units shows them)");
        notes.AddRange(check.Unjudged);
        notes.AddRange(input.Notes);
        return new LintSummary(
            FileCount(stage),
            stage.AllFiles.Sum(file => file.Resources.Length),
            check.LinkCount,
            files.Sum(file => file.OtherDocuments),
            notes.ToImmutable())
        {
            Rendered = stage.Rendered.Units.Count(unit => !unit.IsPiped),
        };
    }

    // A patch with findings counts, though it is no manifest; where it was rendered, the rendered unit does.
    private static int FileCount(ReadStage stage)
    {
        var count = stage.Files.Length + stage.Rendered.Units.Count(unit => unit.IsPiped);
        return stage.Rendered.SourceFindings.IsEmpty ? count : count + stage.Rendered.UnrenderedSources()
                .Except(stage.Files.Select(file => file.Source.Path), StringComparer.Ordinal)
                .Count();
    }

    private static void AddSkipped(ImmutableArray<string>.Builder notes, ImmutableArray<SkippedInput> skipped)
    {
        foreach (var alike in skipped.GroupBy(part => (part.Kind, part.IsPart, part.Reason)))
        {
            AddSkipped(notes, [.. alike.Select(part => part.Path)],
                alike.Key.Kind == SkippedKind.HelmChart ? ("Helm chart", "Helm charts") : ("kustomization", "kustomizations"),
                alike.First());
        }
    }

    private static void AddMissing(ImmutableArray<string>.Builder notes, InputFiles input)
    {
        var missing = input.Rendered.SelectMany(rendered => rendered.Target.MissingFiles)
            .Distinct(StringComparer.Ordinal)
            .Select(path => ManifestFinder.Shown(input.ShownRoot, path))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (missing.Count > 0)
            notes.Add($"{Count(missing.Count, "file", "files")} of which kustomizations make ConfigMaps or Secrets {(missing.Count == 1 ? "is" : "are")} not there, and taken for empty: {Some(missing)}");
    }

    private static void AddStandIns(ImmutableArray<string>.Builder notes, InputFiles input)
    {
        var standIns = input.Rendered.Where(rendered => rendered.Target.InSteadOf is not null)
            .Select(rendered => rendered.Target.Path)
            .ToList();
        if (standIns.Count > 0)
            notes.Add($"{Count(standIns.Count, "kustomization was checked by itself", "kustomizations were checked by themselves")}, since what builds on {(standIns.Count == 1 ? "it" : "them")} was not rendered: {Some(standIns)}");
    }

    private static void AddSkipped(
        ImmutableArray<string>.Builder notes, List<string> paths, (string One, string Many) words, SkippedInput part)
    {
        var what = part.IsPart ? "not checked" : $"not rendered, so what {(paths.Count == 1 ? "it makes" : "they make")} is unknown";
        var reason = part.Reason is null ? "" : $" ({part.Reason})";
        var command = part.IsPart || !part.LacksTool ? "" : $"; by hand: {part.Command} {part.Folder} | lint -";
        notes.Add($"{Count(paths.Count, words.One, words.Many)} {what}: {Some(paths)}{reason}{command}");
    }

    private static void AddFiles(
        ImmutableArray<string>.Builder notes, ImmutableArray<ManifestFile> files, string ruleId, string one, string many)
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
