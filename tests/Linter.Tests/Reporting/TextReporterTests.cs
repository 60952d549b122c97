using Linter.Engine;
using Linter.Findings;
using Linter.Reporting;
using Linter.Tests.Support;
using Linter.Text;

namespace Linter.Tests.Reporting;

public sealed class TextReporterTests
{
    public static TheoryData<string> Scene => [.. Scenes.Names];

    [Theory]
    [MemberData(nameof(Scene))]
    public void A_finding_is_drawn_as_its_golden_file_shows(string scene) =>
        Golden.Matches($"text/{scene}.txt", Text(scene, new TextOptions(Width: 100)));

    [Theory]
    [InlineData("both-ends")]
    [InlineData("caution")]
    [InlineData("long-line")]
    [InlineData("same-block")]
    [InlineData("wide-characters")]
    public void On_sixty_columns_without_Unicode_labels_wrap_and_lines_are_cut(string scene)
    {
        var text = Text(scene, new TextOptions(Width: 60, Unicode: false));

        Golden.Matches($"text-60/{scene}.txt", text);
        Frames(text).Should().NotContain(line => Cells.Width(line) > 60);
    }

    [Fact]
    public void An_action_of_a_template_is_no_key_above_the_line()
    {
        var file = new MarkedFile("templates/web.yaml", """
            spec:
            {{ toYaml .Values.extra | indent 2 }}
              {{- if .Values.replicas }}
              replicas: [|3|]
            """);
        var finding = new Finding("sample-rule", Severity.Error, file[0], MessageText.Plain("x")) { Label = "three" };

        Frames(Text(Scenes.Named("clean") with { Findings = [finding] }, new TextOptions()))
            .Should().Equal("  |", "1 | spec:", "4 |   replicas: 3", "  |             ^ three", "  |");
    }

    [Fact]
    public void Suppressed_findings_follow_where_they_are_asked_for()
    {
        Golden.Matches("text-suppressed.txt", Text(Scenes.Suppressed(), new TextOptions(Width: 100, ShowSuppressed: true)));
        Text(Scenes.Suppressed(), new TextOptions(Width: 100)).Should().NotContain("suppressed ").And.Contain("(4 suppressed)");
    }

    [Fact]
    public void Colours_only_add_escapes()
    {
        var plain = Text("whole-run", new TextOptions());
        var coloured = Text("whole-run", new TextOptions(Color: true));

        string.Concat(coloured.Split('\x1b')
            .Select((piece, i) => i == 0 ? piece : piece[(piece.IndexOf('m', StringComparison.Ordinal) + 1)..]))
            .Should().Be(plain);
        Golden.Matches("text-color.txt", coloured.Replace('\x1b', '␛'));
    }

    [Theory]
    [MemberData(nameof(Scene))]
    public void No_line_of_a_frame_is_wider_than_the_terminal(string scene) =>
        Frames(Text(scene, new TextOptions(Width: 72))).Should().NotContain(line => Cells.Width(line) > 72);

    [Fact]
    public void Nothing_from_a_manifest_steers_the_terminal() =>
        Text("control-characters", new TextOptions()).Where(c => c != '\n')
            .Should().OnlyContain(c => !char.IsControl(c) && c != '\u202e' && c != '\u2066' && c != '\u2028');

    [Fact]
    public void Any_text_with_any_spans_keeps_to_the_width()
    {
        var random = new Random(20261121);
        string[] pieces = ["a", " ", "  key: ", "- ", "\t", "\n", "\r\n", "#", "---\n", "日", "😀", "e\u0301", "\u001b[", "\u202e", "\ud800",
            "\udc00", "\u200d", "xxxxxxxxxxxxxxxxxxxxxxxx"];
        for (var round = 0; round < 3000; round++)
        {
            var source = new SourceText("a.yaml", string.Concat(random.GetItems(pieces, random.Next(120))));
            SourceSpan Span() =>
                random.Next(source.Text.Length + 1) is var start ? source.Span(start, random.Next(start, source.Text.Length + 1)) : default;
            var finding = new Finding("sample-rule", Severity.Error, Span(), MessageText.Plain("x"))
            {
                Related = [new RelatedSpan(Span(), ""), new RelatedSpan(Span(), "words")],
                Fix = new Fix("y", [new TextEdit(Span(), random.GetItems(pieces, 1)[0])]),
            };
            var width = random.Next(40, 100);
            var text = Text(Scenes.Named("clean") with { Findings = [finding] }, new TextOptions(Width: width, Unicode: round % 2 == 0));

            Frames(text).Should().NotContain(line => Cells.Width(line) > width, "round {0}", round);
            text.Should().NotContainAny("\r", "\t", "\u001b", "\u202e");
        }
    }

    private static string Text(string scene, TextOptions options) => Text(Scenes.Named(scene), options);

    private static string Text(LintResult result, TextOptions options)
    {
        using var output = new StringWriter();
        new TextReporter(options).Write(result, output);
        return output.ToString();
    }

    // Sentences and paths stay whole: they are for searching and clicking.
    private static IEnumerable<string> Frames(string text) =>
        text.Split('\n').Where(line => line.Contains(" |", StringComparison.Ordinal) || line.StartsWith("   ", StringComparison.Ordinal));
}
