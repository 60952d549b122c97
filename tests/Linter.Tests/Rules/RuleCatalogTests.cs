using System.Text.RegularExpressions;
using Linter.Rules;
using Linter.Tests.Support;

namespace Linter.Tests.Rules;

public partial class RuleCatalogTests
{
    [Fact]
    public void A_rule_is_named_like_its_class_its_file_and_its_entry()
    {
        foreach (var rule in RuleCatalog.Rules)
        {
            rule.Id.Should().Be(Kebab(rule.GetType().Name));
            var document = RuleCatalog.Document(rule.Id);
            File.Exists(Repository.PathOf("src", "Linter", "Rules", Pascal(document.Category), rule.GetType().Name + ".cs"))
                .Should().BeTrue($"{rule.Id} says category {document.Category}");
        }
    }

    [Fact]
    public void Every_entry_belongs_to_a_rule_or_to_a_finding_that_reading_makes()
    {
        var entries = Directory.GetFiles(Repository.PathOf("rules"), "*.md").Select(Path.GetFileNameWithoutExtension)
            .Where(name => name != "README");
        entries.Should().BeEquivalentTo(RuleCatalog.Ids);
    }

    [Fact]
    public void No_name_is_used_twice() => RuleCatalog.Ids.Should().OnlyHaveUniqueItems();

    [Fact]
    public void A_misspelt_name_finds_its_rule() =>
        RuleCatalog.Nearest("service-select-nothing").Should().Be("service-selects-nothing");

    [Fact]
    public void A_comment_in_an_example_is_no_heading()
    {
        const string Example = "```yaml a.yaml\n## Cases\nkind: Service\n```";
        var document = RuleDocument.Parse("image-small",
            $"---\ntitle: t\nseverity: error\ncategory: c\nsince: 0.1.0\n---\nWhy\n\n{Example}\n\n## Bad\n\n{Example}\n\n## Cases\n\nmore\n");
        (document.Summary, document.Rationale).Should().Be(("Why", $"Why\n\n{Example}"));
    }

    [Fact]
    public void An_entry_declares_options_and_former_names()
    {
        var document = RuleDocument.Parse(
            "image-small",
            "---\ntitle: t\nseverity: error\ncategory: c\nsince: 0.1.0\noption.most: 2 - how many\nformerly: image-size, big-image\n---\nText\n");

        document.FormerNames.Should().Equal("image-size", "big-image");
        document.Options.Should().ContainSingle().Which.Should().Match<Linter.Configuration.RuleOption>(option =>
            option.Name == "most" && option.Default.Integer == 2 && option.Description == "how many");
    }

    [Theory]
    [InlineData("One\nline.\n\nMore.\n", "One line.")]
    [InlineData("One\nline.\n\nMore.\n\nAnd more.\n", "One line.")]
    [InlineData("One\nline.\n", "One line.")]
    public void The_first_paragraph_is_the_summary(string text, string summary) =>
        RuleDocument.Parse("some-rule", $"---\ntitle: t\nseverity: error\ncategory: c\nsince: 0.1.0\n---\n{text}\n## Bad\n")
            .Summary.Should().Be(summary);

    private static string Kebab(string name) => Capital().Replace(name, "-$0").TrimStart('-').ToLowerInvariant();

    private static string Pascal(string category) => char.ToUpperInvariant(category[0]) + category[1..];

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
