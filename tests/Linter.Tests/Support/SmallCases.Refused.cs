using System.Collections.Immutable;

namespace Linter.Tests.Support;

/// <summary>Those of what kubectl refuses or passes over although some of the file is sound.</summary>
public static partial class SmallCases
{
    private const string Plain = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";
    private const string Conflict = "data:\n<<<<<<< HEAD\n  a: b\n=======\n  a: c\n>>>>>>> other\n";

    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> RefusedCases =
    [
        .. ((string[])["text", "5", "~", "", "[a]", "a: b", "~\n- text", "~\n- ~\n- ~", "5\n- 6"]).SelectMany(item => ((string[])["List", "ConfigMapList"])
            .Select(kind => ("incomplete-resource", $"a {kind} of {item.ReplaceLineEndings(", ")}", $"apiVersion: v1\nkind: {kind}\nitems:\n- {{apiVersion: v1, kind: ConfigMap, metadata: {{name: a}}}}\n- {item}\n"))),
        .. ((string[])["text", "5", "~", "# text", "[a]", "- a", "[]", "\"\"", "text\n---\n- a", "<<<<<<< HEAD"]).SelectMany(document => ((string[])[Plain, "", "- a\n"])
            .Select(above => ("incomplete-resource", $"a document of {document.ReplaceLineEndings(", ")} below {above.ReplaceLineEndings(", ")}", $"{above}---\n{document}\n"))),
        .. ((string[])["", "---\n" + Plain, "---\n---\n"]).Select(below => ("yaml-syntax", $"a merge conflict above {below.ReplaceLineEndings(", ")}", Plain + Conflict + below)),
        ("yaml-syntax", "the versions of a merge conflict are two documents", Conflict.Replace("  a: b\n", Plain + "---\n", StringComparison.Ordinal) + Plain),
        ("yaml-syntax", "a heading of equals signs", Plain + "title\n=======\n"),
        ("yaml-syntax", "a merge conflict in JSON", "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\",\n<<<<<<< HEAD\n\"data\": {},\n=======\n>>>>>>> other\n\"metadata\": {\"name\": \"a\"}}\n"),
        ("yaml-syntax", "marks of a merge conflict in a block of text", Plain + "data:\n  a: |\n    <<<<<<< HEAD\n    >>>>>>> other\n"),
        .. ((string[])["\r---\n", "\r---\r", "\n---\r", "\r---\n---\n", "\r\n---\r\n", "\r--- # two\n", "\r----\n", "\r\r---\n\r---\n"]).SelectMany(mark => ((string[])["# one", Plain.TrimEnd(), "---\r# one\r---\r" + Plain.TrimEnd()])
            .Select(above => ("yaml-syntax", $"{mark} below {above}".Replace("\r", "CR ", StringComparison.Ordinal).Replace("\n", "LF ", StringComparison.Ordinal), above + mark + Plain))),
        .. ((int[])[17, 18, 19, 30]).Select(count => ("duplicate-key", $"one key, {count} times", Plain + "data:\n" + string.Concat(Enumerable.Repeat("  a: b\n", count)))),
        .. ((int[])[16, 17, 18]).Select(count => ("yaml-syntax", $"{count} keys that are lists", Plain + "data:\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"  ? [{i}]\n  : b\n")))),
        .. ((string[])["#@ load('@ytt:data', 'data')", "#@ if True:", "#@data/values", "#@ data.values.name", "#@ a name", "# @param"]).Select(comment => ("unrendered-template", $"the comment {comment}", comment + "\n" + Plain)),
        .. ((string[])["#@ load('@ytt:data', 'data')\na: b", "a: #{Name}"]).Select(text => ("unrendered-template", $"no manifest: {text.ReplaceLineEndings(", ")}", text + "\n")),
        .. ((string[])["#{Name}", "#{Name}-web", "web-#{Name}", "a #{Name}", "# {Name}", "#{a name}", "#{}", "#{Name"]).Select(name => ("unrendered-template", $"the name {name}", $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}\n")),
        .. ((string[])["{# a remark #}\n", "{# a remark\n", "a: ${#list[@]} #}\n b: c\n", "{#- a remark -#}\n"]).SelectMany(text => ((string[])["unrendered-template", "yaml-syntax"]).Select(rule => (rule, $"Jinja's {text.ReplaceLineEndings(", ")}", text + Plain))),
    ];
}
