using Linter.Engine;
using Linter.Manifests;
using Linter.Rules;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Rules;

/// <summary>A field of the wrong shape is some rule's finding, never an exception: every example, with one node replaced at a time.</summary>
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
