using System.Text.Json;
using Linter.Engine;
using Linter.Reporting;
using Linter.Tests.Support;

namespace Linter.Tests.Reporting;

public sealed class GitLabReporterTests
{
    [Theory]
    [InlineData("whole-run")]
    [InlineData("clean")]
    public void Findings_are_issues_of_Code_Quality(string scene) => Golden.Matches($"gitlab/{scene}.json", Text(Scenes.Named(scene)));

    // What GitLab's documentation of the Code Quality report format demands of an issue.
    [Fact]
    public void Every_issue_has_what_GitLab_reads()
    {
        using var report = JsonDocument.Parse(Text(Scenes.All()));
        var issues = report.RootElement.EnumerateArray().ToList();

        issues.Should().HaveCount(Scenes.All().Findings.Length);
        issues.Select(issue => issue.GetProperty("fingerprint").GetString()).Should().OnlyHaveUniqueItems();
        foreach (var issue in issues)
        {
            issue.GetProperty("description").GetString().Should().NotBeNullOrEmpty();
            issue.GetProperty("check_name").GetString().Should().NotBeNullOrEmpty();
            issue.GetProperty("severity").GetString().Should().BeOneOf("info", "minor", "major");
            issue.GetProperty("location").GetProperty("path").GetString().Should().NotStartWith("./").And.NotStartWith("/");
            issue.GetProperty("location").GetProperty("lines").GetProperty("begin").GetInt32().Should().BePositive();
        }
    }

    private static string Text(LintResult result)
    {
        using var output = new StringWriter();
        new GitLabReporter(ReportPaths.AsTheyAre).Write(result, output);
        return output.ToString();
    }
}
