using Linter.Reporting;

namespace Linter.Tests.Reporting;

public class ReportPathsTests
{
    [Theory]
    [InlineData("", "", "a/b.yaml", "a/b.yaml")]
    [InlineData("deploy/shop", "", "web.yaml", "deploy/shop/web.yaml")]
    [InlineData("deploy/shop", "", "../base/web.yaml", "deploy/base/web.yaml")]
    [InlineData("deploy", "", "../../elsewhere.yaml", "../../elsewhere.yaml")]
    [InlineData("deploy", "", "/etc/web.yaml", "/etc/web.yaml")]
    [InlineData("deploy", "", "stdin", "stdin")]
    [InlineData("", "deploy", "deploy/web.yaml", "web.yaml")]
    [InlineData("", "deploy", "deployment.yaml", "deployment.yaml")]
    public void Files_are_named_from_the_root(string folder, string root, string path, string expected) =>
        new ReportPaths(folder, root).Of(path).Should().Be(expected);
}
