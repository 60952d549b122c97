using System.Collections.Immutable;

namespace Linter.Tests.Support;

public static partial class SmallCases
{
    private const string AskedPods =
        "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {initContainers: [{name: setup, image: 'a:1'}, {name: proxy, image: 'a:1', restartPolicy: Always}], containers: [{name: web, image: 'a:1', resources: {requests: {cpu: 1, memory: 1Gi}}}, {name: logger, image: 'a:1'}]}}}\n";

    /// <summary>What built-in resources ask for by name beside pods and Services, and containers that autoscalers name.</summary>
    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> AskedCases =
    [
        ("invalid-value", "the core group, written as an empty one", "apiVersion: /v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80, protocl: TCP}]}\n"),
        ("invalid-value", "an empty group of another version", "apiVersion: /v2\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n"),
        ("unknown-field", "of the core group, written as an empty one", "apiVersion: /v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80, protocl: TCP}]}\n"),
        ("yaml-syntax", "a mapping without a space before it", "apiVersion: v1\nkind: Service\nspec: {selector:{app: web}}\n"),
        ("yaml-syntax", "a list without a space before it", "apiVersion: v1\nkind: Service\nspec: {ports:[{port: 80}]}\n"),
        .. ((string[])
        [
            "admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding {policyName: NAME, validationActions: [Deny]} admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy",
            "admissionregistration.k8s.io/v1beta1 MutatingAdmissionPolicyBinding {policyName: NAME} admissionregistration.k8s.io/v1beta1 MutatingAdmissionPolicy",
            "resource.k8s.io/v1 ResourceClaim {devices: {requests: [{name: a, exactly: {deviceClassName: NAME}}]}} resource.k8s.io/v1 DeviceClass",
            "resource.k8s.io/v1 ResourceClaimTemplate {spec: {devices: {requests: [{name: a, firstAvailable: [{name: b, deviceClassName: NAME}]}]}}} resource.k8s.io/v1 DeviceClass",
            "resource.k8s.io/v1beta1 ResourceClaim {devices: {requests: [{name: a, deviceClassName: NAME}]}} resource.k8s.io/v1beta1 DeviceClass",
            "v1 PersistentVolumeClaim {accessModes: [ReadWriteOnce], volumeAttributesClassName: NAME, resources: {requests: {storage: 1Gi}}} storage.k8s.io/v1 VolumeAttributesClass",
            "gateway.networking.k8s.io/v1 BackendTLSPolicy {targetRefs: [{group: '', kind: Service, name: NAME}], validation: {hostname: a.example.com, wellKnownCACertificates: System}} v1 Service",
            "gateway.networking.k8s.io/v1 BackendTLSPolicy {targetRefs: [{group: '', kind: Service, name: gold}], validation: {hostname: a.example.com, caCertificateRefs: [{group: '', kind: ConfigMap, name: NAME}]}} v1 ConfigMap",
            "snapshot.storage.k8s.io/v1 VolumeSnapshot {volumeSnapshotClassName: NAME, source: {persistentVolumeClaimName: data}} snapshot.storage.k8s.io/v1 VolumeSnapshotClass",
        ]).SelectMany(row => ((string[])["gold", "glod", "silver"]).Select(name => Asked(row, name))),
        .. ((string[])["resourceClaimName: gold", "resourceClaimName: glod", "resourceClaimTemplateName: glod", "resourceClaimTemplateName: other", "resourceClaimName: ~", "name: gold"]).Select(claim => ("invalid-value", $"pods that use a claim by {claim}",
            Deployment("web", $"{{resourceClaims: [{{name: a, {claim}}}], containers: [{{name: web, image: 'a:1', resources: {{claims: [{{name: a}}]}}}}]}}")
            + "---\napiVersion: resource.k8s.io/v1\nkind: ResourceClaim\nmetadata: {name: gold}\n---\napiVersion: resource.k8s.io/v1\nkind: ResourceClaimTemplate\nmetadata: {name: gold}\n")),
        .. ((string[])["kind: Ingress, name: web", "kind: Ingress, name: wbe", "kind: Service, name: wbe", "kind: Service, name: web", "kind: Pod, name: wbe", "name: wbe", "kind: Ingress, name: cart", "apiVersion: networking.k8s.io/v1, kind: Ingress, name: wbe", "apiVersion: v1, kind: Service, name: crat", "apiVersion: serving.knative.dev/v1, kind: Service, name: crat"]).Select(described => ("invalid-value", $"an autoscaler by a measure of {described}",
            $"apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: web, namespace: shop}}\nspec: {{scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: web}}, maxReplicas: 3, metrics: [{{type: Object, object: {{describedObject: {{{described}}}, metric: {{name: requests}}, target: {{type: Value, value: 2k}}}}}}]}}\n"
            + AskedPods + "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, namespace: shop}\nspec: {defaultBackend: {service: {name: cart, port: {number: 80}}}}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: cart, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n")),
        .. ((string[])["app-config", "application-settings"]).SelectMany(read => ((string[])["ConfigMap", "Secret"]).SelectMany(kind => ((string[])
        [
            "valueFrom: {REF: {name: NAME, key: mode}}", "valueFrom: {REF: {name: NAME, key: other}}", "valueFrom: {REF: {name: NAME, key: mode}}}, {name: B, valueFrom: {REF: {name: NAME, key: other}}",
            "value: application-settings}, {name: B, valueFrom: {REF: {name: NAME, key: mode}}", "valueFrom: {REF: {name: NAME, key: mode}}}, {name: B, valueFrom: {REF: {name: third, key: mode}}",
        ]).Select(variable => BesideUnused(kind, Deployment("web", $"{{containers: [{{name: web, image: 'a:1', env: [{{name: A, {variable.Replace("REF", kind == "Secret" ? "secretKeyRef" : "configMapKeyRef", StringComparison.Ordinal).Replace("NAME", read, StringComparison.Ordinal)}}}]}}]}}"), $"{variable} of {read}")))),
        .. ((string[])["ConfigMap", "Secret", "PersistentVolumeClaim"]).SelectMany(kind => ((string[])["", Other("ConfigMap"), Other("Secret"), Other("PersistentVolumeClaim")]).Select(more => BesideUnused(kind, Deployment("web",
            $"{{containers: [{{name: web, image: 'a:1', volumeMounts: [{{name: a, mountPath: /a}}]}}], volumes: [{{name: a, {kind switch { "ConfigMap" => "configMap: {name", "Secret" => "secret: {secretName", _ => "persistentVolumeClaim: {claimName" }}: app-config}}}}]}}") + more, "all of it" + more.Split('\n').Skip(2).FirstOrDefault()))),
        .. ((string[])["web", "wbe", "other", "logger", "setup", "proxy", "istio-proxy", "''", "~"]).SelectMany(container => ((string[])
        [
            "autoscaling/v2 HorizontalPodAutoscaler scaleTargetRef {maxReplicas: 3, metrics: [{type: ContainerResource, containerResource: {name: cpu, container: NAME, target: {type: AverageValue, averageValue: 1}}}]}",
            "keda.sh/v1alpha1 ScaledObject scaleTargetRef {triggers: [{type: cpu, metricType: AverageValue, metadata: {value: '1', containerName: NAME}}, {type: cron, metadata: {containerName: NAME}}]}",
            "autoscaling.k8s.io/v1 VerticalPodAutoscaler targetRef {resourcePolicy: {containerPolicies: [{containerName: NAME, mode: 'Off'}, {containerName: '*'}]}}",
        ]).Select(row => Scaled(row, container))),
    ];

    private static (string, string, string) BesideUnused(string kind, string pods, string why) =>
        (kind switch { "ConfigMap" => "config-map-not-found", "Secret" => "secret-not-found", _ => "claim-not-found" }, $"beside a {kind} that nothing reads: {why}",
            pods + Other(kind).Replace("third", "application-settings", StringComparison.Ordinal));

    private static string Other(string kind) =>
        $"---\napiVersion: v1\nkind: {kind}\nmetadata: {{name: third}}\n"
        + (kind == "PersistentVolumeClaim" ? "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n" : $"{(kind == "Secret" ? "stringData" : "data")}: {{mode: a}}\n");

    private static (string, string, string) Asked(string row, string name)
    {
        var words = row.Split(' ');
        var spec = row[row.IndexOf('{', StringComparison.Ordinal)..(row.LastIndexOf('}') + 1)].Replace("NAME", name, StringComparison.Ordinal);
        return ("invalid-value", $"{words[0]} {words[1]} that asks for a {words[^1]} {name}",
            $"apiVersion: {words[0]}\nkind: {words[1]}\nmetadata: {{name: one, namespace: shop}}\nspec: {spec}\n---\napiVersion: {words[^2]}\nkind: {words[^1]}\nmetadata: {{name: gold{(words[^1] is "Service" or "ConfigMap" ? ", namespace: shop" : "")}}}\n");
    }

    private static (string, string, string) Scaled(string row, string container)
    {
        var words = row.Split(' ');
        var spec = row[(row.IndexOf('{', StringComparison.Ordinal) + 1)..].Replace("NAME", container, StringComparison.Ordinal);
        return ("scale-target-not-found", $"{words[1]} that names container {container}",
            $"apiVersion: {words[0]}\nkind: {words[1]}\nmetadata: {{name: web, namespace: shop}}\nspec: {{{words[2]}: {{apiVersion: apps/v1, kind: Deployment, name: web}}, {spec}\n"
            + AskedPods);
    }
}
