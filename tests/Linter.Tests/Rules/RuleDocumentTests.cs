using System.Text;
using Linter.Findings;
using Linter.Rules;
using Linter.Tests.Support;

namespace Linter.Tests.Rules;

/// <summary>
/// Every example of every rules/*.md is linted. <c>LINT_ACCEPT=1 dotnet test</c> rewrites their text blocks; the diff is
/// what gets reviewed.
/// </summary>
public class RuleDocumentTests
{
    private static readonly bool Accept = Environment.GetEnvironmentVariable("LINT_ACCEPT") == "1";

    public static TheoryData<string> Ids => [.. RuleCatalog.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Examples_show_what_the_rule_says(string id)
    {
        var problems = new StringBuilder();
        // From the last to the first, so that a rewritten block does not move those still to come.
        foreach (var example in RuleCatalog.Document(id).Examples.Reverse())
        {
            var shown = Lint.Render(Lint.Only(id, example.Pairs()));
            if (example.Expected is not null)
                Compare(id, example, shown, problems);
            else
                MustBeSilent(id, example, problems);
        }

        problems.ToString().Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_entry_has_a_bad_and_a_good_example(string id)
    {
        var document = RuleCatalog.Document(id);
        document.Examples.Should().ContainSingle(example => example.Title == "Bad").Which.Expected.Should().NotBeNullOrWhiteSpace();
        document.Examples.Should().ContainSingle(example => example.Title == "Good").Which.Expected.Should().BeNull();
        document.Summary.Should().NotBeEmpty();
    }

    [Fact]
    public void A_fence_in_the_rationale_is_no_example()
    {
        const string FrontMatter = "---\ntitle: A\nseverity: error\ncategory: services\nsince: 0.1.0\n---\n";
        var document = RuleDocument.Parse("a", FrontMatter + "Such as:\n\n```yaml\na: b\n```\n\n## Bad\n\n```yaml\nc: d\n```\n");

        document.Examples.Select(example => (example.Title, string.Concat(example.Files.Select(file => file.Content))))
            .Should().Equal(("Bad", "c: d\n"));
    }

    // No good example is broken elsewhere, yet none has to carry probes and limits it is not about. A case may be what
    // another rule reports: then it is silent for this one.
    private static void MustBeSilent(string id, RuleExample example, StringBuilder problems)
    {
        var errors = RuleCatalog.Ids.Where(other => RuleCatalog.Document(other).Severity == Severity.Error);
        var result = Lint.Run(example.IsCase ? [id] : errors.Append(id), example.Pairs());
        var shown = Lint.Render(result with
        {
            Findings = [.. result.Findings
                .Where(finding => finding.RuleId == id || finding.Severity == Severity.Error)],
        });
        if (shown.Length > 0)
            problems.AppendLine($"{id}, {example.Title}: must be silent, but says").AppendLine(shown);
    }

    private static void Compare(string id, RuleExample example, string shown, StringBuilder problems)
    {
        if (shown == example.Expected)
            return;

        if (Accept && shown.Length > 0)
            Rewrite(id, example, shown);
        else
            problems.AppendLine($"{id}, {example.Title}: expected").AppendLine(example.Expected).AppendLine("but says").AppendLine(shown);
    }

    private static void Rewrite(string id, RuleExample example, string shown)
    {
        var path = Repository.PathOf("rules", id + ".md");
        var lines = File.ReadAllLines(path).ToList();
        var bodyStart = lines.IndexOf("---", 1) + 1;
        var open = lines.IndexOf("```text", bodyStart + example.Line - 1);
        var close = lines.IndexOf("```", open + 1);
        lines.RemoveRange(open + 1, close - open - 1);
        lines.InsertRange(open + 1, shown.TrimEnd('\n').Split('\n'));
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
    }
}
