using Linter.Findings;
using Linter.Tests.Support;

namespace Linter.Tests.Yaml;

/// <summary>Every text was given to kubectl 1.32: <c>kubectl annotate --local -f FILE a=b -o json</c>.</summary>
public sealed class SeparatorLinesTests
{
    private const string One = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\n";
    private const string Two = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: two}\n";

    [Theory]
    [InlineData("--- [|!t|]\n" + One, "'!t' stands on the line of a '---'; kubectl takes nothing but a comment there")]
    [InlineData("\uFEFF--- [|&a|] # why\n" + One, "'&a' stands on the line of a '---'; kubectl takes nothing but a comment there")]
    [InlineData("---\t[|{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}|]\r\n", "'{apiVersion: v1, kind: ConfigMap, metada…' stands on the line of a '---'; kubectl takes nothing but a comment there")]
    [InlineData("--- [|apiVersion: v1|]\nkind: ConfigMap\nmetadata: {name: a}\n", "'apiVersion: v1' stands on the line of a '---'; kubectl takes nothing but a comment there")]
    [InlineData(One + "--- [|apiVersion: v1|]\nkind: ConfigMap\nmetadata: {name: a}\n---\n"
        + Two, "'apiVersion: v1' stands on the line of a '---'; kubectl takes nothing but a comment there")]
    [InlineData("{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"a\"}}\n--- [|{}|]\n", "'{}' stands on the line of a '---'; kubectl takes nothing but a comment there")]
    [InlineData("[|%YAML 1.1|]\n---\n"
        + One, "kubectl cuts the directive '%YAML 1.1' off at the '---' below it, and then finds no document behind it")]
    [InlineData("# c\n\n[|%TAG ! tag:x,2000:|]\n# c\n%FOO\n--- # c\n"
        + One, "kubectl cuts the directive '%TAG ! tag:x,2000:' off at the '---' below it, and then finds no document behind it")]
    [InlineData(One
        + "[|---apiVersion: v1|]\nkind: ConfigMap\nmetadata: {name: two}\n", "a line break is missing behind the '---' of '---apiVersion: v1'; kubectl refuses the line, and YAML takes the dashes for text")]
    [InlineData("[|---apiVersion: v1|]\r\nkind: ConfigMap\r\nmetadata: {name: two}\r\n", "a line break is missing behind the '---' of '---apiVersion: v1'; kubectl refuses the line, and YAML takes the dashes for text")]
    [InlineData(One + "[|-----|]\n" + Two, "'-----' separates no documents, as it has more than three dashes; kubectl refuses the line")]
    [InlineData("[|----|]\n" + One, "'----' separates no documents, as it has more than three dashes; kubectl refuses the line")]
    [InlineData(One
        + "data:\n  a: |\n[|-----BEGIN CERTIFICATE-----|]\nAAAA\n", "'-----BEGIN CERTIFICATE-----' begins with '---' at the very left; kubectl takes that for the end of a document, and refuses the line for what follows")]
    [InlineData("[|---#|] c\n" + One, "a space is missing between '---' and the '#' of a comment; YAML takes the line for text")]
    [InlineData(One + "---\n[|---#|] c\n" + Two, "a space is missing between '---' and the '#' of a comment; YAML takes the line for text")]
    [InlineData("[|...|]\n" + One, "'...' ends a document here, but none has begun; kubectl finds no document up to the next '---'")]
    [InlineData("# c\n[|...|]\r\n---\n"
        + One, "'...' ends a document here, but none has begun; kubectl finds no document up to the next '---'")]
    [InlineData(One
        + "---\n\n[|...|] # c\n", "'...' ends a document here, but none has begun; kubectl finds no document up to the next '---'")]
    [InlineData(One
        + "...\n[|apiVersion: v1|]\nkind: ConfigMap\nmetadata: {name: two}\n", "'apiVersion: v1' stands behind a '...', which ends the document; kubectl reads nothing from here to the next '---'")]
    [InlineData("---\n...\n[|apiVersion: v1|]\nkind: ConfigMap\nmetadata: {name: two}\n", "'apiVersion: v1' stands behind a '...', which ends the document; kubectl reads nothing from here to the next '---'")]
    public void What_kubectl_takes_for_a_wrong_separator_is_reported_there(string marked, string message)
    {
        var text = MarkedText.Parse(marked, "a.yaml");

        var finding = Lint.Only("yaml-syntax", ("a.yaml", text.Source.Text)).Findings.Should().ContainSingle().Subject;

        (finding.Message.Text, finding.Span.Start, finding.Span.End, finding.Severity)
            .Should().Be((message, text.Span.Start, text.Span.End, Severity.Error));
    }

    [Theory]
    [InlineData("--- # c\n" + One + "---\t#c\n" + Two + "---  \r\n")]
    [InlineData(One + "...\n%YAML 1.1\n---\n" + Two)]
    [InlineData("\uFEFF---\n" + One + "---")]
    [InlineData(One + "...\n# c\n...\n---\n" + Two + "...")]
    [InlineData("---\n...\n---\n" + One)]
    [InlineData(One + "data:\n  a: |\n    ...\n    ---\n  b: ...\n")]
    [InlineData(One + "data:\n  a: |\n    --- b\n    ---c\n  '%YAML': c\n")]
    public void What_kubectl_takes_is_let_through(string text) =>
        Lint.Only("yaml-syntax", ("a.yaml", text)).Findings.Should().BeEmpty();

    [Theory]
    [InlineData(One + "... [|more of the same|]\n---\n" + Two)]
    [InlineData(One + "...\n\n# c\n[|more: [ \"|]\n\n---\n" + Two)]
    public void What_kubectl_reads_nothing_of_is_a_warning(string marked)
    {
        var text = MarkedText.Parse(marked, "a.yaml");
        var result = Lint.Only("yaml-syntax", ("a.yaml", text.Source.Text));

        var finding = result.Findings.Should().ContainSingle().Subject;
        (finding.Span.Start, finding.Span.End, finding.Severity).Should().Be((text.Span.Start, text.Span.End, Severity.Warning));
        result.Summary.Resources.Should().Be(2);
    }

    [Fact]
    public void A_comment_glued_to_a_separator_is_a_warning()
    {
        var result = Lint.Only("yaml-syntax", ("a.yaml", $"{One}---# c\n{Two}"));

        result.Findings.Should().ContainSingle().Which.Severity.Should().Be(Severity.Warning);
        result.Summary.Resources.Should().Be(2);
    }

    [Theory]
    [InlineData(One + "---" + Two)]
    [InlineData(One + "--- !t\n" + Two)]
    [InlineData(One + "-----\n" + Two)]
    [InlineData("%YAML 1.1\n---\n" + One + "---\n" + Two)]
    public void What_only_kubectl_refuses_is_linted_all_the_same(string text)
    {
        var result = Lint.Only("yaml-syntax", ("a.yaml", text));

        result.Findings.Should().ContainSingle();
        result.Summary.Resources.Should().Be(2);
    }

    [Theory]
    [InlineData("--- {a: b}\n")]
    [InlineData("%YAML 1.1\n---\nresources: [a.yaml]\n")]
    [InlineData("--- {apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization}\n")]
    public void Files_of_other_readers_are_let_through(string text) =>
        Lint.Only("yaml-syntax", ("a.yaml", text), ("b.yaml", One)).Findings.Should().BeEmpty();

    [Fact]
    public void Comments_of_a_document_that_only_kubectl_refuses_still_ignore()
    {
        var text = $"--- !t\n{One}data:\n  a: x\n  a: y # lint:ignore duplicate-key -- as generated\n";

        Lint.Run(["yaml-syntax", "duplicate-key"], ("a.yaml", text)).Findings.Should().ContainSingle().Which.RuleId
            .Should().Be("yaml-syntax");
    }
}
