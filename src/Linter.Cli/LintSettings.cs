using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Linter.Configuration;
using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Rules;

namespace Linter.Cli;

/// <summary>A run as the command line asks for it.</summary>
internal sealed record LintSettings
{
    public required ImmutableArray<string> Paths { get; init; }

    public ReportFormat Format { get; init; }

    public ImmutableArray<OutputFile> Outputs { get; init; } = [];

    public required LintOptions Options { get; init; }

    /// <summary>The lowest level that makes the run fail; null for none.</summary>
    public Severity? FailOn { get; init; } = Severity.Error;

    public bool ExitZero { get; init; }

    /// <summary>0 for all, 1 for findings only, 2 for the exit code only.</summary>
    public int Quiet { get; init; }

    /// <summary>See <see cref="FinderOptions.UsedConfigs"/>.</summary>
    public ImmutableArray<string> UsedConfigs { get; init; }

    /// <summary>Say what is taken for applied together instead of checking it.</summary>
    public bool ExplainUnits { get; init; }

    /// <summary>What is not read unless it is given itself.</summary>
    public ImmutableArray<Glob> Exclude { get; init; } = [];

    /// <summary>Null for none.</summary>
    public BaselineFile? Baseline { get; init; }

    /// <summary>Suppressed findings are shown too, in text and JSON.</summary>
    public bool ShowsSuppressed { get; init; }

    /// <summary>The same for SARIF.</summary>
    public bool HasSuppressedInSarif { get; init; }

    /// <summary>False to report what is suppressed.</summary>
    public bool UsesSuppressions { get; init; } = true;

    /// <summary>What standard input stands for; null where it is no file of the run.</summary>
    public StdinFile? StdinFile { get; init; }

    /// <summary>Absolute; where the charts lie that standard input was rendered from. Null for the folder the user is in.</summary>
    public string? SourceRoot { get; init; }

    /// <summary>Only what is new since this revision is reported; null for all.</summary>
    public SinceRevision? Since { get; init; }

    public bool UseGitignore { get; init; } = true;

    /// <summary>As the command line says it; null leaves it to the configuration.</summary>
    public RenderMode? RenderMode { get; init; }

    public Rendering Rendering { get; init; } = new(Cli.RenderMode.Auto);

    /// <summary>What was passed over makes the run unusable.</summary>
    public bool FailsOnSkipped { get; init; }

    public ColorChoice Color { get; init; }

    /// <summary>Absolute; formats that leave the machine name files relative to it.</summary>
    public required string ReportRoot { get; init; }

    public string SarifCategory { get; init; } = Reporting.ToolInfo.Name;
}

/// <summary>Reads the values of options that are more than a word.</summary>
internal static partial class OptionValues
{
    public static Dictionary<string, Severity> RuleLevels(IEnumerable<string> texts, ICollection<UsageError> errors)
    {
        var levels = new Dictionary<string, Severity>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                errors.Add(new UsageError($"--rule takes NAME=LEVEL, not '{text}'", "such as --rule service-selects-nothing=warning"));
                continue;
            }

            var name = text[..equals];
            if (RuleCatalog.Current(name) is not { } current)
                errors.Add(UnknownRule(name));
            else
                name = current;
            levels[name] = Choices.Levels.Read(text[(equals + 1)..], errors);
        }

        return levels;
    }

    public static UsageError UnknownRule(string name) => new(
        $"unknown rule '{name}'",
        RuleCatalog.Nearest(name) is { } nearest ? $"did you mean {nearest}?" : "lint explain lists all rules");

    /// <summary>The N of 1.N, v1.N or 1.N.P.</summary>
    public static int KubernetesMinor(string text, ICollection<UsageError> errors)
    {
        const int Latest = LintOptions.LatestKubernetesMinor;
        var minor = ConfigReader.ReleaseMinor(text);
        if (minor is >= 0 and <= Latest)
            return minor.Value;

        errors.Add(minor is not null
            ? new UsageError($"Kubernetes {text} is newer than what this lint knows", $"the newest is 1.{Latest}")
            : new UsageError($"--kubernetes-version takes a release of Kubernetes, not '{text}'", $"such as 1.{Latest}"));
        return Latest;
    }

    public static string? Namespace(string? text, ICollection<UsageError> errors)
    {
        if (text is not null && !DnsLabel().IsMatch(text))
        {
            errors.Add(new UsageError($"'{text}' cannot be a namespace",
                "a namespace has up to 63 lower-case letters, digits and hyphens, and no hyphen at its ends"));
        }

        return text;
    }

    public static int Threads(string? text, int processors, ICollection<UsageError> errors)
    {
        if (text is null)
            return processors;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var threads) && threads is > 0 and <= 1024)
            return threads;

        errors.Add(new UsageError($"--threads takes a number from 1 to 1024, not '{text}'"));
        return processors;
    }

    /// <summary>Bytes as people write them: 500K, 64M, 1000000.</summary>
    public static int FileSize(string? text, ICollection<UsageError> errors)
    {
        const int Largest = 512 * 1024 * 1024;
        if (text is null)
            return FileText.DefaultLimit;

        var unit = text.Length == 0 ? 1 : text[^1] switch
        {
            'K' or 'k' => 1024,
            'M' or 'm' => 1024 * 1024,
            'G' or 'g' => 1024 * 1024 * 1024,
            _ => 1,
        };
        if (int.TryParse(unit == 1 ? text : text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            && (long)number * unit <= Largest)
        {
            return number * unit;
        }

        errors.Add(new UsageError($"--max-file-size takes a size up to 512M, not '{text}'", "such as --max-file-size 64M"));
        return FileText.DefaultLimit;
    }

    /// <summary>A number from 1 to the largest that is safe; null for none given.</summary>
    public static int? Count(string option, string? text, int largest, ICollection<UsageError> errors)
    {
        if (text is null)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= largest)
            return number;

        errors.Add(new UsageError(string.Create(CultureInfo.InvariantCulture,
            $"{option} takes a number from 1 to {largest}, not '{text}'")));
        return null;
    }

    /// <summary>A complaint for each path that is not there.</summary>
    public static IEnumerable<UsageError> Missing(IEnumerable<string> paths, string workingDirectory) =>
        from path in paths
        let problem = ManifestFinder.Missing(path, new FinderOptions(workingDirectory))
        where problem is not null
        select new UsageError(problem.Message, problem.Help);

    /// <summary>The folder that is given, or the root of the repository that is linted, or the working directory; absolute.</summary>
    public static string ReportRoot(string? text, IReadOnlyList<string> paths, string workingDirectory, ICollection<UsageError> errors)
    {
        if (text is null)
            return ManifestFinder.RepositoryOf(ManifestFinder.ShownRoot(paths, workingDirectory)) ?? workingDirectory;

        var root = Path.GetFullPath(Path.Combine(workingDirectory, text));
        if (!Directory.Exists(root))
            errors.Add(new UsageError($"--sarif-root takes a folder, and '{text}' is none"));
        return root;
    }

    /// <summary>The folder of charts that standard input names; absolute.</summary>
    public static string? SourceRoot(string? text, IReadOnlyList<string> paths, string workingDirectory, ICollection<UsageError> errors)
    {
        if (text is null)
            return null;

        var root = ManifestFinder.FullPath(text, workingDirectory);
        if (!Directory.Exists(root))
        {
            errors.Add(new UsageError($"--source-root takes a folder, and '{text}' is none"));
        }
        else if (paths.Count == 0 || paths.Any(path => path != "-"))
        {
            errors.Add(new UsageError("--source-root goes with standard input alone",
                "such as helm template charts/shop | lint --source-root charts -"));
        }

        return root;
    }

    /// <summary>A category that GitHub takes: it is the part of an id before the last slash.</summary>
    public static string SarifCategory(string? text, ICollection<UsageError> errors)
    {
        if (text is null)
            return Reporting.ToolInfo.Name;
        if (text.Trim('/').Length == 0 || text.Any(character => char.IsControl(character) || character is '<' or '>'))
            errors.Add(new UsageError($"--sarif-category takes a name, not '{text}'", "such as --sarif-category staging"));
        return text.TrimEnd('/');
    }

    public static ImmutableArray<OutputFile> Outputs(IEnumerable<string> texts, string workingDirectory, ICollection<UsageError> errors)
    {
        if (!texts.Any())
            return [];

        var outputs = texts.Select(text => OutputFile.Read(text, workingDirectory, errors)).OfType<OutputFile>().ToImmutableArray();
        if (outputs.GroupBy(output => output.FullPath, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            errors.Add(new UsageError($"two reports go to '{twice.First().Path}'"));
        return outputs;
    }

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex DnsLabel();
}
