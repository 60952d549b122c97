using Linter.Text;

namespace Linter.Tests.Text;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("api-conifg", "api-config")]
    [InlineData("containerport", "containerPort")]
    [InlineData("selectr", "selector")]
    [InlineData("web", null)]
    [InlineData("xy", null)]
    public void The_nearest_name_is_a_slip_away(string name, string? nearest) =>
        Spelling.Nearest(name, ["api-config", "containerPort", "selector", "web", "xz"]).Should().Be(nearest);

    [Theory]
    [InlineData("wacth", "watch")]
    [InlineData("gte", "get")]
    [InlineData("Get", "get")]
    [InlineData("set", null)]
    [InlineData("get", null)]
    [InlineData("lisst", "list")]
    [InlineData("llsst", null)]
    [InlineData("arm6", null)]
    public void One_slip_leads_to_one_word(string word, string? meant) =>
        Spelling.Slipped(word, ["get", "list", "watch", "arm", "armv6", "arm64"]).Should().Be(meant);

    [Fact]
    public void Ties_go_to_the_ordinally_first() => Spelling.Nearest("cat", ["hat", "bat"]).Should().Be("bat");

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_edits_and_swaps(string a, string b, int edits) => Spelling.Distance(a, b).Should().Be(edits);

    [Fact]
    public void Distance_stops_above_its_limit() => Spelling.Distance("abcdefgh", "stuvwxyz", 2).Should().Be(3);
}
