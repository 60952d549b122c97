using System.Collections.Immutable;

namespace Linter.Tests.Support;

/// <summary>Those of namespaces that are filled in later, and of what else was told too loudly or not at all.</summary>
public static partial class SmallCases
{
    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> FilledCases =
    [
        .. ((string[])["${NS}", "$(NS)", "<namespace>", "{{ ns }}", "YOUR_NAMESPACE", "other"]).SelectMany(space => ((string[])
        [
            "ingress-service-not-found", "ingress-tls-secret-not-found", "service-selects-nothing", "service-account-not-found", "config-map-not-found", "secret-not-found", "scale-target-not-found",
            "route-service-not-found", "role-not-found", "disruption-budget", "policy-selects-nothing", "policy-blocks-service", "monitor-port-not-found", "webhook-service-not-found", "duplicate-resource",
        ]).Select(rule => (rule, $"half of it is in namespace {space}", InTwoNamespaces(space)))),
        .. ((string[])["app1", "app12", "app", "appp1", "ap2"]).Select(service => ("ingress-service-not-found", $"app2 where there is {service}",
            Deployment(service, "{containers: [{name: a, image: 'a:1', ports: [{containerPort: 80}]}]}") + "---\n" + Offering(service, service, 80) + "---\n" + Routing("app2", ""))),
        ("role-not-found", "a ServiceAccount that is nowhere, in no namespace", "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: a}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}\nsubjects: [{kind: ServiceAccount, name: b}, {kind: ServiceAccount, name: c, namespace: d}]\n"),
        .. ((string[])["settings-v1", "settings-v12", "settings-v", "settings-v1a", "settings-1", "settings"]).Select(claim => ("claim-not-found", $"{claim} where there is settings",
            Deployment("web", $"{{containers: [{{name: a, image: 'a:1', volumeMounts: [{{name: a, mountPath: /a}}]}}], volumes: [{{name: a, persistentVolumeClaim: {{claimName: {claim}}}}}]}}") + "---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: settings}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n")),
        .. ((string[])["configMapRefKey: {name: a, key: b}", "keyRefSecret: {name: a, key: b}", "refField: {fieldPath: spec.nodeName}", "fieldrefs: {fieldPath: spec.nodeName}"]).Select(source => ("unknown-field", $"{source} in a variable",
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {{containers: [{{name: a, image: 'a:1', env: [{{name: A, valueFrom: {{{source}}}}}]}}]}}\n")),
        .. ((string[])["{host: web}", "{name: web}", "{subset: v1}", "{}", "{port: {number: 80}, name: web}", "{<<: {host: web}, subset: v1}"]).SelectMany(destination => ((string[])["http", "tcp"]).Select(sort => ("invalid-value", $"{sort} goes to {destination}",
            $"apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{name: a}}\nspec: {{hosts: [web], {sort}: [{{route: [{{destination: {destination}}}]}}]}}\n"))),
        .. ((string[])["{secretName: a}", "{secretName: a, hosts: []}", "{secretName: a, hosts: [a.example.com]}", "{secretName: a, hosts: [b.example.com]}"]).Select(tls => ("ingress-without-tls", $"beside one with {tls}",
            Routing("web", "") + "---\n" + Routing("web", $"tls: [{tls}], ").Replace("{name: web}", "{name: tls}", StringComparison.Ordinal))),
    ];

    private static string Routing(string service, string more) =>
        $"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web}}\nspec: {{ingressClassName: nginx, {more}rules: [{{host: a.example.com, http: {{paths: [{{path: /, pathType: Prefix, backend: {{service: {{name: {service}, port: {{number: 80}}}}}}}}]}}}}]}}\n";

    private static string InTwoNamespaces(string space)
    {
        string Of(string kind, string name, string rest, string? @namespace = null) =>
            $"apiVersion: {kind.Split(' ')[0]}\nkind: {kind.Split(' ')[1]}\nmetadata: {{name: {name}, namespace: '{@namespace ?? space}', labels: {{app: {name}}}}}\n{rest}\n---\n";

        return Of("networking.k8s.io/v1 Ingress", "web", "spec: {ingressClassName: nginx, tls: [{hosts: [a.example.com], secretName: tls}], rules: [{host: a.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}")
            + Of("v1 Service", "web", "spec: {selector: {app: web}, ports: [{name: http, port: 80}]}", "shop")
            + Of("v1 Service", "web", "spec: {selector: {app: none}, ports: [{name: http, port: 81}]}", "third")
            + Of("v1 Service", "far", "spec: {selector: {app: web}, ports: [{name: http, port: 80}]}")
            + Of("v1 Secret", "tls", "type: kubernetes.io/tls\ndata: {tls.crt: '', tls.key: ''}", "shop")
            + Of("apps/v1 Deployment", "web", "spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {serviceAccountName: web, containers: [{name: a, image: 'a:1', ports: [{name: http, containerPort: 80}], envFrom: [{configMapRef: {name: web}}, {secretRef: {name: web}}]}]}}}", "shop")
            + Of("v1 ConfigMap", "web", "data: {a: b}") + Of("v1 Secret", "web", "data: {a: Yg==}") + Of("v1 ServiceAccount", "web", "")
            + Of("autoscaling/v2 HorizontalPodAutoscaler", "web", "spec: {minReplicas: 1, maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}")
            + Of("gateway.networking.k8s.io/v1 HTTPRoute", "web", "spec: {rules: [{backendRefs: [{name: web, port: 80}]}]}")
            + Of("rbac.authorization.k8s.io/v1 RoleBinding", "web", "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: web}\nsubjects: [{kind: ServiceAccount, name: web, namespace: shop}]")
            + Of("rbac.authorization.k8s.io/v1 Role", "web", "rules: [{apiGroups: [''], resources: [pods], verbs: [get]}]", "shop")
            + Of("policy/v1 PodDisruptionBudget", "web", "spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}")
            + Of("networking.k8s.io/v1 NetworkPolicy", "web", "spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}")
            + Of("monitoring.coreos.com/v1 ServiceMonitor", "web", "spec: {selector: {matchLabels: {app: web}}, endpoints: [{port: http}]}")
            + $"apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {{name: web}}\nwebhooks: [{{name: a.b.c, sideEffects: None, admissionReviewVersions: [v1], clientConfig: {{service: {{name: web, namespace: '{space}', port: 80}}}}}}]\n";
    }
}
