using Linter.Fuzz;
using Linter.Manifests;
using Linter.Tests.Support;

namespace Linter.Tests.Manifests;

/// <summary>What says how manifests are made is written by people too, who leave values empty, or of another kind.</summary>
public sealed class FinderOfAnythingTests : IDisposable
{
    private static readonly (string Path, string Text)[] Written =
    [
        ("apps.yaml", """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: shop, namespace: argocd}
            spec:
              destination: {namespace: shop, name: here}
              sources:
                - repoURL: https://example.com/me/shop.git
                  path: charts/shop
                  targetRevision: HEAD
                  helm:
                    releaseName: shop
                    valueFiles: [prod.yaml, $values/prod.yaml]
                    values: "a: 1"
                    valuesObject: {a: 2, b: [c]}
                    parameters: [{name: b, value: x, forceString: true}]
                    fileParameters: [{name: f, path: prod.yaml}]
                - repoURL: https://example.com/me/shop.git
                  ref: values
            ---
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: base, namespace: argocd}
            spec:
              destination: {namespace: shop}
              source:
                repoURL: https://example.com/me/shop.git
                path: base
                kustomize: {namePrefix: p-, nameSuffix: -s, namespace: n, images: ['a=r:5000/b:1@sha256:0'], replicas: [{name: a, count: 2}], commonLabels: {a: b}, patches: [{target: {kind: A}, patch: "- a"}], components: [../part]}
                directory: {recurse: true, include: '*.yaml', exclude: 'x*'}
            ---
            apiVersion: argoproj.io/v1alpha1
            kind: ApplicationSet
            metadata: {name: set}
            spec:
              goTemplate: false
              generators:
                - list: {elements: [{env: one, deep: {er: 1}}, {env: two}]}
                - git: {repoURL: https://example.com/me/shop.git, revision: HEAD, directories: [{path: sets/*}, {path: sets/two, exclude: true}]}
                - matrix: {generators: [{list: {elements: [{env: one}]}}, {clusters: {selector: {matchLabels: {a: b}}}}]}
              template:
                metadata: {name: '{{env}}-{{path.basename}}'}
                spec: {project: p, source: {repoURL: https://example.com/me/shop.git, path: 'sets/{{env}}'}, destination: {namespace: '{{env}}'}}
            ---
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata: {name: repo, namespace: flux-system}
            spec: {url: https://example.com/me/shop.git, ref: {branch: main}}
            ---
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata: {name: flux, namespace: flux-system}
            spec: {path: ./base, targetNamespace: shop, sourceRef: {kind: GitRepository, name: repo}, images: [{name: a, newTag: '1'}], patches: [{patch: "- a", target: {kind: A}}], postBuild: {substitute: {a: b}}, components: [../part]}
            ---
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: release, namespace: flux-system}
            spec:
              releaseName: r
              targetNamespace: shop
              chart: {spec: {chart: ./charts/shop, version: 1.x, sourceRef: {kind: GitRepository, name: repo}, valuesFiles: [charts/shop/prod.yaml]}}
              values: {a: {b: c}}
              valuesFrom: [{kind: ConfigMap, name: cm, valuesKey: v, targetPath: a.b}]
            """),
        ("base/kustomization.yaml", """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            namespace: shop
            namePrefix: p-
            resources: [cm.yaml, ../sets/one, https://example.com/x]
            components: [../part]
            bases: [../sets/two]
            patches: [{path: patch.yaml, target: {kind: ConfigMap, name: a}}, {patch: "- op: remove", options: {allowNameChange: true}}]
            patchesStrategicMerge: [patch.yaml]
            patchesJson6902: [{path: patch.yaml, target: {version: v1, kind: ConfigMap, name: a}}]
            configMapGenerator: [{name: g, files: [a=cm.yaml, cm.yaml], envs: [x.env], literals: [a=b], behavior: merge, options: {disableNameSuffixHash: true}}]
            secretGenerator: [{name: s, literals: [a=b], type: Opaque}]
            generatorOptions: {disableNameSuffixHash: true, labels: {a: b}}
            images: [{name: a, newName: b, newTag: c, digest: 'sha256:0'}]
            replicas: [{name: a, count: 1}]
            labels: [{pairs: {a: b}, includeSelectors: true, fields: [{path: a/b, create: true}]}]
            replacements: [{source: {kind: ConfigMap, name: a, fieldPath: data.a}, targets: [{select: {kind: Deployment}, fieldPaths: [spec.a], options: {delimiter: '-', index: 1}}]}]
            vars: [{name: V, objref: {kind: ConfigMap, name: a, apiVersion: v1}, fieldref: {fieldpath: data.a}}]
            helmCharts: [{name: shop, version: '1', repo: https://example.com, releaseName: r, valuesFile: cm.yaml, valuesInline: {a: b}, additionalValuesFiles: [cm.yaml]}]
            helmGlobals: {chartHome: ../charts}
            configurations: [patch.yaml]
            transformers: [patch.yaml]
            generators: [patch.yaml]
            crds: [patch.yaml]
            openapi: {path: patch.yaml}
            """),
        ("charts/shop/Chart.yaml", """
            apiVersion: v2
            name: shop
            version: 1.0.0
            type: application
            kubeVersion: '>=1.20'
            dependencies: [{name: sub, version: 1.x, repository: 'file://../sub', condition: sub.enabled, tags: [t], alias: other, import-values: [{child: a, parent: b}]}]
            """),
    ];

    private readonly TempFolder folder = new();

    public FinderOfAnythingTests()
    {
        folder.With(".git/config", "[remote \"origin\"]\n\turl = git@example.com:me/shop.git\n").With("charts/shop/prod.yaml", "a: 1\n")
            .With("charts/shop/templates/cm.yaml")
            .With("charts/sub/Chart.yaml", "name: sub\n")
            .With("base/cm.yaml")
            .With("base/patch.yaml")
            .With("base/x.env", "a=b\n")
            .With("part/kustomization.yaml", "kind: Component\nresources: [cm.yaml]\n")
            .With("part/cm.yaml")
            .With("sets/one/cm.yaml")
            .With("sets/two/cm.yaml");
        foreach (var (path, text) in Written)
            folder.With(path, text);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_search_ends_whatever_stands_in_place_of_a_value()
    {
        Find(FileTree.Disk).Targets.Should().Contain(target => target.SaidBy != null);
        foreach (var (path, text) in Written)
        {
            foreach (var edit in ValuePlace.In(text).SelectMany(place => place.Edits()))
            {
                var changed = edit.Apply(text);
                var search = () => Find(new OverlaidTree(folder.Full(path), changed));
                search.Should().NotThrow($"{path} may say\n{changed}");
            }
        }
    }

    private InputFiles Find(FileTree files) =>
        ManifestFinder.Find([folder.Path],
            new FinderOptions(folder.Path) { Files = files, FindsTargets = true, FollowsKustomizations = true });
}
