using System.CommandLine;
using System.Globalization;
using System.Text;
using Linter.Configuration;
using Linter.Engine;
using Linter.Manifests;

namespace Linter.Cli;

/// <summary><c>lint init [PATH]</c>: writes a .lint.yaml of comments that fit what the folder holds.</summary>
internal sealed class InitCommand
{
    public const string Name = "init";

    private readonly Argument<string> path = new("PATH")
    {
        Description = "The folder to write it in; - prints it for the folder you are in",
        Arity = ArgumentArity.ZeroOrOne
    };
    private readonly Option<bool> stdout = LintCommand.Flag("--stdout", "Print it instead");

    public Command Create(CliEnvironment environment)
    {
        var command = new Command(Name,
            $"Writes a {ConfigReader.FileName} from what the folder holds, all of it commented out") { path, stdout };
        command.SetAction(parsed => Run(parsed, environment));
        return command;
    }

    private int Run(ParseResult parsed, CliEnvironment environment)
    {
        var complaints = new Complaints(environment.Error);
        var given = parsed.GetValue(path) ?? ".";
        var prints = parsed.GetValue(stdout) || given == "-";
        var folder = given == "-" ? "." : given;
        var full = Path.GetFullPath(Path.Combine(environment.WorkingDirectory, folder));
        var file = Path.Join(full, ConfigReader.FileName);
        if (Obstacle(folder, full, prints ? null : file) is { } obstacle)
        {
            complaints.Write(obstacle);
            return ExitCode.Unusable;
        }

        var input = ManifestFinder.Find([folder], new FinderOptions(environment.WorkingDirectory));
        var above = File.Exists(file) ? null : LoadedConfig.Load([folder], null, environment.WorkingDirectory).Files.FirstOrDefault();
        var text = ConfigDraft.Of(input, full, above);
        if (prints)
        {
            environment.Output.Write(text);
            environment.Output.Flush();
            return ExitCode.Clean;
        }

        var shown = folder == "." ? ConfigReader.FileName : $"{folder.TrimEnd('/')}/{ConfigReader.FileName}";
        if (new OutputFile(ReportFormat.Text, shown, file).Write(writer => writer.Write(text)) is { } error)
        {
            complaints.Write(error);
            return ExitCode.Unusable;
        }

        environment.Output.Write(above is null
            ? $"wrote {shown}: all of it is commented out, so it changes nothing yet\n"
            : $"wrote {shown}: all but root: false is commented out, so {Reporters.Printable(above)} still holds\n");
        environment.Output.Flush();
        return ExitCode.Clean;
    }

    private static UsageError? Obstacle(string folder, string full, string? file)
    {
        if (File.Exists(full))
            return new UsageError($"'{folder}' is a file", "give the folder to write the configuration in");
        if (!Directory.Exists(full))
            return new UsageError($"folder '{folder}' does not exist");
        return file is not null && Path.Exists(file)
            ? new UsageError($"there is a {ConfigReader.FileName} already, which is left as it is", "lint init --stdout prints the new one")
            : null;
    }
}

/// <summary>The text of a new configuration: prose behind "# ", settings behind "#".</summary>
internal sealed class ConfigDraft
{
    /// <summary>More of a kind than these are not listed one by one.</summary>
    private const int Most = 20;

    private readonly StringBuilder text = new();
    private readonly InputFiles input;
    private readonly string folder;

    private ConfigDraft(InputFiles input, string folder) => (this.input, this.folder) = (input, folder);

    /// <param name="input">What was found in the folder.</param>
    /// <param name="folder">Absolute; where the configuration will lie.</param>
    /// <param name="above">The configuration that holds without this one; null where there is none.</param>
    public static string Of(InputFiles input, string folder, string? above)
    {
        var draft = new ConfigDraft(input, folder);
        if (above is not null)
        {
            draft.text.Append(CultureInfo.InvariantCulture,
                $"# What {Reporters.Printable(above)} sets holds too; without this line, only this file would.\nroot: false\n\n");
        }

        draft.Write(Overview.Of(input), LintEngine.Run(input, new LintOptions()));
        return draft.text.ToString();
    }

    private void Write(Overview overview, LintResult result)
    {
        Prose(
            "The configuration of lint. Every setting is commented out: # before a setting, \"# \" before a remark.",
            "lint config shows what holds and where it was set; lint explain RULE says what a rule checks.",
            "For editors: lint config schema > FILE writes the JSON Schema of this file.");
        Prose("", "strict reports notes as well.");
        Setting("profile: default");
        Prose("", "The lowest level that makes the exit code 1: error, warning, note, never.");
        Setting("failOn: error");
        Rules(result);
        Namespace(overview);
        Exclude();
        Rendering();
        Units(overview);
        Externals(overview);
        Prose("", "What no manifest says of the cluster: with it, pods that no node can hold are found.");
        Setting("cluster:", $"  kubernetesVersion: \"1.{LintOptions.LatestKubernetesMinor}\"", "  nodes:", "    count: 3",
            "    largest: {cpu: \"4\", memory: 16Gi, pods: 110}");
    }

    private void Rules(LintResult result)
    {
        var found = result.Findings.GroupBy(finding => finding.RuleId, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        Prose("", "Levels of rules: off, note, warning, error. lint explain lists all rules.");
        Setting("rules:");
        if (found.Count == 0)
            Setting("  readiness-missing: error");
        else
            Prose(found.Count == 1 ? "One rule finds something here now:" : $"{found.Count} rules find something here now:");
        var width = found.Select(group => group.Key.Length).DefaultIfEmpty().Max() + ": warning".Length;
        foreach (var group in found)
        {
            var level = Findings.SeverityNames.Name(Linter.Rules.RuleCatalog.Document(group.Key).Severity);
            Setting($"  {$"{group.Key}: {level}".PadRight(width)}  # {(group.Count() == 1 ? "1 finding" : $"{group.Count()} findings")}");
        }
    }

    private void Namespace(Overview overview)
    {
        if (!overview.HasUnnamed)
            return;

        var names = overview.Namespaces.IsEmpty ? "no resource names one" : $"named here: {Some(overview.Namespaces, 5)}";
        Prose("", $"The namespace of resources that name none ({names}).");
        Setting($"namespace: {(overview.Namespaces is [var only] ? Quoted(only) : "default")}");
    }

    private void Exclude()
    {
        Prose("", "What is not read at all. A pattern without a slash fits at any depth.");
        Setting("exclude:", "  - \"*.generated.yaml\"");
    }

    private void Rendering()
    {
        if (input.Skipped.IsEmpty)
            return;

        Prose("", "Charts and kustomizations are rendered where helm, and kustomize or kubectl, are on PATH; they are not read as they stand.");
        foreach (var (kind, what) in new[] { (SkippedKind.HelmChart, "Helm charts"), (SkippedKind.Kustomization, "Kustomizations") })
        {
            var paths = input.Skipped.Where(part => part.Kind == kind).Select(part => part.Path).ToList();
            if (paths.Count > 0)
                Prose($"{what} here: {Some(paths, 5)}.");
        }

        Prose("auto, off, or require, with which the run ends with 2 where something cannot be rendered.");
        Setting("render:", "  mode: auto");
    }

    private void Units(Overview overview)
    {
        if (overview.Units.Length < 2)
            return;

        Prose("",
            $"Folders or files here define the same resources differently, so each of {overview.Units.Length} variants is checked on its own.",
            "To say yourself what is applied together:");
        Setting("units:");
        foreach (var (unit, index) in overview.Units.Take(Most).Select((unit, index) => (unit, index)))
        {
            Setting($"  - name: {Quoted(NameOf(unit, index, overview))}", "    paths:");
            foreach (var path in PathsOf(unit, overview))
                Setting($"      - {Quoted(path)}");
        }

        if (overview.Units.Length > Most)
            Prose($"and {overview.Units.Length - Most} more");
    }

    private void Externals(Overview overview)
    {
        Prose("", "What exists although no manifest shows it; names may hold * and ?.");
        if (overview.Missing.IsEmpty)
        {
            Setting("externals:", "  - {kind: Secret, name: \"*-tls\"}");
            return;
        }

        Prose("Referred to here, and defined nowhere. Keep what is really there:");
        Setting("externals:");
        foreach (var kind in overview.Missing.GroupBy(missing => missing.Kind, StringComparer.Ordinal))
        {
            var patterns = Patterns([.. kind.Select(missing => missing.Name)]);
            foreach (var name in patterns.Take(Most))
                Setting($"  - {{kind: {kind.Key}, name: {Quoted(name)}}}");
            if (patterns.Count > Most)
                Prose($"and {patterns.Count - Most} more of kind {kind.Key}");
        }
    }

    // Three names or more with one end are one pattern.
    private static List<string> Patterns(List<string> names)
    {
        static string End(string name) => name.LastIndexOf('-') is > 0 and var hyphen ? name[hyphen..] : "";
        var common = names.GroupBy(End, StringComparer.Ordinal).Where(group => group.Key.Length > 2 && group.Count() > 2)
            .Select(group => group.Key)
            .ToHashSet(StringComparer.Ordinal);
        return [.. names.Select(name => common.Contains(End(name)) ? "*" + End(name) : name).Distinct(StringComparer.Ordinal)];
    }

    private string NameOf(Unit unit, int index, Overview overview)
    {
        if (unit.Name.Length > 0 && overview.Units.Count(other => other.Name == unit.Name) == 1)
            return unit.Name;

        var elsewhere = overview.Units.Where(other => other != unit)
            .SelectMany(other => PathsOf(other, overview))
            .ToHashSet(StringComparer.Ordinal);
        return PathsOf(unit, overview).Find(path => !elsewhere.Contains(path))?.TrimStart('/') ?? $"unit {index + 1}";
    }

    // A folder that lies in the unit as a whole stands for its files.
    private List<string> PathsOf(Unit unit, Overview overview)
    {
        var own = unit.Files.Select(file => file.Source.Path).ToHashSet(StringComparer.Ordinal);
        var others = overview.Units.SelectMany(other => other.Files)
            .Select(file => file.Source.Path)
            .Where(path => !own.Contains(path))
            .ToList();
        return [.. own.Select(path => Topmost(path, others)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private string Topmost(string path, List<string> others)
    {
        var relative = Relative(path);
        var elsewhere = others.ConvertAll(Relative);
        for (var slash = relative.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = relative.IndexOf('/', slash + 1))
        {
            var above = relative[..(slash + 1)];
            if (!elsewhere.Exists(other => other.StartsWith(above, StringComparison.Ordinal)))
                return Pattern(above.TrimEnd('/'));
        }

        return Pattern(relative);
    }

    // Anchored, so that it does not fit the same name elsewhere.
    private static string Pattern(string path)
    {
        var plain = string.Concat(path.Select(character => "{}[]!\\".Contains(character, StringComparison.Ordinal) ? '?' : character));
        return plain.Contains('/', StringComparison.Ordinal) ? plain : "/" + plain;
    }

    private string Relative(string shown) => input.Files.FirstOrDefault(file => file.Path == shown)?.FullPath is { } full
        ? Path.GetRelativePath(folder, full).Replace(Path.DirectorySeparatorChar, '/')
        : shown;

    private static string Some(IReadOnlyList<string> names, int most) =>
        string.Join(", ", names.Take(most).Select(Reporters.Printable)) + (names.Count > most ? $" and {names.Count - most} more" : "");

    private static string Quoted(string value)
    {
        var isPlain = value.Length > 0 && (char.IsAsciiLetter(value[0]) || value[0] == '/')
            && value.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '/')
            && value is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n");
        return isPlain
            ? value
            : $"\"{Reporters.Printable(value).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private void Prose(params string[] lines)
    {
        foreach (var line in lines)
            text.Append(line.Length == 0 ? "\n" : $"# {line}\n");
    }

    private void Setting(params string[] lines)
    {
        foreach (var line in lines)
            text.Append('#').Append(line).Append('\n');
    }
}
