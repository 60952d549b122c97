using Linter.Configuration;
using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Rules;
using Linter.Tests.Support;

namespace Linter.Tests.Rules;

/// <summary>What a rule says as a note only is not looked for where nobody would see it, and nobody can tell.</summary>
public class AdviceTests
{
    private const string Single = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec: {replicas: 1, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: 'web:1'}]}}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {selector: {app: web}, ports: [{port: 80}]}
        """;

    [Fact]
    public void Advice_is_noted_by_its_entry_and_never_says_more()
    {
        foreach (var rule in RuleCatalog.Rules.Where(rule => rule.IsAdvice))
        {
            var document = RuleCatalog.Document(rule.Id);
            document.Severity.Should().Be(Severity.Note, rule.Id);
            foreach (var example in document.Examples.Where(example => example.Files.All(file => file.Name != ConfigReader.FileName)))
            {
                Lint.Only(rule.Id, example.Pairs()).Findings.Where(finding => finding.RuleId == rule.Id)
                    .Should().NotContain(finding => finding.Severity > Severity.Note, $"{rule.Id}, '{example.Title}'");
            }
        }
    }

    [Fact]
    public void An_ignore_that_means_a_note_is_of_use_in_the_default_profile() =>
        Found(new LintOptions { KeepsUnreported = false }, "# lint:ignore-file resources-missing -- a demonstration\n" + Single)
            .Should().NotContain([RuleCatalog.SuppressionUnused, "resources-missing"]);

    [Fact]
    public void An_annotation_that_means_a_note_is_of_use_in_the_default_profile() =>
        Found(new LintOptions { KeepsUnreported = false },
            Single.Replace("metadata: {name: web}\nspec: {replicas",
                "metadata: {name: web, annotations: {lint/ignore: resources-missing -- a demonstration}}\nspec: {replicas",
                StringComparison.Ordinal))
            .Should().NotContain([RuleCatalog.SuppressionUnused, "resources-missing"]);

    [Fact]
    public void Advice_with_a_level_is_reported_in_the_default_profile() =>
        Found(new LintOptions
        {
            KeepsUnreported = false,
            RuleLevels = new Dictionary<string, Severity>(StringComparer.Ordinal) { ["resources-missing"] = Severity.Warning }
        }, Single)
            .Should().Contain("resources-missing");

    [Fact]
    public void Advice_is_reported_in_the_strict_profile() =>
        Found(new LintOptions { KeepsUnreported = false, Profile = Profile.Strict }, Single).Should().Contain("resources-missing");

    private static IEnumerable<string> Found(LintOptions options, string text) =>
        LintEngine.Run(new InputFiles([new InputFile("web.yaml", null, text)], [], []), options).Findings.Select(finding => finding.RuleId);
}
