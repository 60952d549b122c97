using System.Collections.Immutable;

namespace Linter.Tests.Support;

/// <summary>Those of fields that Kubernetes' own validation judges one by one, in kinds that are no workloads: what it refuses, and what stands at the edge of that.</summary>
public static partial class SmallCases
{
    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> FieldCases =
    [
        .. Shapes("invalid-value", "a metric", "autoscaling/v2 HorizontalPodAutoscaler", [.. ((string[])
            [
                "type: resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}", "type: Pods, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}", "type: Resource", "type: Resource, resource: {name: cpu, target: {type: Utilization}}", "type: Resource, resource: {name: cpu, target: {type: Value, value: 1}}",
                "type: Resource, resource: {name: cpu, target: {type: percent, averageUtilization: 0}}", "type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50, averageValue: 1}}", "type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: 0}}", "type: Resource, resource: {name: cpu, target: {type: AverageValue, averageUtilization: 200}}",
                "type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}, pods: {metric: {name: a}, target: {type: AverageValue, averageValue: 1}}", "type: Pods, pods: {metric: {name: a/b}, target: {type: Value, value: 1}}",
                "type: Object, object: {describedObject: {kind: Ingress, name: a}, metric: {name: a}, target: {type: Value, value: 1, averageValue: 2}}", "type: Object, object: {describedObject: {kind: Ingress, name: a}, metric: {name: a}, target: {type: Value}}",
                "type: External, external: {metric: {name: a}, target: {type: Value, value: 1, averageValue: 2}}", "type: External, external: {metric: {name: a}, target: {type: Value, value: -1}}", "type: ContainerResource, containerResource: {name: cpu, container: web, target: {type: Utilization, averageUtilization: 1}}",
            ]).Select(metric => $"{{maxReplicas: 5, scaleTargetRef: {{kind: Thing, apiVersion: example.org/v1, name: web}}, metrics: [{{{metric}}}]}}")]),
        .. Shapes("invalid-value", "behavior", "autoscaling/v2 HorizontalPodAutoscaler", [.. ((string[])
            ["policies: []", "policies: [{type: Pod, value: 0, periodSeconds: 1801}]", "policies: [{type: Pods, value: 1, periodSeconds: 1800}]", "selectPolicy: max", "selectPolicy: Disabled", "stabilizationWindowSeconds: 3601", "stabilizationWindowSeconds: 3600", "stabilizationWindowSeconds: -1"]).Select(rules => $"{{maxReplicas: 5, scaleTargetRef: {{kind: Thing/v1, apiVersion: example.org/v1, name: web}}, behavior: {{scaleDown: {{{rules}}}}}}}")]),
        .. Shapes("invalid-value", "an older autoscaler", "autoscaling/v1 HorizontalPodAutoscaler", "{maxReplicas: 5, scaleTargetRef: {kind: Thing, apiVersion: example.org/v1, name: web}, targetCPUUtilizationPercentage: 0}", "{maxReplicas: 5, scaleTargetRef: {kind: Thing, apiVersion: example.org/v1, name: web}, targetCPUUtilizationPercentage: 1}"),
        .. Whole("rbac.authorization.k8s.io/v1 Role", "rules", "{resources: [pods], verbs: [get]}", "{apiGroups: [], resources: [pods], verbs: [get]}", "{apiGroups: [''], verbs: [get]}", "{verbs: [get]}", "{apiGroup: [''], resources: [pods], verbs: [get]}", "{nonResourceURLs: [/healthz], verbs: [get]}"),
        .. Whole("rbac.authorization.k8s.io/v1 ClusterRole", "rules", "{nonResourceURLs: [/healthz], verbs: [get]}", "{nonResourceURLs: [/healthz], resources: [pods], verbs: [get]}", "{nonResourceURLs: [], apiGroups: [''], resources: [pods], verbs: [get]}"),
        .. Whole("rbac.authorization.k8s.io/v1 RoleBinding", "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: a/b}\nsubjects", "{kind: ServiceAccount, name: 'system:a', namespace: a}", "{kind: ServiceAccount, name: a.b, namespace: a}", "{kind: User, name: 'system:a'}"),
        .. Shapes("invalid-value", "a volume", "v1 PersistentVolume", [.. ((string[])
            ["", "nfs: {server: a, path: /}", "nfs: {server: a, path: /}, hostPath: {path: /a}", "local: {path: /a}", "local: {path: /a}, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Exists}]}]}}", "nfs: {server: a, path: /}, hostPath: ", "nsf: {server: a}"]).Select(source => $"{{capacity: {{storage: 1Gi}}, accessModes: [ReadWriteOnce]{(source.Length > 0 ? ", " : "")}{source}}}"),
            "{capacity: {cpu: 1}, accessModes: [ReadWriteOnce, ReadWriteOncePod], nfs: {server: a, path: /}}"]),
        .. Shapes("invalid-value", "a claim", "v1 PersistentVolumeClaim", "{accessModes: [ReadWriteOncePod, ReadWriteMany], resources: {requests: {}}}", "{accessModes: [ReadWriteOncePod], resources: {requests: {storage: 1Gi}}}"),
        .. Shapes("invalid-value", "a quota", "v1 ResourceQuota", "{hard: {pod: 1, deployments: 1, cpus: 1, hugepages-2Mi: 1, count/deployments.apps: 1, requests.nvidia.com/gpu: 1, requests.storage: 1}}", "{hard: {pods: -1, services: 1500m, cpu: 1500m}}", "{scopes: [terminating]}", "{scopes: [BestEffort, NotBestEffort]}", "{hard: {cpu: 1, pods: 1}, scopes: [BestEffort]}", "{hard: {cpu: 1, services: 1}, scopes: [Terminating]}",
            "{scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In}]}}", "{scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: Exists, values: [a]}]}}", "{scopeSelector: {matchExpressions: [{scopeName: Terminating, operator: In, values: [a]}]}}", "{scopeSelector: {matchExpressions: [{scopeName: PriorityClass, operator: In, values: [a]}]}}"),
        .. Whole("v1 Endpoints", "subsets", "{addresses: [{ip: db.example.com}]}", "{addresses: [{ip: 127.0.0.1}, {ip: 169.254.1.1}, {ip: 0.0.0.0}, {ip: 10.0.0.1}]}", "{ports: [{port: 80}]}", "{addresses: [{ip: 10.0.0.1, hostname: a.b}], ports: [{port: 0}, {port: 81, name: A, protocol: tcp}]}", "{addresses: [{ip: 10.0.0.1}], ports: [{port: 80, name: a}, {port: 81, name: a}]}", "{notReadyAddresses: [{ip: 10.0.0.1}], ports: [{port: 80}]}"),
        .. Whole("discovery.k8s.io/v1 EndpointSlice", "addressType: IPv4\nendpoints", "{addresses: [10.0.0.1]}", "{addresses: ['fd00::1', db.example.com, 127.0.0.1], hostname: a.b}"),
        .. Whole("discovery.k8s.io/v1 EndpointSlice", "addressType: FQDN\nendpoints", "{addresses: [db.example.com, localhost, db.example.com.]}"),
        .. Whole("discovery.k8s.io/v1 EndpointSlice", "addressType: ipv4\nendpoints: []\nports", "{port: 80}, {name: a, port: 81, appProtocol: a b}", "{port: 80}, {port: 81}", "{name: a, port: 80}, {name: a, port: 81, protocol: tcp}"),
        .. Whole("admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration", "webhooks", [.. ((string[])
            [
                "name: a.b", "name: a.example.com, sideEffects: Some", "name: a.example.com, timeoutSeconds: 31, failurePolicy: fail", "name: a.example.com, rules: [{apiGroups: ['*', apps], apiVersions: ['*', v1], operations: ['*', CREATE], resources: ['*', deployments]}]",
                "name: a.example.com, rules: [{apiGroups: ['*'], apiVersions: [v1], operations: [create], resources: ['*', pods/log, '*/*']}]", "name: a.example.com, rules: [{apiGroups: ['*'], apiVersions: [v1], operations: [CREATE], resources: ['*/scale', pods/*, pods/log, '*']}]",
            ]).Select(webhook => $"{{{webhook}, admissionReviewVersions: [v1]{(webhook.Contains("sideEffects", StringComparison.Ordinal) ? "" : ", sideEffects: None")}, clientConfig: {{url: 'https://a.example.com/a'}}}}")]),
        .. Whole("admissionregistration.k8s.io/v1 MutatingWebhookConfiguration", "webhooks", [.. ((string[])
            ["{}", "{url: 'http://a.example.com/'}", "{url: 'https://a.example.com/?a=b'}", "{url: a}", "{url: 'https://a/', service: {name: a, namespace: b}}", "{service: {name: a, namespace: b, path: validate}}", "{service: {name: a, namespace: b, path: /a//b, port: 0}}"]).Select(client => $"{{name: a.example.com, admissionReviewVersions: [v2], sideEffects: None, clientConfig: {client}}}")]),
        .. Definitions(
            "type: object, properties: {spec: {type: object, properties: {size: {type: integer}, any: {x-kubernetes-preserve-unknown-fields: true}, port: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}}}}", "properties: {spec: {type: object}}", "type: array", "type: object, additionalProperties: {type: string}",
            "type: object, properties: {spec: {type: object, properties: {size: {}, tags: {type: array}, sizes: {type: array, items: {}}, kind: {type: int}}}}", "type: object, properties: {spec: {type: object, properties: {a: {type: string}}, additionalProperties: false}}", "type: object, properties: {spec: {type: object, additionalProperties: {type: string}}}",
            "type: object, properties: {spec: {type: object, properties: {a: {type: object, properties: {b: {type: string}}, additionalProperties: true}}}}", "type: object, properties: {spec: {type: array, uniqueItems: true, items: {type: string}}}", "type: object, properties: {spec: {$ref: '#/a'}}, definitions: {a: {type: string}}",
            "type: object, properties: {spec: {type: string, pattern: '^(?!a)', anyOf: [{type: string, description: a}, {minLength: 1, nullable: false}]}}", "type: object, properties: {spec: {type: array, items: {type: string}, x-kubernetes-list-type: map}}", "type: object, properties: {spec: {type: object, x-kubernetes-list-type: set, x-kubernetes-preserve-unknown-fields: false}}",
            "type: object, properties: {metadata: {type: object, properties: {name: {type: string}, labels: {type: object}}}}"),
        .. ((string[])
            [
                "{name: thing.example.com}|example.com|Namespaced|plural: things, kind: Thing|storage: true", "{name: things.example}|example|namespaced|plural: things, kind: Thing|storage: true", "{name: Things.example.com}|example.com|Cluster|plural: Things, singular: Thing, kind: My Thing, shortNames: [TH], listKind: My Thing|storage: true",
                "{name: things.example.com}|example.com|Cluster|plural: things, kind: Thing|storage: false", "{name: things.apps.k8s.io}|apps.k8s.io|Cluster|plural: things, kind: Thing|storage: true", "{name: things.apps.k8s.io, annotations: {api-approved.kubernetes.io: 'unapproved, a test'}}|apps.k8s.io|Cluster|plural: things, kind: Thing|storage: true",
                "{name: things.example.com}|example.com|Cluster|plural: things, kind: Thing|storage: true, additionalPrinterColumns: [{name: a, type: int, jsonPath: spec.a}], subresources: {scale: {specReplicasPath: .status.replicas, statusReplicasPath: .status.replicas}}",
            ]).Select(row => row.Split('|')).Select(cells => ("invalid-value", $"a definition {string.Join(' ', cells)}", Definition(cells[0], cells[1], cells[2], cells[3], cells[4], "type: object"))),
        ("invalid-value", "a definition of two versions that are stored", Definition("{name: things.example.com}", "example.com", "Cluster", "plural: things, kind: Thing", "storage: true", "type: object") + "  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}\n  conversion: {strategy: Webhook}\n"),
        .. Whole("storage.k8s.io/v1 StorageClass", "provisioner: a.example.com\nreclaimPolicy: delete\nvolumeBindingMode: immediate\nmountOptions", "a"),
        .. Whole("storage.k8s.io/v1 StorageClass", "provisioner: a.example.com\nreclaimPolicy: Recycle\nmountOptions", "a"),
        ("invalid-value", "a priority for the system alone", "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: web}\nvalue: 1000000001\npreemptionPolicy: never\n"),
        ("invalid-value", "the most that a priority may be", "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: web}\nvalue: 1000000000\n"),
        ("invalid-value", "a priority of the system", "apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: {name: system-node-critical}\nvalue: 2000001000\n"),
        .. Shapes("invalid-value", "nobody among peers", "networking.k8s.io/v1 NetworkPolicy", "{podSelector: {}, ingress: [{from: [null]}]}", "{podSelector: {}, ingress: [{from: []}]}"),
        .. Shapes("invalid-value", "processes", "v1 Pod", "{hostPID: true, shareProcessNamespace: true, containers: [{name: a, image: 'a:1'}]}", "{hostPID: true, shareProcessNamespace: false, containers: [{name: a, image: 'a:1'}]}"),
        .. Values("invalid-value", "a header", "{livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: X_USER, value: a}]}}}", "{livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: X-USER, value: a}]}}}"),
        .. ((string[])["{resources: [pods], verbs: [get], apiGroups: ['']}", "{verbs: []}"]).Select(rule => ("missing-field", $"an aggregation of {rule}", $"apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {{name: web}}\naggregationRule: {{clusterRoleSelectors: []}}\nrules: [{rule}]\n")),
        ("missing-field", "rules of a webhook", "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: web}\nwebhooks: [{name: a.example.com, admissionReviewVersions: [v1], sideEffects: None, clientConfig: {url: 'https://a.example.com/'}, rules: [{operations: [], resources: [pods]}]}]\n"),
        ("missing-field", "a definition without a schema", "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: things.example.com}\nspec: {group: example.com, scope: Cluster, names: {plural: things, kind: Thing}, versions: [{name: v1, served: true, storage: true}, {name: v2, served: true, storage: false, schema: {}}]}\n"),
        .. Secured("baseline", "hostPID: true, ", "hostPID: false, ", "securityContext: {seccompProfile: {type: Unconfined}}, ", "securityContext: {runAsUser: 0}, ", "volumes: [{name: a, hostPath: {path: /a}}], ", "volumes: [{name: a, nfs: {server: a, path: /a}}], "),
        .. Secured("restricted", "", "securityContext: {runAsNonRoot: true}, ", "securityContext: {runAsNonRoot: false, runAsUser: 0}, ", "securityContext: {runAsNonRoot: true, seccompProfile: {type: Localhost, localhostProfile: a}}, ", "hostUsers: false, ", "volumes: [{name: a, nfs: {server: a, path: /a}}], ", "initContainers: [{name: i, image: 'a:1'}], ", "os: {name: windows}, "),
        .. ((string[])["capabilities: {add: [CHOWN, SYS_ADMIN, ALL]}", "privileged: true", "privileged: false", "procMount: Unmasked", "seccompProfile: {type: Unconfined}", "appArmorProfile: {type: Unconfined}", "allowPrivilegeEscalation: true", "runAsNonRoot: false"]).SelectMany(context => Secured("baseline", $"initContainers: [{{name: i, image: 'a:1', securityContext: {{{context}}}}}], ")),
        .. ((string[])["capabilities: {add: [NET_BIND_SERVICE, CHOWN], drop: [ALL]}", "capabilities: {drop: [all]}", "allowPrivilegeEscalation: true", "runAsNonRoot: false", "runAsUser: 0", "runAsNonRoot: true, allowPrivilegeEscalation: false, seccompProfile: {type: RuntimeDefault}, capabilities: {drop: [ALL]}"]).SelectMany(context => Secured("restricted", $"initContainers: [{{name: i, image: 'a:1', securityContext: {{{context}}}}}], ")),
        .. Secured("privileged", "hostPID: true, "),
    ];

    private static IEnumerable<(string Rule, string Why, string Manifests)> Secured(string level, params string[] specs) =>
        specs.Select(spec => ("pod-security-violated", $"under {level}, {spec}", $"apiVersion: v1\nkind: Namespace\nmetadata: {{name: shop, labels: {{pod-security.kubernetes.io/enforce: {level}}}}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {{name: web, namespace: shop}}\nspec: {{{spec}containers: [{{name: a, image: 'a:1'}}]}}\n"));



    // A resource without a spec, and the items of a list at its root.
    private static IEnumerable<(string Rule, string Why, string Manifests)> Whole(string kind, string field, params string[] items) =>
        items.Select(item => ("invalid-value", $"in {kind.Split(' ')[1]}, {field.ReplaceLineEndings(" ")}: {item}", $"apiVersion: {kind.Split(' ')[0]}\nkind: {kind.Split(' ')[1]}\nmetadata: {{name: web}}\n{field}: [{item}]\n"));

    private static IEnumerable<(string Rule, string Why, string Manifests)> Definitions(params string[] schemas) =>
        schemas.Select(schema => ("invalid-value", $"a schema, {schema}", Definition("{name: things.example.com}", "example.com", "Namespaced", "plural: things, kind: Thing", "storage: true", schema)));

    private static string Definition(string metadata, string group, string scope, string names, string version, string schema) =>
        $"apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {metadata}\nspec:\n  group: {group}\n  scope: {scope}\n  names: {{{names}}}\n  versions:\n  - {{name: v1, served: true, {version}, schema: {{openAPIV3Schema: {{{schema}}}}}}}\n";
}
