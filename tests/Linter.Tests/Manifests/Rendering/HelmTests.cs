using Linter.Tests.Support;

namespace Linter.Tests.Manifests.Rendering;

/// <summary>The real helm writes what the tests of the way back say it does.</summary>
public sealed class HelmTests
{
    public static TheoryData<string> Charts => [.. HelmSampleCharts.All.Select(chart => chart.Name)];

    [Theory]
    [MemberData(nameof(Charts))]
    public async Task Helm_writes_the_pinned_text(string name)
    {
        var helm = Repository.PathOf("tests", "tools", "bin", "helm");
        NodeTool.Need("tests/tools/bin/helm is not there; run tests/tools/install", File.Exists(helm));
        var chart = HelmSampleCharts.All.First(chart => chart.Name == name).Chart;
        using var folder = chart.Write();

        var ran = (await Processes.Run(folder.Path, helm, chart.Arguments(folder), ("HOME", folder.Path))).Exits(0);

        ran.Output.TrimEnd().Should().Be(chart.Rendered.TrimEnd());
    }
}
