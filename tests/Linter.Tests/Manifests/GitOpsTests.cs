using Linter.Manifests;
using Linter.Tests.Support;

namespace Linter.Tests.Manifests;

/// <summary>What objects of Argo CD and Flux make of a search.</summary>
public sealed class GitOpsTests : IDisposable
{
    private const string Url = "https://example.com/me/shop.git";

    private readonly TempFolder folder = new();

    public GitOpsTests() => folder.With(".git/config", $"[remote \"origin\"]\n\turl = git@example.com:me/shop.git\n")
        .With("charts/shop/Chart.yaml", "name: shop\n")
        .With("charts/shop/prod.yaml", "a: 1\n")
        .With("base/kustomization.yaml", "resources: [cm.yaml]\n")
        .With("base/cm.yaml")
        .With("plain/web/cm.yaml").With("sets/one/cm.yaml").With("sets/two/cm.yaml").With("sets/three/cm.yaml");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_Application_of_Argo_CD_says_the_values()
    {
        var target = Found(Application("prod",
            $"path: charts/shop, helm: {{valueFiles: [prod.yaml], valuesObject: {{a: 2}}, parameters: [{{name: b, value: 'x,y'}}]}}")).Targets.Should().ContainSingle(target =>
                target.SaidBy != null).Subject;

        target.Name.Should().Be("charts/shop for Application prod");
        target.ShownValueFiles.Should().Equal("charts/shop/prod.yaml");
        target.InlineValues!.Trim().Should().Be("{a: 2}");
        target.Sets.Should().Equal(@"b=x\,y");
        target.Namespace.Should().Be("shop");
        target.SaidBy.Should().Be("Application prod (apps.yaml:3)");
    }

    [Fact]
    public void A_kustomization_is_rendered_with_what_lies_over_it()
    {
        var target = Found(Application("prod",
            "path: base, kustomize: {namePrefix: p-, images: ['a=r.example.com:5000/b:1@sha256:0']}")).Targets.Should().ContainSingle(target =>
                target.SaidBy != null).Subject;

        target.Overlay.Should().Equal("namePrefix: p-",
            "images:\n- {name: 'a', newName: 'r.example.com:5000/b', newTag: '1', digest: 'sha256:0'}");
        target.ListedFiles.Should().BeNull();
    }

    [Fact]
    public void A_folder_of_plain_manifests_is_a_unit()
    {
        var input = Found(Application("web", "path: plain/web"));

        var list = input.Listed.Should().ContainSingle().Subject;
        list.Files.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Path = "plain/web/cm.yaml", Namespace = "shop" });
        input.Files.Should().NotContain(file => file.Path == "plain/web/cm.yaml");
    }

    [Fact]
    public void An_Application_takes_the_files_that_it_includes_and_does_not_exclude()
    {
        folder.With("plain/apps/one.yaml").With("plain/apps/two.yaml").With("plain/apps/sub/three.yaml");
        string[] Taken(string directory) =>
            [.. Found(Application("some", $"path: plain/apps, directory: {directory}")).Listed.SelectMany(list => list.Files)
                .Select(file => file.Path)];

        Taken("{include: one.yaml}").Should().Equal("plain/apps/one.yaml");
        Taken("{exclude: '{one,two}.yaml', recurse: true}").Should().Equal("plain/apps/sub/three.yaml");
        Taken("{include: '*e.yaml', exclude: one.yaml, recurse: true}").Should().Equal("plain/apps/sub/three.yaml");
        Taken("{include: 'sub/*'}").Should().BeEmpty();
    }

    [Fact]
    public void Files_of_one_folder_go_to_the_namespaces_of_the_Applications_that_take_them()
    {
        folder.With("plain/apps/one.yaml").With("plain/apps/two.yaml");

        var list = Found(Application("first", "path: plain/apps, directory: {include: one.yaml}") + "\n---\n"
            + Application("second", "path: plain/apps, directory: {exclude: one.yaml}")
                .Replace("shop}", "office}", StringComparison.Ordinal)).Listed.Should().ContainSingle().Subject;

        list.Files.Select(file => (file.Path, file.Namespace))
            .Should().Equal(("plain/apps/one.yaml", "shop"), ("plain/apps/two.yaml", "office"));
    }

    [Fact]
    public void Patterns_that_cannot_be_read_are_told()
    {
        Found(Application("web", "path: plain/web, directory: {include: '[a-c]*.yaml'}")).Notes.Should().ContainSingle()
            .Which.Should().Be("Application web (apps.yaml:3) also sets directory.include, which was not applied");
    }

    [Fact]
    public void What_another_repository_holds_is_no_matter()
    {
        Found(Application("other", "path: charts/shop", "https://example.com/me/other.git"))
            .Targets.Should().OnlyContain(target => target.SaidBy == null);
        Found(Application("away", "path: charts/gone", "https://example.com/me/other.git")).Notes.Should().BeEmpty();
        Found(Application("away", "path: charts/gone")).Notes.Should().ContainSingle()
            .Which.Should().Be("Application away (apps.yaml:3) has the path charts/gone, which is no folder of this repository");
        Found(Application("out", "path: ../../etc")).Targets.Should().OnlyContain(target => target.SaidBy == null);
    }

    [Fact]
    public void Values_of_elsewhere_keep_a_chart_from_being_rendered()
    {
        Found(Application("out",
            "path: charts/shop, helm: {valueFiles: [../../../secret.yaml]}")).Targets.Should().ContainSingle(target =>
                target.SaidBy != null).Which.Hindrance!.Reason
            .Should().Contain("takes values from ../../../secret.yaml");
    }

    [Fact]
    public void Sets_are_filled_from_folders_and_lists()
    {
        var input = Found($$$"""
            apiVersion: argoproj.io/v1alpha1
            kind: ApplicationSet
            metadata: {name: each}
            spec:
              goTemplate: true
              generators:
                - git: {repoURL: "{{{Url}}}", directories: [{path: sets/*}, {path: sets/three, exclude: true}]}
                - clusters: {}
              template:
                metadata: {name: '{{ .path.basename }}'}
                spec:
                  source: {repoURL: "{{{Url}}}", path: '{{ .path.path }}'}
            """);

        input.Listed.Select(list => list.Path).Should().Equal("sets/one", "sets/two");
        input.Notes.Should().ContainSingle().Which.Should().Contain("makes Applications by clusters");
    }

    [Fact]
    public void Flux_says_what_it_applies()
    {
        var input = Found("""
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata: {name: base, namespace: flux-system}
            spec:
              path: ./base
              targetNamespace: shop
              sourceRef: {kind: GitRepository, name: flux-system}
              postBuild: {substitute: {a: b}}
            ---
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: shop, namespace: apps}
            spec:
              chart: {spec: {chart: ./charts/shop, sourceRef: {kind: GitRepository, name: flux-system}}}
              values:
                a: 1
                b: {c: 2}
            """);

        input.Targets.Select(target => target.Name).Should().Equal("charts/shop for HelmRelease shop", "base for Kustomization base");
        input.Targets[0].InlineValues.Should().Be("    a: 1\n    b: {c: 2}\n");
        input.Targets[0].Namespace.Should().Be("apps");
        input.Targets[1].Overlay.Should().Equal("namespace: 'shop'");
        input.Notes.Should().ContainSingle().Which.Should().Contain("spec.postBuild, which was not applied");
    }

    [Fact]
    public void What_a_List_holds_is_followed_as_what_stands_alone()
    {
        var input = Found("""
            apiVersion: v1
            kind: List
            items:
              - apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: shop, namespace: apps}
                spec:
                  chart: {spec: {chart: ./charts/shop, sourceRef: {kind: GitRepository, name: flux-system}}}
                  values: {a: '{{ .Values.a }}'}
              - apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: prod}
                spec:
                  destination: {namespace: shop}
                  source: {repoURL: "https://example.com/me/shop.git", path: base}
            """);

        input.Targets.Select(target => target.Name).Should().Equal("charts/shop for HelmRelease shop", "base for Application prod");
    }

    private static string Application(string name, string source, string url = Url) => $$"""
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: {{name}}}
        spec:
          destination: {namespace: shop}
          source: {repoURL: "{{url}}", {{source}}}
        """;

    private InputFiles Found(string objects) =>
        ManifestFinder.Find([folder.With("apps.yaml", objects + "\n").Path], new FinderOptions(folder.Path) { FindsTargets = true });
}
