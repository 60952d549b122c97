using System.Globalization;
using System.Text;
using Linter.Cli;
using Linter.Configuration;
using Linter.Engine;
using Linter.Manifests;
using Linter.Reporting.Drawing;
using Linter.Tests.Support;

namespace Linter.Tests.Drawing;

/// <summary>Pictures to look at.</summary>
internal static class Pictures
{
    public static Picture Of(params (string Path, string Text)[] files) =>
        PictureBuilder.Build(LintEngine.Inspect(
            new InputFiles([.. files.Select(file => new InputFile(file.Path, null, file.Text))], [], []), new LintOptions()).Units);

    public static Picture OfText(string text) => Of(("shop.yaml", text));

    public static Picture OfSample(string sample)
    {
        var folder = Repository.PathOf("samples", sample);
        var files = Directory.GetFiles(folder, "*.yaml").Where(path => Path.GetFileName(path) != ConfigReader.FileName)
            .Order(StringComparer.Ordinal)
            .Select(path => new InputFile(Path.GetFileName(path), path));
        var given = new GivenOptions();
        return PictureBuilder.Build(LintEngine.Inspect(new InputFiles([.. files], [], []),
            given.Over(given.Load([folder], folder).Config)).Units);
    }

    public static string Draw(this IDrawing drawing, Picture picture)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        drawing.Write(picture, writer);
        return writer.ToString();
    }

    /// <summary>
    /// An application of about so many nodes: hosts and Ingresses over Services that call each other, workloads with
    /// configuration of their own and shared, some of it missing, in as many namespaces as asked for.
    /// </summary>
    public static Picture OfSize(int nodes, int namespaces = 1)
    {
        var text = new StringBuilder();
        var services = Math.Max(1, nodes * 10 / 44);
        for (var i = 0; i < services; i++)
            text.Append(Service(i, services, namespaces));
        return OfText(text.ToString());
    }

    private static string Service(int i, int services, int namespaces)
    {
        var asked = i % 7 == 3 ? 8080 : 80;
        var label = i % 11 == 5 ? "other" : "app";
        var next = ((i * 7) + 3) % services;
        var @namespace = string.Create(CultureInfo.InvariantCulture, $"team-{i % namespaces}");
        return string.Create(CultureInfo.InvariantCulture, $$"""
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: { name: web-{{i}}, namespace: {{@namespace}} }
            spec:
              ingressClassName: nginx
              rules:
              - host: app-{{i / 6}}.example.com
                http:
                  paths:
                  - { path: /some/longer/path/to/service-{{i}}, pathType: Prefix, backend: { service: { name: service-{{i}}, port: { number: {{asked}} } } } }
            ---
            apiVersion: v1
            kind: Service
            metadata: { name: service-{{i}}, namespace: {{@namespace}} }
            spec:
              selector: { {{label}}: app-{{i}} }
              ports: [{ name: http, port: 80, targetPort: web }]
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: app-{{i}}, namespace: {{@namespace}} }
            spec:
              replicas: 2
              selector: { matchLabels: { app: app-{{i}} } }
              template:
                metadata: { labels: { app: app-{{i}} } }
                spec:
                  containers:
                  - name: main
                    image: registry.example.com/app:1.{{i}}
                    ports: [{ name: web, containerPort: 8080 }]
                    envFrom:
                    - configMapRef: { name: settings-{{i}} }
                    - configMapRef: { name: shared-{{i / 10}} }
                    env:
                    - { name: NEXT_URL, value: "http://service-{{next}}.team-{{next % namespaces}}:80" }
                    - { name: PEER_URL, value: "http://service-{{i}}.{{@namespace}}:80" }
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: {{(i % 9 == 4 ? "setings" : "settings")}}-{{i}}, namespace: {{@namespace}} }
            data: { MODE: fast }

            """);
    }
}
