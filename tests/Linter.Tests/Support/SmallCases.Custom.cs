using System.Collections.Immutable;

namespace Linter.Tests.Support;

public static partial class SmallCases
{
    /// <summary>Custom resources that name one another, labels of Nodes, and keys of one mapping that are slips.</summary>
    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> CustomCases =
    [
        .. ((string[])["", "minReplicaCount: ~, ", "minReplicaCount: 0, ", "minReplicaCount: 1, ", "minReplicaCount: -1, ", "minReplicaCount: text, "]).SelectMany(min => ((string[])["0", "-1", "1", "~", "text"]).Select(max => ("invalid-value", $"KEDA scales with {min}{max} at most",
            $"apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {{name: web}}\nspec: {{scaleTargetRef: {{name: web}}, {min}maxReplicaCount: {max}, triggers: [{{type: cron}}]}}\n"))),
        .. ((string[])["autoscaling.keda.sh/paused-replicas: '0'", "autoscaling.keda.sh/paused: 'true'", "autoscaling.keda.sh/other: 'true'"]).Select(annotation => ("invalid-value", $"KEDA scales to 0 at most, annotated {annotation}",
            $"apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {{name: web, annotations: {{{annotation}}}}}\nspec: {{scaleTargetRef: {{name: web}}, minReplicaCount: 0, maxReplicaCount: 0, triggers: [{{type: cron}}]}}\n")),
        .. ((string[])["payments", "paymnets", "orders", "defualt", "default", "'{{.team}}'", "'{{.team}}ayments'", "''", "[payments]"]).SelectMany(project => ((string[])["Application", "ApplicationSet"]).Select(kind => ("invalid-value", $"an {kind} of project {project}",
            $"apiVersion: argoproj.io/v1alpha1\nkind: {kind}\nmetadata: {{name: shop, namespace: argocd}}\nspec: {(kind == "Application" ? $"{{project: {project}}}" : $"{{generators: [], template: {{spec: {{project: {project}}}}}}}")}\n---\napiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {{name: payments, namespace: argocd}}\n"))),
        .. ((string[])["disktype: ssd", "disktyp: ssd", "disktypes: ssd", "disk1: ssd", "kubernetes.io/oss: linux", "kubernetes.io/ohs: linux", "kubernetes.io/arch: amd46", "kubernetes.io/arch: amd64", "beta.kubernetes.io/arch: amd46", "example.com/tier: gold", "kubernetes.io/hostnam: a", "topology.kubernetes.io/rack: a"]).Select(label => ("invalid-value", $"pods for nodes with {label}",
            Deployment("web", $"{{nodeSelector: {{{label}}}, containers: [{{name: web, image: 'a:1'}}]}}") + LabelledNode)),
        .. ((string[])["disktyp", "kubernetes.io/oss", "kubernetes.io/oos", "rakc"]).Select(key => ("invalid-value", $"an affinity, a spread and a volume for {key}",
            Deployment("web", $"{{affinity: {{nodeAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: {{nodeSelectorTerms: [{{matchExpressions: [{{key: {key}, operator: Exists}}]}}]}}, preferredDuringSchedulingIgnoredDuringExecution: [{{weight: 1, preference: {{matchExpressions: [{{key: {key}, operator: Exists}}]}}}}]}}, podAntiAffinity: {{preferredDuringSchedulingIgnoredDuringExecution: [{{weight: 1, podAffinityTerm: {{topologyKey: {key}, labelSelector: {{matchLabels: {{app: web}}}}}}}}]}}}}, topologySpreadConstraints: [{{maxSkew: 1, topologyKey: {key}, whenUnsatisfiable: DoNotSchedule, labelSelector: {{matchLabels: {{app: web}}}}}}], containers: [{{name: web, image: 'a:1'}}]}}")
            + $"---\napiVersion: v1\nkind: PersistentVolume\nmetadata: {{name: data}}\nspec: {{capacity: {{storage: 1Gi}}, accessModes: [ReadWriteOnce], local: {{path: /a}}, nodeAffinity: {{required: {{nodeSelectorTerms: [{{matchExpressions: [{{key: {key}, operator: Exists}}]}}]}}}}}}\n" + LabelledNode)),
        ("invalid-value", "nodeSelector with two slips for one label", Deployment("web", "{nodeSelector: {kubernetes.io/oss: linux, kubernetes.io/so: linux}, containers: [{name: web, image: 'a:1'}]}")),
        ("invalid-value", "nodeSelector with a slip beside the label", Deployment("web", "{nodeSelector: {kubernetes.io/oss: linux, kubernetes.io/os: linux}, containers: [{name: web, image: 'a:1'}]}")),
        ("invalid-value", "slips for one annotation, twice", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {cert-manager.io/cluster-isuer: a, cert-manager.io/cluster-issue: a}}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b, annotations: {cert-manager.io/cluster-issue: a}}\n"),
        ("invalid-value", "slips for one resource in requests and in limits", Deployment("web", "{containers: [{name: web, image: 'a:1', resources: {requests: {memry: 1Gi, memoryy: 1Gi}, limits: {memry: 1Gi}}}]}")),
        ("unknown-field", "slips for one field", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replcas: 1, replica: 2, replicass: 3, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: 'a:1'}]}}}\n"),
        ("unknown-field", "a slip for a field in each of two mappings", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80, name: a, protocl: TCP}, {port: 81, name: b, protocl: TCP}]}\n"),
        .. ((string[])["{matchLabels: {app: wbe}}", "{matchLabels: {app: other}}", "{matchLabels: {tier: front}}", "{matchExpressions: [{key: app, operator: In, values: [web]}]}", "{matchExpressions: [{key: app, operator: In, values: [other]}]}", "{}", "text", "{matchLabels: {app: '${APP}'}}"])
            .Select(selector => ("invalid-value", $"Linkerd's Server for pods of {selector}", LinkerdServer($"{{podSelector: {selector}, port: htpt}}") + Meshed)),
        .. ((string[])["http", "htpt", "8080", "80", "'8080'", "9090", "dns", "linkerd-admin", "admin", "~", "{}"]).Select(port => ("invalid-value", $"Linkerd's Server for port {port}", LinkerdServer($"{{podSelector: {{matchLabels: {{app: web}}}}, port: {port}}}") + Meshed)),
        ("invalid-value", "Linkerd's Server for pods of another namespace", LinkerdServer("{podSelector: {matchLabels: {app: cart}}, port: 80}") + Meshed + Meshed.Replace("web", "cart", StringComparison.Ordinal).Replace("namespace: shop", "namespace: other", StringComparison.Ordinal)),
        ("invalid-value", "Linkerd's Server beside no pods", LinkerdServer("{podSelector: {matchLabels: {app: web}}, port: 80}")),
        ("invalid-value", "Linkerd's Server beside pods of another namespace", LinkerdServer("{podSelector: {matchLabels: {app: cart}}, port: 80}") + Meshed.Replace("namespace: shop", "namespace: other", StringComparison.Ordinal)),
        ("invalid-value", "Linkerd's Server for what is no pod", LinkerdServer("{externalWorkloadSelector: {matchLabels: {app: wbe}}, port: htpt}") + Meshed),
        ("invalid-value", "Linkerd's Server for a number that the Service keeps", LinkerdServer("{podSelector: {matchLabels: {app: web}}, port: 80}") + Meshed.Replace("targetPort: 8080", "targetPort: 80", StringComparison.Ordinal)),
        ("invalid-value", "Linkerd's Server for a number of pods that declare none", LinkerdServer("{podSelector: {matchLabels: {app: web}}, port: 80}") + Meshed.Replace(", ports: [{name: http, containerPort: 8080}, {name: dns, containerPort: 53, protocol: UDP}]", "", StringComparison.Ordinal)),
        .. ((string[])
        [
            "ServerAuthorization {server: {name: NAME}}", "AuthorizationPolicy {targetRef: {group: policy.linkerd.io, kind: Server, name: NAME}}", "AuthorizationPolicy {targetRef: {group: policy.linkerd.io, kind: HTTPRoute, name: NAME}}", "AuthorizationPolicy {targetRef: {group: gateway.networking.k8s.io, kind: HTTPRoute, name: NAME}}", "AuthorizationPolicy {targetRef: {kind: Namespace, name: NAME}}",
            "AuthorizationPolicy {targetRef: {name: NAME}}", "AuthorizationPolicy {requiredAuthenticationRefs: [{group: policy.linkerd.io, kind: MeshTLSAuthentication, name: NAME}]}", "AuthorizationPolicy {requiredAuthenticationRefs: [{kind: ServiceAccount, name: NAME}]}", "HTTPLocalRateLimitPolicy {targetRef: {group: policy.linkerd.io, kind: Server, name: NAME}}",
            "HTTPRoute {parentRefs: [{group: policy.linkerd.io, kind: Server, name: NAME}]}", "HTTPRoute {parentRefs: [{group: core, kind: Service, name: NAME}]}", "HTTPRoute {parentRefs: [{name: NAME}]}", "gateway.networking.k8s.io/HTTPRoute {parentRefs: [{group: policy.linkerd.io, kind: Server, name: NAME}]}", "gateway.networking.k8s.io/HTTPRoute {parentRefs: [{name: NAME}]}",
        ]).SelectMany(row => ((string[])["web", "wbe", "other", "route"]).Select(name => ("invalid-value", $"Linkerd: {row.Replace("NAME", name, StringComparison.Ordinal)}",
            $"apiVersion: {(row.Contains('/', StringComparison.Ordinal) && row[0] == 'g' ? "gateway.networking.k8s.io/v1" : "policy.linkerd.io/v1beta3")}\nkind: {row.Split(' ')[0].Split('/')[^1]}\nmetadata: {{name: one, namespace: shop}}\nspec: {row[(row.IndexOf(' ', StringComparison.Ordinal) + 1)..].Replace("NAME", name, StringComparison.Ordinal)}\n---\n"
            + LinkerdServer("{podSelector: {matchLabels: {app: web}}, port: http}") + "---\napiVersion: policy.linkerd.io/v1beta3\nkind: HTTPRoute\nmetadata: {name: route, namespace: shop}\n---\napiVersion: policy.linkerd.io/v1alpha1\nkind: MeshTLSAuthentication\nmetadata: {name: web, namespace: shop}\n" + Meshed))),
        ("invalid-value", "Linkerd: a policy beside no Server", "apiVersion: policy.linkerd.io/v1alpha1\nkind: AuthorizationPolicy\nmetadata: {name: one, namespace: shop}\nspec: {targetRef: {group: policy.linkerd.io, kind: Server, name: web}}\n" + Meshed),
    ];

    private const string Meshed = "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: 'a:1', ports: [{name: http, containerPort: 8080}, {name: dns, containerPort: 53, protocol: UDP}]}]}}}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}\n";

    private static string LinkerdServer(string spec) => $"apiVersion: policy.linkerd.io/v1beta3\nkind: Server\nmetadata: {{name: web, namespace: shop}}\nspec: {spec}\n";

    private const string LabelledNode = "---\napiVersion: v1\nkind: Node\nmetadata: {name: one, labels: {disktype: ssd, disk: a, kubernetes.io/oss: linux, kubernetes.io/arch: amd46, rack: a}}\n---\napiVersion: v1\nkind: Node\nmetadata: {name: two, labels: {disktype: hdd}}\n";
}
