using System.Text.RegularExpressions;
using Linter.Tests.Support;

namespace Linter.Tests.Cli;

public sealed partial class InitCommandTests : IDisposable
{
    private readonly TempFolder folder = new();

    public InitCommandTests() => folder.WithFolder(".git");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_application()
    {
        folder.With("web.yaml", Of("shop", "1"));

        Draft().Should().Contain("#  - {kind: ConfigMap, name: web-settings}").And.NotContain("#units:");
    }

    [Fact]
    public void Several_variants()
    {
        folder.With("dev/web.yaml", Of("shop", "1")).With("prod/eu/web.yaml", Of("shop", "2")).With("shared.yaml", Manifest.Clean);

        Draft().Should().Contain("#units:")
            .And.Contain("#      - /dev\n")
            .And.Contain("#      - /prod\n")
            .And.Contain("#      - /shared.yaml\n");
    }

    [Fact]
    public void Charts_and_kustomizations()
    {
        folder.With("charts/shop/Chart.yaml", "name: shop\n").With("overlays/prod/kustomization.yaml", "resources: [web.yaml]\n")
            .With("overlays/prod/web.yaml", Of("shop", "1"));

        Draft().Should().Contain("charts/shop").And.Contain("overlays/prod");
    }

    [Fact]
    public void An_empty_folder() => Draft().Should().Contain("#profile: default");

    [Fact]
    public void Rules_that_find_something_are_named()
    {
        folder.With("a.yaml", Manifest.Broken);

        Draft().Should().MatchRegex("#  duplicate-key: error +# 1 finding\n");
    }

    [Fact]
    public void A_file_that_is_there_is_left_alone()
    {
        folder.With(".lint.yaml", "failOn: never\n");

        var result = Run("init");

        result.ExitCode.Should().Be(2);
        result.Error.Should().StartWith("error: there is a .lint.yaml already");
        File.ReadAllText(folder.Full(".lint.yaml")).Should().Be("failOn: never\n");
        Run("init", "--stdout").Output.Should().Be(Run("init", "-").Output).And.Contain("#profile");
    }

    [Fact]
    public void Another_folder_gets_the_file()
    {
        folder.With("k8s/a.yaml", Manifest.Clean);

        Run("init", "k8s").Output.Should().StartWith("wrote k8s/.lint.yaml");
        File.Exists(folder.Full("k8s/.lint.yaml")).Should().BeTrue();
        Run("init", "gone").Error.Should().Be("error: folder 'gone' does not exist\n");
        Run("init", "k8s/a.yaml").ExitCode.Should().Be(2);
    }

    [Fact]
    public void A_configuration_above_still_holds()
    {
        folder.With(".lint.yaml", "failOn: warning\n").With("k8s/a.yaml", Manifest.Clean);

        Run("init", "k8s").Output.Should().Be("wrote k8s/.lint.yaml: all but root: false is commented out, so .lint.yaml still holds\n");
        Run("config", "k8s").Output.Should().MatchRegex(@"failOn +warning +\.lint\.yaml:1");
    }

    // The file as it is written, and with every setting in force, is one without mistakes.
    private string Draft()
    {
        Run("init").ExitCode.Should().Be(0);
        Run("config").Error.Should().BeEmpty();
        var text = File.ReadAllText(folder.Full(".lint.yaml"));
        File.WriteAllText(folder.Full(".lint.yaml"), Commented().Replace(text, ""));
        Run("config").Error.Should().BeEmpty();
        return text;
    }

    private static string Of(string space, string tag) =>
        Workload.Deployment(space, $"registry.example.com/web:{tag}", "envFrom: [{configMapRef: {name: web-settings}}]");

    private CliResult Run(params string[] arguments) => InProcess.Run(folder.Path, arguments);

    // "#setting" and "#  deeper", but not "# remark".
    [GeneratedRegex("^#(?! [^ ])", RegexOptions.Multiline)]
    private static partial Regex Commented();
}
