using System.Globalization;
using Linter.Engine;
using Linter.Findings;

namespace Linter.Reporting;

/// <summary>The last lines of a run: what was counted, and what was not checked. No time, so that every run says the same.</summary>
public static class SummaryText
{
    public static IEnumerable<string> Lines(LintResult result)
    {
        yield return Verdict(result);
        if (result is { Scope: null, Failures.IsEmpty: true, Summary.EntryPoints: { Total: > 0 } entries })
            yield return $"{EntryPoints(entries)}.";
        if (result.StaleBaselineEntries is > 0 and var stale)
            yield return $"note: {(stale == 1 ? "1 entry of the baseline is" : $"{stale.ToString(CultureInfo.InvariantCulture)} entries of the baseline are")} no longer found: run with --write-baseline to drop {(stale == 1 ? "it" : "them")}";
        foreach (var failure in result.Failures)
            yield return $"internal error: {Printable.Of(failure.ToString())}: {Printable.Of(FirstLine(failure.Error))}";
        foreach (var note in result.Summary.Notes)
            yield return $"note: {Printable.Of(note)}";
        if (result.Summary.OtherDocuments is > 0 and var others)
            yield return $"note: {Plural.Of(others, "document")} passed over: no Kubernetes resource{(others == 1 ? "" : "s")}";
    }

    private static string Verdict(LintResult result)
    {
        var summary = result.Summary;
        var files = summary.Rendered == 0 ? Plural.Of(summary.Files, "file")
            : summary.Files == 0 ? Plural.Of(summary.Rendered, "rendered unit")
            : $"{Plural.Of(summary.Files, "file")} and {Plural.Of(summary.Rendered, "rendered unit")}";
        var looked = $"{Plural.Of(summary.Resources, "object")}, {Plural.Of(summary.Links, "link")} checked";
        var suppressed = result.Suppressed.IsEmpty
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"{result.Suppressed.Length} suppressed");
        if (result.Scope is { } scope && (summary.Resources > 0 || !result.Findings.IsEmpty) && result.Failures.IsEmpty)
            return $"{ScopeText.Of(result, scope)} ({files}, {looked}{(suppressed.Length > 0 ? $", {suppressed}" : "")}).";
        if (!result.Findings.IsEmpty)
            return $"Found {Counts(result)}{(suppressed.Length > 0 ? $" ({suppressed})" : "")} in {files}, {looked}.";

        if (summary.Resources == 0 && result.Failures.IsEmpty)
            return $"Nothing was linted: no Kubernetes resource was read in {files}.";

        if (result is { IsBaselineWritten: true, Failures.IsEmpty: true } && Taken(result) is > 0 and var taken)
            return $"{Plural.Of(taken, "finding")} taken into the baseline, no other in {files} ({looked}{(taken < result.Suppressed.Length ? $", {(result.Suppressed.Length - taken).ToString(CultureInfo.InvariantCulture)} suppressed" : "")}).";
        if (suppressed.Length > 0)
            looked = $"{looked}, {suppressed}";
        return result.Failures.IsEmpty
            ? $"No problems in {files} ({looked})."
            : $"No findings in {files} ({looked}), but {Plural.Of(result.Failures.Length, result.Failures.Any(failure => failure.IsOfStep) ? "step" : "rule")} failed.";
    }

    private static int Taken(LintResult result) => result.Suppressed.Count(suppressed => suppressed.By.Kind == SuppressionKind.Baseline);

    /// <summary>"5 entry points: 3 reach, 1 broken, 1 unknown".</summary>
    internal static string EntryPoints(EntryCounts counts)
    {
        string?[] parts = [Part(counts.Reach, counts.Reach == 1 ? "reaches" : "reach"), Part(counts.Doubtful, "doubtful"),
            Part(counts.Broken, "broken"), Part(counts.Unknown, "unknown")];
        return $"{Plural.Of(counts.Total, "entry point")}: {string.Join(", ", parts.OfType<string>())}";
    }

    private static string? Part(int count, string word) =>
        count > 0 ? string.Create(CultureInfo.InvariantCulture, $"{count} {word}") : null;

    internal static string Counts(LintResult result) => string.Join(", ",
        from severity in new[] { Severity.Error, Severity.Warning, Severity.Note }
        let count = result.Count(severity)
        where count > 0
        select Plural.Of(count, severity.Name()));

    private static string FirstLine(string text) => text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? text[..end] : text;
}
