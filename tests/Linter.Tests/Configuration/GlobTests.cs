using Linter.Configuration;

namespace Linter.Tests.Configuration;

public class GlobTests
{
    [Theory]
    [InlineData("*.tmp.yaml", "a.tmp.yaml", true)]
    [InlineData("*.tmp.yaml", "x/y/a.tmp.yaml", true)]
    [InlineData("*.tmp.yaml", "a.yaml", false)]
    [InlineData("dev", "dev/a.yaml", true)]
    [InlineData("dev", "x/dev/y/a.yaml", true)]
    [InlineData("dev", "developer/a.yaml", false)]
    [InlineData("dev/", "x/dev/a.yaml", true)]
    [InlineData("dev/", "x/dev", false)]
    [InlineData("/dev", "x/dev/a.yaml", false)]
    [InlineData("/dev", "dev/a.yaml", true)]
    [InlineData("./dev", "dev/a.yaml", true)]
    [InlineData("dev/**", "dev/x/a.yaml", true)]
    [InlineData("dev/**", "x/dev/a.yaml", false)]
    [InlineData("dev/**", "dev", false)]
    [InlineData("dev/*", "dev/x/a.yaml", true)]
    [InlineData("dev/*.yaml", "dev/x/a.yaml", false)]
    [InlineData("**/dev/*.yaml", "dev/a.yaml", true)]
    [InlineData("**/dev/*.yaml", "x/y/dev/a.yaml", true)]
    [InlineData("a/**/b", "a/b/c.yaml", true)]
    [InlineData("a/**/b", "a/x/y/b", true)]
    [InlineData("apps/?/x.yaml", "apps/a/x.yaml", true)]
    [InlineData("apps/?/x.yaml", "apps/ab/x.yaml", false)]
    [InlineData("{dev,test}/*.yaml", "test/a.yaml", true)]
    [InlineData("{dev,test}/*.yaml", "prod/a.yaml", false)]
    [InlineData("{a,b/c}/x.yaml", "b/c/x.yaml", true)]
    [InlineData(".", "a/b.yaml", true)]
    [InlineData("**", "a/b.yaml", true)]
    public void A_pattern_fits(string pattern, string path, bool fits) => Glob.Parse(pattern).Matches(path).Should().Be(fits);

    [Theory]
    [InlineData("")]
    [InlineData("!a")]
    [InlineData("a\\b")]
    [InlineData("{a")]
    [InlineData("a}")]
    [InlineData("{a,{b}}")]
    [InlineData("[ab]")]
    public void What_is_no_pattern_is_refused(string text) => Glob.IsPattern(text).Should().BeFalse();

    [Fact]
    public void A_configuration_in_a_folder_speaks_of_what_is_in_it()
    {
        var place = new ConfigPlace("apps/shop", []);

        Glob.Parse("dev", place).Matches("apps/shop/x/dev/a.yaml").Should().BeTrue();
        Glob.Parse("dev", place).Matches("dev/a.yaml").Should().BeFalse();
        Glob.Parse("dev/*", place).Matches("apps/shop/dev/a.yaml").Should().BeTrue();
        Glob.Parse("dev/*", place).Alternatives.Should().Equal("apps/shop/dev/*");
    }

    [Theory]
    [InlineData("b/dev/*", "dev/a.yaml", true)]
    [InlineData("a/b/dev/*", "dev/a.yaml", true)]
    [InlineData("a/*/dev/*", "dev/a.yaml", true)]
    [InlineData("a/c/dev/*", "dev/a.yaml", false)]
    [InlineData("a/c/dev/*", "../c/dev/a.yaml", true)]
    [InlineData("*.yaml", "dev/a.yaml", true)]
    [InlineData("**/b/*.yaml", "a.yaml", true)]
    [InlineData("**/b/*.yaml", "c/a.yaml", false)]
    public void A_configuration_above_names_the_folders_on_the_way(string pattern, string path, bool fits)
    {
        var place = pattern.StartsWith("b/", StringComparison.Ordinal)
            ? new ConfigPlace("..", ["b"])
            : new ConfigPlace("../..", ["a", "b"]);

        Glob.Parse(pattern, place).Matches(path).Should().Be(fits);
    }
}
