using Linter.Tests.Support;

namespace Linter.Tests.Cli;

/// <summary>Charts and kustomizations by the real tools.</summary>
public sealed class RenderingTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_sample_says_what_is_pinned()
    {
        RenderingTools.Need();
        var result = Run(Repository.PathOf("samples", "rendered"), ".");
        result.Error.Should().BeEmpty();
        result.ExitCode.Should().Be(1);
        Golden.Check(Repository.PathOf("samples", "rendered", "expected.txt"), result.Output);
    }

    [Fact]
    public void A_run_over_rendered_units_gives_the_same_bytes_again_and_from_elsewhere()
    {
        RenderingTools.Need();
        var sample = Repository.PathOf("samples", "rendered");
        foreach (var format in new[] { "text", "json", "sarif", "github", "gitlab", "junit", "markdown" })
        {
            var once = Run(sample, ".", "--format", format, "--threads", "1");
            Run(Path.GetTempPath(), sample, "--format", format, "--threads", "4").Output.Should().Be(once.Output, format);
            once.Output.Should().NotContain(Path.GetTempPath().TrimEnd('/') + "/");
        }
    }

    [Fact]
    public void Without_tools_each_kind_is_said_once_and_the_run_does_not_fail()
    {
        var result = InProcess.Run(Repository.PathOf("samples", "rendered"), ".");
        result.ExitCode.Should().Be(2, "nothing was linted at all");
        result.Error.Should().Contain("helm is not on PATH");
    }

    [Fact]
    public void Beside_manifests_what_was_not_rendered_is_a_note()
    {
        OneOverlay();
        var result = InProcess.Run(folder.Path, ".");
        result.ExitCode.Should().Be(0, result.Output + result.Error);
        result.Output.Should().Contain("note: 1 kustomization not rendered, so what it makes is unknown: prod (neither kustomize nor kubectl is on PATH); by hand: kubectl kustomize prod | lint -");
        InProcess.Run(folder.Path, ".", "--fail-on-skipped").ExitCode.Should().Be(2);
        var required = InProcess.Run(folder.Path, ".", "--render", "require");
        required.ExitCode.Should().Be(2);
        required.Error.Should().Contain("the kustomization 'prod' was not rendered: neither kustomize nor kubectl is on PATH");
    }

    [Fact]
    public void Render_off_runs_nothing()
    {
        OneOverlay();
        var result = InProcess.Run(folder.Path, InProcess.Variables($"PATH={RenderingTools.Folder}"), ".", "--render", "off");
        result.ExitCode.Should().Be(0);
        result.Output.Should().Contain("prod (rendering is off)");
    }

    [Fact]
    public void A_comment_in_a_base_counts_for_every_overlay()
    {
        RenderingTools.Need();
        folder.With("base/kustomization.yaml", "resources: [web.yaml]\n")
            .With("base/web.yaml", Shop.Legacy.Replace("selector: {app: legacy}", "selector: {app: legacy} # lint:ignore service-selects-nothing -- its pods come later", StringComparison.Ordinal) + "---\n" + Shop.Deployment)
            .With("dev/kustomization.yaml", "resources: [../base]\nnamePrefix: dev-\n")
            .With("prod/kustomization.yaml", "resources: [../base]\nnamePrefix: prod-\n");
        var result = Run(folder.Path, ".");
        result.ExitCode.Should().Be(0, result.Output);
        result.Output.Should().Contain("suppressed").And.NotContain("suppression-unused");
    }

    [Fact]
    public void What_is_old_in_an_overlay_is_not_new_since_a_revision()
    {
        RenderingTools.Need();
        using var repository = new GitRepository();
        repository.With("base/kustomization.yaml", "resources: [web.yaml]\n");
        repository.With("base/web.yaml", Shop.Legacy + "---\n" + Shop.Deployment);
        repository.With("prod/kustomization.yaml", "resources: [../base]\nnamePrefix: prod-\n");
        repository.Commit("first");
        repository.With("prod/kustomization.yaml", "resources: [../base, more.yaml]\nnamePrefix: prod-\n");
        repository.With("prod/more.yaml", Shop.Legacy.Replace("legacy", "new", StringComparison.Ordinal));
        var result = InProcess.Run(repository.Path, InProcess.Variables($"PATH={RenderingTools.Folder}:{Environment.GetEnvironmentVariable("PATH")}"), ".", "--since", "HEAD", "--format", "concise");
        result.Output.Should().Contain("prod-new").And.NotContain("prod-legacy");
    }

    private void OneOverlay() => folder.With("shop.yaml", Shop.Service + "---\n" + Shop.Deployment).With("prod/kustomization.yaml", "resources: [web.yaml]\nnamePrefix: prod-\n").With("prod/web.yaml", Shop.Legacy);

    private static CliResult Run(string workingDirectory, params string[] arguments) =>
        InProcess.Run(workingDirectory, InProcess.Variables($"PATH={RenderingTools.Folder}"), arguments);
}
