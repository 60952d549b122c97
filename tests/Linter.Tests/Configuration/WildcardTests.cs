using Linter.Configuration;

namespace Linter.Tests.Configuration;

public class WildcardTests
{
    [Theory]
    [InlineData("*-tls", "shop-tls", true)]
    [InlineData("*-tls", "shop-tls-old", false)]
    [InlineData("web-?", "web-1", true)]
    [InlineData("web-?", "web-10", false)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("*", "", true)]
    [InlineData("", "a", false)]
    [InlineData("Web", "web", false)]
    public void A_star_stands_for_any_rest_and_a_question_mark_for_one_character(string pattern, string text, bool expected) =>
        Wildcard.Matches(pattern, text).Should().Be(expected);
}
