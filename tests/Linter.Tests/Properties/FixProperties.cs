using System.Collections.Immutable;
using Linter.Findings;
using Linter.Rules;
using Linter.Tests.Support;

namespace Linter.Tests.Properties;

/// <summary>An edit that is offered mends: what it was offered for is gone, and the text is as well read as before.</summary>
public class FixProperties
{
    public static TheoryData<string> Ids => [.. RuleCatalog.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Fixes_of_examples_mend(string id) =>
        string.Join('\n', RuleCatalog.Document(id).Examples.SelectMany(example => Useless(example.Title, example.Pairs())))
            .Should().BeEmpty();

    [Fact]
    public void Fixes_of_small_cases_mend() =>
        string.Join('\n', SmallCases.Manifests().SelectMany(row => Useless(row.Title, [("manifest.yaml", row.Manifests)])))
            .Should().BeEmpty();

    private static IEnumerable<string> Useless(string title, (string Name, string Text)[] files)
    {
        var before = Lint.Run(RuleCatalog.Ids, files).Findings;
        foreach (var finding in before.Where(finding => finding.Fix is not null))
        {
            var after = Lint.Run(RuleCatalog.Ids, Mended(files, finding.Fix!)).Findings;
            if (Count(after, finding) >= Count(before, finding))
                yield return $"{title}: '{finding.Fix!.Description}' leaves: {finding.Message} [{finding.RuleId}]";
            foreach (var made in after.Where(other => IsOfReading(other) && Count(after, other) > Count(before, other)))
                yield return $"{title}: '{finding.Fix!.Description}' makes: {made.Message} [{made.RuleId}]";
        }
    }

    // Other rules may see now what was hidden; these would have been made by the edit.
    private static bool IsOfReading(Finding finding) => finding.RuleId is "yaml-syntax" or "duplicate-key" or "wrong-type" or "yaml-trap";

    private static int Count(ImmutableArray<Finding> findings, Finding like) =>
        findings.Count(finding => finding.RuleId == like.RuleId && finding.Message.Text == like.Message.Text
            && finding.Subject == like.Subject);

    private static (string Name, string Text)[] Mended((string Name, string Text)[] files, Fix fix) =>
        [.. files.Select(file => (file.Name,
            fix.Edits.Where(edit => edit.Span.Source.Path == file.Name).OrderByDescending(edit => edit.Span.Start)
            .Aggregate(file.Text, (text, edit) => text[..edit.Span.Start] + edit.NewText + text[edit.Span.End..])))];
}
