using Linter.Tests.Support;

namespace Linter.Tests.Cli;

/// <summary>The configuration's render section: what it takes, and what it never takes.</summary>
public class RenderConfigTests
{
    private const string Chart = "apiVersion: v2\nname: shop\nversion: 1.0.0\n";

    [Theory]
    [InlineData("charts: [{chart: charts/shpo}]", "the chart 'charts/shpo' does not exist", "did you mean charts/shop?")]
    [InlineData("charts: [{chart: charts}]", "the folder 'charts' is no chart", "config-invalid")]
    [InlineData("charts: [{chart: charts/shop/Chart.yaml}]", "the chart 'charts/shop/Chart.yaml' is a file", "give the folder")]
    [InlineData("charts: [{chart: charts/shop, values: [prod.yml]}]", "the file of values 'prod.yml' does not exist", "did you mean prod.yaml?")]
    [InlineData("charts: [{chart: charts/shop, values: [../other.yaml]}]", "the file of values '../other.yaml' lies outside of the repository", "config-invalid")]
    [InlineData("charts: [{chart: charts/shop, values: [link.yaml]}]", "the file of values 'link.yaml' lies outside of the repository", "config-invalid")]
    [InlineData("charts: [{chart: \"charts/\\0\"}]", "does not exist", "config-invalid")]
    [InlineData("tools: {helm: \"/opt/helm\\0\"}", "there is no program", "config-invalid")]
    [InlineData("charts: [{chart: charts/shop, values: [charts]}]", "'charts' is no file of values", "config-invalid")]
    [InlineData("charts: [{chart: charts/shop}, {chart: ./charts/shop/}]", "two entries for the chart './charts/shop/' cannot be told apart", "give each a name of its own")]
    public void Charts_and_values_that_are_not_there_are_told_at_their_place(string render, string message, string help)
    {
        using var folder = new TempFolder();
        using var elsewhere = new TempFolder().With("secret.yaml", "a: 1\n");
        folder.WithFolder("repo/.git").With("other.yaml").With("repo/charts/shop/Chart.yaml", Chart).With("repo/prod.yaml", "a: 1\n")
            .WithLink("repo/link.yaml", elsewhere.Full("secret.yaml")).With("repo/.lint.yaml", $"render: {{{render}}}\n");

        var result = InProcess.Run(folder.Full("repo"));

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain("config-invalid").And.Contain(message).And.Contain(help);
    }

    [Fact]
    public void A_repository_names_no_program_of_its_own()
    {
        using var folder = new TempFolder();
        folder.WithFolder("repo/.git").With("repo/sub/cm.yaml", Manifest.Clean)
            .With("repo/bin/helm")
            .With("tools/helm")
            .With("tools/sh")
            .WithLink("tools/helm-link", folder.Full("repo/bin/helm"));
        string Said(string program) =>
            InProcess.Run(folder.With("repo/sub/.lint.yaml", $"render: {{tools: {{helm: {program}}}}}\n").Full("repo/sub")).Error;

        Said(folder.Full("repo/bin/helm")).Should().Contain("a repository must not name a program of its own to be run");
        Said(folder.Full("tools/helm-link")).Should().Contain("a repository must not name a program of its own to be run");
        Said(folder.Full("tools/../repo/bin/helm")).Should().Contain("a repository must not name a program of its own to be run");
        Said(folder.Full("tools/sh")).Should().Contain("is not called 'helm'");
        Said(folder.Full("tools/helm3")).Should().Contain("there is no program");
        Said("bin/helm").Should().Contain("the absolute path of a program");
        Said(folder.Full("tools/helm")).Should().NotContain("config-invalid");
    }

    [Fact]
    public void The_command_line_wins_over_the_mode()
    {
        using var folder = new TempFolder();
        folder.WithFolder(".git").With("cm.yaml", Manifest.Clean)
            .With("charts/shop/Chart.yaml", Chart)
            .With(".lint.yaml", "render: {mode: require}\n");

        InProcess.Run(folder.Path).Error.Should().Contain("the Helm chart 'charts/shop' was not rendered");
        InProcess.Run(folder.Path, "--render", "auto").ExitCode.Should().Be(0);
        folder.With(".lint.yaml", "render: {failOnSkipped: true}\n");
        InProcess.Run(folder.Path).ExitCode.Should().Be(2);
    }

    [Fact]
    public void Each_configured_use_of_a_chart_takes_the_place_of_its_plain_one()
    {
        using var folder = new TempFolder();
        folder.WithFolder(".git").With("charts/shop/Chart.yaml", Chart)
            .With("charts/shop/ci/small-values.yaml", "a: 1\n")
            .With("values/prod.yaml", "a: 1\n")
            .With(".lint.yaml",
                "render: {charts: [{chart: charts/shop, values: [values/prod.yaml]}, {chart: charts/shop, name: dev, set: [a=2]}]}\n");

        var result = InProcess.Run(folder.Path, "--render", "require");

        result.Error.Should().Contain("'charts/shop with values/prod.yaml' was not rendered")
            .And.Contain("'charts/shop with dev'")
            .And.Contain("'charts/shop with ci/small-values.yaml'")
            .And.NotContain("'charts/shop' was not rendered");
    }

    [Fact]
    public void Lint_config_shows_what_holds()
    {
        using var folder = new TempFolder();
        folder.WithFolder(".git").With("charts/shop/Chart.yaml", Chart).With("prod.yaml", "a: 1\n")
            .With(".lint.yaml",
                "render:\n  timeout: 5\n  charts:\n    - {chart: charts/shop, name: prod, values: [prod.yaml], namespace: shop}\n");

        var result = InProcess.Run(folder.Path, "config");

        result.Output.Should().MatchRegex(@"render\.mode +auto +default").And.MatchRegex(@"render\.timeout +5 +\.lint\.yaml:2")
            .And.MatchRegex(@"render\.charts +charts/shop \(prod\) values prod\.yaml namespace shop +\.lint\.yaml:4");
    }
}
