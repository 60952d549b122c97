using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Linter.Engine;
using Linter.Findings;
using Linter.Reporting;
using Linter.Tests.Support;
using Linter.Text;

namespace Linter.Tests.Reporting;

public sealed partial class SarifReporterTests
{
    public static TheoryData<string> Scene => [.. Scenes.Names];

    [Theory]
    [InlineData("clean")]
    [InlineData("clean-with-notes")]
    [InlineData("both-ends")]
    [InlineData("control-characters")]
    [InlineData("failed-count")]
    [InlineData("many-related")]
    [InlineData("whole-run")]
    public void A_log_is_as_its_golden_file_shows(string scene) => Golden.Matches($"sarif/{scene}.sarif", Sarif(scene));

    [Theory]
    [MemberData(nameof(Scene))]
    public void Every_link_of_a_message_resolves_to_a_related_location(string scene)
    {
        foreach (var (result, finding) in Results(scene))
        {
            var ids = Items(result, "relatedLocations").Select(location => location.GetProperty("id").GetInt32()).ToArray();
            var links = Link().Matches(result.GetProperty("message").GetProperty("text").GetString()!)
                .Select(match => match.Groups["target"].Value)
                .ToArray();

            ids.Should().Equal(Enumerable.Range(1, finding.Related.Length));
            links.Should().NotContain(link => !ids.Any(id => id.ToString(CultureInfo.InvariantCulture) == link))
                .And.HaveCountGreaterThanOrEqualTo(Math.Min(ids.Length, 8));
        }
    }

    [Theory]
    [MemberData(nameof(Scene))]
    public void The_template_with_its_arguments_gives_the_text(string scene)
    {
        using var log = JsonDocument.Parse(Sarif(scene));
        var run = log.RootElement.GetProperty("runs")[0];
        foreach (var result in Items(run, "results"))
        {
            var rule = run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()];
            var message = result.GetProperty("message");
            var template = rule.GetProperty("messageStrings").GetProperty(message.GetProperty("id").GetString()!)
                .GetProperty("text")
                .GetString()!;
            var arguments = Items(message, "arguments").Select(argument => argument.GetString()!).ToArray();

            rule.GetProperty("id").GetString().Should().Be(result.GetProperty("ruleId").GetString());
            Render(template, arguments).Should().Be(Render(message.GetProperty("text").GetString()!, []));
            Regex.Count(template, @"\{\d+\}", RegexOptions.None, TimeSpan.FromSeconds(1))
                .Should().Be(arguments.Length + Regex.Count(template, @"\{\{\d+\}\}", RegexOptions.None, TimeSpan.FromSeconds(1)));
            template.Should().EndWith(".");
        }
    }

    [Theory]
    [MemberData(nameof(Scene))]
    public void Every_region_lies_in_its_file_and_holds_its_snippet(string scene)
    {
        var sources = Sources(scene);
        foreach (var (physical, name) in Descendants(scene)
            .SelectMany(element => new[] { (element, "region"), (element, "contextRegion") }))
        {
            if (!physical.TryGetProperty("artifactLocation", out var artifact) || !physical.TryGetProperty(name, out var region))
                continue;

            var source = sources[artifact.GetProperty("uri").GetString()!];
            var (start, end) = Offsets(source, region);
            start.Should().BeInRange(0, end);
            end.Should().BeLessThanOrEqualTo(source.Text.Length);
            if (region.TryGetProperty("snippet", out var snippet))
                snippet.GetProperty("text").GetString().Should().Be(WithoutHalves(source.Text[start..end]));
        }
    }

    [Theory]
    [MemberData(nameof(Scene))]
    public void A_fix_applied_from_the_log_gives_the_same_text_as_its_edits(string scene)
    {
        var sources = Sources(scene);
        foreach (var (result, finding) in Results(scene))
        {
            foreach (var change in Items(result, "fixes").SelectMany(fix => Items(fix, "artifactChanges")))
            {
                var source = sources[change.GetProperty("artifactLocation").GetProperty("uri").GetString()!];
                var text = source.Text;
                foreach (var replacement in Items(change, "replacements").AsEnumerable().Reverse())
                {
                    var (start, end) = Offsets(source, replacement.GetProperty("deletedRegion"));
                    text = text[..start] + replacement.GetProperty("insertedContent").GetProperty("text").GetString() + text[end..];
                }

                WithoutHalves(text).Should().Be(WithoutHalves(Apply(source, finding.Fix!)));
            }
        }
    }

    [Fact]
    public void Messages_with_the_same_words_share_an_id()
    {
        var finding = Scenes.Readiness();
        var other = finding with { Message = MessageText.Of($"container '{"cart"}' is slow") };
        using var output = new StringWriter();
        Reporter(1).Write(Scenes.Named("clean") with { Findings = [finding, other, finding] }, output);

        using var log = JsonDocument.Parse(output.ToString());
        Items(log.RootElement.GetProperty("runs")[0], "results")
            .Select(result => result.GetProperty("message").GetProperty("id").GetString())
            .Should().Equal("case2", "default", "case2");
    }

    [Fact]
    public void A_value_without_quotes_is_quoted_and_brackets_in_a_link_are_escaped()
    {
        var finding = Scenes.IngressPort();
        var message = SarifMessage.Of(
            finding with { Message = MessageText.Of($"port {80} of '{"ports[0]"}' leads to '{"a[b]\\":1}' {"x"}") });

        message.Template.Should().Be("port '{0}' of '{1}' leads to ['{2}'](1) '{3}'.");
        message.Text.Should().Be(@"port '80' of 'ports[0]' leads to ['a\[b\]\\'](1) 'x'.");
    }

    [Fact]
    public void A_related_location_that_the_message_does_not_link_is_named_behind_it()
    {
        var message = SarifMessage.Of(Scenes.ServiceSelector());

        message.Template.Should().EndWith("labels '{2}'. See ['{3}'](1), ['{4}'](2).");
        message.Arguments[^1].Should().Be("Deployment 'payments' says payments-api here");
    }

    [Fact]
    public void Long_descriptions_are_cut_at_a_word_to_what_GitHub_keeps()
    {
        var limited = SarifText.Limited(string.Concat(Enumerable.Repeat("twelve chars ", 200)));

        limited.Should().MatchRegex("(chars|twelve)…$");
        limited.Length.Should().BeLessThanOrEqualTo(1024);
    }

    [Theory]
    [InlineData("a b/ü#?%[x].yaml", "a%20b/%C3%BC%23%3F%25%5Bx%5D.yaml")]
    [InlineData("<stdin>", "%3Cstdin%3E")]
    [InlineData("c:/x.yaml", "c%3A/x.yaml")]
    public void Paths_become_relative_URIs(string path, string uri) => SarifPlaces.Uri(path).Should().Be(uri);

    internal static string Sarif(string scene) => Sarif(Scenes.Named(scene));

    internal static string Sarif(LintResult result)
    {
        using var output = new StringWriter();
        Reporter(result.Failures.IsEmpty ? result.Count(Severity.Error) > 0 ? 1 : 0 : 3).Write(result, output);
        return output.ToString();
    }

    private static readonly SarifRepository Repository =
        new("https://github.com/example/shop", "36c86b60d8b214d45b494f8abd4a8b1eb12addb3", "main");

    internal static string SarifWithSuppressed()
    {
        using var output = new StringWriter();
        Reporter(1, includesSuppressed: true).Write(Scenes.Suppressed(), output);
        return output.ToString();
    }

    [Fact]
    public void Suppressed_findings_are_written_where_asked()
    {
        Golden.Matches("sarif/suppressed.sarif", SarifWithSuppressed());
        Sarif(Scenes.Suppressed()).Should().NotContain("suppressions");
    }

    private static SarifReporter Reporter(int exitCode, bool includesSuppressed = false) =>
        new(new SarifOptions(new ToolInfo("0.1.0"), exitCode, Repository: Repository) { IncludesSuppressed = includesSuppressed },
            Scenes.Document);

    [GeneratedRegex(@"(?<!\\)\[(?:[^\\\[\]]|\\.)*\]\((?<target>[^)]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    private static IEnumerable<(JsonElement Result, Finding Finding)> Results(string scene) =>
        Items(JsonDocument.Parse(Sarif(scene)).RootElement.GetProperty("runs")[0], "results").Zip(Scenes.Named(scene).Findings);

    private static JsonElement[] Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var items) ? [.. items.EnumerateArray()] : [];

    private static IEnumerable<JsonElement> Descendants(string scene)
    {
        var open = new Stack<JsonElement>([JsonDocument.Parse(Sarif(scene)).RootElement]);
        while (open.TryPop(out var element))
        {
            if (element.ValueKind == JsonValueKind.Object)
                yield return element;
            var children = element.ValueKind switch
            {
                JsonValueKind.Object => element.EnumerateObject().Select(member => member.Value),
                JsonValueKind.Array => element.EnumerateArray(),
                _ => Enumerable.Empty<JsonElement>(),
            };
            foreach (var child in children)
                open.Push(child);
        }
    }

    private static Dictionary<string, SourceText> Sources(string scene) => Scenes.Named(scene).Findings
        .SelectMany(finding => finding.Related.Select(r => r.Span)
            .Concat(finding.Path.Select(h => h.Span))
            .Concat(finding.Fix?.Edits.Select(e => e.Span) ?? [])
            .Prepend(finding.Span))
        .Select(span => span.Source)
        .DistinctBy(source => source.Path, StringComparer.Ordinal)
        .ToDictionary(source => SarifPlaces.Uri(source.Path), StringComparer.Ordinal);

    private static (int Start, int End) Offsets(SourceText source, JsonElement region)
    {
        int At(string line, string column) =>
            source.LineStart(region.GetProperty(line).GetInt32()) + region.GetProperty(column).GetInt32() - 1;
        return (At("startLine", "startColumn"), At("endLine", "endColumn"));
    }

    private static string WithoutHalves(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Apply(SourceText source, Fix fix)
    {
        var text = source.Text;
        foreach (var edit in fix.Edits.Where(edit => edit.Span.Source.Path == source.Path).OrderByDescending(edit => edit.Span.Start))
            text = text[..edit.Span.Start] + edit.NewText + text[edit.Span.End..];
        return text;
    }

    // What a SARIF viewer does: placeholders first met from the left, doubled braces single.
    private static string Render(string template, string[] arguments)
    {
        var text = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] is '{' or '}' && i + 1 < template.Length && template[i + 1] == template[i])
            {
                text.Append(template[i++]);
            }
            else if (template[i] == '{')
            {
                (text, i) = (text.Append(arguments[int.Parse(template[(i + 1)..template.IndexOf('}', i)], CultureInfo.InvariantCulture)]),
                    template.IndexOf('}', i));
            }
            else
            {
                text.Append(template[i]);
            }
        }

        return text.ToString();
    }
}
