using System.Globalization;
using Linter.Cli;
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
        result.Output.Should().Contain(
            "note: 1 kustomization not rendered, so what it makes is unknown: prod (neither kustomize nor kubectl is on PATH); by hand: kubectl kustomize prod | lint -");
        InProcess.Run(folder.Path, ".", "--fail-on-skipped").ExitCode.Should().Be(2);
        var required = InProcess.Run(folder.Path, ".", "--render", "require");
        required.ExitCode.Should().Be(2);
        required.Error.Should().Contain("the kustomization 'prod' was not rendered: neither kustomize nor kubectl is on PATH");
    }

    [Theory]
    [InlineData("resources: [../mid, 'https://git.example/x?ref=v1']\nnamespace: shop", "prod takes https://git.example/x?ref=v1 from the network, which is never asked", "warning")]
    [InlineData("resources: [../mid, 'https://git.example/x?ref=v1']\nimages: [{name: a, newTag: '2'}]", "prod takes https://git.example/x?ref=v1 from the network, which is never asked", "note")]
    [InlineData("resources: [../mid]\npatches: [{path: gone.yaml}]", "kustomize says: ", "note")]
    public void What_a_kustomization_builds_on_is_checked_by_itself_where_that_one_cannot_be_rendered(
        string prod, string reason, string level)
    {
        RenderingTools.Need();
        folder.With("app/kustomization.yaml", "resources: [app.yaml]\n")
            .With("app/app.yaml",
                Shop.Legacy + "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: legacy}\nspec: {selector: {matchLabels: {app: legcay}}, template: {metadata: {labels: {app: legcay}}, spec: {containers: [{name: a, image: 'a:1'}]}}}\n")
            .With("mid/kustomization.yaml", "resources: [../app]\nnamePrefix: mid-\n")
            .With("prod/kustomization.yaml", prod + "\n");

        var result = Run(folder.Path, ".", "--profile", "strict");
        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Contain(reason)
            .And.Contain($"{level}[service-selects-nothing]: Service 'mid-legacy'")
            .And.Contain("--> app/app.yaml:")
            .And.Contain("caution: the kustomization prod was not rendered")
            .And.NotContain("fix, to be checked")
            .And.Contain("caution: prod builds on mid and was not rendered; it may change this",
                "of what is no matter of what is missing, too")
            .And.Contain("note: 1 kustomization was checked by itself, since what builds on it was not rendered: mid\n");
        Run(folder.Path, ".", "--explain-units").Output.Should().Contain(
            "unit mid: a kustomization, rendered by kustomize, since prod, which builds on it, was not\n")
            .And.Contain("incomplete: the kustomization prod was not rendered\n").And.NotContain("unit app");

        folder.With("test/kustomization.yaml", "resources: [../mid]\n");
        Run(folder.Path, ".").Output.Should().Contain("error[service-selects-nothing]: Service 'mid-legacy'")
            .And.NotContain("builds on mid");
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
    public void The_configuration_turns_rendering_off_for_a_graph_too()
    {
        RenderingTools.Need();
        OneOverlay();
        folder.WithFolder(".git").With("cart.yaml", Shop.Legacy.Replace("legacy", "cart", StringComparison.Ordinal))
            .With(".lint.yaml", "render: {mode: off}\nexternals: [{kind: Pod, labels: {app: cart}}]\n");

        var off = Run(folder.Path, "graph", "--format", "tree");
        off.ExitCode.Should().Be(0, off.Error);
        off.Output.Should().Contain("Service cart").And.NotContain("✗", "its pods are declared").And.NotContain("legacy");

        Run(folder.Path, "graph", "--format", "tree", "--render", "auto").Output.Should().Contain("Service prod-legacy");
        Run(folder.Path, "graph", "--format", "tree", "--no-config").Output.Should().Contain("Service prod-legacy")
            .And.Contain("✗ app=cart");
    }

    [Fact]
    public void A_path_that_no_file_can_have_is_no_failure_of_ours()
    {
        folder.With("shop.yaml", Shop.Service + "---\n" + Shop.Deployment)
            .With("prod/kustomization.yaml", "resources: [\"a\\0b\", web.yaml]\n")
            .With("prod/web.yaml", Shop.Legacy)
            .With("chart/Chart.yaml",
                "apiVersion: v2\nname: chart\nversion: 1.0.0\ndependencies: [{name: x, repository: \"file://a\\0b\"}]\n");
        var result = InProcess.Run(folder.Path, ".");
        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Contain("not rendered");
    }

    [Theory]
    [InlineData("entries")]
    [InlineData("graph")]
    public void What_must_be_rendered_fails_other_pictures_too(string command)
    {
        OneOverlay();
        folder.WithFolder(".git").With(".lint.yaml", "render: {mode: require}\n");
        InProcess.Run(folder.Path, command)
            .Should().Match<CliResult>(result => result.ExitCode == 2
                && result.Error.Contains("the kustomization 'prod' was not rendered"));
        InProcess.Run(folder.Path, command, "--render", "auto").ExitCode.Should().Be(0);
        folder.With(".lint.yaml", "render: {failOnSkipped: true}\n");
        InProcess.Run(folder.Path, command)
            .Should().Match<CliResult>(result => result.ExitCode == 2
                && result.Error.Contains("'prod' was not rendered, and --fail-on-skipped is set"));
    }

    [Fact]
    public void A_comment_in_a_base_counts_for_every_overlay()
    {
        RenderingTools.Need();
        folder.With("base/kustomization.yaml", "resources: [web.yaml]\n")
            .With("base/web.yaml",
                Shop.Legacy.Replace("selector: {app: legacy}",
                    "selector: {app: legacy} # lint:ignore service-selects-nothing -- its pods come later", StringComparison.Ordinal)
                    + "---\n" + Shop.Deployment)
            .With("dev/kustomization.yaml", "resources: [../base]\nnamePrefix: dev-\n")
            .With("prod/kustomization.yaml", "resources: [../base]\nnamePrefix: prod-\n");
        var result = Run(folder.Path, ".");
        result.ExitCode.Should().Be(0, result.Output);
        result.Output.Should().Contain("suppressed").And.NotContain("suppression-unused");
    }

    [Fact]
    public void What_an_overlay_renamed_is_told_with_its_name_in_the_file()
    {
        RenderingTools.Need();
        folder.With("base/kustomization.yaml", "resources: [web.yaml]\n").With("base/web.yaml", Shop.Legacy + "---\n" + Shop.Deployment)
            .With("dev/kustomization.yaml", "resources: [../base]\nnamePrefix: dev-\n")
            .With("plain/kustomization.yaml", "resources: [../base]\nlabels: [{pairs: {a: b}}]\n");
        Run(folder.Path, "dev").Output
            .Should().Contain("= note: 'dev-legacy' is 'legacy' in this file: renamed by namePrefix (legacy → dev-legacy), see")
            .And.Contain("dev/kustomization.yaml:2");
        Run(folder.Path, "plain").Output.Should().Contain("'legacy'").And.NotContain("in this file");
    }

    [Fact]
    public void A_comment_in_a_base_about_traffic_is_not_judged_while_none_arrives()
    {
        RenderingTools.Need();
        folder.With("base/kustomization.yaml", "resources: [web.yaml]\n")
            .With("base/web.yaml",
                Shop.Legacy + "---\n" + Shop.Deployment + "# lint:ignore readiness-missing, duplicate-key -- why\nextra: 1\n")
            .With("dev/kustomization.yaml", "resources: [../base]\nnamePrefix: dev-\n");
        Run(folder.Path, ".").Output.Should().Contain("'duplicate-key' finds nothing").And.NotContain("'readiness-missing' finds nothing");
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
        var result = InProcess.Run(repository.Path,
            InProcess.Variables($"PATH={RenderingTools.Folder}:{Environment.GetEnvironmentVariable("PATH")}"), ".", "--since", "HEAD",
            "--format", "concise");
        result.Output.Should().Contain("prod-new").And.NotContain("prod-legacy");
    }

    [Fact]
    public void A_revision_of_many_targets_is_rendered_by_many_workers()
    {
        RenderingTools.Need();
        using var repository = new GitRepository();
        repository.With("chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n").With("chart/values.yaml", "port: 1\n")
            .With("chart/templates/a.yaml", Shop.Legacy);
        for (var i = 0; i < 8; i++)
            repository.With(string.Create(CultureInfo.InvariantCulture, $"chart/ci/v{i}-values.yaml"), "port: 2\n");
        repository.With("base/kustomization.yaml", "resources: [web.yaml]\n")
            .With("base/web.yaml", Shop.Service + "---\n" + Shop.Deployment);
        repository.With("dev/kustomization.yaml", "resources: [../base]\nnamePrefix: dev-\n")
            .With("prod/kustomization.yaml", "resources: [../base]\nnamePrefix: prod-\n")
            .Commit();
        var result = Run(repository.Path, environment => environment with { Processors = 8 }, ".", "--since", "HEAD", "--format",
            "concise");
        result.Error.Should().BeEmpty();
        (result.ExitCode, result.Output).Should().Be((0, ""));
    }

    [Fact]
    public void A_patch_beside_the_folder_is_there_when_a_generator_lacks_its_file()
    {
        RenderingTools.Need();
        folder.WithFolder(".git").With("common/p.yaml",
            "apiVersion: v1\nkind: Service\nmetadata: {name: shop}\nspec: {sessionAffinity: ClientIP}\n")
            .With("prod/kustomization.yaml",
                "resources: [web.yaml]\npatches: [{path: ../common/p.yaml}]\nconfigMapGenerator: [{name: c, envs: [.env]}]\n")
            .With("prod/web.yaml", Shop.Service + "---\n" + Shop.Deployment);
        var result = Run(folder.Path, ".");
        result.Output.Should().Contain("1 rendered unit").And.Contain("prod/.env").And.NotContain("not rendered");
    }

    [Fact]
    public void A_link_out_of_the_repository_is_not_followed()
    {
        RenderingTools.Need();
        using var outside = new TempFolder();
        outside.With("secret", "port: topsecret\n");
        folder.WithFolder(".git").With("chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n")
            .With("chart/templates/a.yaml", Shop.Legacy)
            .WithLink("chart/values.yaml", outside.Full("secret"));
        var result = Run(folder.Path, ".");
        result.ExitCode.Should().Be(2);
        (result.Output + result.Error).Should().Contain("chart/values.yaml is a link that leads out of the repository")
            .And.NotContain("topsecret");
    }

    [Fact]
    public void A_comment_in_values_counts_for_what_they_fill_whatever_else_they_hold()
    {
        RenderingTools.Need();
        folder.With("chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n")
            .With("chart/values.yaml",
                "app: legacy # lint:ignore service-selects-nothing -- its pods come later\nextra: \"{{ .Release.Name }}\"\n")
            .With("chart/templates/a.yaml",
                Shop.Legacy.Replace("{app: legacy}", "{app: \"{{ .Values.app }}\"}", StringComparison.Ordinal) + "---\n" + Shop.Deployment);
        var result = Run(folder.Path, ".");
        result.ExitCode.Should().Be(0, result.Output);
        result.Output.Should().Contain("1 suppressed");
    }

    [Fact]
    public void What_the_plain_values_break_is_not_laid_at_the_door_of_others()
    {
        RenderingTools.Need();
        folder.With("chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n").With("chart/values.yaml", "a: b\n")
            .With("chart/ci/x-values.yaml", "a: c\n")
            .With("chart/templates/a.yaml", Shop.Legacy + "---\n" + Shop.Deployment);
        Run(folder.Path, ".").Output.Should().Contain("chart/templates/a.yaml").And.NotContain("(through");
    }

    [Fact]
    public void What_lies_beside_a_chart_s_own_files_is_read()
    {
        folder.With("chart/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n").With("chart/examples/a.yaml", Shop.Legacy)
            .With("chart/values.yaml", "a: b\n");
        InProcess.Run(folder.Path, ".", "--format", "json").Output.Should().Contain("\"files\": 1,").And.Contain("\"resources\": 1,");
    }

    [Theory]
    [InlineData("concise")]
    [InlineData("gitlab")]
    [InlineData("junit")]
    public void Where_a_report_has_no_place_for_it_what_was_skipped_is_said_beside_it(string format)
    {
        OneOverlay();
        InProcess.Run(folder.Path, ".", "--format", format)
            .Error.Should().Be("note: 'prod' was not rendered, so what it makes is unknown: neither kustomize nor kubectl is on PATH\n");
        InProcess.Run(folder.Path, ".", "--format", format, "--fail-on-skipped")
            .Error.Should().StartWith("error: 'prod' was not rendered, and --fail-on-skipped is set");
    }

    // What stands behind it may be a way in, and whatever a way in leads to.
    [Theory]
    [InlineData("entries")]
    [InlineData("entries", "--format", "json")]
    [InlineData("entries", "--format", "markdown")]
    [InlineData("trace", "service/shop")]
    [InlineData("trace", "service/shop", "--format", "json")]
    [InlineData("graph")]
    [InlineData("graph", "--format", "json")]
    public void Other_pictures_say_beside_themselves_what_was_skipped(params string[] command)
    {
        OneOverlay();
        var result = InProcess.Run(folder.Path, command);
        result.Error.Should().Be("note: 'prod' was not rendered, so what it makes is unknown: neither kustomize nor kubectl is on PATH\n");
        result.ExitCode.Should().Be(0);
        result.Output.Should().NotContain("not rendered");
        folder.With("dev/kustomization.yaml", "resources: [web.yaml]\nnamePrefix: dev-\n").With("dev/web.yaml", Shop.Legacy);
        InProcess.Run(folder.Path, command).Error.Should().StartWith("note: 'dev' was not rendered").And.EndWith(" (and 1 more)\n");
    }

    [Fact]
    public void A_quiet_trace_says_nothing_beside_itself()
    {
        OneOverlay();
        var result = InProcess.Run(folder.Path, "trace", "service/shop", "-q");
        (result.Error, result.ExitCode).Should().Be(("", 0));
        result.Output.Should().StartWith("OK");
    }

    [Fact]
    public void A_patch_that_is_no_YAML_is_an_error_although_it_never_speaks_of_a_kind()
    {
        folder.With("prod/kustomization.yaml", "resources: [app.yaml]\npatches: [{path: patch.yaml, target: {name: legacy}}]\n")
            .With("prod/app.yaml", Shop.Legacy)
            .With("prod/patch.yaml", "- op: add\n  path: /spec/ports/-\n  value:\n    - port: 80\n     - port: 81\n");

        var result = InProcess.Run(folder.Path, ".", "--render", "off", "--format", "concise");

        result.Output.Should().StartWith("prod/patch.yaml:5:").And.Contain(": error: ").And.EndWith("[yaml-syntax]\n");
        result.ExitCode.Should().Be(1);
    }

    [Theory]
    [InlineData("prod/web.yaml")]
    [InlineData("prod/patch.yaml")]
    public void What_is_no_YAML_is_an_error_although_nothing_can_be_rendered_from_it(string broken)
    {
        OneOverlay();
        folder.With("prod/kustomization.yaml",
            "resources: [web.yaml]\npatches: [{path: patch.yaml}]\nconfigMapGenerator: [{name: a, files: [a.conf]}]\n")
            .With("prod/patch.yaml", Shop.Legacy)
            .With("prod/a.conf", "a: b: {\n")
            .With(broken, "apiVersion: v1\nkind: Service\nmetadata: {name: legacy\nspec: {}\n");
        foreach (var mode in new[] { "auto", "off" })
        {
            var result = InProcess.Run(folder.Path, ".", "--render", mode, "--format", "concise");
            result.ExitCode.Should().Be(1);
            result.Output.Should().StartWith(broken).And.Contain("[yaml-syntax]").And.NotContain("a.conf").And.NotContain("legacy'");
        }
    }

    [Fact]
    public void A_resource_that_kustomize_refuses_is_said_although_nothing_can_be_rendered_from_it()
    {
        OneOverlay();
        folder.With("prod/kustomization.yaml", "resources: [web.yaml, half.yaml]\npatches: [{path: patch.yaml}]\nnamePrefix: prod-\n")
            .With("prod/web.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\n  name: two\n")
            .With("prod/half.yaml", "apiVersion: v1\nmetadata:\n  name: three\n")
            .With("prod/patch.yaml", "metadata:\n  name: three\nkind: ConfigMap\ndata: {a: b}\n");
        foreach (var mode in new[] { "auto", "off" })
        {
            var result = InProcess.Run(folder.Path, ".", "--render", mode, "--format", "concise");
            result.ExitCode.Should().Be(1);
            result.Output.Split('\n').Should().SatisfyRespectively(
                half => half.Should().StartWith("prod/half.yaml:1:1: warning: ").And.EndWith("[incomplete-resource]"),
                web => web.Should().StartWith("prod/web.yaml:5:3: error: key 'name' appears twice").And.EndWith("[duplicate-key]"),
                end => end.Should().BeEmpty());
        }
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("off")]
    public void A_doubled_key_in_a_patch_is_said_whether_it_is_rendered_or_not(string mode)
    {
        RenderingTools.Need();
        const string Kustomization =
            "resources: [../base]\npatches:\n  - path: more.yaml\n  - path: more.yaml\n  - target: {kind: Service}\n    patch: |-\n      - op: replace\n        path: /spec/type\n        value: NodePort\n        value: ClusterIP\n"
            + "  # lint:ignore duplicate-key -- both say the same\n  - patch: |-\n      kind: Service\n      apiVersion: v1\n      metadata: {name: legacy}\n      metadata: {name: legacy}\n"
            + "  - patch: \"apiVersion: v1\\nkind: Service\\nmetadata: {name: legacy, name: legacy}\\n\"\n";
        folder.With("base/kustomization.yaml", "resources: [web.yaml]\n")
            .With("base/web.yaml", Shop.Legacy + "---\n" + Shop.Service + "---\n" + Shop.Deployment)
            .With("prod/kustomization.yaml", Kustomization)
            .With("prod/more.yaml",
                "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: cart}\nspec:\n  replicas: 2\n  replicas: 3\n  paused: true\n  paused: true # lint:ignore duplicate-key -- twice the same\n")
            .With("prod2/kustomization.yaml", "resources: [../prod]\n");
        var result = Run(folder.Path, ".", "--render", mode, "--format", "concise");
        result.Output.Split('\n')
            .Where(line => line.Contains("duplicate-key", StringComparison.Ordinal) || line.Contains("unused", StringComparison.Ordinal))
            .Should().Equal(
            "prod/kustomization.yaml:10:9: error: key 'value' appears twice in this mapping, here as 'ClusterIP'; YAML readers disagree on which one counts [duplicate-key]",
            "prod/kustomization.yaml:17:12: error: key 'name' appears twice in this mapping, again as 'legacy'; some YAML readers refuse the file for that [duplicate-key]",
            "prod/more.yaml:6:3: error: key 'replicas' appears twice in this mapping, here as '3'; YAML readers disagree on which one counts [duplicate-key]");
        result.ExitCode.Should().Be(1);
    }

    [Theory]
    [InlineData("{kind: Deployment, name: crat}", "8:38: warning: the patch is for 'Deployment crat', which nothing of this kustomization is; nearest is 'cart', the name of Deployment 'cart' [invalid-value]")]
    [InlineData("{kind: Deployment, name: prod-cart}", "8:38: warning: the patch is for 'Deployment prod-cart', which nothing of this kustomization is [invalid-value]")]
    [InlineData("{kind: Deployment, name: cart, namespace: prod}", "8:55: warning: the patch is for 'Deployment cart in prod', which nothing of this kustomization is [invalid-value]")]
    [InlineData("{group: apps, version: v1beta1, kind: Deployment, name: cart}", "8:36: warning: the patch is for 'apps/v1beta1 Deployment cart', which nothing of this kustomization is; nearest is 'v1', the version of Deployment 'cart' [invalid-value]")]
    [InlineData("{group: extensions, kind: Deployment, name: cart}", "8:21: warning: the patch is for 'extensions Deployment cart', which nothing of this kustomization is; nearest is 'apps', the group of Deployment 'cart' [invalid-value]")]
    [InlineData("{kind: StatefulSet, name: settings}", "8:20: warning: the patch is for 'StatefulSet settings', which nothing of this kustomization is; nearest is 'ConfigMap', the kind of ConfigMap 'settings' [invalid-value]")]
    [InlineData("{kind: Deploymnet}", "8:20: warning: the patch is for 'Deploymnet', which nothing of this kustomization is; nearest is 'Deployment', the kind of Deployment 'cart' [invalid-value]")]
    [InlineData("{kind: CronJob}", "8:20: note: the patch is for 'CronJob', which nothing of this kustomization is [invalid-value]")]
    [InlineData("{kind: Deployment, name: cart.+}", "8:38: note: the patch is for 'Deployment cart.+', which nothing of this kustomization is [invalid-value]")]
    [InlineData("{kind: Deployment, name: cart}", "")]
    [InlineData("{kind: Deployment, name: c.*}", "")]
    [InlineData("{kind: Deployment, name: cart, namespace: default}", "")]
    [InlineData("{kind: ConfigMap, name: settings}", "")]
    [InlineData("{labelSelector: app=nothing}", "")]
    public void A_patch_for_nothing_is_said_where_it_is_rendered(string target, string said)
    {
        RenderingTools.Need();
        WithPatchFor(target, "");
        Patched(Run(folder.Path, ".", "--profile", "strict", "--format", "concise").Output)
            .Should().Equal(said.Length == 0 ? [] : ["prod/kustomization.yaml:" + said]);
        Patched(Run(folder.Path, ".", "--profile", "strict", "--format", "concise", "--render", "off").Output).Should().BeEmpty();
    }

    [Fact]
    public void A_patch_of_a_component_may_be_for_nothing_and_one_of_a_base_is_said_once()
    {
        RenderingTools.Need();
        WithPatchFor("{kind: Deployment, name: cart}", "components: [../more]\n");
        folder.With("more/kustomization.yaml",
            "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n  - target: {kind: Deployment, name: other}\n    patch: |-\n      - op: remove\n        path: /spec/replicas\n")
            .With("test/kustomization.yaml", "resources: [../base]\n").With("live/kustomization.yaml", "resources: [../base]\n")
            .With("base/kustomization.yaml",
                "resources: [web.yaml]\npatchesJson6902:\n  - target: {version: v1, kind: Secret, name: cart} # lint:ignore invalid-value -- a try\n    patch: |-\n      - op: remove\n        path: /data\n"
                + "  - target: {version: v1, kind: Secret, name: settings}\n    patch: |-\n      - op: remove\n        path: /data\n");
        Patched(Run(folder.Path, ".", "--format", "concise").Output).Should().Equal(
            "base/kustomization.yaml:7:47: warning: the patch is for 'v1 Secret settings', which nothing of this kustomization is [invalid-value]");
    }

    private void WithPatchFor(string target, string more) => folder
        .With("base/kustomization.yaml", "resources: [web.yaml]\n")
        .With("base/web.yaml", Shop.Deployment.Replace("shop", "cart", StringComparison.Ordinal))
        .With("prod/kustomization.yaml",
            "resources: [../base]\nnamePrefix: prod-\nnamespace: prod\nconfigMapGenerator:\n  - name: settings\n    literals: [a=b]\npatches:\n  - target: "
                + target + "\n    patch: |-\n      - op: add\n        path: /metadata/labels\n        value: {a: b}\n" + more);

    private static IEnumerable<string> Patched(string output) =>
        output.Split('\n').Where(line => line.Contains("the patch is for", StringComparison.Ordinal)
            || line.Contains("unused", StringComparison.Ordinal));

    [Theory]
    [InlineData("auto", "Found 2 errors in 1 rendered unit, ")]
    [InlineData("off", "Found 2 errors in 1 file, 0 objects, ")]
    public void A_patch_with_findings_is_a_file_where_nothing_is_rendered_with_it(string mode, string verdict)
    {
        RenderingTools.Need();
        folder.With("prod/kustomization.yaml", "resources: [web.yaml]\npatches:\n  - path: patch.yaml\n")
            .With("prod/web.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {b: c}\n")
            .With("prod/patch.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  a: b\n  a: c\n  a: d\n");
        Run(folder.Path, ".", "--render", mode).Output.Should().Contain(verdict);
    }

    [Fact]
    public void Comments_count_in_files_of_a_kustomization_that_was_not_rendered()
    {
        OneOverlay();
        folder.With("prod/kustomization.yaml", "resources: [web.yaml, more.yaml]\nnamePrefix: prod-\n")
            .With("prod/web.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\n  name: one # lint:ignore duplicate-key -- the same\n"
                + "data: {a: b} # lint:ignore config-map-not-found -- of the whole, which nobody saw\n# lint:ignore duplicate-keys -- no such rule\nimmutable: true\n")
            .With("prod/more.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: two\n  name: two\ndata: {a: b} # lint:ignore duplicate-key -- elsewhere\n");
        var result = InProcess.Run(folder.Path, ".", "--render", "off", "--format", "concise");
        result.Output.Split('\n').Should().SatisfyRespectively(
            more => more.Should().StartWith("prod/more.yaml:5:3: error: key 'name' appears twice"),
            unused => unused.Should().StartWith("prod/more.yaml:6:28: warning: 'duplicate-key' finds nothing in what this comment covers"),
            unknown => unknown.Should().StartWith("prod/web.yaml:7:15: warning: unknown rule 'duplicate-keys'"),
            end => end.Should().BeEmpty());
    }

    [Theory]
    [InlineData("prod/web.yaml", "put kustomize or kubectl on PATH; --render off reads the file as it stands; pipe in what it renders to: kubectl kustomize prod | lint -")]
    [InlineData("prod/kustomization.yaml", "put kustomize or kubectl on PATH; pipe in what it renders to: kubectl kustomize prod | lint -")]
    [InlineData("prod", "put kustomize or kubectl on PATH; pipe in what it renders to: kubectl kustomize prod | lint -")]
    public void Without_a_tool_the_ways_out_are_said(string path, string help)
    {
        OneOverlay();
        folder.WithFolder(".git");
        InProcess.Run(folder.Path, path)
            .Should().Be(new CliResult(2, "",
                $"error: nothing could be linted: the kustomization 'prod' was not rendered: neither kustomize nor kubectl is on PATH\n  = help: {help}\n"));
        if (path == "prod/web.yaml")
            InProcess.Run(folder.Path, path, "--render", "off").Output.Should().StartWith("No problems in 1 file (1 object");
    }

    [Fact]
    public void Without_rendering_the_ways_out_are_said()
    {
        OneOverlay();
        folder.WithFolder(".git");
        InProcess.Run(folder.Path, "prod", "--render", "off").Should().Be(new CliResult(
            2, "", "error: nothing could be linted: the kustomization 'prod' was not rendered: rendering is off\n  = help: give its files singly, which are then read as they stand; pipe in what it renders to: kubectl kustomize prod | lint -\n"));
        InProcess.Run(folder.Path, "prod/kustomization.yaml", "prod/web.yaml", "--render", "off")
            .Output.Should().StartWith("No problems in 1 file (1 object");

        folder.With("chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 0.1.0\n").With("chart/templates/web.yaml", Shop.Legacy);
        InProcess.Run(folder.Path, "chart/templates/web.yaml", "--render", "off").Should().Be(new CliResult(
            2, "", "error: nothing could be linted: the Helm chart 'chart' was not rendered: rendering is off\n  = help: pipe in what it renders to: helm template chart | lint -\n"));
    }

    [Theory]
    [InlineData("prod", ".", "kubectl kustomize . | lint -")]
    [InlineData("other", "../prod", "kubectl kustomize ../prod | lint -")]
    [InlineData("", "chart", "helm template chart | lint -")]
    public void What_to_type_instead_starts_where_the_run_does(string from, string path, string command)
    {
        OneOverlay();
        folder.WithFolder(".git").WithFolder("other")
            .With("chart/Chart.yaml", "apiVersion: v2\nname: chart\nversion: 0.1.0\n")
            .With("chart/values.yaml", "a: b\n")
            .With("chart/ci/a-values.yaml", "a: c\n")
            .With("chart/templates/web.yaml", Shop.Legacy);
        InProcess.Run(folder.Full(from), path).Error.Should().EndWith($" {command}\n");
    }

    private void OneOverlay() =>
        folder.With("shop.yaml", Shop.Service + "---\n" + Shop.Deployment)
            .With("prod/kustomization.yaml", "resources: [web.yaml]\nnamePrefix: prod-\n")
            .With("prod/web.yaml", Shop.Legacy);

    private static CliResult Run(string workingDirectory, params string[] arguments) =>
        Run(workingDirectory, environment => environment, arguments);

    private static CliResult Run(string workingDirectory, Func<CliEnvironment, CliEnvironment> change, params string[] arguments) =>
        InProcess.Run(workingDirectory,
            environment => change(
                InProcess.Variables($"PATH={RenderingTools.Folder}:{Environment.GetEnvironmentVariable("PATH")}")(environment)),
            arguments);
}
