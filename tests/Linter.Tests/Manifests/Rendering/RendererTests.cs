using System.Diagnostics;
using System.Globalization;
using Linter.Manifests;
using Linter.Tests.Support;

namespace Linter.Tests.Manifests.Rendering;

/// <summary>What the renderer does to a tool, shown by shell scripts that stand for one.</summary>
public sealed class RendererTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TempFolder temp = new();

    public RendererTests()
    {
        folder.With("web/Chart.yaml", "name: web\n").With("web/values.yaml", "{}\n");
        folder.With("prod/kustomization.yaml", "namePrefix: prod-\nresources: [web.yaml]\n").With("prod/web.yaml", "kind: Service\n");
    }

    public void Dispose()
    {
        folder.Dispose();
        temp.Dispose();
    }

    [Fact]
    public void A_target_is_rendered_once_and_nothing_is_left_behind()
    {
        Tool("helm", $"echo \"$@\" >> '{folder.Full("calls")}'; echo 'kind: Secret'");
        var input = Render();
        input.Rendered.Select(rendered => (rendered.Target.Path, rendered.Text)).Should().Contain(("web", "kind: Secret\n"));
        File.ReadAllLines(folder.Full("calls")).Should().Equal($"template web {folder.Full("web")} --include-crds");
        Directory.GetFileSystemEntries(temp.Path).Should().BeEmpty();
    }

    [Fact]
    public void Kustomize_is_asked_for_origins_without_touching_the_folder()
    {
        Tool("kubectl", "/bin/cat \"$2/kustomization.yaml\"");
        var text = Render().Rendered.Single(rendered => rendered.Target.Tool == RenderTool.Kustomize).Text;
        text.Should().Contain("originAnnotations").And.MatchRegex("- \"(\\.\\./)+.*/prod\"").And.NotContain("- \"/");
        Directory.GetFiles(folder.Full("prod")).Should().HaveCount(2);
    }

    [Fact]
    public void A_tool_sees_nothing_of_our_environment()
    {
        Tool("helm", "/usr/bin/env | /usr/bin/sort");
        var names = Render().Rendered.Single()
            .Text.Split('\n')
            .Select(line => line.Split('=')[0])
            .Where(name => name is not ("" or "_" or "SHLVL" or "PWD" or "OLDPWD"));
        names.Should().BeEquivalentTo(
            "PATH", "HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "HELM_CACHE_HOME",
            "HELM_CONFIG_HOME",
            "HELM_DATA_HOME", "HELM_PLUGINS", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY", "KUBECONFIG", "LC_ALL");
    }

    [Fact]
    public void What_a_tool_says_is_the_reason()
    {
        Tool("helm", "echo 'level=WARN msg=\"this chart is deprecated\"' >&2; echo 'Error: template: web/templates/a.yaml:3:4: nil pointer' >&2; exit 1");
        Reasons().Should().Contain("helm says: template: web/templates/a.yaml:3:4: nil pointer");
    }

    [Fact]
    public void No_path_of_the_machine_is_in_a_reason()
    {
        Tool("kubectl",
            "echo \"error: accumulating resources: open $2/kustomization.yaml and " + folder.Full("prod/web.yaml") + "\" >&2; exit 1");
        Reasons().Should().Contain("kustomize says: accumulating resources: open kustomization.yaml and prod/web.yaml");
    }

    [Fact]
    public void Without_a_temporary_folder_nothing_is_rendered_and_it_is_said()
    {
        Tool("helm", "echo 'kind: Secret'");
        Reasons(options => options with { TempFolder = folder.Full("web/Chart.yaml") })
            .Should().Contain("no temporary folder can be made to render it in");
    }

    [Fact]
    public void A_tool_that_does_not_end_is_stopped()
    {
        Tool("helm", "/bin/sleep 600");
        var clock = Stopwatch.StartNew();
        Reasons(options => options with { TimeLimit = TimeSpan.FromSeconds(0.3) })
            .Should().Contain("helm says: stopped after 0.3 s, the most that rendering may take");
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void An_interrupted_run_leaves_neither_a_tool_nor_a_folder_behind()
    {
        var number = folder.Full("number");
        Tool("helm", $"echo $$ > '{number}'; exec /bin/sleep 600");
        using var stop = new CancellationTokenSource();
        var run = new Thread(() => Reasons(options => options with { Stop = stop.Token }));
        run.Start();
        SpinWait.SpinUntil(() => File.Exists(number) && File.ReadAllText(number).EndsWith('\n'), TimeSpan.FromSeconds(60)).Should().BeTrue();
        var id = int.Parse(File.ReadAllText(number), CultureInfo.InvariantCulture);

        stop.Cancel();

        Directory.GetFileSystemEntries(temp.Path).Should().BeEmpty();
        run.Join(TimeSpan.FromSeconds(60)).Should().BeTrue();
        // Ended at once, and soon forgotten by the system.
        SpinWait.SpinUntil(() => !Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}")), TimeSpan.FromSeconds(60))
            .Should().BeTrue();
    }

    [Fact]
    public void What_klog_writes_before_the_words_changes_with_every_run_and_is_left_out()
    {
        Tool("kubectl", "echo 'E1123 20:15:01.408508 25527 run.go:72] \"command failed\" err=<' >&2; echo '	two kustomizations' >&2; echo ' >' >&2; exit 1");
        Reasons().Should().Contain("kustomize says: two kustomizations");
    }

    [Fact]
    public void A_tool_that_writes_without_end_is_stopped()
    {
        Tool("helm", "/usr/bin/yes");
        Reasons(options => options with { OutputLimit = 1024 * 1024 })
            .Should().Contain("helm says: stopped after 1 MiB, the most that rendering may give");
    }

    [Fact]
    public void A_tool_that_complains_without_end_is_still_understood()
    {
        Tool("helm", "/usr/bin/yes warning | /usr/bin/head -c 1000000 >&2; echo 'kind: Secret'");
        Render().Rendered.Should().ContainSingle();
    }

    [Fact]
    public void A_program_that_cannot_be_started_is_a_reason()
    {
        folder.With("helm", "no program");
        Reasons().Should().Contain(reason => reason.StartsWith("helm says: it cannot be started", StringComparison.Ordinal));
    }

    [Fact]
    public void Results_are_in_order_whatever_ends_first()
    {
        for (var i = 0; i < 6; i++)
        {
            folder.With(string.Create(CultureInfo.InvariantCulture, $"c{i}/Chart.yaml"),
                string.Create(CultureInfo.InvariantCulture, $"name: c{i}\n"));
        }

        Tool("helm", "case $2 in c0) /bin/sleep 0.3;; esac; echo \"name: $2\"");
        Render(options => options with { Parallel = 4 }).Rendered.Select(rendered => rendered.Text.Trim())
            .Should().Equal("name: c0", "name: c1", "name: c2", "name: c3", "name: c4", "name: c5", "name: web");
    }

    [Fact]
    public void Text_that_lies_over_a_file_is_what_is_rendered()
    {
        Tool("helm", "/bin/cat \"$3/values.yaml\"");
        var overlaid = new OverlaidTree(folder.Full("web/values.yaml"), "unsaved: true\n");
        var input = ManifestFinder.Find([folder.Path], new FinderOptions(folder.Path) { FindsTargets = true, Files = overlaid });
        Renderer.Render(input, Options()).Rendered.Should().ContainSingle().Which.Text.Should().Be("unsaved: true\n");
        File.ReadAllText(folder.Full("web/values.yaml")).Should().Be("{}\n");
    }

    [Fact]
    public void What_a_template_draws_by_lot_is_the_same_in_every_run()
    {
        folder.With("web/templates/job.yaml", "name: job-{{ randAlphaNum 5 | lower }}\n");
        Tool("helm", $"echo call >> '{folder.Full("calls")}'; echo \"name: job-$$k\"; echo 'kind: Job'");
        Render().Rendered.Single().Text.Should().MatchRegex("^name: job-x+\nkind: Job\n$");
        File.ReadAllLines(folder.Full("calls")).Should().HaveCount(2);
    }

    [Theory]
    [InlineData("{{ tpl .Values.name . }}", "values.yaml", "name: 'job-{{ randAlphaNum 5 | lower }}'\n", 2)]
    [InlineData("{{ tpl (.Files.Get \"parts/name.tpl\") . }}", "parts/name.tpl", "job-{{ randAlphaNum 5 | lower }}", 2)]
    [InlineData("{{ tpl\n  .Values.name . }}", "values.yaml", "name: 'job-{{ randAlphaNum 5 | lower }}'\n", 2)]
    [InlineData("{{ tpl\t.Values.name . }}", "values.yaml", "name: 'job-{{ randAlphaNum 5 | lower }}'\n", 2)]
    [InlineData("{{tpl(.Values.name) . }}", "values.yaml", "name: 'job-{{ randAlphaNum 5 | lower }}'\n", 2)]
    [InlineData("{{ include \"parts.tpl\" . }} {{/* see _name.tpl */}}", "values.yaml", "name: job # randAlphaNum gives another\n", 1)]
    [InlineData("{{ tpl .Values.name . }}", "README.md", "The name is drawn with randAlphaNum.\n", 1)]
    [InlineData("{{ .Values.name }}", "values.yaml", "name: job # randAlphaNum gives another\n", 1)]
    public void What_a_template_draws_through_tpl_is_the_same_in_every_run(string name, string path, string text, int calls)
    {
        folder.With("web/templates/job.yaml", $"name: {name}\n").With($"web/{path}", text);
        Tool("helm", $"echo call >> '{folder.Full("calls")}'; echo \"name: job-$$k\"; echo 'kind: Job'");
        Render().Rendered.Single()
            .Text.Should().MatchRegex(calls == 2 ? "^name: job-x+\nkind: Job\n$" : "^name: job-[0-9]+k\nkind: Job\n$");
        File.ReadAllLines(folder.Full("calls")).Should().HaveCount(calls);
    }

    [Theory]
    [InlineData("name: job-k9qz1", "name: job-p9zz1", "name: job-xxxxx")]
    [InlineData("name: job-12345 # x", "name: job-99945 # x", "name: job-xxxxx # x")]
    [InlineData("port: 31001", "port: 31999", "port: 31001")]
    [InlineData("args: [\"7\", b]", "args: [\"8\", b]", "args: [\"7\", b]")]
    [InlineData("key: \"YWJj+def/1==\"", "key: \"cXc12+ef/1==\"", "key: \"xxxxxxxx/1==\"")]
    [InlineData("ports: [{port: 2210, name: ab}, {port: 80}]", "ports: [{port: 2999, name: cd}, {port: 80}]", "ports: [{port: 2210, name: xx}, {port: 80}]")]
    [InlineData("j: '{\"a\":\"q1\",\"url\":\"http://db\",\"b\":\"q2\"}'", "j: '{\"a\":\"z1\",\"url\":\"http://db\",\"b\":\"z2\"}'", "j: '{\"a\":\"xx\",\"url\":\"http://db\",\"b\":\"xx\"}'")]
    [InlineData("key: YWJj+def/1==", "key: cXc12+ef/1234+aa1a==", "key: xxxxxxxx")]
    [InlineData("id: 'a b'", "id: 'c,d'", "id: 'xxx'")]
    [InlineData("id: short", "id: longer", "id: xxxxxxxx")]
    [InlineData("a: 1\nb: aQ\n", "a: 1\nb: bQ\n", "a: 1\nb: xx\n")]
    [InlineData("a: x\nb: y", "a: z", "a: x\nb: y")]
    public void What_two_runs_give_otherwise_is_masked(string one, string other, string expected) =>
        DrawnText.Masked(one, other).Should().Be(expected);

    private void Tool(string name, string script)
    {
        folder.With(name, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.Full(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private IEnumerable<string> Reasons(Func<RenderOptions, RenderOptions>? change = null) =>
        Render(change).Skipped.Select(part => part.Reason!);

    private InputFiles Render(Func<RenderOptions, RenderOptions>? change = null) => Renderer.Render(
        ManifestFinder.Find([folder.Path], new FinderOptions(folder.Path) { FindsTargets = true }),
        change is null ? Options() : change(Options()));

    private RenderOptions Options() => new(
        new RenderTools
        {
            Helm = File.Exists(folder.Full("helm")) ? folder.Full("helm") : null,
            Kustomize = File.Exists(folder.Full("kubectl")) ? folder.Full("kubectl") : null,
            IsKubectl = true,
        },
        temp.Path);
}
