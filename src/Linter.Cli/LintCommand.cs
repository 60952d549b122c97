using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using Linter.Engine;
using Linter.Manifests;
using Linter.Reporting;

namespace Linter.Cli;

/// <summary><c>lint [PATH...]</c>: finds, checks, reports.</summary>
internal sealed class LintCommand
{
    private readonly Argument<string[]> paths = new("PATH")
    {
        Description = "Folders and files to lint together; - is standard input. Default: the folder you are in",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> format = Word("--format", Choices.Formats, $"Format: {string.Join(", ", Choices.Formats.Words)}", "FORMAT");

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
        Description = $"Category of the SARIF log (default: {Reporting.ToolInfo.Name})",
        HelpName = "NAME",
    };

    private readonly Option<bool> explainUnits = Flag("--explain-units", "Say what is taken for applied together and why, and check nothing");
    private readonly Option<bool> noGitignore = Flag("--no-gitignore", "Read what git ignores, and node_modules");
    private readonly Option<string> threads = new("--threads") { Description = "Workers; never changes the result", HelpName = "N", Hidden = true };

    /// <summary>Recursive, since it is meant for every command.</summary>
    public Option<string> Color { get; } = Word("--color", Choices.Colors, "Colour text (default: auto)", isRecursive: true);

    /// <summary>Shows the stack of a failure of ours.</summary>
    public Option<bool> Debug { get; } = Flag(CommandLine.DebugOption, "Show where an internal failure happened", isRecursive: true);

    /// <summary>Those that <c>lint config</c> takes too.</summary>
    public ConfigOptions Config => config;

    public RootCommand Create(CliEnvironment environment)
    {
        var command = new RootCommand("Finds what is broken in Kubernetes manifests, and between them, before a cluster does.") { paths };
        Option[] options =
        [
            format, output, .. config.All, exitZero, quiet, explainUnits, noGitignore, sarifRoot, sarifCategory, Color, threads, Debug,
        ];
        foreach (var option in options)
            command.Add(option);
        command.SetAction(parsed => Run(parsed, environment));
        return command;
    }

    public static Option<string> Word<T>(string name, Choice<T> choice, string description, string? helpName = null, bool isRecursive = false)
    {
        var option = new Option<string>(name) { Description = description, HelpName = helpName ?? choice.ToString(), Recursive = isRecursive };
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
        if (errors.Count > 0)
        {
            errors.ForEach(complaints.Write);
            return ExitCode.Unusable;
        }

        var loaded = given.Load(settings.Paths, environment.WorkingDirectory);
        settings = settings with
        {
            FailOn = given.FailsOn(loaded.Config),
            Exclude = loaded.Config.Exclude,
            Options = given.Over(loaded.Config) with { Threads = settings.Options.Threads },
        };
        var run = new LintRun(settings, environment, complaints, parsed.GetValue(Debug));
        return run.RefuseConfig(loaded) ?? run.Execute();
    }

    private LintSettings Settings(ParseResult parsed, CliEnvironment environment, List<UsageError> errors) => new()
    {
        Paths = [.. parsed.GetValue(paths) ?? []],
        Format = Choices.Formats.Read(parsed.GetValue(format) ?? "text", errors),
        Outputs = OptionValues.Outputs(parsed.GetValue(output) ?? [], environment.WorkingDirectory, errors),
        ExitZero = parsed.GetValue(exitZero),
        Quiet = parsed.GetResult(quiet)?.IdentifierTokenCount ?? 0,
        UseGitignore = !parsed.GetValue(noGitignore),
        ExplainUnits = parsed.GetValue(explainUnits),
        Color = Choices.Colors.Read(parsed.GetValue(Color) ?? "auto", errors),
        ReportRoot = OptionValues.ReportRoot(parsed.GetValue(sarifRoot), environment.WorkingDirectory, errors),
        SarifCategory = OptionValues.SarifCategory(parsed.GetValue(sarifCategory), errors),
        Options = new LintOptions { Threads = OptionValues.Threads(parsed.GetValue(threads), environment.Processors, errors) },
    };
}

/// <summary>One run with its settings known to be good.</summary>
internal sealed class LintRun(LintSettings settings, CliEnvironment environment, Complaints complaints, bool isDebug)
{
    /// <summary>Says what is wrong with the configuration, and what to return for it; null where nothing is.</summary>
    public int? RefuseConfig(LoadedConfig loaded)
    {
        if (loaded.Problem is { } problem)
        {
            complaints.Write(problem);
            return ExitCode.Unusable;
        }

        if (loaded.Mistakes.IsEmpty)
            return null;

        var result = new LintResult(loaded.Mistakes, [], new LintSummary(0, 0, 0, 0, []));
        complaints.Write(result, environment);
        if (settings.Quiet < 2 && settings.Format != ReportFormat.Text)
            Reporters.Create(settings.Format, ScreenStyle(ExitCode.Unusable)).Write(result, environment.Output);
        environment.Output.Flush();
        return WriteOutputs(result, ExitCode.Unusable);
    }

    public int Execute()
    {
        var input = Find();
        if (settings.ExplainUnits)
            return ExplainUnits(input);

        if (Overwritten(input) is { } file)
        {
            complaints.Write(new UsageError($"--output would overwrite '{file.Path}', which is one of the files to lint"));
            return ExitCode.Unusable;
        }

        var result = LintEngine.Run(input, settings.Options);
        var exitCode = Judge(input, result, settings);
        var isUseless = exitCode == ExitCode.Unusable && IsNothing(input, result);

        // "No problems" above "nothing could be linted" would read like success. Formats for programs are always whole.
        if (settings.Quiet < 2 && !(isUseless && result.Findings.IsEmpty && settings.Format == ReportFormat.Text))
            Reporters.Create(settings.Format, ScreenStyle(exitCode)).Write(result, environment.Output);
        environment.Output.Flush();

        foreach (var problem in input.Problems.Select(WithCommandName).Concat(result.Unreadable))
            complaints.Write(problem);
        if (isUseless && input.Problems.IsEmpty && result.Unreadable.IsEmpty)
            complaints.Write(NothingLinted(input));
        foreach (var failure in result.Failures)
            complaints.WriteInternal($"rule '{failure.RuleId}' failed, so its findings are missing", failure.Error, isDebug);

        exitCode = Math.Max(exitCode, WriteOutputs(result, exitCode));
        if (environment.ErrorIsTerminal && settings.Quiet == 0)
            environment.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{environment.Elapsed().TotalSeconds:F2} s"));
        return exitCode;
    }

    private int ExplainUnits(InputFiles input)
    {
        var explanation = LintEngine.ExplainUnits(input, settings.Options);
        var isNothing = explanation.Resources == 0 && input.Skipped.IsEmpty;
        if (settings.Format == ReportFormat.Json)
            UnitsJson.Write(explanation, environment.Output);
        else if (!isNothing)
            UnitsText.Write(explanation, environment.Output);
        environment.Output.Flush();

        foreach (var problem in input.Problems.Select(WithCommandName).Concat(explanation.Unreadable))
            complaints.Write(problem);
        if (input.Problems.IsEmpty && explanation.Unreadable.IsEmpty && !isNothing)
            return ExitCode.Clean;
        if (input.Problems.IsEmpty && explanation.Unreadable.IsEmpty)
            complaints.Write(NothingLinted(input));
        return ExitCode.Unusable;
    }

    internal static int Judge(InputFiles input, LintResult result, LintSettings settings)
    {
        if (!result.Failures.IsEmpty)
            return ExitCode.Internal;
        if (!input.Problems.IsEmpty || !result.Unreadable.IsEmpty)
            return ExitCode.Unusable;
        if (result.Findings.Any(finding => finding.Severity >= settings.FailOn))
            return settings.ExitZero ? ExitCode.Clean : ExitCode.Findings;

        return IsNothing(input, result) ? ExitCode.Unusable : ExitCode.Clean;
    }

    private static bool IsNothing(InputFiles input, LintResult result) => result.Summary.Resources == 0 && input.Skipped.IsEmpty;

    private InputFiles Find()
    {
        var options = new FinderOptions(environment.WorkingDirectory) { UseGitignore = settings.UseGitignore, Exclude = settings.Exclude };
        if (!settings.Paths.Contains("-", StringComparer.Ordinal))
            return ManifestFinder.Find(settings.Paths, options);

        using var stream = environment.OpenInput();
        var text = FileText.Read(ManifestFinder.StandardInputPath, stream);
        var input = ManifestFinder.Find(settings.Paths, options with { StandardInput = text.Text });
        return text.IsReadable ? input : input with { Problems = [.. input.Problems, text.Problem] };
    }

    private ReportStyle ScreenStyle(int exitCode) => new(
        Terminal.HasColor(environment, settings.Color),
        Terminal.Width(environment),
        Terminal.HasUnicode(environment),
        HasSummary: settings.Quiet == 0,
        exitCode)
    {
        FailOn = settings.FailOn,
        Paths = Paths(),
        SarifCategory = settings.SarifCategory,
    };

    private ReportPaths Paths()
    {
        var (root, here) = (settings.ReportRoot, ManifestFinder.ShownRoot(settings.Paths, environment.WorkingDirectory));
        if (Below(root, here) is { } folder)
            return new ReportPaths(folder);
        return Below(here, root) is { } inner ? new ReportPaths("", inner) : ReportPaths.AsTheyAre;
    }

    // "a/b" for a folder below another, "" for the same one; null for any other.
    private static string? Below(string folder, string other)
    {
        var path = Path.GetRelativePath(folder, other).Replace(Path.DirectorySeparatorChar, '/');
        return path == "." ? "" : path == ".." || path.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(path) ? null : path;
    }

    // A report lies beside the manifests, never in place of one.
    private OutputFile? Overwritten(InputFiles input)
    {
        var read = input.Files.Select(file => file.FullPath).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return settings.Outputs.FirstOrDefault(output => read.Contains(output.FullPath) && new FileInfo(output.FullPath).Length > 0 && !IsReport(output.FullPath));
    }

    // The report of the last run, which has no place among the manifests but is no loss.
    private static bool IsReport(string path) => File.ReadLines(path).Take(2).Any(line => line.Contains("schemaVersion", StringComparison.Ordinal) || line.Contains("$schema", StringComparison.Ordinal));

    private int WriteOutputs(LintResult result, int exitCode)
    {
        var style = ScreenStyle(exitCode) with { HasColor = false, Width = Terminal.DefaultWidth, HasUnicode = true, HasSummary = true };
        foreach (var output in settings.Outputs)
        {
            if (output.Write(writer => Reporters.Create(output.Format, style).Write(result, writer)) is not { } error)
                continue;

            complaints.Write(error);
            exitCode = Math.Max(exitCode, ExitCode.Unusable);
        }

        return exitCode;
    }

    private static UsageError NothingLinted(InputFiles input) => new(
        $"no Kubernetes resource in {(input.Files.Length == 1 ? $"'{input.Files[0].Path}'" : $"the {input.Files.Length} files that were read")}",
        "a resource has apiVersion and kind");

    // "lint explian" is a path to the parser.
    private static InputProblem WithCommandName(InputProblem problem) =>
        problem.Help is null && Text.Spelling.Nearest(problem.Path, CommandLine.CommandNames) is { } name
            ? problem with { Help = $"did you mean the command lint {name}?" }
            : problem;
}
