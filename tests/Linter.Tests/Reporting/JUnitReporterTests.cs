using System.Text.Json;
using Linter.Engine;
using Linter.Findings;
using Linter.Reporting;
using Linter.Tests.Support;

namespace Linter.Tests.Reporting;

public sealed class JUnitReporterTests
{
    [Theory]
    [InlineData("whole-run")]
    [InlineData("clean")]
    [InlineData("control-characters")]
    [InlineData("failed-count")]
    [InlineData("failure")]
    public void Findings_are_cases(string scene) => Golden.Matches($"junit/{scene}.xml", Text(Scenes.Named(scene), Severity.Error));

    [Theory]
    [InlineData(Severity.Error)]
    [InlineData(Severity.Warning)]
    [InlineData(null)]
    public async Task A_reader_counts_failures_by_the_failing_level(Severity? failOn)
    {
        var result = Scenes.All();
        using var read = JsonDocument.Parse(await NodeTool.Run("junit.mjs", Text(result, failOn)));

        var expected = result.Findings.Count(finding => finding.Severity >= failOn);
        read.RootElement.GetProperty("tests").GetInt32().Should().Be(result.Findings.Length);
        read.RootElement.GetProperty("failures").GetInt32().Should().Be(expected);
        var cases = read.RootElement.GetProperty("testsuite")
            .EnumerateArray()
            .SelectMany(suite => suite.GetProperty("testcase").EnumerateArray())
            .ToList();
        cases.Should().HaveCount(result.Findings.Length);
        cases.Count(test => test.TryGetProperty("failure", out _)).Should().Be(expected);
    }

    private static string Text(LintResult result, Severity? failOn)
    {
        using var output = new StringWriter();
        new JUnitReporter(failOn, ReportPaths.AsTheyAre).Write(result, output);
        return output.ToString();
    }
}
