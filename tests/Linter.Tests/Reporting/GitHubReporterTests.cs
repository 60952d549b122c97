using System.Text.Json;
using Linter.Engine;
using Linter.Findings;
using Linter.Reporting;
using Linter.Tests.Support;

namespace Linter.Tests.Reporting;

public sealed class GitHubReporterTests
{
    [Theory]
    [InlineData("whole-run")]
    [InlineData("control-characters")]
    [InlineData("clean-with-notes")]
    [InlineData("failed-count")]
    [InlineData("failure")]
    [InlineData("several-lines")]
    public void Annotations_are_workflow_commands(string scene) => Golden.Matches($"github/{scene}.txt", Text(Scenes.Named(scene)));

    [Fact]
    public async Task The_commands_are_those_of_GitHubs_own_library()
    {
        var result = Scenes.All();
        var ours = Text(result).Split('\n').Where(line => line.Contains("file=", StringComparison.Ordinal)).ToArray();
        var annotations = result.Findings.OrderByDescending(finding => finding.Severity).Zip(ours, (finding, line) => new
        {
            level = finding.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" },
            // The reader's side of our own escapes: what is to arrive.
            message = Unescaped(line.Split("::", 3)[2]),
            properties = Properties(finding),
        });

        var theirs = await NodeTool.Run("workflow-commands.mjs", JsonSerializer.Serialize(annotations));

        ours.Should().HaveCount(result.Findings.Length);
        theirs.ReplaceLineEndings("\n").Should().Be(string.Join('\n', ours) + "\n");
    }

    [Fact]
    public void More_than_a_step_shows_is_said()
    {
        var one = Scenes.Named("both-ends").Findings[0];
        var result = new LintResult([.. Enumerable.Repeat(one, 12)], [], new LintSummary(1, 1, 1, 0, []));

        Text(result).Should().EndWith("::notice title=manifest-lint::2 more findings in this log: a step shows 10 of each level\n");
    }

    private static Dictionary<string, object> Properties(Finding finding)
    {
        var properties = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["title"] = finding.RuleId,
            ["file"] = Printable.Of(finding.Span.Source.Path),
            ["startLine"] = finding.Span.From.Line,
            ["endLine"] = finding.Span.To.Line,
        };
        if (finding.Span.From.Line == finding.Span.To.Line)
        {
            properties["startColumn"] = finding.Span.From.Column;
            properties["endColumn"] = finding.Span.To.Column;
        }

        return properties;
    }

    private static string Unescaped(string text) =>
        text.Replace("%0A", "\n", StringComparison.Ordinal).Replace("%0D", "\r", StringComparison.Ordinal)
            .Replace("%25", "%", StringComparison.Ordinal);

    private static string Text(LintResult result)
    {
        using var output = new StringWriter();
        new GitHubReporter(ReportPaths.AsTheyAre).Write(result, output);
        return output.ToString();
    }
}
