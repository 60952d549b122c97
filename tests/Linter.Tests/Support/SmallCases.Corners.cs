using System.Collections.Immutable;

namespace Linter.Tests.Support;

/// <summary>Those that a single word, number or operator of a rule decides.</summary>
public static partial class SmallCases
{
    private const string AcmeIssuer = "apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: le}\nspec: {acme: {server: 'https://acme-v02.api.letsencrypt.org/directory', solvers: [{http01: {ingress: {}}}]}}\n";

    private static IEnumerable<(string Rule, string Why, string Manifests)> PemCases
    {
        get
        {
            string[] texts =
            [
                "-----BEGIN CERTIFICATE-----\nMII", "-----BEGIN TRUSTED CERTIFICATE-----\nMII", "-----BEGIN RSA PRIVATE KEY-----\nMII", "-----BEGIN PRIVATE KEY-----\nMII", "-----BEGIN PUBLIC KEY-----\nMII", "-----BEGIN CERTIFICATE REQUEST-----\nMII", "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t",
                "-----BEGIN PRIVATE KEY-----\nMII\n-----BEGIN CERTIFICATE-----\nMII", "dummy", "CHANGEME", "<certificate>", " ", "your-certificate",
            ];
            foreach (var text in texts)
            {
                var encoded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
                var quoted = System.Text.Json.JsonSerializer.Serialize(text);
                foreach (var key in (string[])["tls.crt", "tls.key"])
                {
                    yield return ("invalid-value", $"{key} in data is {text}", $"apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\ntype: kubernetes.io/tls\ndata: {{tls.crt: '', tls.key: '', {key}: {encoded}}}\n");
                    yield return ("invalid-value", $"{key} in stringData is {text}", $"apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\ntype: kubernetes.io/tls\nstringData: {{tls.crt: '', tls.key: '', {key}: {quoted}}}\n");
                }

                yield return ("invalid-value", $"both are {text}", $"apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\ntype: kubernetes.io/tls\ndata: {{tls.crt: {encoded}, tls.key: {encoded}}}\n");
                yield return ("invalid-value", $"a webhook trusts {text} in base64", Trusting(encoded, ""));
                yield return ("invalid-value", $"a webhook trusts {text}", Trusting(quoted, ""));
                yield return ("invalid-value", $"a webhook trusts {text} in base64, until something else is filled in", Trusting(encoded, ", annotations: {service.beta.openshift.io/inject-cabundle: 'true'}"));
            }

            yield return ("invalid-value", "a webhook trusts what is too long for a placeholder", Trusting(new string('-', 40), ""));
            yield return ("invalid-value", "a webhook trusts what is as long as a placeholder", Trusting(new string('-', 39), ""));
        }
    }

    private static string Trusting(string bundle, string metadata) =>
        $"apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {{name: things.example.com{metadata}}}\nspec: {{group: example.com, scope: Cluster, names: {{plural: things, kind: Thing}}, conversion: {{strategy: Webhook, webhook: {{conversionReviewVersions: [v1], clientConfig: {{url: 'https://a.b/', caBundle: {bundle}}}}}}}, versions: [{{name: v1, served: true, storage: true, schema: {{openAPIV3Schema: {{type: object}}}}}}]}}\n";

    private static IEnumerable<(string Rule, string Why, string Manifests)> NamespaceCases =>
        ((string[])
        [
            "name: monitoring", "namespace: monitoring", "tier: monitoring", "name: elsewhere", "kubernetes.io/metadata.name: monitorng", "kubernetes.io/metadata.name: monitorings", "kubernetes.io/metadata.name: storage", "kubernetes.io/metadata.name: monitoring", "team: storefront", "team: storefornt", "team: backend",
            "taem: storefront", "team: storefornt, name: shop", "team: storefornt, kubernetes.io/metadata.name: shop", "team: storefornt, kubernetes.io/metadata.name: monitoring", "team: ''",
        ]).SelectMany(labels => ((string[])["peer", "affinity", "webhook"]).Select(place => ("invalid-value", $"a {place} of namespaces labelled {labels}",
            "apiVersion: v1\nkind: Namespace\nmetadata: {name: monitoring}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {team: storefront, name: shop}}\n---\n" + (place switch
            {
                "peer" => $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: a, namespace: shop}}\nspec: {{podSelector: {{}}, ingress: [{{from: [{{namespaceSelector: {{matchLabels: {{{labels}}}}}}}]}}]}}\n",
                "affinity" => Deployment("web", $"{{containers: [{{name: web, image: 'a:1'}}], affinity: {{podAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: [{{topologyKey: kubernetes.io/hostname, labelSelector: {{matchLabels: {{app: web}}}}, namespaceSelector: {{matchLabels: {{{labels}}}}}}}]}}}}}}"),
                _ => $"apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {{name: a}}\nwebhooks: [{{name: a.b.example.com, sideEffects: None, admissionReviewVersions: [v1], clientConfig: {{url: 'https://a.b/'}}, namespaceSelector: {{matchLabels: {{{labels}}}}}}}]\n",
            }))));

    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> CornerCases =
    [
        .. Values("invalid-value", "operators of a shell", "{command: [run, '&&', serve]}", "{command: [run], args: ['&&', serve]}", "{args: [run, '&&', serve]}", "{command: [run, '|', tee]}", "{command: [run, -F, '|']}", "{command: [run, 'a && b']}", "{command: [run, a, '>', out]}", "{command: ['&&', run]}", "{command: [run, [a], '&&', b]}", "{command: [/usr/bin/ssh, host, a, '&&', b]}", "{command: [sh, -c, a, '&&', b]}", "{command: [run, sh, '&&', b]}", "{command: [./run, '&&', b]}", "{command: [run.sh, '&&', b]}", "{command: ['{{run}}', '&&', b]}", "{command: ['$RUN', '&&', b]}", "{command: [awk, '|']}", "{command: [run, find, ., ';']}", "{command: [], args: [run, '&&', serve]}", "{command: [run, watch, a, '&&', b]}"),
        .. Values("invalid-value", "a preStop hook and 30 seconds", [.. ((string[])
            [
                "sleep, '30'", "sleep, '29'", "/bin/sleep, 31s", "sleep, 1m", "sleep, 10, 25", "sleep, infinity", "sleep", "sh, -c, sleep 30", "bash, -ec, 'date && sleep 15; sleep 15'", "sh, -c, 'sleep 30 &'", "sh, -c, 'test -f a && sleep 30'",
                "sh, -c, 'sleep 30 || true'", "sh, -c, 'sleep $WAIT'", "sh, -c, 'for i in 1 2; do sleep 30; done'", "sh, -c, 'echo sleep 30'", "python, -c, 'sleep 30'", "sh, -c", "sh, -c, ''", "sleep, ~",
                "sh, -c, 'nginx -s quit; sleep 30'", "sh, -c, 'set -e; sleep 30; nginx -s quit'", "sh, -c, \"echo 'wait; sleep 60 ; bye'\"", "sh, -c, \"echo 'wait' && sleep 60\"", "sh, -c, 'sleep 10; test -f a && sleep 30'",
            ]).Select(command => $"{{lifecycle: {{preStop: {{exec: {{command: [{command}]}}}}}}}}"), "{lifecycle: {postStart: {exec: {command: [sleep, '60']}}}}", "{lifecycle: {preStop: {sleep: {seconds: 30}}}}", "{lifecycle: {preStop: {sleep: {seconds: 29}}}}"]),
        .. ((string[])["0", "30", "31", "~", "''"]).Select(grace => ("invalid-value", $"a hook of 30 seconds, and a grace period of {grace}", Deployment("web", $"{{terminationGracePeriodSeconds: {grace}, containers: [{{name: web, image: 'a:1', lifecycle: {{preStop: {{exec: {{command: [sleep, '30']}}}}}}}}]}}"))),
        .. Values("invalid-value", "amounts", [.. ((string[])["512m", "1048576", "1048575", "1048576000m", "1Ki", "0", "1e3", "-5m", "64", "1.5m", "''"]).SelectMany(amount => ((string[])["requests: {memory", "limits: {memory", "limits: {ephemeral-storage"]).Select(field => $"{{resources: {{{field}: {amount}}}}}}}")),
            .. ((string[])["100", "99", "150", "128", "192", "950", "990", "1000", "1001", "1k", "512Mi", "100000m", "'500'"]).Select(amount => $"{{resources: {{limits: {{cpu: {amount}}}}}}}")]),
        .. Shapes("invalid-value", "a folder of few bytes", "v1 Pod", "{volumes: [{name: a, emptyDir: {sizeLimit: 500m}}], containers: [{name: a, image: 'a:1'}]}", "{volumes: [{name: a, emptyDir: {sizeLimit: 500Mi}}], containers: [{name: a, image: 'a:1'}]}", "{volumes: [{name: a, emptyDir: {sizeLimit: 64k}}], containers: [{name: a, image: 'a:1'}]}", "{volumes: [{name: a, emptyDir: {sizeLimit: 500}}], containers: [{name: a, image: 'a:1'}]}"),
        .. Values("invalid-value", "bytes without a unit", [.. ((string[])["4096", "8192", "65535", "65536", "524288", "0.5"]).Select(amount => $"{{resources: {{requests: {{memory: {amount}}}}}}}")]),
        .. ((string[])["app: redsi", "app: mysql", "app: redis", "app: redsi, zone: a", "zone: a"]).SelectMany(asked => ((string[])["", "provisioner: kubernetes.io/no-provisioner", "provisioner: ebs.csi.aws.com"]).Select(made => ("invalid-value", $"a claim for {asked} of a class {(made.Length == 0 ? "of somebody else's" : made)}",
            (made.Length == 0 ? "" : $"apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {{name: fast}}\n{made}\n---\n")
            + "apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: shelf, labels: {app: redis}}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], storageClassName: fast, hostPath: {path: /x}}\n---\n"
            + $"apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {{name: data}}\nspec: {{accessModes: [ReadWriteOnce], storageClassName: fast, resources: {{requests: {{storage: 1Gi}}}}, selector: {{matchLabels: {{{asked}}}}}}}\n"))),
        .. ((string[])["auth oauth", "logging blogging", "logging loging"]).Select(pair => pair.Split(' ')).Select(pair => ("invalid-value", $"a peer in {pair[1]} beside a Namespace {pair[0]}",
            $"apiVersion: v1\nkind: Namespace\nmetadata: {{name: {pair[0]}}}\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: web}}\nspec: {{podSelector: {{}}, ingress: [{{from: [{{namespaceSelector: {{matchLabels: {{kubernetes.io/metadata.name: {pair[1]}}}}}}}]}}]}}\n")),
        .. Shapes("invalid-value", "what a claim is filled from", "v1 PersistentVolumeClaim", [.. ((string[])["kind: VolumeSnapshot", "kind: VolumeSnapshot, apiGroup: snapshot.storage.k8s.io", "kind: VolumeSnapshot, apiGroup: ''", "kind: PersistentVolumeClaim", "kind: Thing, apiGroup: ~"])
            .SelectMany(source => ((string[])["dataSource", "dataSourceRef"]).Select(field => $"{{accessModes: [ReadWriteOnce], resources: {{requests: {{storage: 1Gi}}}}, {field}: {{name: a, {source}}}}}"))]),
        .. ((string[])["storageClassName: manual", "storageClassName: ''", "storageClassName: other", "accessModes: [ReadWriteMany]", "volumeMode: Block", "claimRef: {name: other}", "capacity: {storage: 1Gi}"]).SelectMany(volume => ((string[])["manual", "''", "~"]).Select(name => ("invalid-value", $"a claim of class {name} by labels, and a volume of {volume}",
            $"apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {{name: a}}\nspec: {{storageClassName: {name}, selector: {{matchLabels: {{app: web}}}}, accessModes: [ReadWriteOnce], resources: {{requests: {{storage: 2Gi}}}}}}\n---\n"
            + $"apiVersion: v1\nkind: PersistentVolume\nmetadata: {{name: v, labels: {{tier: a}}}}\nspec:\n  hostPath: {{path: /a}}\n  {volume}\n{(volume.StartsWith("storageClassName", StringComparison.Ordinal) ? "" : "  storageClassName: manual\n")}{(volume.StartsWith("access", StringComparison.Ordinal) ? "" : "  accessModes: [ReadWriteOnce]\n")}{(volume.StartsWith("capacity", StringComparison.Ordinal) ? "" : "  capacity: {storage: 2Gi}\n")}"))),
        .. Shapes("invalid-value", "an operating system", "v1 Pod", [.. ((string[])["linux", "windows"]).SelectMany(os => ((string[])
            [
                "hostPID: true", "hostPID: false", "hostIPC: true", "hostUsers: true", "shareProcessNamespace: false", "securityContext: {fsGroup: 1}", "securityContext: {sysctls: []}", "securityContext: {sysctls: [{name: a.b, value: '1'}]}", "securityContext: {supplementalGroups: [1]}",
                "securityContext: {runAsGroup: ~}", "securityContext: {windowsOptions: {hostProcess: true}}", "securityContext: {runAsNonRoot: true}", "securityContext: {seLinuxOptions: {level: a}}", "securityContext: {seccompProfile: {type: RuntimeDefault}}", "securityContext: {fsGroupChangePolicy: Always}", "securityContext: {supplementalGroupsPolicy: Merge}", "securityContext: {appArmorProfile: {type: Unconfined}}",
            ]).Select(field => $"{{os: {{name: {os}}}, {field}, containers: [{{name: a, image: 'a:1'}}]}}")
            .Concat(((string[])["capabilities: {}", "readOnlyRootFilesystem: false", "privileged: false", "procMount: Default", "runAsUser: 1", "windowsOptions: {runAsUserName: a}", "appArmorProfile: {type: Unconfined}", "seLinuxOptions: {}", "runAsNonRoot: true"])
                .Select(field => $"{{os: {{name: {os}}}, containers: [{{name: a, image: 'a:1', securityContext: {{{field}}}}}]}}")))]),
        .. Shapes("invalid-value", "claims of devices", "v1 Pod", [.. ((string[])["{name: gpu}", "{name: gpus}", "{name: fpga}", "{name: ''}", "{name: gpu, request: a}"]).SelectMany(claim => ((string[])["resourceClaims: [{name: gpu, resourceClaimName: a}], ", ""]).Select(claims => $"{{{claims}containers: [{{name: a, image: 'a:1', resources: {{claims: [{claim}]}}}}]}}"))]),
        .. PemCases,
        .. ((string[])["type: integer, minimum: 1, maximum: 5", "type: integer, minimum: 1", "type: integer, maximum: 5", "type: number, minimum: 0.5", "type: number, maximum: 5", "type: string, enum: [a, b]", "type: string, enum: ['', b]"]).SelectMany(schema => ((string[])["0", "1", "5", "6", "5.5", "a", "c", "''", "'${SIZE}'"]).Select(value => ("invalid-value", $"a custom field of {schema} is {value}",
            Definition("{name: things.example.com}", "example.com", "Namespaced", "plural: things, kind: Thing", "storage: true", $"type: object, properties: {{spec: {{type: object, properties: {{size: {{{schema}}}}}}}}}") + $"---\napiVersion: example.com/v1\nkind: Thing\nmetadata: {{name: a}}\nspec: {{size: {value}}}\n"))),
        .. NamespaceCases,
        .. ((string[])["kubernetes", "orphan", "foregroundDeletio", "cleanup", "example.com/cleanup", "a b", "example.com/", "/a", "''"]).SelectMany(name => ((string[])["v1 ConfigMap", "apiextensions.k8s.io/v1 CustomResourceDefinition", "policy/v1 PodDisruptionBudget", "rbac.authorization.k8s.io/v1 ClusterRole", "example.com/v1 Thing"]).Select(kind => (name is "a b" or "example.com/" or "/a" ? "invalid-name" : "invalid-value", $"a finalizer {name} of a {kind}", $"apiVersion: {kind.Split(' ')[0]}\nkind: {kind.Split(' ')[1]}\nmetadata: {{name: a, finalizers: [{name}]}}\n"))),
        .. Whole("apiregistration.k8s.io/v1 APIService", "spec", [.. ((string[])["group: b.c, version: v1", "group: '', version: v1", "version: v1", "group: b.c, version: ''", "group: b.c, version: v1, insecureSkipTLSVerify: true", "group: b.c, version: v1, insecureSkipTLSVerify: true, service: {name: a, namespace: b}", "group: b.c, version: v1, insecureSkipTLSVerify: true, service: {name: a, namespace: b}, caBundle: YQ=="])
            .Select(spec => $"{{{spec}, groupPriorityMinimum: 1, versionPriority: 1}}")]),
        .. ((string[])["statefulset.kubernetes.io/pod-name: web-0", "apps.kubernetes.io/pod-index: '0'", "app: web"]).Select(label => ("disruption-budget", $"two budgets, one of {label}",
            Deployment("web", "{containers: [{name: web, image: 'a:1'}]}").Replace("kind: Deployment", "kind: StatefulSet", StringComparison.Ordinal) + string.Concat(((string[])["app: web", label]).Select((pair, i) =>
                $"---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {{name: b{i}}}\nspec: {{maxUnavailable: 1, selector: {{matchLabels: {{{pair}}}}}}}\n")))),
        .. ((string[])["baseline", "restricted"]).SelectMany(level => ((string[])["true", "false"]).Select(users => ("pod-security-violated", $"hostUsers: {users} with procMount under {level}",
            $"apiVersion: v1\nkind: Namespace\nmetadata: {{name: shop, labels: {{pod-security.kubernetes.io/enforce: {level}}}}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p, namespace: shop}}\nspec: {{hostUsers: {users}, containers: [{{name: c, image: 'a:1', securityContext: {{procMount: Unmasked}}}}]}}\n"))),
        .. ((string[])["env: [{name: TOKEN, value: x}], envFrom: [{configMapRef: {name: c}}]", "envFrom: [{configMapRef: {name: c}}]", "env: [{name: TOKEN, value: x}], envFrom: [{prefix: A_, configMapRef: {name: c}}]", "env: [{name: T, valueFrom: {configMapKeyRef: {name: c, key: TOKEN}}}]"]).Select(how => ("invalid-value", $"a line end read by {how}",
            $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c}}\ndata:\n  TOKEN: |\n    word\n---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec: {{containers: [{{name: c, image: 'a:1', {how}}}]}}\n")),
        .. ((string[])["{name: le}", "{name: le, kind: Issuer, group: cert-manager.io}", "{name: le, kind: AWSPCAIssuer, group: awspca.cert-manager.io}", "{name: le, kind: ClusterIssuer}"]).Select(reference => ("invalid-value", $"a wildcard from {reference}",
            $"{AcmeIssuer}---\napiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {{name: c}}\nspec: {{secretName: s, dnsNames: ['*.example.com'], issuerRef: {reference}}}\n")),
        .. ((string[])["", ", cert-manager.io/issuer-kind: AWSPCAIssuer"]).Select(more => ("invalid-value", $"a wildcard in an Ingress{more}",
            $"{AcmeIssuer}---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web, annotations: {{cert-manager.io/issuer: le{more}}}}}\nspec: {{tls: [{{hosts: ['*.example.com'], secretName: s}}], rules: [{{host: '*.example.com'}}]}}\n")),
        ("invalid-value", "stringData over data that ends a line", "apiVersion: v1\nkind: Secret\nmetadata: {name: c}\ndata: {TOKEN: d29yZAo=}\nstringData: {TOKEN: word}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: 'a:1', envFrom: [{secretRef: {name: c}}]}]}\n"),
        .. ((string[])["./tls.crt", "tls.crt", "tls/tls.crt"]).SelectMany(path => ((string[])["tls.crt", "./tls.crt", "tls"]).Select(sub => ("invalid-value", $"subPath {sub} of an item at {path}",
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec: {{volumes: [{{name: v, secret: {{secretName: s, items: [{{key: tls.crt, path: {path}}}]}}}}], containers: [{{name: c, image: 'a:1', volumeMounts: [{{name: v, mountPath: /x/tls.crt, subPath: {sub}}}]}}]}}\n"))),
        .. Values("invalid-value", "words behind a script", "{command: [sh, -c, 'cd a;. ./b', c]}", "{command: [sh, -c, 'cd a . b', c]}", "{command: [sh, -c, 'source ./b', c]}", "{command: [sh, -c, 'eval b', c]}", "{command: [sh, -c, 'echo {{b}}', c]}", "{command: [sh, -c, 'echo b', c]}"),
        .. ((string[])["'*.example.com'", "'*.com'", "'*.shop.example.com'", "'*.example.net'", "'*.example.com', '*.example.net'"]).Select(host => ("route-not-allowed", $"listeners of two names, and a route of {host}",
            "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge}\nspec: {gatewayClassName: a, listeners: [{name: a, port: 80, protocol: HTTP, hostname: shop.example.com}, {name: b, port: 80, protocol: HTTP, hostname: a.b.example.org}]}\n---\n"
            + $"apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {{name: web}}\nspec: {{parentRefs: [{{name: edge}}], hostnames: [{host}], rules: [{{backendRefs: [{{name: web, port: 80}}]}}]}}\n")),
        .. Shapes("service-type-exposed", "ports on the nodes", "v1 Service", "{type: NodePort, ports: [{name: a, port: 80, nodePort: 30080}, {name: b, port: 81}]}", "{type: NodePort, ports: [{name: a, port: 80, nodePort: 30080}, {name: b, port: 81, nodePort: 30081}]}", "{type: NodePort, ports: [{name: a, port: 80}]}"),
        .. ((string[])["http", "tls", "tcp", "udp"]).Select(key => ("route-service-not-found", $"a route among those of {key}",
            MeshServices + $"---\napiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{name: a, namespace: prod}}\nspec: {{hosts: [shop.example.com], {key}: [{{route: [{{destination: {{host: revews}}}}]}}]}}\n")),
        .. ((string[])
        [
            "monitoring.coreos.com/v1 Prometheus prometheus-operated", "monitoring.coreos.com/v1alpha1 PrometheusAgent prometheus-agent-operated", "monitoring.coreos.com/v1 Alertmanager alertmanager-operated", "monitoring.coreos.com/v1 ThanosRuler thanos-ruler-operated",
            "triggers.tekton.dev/v1beta1 EventListener el-main", "clickhouse.altinity.com/v1 ClickHouseInstallation clickhouse-main", "clickhouse.altinity.com/v1 ClickHouseInstallation chi-main-main-0-0",
            "databases.spotahome.com/v1 RedisFailover rfs-main", "databases.spotahome.com/v1 RedisFailover rfr-main", "databases.spotahome.com/v1 RedisFailover rfrm-main", "databases.spotahome.com/v1 RedisFailover rfrs-main", "databases.spotahome.com/v1 RedisFailover rfx-main",
        ]).Select(made => made.Split(' ')).Select(made => ("ingress-service-not-found", $"Service '{made[2]}' beside a {made[1]} 'main'",
            Route(made[2], 1) + $"---\napiVersion: {made[0]}\nkind: {made[1]}\nmetadata: {{name: main}}\nspec: {{}}\n")),
        .. "app.kubernetes.io/managed-by app.kubernetes.io/part-of app.kubernetes.io/version env environment heritage managed-by part-of stage team version app.kubernetes.io/name".Split(' ').Select(key => ("invalid-value", $"peers that share {key}",
            Deployment("web", "{containers: [{name: web, image: 'a:1'}]}").Replace("labels: {app: web}", $"labels: {{app: web, {key}: shop, tier: frontend}}", StringComparison.Ordinal) + "---\n"
            + Deployment("cache", $"{{affinity: {{podAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: [{{topologyKey: kubernetes.io/hostname, labelSelector: {{matchLabels: {{{key}: shop, tier: fronted}}}}}}]}}}}, containers: [{{name: web, image: 'a:1'}}]}}"))),
        .. ((string[])["gone.shop.svc", "gone.shop.svc gone.shop.svc", "gone.shop.svc:80 gone.shop.svc:80", "http://gone.shop.svc http://gone.shop.svc"]).Select(text => ("dns-name-not-found", $"a plain setting, {text}",
            $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: settings, namespace: shop}}\ndata:\n  URL: {text}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: gnoe, namespace: shop}}\nspec: {{ports: [{{port: 80}}]}}\n")),
        .. ((string[])["cart card", "carts cards", "settings settingz", "settings1 settings2", "api-card api-cart", "web-cart web-card"]).Select(pair => ("config-map-not-found", $"{pair.Split(' ')[0]} is asked for where {pair.Split(' ')[1]} is",
            Asking(1).Replace("name: settings", $"name: {pair.Split(' ')[0]}", StringComparison.Ordinal) + Other("ConfigMap", pair.Split(' ')[1]))),
        .. ((string[])["{}", "{matchLabels: {app: web}}", "{matchLabels: {app: other}}", "{matchLabels: {app: none}}"]).SelectMany(pods => ((string[])["metrics", "http", "mertics"]).Select(port => ("policy-port-not-found", $"port {port} of {pods}",
            $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: guard}}\nspec: {{podSelector: {pods}, ingress: [{{ports: [{{port: {port}}}]}}]}}\n---\n"
            + Deployment("web", "{containers: [{name: web, image: 'a:1', ports: [{name: http, containerPort: 8080}]}]}") + "---\n" + Deployment("other", "{containers: [{name: other, image: 'a:1', ports: [{name: metrics, containerPort: 9090}]}]}")))),
        .. ((string[])["'' pod", "networking.k8s.io ingress", "networking.k8s.io networkpolicy", "networking.k8s.io networkpolicy/status", "apps deployment", "'' policy"]).Select(rule => ("invalid-value", $"a role for {rule.Split(' ')[1]} of {rule.Split(' ')[0]}",
            $"apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {{name: reader}}\nrules: [{{apiGroups: [{rule.Split(' ')[0]}], resources: [{rule.Split(' ')[1]}], verbs: [get]}}]\n")),
        .. ((string[])["", "defaultBackend: {service: {name: web, port: {number: 80}}}, "]).SelectMany(backend => ((string[])["shop.example.com", "cart.example.com", "other.example.com"]).Select(host => ("ingress-tls-host-mismatch", $"TLS for {host}{(backend.Length > 0 ? ", and a default backend" : "")}",
            $"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web}}\nspec: {{{backend}tls: [{{hosts: [{host}], secretName: tls}}], rules: [{{host: shop.example.com, http: {{paths: [{{path: /, pathType: Prefix, backend: {{service: {{name: web, port: {{number: 80}}}}}}}}]}}}}]}}\n"))),
        .. ((string[])["\n", "", "\nrules: []\n"]).Select(end => ("namespace-on-cluster-scoped", $"the namespace is {(end.Length == 0 ? "the end of the file" : end.Length == 1 ? "in the last line" : "in a line of its own")}",
            $"apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: reader\n  namespace: shop{end}")),
        ("namespace-on-cluster-scoped", "the namespace is written in two lines", "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: reader\n  namespace:\n    shop\nrules: []\n"),
        .. ((string[])["TCP", "UDP"]).SelectMany(protocol => ((string[])["initContainers", "containers"]).Select(place => ("target-port-name-not-found", $"the port's name is one of {place}, for {protocol}",
            "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}\n---\n"
            + Deployment("web", place == "containers" ? $"{{containers: [{{name: web, image: 'a:1', ports: [{{name: http, containerPort: 80, protocol: {protocol}}}]}}]}}"
                : $"{{initContainers: [{{name: first, image: 'a:1', ports: [{{name: http, containerPort: 80, protocol: {protocol}}}]}}], containers: [{{name: web, image: 'a:1', ports: [{{name: web, containerPort: 80}}]}}]}}")))),
        .. Values("duplicate-env", "a variable that nobody sets", "{command: [run, -c, '$(A)']}", "{command: [run, -ec, '$(A)']}", "{command: [run, -Ac, '$(A)']}", "{command: [run, -cA, '$(A)']}", "{command: [run, -config, '$(A)']}", "{command: [run, '$(A)']}"),
        .. Shapes("external-name-invalid", "an external name", "v1 Service", [.. "DB_1.example.org DB..example.org db/1.example.org".Split(' ').Select(name => $"{{type: ExternalName, externalName: {name}}}")]),
        .. ((string[])["db-0", "db-1", "db-2", "db-", "db-x", "-1", "other-0"]).Select(pod => ("dns-name-not-found", $"a call of pod {pod}",
            Deployment("web", $"{{containers: [{{name: web, image: 'a:1', env: [{{name: DB_URL, value: 'http://{pod}.db:80'}}]}}]}}")
            + "---\napiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec: {clusterIP: None, selector: {app: db}, ports: [{port: 80}]}\n---\n"
            + Deployment("db", "{containers: [{name: db, image: 'a:1', ports: [{containerPort: 80}]}]}").Replace("kind: Deployment", "kind: StatefulSet", StringComparison.Ordinal).Replace("replicas: 1", "replicas: 2\n  serviceName: db", StringComparison.Ordinal))),
        .. Definitions("type: object, properties: {spec: {type: string, pattern: '(?<!a)b'}}", "type: object, properties: {spec: {type: string, pattern: '(?<=a)b'}}", "type: object, properties: {spec: {type: object, additionalProperties: {type: array}}}", "type: object, properties: {spec: {type: object, additionalProperties: {type: string}}}"),
        .. ((string[])["Issuer", "ClusterIssuer", "Certificate", "Order"]).SelectMany(kind => ((string[])["invalid-value", "ingress-tls-secret-not-found"]).Select(rule => (rule, $"an annotation of old cert-manager beside its {kind}",
            $"apiVersion: certmanager.k8s.io/v1alpha1\nkind: {kind}\nmetadata: {{name: a}}\nspec: {{}}\n---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web, annotations: {{certmanager.k8s.io/issuer: a}}}}\nspec: {{tls: [{{hosts: [a.b], secretName: web-tls}}], rules: [{{host: a.b}}]}}\n"))),
        .. ((string[])["service: shop.Cart, method: Add", "service: shop.Cart", ""]).Select(call => ("route-service-not-found", $"a route for calls of {(call.Length == 0 ? "anything" : call)}",
            $"apiVersion: gateway.networking.k8s.io/v1\nkind: GRPCRoute\nmetadata: {{name: web}}\nspec: {{hostnames: [a.b], rules: [{{{(call.Length == 0 ? "" : $"matches: [{{method: {{{call}}}}}], ")}backendRefs: [{{name: carts, port: 80}}]}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: cart}}\nspec: {{ports: [{{port: 80}}]}}\n")),
        .. "metric health admin probe debug monitor status stats prometheus pprof management web".Split(' ').Select(word => ("target-port-not-declared", $"the program is told an address for {word}",
            "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80, targetPort: 800}]}\n---\n" + Deployment("web", $"{{containers: [{{name: web, image: 'a:1', args: ['--{word}-addr=:8000']}}]}}"))),
        .. ((string[])["{}", "{matchLabels: {app: web}}"]).SelectMany(first => ((string[])["{}", "{matchLabels: {app: web}}"]).Select(second => ("policy-blocks-service", $"policies for {first} and {second}",
            string.Concat(((string[])[first, second]).Select((pods, i) => $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: guard-{i}}}\nspec: {{podSelector: {pods}, ingress: [{{ports: [{{port: 90{i}}}]}}]}}\n---\n"))
            + "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}\n---\n" + Deployment("web", "{containers: [{name: web, image: 'a:1', ports: [{containerPort: 8080}]}]}")))),
        .. ((string[])["min", "max"]).SelectMany(bound => ((string[])["1Gi 1Gi", "1Gi 2Gi", "2Gi 1Gi"]).SelectMany(amounts => ((string[])["512Mi", "4Gi"]).Select(asked => ("unschedulable", $"two ranges of claims, {bound} {amounts}, for {asked}",
            string.Concat(amounts.Split(' ').Select((amount, i) => $"apiVersion: v1\nkind: LimitRange\nmetadata: {{name: range-{i}}}\nspec: {{limits: [{{type: PersistentVolumeClaim, {bound}: {{storage: {amount}}}}}]}}\n---\n"))
            + $"apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {{name: data}}\nspec: {{accessModes: [ReadWriteOnce], resources: {{requests: {{storage: {asked}}}}}}}\n")))),
        .. ((string[])["TCPRoute", "UDPRoute", "TLSRoute"]).Select(kind => ("route-conflict", $"two of {kind} at one listener",
            $"apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {{name: edge}}\nspec: {{gatewayClassName: a, listeners: [{{name: a, port: 5432, protocol: {kind[..3]}}}]}}\n"
            + string.Concat(((string[])["one", "two"]).Select(name => $"---\napiVersion: gateway.networking.k8s.io/v1\nkind: {kind}\nmetadata: {{name: {name}}}\nspec: {{parentRefs: [{{name: edge}}], rules: [{{backendRefs: [{{name: {name}, port: 80}}]}}]}}\n")))),
        .. ((string[])["vault vault-active true", "openbao openbao-active true", "openbao openbao-active maybe", "patroni role primary", "spilo spilo-role standby_leader", "web role primary", "web vault-sealed false"]).Select(row => row.Split(' ')).Select(row => ("service-selects-nothing", $"{row[1]}={row[2]} of pods of {row[0]}",
            $"apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{selector: {{app: web, {row[1]}: '{row[2]}'}}, ports: [{{port: 80}}]}}\n---\n" + Deployment("web", $"{{containers: [{{name: web, image: 'example.com/{row[0]}:1'}}]}}"))),
        .. ((string[])["Job", "Deployment"]).SelectMany(first => ((string[])["Job", "Deployment"]).Select(second => ("host-port", $"a {first}, then a {second}", OnPort(first, "one") + "---\n" + OnPort(second, "two")))),
    ];

    private static string OnPort(string kind, string name) => kind == "Deployment" ? Deployment(name, OnNode("{}"))
        : $"apiVersion: batch/v1\nkind: Job\nmetadata: {{name: {name}}}\nspec: {{template: {{spec: {OnNode("{restartPolicy: Never}")}}}}}\n";
}
