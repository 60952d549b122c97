using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Linter.Findings;

namespace Linter.Configuration;

/// <summary>
/// The JSON Schema of .lint.yaml, draft 7, which yaml-language-server reads. It follows <see cref="ConfigKeys"/> as the
/// reader does; wider than it only where JSON Schema cannot say a thing: unit names that are unique, the lower port first,
/// kinds that are a slip of a built-in one, what lies on disk.
/// </summary>
public static class ConfigSchema
{
    private const string QuantityGrammar = @"^\+?([0-9]+(\.[0-9]*)?|\.[0-9]+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]+)?$";
    private const string Rules = "rules";
    private const string RuleName = "ruleName";
    private const string RuleLevel = "level";

    private static readonly JsonWriterOptions Style = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    public static string Write(ConfigVocabulary vocabulary)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Style))
            new Writer(json, vocabulary).WriteAll();
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    private sealed class Writer(Utf8JsonWriter json, ConfigVocabulary vocabulary)
    {
        private readonly List<ConfigRule> rules = [.. vocabulary.RuleNames.Select(name => vocabulary.FindRule(name)!)];

        public void WriteAll()
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
            json.WriteString("title", ".lint.yaml");
            json.WriteString("description", "The configuration of lint, the linter of Kubernetes manifests.");
            // A file without settings is null.
            json.WriteStartArray("type");
            json.WriteStringValue("object");
            json.WriteStringValue("null");
            json.WriteEndArray();
            WriteKeys(ConfigKeys.Root);
            json.WriteStartObject("definitions");
            WriteLevel();
            WriteRuleName();
            WriteRules();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        private void WriteKeys(ObjectType type)
        {
            json.WriteStartObject("properties");
            foreach (var key in type.Keys)
            {
                json.WriteStartObject(key.Name);
                json.WriteString("description", key.Doc);
                if (key.Default is { } value)
                {
                    json.WritePropertyName("default");
                    json.WriteRawValue(value);
                }

                WriteType(key.Type, key.MayBeNull);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteBoolean("additionalProperties", false);
            WriteStrings("required", type.Keys.Where(key => key.IsRequired).Select(key => key.Name));
            if (type.NeedsAny)
                json.WriteNumber("minProperties", 1);
        }

        private void WriteType(ConfigType type, bool mayBeNull = false)
        {
            switch (type)
            {
                case ObjectType mapping:
                    WriteTypeName("object", mayBeNull);
                    WriteKeys(mapping);
                    break;
                case MapType map:
                    WriteTypeName("object", mayBeNull);
                    WriteNested("additionalProperties", map.Value);
                    break;
                case ListType list:
                    WriteTypeName("array", mayBeNull);
                    WriteNested("items", list.Item);
                    if (list.IsFilled)
                        json.WriteNumber("minItems", 1);
                    break;
                case RulesType when mayBeNull:
                    json.WriteStartArray("anyOf");
                    WriteReferenceItem(Rules);
                    json.WriteStartObject();
                    json.WriteString("type", "null");
                    json.WriteEndObject();
                    json.WriteEndArray();
                    break;
                case RulesType:
                    WriteReference(Rules);
                    break;
                case RuleNameType:
                    WriteReference(RuleName);
                    break;
                default:
                    WriteScalar(type);
                    break;
            }
        }

        private void WriteScalar(ConfigType type)
        {
            switch (type)
            {
                case WordType word:
                    WriteStrings("enum", word.Words.Select(choice => choice.Word));
                    WriteStrings("markdownEnumDescriptions", word.Words.Select(choice => choice.Meaning));
                    break;
                case TextType text:
                    WriteTypeName("string", mayBeNull: false);
                    json.WriteString("pattern", text.Grammar);
                    break;
                case IntegerType integer:
                    WriteTypeName("integer", mayBeNull: false);
                    json.WriteNumber("minimum", integer.Least);
                    if (integer.Most < int.MaxValue)
                        json.WriteNumber("maximum", integer.Most);
                    break;
                case FlagType:
                    WriteTypeName("boolean", mayBeNull: false);
                    break;
                case ReleaseType:
                    WriteRelease();
                    break;
                case QuantityType:
                    WriteStrings("type", ["string", "number"]);
                    json.WriteString("pattern", QuantityGrammar);
                    json.WriteNumber("minimum", 0);
                    break;
            }
        }

        private void WriteRelease()
        {
            var minors = Enumerable.Range(0, vocabulary.LatestKubernetesMinor + 1).Reverse().ToList();
            json.WriteStartArray("anyOf");
            json.WriteStartObject();
            WriteTypeName("string", mayBeNull: false);
            json.WriteString("pattern", $@"^v?1\.0{{0,2}}({string.Join('|', minors)})(\.[0-9]{{1,3}})?$");
            json.WriteEndObject();
            // 1.30 without quotes is the number 1.3.
            json.WriteStartObject();
            json.WriteStartArray("enum");
            foreach (var number in minors.Select(minor => decimal.Parse($"1.{minor}",
                System.Globalization.CultureInfo.InvariantCulture) / 1.000000m)
                .Distinct())
            {
                json.WriteNumberValue(number);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        private void WriteLevel()
        {
            json.WriteStartObject(RuleLevel);
            WriteStrings("enum", ConfigKeys.Levels.Select(level => level.Word));
            WriteStrings("markdownEnumDescriptions", ConfigKeys.Levels.Select(level => level.Meaning));
            json.WriteEndObject();
        }

        private void WriteRuleName()
        {
            json.WriteStartObject(RuleName);
            WriteStrings("enum", rules.SelectMany(rule => rule.FormerNames.Prepend(rule.Id)));
            json.WriteEndObject();
        }

        private void WriteRules()
        {
            json.WriteStartObject(Rules);
            WriteTypeName("object", mayBeNull: false);
            json.WriteStartObject("properties");
            foreach (var rule in rules)
            {
                WriteRule(rule.Id, rule, $"{rule.Title}. Its own level: {rule.Level.Name()}.");
                foreach (var former in rule.FormerNames)
                    WriteRule(former, rule, $"A former name of {rule.Id}. {rule.Title}.");
            }

            json.WriteEndObject();
            json.WriteBoolean("additionalProperties", false);
            json.WriteEndObject();
        }

        private void WriteRule(string name, ConfigRule rule, string description)
        {
            json.WriteStartObject(name);
            json.WriteString("description", description);
            json.WriteStartArray("anyOf");
            WriteReferenceItem(RuleLevel);
            json.WriteStartObject();
            WriteTypeName("object", mayBeNull: false);
            json.WriteStartObject("properties");
            json.WriteStartObject(ConfigKeys.Level);
            WriteReference(RuleLevel);
            json.WriteEndObject();
            foreach (var option in rule.Options)
                WriteOption(option);
            json.WriteEndObject();
            json.WriteBoolean("additionalProperties", false);
            json.WriteNumber("minProperties", 1);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        private void WriteOption(RuleOption option)
        {
            json.WriteStartObject(option.Name);
            json.WriteString("description", $"{option.Description} (default: {option.Default})".TrimStart());
            WriteTypeName(
                option.Type switch
                {
                    OptionType.Integer => "integer",
                    OptionType.Boolean => "boolean",
                    OptionType.List => "array",
                    _ => "string"
                },
                mayBeNull: false);
            if (option.Type == OptionType.List)
            {
                json.WriteStartObject("items");
                WriteTypeName("string", mayBeNull: false);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        private void WriteNested(string name, ConfigType type)
        {
            json.WriteStartObject(name);
            WriteType(type);
            json.WriteEndObject();
        }

        private void WriteTypeName(string name, bool mayBeNull)
        {
            if (mayBeNull)
                WriteStrings("type", [name, "null"]);
            else
                json.WriteString("type", name);
        }

        private void WriteStrings(string name, IEnumerable<string> values)
        {
            var all = values.ToList();
            if (all.Count == 0)
                return;

            json.WriteStartArray(name);
            all.ForEach(json.WriteStringValue);
            json.WriteEndArray();
        }

        private void WriteReference(string definition) => json.WriteString("$ref", $"#/definitions/{definition}");

        private void WriteReferenceItem(string definition)
        {
            json.WriteStartObject();
            WriteReference(definition);
            json.WriteEndObject();
        }
    }
}
