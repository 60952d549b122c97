using System.Collections.Immutable;
using Linter.Findings;
using Linter.Text;

namespace Linter.Configuration;

/// <summary>What is set for one rule at one place of the configuration.</summary>
/// <param name="RuleId">The rule's present name.</param>
/// <param name="Level">Null where only options are set.</param>
/// <param name="Options">By name.</param>
/// <param name="Span">The rule's name there.</param>
public sealed record RuleSetting(string RuleId, Severity? Level, ImmutableSortedDictionary<string, OptionValue> Options, SourceSpan Span);

/// <summary>Settings of rules for all files, or for those under some patterns. Later layers win over earlier ones.</summary>
/// <param name="Paths">Null for all files.</param>
/// <param name="Settings">By rule.</param>
public sealed record RuleLayer(ImmutableArray<Glob>? Paths, ImmutableSortedDictionary<string, RuleSetting> Settings)
{
    public bool Covers(string path) => Paths is not { } paths || paths.Any(glob => glob.Matches(path));
}

/// <summary>The level and the options of one rule, as they hold for the files of a run.</summary>
/// <param name="ruleId">Its name.</param>
/// <param name="options">What its entry declares; asked only where a rule wants an option.</param>
/// <param name="layers">From the configuration; later ones win.</param>
/// <param name="commandLine">The level that wins over all; null where none is given.</param>
public sealed class RuleSettings(
    string ruleId, Func<ImmutableArray<RuleOption>> options, ImmutableArray<RuleLayer> layers, Severity? commandLine)
{
    private readonly ImmutableArray<OwnSetting> own =
        [.. layers.Where(layer => layer.Settings.ContainsKey(ruleId)).Select(layer => new OwnSetting(layer, layer.Settings[ruleId]))];

    private RuleOptions? defaults;

    /// <summary>Off for every file, so that the rule need not run.</summary>
    public bool IsOff
    {
        get
        {
            if (commandLine is { } level)
                return level == Severity.Off;
            if (own.IsEmpty)
                return false;

            var set = own.Where(entry => entry.Setting.Level is not null).ToList();
            var lastForAll = set.FindLastIndex(entry => entry.Layer.Paths is null);
            return lastForAll >= 0 && set.Skip(lastForAll).All(entry => entry.Setting.Level == Severity.Off);
        }
    }

    /// <summary>A level is set for some file or for all.</summary>
    public bool HasLevel => commandLine is not null || own.Any(entry => entry.Setting.Level is not null);

    /// <summary>The level that is set for a file; null where none is, so that the rule's own holds.</summary>
    public Severity? LevelAt(string path)
    {
        if (commandLine is not null)
            return commandLine;

        Severity? level = null;
        foreach (var (layer, setting) in own)
        {
            if (setting.Level is not null && layer.Covers(path))
                level = setting.Level;
        }

        return level;
    }

    /// <summary>The settings that decide for a file, the winning one last; for all files alike where the path is null.</summary>
    public IEnumerable<RuleSetting> At(string? path) =>
        own.Where(entry => entry.Layer.Paths is null || (path is not null && entry.Layer.Covers(path))).Select(entry => entry.Setting);

    /// <summary>The options as they hold for a file.</summary>
    public RuleOptions For(string path) => OptionsOf(path);

    /// <summary>An option as it holds for all files. A rule that judges one resource asks <see cref="For"/> its file instead.</summary>
    public int Integer(string name) => OptionsOf(null).Integer(name);

    public bool Boolean(string name) => OptionsOf(null).Boolean(name);

    public string Text(string name) => OptionsOf(null).Text(name);

    public ImmutableArray<string> List(string name) => OptionsOf(null).List(name);

    private RuleOptions OptionsOf(string? path)
    {
        // Several threads may read them at once; they read the same.
        if (own.IsEmpty)
        {
            return defaults ??= new RuleOptions(ruleId,
                options().ToImmutableSortedDictionary(option => option.Name, option => option.Default, StringComparer.Ordinal));
        }

        var values = options().ToImmutableSortedDictionary(option => option.Name, option => option.Default, StringComparer.Ordinal);
        foreach (var setting in At(path))
            values = values.SetItems(setting.Options);
        return new RuleOptions(ruleId, values);
    }

    private sealed record OwnSetting(RuleLayer Layer, RuleSetting Setting);
}

/// <summary>Option values of one rule. Asking for one that the entry does not declare, or as another type, is a bug and throws.</summary>
public sealed class RuleOptions(string ruleId, ImmutableSortedDictionary<string, OptionValue> values)
{
    public int Integer(string name) => Value(name, OptionType.Integer).Integer;

    public bool Boolean(string name) => Value(name, OptionType.Boolean).Boolean;

    public string Text(string name) => Value(name, OptionType.Text).Text;

    public ImmutableArray<string> List(string name) => Value(name, OptionType.List).Items;

    private OptionValue Value(string name, OptionType type)
    {
        if (!values.TryGetValue(name, out var value))
            throw new ArgumentException($"rules/{ruleId}.md declares no option.{name}", nameof(name));
        return value.Type == type
            ? value
            : throw new ArgumentException($"rules/{ruleId}.md: option.{name} is {value.Type}, not {type}", nameof(name));
    }
}
