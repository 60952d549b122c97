using Linter.Cli;
using Linter.Configuration;
using Linter.Engine;
using Linter.Manifests;
using Linter.Reporting;
using Linter.Tests.Support;

namespace Linter.Tests.Samples;

/// <summary>
/// A sample is a folder below samples/ with an expected.txt: what <c>lint</c> says of it, without colour, with the
/// configuration that lies in it or above it.
/// <c>LINT_ACCEPT=1 dotnet test</c> rewrites it.
/// </summary>
public class SampleTests
{
    private static readonly string Root = Repository.PathOf("samples");

    public static TheoryData<string> Pinned =>
        [.. Directory.GetFiles(Root, "expected.txt", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, Path.GetDirectoryName(file)!))
            .Where(sample => !IsRendered(sample))
            .Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_sample_is_pinned()
    {
        var folders = Directory.GetFiles(Root, "*.yaml", SearchOption.AllDirectories).Select(Path.GetDirectoryName)
            .Distinct(StringComparer.Ordinal);
        folders.Where(folder => !IsRendered(Path.GetRelativePath(Root, folder!)) && !File.Exists(Path.Combine(folder!, "expected.txt")))
            .Should().BeEmpty();
    }

    // What takes helm and kustomize is pinned with them.
    private static bool IsRendered(string sample) => sample.Split(Path.DirectorySeparatorChar)[0] == "rendered";

    [Theory]
    [MemberData(nameof(Pinned))]
    public void A_sample_says_what_is_pinned(string sample) =>
        Golden.Check(Path.Combine(Root, sample, "expected.txt"), Text(sample, threads: 1));

    [Theory]
    [MemberData(nameof(Pinned))]
    public void A_sample_says_the_same_with_eight_workers(string sample) => Text(sample, threads: 8).Should().Be(Text(sample, threads: 1));

    [Fact]
    public void The_readme_shows_what_is_printed()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n");
        var shown = readme.Split("```\n").Single(block => block.StartsWith("error[", StringComparison.Ordinal));
        File.ReadAllText(Path.Combine(Root, "rendered", "expected.txt")).ReplaceLineEndings("\n")
            .Replace("samples/rendered/", "", StringComparison.Ordinal)
            .Should().Contain(shown);
    }

    [Fact]
    public void The_clean_shop_is_silent_under_strict()
    {
        var result = Run("shop-clean", threads: 1, Profile.Strict);
        result.Findings.Should().BeEmpty();
        result.Summary.Notes.Should().BeEmpty();
    }

    private static string Text(string sample, int threads)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new TextReporter(new TextOptions(Color: false, Width: 120, Unicode: true)).Write(Run(sample, threads), writer);
        return writer.ToString();
    }

    internal static LintResult Run(string sample, int threads, Profile? profile = null)
    {
        var folder = Path.Combine(Root, sample);
        var given = new GivenOptions { Profile = profile };
        var loaded = given.Load([folder], folder);
        loaded.Mistakes.Should().BeEmpty();
        loaded.Problem.Should().BeNull();
        var files = Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) != ConfigReader.FileName)
            .Select(path => new InputFile(Path.GetRelativePath(folder, path).Replace('\\', '/'), path))
            .OrderBy(file => file.Path, StringComparer.Ordinal);
        return LintEngine.Run(new InputFiles([.. files], [], []),
            given.Over(loaded.Config) with { Threads = threads, ResourcesPerWorker = 1 });
    }
}
