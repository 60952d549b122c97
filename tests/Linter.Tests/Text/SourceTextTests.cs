using Linter.Text;

namespace Linter.Tests.Text;

public sealed class SourceTextTests
{
    [Theory]
    [InlineData("ab\ncd", 3, "2:1")]
    [InlineData("ab\r\ncd", 4, "2:1")]
    [InlineData("ab\rcd", 3, "2:1")]
    [InlineData("ab\r\ncd", 3, "1:4")]
    [InlineData("a\n\r\n\rb", 5, "4:1")]
    [InlineData("😀y", 2, "1:3")]
    [InlineData("\ta", 1, "1:2")]
    [InlineData("ab\n", 3, "2:1")]
    [InlineData("", 0, "1:1")]
    [InlineData("ab", 99, "1:3")]
    public void An_offset_has_a_line_and_a_column(string text, int offset, string position) =>
        new SourceText("a.yaml", text).PositionAt(offset).ToString().Should().Be(position);

    [Theory]
    [InlineData("a\r\nb\rc\nd", "a,b,c,d")]
    [InlineData("a\n", "a,")]
    [InlineData("", "")]
    public void Lines_come_without_their_breaks(string text, string lines)
    {
        var source = new SourceText("a.yaml", text);

        string.Join(",", Enumerable.Range(1, source.LineCount).Select(line => source.Line(line).ToString())).Should().Be(lines);
    }

    [Fact]
    public void A_span_shows_its_path_and_position() =>
        new SourceText("a/b.yaml", "x\nyz").Span(3, 4).ToString().Should().Be("a/b.yaml:2:2");
}
