using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Xml;
using Linter.Configuration;
using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Reporting;
using Linter.Yaml;
using Linter.Text;

namespace Linter.Fuzz;

/// <summary>What holds for every run, whatever the files hold.</summary>
internal static class Properties
{
    private static readonly ToolInfo Tool = new("0.0.0");

    // Every engine sees every case; their results are compared with the first one's.
    private static readonly Func<LintOptions, LintOptions>[] Engines =
        [options => options, options => options with { YamlEngine = YamlEngine.Reference }];

    private static readonly (string Name, Func<IReporter> Create)[] Reporters =
    [
        ("text", () => new TextReporter(new TextOptions(Color: false, Width: 120, Unicode: true, ShowSuppressed: true))),
        ("narrow", () => new TextReporter(new TextOptions(Color: true, Width: 50, Unicode: false))),
        ("concise", () => new ConciseReporter()),
        ("json", () => new JsonReporter(Tool, showSuppressed: true)),
        ("sarif", () => new SarifReporter(new SarifOptions(Tool, 1) { IncludesSuppressed = true })),
        ("github", () => new GitHubReporter(ReportPaths.AsTheyAre)),
        ("gitlab", () => new GitLabReporter(ReportPaths.AsTheyAre)),
        ("junit", () => new JUnitReporter(Severity.Warning, new ReportPaths("deploy"))),
        ("markdown", () => new MarkdownReporter(ReportPaths.AsTheyAre)),
    ];

    /// <summary>What does not hold, in words; null where all does.</summary>
    public static string? Broken(ImmutableArray<CaseFile> files, int order)
    {
        try
        {
            return Check(files, order);
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    /// <summary>The same, of one run by one worker and its findings alone: for cases by the hundred thousand.</summary>
    public static string? Failed(ImmutableArray<CaseFile> files)
    {
        try
        {
            var (options, mistakes) = Options(files);
            if (mistakes is not null)
                return Misplaced(mistakes);

            var inspection = LintEngine.Inspect(Input(files), options with { Threads = 1 });
            Shown.Write(inspection);
            return Failed(inspection.Result);
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    public static string? Failed(LintResult result)
    {
        if (!result.Failures.IsEmpty)
            return $"rule {result.Failures[0].RuleId} threw: {result.Failures[0].Error}";
        if (!result.Unreadable.IsEmpty)
            return $"a file was not read: {result.Unreadable[0].Message}";
        return Misplaced([.. result.Findings, .. result.Suppressed.Select(suppressed => suppressed.Finding)]);
    }

    private static string? Check(ImmutableArray<CaseFile> files, int order)
    {
        var (options, mistakes) = Options(files);
        if (mistakes is not null)
            return Misplaced(mistakes);

        var first = LintEngine.Run(Input(files), options);
        if (Failed(first) is { } failed)
            return failed;

        var said = Say(first);
        var shuffled = files.ToArray();
        new Random(order).Shuffle(shuffled);
        foreach (var engine in Engines)
        {
            if (Difference("a second run", said, Say(LintEngine.Run(Input(files), engine(options)))) is { } again)
                return again;
            if (Difference("8 workers and another order of files", said,
                Say(LintEngine.Run(Input([.. shuffled]), engine(options) with { Threads = 8, ResourcesPerWorker = 1 }))) is { } other)
            {
                return other;
            }
        }

        using var units = new StringWriter();
        var explanation = LintEngine.ExplainUnits(Input(files), options);
        UnitsText.Write(explanation, units);
        UnitsJson.Write(explanation, units);
        return null;
    }

    private static (LintOptions Options, IEnumerable<Finding>? Mistakes) Options(ImmutableArray<CaseFile> files)
    {
        var options = new LintOptions { Profile = Profile.Strict };
        if (files.FirstOrDefault(file => Path.GetFileName(file.Path) == ConfigReader.FileName) is not { } written)
            return (options, null);

        var (config, mistakes) = ConfiguredRun.Read(new SourceText(written.Path, written.Text), ConfigPlace.Root);
        return config is null ? (options, mistakes) : (config.Over(options), null);
    }

    private static InputFiles Input(ImmutableArray<CaseFile> files) =>
        new([.. files.Where(file => Path.GetFileName(file.Path) != ConfigReader.FileName)
            .Select(file => new InputFile(file.Path, null, file.Text))], [], []);

    public static string? Misplaced(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var spans = finding.Related.Select(related => related.Span)
                .Concat(finding.Path.Select(hop => hop.Span))
                .Concat(finding.Fix?.Edits.Select(edit => edit.Span) ?? [])
                .Prepend(finding.Span);
            if (spans.Any(span => span.Start < 0 || span.End < span.Start || span.End > span.Source.Text.Length))
                return $"a span of {finding.RuleId} lies outside its file: {finding.Message.Text}";
        }

        return null;
    }

    /// <summary>Some formats, or all where none is named, one after another.</summary>
    public static List<(string Format, string Text)> Say(LintResult result, params ReadOnlySpan<string> formats)
    {
        var said = new List<(string Format, string Text)>();
        foreach (var (name, create) in Reporters)
        {
            if (formats.Length > 0 && !formats.Contains(name))
                continue;
            using var writer = new StringWriter { NewLine = "\n" };
            create().Write(result, writer);
            var text = writer.ToString();
            Parse(name, text);
            said.Add((name, text));
        }

        return said;
    }

    private static void Parse(string format, string text)
    {
        if (format is "json" or "sarif" or "gitlab")
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 256 });
        }

        if (format == "junit")
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            while (reader.Read())
            {
            }
        }

        if (format is "text" or "concise" or "github" or "markdown" && text.AsSpan().IndexOfAnyInRange('\0', '\u0008') >= 0)
            throw new InvalidOperationException($"{format} holds a raw control character");
        if (format is "text" or "concise" or "github" or "markdown" && text.Contains('\u001b', StringComparison.Ordinal))
            throw new InvalidOperationException($"{format} holds a raw escape");
    }

    public static string? Difference(string what, List<(string Format, string Text)> said, List<(string Format, string Text)> again)
    {
        for (var i = 0; i < said.Count; i++)
        {
            if (said[i].Text == again[i].Text)
                continue;

            var at = said[i].Text.AsSpan().CommonPrefixLength(again[i].Text);
            return new StringBuilder($"{what} says something else in {said[i].Format}:\n")
                .Append("- ").Append(Around(said[i].Text, at)).Append("\n+ ").Append(Around(again[i].Text, at)).ToString();
        }

        return null;
    }

    private static string Around(string text, int at) =>
        JsonSerializer.Serialize(text[Math.Max(0, at - 150)..Math.Min(text.Length, at + 250)]);
}
