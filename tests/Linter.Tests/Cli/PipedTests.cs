using System.Text;
using Linter.Tests.Support;

namespace Linter.Tests.Cli;

/// <summary>Manifests from a pipe lead back to the chart that they come from.</summary>
public class PipedTests
{
    private const string Text = "---\n# Source: shop/templates/cm.yaml\n" + Manifest.Broken + "---\n# Source: shop/templates/gone.yaml\n"
        + Manifest.Broken;

    [Fact]
    public void Places_are_those_of_the_templates_that_are_there()
    {
        using var folder = new TempFolder();
        folder.WithFolder(".git").With("charts/shop/Chart.yaml", "name: shop\n")
            .With("charts/shop/templates/cm.yaml", "# A comment.\n" + Manifest.Broken);

        var result = InProcess.Run(folder.Path, InProcess.Input(Text), "--format", "concise", "-");

        result.Output.Should().Contain("charts/shop/templates/cm.yaml:6:").And.Contain("stdin:14:");
        InProcess.Run(folder.Path, InProcess.Input(Text), "--source-root", "charts", "--format", "concise", "-")
            .Output.Should().Be(result.Output);
        InProcess.Run(folder.Path, "--source-root", "charts").Error.Should().Contain("--source-root goes with standard input alone");
    }

    [Fact]
    public void Charts_that_are_linked_in_circles_end()
    {
        using var folder = new TempFolder();
        folder.WithFolder(".git").With("shop/Chart.yaml", "name: shop\n")
            .With("shop/templates/cm.yaml", "{{ include \"x\" . }}\n" + Manifest.Broken)
            .With("shop/templates/_x.tpl", "{{ define \"x\" }}{{ end }}");
        for (var i = 0; i < 12; i++)
            folder.WithLink($"shop/charts/link{i}", "..");

        InProcess.Run(folder.Path, InProcess.Input(Text), "--format", "concise", "-").Output.Should().Contain("shop/templates/cm.yaml:");
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void An_encoding_that_kubectl_refuses_is_told_of_standard_input_too(bool hasMark, int exitCode)
    {
        using var folder = new TempFolder();
        byte[] bytes = 
        [
            .. hasMark ? Encoding.Unicode.GetPreamble() : [],
            .. Encoding.Unicode.GetBytes("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"),
        ];

        var result = InProcess.Run(folder.Path, environment => environment with { OpenInput = () => new MemoryStream(bytes) }, "-");

        result.ExitCode.Should().Be(exitCode, result.Output + result.Error);
        result.Output.Contains("this file is UTF-16 without a byte order mark", StringComparison.Ordinal).Should().Be(!hasMark);
    }
}
