using Linter.Reporting;

namespace Linter.Tests.Reporting;

public sealed class CellsTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("日本", 4)]
    [InlineData("ｆｕｌｌ", 8)]
    [InlineData("cafe\u0301", 4)]
    [InlineData("😀", 2)]
    [InlineData("👩‍👩‍👧", 2)]
    [InlineData("👍🏽", 2)]
    [InlineData("🇩🇪", 2)]
    [InlineData("❤\ufe0f", 2)]
    [InlineData("한국", 4)]
    [InlineData("é ß Ж", 5)]
    public void Text_takes_as_many_cells_as_terminals_give_it(string text, int cells) => Cells.Width(text).Should().Be(cells);
}
