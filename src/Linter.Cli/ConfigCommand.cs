using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Linter.Configuration;
using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Rules;

namespace Linter.Cli;

/// <summary><c>lint config [PATH...]</c>: what holds, and where it was set; <c>lint config schema</c>: the file's JSON Schema.</summary>
internal sealed class ConfigCommand(ConfigOptions options)
{
    public const string Name = "config";

    private readonly Argument<string[]> paths = new("PATH")
    {
        Description = "As of lint; of one file, the overrides for it are shown as they hold",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string> format = LintCommand.Word("--format", CommandChoices.ConfigFormats,
        "What standard output holds (default: text)");

    public Command Create(CliEnvironment environment)
    {
        var command = new Command(Name, "Shows the settings that hold and where each was set") { paths, format };
        foreach (var option in options.All)
            command.Add(option);
        command.SetAction(parsed => Run(parsed, environment));

        var schema = new Command("schema", $"Prints the JSON Schema of {ConfigReader.FileName}, for editors");
        schema.SetAction(_ =>
        {
            environment.Output.Write(ConfigSchema.Write(ConfiguredRun.Vocabulary));
            environment.Output.Flush();
            return ExitCode.Clean;
        });
        command.Add(schema);
        return command;
    }

    private int Run(ParseResult parsed, CliEnvironment environment)
    {
        var errors = new List<UsageError>();
        var complaints = new Complaints(environment.Error);
        var chosen = CommandChoices.ConfigFormats.Read(parsed.GetValue(format) ?? "text", errors);
        var given = options.Read(parsed, errors);
        var asked = parsed.GetValue(paths) ?? [];
        errors.AddRange(OptionValues.Missing(asked, environment.WorkingDirectory));
        if (errors.Count > 0)
        {
            errors.ForEach(complaints.Write);
            return ExitCode.Unusable;
        }

        var loaded = given.Load(asked, environment.WorkingDirectory);
        if (loaded.Problem is { } problem)
            complaints.Write(problem);
        if (!loaded.Mistakes.IsEmpty)
            complaints.Write(new LintResult(loaded.Mistakes, [], new LintSummary(0, 0, 0, 0, [])), environment);
        if (loaded.Problem is not null || !loaded.Mistakes.IsEmpty)
            return ExitCode.Unusable;

        var view = new EffectiveConfig(loaded, given, OnlyFile(asked, environment.WorkingDirectory));
        environment.Output.Write(chosen == ConfigFormat.Json ? view.Json() : view.Text());
        environment.Output.Flush();
        return ExitCode.Clean;
    }

    // The shown path of a file that alone is asked about.
    private static string? OnlyFile(string[] asked, string workingDirectory) =>
        asked is [var path] && File.Exists(Path.Combine(workingDirectory, path))
            ? ManifestFinder.Find([path], new FinderOptions(workingDirectory)).Files is [var file] ? file.Path : null
            : null;
}

/// <summary>One value that holds, and where it comes from.</summary>
/// <param name="Key">Such as "cluster.kubernetesVersion".</param>
/// <param name="Value">As it would be written.</param>
/// <param name="Origin">"default", "command line", or path:line.</param>
internal sealed record EffectiveValue(string Key, string Value, string Origin);

/// <summary>All settings that hold for a run, with their origins.</summary>
internal sealed class EffectiveConfig(LoadedConfig loaded, GivenOptions given, string? file)
{
    private const string Default = "default";
    private const string CommandLineOrigin = "command line";

    private static readonly JsonWriterOptions JsonStyle = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    private readonly LintConfig config = loaded.Config;

    public string Text()
    {
        var text = new StringBuilder();
        text.Append(loaded.Files.IsEmpty
            ? $"no {ConfigReader.FileName}: {(given.ReadsConfig ? "there is none from the first path up to its repository's root" : "--no-config was given")}\n"
            : $"{string.Join(", over ", loaded.Files)}{(file is null ? "" : $", as it holds for {file}")}\n");
        AppendTable(text, Settings());
        text.Append("\nrules\n");
        AppendTable(text, Rules());
        foreach (var (layer, index) in Overrides().Select((layer, index) => (layer, index)))
        {
            text.Append($"\noverrides[{index.ToString(CultureInfo.InvariantCulture)}]: {string.Join(", ", layer.Paths!.Value)}\n");
            AppendTable(text,
                layer.Settings.Values.Select(setting => new EffectiveValue(setting.RuleId, Written(setting), Place(setting.Span))));
        }

        return text.ToString();
    }

    public string Json()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonStyle))
        {
            json.WriteStartObject();
            json.WriteStartArray("files");
            foreach (var path in loaded.Files)
                json.WriteStringValue(path);
            json.WriteEndArray();
            if (file is not null)
                json.WriteString("path", file);
            Write(json, "settings", Settings());
            Write(json, "rules", Rules());
            json.WriteStartArray("overrides");
            foreach (var layer in Overrides())
            {
                json.WriteStartObject();
                json.WriteStartArray("paths");
                foreach (var glob in layer.Paths!.Value)
                    json.WriteStringValue(glob.ToString());
                json.WriteEndArray();
                Write(json, "rules",
                    layer.Settings.Values.Select(setting => new EffectiveValue(setting.RuleId, Written(setting), Place(setting.Span))));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    private IEnumerable<EffectiveValue> Settings()
    {
        var cluster = config.Cluster;
        var options = given.Over(config);
        yield return Of("profile", options.Profile == Profile.Strict ? "strict" : "default", given.Profile is not null,
            config.Profile?.Span);
        yield return Of("failOn", given.FailsOn(config)?.Name() ?? "never", given.FailOn is not null, config.FailOn?.Span);
        yield return Of("namespace", options.Namespace ?? "(none)", given.Namespace is not null, config.Namespace?.Span);
        yield return Of("cluster.kubernetesVersion", $"1.{options.Cluster.KubernetesMinor}", given.KubernetesMinor is not null,
            cluster.KubernetesVersion?.Span);
        yield return Of("cluster.nodePortRange", $"{options.Cluster.NodePorts.First}-{options.Cluster.NodePorts.Last}", false,
            cluster.NodePortRange?.Span);
        if (cluster.NodeCount is { } count)
            yield return Of("cluster.nodes.count", $"{count.Value}", false, count.Span);
        foreach (var (resource, quantity) in cluster.LargestNode)
            yield return Of($"cluster.nodes.largest.{resource}", quantity.Value, false, quantity.Span);

        foreach (var value in Rendering().Concat(Lists()))
            yield return value;
    }

    private IEnumerable<EffectiveValue> Rendering()
    {
        var render = config.Render;
        yield return Of("render.mode", render.Mode?.Value ?? "auto", false, render.Mode?.Span);
        yield return Of("render.failOnSkipped", render.FailsOnSkipped is { Value: true } ? "true" : "false", false,
            render.FailsOnSkipped?.Span);
        yield return Of("render.timeout", $"{render.TimeLimit?.Value ?? RenderOptions.DefaultSeconds}", false, render.TimeLimit?.Span);
        foreach (var (tool, program) in new[] { ("helm", render.Helm), ("kustomize", render.Kustomize), ("kubectl", render.Kubectl) })
        {
            if (program is not null)
                yield return Of($"render.tools.{tool}", program.Value, false, program.Span);
        }

        foreach (var chart in render.Charts)
            yield return new EffectiveValue("render.charts", Describe(chart), Place(chart.Span));
    }

    private IEnumerable<EffectiveValue> Lists() =>
    [
        .. config.Exclude.Select(glob => new EffectiveValue("exclude", glob.ToString(), KeyPlace("exclude"))),
        .. config.Units.Select(unit => new EffectiveValue("units", $"{unit.Name}: {string.Join(", ", unit.Paths)}", KeyPlace("units"))),
        .. config.Externals.Select(external => new EffectiveValue("externals", Describe(external), KeyPlace("externals"))),
        .. config.Ignore.Select(ignore => new EffectiveValue("ignore",
            $"{string.Join(", ", ignore.Rules)} in {string.Join(", ", ignore.Paths)} -- {ignore.Reason}", Place(ignore.Span))),
    ];

    private IEnumerable<EffectiveValue> Rules()
    {
        foreach (var id in RuleCatalog.Ids)
        {
            var level = given.RuleLevels.TryGetValue(id, out var commandLine) ? commandLine : (Severity?)null;
            var settings = RuleVocabulary.SettingsOf(id, config.RuleLayers, level);
            var own = settings.At(file).ToList();
            var winner = own.FindLast(setting => setting.Level is not null);
            yield return Of(id, (level ?? winner?.Level ?? RuleCatalog.Document(id).Severity).Name(), level is not null, winner?.Span);
            foreach (var option in RuleCatalog.Document(id).Options)
            {
                var giver = own.FindLast(setting => setting.Options.ContainsKey(option.Name));
                yield return Of($"{id}.{option.Name}", (giver?.Options[option.Name] ?? option.Default).ToString(), false, giver?.Span);
            }
        }
    }

    // Of one file, they are among the rules already.
    private IEnumerable<RuleLayer> Overrides() => file is null ? config.RuleLayers.Where(layer => layer.Paths is not null) : [];

    private static EffectiveValue Of(string key, string value, bool isGiven, Linter.Text.SourceSpan? span) =>
        new(key, value, isGiven ? CommandLineOrigin : span is { } place ? Place(place) : Default);

    private string KeyPlace(string key) =>
        string.Join(", ", config.Keys.Where(span => span.Slice.Trim("\"'").SequenceEqual(key)).Select(Place));

    private static string Place(Linter.Text.SourceSpan span) => $"{span.Source.Path}:{span.From.Line}";

    private static string Written(RuleSetting setting)
    {
        var parts = setting.Options.Select(option => $"{option.Key}: {option.Value}");
        return string.Join(", ", setting.Level is { } level ? parts.Prepend(level.Name()) : parts);
    }

    private static string Describe(External external)
    {
        string?[] parts =
        [
            external.Kind ?? "any kind",
            external.Name,
            external.Namespace is { } name ? $"in {name}" : null,
            external.Labels.IsEmpty ? null : string.Join(",", external.Labels.Select(label => $"{label.Key}={label.Value}")),
        ];
        return string.Join(' ', parts.OfType<string>());
    }

    private static string Describe(ConfiguredChart chart)
    {
        string?[] parts =
        [
            chart.Name is { } name ? $"({name.Value})" : null,
            chart.Values.IsEmpty ? null : $"values {string.Join(", ", chart.Values.Select(file => file.Value))}",
            chart.Sets.IsEmpty ? null : $"set {string.Join(", ", chart.Sets)}",
            chart.Release is { } release ? $"release {release}" : null,
            chart.Namespace is { } target ? $"namespace {target}" : null,
            chart.KubernetesVersion is { } version ? $"Kubernetes {version}" : null,
            chart.ApiVersions.IsEmpty ? null : $"with {string.Join(", ", chart.ApiVersions)}",
        ];
        return string.Join(' ', parts.OfType<string>().Prepend(chart.Chart.Value));
    }

    private static void AppendTable(StringBuilder text, IEnumerable<EffectiveValue> values)
    {
        var rows = values.ToList();
        var (keyWidth, valueWidth) = (rows.Select(row => row.Key.Length).DefaultIfEmpty().Max(),
            rows.Select(row => row.Value.Length).DefaultIfEmpty().Max());
        foreach (var row in rows)
            text.Append($"  {row.Key.PadRight(keyWidth)}  {row.Value.PadRight(valueWidth)}  {row.Origin}\n");
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<EffectiveValue> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteString("key", value.Key);
            json.WriteString("value", value.Value);
            json.WriteString("origin", value.Origin);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
