using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Engine;
using Linter.Findings;
using Linter.Text;

namespace Linter.Tests.Configuration;

public class ConfigReaderTests
{
    private static readonly ConfigRule Sized = new(
        "image-small",
        "An image is large",
        Severity.Warning,
        [
            RuleOption.Parse("most", "3 - how many"), RuleOption.Parse("deep", "false"), RuleOption.Parse("names", "[a, b] - which"),
            RuleOption.Parse("word", "x")
        ],
        ["image-size"]);

    private static readonly ConfigVocabulary WithOptions = ConfiguredRun.Vocabulary with
    {
        RuleNames = [Sized.Id],
        FindRule = name => name == Sized.Id || Sized.FormerNames.Contains(name, StringComparer.Ordinal) ? Sized : null,
    };

    public static TheoryData<string> Accepted => [.. ConfigSamples.Accepted];

    public static TheoryData<string> Refused => [.. ConfigSamples.Refused];

    [Theory]
    [MemberData(nameof(Accepted))]
    public void What_is_right_is_accepted(string text) => Read(text).Findings.Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_wrong_is_refused_at_its_span(string text)
    {
        var (config, findings) = Read(text);

        config.Should().BeNull();
        findings.Should().NotBeEmpty().And.OnlyContain(finding =>
            finding.RuleId == "config-invalid" && finding.Severity == Severity.Error && finding.Span.Start >= 0
                && finding.Span.End <= text.Length);
    }

    [Fact]
    public void Every_key_reaches_its_record()
    {
        var config = Read(ConfigSamples.Every).Config!;

        config.Profile!.Value.Should().Be("strict");
        config.RuleLayers.Should().HaveCount(2);
        config.RuleLayers[0].Settings["service-selects-nothing"].Level.Should().Be(Severity.Off);
        config.RuleLayers[1].Covers("dev/a.yaml").Should().BeTrue();
        config.Exclude.Select(glob => glob.ToString()).Should().Equal("vendor", "{a,b}/x");
        config.Units.Should().ContainSingle().Which.Paths.Should().Equal("apps/shop");
        config.Externals.Should().ContainSingle().Which.Labels.Should().Contain("app", "web");
        config.Namespace!.Value.Should().Be("shop");
        config.Cluster.KubernetesVersion!.Value.Should().Be(34);
        config.Cluster.NodePortRange!.Value.Should().Be((30000, 31000));
        config.Cluster.NodeCount!.Value.Should().Be(3);
        config.Cluster.LargestNode.Select(entry => entry.Resource).Should().Equal("cpu", "memory", "pods", "nvidia.com/gpu");
        config.FailOn!.Value.Should().Be(Severity.Off);
        config.Ignore.Should().ContainSingle().Which.Reason.Should().Be("retired in spring");
        config.IsRoot.Should().BeFalse();
        config.Over(new LintOptions()).Cluster.LargestNode.Should().HaveCount(4);
    }

    [Fact]
    public void Every_key_of_the_table_stands_in_the_sample()
    {
        foreach (var (path, key) in ConfigKeys.All)
            ConfigSamples.Every.Should().Contain(key.Name + ":", path);
    }

    [Theory]
    [InlineData("most: 5", "5", "False", "a,b", "x")]
    [InlineData("deep: true, names: [c]", "3", "True", "c", "x")]
    [InlineData("word: \"1\", level: off", "3", "False", "a,b", "1")]
    public void Options_have_their_types(string options, string most, string deep, string names, string word)
    {
        var layers = ReadWith($"rules: {{image-size: {{{options}}}}}").Config!.RuleLayers;
        var settings = new RuleSettings(Sized.Id, () => Sized.Options, layers, null);

        settings.Integer("most").ToString(System.Globalization.CultureInfo.InvariantCulture).Should().Be(most);
        settings.Boolean("deep").ToString().Should().Be(deep);
        string.Join(',', settings.List("names")).Should().Be(names);
        settings.Text("word").Should().Be(word);
    }

    [Fact]
    public void An_option_that_the_entry_does_not_declare_is_a_bug_of_the_rule()
    {
        var settings = new RuleSettings(Sized.Id, () => Sized.Options, [], null);

        settings.Invoking(own => own.Integer("least")).Should().Throw<ArgumentException>();
        settings.Invoking(own => own.Integer("word")).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("most: many", "option 'most' takes a whole number, not the text 'many'")]
    [InlineData("deep: 1", "option 'deep' takes true or false, not the number '1'")]
    [InlineData("names: c", "option 'names' takes a list of texts, not the text 'c'")]
    [InlineData("names: [1]", "option 'names' takes a list of texts, not a list")]
    [InlineData("word: 1", "option 'word' takes a text, not the number '1'")]
    [InlineData("mots: 1", "rule 'image-small' has no option 'mots'; did you mean 'most'?")]
    public void Options_of_another_type_are_refused(string options, string message) =>
        ReadWith($"rules: {{image-small: {{{options}}}}}").Findings.Should().ContainSingle().Which.Message.Text.Should().Be(message);

    [Fact]
    public void Later_settings_win_by_path()
    {
        var layers = ReadWith("""
            rules: {image-small: {level: error, most: 1}}
            overrides:
              - {paths: [dev], rules: {image-small: off}}
              - {paths: [dev/keep], rules: {image-size: {level: note, most: 9}}}
            """).Config!.RuleLayers;
        var settings = new RuleSettings(Sized.Id, () => Sized.Options, layers, null);

        settings.LevelAt("prod/a.yaml").Should().Be(Severity.Error);
        settings.LevelAt("dev/a.yaml").Should().Be(Severity.Off);
        settings.LevelAt("dev/keep/a.yaml").Should().Be(Severity.Note);
        settings.For("dev/a.yaml").Integer("most").Should().Be(1);
        settings.For("dev/keep/a.yaml").Integer("most").Should().Be(9);
        settings.Integer("most").Should().Be(1);
        settings.IsOff.Should().BeFalse();
        new RuleSettings(Sized.Id, () => Sized.Options, layers, Severity.Off).IsOff.Should().BeTrue();
        new RuleSettings(Sized.Id, () => Sized.Options, layers, Severity.Warning).LevelAt("dev/a.yaml").Should().Be(Severity.Warning);
    }

    [Theory]
    [InlineData("rules: {image-small: off}", true)]
    [InlineData("rules: {image-small: off}\noverrides: [{paths: [a], rules: {image-small: note}}]", false)]
    [InlineData("overrides: [{paths: [a], rules: {image-small: off}}]", false)]
    public void A_rule_that_is_off_everywhere_need_not_run(string text, bool isOff) =>
        new RuleSettings(Sized.Id, () => Sized.Options, ReadWith(text).Config!.RuleLayers, null).IsOff.Should().Be(isOff);

    [Fact]
    public void A_configuration_above_lies_beneath()
    {
        var inner = Read("failOn: note\nexclude: [a]\nroot: false").Config!;
        var outer = Read("failOn: error\nexclude: [b]\nnamespace: shop").Config!;

        var both = inner.Over(outer);

        (both.FailOn!.Value, both.Namespace!.Value, both.IsRoot).Should().Be((Severity.Note, "shop", true));
        both.Exclude.Select(glob => glob.ToString()).Should().Equal("b", "a");
    }

    [Fact]
    public void A_level_by_path_holds_for_the_findings_of_that_path()
    {
        const string Pair = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  name: y\n";
        var (config, _) =
            Read("overrides: [{paths: [dev], rules: {duplicate-key: off}}, {paths: [test], rules: {duplicate-key: warning}}]");
        var files = new[] { "dev/a.yaml", "prod/a.yaml", "test/a.yaml" };

        var result = LintEngine.Run(
            new Linter.Manifests.InputFiles([.. files.Select(path => new Linter.Manifests.InputFile(path, null, Pair))], [], []),
            config!.Over(new LintOptions()));

        result.Findings.Where(finding => finding.RuleId == "duplicate-key").Select(finding => (finding.Span.Source.Path, finding.Severity))
            .Should().Equal(("prod/a.yaml", Severity.Error), ("test/a.yaml", Severity.Warning));
    }

    [Fact]
    public void Random_texts_never_throw()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < 300; i++)
        {
            var text = ConfigSamples.Every.ToCharArray();
            for (var change = random.Next(1, 6); change > 0; change--)
                text[random.Next(text.Length)] = " \n:-[]{}&*\"'x1"[random.Next(14)];
            FluentActions.Invoking(() => Read(new string(text))).Should().NotThrow($"seed {seed}: {new string(text)}");
        }
    }

    private static (LintConfig? Config, ImmutableArray<Finding> Findings) Read(string text) =>
        ConfiguredRun.Read(new SourceText(".lint.yaml", text), ConfigPlace.Root);

    private static (LintConfig? Config, ImmutableArray<Finding> Findings) ReadWith(string text) =>
        ConfigReader.Read(new SourceText(".lint.yaml", text), WithOptions, ConfigPlace.Root);
}
