using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Linter.Fuzz;

/// <summary>What people write wrongly, or too much of, in templates and kustomizations.</summary>
internal sealed partial class OddSources
{
    private const int Rarely = 40;

    private static readonly string[] Parts =
    [
        "{{", "}}", "{{-", "-}}", "{{ end }}", "{{ else }}", "{{ else if .x }}", "{{- if .Values.a }}", "{{ range .Values }}",
        "{{ with $ }}", "{{ define \"a\" }}", "{{ block \"a\" . }}",
        "{{ template \"a\" . }}", "{{ break }}", "{{ continue }}", "{{/*", "*/}}", "{{ \"", "{{ `", "{{ '", "{{ ((((", "{{ $x := . }}",
        "{{ $x = list $x $x }}", "{{ $x }}",
        "{{ define \"a\" }}{{ include \"a\" . }}{{ include \"a\" . }}{{ end }}{{ include \"a\" . }}",
        "{{ range $i, $e := until 9999 }}{{ $i }}: {{ $e }}\n{{ end }}",
        "{{ $x := \"ab\" }}{{ range until 50 }}{{ $x = print $x $x }}{{ end }}{{ $x }}",
        "{{ $l := list . }}{{ range until 50 }}{{ $l = list $l $l }}{{ end }}{{ toYaml $l }}",
        "{{ $_ := set .Values \"a\" .Values }}{{ toYaml .Values | nindent 2 }}", "{{ tpl (toYaml .Values) . | indent 4 }}", "\n---\n",
        "\n# Source: a/b\n",
    ];

    private static readonly string[] Functions =
    [
        "include", "tpl", "toYaml", "indent", "nindent", "quote", "squote", "print", "cat", "printf", "default", "coalesce", "or", "and",
        "not", "ternary", "required", "fail", "eq", "ne", "lt", "contains",
        "hasPrefix", "kindIs", "typeOf", "lookup", "dict", "list", "get", "index", "hasKey", "set", "unset", "pick", "omit", "keys",
        "values", "merge", "mergeOverwrite", "deepCopy", "dig", "len", "first",
        "last", "rest", "initial", "append", "prepend", "concat", "has", "until", "untilStep", "compact", "uniq", "sortAlpha", "reverse",
        "without", "splitList", "split", "join", "trim", "trimSuffix", "trimPrefix",
        "trimAll", "trunc", "lower", "upper", "title", "replace", "nospace", "substr", "int", "float64", "atoi", "add", "add1", "sub",
        "mul", "div", "mod", "max", "floor", "round", "toJson", "fromYaml", "nothing",
    ];

    private static readonly string[] Terms =
    [
        ".", "$", "$x", ".Values", ".Chart.Name", ".Release.Name", ".Capabilities.APIVersions", "nil", "true", "0", "-1", "3", "1e99",
        "0x10", "99999999999", "\"\"", "\"a\"", "\"%s-%d%\"", "\"{{ . }}\"", "`\n`", "\"\\n\"", "'c'", "\"é😀\"",
    ];

    private static readonly string[] Pointers =
    [
        "", "/", "//", "x", "/metadata", "/metadata/name", "/metadata/labels/a~1b", "/spec", "/spec/ports", "/spec/ports/0",
        "/spec/ports/-", "/spec/ports/-1", "/spec/ports/99999999999", "/spec/ports/0/port", "/spec/template/spec/containers/0",
        "/spec/x/y", "/kind",
    ];

    private static readonly string[] Paths =
    [
        "\"\"", "\"*\"", "metadata", "metadata.name", "metadata.labels.*", "spec", "spec.ports", "spec.ports.*", "spec.ports.*.port",
        "spec.ports.0", "spec.ports.-1", "\"spec.ports.[name=http].port\"", "\"spec.ports.[=80]\"", "\"spec.[\"", "\"..\"", "\"a\\\\\"",
        "\"spec.selector.*\"", "spec.template.spec.containers.*.ports.*", "[1]", "{a: b}",
    ];

    private static readonly string[] Selectors =
    [
        "{}", "{kind: Service}", "{name: \".*\"}", "{name: \"(\"}", "{name: \"(a?){60}b\"}", "{kind: Deployment, name: cart}",
        "{labelSelector: \"a in (b,c), !d, e!=f, (\"}", "{annotationSelector: \",,=\"}", "[a]", "x", "~",
    ];

    private static readonly string[] Uses =
    [
        ".", "..", "../..", "/", "./kustomization.yaml", "cart.yaml", "../base", "https://github.com/a/b?ref=c", "\"a\\0b\"",
        "\"a\\nb: c\"", "[]", "{}", "~", "3",
    ];

    private static readonly string[] Fields =
    [
        "resources", "bases", "components", "configurations", "transformers", "generators", "patches", "patchesStrategicMerge",
        "patchesJson6902", "replacements", "vars", "labels", "commonLabels", "commonAnnotations", "images", "replicas",
        "configMapGenerator", "secretGenerator", "generatorOptions", "namePrefix", "nameSuffix", "namespace",
    ];

    private static readonly string[] Values =
    [
        "[]", "{}", "x", "~", "[x]", "[{}]", "[[]]", "[{name: x}]", "[{pairs: {a: b}}]", "[{pairs: [a], includeSelectors: true}]",
        "{a: {b: c}}", "[{name: nginx, newTag: 1}]", "[{name: cart, count: x}]", "[{name: a, literals: [a=b, c, =]}]",
        "[{name: a, files: [kustomization.yaml, =x], envs: [x]}]", "[{path: .}]", "[{path: kustomization.yaml}]",
        "[{name: A, objref: {kind: Service}}]",
    ];

    private readonly string[] values;

    public OddSources(ImmutableArray<CaseFile> files) =>
        values = [.. files.SelectMany(file => Chain().Matches(file.Text).Select(match => match.Value)).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Take(2_000)];

    /// <summary>A text with one odd thing more, of the kind that its file has.</summary>
    public string Change(string path, string text, Random random)
    {
        if (path.Contains("/templates/", StringComparison.Ordinal))
        {
            return random.Next(3) == 0 ? Replaced(text, random) : Inserted(text,
                    random.Next(Rarely) == 0 ? Much(random)
                        : random.Next(2) == 0 ? Pick(Parts, random)
                        : $"{{{{ {Pipeline(random, 0)} }}}}",
                    random);
        }

        var added = random.Next(5) switch
        {
            0 => $"{Pick(Fields, random)}: {Pick(Values, random)}",
            1 => $"{Pick(Fields, random)}: [{Pick(Uses, random)}, {Pick(Uses, random)}]",
            2 => $"patches: [{{target: {Pick(Selectors, random)}, patch: '[{string.Join(", ", Enumerable.Range(0, random.Next(Rarely) == 0 ? 60 : random.Next(4)).Select(_ => Operation(random)))}]'}}]",
            3 => $"replacements: [{{source: {{kind: {(random.Next(2) == 0 ? "Service" : "Deployment")}, fieldPath: {Pick(Paths, random)}}}, targets: [{{select: {Pick(Selectors, random)}, reject: [{Pick(Selectors, random)}], fieldPaths: [{Pick(Paths, random)}, {Pick(Paths, random)}], options: {{delimiter: {Pick(["\":\"", "\"\"", "[]"], random)}, index: {random.Next(-2, 4)}, create: {(random.Next(2) == 0 ? "true" : "x")}}}}}]}}]",
            _ => $"patchesStrategicMerge: [\"apiVersion: v1\\nkind: Service\\nmetadata: {{name: cart, labels: {Pick(Values, random)}}}\\nspec: {{ports: {Pick(Values, random)}, $patch: {Pick(["replace", "delete", "merge", "[]"], random)}}}\\n\"]",
        };
        return random.Next(2) == 0 ? $"{added}\n{text}" : $"{text.TrimEnd()}\n{added}\n";
    }

    private static string Operation(Random random) =>
        $"{{op: {Pick(["add", "add", "replace", "remove", "move", "copy", "copy", "test", "[]"], random)}, path: \"{Pick(Pointers, random)}{(random.Next(3) == 0 ? "/x" : "")}\", from: \"{Pick(Pointers, random)}\", value: {Pick(["1", "{a: [b]}", "[]", "~", "x"], random)}}}";

    // More than anyone needs of one thing.
    private static string Much(Random random)
    {
        var count = random.Next(1, 5) * 2_500;
        return random.Next(6) switch
        {
            0 => Repeat("{{ .Values.a }}", count),
            1 => Repeat("{{ if .Values.a }}", count),
            2 => Repeat("{{ nothing }}", count),
            3 => $"{{{{ {Repeat("(", count)}.{Repeat(")", count)} }}}}",
            4 => $"{{{{ .a {Repeat($"| {Pick(Functions, random)} ", count)}}}}}",
            _ => Repeat(Pick(Parts, random), count / 10),
        };
    }

    private static string Repeat(string part, int count) => string.Concat(Enumerable.Repeat(part, count));

    private string Pipeline(Random random, int depth)
    {
        var text = Call(random, depth);
        for (var more = random.Next(3); more > 0; more--)
            text += $" | {Call(random, depth)}";
        return random.Next(8) == 0 ? $"{Pick(["if", "with", "range", "$x :=", "range $k, $v :="], random)} {text}" : text;
    }

    private string Call(Random random, int depth) =>
        $"{Pick(Functions, random)} {string.Join(' ', Enumerable.Range(0, random.Next(4)).Select(_ => Term(random, depth)))}";

    private string Term(Random random, int depth) => random.Next(6) switch
    {
        0 when depth < 3 => $"({Call(random, depth + 1)})",
        1 or 2 when values.Length > 0 => Pick(values, random),
        3 => random.Next(-200, 200).ToString(CultureInfo.InvariantCulture),
        _ => Pick(Terms, random),
    };

    private string Replaced(string text, Random random)
    {
        var actions = Action().Matches(text);
        if (actions.Count == 0)
            return Inserted(text, Pick(Parts, random), random);
        var action = actions[random.Next(actions.Count)];
        return text[..action.Index] + (random.Next(3) == 0 ? Pick(Parts, random) : $"{{{{- {Pipeline(random, 0)} }}}}")
            + text[(action.Index + action.Length)..];
    }

    private static string Inserted(string text, string part, Random random)
    {
        var at = random.Next(text.Length + 1);
        return text[..at] + part + text[at..];
    }

    private static string Pick(string[] from, Random random) => from[random.Next(from.Length)];

    [GeneratedRegex(@"\{\{.*?\}\}", RegexOptions.Singleline)]
    private static partial Regex Action();

    [GeneratedRegex(@"\.Values(\.\w+)+")]
    private static partial Regex Chain();
}
