using System.Collections.Immutable;
using Linter.Engine;
using Linter.Graph.Walks;
using Linter.Manifests;
using Linter.Reporting;

namespace Linter.Tests.Walks;

/// <summary>Small applications, and what traces and entry points say of them.</summary>
internal static class Walked
{
    /// <summary>A Service and its Deployment, as healthy as they come.</summary>
    public static string App(
        string name, int port = 80, string target = "http", string labels = "", string extra = "", string type = "ClusterIP",
        int replicas = 2) => $$"""
        apiVersion: v1
        kind: Service
        metadata: {name: {{name}} }
        spec:
          type: {{type}}
          selector: {app: {{name}}}
          ports: [{name: web, port: {{port}}, targetPort: {{target}} }]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: {{name}} }
        spec:
          replicas: {{replicas}}
          selector: {matchLabels: {app: {{name}} } }
          template:
            metadata: {labels: {app: {{(labels.Length > 0 ? labels : name)}} } }
            spec:
              containers:
                - name: {{name}}
                  image: registry.example.com/{{name}}:1.0.0
                  ports: [{name: http, containerPort: 8080}]
                  readinessProbe: {httpGet: {path: /ready, port: http } }
        {{extra}}
        ---

        """;

    /// <summary>An Ingress of one host; each path is "PATH TYPE SERVICE:PORT".</summary>
    public static string Ingress(string name, string host, string annotations, params string[] paths) => $$"""
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: {{name}}
          annotations: { {{annotations}} }
        spec:
          ingressClassName: nginx
          rules:
            - {{(host.Length > 0 ? $"host: \"{host}\"\n      http:" : "http:")}}
                paths:
        {{string.Concat(paths.Select(Path))}}
        ---

        """;

    public static Inspection Inspect(params string[] manifests) => LintEngine.Inspect(
        new InputFiles([new InputFile("app.yaml", null, string.Concat(manifests))], [], []),
        new LintOptions
        {
            RuleLevels = ImmutableDictionary<string, Linter.Findings.Severity>.Empty
                .Add("ingress-class-not-found", Linter.Findings.Severity.Off),
        });

    public static ImmutableArray<JudgedWalk> Entries(params string[] manifests)
    {
        var inspection = Inspect(manifests);
        inspection.Result.Failures.Should().BeEmpty();
        return [.. EntryList.Of(inspection).Walks.Select(one => one.Walk)];
    }

    /// <summary>"OK  URL → …" as <c>--quiet</c> prints it, one line a way.</summary>
    public static string Trace(string manifests, string target, string? from = null, string method = "GET", params string[] headers)
    {
        var (read, problem) = TraceTarget.Read(target, method,
            [.. headers.Select(header => header.Split(": ")).Select(parts => (parts[0], parts[1]))]);
        problem.Should().BeNull();
        using var writer = new StringWriter { NewLine = "\n" };
        new TraceText(new TextOptions())
            .Write(Linter.Engine.Trace.Of(Inspect(manifests), read!,
                from is null ? null : TraceTarget.ReadWorkload(from)), isQuiet: true, writer);
        return writer.ToString().TrimEnd('\n');
    }

    /// <summary>What decided a step of a trace.</summary>
    public static string How(string manifests, string target, HopKind kind)
    {
        var trace = Linter.Engine.Trace.Of(Inspect(manifests), TraceTarget.Read(target, "GET", []).Target!, null);
        return trace.Walks[0].Walk.Hops.First(hop => hop.Hop.Kind == kind).Hop.How;
    }

    private static string Path(string path)
    {
        var parts = path.Split(' ');
        var backend = parts[2].Split(':');
        var port = char.IsAsciiDigit(backend[1][0]) ? "number" : "name";
        return $$"""
                      - path: {{parts[0]}}
                        pathType: {{parts[1]}}
                        backend: {service: {name: {{backend[0]}}, port: { {{port}}: {{backend[1]}} } } }

            """;
    }
}
