using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;
using Linter.Configuration;
using Linter.Engine;
using Linter.Manifests;
using Linter.Reporting;
using Linter.Yaml;

namespace Linter.Cli;

/// <summary><c>lint [PATH...]</c>: finds, checks, reports.</summary>
internal sealed class LintCommand
{
    private readonly Argument<string[]> paths = new("PATH")
    {
        Description = "Folders and files to lint together; - is standard input. Default: the folder you are in",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> format =
        Word("--format", Choices.Formats, $"Format: {string.Join(", ", Choices.Formats.Words)}", "FORMAT");

    private readonly Option<string[]> output = new("--output")
    {
        Description = "Write a report to a file too; may be repeated",
        HelpName = "FORMAT=PATH",
        Arity = ArgumentArity.OneOrMore,
        CompletionSources = { _ => Choices.Formats.Words.Select(word => new CompletionItem($"{word}=")) },
    };

    private readonly Option<bool> exitZero = Flag("--exit-zero", "Exit with 0 although there are findings; 2 and 3 stay");
    private readonly Option<bool> quiet = Flag("--quiet", "Findings only, no summary; twice: the exit code only", "-q");

    private readonly ConfigOptions config = new();

    private readonly Option<string> sarifRoot = new("--sarif-root")
    {
        Description = "Folder that reports name files from (default: the repository's root)",
        HelpName = "DIR",
    };

    private readonly Option<string> sarifCategory = new("--sarif-category")
    {
        Description = $"Category of the SARIF log (default: {ToolInfo.Name})",
        HelpName = "NAME",
    };

    private readonly Option<bool> noSuppressions = Flag("--no-suppressions",
        "Report what comments, annotations and the configuration ignore");
    private readonly Option<bool> showSuppressed = Flag("--show-suppressed", "Show suppressed findings too, in text and JSON");
    private readonly Option<bool> sarifSuppressed = Flag("--sarif-include-suppressed",
        "Suppressed findings in SARIF too; GitHub opens alerts for them");

    private readonly Option<string> baseline = new("--baseline")
    {
        Description = "Report only findings that this file does not hold",
        HelpName = "FILE"
    };
    private readonly Option<bool> writeBaseline = Flag("--write-baseline",
        $"Write what is found to a baseline (default: {Engine.Baseline.FileName})");

    private readonly Option<bool> explainUnits = Flag("--explain-units",
        "Say what is taken for applied together and why, and check nothing");
    private readonly Option<bool> noGitignore = Flag("--no-gitignore", "Read what git ignores, and node_modules");

    private readonly Option<string> render = Word("--render", Choices.RenderModes,
        "Render charts and kustomizations with the real tools (default: auto)");
    private readonly Option<bool> failOnSkipped = Flag("--fail-on-skipped", "Exit with 2 if a chart or kustomization was not rendered");

    private readonly Option<string> sourceRoot = new("--source-root")
    {
        Description = "Where charts of piped manifests lie (default: where you are)",
        HelpName = "DIR"
    };

    private readonly Option<bool> watch = Flag("--watch", "Lint again whenever a file changes, until Ctrl-C");

    private readonly Option<string> since = new("--since")
    {
        Description = "Only findings that are new since this revision of git",
        HelpName = "REV",
    };

    private readonly Option<string> stdinFilename = new("--stdin-filename")
    {
        Description = "Standard input stands for this file; what touches it is shown",
        HelpName = "PATH",
    };

    private readonly Option<string> maxFileSize = new("--max-file-size")
    {
        Description = "The largest file that is read (default: 32M)",
        HelpName = "SIZE"
    };
    private readonly Option<string> maxDepth = new("--max-depth")
    {
        Description = "How deep lists and mappings may lie (default: 256)",
        HelpName = "N"
    };
    private readonly Option<string> maxDocuments = new("--max-documents")
    {
        Description = "How many documents a file may hold (default: 100000)",
        HelpName = "N"
    };

    private readonly Option<string> threads = new("--threads")
    {
        Description = "Workers; never changes the result",
        HelpName = "N",
        Hidden = true
    };
    private readonly Option<string> yamlEngine = Word("--yaml-engine", Choices.YamlEngines, "What reads YAML; never changes the result",
        isHidden: true);

    /// <summary>Recursive, since it is meant for every command.</summary>
    public Option<string> Color { get; } = Word("--color", Choices.Colors, "Colour text (default: auto)", isRecursive: true);

    /// <summary>Shows the stack of a failure of ours.</summary>
    public Option<bool> Debug { get; } = Flag(CommandLine.DebugOption, "Show where an internal failure happened", isRecursive: true);

    /// <summary>Those that <c>lint config</c> takes too.</summary>
    public ConfigOptions Config => config;

    /// <summary>Those that say what is linted and how, for commands that show the same in another way.</summary>
    public IEnumerable<Option> Common =>
        [.. config.OfResult, noSuppressions, render, sourceRoot, noGitignore, maxFileSize, maxDepth, maxDocuments, threads, yamlEngine];

    /// <summary>Runs as <c>lint</c> does with the common options, and shows the units.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="environment">The world.</param>
    /// <param name="asked">Folders and files.</param>
    /// <param name="isText">Whether standard output is for people.</param>
    /// <param name="errors">What is wrong with the command's own arguments.</param>
    /// <param name="show">Shows them, and says what to return.</param>
    public int Show(
        ParseResult parsed, CliEnvironment environment, IReadOnlyList<string> asked, bool isText, List<UsageError> errors,
        Func<Inspection, TextOptions, int> show, bool isQuiet = false)
    {
        var complaints = new Complaints(environment.Error);
        var given = config.Read(parsed, errors);
        var settings = CommonSettings(parsed, environment, asked, errors) with
        {
            Format = isText ? ReportFormat.Text : ReportFormat.Json,
            Quiet = isQuiet ? 2 : 0
        };
        if (errors.Count > 0)
        {
            errors.ForEach(complaints.Write);
            return ExitCode.Unusable;
        }

        var (loaded, configured) = Configured(settings, given, environment);
        var run = new LintRun(configured, environment, complaints, parsed.GetValue(Debug));
        var style = new TextOptions(isText && Terminal.HasColor(environment, settings.Color), Terminal.Width(environment),
            Terminal.HasUnicode(environment));
        return run.RefuseConfig(loaded, reportsFindings: false) ?? run.Show(inspection => show(inspection, style));
    }

    public RootCommand Create(CliEnvironment environment)
    {
        var command = new RootCommand("Finds what is broken in Kubernetes manifests, and between them, before a cluster does.") { paths };
        Option[] options =
        [
            format, output, .. config.All, exitZero, quiet, baseline, writeBaseline, noSuppressions, showSuppressed, since, stdinFilename,
            render, failOnSkipped, sourceRoot, watch, explainUnits, noGitignore, sarifRoot, sarifCategory, sarifSuppressed, maxFileSize,
            maxDepth, maxDocuments,
            Color, threads, yamlEngine, Debug,
        ];
        foreach (var option in options)
            command.Add(option);
        command.SetAction(parsed => Run(parsed, environment));
        return command;
    }

    public static Option<string> Word<T>(
        string name, Choice<T> choice, string description, string? helpName = null, bool isRecursive = false, bool isHidden = false)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            HelpName = helpName ?? choice.ToString(),
            Recursive = isRecursive,
            Hidden = isHidden
        };
        option.CompletionSources.Add([.. choice.Words]);
        return option;
    }

    public static Option<bool> Flag(string name, string description, string? alias = null, bool isRecursive = false)
    {
        // Without this arity, a path called "true" behind the option would be taken for its value.
        var option = new Option<bool>(name) { Description = description, Arity = ArgumentArity.Zero, Recursive = isRecursive };
        if (alias is not null)
            option.Aliases.Add(alias);
        return option;
    }

    private int Run(ParseResult parsed, CliEnvironment environment)
    {
        var complaints = new Complaints(environment.Error);
        var errors = new List<UsageError>();
        var given = config.Read(parsed, errors);
        var settings = Settings(parsed, environment, errors);
        settings = Narrowed(settings, parsed, environment, errors);
        if (errors.Count > 0)
        {
            errors.ForEach(complaints.Write);
            return ExitCode.Unusable;
        }

        var isDebug = parsed.GetValue(Debug);
        return parsed.GetValue(watch)
            ? new Watch(settings, given, environment, world => RunOnce(settings, given, world, isDebug)).Run()
            : RunOnce(settings, given, environment, isDebug);
    }

    private static int RunOnce(LintSettings settings, GivenOptions given, CliEnvironment environment, bool isDebug)
    {
        var (loaded, configured) = Configured(settings, given, environment);
        var run = new LintRun(configured, environment, new Complaints(environment.Error), isDebug);
        return run.RefuseConfig(loaded, reportsFindings: !settings.ExplainUnits) ?? run.Execute();
    }

    private static (LoadedConfig Loaded, LintSettings Settings) Configured(
        LintSettings settings, GivenOptions given, CliEnvironment environment)
    {
        var loaded = given.Load(settings.Paths, environment.WorkingDirectory);
        var options = given.Over(loaded.Config);
        return (loaded, settings with
        {
            FailOn = given.FailsOn(loaded.Config),
            Exclude = loaded.Config.Exclude,
            UsedConfigs = loaded.SearchedFiles,
            Rendering = Rendering.Of(settings.RenderMode, loaded.Config, options),
            FailsOnSkipped = settings.FailsOnSkipped || loaded.Config.Render.FailsOnSkipped is { Value: true },
            Options = options with
            {
                Threads = settings.Options.Threads,
                YamlEngine = settings.Options.YamlEngine,
                MaxFileSize = settings.Options.MaxFileSize,
                Limits = settings.Options.Limits,
                UsesSuppressions = settings.UsesSuppressions,
                Ignore = JudgedIgnores(loaded.Config.Ignore, settings.Paths, environment.WorkingDirectory),
            },
        });
    }

    // An entry that matches nothing is told only where all that it may match is linted.
    private static ImmutableArray<PathIgnore> JudgedIgnores(
        ImmutableArray<PathIgnore> ignores, ImmutableArray<string> paths, string workingDirectory)
    {
        var root = ManifestFinder.ShownRoot(paths, workingDirectory);
        var folders = (paths.IsEmpty ? ["."] : paths).Select(path => ManifestFinder.FullPath(path, workingDirectory)).ToList();
        return [.. ignores.Select(ignore =>
            ignore with { IsJudged = folders.Exists(folder => ManifestFinder.Below(folder, FolderOf(ignore)) is not null) })];
        string FolderOf(PathIgnore ignore) => Path.GetDirectoryName(ManifestFinder.FullPath(ignore.Span.Source.Path, root))!;
    }

    // Options that narrow what is reported.
    private LintSettings Narrowed(LintSettings settings, ParseResult parsed, CliEnvironment environment, List<UsageError> errors)
    {
        if (StdinFile.Read(parsed.GetValue(stdinFilename), environment.WorkingDirectory, errors) is { } file)
            settings = settings with { StdinFile = file, Paths = file.Beside(settings.Paths, environment.WorkingDirectory) };
        if (SinceRevision.Read(parsed.GetValue(since), errors) is { } revision)
            settings = settings with { Since = revision };
        if (parsed.GetValue(watch) && Unwatchable(settings) is { } what)
            errors.Add(new UsageError($"--watch lints files again as they change, and does not go with {what}"));
        else if (parsed.GetValue(watch))
            errors.AddRange(OptionValues.Missing(settings.Paths, environment.WorkingDirectory));
        if (settings.Since is not null && settings.Paths.Contains("-", StringComparer.Ordinal))
        {
            errors.Add(new UsageError("--since compares files with their earlier selves, and standard input has none",
                "--stdin-filename PATH says which file it stands for"));
        }

        return settings;
    }

    private static string? Unwatchable(LintSettings settings) => settings switch
    {
        { Since: not null } => "--since",
        { StdinFile: not null } => "--stdin-filename",
        { ExplainUnits: true } => "--explain-units",
        { Baseline.IsWritten: true } => "--write-baseline",
        _ => settings.Paths.Contains("-", StringComparer.Ordinal) ? "standard input" : null,
    };

    private BaselineFile? BaselineOf(ParseResult parsed, string workingDirectory, List<UsageError> errors)
    {
        var (file, isWritten) = (parsed.GetValue(baseline), parsed.GetValue(writeBaseline));
        if (file is null && !isWritten)
            return null;

        if (parsed.GetValue(noSuppressions))
            errors.Add(new UsageError($"--no-suppressions and {(file is null ? "--write-baseline" : "--baseline")} exclude each other"));
        return new BaselineFile(file ?? Engine.Baseline.FileName, workingDirectory, isWritten);
    }

    private LintSettings Settings(ParseResult parsed, CliEnvironment environment, List<UsageError> errors) =>
        CommonSettings(parsed, environment, parsed.GetValue(paths) ?? [], errors) with
        {
            Format = Choices.Formats.Read(parsed.GetValue(format) ?? "text", errors),
            Outputs = OptionValues.Outputs(parsed.GetValue(output) ?? [], environment.WorkingDirectory, errors),
            ExitZero = parsed.GetValue(exitZero),
            Quiet = parsed.GetResult(quiet)?.IdentifierTokenCount ?? 0,
            Baseline = BaselineOf(parsed, environment.WorkingDirectory, errors),
            ShowsSuppressed = parsed.GetValue(showSuppressed),
            HasSuppressedInSarif = parsed.GetValue(sarifSuppressed),
            ExplainUnits = parsed.GetValue(explainUnits),
            FailsOnSkipped = parsed.GetValue(failOnSkipped),
            ReportRoot = OptionValues.ReportRoot(parsed.GetValue(sarifRoot), parsed.GetValue(paths)
                ?? [], environment.WorkingDirectory, errors),
            SarifCategory = OptionValues.SarifCategory(parsed.GetValue(sarifCategory), errors),
        };

    // What the common options say.
    private LintSettings CommonSettings(
        ParseResult parsed, CliEnvironment environment, IReadOnlyList<string> asked, List<UsageError> errors) =>
        new()
        {
            Paths = [.. asked],
            UsesSuppressions = !parsed.GetValue(noSuppressions),
            UseGitignore = !parsed.GetValue(noGitignore),
            RenderMode = parsed.GetValue(render) is { } word ? Choices.RenderModes.Read(word, errors) : null,
            SourceRoot = OptionValues.SourceRoot(parsed.GetValue(sourceRoot), asked, environment.WorkingDirectory, errors),
            Color = Choices.Colors.Read(parsed.GetValue(Color) ?? "auto", errors),
            ReportRoot = environment.WorkingDirectory,
            Options = new LintOptions
            {
                Threads = OptionValues.Threads(parsed.GetValue(threads), environment.Processors, errors),
                YamlEngine = Choices.YamlEngines.Read(parsed.GetValue(yamlEngine) ?? "fast", errors),
                MaxFileSize = OptionValues.FileSize(parsed.GetValue(maxFileSize), errors),
                Limits = YamlLimits.Default with
                {
                    MaxDepth = OptionValues.Count("--max-depth", parsed.GetValue(maxDepth), 1000, errors) ?? YamlLimits.Default.MaxDepth,
                    MaxDocuments = OptionValues.Count("--max-documents", parsed.GetValue(maxDocuments), 10_000_000, errors)
                        ?? YamlLimits.Default.MaxDocuments,
                },
            },
        };
}
