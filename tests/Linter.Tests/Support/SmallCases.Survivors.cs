using System.Collections.Immutable;
using System.Text;

namespace Linter.Tests.Support;

/// <summary>Those without which a rule could be broken and nobody would see it.</summary>
public static partial class SmallCases
{
    private const string Controller = "---\napiVersion: v1\nkind: ReplicationController\nmetadata: {name: web}\nspec: {selector: {app: web}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: 'a:1'}]}}}\n";

    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> SurvivorCases =
    [
        .. ((string[])["/ /v2", "/$1 /v2", "/v2/$1 /api/(.*)", "/v2$1x9 /api/(.*)", "/$9 /(.*)"]).Select(row => row.Split(' ')).Select(row => ("ingress-rewrite-without-capture", $"{row[1]} rewritten to {row[0]}",
            Custom("networking.k8s.io/v1 Ingress", $"{{ingressClassName: nginx, rules: [{{http: {{paths: [{{path: '{row[1]}', pathType: ImplementationSpecific, backend: {{service: {{name: web, port: {{number: 80}}}}}}}}]}}}}]}}", "web", $", annotations: {{nginx.ingress.kubernetes.io/rewrite-target: '{row[0]}'}}"))),
        .. ((string[])["/v2 /api", "/v /"]).Select(row => row.Split(' ')).Select(row => ("ingress-rewrite-without-capture", $"{row[1]} rewritten to {row[0]}, which takes nothing of it",
            Custom("networking.k8s.io/v1 Ingress", $"{{ingressClassName: nginx, rules: [{{http: {{paths: [{{path: '{row[1]}', pathType: Prefix, backend: {{service: {{name: web, port: {{number: 80}}}}}}}}]}}}}]}}", "web", $", annotations: {{nginx.ingress.kubernetes.io/rewrite-target: '{row[0]}'}}"))),
        .. ((string[])["node-role.kubernetes.io/controlplane", "node-role.kubernetes.io/etcd", "node-role.kubernetes.io/contolplane", "ibm-cloud.kubernetes.io/zone", "ibm.kubernetes.io/zone"]).Select(label => ("invalid-value", $"nodes and taints by {label}",
            Custom("v1 Pod", $"{{nodeSelector: {{{label}: 'true'}}, tolerations: [{{key: {label}, operator: Exists}}], containers: [{{name: a, image: 'a:1'}}]}}", "a"))),
        .. ((string[])["wab-conf web-conf", "wab-con web-con", "web1conf web-conf", "web-conf1 web-conf2"]).Select(row => row.Split(' ')).Select(row => ("config-map-not-found", $"{row[0]} where {row[1]} is there",
            Custom("v1 Pod", $"{{containers: [{{name: a, image: 'a:1', envFrom: [{{configMapRef: {{name: {row[0]}}}}}]}}]}}", "a") + Other("ConfigMap", row[1]))),
        .. ((string[])["{name: web}", "{name: web, group: cert-manager.io}", "{name: web, group: issuers.example.com}", "{name: web, kind: Issuer}", "{name: web, kind: ClusterIssuer}", "{name: web, kind: Issuer, group: issuers.example.com}"]).Select(reference => ("invalid-value", $"a wildcard asked of {reference}",
            Custom("cert-manager.io/v1 Certificate", $"{{secretName: web, dnsNames: ['*.example.com'], issuerRef: {reference}}}", "web")
            + Custom("cert-manager.io/v1 Issuer", "{acme: {server: 'https://acme-v02.api.letsencrypt.org/directory', solvers: [{http01: {ingress: {}}}]}}", "web"))),
        ("ingress-service-not-found", "of two Services one has no name", Route("gone", 1) + Custom("v1 Service", "{ports: [{port: 80}]}", "web") + "---\napiVersion: v1\nkind: Service\nmetadata: {generateName: web-}\nspec: {ports: [{port: 80}]}\n"),
        .. ((string[])["name: web", "generateName: web-"]).Select(name => ("unschedulable", $"a quota of no Services, one of {name}", Bound("services: 0") + $"---\napiVersion: v1\nkind: Service\nmetadata: {{{name}}}\nspec: {{ports: [{{port: 80}}]}}\n")),
        .. ((int[])[59, 60, 61]).Select(length => ("wrong-type", $"a string of {length} characters where a list belongs", Custom("v1 Service", $"{{ports: {new string('a', length)}}}"))),
        .. ((string[])["weight: 0", "weight: 1"]).Select(weight => ("route-port-not-found", $"a destination of {weight} with a port that is not there", MeshServices
            + $"---\napiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{name: a, namespace: prod}}\nspec: {{hosts: [shop.example.com], http: [{{route: [{{destination: {{host: reviews, port: {{number: 81}}}}, {weight}}}, {{destination: {{host: reviews, port: {{number: 80}}}}, weight: 100}}]}}]}}\n")),
        .. ((string[])["p34", "p35", "p99"]).SelectMany(name => ((string[])["TCP", "UDP"]).Select(protocol => ("target-port-name-not-found", $"of forty ports {name} is asked for over {protocol}",
            Custom("v1 Service", $"{{selector: {{app: a}}, ports: [{{port: 80, targetPort: {name}, protocol: {protocol}}}]}}", "a")
            + Custom("v1 Pod", $"{{containers: [{{name: a, image: 'a:1', ports: [{string.Join(", ", Enumerable.Range(0, 40).Select(i => $"{{containerPort: {8000 + i}, name: p{i}, protocol: {(i % 2 == 0 ? "TCP" : "UDP")}}}"))}]}}]}}", "a", ", labels: {app: a}")))),
        .. ((string[])["--configmap=shop/web-settings", "--configmap=shop/web-setings", "-configmap=shop/web-setings", "--configmap=shop/elsewhere-settings", "--configmap=NAMESPACE/elsewhere-settings", "--configmap=web-setings", "--configmap=shop/web-setings/a", "--configmap=/web-setings", "--configmap=", "--configmap", "--config=shop/web-setings", "configmap=shop/web-setings", "--configmap=$(SPACE)/web-setings", "--configmap=$(OTHER)/web-setings", "--configmap=$(SPACE)/elsewhere-settings", "--configmap=$SPACE/web-setings", "--configmap=shop/$(NAME)",
            "--tcp-services-configmap=shop/web-setings", "--udp-services-configmap=shop/web-setings", "--nginx-configmaps=shop/web-setings", "--default-backend-service=shop/web-fornt", "--publish-service=shop/web-fornt", "--publish-service=shop/web-front", "--default-ssl-certificate=shop/web-crets", "--default-server-tls-secret=shop/web-crets", "--publish-service|shop/web-fornt", "--publish-service|--v=2"])
            .Select(words => ("invalid-value", $"a controller is told {words}",
                "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec: {containers: [{name: web, image: 'a:1', env: [{name: SPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}, {name: OTHER, value: shop}], args: ["
                + string.Join(", ", words.Split('|').Select(word => $"'{word}'")) + "]}]}\n"
                + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: web-settings, namespace: shop}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: elsewhere-settings, namespace: other}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web-front, namespace: shop}\nspec: {ports: [{port: 80}]}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: web-certs, namespace: shop}\n")),
        .. ((string[])["web", "wbe"]).Select(name => ("invalid-value", $"a MachineDeployment of the bootstrap template {name}", Custom("bootstrap.cluster.x-k8s.io/v1beta1 KubeadmConfigTemplate", "{}", "web-nodes")
            + Custom("cluster.x-k8s.io/v1beta1 MachineDeployment", $"{{template: {{spec: {{bootstrap: {{configRef: {{kind: KubeadmConfigTemplate, name: {name}-nodes}}}}}}}}}}", "web"))),
        .. ((string[])["{apiVersion: v1, kind: ReplicationController, name: web}", "{apiVersion: v1, kind: ReplicationController, name: wbe}", "{apiVersion: apps/v1, kind: ReplicationController, name: web}"])
            .Select(target => ("scale-target-not-found", $"a controller of the core group is there, {target}", $"apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: web}}\nspec: {{maxReplicas: 3, scaleTargetRef: {target}}}\n" + Controller)),
        .. ((string[])["{ports: '${PORTS}'}", "{ports: }", "{ports: []}", "{}"]).SelectMany(ports => ((string[])["metrics", "metrisc"]).Select(asked => ("monitor-port-not-found", $"{asked} of two Services, one of {ports}",
            $"apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {{name: web}}\nspec: {{selector: {{matchLabels: {{app: web}}}}, endpoints: [{{port: {asked}}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: one, labels: {{app: web}}}}\nspec: {ports}\n---\n"
            + "apiVersion: v1\nkind: Service\nmetadata: {name: two, labels: {app: web}}\nspec: {ports: [{name: metrics, port: 80}]}\n"))),
        .. ((string[])["{verbs: [get], resourceNames: [one]}", "{verbs: [get], resourceNames: [one], resources: [pods]}", "{verbs: [get], resorces: [pods]}", "{verbs: [get]}", "{verbs: [get], nonResourceURLs: []}"]).Select(rule => ("invalid-value", $"a role with {rule}",
            $"apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {{name: reader}}\nrules: [{rule}]\n")),
        .. ((string[])["{}", "{name: main}", "{generateName: main-}"]).SelectMany(metadata => ((string[])["main-es-http", "main"]).Select(name => ("ingress-service-not-found", $"Service '{name}' beside an Elasticsearch of {metadata}",
            Route(name, 1) + $"---\napiVersion: elasticsearch.k8s.elastic.co/v1\nkind: Elasticsearch\nmetadata: {metadata}\nspec: {{}}\n"))),
        .. ((string[])["{}", "{name: main}", "{generateName: main-}"]).Select(metadata => ("ingress-service-not-found", $"Service 'chi--main' beside a ClickHouseInstallation of {metadata}",
            Route("chi--main", 1) + $"---\napiVersion: clickhouse.altinity.com/v1\nkind: ClickHouseInstallation\nmetadata: {metadata}\nspec: {{}}\n")),
        .. ((string[])["data: ${DATA}", "stringData: '${DATA}'", "data: secret", "data: [secret]", "immutable: ${IMMUTABLE}"]).Select(field => ("wrong-type", $"a Secret with {field}", $"apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\n{field}\n")),
        .. ((string[])["gone", "gone lost", "gone gone", "webb"]).SelectMany(called => ((string[])["shop", "other", "kube-system"]).Select(@namespace => ("webhook-service-not-found", $"{called} in namespace '{@namespace}'",
            string.Concat(called.Split(' ').Select((name, i) => $"apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {{name: hook{i}}}\nwebhooks: [{{name: a.example.com, clientConfig: {{service: {{name: {name}, namespace: {@namespace}}}}}, admissionReviewVersions: [v1], sideEffects: None}}]\n---\n"))
            + "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 443}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: dns, namespace: kube-system}\nspec: {selector: {app: web}, ports: [{port: 443}]}\n"))),
        .. ((string[])["shop", "shpo", "elsewhere"]).SelectMany(name => ((string[])["OCIRepository", "HelmChart"]).Select(kind => ("invalid-value", $"a HelmRelease from {kind} {name}",
            Custom("helm.toolkit.fluxcd.io/v2 HelmRelease", $"{{interval: 10m, chartRef: {{kind: {kind}, name: {name}}}}}", "web") + Custom($"source.toolkit.fluxcd.io/v1 {kind}", "{interval: 10m, url: 'oci://example.com/charts/shop'}", "shop")))),
        .. ((string[])["TraefikService {weighted: {services: [{name: carts, port: 80}]}}", "Middleware {errors: {service: {name: carts, port: 80}}}"]).Select(row => row.Split(' ', 2)).Select(row => ("route-service-not-found", $"an older {row[0]} to a Service that is not there",
            Carts + Custom($"traefik.containo.us/v1alpha1 {row[0]}", row[1], "web"))),
        .. ((string[])["web", "wbe"]).Select(name => ("route-service-not-found", $"what one backend gets is mirrored to {name}",
            Custom(HttpRoute, $"{{rules: [{{backendRefs: [{{name: web, port: 80, filters: [{{type: RequestMirror, requestMirror: {{backendRef: {{name: {name}, port: 80}}}}}}]}}]}}]}}", "route")
            + Custom("v1 Service", "{selector: {app: web}, ports: [{port: 80}]}", "web"))),
        .. ((int[])[-1, 0, 1, 443]).Select(port => ("webhook-service-not-found", $"a name that is not there, at port {port.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
            $"apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {{name: hook}}\nwebhooks: [{{name: a.example.com, clientConfig: {{service: {{name: wbe, namespace: shop, port: {port}}}}}, admissionReviewVersions: [v1], sideEffects: None}}]\n---\n"
            + "apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 443}]}\n")),
        .. ((string[])["0 1", "1 0", "0 0", "1 1", "0 2"]).Select(numbers => ("single-replica", $"two workloads of {numbers} pods",
            string.Concat(numbers.Split(' ').Select((number, i) => Deployment("web", "{containers: [{name: web, image: 'a:1'}]}").Replace("{name: web}\nspec:\n  replicas: 1", $"{{name: web{i}}}\nspec:\n  replicas: {number}", StringComparison.Ordinal) + "---\n"))
            + "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}\n")),
        .. ((string[])["-reviews.prod.svc.cluster.local", "reviews.-prod.svc.cluster.local", "reviews.Prod.svc.cluster.local", "-reviews"])
            .SelectMany(host => ((string[])["route-service-not-found", "destination-rule-unmatched"]).Select(rule => (rule, $"host {host}", MeshOf(rule, "prod", $"host: {host}")))),
        .. ((string[])["site-tls", "site-tsl", "site-tls-m6h7bkm2dg", "stie-tls-m6h7bkm2dg"]).Select(name => ("ingress-tls-secret-not-found", $"Secret '{name}' where one has a name with a hash",
            $"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web}}\nspec: {{tls: [{{secretName: {name}}}], rules: [{{host: a.example.com}}]}}\n---\napiVersion: v1\nkind: Secret\nmetadata: {{name: site-tls-m6h7bkm2dg}}\ntype: kubernetes.io/tls\ndata: {{tls.crt: YQ==, tls.key: YQ==}}\n")),
        .. ((string[])["7", "8", "80"]).Select(port => ("dns-name-not-found", $"a host of one variable and port {port} of another",
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web, namespace: shop}}\nspec: {{containers: [{{name: web, image: 'a:1', env: [{{name: HOST, value: cart}}, {{name: URL, value: 'http://$(HOST):{port}/'}}]}}]}}\n---\n"
            + "apiVersion: v1\nkind: Service\nmetadata: {name: cart, namespace: shop}\nspec: {selector: {app: cart}, ports: [{port: 8}]}\n---\n"
            + Deployment("cart", "{containers: [{name: cart, image: 'a:1', ports: [{containerPort: 8}]}]}").Replace("{name: cart}\nspec:\n  replicas", "{name: cart, namespace: shop}\nspec:\n  replicas", StringComparison.Ordinal))),
        .. ((string[])["{}", "{name: node-0}", "{name: node-0, namespace: else}"]).Select(metadata => ("dns-name-not-found", $"node-1 is called beside a Service of {metadata}",
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec: {{containers: [{{name: web, image: 'a:1', args: ['http://node-1:80/']}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {metadata}\nspec: {{selector: {{app: web}}, ports: [{{port: 80}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{}}\n")),
        .. ((string[])["web-0", "web-1", "web-x", "web-", "other-0", "0"]).SelectMany(pod => ((string[])["", "serviceName: web, ", "serviceName: web-hl, "]).Select(governing => ("dns-name-not-found", $"pod {pod} of a StatefulSet with {(governing.Length == 0 ? "nothing" : governing[..^2])}",
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: caller}}\nspec: {{containers: [{{name: web, image: 'a:1', args: ['http://{pod}.web:80/']}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{clusterIP: None, selector: {{app: web}}, ports: [{{port: 80}}]}}\n---\n"
            + $"apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {{name: web}}\nspec: {{replicas: 1, {governing}selector: {{matchLabels: {{app: web}}}}, template: {{metadata: {{labels: {{app: web}}}}, spec: {{containers: [{{name: web, image: 'a:1'}}]}}}}}}\n"))),
        .. ((string[])["secret: {secretName: held}", "configMap: {name: held}", "projected: {sources: [{secret: {name: held}}]}"]).SelectMany(volume => ((string[])["one.txt", "onne.txt", "other.txt"]).SelectMany(path => ((string[])["secret-not-found", "config-map-not-found"]).Select(rule => (rule, $"{path} mounted from {volume}",
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec: {{volumes: [{{name: v, {volume}}}], containers: [{{name: web, image: 'a:1', volumeMounts: [{{name: v, mountPath: /etc/a, subPath: {path}}}]}}]}}\n---\n"
            + "apiVersion: v1\nkind: Secret\nmetadata: {name: held}\nstringData: {one.txt: a}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: held}\ndata: {one.txt: a}\n")))),
        .. Monitors("'8'", "{name: http, port: 8}", "{name: http, port: 80}"),
        .. ((string[])["example.org/tier", "role.example.org/tier", "example.com/tier", "e.org/tier", "tier", "app.kubernetes.io/tier"]).SelectMany(key => ((string[])["kafka.example.org", "example.org", "e.org", "kafka.kubernetes.io"]).Select(group => ("service-selects-nothing", $"pods by {key} beside a Broker of {group}",
            $"apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{selector: {{{key}: front}}, ports: [{{port: 80}}]}}\n---\n" + Deployment("other", "{containers: [{name: web, image: 'a:1'}]}") + $"---\napiVersion: {group}/v1\nkind: Broker\nmetadata: {{name: main}}\nspec: {{}}\n"))),
        .. ((string[])["IngressRoute", "IngressRouteTCP", "IngressRouteUDP"]).SelectMany(kind => ((string[])["traefik.io", "traefik.containo.us"]).SelectMany(group => ((string[])["services", "middlewares"]).Select(field => (field == "services" ? "route-service-not-found" : "invalid-value", $"{field} of an {kind} of {group}",
            $"apiVersion: {group}/v1alpha1\nkind: {kind}\nmetadata: {{name: web}}\nspec: {{routes: [{{kind: Rule, match: 'Host(`a.example.com`)', {field}: [{{name: chekout, port: 80}}]}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: checkout}}\nspec: {{ports: [{{port: 80}}]}}\n---\n"
            + $"apiVersion: {group}/v1alpha1\nkind: Middleware\nmetadata: {{name: checkout}}\nspec: {{}}\n")))),
        .. Definitions([.. ((string[])["", ", x-kubernetes-list-map-keys: [name]", ", x-kubernetes-list-map-keys: []"]).Select(keys => $"type: object, properties: {{spec: {{type: array, items: {{type: object, properties: {{name: {{type: string}}}}, required: [name]}}, x-kubernetes-list-type: map{keys}}}}}")]),
        .. Whole("admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration", "webhooks", [.. ((string[])["'*/status', pods/status", "pods/status, '*/status'", "'*/', pods", "'pods/*', '*/status'", "'*/*', '*/status'", "'*/status', '*/*'"])
            .Select(resources => $"{{name: a.example.com, rules: [{{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [{resources}]}}], admissionReviewVersions: [v1], sideEffects: None, clientConfig: {{url: 'https://a.example.com/a'}}}}")]),
        .. ((string[])["10.0.0.1", "db.example.com"]).SelectMany(address => ((string[])["*ip", address]).Select(written => ("invalid-value", $"{address} as an alias of a host, written {written}",
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web, annotations: {{address: &ip {address}}}}}\nspec: {{hostAliases: [{{ip: {written}, hostnames: [db]}}], containers: [{{name: web, image: 'a:1'}}]}}\n"))),
        .. ((string[])["E", "Exact", "''"]).SelectMany(type => ((string[])["cart", "/cart", "''"]).Select(path => ("ingress-path-invalid", $"path {path} of type {type}",
            $"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web}}\nspec: {{rules: [{{host: a.example.com, http: {{paths: [{{path: {path}, pathType: {type}, backend: {{service: {{name: web, port: {{number: 80}}}}}}}}]}}}}]}}\n"))),
        .. ((string[])["{podSelector: {}, policyTypes: [Egress]}", "{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 443}]}]}", "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}"]).Select(other => ("policy-blocks-dns", $"a policy for the pods with rules beside one of {other}",
            Deployment("web", "{containers: [{name: web, image: 'a:1', args: ['http://cart:80']}]}") + "---\n" + Deployment("cart", "{containers: [{name: cart, image: 'a:1'}]}") + "---\napiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {selector: {app: cart}, ports: [{port: 80}]}\n---\n"
            + $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: all}}\nspec: {other}\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: own}}\nspec: {{podSelector: {{matchLabels: {{app: web}}}}, policyTypes: [Egress], egress: [{{ports: [{{port: 80}}]}}]}}\n")),
        .. Values("command-with-spaces", "a path with one letter behind a blank", "{command: ['/opt/my a', b]}", "{command: ['/opt/my a']}"),
        .. Narrowing("max", "18 17 16 15 14 13 12 11 10", "9", "10", "11", "19"),
        .. Narrowing("min", "1 2 3 4 5 6 7 8 9", "10", "9", "8", "500m"),
        .. Narrowing("maxLimitRequestRatio", "18 17 16 15 14 13 12 11 10", "9", "10", "11", "19"),
        .. ((string[])["1", "2"]).Select(amount => ("unschedulable", $"eight bounds of containers and one of pods, {amount}",
            Deployment("web", $"{{containers: [{{name: web, image: 'a:1', resources: {{requests: {{cpu: {amount}}}, limits: {{cpu: {amount}}}}}}}]}}")
            + $"---\napiVersion: v1\nkind: LimitRange\nmetadata: {{name: range}}\nspec: {{limits: [{string.Join(", ", Enumerable.Range(2, 8).Reverse().Select(bound => $"{{type: Container, max: {{cpu: {bound}}}}}"))}, {{type: Pod, max: {{cpu: 1}}}}]}}\n")),
        .. ((string[])
        [
            "external-secrets.io/v1 ExternalSecret {name: shop-tls, namespace: NS} {target: {}}", "external-secrets.io/v1 ExternalSecret {name: shop-tls, namespace: NS} {target: {template: {metadata: {annotations: {reflector.v1.k8s.emberstack.com/reflection-allowed: 'true'}}}}}",
            "external-secrets.io/v1 ClusterExternalSecret {name: all} {externalSecretName: shop-tls}",
            "bitnami.com/v1alpha1 SealedSecret {name: shop-tls, namespace: NS} {encryptedData: {}}", "bitnami.com/v1alpha1 SealedSecret {name: shop-tls, namespace: NS} {template: {metadata: {annotations: {replicator.v1.mittwald.de/replicate-to: a}}}}",
            "networking.k8s.io/v1 Ingress {name: web, namespace: NS, annotations: {cert-manager.io/cluster-issuer: main}} {tls: [{secretName: shop-tls, hosts: [a.example.com]}]}",
            "cert-manager.io/v1 Certificate {name: shop, namespace: NS} {secretName: shop-tls, issuerRef: {name: a}, secretTemplate: {annotations: {reflector.v1.k8s.emberstack.com/reflection-auto-enabled: 'true'}}}",
            "v1 Secret {name: shop-tls, namespace: NS, annotations: {reflector.v1.k8s.emberstack.com/reflection-allowed: 'true'}} {}", "elasticsearch.k8s.elastic.co/v1 Elasticsearch {name: shop-tls, namespace: NS} {}",
        ]).Select(maker => maker.Split(' ', 3)).SelectMany(words => ((string[])["shop", "istio-system", "~"]).SelectMany(@namespace => ((string[])[words[1] == "Elasticsearch" ? "shop-tls-es-http" : "shop-tls"]).Select(asked => ("invalid-value", $"a gateway asks for {asked}, and there is {words[1]} {words[2].Replace("NS", @namespace, StringComparison.Ordinal)}",
            Proxy + IstioGateway("istio: ingressgateway", "HTTPS", $", tls: {{mode: SIMPLE, credentialName: {asked}}}") + $"---\napiVersion: {words[0]}\nkind: {words[1]}\nmetadata: {words[2].Replace("NS", @namespace, StringComparison.Ordinal).Replace("} {", "}\nspec: {", StringComparison.Ordinal)}\n"
            + $"---\napiVersion: v1\nkind: Secret\nmetadata: {{name: {asked[..^1]}, namespace: istio-system}}\n")))),
        ("invalid-value", "a gateway asks for the Secret of the last of very many Certificates",
            Proxy + IstioGateway("istio: ingressgateway", "HTTPS", ", tls: {mode: SIMPLE, credentialName: shop-tls}") + string.Concat(Enumerable.Range(0, 1000).Append(-1)
                .Select(i => $"---\napiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {{name: c{i}, namespace: istio-system}}\nspec: {{secretName: {(i < 0 ? "shop-tls" : $"c{i}")}, issuerRef: {{name: a}}}}\n"))
            + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: shop-tls, namespace: shop}\n"),
        .. ((string[])["", "{reflector.v1.k8s.emberstack.com/reflection-allowed: 'true'}"]).Select(annotations => ("ingress-tls-secret-not-found", $"a SealedSecret of another namespace makes it with annotations {annotations}",
            "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, namespace: shop}\nspec: {tls: [{secretName: site-tls}], rules: [{host: a.example.com}]}\n---\n"
            + $"apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {{name: site-tls, namespace: other}}\nspec: {{template: {{metadata: {{annotations: {annotations}}}}}}}\n")),
        .. ((string[])["SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL", "PASSTHROUGH"]).SelectMany(mode => ((string[])
        [
            "credentialName: ''", "credentialName: tls", "credentialName: '', serverCertificate: /a, privateKey: /b", "serverCertificate: /a", "privateKey: /b", "serverCertificate: /a, privateKey: ''", "serverCertificate: '', privateKey: /b", "serverCertificate: ${A}, privateKey: ${B}",
            "tlsCertificates: []", "tlsCertificates: [{serverCertificate: /a, privateKey: /b}, {serverCertificate: /a}]", "tlsCertificates: [{privateKey: /b}, {}]", "tlsCertificates: ${A}", "credentialNames: []",
        ]).Select(fields => ("invalid-value", $"a server of mode {mode} with {fields}", IstioGateway("istio: other", "HTTPS", $", tls: {{mode: {mode}, caCertificates: /c, {fields}}}")))),
        .. ((string[])["vault:secret/data/x#crt", ">>vault:secret/data/x#crt", "vault of mine", "ref+vault://secret/x#/crt"]).SelectMany(value => ((string[])["tls.crt", ".dockerconfigjson"]).SelectMany(key => ((string[])["data", "stringData", "plain in data"]).Select(field => ("invalid-value", $"{key} of {value} in {field}",
            $"apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\ntype: kubernetes.io/{(key == "tls.crt" ? "tls" : "dockerconfigjson")}\n{field.Split(' ')[^1]}: {{{key}: '{(field == "data" ? Convert.ToBase64String(Encoding.UTF8.GetBytes(value)) : value)}'{(key == "tls.crt" ? ", tls.key: ''" : "")}}}\n")))),
        .. Whole("admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration", "webhooks", [.. ((string[])["CABUNDLE", "CA_BUNDLE", "CHANGEME", "CAbundle", "YQ=="])
            .Select(bundle => $"{{name: a.example.com, admissionReviewVersions: [v1], sideEffects: None, clientConfig: {{url: 'https://a.example.com/a', caBundle: {bundle}}}}}")]),
        .. ((string[])["{}", "{name: shop-x}", "{name: shop}", "{tier: shop-x}", "{name: }"]).Select(labels => ("invalid-value", $"a namespaceSelector asks for name=shop, and Namespace shop has the labels {labels}",
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web, namespace: other}\nspec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {name: shop}}}]}]}\n"
            + $"---\napiVersion: v1\nkind: Namespace\nmetadata: {{name: shop, labels: {labels}}}\n")),
        .. ((string[])["[Fast, Slow, '']", "['', Fast]", "['']", "[Fast, Slow]"]).SelectMany(choices => ((string[])["Fsat", "Other", "''"]).Select(speed => ("invalid-value", $"speed {speed} of {choices}",
            "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: widgets.example.com}\nspec: {group: example.com, scope: Namespaced, names: {kind: Widget, plural: widgets}, versions: [{name: v1, served: true, storage: true, "
            + $"schema: {{openAPIV3Schema: {{type: object, properties: {{spec: {{type: object, properties: {{speed: {{type: string, enum: {choices}}}}}}}}}}}}}}}]}}\n---\napiVersion: example.com/v1\nkind: Widget\nmetadata: {{name: a}}\nspec: {{speed: {speed}}}\n"))),
        .. ((string[])["[~]", "[~, shop]", "[shop]"]).Select(exported => ("invalid-value", $"a VirtualService of a gateway elsewhere, exported to {exported}",
            Proxy + IstioGateway("istio: ingressgateway", "HTTP", "") + $"---\napiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{name: web, namespace: shop}}\nspec: {{hosts: [a.b], gateways: [edge], exportTo: {exported}, http: [{{redirect: {{uri: /}}}}]}}\n")),
        .. ((string[])["@@host@@", "@host@", "%%HOST%%", "[[host]]", "<<your-host>>.example.com", "@@", "a@@b", "[[a]", "@@@"]).Select(name => ("external-name-invalid", $"externalName {name}",
            $"apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{type: ExternalName, externalName: '{name}'}}\n")),
        .. Values("invalid-value", "a hook that sleeps in other units", [.. ((string[])["sleep, 1h", "sleep, 1d", "sleep, 0.01h", "sleep, ''", "sleep, '', '30'", "sleep, s", "sleep, 0.5m"]).Select(command => $"{{lifecycle: {{preStop: {{exec: {{command: [{command}]}}}}}}}}")]),
        .. ((string[])["a", "b", "''", "aa"]).Select(key => ("config-map-not-found", $"key '{key}' of a ConfigMap whose keys have one letter",
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec: {{containers: [{{name: web, image: 'a:1', env: [{{name: A, valueFrom: {{configMapKeyRef: {{name: held, key: {key}}}}}}}]}}]}}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: held}}\ndata: {{a: b}}\n")),
        .. ((string[])["", "matches: [], ", "matches: [{path: {value: /a}}], ", "matches: [{path: {type: PathPrefix, value: /a}}], ", "matches: [{path: {type: Exact, value: /a}}], ", "matches: [{headers: [{name: a, value: b}]}], ", "matches: [{path: {value: /a}}, {path: {value: /b}}], "])
            .SelectMany(matches => ((string[])["{type: ReplacePrefixMatch, replacePrefixMatch: /}", "{type: ReplacePrefixMatch, replacePrefixMatch: }", "{type: ReplaceFullPath, replaceFullPath: /}"]).Select(path => ("invalid-value", $"a rule with {(matches.Length == 0 ? "no matches" : matches[..^2])} rewrites the path, {path}",
                $"apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {{name: web}}\nspec: {{parentRefs: [{{name: edge}}], rules: [{{{matches}filters: [{{type: URLRewrite, urlRewrite: {{path: {path}}}}}], backendRefs: [{{name: web, port: 80}}]}}]}}\n"))),
        .. ((int[])[5, 6]).SelectMany(count => ((string[])["hosts", "servers"]).Select(side => ("route-not-allowed", $"{side} of the number {count} beside a Gateway for others",
            side == "hosts" ? MeshBound("edge/public", HostsUpTo(count), "a.example.org") : MeshBound("edge/public", "a.example.org", HostsUpTo(count))))),
        .. ((string[])["apps.kruise.io/v1beta1", "apps/v1"]).SelectMany(version => ((string[])["StatefulSet", "AdvancedStatefulSet"]).Select(kind => ("governing-service", $"a {kind} of {version}",
            $"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: db}}\nspec: {{serviceName: dbb, selector: {{matchLabels: {{app: db}}}}, template: {{metadata: {{labels: {{app: db}}}}, spec: {{containers: [{{name: db, image: 'a:1'}}]}}}}}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: db}}\nspec: {{clusterIP: None, selector: {{app: db}}, ports: [{{port: 80}}]}}\n"))),
        .. ((string[])["{kind: Service, group: '', name: reviews}", "{kind: Service, group: '', name: reviews, port: 80}", "{name: edge}"]).Select(parent => ("route-conflict", $"two routes of {parent}",
            string.Concat(((string[])["one", "two"]).Select(name => $"---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {{name: {name}}}\nspec: {{parentRefs: [{parent}], rules: [{{backendRefs: [{{name: {name}, port: 80}}]}}]}}\n"))[4..])),
        .. ((string[])["ConfigMap data", "ConfigMap binaryData", "Secret data", "Secret stringData"]).Select(row => row.Split(' ')).Select(row => ("invalid-name", $"a key in {row[1]} of a {row[0]}", $"apiVersion: v1\nkind: {row[0]}\nmetadata: {{name: a}}\n{row[1]}: {{a/b: YQ==}}\n")),
        .. Shapes("invalid-value", "a key that is tolerated, whatever its value", "v1 Pod", [.. ((string[])["''", "b", "~"]).Select(value => $"{{tolerations: [{{key: a, operator: Exists, value: {value}}}], containers: [{{name: web, image: 'a:1'}}]}}")]),
        .. ((string[])["polixy/v1", "pxlixy/v1", "policyy/v1", "autoscxlixg/v1"]).Select(group => ("invalid-value", $"a budget or a scaler of {group}", $"apiVersion: {group}\nkind: {(group[0] == 'p' ? "PodDisruptionBudget" : "HorizontalPodAutoscaler")}\nmetadata: {{name: web}}\nspec: {{}}\n")),
        .. ((string[])["externalName: db.example.org", "externalName: ''", "ports: [{port: 80}]"]).Select(spec => ("ingress-external-name", $"an alias with {spec}", Route("web", 1) + $"---\napiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{type: ExternalName, {spec}}}\n")),
        .. ((string[])["keycloak 8080 8443 9000", "rabbitmq 4369 5671 5672 15671 15672 15691 15692 25672", "rabbitmq:3-management 15671 15672", "haproxytech/kubernetes-ingress 1042", "ingress-nginx/controller 80 443 8443 10254", "nginx-ingress-controller 80 443 8443 10254", "node-feature-discovery 8080 8081 8082", "cassandra 7000 7001 7199 9042 9160", "cockroach 8080 26257", "consul 8300 8301 8302 8500 8502 8503 8600", "elasticsearch 9200 9300", "etcd 2379 2380", "nats 4222 6222 8222", "vault 8200 8201", "zookeeper 2181 2888 3888 8080", "my-zookeeper 2181", "registry.example.com/team/zookeeper:3.9 2181"])
            .Select(row => row.Split(' ')).Select(row => ("target-port-not-declared", $"ports of {row[0]}",
                $"apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{selector: {{app: web}}, ports: [{string.Join(", ", row.Skip(1).Append("12345").Select(port => $"{{name: p{port}, port: {port}}}"))}]}}\n---\n"
                + Deployment("web", $"{{containers: [{{name: a, image: '{row[0]}', ports: [{{containerPort: 1}}]}}]}}"))),
        .. ((string[])["MY_HEADER", "MY HEADER", "My-Header"]).Select(header => ("invalid-value", $"a probe with the header {header}", Deployment("web", $"{{containers: [{{name: a, image: 'a:1', livenessProbe: {{httpGet: {{port: 80, httpHeaders: [{{name: {header}, value: a}}]}}}}}}]}}"))),
        .. ((string[])["hostname: MY_HOST, containers: [{name: a, image: 'a:1'}]", "hostname: MYHOST, containers: [{name: a, image: 'a:1'}]", "containers: [{name: MY_NAME, image: 'a:1'}]", "containers: [{name: a, image: 'a:1', ports: [{name: MY_PORT, containerPort: 80}]}]"]).SelectMany(pod => ((string[])["invalid-value", "invalid-name"])
            .Select(rule => (rule, $"a pod of {pod}", Deployment("web", $"{{{pod}}}")))),
        .. ((string[])["app: web, tier: back", "app: web, tier: back, zone: a", "app: other, tier: back", "tier: back"]).SelectMany(selector => ((string[])["", "two"]).Select(more => ("monitor-port-not-found", $"a monitor of {selector} beside a Service of another tier{more}",
            $"apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {{name: a}}\nspec: {{selector: {{matchLabels: {{{selector}}}}}, endpoints: [{{port: http}}]}}\n"
            + string.Concat(((string[])["web", "more"]).Take(more.Length > 0 ? 2 : 1).Select(name => $"---\napiVersion: v1\nkind: Service\nmetadata: {{name: {name}, labels: {{app: web, tier: front}}}}\nspec: {{ports: [{{name: http, port: 80}}]}}\n"))))),
    ];

    private static string HostsUpTo(int count) => string.Join(", ", Enumerable.Range(1, count).Select(i => $"h{i}.example.com"));

    // More bounds than are held one by one against what all of them let in.
    private static IEnumerable<(string Rule, string Why, string Manifests)> Narrowing(string field, string bounds, params string[] amounts) =>
        from amount in amounts
        from type in (string[])["Container", "Pod"]
        select ("unschedulable", $"{field} of nine for each {type}, {amount}",
            Deployment("web", $"{{containers: [{{name: web, image: 'a:1', resources: {{requests: {{cpu: {(field == "maxLimitRequestRatio" ? "1" : amount)}}}, limits: {{cpu: {amount}}}}}}}]}}")
            + $"---\napiVersion: v1\nkind: LimitRange\nmetadata: {{name: range}}\nspec: {{limits: [{string.Join(", ", bounds.Split(' ').Select(bound => $"{{type: {type}, {field}: {{cpu: {bound}}}}}"))}]}}\n");
}
