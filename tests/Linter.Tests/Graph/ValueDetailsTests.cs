using System.Reflection;
using Linter.Tests.Support;

namespace Linter.Tests.Graph;

/// <summary>The rows of the tests of values, with all that is said of them; <c>LINT_ACCEPT=1 dotnet test</c> writes it.</summary>
public class ValueDetailsTests
{
    [Fact]
    public void Values_that_are_refused_are_told_so() =>
        Golden.Matches("values.txt", Sections.Write(Titles().Distinct(StringComparer.Ordinal).Select(title => (title, ValueDetails.Of(title)))));

    private static IEnumerable<string> Titles()
    {
        foreach (var row in Rows<WorkloadValuesTests>(nameof(WorkloadValuesTests.Containers)))
            yield return Title("Container", row[0]);
        foreach (var row in Rows<WorkloadValuesTests>(nameof(WorkloadValuesTests.Pods)))
            yield return Title("Pod", row[0]);
        foreach (var row in Rows<WorkloadValuesTests>(nameof(WorkloadValuesTests.Controllers)))
            yield return Title($"apps/v1 {row[0]}", row[1]);
        foreach (var row in Rows<WorkloadValuesTests>(nameof(WorkloadValuesTests.Jobs)))
            yield return Title("batch/v1 Job", row[0]);
        foreach (var row in Rows<WorkloadValuesTests>(nameof(WorkloadValuesTests.CronJobs)))
            yield return Title("batch/v1 CronJob", row[0]);
        foreach (var row in Rows<TrafficValuesTests>(nameof(TrafficValuesTests.Services)))
            yield return Title("Service", row[0]);
        foreach (var row in Rows<TrafficValuesTests>(nameof(TrafficValuesTests.Selectors_of_each_kind)))
            yield return Title($"{row[0]} {row[1]}", row[2]!.ToString()!.Replace("SELECTOR", "{matchExpressions: [{key: a, operator: in, values: [b]}]}", StringComparison.Ordinal));
    }

    private static IEnumerable<object?[]> Rows<T>(string test) => typeof(T).GetMethod(test)!.GetCustomAttributes<InlineDataAttribute>().Select(row => row.Data);

    private static string Title(string owner, object? fragment) =>
        $"{owner}: {fragment!.ToString()!.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal).ReplaceLineEndings("\\n")}";
}
