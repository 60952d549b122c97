using System.Globalization;
using Linter.Engine;
using Linter.Manifests;
using Linter.Text;
using Linter.Yaml;

namespace Linter.Tests.Support;

/// <summary>
/// Files in one line: "path: resource resource; path: resource". A resource is Kind/name, with what it points at or is
/// labelled behind &gt; (its own name without; nothing where nothing follows), a ConfigMap that its pods read behind &lt;, a host that it
/// calls behind !, a namespace behind @, and behind = a content that sets it apart from others of its name.
/// </summary>
internal static class Layout
{
    public static ManifestFile[] Files(string layout) =>
        [.. Texts(layout).Select(file => ManifestReader.Read(YamlReader.Read(new SourceText(file.Path, file.Text))))];

    /// <summary>Notes included; rules about good practice are not asked.</summary>
    public static LintResult Lint(string layout, params string[] rules) => Support.Lint.Run(rules, [.. Texts(layout)]);

    /// <summary>The same with a file written out.</summary>
    public static LintResult Lint(string layout, (string Path, string Text) file, params string[] rules) =>
        Support.Lint.Run(rules, [.. Texts(layout), file]);

    /// <summary>The units, beside something that was passed over.</summary>
    public static UnitExplanation Explain(string layout, SkippedInput skipped) => LintEngine.ExplainUnits(
        new InputFiles([.. Texts(layout).Select(file => new InputFile(file.Path, null, file.Text))], [skipped], []),
        new LintOptions());

    private static IEnumerable<(string Path, string Text)> Texts(string layout) => layout.Split("; ")
        .Select(line => (Path: line[..line.IndexOf(": ", StringComparison.Ordinal)],
            Resources: line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]))
        .Select(file => (file.Path,
            Text: string.Concat(file.Resources.Split(' ')
                .Select(resource => Document(resource, file.Path.EndsWith(".json", StringComparison.Ordinal))))))
        .OrderBy(file => file.Path, StringComparer.Ordinal);

    private static string Document(string resource, bool isJson)
    {
        var (id, content) = Cut(resource, '=');
        (id, var space) = Cut(id, '@');
        (id, var host) = Cut(id, '!');
        (id, var config) = Cut(id, '<');
        (id, var label) = Cut(id, '>');
        var (kind, name) = Cut(id, '/');
        var metadata = $"name: {name}{(space is null ? "" : $", namespace: {space}")}{(content is null ? "" : $", annotations: {{content: c{content}}}")}";
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{{apiVersion: {ApiVersion(kind)}, kind: {kind}, metadata: {{{metadata}}}{Spec(kind, label ?? name!, config, host)}}}");
        return isJson ? Json(text) : $"---\n{text}\n";
    }

    private static (string Left, string? Right) Cut(string text, char mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    private static string ApiVersion(string kind) => kind switch
    {
        "Deployment" or "StatefulSet" => "apps/v1",
        "Job" => "batch/v1",
        "Ingress" or "NetworkPolicy" => "networking.k8s.io/v1",
        "CustomResourceDefinition" => "apiextensions.k8s.io/v1",
        "Application" => "argoproj.io/v1alpha1",
        _ => "v1",
    };

    private static string Spec(string kind, string label, string? config, string? host)
    {
        var call = host is null ? "" : kind switch
        {
            "Job" => $", args: ['--url=http://{host}']",
            "Pod" => $", command: [run, 'http://{host}']",
            _ => $", env: [{{name: NONE}}, {{name: URL, value: 'http://{host}'}}]",
        };
        var container =
            $"{{name: main, image: main:1{call}{(config is null ? "" : $", envFrom: [{{configMapRef: {{name: {config}}}}}]")}}}";
        return kind switch
        {
            "Service" => $", spec: {{selector: {(label.Length == 0 ? "{}" : $"{{app: {label}}}")}, ports: [{{port: 80}}]}}",
            "Deployment" =>
                $", spec: {{selector: {{matchLabels: {{app: {label}}}}}, template: {{metadata: {{labels: {{app: {label}}}}}, spec: {{containers: [{container}]}}}}}}",
            "Job" => $", spec: {{template: {{spec: {{restartPolicy: Never, containers: [{container}]}}}}}}",
            "Pod" => $", spec: {{containers: [{container}]}}",
            "Ingress" => $", spec: {{defaultBackend: {{service: {{name: {label}, port: {{number: 80}}}}}}}}",
            "NetworkPolicy" => ", spec: {podSelector: {}}",
            "ConfigMap" => host is null ? ", data: {a: b}" : $", data: {{a: b, url: 'http://{host}'}}",
            _ => "",
        };
    }

    // Flow mappings of plain words are a few quotes away from JSON.
    private static string Json(string text) => System.Text.RegularExpressions.Regex.Replace(
        text, @"[A-Za-z][\w./-]*(?::\d+)?", match => $"\"{match.Value}\"", System.Text.RegularExpressions.RegexOptions.None,
        TimeSpan.FromSeconds(5));
}
