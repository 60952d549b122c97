using Linter.Engine;
using Linter.Graph;
using Linter.Rules;
using Linter.Tests.Support;

namespace Linter.Tests.Rules;

public class ConcernsTests
{
    public static TheoryData<string> Ids => [.. RuleCatalog.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_that_a_graph_does_not_concern_finds_nothing_there(string id)
    {
        foreach (var example in RuleCatalog.Document(id).Examples)
        {
            foreach (var graph in (Lint.Inspect(example.Pairs())?.Units ?? []).Select(unit => unit.Graph))
            {
                foreach (var rule in RuleCatalog.Rules.Where(rule => !rule.Concerns(graph)))
                    Found(rule, graph).Should().BeEmpty($"{rule.Id} says that '{example.Title}' of {id} does not concern it");
            }
        }
    }

    private static IEnumerable<string> Found(IRule rule, LinkGraph graph) =>
        rule.Check(new RuleContext(rule.Id, graph, new ClusterFacts(), new SettingsOfRules(new LintOptions()).Of))
            .Select(finding => finding.Message.Text);
}
