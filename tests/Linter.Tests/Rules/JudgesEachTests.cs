using Linter.Engine;
using Linter.Findings;
using Linter.Graph;
using Linter.Manifests;
using Linter.Rules;
using Linter.Tests.Support;

namespace Linter.Tests.Rules;

public class JudgesEachTests
{
    public static TheoryData<string> Ids => [.. RuleCatalog.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_that_judges_each_resource_by_itself_says_the_same_of_all_at_once(string id)
    {
        foreach (var example in RuleCatalog.Document(id).Examples)
        {
            foreach (var graph in (Lint.Inspect(example.Pairs())?.Units ?? []).Select(unit => unit.Graph))
            {
                foreach (var rule in RuleCatalog.Rules.Where(rule => rule.Concerns(graph) && rule.JudgesEach(graph)))
                {
                    var context = new RuleContext(rule.Id, graph, new ClusterFacts(), new SettingsOfRules(new LintOptions()).Of);
                    var apart = graph.Resources.SelectMany(resource => rule.Check(context.For(Alone(graph, resource)))).Select(Told);
                    apart.Should().BeEquivalentTo(rule.Check(context).Select(Told), $"{rule.Id} is asked about '{example.Title}' of {id}");
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1000)]
    public void The_parts_of_a_graph_hold_everything_once_and_in_order(int files)
    {
        var graph = Lint.Inspect([.. Enumerable.Range(0, files).Select(i => ($"{i:D4}.yaml", """
            apiVersion: v1
            kind: Service
            metadata: {name: web-NUMBER}
            spec: {selector: {app: web-NUMBER}, ports: [{port: 80}]}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web-NUMBER}
            spec: {selector: {matchLabels: {app: web-NUMBER}}, template: {metadata: {labels: {app: web-NUMBER}}, spec: {containers: [{name: web, image: 'web:1'}]}}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: web-NUMBER}
            spec: {defaultBackend: {service: {name: web-NUMBER, port: {number: 80}}}}
            """.Replace("NUMBER", i.ToString(System.Globalization.CultureInfo.InvariantCulture))))])!.Units.Should().ContainSingle().Subject.Graph;

        var parts = GraphPart.Split(graph);

        parts.SelectMany(part => part.Resources).Should().Equal(graph.Resources);
        parts.SelectMany(part => part.PodTemplates).Should().Equal(graph.PodTemplates);
        parts.SelectMany(part => part.Services).Should().Equal(graph.Services);
        parts.SelectMany(part => part.Ingresses).Should().Equal(graph.Ingresses);
        parts.Should().OnlyContain(part => part.Resources.Length < 200);
        parts.SelectMany(part => part.Resources.Select(resource => resource.Source).Distinct())
            .Should().OnlyHaveUniqueItems("what one file holds stays together");
    }

    private static GraphPart Alone(LinkGraph graph, Resource resource) => new(
        graph,
        [resource],
        graph.PodsOf(resource),
        [.. graph.Services.Where(service => service.Resource == resource)],
        [.. graph.Ingresses.Where(ingress => ingress.Resource == resource)]);

    private static string Told(Finding finding) =>
        $"{finding.Span} {finding.Severity} {finding.Message.Text} {finding.Help} {string.Join(' ', finding.Related)}";
}
