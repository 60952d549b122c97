using Linter.Reporting;
using Linter.Tests.Support;

namespace Linter.Tests.Samples;

/// <summary>The picture of the README is what the linter prints; <c>LINT_ACCEPT=1 dotnet test</c> draws it anew.</summary>
public class ScreenTests
{
    private const string Sample = "traps/ingress-names-container-port";

    [Fact]
    public void The_picture_shows_real_output()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new TextReporter(new TextOptions(Color: true, Width: 100, Unicode: true)).Write(SampleTests.Run(Sample, threads: 1), writer);

        Golden.Check(Repository.PathOf("samples", "screen.svg"),
            Screen.Svg($"lint samples/{Sample}", $"$ lint samples/{Sample}\n{writer}"));
    }
}
