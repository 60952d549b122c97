using System.IO.Compression;
using Linter.Cli;
using Linter.Tests.Support;

namespace Linter.Tests.Delivery;

/// <summary>The package: made at the repository's root, installed from a folder, run.</summary>
[Collection(SlowBuilds.Name)]
public sealed class PackageTests(PackedSource source) : IDisposable
{
    private readonly TempFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Packing_the_repository_gives_one_package_that_installs_and_runs()
    {
        (await Processes.Run(source.Path, "dotnet", ["pack", "--configuration", "Release", "--output", scratch.Full("packages")])).Exits(0);

        var package = Directory.GetFiles(scratch.Full("packages")).Should().ContainSingle().Subject;
        Path.GetFileName(package).Should().Be($"manifest-lint.{CliEnvironment.Version}.nupkg");
        Entries(package).Should().Contain(["README.md", "LICENSE"])
            .And.NotContain(entry => entry.EndsWith(".xml", StringComparison.Ordinal)
                && !entry.EndsWith("DotnetToolSettings.xml", StringComparison.Ordinal) && !entry.StartsWith('['));

        scratch.With("nuget.config", "<configuration><packageSources><clear /></packageSources></configuration>");
        (await Processes.Run(scratch.Path, "dotnet",
            [
                "tool", "install", "manifest-lint", "--tool-path", scratch.Full("tools"), "--add-source", scratch.Full("packages"),
                "--configfile", scratch.Full("nuget.config")
            ])).Exits(0);

        scratch.With("shop/broken.yaml", Manifests.BrokenShop).With("shop/web.yaml", Manifests.Deployment);
        var lint = scratch.Full("tools/lint");
        (await Processes.Run(scratch.Path, lint, ["--version"])).Exits(0).Output.Should().Be($"lint {CliEnvironment.Version}\n");
        (await Processes.Run(scratch.Path, lint, ["shop"])).Exits(1)
            .Output.Should().StartWith("error[service-selects-nothing]: ")
            .And.Contain("--> shop/broken.yaml:7:10\n");
        (await Processes.Run(scratch.Path, lint, ["explain", "service-selects-nothing"])).Exits(0)
            .Output.Should().StartWith("service-selects-nothing: ");
    }

    private static List<string> Entries(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }
}

/// <summary>Tests that build the project anew run one after another, and share its copy.</summary>
[CollectionDefinition(Name)]
public sealed class SlowBuilds : ICollectionFixture<PackedSource>
{
    public const string Name = "slow builds";
}

/// <summary>A web of two objects, and what goes wrong with it.</summary>
internal static class Manifests
{
    public const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels:
              app: web
          template:
            metadata:
              labels:
                app: web
            spec:
              containers:
                - name: web
                  image: registry.example.com/web:1.0.0
                  ports:
                    - name: http
                      containerPort: 8080
                  readinessProbe:
                    httpGet:
                      path: /ready
                      port: http
                  resources:
                    requests:
                      cpu: 100m
                      memory: 64Mi
                    limits:
                      memory: 64Mi

        """;

    public const string Ingress = """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: web
        spec:
          ingressClassName: nginx
          rules:
            - host: web.example.com
              http:
                paths:
                  - path: /
                    pathType: Prefix
                    backend:
                      service:
                        name: web
                        port:
                          number: 80

        """;

    public const string Shop = """
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          selector:
            app: web
          ports:
            - port: 80
              targetPort: http

        """;

    public static string BrokenShop => Shop.Replace("app: web", "app: wbe", StringComparison.Ordinal);
}
