using Linter.Engine;
using Linter.Manifests;
using Linter.Rules;
using Linter.Tests.Support;

namespace Linter.Tests.Walks;

/// <summary>
/// All ways into all examples of the rules and into the samples, step by step. It is <c>LINT_ACCEPT=1 dotnet test</c> that
/// writes these files; the diff is what gets reviewed.
/// </summary>
public class WalkDetailsTests
{
    private static readonly string Samples = Repository.PathOf("samples");

    [Fact]
    public void Every_way_into_the_examples_goes_so() => Golden.Matches("examples.txt", Sections.Write(
        from id in RuleCatalog.Ids
        from example in RuleCatalog.Document(id).Examples
        select ($"{id}, {example.Title}", Lint.Inspect(example.Pairs()) is { } inspection ? WalkDetails.Of(inspection) : "")));

    [Fact]
    public void Every_way_into_the_samples_goes_so() => Golden.Matches("samples.txt", Sections.Write(
        from file in Directory.GetFiles(Samples, "expected.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let sample = Path.GetRelativePath(Samples, Path.GetDirectoryName(file)!).Replace('\\', '/')
        where !sample.StartsWith("rendered", StringComparison.Ordinal)
        select (sample, WalkDetails.Of(LintEngine.Inspect(Files(sample), new LintOptions())))));

    private static InputFiles Files(string sample) => new(
        [
            .. Directory.GetFiles(Path.Join(Samples, sample), "*.yaml", SearchOption.AllDirectories)
                .Select(path => new InputFile(Path.GetRelativePath(Path.Join(Samples, sample), path).Replace('\\', '/'), path))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ],
        [],
        []);
}
