using Linter.Engine;
using Linter.Findings;
using Linter.Reporting;
using Linter.Tests.Support;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Linter.Tests.Reporting;

public sealed class MarkdownReporterTests
{
    private static readonly MarkdownPipeline GitHubs = new MarkdownPipelineBuilder().UsePipeTables()
        .UseAutoLinks()
        .UseEmphasisExtras()
        .Build();

    [Theory]
    [InlineData("whole-run")]
    [InlineData("clean")]
    [InlineData("clean-with-notes")]
    [InlineData("control-characters")]
    public void A_summary_is_a_table_with_frames_below(string scene) => Golden.Matches($"markdown/{scene}.md", Text(Scenes.Named(scene)));

    [Fact]
    public void A_reader_sees_one_row_a_finding_and_the_message_as_it_is()
    {
        var result = Scenes.All();
        var table = Markdown.Parse(Text(result), GitHubs).OfType<Table>().Should().ContainSingle().Subject;
        var rows = table.OfType<TableRow>().Where(row => !row.IsHeader)
            .Select(row => row.OfType<TableCell>().Select(Shown).ToArray())
            .ToList();

        rows.Should().HaveCount(result.Findings.Length);
        rows.Should().OnlyContain(row => row.Length == 4);
        rows.Select(row => row[3]).Should().Equal(result.Findings.OrderByDescending(finding => finding.Severity)
            .Select(finding => Printable.Of(finding.Message.Text)));
    }

    [Fact]
    public void Text_of_manifests_is_neither_markup_nor_link()
    {
        const string Hostile = "<img src=x> [a](http://e.example) **b** `c` | d https://e.example www.e.example @team ~~s~~ # h";
        var finding = Scenes.Named("both-ends").Findings[0] with { Message = MessageText.Plain(Hostile) };
        var document = Markdown.Parse(Text(new LintResult([finding], [], new LintSummary(1, 1, 1, 0, []))), GitHubs);
        var table = document.OfType<Table>().Single();

        table.Descendants<LinkInline>().Should().BeEmpty();
        table.Descendants<HtmlInline>().Should().BeEmpty();
        table.Descendants<EmphasisInline>().Should().BeEmpty();
        table.Descendants<CodeInline>().Should().BeEmpty();
        Shown(table.OfType<TableRow>().Last().OfType<TableCell>().Last()).Should().Be(Hostile);
    }

    [Fact]
    public void Backticks_do_not_end_the_frames()
    {
        var document = Markdown.Parse(Text(Scenes.All()), GitHubs);

        document.OfType<FencedCodeBlock>().Should().ContainSingle();
    }

    [Fact]
    public void Suppressed_findings_are_counted() =>
        Text(Scenes.Suppressed()).Should().StartWith("### Manifest lint: 1 error, 0 warnings, 4 suppressed\n")
            .And.Contain("3 entries of the baseline are no longer found");

    private static string Shown(TableCell cell) => string.Concat(cell.Descendants<LeafInline>().Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        _ => inline.ToString(),
    }));

    private static string Text(LintResult result)
    {
        using var output = new StringWriter();
        new MarkdownReporter(ReportPaths.AsTheyAre).Write(result, output);
        return output.ToString();
    }
}
