using System.Text.Json;
using Linter.Cli;
using Linter.Findings;
using Linter.Rules;

namespace Linter.Tests.Cli;

public class ExplainCommandTests
{
    private static readonly RuleDocument Rule = RuleDocument.Parse("port-lost", """
        ---
        title: A port is lost
        severity: warning
        category: services
        since: 0.1.0
        option.minimum: 2 - smallest number of ports
        ---
        A first paragraph that is long enough to be wrapped on a
        narrow terminal, said `twice`.

        - an item that is long as well and goes on in a second line
        - another

        ## Bad

        ```yaml service.yaml
        kind: Service

        a: 1
        ```
        ```text
        service.yaml:1:1: warning: lost
        ```

        ## Cases
        ### Hidden from explain
        """);

    [Fact]
    public void An_entry_is_laid_out_for_the_terminal()
    {
        Explanations.Of(Rule, ExplainFormat.Text, 40, hasColor: false).Should().Be("""
            port-lost: A port is lost
            warning · services · since 0.1.0

            A first paragraph that is long enough to
            be wrapped on a narrow terminal, said
            `twice`.

            - an item that is long as well and
              goes on in a second line
            - another

            Bad

              service.yaml
                kind: Service

                a: 1

                service.yaml:1:1: warning: lost

            Options
              minimum: 2 - smallest number of ports

            """);
    }

    [Fact]
    public void Headings_are_bold_in_colour()
    {
        Explanations.Of(Rule, ExplainFormat.Text, 80, hasColor: true).Should().Contain("\x1b[1mport-lost\x1b[0m")
            .And.Contain("\x1b[1mBad\x1b[0m");
    }

    [Fact]
    public void Markdown_is_the_entry_itself()
    {
        Explanations.Of(Rule, ExplainFormat.Markdown, 80, hasColor: false)
            .Should().StartWith("# port-lost\n\n**A port is lost** (warning, services, since 0.1.0)\n\nA first paragraph")
            .And.EndWith("```\n");
    }

    [Fact]
    public void Json_names_every_part()
    {
        var json = JsonDocument.Parse(Explanations.Of(Rule, ExplainFormat.Json, 80, hasColor: false)).RootElement;

        json.EnumerateObject().Select(member => member.Name)
            .Should().Equal("id", "title", "level", "category", "since", "summary", "options", "markdown");
        json.GetProperty("options")[0].GetProperty("default").GetString().Should().Be("2");
    }

    [Fact]
    public void Without_a_rule_all_are_listed_by_category()
    {
        var result = InProcess.Run("/", "explain");

        (result.ExitCode, result.Error).Should().Be((0, ""));
        foreach (var id in RuleCatalog.Ids)
            result.Output.Should().MatchRegex($@"\n  {id} +{RuleCatalog.Document(id).Severity.Name()} +\S");
        result.Output.Should().StartWith("engine\n").And.EndWith("\nlint explain RULE says more.\n");
    }

    [Fact]
    public void The_list_of_rules_is_there_for_programs_too()
    {
        JsonDocument.Parse(InProcess.Run("/", "explain", "--format", "json").Output).RootElement.GetArrayLength()
            .Should().Be(RuleCatalog.Ids.Length);
        InProcess.Run("/", "explain", "--format", "markdown").Output.Should().StartWith("| Rule | Level | What it finds |\n|-|-|-|\n");
    }

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    [InlineData("json")]
    public void Every_rule_can_be_explained(string format)
    {
        foreach (var id in RuleCatalog.Ids)
        {
            var result = InProcess.Run("/", "explain", id, "--format", format);
            (result.ExitCode, result.Error).Should().Be((0, ""), id);
            result.Output.Should().Contain(RuleCatalog.Document(id).Title).And.EndWith("\n");
        }
    }

    [Fact]
    public void Colour_is_an_option_of_explain_as_well()
    {
        InProcess.Run("/", "explain", "--color", "always").Output.Should().Contain("\x1b[1m");
        InProcess.Run("/", "explain", "--color", "always", "--format", "markdown").Output.Should().NotContain("\x1b");
    }
}
