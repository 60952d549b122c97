using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Yaml;

public sealed class NodePathTests
{
    private const string Text = "spec:\n  containers:\n  - name: a\n    ports: [1, 2]\n  - name: b\n  nodeSelector: {x/y: z, 'p.q': r}\n";

    [Theory]
    [InlineData("spec.containers[*].name", "a,b")]
    [InlineData("spec.containers[1].name", "b")]
    [InlineData("spec.containers[*].ports[*]", "1,2")]
    [InlineData("spec.nodeSelector.*", "z,r")]
    [InlineData("spec.containers[5].name", "")]
    [InlineData("spec.missing.name", "")]
    public void A_path_finds_its_nodes(string path, string values)
    {
        var found = Root().Select(NodePath.Parse(path)).Select(node => node.Value);

        string.Join(",", found).Should().Be(values);
    }

    [Fact]
    public void The_first_node_at_a_path_with_wildcards_is_the_first_in_the_document() =>
        Root().At(NodePath.Parse("spec.containers[*].name"))!.Value.Value.Should().Be("a");

    [Fact]
    public void A_path_shows_as_it_was_written() => NodePath.Parse("a.b[*].c").ToString().Should().Be("a.b[*].c");

    [Fact]
    public void Nothing_stands_between_a_bracket_and_the_next_dot_or_bracket()
    {
        ((Action)(() => NodePath.Parse("spec.containers[*]~"))).Should().Throw<FormatException>();
        ((Action)(() => NodePath.Parse("spec.containers[*]x[0].name"))).Should().Throw<FormatException>();
        NodePath.Parse("a[*][0].b").ToString().Should().Be("a[*][0].b");
    }

    [Theory]
    [InlineData("spec.containers[1].name", "spec.containers[1].name")]
    [InlineData("spec.containers[0].ports[1]", "spec.containers[0].ports[1]")]
    [InlineData("spec.nodeSelector.x/y", "spec.nodeSelector['x/y']")]
    public void A_node_knows_its_path_from_the_root(string path, string shown) =>
        Root().At(NodePath.Parse(path))!.Value.PathFromRoot(Root()).Should().Be(shown);

    [Fact]
    public void The_root_has_an_empty_path() => Root().PathFromRoot(Root()).Should().BeEmpty();

    private static Node Root() => YamlReader.Read(new SourceText("test.yaml", Text)).Documents[0];
}
