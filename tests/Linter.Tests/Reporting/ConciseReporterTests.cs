using System.Text.RegularExpressions;
using Linter.Reporting;
using Linter.Tests.Support;

namespace Linter.Tests.Reporting;

public sealed partial class ConciseReporterTests
{
    public static TheoryData<string> Scene => [.. Scenes.Names];

    [Theory]
    [InlineData("whole-run")]
    [InlineData("control-characters")]
    public void Each_finding_is_one_line(string scene) => Golden.Matches($"concise/{scene}.txt", Text(scene));

    [Theory]
    [MemberData(nameof(Scene))]
    public void Every_line_is_read_by_the_problem_matcher(string scene)
    {
        var lines = Text(scene).Split('\n')[..^1];

        lines.Should().HaveCount(Scenes.Named(scene).Findings.Length);
        lines.Should().NotContain(line => !Matcher().IsMatch(line));
    }

    // The expression that editors and reviewers are given.
    [GeneratedRegex(@"^(.+?):(\d+):(\d+): (error|warning|note): (.+) \[([a-z0-9-]+)\]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Matcher();

    private static string Text(string scene)
    {
        using var output = new StringWriter();
        new ConciseReporter().Write(Scenes.Named(scene), output);
        return output.ToString();
    }
}
