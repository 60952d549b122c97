using System.Collections.Immutable;
using System.Globalization;
using Linter.Configuration;
using Linter.Manifests;

namespace Linter.Cli;

/// <summary><c>lint --watch</c>: the same run again and again, until the user ends it.</summary>
/// <param name="settings">Of the run; the configuration is read anew each time.</param>
/// <param name="given">What the command line says of the configuration.</param>
/// <param name="environment">The world around.</param>
/// <param name="once">One run.</param>
internal sealed class Watch(LintSettings settings, GivenOptions given, CliEnvironment environment, Action<CliEnvironment> once)
{
    private const int MostNamed = 3;

    private bool IsForPeople => settings.Format is ReportFormat.Text or ReportFormat.Concise or ReportFormat.Markdown;

    public int Run()
    {
        using var signals = new WatchSignals(Folders());
        environment.OnInterrupt(signals.End);
        var screen = environment.OutputIsTerminal && IsForPeople ? new WatchScreen(environment.Output, environment.ScreenSize) : null;
        new WatchLoop(Look, turn => Show(turn, screen, signals), signals.Wait).Run();
        screen?.End();
        return ExitCode.Clean;
    }

    private void Show(WatchTurn turn, WatchScreen? screen, WatchSignals signals)
    {
        var status = $"watching {(turn.FileCount == 1 ? "1 file" : $"{turn.FileCount} files")}, Ctrl-C ends{(signals.IsBlind ? Blind() : "")}";
        if (screen is null)
        {
            Print(turn, status);
            return;
        }

        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        once(environment with { Output = output, Error = error, ErrorIsTerminal = false, OutputWidth = environment.ScreenSize().Width });
        screen.Draw(output.ToString() + error, status);
    }

    // Lines that tell one run from the next, for people and for the patterns of editors' tasks.
    private void Print(WatchTurn turn, string status)
    {
        var why = turn.Changed.IsEmpty ? "" : $": {Named(turn.Changed)} changed";
        if (IsForPeople)
            environment.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"--- run {turn.Number}{why}"));
        once(environment with { ErrorIsTerminal = false });
        if (IsForPeople)
            environment.Output.WriteLine($"--- {status}");
        environment.Output.Flush();
    }

    private static string Blind() =>
        $" (looks every {WatchLoop.Poll.TotalSeconds:0} s: the system watches no more folders{(OperatingSystem.IsLinux() ? "; sysctl fs.inotify shows its limits" : "")})";

    private static string Named(ImmutableArray<string> paths) => Reporters.Printable(
        paths.Length <= MostNamed
            ? string.Join(", ", paths)
            : $"{string.Join(", ", paths.Take(MostNamed))} and {paths.Length - MostNamed} more");

    private ImmutableSortedDictionary<string, string> Look()
    {
        var seen = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var config = given.Load(settings.Paths, environment.WorkingDirectory).Config;
        var input = ManifestFinder.Find(settings.Paths,
            new FinderOptions(environment.WorkingDirectory)
            {
                UseGitignore = settings.UseGitignore,
                Exclude = config.Exclude,
                FindsTargets = true,
                Charts = config.Render.Charts,
                SplitsFolders = false
            });
        var reports = settings.Outputs.Select(output => output.FullPath).ToHashSet(StringComparer.Ordinal);
        foreach (var file in input.Files.Where(file => !reports.Contains(file.FullPath!)))
            seen[file.Path] = Stamp(file.FullPath!);
        foreach (var file in input.TargetFiles())
            seen[ManifestFinder.Shown(ManifestFinder.ShownRoot(settings.Paths, environment.WorkingDirectory), file)] = Stamp(file);
        foreach (var file in ConfigFiles())
            seen[ManifestFinder.Shown(ManifestFinder.ShownRoot(settings.Paths, environment.WorkingDirectory), file)] = Stamp(file);
        return seen.ToImmutable();
    }

    private IEnumerable<string> ConfigFiles()
    {
        if (!given.ReadsConfig)
            return [];

        var first = new ConfigFinder(settings.Paths, environment.WorkingDirectory).First;
        var repository = ManifestFinder.RepositoryOf(first);
        var files = new List<string>();
        for (string? at = first; at is not null; at = at == repository ? null : Path.GetDirectoryName(at))
            files.Add(Path.Join(at, ConfigReader.FileName));
        if (given.ConfigFile is { } named)
            files.Add(ManifestFinder.FullPath(named, environment.WorkingDirectory));
        return files.Where(File.Exists);
    }

    private static string Stamp(string file)
    {
        try
        {
            var info = new FileInfo(file);
            return string.Create(CultureInfo.InvariantCulture, $"{info.LastWriteTimeUtc.Ticks} {info.Length}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // The folders that are given, those of the files that are, and that of the configuration.
    private IEnumerable<string> Folders() => (settings.Paths.IsEmpty ? ["."] : settings.Paths)
        .Select(path => ManifestFinder.FullPath(path, environment.WorkingDirectory))
        .Concat(given.ConfigFile is { } named ? [ManifestFinder.FullPath(named, environment.WorkingDirectory)] : [])
        .Select(path => Directory.Exists(path) ? path : Path.GetDirectoryName(path))
        .OfType<string>()
        .Where(Directory.Exists)
        .Distinct(StringComparer.Ordinal);
}
