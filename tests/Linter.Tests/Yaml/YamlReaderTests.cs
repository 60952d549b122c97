using Linter.Tests.Support;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Yaml;

public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("a: [|web|]\n")]
    [InlineData("a: [|web|] # comment\n")]
    [InlineData("a: [|\"we\\tb\"|]\n")]
    [InlineData("a: [|'it''s'|]  \n")]
    [InlineData("a: [|😀 y|]\r\nb: 1\r\n")]
    [InlineData("é: 1\na:\t[|web|]\t\n")]
    [InlineData("a: &x !!str [|web|]\nb: 1\n")]
    [InlineData("a: !t\n  # why\n  [|web|]\n")]
    [InlineData("a:[||]\nb: 1\n")]
    [InlineData("a:[||] # nothing\nb: 1\n")]
    [InlineData("a: &x[||]\nb: 1\n")]
    [InlineData("a: [|multi\n  line|]\nb: 1\n")]
    [InlineData("a: [||\n  text\n  more  |]\n\n\nb: 1\n")]
    [InlineData("a: [|>- # folded\r\n  text|]\r\n\r\nb: 1\r\n")]
    [InlineData("a: [||+|]\n\nb: 1\n")]
    [InlineData("a: [|{b: c, d}|]\n")]
    [InlineData("a: [|[1, [2, 3], ]|] # x\n")]
    [InlineData("a: [|{}|]\n")]
    [InlineData("a:\n  [|b: 1\n  c:\n    d: 2|]\n\n# end\nz: 1\n")]
    [InlineData("a:\n[|- b\n- c|]\nz: 1\n")]
    [InlineData("a: &x\n  [|b: 1|]\nz: 1\n")]
    [InlineData("a:\n  [|- b:|]\n\nz: 1\n")]
    [InlineData("\uFEFFa: [|web|]\n")]
    [InlineData("{\n\t\"a\":\t[|[1,\t\"x\\u0041\"]|]\n}\n")]
    public void A_node_spans_what_is_written(string marked)
    {
        var text = MarkedText.Parse(marked);

        var node = YamlReader.Read(text.Source).Documents.Should().ContainSingle().Subject.Find("a")!.Value;

        node.Span.Should().Be(text.Span);
    }

    [Theory]
    [InlineData("a: 1\nb: [x, {y: z}]\n", "{a: 1, b: [x, {y: z}]}")]
    [InlineData("a: |\n  x\n  # y\nb: >\n  c\n  d\n", "{a: x⏎# y⏎, b: c d⏎}")]
    [InlineData("a: |\n    \n    x\nb: 1\n", "{a: ⏎x⏎, b: 1}")]
    [InlineData("a: !t |- # c\r\n  \r\n \r\n   x\r\n", "{a: ⏎⏎x}")]
    [InlineData("a: !t |\n    \n    x\n---\nb: |\n   \n   y\n", "{a: ⏎x⏎}")]
    [InlineData("a: |\n    \nb: 1\n", "{a: , b: 1}")]
    [InlineData("a: |2\n  \tx\n  y\n", "{a: \tx⏎y⏎}")]
    [InlineData("- - - x\n", "[[[x]]]")]
    [InlineData("? k\n: v\n? w\n", "{k: v, w: }")]
    [InlineData("[a: b, c]\n", "[{a: b}, c]")]
    [InlineData("a: &x {b: 1}\nc: *x\nd: [*x]\n", "{a: {b: 1}, c: {b: 1}, d: [{b: 1}]}")]
    [InlineData("a: &x 1\nb: &x 2\nc: *x\n", "{a: 1, b: 2, c: 2}")]
    [InlineData("%YAML 1.2\n%TAG !e! tag:e,2000:\n---\na: !e!t x\n", "{a: x}")]
    [InlineData("{\"a\": [1, true, null, -2.5e3], \"b\": {}, \"c\": \"\\ud83d\\ude00\\/\"}", "{a: [1, true, null, -2.5e3], b: {}, c: 😀/}")]
    public void Text_becomes_nodes(string text, string tree) => Trees.Show(Read(text).Documents[0]).Should().Be(tree);

    [Theory]
    [InlineData("<<: *x\na: 3\n", "{a: 3, b: 2}")]
    [InlineData("a: 3\n<<: *x\n", "{a: 1, b: 2}")]
    [InlineData("<<: [*x, *y]\n", "{a: 1, c: 9, b: 2}")]
    [InlineData("<<: [*y, *x]\n", "{a: 8, b: 2, c: 9}")]
    [InlineData("<<: {a: 5}\nc: 6\n", "{a: 5, c: 6}")]
    [InlineData("\"<<\": *x\n", "{<<: {a: 1, b: 2}}")]
    [InlineData("<<: *x\n<<: *y\n", "{a: 8, b: 2, c: 9}")]
    [InlineData("c: 1\nc: 2\n<<: *x\n", "{c: 1, c: 2, a: 1, b: 2}")]
    public void Merge_keys_apply_as_go_yaml_applies_them(string mapping, string effective)
    {
        var text = "- &x {a: 1, b: 2}\n- &y {a: 8, c: 9}\n- " + mapping.TrimEnd().Replace("\n", "\n  ", StringComparison.Ordinal) + "\n";

        Trees.Show(Read(text).Documents.Single().Items.Last()).Should().Be(effective);
    }

    [Fact]
    public void A_merge_of_a_merge_brings_what_is_in_effect_there() =>
        Trees.Show(Read("a: &a {x: 1}\nb: &b\n  <<: *a\n  y: 2\nc:\n  <<: *b\n").Documents.Single().Find("c")!.Value)
            .Should().Be("{x: 1, y: 2}");

    [Fact]
    public void Documents_are_told_apart_and_empty_ones_left_out()
    {
        var file = Read("# first\na: 1\n---\n---\n# only a comment\n--- |\n text\n...\n---\nb: 2\n--- ~\n");

        file.Documents.Select(Trees.Show).Should().Equal("{a: 1}", "text⏎", "{b: 2}", "~");
        file.IsComplete.Should().BeTrue();
    }

    [Fact]
    public void JSON_values_may_follow_one_another_and_YAML_them() =>
        Read("{\"a\":1}\n[2]\n---\nb: 3\n").Documents.Select(Trees.Show).Should().Equal("{a: 1}", "[2]", "{b: 3}");

    [Fact]
    public void Brackets_that_are_YAML_rather_than_JSON_are_read_as_YAML() =>
        Trees.Show(Read("{a: 1, \"b\": [x,],}\n").Documents.Single()).Should().Be("{a: 1, b: [x]}");

    [Fact]
    public void A_byte_order_mark_before_a_later_document_belongs_to_no_key()
    {
        var file = Read("\uFEFFa: 1\n---\n\uFEFFb: 2\n\uFEFF---\nc: 3\n");

        file.Documents.Select(Trees.Show).Should().Equal("{a: 1}", "{b: 2}", "{c: 3}");
    }

    [Theory]
    [InlineData("[|# one|]\na: 1 [|# two|]\n\n  [|# three|]\nb: 2\n")]
    [InlineData("a: |  [|# head|]\n  # text\n[|# after|]\nb: 2\n")]
    [InlineData("a: [1, [|# one|]\n  2 [|# two|]\n  ] [|# three|]\n")]
    [InlineData("a: \"x # no\" [|# yes|]\nb: 'x # no'\nc: x#no [|#yes|]\nd: &e#e 1\n")]
    [InlineData("a: 1 [|# one|]\r\n[|# two|]\r\n")]
    [InlineData("a: 1\n[|# end|]")]
    [InlineData("[|# only|]\n")]
    [InlineData("a:\n  [|# one|]\n  - x [|# two|]\n  [|# three|]\n  - y\n... [|# four|]\n[|# five|]\n--- [|# six|]\n[|# seven|]\n")]
    [InlineData("a: &x [|# one|]\n  b: !t [|# two|]\n    c\n")]
    [InlineData("a: |-\n[|# after an empty block|]\nb: 1\n")]
    [InlineData("a: [|# one|]\n  \"x\n  # no\"\nb: plain\n  text\n[|# two|]\n")]
    [InlineData("[|# lint|]\na: [b\n")]
    public void Every_comment_is_found(string marked)
    {
        var text = MarkedText.Parse(marked);

        YamlReader.Read(text.Source).Comments.Select(comment => comment.Span).Should().Equal(text.Spans);
    }

    [Fact]
    public void A_comment_behind_something_is_trailing() =>
        Read("# no\na: 1 # yes\n  # no\n- # yes\n").Comments.Select(comment => comment.IsTrailing)
            .Take(3)
            .Should().Equal(false, true, false);

    [Theory]
    [InlineData("replicas: 2\nx: 1\n[|replicas|]: 5\n", "key 'replicas' appears twice in this mapping, here as '5'; YAML readers disagree on which one counts", "first given here, as '2'")]
    [InlineData("8080: a\n[|\"8080\"|]: {}\n", "key '8080' appears twice in this mapping, here as a mapping; YAML readers disagree on which one counts", "first given here, as 'a'")]
    [InlineData("on: a\n[|true|]: [1]\n", "key 'true' appears twice in this mapping, here as a list; YAML readers disagree on which one counts", "first given here, as 'a'")]
    [InlineData("{\"a\": 1, [|\"\\u0061\"|]: 2}", "key 'a' appears twice in this mapping, here as '2'; YAML readers disagree on which one counts", "first given here, as '1'")]
    [InlineData("x:\n  - a: |\n      one\n      two\n    [|a|]:\n", "key 'a' appears twice in this mapping, here as an empty value; YAML readers disagree on which one counts", "first given here, as 'one…'")]
    public void A_doubled_key_is_reported_at_the_second(string marked, string message, string related)
    {
        var text = MarkedText.Parse(marked);

        var file = YamlReader.Read(text.Source);

        var finding = file.Findings.Should().ContainSingle().Subject;
        finding.RuleId.Should().Be(YamlReader.DuplicateKeyRule);
        finding.Span.Should().Be(text.Span);
        finding.Message.Text.Should().Be(message);
        finding.Related.Should().ContainSingle().Which.Message.Should().Be(related);
        file.IsComplete.Should().BeTrue();
    }

    [Fact]
    public void A_key_given_three_times_is_two_findings_and_the_last_one_counts()
    {
        var text = MarkedText.Parse("a: 1\n[|a|]: 2\n[|a|]: 3\n");

        var file = YamlReader.Read(text.Source);

        file.Findings.Select(finding => finding.Span).Should().Equal(text.Spans);
        file.Findings.Select(finding => finding.Related[0].Span.Start).Should().Equal(0, 0);
        file.Documents.Single().Find("a")!.Value.Value.Should().Be("3");
        file.Documents.Single().Entries.Count.Should().Be(3);
    }

    [Theory]
    [InlineData("a: 1\n\"a b\": c\nd: [e, f g, 'h']\ni: multi\n")]
    [InlineData("# c\na: é 😀 x # 😀\n😀: y\nb:\n- 😀\n- &a z\n- *a\n- !t w\n")]
    [InlineData("a: |\n  text # no\n\n  more\nb: c\nd: >+\n  x\n\ne: f\n")]
    [InlineData("a:\tb\t\nc:\t[d,\te]\t# x\nf: {g: h,\ti: j}\n")]
    [InlineData("--- &r\na: &x\n  b: c\n...\n---\n- - d\n  - e\n-   f: g\n    h: i\n")]
    [InlineData("apiVersion: v1\nkind: Service\nspec:\n  ports:\n  - port: 80\n    targetPort: http-web\n  selector: {app: web}\n")]
    public void A_plain_scalar_is_the_slice_of_the_source_that_it_spans(string text)
    {
        foreach (var variant in new[] { text, text.Replace("\n", "\r\n", StringComparison.Ordinal), "\uFEFF" + text, text.TrimEnd() })
        {
            var file = Read(variant);
            file.Findings.Should().BeEmpty();
            var plain = 0;
            foreach (var root in file.Documents)
            {
                Trees.ShouldHaveNestedSpans(root);
                for (var index = root.Index; index < root.Tree.NextOf(root.Index); index++)
                {
                    var node = root.Tree.NodeAt(index);
                    if (node.IsScalar && node.Style == ScalarStyle.Plain)
                    {
                        node.Span.Slice.ToString().Should().Be(node.Value);
                        plain++;
                    }
                }
            }

            plain.Should().BePositive();
        }
    }

    [Fact]
    public void Every_file_of_the_corpus_is_read_with_sound_spans()
    {
        var corpus = Path.Combine(Repository.Root, "..", "shared", "corpus");
        Assert.SkipUnless(Directory.Exists(corpus), "there is no ../shared/corpus beside the repository");

        foreach (var path in Directory.EnumerateFiles(corpus, "*", SearchOption.AllDirectories).Where(IsYaml))
        {
            var file = YamlReader.Read(new SourceText(path, File.ReadAllText(path)));
            foreach (var root in file.Documents)
                Trees.ShouldHaveNestedSpans(root);
            foreach (var finding in file.Findings)
                finding.Span.End.Should().BeInRange(finding.Span.Start, file.Source.Text.Length);
        }
    }

    private static bool IsYaml(string path) => Path.GetExtension(path) is ".yaml" or ".yml" or ".json";

    private static YamlFile Read(string text) => YamlReader.Read(new SourceText("test.yaml", text));
}
