using Linter.Graph;

namespace Linter.Tests.Graph;

public class RegexPathTests
{
    [Theory]
    [InlineData("/api(/|$)(.*)", 2)]
    [InlineData("/(?:a|b)/(?<rest>.*)", 1)]
    [InlineData(@"/\((.*)[(]", 1)]
    [InlineData("/plain", 0)]
    public void Groups_that_capture_are_counted(string path, int captures) => RegexPath.Captures(path).Should().Be(captures);

    [Theory]
    [InlineData("/api/v1", "/api/v1")]
    [InlineData("/Api/v[12]", "/api/v")]
    [InlineData("/apis?/x", "/api")]
    [InlineData("/a|/b", "")]
    public void A_head_is_what_every_match_begins_with(string path, string head) => RegexPath.Head(path).Should().Be(head);

    [Theory]
    [InlineData("/api/(.*)$", "/api")]
    [InlineData("/*", "")]
    [InlineData("/api/v[12]/(.*)", null)]
    [InlineData("/api", null)]
    public void A_catch_all_has_a_plain_base(string path, string? start) => RegexPath.CatchAll(path)?.Base.Should().Be(start);
}
