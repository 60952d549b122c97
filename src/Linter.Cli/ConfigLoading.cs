using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;
using Linter.Configuration;
using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Rules;
using Linter.Text;

namespace Linter.Cli;

/// <summary>The configuration that holds for a run, or why there is none.</summary>
/// <param name="Config">Empty where there is no file.</param>
/// <param name="Files">Shown paths of the files that it was read from, the nearest first.</param>
/// <param name="Mistakes">What is wrong in them; any makes the run unusable.</param>
/// <param name="Problem">A file that cannot be read.</param>
internal sealed record LoadedConfig(
    LintConfig Config, ImmutableArray<string> Files, ImmutableArray<Finding> Mistakes, InputProblem? Problem)
{
    /// <summary>
    /// Absolute paths of <see cref="Files"/>, where they were searched for; default where they were named, or none was to be read.
    /// </summary>
    public ImmutableArray<string> SearchedFiles { get; init; }

    public static LoadedConfig None { get; } = new(LintConfig.Empty, [], [], null);

    /// <summary>Reads the named file, or the nearest one above the first path, and those beneath it.</summary>
    /// <param name="paths">Of the run.</param>
    /// <param name="named">Null to search.</param>
    /// <param name="workingDirectory">Absolute.</param>
    public static LoadedConfig Load(IReadOnlyList<string> paths, string? named, string workingDirectory)
    {
        var finder = new ConfigFinder(paths, workingDirectory);
        if (named is null)
            return Read(finder, finder.Nearest(), None with { SearchedFiles = [] });

        var (found, problem) = finder.Named(named);
        return problem is null ? Read(finder, found, None) : None with { Problem = problem };
    }

    private static LoadedConfig Read(ConfigFinder finder, FoundConfig? found, LoadedConfig inner)
    {
        if (found is null)
            return inner;

        var text = FileText.Read(found.File);
        if (!text.IsReadable)
            return None with { Problem = text.Problem };

        var (config, mistakes) = ConfiguredRun.Read(new SourceText(found.File.Path, text.Text), found.Place);
        if (config is null)
            return None with { Mistakes = [.. mistakes.OrderBy(mistake => mistake.Span.Start)] };

        var (render, misplaced) = RenderConfigCheck.Of(config.Render, found.Folder, finder.ShownRoot);
        if (!misplaced.IsEmpty)
            return None with { Mistakes = [.. misplaced.OrderBy(mistake => mistake.Span.Start)] };

        config = config with { Render = render };
        var both = new LoadedConfig(inner.Files.IsEmpty ? config : inner.Config.Over(config), inner.Files.Add(found.File.Path), [], null)
        {
            SearchedFiles = inner.SearchedFiles.IsDefault ? default : inner.SearchedFiles.Add(found.File.FullPath!),
        };
        return config.IsRoot ? both : Read(finder, finder.Above(found), both);
    }
}

/// <summary>The options that say where the configuration is and what comes over it; <c>lint</c> and <c>lint config</c> take them.</summary>
internal sealed class ConfigOptions
{
    private readonly Option<string> config = new("--config")
    {
        Description = $"The configuration (default: the nearest {ConfigReader.FileName})",
        HelpName = "FILE"
    };
    private readonly Option<bool> noConfig = LintCommand.Flag("--no-config", "Read no configuration");
    private readonly Option<string> profile = LintCommand.Word("--profile", Choices.Profiles,
        "strict reports notes as well (default: default)");

    private readonly Option<string[]> rule = new("--rule")
    {
        Description = $"Set a rule's level to {Choices.Levels}; may be repeated",
        HelpName = "NAME=LEVEL",
        Arity = ArgumentArity.OneOrMore,
        CompletionSources = { context => RuleLevels(context.WordToComplete) },
    };

    private readonly Option<string> failOn = LintCommand.Word("--fail-on", Choices.FailOn,
        "The lowest level that makes the exit code 1 (default: error)");
    private readonly Option<string> namespaceName = new("--namespace", "-n")
    {
        Description = "The namespace of resources that name none",
        HelpName = "NAME"
    };

    private readonly Option<string> kubernetesVersion = new("--kubernetes-version")
    {
        Description = $"The release that the manifests are for (default: 1.{LintOptions.LatestKubernetesMinor})",
        HelpName = "1.N",
    };

    // First the rule, then its level.
    private static IEnumerable<CompletionItem> RuleLevels(string word) => word.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals
        ? Choices.Levels.Words.Select(level => new CompletionItem($"{word[..equals]}={level}"))
        : RuleCatalog.Ids.Select(id => new CompletionItem($"{id}="));

    public IEnumerable<Option> All => [profile, rule, failOn, namespaceName, kubernetesVersion, config, noConfig];

    /// <summary>Those that change what is found, not what a run returns for it.</summary>
    public IEnumerable<Option> OfResult => All.Where(option => option != failOn);

    /// <summary>What the command line says, checked.</summary>
    public GivenOptions Read(ParseResult parsed, List<UsageError> errors)
    {
        if (parsed.GetValue(noConfig) && parsed.GetValue(config) is not null)
            errors.Add(new UsageError("--config and --no-config exclude each other"));
        return new GivenOptions
        {
            ReadsConfig = !parsed.GetValue(noConfig),
            ConfigFile = parsed.GetValue(config),
            Profile = parsed.GetValue(profile) is { } word ? Choices.Profiles.Read(word, errors) : null,
            RuleLevels = OptionValues.RuleLevels(parsed.GetValue(rule) ?? [], errors),
            FailOn = parsed.GetValue(failOn) is { } level ? Choices.FailOn.Read(level, errors) ?? Severity.Off : null,
            Namespace = OptionValues.Namespace(parsed.GetValue(namespaceName), errors),
            KubernetesMinor = parsed.GetValue(kubernetesVersion) is { } release ? OptionValues.KubernetesMinor(release, errors) : null,
        };
    }
}

/// <summary>What the command line says of a run's settings; null for what it leaves to the configuration.</summary>
internal sealed record GivenOptions
{
    public bool ReadsConfig { get; init; } = true;

    public string? ConfigFile { get; init; }

    public Profile? Profile { get; init; }

    public IReadOnlyDictionary<string, Severity> RuleLevels { get; init; } = new Dictionary<string, Severity>(StringComparer.Ordinal);

    /// <summary>Off for "never".</summary>
    public Severity? FailOn { get; init; }

    public string? Namespace { get; init; }

    public int? KubernetesMinor { get; init; }

    public LoadedConfig Load(IReadOnlyList<string> paths, string workingDirectory) =>
        ReadsConfig ? LoadedConfig.Load(paths, ConfigFile, workingDirectory) : LoadedConfig.None;

    /// <summary>The command line over the configuration over the defaults.</summary>
    public LintOptions Over(LintConfig config)
    {
        var options = config.Over(new LintOptions());
        return options with
        {
            Profile = Profile ?? options.Profile,
            RuleLevels = RuleLevels,
            Namespace = Namespace ?? options.Namespace,
            Cluster = options.Cluster with { KubernetesMinor = KubernetesMinor ?? options.Cluster.KubernetesMinor },
        };
    }

    /// <summary>Null for "never".</summary>
    public Severity? FailsOn(LintConfig config) =>
        (FailOn ?? config.FailOn?.Value ?? Severity.Error) is var level && level == Severity.Off ? null : level;
}
