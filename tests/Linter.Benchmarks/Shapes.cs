using System.Globalization;
using System.Text;

namespace Linter.Benchmarks;

/// <summary>Manifests made by the number: the same seed gives the same bytes everywhere.</summary>
internal static class Shapes
{
    private const int Seed = 20240611;
    private const int FilesPerFolder = 100;

    private static readonly string[] Words = ["api", "cart", "feed", "mail", "order", "price", "search", "stock", "user", "wallet"];

    public static IReadOnlyDictionary<string, Action<string, int>> All { get; } = new Dictionary<string, Action<string, int>>(StringComparer.Ordinal)
    {
        ["dense"] = (folder, count) => Write(folder, count, (random, i) => Application(random, i, $"team-{i / 50}")),
        ["one-namespace"] = (folder, count) => Write(folder, count, (random, i) => Application(random, i, "shop")),
        ["one-label-set"] = (folder, count) => Write(folder, count,
            (random, i) => i == 0
                ? Application(random, i, "shop") + Service("shop", "all", "shared")
                : Workload(random, $"{Name(random, i)}", "shop", "shared")),
        ["one-host"] = (folder, count) => Write(folder, count, (random, i) => Application(random, i, "shop", "shop.example.com")),
    };

    /// <summary>Makes them unless they are there.</summary>
    public static string Make(string root, string shape, int count)
    {
        var folder = Path.Join(root, string.Create(CultureInfo.InvariantCulture, $"{shape}-{count}"));
        var done = folder + ".done";
        if (File.Exists(done))
            return folder;

        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        All[shape](folder, count);
        File.WriteAllText(done, "");
        return folder;
    }

    private static void Write(string folder, int count, Func<Random, int, string> text)
    {
        var random = new Random(Seed);
        for (var i = 0; i < count; i++)
        {
            var into = Path.Join(folder, string.Create(CultureInfo.InvariantCulture, $"group-{i / FilesPerFolder:D4}"));
            if (i % FilesPerFolder == 0)
                Directory.CreateDirectory(into);
            File.WriteAllText(Path.Join(into, string.Create(CultureInfo.InvariantCulture, $"app-{i:D5}.yaml")), text(random, i));
        }
    }

    private static string Name(Random random, int i) =>
        string.Create(CultureInfo.InvariantCulture, $"{Words[random.Next(Words.Length)]}-{i:D5}");

    private static string Application(Random random, int i, string ns, string? host = null)
    {
        var name = Name(random, i);
        return new StringBuilder()
            .Append(Workload(random, name, ns, name))
            .Append(Service(ns, name, name))
            .Append(Ingress(ns, name, host ?? $"{name}.example.com", host is null ? "/" : $"/{name}"))
            .Append(Settings(random, ns, name))
            .ToString();
    }

    private static string Workload(Random random, string name, string ns, string app) => string.Create(CultureInfo.InvariantCulture, $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{name}}
          namespace: {{ns}}
          labels:
            app.kubernetes.io/name: {{app}}
            app.kubernetes.io/part-of: shop
        spec:
          replicas: {{random.Next(2, 6)}}
          selector:
            matchLabels:
              app.kubernetes.io/name: {{app}}
          template:
            metadata:
              labels:
                app.kubernetes.io/name: {{app}}
                app.kubernetes.io/part-of: shop
            spec:
              securityContext:
                runAsNonRoot: true
                runAsUser: {{random.Next(1000, 60000)}}
                seccompProfile:
                  type: RuntimeDefault
              containers:
                - name: main
                  image: registry.example.com/shop/{{name}}:1.{{random.Next(40)}}.{{random.Next(10)}}
                  args: ["--listen=:8080", "--log-level=info"]
                  ports:
                    - name: http
                      containerPort: 8080
                  env:
                    - name: POD_NAME
                      valueFrom:
                        fieldRef:
                          fieldPath: metadata.name
                    - name: CACHE_SIZE
                      value: "{{random.Next(16, 512)}}"
                  resources:
                    requests:
                      cpu: {{random.Next(50, 500)}}m
                      memory: 128Mi
                    limits:
                      memory: 256Mi
                  readinessProbe:
                    httpGet:
                      path: /ready
                      port: http
                  livenessProbe:
                    httpGet:
                      path: /live
                      port: http
                    initialDelaySeconds: 10
                  securityContext:
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    capabilities:
                      drop: ["ALL"]

        """);

    private static string Service(string ns, string name, string app) => $"""
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: {name}
          namespace: {ns}
        spec:
          selector:
            app.kubernetes.io/name: {app}
          ports:
            - name: http
              port: 80
              targetPort: http

        """;

    private static string Ingress(string ns, string name, string host, string path) => $"""
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: {name}
          namespace: {ns}
        spec:
          ingressClassName: nginx
          rules:
            - host: {host}
              http:
                paths:
                  - path: {path}
                    pathType: Prefix
                    backend:
                      service:
                        name: {name}
                        port:
                          name: http

        """;

    private static string Settings(Random random, string ns, string name) => string.Create(CultureInfo.InvariantCulture, $"""
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {name}
          namespace: {ns}
        data:
          upstream: http://{name}.{ns}.svc.cluster.local
          retries: "{random.Next(1, 9)}"
          settings.ini: |
            [server]
            timeout = {random.Next(5, 60)}
            workers = {random.Next(1, 16)}

        """);
}
