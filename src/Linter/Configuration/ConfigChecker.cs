using System.Collections.Immutable;
using Linter.Findings;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Configuration;

/// <summary>Compares nodes with <see cref="ConfigKeys"/> and names every mistake at its span.</summary>
internal sealed class ConfigChecker(ConfigVocabulary vocabulary)
{
    private readonly ImmutableArray<Finding>.Builder findings = ImmutableArray.CreateBuilder<Finding>();

    public ImmutableArray<Finding> Check(Node root)
    {
        Check(root, ConfigKeys.Root, ConfigReader.FileName);
        return findings.ToImmutable();
    }

    /// <param name="node">The value.</param>
    /// <param name="type">What it may be.</param>
    /// <param name="owner">The key that it belongs to.</param>
    private void Check(Node node, ConfigType type, string owner)
    {
        switch (type)
        {
            case ObjectType mapping when node.IsMapping:
                CheckKeys(node, mapping, owner);
                break;
            case MapType map when node.IsMapping:
                foreach (var entry in node.Entries)
                    Check(entry.Value, map.Value, entry.Key.Value);
                break;
            case RulesType when node.IsMapping:
                foreach (var entry in node.Entries)
                    CheckRule(entry);
                break;
            case ListType list when node.IsSequence:
                CheckItems(node, list, owner);
                break;
            case ObjectType or MapType or RulesType or ListType:
                WrongShape(node, type, owner);
                break;
            default:
                CheckScalar(node, type, owner);
                break;
        }
    }

    private void CheckKeys(Node node, ObjectType type, string owner)
    {
        // A misspelt key is told of once, as what it is.
        var meant = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in node.Entries)
        {
            if (type.Keys.FirstOrDefault(key => entry.Key.Is(key.Name)) is not { } key)
                meant.Add(UnknownKey(entry.Key, type) ?? "");
            else if (!(key.MayBeNull && IsNull(entry.Value)))
                Check(entry.Value, key.Type, key.Name);
        }

        foreach (var missing in type.Keys.Where(key => key.IsRequired && node.Find(key.Name) is null && !meant.Contains(key.Name)))
            Add(node.Head, $"this entry of '{owner}' has no '{missing.Name}'", help: $"add {missing.Name}: {FirstSentence(missing.Doc)}");
        if (type.NeedsAny && node.Entries.Count == 0)
        {
            Add(node.Head, $"this entry of '{owner}' says nothing, so it would stand for everything",
                help: $"give at least one of {Names(type)}");
        }
    }

    // Gives the key that was probably meant.
    private string? UnknownKey(Node key, ObjectType type)
    {
        var near = NearKey(key.Value, type.Keys.Select(known => known.Name));
        if (near is not null)
            AddNear(key, $"unknown key '{key.Value}'; did you mean '{near}'?", near);
        else if (ConfigKeys.All.FirstOrDefault(known => known.Key.Name == key.Value) is { Path: { } path })
            Add(key.Span, $"unknown key '{key.Value}' here; it stands {Above(path, key.Value)}");
        else if (vocabulary.FindRule(key.Value) is { Id: var rule } && type == ConfigKeys.Root)
            Add(key.Span, $"unknown key '{key.Value}'; rule '{rule}' is set under 'rules'");
        else
            Add(key.Span, $"unknown key '{key.Value}'", help: $"known here: {Names(type)}");
        return near;
    }

    private static MessageText Above(string path, string name) =>
        path == name ? MessageText.Plain("at the top, not in here") : MessageText.Of($"under '{path[..^(name.Length + 1)]}'");

    private void CheckItems(Node node, ListType list, string owner)
    {
        var count = 0;
        foreach (var item in node.Items)
        {
            count++;
            Check(item, list.Item, owner);
        }

        if (count == 0 && list.IsFilled)
            Add(node.Head, $"'{owner}' is an empty list", help: $"'{owner}' takes {list.What}, at least one");
    }

    private void CheckRule(Entry entry)
    {
        if (FindRule(entry.Key) is not { } rule)
            return;

        if (entry.Value.IsScalar)
        {
            CheckLevel(entry.Value, rule.Id);
        }
        else if (entry.Value.IsMapping)
        {
            CheckOptions(entry.Value, rule);
        }
        else
        {
            Add(entry.Value.Head, $"'{rule.Id}' takes a level or a mapping of level and options, not {Shape(entry.Value)}",
                help: $"one of {Join(ConfigKeys.Levels)}");
        }
    }

    private void CheckOptions(Node node, ConfigRule rule)
    {
        foreach (var entry in node.Entries)
        {
            if (entry.Key.Is(ConfigKeys.Level))
                CheckLevel(entry.Value, ConfigKeys.Level);
            else if (rule.Options.FirstOrDefault(option => entry.Key.Is(option.Name)) is { } option)
                CheckOption(entry.Value, option);
            else
                UnknownOption(entry.Key, rule);
        }

        if (node.Entries.Count == 0)
            Add(node.Head, $"'{rule.Id}' is set to nothing", help: $"one of {Join(ConfigKeys.Levels)}");
    }

    private void UnknownOption(Node key, ConfigRule rule)
    {
        var names = rule.Options.Select(option => option.Name).Prepend(ConfigKeys.Level).ToList();
        if (NearKey(key.Value, names) is { } near)
            AddNear(key, $"rule '{rule.Id}' has no option '{key.Value}'; did you mean '{near}'?", near);
        else
            Add(key.Span, $"rule '{rule.Id}' has no option '{key.Value}'", help: $"it has {string.Join(", ", names)}");
    }

    private void CheckOption(Node value, RuleOption option)
    {
        var fits = option.Type switch
        {
            OptionType.Integer => value.IsScalar && ConfigScalar.Integer(value) is not null,
            OptionType.Boolean => value.IsScalar && ConfigScalar.TypeOf(value) == ConfigScalarType.Boolean,
            OptionType.List => value.IsSequence && value.Items.All(IsText),
            _ => IsText(value),
        };
        if (!fits)
        {
            Add(value.Head, $"option '{option.Name}' takes {MessageText.Plain(What(option.Type))}, not {Shape(value)}",
                help: $"its default is {option.Default}");
        }
    }

    private void CheckLevel(Node value, string owner)
    {
        if (value.IsScalar && SeverityNames.TryParse(value.Value, out _))
            return;
        if (!IsText(value))
            WrongShape(value, new WordType("a level", ConfigKeys.Levels), owner, $"one of {Join(ConfigKeys.Levels)}");
        else
            CheckWord(value, new WordType("level", ConfigKeys.Levels));
    }

    private void CheckScalar(Node node, ConfigType type, string owner)
    {
        switch (type)
        {
            case WordType word when IsText(node):
                CheckWord(node, word);
                break;
            case TextType text when IsText(node):
                CheckText(node, text, owner);
                break;
            case RuleNameType when IsText(node):
                FindRule(node);
                break;
            case FlagType when node.IsScalar && ConfigScalar.TypeOf(node) == ConfigScalarType.Boolean:
                break;
            case IntegerType integer when node.IsScalar && ConfigScalar.Integer(node) is { } value:
                if (value < integer.Least)
                    Add(node.Span, $"'{owner}' is {value}, less than {integer.Least}");
                else if (value > integer.Most)
                    Add(node.Span, $"'{owner}' is {value}, more than {integer.Most}");
                break;
            case ReleaseType when node.IsScalar && !IsNull(node):
                CheckRelease(node);
                break;
            case QuantityType when node.IsScalar && !IsNull(node):
                if (!vocabulary.IsQuantity(node))
                    Add(node.Span, $"'{node.Value}' is no amount of '{owner}'", help: "such as 4, 500m or 16Gi");
                break;
            case WordType word:
                WrongShape(node, word with { What = "a word" }, owner, $"one of {Join(word.Words)}");
                break;
            default:
                WrongShape(node, type, owner);
                break;
        }
    }

    private void CheckWord(Node node, WordType type)
    {
        if (type.Words.Any(word => node.Is(word.Word)))
            return;

        if (NearKey(node.Value, type.Words.Select(word => word.Word)) is { } near)
            AddNear(node, $"unknown {MessageText.Plain(type.What)} '{node.Value}'; did you mean '{near}'?", near);
        else
            Add(node.Span, $"unknown {MessageText.Plain(type.What)} '{node.Value}'", help: $"one of {Join(type.Words)}");
    }

    private void CheckText(Node node, TextType type, string owner)
    {
        if (!type.IsValid(node.Value))
            Add(node.Span, $"'{node.Value}' is not {MessageText.Plain(type.What)}, which '{owner}' takes", help: type.Help);
        else if (owner == "kind")
            CheckKind(node);
        else if (owner == "nodePortRange" && !IsRange(node.Value))
            Add(node.Span, $"'{node.Value}' is no range of ports from 1 to 65535", help: "the lower number first, such as 30000-32767");
    }

    // A kind of a custom resource cannot be known; one that is a slip away from a built-in kind would silently match nothing.
    private void CheckKind(Node node)
    {
        var kind = node.Value;
        if (!kind.Contains('.', StringComparison.Ordinal) && !vocabulary.Kinds.Contains(kind, StringComparer.Ordinal)
            && Spelling.Nearest(kind, vocabulary.Kinds) is { } near)
        {
            AddNear(node, $"unknown kind '{kind}'; did you mean '{near}'?", near, "write KIND.GROUP if it is a custom resource");
        }
    }

    private void CheckRelease(Node node)
    {
        var latest = vocabulary.LatestKubernetesMinor;
        if (ConfigReader.ReleaseMinor(node.Value) is not { } minor)
            Add(node.Span, $"'{node.Value}' is not a release of Kubernetes", help: $"such as \"1.{latest}\"");
        else if (minor > latest)
            Add(node.Span, $"Kubernetes '{node.Value}' is newer than what this lint knows", help: $"the newest is 1.{latest}");
    }

    private ConfigRule? FindRule(Node name)
    {
        if (vocabulary.FindRule(name.Value) is { } rule)
            return rule;

        if (Spelling.Nearest(name.Value, vocabulary.RuleNames) is { } near)
            AddNear(name, $"unknown rule '{name.Value}'; did you mean '{near}'?", near);
        else
            Add(name.Head, $"unknown rule '{name.Value}'", help: "lint explain lists all rules");
        return null;
    }

    private void WrongShape(Node node, ConfigType type, string owner, string? help = null)
    {
        var isQuotable = type is TextType && node.IsScalar && !IsNull(node);
        var isItem = type is ListType { Item: TextType or RuleNameType } && node.IsScalar && !IsNull(node);
        help ??= isQuotable ? $"write '{node.Value}' in quotes if it is meant as text"
            : isItem ? $"write {owner}: [{node.Span.Slice}]"
            : null;
        Add(node.Head, $"'{owner}' takes {MessageText.Plain(type.What)}, not {Shape(node)}", help);
    }

    private void AddNear(Node at, MessageText.Handler message, string near, string? help = null) =>
        findings.Add(Of(at.Span, message) with
        {
            Help = help,
            Fix = new Fix($"write '{near}'", [new TextEdit(at.Span, near)], IsSafe: false),
        });

    private void Add(SourceSpan span, MessageText.Handler message, string? help = null) =>
        findings.Add(Of(span, message) with { Help = help });

    private static Finding Of(SourceSpan span, MessageText.Handler message) =>
        new(ConfigReader.Rule, Severity.Error, span, MessageText.Of(message));

    private static MessageText Shape(Node node)
    {
        if (!node.IsScalar)
            return MessageText.Plain(node.IsMapping ? "a mapping" : "a list");

        return ConfigScalar.TypeOf(node) switch
        {
            ConfigScalarType.Null => MessageText.Plain("nothing"),
            ConfigScalarType.Text => MessageText.Of($"the text '{node.Value}'"),
            ConfigScalarType.Boolean => MessageText.Of($"the truth value '{node.Value}'"),
            _ => MessageText.Of($"the number '{node.Value}'"),
        };
    }

    private static string What(OptionType type) => type switch
    {
        OptionType.Integer => "a whole number",
        OptionType.Boolean => "true or false",
        OptionType.List => "a list of texts",
        _ => "a text",
    };

    private static string FirstSentence(string doc) =>
        char.ToLowerInvariant(doc[0]) + doc[1..(doc.IndexOf('.', StringComparison.Ordinal) is > 0 and var end ? end : doc.Length)];

    // fail-on and fail_on are slips for failOn, too, and warn for warning.
    private static string? NearKey(string name, IEnumerable<string> known)
    {
        var names = known.ToList();
        var plain = name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        return names.Find(candidate => string.Equals(candidate, plain, StringComparison.OrdinalIgnoreCase)) ?? Spelling.Nearest(name, names)
            ?? (name.Length >= 3 && names.Where(candidate => candidate.StartsWith(name, StringComparison.Ordinal)).ToList() is [var only]
                ? only
                : null);
    }

    private static bool IsRange(string text)
    {
        var (first, last) = ConfigReader.Range(text);
        return first >= 1 && first <= last && last <= 65535;
    }

    private static bool IsText(Node node) => node.IsScalar && ConfigScalar.TypeOf(node) == ConfigScalarType.Text;

    private static bool IsNull(Node node) => node.IsScalar && ConfigScalar.TypeOf(node) == ConfigScalarType.Null;

    private static string Names(ObjectType type) => string.Join(", ", type.Keys.Select(key => key.Name));

    private static string Join(ImmutableArray<(string Word, string Meaning)> words) => string.Join(", ", words.Select(word => word.Word));
}
