using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using System.Xml.Linq;
using Linter.Configuration;
using Linter.Engine;
using Linter.Tests.Cli;
using Linter.Tests.Support;
using Linter.Text;

namespace Linter.Tests.Hostile;

/// <summary>Files, names and outputs that do not behave.</summary>
public sealed class HostileFileTests : IDisposable
{
    private const string Evil =
        "\u001b[2J\u0007\u202e::error file=x::pwned <script>alert(1)</script> [a](javascript:b) ![i](http://x) {0} | `c` \u0085\u2028";

    private static readonly string[] Names =
    [
        "a b.yaml", "a:1:2.yaml", "a#b.yaml", "a%20b?c=d&e.yaml", "::error::x.yaml", "a\n::warning::y.yaml", "\u001b[31mred.yaml",
        "<b>`x`|[y](z).yaml", "größe-日本.yaml", "-rf.yaml", "a'b\"c.yaml", "{0}.yaml",
    ];

    private readonly TempFolder folder = new();

    public static TheoryData<string> Formats => ["text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void Names_of_files_act_in_no_report(string format)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no such names there");
        foreach (var name in Names)
            folder.With(name, Manifest.Broken);

        var result = InProcess.Run(folder.Path, "--no-config", "--format", format);

        result.ExitCode.Should().Be(1);
        Harmless(format, result.Output, Names.Length);
    }

    [Fact]
    public void Names_of_files_arrive_whole_where_programs_read_them()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no such names there");
        foreach (var name in Names)
            folder.With(name, Manifest.Broken);

        string Report(string format) => InProcess.Run(folder.Path, "--no-config", "--format", format).Output;
        var expected = Names.Order(StringComparer.Ordinal);
        using var json = JsonDocument.Parse(Report("json"));
        Texts(json.RootElement, "path").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Should().Equal(expected);
        using var sarif = JsonDocument.Parse(Report("sarif"));
        Texts(sarif.RootElement.GetProperty("runs")[0].GetProperty("results"), "uri").Distinct(StringComparer.Ordinal)
            .Select(uri => Uri.UnescapeDataString(uri)).Select(path => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path)
            .Order(StringComparer.Ordinal).Should().Equal(expected);
        using var gitlab = JsonDocument.Parse(Report("gitlab"));
        Texts(gitlab.RootElement, "path").Order(StringComparer.Ordinal).Should().Equal(expected);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Names_and_values_in_manifests_act_in_no_report(string format)
    {
        folder.With("evil.yaml", """
            apiVersion: v1
            kind: Service
            metadata: {name: QUOTED, namespace: QUOTED, labels: { QUOTED: QUOTED }, annotations: {lint-ignore: QUOTED}}
            spec:
              selector: {app: QUOTED}
              type: QUOTED
              ports: [{name: QUOTED, port: QUOTED, targetPort: QUOTED}, {port: 80, port: 81}]
              QUOTED: x
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: QUOTED, namespace: QUOTED}
            spec:
              selector: {matchLabels: {app: QUOTED}}
              template:
                metadata: {labels: {app: other}}
                spec:
                  serviceAccountName: QUOTED
                  containers:
                  - name: QUOTED
                    image: QUOTED
                    command: [QUOTED]
                    envFrom: [{configMapRef: {name: QUOTED}}]
                    volumeMounts: [{name: QUOTED, mountPath: QUOTED}]
                    livenessProbe: {httpGet: {path: QUOTED, port: QUOTED, host: QUOTED}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: QUOTED, namespace: QUOTED}
            spec:
              ingressClassName: QUOTED
              tls: [{hosts: [QUOTED], secretName: QUOTED}]
              rules: [{host: QUOTED, http: {paths: [{path: QUOTED, pathType: QUOTED, backend: {service: {name: QUOTED, port: {name: QUOTED}}}}]}}]
            ---
            apiVersion: QUOTED
            kind: QUOTED
            """.Replace("QUOTED", JsonSerializer.Serialize(Evil), StringComparison.Ordinal));

        var result = InProcess.Run(folder.Path, "--no-config", "--profile", "strict", "--show-suppressed", "--format", format);

        result.ExitCode.Should().Be(1);
        Harmless(format, result.Output, null);
        Harmless("concise", result.Error, null);
    }

    [Fact]
    public async Task A_name_that_is_no_text_is_said()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "names are text there");
        folder.With("a.yaml", Manifest.Clean);
        (await Processes.Run(folder.Path, "bash",
            ["-c", @"mkdir $'d\xff' && cp a.yaml $'d\xff/a.yaml' && cp a.yaml $'\xfe.yaml'"])).Exits(0);

        var result = InProcess.Run(folder.Path, "--no-config", "-q");
        (await Processes.Run(folder.Path, "bash", ["-c", @"rm -r $'d\xff' $'\xfe.yaml'"])).Exits(0);

        (result.ExitCode, result.Error)
            .Should().Be((2,
                "error: folder 'd\uFFFD' cannot be read: its name is not valid UTF-8\nerror: '\uFFFD.yaml' cannot be read: its name is not valid UTF-8\n"));
    }

    [Fact]
    public void A_socket_is_never_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no such files there");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(folder.Full("s.yaml")));
        folder.With("a.yaml", Manifest.Clean);

        InProcess.Run(folder.Path, "--no-config").ExitCode.Should().Be(0);
        InProcess.Run(folder.Path, "--no-config", "s.yaml").ExitCode.Should().Be(2);
    }

    [Fact]
    public void A_file_that_fails_while_it_is_read_leaves_its_unit_unjudged()
    {
        Assert.SkipUnless(File.Exists("/proc/self/mem"), "no such file here");
        folder.With("a.yaml", Shop.Legacy + "---\n" + Shop.Deployment).WithLink("b.yaml", "/proc/self/mem");

        var whole = InProcess.Run(folder.Path, "--no-config", "a.yaml");
        var partial = InProcess.Run(folder.Path, "--no-config", "a.yaml", "b.yaml");

        (partial.ExitCode, partial.Error).Should().Be((2, "error: 'b.yaml' cannot be read: the system reports an input/output error\n"));
        partial.Output.Should().Contain("'b.yaml' cannot be read").And.NotContain("error[service-selects-nothing]");
        whole.Output.Should().Contain("error[service-selects-nothing]");
    }

    [Fact]
    public void A_file_beyond_the_limit_is_not_even_opened()
    {
        using (var file = File.Create(folder.Full("a.yaml")))
            file.SetLength(200L * 1024 * 1024);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = InProcess.Run(folder.Path, "--no-config", "--threads", "1", "a.yaml");

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(20_000_000);
        result.ExitCode.Should().Be(2);
        result.Error.Should().Be(
            "error: 'a.yaml' is larger than 32 MiB, the most that is read of one file\n  = help: exclude it in .lint.yaml if it holds no manifests, or raise --max-file-size\n");
    }

    [Theory]
    [InlineData("--max-file-size 1K", 0, "")]
    [InlineData("--max-file-size 20", 2, "error: 'a.yaml' is larger than 20 bytes")]
    [InlineData("--max-depth 2", 0, "")]
    [InlineData("--max-depth 1", 1, "")]
    [InlineData("--max-documents 1", 0, "")]
    [InlineData("--max-documents 0", 2, "error: --max-documents takes a number from 1 to 10000000, not '0'")]
    [InlineData("--max-depth 1001", 2, "error: --max-depth takes a number from 1 to 1000, not '1001'")]
    [InlineData("--max-file-size 2G", 2, "error: --max-file-size takes a size up to 512M, not '2G'")]
    [InlineData("--max-file-size 9999999999K", 2, "error: --max-file-size takes a size up to 512M, not '9999999999K'")]
    public void Limits_are_options(string options, int exitCode, string error)
    {
        folder.With("a.yaml", Manifest.Clean);

        var result = InProcess.Run(folder.Path, ["--no-config", .. options.Split(' ')]);

        (result.ExitCode, result.Error[..Math.Min(error.Length, result.Error.Length)]).Should().Be((exitCode, error));
    }

    [Fact]
    public void A_report_that_grows_beyond_what_may_be_written_leaves_the_old_one_whole()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no such limit there");
        folder.With("a.yaml",
            string.Concat(Enumerable.Range(0, 3000)
                .Select(i => $"---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a{i}, name: b}}\n")))
            .With("old.sarif", "the report of yesterday");

        // The runtime maps its own code through a file, which has a size too.
        var (exitCode, error) =
            Shell($"ulimit -f 200; DOTNET_EnableWriteXorExecute=0 dotnet '{Path.Combine(AppContext.BaseDirectory, "lint.dll")}' --no-config -qq --output sarif=old.sarif");

        (exitCode, error).Should().Be((2, "error: cannot write 'old.sarif': the system reports an input/output error\n"));
        File.ReadAllText(folder.Full("old.sarif")).Should().Be("the report of yesterday");
        Directory.GetFiles(folder.Path).Should().HaveCount(2);
    }

    [Fact]
    public void A_closed_standard_error_leaves_report_and_exit_code_as_they_are()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no shell there");
        folder.With("a.yaml", Manifest.Clean).With("chart/Chart.yaml", "name: c\n").With("chart/templates/b.yaml", Manifest.Clean);

        Shell($"dotnet '{Path.Combine(AppContext.BaseDirectory, "lint.dll")}' nosuch.yaml 2>&-").Should().Be((2, ""));
        Shell($"dotnet '{Path.Combine(AppContext.BaseDirectory, "lint.dll")}' --no-config --render off --format json 2>&- >report.json")
            .Should().Be((0, ""));
        File.ReadAllText(folder.Full("report.json")).Should().EndWith("}\n");
    }

    [Fact]
    public void A_working_directory_that_is_gone_is_2_without_a_stack()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no folder in use can be removed there");
        folder.With("gone/a.yaml", Manifest.Clean);

        Shell($"cd gone && rm -r ../gone && dotnet '{Path.Combine(AppContext.BaseDirectory, "lint.dll")}'")
            .Should().Be((2, "error: the folder you are in is no longer there\n  = help: go to one that is, and call lint again\n"));
    }

    [Theory]
    [InlineData(1, "fast")]
    [InlineData(4, "fast")]
    [InlineData(4, "reference")]
    public async Task Without_memory_enough_it_is_2_without_a_stack(int threads, string engine)
    {
        var text = string.Concat(Enumerable.Range(0, 60_000)
            .Select(i => $"---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a{i}}}\n"));
        for (var i = 0; i < 20; i++)
            folder.With($"a{i}.yaml", text);

        // Bytes, hexadecimal: half of what the texts alone take.
        var ran = await Processes.Run(
            folder.Path, "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "lint.dll"), "--no-config", "--threads", $"{threads}", "--yaml-engine", engine],
            ("DOTNET_GCHeapHardLimit", "4800000"));

        ran.Exits(2)
            .Error.Should().StartWith("error: there is not enough memory for what was to be read\n  = help: lint fewer files at once")
            .And.NotContain("   at ");
        ran.Output.Should().BeEmpty();
    }

    [Fact]
    public void A_closed_output_is_2_without_a_stack()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no shell there");
        folder.With("a.yaml", Manifest.Clean);

        Shell($"dotnet '{Path.Combine(AppContext.BaseDirectory, "lint.dll")}' --no-config >&-")
            .Should().Be((2, "error: cannot write to standard output: it is closed\n"));
    }

    [Theory]
    [InlineData("exclude: [\"{0}\"]", "{a,b}", 40)]
    [InlineData("exclude: [\"{0}x\"]", "**/", 200)]
    [InlineData("exclude: [\"{0}x\"]", "*a", 5000)]
    [InlineData("exclude: [\"{0}\"]", "{a,", 5000)]
    [InlineData("ignore: [{{paths: [\"{0}\"], rules: [image-unpinned], reason: x}}]", "{**,a*a*a*a}/", 30)]
    [InlineData("units: [{{name: a, paths: [\"{0}\"]}}]", "(a+)+", 5000)]
    [InlineData("namespace: \"{0}\"", "a-", 100_000)]
    [InlineData("cluster: {{kubernetesVersion: \"{0}\"}}", "1.", 100_000)]
    public void A_configuration_cannot_take_for_ever(string text, string part, int count)
    {
        var written = text.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)
            .Replace("{0}", string.Concat(Enumerable.Repeat(part, count)), StringComparison.Ordinal);
        var path = string.Join('/', Enumerable.Repeat("aaaaaaaaaaaaaaaaaaaa", 20)) + ".yaml";
        var watch = Stopwatch.StartNew();

        foreach (var place in (ReadOnlySpan<ConfigPlace>)[ConfigPlace.Root,
            new ConfigPlace("../../../../../..", ["a", "a", "a", "a", "a", "a"])])
        {
            var (config, mistakes) = ConfiguredRun.Read(new SourceText(ConfigReader.FileName, written), place);
            (config is null).Should().Be(!mistakes.IsEmpty);
            foreach (var glob in config?.Exclude ?? [])
                glob.Matches(path);
        }

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(30));
    }

    // No raw control characters where people or servers read lines, no command but ours, and nothing that is not well-formed.
    private static void Harmless(string format, string output, int? findings)
    {
        output.Should().NotContainAny("\u001b", "\u0007", "\r");
        switch (format)
        {
            case "json" or "sarif" or "gitlab":
                using (var document = JsonDocument.Parse(output))
                    document.RootElement.ValueKind.Should().NotBe(JsonValueKind.Undefined);
                break;
            case "junit":
                XDocument.Parse(output).Root!.Name.LocalName.Should().Be("testsuites");
                break;
            case "github":
                var commands = output.Split('\n').Where(line => line.StartsWith("::", StringComparison.Ordinal)).ToList();
                commands.Should().OnlyContain(line => line.StartsWith("::error title=", StringComparison.Ordinal)
                    || line.StartsWith("::warning title=", StringComparison.Ordinal)
                    || line.StartsWith("::notice title=", StringComparison.Ordinal));
                if (findings is { } count)
                    commands.Count(line => line.Contains("title=duplicate-key,", StringComparison.Ordinal)).Should().Be(count);
                break;
            case "markdown":
                var html = Markdig.Markdown.ToHtml(output,
                    Markdig.MarkdownExtensions.UseAdvancedExtensions(new Markdig.MarkdownPipelineBuilder()).Build());
                html.Should().NotContainAny("<script", "<img", "href=\"javascript", "<b>");
                break;
            default:
                output.Split('\n').Should().NotContain(line => line.StartsWith("::", StringComparison.Ordinal)
                    || line.StartsWith("##[", StringComparison.Ordinal));
                break;
        }
    }

    private static IEnumerable<string> Texts(JsonElement element, string key) => element.ValueKind switch
    {
        JsonValueKind.Object =>
            element.EnumerateObject().SelectMany(property => property.Name == key && property.Value.ValueKind == JsonValueKind.String
                ? [property.Value.GetString()!]
                : Texts(property.Value, key)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Texts(item, key)),
        _ => [],
    };

    private (int ExitCode, string Error) Shell(string script)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", script])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardError = true,
            UseShellExecute = false
        })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
