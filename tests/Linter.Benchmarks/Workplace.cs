using System.Diagnostics;
using System.Globalization;

namespace Linter.Benchmarks;

/// <summary>What is published and generated, in a folder for temporary files that the next run finds again.</summary>
internal sealed class Workplace
{
    private readonly string root = Path.Join(Path.GetTempPath(), "manifest-lint-benchmarks");
    private readonly string repository = Find("Linter.sln");
    private readonly HashSet<string> published = new(StringComparer.Ordinal);

    public string Lint(string form) => Path.Join(Published("src/Linter.Cli", form), "lint");

    /// <summary>This program, published as the tool is.</summary>
    public string Probe(string form) => Path.Join(Published("tests/Linter.Benchmarks", form), "Linter.Benchmarks");

    public string Hello(string form) => Path.Join(PublishHello(form), "hello");

    public string Input(string shape, int count) => Shapes.Make(Path.Join(root, "inputs"), shape, count);

    /// <summary>Real manifests; null where none lie beside the repository.</summary>
    public string? Corpus() =>
        Path.Join(repository, "..", "shared", "corpus") is var folder && Directory.Exists(folder) ? Path.GetFullPath(folder) : null;

    public string? Kubectl() => new[] { Path.Join(repository, "tests/tools/bin/kubectl") }
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Join(folder, "kubectl")))
        .FirstOrDefault(File.Exists);

    /// <summary>The same files as a kustomization.</summary>
    public string Kustomization(string folder)
    {
        var made = Path.Join(root, "inputs", "kustomization");
        Directory.CreateDirectory(made);
        var files = Events.ManifestsIn(folder).ToList();
        foreach (var file in files)
            File.Copy(file, Path.Join(made, Path.GetFileName(file)), overwrite: true);
        File.WriteAllText(Path.Join(made, "kustomization.yaml"),
            $"resources:\n{string.Concat(files.Select(file => $"  - {Path.GetFileName(file)}\n"))}");
        return made;
    }

    /// <summary>Methods that the runtime compiles while a command runs.</summary>
    public int MethodsCompiled(string[] command)
    {
        var list = Path.Join(root, "compiled.txt");
        File.Delete(list);
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, UseShellExecute = false };
        (start.Environment["DOTNET_JitStdOutFile"], start.Environment["DOTNET_JitDisasmSummary"],
            start.Environment["DOTNET_TieredCompilation"]) = (list, "1", "1");
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return File.ReadLines(list).Count(line => !line.Contains("[Tier1", StringComparison.Ordinal));
    }

    /// <summary>Writes down what is still compiled at start where the tool is published without the list of it.</summary>
    public int WriteStartProfile()
    {
        var output = Path.Join(root, "published", "Linter.Cli", "without-profile");

        // A list less makes nothing older: what was compiled with it would be taken again.
        var images = Path.Join(repository, "src/Linter.Cli/obj/publish/ready-to-run/Release/net10.0/linux-x64/R2R");
        if (Directory.Exists(images))
            Directory.Delete(images, recursive: true);
        Publish(Path.Join(repository, "src/Linter.Cli"), output, "-p:PublishProfile=ready-to-run", "-p:WithoutStartProfile=true",
            "-p:EventSourceSupport=true");
        string[] folders = [Input("dense", 10), Examples(), Path.Join(repository, "samples"),
            .. Corpus() is { } corpus ? [corpus] : Array.Empty<string>()];
        var start = new ProcessStartInfo(Path.Join(output, "lint"),
            ["--profile", "strict", .. folders]) { RedirectStandardOutput = true, UseShellExecute = false };
        var list = Path.Join(repository, "src/Linter.Cli/Properties/start.mibc");
        (start.Environment["DOTNET_STARTUP_HOOKS"], start.Environment[StartProfile.Place]) = (typeof(Workplace).Assembly.Location, list);
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Console.WriteLine($"{list}: {new FileInfo(list).Length} bytes");
        return 0;
    }

    /// <summary>What the rules' entries show, so that every rule says something.</summary>
    private string Examples()
    {
        var made = Path.Join(root, "inputs", "examples");
        if (Directory.Exists(made))
            Directory.Delete(made, recursive: true);
        foreach (var entry in Directory.EnumerateFiles(Path.Join(repository, "rules"), "*.md"))
        {
            var sections = File.ReadAllText(entry).Split("\n## ");
            for (var section = 1; section < sections.Length; section++)
            {
                foreach (var block in sections[section].Split("\n```yaml").Skip(1))
                {
                    var head = block[..block.IndexOf('\n', StringComparison.Ordinal)].Trim();
                    var file = Path.Join(made, $"{Path.GetFileNameWithoutExtension(entry)}-{section}",
                        head.Length == 0 ? "manifest.yaml" : head);
                    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                    File.WriteAllText(file,
                        block[(block.IndexOf('\n', StringComparison.Ordinal)
                            + 1)..block.IndexOf("\n```", StringComparison.Ordinal)] + "\n");
                }
            }
        }

        return made;
    }

    public static string Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }

    private string Published(string project, string form)
    {
        var output = Path.Join(root, "published", Path.GetFileName(project), form);
        if (published.Add(output))
            Publish(Path.Join(repository, project), output, $"-p:PublishProfile={form}");
        return output;
    }

    private string PublishHello(string form)
    {
        var folder = Path.Join(root, "hello", form);
        var output = Path.Join(folder, "out");
        if (!published.Add(output))
            return output;

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Join(folder, "hello.cs"), "System.Console.WriteLine(\"hello\");\n");
        var profile = Path.Join(repository, "src/Linter.Cli/Properties/PublishProfiles", form + ".pubxml");
        File.WriteAllText(Path.Join(folder, "hello.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="{profile}" />
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <InvariantGlobalization>true</InvariantGlobalization>
                <DynamicCodeSupport>false</DynamicCodeSupport>
                <TieredPGO>false</TieredPGO>
                <ConcurrentGarbageCollection>false</ConcurrentGarbageCollection>
              </PropertyGroup>
            </Project>
            """);
        Publish(folder, output);
        return output;
    }

    private static void Publish(string project, string output, params string[] more)
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"publishes {Path.GetFileName(project)} {string.Join(' ', more)}"));
        using var process = Process.Start(new ProcessStartInfo("dotnet",
            ["publish", project, "-c", "Release", "-r", "linux-x64", "-o", output, "-v", "q", .. more])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false
            })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(said);
    }

    private static string Find(string file)
    {
        for (var at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Join(at, file)))
                return at;
        }

        throw new InvalidOperationException($"no folder above {AppContext.BaseDirectory} holds {file}");
    }
}
