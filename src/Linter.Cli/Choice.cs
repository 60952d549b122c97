using Linter.Text;

namespace Linter.Cli;

/// <summary>One word out of few.</summary>
/// <param name="what">What the words are, such as "format".</param>
/// <param name="names">In the order in which help shows them.</param>
internal sealed class Choice<T>(string what, params (string Name, T Value)[] names)
{
    // No query, which were twenty types more to load at start for each T.
    public IEnumerable<string> Words { get; } = Array.ConvertAll(names, static choice => choice.Name);

    public override string ToString() => string.Join('|', Words);

    /// <summary>The value of a word; for an unknown one an error with the nearest word, and the first value.</summary>
    public T Read(string word, ICollection<UsageError> errors)
    {
        foreach (var (name, value) in names)
        {
            if (name == word)
                return value;
        }

        var nearest = Spelling.Nearest(word, Words);
        errors.Add(new UsageError($"unknown {what} '{word}'",
            nearest is null ? $"one of {string.Join(", ", Words)}" : $"did you mean {nearest}?"));
        return names[0].Value;
    }
}

/// <summary>The words that the options of <c>lint</c> take.</summary>
internal static class Choices
{
    public static readonly Choice<ReportFormat> Formats = new(
        "format",
        ("text", ReportFormat.Text), ("concise", ReportFormat.Concise), ("sarif", ReportFormat.Sarif), ("json", ReportFormat.Json),
        ("github", ReportFormat.GitHub), ("gitlab", ReportFormat.GitLab), ("junit", ReportFormat.JUnit),
        ("markdown", ReportFormat.Markdown));

    public static readonly Choice<Engine.Profile> Profiles = new(
        "profile",
        ("default", Engine.Profile.Default), ("strict", Engine.Profile.Strict));

    public static readonly Choice<Findings.Severity> Levels = new(
        "level",
        ("off", Findings.Severity.Off), ("note", Findings.Severity.Note), ("warning", Findings.Severity.Warning),
        ("error", Findings.Severity.Error));

    public static readonly Choice<Findings.Severity?> FailOn = new(
        "level for --fail-on",
        ("error", Findings.Severity.Error), ("warning", Findings.Severity.Warning), ("note", Findings.Severity.Note), ("never", null));

    public static readonly Choice<RenderMode> RenderModes = new(
        "choice for --render",
        ("auto", RenderMode.Auto), ("off", RenderMode.Off), ("require", RenderMode.Require));

    public static readonly Choice<Yaml.YamlEngine> YamlEngines = new(
        "choice for --yaml-engine",
        ("fast", Yaml.YamlEngine.Fast), ("reference", Yaml.YamlEngine.Reference));

    public static readonly Choice<ColorChoice> Colors = new(
        "choice for --color",
        ("auto", ColorChoice.Auto), ("always", ColorChoice.Always), ("never", ColorChoice.Never));
}

/// <summary>The words that options of single commands take; apart, so that a run of another command does not make them.</summary>
internal static class CommandChoices
{
    public static readonly Choice<ExplainFormat> ExplainFormats = new(
        "format",
        ("text", ExplainFormat.Text), ("markdown", ExplainFormat.Markdown), ("json", ExplainFormat.Json));

    public static readonly Choice<EntriesFormat> EntriesFormats = new(
        "format",
        ("text", EntriesFormat.Text), ("markdown", EntriesFormat.Markdown), ("json", EntriesFormat.Json));

    public static readonly Choice<TraceFormat> TraceFormats = new("format", ("text", TraceFormat.Text), ("json", TraceFormat.Json));

    public static readonly Choice<ConfigFormat> ConfigFormats = new("format", ("text", ConfigFormat.Text), ("json", ConfigFormat.Json));

    public static readonly Choice<GraphFormat> GraphFormats = new(
        "format",
        ("mermaid", GraphFormat.Mermaid), ("dot", GraphFormat.Dot), ("json", GraphFormat.Json), ("tree", GraphFormat.Tree),
        ("svg", GraphFormat.Svg), ("html", GraphFormat.Html));
}

internal enum GraphFormat
{
    Mermaid,
    Dot,
    Json,
    Tree,
    Svg,
    Html,
}

internal enum ReportFormat
{
    Text,
    Concise,
    Sarif,
    Json,
    GitHub,
    GitLab,
    JUnit,
    Markdown,
}

internal enum ConfigFormat
{
    Text,
    Json,
}

internal enum ExplainFormat
{
    Text,
    Markdown,
    Json,
}

internal enum EntriesFormat
{
    Text,
    Markdown,
    Json,
}

internal enum TraceFormat
{
    Text,
    Json,
}
