using Linter.Engine;
using Linter.Manifests;
using Linter.Reporting;
using Linter.Tests.Support;
using Linter.Yaml;

namespace Linter.Tests.Hostile;

/// <summary>Texts that are made to cost time or memory, through a whole run; a test of the reader alone stands with the reader.</summary>
public sealed class HostileTextTests
{
    private const int Million = 1_000_000;
    private const int Many = 100_000;
    private const string Head = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n";

    private const string OneService =
        "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {selector: {app: a}, ports: [{port: 80}]}\n---\n";

    // What a run may take besides what it takes for each character; far above what it does, far below what would be felt.
    private const long FixedBytes = 400_000_000;
    private const long BytesPerCharacter = 150;
    private const long BytesPerFinding = 20_000;

    // A clock is for what would never end; a loaded machine is no failure.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private static readonly Dictionary<string, (Func<string> Text, string? Finding)> Cases = new(StringComparer.Ordinal)
    {
        ["a hundred thousand documents"] = (() => Documents(Many), null),
        ["one document more"] = (() => Documents(Many + 1), "this file holds more than '100000' documents; what begins here is not read"),
        ["a hundred thousand broken documents"] = (() => Repeat(Many, i => $"---\napiVersion: v1\nkind: A\nmetadata: {{name: \"c{i}}}\n"),
            "'100' documents of this file could not be read"),
        ["the same resource twenty thousand times"] = (() => Repeat(20_000,
            i => $"---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c}}\ndata: {{a: \"{i}\"}}\n"),
            "'ConfigMap c' is defined a second time"),
        ["a million keys"] = (() => Head + "data:\n" + Repeat(Million, i => $"  k{i}: v\n"), null),
        ["a doubled key a hundred thousand times"] = (() => Head + "data:\n" + Repeat(Many, _ => "  k: v\n"), "key 'k' appears"),
        ["twenty thousand unknown fields"] = (() => Head + Repeat(20_000, i => $"u{i}: v\n"), "has the field 'u0'"),
        ["a hundred thousand labels"] = (() => "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels:\n"
            + Repeat(Many, i => $"    k{i}: v\n") + "spec: {containers: [{name: a, image: \"a:1\"}]}\n", null),
        ["ten thousand containers"] = (() => "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n"
            + Repeat(10_000, i => $"  - {{name: p{i}, image: \"a:1\", ports: [{{containerPort: {i + 1}}}]}}\n"), null),
        ["fifty thousand variables, each of the one before"] = (() =>
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: a\n    image: a:1\n    env:\n"
            + Repeat(50_000, i => $"    - {{name: p{i}, value: \"$(p{i - 1})$(p{i - 1})\"}}\n"), null),
        ["forty variables, each twice the one before, beside a Service"] = (() => OneService
            + Pod("    env:\n    - {name: p0, value: \"http://a.b.svc \"}\n"
                + Repeat(40, i => $"    - {{name: p{i + 1}, value: \"$(p{i})$(p{i})\"}}\n")), null),
        ["two thousand unknown fields where two thousand are required"] = (() => "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
            + "metadata: {name: as.example.com}\nspec:\n  group: example.com\n  scope: Namespaced\n  names: {kind: A, plural: as}\n"
            + "  versions:\n  - name: v1\n    served: true\n    storage: true\n    schema:\n      openAPIV3Schema:\n        type: object\n"
            + "        properties:\n          spec:\n            type: object\n            required:\n"
            + Repeat(2_000, i => $"            - field{i}\n") + "            properties:\n"
            + Repeat(2_000, i => $"              field{i}: {{type: string}}\n")
            + "---\napiVersion: example.com/v1\nkind: A\nmetadata: {name: a}\nspec:\n" + Repeat(2_000, i => $"  other{i}x: a\n"), "other0x"),
        ["two hundred thousand hosts on one line"] = (() => OneService + Head + "data:\n  a: "
            + string.Concat(Enumerable.Repeat("a:8080 ", 200_000)) + "\n", null),
        ["a hundred thousand calls of netcat on one line"] = (() => OneService + Head + "data:\n  a: "
            + string.Concat(Enumerable.Repeat("-x,nc ", 100_000)) + string.Concat(Enumerable.Repeat("nc a ", 100_000)) + "\n", null),
        ["a million marks behind carriage returns alone"] = (() => Head + string.Concat(Enumerable.Repeat("\r---", Million)), null),
        ["a million marks behind carriage returns alone, and text between"] = (() =>
            Head + string.Concat(Enumerable.Repeat("\r---\ra: b", Million)), "stands behind a carriage return without a line feed"),
        ["ten thousand paths of one host"] = (() =>
            "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec:\n  rules:\n  - host: a.example.com\n    http:\n      paths:\n"
            + Repeat(10_000,
                i => $"      - {{path: /p{i}, pathType: Prefix, backend: {{service: {{name: s{i}, port: {{number: 80}}}}}}}}\n"), null),
        ["paths that are regular expressions of the worst kind"] = (() =>
            "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a, annotations: {nginx.ingress.kubernetes.io/use-regex: \"true\"}}\nspec:\n  ingressClassName: nginx\n  rules:\n  - host: a.example.com\n    http:\n      paths:\n"
            + Repeat(100, i =>
                $"      - {{path: \"/{string.Concat(Enumerable.Repeat("(a+)+", i))}$\", pathType: ImplementationSpecific, backend: {{service: {{name: s, port: {{number: 80}}}}}}}}\n"), null),
        ["eight thousand mounts of one mapping under an anchor"] = (() => Head + "data: {b: c}\n---\n"
            + Pod("    volumeMounts:\n" + Repeat(8_000, i => $"    - {{name: v{i}, mountPath: /m{i}, subPath: a.conf}}\n")
                + "  volumes:\n  - {name: v, configMap: &c {name: a}}\n" + Repeat(8_000, i => $"  - {{name: v{i}, configMap: *c}}\n")),
            "reads key 'a.conf'"),
        ["eight thousand mounts without their volumes"] = (() => Pod("    volumeMounts:\n"
            + Repeat(8_000, i => $"    - {{name: v{i}, mountPath: /m{i}}}\n") + "  volumes:\n"
            + Repeat(8_000, i => $"  - {{name: w{i}, emptyDir: {{}}}}\n")),
            "mounts volume 'v0'"),
        ["eight thousand keys that are not there"] = (() => Head + "data:\n" + Repeat(8_000, i => $"  k{i}: v\n") + "---\n"
            + Pod("    env:\n" + Repeat(8_000, i => $"    - {{name: e{i}, valueFrom: {{configMapKeyRef: {{name: a, key: q{i}}}}}}}\n")),
            "reads key 'q0'"),
        ["eight thousand variables that are not there"] = (() => Pod("    env:\n"
            + Repeat(8_000, i => $"    - {{name: e{i}, value: \"$(x{i})\"}}\n")),
            "refers to '$(x0)'"),
        ["eight thousand names of ports that are not there"] = (() => Service(i => $"q{i}")
            + Pod("    ports:\n" + Repeat(8_000, i => $"    - {{name: p{i}, containerPort: {i + 1}}}\n")),
            "targets port 'q0'"),
        ["eight thousand numbers of ports that are not there"] = (() => Service(i => $"{i + 20_001}")
            + Pod("    ports:\n" + Repeat(8_000, i => $"    - {{name: p{i}, containerPort: {i + 1}}}\n")),
            "targets port '20001'"),
        ["probes of eight thousand containers, each without its port"] = (() => Service(_ => "http") + Pod("")
            + Repeat(8_000,
                i => $"  - {{name: c{i}, image: \"a:1\", ports: [{{name: p{i}, containerPort: {i + 1}}}], livenessProbe: {{tcpSocket: {{port: zz}}}}}}\n"),
            "asks port 'zz'"),
        ["eight thousand hosts in one text with escapes"] = (() => Head + "data:\n  a: \"" + Repeat(8_000, i => $"http://s{i}.b.svc:80/\\n")
            + "\"\n---\n" + Pod(""), null),
        ["a line of thirty million characters"] = (() => Head + "data:\n  a: \"" + new string('x', 30 * Million) + "\"\n", null),
        ["names of a million characters"] = (() =>
            $"apiVersion: v1\nkind: Service\nmetadata: {{name: {new string('a', Million)}}}\nspec: {{selector: {{app: {new string('b', Million)}}}, ports: [{{port: 80}}]}}\n", null),
        ["a megabyte of braces"] = (() => Head + "data: " + new string('{', Million), "unrendered template"),
        ["a megabyte of braces with spaces"] = (() => Head + "data: " + string.Concat(Enumerable.Repeat("{ ", Million / 2)),
            "lists and mappings lie more than '256' deep"),
        ["lists in lists"] = (() => Head + "data: " + new string('[', Many), "lists and mappings lie more than '256' deep"),
        ["dashes behind dashes"] = (() => Head + "data:\n  " + string.Concat(Enumerable.Repeat("- ", Many)) + "x\n",
            "lists and mappings lie more than '256' deep"),
        ["JSON in JSON"] = (() => "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"data\": "
            + string.Concat(Enumerable.Repeat("{\"a\":", Many)),
            "lists and mappings lie more than '256' deep"),
        ["an alias bomb"] = (() => Head + "data:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            + Repeat(9, i => $"  a{i + 1}: &a{i + 1} [{string.Join(", ", Enumerable.Repeat($"*a{i}", 10))}]\n"),
            "makes the document grow by more than '1000000' nodes"),
        ["a bomb of merge keys"] = (() => Head + "data:\n  a0: &a0 {k: v}\n"
            + Repeat(60, i => $"  a{i + 1}: &a{i + 1} {{<<: [*a{i}, *a{i}], k{i}: v}}\n"),
            "makes the document grow by more than '1000000' nodes"),
        ["an anchor that holds itself"] = (() => Head + "data: &d\n  a: *d\n", "the alias '*d' lies inside the value of its own anchor"),
        ["a quote that never closes"] = (() => Head + "data: \"" + Repeat(Many, _ => "x\n"), "is not closed on its line"),
        ["a zero byte"] = (() => Head + "data: {a: \"\0\"}\n", "the control character 'U+0000' stands here"),
        ["half of a character"] = (() => Head + "data: {a: \"\ud83d\"}\n", "half of a character, 'U+D83D', stands here alone"),
        ["a directive"] = (() => "%YAML 1.2\n%TAG ! tag:example.com,2000:\n---\n" + Head, "kubectl cuts the directive '%YAML 1.2' off"),
        ["a hundred thousand directives"] = (() => Repeat(Many, i => $"%X{i} y\n") + "---\n" + Head,
            "kubectl cuts the directive '%X0 y' off"),
        ["a hundred thousand separators with content"] = (() => Head + Repeat(Many, i => $"--- !t{i}\n"),
            "'!t0' stands on the line of a '---'"),
        ["a hundred thousand documents on the lines of their separators, and a comment that ignores something"] =
            (() => "# lint:ignore missing-field -- x\n"
                + Repeat(Many, i => $"--- {{apiVersion: v1, kind: ConfigMap, metadata: {{name: c{i}}}}}\n"),
                "kubectl takes nothing but a comment there"),
        ["a hundred thousand lines of four dashes"] = (() => Head + Repeat(Many, _ => "----\n"), "'----' separates no documents"),
        ["a tag that nobody knows"] = (() => Head + "data: !danger/exec {a: !!python/object:os.system x}\n", null),
        ["tabs"] = (() => Head.Replace("  ", "\t", StringComparison.Ordinal), "tab"),
        ["comments that ignore nothing"] = (() => Head + Repeat(20_000, _ => "# lint-ignore service-selects-nothing: because\n"), null),
        ["an empty text"] = (() => "", null),
        ["a byte order mark alone"] = (() => "\uFEFF", null),
        ["comments alone"] = (() => Repeat(Many, _ => "# kind: Service\n"), null),
        ["JSON with a key twice"] = (() =>
            "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"a\", \"name\": \"b\"}}",
            "key 'name' appears"),
        ["JSON with a huge number"] = (() =>
            $"{{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {{\"name\": \"a\"}}, \"spec\": {{\"ports\": [{{\"port\": {new string('9', Many)}}}]}}}}", "port"),
        ["JSON with a number beyond doubles"] = (() =>
            "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"a\"}, \"spec\": {\"ports\": [{\"port\": 1e99999}]}}", "port"),
        ["a value without a key in a list"] = (() => Head + "data:\n- : x\n", "is half an entry"),
    };

    public static TheoryData<string, string> All =>
        [.. from engine in Engines.Names from name in Cases.Keys select new TheoryDataRow<string, string>(engine, name)];

    [Theory]
    [MemberData(nameof(All))]
    public void It_is_said_in_bounded_time_and_memory(string engine, string name)
    {
        var (make, expected) = Cases[name];
        var text = make();

        var (said, bytes) = Measured(() => Run(text, engine, new LintOptions()));

        bytes.Should().BeLessThan(FixedBytes + (BytesPerCharacter * text.Length)
            + (BytesPerFinding * said.Count(character => character == '\n')));
        // The beginning is enough to see what is wrong.
        if (said.Contains(expected ?? "[yaml-syntax]", StringComparison.Ordinal) == expected is null)
            Assert.Fail($"'{expected ?? "no syntax error"}' expected in:\n{said[..Math.Min(said.Length, 2000)]}");
    }

    [Theory]
    [InlineData(nameof(YamlEngine.Fast))]
    [InlineData(nameof(YamlEngine.Reference))]
    public void A_deeper_limit_is_safe_for_all_that_looks_at_the_nodes(string engine)
    {
        var deep = Head + "data:\n  a: " + string.Concat(Enumerable.Repeat("{a: [", 495)) + "x"
            + string.Concat(Enumerable.Repeat("]}", 495)) + "\n";
        var options = new LintOptions { Limits = YamlLimits.Default with { MaxDepth = 1000 } };

        Run(deep, engine, options).Should().NotContain("[yaml-syntax]");
        Run(deep, engine, new LintOptions()).Should().Contain("[yaml-syntax]");
    }

    [Fact]
    public void A_unit_with_a_file_beyond_a_limit_is_not_judged_as_whole()
    {
        const string Service = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {selector: {app: a}, ports: [{port: 80}]}\n";
        const string Pods =
            "---\napiVersion: v1\nkind: Pod\nmetadata: {name: b, labels: {app: b}}\nspec: {containers: [{name: b, image: \"b:1\"}]}\n";
        string Judge(int documents) => Rendered(LintEngine.Run(
            new InputFiles(
                [
                    new InputFile("a.yaml", null, Service),
                    new InputFile("b.yaml", null,
                        Pods + Pods.Replace("name: b", "name: a", StringComparison.Ordinal)
                            .Replace("app: b", "app: a", StringComparison.Ordinal))
                ],
                [], []),
            new LintOptions { Limits = YamlLimits.Default with { MaxDocuments = documents } }));

        Judge(1).Should().Contain("b.yaml:7:1")
            .And.Contain("b.yaml could not be read whole")
            .And.NotContain("error[service-selects-nothing]");
        Judge(2).Should().NotContain("service-selects-nothing").And.NotContain("whole");
    }

    private static string Pod(string more) =>
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {app: a}}\nspec:\n  containers:\n  - name: a\n    image: a:1\n" + more;

    private static string Service(Func<int, string> target) =>
        "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  selector: {app: a}\n  ports:\n"
        + Repeat(8_000, i => $"  - {{name: p{i}, port: {i + 1}, targetPort: {target(i)}}}\n") + "---\n";

    private static string Run(string text, string engine, LintOptions options)
    {
        var path = text.StartsWith('{') && text.EndsWith('}') ? "a.json" : "a.yaml";
        return Rendered(LintEngine.Run(new InputFiles([new InputFile(path, null, text)], [], []), Engines.With(engine, options)));
    }

    private static string Rendered(LintResult result)
    {
        result.Failures.Should().BeEmpty();
        using var concise = new StringWriter();
        new ConciseReporter().Write(result, concise);
        using var whole = new StringWriter();
        new TextReporter(new TextOptions()).Write(result with { Findings = [.. result.Findings.Take(100)] }, whole);
        return concise.ToString() + whole;
    }

    private static (string Said, long Bytes) Measured(Func<string> run)
    {
        var (said, bytes, failure) = ("", 0L, (Exception?)null);
        var thread = new Thread(() =>
        {
            try
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                said = run();
                bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        thread.Join(Longest).Should().BeTrue("it has to end");
        failure.Should().BeNull();
        return (said, bytes);
    }

    private static string Documents(int count) => Repeat(count, i => $"---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c{i}}}\n");


    private static string Repeat(int count, Func<int, string> part) => string.Concat(Enumerable.Range(0, count).Select(part));
}
