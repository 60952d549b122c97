using System.Diagnostics;
using System.Globalization;
using Linter.Tests.Support;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Yaml;

/// <summary>The fast reader gives what the parser gives, or nothing.</summary>
public sealed class YamlEngineTests(ITestOutputHelper output)
{
    /// <summary>Documents of one run, all chunks together.</summary>
    private const int Mutated = 200_000;

    private const int Chunks = 8;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Fact]
    public void The_engines_agree_on_what_the_repository_holds()
    {
        foreach (var (path, text) in Texts(Repository.PathOf("samples")).Concat(RuleExamples()))
            EngineComparison.Agree(path, text);
    }

    [Theory]
    [InlineData("corpus")]
    [InlineData("corpus-rendered")]
    public void The_engines_agree_on_manifests_and_few_are_declined(string name)
    {
        var folder = Shared(name);
        var (taken, declined) = (0, 0);
        foreach (var (path, text) in Texts(folder))
        {
            if (EngineComparison.Agree(path, text))
                taken++;
            else if (!JsonDocuments.Suits(text, 0) && YamlReader.Read(new SourceText(path, text), YamlEngine.Reference).IsComplete)
                declined++;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {taken} taken, {declined} declined that the parser reads"));
        taken.Should().BePositive();
        ((double)declined / (taken + declined)).Should().BeLessThan(0.02);
    }

    [Fact]
    public void The_engines_agree_on_the_YAML_test_suite()
    {
        var cases = YamlSuite.Cases(Shared("yaml-test-suite")).Select(one => one.Text).ToList();
        var taken = cases.Count(text => EngineComparison.Agree("case.yaml", text));

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{taken} of {cases.Count} cases taken"));
        cases.Count.Should().BeGreaterThan(300);
    }

    // Another seed each time; LINT_SEED repeats one.
    [Fact]
    public void The_engines_agree_on_documents_that_are_nearly_sound()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("LINT_SEED"), NumberStyles.None, CultureInfo.InvariantCulture,
            out var given) ? given : Random.Shared.Next();
        var snippets = Snippets();
        var taken = 0;
        var read = 0;
        var clock = Stopwatch.StartNew();
        Parallel.For(0, Chunks, chunk =>
        {
            var mutations = new Mutations(seed + chunk, snippets);
            for (var i = 0; i < Mutated / Chunks && clock.Elapsed < Limit; i++)
            {
                Interlocked.Increment(ref read);
                try
                {
                    if (EngineComparison.Agree("mutated.yaml", mutations.Next()))
                        Interlocked.Increment(ref taken);
                }
                catch (Exception exception)
                {
                    throw new InvalidOperationException($"LINT_SEED={seed}, chunk {chunk}, document {i}: {exception.Message}", exception);
                }
            }
        });

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"LINT_SEED={seed}: {read} documents in {clock.Elapsed.TotalSeconds:0} s, {taken} taken, {read - taken} declined"));
        read.Should().Be(Mutated, "they are read within {0}", Limit);
        taken.Should().BeGreaterThan(Mutated / 10);
    }

    [Theory]
    [InlineData("a: !!str x\n")]
    [InlineData("? a\n: b\n")]
    [InlineData("%YAML 1.2\n---\na: b\n")]
    [InlineData("a:\n\tb: c\n")]
    [InlineData("a: *missing\n")]
    [InlineData("[a: b]\n")]
    [InlineData("\"a\n")]
    [InlineData("a: \"\\q\"\n")]
    [InlineData("a: \u0085\n")]
    [InlineData("a\rb: c\n")]
    public void What_is_rare_or_wrong_is_declined(string text) => Takes(text).Should().BeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("a: 1\nb:\n- x\n- y: 2\n  z:\n    - - p\n      - q\n-")]
    [InlineData("a: |\n    \n    text\nb:\n- |-\r\n  \r\n \r\n   text\r\n- >\n   \n   text\n")]
    [InlineData("\uFEFF# c\n---\n--- # d\na: 1\n...\n")]
    [InlineData("a: &x\n  b: |+ # c\n    d\n\n  e: >2-\n      f\n     g\nh:\n- *x\n- <<: *x\n")]
    [InlineData("a: one\r\n  two\r\n\r\n  three # c\r\nb: 'it''s\r\n  long'\r\nc: \"d\\\r\n  \\\"e\\\" \\u00e9\"\r\n")]
    [InlineData("a: [\n  b, # c\n  {\"d\":1, e: f},\n]\n")]
    [InlineData("a:\n  b:\n  -\n  - # c\n    d:\ne: é😀 # 界\n")]
    [InlineData("# -\t  key: value\n- 1\n")]
    [InlineData("a: 1\na: 2\n8080: x\n\"8080\": y\n")]
    [InlineData("apiVersion: v1\nkind: A\napiVersion: v1\nkind: B\n")]
    public void What_people_write_is_taken(string text) => Takes(text).Should().BeTrue();

    private static bool Takes(string text) => EngineComparison.Agree("t.yaml", text);

    internal static string Shared(string name)
    {
        var folder = Repository.PathOf("..", "shared", name);
        Assert.SkipUnless(Directory.Exists(folder), $"there is no ../shared/{name} beside the repository");
        return folder;
    }

    private static IEnumerable<(string Path, string Text)> Texts(string folder) =>
        from path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        where Path.GetExtension(path) is ".yaml" or ".yml" or ".json"
        select (path, File.ReadAllText(path));

    /// <summary>What stands between code fences in the entries of the rules.</summary>
    private static IEnumerable<(string Path, string Text)> RuleExamples() =>
        from path in Directory.EnumerateFiles(Repository.PathOf("rules"), "*.md")
        from part in File.ReadAllText(path).Split("\n```yaml").Skip(1)
        let code = part[(part.IndexOf('\n', StringComparison.Ordinal) + 1)..]
        select (path, code.Split("```")[0]);

    private static List<string[]> Snippets()
    {
        var shared = new[] { "corpus", "corpus-rendered", "yaml-test-suite" }.Select(name => Repository.PathOf("..", "shared", name))
            .Where(Directory.Exists)
            .ToList();
        var texts = shared.Where(folder => !folder.EndsWith("suite", StringComparison.Ordinal)).SelectMany(Texts)
            .Concat(Texts(Repository.PathOf("samples"))).Concat(RuleExamples())
            .Select(file => file.Text)
            .Where(text => text.Length < 100_000 && !text.Contains("{{", StringComparison.Ordinal))
            .ToList();

        // The cases of the suite are few, but each of them is an odd one.
        var cases = shared.Where(folder => folder.EndsWith("suite", StringComparison.Ordinal)).SelectMany(YamlSuite.Cases)
            .Select(one => one.Text)
            .ToList();
        return [.. texts.Concat(cases).Concat(cases).Concat(cases).Select(text => text.ReplaceLineEndings("\n").Split('\n'))];
    }
}
