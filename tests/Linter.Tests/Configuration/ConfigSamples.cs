namespace Linter.Tests.Configuration;

/// <summary>Configurations that the reader and the JSON Schema must judge alike.</summary>
internal static class ConfigSamples
{
    public const string Every = """
        profile: strict
        rules:
          service-selects-nothing: off
          readiness-missing: {level: error}
        overrides:
          - paths: ["dev/**", "*.test.yaml"]
            rules: {readiness-missing: off}
        exclude: [vendor, "{a,b}/x"]
        units:
          - name: shop
            paths: [apps/shop]
        externals:
          - kind: Secret
            name: "*-tls"
            namespace: shop
            labels: {app: web}
        namespace: shop
        cluster:
          kubernetesVersion: "1.34"
          nodePortRange: 30000-31000
          nodes:
            count: 3
            largest: {cpu: "4", memory: 16Gi, pods: 110, nvidia.com/gpu: 1.5}
        render:
          mode: auto
          failOnSkipped: true
          timeout: 60
          tools: {helm: /usr/local/bin/helm, kustomize: /usr/bin/kustomize, kubectl: /usr/bin/kubectl}
          charts:
            - chart: charts/shop
              name: prod
              values: [values/prod.yaml]
              set: [image.tag=1.2, a.b=]
              release: shop
              namespace: shop
              kubernetesVersion: 1.34
              apiVersions: [monitoring.coreos.com/v1]
        failOn: never
        ignore:
          - paths: [legacy]
            rules: [readiness-missing]
            reason: retired in spring
        root: false

        """;

    public static readonly string[] Accepted =
    [
        Every,
        "",
        "# nothing\n",
        "{}",
        "rules:\n",
        "rules: {}",
        "overrides: []",
        "exclude:\n",
        "units: ~",
        "externals: null",
        "cluster:\n",
        "cluster: {nodes: }",
        "profile: default",
        "profile: 'strict'",
        "failOn: note",
        "rules: {yaml-trap: \"off\"}",
        "rules: {yaml-trap: {level: note}}",
        "cluster: {kubernetesVersion: 1.30}",
        "cluster: {kubernetesVersion: v1.30.2}",
        "cluster: {kubernetesVersion: 1.5}",
        "cluster: {nodes: {count: 0}}",
        "cluster: {nodes: {largest: {cpu: 500m, memory: .5Gi, pods: 1e3}}}",
        "externals: [{kind: Certificate.cert-manager.io}]",
        "externals: [{labels: {}}]",
        "root: true",
        "render:",
        "render: {mode: off, tools: , charts: }",
        "render: {charts: [{chart: .}, {chart: ../x}]}",
        "a: &a\n".Replace("a: &a", "exclude: &a [x]", StringComparison.Ordinal) + "ignore: [{paths: *a, rules: [yaml-trap], reason: r}]",
        "namespace: a",
    ];

    public static readonly string[] Refused =
    [
        "render: {mode: on}",
        "render: {timeout: 0}",
        "render: {timeout: 3601}",
        "render: {timeout: 1.5}",
        "render: {failOnSkipped: yes}",
        "render: {tools: {helm: helm}}",
        "render: {tools: {helm: ./bin/helm}}",
        "render: {tools: {helm: /}}",
        "render: {charts: [{}]}",
        "render: {charts: [{chart: /abs}]}",
        "render: {charts: [{chart: a, values: []}]}",
        "render: {charts: [{chart: a, values: [/etc/passwd]}]}",
        "render: {charts: [{chart: a, values: b.yaml}]}",
        "render: {charts: [{chart: a, set: [b]}]}",
        "render: {charts: [{chart: a, release: Shop}]}",
        "render: {charts: [{chart: a, namespace: Shop}]}",
        "render: {charts: [{chart: a, kubernetesVersion: new}]}",
        "[]",
        "text",
        "1",
        "rulse: {}",
        "fail-on: error",
        "profile: lenient",
        "profile:",
        "profile: [strict]",
        "rules: []",
        "rules: {no-such-rule: off}",
        "rules: {yaml-trap: false}",
        "rules: {yaml-trap: warn}",
        "rules: {yaml-trap: }",
        "rules: {yaml-trap: []}",
        "rules: {yaml-trap: {}}",
        "rules: {yaml-trap: {level: fatal}}",
        "rules: {yaml-trap: {minimum: 2}}",
        "overrides: {}",
        "overrides: [{paths: [a]}]",
        "overrides: [{rules: {}}]",
        "overrides: [{paths: [], rules: {}}]",
        "overrides: [{paths: [a], rules: }]",
        "overrides: [{paths: [a], rules: {}, exclude: [b]}]",
        "exclude: a",
        "exclude: [1]",
        "exclude: ['']",
        "exclude: ['!a']",
        "exclude: ['[ab]']",
        "units: [{name: a}]",
        "units: [{name: '', paths: [a]}]",
        "units: [{name: a, paths: []}]",
        "externals: [{}]",
        "externals: [{knd: Secret}]",
        "externals: [{name: 1}]",
        "externals: [{labels: {a: true}}]",
        "namespace: Shop",
        "namespace: 1",
        "namespace: -a",
        "cluster: []",
        "cluster: {version: 1.30}",
        "cluster: {kubernetesVersion: '2.0'}",
        "cluster: {kubernetesVersion: 2}",
        "cluster: {kubernetesVersion: '1.99'}",
        "cluster: {kubernetesVersion: }",
        "cluster: {nodePortRange: 30000}",
        "cluster: {nodePortRange: a-b}",
        "cluster: {nodes: {count: -1}}",
        "cluster: {nodes: {count: 1.5}}",
        "cluster: {nodes: {count: three}}",
        "cluster: {nodes: {largest: {cpu: four}}}",
        "cluster: {nodes: {largest: {cpu: -1}}}",
        "cluster: {nodes: {largest: {cpu: }}}",
        "cluster: {nodes: {largest: {memory: 16 GB}}}",
        "failOn: off",
        "failOn: false",
        "ignore: [{paths: [a], rules: [yaml-trap]}]",
        "ignore: [{paths: [a], rules: [yaml-trap], reason: ' '}]",
        "ignore: [{paths: [a], rules: [], reason: r}]",
        "ignore: [{paths: [a], rules: [no-such-rule], reason: r}]",
        "root: 'yes'",
        "root: 1",
    ];
}
