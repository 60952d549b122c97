using Linter.Tests.Support;

namespace Linter.Tests.Yaml;

/// <summary>
/// The table beside this file names every case of the YAML test suite that the parser or the reader takes for something else.
/// </summary>
public sealed class YamlSuiteTests
{
    private const int Columns = 6;

    [Fact]
    public void What_differs_from_the_suite_is_listed()
    {
        var table = Table();
        var differing = YamlSuite.Cases(YamlEngineTests.Shared("yaml-test-suite")).Select(Verdicts).OfType<string>();

        table.Select(row => string.Join('\t', row.Take(4))).Should().Equal(differing);
        table.Should().OnlyContain(row => row.Length == Columns && row.All(cell => cell.Length > 0));
    }

    /// <summary>
    /// The case, whether it is YAML, and what the parser and the reader make of it; null where both agree with the suite.
    /// </summary>
    private static string? Verdicts(SuiteCase one)
    {
        var expected = YamlSuite.Expected(one);
        var (parser, reader) = (Verdict(expected, YamlSuite.Parse(one)), Verdict(expected, YamlSuite.Read(one)));
        return parser == "agrees" && reader == "agrees"
            ? null
            : string.Join('\t', one.Id, expected is null ? "no YAML" : "YAML", parser, reader);
    }

    private static string Verdict(string? expected, string? read) =>
        read == expected ? "agrees" : read is null ? "refuses" : expected is null ? "reads" : "reads otherwise";

    private static List<string[]> Table() =>
        [.. File.ReadLines(Repository.PathOf("tests", "Linter.Tests", "Yaml", "SuiteDifferences.tsv")).Where(line => !line.StartsWith('#'))
            .Skip(1)
            .Select(line => line.Split('\t'))];
}
