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
    ];

    private const string LabelledNode = "---\napiVersion: v1\nkind: Node\nmetadata: {name: one, labels: {disktype: ssd, disk: a, kubernetes.io/oss: linux, kubernetes.io/arch: amd46, rack: a}}\n---\napiVersion: v1\nkind: Node\nmetadata: {name: two, labels: {disktype: hdd}}\n";
}
