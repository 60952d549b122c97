using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Linter.Findings;
using Linter.Rules;

namespace Linter.Cli;

/// <summary><c>lint explain [RULE]</c>: one rule's entry, or all rules in a table.</summary>
internal sealed class ExplainCommand(Option<string> color)
{
    public const string Name = "explain";

    private readonly Argument<string> rule = new("RULE")
    {
        Description = "The rule's name; without it, all rules",
        Arity = ArgumentArity.ZeroOrOne
    };

    private readonly Option<string> format = LintCommand.Word("--format", CommandChoices.ExplainFormats,
        "What standard output holds (default: text)");

    public Argument<string> Rule => rule;

    public Command Create(CliEnvironment environment)
    {
        var command = new Command(Name, "Says what a rule checks, why, and how to mend it; without a rule, lists all") { rule, format };
        rule.CompletionSources.Add(_ => RuleCatalog.Ids);
        command.SetAction(parsed => Run(parsed, environment));
        return command;
    }

    private int Run(ParseResult parsed, CliEnvironment environment)
    {
        var errors = new List<UsageError>();
        var chosen = CommandChoices.ExplainFormats.Read(parsed.GetValue(format) ?? "text", errors);
        var colorChoice = Choices.Colors.Read(parsed.GetValue(color) ?? "auto", errors);
        var id = parsed.GetValue(rule);
        if (id is not null && !RuleCatalog.Contains(id))
            errors.Add(OptionValues.UnknownRule(id));
        if (errors.Count > 0)
        {
            errors.ForEach(new Complaints(environment.Error).Write);
            return ExitCode.Unusable;
        }

        var hasColor = chosen == ExplainFormat.Text && Terminal.HasColor(environment, colorChoice);
        var text = id is null
            ? Explanations.OfAll([.. RuleCatalog.Ids.Select(RuleCatalog.Document)], chosen, hasColor)
            : Explanations.Of(RuleCatalog.Document(id), chosen, Terminal.Width(environment), hasColor);
        environment.Output.Write(text);
        environment.Output.Flush();
        return ExitCode.Clean;
    }
}

/// <summary>Rule entries in the formats of <c>explain</c>.</summary>
internal static class Explanations
{
    /// <summary>Longer lines than these are hard to read, however wide the terminal is.</summary>
    private const int MostColumns = 100;

    private static readonly JsonWriterOptions JsonStyle = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    public static string Of(RuleDocument rule, ExplainFormat format, int width, bool hasColor) => format switch
    {
        ExplainFormat.Json => Json(json => Write(json, rule)),
        ExplainFormat.Markdown =>
            $"# {rule.Id}\n\n**{rule.Title}** ({rule.Severity.Name()}, {rule.Category}, since {rule.Since})\n\n{rule.Markdown}\n",
        _ => Text(rule, Math.Min(width, MostColumns), hasColor),
    };

    public static string OfAll(IReadOnlyList<RuleDocument> rules, ExplainFormat format, bool hasColor) => format switch
    {
        ExplainFormat.Json => Json(json =>
        {
            json.WriteStartArray();
            foreach (var rule in rules)
                Write(json, rule);
            json.WriteEndArray();
        }),
        ExplainFormat.Markdown => "| Rule | Level | What it finds |\n|-|-|-|\n"
            + string.Concat(rules.Select(rule => $"| {rule.Id} | {rule.Severity.Name()} | {rule.Title} |\n")),
        _ => Table(rules, hasColor),
    };

    private static string Text(RuleDocument rule, int width, bool hasColor)
    {
        var text = new StringBuilder();
        text.Append(MarkdownView.Bold(rule.Id, hasColor)).Append($": {rule.Title}\n");
        text.Append($"{rule.Severity.Name()} · {rule.Category} · since {rule.Since}\n\n");
        text.Append(MarkdownView.Render(rule.Markdown, width, hasColor));
        if (!rule.Options.IsEmpty)
            text.Append('\n').Append(MarkdownView.Bold("Options", hasColor)).Append('\n');
        foreach (var option in rule.Options)
            text.Append($"  {option.Name}: {option.Default} - {option.Description}\n");
        return text.ToString();
    }

    private static string Table(IReadOnlyList<RuleDocument> rules, bool hasColor)
    {
        var text = new StringBuilder();
        var nameWidth = rules.Select(rule => rule.Id.Length).DefaultIfEmpty().Max();
        foreach (var category in rules.GroupBy(rule => rule.Category, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append(MarkdownView.Bold(category.Key, hasColor)).Append('\n');
            foreach (var rule in category.OrderBy(rule => rule.Id, StringComparer.Ordinal))
                text.Append($"  {rule.Id.PadRight(nameWidth)}  {rule.Severity.Name(),-7}  {rule.Title}\n");
        }

        return text.Append("\nlint explain RULE says more.\n").ToString();
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonStyle))
            write(json);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    private static void Write(Utf8JsonWriter json, RuleDocument rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteString("title", rule.Title);
        json.WriteString("level", rule.Severity.Name());
        json.WriteString("category", rule.Category);
        json.WriteString("since", rule.Since);
        json.WriteString("summary", rule.Summary);
        json.WriteStartArray("options");
        foreach (var option in rule.Options)
        {
            json.WriteStartObject();
            json.WriteString("name", option.Name);
            json.WriteString("default", option.Default.ToString());
            json.WriteString("description", option.Description);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("markdown", rule.Markdown);
        json.WriteEndObject();
    }
}
