using System.Collections.Immutable;
using System.Globalization;
using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Reporting;

namespace Linter.Cli;

/// <summary>One run with its settings known to be good.</summary>
internal sealed class LintRun(LintSettings settings, CliEnvironment environment, Complaints complaints, bool isDebug)
{
    private Baseline? written;

    /// <summary>Says what is wrong with the configuration, and what to return for it; null where nothing is.</summary>
    /// <param name="loaded">What was read.</param>
    /// <param name="reportsFindings">
    /// Whether standard output is a report, which has the mistakes too. To a program that asked for something else, the configuration is
    /// like a wrong option.
    /// </param>
    public int? RefuseConfig(LoadedConfig loaded, bool reportsFindings)
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
        if (!reportsFindings)
            return ExitCode.Unusable;

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

        var (baseline, refusal) = settings.Baseline?.Read() ?? default;
        if (refusal is not null)
        {
            complaints.Write(refusal);
            return ExitCode.Unusable;
        }

        if (Overwritten(input) is { } file)
        {
            complaints.Write(new UsageError($"--output would overwrite '{file.Path}', which is one of the files to lint"));
            return ExitCode.Unusable;
        }

        LintResult result;
        try
        {
            result = Run(input, baseline);
        }
        catch (GitException exception)
        {
            complaints.Write(exception.Message, exception.Help);
            return ExitCode.Unusable;
        }

        var exitCode = Judge(input, result, settings);
        var isUseless = exitCode == ExitCode.Unusable && IsNothing(result);

        // "No problems" above "nothing could be linted" would read like success. Formats for programs are always whole.
        if (settings.Quiet < 2 && !(isUseless && result.Findings.IsEmpty && settings.Format == ReportFormat.Text))
            Reporters.Create(settings.Format, ScreenStyle(exitCode)).Write(Named(result, input), environment.Output);
        environment.Output.Flush();

        foreach (var problem in input.Problems.Select(WithCommandName).Concat(result.Unreadable))
            complaints.Write(problem);
        if (isUseless && input.Problems.IsEmpty && result.Unreadable.IsEmpty)
            complaints.Write(NothingLinted(input, result));
        foreach (var failure in result.Failures)
            complaints.WriteInternal(failure.ToString(), failure.Error, isDebug);
        SaySkipped(input, isUseless,
            settings.Quiet > 0 || settings.Format is ReportFormat.Concise or ReportFormat.GitLab or ReportFormat.JUnit);

        exitCode = Math.Max(exitCode, WriteOutputs(result, exitCode));
        if (settings.Baseline is { IsWritten: true })
            exitCode = Math.Max(exitCode, WriteBaseline(baseline, exitCode));
        if (environment.ErrorIsTerminal && settings.Quiet == 0)
            environment.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{environment.Elapsed().TotalSeconds:F2} s"));
        return exitCode;
    }

    // Where it fails the run, and where the report has no place for it.
    private void SaySkipped(InputFiles input, bool isSaid, bool reportLacksThem)
    {
        var skipped = input.Skipped.Where(part => !part.IsPart).ToList();
        if (skipped.Count == 0 || isSaid || settings.Rendering.Mode == RenderMode.Require)
            return;

        var more = skipped.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (and {skipped.Count - 1} more)");
        if (settings.FailsOnSkipped)
        {
            complaints.Write(
                new UsageError($"'{skipped[0].Path}' was not rendered, and --fail-on-skipped is set: {skipped[0].Reason}{more}"));
        }
        else if (reportLacksThem && settings.Quiet < 2)
        {
            environment.Error.WriteLine(
                Reporters.Printable($"note: '{skipped[0].Path}' was not rendered, so what it makes is unknown: {skipped[0].Reason}{more}"));
        }
    }

    /// <summary>Shows units instead of findings: the same files, configuration and findings, and another picture of them.</summary>
    /// <param name="show">Writes to standard output, and says what to return.</param>
    public int Show(Func<Inspection, int> show)
    {
        var input = Find();
        var inspection = LintEngine.Inspect(input, settings.Options with { CountsEntryPoints = false, KeepsUnreported = false });
        var isNothing = IsNothing(inspection.Result);
        var exitCode = isNothing && settings.Format == ReportFormat.Text ? ExitCode.Unusable : show(inspection);
        environment.Output.Flush();

        foreach (var problem in input.Problems.Select(WithCommandName).Concat(inspection.Result.Unreadable))
            complaints.Write(problem);
        if (isNothing && input.Problems.IsEmpty && inspection.Result.Unreadable.IsEmpty)
            complaints.Write(NothingLinted(input, inspection.Result));
        var failures = inspection.Failures;
        foreach (var failure in failures)
            complaints.WriteInternal(failure.ToString(), failure.Error, isDebug);
        SaySkipped(input, isNothing, reportLacksThem: true);

        var unread = inspection.Result.Findings.Where(finding => finding is { RuleId: "yaml-syntax", Severity: Severity.Error })
            .DistinctBy(finding => finding.Span.Source)
            .ToList();
        if (unread.Count > 0)
        {
            var more = unread.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {unread.Count - 1} more");
            complaints.Write($"{unread[0].Span}{more} cannot be read (yaml-syntax), so what it defines is missing here",
                "lint shows the error");
        }

        var hidesAll = unread.Count > 0 && inspection.Units.All(unit => unit.Unit.Resources.IsEmpty);
        return Math.Max(hidesAll ? ExitCode.Unusable : exitCode,
            Judge(input, inspection.Result with { Failures = failures }, settings with { FailOn = null }));
    }

    // What a change removed is missed, so the earlier tree comes first.
    private LintResult Run(InputFiles input, Baseline? baseline)
    {
        var since = settings.Since is { } revision
            ? new NewSince(revision, settings.Options, EarlierLint.Run(revision, PathsWithFile(), FinderOptions(), settings, environment))
            : null;
        var result = WithoutKnown(
            LintEngine.Run(input, settings.Options with { Former = since?.Former ?? [], KeepsUnreported = baseline is not null }), input,
            baseline);
        result = since?.Of(result, input) ?? result;
        return settings.StdinFile?.Focus(result, input) ?? result;
    }

    // What is written now is known from now on.
    private LintResult WithoutKnown(LintResult result, InputFiles input, Baseline? baseline)
    {
        if (settings.Baseline is not { } file)
            return result;

        if (!file.IsWritten)
            return baseline!.Apply(result, file.NameOf);
        if (Judge(input, result, settings) > ExitCode.Findings || IsNothing(result))
            return result;

        written = Baseline.Of(result.Findings, file.NameOf);
        return written.Apply(result, file.NameOf) with { IsBaselineWritten = true };
    }

    private int WriteBaseline(Baseline? before, int exitCode)
    {
        var file = settings.Baseline!;
        if (written is null)
        {
            complaints.Write($"the baseline '{file.Path}' was not written", "it would lack what could not be linted");
            return exitCode;
        }

        if (file.Write(written) is { } error)
        {
            complaints.Write(error);
            return ExitCode.Unusable;
        }

        if (settings.Quiet == 0)
            environment.Error.WriteLine(BaselineFile.Summary(file.Path, before, written));
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
            complaints.Write(NothingLinted(input, result: null));
        return ExitCode.Unusable;
    }

    internal static int Judge(InputFiles input, LintResult result, LintSettings settings)
    {
        if (!result.Failures.IsEmpty)
            return ExitCode.Internal;
        if (!input.Problems.IsEmpty || !result.Unreadable.IsEmpty || (settings.FailsOnSkipped && input.Skipped.Any(part => !part.IsPart)))
            return ExitCode.Unusable;
        if (result.Findings.Any(finding => finding.Severity >= settings.FailOn))
            return settings.ExitZero ? ExitCode.Clean : ExitCode.Findings;

        return IsNothing(result) ? ExitCode.Unusable : ExitCode.Clean;
    }

    private static bool IsNothing(LintResult result) => result.Summary.Resources == 0;

    private ImmutableArray<string> PathsWithFile() => settings.StdinFile is { } file ? settings.Paths.Add(file.FullPath) : settings.Paths;

    // Editors and people know the file by the name they gave; reports that leave the machine need its place in the repository.
    private LintResult Named(LintResult result, InputFiles input) =>
        settings.Format is ReportFormat.Text or ReportFormat.Concise or ReportFormat.Json && settings.StdinFile is { } file
            ? file.Named(result, input)
            : result;

    private InputFiles Find() => WithoutBaseline(FindAll());

    private InputFiles FindAll()
    {
        var options = FinderOptions();
        if (settings.StdinFile is null && !settings.Paths.Contains("-", StringComparer.Ordinal))
            return settings.Rendering.Find(settings.Paths, options, environment);

        using var stream = environment.OpenInput();
        var name = settings.StdinFile?.Path ?? ManifestFinder.StandardInputPath;
        var text = stream is null
            ? FileText.Unreadable(name, "cannot be read: standard input is closed")
            : FileText.Read(name, stream, settings.Options.MaxFileSize);
        var input = settings.StdinFile is { } file
            ? settings.Rendering.Render(file.Find(settings.Paths, settings.Rendering.With(options), text.Text ?? ""), environment)
            : settings.Rendering.Find(settings.Paths,
                options with { StandardInput = text.Text, StandardInputEncoding = text.RefusedEncoding }, environment);
        if (settings.StdinFile is null && settings.Paths.All(path => path == "-"))
            input = PipedManifests.Lead(input, settings.SourceRoot ?? environment.WorkingDirectory, options);
        return text.IsReadable ? input : input with { Problems = [.. input.Problems, text.Problem] };
    }

    private FinderOptions FinderOptions() => new(environment.WorkingDirectory)
    {
        ShownRoot = ManifestFinder.ShownRoot(settings.Paths, environment.WorkingDirectory),
        UseGitignore = settings.UseGitignore,
        Exclude = settings.Exclude,
        UsedConfigs = settings.UsedConfigs,
        Threads = settings.Options.Threads,
    };

    private InputFiles WithoutBaseline(InputFiles input) => settings.Baseline is { FullPath: var baseline }
        ? input with { Files = [.. input.Files.Where(file => file.FullPath != baseline)] }
        : input;

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
        ShowsSuppressed = settings.ShowsSuppressed,
        HasSuppressedInSarif = settings.HasSuppressedInSarif,
    };

    private ReportPaths Paths()
    {
        var (root, here) = (settings.ReportRoot, ManifestFinder.ShownRoot(settings.Paths, environment.WorkingDirectory));
        if (ManifestFinder.Below(root, here) is { } folder)
            return new ReportPaths(folder);
        return ManifestFinder.Below(here, root) is { } inner ? new ReportPaths("", inner) : ReportPaths.AsTheyAre;
    }

    // A report lies beside the manifests, never in place of one.
    private OutputFile? Overwritten(InputFiles input)
    {
        if (settings.Outputs.IsEmpty)
            return null;

        var read = input.Files.Select(file => file.FullPath).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return settings.Outputs.FirstOrDefault(output => read.Contains(output.FullPath) && new FileInfo(output.FullPath).Length > 0
            && !IsReport(output.FullPath));
    }

    // The report of the last run, which has no place among the manifests but is no loss.
    private static bool IsReport(string path) =>
        File.ReadLines(path).Take(2)
            .Any(line => line.Contains("schemaVersion", StringComparison.Ordinal) || line.Contains("$schema", StringComparison.Ordinal));

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

    // What was passed over says more than what a resource is.
    private UsageError NothingLinted(InputFiles input, LintResult? result)
    {
        if (input.Skipped.IsEmpty)
        {
            return new UsageError(
                $"no Kubernetes resource in {(input.Files.Length == 1 ? $"'{input.Files[0].Path}'" : $"the {input.Files.Length} files that were read")}",
                result?.Summary.Notes is [var passedOver, ..] ? passedOver : "a resource has apiVersion and kind");
        }

        var first = input.Skipped.FirstOrDefault(part => !part.IsPart, input.Skipped[0]);
        var more = input.Skipped.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (and {input.Skipped.Length - 1} more)");
        return new UsageError(
            $"nothing could be linted: {(first.Kind == SkippedKind.HelmChart ? "the Helm chart" : "the kustomization")} '{first.Path}' was not rendered: {first.Reason}{more}",
            WayOut(first, input.ShownRoot));
    }

    private string? WayOut(SkippedInput skipped, string shownRoot)
    {
        if (skipped.IsPart)
            return skipped.Kind == SkippedKind.HelmChart ? "lint a chart that uses it" : "lint a kustomization that uses it";

        var isOff = settings.Rendering.Mode == RenderMode.Off;
        string?[] ways =
        [
            skipped.LacksTool && !isOff ? $"put {(skipped.Kind == SkippedKind.HelmChart ? "helm" : "kustomize or kubectl")} on PATH" : null,
            skipped.Kind == SkippedKind.Kustomization && !isOff && PathsWithFile().Any(IsFileOfKustomization)
                ? "--render off reads the file as it stands"
                : null,
            skipped.Kind == SkippedKind.Kustomization && isOff ? "give its files singly, which are then read as they stand" : null,
            skipped.LacksTool ? $"pipe in what it renders to: {skipped.Command} {FromHere(skipped.Folder, shownRoot)} | lint -" : null,
        ];
        return string.Join("; ", ways.OfType<string>()) is { Length: > 0 } help ? help : null;
    }

    // Shown paths count from the repository's root; a command is run where the user is.
    private string FromHere(string shownPath, string shownRoot) =>
        Path.GetRelativePath(environment.WorkingDirectory, Path.Combine(shownRoot, shownPath)).Replace(Path.DirectorySeparatorChar, '/');

    private bool IsFileOfKustomization(string path) =>
        !ManifestFinder.IsKustomization(path) && File.Exists(ManifestFinder.FullPath(path, environment.WorkingDirectory));

    // "lint explian" is a path to the parser.
    private static InputProblem WithCommandName(InputProblem problem) =>
        problem.Path is "help" or "version" ? problem with { Help = $"did you mean lint --{problem.Path}?" }
        : problem.Help is null && Text.Spelling.Nearest(problem.Path, CommandLine.CommandNames) is { } name
            ? problem with { Help = $"did you mean the command lint {name}?" }
            : problem;
}
