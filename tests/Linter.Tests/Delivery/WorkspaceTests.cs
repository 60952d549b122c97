using System.Text.Json;
using System.Text.RegularExpressions;
using Linter.Findings;
using Linter.Reporting;
using Linter.Tests.Reporting;
using Linter.Tests.Support;

namespace Linter.Tests.Delivery;

/// <summary>.vscode/tasks.json reads what the concise format writes.</summary>
public sealed class WorkspaceTests
{
    [Fact]
    public void The_problem_matcher_reads_every_part_of_a_line()
    {
        using var tasks = JsonDocument.Parse(File.ReadAllText(Repository.PathOf(".vscode", "tasks.json")));
        var task = tasks.RootElement.GetProperty("tasks")[0];
        var pattern = task.GetProperty("problemMatcher")[0].GetProperty("pattern");
        var matcher = new Regex(pattern.GetProperty("regexp").GetString()!, RegexOptions.ECMAScript, TimeSpan.FromSeconds(5));
        string Part(Match match, string name) => match.Groups[pattern.GetProperty(name).GetInt32()].Value;

        task.GetProperty("args").EnumerateArray().Select(argument => argument.GetString()).Should().StartWith(["--format", "concise"]);
        var findings = Scenes.All().Findings;
        using var output = new StringWriter { NewLine = "\n" };
        new ConciseReporter().Write(Scenes.All(), output);
        var lines = output.ToString().Split('\n')[..^1];

        lines.Should().HaveCount(findings.Length);
        foreach (var (line, finding) in lines.Zip(findings))
        {
            var match = matcher.Match(line);
            match.Success.Should().BeTrue(line);
            Part(match, "file").Should().Be(Printable.Of(finding.Span.Source.Path));
            Part(match, "line").Should().Be($"{finding.Span.From.Line}");
            Part(match, "severity").Should().Be(finding.Severity.Name());
            Part(match, "code").Should().Be(finding.RuleId);
            Part(match, "message").Should().NotBeEmpty();
        }
    }
}
