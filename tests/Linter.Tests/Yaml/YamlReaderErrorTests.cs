using Linter.Findings;
using Linter.Tests.Support;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Yaml;

public sealed class YamlReaderErrorTests
{
    private const string GluedComment =
        "a space is missing before the '#' of a comment; kubectl reads it as a comment, but other tools refuse the file";

    [Fact]
    public void An_unterminated_quote_is_reported_where_it_opens() =>
        Expect("a: [|\"foo|]\n", "the quote '\"' that opens here is never closed");

    [Fact]
    public void A_quote_that_runs_on_to_the_next_quote_is_reported_where_it_opens()
    {
        Expect("a: [|\"foo|]\nb: \"bar\"\n", "the quote '\"' that opens here is not closed on its line and runs on into the next ones");
        Expect("x: 1\na: [|'foo|]\nb: 'bar'\nc: 1\n",
            "the quote ''' that opens here is not closed on its line and runs on into the next ones");
    }

    [Fact]
    public void An_apostrophe_in_single_quotes_is_reported_where_the_string_goes_on() =>
        Expect("a: 'it'[|s bad'|]\n", "'s bad'' stands behind a string that the quote before it has closed");

    [Theory]
    [InlineData("a: \"don[|\\'|]t\"\n", "'\\'' is no escape in YAML; kubectl reads it as the apostrophe alone, but other tools refuse the file")]
    [InlineData("a:\n  b: [|\"c|]\n  d\"\n", "the further lines of this string are not indented; kubectl reads 'c d', but other tools refuse the file")]
    [InlineData("a:\n  b: {c: [|\"d|]\ne\", f: g}\n", "the further lines of this string are not indented; kubectl reads 'd e', but other tools refuse the file")]
    [InlineData("a:\n  b: [|\"c|]\n  d\\n\" # e\n", "the further lines of this string are not indented; kubectl reads them, but other tools refuse the file")]
    [InlineData("a: \"b\"[|#|] c\n", GluedComment)]
    [InlineData("- \"b\"[|#|]c: d\n", GluedComment)]
    [InlineData("a: {b: \"c\"[|#|] d\n  }\n", GluedComment)]
    [InlineData("a: [b,[|#|]c\n  d]\n", GluedComment)]
    [InlineData("a:\n  - [b][|#|]c\n", GluedComment)]
    [InlineData("a: |[|#|] c\n  d\n", GluedComment)]
    [InlineData("a: >-[|#|]\n  d\n", GluedComment)]
    [InlineData("a: |2+[|#|]\r\n  d\r\n", GluedComment)]
    [InlineData("a: [b, [|-|]]\n", "'-' stands alone inside brackets; kubectl reads it as text, but other tools refuse the file")]
    [InlineData("- [|!!str,|] a\n", "the tag '!!str,' ends in a comma; kubectl reads what follows as text, but other tools refuse the file")]
    [InlineData("a: b\n[|%YAML 1.2|]\nc: [\n", "the directive '%YAML 1.2' ends the document above it; kubectl reads nothing from here to the next '---', and other tools refuse the file")]
    [InlineData("a: [[|?b|]]\n", "'?b' begins with a '?', which kubectl takes for the mark of a key inside brackets; other tools read it as part of the text")]
    public void What_only_kubectl_reads_is_a_warning(string marked, string message)
    {
        var text = MarkedText.Parse(marked);

        var finding = YamlReader.Read(text.Source).Findings.Should().ContainSingle().Subject;

        (finding.Message.Text, finding.Span, finding.Severity).Should().Be((message, text.Span, Severity.Warning));
    }

    [Fact]
    public void Comments_without_a_space_are_read_over()
    {
        var file = YamlReader.Read(new SourceText("a.yaml", "x: y # c\na: \"b\"# c\nd: |# e\n  f\ng: [h,#i\n  j] # k\n---\nl: m\n"));

        file.Documents.Select(Trees.Show).Should().Equal("{x: y, a: b, d: f⏎, g: [h, j]}", "{l: m}");
        file.Comments.Select(comment => comment.Span.Slice.ToString()).Should().Equal("# c", "# k");
        file.Findings.Should().HaveCount(3);
        file.IsComplete.Should().BeTrue();
    }

    /// <summary>Every text was given to kubectl 1.35: <c>kubectl annotate --local -f FILE a=b -o json</c>.</summary>
    [Theory]
    [InlineData("a: [\nb, c # d, ]\n, \"e]\",\n'f\n g', h\ni]\nj: k\n", "{a: [b, c, e], f g, h i], j: k}")]
    [InlineData("a: {\n\"b\": \"c\",\n\"d\": [\n1,\n{\"e\": null}\n]\n}\n---\nf: [\ng\n]\n", "{a: {b: c, d: [1, {e: null}]}}", "{f: [g]}")]
    [InlineData("a: [\nb\n\nc, d: e]\n", "{a: [b⏎c, {d: e}]}")]
    [InlineData("a: {\n? b\n: c\n}\n", "{a: {b: c}}")]
    [InlineData("a:\n- [b,\nc]\n- {\nd: e\n}\n", "{a: [[b, c], {d: e}]}")]
    [InlineData("a:\n  - b: {\n    c: d,\ne: f }\n", "{a: [{b: {c: d, e: f}}]}")]
    [InlineData("a:\r\n- {\r\nb: c, \r\nd: e\r\n}\r\n", "{a: [{b: c, d: e}]}")]
    [InlineData("a:\n  {\nb: \"}\", # }\n  c: 'd}' }\ne: f\n", "{a: {b: }, c: d}}, e: f}")]
    [InlineData("a: &b {\nc: it's,\nd: !e f }\ng: *b\n", "{a: {c: it's, d: f}, g: {c: it's, d: f}}")]
    [InlineData("a: \"b\\'c \\n\\U0001F600\nd\n\n\\'e\"\nf: g\n", "{a: b'c ⏎😀 d⏎'e, f: g}")]
    [InlineData("a: \"b \\\r\nc\r\n\r\nd\"\r\ne: [\"f\r\ng\"]\r\n", "{a: b c⏎d, e: [f g]}")]
    [InlineData("a: [-, b,-]\nc: {d: -}\n", "{a: [-, b, -], c: {d: -}}")]
    [InlineData("a: !!int, 5\nb: c\n", "{a: 5, b: c}")]
    [InlineData("a: >\n \n  \n   \n# c\nb: |+\n \n  \n # c\nc: d\n", "{a: , b: ⏎⏎, c: d}")]
    [InlineData("a: b\n... c: [\nd: \"\n---\ne: f\n", "{a: b}", "{e: f}")]
    [InlineData("...\na: b\n---\n# c\n...\nd: e\n", "{a: b}", "{d: e}")]
    [InlineData("a: '%'\n---\na: \"b\"#c\n", "{a: %}", "{a: b}")]
    public void What_only_kubectl_reads_is_read_as_it_does(string text, params string[] documents)
    {
        foreach (var engine in new[] { YamlEngine.Fast, YamlEngine.Reference })
        {
            var file = YamlReader.Read(new SourceText("a.yaml", text), engine);

            file.Documents.Select(Trees.Show).Should().Equal(documents);
            file.Documents.ToList().ForEach(Trees.ShouldHaveNestedSpans);
            file.Findings.Should().NotContain(finding => finding.Severity != Severity.Warning);
            file.IsComplete.Should().BeTrue();
        }
    }

    [Fact]
    public void What_stands_behind_lines_that_are_not_indented_has_its_place()
    {
        var text = MarkedText.Parse("a: {\n\"b\": \"c\nd\", # e\nf: g\nh }\ni: [|j|] # k\nl: {\n[|\"m\"|]: [|n|]}\n");

        var root = YamlReader.Read(text.Source).Documents.Should().ContainSingle().Subject;

        root.Find("i")!.Value.Span.Should().Be(text.Spans[0]);
        root.Find("l")!.Value.Entries.Single().Key.Span.Should().Be(text.Spans[1]);
        root.Find("l")!.Value.Entries.Single().Value.Span.Should().Be(text.Spans[2]);
        root.Find("a")!.Value.Find("f")!.Value.Span.Slice.ToString().Should().Be("g\nh");
        YamlReader.Read(text.Source).Comments.Select(comment => comment.Span.Slice.ToString()).Should().Equal("# e", "# k");
    }

    [Fact]
    public void What_is_read_over_is_not_told_of_a_document_that_is_lost() =>
        Expect("a: {\n\"b\": 1\n[|\"c\":|] 2\n}\n", "'\"c\":' stands where a comma or the closing '}' is expected");

    [Fact]
    public void A_string_that_swallows_keys_is_an_error() =>
        Expect("a:\n  b: [|\"c|]\n  d: e\"\n", "the quote '\"' that opens here is not closed on its line and runs on into the next ones")
            .Effect.Should().Be("kubectl takes the lines up to the next quote for its text");

    [Theory]
    [InlineData("a:\n[|\t|]b: 1\n")]
    [InlineData("a: 1\n[|\t\t|]b: 2\n")]
    [InlineData("a:\n  - x\n[|\t|]- y\n")]
    [InlineData("a:\n  b: 1\n  [|\t|]c: 2\n")]
    public void A_tab_in_indentation_is_reported_at_the_tab(string marked) =>
        Expect(marked, "a tab indents this line; YAML takes only spaces there");

    [Theory]
    [InlineData("a:\n- x\n-[|\t|]y\n")]
    [InlineData("a:\n- [|\t|]name: x\n")]
    public void A_tab_behind_a_dash_is_reported_as_the_cluster_would(string marked) =>
        Expect(marked, "a tab follows the dash of this list item; Kubernetes' reader takes only spaces there");

    [Theory]
    [InlineData("a:\n  ?[|\t|]b\n  : c\n", "?")]
    [InlineData("a:\n  ?[|\t|]- b\n", "?")]
    [InlineData("a:\n  ? b\n  : [|\t|]c: d\n", ":")]
    public void A_tab_behind_the_mark_of_a_key_or_value_is_reported_as_the_cluster_would(string marked, string mark) =>
        Expect(marked, $"a tab follows the '{mark}' of this entry; Kubernetes' reader takes only spaces there");

    [Theory]
    [InlineData("a:\n  [|\t|]b: 1\n")]
    [InlineData("a:\n   [|\t|]b\n")]
    [InlineData("a:\n  [|\t|]- b\n")]
    [InlineData(" [|\t|]\na: 1\n")]
    [InlineData("a:\n  b: \"1\"\n   [|\t|]\n  c: 1\n")]
    [InlineData("a:\n  b: \"1\"\r\n   [|\t|]# c\r\n  c: 1\r\n")]
    [InlineData("a: \"1\"\n [|\t|]\n")]
    [InlineData("a: b # c\n   [|\t|]\nd: e\n")]
    public void A_tab_behind_the_spaces_of_an_indentation_is_reported_as_the_cluster_would(string marked) =>
        Expect(marked, "a tab indents this line; Kubernetes' reader takes only spaces there");

    [Theory]
    [InlineData("a: [0.0.0.0/0, [|::/0|]]\n", "'::/0' begins with a colon, which Kubernetes' reader takes for one behind a key inside brackets")]
    [InlineData("a: {b: [|:c|]}\n", "':c' begins with a colon, which Kubernetes' reader takes for one behind a key inside brackets")]
    [InlineData("a: \"\\\\[|\\/|]b\"\n", "'\\/' is an escape that Kubernetes' reader does not know")]
    [InlineData("a: {\"b\"\n  [|:|] c}\n", "the ':' of the key '\"b\"' stands on another line; inside brackets Kubernetes' reader takes only a colon on the line of its key")]
    [InlineData("a: {\"b\" # c:\r\n\r\n  [|:|]c}\r\n", "the ':' of the key '\"b\"' stands on another line; inside brackets Kubernetes' reader takes only a colon on the line of its key")]
    [InlineData("a: {x: y, b\n  [|:|] c}\n", "the ':' of the key 'b' stands on another line; inside brackets Kubernetes' reader takes only a colon on the line of its key")]
    [InlineData("a: [\"b\"\n  [|:|] c]\n", "the ':' of the key '\"b\"' stands on another line; inside brackets Kubernetes' reader takes only a colon on the line of its key")]
    [InlineData("a: {x: y, [|\"b\n  c\"|]: d}\n", "the key '\"b…' runs over a line end; inside brackets Kubernetes' reader takes only keys that stand on one line")]
    [InlineData("a: {[|b\n  c|]: [d]}\n", "the key 'b…' runs over a line end; inside brackets Kubernetes' reader takes only keys that stand on one line")]
    [InlineData("a: [|&b#|] c\n", "'&b#' is read as an anchor, but Kubernetes' reader lets its name hold only a-z, A-Z, 0-9, - and _")]
    [InlineData("a: [|&b.c|] d\n", "'&b.c' is read as an anchor, but Kubernetes' reader lets its name hold only a-z, A-Z, 0-9, - and _")]
    [InlineData("a: [|&&|] b\n", "'&&' is read as an anchor, but Kubernetes' reader lets its name hold only a-z, A-Z, 0-9, - and _")]
    [InlineData("a: [|*.js|]\n", "'*.js' is read as an alias, but Kubernetes' reader lets its name hold only a-z, A-Z, 0-9, - and _")]
    [InlineData("a: [b, [|http://c/d?e=f|]]\n", "the '?' in 'http://c/d?e=f' ends the text for Kubernetes' reader, because it stands inside brackets and is not quoted")]
    [InlineData("a: {b: [|c ?|]}\n", "the '?' in 'c ?' ends the text for Kubernetes' reader, because it stands inside brackets and is not quoted")]
    [InlineData("a: \"x [|\\ud83d|]\\ude00\"\n", "'\\ud83d' is half of a character; Kubernetes' reader takes only whole ones")]
    [InlineData("a: [|!!int web|]\n", "'web' is not what the tag '!!int' in front of it asks for, so kubectl refuses it")]
    [InlineData("a: [|!!bool 1|]\n", "'1' is not what the tag '!!bool' in front of it asks for, so kubectl refuses it")]
    [InlineData("a: [|!!null x|]\n", "'x' is not what the tag '!!null' in front of it asks for, so kubectl refuses it")]
    [InlineData("a: [|!!int|]\n", "the tag '!!int' stands before an empty value, which kubectl refuses")]
    [InlineData("[|[a, b]|]: c\n", "'[a, b]' is a list that stands for a key, which kubectl refuses")]
    [InlineData("a: {[|{b}|]}\n", "'{b}' is a mapping that stands for a key, which kubectl refuses")]
    [InlineData("a:\n  [|null|]: c\n", "the key 'null' is read as null, which kubectl takes for no key")]
    [InlineData("a: {[|~|]: c}\n", "the key '~' is read as null, which kubectl takes for no key")]
    [InlineData("a: &b [{c: d}]\ne:\n  <<: [|*b|]\n", "'<<' is given '*b', an alias of a list; kubectl merges a list only where it is written out")]
    public void What_only_the_cluster_refuses_is_reported(string marked, string message) => Expect(marked, message);

    [Theory]
    [InlineData("a:\n  b: |\n    x\n   [|\t|]\n  c: 1\n")]
    [InlineData("a:\n  b: >-\r\n    x\r\n   [|\t|]\r\n\r\n  c: 1\r\n")]
    public void A_tab_below_a_block_is_reported_as_the_cluster_would(string marked) =>
        Expect(marked, "a tab stands in the indentation below a block of text; Kubernetes' reader takes only spaces there");

    [Theory]
    [InlineData("a :\tb\nc:\t{d: e}\n")]
    [InlineData("a: |\n  x\n  \t\nb: |\n  y\n   \t\n")]
    [InlineData("a: [\n\tb,\n\tc ]\n")]
    [InlineData("a: |\n  x\n  \t\n\n   \t \nb: >\n  y\n \n")]
    [InlineData("a: b\n     \t\n     c\nd:\te\t# \t\n# \tx\n")]
    [InlineData("a:\n  b: c\n   \t\n  d: \"x\n   \ty\"\n")]
    [InlineData("a: \"x\\\\/y\"\nb: '\\/'\nc: :x\nd: {e: x:y, f: \"::/0\"}\n")]
    [InlineData("a: {? \"b\"\n  : c, ? \"d\n  e\" : f, \"g\":\n  h, \"i\" :\n  j, k\n  , l: {m: \"n\n  o\"}}\n")]
    [InlineData("{\"a\": \"\\/\"}")]
    [InlineData("{\"a\"\n: \"b\"}")]
    public void What_the_cluster_takes_is_let_through(string text) =>
        YamlReader.Read(new SourceText("a.yaml", text)).Findings.Should().BeEmpty();

    [Theory]
    [InlineData("a: |\n  [|\t|]x\n")]
    [InlineData("a:\n- >- # c\r\n\r\n   [|\t|]x\r\n   y\r\n")]
    public void A_tab_at_the_top_of_a_block_is_reported_as_the_cluster_would(string marked) =>
        Expect(marked, "the text of this block begins with a tab, which Kubernetes' reader takes for indentation");

    [Theory]
    [InlineData("m:\n  [|:|] x\n  y: 1\n")]
    [InlineData("? a:\n   [|:|]\tb:\n")]
    public void A_colon_without_a_key_is_reported(string marked) =>
        Expect(marked, "':' is half an entry: a mapping needs a key, a colon and a value");

    [Fact]
    public void White_space_above_a_block_of_text_may_not_reach_further_than_the_text() =>
        Expect("a: |\n    \n[|  x|]\n", "a blank line at the top of this block holds more spaces than the text below it is indented by");

    [Fact]
    public void A_second_colon_is_reported_there_with_the_quoted_value_as_help() =>
        Expect("a: b[|:|] c\n", "a second colon with a space after it stands in the value of 'a', which is not quoted")
            .Help.Should().Be("quote the value: \"b: c\"");

    [Fact]
    public void A_missing_space_after_the_colon_is_named() =>
        Expect("a: 1\n[|b:2|]\nc: 3\n", "'b:2' has no space after the colon, so it is not a key with a value")
            .Help.Should().Be("write 'b: 2'");

    [Theory]
    [InlineData("a: 1\n[|foo|]\nb: 2\n")]
    [InlineData("a: x\n[|foo|]")]
    [InlineData("name: x\n[|foo|]\n  a: b\n")]
    public void A_line_without_a_colon_is_reported_as_such(string marked) =>
        Expect(marked, "'foo' stands where a key is expected, but no colon follows it");

    [Theory]
    [InlineData("a: [|*|]\n", "'*' begins an alias, but no name follows", "put the value in quotes if no alias is meant")]
    [InlineData("a: b\n[|\"c\":1|]\n", "'\"c\":1' has no space after the colon, so it is not a key with a value", "write '\"c\": 1'")]
    [InlineData("x: y\n[|a:#b|]\n", "'a:#b' has no space after the colon, so it is not a key with a value", "write 'a: \"#b\"' if the # belongs to the value")]
    [InlineData("x: y\na:[|\u00A0|]b\n", "a no-break space, 'U+00A0', follows the colon; YAML takes it for text", "write an ordinary space instead")]
    [InlineData("a:\n  - b: c\n  [|\u00A0\u00A0|]d: e\n", "a no-break space, 'U+00A0', indents this line; YAML takes only ordinary spaces there", "replace it with ordinary spaces")]
    [InlineData("a:\n[|\u00A0|] b: c\n  d: e\n", "a no-break space, 'U+00A0', indents this line; YAML takes only ordinary spaces there", "replace it with ordinary spaces")]
    [InlineData("a:\n  - b: c\n  [|\u3000|]d: e\n", "the blank 'U+3000' indents this line; YAML takes only ordinary spaces there", "replace it with ordinary spaces")]
    [InlineData("a:\n- b\n[|-c|]\n", "'-c' has no space after the dash, so it is not a list item", "write '- c'")]
    [InlineData("a:\n  - b: c\n  [|-d: e|]\n", "'-d: e' has no space after the dash, so it is not a list item", "write '- d: e'")]
    [InlineData("a:\n[|{|]\"b\": 1}\n", "'{' begins a value that stands no deeper than 'a', the key above it", "put it on the line of 'a', or indent it further")]
    [InlineData("a:\n[|{|]\n  b: c\n}\n", "'{' begins a value that stands no deeper than 'a', the key above it", "put it on the line of 'a', or indent it further")]
    [InlineData("a: b\n  # c\n  [|d|]\n", "'d' continues the value above, but the comment there has ended it", "move the comment above the key")]
    [InlineData("a: |\n  b\n# c\n  [|d|]\n", "'d' continues the value above, but the comment there has ended it", "move the comment above the key, or indent it like the text if it belongs to it")]
    [InlineData("a: {b: c [|d:|] e}\n", "'d:' stands where a comma or the closing '}' is expected", "put a comma before it, or quote the value that it belongs to")]
    [InlineData("a: [|{|]\nb: c\nd: e\n", "the '{' that opens here is never closed", "add the missing '}', or quote the value if it is meant as text")]
    public void What_is_easy_to_mend_is_told_with_how(string marked, string message, string help) =>
        Expect(marked, message).Help.Should().Be(help);

    [Fact]
    public void A_line_between_two_levels_is_reported_with_both()
    {
        var finding = Expect("a:\n    b: 1\n  [|c|]: 2\n",
            "'c' is indented by '2' spaces, but the lines above that it could follow stand at '0' and '4'");

        finding.Help.Should().Be("indent it by 4 to stand beside 'b', or indent it by 0 to stand beside 'a'");
    }

    [Fact]
    public void A_key_under_a_key_that_has_a_value_is_reported() =>
        Expect("key: v1\n  [|other|]: 1\n", "'other' is indented as if it belonged to 'key', which has a value already");

    [Fact]
    public void A_key_among_list_items_is_reported() =>
        Expect("- a\n[|b|]: c\n", "'b' stands where the list above expects its next item");

    [Fact]
    public void A_list_item_among_keys_is_reported() =>
        Expect("a: b\n[|- c|]\n", "a list item stands where the mapping above expects a key beside 'a'");

    [Fact]
    public void A_list_item_on_the_line_of_its_key_is_reported() =>
        Expect("a: [|-|] b\n", "a list item cannot begin on the line of its key");

    [Fact]
    public void A_comment_inside_a_plain_value_is_reported() =>
        Expect("a: foo #c\n  [|bar|]\nb: 1\n", "'bar' continues the value above, but the comment there has ended it");

    [Theory]
    [InlineData("a: [|{|]b: 1\n", "the '{' that opens here is never closed")]
    [InlineData("a: [1, [|{|]b: 2\n---\nc: 1\n", "the '{' that opens here is never closed")]
    [InlineData("a: [1, 2\n[|b:|] 3\n", "'b:' stands where a comma or the closing ']' is expected")]
    [InlineData("a: [\"x\" [|\"y\"|]]\n", "'\"y\"' stands where a comma or the closing ']' is expected")]
    [InlineData("a: {\"x\" [|1|]}\n", "'1' stands where a comma or the closing '}' is expected")]
    [InlineData("a: b\n[|}|]\n", "'}' stands here, but no bracket is open that it could belong to")]
    [InlineData("a: [|@|]b\n", "an unquoted value cannot begin with '@'")]
    [InlineData("a: [|`|]b`\n", "an unquoted value cannot begin with '`'")]
    [InlineData("a: [|%|]b\n", "an unquoted value cannot begin with '%'")]
    [InlineData("a: \"x [|\\d|]\"\n", "'\\d' is no escape that a double-quoted string knows")]
    [InlineData("a: [|!x!y|] b\n", "the tag '!x!y' has a handle that no %TAG line declares")]
    [InlineData("a: [||x|]\n  text\n", "'|x' does not introduce a block of text: only a digit, + or - may follow | and >")]
    [InlineData("[|%YAML 1.2|]\na: b\n", "the directive '%YAML 1.2' is not followed by a line '---'")]
    [InlineData("[|{{- if .x }}|]\na: 1\n", "'{{- if .x }}' is a template expression, which is not YAML before it is rendered")]
    [InlineData("a: 1[|\u001b|]\n", "the control character 'U+001B' stands here; YAML does not allow it")]
    [InlineData("# [|\0|]\na: 1\n", "the control character 'U+0000' stands here; YAML does not allow it")]
    [InlineData("a: {b: [|&x.y|] c, d: e}\n", "'&x.y' is read as an anchor, but Kubernetes' reader lets its name hold only a-z, A-Z, 0-9, - and _")]
    [InlineData("a: {b: &x c, d: [|*y|]}\n", "the alias '*y' has no anchor '&y' before it in this document")]
    [InlineData("a: &web 1\nb: [|*wbe|]\n", "the alias '*wbe' has no anchor '&wbe' before it in this document")]
    [InlineData("a: &x {b: [|*x|]}\n", "the alias '*x' lies inside the value of its own anchor '&x', which would never end")]
    [InlineData("a: 1\n<<: [|web|]\n", "'<<' merges a mapping or a list of mappings, but here it is given 'web'")]
    public void What_is_wrong_is_said_where_it_is(string marked, string message) => Expect(marked, message);

    [Fact]
    public void Half_a_surrogate_pair_is_reported_where_it_stands() =>
        Expect("a: [|\ud800|]\n", "half of a character, 'U+D800', stands here alone; YAML allows only whole characters");

    [Theory]
    [InlineData("{\"a\": [1, 2[|}|]", "JSON expects a comma or ']' here, not '}'")]
    [InlineData("{\"a\": \"[|\\u|]12g4\"}", "'\\u' is not followed by four hexadecimal digits")]
    [InlineData("{\"a\": [|{|]\"b\": 2", "the '{' that opens here is never closed")]
    public void JSON_has_its_own_words_in_a_JSON_file(string marked, string message)
    {
        var text = MarkedText.Parse(marked, "test.json");

        var finding = YamlReader.Read(text.Source).Findings.Should().ContainSingle().Subject;

        (finding.Message.Text, finding.Span).Should().Be((message, text.Span));
    }

    [Fact]
    public void An_anchor_is_known_in_its_own_document_only() =>
        Expect("a: &x 1\n---\nb: [|*x|]\n", "the alias '*x' has no anchor '&x' before it in this document");

    [Theory]
    [InlineData("{a: &x [|b|], c: *x}\n", "{a: b, c: b}")]
    [InlineData("{a: &x !!str [|1|], c: *x}\n", "{a: 1, c: 1}")]
    [InlineData("{a: !!str &x [|1|], c: *x}\n", "{a: 1, c: 1}")]
    [InlineData("{a: &x\n  [|\"b\"|], c: &y d, e: [*x, *y]}\n", "{a: b, c: d, e: [b, d]}")]
    [InlineData("{a: {b: &x [|c|], d: e}, f: *x}\n", "{a: {b: c, d: e}, f: c}")]
    public void An_anchor_inside_braces_may_have_another_entry_behind_it(string marked, string read)
    {
        foreach (var engine in Enum.GetValues<YamlEngine>())
        {
            var text = MarkedText.Parse(marked);

            var file = YamlReader.Read(text.Source, YamlLimits.Default, engine);

            file.Findings.Should().BeEmpty();
            var document = file.Documents.Should().ContainSingle().Subject;
            Trees.Show(document).Should().Be(read);
            var first = document.Entries.First().Value;
            (first.IsMapping ? first.Entries.First().Value : first).Span.Should().Be(text.Spans[0]);
        }
    }

    [Fact]
    public void Two_documents_after_a_syntax_error_are_still_read()
    {
        var text = MarkedText.Parse("a: [|\"x|]\n---\nb: [1, [|:|] ]]\n--- # third\nc: 3\n---\n- [|d|]\n");

        var file = YamlReader.Read(text.Source);

        file.Documents.Select(Trees.Show).Should().Equal("{c: 3}", "[d]");
        file.Documents[^1].Items.First().Span.Should().Be(text.Spans[^1]);
        file.Findings.Should().HaveCount(2);
        file.IsComplete.Should().BeFalse();
    }

    [Fact]
    public void Documents_around_a_forbidden_character_are_still_read()
    {
        var file = YamlReader.Read(new SourceText("test.yaml", "a: 1\n---\nb: \u0001\n\u0002\n---\nc: 3\n"));

        file.Documents.Select(Trees.Show).Should().Equal("{a: 1}", "{c: 3}");
        file.Findings.Should().ContainSingle();
    }

    [Fact]
    public void A_broken_document_is_one_finding() =>
        YamlReader.Read(new SourceText("test.yaml", "a: 1\na: 2\nb: [\n")).Findings.Should().ContainSingle().Which.RuleId
            .Should().Be(YamlReader.SyntaxRule);

    private static Finding Expect(string marked, string message)
    {
        var text = MarkedText.Parse(marked);
        var finding = YamlReader.Read(text.Source).Findings.Should().ContainSingle().Subject;
        (finding.RuleId, finding.Severity).Should().Be((YamlReader.SyntaxRule, Severity.Error));
        (finding.Message.Text, finding.Span).Should().Be((message, text.Span));
        return finding;
    }
}
