using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Linter.Configuration;

/// <summary>The table of everything that .lint.yaml may hold: the reader, the JSON Schema and the documentation follow it.</summary>
internal static partial class ConfigKeys
{
    public const string Level = "level";

    /// <summary>A namespace: a DNS label.</summary>
    public const string NamespaceGrammar = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";

    private const string RangeGrammar = "^[0-9]{1,5}-[0-9]{1,5}$";
    private const string FilledGrammar = @"\S";
    private const string ProgramGrammar = @"^(/|[A-Za-z]:[\\/]).*[^\s\\/]$";
    private const string ReleaseGrammar = @"^[a-z0-9]([-a-z0-9.]{0,51}[a-z0-9])?$";
    private const string PathGrammar = @"^[^/\\\s]";
    private const string SetGrammar = "^[^=]+=";

    public static readonly ImmutableArray<(string Word, string Meaning)> Levels =
    [
        ("off", "never reported"),
        ("note", "reported in every profile"),
        ("warning", "very probably a mistake"),
        ("error", "fails the run"),
    ];

    private static readonly TextType Pattern = new("a pattern of paths", Glob.Grammar, Glob.IsPattern,
        "a pattern has names, / * ** ? and {a,b}, such as 'dev/**'");
    private static readonly TextType Name = new("a text", FilledGrammar, text => text.AsSpan().ContainsAnyExcept(" \t\r\n"),
        "write at least one character");
    private static readonly RuleNameType RuleName = new("the name of a rule");
    private static readonly RulesType RuleSettings = new("a mapping of rule names to levels");
    private static readonly ListType Patterns = new("a list of patterns of paths", Pattern, IsFilled: true);

    private static readonly ObjectType Override = new("a mapping with paths and rules", NeedsAny: false,
    [
        new("paths", Patterns, "Which files, from the folder of this file. A pattern without a slash fits at any depth.", IsRequired: true),
        new("rules", RuleSettings, "As rules above, for these files. Later overrides win over earlier ones.", IsRequired: true),
    ]);

    private static readonly ObjectType Unit = new("a mapping with name and paths", NeedsAny: false,
    [
        new("name", Name, "What reports call it.", IsRequired: true),
        new("paths", Patterns, "The folders and files that are applied together, from the folder of this file.", IsRequired: true),
    ]);

    private static readonly ObjectType External = new("a mapping that says what exists", NeedsAny: true,
    [
        new("kind", Name, "Such as Secret, or Certificate.cert-manager.io where the group matters. Left out: every kind."),
        new("name", Name, "Its name; * stands for any characters, ? for one. Left out: every name."),
        new("namespace", Name, "Its namespace, with the same wildcards. Left out: every namespace."),
        new("labels", new MapType("a mapping of labels", Name),
            "Labels that it carries; of Pods, what a selector may ask for. Values may hold the wildcards."),
    ]);

    private static readonly ObjectType Nodes = new("a mapping with count and largest", NeedsAny: false,
    [
        new("count", new IntegerType("a whole number", Least: 0), "How many nodes pods may run on."),
        new("largest", new MapType("a mapping of resources to amounts", new QuantityType("an amount")),
            "What the largest node has for pods, by resource: cpu, memory, pods, ephemeral-storage, nvidia.com/gpu. A pod that asks for more is unschedulable."),
    ]);

    private static readonly ObjectType Cluster = new("a mapping", NeedsAny: false,
    [
        new("kubernetesVersion", new ReleaseType("a release of Kubernetes"), "The release that the manifests are for, such as \"1.36\"."),
        new("nodePortRange", new TextType("a range of ports", RangeGrammar, text => Range().IsMatch(text), "such as 30000-32767"),
            "The API server's --service-node-port-range.", Default: "\"30000-32767\""),
        new("nodes", Nodes, "What pods can be scheduled on."),
    ]);

    private static readonly ObjectType Ignore = new("a mapping with paths, rules and reason", NeedsAny: false,
    [
        new("paths", Patterns, "In which files, from the folder of this file.", IsRequired: true),
        new("rules", new ListType("a list of rule names", RuleName, IsFilled: true), "Whose findings.", IsRequired: true),
        new("reason", Name, "Why they are accepted. Reports show it.", IsRequired: true),
    ]);

    private static readonly TextType Program = new("the absolute path of a program", ProgramGrammar, text => ProgramPath().IsMatch(text),
        "such as /usr/local/bin/helm; what stands on PATH is found without this");
    private static readonly TextType FilePath = new("a path from the folder of this file", PathGrammar,
        text => RelativePath().IsMatch(text), "such as charts/shop");

    private static readonly ObjectType Tools = new("a mapping of tools to programs", NeedsAny: false,
    [
        new("helm", Program,
            "The helm to use. Never one that lies in the repository or below this file's folder: a repository names no program of its own to be run."),
        new("kustomize", Program, "The kustomize to use, in the same way."),
        new("kubectl", Program, "The kubectl to use for kustomizations where no kustomize is named, in the same way."),
    ]);

    private static readonly ObjectType Chart = new("a mapping with chart", NeedsAny: false,
    [
        new("chart", FilePath, "The chart's folder, from the folder of this file.", IsRequired: true),
        new("name", Name, "What reports call the chart with these values."),
        new("values", new ListType("a list of files", FilePath, IsFilled: true),
            "Files of values, from the folder of this file; later ones win."),
        new("set",
            new ListType("a list of settings",
                new TextType("a setting", SetGrammar, text => Setting().IsMatch(text), "such as image.tag=1.2"), IsFilled: true),
            "Single values as helm --set takes them; they win over the files."),
        new("release",
            new TextType("the name of a release", ReleaseGrammar, text => ReleaseName().IsMatch(text),
                "a release has up to 53 lower-case letters, digits, dots and hyphens"),
            "The release's name. Left out: the chart's."),
        new("namespace",
            new TextType("a namespace", NamespaceGrammar, text => DnsLabel().IsMatch(text),
                "a namespace has up to 63 lower-case letters, digits and hyphens, and no hyphen at its ends"),
            "The namespace that the release goes to."),
        new("kubernetesVersion", new ReleaseType("a release of Kubernetes"),
            "What templates are told of the cluster's release, such as \"1.34\"."),
        new("apiVersions", new ListType("a list of API versions", Name, IsFilled: true),
            "What templates are told that the cluster knows, such as monitoring.coreos.com/v1."),
    ]);

    private static readonly ObjectType Render = new("a mapping", NeedsAny: false,
    [
        new("mode", new WordType("mode",
            [
                ("auto", "with the tools that are there"), ("off", "no tool is run"),
                ("require", "what cannot be rendered makes the exit code 2")
            ]),
            "Whether charts and kustomizations are rendered. The command line's --render wins.", Default: "\"auto\""),
        new("failOnSkipped", new FlagType("true or false"),
            "true: the exit code is 2 if a chart or kustomization was not rendered, as with --fail-on-skipped.", Default: "false"),
        new("timeout", new IntegerType("a whole number of seconds", Least: 1, Most: 3600),
            "The most that a tool may take for one chart or kustomization, in seconds.", Default: "30"),
        new("tools", Tools, "Programs in place of those on PATH."),
        new("charts", new ListType("a list of charts", Chart, IsFilled: false),
            "Charts with the values that they are installed with, each checked on its own. They take the place of the chart with its own values alone; the files ci/*-values.yaml of the chart are checked as well."),
    ]);

    public static ObjectType Root { get; } = new("a mapping", NeedsAny: false,
    [
        new("profile",
            new WordType("profile", [("default", "errors and warnings"), ("strict", "notes as well")]),
            "Which levels are reported: strict reports notes as well.", Default: "\"default\""),
        new("rules", RuleSettings,
            "Rules by name: a level (off, note, warning, error), or a mapping of level and the rule's options. lint explain lists all rules. A case that a rule itself doubts is never raised above the rule's own level for it."),
        new("overrides", new ListType("a list of overrides", Override, IsFilled: false), "Other levels and options for some files."),
        new("exclude", new ListType("a list of patterns of paths", Pattern, IsFilled: false),
            "Files and folders that are not read. What they hold does not exist for the other files; ignore leaves out findings only. A file that is given by name is always read."),
        new("units", new ListType("a list of units", Unit, IsFilled: false),
            "Folders and files that are applied together: nothing is resolved across units."),
        new("externals", new ListType("a list of what exists elsewhere", External, IsFilled: false),
            "What exists although no manifest shows it, so that references to it are not dangling."),
        new("namespace",
            new TextType("a namespace", NamespaceGrammar, text => DnsLabel().IsMatch(text),
                "a namespace has up to 63 lower-case letters, digits and hyphens, and no hyphen at its ends"),
            "The namespace of resources that name none. The command line's --namespace wins."),
        new("cluster", Cluster, "Facts about the cluster that no manifest says."),
        new("render", Render, "How charts and kustomizations are rendered, and with which values."),
        new("failOn",
            new WordType("level for failOn",
                [("error", "errors"), ("warning", "errors and warnings"), ("note", "all findings"), ("never", "nothing")]),
            "The lowest level that makes the exit code 1. The command line's --fail-on wins.", Default: "\"error\""),
        new("ignore", new ListType("a list of what is accepted", Ignore, IsFilled: false),
            "Findings that are known and accepted, by path. A comment beside the line says it closer to the matter."),
        new("root", new FlagType("true or false"),
            "false: the next .lint.yaml upward holds too, beneath this one. true: the search ends here.", Default: "true"),
    ]);

    /// <summary>Every key with its path, such as "cluster.nodes.count" and "overrides[].paths".</summary>
    public static IEnumerable<(string Path, ConfigKey Key)> All { get; } = [.. Walk("", Root)];

    private static IEnumerable<(string Path, ConfigKey Key)> Walk(string path, ConfigType type) => type switch
    {
        ObjectType mapping => mapping.Keys.SelectMany(key => Walk(Join(path, key.Name), key.Type).Prepend((Join(path, key.Name), key))),
        ListType list => Walk(path + "[]", list.Item),
        _ => [],
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    [GeneratedRegex(NamespaceGrammar, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex DnsLabel();

    [GeneratedRegex(RangeGrammar, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Range();

    [GeneratedRegex(ProgramGrammar, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex ProgramPath();

    [GeneratedRegex(PathGrammar, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex RelativePath();

    [GeneratedRegex(SetGrammar, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Setting();

    [GeneratedRegex(ReleaseGrammar, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex ReleaseName();
}
