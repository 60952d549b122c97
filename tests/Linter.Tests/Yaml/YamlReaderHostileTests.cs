using System.Text;
using Linter.Tests.Support;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Yaml;

public sealed class YamlReaderHostileTests
{
    private const int Many = 100_000;

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\n\n")]
    [InlineData("# only a comment")]
    [InlineData("---")]
    [InlineData("---\n---\n...\n")]
    [InlineData("\t")]
    public void Text_without_content_is_no_document(string text)
    {
        var file = Read(text);

        file.Documents.Should().BeEmpty();
        file.IsComplete.Should().BeTrue();
    }

    [Theory]
    [InlineData("[")]
    [InlineData("- ")]
    [InlineData("{\"a\":")]
    [InlineData("{a: ")]
    [InlineData("? ")]
    [InlineData("[{\"a\":")]
    public void Nesting_beyond_the_limit_is_one_finding_and_the_next_document_is_read(string open)
    {
        var file = Read(string.Concat(Enumerable.Repeat(open, Many)) + "\n---\na: 1\n");

        file.Findings.Should().ContainSingle().Which.Message.Text.Should().StartWith("lists and mappings lie more than '256' deep");
        file.Documents.Select(Trees.Show).Should().Equal("{a: 1}");
    }

    [Theory]
    [InlineData("{[\n first: Sammy, last: Sosa }:\n  hr:\n")]
    [InlineData(" : resources:\n\n  \n- deploy.yaml\n")]
    [InlineData("text: |2\n       \n  b: |\n    ")]
    public void What_the_parser_stumbles_over_is_a_finding(string text) => Read(text).IsComplete.Should().BeFalse();

    [Theory]
    [InlineData("a: ")]
    [InlineData("\"")]
    [InlineData("'")]
    [InlineData("&a ")]
    [InlineData("*a ")]
    [InlineData("!")]
    [InlineData("|\n")]
    [InlineData("]")]
    [InlineData(":\n")]
    [InlineData(": ")]
    [InlineData("#")]
    [InlineData(" #\n")]
    [InlineData("%")]
    [InlineData("\0")]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF---\n")]
    [InlineData("---\n\"\n")]
    [InlineData("---\n\0\n")]
    [InlineData("-")]
    [InlineData(",")]
    [InlineData("\r")]
    [InlineData("\t")]
    [InlineData("[]\n")]
    [InlineData("{}")]
    [InlineData("? a\n")]
    [InlineData("- \"a\n  b\"\n")]
    [InlineData("- [\n")]
    [InlineData("{[\n0,t: ")]
    [InlineData("- : t\n")]
    public void Repetition_is_survived(string piece)
    {
        var read = () => Read(string.Concat(Enumerable.Repeat(piece, Many)));

        read.Should().NotThrow();
    }

    [Theory]
    [InlineData("a: [\nb\n]\n---\n")]
    [InlineData("a: \"b\nc\"\n---\n")]
    [InlineData("a: [-]\n")]
    [InlineData("- {\na: \"\\'\"\n}\n")]
    [InlineData("a: b\n... c\n")]
    [InlineData("...\na: b\n")]
    [InlineData("a: b\n%YAML 1.1\n")]
    [InlineData("- !!str, a\n")]
    [InlineData("- |\n \n  \n# c\n")]
    public void What_the_parser_is_given_again_is_given_a_limited_number_of_times(string piece)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Read(string.Concat(Enumerable.Repeat(piece, Many)));

        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void A_million_keys_are_compared_in_linear_time()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 1_000_000; i++)
            text.Append('k').Append(i).Append(": v\n");
        text.Append("k7: again\n");

        Read(text.ToString()).Findings.Should().ContainSingle().Which.Message.Text.Should().StartWith("key 'k7' appears twice");
    }

    [Fact]
    public void An_alias_bomb_is_refused_at_the_alias_that_goes_over()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++)
        {
            var alias = $"*a{i - 1}";
            text.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat(alias, 10))}]\n");
        }

        var finding = Read(text.ToString()).Findings.Should().ContainSingle().Subject;

        finding.Message.Text.Should().Contain("makes the document grow by more than '1000000' nodes");
        finding.Span.Slice.ToString().Should().Be("*a4");
    }

    [Fact]
    public void Aliases_that_stack_up_depth_are_refused()
    {
        var text = new StringBuilder("a0: &a0 []\n");
        for (var i = 1; i < 300; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [*a{i - 1}]\n");

        Read(text.ToString()).Findings.Should().ContainSingle().Which.Message.Text.Should().Contain("deep inside one another");
    }

    [Fact]
    public void A_large_document_with_a_few_aliases_is_not_taken_for_a_bomb()
    {
        var file = YamlReader.Read(new SourceText("t.yaml", "a: &a x\nb: [*a, *a]\nc: [1, 2, 3, 4, 5]\n"),
            new YamlLimits(MaxExpandedNodes: 2));

        file.Findings.Should().BeEmpty();
    }

    [Fact]
    public void Too_many_broken_documents_end_the_reading()
    {
        var file = Read(string.Concat(Enumerable.Repeat("---\n\"\n", 500)));

        file.Findings.Should().HaveCount(101);
        file.Findings[^1].Message.Text.Should().StartWith("'100' documents of this file could not be read");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_pieces_never_throw_and_spans_stay_in_the_file(int seed)
    {
        string[] pieces =
        [
            "a", "b: ", "- ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ",", ":", "\"", "'", "#", " # c", "&x ", "*x", "!!str ", "|\n", ">-\n",
            "---\n", "...\n", "%YAML 1.2\n", "\t", "\r\n", "? ", "<<: ", "😀", "\0", "\uFEFF", "\u2028", "\u0085", "\\", "\"x\"", "0x1",
            "~", "{{ x }}", "\ud800",
        ];
        var random = new Random(seed);
        for (var round = 0; round < 4000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                var file = YamlReader.Read(new SourceText(round % 3 == 0 ? "t.json" : "t.yaml", text));
                foreach (var root in file.Documents)
                    Trees.ShouldHaveNestedSpans(root);
                foreach (var span in file.Findings
                    .SelectMany(finding => finding.Related.Select(related => related.Span).Append(finding.Span))
                    .Concat(file.Comments.Select(comment => comment.Span)))
                {
                    (span.Start >= 0 && span.Start <= span.End && span.End <= text.Length).Should().BeTrue();
                }
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed}, round {round}: {System.Text.Json.JsonSerializer.Serialize(text)}",
                    exception);
            }
        }
    }

    private static YamlFile Read(string text) => YamlReader.Read(new SourceText("test.yaml", text));
}
