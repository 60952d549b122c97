using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Reporting;
using Linter.Rules;
using Linter.Tests.Support;
using Linter.Text;

namespace Linter.Mutants;

/// <summary>
/// Lints the examples of every rule document and the samples, and compares with what they say must come out, as the tests
/// RuleDocumentTests and SampleTests do. It is loaded beside the mutants, so it sees their library only.
/// </summary>
public static class Judge
{
    private static readonly string[] Errors = [.. RuleCatalog.Ids.Where(id => RuleCatalog.Document(id).Severity == Severity.Error)];

    /// <summary>All expectations: what each is called, and whether it holds.</summary>
    public static (string Name, Func<bool> Holds)[] Questions(string root)
    {
        var samples = Path.Join(root, "samples");
        var details = RuleCatalog.Ids.ToDictionary(id => id,
            id => Sections.Read(Path.Join(root, "tests", "Linter.Tests", "Rules", "Details", id + ".txt")), StringComparer.Ordinal);
        var ways = Sections.Read(Path.Join(root, "tests", "Linter.Tests", "Walks", "Golden", "examples.txt"));
        var sampleWays = Sections.Read(Path.Join(root, "tests", "Linter.Tests", "Walks", "Golden", "samples.txt"));
        var facts = Sections.Read(Path.Join(root, "tests", "Linter.Tests", "Graph", "Golden", "facts.txt"));
        var small = Sections.Read(Path.Join(root, "tests", "Linter.Tests", "Rules", "Golden", "small-cases.txt"));
        var requests = Sections.Read(Path.Join(root, "tests", "Linter.Tests", "Walks", "Golden", "requests.txt"));
        return
        [
            .. RuleCatalog.Ids.SelectMany(id => RuleCatalog.Document(id)
                .Examples.Select(example => ($"{id}, {example.Title}",
                    (Func<bool>)(() => Holds(id, example, details[id].GetValueOrDefault(example.Title, "")))))),
            .. RuleCatalog.Ids.SelectMany(id => RuleCatalog.Document(id)
                .Examples.Select(example => ($"ways of {id}, {example.Title}",
                    (Func<bool>)(() => WaysHold(example, ways.GetValueOrDefault($"{id}, {example.Title}", "")))))),
            .. Sections.Read(Path.Join(root, "tests", "Linter.Tests", "Graph", "Golden", "values.txt"))
                .Select(row => (row.Key, (Func<bool>)(() => ValueDetails.Of(row.Key) == row.Value))),
            .. FactTables.All().Select(table => ($"facts of {table.Title}", (Func<bool>)(() => table.Text() == facts[table.Title]))),
            .. SmallCases.All().Select(row => (row.Title.Replace(": ", ", ", StringComparison.Ordinal),
                (Func<bool>)(() => row.Text() == small[row.Title]))),
            .. RequestTables.All().Select(row => ($"ways of {row.Title}",
                (Func<bool>)(() => row.Text() == requests.GetValueOrDefault(row.Title, "")))),
            .. Directory.GetFiles(samples, "expected.txt", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(samples, Path.GetDirectoryName(file)!))
                .Where(sample => sample.Split(Path.DirectorySeparatorChar)[0] != "rendered")
                .Order(StringComparer.Ordinal)
                .Select(sample => (sample,
                    (Func<bool>)(() => SampleHolds(Path.Join(samples, sample),
                        sampleWays.GetValueOrDefault(sample.Replace('\\', '/'), ""))))),
        ];
    }

    private static bool Holds(string id, RuleExample example, string details)
    {
        if (example.Expected is not null)
        {
            return Only(id, example) is { } result && FindingLines.Of(result.Findings) == example.Expected
                && FindingDetails.Of(result.Findings) == details;
        }

        var silent = Run(example.IsCase ? [id] : [.. Errors, id], example);
        return silent is not null && !silent.Findings.Any(finding => finding.RuleId == id || finding.Severity == Severity.Error);
    }

    private static LintResult? Only(string id, RuleExample example)
    {
        if (id != RuleCatalog.SuppressionUnused)
            return Run([id], example);
        return Run(RuleCatalog.Ids, example) is { } result
            ? result with { Findings = [.. result.Findings.Where(finding => finding.RuleId == id)] }
            : null;
    }

    private static bool WaysHold(RuleExample example, string ways)
    {
        var (config, mistakes) = Configuration(example);
        return (mistakes.IsEmpty
            ? WalkDetails.Of(LintEngine.Inspect(Input(example), config.Over(new LintOptions()) with { Threads = 1 }))
            : "") == ways;
    }

    private static (LintConfig Config, ImmutableArray<Finding> Mistakes) Configuration(RuleExample example)
    {
        if (example.Files.FirstOrDefault(file => file.Name == ConfigReader.FileName) is not { } written)
            return (LintConfig.Empty, []);
        var (read, mistakes) = ConfiguredRun.Read(new SourceText(written.Name, written.Content), ConfigPlace.Root);
        return (read ?? LintConfig.Empty, mistakes);
    }

    private static InputFiles Input(RuleExample example) => new(
        [
            .. example.Files.Where(file => file.Name != ConfigReader.FileName)
                .Select(file => new InputFile(file.Name, null, file.Content))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ],
        [],
        []);

    // Null where a file could not be linted.
    private static LintResult? Run(IEnumerable<string> ids, RuleExample example)
    {
        var (config, mistakes) = Configuration(example);
        if (!mistakes.IsEmpty)
            return new LintResult([.. mistakes.OrderBy(finding => finding.Span.Start)], [], new LintSummary(0, 0, 0, 0, []));

        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        var levels = RuleCatalog.Ids.Where(id => !wanted.Contains(id))
            .ToImmutableDictionary(id => id, _ => Severity.Off, StringComparer.Ordinal);
        var result = LintEngine.Run(Input(example),
            config.Over(new LintOptions()) with { Profile = Profile.Strict, RuleLevels = levels, Threads = 1 });
        return result.Failures.IsEmpty ? result : null;
    }

    private static bool SampleHolds(string folder, string ways)
    {
        var files = Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Select(path => new InputFile(Path.GetRelativePath(folder, path).Replace('\\', '/'), path))
            .OrderBy(file => file.Path, StringComparer.Ordinal);
        var inspection = LintEngine.Inspect(new InputFiles([.. files], [], []),
            LintConfig.Empty.Over(new LintOptions()) with { Threads = 1 });
        using var writer = new StringWriter { NewLine = "\n" };
        new TextReporter(new TextOptions(Color: false, Width: 120, Unicode: true)).Write(inspection.Result, writer);
        return writer.ToString() == File.ReadAllText(Path.Join(folder, "expected.txt")) && WalkDetails.Of(inspection) == ways;
    }
}
