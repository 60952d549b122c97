using Linter.Engine;
using Linter.Manifests;
using Linter.Rules;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Rules;

/// <summary>
/// A field of the wrong shape is some rule's finding, never an exception: every example, with one node replaced at a time.
/// </summary>
public class WrongShapeTests
{
    private const int Seed = 20261121;

    private static readonly string[] Shapes = ["[]", "{}", "5", "null", "''", "[null]", "{a: [b]}", "-1", "x"];

    [Fact]
    public void No_rule_throws_whatever_stands_in_a_field()
    {
        var random = new Random(Seed);
        var broken = new List<string>();
        foreach (var file in RuleCatalog.Ids.SelectMany(id => RuleCatalog.Document(id).Examples).SelectMany(example => example.Files))
        {
            for (var round = 0; round < 8; round++)
            {
                var text = WithOneNodeReplaced(file.Content, random);
                var input = new InputFiles([new InputFile(file.Name, null, text)], [], []);
                foreach (var failure in LintEngine.Run(input, new LintOptions { Profile = Profile.Strict }).Failures)
                    broken.Add($"seed {Seed}: {failure.RuleId}: {failure.Error[..Math.Min(failure.Error.Length, 600)]}\n{text}");
            }
        }

        broken.Take(3).Should().BeEmpty();
    }

    [Fact]
    public void A_container_port_without_a_number_behind_a_headless_Service_is_no_answer_to_a_call()
    {
        const string Text = """
            apiVersion: v1
            kind: Service
            metadata: {name: db}
            spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: db, labels: {app: db}}
            spec: {containers: [{name: db, image: "db:1", ports: [{name: dashboard}]}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: web}
            spec: {containers: [{name: web, image: "web:1", env: [{name: METRICS, value: "http://db:9187/metrics"}]}]}
            """;

        Support.Lint.Only("dns-name-not-found", ("a.yaml", Text)).Findings.Should().BeEmpty();
    }

    private static string WithOneNodeReplaced(string text, Random random)
    {
        var yaml = YamlReader.Read(new SourceText("x", text));
        if (yaml.Documents.IsEmpty)
            return text;

        var tree = yaml.Documents[0].Tree;
        var span = tree.NodeAt(random.Next(tree.Count)).Span;
        return string.Concat(text.AsSpan(0, span.Start), Shapes[random.Next(Shapes.Length)], text.AsSpan(span.End));
    }
}
