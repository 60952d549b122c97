using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Linter.Findings;
using Linter.Rules;

namespace Linter.Reporting;

/// <summary>
/// The rules of a SARIF log: those that its results name, engine-made ones too, ordered by id. The others are left out:
/// a log then changes only when its findings do, and every ruleIndex is checked by being used. A log without results
/// lists yaml-syntax, which every run checks: validators complain about a tool without rules (SARIF2012).
/// </summary>
internal sealed class SarifRules
{
    public const string YamlSyntax = "yaml-syntax";

    private readonly ImmutableArray<string> ids;
    private readonly Dictionary<string, ImmutableArray<string>> templates;
    private readonly Func<string, RuleDocument> documents;

    public SarifRules(ImmutableArray<Finding> findings, ImmutableArray<SarifMessage> messages, Func<string, RuleDocument> documents)
    {
        this.documents = documents;
        templates = findings.Zip(messages)
            .GroupBy(pair => pair.First.RuleId, pair => pair.Second.Template, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray(),
                StringComparer.Ordinal);
        ids = templates.Count == 0 ? [YamlSyntax] : [.. templates.Keys.Order(StringComparer.Ordinal)];
    }

    public int IndexOf(string ruleId) => ids.BinarySearch(ruleId, StringComparer.Ordinal);

    /// <summary>"default" for a rule's first template in ordinal order, then "case2", "case3".</summary>
    public string MessageId(string ruleId, string template) => MessageId(templates[ruleId].BinarySearch(template, StringComparer.Ordinal));

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("rules");
        foreach (var id in ids)
        {
            json.WriteStartObject();
            WriteWords(json, documents(id));
            if (templates.TryGetValue(id, out var used))
                WriteTemplates(json, used);
            WriteProperties(json, documents(id));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>What rules and notification descriptors have in common.</summary>
    public static void WriteWords(Utf8JsonWriter json, RuleDocument document)
    {
        json.WriteString("id", document.Id);
        json.WriteString("name", PascalCase(document.Id));
        WriteText(json, "shortDescription", SarifText.WithStop(document.Title));
        WriteText(json, "fullDescription", SarifText.WithStop(document.Summary));
        json.WriteStartObject("help");
        json.WriteString("text", SarifText.Limited(document.Rationale));
        json.WriteString("markdown", $"## {document.Title}\n\n{document.Markdown}\n\n[{document.Id}]({ToolInfo.RulePage(document.Id)})");
        json.WriteEndObject();
        json.WriteString("helpUri", ToolInfo.RulePage(document.Id));
        WriteLevel(json, document.Severity);
    }

    public static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", SarifText.Limited(text));
        json.WriteEndObject();
    }

    public static void WriteLevel(Utf8JsonWriter json, Severity severity)
    {
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", severity.Name());
        json.WriteEndObject();
    }

    public static string PascalCase(string id) =>
        string.Concat(id.Split('-').Select(word => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..]));

    private static string MessageId(int index) => index == 0 ? "default" : string.Create(CultureInfo.InvariantCulture, $"case{index + 1}");

    private static void WriteTemplates(Utf8JsonWriter json, ImmutableArray<string> templates)
    {
        json.WriteStartObject("messageStrings");
        for (var i = 0; i < templates.Length; i++)
        {
            json.WriteStartObject(MessageId(i));
            json.Text("text", templates[i]);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter json, RuleDocument document)
    {
        json.WriteStartObject("properties");
        json.Strings("tags", ["kubernetes", document.Category]);
        json.WriteString("precision", "high");
        json.WriteString("problem.severity", document.Severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "recommendation",
        });
        json.WriteEndObject();
    }
}
