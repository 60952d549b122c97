using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Linter.Findings;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Configuration;

/// <summary>.lint.yaml to records. Every mistake is a finding with an exact span; then there is no configuration.</summary>
public static partial class ConfigReader
{
    public const string FileName = ".lint.yaml";

    /// <summary>The id of findings about the configuration.</summary>
    public const string Rule = "config-invalid";

    /// <summary>The configuration, or what is wrong with it: one of the two is empty.</summary>
    /// <param name="source">The file.</param>
    /// <param name="vocabulary">What it may speak of.</param>
    /// <param name="place">Where its folder lies among shown paths.</param>
    public static (LintConfig? Config, ImmutableArray<Finding> Findings) Read(
        SourceText source, ConfigVocabulary vocabulary, ConfigPlace place)
    {
        var yaml = YamlReader.Read(source);
        if (!yaml.Findings.IsEmpty)
            return (null, [.. yaml.Findings.Select(finding => finding with { RuleId = Rule, Severity = Severity.Error })]);
        if (yaml.Documents.IsEmpty)
            return (LintConfig.Empty, []);
        if (yaml.Documents.Length > 1)
            return (null, [SecondDocument(yaml.Documents[1])]);

        var root = yaml.Documents[0];
        if (root is { IsScalar: true, IsNull: true })
            return (LintConfig.Empty, []);

        var findings = new ConfigChecker(vocabulary).Check(root);
        if (!findings.IsEmpty)
            return (null, findings);

        var config = new Binder(vocabulary, place).Bind(root);
        return DuplicateUnit(root) is { } duplicate ? (null, [duplicate]) : (config, []);
    }

    /// <summary>The N of 1.N, v1.N or 1.N.P; null for other texts.</summary>
    public static int? ReleaseMinor(string text) =>
        Release().Match(text) is { Success: true } match ? int.Parse(match.Groups["minor"].ValueSpan, CultureInfo.InvariantCulture) : null;

    internal static (int First, int Last) Range(string text)
    {
        var hyphen = text.IndexOf('-', StringComparison.Ordinal);
        return (int.Parse(text.AsSpan(0, hyphen), CultureInfo.InvariantCulture),
            int.Parse(text.AsSpan(hyphen + 1), CultureInfo.InvariantCulture));
    }

    private static Finding SecondDocument(Node root) =>
        new(Rule, Severity.Error, root.Head, MessageText.Plain("the configuration is one document, and a second one begins here"))
        {
            Help = "join the two, and remove the line ---",
        };

    private static Finding? DuplicateUnit(Node root)
    {
        var names = root.Find("units")?.Items.Select(unit => unit.Find("name")).OfType<Node>().ToList() ?? [];
        if (names.GroupBy(name => name.Value, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is not { } twice)
            return null;

        return new Finding(Rule, Severity.Error, twice.Last().Span, MessageText.Of($"two units are called '{twice.Key}'"))
        {
            Related = [new RelatedSpan(twice.First().Span, "the first one is here")],
            Help = "give each unit a name of its own",
        };
    }

    [GeneratedRegex(@"^v?1\.(?<minor>[0-9]{1,3})(\.[0-9]{1,3})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Release();

    /// <summary>Nodes that the checker found good, to records.</summary>
    private sealed class Binder(ConfigVocabulary vocabulary, ConfigPlace place)
    {
        public LintConfig Bind(Node root) => new()
        {
            Profile = Text(root.Find("profile")),
            RuleLayers = [.. Layers(root)],
            Exclude = Patterns(root.Find("exclude")),
            Units = [.. Items(root, "units")
                .Select(unit => new ConfiguredUnit(unit.Find("name")!.Value.Value,
                    [.. Patterns(unit.Find("paths")).SelectMany(glob => glob.Alternatives)]))],
            Externals = [.. Items(root, "externals").Select(External)],
            Namespace = Text(root.Find("namespace")),
            Cluster = Cluster(root.Find("cluster")),
            Render = Render(root.Find("render")),
            FailOn = root.Find("failOn") is { } failOn
                ? new Configured<Severity>(SeverityNames.TryParse(failOn.Value, out var level) ? level : Severity.Off, failOn.Span)
                : null,
            Ignore = [.. Items(root, "ignore").Select(Ignore)],
            IsRoot = root.Find("root") is not { } isRoot || ConfigScalar.IsTrue(isRoot),
            Keys = [.. root.Entries.Select(entry => entry.Key.Span)],
        };

        private IEnumerable<RuleLayer> Layers(Node root)
        {
            if (root.Find("rules") is { IsMapping: true } rules)
                yield return new RuleLayer(null, Settings(rules));
            foreach (var entry in Items(root, "overrides"))
                yield return new RuleLayer(Patterns(entry.Find("paths")), Settings(entry.Find("rules")!.Value));
        }

        private ImmutableSortedDictionary<string, RuleSetting> Settings(Node rules)
        {
            var settings = ImmutableSortedDictionary.CreateBuilder<string, RuleSetting>(StringComparer.Ordinal);
            foreach (var entry in rules.Entries)
            {
                var rule = vocabulary.FindRule(entry.Key.Value)!;
                settings[rule.Id] = Setting(rule, entry);
            }

            return settings.ToImmutable();
        }

        private static RuleSetting Setting(ConfigRule rule, Entry entry)
        {
            var level = entry.Value.IsScalar ? entry.Value : entry.Value.Find(ConfigKeys.Level);
            var options = rule.Options
                .Select(option => (option.Name, Value: entry.Value.Find(option.Name) is { } value ? Option(option.Type, value) : null))
                .Where(option => option.Value is not null);
            return new RuleSetting(
                rule.Id,
                level is { } word && SeverityNames.TryParse(word.Value, out var severity) ? severity : null,
                options.ToImmutableSortedDictionary(option => option.Name, option => option.Value!, StringComparer.Ordinal),
                entry.Key.Span);
        }

        private static OptionValue Option(OptionType type, Node value) => new(type, type switch
        {
            OptionType.List => [.. value.Items.Select(item => item.Value)],
            OptionType.Boolean => [ConfigScalar.IsTrue(value) ? "true" : "false"],
            _ => [value.Value],
        });

        private static External External(Node entry) => new()
        {
            Kind = entry.Find("kind")?.Value,
            Name = entry.Find("name")?.Value,
            Namespace = entry.Find("namespace")?.Value,
            Labels = (entry.Find("labels")?.Entries ?? default)
                .ToImmutableSortedDictionary(label => label.Key.Value, label => label.Value.Value, StringComparer.Ordinal),
        };

        private static ClusterConfig Cluster(Node? cluster)
        {
            var nodes = cluster?.Find("nodes");
            return new ClusterConfig
            {
                KubernetesVersion = cluster?.Find("kubernetesVersion") is { } version
                    ? new Configured<int>(ReleaseMinor(version.Value)!.Value, version.Span)
                    : null,
                NodePortRange = cluster?.Find("nodePortRange") is { } range
                    ? new Configured<(int First, int Last)>(Range(range.Value), range.Span)
                    : null,
                NodeCount = nodes?.Find("count") is { } count ? new Configured<int>(ConfigScalar.Integer(count)!.Value, count.Span) : null,
                LargestNode = [.. (nodes?.Find("largest")?.Entries ?? default)
                    .Select(entry => new ConfiguredQuantity(entry.Key.Value, entry.Value))],
            };
        }

        private static RenderConfig Render(Node? render)
        {
            var tools = render?.Find("tools");
            return new RenderConfig
            {
                Mode = Text(render?.Find("mode")),
                FailsOnSkipped = render?.Find("failOnSkipped") is { } fails
                    ? new Configured<bool>(ConfigScalar.IsTrue(fails), fails.Span)
                    : null,
                TimeLimit = render?.Find("timeout") is { } seconds
                    ? new Configured<int>(ConfigScalar.Integer(seconds)!.Value, seconds.Span)
                    : null,
                Helm = Text(tools?.Find("helm")),
                Kustomize = Text(tools?.Find("kustomize")),
                Kubectl = Text(tools?.Find("kubectl")),
                Charts = [.. (render is { } mapping ? Items(mapping, "charts") : default).Select(Chart)],
            };
        }

        private static ConfiguredChart Chart(Node entry) => new(Text(entry.Find("chart"))!, entry.Head)
        {
            Name = Text(entry.Find("name")),
            Values = [.. Items(entry, "values").Select(file => Text(file)!)],
            Sets = [.. Items(entry, "set").Select(setting => setting.Value)],
            Release = entry.Find("release")?.Value,
            Namespace = entry.Find("namespace")?.Value,
            KubernetesVersion = entry.Find("kubernetesVersion") is { } version ? $"1.{ReleaseMinor(version.Value)}" : null,
            ApiVersions = [.. Items(entry, "apiVersions").Select(version => version.Value)],
        };

        private PathIgnore Ignore(Node entry)
        {
            var names = entry.Find("rules")!.Value.Items
                .Select(name => new Configured<string>(vocabulary.FindRule(name.Value)!.Id, name.Span))
                .ToImmutableArray();
            return new PathIgnore(Patterns(entry.Find("paths")), [.. names.Select(name => name.Value)], entry.Find("reason")!.Value.Value,
                entry.Head)
            {
                RuleNames = names,
            };
        }

        private ImmutableArray<Glob> Patterns(Node? list) => [.. (list?.Items ?? default).Select(item => Glob.Parse(item.Value, place))];

        private static ItemList Items(Node root, string key) => root.Find(key)?.Items ?? default;

        private static Configured<string>? Text(Node? node) => node is { } value ? new Configured<string>(value.Value, value.Span) : null;
    }
}
