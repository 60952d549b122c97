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
        "a: &a\n".Replace("a: &a", "exclude: &a [x]", StringComparison.Ordinal) + "ignore: [{paths: *a, rules: [yaml-trap], reason: r}]",
        "namespace: a",
    ];

    public static readonly string[] Refused =
    [
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
