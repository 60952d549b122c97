using System.Collections.Immutable;

namespace Linter.Tests.Support;

/// <summary>Those of several resources, and of those whose metadata counts.</summary>
public static partial class SmallCases
{
    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> WholeCases =
    [
        .. Entrances("ingress gateway traefik contour envoy kong haproxy shop"),
        ("monitor-port-not-found", "the pods of one workload are scraped", ScrapedByMany(1)),
        ("monitor-port-not-found", "the pods of three workloads are scraped", ScrapedByMany(3)),
        .. ((string[])["*.shop.example.com", "*.example.com", "a.shop.example.com", "b.shop.example.com", "*.example.net"]).Select(host => ("route-not-allowed", $"one of ten listeners serves {host}", AmongListeners(host, "a.shop.example.com"))),
        .. Shapes("invalid-value", "a listener", "gateway.networking.k8s.io/v1 Gateway", "{gatewayClassName: a, listeners: [{name: a, port: 443, protocol: TLS}]}", "{gatewayClassName: a, listeners: [{name: a, port: 443, protocol: TLS, tls: }]}", "{gatewayClassName: a, listeners: [{name: a, port: 443, protocol: TLS, tls: text}]}"),
        .. Shapes("invalid-value", "labels of nodes", "v1 Pod", [.. ((string[])
            [
                "nodeSelector: {kubernetes.io/so: linux}", "nodeSelector: {kubernetes.io/os: Linux}", "nodeSelector: {kubernetes.io/arch: amd46, beta.kubernetes.io/os: lniux}", "nodeSelector: {kubernetes.io/arch: x86_64}", "nodeSelector: {cloud.gogole.com/mine: a}", "nodeSelector: {kubernetes.io//os: a}",
                "tolerations: [{key: node.kubernetes.io/not-raedy, operator: Exists}]", "tolerations: [{key: mine, operator: Exists}]", "topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostnmae, whenUnsatisfiable: ScheduleAnyway}]",
                "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostnmae}]}}", "affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm: {topologyKey: kubernetes.io/hostnmae}}, {weight: 2}]}}",
                "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/os, operator: In, values: [lniux]}]}, {matchExpressions: [{key: kubernetes.io/so, operator: DoesNotExist}]}]}}}",
            ]).Select(field => $"{{{field}, containers: [{{name: a, image: 'a:1'}}]}}")]),
        .. Shapes("invalid-value", "other pods", "v1 Pod", [.. ((string[])["{matchLabels: {app: checkout}}", "{matchLabels: {app: chekcout}}", "{matchLabels: {pap: checkout}}", "{matchLabels: {app: chekcout, tier: front}}", "{matchExpressions: [{key: app, operator: In, values: [other, chekcout]}]}", "{matchExpressions: [{key: pap, operator: In, values: [checkout]}]}", "{matchExpressions: [{key: app, operator: NotIn, values: [chekcout]}]}", "{matchLabels: {app: chekcout}, matchExpressions: [{key: app, operator: Exists}]}", "{matchLabels: {app: chekcout}, matchExpressions: [{key: tier, operator: Exists}]}", "{}", "text"])
            .Select(selector => $"{{affinity: {{podAntiAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: [{{topologyKey: kubernetes.io/hostname, labelSelector: {selector}}}]}}}}, containers: [{{name: a, image: 'a:1'}}]}}")]).Select(row => (row.Rule, row.Why, row.Manifests.Replace("{name: web}", "{name: web, labels: {app: checkout}}", StringComparison.Ordinal))),
        .. ((string[])["{matchLabels: {application: web}}", "{matchLabels: {application: web, tier: front}}", "{matchLabels: {application: web, app: web}}", "{matchLabels: {application: cart}}", "{matchExpressions: [{key: application, operator: In, values: [cart, web]}]}", "{matchExpressions: [{key: application, operator: NotIn, values: [web]}]}"])
            .SelectMany(selector => ((string[])["web", "cart"]).SelectMany(name => ((string[])["", ", namespaces: [other]"]).Select(others => ("invalid-value", $"pods that '{name}' asks for, {selector}{others}", $"apiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, labels: {{app: web}}}}\nspec: {{affinity: {{podAntiAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: [{{topologyKey: kubernetes.io/hostname, labelSelector: {selector}{others}}}]}}}}, containers: [{{name: a, image: 'a:1'}}]}}\n")))),
        ("invalid-value", "other pods that a Service asks for in the same way", "apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: checkout}}\nspec: {topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: chekcout}}}], containers: [{name: a, image: 'a:1'}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: chekcout}, ports: [{port: 80}]}\n"),
        .. ((string[])["", "claimRef: {name: order-1, namespace: default}, ", "claimRef: {name: ordres, namespace: default}, ", "claimRef: {name: ordres, namespace: other}, ", "claimRef: {name: ordres}, "])
            .SelectMany(claim => ((string[])["", ", volumeName: disk-a", ", volumeName: dsik-a", ", volumeName: disk-b"]).Select(volume => ("invalid-value", $"a volume with {claim}a claim with{volume}",
                $"apiVersion: v1\nkind: PersistentVolume\nmetadata: {{name: disk-a}}\nspec: {{{claim}capacity: {{storage: 1Gi}}, accessModes: [ReadWriteOnce], nfs: {{server: a, path: /}}}}\n---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {{name: orders}}\nspec: {{accessModes: [ReadWriteOnce], resources: {{requests: {{storage: 1Gi}}}}{volume}}}\n"))),
        .. ((string[])["command: [web, -p, '8000']", "command: [web, --port, '8000']", "args: ['--port=8000']", "args: ['0.0.0.0:8000']", "args: ['cart:8000']", "args: ['--metrics-port=8000']", "args: ['8000']", "env: [{name: PORT, value: '8000'}]", "env: [{name: SIZE, value: '8000'}]", "env: [{name: PORT, value: '8000'}, {name: OTHER, value: '800'}]", "livenessProbe: {httpGet: {port: 8000}}", "livenessProbe: {httpGet: {port: 8000, host: other}}", "livenessProbe: {httpGet: {port: 8000}}, readinessProbe: {tcpSocket: {port: 800}}", "ports: [{containerPort: 8000, protocol: UDP}]", "args: ['--port=8080']"])
            .Select(container => ("target-port-not-declared", $"no declared port, {container}", $"apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{selector: {{app: web}}, ports: [{{port: 80, targetPort: 800}}]}}\n---\n" + Deployment("web", $"{{containers: [{{name: web, image: 'a:1', {container}}}]}}"))),
        ("target-port-not-declared", "the spoken port has a Service of its own", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{name: a, port: 80, targetPort: 800}, {name: b, port: 8000}]}\n---\n" + Deployment("web", "{containers: [{name: web, image: 'a:1', args: ['--port=8000']}]}")),
        .. Values("invalid-value", "words of a shell", "{command: [sh, -c, a, b]}", "{command: [/bin/bash, -euc, a b, c d]}", "{command: [bash, -e, -o, pipefail, -c, a, b]}", "{command: [sh, -c, -e, a]}", "{command: [sh, -c, -e, a, b]}", "{command: [sh, -c, 'a $1', b]}", "{command: [sh, -c, '. /env && a', b]}", "{command: [sh, -c, a, --]}", "{command: [sh, -c, a, sh, b]}", "{command: [sh, a, b, c]}", "{command: [sh, -c, '', b]}", "{command: [env, -c, a, b]}", "{command: [sh], args: [-c, a, b]}", "{command: [sh, -c], args: [sleep, '60']}", "{command: [sh, -c, a, {}]}", "{args: [sh, -c, a, b]}", "{livenessProbe: {exec: {command: [sh, -c, cat, /tmp/a]}}}"),
        .. Values("invalid-value", "a user beside runAsNonRoot", "{securityContext: {runAsNonRoot: true, runAsUser: 0}}", "{securityContext: {runAsNonRoot: true, runAsUser: 1}}", "{securityContext: {runAsNonRoot: true}}", "{securityContext: {runAsNonRoot: false, runAsUser: 0}}", "{securityContext: {runAsUser: 0}}", "{securityContext: {runAsNonRoot: true, runAsUser: }}"),
        .. ((string[])["{runAsNonRoot: true, runAsUser: 0}", "{runAsNonRoot: true}", "{runAsUser: 0}"]).SelectMany(pod => ((string[])["{}", "{runAsNonRoot: true}", "{runAsNonRoot: false}", "{runAsUser: 0}", "{runAsUser: 5}"]).Select(own => ("invalid-value", $"users of a pod {pod} and its container {own}",
            Deployment("web", $"{{securityContext: {pod}, containers: [{{name: web, image: 'a:1', securityContext: {own}}}]}}")))),
        .. ((string[])["", "storageClassName: a, ", "storageClassName: '', ", "volumeMode: Block, ", "accessModes: [ReadWriteOnce], ", "accessModes: [ReadOnlyMany, ReadWriteOnce], ", "capacity: {storage: 1Gi}, ", "capacity: {storage: text}, ", "claimRef: {name: data, namespace: default}, ", "claimRef: {name: other, namespace: default}, ", "claimRef: {name: data, namespace: other}, ", "claimRef: {}, "])
            .SelectMany(volume => ((string[])["", ", storageClassName: a", ", storageClassName: ''", ", volumeMode: Filesystem", ", volumeMode: Block", ", accessModes: [ReadWriteOnce]", ", accessModes: [ReadWriteMany]", ", resources: {requests: {storage: 2Gi}}", ", resources: {requests: {storage: 1024Mi}}"]).Select(claim => ("invalid-value", $"a volume with {volume}a claim with{claim}",
                $"apiVersion: v1\nkind: PersistentVolume\nmetadata: {{name: disk}}\nspec: {{{volume}hostPath: {{path: /a}}}}\n---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {{name: data, namespace: default}}\nspec: {{volumeName: disk{claim}}}\n"))),
        .. ((string[])["", "labelSelector: , ", "labelSelector: {}, ", "labelSelector: {matchLabels: {app: web}}, ", "labelSelector: {matchLabels: {app: shop}}, ", "labelSelector: {matchLabels: {tier: a}}, ", "labelSelector: {matchExpressions: [{key: app, operator: In, values: [shop, web]}]}, ", "labelSelector: {matchExpressions: [{key: app, operator: In, values: [shop]}]}, ", "labelSelector: {matchExpressions: [{key: app, operator: NotIn, values: [web]}]}, ", "labelSelector: {matchExpressions: [{key: tier, operator: Exists}]}, ", "matchLabelKeys: [app], ", "labelSelector: text, "])
            .Select(selector => ("invalid-value", $"a spread with {selector}", Deployment("web", $"{{topologySpreadConstraints: [{{{selector}maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule}}], containers: [{{name: web, image: 'a:1'}}]}}"))),
        .. ((string[])["Issuer, name: ca", "ClusterIssuer, name: ca", "Other, name: ca", "Issuer, name: ac, group: other.example.com", "Issuer, name: letsencrpyt", "ClusterIssuer, name: letsencrypt"]).SelectMany(asked => ((string[])["Issuer", "ClusterIssuer", "Issuer, namespace: other"]).Select(there => ("invalid-value", $"an issuer that is a {there}, and is asked for as {asked}",
            $"apiVersion: cert-manager.io/v1\nkind: {there.Split(',')[0]}\nmetadata: {{name: ca{(there.Contains(',', StringComparison.Ordinal) ? there[there.IndexOf(',', StringComparison.Ordinal)..] : there == "Issuer" ? ", namespace: shop" : "")}}}\n---\napiVersion: cert-manager.io/v1\nkind: {there.Split(',')[0]}\nmetadata: {{name: letsencrypt{(there == "ClusterIssuer" ? "" : ", namespace: shop")}}}\n---\napiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {{name: web, namespace: shop}}\nspec: {{secretName: web, issuerRef: {{kind: {asked}}}}}\n"))),
        .. ((string[])["strip", "shop-strip", "strip@kubernetescrd", "shop-strip@kubernetescrd", "other-strip@kubernetescrd", "strip@file", "shop-auth@kubernetescrd,strip@kubernetescrd", "''"]).Select(written => ("invalid-value", $"the middlewares {written}",
            $"apiVersion: traefik.io/v1alpha1\nkind: Middleware\nmetadata: {{name: strip, namespace: shop}}\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web, namespace: shop, annotations: {{traefik.ingress.kubernetes.io/router.middlewares: {(written.Contains(',', StringComparison.Ordinal) ? $"'{written}'" : written)}}}}}\nspec: {{defaultBackend: {{service: {{name: web, port: {{number: 80}}}}}}}}\n")),
        .. ((string[])["type: cpu, metricType: Utilization, metadata: {value: '60'}", "type: cpu, metadata: {type: Utilization, value: '60'}", "type: memory, metricType: Utilization, metadata: {value: '60'}", "type: cpu, metricType: AverageValue, metadata: {value: '60'}", "type: cpu, metricType: Utilization, metadata: {value: '60', containerName: web}", "type: cron, metadata: {}"]).Select(trigger => ("scale-target-not-found", $"a trigger {trigger}",
            Deployment("web", "{containers: [{name: web, image: 'a:1', resources: {requests: {memory: 1Gi, cpu: 1}}}, {name: other, image: 'a:1', resources: {requests: {memory: 1Gi}}}]}") + $"---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {{name: web}}\nspec: {{scaleTargetRef: {{name: web}}, triggers: [{{{trigger}}}]}}\n")),
        .. ((string[])["{}", "{targetCPUUtilizationPercentage: 50}", "{metrics: []}", "{metrics: [{type: Resource, resource: {name: memory, targetAverageUtilization: 50}}]}", "{metrics: [{type: ContainerResource, containerResource: {name: cpu, container: two, target: {averageUtilization: 50}}}]}", "{metrics: [{type: ContainerResource, containerResource: {name: cpu, container: one, target: {averageUtilization: 50}}}]}", "{metrics: [{type: External}]}"]).SelectMany(metrics => ((string[])["", "resources: {requests: {cpu: 1}}, "]).Select(whole => ("scale-target-not-found", $"an autoscaler with {metrics} of pods {whole}",
            Deployment("web", $"{{{whole}containers: [{{name: one, image: 'a:1', resources: {{requests: {{cpu: 1, memory: 1Gi}}}}}}, {{name: two, image: 'a:1'}}]}}") + $"---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: web}}\nspec: {{maxReplicas: 3, scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: web}}{(metrics == "{}" ? "" : ", " + metrics[1..^1])}}}\n"))),
        .. ((string[])["name: token, key: shop-db", "name: TOKEN, key: shop-db", "name: '${TOKEN}', key: shop-db", "name: token, key: shop-bd", "name: token, key: token", "name: shop-db, key: shop-db", "name: token, key: shop-db, optional: true", "name: dbToken, key: shop-db"]).SelectMany(asked => ((string[])["secretKeyRef", "configMapKeyRef"]).Select(field => (field == "secretKeyRef" ? "secret-not-found" : "config-map-not-found", $"{field} of {asked}",
            Deployment("web", $"{{containers: [{{name: web, image: 'a:1', env: [{{name: A, valueFrom: {{{field}: {{{asked}}}}}}}, {{name: B, valueFrom: {{{field}: {{{asked}}}}}}}, {{name: C, valueFrom: {{{field}: {{name: token, key: other}}}}}}]}}]}}") + $"---\napiVersion: v1\nkind: {(field == "secretKeyRef" ? "Secret" : "ConfigMap")}\nmetadata: {{name: shop-db}}\n{(field == "secretKeyRef" ? "stringData" : "data")}: {{token: a, TOKEN: b, dbToken: c}}\n"))),
        .. ((string[])["app: web, tier: fronted", "app: web, teir: frontend", "app: web, tier: frontends", "env: live, tier: fronted", "app: wbe, tier: fronted", "tier: fronted", "app: web, tier: FRONTEND", "app: web, tier: frontend2"]).Select(labels => ("invalid-value", $"pods of two labels, by {labels}", "apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web, tier: frontend, env: live}}\nspec: {containers: [{name: a, image: 'a:1'}]}\n---\n"
            + Deployment("cache", $"{{affinity: {{podAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: [{{topologyKey: kubernetes.io/hostname, labelSelector: {{matchLabels: {{{labels}}}}}}}]}}}}, containers: [{{name: web, image: 'a:1'}}]}}"))),
        .. (((string Kind, string Spec)[])
        [
            ("IngressRouteTCP", "routes: [{middlewares: [{name: onyl}]}]"), ("IngressRouteTCP", "routes: [{middlewares: [{name: strip}]}]"),
            ("TraefikService", "weighted: {services: [{name: shop, port: 80}, {name: hsop, port: 80}]}"), ("TraefikService", "weighted: {services: [{name: toher, kind: TraefikService}]}"),
            ("TraefikService", "highestRandomWeight: {services: [{name: hsop, port: 80}]}"), ("TraefikService", "mirroring: {name: hsop, port: 80}"), ("TraefikService", "mirroring: {name: shop, port: 80, mirrors: [{name: shpo, port: 80}]}"),
            ("Middleware", "chain: {middlewares: [{name: strip}, {name: strpi}]}"), ("Middleware", "errors: {status: ['500'], service: {name: hsop, port: 80}}"), ("Middleware", "errors: {status: ['500'], service: {name: shop, port: 80}}"),
        ]).SelectMany(asking => ((string[])["invalid-value", "route-service-not-found"]).Select(rule => (rule, $"a {asking.Kind} with {asking.Spec}",
            "apiVersion: v1\nkind: Service\nmetadata: {name: shop}\nspec: {ports: [{port: 80}]}\n---\napiVersion: traefik.io/v1alpha1\nkind: TraefikService\nmetadata: {name: other}\n---\napiVersion: traefik.io/v1alpha1\nkind: Middleware\nmetadata: {name: strip}\n---\napiVersion: traefik.io/v1alpha1\nkind: MiddlewareTCP\nmetadata: {name: only}\n---\n"
            + $"apiVersion: traefik.io/v1alpha1\nkind: {asking.Kind}\nmetadata: {{name: web}}\nspec: {{{asking.Spec}}}\n"))),
        .. ((string[])["{name: pg, port: 1}", "{port: 1}", "{name: pg, port: 1, protocol: UDP}", "{name: pg, port: 1}, {name: other, port: 2}", "{name: '${NAME}', port: 1}"]).SelectMany(ports => ((string[])["name: db}\nsubsets: [{addresses: [{ip: 10.0.0.5}], ports: [PORTS]}]", "name: db}\nsubsets: []", "name: db, namespace: shop}\nsubsets: [{addresses: [{ip: 10.0.0.5}], ports: [PORTS]}]", "name: bd}\nsubsets: [{addresses: [{ip: 10.0.0.5}], ports: [PORTS]}]"])
            .SelectMany(holder => ((string[])["{name: pg, port: 5432}", "{name: pq, port: 5432}", "{port: 5432}", "{name: pg, port: 5432, protocol: UDP}", "{name: other, port: 5}, {name: more, port: 6}", "{name: '${PORT}', port: 5}"]).SelectMany(its => ((string[])["target-port-name-not-found", "selector-missing"]).Select(rule => (rule, $"a Service of {ports} by Endpoints {holder.Replace("PORTS", its, StringComparison.Ordinal).Replace('\n', ' ')}",
                $"apiVersion: v1\nkind: Service\nmetadata: {{name: db}}\nspec: {{ports: [{ports}]}}\n---\napiVersion: v1\nkind: Endpoints\nmetadata: {{{holder.Replace("PORTS", its, StringComparison.Ordinal)}\n"))))),
        .. ((string[])["db", "dbs", "''", "other"]).SelectMany(label => ((string[])["", ", clusterIP: None", ", type: ExternalName, externalName: db.example.com", ", selector: {app: db}"]).SelectMany(more => ((string[])["target-port-name-not-found", "selector-missing"]).Select(rule => (rule, $"a Service{more} beside an EndpointSlice for {label}",
            $"apiVersion: v1\nkind: Service\nmetadata: {{name: db}}\nspec: {{ports: [{{name: pg, port: 5432}}]{more}}}\n---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {{name: db-1, labels: {{kubernetes.io/service-name: {label}}}}}\naddressType: IPv4\nports: [{{name: postgres, port: 5432}}]\nendpoints: [{{addresses: [10.0.0.5]}}]\n")))),
        .. ((string[])["hostname", "zone", "kubernetes.io/hostname", "topology.kubernetes.io/hostname", "kubernetes.io/zone", "kubernetes.io/mode", "kubernetes.io/role", "example.kubernetes.io/region", "example.com/hostname", "node-restriction.kubernetes.io/zone", "a.node-restriction.kubernetes.io/zone", "feature.node.kubernetes.io/arch", "failure-domain.beta.kubernetes.io/zone"]).SelectMany(key => ((string[])[$"affinity: {{podAntiAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: [{{topologyKey: {key}, labelSelector: {{matchLabels: {{app: web}}}}}}]}}}}", $"nodeSelector: {{{key}: a}}"]).Select(placed => ("invalid-value", $"pods by the label {key} of nodes, {placed[..12]}",
            Deployment("web", $"{{{placed}, containers: [{{name: web, image: 'a:1'}}]}}")))),
        .. ((string[])["v1 Shop", "v2 Shop", "v1beta1 Shop", "v1 Shopp", "v1 Store", "v1 Shops"]).SelectMany(asked => ((string[])["versions: [{name: v1, served: true, storage: true}, {name: v1beta1, served: false}]", "versions: [{name: v1, served: true, storage: true}, {name: v2alpha1, served: true}]", "version: v1", "versions: [{name: '${V}', served: true}]", "versions: []", "versions: [{name: v1beta1, served: false, storage: true}]"]).Select(versions => ("invalid-value", $"{asked} of a definition with {versions}",
            $"apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {{name: shops.example.com}}\nspec: {{group: example.com, scope: Namespaced, names: {{kind: Shop, plural: shops}}, {versions}}}\n---\napiVersion: example.com/{asked.Split(' ')[0]}\nkind: {asked.Split(' ')[1]}\nmetadata: {{name: corner}}\n"))),
        .. ((string[])["shop", "shp", "default", "defaults", "other", "team"]).SelectMany(project => ((string[])["argocd", "team"]).Select(@namespace => ("invalid-value", $"an Application of project {project} in {@namespace}",
            $"apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {{name: shop, namespace: argocd}}\n---\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: web, namespace: {@namespace}}}\nspec: {{project: {project}}}\n"))),
        .. ((string[])["runtimeClassName: gvisr", "runtimeClassName: gvisor", "runtimeClassName: kata", "priorityClassName: system-cluster-critcal", "priorityClassName: system-cluster-critical", "priorityClassName: ''"]).Select(asked => ("invalid-value", $"pods with {asked}",
            Deployment("web", $"{{{asked}, containers: [{{name: web, image: 'a:1'}}]}}") + "---\napiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: {name: gvisor}\nhandler: runsc\n")),
        .. ((string[])["edge/wild", "wild", "edge/", "a/b/c", "'${NS}/wild'"]).Select(name => ("invalid-value", $"a Gateway with the certificate {name}",
            $"apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {{name: edge}}\nspec: {{gatewayClassName: x, listeners: [{{name: https, port: 443, protocol: HTTPS, tls: {{certificateRefs: [{{name: {name}}}]}}}}]}}\n")),
        .. ((string[])["'80'", "80", "http"]).SelectMany(port => ((string[])["TCPIngress", "UDPIngress"]).SelectMany(kind => ((string[])["wrong-type", "route-port-not-found"]).Select(rule => (rule, $"a {kind} with the servicePort {port}",
            $"apiVersion: configuration.konghq.com/v1beta1\nkind: {kind}\nmetadata: {{name: web}}\nspec: {{rules: [{{port: 9000, backend: {{serviceName: shop, servicePort: {port}}}}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: shop}}\nspec: {{selector: {{app: shop}}, ports: [{{name: http, port: 80}}]}}\n")))),
        .. ((string[])["prePromotionAnalysis", "postPromotionAnalysis"]).Select(when => ("invalid-value", $"a Rollout with {when}",
            Rolled($"  strategy: {{blueGreen: {{activeService: active, {when}: {{templates: [{{templateName: ratee}}]}}}}}}\n") + Custom("argoproj.io/v1alpha1 AnalysisTemplate", "{metrics: []}", "rate"))),
        .. ((int[])[2, 3, 4]).Select(most => ("unschedulable", $"a quota for two of three pods that are scaled to {most}",
            Deployment("web", "{containers: [{name: web, image: 'a:1', resources: {requests: {cpu: 1}}}]}").Replace("replicas: 1", "replicas: 3", StringComparison.Ordinal)
            + Custom("v1 ResourceQuota", "{hard: {requests.cpu: 2}}", "quota") + Custom("autoscaling/v2 HorizontalPodAutoscaler", $"{{scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: web}}, maxReplicas: {most}}}", "web"))),
        .. ((string[])["a", "b", "queue", "'${NAME}'"]).Select(name => ("selector-missing", $"two Services beside one EndpointSlice for {name}",
            $"apiVersion: v1\nkind: Service\nmetadata: {{name: a}}\nspec: {{ports: [{{port: 80}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: b}}\nspec: {{ports: [{{port: 80}}]}}\n---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {{name: q, labels: {{kubernetes.io/service-name: {name}}}}}\naddressType: IPv4\nendpoints: [{{addresses: [10.0.0.5]}}]\nports: [{{port: 80}}]\n")),
        .. ((string[])["defalt", "shop-aps", "shop-apps"]).Select(project => ("invalid-value", $"an Application of another namespace, of project {project}",
            $"apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {{name: shop-apps, namespace: argocd}}\n---\napiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {{name: web, namespace: team}}\nspec: {{project: {project}}}\n")),
        .. ((string[])["{name: cart, port: 80}, {name: gone, port: 80}", "{name: gone, port: 80}, {name: lost, port: 80}", "{name: cart, port: 99}, {name: gone, port: 80}", "{name: cart, port: 99}, {name: cart, port: 80}"]).SelectMany(services => ((string[])["route-service-not-found", "route-port-not-found"]).Select(rule => (rule, $"connections to {services}",
            Carts + Custom("traefik.io/v1alpha1 IngressRouteTCP", $"{{routes: [{{match: 'HostSNI(`*`)', services: [{services}]}}]}}", "web")))),
        .. ((int[])[40, 41]).Select(count => ("invalid-value", $"none of {count} values of a definition",
            "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: shops.example.com}\nspec: {group: example.com, scope: Namespaced, names: {kind: Shop, plural: shops}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {mode: "
            + $"{{type: string, enum: [{string.Join(", ", Enumerable.Range(1, count).Select(i => $"m{i}"))}]}}}}}}}}}}}}}}]}}\n---\napiVersion: example.com/v1\nkind: Shop\nmetadata: {{name: corner}}\nspec: {{mode: whatever}}\n")),
        .. ((string[])["default-strip-it", "shop-strip-it", "edge-strip-it", "other-strip-it", "edge-auth", "default-gone", "default-edge-auth"]).Select(name => ("invalid-value", $"the middleware {name}@kubernetescrd",
            "apiVersion: traefik.io/v1alpha1\nkind: Middleware\nmetadata: {name: strip-it, namespace: shop}\n---\napiVersion: traefik.io/v1alpha1\nkind: Middleware\nmetadata: {name: auth, namespace: edge}\n---\n"
            + $"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web, namespace: shop, annotations: {{traefik.ingress.kubernetes.io/router.middlewares: {name}@kubernetescrd}}}}\nspec: {{rules: [{{host: a.example.com}}]}}\n")),
        .. ((string[])["traefik.io/v1alpha1 IngressRoute", "traefik.io/v1alpha1 IngressRouteTCP", "traefik.io/v1alpha1 IngressRouteUDP", "traefik.containo.us/v1alpha1 IngressRoute"]).SelectMany(route => ((string[])["name: shop", "name: shop, namespace: shop", "name: shop, kind: TraefikService", "name: hsop, namespace: shop", "name: weighted", "name: 'api@internal', kind: TraefikService"]).SelectMany(service => ((string[])["invalid-value", "route-service-not-found"]).Select(rule => (rule, $"{route} to {service}",
            $"apiVersion: v1\nkind: Service\nmetadata: {{name: shop, namespace: shop}}\nspec: {{ports: [{{port: 80}}]}}\n---\napiVersion: {route.Split(' ')[0]}\nkind: TraefikService\nmetadata: {{name: weighted, namespace: edge}}\n---\napiVersion: {route.Split(' ')[0]}\nkind: {route.Split(' ')[1]}\nmetadata: {{name: web, namespace: edge}}\nspec: {{routes: [{{services: [{{{service}}}]}}]}}\n")))),
        .. ((string[])["certmanager.k8s.io/issuer: a", "certmanager.k8s.io/cluster-issuer: a", "certmanager.k8s.io/issuer: ''", "certmanager.k8s.io/issuer: a, cert-manager.io/issuer: a", "certmanager.k8s.io/issuer: a, kubernetes.io/tls-acme: 'true'", "cert-manager.io/cluster_issuer: a", "cert-manager.io/own: a", "ingress.kubernetes.io/rewrite-target: /", "ingress.kubernetes.io/own: /", "ingress.kubernetes.io/secure-backends: 'true'", "ingress.kubernetes.io/ssl-redirect: 'true', nginx.ingress.kubernetes.io/ssl-redirect: 'true'"])
            .SelectMany(notes => ((string[])["networking.k8s.io/v1 nginx", "networking.k8s.io/v1 traefik", "networking.k8s.io/v1 inner", "networking.k8s.io/v1 outer", "networking.k8s.io/v1beta1 nginx"]).SelectMany(kind => ((string[])["invalid-value", "ingress-tls-secret-not-found"]).Select(rule => (rule, $"{kind} with {notes}",
                $"apiVersion: {kind.Split(' ')[0]}\nkind: Ingress\nmetadata: {{name: web, annotations: {{{notes}}}}}\nspec: {{ingressClassName: {kind.Split(' ')[1]}, tls: [{{hosts: [a.b], secretName: web-tls}}]}}\n---\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {{name: inner}}\nspec: {{controller: k8s.io/ingress-nginx}}\n---\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {{name: outer}}\nspec: {{controller: nginx.org/ingress-controller}}\n")))),
        .. ((string[])["resources: {limits: {cpu: 1}}", "containers: [{name: a}]", "initContainers: [{name: a}]", "restartPolicy: Always", "env: []", "ports: []", "labels: {a: b}", "serviceAccountName: a", "replicas: 2", "fsGroup: 1", "image: a", "name: a", "capabilities: {}"]).SelectMany(field => ((string[])["Deployment", "CronJob", "Pod"]).SelectMany(kind => ((string[])["spec", "pod", "container", "probe"]).Select(place => ("unknown-field", $"{field} in the {place} of a {kind}", Misplaced(kind, place, field))))),
        .. Shapes("invalid-value", "a sysctl", "v1 Pod", [.. "net.core.somaxconn Net.core net..core net/core/a -a".Split(' ').Select(name => $"{{securityContext: {{sysctls: [{{name: {name}, value: '1'}}]}}, containers: [{{name: a, image: 'a:1'}}]}}")]),
        .. Shapes("invalid-value", "a method", "gateway.networking.k8s.io/v1 HTTPRoute", [.. "GET HEAD POST PUT DELETE CONNECT OPTIONS TRACE PATCH get COPY".Split(' ').Select(method => $"{{rules: [{{matches: [{{method: {method}}}]}}]}}")]),
        .. Shapes("invalid-value", "a call", "gateway.networking.k8s.io/v1 GRPCRoute", [.. ((string[])["service: shop.v1.Cart, method: Add", "service: shop/Cart", "method: shop.Cart/Add", "type: RegularExpression, method: a/b"]).Select(method => $"{{rules: [{{matches: [{{method: {{{method}}}}}]}}]}}")]),
        .. Values("probe-command", "what a command that always fails does", [.. ((string[])["livenessProbe", "readinessProbe", "startupProbe"]).Select(probe => $"{{{probe}: {{exec: {{command: ['cat', '|', 'a']}}}}}}"), .. ((string[])["postStart", "preStop"]).Select(hook => $"{{lifecycle: {{{hook}: {{exec: {{command: ['cat', '|', 'a']}}}}}}}}")]),
        .. Values("duplicate-env", "a variable in a text", [.. "$(B)|$$(B)|$$$(B)|$$$$(B)|$(B|$|$$|a$|$B$(C)|$(C)$|$(B)$(C)|$(1B)|$()|$(B-C)|$(WEB_SERVICE_HOST)|$(WEB_PORT)|$(WEB_PORT_80_TCP_ADDR)|$(WEB_PORT_80_UDP)|$(WEB_PORT_80_SCTP)|$(WEB_PORT_80_X)|$(WEB_SERVICE_PORT_HTTP)".Split('|').Select(text => $"{{env: [{{name: A, value: '{text}'}}]}}")]),
        .. Values("duplicate-env", "a word that refers to a variable", "{command: ['$(B)']}", "{args: ['$(B)']}", "{command: [run, '$(B)'], args: ['$(C)']}", "{args: ['-c', '$(B)']}", "{args: ['-ecx', '$(B)']}", "{args: ['-abcd', '$(B)']}", "{args: ['-abcde', '$(B)']}", "{args: ['-d', '$(B)']}", "{args: ['-C', '$(B)']}", "{args: ['-', '$(B)']}", "{args: [cc, '$(B)']}", "{args: ['a && b', '$(B)']}", "{args: ['${A}', '$(B)']}", "{command: [sh, '$(B)']}"),
        .. Values("probe-handler", "a probe that is none", "{livenessProbe: text}", "{livenessProbe: [a]}", "{livenessProbe: {path: /a}}", "{livenessProbe: {path: /a, port: 80}}", "{livenessProbe: {httpGet: , path: /a, port: 80}}"),
        .. Values("probe-path", "a path in quotes", "{livenessProbe: {httpGet: {port: 80, path: 'ready'}}}", "{livenessProbe: {httpGet: {port: 80, path: \"ready\"}}}"),
        .. Values("probe-port-name-not-found", "a near name in quotes", "{ports: [{name: http, containerPort: 80}], livenessProbe: {httpGet: {port: 'htpp'}}}", "{ports: [{name: http, containerPort: 80}], livenessProbe: {httpGet: {port: \"htpp\"}}}"),
        .. Values("probe-port-not-declared", "ports that are no numbers", "{ports: [{containerPort: 8080}, {containerPort: a}, {name: a}], livenessProbe: {httpGet: {port: 1}}}", "{ports: [{containerPort: a}], livenessProbe: {httpGet: {port: 0}}}", "{ports: [{containerPort: 8080}, {name: a, protocol: UDP}], livenessProbe: {tcpSocket: {port: 808}}}", "{ports: [{containerPort: 8080}], livenessProbe: {grpc: {port: 8808}}}", "{ports: [{containerPort: 4}, {containerPort: }], livenessProbe: {tcpSocket: {port: 80}}}"),
        .. Values("probe-scheme", "a port that says what it speaks", "{ports: [{containerPort: 443}], livenessProbe: {httpGet: {port: 443}}}", "{livenessProbe: {httpGet: {port: 443}}}", "{ports: [{containerPort: 8443, name: https}], livenessProbe: {httpGet: {port: https}}}", "{ports: [{containerPort: 8443, name: https}], livenessProbe: {httpGet: {port: 8443}}}", "{ports: [{containerPort: 443, name: http-https}], livenessProbe: {httpGet: {port: 443}}}", "{ports: [{containerPort: 80, name: web}], livenessProbe: {httpGet: {port: 80, scheme: HTTPS}}}", "{ports: [{containerPort: 80}], livenessProbe: {httpGet: {port: 80, scheme: HTTPS}}}", "{ports: [{containerPort: 80}], livenessProbe: {httpGet: {port: https}}}"),
        .. Listening("{}", "{data: {PORT: '9000'}}", ""),
        .. Listening("{envFrom: [{configMapRef: {name: settings}}]}", "{data: {PORT: '9000'}}", ""),
        .. Listening("{envFrom: [{configMapRef: {name: settings}}]}", "{data: {PORT: '90001'}}", ""),
        .. Listening("{envFrom: [{configMapRef: {name: settings}}]}", "{data: {PORT: '19000 9000'}}", ""),
        .. Listening("{envFrom: [{configMapRef: {name: settings}}]}", "{data: {PORT: ':90000 :9000'}}", ""),
        .. Listening("{envFrom: [{configMapRef: {name: settings}}]}", "{binaryData: {PORT: OTAwMA==}}", ""),
        .. Listening("{envFrom: [{secretRef: {name: settings}}, {}]}", "{data: {PORT: '9000'}}", ""),
        .. Listening("{env: [{name: PORT, valueFrom: {configMapKeyRef: {name: settings, key: PORT}}}]}", "{data: {PORT: '9000'}}", ""),
        .. Listening("{env: [{name: PORT, valueFrom: {secretKeyRef: {name: settings, key: PORT}}}, {name: B}]}", "{data: {PORT: '9000'}}", ""),
        .. Listening("{env: [{name: PORT, value: '9000'}]}", "{data: {}}", ""),
        .. Listening("{args: ['--listen=0.0.0.0:9000']}", "{data: {}}", ""),
        .. Listening("{command: [run, '9000']}", "{data: {}}", ""),
        .. Listening("{volumeMounts: [{name: files, mountPath: /files}]}", "{data: {conf: 'listen 9000;'}}", "[{name: files, configMap: {name: settings}}]"),
        .. Listening("{}", "{data: {conf: 'listen 9000;'}}", "[{name: files, configMap: {name: settings}}]"),
        .. Listening("{volumeMounts: [{name: files, mountPath: /files}]}", "{data: {conf: 'listen 9000;'}}", "[{name: files, projected: {sources: [{secret: {name: a}}, {configMap: {name: settings}}]}}]"),
        .. Listening("{volumeMounts: [{name: files, mountPath: /files}]}", "{data: {conf: 'listen 9000;'}}", "[{name: files, emptyDir: {}}]"),
        .. ((string[])["batch.kubernetes.io/job-name: trian", "job-name: trian", "job-name: other", "job-name: train, app: web", "job-name: trian, app: web"]).SelectMany(labels => Choosing($"a Job by {labels}", labels, "apiVersion: batch/v1\nkind: Job\nmetadata: {name: train}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1'}]}}}\n")),
        .. ((string[])["myqsl-0", "myqsl-2", "other-1", "mysql", "mysql-1", "myqsl-0, app: mysql"]).SelectMany(name => Choosing($"a pod of a StatefulSet by {name}", $"statefulset.kubernetes.io/pod-name: {name}", "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: mysql}\nspec: {selector: {matchLabels: {app: mysql}}, template: {metadata: {labels: {app: mysql}}, spec: {containers: [{name: a, image: 'a:1'}]}}}\n")),
        ("service-selects-nothing", "a label that the pods have twice, among many", ManyLabels("app: other", "app: web")),
        ("service-selects-nothing", "a label that the pods have twice, among many, and the first counts no more", ManyLabels("app: web", "app: other")),
        ("service-selects-nothing", "a label that the pods have twice", Selecting("app: web", "{app: other, app: web}")),
        .. Addresses("[]", "10.0.0.0"),
        .. Addresses("[]", "10.0.0.0/8, 10.0.0.0"),
        .. Addresses("[]", " 10.0.0.0/8 , 11.0.0.0/8 "),
        .. Addresses("[]", ""),
        .. Addresses("[10.0.0.0/8]", "10.0.0.0"),
        .. Addresses("[10.0.0.0]", "10.0.0.0"),
        .. Names("v1 ConfigMap", "Web web_a -web web- a..b .a 1web web.a a/b .. é 🚀"),
        ("invalid-name", "a key with a character of two halves", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {'a🚀b': c}\n"),
        ("invalid-value", "base64 with a character of two halves", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\nbinaryData: {a: '🚀b'}\n"),
        .. Names("v1 Namespace", "Web -web web- a.b 1web"),
        .. Names("v1 Service", "Web 1web web- a.b"),
        .. Names("rbac.authorization.k8s.io/v1 Role", ". .. a/b a%b system:web"),
        .. Names("batch/v1 Job", $"{new string('a', 63)} {new string('a', 64)}"),
        .. Names("batch/v1 CronJob", $"{new string('a', 52)} {new string('a', 53)}"),
        .. Names("apps/v1 StatefulSet", $"{new string('a', 63)} {new string('a', 64)}"),
        .. Names("v1 ConfigMap", $"{new string('a', 253)} {new string('a', 254)}"),
        .. ((string[])["web-", "Web-", "web_", "-", "web", "web--"]).Select(prefix => ("invalid-name", $"generateName of {prefix}", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{generateName: '{prefix}'}}\n")),
        .. ((string[])["-a", "a-", "_", "a b", "a/b", "A.b_c", "\"a\\nb\"", "a:b", new string('a', 63), new string('a', 64), new string('a', 90) + "_"]).Select(value => ("invalid-name", $"a label of the value {value}", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: web, labels: {{a: {(value.StartsWith('"') ? value : $"'{value}'")}}}}}\n")),
        .. ((string[])["/a", "a/", "a/b/c", "Example.com/a", "example.com/A", "_a", "a_", "a b", new string('a', 64), "a.-b/c"]).SelectMany(key => ((string[])["labels", "annotations"]).Select(map => ("invalid-name", $"a key of {map}, {key}", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: web, {map}: {{'{key}': b}}}}\n"))),
        .. OneImage("a:1", "a:2"),
        .. OneImage("a:1", "b:1"),
        .. OneImage("a", "a:2"),
        .. OneImage("reg:5000/a", "reg:5000/a:2"),
        .. OneImage("reg:5000/a", "reg:6000/a"),
        .. OneImage("a:1@sha256:0123", "a@sha256:4567"),
        .. Paths("/a/./", "//a/", "/./", "/a/../b", "/..", "/../a", "/a/..", "/a/.", "/a//", "a", "^/a", ".a", "''", "/a%2fb", "/a%2Fb/", "/a/.b/..c", "/a..b"),
        .. Paths("<path>", "'${PATH}'", "$PATH/a", "YOUR_PATH", "'%PATH%'", "'{path}'", "'[path]'", "'[a-z]+'", "'^/a/[a-z]+$'", "<", "a<path>", "CART"),
        .. Slots("{name: web, port: {name: http}}", "{name: web, port: {number: 80}}"),
        .. Slots("{name: web, port: {number: 80}}", "{name: web, port: {name: http}}"),
        .. Slots("{name: web, port: {number: 81}}", "{name: web, port: {name: http}}"),
        .. Slots("{name: web, port: {name: http}}", "{name: web, port: {number: 81}}"),
        .. Slots("{name: web, port: {name: http}}", "{name: web, port: {name: http}}"),
        .. Slots("{name: web, port: {name: http}}", "{name: web, port: {name: admin}}"),
        .. Slots("{name: gone, port: {name: http}}", "{name: gone, port: {number: 80}}"),
        .. Slots("{name: web, port: {number: 80}}", "{name: other, port: {number: 80}}"),
        .. ((string[])["8080", "30080", "http", "80"]).Select(port => ("ingress-port-not-found", $"two ports of the Service mean port {port}",
            $"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web}}\nspec: {{rules: [{{http: {{paths: [{string.Join(", ", ((string[])["a", "b"]).Select(path => $"{{path: /{path}, pathType: Prefix, backend: {{service: {{name: web, port: {{{(char.IsAsciiDigit(port[0]) ? "number" : "name")}: {port}}}}}}}}}"))}]}}}}]}}\n---\n"
            + "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort, selector: {app: web}, ports: [{name: a, port: 81, targetPort: 8080, nodePort: 30080}, {name: b, port: 82, targetPort: 8080, nodePort: 30080}, {name: c, port: 83, targetPort: http}, {name: d, port: 84, targetPort: http}]}\n")),
        .. Routed("hostnames: [a.b]", "{path: {value: /x}}"),
        .. Routed("hostnames: [a.b, c.d]", "{path: {value: /x}}"),
        .. Routed("hostnames: [a.b, c.d]", "{path: {value: /x}}, {path: {value: /y}}"),
        .. Routed("hostnames: []", "{path: {value: x}}"),
        .. Routed("hostnames: []", "{headers: [{name: a, value: b}]}"),
        ("duplicate-resource", "the second one has an item more", Ports("{port: 80}") + "---\n" + Ports("{port: 80}, {port: 81}")),
        ("duplicate-resource", "the second one has an item less", Ports("{port: 80}, {port: 81}") + "---\n" + Ports("{port: 80}")),
        ("duplicate-resource", "an item is another one", Ports("{port: 80}, {port: 81}") + "---\n" + Ports("{port: 80}, {port: 82}")),
        ("unschedulable", "who of a pod asks for how much", Deployment("a", "{initContainers: [{name: i, image: 'a:1', resources: {limits: {cpu: 3}}}, {name: s, image: 'a:1', restartPolicy: Always, resources: {limits: {cpu: 2}}}], containers: [{name: a, image: 'a:1', resources: {limits: {cpu: 1}}}, {image: 'a:1', resources: {limits: {cpu: 1}}}]}") + "---\napiVersion: v1\nkind: LimitRange\nmetadata: {name: range}\nspec: {limits: [{type: Pod, max: {cpu: 3}}]}\n"),
        ("unschedulable", "a CronJob runs one at a time", "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec: {schedule: '0 0 * * *', jobTemplate: {spec: {parallelism: 2, template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1', resources: {requests: {cpu: 2}}}]}}}}}\n---\n" + Bound("cpu: 1")),
        ("unschedulable", "a CronJob that fits", "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec: {schedule: '0 0 * * *', jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1', resources: {requests: {cpu: 1}}}]}}}}}\n---\n" + Bound("cpu: 1")),
        .. ((string[])["{}", "{matchExpressions: [{key: a, operator: Exists}]}", "{matchExpressions: [{key: app, operator: In, values: [web]}]}", "{matchLabels: {app: wbe}}", ""]).Select(selector => ("disruption-budget", $"a budget for {selector}", $"apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {{name: web}}\nspec: {{maxUnavailable: 0{(selector.Length > 0 ? $", selector: {selector}" : "")}}}\n---\n" + Deployment("web", "{containers: [{name: web, image: 'a:1'}]}"))),
        ("host-port", "one name in two namespaces", InNamespace(Deployment("web", OnNode("{}")), "one") + "---\n" + InNamespace(Deployment("web", OnNode("{}")), "two")),
        ("host-port", "one name in one namespace", Deployment("web", OnNode("{}")) + "---\n" + Deployment("web", OnNode("{}"))),
        .. ((string[])["2", "1", "${REPLICAS}"]).Select(replicas => ("local-traffic-policy", $"replicas of {replicas}", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: LoadBalancer, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80}]}\n---\n" + Deployment("web", "{containers: [{name: web, image: 'a:1'}]}").Replace("replicas: 1", $"replicas: {replicas}", StringComparison.Ordinal))),
        ("secret-not-found", "a ServiceAccount lists it", "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web}\nsecrets: [{name: tokne}]\n" + Other("Secret", "token")),
        ("secret-not-found", "pods pull with it", Deployment("web", "{imagePullSecrets: [{name: tokne}], containers: [{name: web, image: 'a:1'}]}") + Other("Secret", "token")),
        .. ((string[])["shop", "else"]).Select(@namespace => ("role-not-found", $"pods of namespace {@namespace} run as the missing account too", InNamespace(Deployment("web", "{serviceAccountName: wbe, containers: [{name: web, image: 'a:1'}]}"), @namespace)
            + "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: binding, namespace: shop}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}\nsubjects: [{kind: ServiceAccount, name: wbe, namespace: shop}]\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, namespace: shop}\n")),
        .. ((string[])["none", "app: db", "app: web"]).Select(labels => ("governing-service", $"the Service selects app=db, the pods carry {labels}",
            $"apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {{name: db}}\nspec: {{serviceName: db, selector: {{matchLabels: {{app: db}}}}, template: {{{(labels == "none" ? "" : $"metadata: {{labels: {{{labels}}}}}, ")}spec: {{containers: [{{name: db, image: 'a:1'}}]}}}}}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: db}}\nspec: {{clusterIP: None, selector: {{app: db}}, ports: [{{port: 80}}]}}\n")),
        .. Scraped("{app: web}", "port: metrics", ""),
        .. Scraped("{app: web}", "port: http", ""),
        .. Scraped("{app: web}", "targetPort: 9999", ""),
        .. Scraped("{app: web}", "portNumber: 9999", ""),
        .. Scraped("{app: wbe}", "port: http", ""),
        .. Scraped("{run: web}", "port: http", ""),
        .. Scraped("{app: wbe}", "port: http", "namespaceSelector: {any: true}, "),
        .. Scraped("{run: web}", "port: http", "namespaceSelector: {any: true}, "),
        .. Scraped("{app: web}", "port: metrics", "namespaceSelector: {any: true}, "),
        .. Scraped("{app: web}", "port: htpp", "namespaceSelector: {any: true}, "),
        .. Scraped("{run: web}", "port: http", "namespaceSelector: {matchNames: [one, two]}, "),
        .. Scraped("{app: web}", "port: http", "namespaceSelector: {matchNames: [one]}, "),
        .. Scraped("{}", "port: metrics", ""),
        .. Scraped("{}", "port: metrics", "namespaceSelector: {matchNames: [one]}, "),
        .. ((string[])["9000", "9001"]).Select(port => ("probe-not-allowed", $"an init container meant as a sidecar, {port}", Deployment("web", $"{{initContainers: [{{name: i, image: 'a:1', restartPolicy: {(port == "9000" ? "always" : "Never")}, livenessProbe: {{tcpSocket: {{port: {port}}}}}}}], containers: [{{name: web, image: 'a:1'}}]}}"))),
        .. ((string[])["", ", restartPolicy: Always"]).Select(policy => ("probe-port-name-not-found", $"only an init container has the port{policy}", Deployment("web", $"{{initContainers: [{{name: i, image: 'a:1', ports: [{{name: admin, containerPort: 81}}]{policy}}}], containers: [{{name: web, image: 'a:1', ports: [{{name: http, containerPort: 80}}], livenessProbe: {{httpGet: {{port: admin}}}}}}]}}"))),
        .. ((string[])["Always", "OnFailure", "Never"]).Select(policy => ("readiness-missing", $"a Pod of the restartPolicy {policy}", $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web, labels: {{app: web}}}}\nspec: {{restartPolicy: {policy}, containers: [{{name: web, image: 'a:1', ports: [{{containerPort: 80}}]}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{selector: {{app: web}}, ports: [{{port: 80}}]}}\n")),
        .. ((string[])["{protocol: UDP}", "{protocol: SCTP}", "{port: 80}", "{port: 79, endPort: 81}", "{port: 81, endPort: 82}", "{port: 78, endPort: 79}", "{port: 78, endPort: 80}", "{port: 80, endPort: 82}", "{port: http}", "{port: 80, protocol: UDP}", "{port: 81}, {port: 82}, {port: 83}, {port: 84}, {port: 85}, {port: 86}"]).Select(ports => ("policy-blocks-service", $"a policy lets in {ports}",
            $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: web}}\nspec: {{podSelector: {{}}, ingress: [{{ports: [{ports}]}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{selector: {{app: web}}, ports: [{{port: 80}}]}}\n---\n" + Deployment("web", "{containers: [{name: web, image: 'a:1', ports: [{name: http, containerPort: 80}]}]}"))),
        ("disruption-budget", "a budget for all pods, of which none are here", "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web, namespace: shop}\nspec: {maxUnavailable: 1, selector: {}}\n---\n" + Deployment("web", "{containers: [{name: web, image: 'a:1'}]}").Replace("{name: web}\nspec:\n  replicas", "{name: web, namespace: else}\nspec:\n  replicas", StringComparison.Ordinal)),
        .. ((string[])["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"]).SelectMany(setting => Values("liveness-before-ready", "a number below zero", $"{{livenessProbe: {{tcpSocket: {{port: 80}}, {setting}: -1}}, readinessProbe: {{tcpSocket: {{port: 80}}, initialDelaySeconds: 300}}}}", $"{{livenessProbe: {{tcpSocket: {{port: 80}}}}, readinessProbe: {{tcpSocket: {{port: 80}}, initialDelaySeconds: 300, {setting}: -1}}}}".Replace("300, initialDelaySeconds: -1", "-1", StringComparison.Ordinal))),
        .. Values("liveness-before-ready", "as long as each other", "{livenessProbe: {tcpSocket: {port: 80}}, readinessProbe: {tcpSocket: {port: 80}, initialDelaySeconds: 21}}", "{livenessProbe: {tcpSocket: {port: 80}}, readinessProbe: {tcpSocket: {port: 80}, initialDelaySeconds: 22}}", "{livenessProbe: {tcpSocket: {port: 80}, failureThreshold: 1}, readinessProbe: {tcpSocket: {port: 80}, initialDelaySeconds: 2}}", "{livenessProbe: {tcpSocket: {port: 80}, initialDelaySeconds: 5}, readinessProbe: {tcpSocket: {port: 80}, initialDelaySeconds: 5, successThreshold: 3, periodSeconds: 20}}"),
        .. "-hpa -vpa -autoscaler -scaledobject -scaled-object -scaler -keda -hpa-cpu -horizontal -so -other".Split(' ').Select(ending => ("scale-target-not-found", $"the autoscaler is called web{ending}", $"apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: web{ending}}}\nspec: {{maxReplicas: 3, scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: shop}}}}\n---\n" + Deployment("web", "{containers: [{name: web, image: 'a:1'}]}") + "---\n" + Deployment("db", "{containers: [{name: db, image: 'a:1'}]}"))),
        .. ((string[])["{port: 9000, appProtocol: http}", "{port: 9000, appProtocol: kubernetes.io/h2c}", "{port: 9000, name: http}", "{port: 9000, name: http, appProtocol: example.com/x}", "{port: 9000}", "{port: 80}", "{port: 80, protocol: UDP}", "{port: 80, name: grpc}", "{port: 80, name: mysql}"]).Select(port => ("service-type-exposed", $"two load balancers of {port}", string.Concat(((string[])["one", "two"]).Select(name => $"apiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\nspec: {{type: LoadBalancer, selector: {{app: {name}}}, ports: [{port}]}}\n---\n")))),
        .. ((string[])["Gateway", "Service"]).Select(kind => ("route-not-allowed", $"a {kind} as parent", $"apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {{name: edge}}\nspec: {{gatewayClassName: a, listeners: [{{name: a, port: 53, protocol: UDP}}]}}\n---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {{name: web}}\nspec: {{parentRefs: [{{{(kind == "Gateway" ? "" : "group: '', ")}kind: {kind}, name: edge}}], rules: [{{backendRefs: [{{name: web, port: 80}}]}}]}}\n")),
        .. ((string[])["{port: 80}", "{port: 8080}", "{port: http}", "{port: htpp}"]).SelectMany(port => ((string[])["8080", "8081"]).Select(other => ("policy-blocks-service", $"two workloads, of which the other one listens on {other}, and {port} is let in",
            $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: web}}\nspec: {{podSelector: {{}}, ingress: [{{ports: [{port}]}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: shop}}\nspec: {{selector: {{part: shop}}, ports: [{{port: 80, targetPort: http}}]}}\n---\n"
            + Part("one", "a:1").Replace("{containerPort: 80}", "{name: http, containerPort: 8080}", StringComparison.Ordinal) + "---\n" + Part("two", "a:1").Replace("{containerPort: 80}", $"{{name: http, containerPort: {other}}}", StringComparison.Ordinal)))),
        .. ((string[])["shop-setting shop-settings", "shop-settings shop-setting", "shop-sett1ng shop-setting", "shop-setitng shop-setting"]).Select(names => ("config-map-not-found", $"{names.Split(' ')[0]} is missing, {names.Split(' ')[1]} is read by another one",
            Reading("web", names.Split(' ')[0]) + "---\n" + Reading("db", names.Split(' ')[1]) + Other("ConfigMap", names.Split(' ')[1]))),
        .. Certified("listeners: [{name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [REF]}}]"),
        .. Certified("listeners: [{name: a, port: 443, protocol: HTTPS, tls: {frontendValidation: {caCertificateRefs: [REF]}}}]"),
        .. Certified("listeners: [], tls: {backend: {clientCertificateRef: REF}}"),
        .. Certified("listeners: [], tls: {frontend: {default: {validation: {caCertificateRefs: [REF]}}}}"),
        .. Certified("listeners: [], tls: {frontend: {perPort: [{port: 443, tls: {validation: {caCertificateRefs: [REF]}}}]}}"),
        .. ((string[])["HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute"]).Select(kind => ("reference-not-granted", $"a {kind}", $"apiVersion: gateway.networking.k8s.io/v1\nkind: {kind}\nmetadata: {{name: web, namespace: shop}}\nspec: {{parentRefs: [{{name: edge}}], rules: [{{backendRefs: [{{name: api, namespace: api, port: 80}}]}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: api, namespace: api}}\nspec: {{selector: {{app: api}}, ports: [{{port: 80}}]}}\n")),
        .. ((string[])["from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}], to: [{kind: Service}]", "from: [{group: gateway.networking.k8s.io, kind: HTTPRoute}], to: [{group: '', kind: Service}]", "from: [{kind: HTTPRoute, namespace: shop}], to: [{group: '', kind: Service}]", "from: [{group: '', kind: HTTPRoute, namespace: shop}], to: [{group: '', kind: Service}]", "from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}], to: [{group: '', kind: Service, name: other}]", "from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}], to: [{group: core, kind: Service, name: ''}]", "from: [], to: []",
            "from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop}], to: [{group: '', kind: Service, name: other}, {group: '', kind: Service, name: apis}]", "from: [{group: gateway.networking.k8s.io, kind: GRPCRoute, namespace: shop}, {group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: other}, {group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shpo}], to: [{group: '', kind: Service}]", "from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: other}], to: [{group: '', kind: Secret}]"]).Select(spec => ("reference-not-granted", $"a grant {spec}",
            $"apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {{name: web, namespace: shop}}\nspec: {{parentRefs: [{{name: edge}}], rules: [{{backendRefs: [{{name: api, namespace: api, port: 80}}]}}]}}\n---\napiVersion: gateway.networking.k8s.io/v1beta1\nkind: ReferenceGrant\nmetadata: {{name: grant, namespace: api}}\nspec: {{{spec}}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: api, namespace: api}}\nspec: {{selector: {{app: api}}, ports: [{{port: 80}}]}}\n")),
        .. Shapes("wrong-type", "a port", "v1 Service", [.. "80|'80'|\"080\"|'0'|80.5|true|8e1|99999999999|0x50|{}|[]|abc|''|${PORT}|'{{ .Port }}'".Split('|').Select(port => $"{{ports: [{{port: {port}}}]}}")]),
        .. Shapes("wrong-type", "a target port", "v1 Service", [.. "80|'80'|http|true|1.5|99999999999|{}|[]".Split('|').Select(port => $"{{ports: [{{port: 80, targetPort: {port}}}]}}")]),
        .. Shapes("wrong-type", "a switch", "v1 Service", [.. "true|'true'|\"True\"|'FALSE'|'yes'|yes|1|x|{}|[]".Split('|').Select(value => $"{{publishNotReadyAddresses: {value}}}")]),
        .. Shapes("wrong-type", "a name", "v1 Service", [.. "5|1.10|true|True|no|1e3|0x1F|0o17|017|1e21|1e-7|1e-6|0.5|12345678901234567890|9223372036854775807|2001-01-01|[]|{}|a".Split('|').Select(value => $"{{externalName: {value}}}")]),
        .. Shapes("wrong-type", "a map or a list", "v1 Service", "{selector: text}", "{selector: [a]}", "{selector: 5}", "{ports: text}", "{ports: {port: 80}}", "{ports: 5}", "{selector: {a: 5}}", "{selector: {a: {}}}", "text", "[]"),
        .. Shapes("wrong-type", "a number of seconds", "batch/v1 Job", [.. "5|'5'|\"05\"|5.0|5.5|1e30|true|a".Split('|').Select(value => $"{{activeDeadlineSeconds: {value}}}")]),
        .. Shapes("wrong-type", "an amount", "v1 ResourceQuota", [.. "1|1.5|'1'|true|{}|a".Split('|').Select(value => $"{{hard: {{cpu: {value}}}}}")]),
        .. ((string[])["data: {a: 5}", "data: {a: true}", "data: {a: {}}", "stringData: {a: 1.5}", "stringData: {a: [b]}", "immutable: 'true'", "data: {a: 0x1F}", "data: text", "type: 5"]).Select(field => ("wrong-type", $"a Secret with {field}", $"apiVersion: v1\nkind: Secret\nmetadata: {{name: web}}\n{field}\n")),
        .. ((string[])["name: y", "name: N", "name: yes", "name: 5", "name: web, labels: {a: true}", "name: web, annotations: {a: 1}", "name: web, creationTimestamp: 5", "name: web, creationTimestamp: null", "name: web, finalizers: a", "name: [web]"]).Select(metadata => ("wrong-type", $"metadata of {metadata}", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{{metadata}}}\n")),
        .. Shapes("missing-field", "what a Service needs", "v1 Service", "{}", "{ports: []}", "{ports: }", "{clusterIP: None}", "{type: ExternalName, externalName: a}", "{prots: [{port: 80}]}", "{ports: [{}]}", "{ports: [{targetPort: 80}]}", "text", ""),
        .. ((string[])["metadata: {}", "metadata: {name: }", "metadata: {name: ''}", "metadata: {generateName: a-}", "metadata: {generateName: }", "metadata: {nmae: a}", "metadata: text", "metadata: {labels: {a: b}}", "data: {}", "matadata: {name: a}"]).SelectMany(rest => ((string[])["v1 ConfigMap", "authorization.k8s.io/v1 SubjectAccessReview", "example.com/v1 Thing"]).Select(kind => ("missing-field", $"a {kind.Split(' ')[1]} with {rest}", $"apiVersion: {kind.Split(' ')[0]}\nkind: {kind.Split(' ')[1]}\n{rest}\n"))),
        .. "extensions/v1beta1 Deployment|extensions/v1beta1 Ingress|extensions/v1beta1 NetworkPolicy|policy/v1beta1 PodSecurityPolicy|policy/v1beta1 PodDisruptionBudget|batch/v1beta1 CronJob|batch/v2alpha1 CronJob|autoscaling/v2beta2 HorizontalPodAutoscaler|autoscaling/v2beta1 HorizontalPodAutoscaler|apps/v1beta1 StatefulSet|apps/v1beta2 DaemonSet|networking.k8s.io/v1beta1 Ingress|networking.k8s.io/v1beta1 IngressClass|rbac.authorization.k8s.io/v1beta1 Role|storage.k8s.io/v1beta1 CSIDriver|apiextensions.k8s.io/v1beta1 CustomResourceDefinition|discovery.k8s.io/v1beta1 EndpointSlice|admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration|certificates.k8s.io/v1beta1 CertificateSigningRequest|coordination.k8s.io/v1beta1 Lease|scheduling.k8s.io/v1beta1 PriorityClass|node.k8s.io/v1beta1 RuntimeClass|flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema".Split('|').SelectMany(kind => Shapes("removed-api", $"an old {kind}", kind, "{}")),
        .. ((string[])["hostname: gone, ", "hostAliases: [{ip: 10.0.0.1, hostnames: [a, gone]}], ", "hostname: other, ", ""]).Select(spec => ("dns-name-not-found", $"a Pod of {spec}calls gone", $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec: {{{spec}containers: [{{name: web, image: 'a:1', env: [{{name: URL, value: 'http://gone:80/'}}]}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: goen}}\nspec: {{selector: {{app: web}}, ports: [{{port: 80}}]}}\n")),
        .. ((string[])["one", "one two", "one two three four five six"]).Select(names => ("dns-name-not-found", $"the pods that are called are behind {names}", Deployment("gone", "{containers: [{name: gone, image: 'a:1'}]}")
            + string.Concat(names.Split(' ').Select(name => $"---\napiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\nspec: {{selector: {{app: gone}}, ports: [{{port: 80}}]}}\n"))
            + "---\n" + Deployment("web", "{containers: [{name: web, image: 'a:1', env: [{name: URL, value: 'http://gone:80/'}]}]}"))),
        .. ((string[])["dnsPolicy: Default", "dnsPolicy: ClusterFirst", "dnsPolicy: None", "hostNetwork: true", "hostNetwork: true, dnsPolicy: ClusterFirst", "hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet", "hostNetwork: true, dnsPolicy: Default"]).Select(spec => ("dns-name-not-found", $"pods of {spec}", Deployment("web", $"{{{spec}, containers: [{{name: web, image: 'a:1', env: [{{name: URL, value: 'http://web:80/'}}]}}]}}") + "---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n")),
        .. Quoted("http://web.svc:80/"),
        .. Quoted("http://web.svc.cluster.local:80/"),
        .. Quoted("http://web.default.svc.cluster.lcoal:80/"),
        .. Quoted("http://web.default.svc:80/"),
        .. Quoted("http://web.other.svc:80/"),
        .. Values("container-port-conflict", "one port at two addresses of the node", "{ports: [{containerPort: 80, hostPort: 80, hostIP: 10.0.0.1}, {containerPort: 80, hostPort: 80, hostIP: 10.0.0.2}]}", "{ports: [{containerPort: 80, hostPort: 80, hostIP: 10.0.0.1}, {containerPort: 80, hostPort: 80, hostIP: 10.0.0.1}]}", "{ports: [{containerPort: 80, hostPort: 80, hostIP: 10.0.0.1}, {containerPort: 80, hostPort: 80}]}", "{ports: [{containerPort: 80, hostPort: 80}, {containerPort: 80, hostPort: 80, hostIP: 10.0.0.1}]}", "{ports: [{containerPort: 80, hostPort: 80}, {containerPort: 80}]}", "{ports: [{containerPort: 80, hostPort: 80}, {containerPort: 80, hostPort: 81}]}"),
        .. ((string[])["text", "5", "{}", "", "{ports: [text]}", "{ports: [{port: 80}]}", "{ports: [{port: 53}]}", "{ports: [{port: 53, protocol: UDP}]}", "{ports: [{protocol: UDP}]}", "{ports: [{port: dns, protocol: UDP}]}", "{ports: [{port: 50, endPort: 53, protocol: UDP}]}", "{ports: [{port: 53, endPort: 54, protocol: UDP}]}", "{ports: [{port: 54, endPort: 60, protocol: UDP}]}", "{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}", "{to: [{podSelector: {matchLabels: {k8s-app: kube-dns}}}]}", "{to: [{namespaceSelector: {}}]}", "{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]}", "{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: kube-dns}}}]}", "{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}, podSelector: {matchLabels: {k8s-app: metrics}}}]}", "{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}]}"]).Select(rule => ("policy-blocks-dns", $"an egress rule {rule}",
            $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: web, namespace: shop}}\nspec: {{podSelector: {{}}, policyTypes: [Egress], egress: [{rule}]}}\n---\n" + InNamespace(Deployment("web", "{containers: [{name: web, image: 'a:1', env: [{name: URL, value: 'http://api:80/'}]}]}"), "shop") + "---\napiVersion: v1\nkind: Service\nmetadata: {name: api, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n")),
        .. "-service -svc -srv service svc -server".Split(' ').Select(ending => ("ingress-service-not-found", $"the Service is called cart{ending}", Route("cart", 1).Replace("{name: other}", $"{{name: cart{ending}}}", StringComparison.Ordinal))),
        .. ((string[])["{port: htpp}", "{port: http}", "{port: admn}", "{port: metrics}", "{port: dns}"]).Select(port => ("policy-port-not-found", $"a policy lets in {port}",
            $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: web}}\nspec: {{podSelector: {{}}, ingress: [{{ports: [{port}]}}]}}\n---\n" + Deployment("web", "{containers: [{name: web, image: 'a:1', ports: [{containerPort: 79}, {name: admin, containerPort: 81}, {name: http, containerPort: 80}, {name: dns, containerPort: 53, protocol: UDP}]}]}"))),
        ("scale-target-not-found", "the autoscaler is called for a workload of one letter", "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a-hpa}\nspec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}}\n---\n" + Deployment("a", "{containers: [{name: web, image: 'a:1'}]}") + "---\n" + Deployment("db", "{containers: [{name: db, image: 'a:1'}]}")),
        .. ((string[])["external-secrets.io/v1 ClusterExternalSecret", "external-secrets.io/v1 ExternalSecret"]).Select(kind => ("secret-not-found", $"a {kind.Split(' ')[1]} of another namespace makes it",
            $"apiVersion: {kind.Split(' ')[0]}\nkind: {kind.Split(' ')[1]}\nmetadata: {{name: settings, namespace: else}}\nspec: {{target: {{name: settings}}, externalSecretName: settings}}\n---\n" + InNamespace(Deployment("web", "{containers: [{name: web, image: 'a:1', envFrom: [{secretRef: {name: settings}}]}]}"), "shop") + Other("Secret", "token"))),
        .. Quoted("'it''s gone http://gone:80/'"),
        .. Quoted("\"\\x2d\\u002d\\U0000002d gone http://gone:80/\""),
        .. Quoted("\"\\U0001f600 gone http://gone:80/\""),
        .. Quoted("\"a \\\n            b gone http://gone:80/\""),
        .. Quoted("\"a\n            b gone http://gone:80/\""),
        .. Quoted("\"a\n\n\n            b gone http://gone:80/\""),
        .. Quoted("'a\n            b gone http://gone:80/'"),
        .. Quoted("a\n            b  c gone http://gone:80/"),
        .. Quoted("|\n            a\n            b gone http://gone:80/\n            c"),
        .. Quoted("|2\n              a gone http://gone:80/"),
        .. Quoted("|-\n            gone http://gone:80/"),
        .. Quoted(">\n            a\n            b gone http://gone:80/"),
        .. Quoted(">\n            http://gone:80/\n            http://gone:80/"),
        .. Quoted("$$ gone http://gone:80/"),
        .. Quoted("$$$$ gone http://gone:80/ $"),
        .. Quoted("$(A) gone http://gone:80/"),
        .. Quoted("$(NAME):80/ gone http://gone:80/$(NAME)"),
        .. Quoted("$ $( gone http://gone:80/"),
    ];

    private static IEnumerable<(string Rule, string Why, string Manifests)> Choosing(string why, string labels, string pods) =>
    [
        ("service-selects-nothing", $"a Service chooses {why}", $"apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{selector: {{{labels}}}, ports: [{{port: 80}}]}}\n---\n{pods}"),
        ("disruption-budget", $"a budget guards {why}", $"apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {{name: web}}\nspec: {{maxUnavailable: 1, selector: {{matchLabels: {{{labels}}}}}}}\n---\n{pods}"),
        ("policy-selects-nothing", $"a policy is for {why}", $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: web}}\nspec: {{podSelector: {{matchLabels: {{{labels}}}}}}}\n---\n{pods}"),
    ];

    private static IEnumerable<(string Rule, string Why, string Manifests)> Listening(string container, string settings, string volumes) =>
    [
        ("probe-port-not-declared", $"9000 is asked of {container}, the settings are {settings}{(volumes.Length > 0 ? $", the volumes {volumes}" : "")}",
            $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: settings}}\n{settings[1..^1]}\n---\n"
            + Deployment("web", $"{{{(volumes.Length > 0 ? $"volumes: {volumes}, " : "")}containers: [{{name: web, image: 'a:1', ports: [{{containerPort: 8080}}], livenessProbe: {{tcpSocket: {{port: 9000}}}}{(container.Length > 2 ? $", {container[1..]}" : "}")}]}}")),
    ];

    private static string ManyLabels(string first, string last) => Selecting("app: web", $"{{{first}, {string.Join(", ", Enumerable.Range(1, 16).Select(i => $"l{i}: a"))}, {last}, l16: b}}");

    private static string Selecting(string selector, string labels) =>
        $"apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{selector: {{{selector}}}, ports: [{{port: 80}}]}}\n---\n"
        + Deployment("web", "{containers: [{name: web, image: 'a:1'}]}").Replace("metadata: {labels: {app: web}}", $"metadata: {{labels: {labels}}}", StringComparison.Ordinal);

    private static IEnumerable<(string Rule, string Why, string Manifests)> Addresses(string ranges, string annotation) =>
        [("invalid-value", $"a load balancer's ranges are {ranges}, by its annotation '{annotation}'", $"apiVersion: v1\nkind: Service\nmetadata: {{name: web, annotations: {{service.beta.kubernetes.io/load-balancer-source-ranges: '{annotation}'}}}}\nspec: {{type: LoadBalancer, loadBalancerSourceRanges: {ranges}, selector: {{app: web}}, ports: [{{port: 80}}]}}\n")];

    private static IEnumerable<(string Rule, string Why, string Manifests)> Names(string kind, string names) =>
        names.Split(' ').Select(name => ("invalid-name", $"a {kind.Split(' ')[1]} is called {name}", $"apiVersion: {kind.Split(' ')[0]}\nkind: {kind.Split(' ')[1]}\nmetadata: {{name: '{name}'}}\n"));

    // Two workloads behind one Service whose names tell them apart.
    private static IEnumerable<(string Rule, string Why, string Manifests)> OneImage(string one, string other) =>
    [
        ("service-selects-unrelated", $"the images are {one} and {other}",
            "apiVersion: v1\nkind: Service\nmetadata: {name: shop}\nspec: {selector: {part: shop}, ports: [{port: 80}]}\n---\n" + Part("cart", one) + "---\n" + Part("search", other)),
    ];

    private static string Part(string name, string image) =>
        Deployment(name, $"{{containers: [{{name: a, image: '{image}', ports: [{{containerPort: 80}}]}}]}}").Replace($"metadata: {{labels: {{app: {name}}}}}", $"metadata: {{labels: {{app: {name}, part: shop}}}}", StringComparison.Ordinal);

    private static IEnumerable<(string Rule, string Why, string Manifests)> Paths(params string[] paths) =>
        from path in paths
        from type in (string[])["Prefix", "Exact", "ImplementationSpecific"]
        select ("ingress-path-invalid", $"{path} of {type}", $"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web}}\nspec: {{rules: [{{http: {{paths: [{{path: {path}, pathType: {type}, backend: {{service: {{name: web, port: {{number: 80}}}}}}}}]}}}}]}}\n");

    private static IEnumerable<(string Rule, string Why, string Manifests)> Slots(string one, string other) =>
    [
        ("ingress-route-conflict", $"{one} and {other}",
            string.Concat(((string[])[one, other]).Select((service, i) => $"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web{i}}}\nspec: {{rules: [{{host: a.b, http: {{paths: [{{path: /, pathType: Prefix, backend: {{service: {service}}}}}]}}}}]}}\n---\n"))
            + "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{name: http, port: 80}, {name: admin, port: 81}]}\n"),
    ];

    private static IEnumerable<(string Rule, string Why, string Manifests)> Routed(string hosts, string matches) =>
    [
        ("route-service-not-found", $"{hosts}, {matches}",
            $"apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {{name: web}}\nspec: {{parentRefs: [{{name: edge}}], {hosts}, rules: [{{matches: [{matches}], backendRefs: [{{name: wbe, port: 80}}]}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{selector: {{app: web}}, ports: [{{port: 80}}]}}\n"),
    ];

    private static IEnumerable<(string Rule, string Why, string Manifests)> Entrances(string words) =>
        from word in words.Split(' ')
        from labels in (string[])[word, "web"]
        select ("service-type-exposed", $"a Service {word} of pods {labels}, open on every node",
            $"apiVersion: v1\nkind: Service\nmetadata: {{name: {(labels == word ? "web" : word + "-proxy")}}}\nspec: {{type: NodePort, selector: {{app: {labels}}}, ports: [{{port: 80}}]}}\n");

    private static string AmongListeners(string host, string asked) =>
        $"apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {{name: edge}}\nspec: {{gatewayClassName: a, listeners: [{string.Concat(Enumerable.Range(1, 9).Select(i => $"{{name: l{i}, port: 80, protocol: HTTP, hostname: h{i}.example.org}}, "))}{{name: it, port: 80, protocol: HTTP, hostname: '{host}'}}]}}\n---\n"
        + $"apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {{name: web}}\nspec: {{parentRefs: [{{name: edge}}], hostnames: [{asked}], rules: [{{backendRefs: [{{name: web, port: 80}}]}}]}}\n";

    private static string ScrapedByMany(int count) =>
        "apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nmetadata: {name: web}\nspec: {selector: {}, podMetricsEndpoints: [{port: metrics}]}\n---\n"
        + string.Concat(Enumerable.Range(1, count).Select(i => Deployment($"web{i}", $"{{containers: [{{name: web, image: 'a:1', ports: [{{name: http, containerPort: {8000 + i}}}]}}]}}") + "---\n"));

    private static string Ports(string ports) => $"apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{selector: {{app: web}}, ports: [{ports}]}}\n";

    private static string InNamespace(string manifest, string @namespace) => manifest.Replace("metadata: {name: web}", $"metadata: {{name: web, namespace: {@namespace}}}", StringComparison.Ordinal);

    private static IEnumerable<(string Rule, string Why, string Manifests)> Scraped(string labels, string endpoint, string more) =>
        from kind in (string[])["monitoring.coreos.com/v1 PodMonitor", "monitoring.googleapis.com/v1 PodMonitoring", "monitoring.coreos.com/v1 ServiceMonitor"]
        select ("monitor-port-not-found", $"a {kind.Split(' ')[1]} of {more}{labels} asks for {endpoint}",
            $"apiVersion: {kind.Split(' ')[0]}\nkind: {kind.Split(' ')[1]}\nmetadata: {{name: web, namespace: shop}}\nspec: {{selector: {{{(labels.Length > 2 ? $"matchLabels: {labels}" : "")}}}, {more}{(kind.EndsWith("PodMonitor", StringComparison.Ordinal) ? "podMetricsEndpoints" : "endpoints")}: [{{{endpoint}}}]}}\n---\n"
            + InNamespace("apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{name: http, port: 80}]}\n", "shop").Replace("namespace: shop", "namespace: shop, labels: {app: web}", StringComparison.Ordinal) + "---\n"
            + InNamespace(Deployment("web", "{initContainers: [{name: i, image: 'a:1', ports: [{name: admin, containerPort: 81}]}], containers: [{name: web, image: 'a:1', ports: [{name: http, containerPort: 80}]}]}"), "shop"));

    private static string Reading(string name, string configMap) => Deployment(name, $"{{containers: [{{name: {name}, image: 'a:1', envFrom: [{{configMapRef: {{name: {configMap}}}}}]}}]}}");

    // Of another namespace, where nothing grants it.
    private static IEnumerable<(string Rule, string Why, string Manifests)> Certified(string spec) =>
    [
        ("reference-not-granted", $"a Gateway of {spec}",
            $"apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {{name: edge, namespace: edge}}\nspec: {{gatewayClassName: a, {spec.Replace("REF", "{name: tls, namespace: certs}", StringComparison.Ordinal)}}}\n---\napiVersion: v1\nkind: Secret\nmetadata: {{name: tls, namespace: certs}}\n"),
    ];

    // The Service that the text calls is not there; the text is written as YAML allows.
    private static IEnumerable<(string Rule, string Why, string Manifests)> Quoted(string text) =>
    [
        ("dns-name-not-found", $"a text written {text.Replace("\n", "/", StringComparison.Ordinal)}",
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec:\n  containers:\n    - name: web\n      image: a:1\n      env:\n        - name: NAME\n          value: http://web\n        - name: TEXT\n          value: {text}\n"
            + "---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: goen}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n"),
    ];

    private static string Misplaced(string kind, string place, string field)
    {
        string In(string one) => place == one ? field + ", " : "";
        var pod = $"{{{In("pod")}volumes: [], securityContext: {{runAsUser: 1}}, containers: [{{{In("container")}command: [a], livenessProbe: {{{In("probe")}tcpSocket: {{port: 80}}}}}}]}}";
        return kind switch
        {
            "Pod" => $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec: {pod}\n",
            "Deployment" => $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec: {{{In("spec")}selector: {{}}, template: {{spec: {pod}}}}}\n",
            _ => $"apiVersion: batch/v1\nkind: CronJob\nmetadata: {{name: web}}\nspec: {{{In("spec")}schedule: '@daily', jobTemplate: {{spec: {{template: {{spec: {pod}}}}}}}}}\n",
        };
    }
}
