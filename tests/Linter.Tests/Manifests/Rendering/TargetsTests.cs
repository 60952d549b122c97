using Linter.Manifests;
using Linter.Tests.Support;

namespace Linter.Tests.Manifests.Rendering;

public sealed class TargetsTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_chart_is_one_target_and_one_more_for_each_set_of_ci_values()
    {
        Chart("web").With("web/ci/tls-values.yaml", "{}\n").With("web/ci/a-values.yaml", "{}\n").With("web/ci/notes.yaml", "{}\n");
        Find().Targets.Select(target => target.Name).Should().Equal("web", "web with ci/a-values.yaml", "web with ci/tls-values.yaml");
        Find().Files.Should().BeEmpty("templates and values are no manifests");
    }

    [Fact]
    public void A_chart_that_another_one_uses_from_its_folder_is_no_target_of_its_own()
    {
        Chart("common", "type: library\n");
        Chart("web", "dependencies: [{name: common, repository: file://../common, version: 1.x}]\n")
            .With("web/charts/common-1.0.0.tgz", "");
        Find().Targets.Select(target => target.Name).Should().Equal("web");
    }

    [Fact]
    public void Only_kustomizations_that_no_other_one_includes_are_targets()
    {
        Kustomization("base", "resources: [web.yaml]").With("base/web.yaml", Service("web"));
        Kustomization("overlays/prod", "resources: [../../base]\nnamePrefix: prod-");
        Find().Targets.Select(target => target.Path).Should().Equal("overlays/prod");
        Find().Files.Should().BeEmpty("the base is rendered through the overlay");
    }

    [Theory]
    [InlineData("https://github.com/example/app//deploy?ref=v1", "takes https://github.com/example/app//deploy?ref=v1 from the network, which is never asked")]
    [InlineData("github.com/example/app", "takes github.com/example/app from the network, which is never asked")]
    [InlineData("git@github.com:example/app.git", "takes git@github.com:example/app.git from the network, which is never asked")]
    public void A_remote_base_is_never_fetched(string resource, string why)
    {
        Kustomization("base", $"resources: ['{resource}']");
        Kustomization("prod", "resources: [../base]\nnamePrefix: prod-");
        Skipped(NoTools).Should().Equal($"prod: base {why}");
    }

    [Fact]
    public void A_folder_whose_name_looks_remote_is_local()
    {
        Kustomization("base@v1", "resources: [web.yaml]").With("base@v1/web.yaml", Service("web"));
        Kustomization("prod", "resources: ['../base@v1']\nnamePrefix: prod-");
        Skipped(NoTools).Should().Equal("prod: neither kustomize nor kubectl is on PATH");
    }

    [Fact]
    public void A_missing_dependency_is_named_and_not_fetched()
    {
        Chart("web", "dependencies: [{name: redis, repository: https://charts.example.com, version: 1.x}, {name: here, version: 1.x}]\n")
            .With("web/charts/here/Chart.yaml", "name: here\n");
        Skipped(NoTools).Should().Equal("web: its charts/ folder lacks redis (helm dependency build fetches what it depends on)");
    }

    [Fact]
    public void What_is_nothing_by_itself_is_missed_by_nobody()
    {
        Chart("common", "type: library\n");
        Kustomization("debug", "kind: Component\nresources: [web.yaml]").With("debug/web.yaml", Service("web"));
        var skipped = Renderer.Render(Find(), NoTools).Skipped;
        skipped.Should().HaveCount(2).And.OnlyContain(part => part.IsPart);
    }

    [Fact]
    public void Without_a_tool_a_kustomization_that_only_lists_is_what_it_lists()
    {
        Kustomization("base", "resources: [web.yaml]").With("base/web.yaml", Service("web"));
        Kustomization("all", "resources: [../base, own.yaml]").With("all/own.yaml", Service("own"));
        var input = Renderer.Render(Find(), NoTools);
        input.Listed.Should().ContainSingle().Which.Files.Select(file => file.Path).Should().Equal("all/own.yaml", "base/web.yaml");
        input.Skipped.Should().BeEmpty();
    }

    [Theory]
    [InlineData("patches: [{path: p.yaml}]")]
    [InlineData("namespace: shop")]
    [InlineData("configMapGenerator: [{name: a, literals: [b=c]}]")]
    [InlineData("components: [../part]")]
    public void Whatever_else_it_does_takes_the_tool(string also)
    {
        Kustomization("all", $"resources: [own.yaml]\n{also}").With("all/own.yaml", Service("own")).With("all/p.yaml", Service("own"));
        if (also.Contains("../part", StringComparison.Ordinal))
            Kustomization("part", "kind: Component");
        Renderer.Render(Find(), NoTools).Listed.Should().BeEmpty();
        Skipped(NoTools).Should().Equal("all: neither kustomize nor kubectl is on PATH");
    }

    [Fact]
    public void What_a_base_does_counts_too()
    {
        Kustomization("base", "resources: [web.yaml]\nnamePrefix: a-").With("base/web.yaml", Service("web"));
        Kustomization("all", "resources: [../base]");
        Renderer.Render(Find(), NoTools).Listed.Should().BeEmpty();
    }

    private static RenderOptions NoTools => new(new RenderTools(), Path.GetTempPath());

    private static string Service(string name) => $"apiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\n";

    private IEnumerable<string> Skipped(RenderOptions options) =>
        Renderer.Render(Find(), options).Skipped.Select(part => $"{part.Path}: {part.Reason}");

    private InputFiles Find() => ManifestFinder.Find([folder.Path], new FinderOptions(folder.Path) { FindsTargets = true });

    private TempFolder Chart(string name, string more = "") => folder
        .With($"{name}/Chart.yaml", $"apiVersion: v2\nname: {name}\nversion: 1.0.0\n{more}")
        .With($"{name}/values.yaml", "{}\n")
        .With($"{name}/templates/service.yaml", "kind: {{ .Values.kind }}\n");

    private TempFolder Kustomization(string path, string text) => folder.With($"{path}/kustomization.yaml", text + "\n");
}
