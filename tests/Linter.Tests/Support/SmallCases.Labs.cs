using System.Collections.Immutable;

namespace Linter.Tests.Support;

/// <summary>Those of what people learn to mend in troubleshooting labs.</summary>
public static partial class SmallCases
{
    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> LabCases =
    [
        .. ((string[])
        [
            "required: [storageclass], properties: {storageClass: {type: string}}", "required: [size], properties: {storageClass: {type: string}}", "required: [size]", "required: [storageClass], properties: {storageClass: {type: string}}",
            "required: [storageClass, storageclass], properties: {storageClass: {type: string}}", "required: [size], x-kubernetes-preserve-unknown-fields: true", "required: [size], additionalProperties: {type: string}", "required: [size], propertis: {}",
            "required: [apiVersion, kind, metadata, size], x-kubernetes-embedded-resource: true, properties: {size: {type: string}}", "required: [metadata], properties: {size: {type: string}}", "required: [size], properties: ~", "required: ~, properties: {}",
        ]).SelectMany(schema => ((string[])["invalid-value", "missing-field", "unknown-field"]).Select(rule => (rule, $"a schema that says {schema}", DefinitionOf(schema) + "---\napiVersion: example.com/v1\nkind: Db\nmetadata: {name: a}\nspec: {storageClass: fast}\n---\napiVersion: example.com/v1\nkind: Db\nmetadata: {name: b}\nspec: {size: 1}\n---\napiVersion: example.com/v1\nkind: Db\nmetadata: {name: c}\nspec: {storageclass: fast}\n"))),
        .. ((string[])
        [
            "security.istio.io/v1 AuthorizationPolicy selector matchLabels", "security.istio.io/v1 RequestAuthentication selector matchLabels", "security.istio.io/v1 PeerAuthentication selector matchLabels", "telemetry.istio.io/v1 Telemetry selector matchLabels", "extensions.istio.io/v1alpha1 WasmPlugin selector matchLabels",
            "networking.istio.io/v1 Sidecar workloadSelector labels", "networking.istio.io/v1alpha3 EnvoyFilter workloadSelector labels", "networking.istio.io/v1 ServiceEntry workloadSelector labels",
        ]).Select(kind => ("invalid-value", $"{kind} for pods one letter off", MeshSelector(kind, "shop", "app: frnotend"))),
        .. ((string[])["app: frontend", "app: frnotend", "app: frontends", "app: backend", "ap: frontend", "pap: frontend", "app: frontend, version: v1", "app: frontend, version: v2", "istio.io/gateway-name: edge", "gateway.networking.k8s.io/gateway-name: edge", "service.istio.io/canonical-name: frontend", ""])
            .SelectMany(labels => ((string[])["shop", "other", "istio-system", "~"]).Select(space => ("invalid-value", $"a policy in {space} for {labels}", MeshSelector("security.istio.io/v1 AuthorizationPolicy selector matchLabels", space, labels)))),
        .. ((string[])["WorkloadEntry", "WorkloadGroup", "ServiceEntry"]).Select(kind => ("invalid-value", $"a policy beside a {kind}", MeshSelector("security.istio.io/v1 AuthorizationPolicy selector matchLabels", "shop", "app: frnotend") + $"---\napiVersion: networking.istio.io/v1\nkind: {kind}\nmetadata: {{name: a, namespace: shop}}\n")),
        .. ((string[])
        [
            "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration {webhooks: []}", "v1 ConfigMap {data: {a: b}, immutable: true}", "storage.k8s.io/v1 StorageClass {provisioner: a.example.com}", "v1 ConfigMap {data: {a: b}, other: 1}", "v1 ConfigMap {}", "v1 ConfigMap {metadata: {name: b}}",
            "rbac.authorization.k8s.io/v1 Role {rules: [{apiGroups: [''], resources: [pods], verbs: [get]}]}",
        ]).Select(kind => kind.Split(' ', 3)).SelectMany(words => ((string[])["unknown-field", "missing-field"]).Select(rule => (rule, $"{words[1]} with a spec of {words[2]}", $"apiVersion: {words[0]}\nkind: {words[1]}\nmetadata: {{name: a}}\nspec: {words[2]}\n"))),
        ("unknown-field", "a spec within the spec", Deployment("a", "{containers: [{name: a, image: 'a:1'}], spec: {nodeName: b}}")),
        .. ((string[])["{app: frontend}", "{app: frontend, tier: front}", "{}", "{matchLabels: {app: a}, app: frontend}", "{matchLabel: {app: frontend}}", "{app: {name: frontend}}", "{app: ~}", "\n    app: frontend\n    tier: \"front\" # of the two", "{\"app\": \"frontend\"}", "{a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9}"])
            .Select(selector => ("unknown-field", $"a policy for {selector.ReplaceLineEndings(" ")}", $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: a}}\nspec:\n  podSelector: {selector}\n")),
        .. ((string[])
        [
            "sidecar.istio.io/injectt", "sidecar.istio.io/inject", "sidecar.istio.io/proxyCpu", "sidecar.istio.io/proxyMemoryLimits", "sidecar.istio.io/of-a-fork", "traffic.sidecar.istio.io/excludeInboundPort", "status.sidecar.istio.io/prot", "readiness.status.sidecar.istio.io/periodSecond",
            "proxy.istio.io/confg", "linkerd.io/injct", "linkerd.io/inject", "config.linkerd.io/skip-outbound-port", "config.linkerd.io/opaque-port", "dapr.io/enable", "dapr.io/app-prot", "argocd.argoproj.io/sync-waves", "argocd.argoproj.io/sync-option", "external-dns.alpha.kubernetes.io/hostnames",
        ]).Select(key => ("invalid-value", $"the annotation {key}", Deployment("a", "{containers: [{name: a, image: 'a:1'}]}").Replace("metadata: {labels", $"metadata: {{annotations: {{{key}: \"true\"}}, labels", StringComparison.Ordinal))),
        .. ((string[])["pods: 2", "pods: 0", "count/pods: 1", "requests.memory: 200Mi", "requests.memory: 50Mi", "limits.cpu: 2"])
            .Select(hard => ("unschedulable", $"a quota of {hard}", Deployment("a", "{containers: [{name: a, image: 'a:1', resources: {requests: {cpu: 1, memory: 100Mi}, limits: {cpu: 1, memory: 100Mi}}}]}").Replace("replicas: 1", "replicas: 3", StringComparison.Ordinal) + "---\n" + Bound(hard))),
        .. ((string[])["pods: 1", "requests.memory: 150Mi"])
            .Select(hard => ("unschedulable", $"a quota of {hard} for two", string.Join("---\n", ((string[])["a", "b"]).Select(name => Deployment(name, "{containers: [{name: a, image: 'a:1', resources: {requests: {memory: 100Mi}}}]}"))) + "---\n" + Bound(hard))),
        .. ((string[])["[''] [deployments]", "[apps] [pods]", "['', batch] [deployments]", "[batch] [deployments/scale]"])
            .Select(rule => rule.Split("] [")).Select(words => ("invalid-value", $"a role for {words[1]} of {words[0]}", $"apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {{name: a}}\nrules: [{{apiGroups: {words[0]}], resources: [{words[1]}, verbs: [get]}}]\n")),
    ];

    private static string DefinitionOf(string schema) =>
        $"apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {{name: dbs.example.com}}\nspec: {{group: example.com, names: {{kind: Db, plural: dbs}}, scope: Namespaced, versions: [{{name: v1, served: true, storage: true, schema: {{openAPIV3Schema: {{type: object, required: [spec, kind, metadata], properties: {{spec: {{type: object, {schema}}}}}}}}}}}]}}\n";

    private static string MeshSelector(string kind, string space, string labels)
    {
        var words = kind.Split(' ');
        return $"apiVersion: {words[0]}\nkind: {words[1]}\nmetadata: {{name: a, namespace: {space}}}\nspec: {{{words[2]}: {{{words[3]}: {{{labels}}}}}}}\n---\n"
            + Deployment("frontend", "{containers: [{name: a, image: 'a:1'}]}")
                .Replace("{name: frontend}", "{name: frontend, namespace: shop}", StringComparison.Ordinal)
                .Replace("labels: {app: frontend}", "labels: {app: frontend, version: v1}", StringComparison.Ordinal);
    }
}
