using Linter.Engine;

namespace Linter.Reporting;

/// <summary>What was found of what was asked for, and what else there is.</summary>
internal static class ScopeText
{
    public static string Of(LintResult result, FindingScope scope)
    {
        var hidden = Hidden(scope).ToList();
        var rest = hidden.Count == 0 ? "" : "; " + string.Join(", ", hidden);
        var where = scope.File is null ? "" : $" in {Printable.Of(scope.File)}";
        if (!scope.IsFileChecked)
            return $"Nothing was checked{where}{rest}";
        if (scope.Since is null)
        {
            return (result.Findings.IsEmpty
                ? $"No problems{where}"
                : $"Found {SummaryText.Counts(result)} that touch{(result.Findings.Length == 1 ? "es" : "")} {Printable.Of(scope.File!)}") + rest;
        }

        var since = $"{where} since {Printable.Of(scope.Since)}";
        return result.Findings.IsEmpty
            ? $"No new findings{since}{rest}"
            : $"{Plural.Of(result.Findings.Length, "new finding")}{since}: {SummaryText.Counts(result)}{rest}";
    }

    private static IEnumerable<string> Hidden(FindingScope scope)
    {
        if (scope.OlderCount > 0)
            yield return scope.OlderCount == 1 ? "1 older one is not shown" : $"{scope.OlderCount} older ones are not shown";
        if (scope.GoneCount > 0)
            yield return scope.GoneCount == 1 ? "1 is gone" : $"{scope.GoneCount} are gone";
        if (scope.ElsewhereCount > 0)
            yield return scope.ElsewhereCount == 1 ? "1 elsewhere is not shown" : $"{scope.ElsewhereCount} elsewhere are not shown";
    }
}
