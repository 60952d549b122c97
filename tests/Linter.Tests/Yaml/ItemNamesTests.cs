using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Yaml;

public sealed class ItemNamesTests
{
    [Theory]
    [InlineData("a: [{name: web}, {name: db, x: 1}]", "a[1].x", "a[db].x")]
    [InlineData("a: [{port: 80}, {port: 81, x: 1}]", "a[1].x", "a[port=81].x")]
    [InlineData("a: [{name: v, mountPath: /a}, {name: v, mountPath: /b, x: 1}]", "a[1].x", "a[mountPath=/b].x")]
    [InlineData("a: [{name: v}, {name: v, x: 1}]", "a[1].x", "a[1].x")]
    [InlineData("a: [{name: 1, port: 1}, {name: 1, port: 2, x: 1}]", "a[1].x", "a[port=2].x")]
    [InlineData("a: [{name: {}}, {name: {}, x: 1}]", "a[1].x", "a[1].x")]
    [InlineData("a: [--one, --two]", "a[1]", "a[=--two]")]
    [InlineData("a: [--one, --one]", "a[1]", "a[1]")]
    [InlineData("a: [[b], [{name: c, x: 1}]]", "a[1][0].x", "a[1][c].x")]
    [InlineData("a: [&x {name: web, y: 1}, *x, {name: db, x: 1}]", "a[2].x", "a[db].x")]
    public void An_item_is_named_by_a_key_that_it_has_alone(string text, string path, string name)
    {
        var root = YamlReader.Read(new SourceText("a.yaml", text)).Documents[0];
        var node = root.At(NodePath.Parse(path))!.Value;

        node.KeyFromRoot(root).Should().Be(name);
    }

    [Fact]
    public void In_a_long_list_items_go_by_number()
    {
        var root = YamlReader.Read(new SourceText("a.yaml",
            "a:\n" + string.Concat(Enumerable.Range(0, 2000).Select(i => $"- name: n{i}\n")))).Documents[0];

        root.At(NodePath.Parse("a[1999].name"))!.Value.KeyFromRoot(root).Should().Be("a[1999].name");
    }
}
