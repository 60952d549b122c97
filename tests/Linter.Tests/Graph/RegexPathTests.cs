using Linter.Graph;

namespace Linter.Tests.Graph;

public class RegexPathTests
{
    [Theory]
    [InlineData("/api(/|$)(.*)", 2)]
    [InlineData("/(?:a|b)/(?<rest>.*)", 1)]
    [InlineData("/(?P<rest>.*)", 1)]
    [InlineData("/a(?=b)(?!c)(?<=d)(?<!e)", 0)]
    [InlineData(@"/\((.*)[(]", 1)]
    [InlineData("/plain", 0)]
    public void Groups_that_capture_are_counted(string path, int captures) => RegexPath.Captures(path).Should().Be(captures);

    [Theory]
    [InlineData("/api/v1", "/api/v1")]
    [InlineData("/Api/v[12]", "/api/v")]
    [InlineData("/apis?/x", "/api")]
    [InlineData("/apis*/x", "/api")]
    [InlineData("/apis{2}/x", "/api")]
    [InlineData("/apis+/x", "/apis")]
    [InlineData("?", "")]
    [InlineData("/a|/b", "")]
    [InlineData("/api/(a|b)", "/api/")]
    public void A_head_is_what_every_match_begins_with(string path, string head) => RegexPath.Head(path).Should().Be(head);

    [Theory]
    [InlineData("/api/(.*)$", "/api")]
    [InlineData("/*", "")]
    [InlineData("/api/v[12]/(.*)", null)]
    [InlineData("/api", null)]
    public void A_catch_all_has_a_plain_base(string path, string? start) => (RegexPath.CatchAll(path)?.Base).Should().Be(start);

    [Theory]
    [InlineData("/Api(/|$)(.*)", "/api Segment")]
    [InlineData("/api(?:/|$)(.*)", "/api Segment")]
    [InlineData("/api($|/)(.*)", "/api Segment")]
    [InlineData("/api(/|$).*", "/api Segment")]
    [InlineData("/api(/|$)", "/api Segment")]
    [InlineData("/api(/.*|$)", "/api Segment")]
    [InlineData("/api(/(.*)|$)", "/api Segment")]
    [InlineData("/api/?(.*)", "/api Any")]
    [InlineData("/api/?.*", "/api Any")]
    [InlineData("/api(/.*)?", "/api Any")]
    [InlineData("/api/?", "/api Any")]
    [InlineData("/api/*", "/api Any")]
    [InlineData("/api/(.*)", "/api Below")]
    [InlineData("/api/.*", "/api Below")]
    [InlineData("/api(.*)", "/api Any")]
    [InlineData("/api.*", "/api Any")]
    [InlineData("/api/.*$", "/api Below")]
    public void A_catch_all_reaches_as_far_as_its_ending(string path, string expected) =>
        (RegexPath.CatchAll(path) is var (start, reach) ? $"{start} {reach}" : "").Should().Be(expected);
}
