using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Rules;

namespace Linter.Tests.Support;

/// <summary>
/// Small manifests at the edges of rules, which are too many to be told in their documents, and all that is said of each.
/// The mutants' judge is built with it too.
/// </summary>
public static partial class SmallCases
{
    private const string Pods = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: NAME}\nspec:\n  replicas: 1\n  selector: {matchLabels: {app: NAME}}\n  template:\n    metadata: {labels: {app: NAME}}\n    spec: SPEC\n";

    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> Cases =
    [
        .. Shapes("ingress-backend-malformed", "an Ingress that routes nothing", "networking.k8s.io/v1 Ingress", "{ingressClassName: a}", "{defaultBackend: }", "{tls: []}", "{rules: []}", "{rules: }", "{rulse: []}", "text", "", "{defaultBackend: {service: {name: a, port: {number: 80}}}}"),
        .. Shapes("ingress-backend-malformed", "an older Ingress that routes nothing", "extensions/v1beta1 Ingress", "{ingressClassName: a}", "{backend: }", "{tls: []}", "{rules: []}", "{defaultBackend: {serviceName: a, servicePort: 80}}", "{backend: {serviceName: a, servicePort: 80}}"),
        .. Shapes("ingress-backend-malformed", "an empty list of paths", "networking.k8s.io/v1 Ingress", "{rules: [{http: {paths: []}}, {host: a.b, http: {paths: []}}]}"),
        .. Shapes("ingress-backend-malformed", "a backend", "networking.k8s.io/v1 Ingress",
            [.. new[]
            {
                "{}", "{service: }", "{resource: }", "{service: text}", "{service: {}}", "{service: {name: web}}", "{service: {name: web, prot: {number: 80}}}", "{service: {name: web, port: 80}}", "{service: {name: web, port: {}}}", "{service: {name: web, port: {nubmer: 80}}}",
                "{service: {name: web, port: {number: 0}}}", "{service: {name: web, port: {number: 1}}}", "{service: {name: web, port: {number: 65535}}}", "{service: {name: web, port: {number: 65536}}}", "{service: {name: web, port: {number: -1}}}", "{service: {name: web, port: {number: eighty}}}",
                "{service: {name: web, port: {name: http}}}", "{service: {name: web, port: {name: ''}}}", "{service: {name: web, port: {name: '${PORT}'}}}", "{service: {name: web, port: {name: <port>}}}", "{service: {name: web, port: {name: '80'}}}", "{service: {name: web, port: {name: Http}}}", "{service: {name: web, port: {number: 80, name: http}}}", "{service: {name: web, port: {name: http, number: 80}}}",
                "{service: {name: Web_1, port: {number: 80}}}", "{service: {name: web.shop, port: {number: 80}}}", "{service: {name: '${WEB}', port: {number: 80}}}", "{service: {name: web, port: {number: 80}}, resource: {kind: A, name: b}}", "{resource: {kind: A, name: b}, service: {name: web, port: {number: 80}}}",
                "{resource: {kind: A, name: b}}", "{resource: {kind: '', name: b}}", "{resource: {kind: A, name: ''}}", "{resource: {kind: A/v1, name: ..}}", "{resource: text}", "{servcie: {name: web}}",
            }.Select(backend => $"{{defaultBackend: {backend}}}")]),
        .. Shapes("ingress-backend-malformed", "an older backend", "extensions/v1beta1 Ingress",
            [.. new[]
            {
                "{}", "{serviceName: }", "{serviceName: web}", "{servicePort: 80}", "{serviceName: web, servicePort: 80}", "{serviceName: web, servicePort: }", "{serviceName: web, servicePort: 0}", "{serviceName: web, servicePort: 65535}", "{serviceName: web, servicePort: 65536}", "{serviceName: web, servicePort: http}",
                "{serviceName: web, servicePort: '80'}", "{serviceName: web, servicePort: Http}", "{serviceName: web, servicePort: <port>}", "{serviceName: Web_1, servicePort: 80}", "{serviceName: web.shop, servicePort: 80}", "{serviceName: web, servicePort: 80, resource: }", "{resource: }", "{serviceName: web, servicePort: 80, resource: {kind: A, name: b}}", "{resource: {kind: A, name: b}}", "{resource: {kind: '', name: b}}", "{service: {name: web}}",
            }.Select(backend => $"{{backend: {backend}}}")]),
        ("ingress-service-not-found", "five places ask for it", Route("gone", 5)),
        ("ingress-service-not-found", "six places ask for it", Route("gone", 6)),
        ("ingress-service-not-found", "two places ask for it", Route("gone", 2)),
        ("config-map-not-found", "five places ask for it", Asking(5)),
        ("config-map-not-found", "four places ask for it", Asking(4)),
        ("config-map-not-found", "two ConfigMaps are there", Asking(1) + Other("ConfigMap", "one") + Other("ConfigMap", "two")),
        .. ((int[])[5, 6]).Select(count => ("config-map-not-found", $"ConfigMaps of the number {count} are there", Asking(1) + string.Concat(Enumerable.Range(2, count - 1).Select(i => Other("ConfigMap", $"map{i}"))))),
        ("role-not-found", "a ClusterRole has the name", Binding("RoleBinding", "Role") + "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: reader}\n"),
        ("role-not-found", "a Role has the name, in the same namespace", Binding("RoleBinding", "ClusterRole") + "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: reader}\n"),
        ("role-not-found", "a Role has the name, in another namespace", Binding("RoleBinding", "ClusterRole") + "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: reader, namespace: else}\n"),
        ("role-not-found", "a Role has the name, and all of the cluster is bound", Binding("ClusterRoleBinding", "ClusterRole") + "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: reader}\n"),
        .. Quota("BestEffort", "{containers: [{name: a, image: 'a:1'}]}", "pods: 0"),
        .. Quota("NotBestEffort", "{containers: [{name: a, image: 'a:1'}]}", "pods: 0"),
        .. Quota("NotBestEffort", "{containers: [{name: a, image: 'a:1', resources: {requests: {cpu: 1}}}]}", "pods: 0"),
        .. Quota("Terminating", "{activeDeadlineSeconds: 5, containers: [{name: a, image: 'a:1'}]}", "pods: 0"),
        .. Quota("NotTerminating", "{containers: [{name: a, image: 'a:1'}]}", "pods: 0"),
        .. Quota("PriorityClass", "{containers: [{name: a, image: 'a:1'}]}", "pods: 0"),
        .. Quota("PriorityClass", "{priorityClassName: high, containers: [{name: a, image: 'a:1'}]}", "pods: 0", "cpu: 1"),
        .. ((string[])["Exists}", "In, values: [high, low]}", "In, values: [low]}", "NotIn, values: [high]}", "NotIn, values: [low]}", "DoesNotExist}", "Exists}, {scopeName: NotTerminating, operator: Exists}", "Exists}, {scopeName: Terminating, operator: Exists}", "Exists}, {scopeName: NotTerminating, operator: In}"])
            .SelectMany(terms => ((string[])["priorityClassName: high, ", "priorityClassName: '', ", ""]).Select(priority => ("unschedulable", $"a quota of PriorityClass {terms} for pods of {{{priority}",
                Deployment("a", $"{{{priority}containers: [{{name: a, image: 'a:1'}}]}}") + "---\n" + Bound("pods: 0", $", scopeSelector: {{matchExpressions: [{{scopeName: PriorityClass, operator: {terms}]}}")))),
        ("unschedulable", "two quotas of one PriorityClass each", Deployment("a", "{priorityClassName: high, containers: [{name: a, image: 'a:1', resources: {requests: {cpu: 1}}}]}") + "---\n" + Deployment("b", "{priorityClassName: low, containers: [{name: a, image: 'a:1', resources: {requests: {cpu: 1}}}]}")
            + string.Concat(((string[])["high", "low"]).Select(priority => "---\n" + Bound("cpu: 500m", $", scopeSelector: {{matchExpressions: [{{scopeName: PriorityClass, operator: In, values: [{priority}]}}]}}").Replace("name: quota", $"name: {priority}", StringComparison.Ordinal)))),
        .. Quota("", "{containers: [{name: a, image: 'a:1', resources: {requests: {cpu: 1, memory: 1Gi}, limits: {cpu: 2, memory: 2Gi}}}]}", "cpu: 1", "cpu: 500m", "requests.memory: 1Gi", "requests.memory: 512Mi", "limits.cpu: 1", "limits.memory: 2Gi", "limits.memory: 1Gi", "requests.storage: 1", "ephemeral-storage: 1Gi", "hugepages-2Mi: 1", "services: 0", "pods: 1", "pods: 0", "count/deployments.apps: 0"),
        .. Quota("", "{containers: [{name: a, image: 'a:1'}, {name: b, image: 'a:1', resources: {requests: {cpu: 1}}}]}", "cpu: 4", "limits.cpu: 4", "memory: 4Gi", "ephemeral-storage: 4Gi"),
        .. Quota("", "{initContainers: [{name: i, image: 'a:1', resources: {requests: {cpu: 3}}}, {name: s, image: 'a:1', restartPolicy: Always, resources: {requests: {cpu: 2}}}], containers: [{name: a, image: 'a:1', resources: {requests: {cpu: 1}}}]}", "cpu: 2", "cpu: 3"),
        .. Quota("", "{resources: {requests: {cpu: 3}}, containers: [{name: a, image: 'a:1'}]}", "cpu: 2", "cpu: 3"),
        .. Quota("", "{overhead: {cpu: 1}, containers: [{name: a, image: 'a:1', resources: {limits: {cpu: 1}}}]}", "cpu: 1", "cpu: 2"),
        .. Quota("", "{resources: {limits: {cpu: 3}}, containers: [{name: a, image: 'a:1'}]}", "cpu: 2", "cpu: 3", "limits.cpu: 2"),
        .. Quota("", "{resources: {limits: {cpu: 3, example.com/a: 5}}, overhead: {cpu: 1}, containers: [{name: a, image: 'a:1', resources: {limits: {cpu: 1}}}]}", "limits.cpu: 3", "limits.cpu: 4", "requests.example.com/a: 1"),
        .. Ranges("max: {cpu: 1}", "min: {cpu: 1}", "default: {cpu: 1}", "defaultRequest: {cpu: 1}", "max: {memory: 1Gi}", "maxLimitRequestRatio: {cpu: 2}"),
        ("unschedulable", "a Job runs two at once and completes one", "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec: {parallelism: 2, completions: 1, template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1', resources: {requests: {cpu: 1}}}]}}}\n---\n" + Bound("cpu: 1")),
        ("unschedulable", "a Job runs two at once", "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec: {parallelism: 2, template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1', resources: {requests: {cpu: 1}}}]}}}\n---\n" + Bound("cpu: 1")),
        ("unschedulable", "a Job runs one", "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'a:1', resources: {requests: {cpu: 1}}}]}}}\n---\n" + Bound("cpu: 1")),
        ("unschedulable", "an autoscaler may make five", Deployment("a", "{containers: [{name: a, image: 'a:1', resources: {requests: {cpu: 1}}}]}") + "---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, maxReplicas: 5}\n---\n" + Bound("cpu: 4, pods: 4")),
        ("unschedulable", "nine workloads together", string.Join("---\n", Enumerable.Range(1, 9).Select(i => Deployment($"a{i}", "{containers: [{name: a, image: 'a:1', resources: {requests: {cpu: 1}}}]}"))) + "---\n" + Bound("cpu: 8")),
        ("unschedulable", "a DaemonSet", "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: a}\nspec: {selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: a, image: 'a:1', resources: {requests: {cpu: 2}}}]}}}\n---\n" + Bound("cpu: 1")),
        .. Nodes("two pods want one port of their node", "{}", "{}"),
        .. Nodes("nodeName", "{nodeName: one}", "{nodeName: two}", "{nodeName: one}", "{}"),
        .. Nodes("nodeSelector", "{nodeSelector: {disk: ssd}}", "{nodeSelector: {disk: hdd}}", "{nodeSelector: {disk: ssd}}", "{nodeSelector: {zone: a}}"),
        .. Nodes("In", Need("In, values: [a, b]"), Need("In, values: [c]"), Need("In, values: [b, c]"), Need("NotIn, values: [a, b]"), Need("NotIn, values: [a]"), Need("Exists"), Need("DoesNotExist"), Need("Gt, values: ['1']")),
        .. Nodes("NotIn", Need("NotIn, values: [a, b]"), Need("In, values: [a]"), Need("In, values: [c]"), Need("NotIn, values: [a]"), Need("DoesNotExist")),
        .. Nodes("DoesNotExist", Need("DoesNotExist"), Need("Exists"), Need("In, values: [a]"), Need("DoesNotExist"), Need("NotIn, values: [a]")),
        .. Nodes("Exists", Need("Exists"), Need("DoesNotExist"), Need("In, values: [a]")),
        .. Nodes("terms are alternatives", "{affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: disk, operator: In, values: [a]}]}, {}]}}}}", Need("In, values: [b]")),
        .. Nodes("anti-affinity", "{affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: two}}}]}}}", "{}"),
        .. Nodes("anti-affinity by zone", "{affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone, labelSelector: {matchLabels: {app: two}}}]}}}", "{}"),
        .. Shapes("external-name-invalid", "an external name", "v1 Service", [.. "db.example.org|DB.example.org|10.1.2.3|::1|db_1.example.org|db..example.org|-db|db.example.org.|http://db.example.org|db.example.org:5432|db.example.org/a|localhost|''".Split('|').Select(name => $"{{type: ExternalName, externalName: '{name.Trim('\'')}'}}")]),
        .. Values("command-with-spaces", "a command", "{command: ['sh -c']}", "{command: ['/bin/run --all']}", "{command: ['/bin/run', '-a b']}", "{args: ['--a b']}", "{args: ['run --all --fast']}", "{command: [], args: ['run --all']}", "{command: ['C:\\a b\\c.exe']}", "{command: ['run the whole long thing with very many words in it so that it is cut short somewhere near its end']}",
            $"{{command: ['run {new string('a', 56)}']}}", $"{{command: ['run {new string('a', 57)}']}}", "{command: [\"run a\\nrun b\"]}", "{command: ['/opt/my app']}", "{command: ['/opt/my app', a]}", "{command: ['/opt/my app'], args: [a]}", "{command: ['/opt/my app'], args: []}", "{command: ['/opt/my  app', a]}", "{command: ['/opt/my --app', a]}", "{command: ['opt/my app', a]}", "{command: ['{{ run it }}']}", "{command: [5, 'a b']}"),
        .. Values("probe-command", "a command of a probe", "{livenessProbe: {exec: {command: ['cat', '|', 'a']}}}", "{livenessProbe: {exec: {command: ['psql', '$USER']}}}", "{livenessProbe: {exec: {command: ['cat', '$USER']}}}", "{livenessProbe: {exec: {command: ['cat', '$(A)']}}, env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}", "{livenessProbe: {exec: {command: ['curl http://a']}}}", "{livenessProbe: {exec: {command: [curl http://a]}}}", "{livenessProbe: {exec: {command: ['curl', '-f', 'http://a', '&&', 'true']}}}"),
        .. Values("duplicate-env", "a variable given twice", "{env: [{name: A, value: '1'}, {name: A, value: '1'}]}", "{env: [{name: A, value: '1'}, {name: A, value: '2'}]}", "{env: [{name: A, value: '1'}, {name: A, value: '$(A)2'}]}", "{env: [{name: A, value: '1'}, {name: B, value: '$(A)'}, {name: A, value: '2'}]}", "{env: [{name: A, value: '1'}, {name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}", "{env: [{name: A, value: 'a value that is so long that nobody wants to read all of it in one line of a message'}, {name: A}]}"),
        .. Values("container-port-conflict", "ports", "{ports: [{containerPort: 80}, {containerPort: 80}]}", "{ports: [{containerPort: 80, name: a}, {containerPort: 80, name: b}]}", "{ports: [{containerPort: 80}, {containerPort: 80, name: b}]}", "{ports: [{containerPort: 80, name: a}, {containerPort: 80}]}", "{ports: [{containerPort: 80, protocol: TCP}, {containerPort: 80, protocol: UDP}]}", "{ports: [{containerPort: 80, hostPort: 80}, {containerPort: 81, hostPort: 80}]}", "{ports: [{containerPort: 80, hostPort: 80, hostIP: 1.2.3.4}, {containerPort: 81, hostPort: 80, hostIP: 1.2.3.5}]}"),
        .. Values("probe-handler", "handlers", "{livenessProbe: {}}", "{livenessProbe: {exec: {command: [a]}, httpGet: {port: 80}}}", "{livenessProbe: {exec: {command: [a]}, httpGet: {port: 80}, tcpSocket: {port: 80}}}", "{livenessProbe: {periodSeconds: 5}}", "{livenessProbe: {httpGte: {port: 80}}}", "{livenessProbe: }", "{lifecycle: {preStop: {}}}", "{lifecycle: {postStart: {exec: {command: [a]}, httpGet: {port: 80}}}}", "{lifecycle: {preStop: {sleep: {seconds: 5}, exec: {command: [a]}}}}"),
        .. ((string[])["liveness-same-as-readiness", "liveness-before-ready"]).SelectMany(rule => Values(rule, "two probes",
            "{livenessProbe: {tcpSocket: {port: 80}}, readinessProbe: {tcpSocket: {port: 80}}}", "{livenessProbe: {tcpSocket: {port: 80, host: a}}, readinessProbe: {tcpSocket: {port: 80}}}", "{livenessProbe: {httpGet: {port: 80, host: a}}, readinessProbe: {httpGet: {port: 80}}}", "{livenessProbe: {httpGet: {port: 80, path: /a}}, readinessProbe: {httpGet: {port: 80, path: a}}}", "{livenessProbe: {httpGet: {port: 80, scheme: HTTP}}, readinessProbe: {httpGet: {port: 80}}}",
            "{livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: a, value: b}]}}, readinessProbe: {httpGet: {port: 80}}}", "{livenessProbe: {grpc: {port: 80, service: a}}, readinessProbe: {grpc: {port: 80}}}", "{livenessProbe: {grpc: {port: 80}}, readinessProbe: {grpc: {port: 80}}}", "{livenessProbe: {exec: {command: [a]}}, readinessProbe: {exec: {command: [a]}}}", "{livenessProbe: {exec: {command: [a]}}, readinessProbe: {exec: {command: [a, b]}}}")),
        .. ((string[])["-headless", "-hl", "-hs", "-headless-service", "-headless-svc", "-other"]).SelectMany(ending => ((string Asked, string Given)[])[("db", "db" + ending), ("db" + ending, "db")]).Select(names => ("governing-service", $"the set asks for {names.Asked}, the Service is {names.Given}",
            $"apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {{name: db}}\nspec: {{serviceName: {names.Asked}, selector: {{matchLabels: {{app: db}}}}, template: {{metadata: {{labels: {{app: db}}}}, spec: {{containers: [{{name: db, image: 'a:1'}}]}}}}}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: {names.Given}}}\nspec: {{clusterIP: None, selector: {{app: db}}, ports: [{{port: 80}}]}}\n")),
        .. ((string[])["{kind: Deployment, name: web}", "{apiVersion: v1, kind: Deployment, name: web}", "{apiVersion: extensions/v1beta1, kind: Deployment, name: web}", "{apiVersion: apps/v1, kind: deployment, name: web}", "{apiVersion: apps/v1, kind: StatefulSet, name: web}", "{apiVersion: apps/v1, kind: ReplicationController, name: web}", "{apiVersion: apps/v1, kind: Deployment, name: wbe}", "{apiVersion: apps/v1, kind: DaemonSet, name: web}"])
            .Select(target => ("scale-target-not-found", $"a target {target}", $"apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: web}}\nspec: {{maxReplicas: 3, scaleTargetRef: {target}}}\n---\n" + Deployment("web", "{containers: [{name: web, image: 'a:1'}]}"))),
        .. Enumerable.Range(1, 8).Select(count => ("ingress-port-not-found", $"a Service with ports of the number {count}",
            $"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web}}\nspec: {{defaultBackend: {{service: {{name: web, port: {{number: 9999}}}}}}}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{selector: {{app: web}}, ports: [{string.Join(", ", Enumerable.Range(1, count).Select(i => $"{{name: p{i}, port: {80 + i}}}"))}]}}\n")),
        .. Values("probe-path", "a path of a probe", "{livenessProbe: {httpGet: {port: 80, path: ready}}}", "{livenessProbe: {httpGet: {port: 80, path: ''}}}", "{livenessProbe: {httpGet: {port: 80, path: '/a b'}}}", "{livenessProbe: {httpGet: {port: 80, path: '/a?b=c'}}}", "{livenessProbe: {httpGet: {port: 80, path: 'http://a/b'}}}", "{livenessProbe: {httpGet: {port: 80, path: '/#a'}}}"),
        .. Values("probe-port-name-not-found", "a port of a probe by its name", "{ports: [{name: http, containerPort: 80}], livenessProbe: {httpGet: {port: htpp}}}", "{ports: [{name: http, containerPort: 80}, {name: admin, containerPort: 81}], livenessProbe: {tcpSocket: {port: metrics}}}", "{livenessProbe: {httpGet: {port: http}}}", "{ports: [{containerPort: 80}], livenessProbe: {httpGet: {port: '80'}}}", "{ports: [{name: http, containerPort: 80}], lifecycle: {preStop: {httpGet: {port: htpp}}}}"),
        .. Values("request-over-limit", "requests and limits", "{resources: {requests: {cpu: 2}, limits: {cpu: 1}}}", "{resources: {requests: {cpu: 1}, limits: {cpu: 1}}}", "{resources: {requests: {memory: 2G}, limits: {memory: 2Gi}}}", "{resources: {requests: {memory: 2Gi}, limits: {memory: 2G}}}"),
        .. Values("image-invalid", "an image", [.. "a|a:1|a:1.2@sha256:0123|A/b:1|a:|a:b:c|reg:5000/a|reg:5000/a:1|a//b|/a|a/|'a b'|a:-b|http://a/b:1|a@sha256:0000000000000000000000000000000000000000000000000000000000000000|''".Split('|').Select(image => $"{{image: {(image.StartsWith('\'') ? image : $"'{image}'")}}}")]),
        .. Values("image-unpinned", "an image", [.. "a|a:latest|a:1|a:stable|a@sha256:0000000000000000000000000000000000000000000000000000000000000000|a:latest@sha256:0000000000000000000000000000000000000000000000000000000000000000|reg:5000/a".Split('|').Select(image => $"{{image: '{image}'}}"), "{image: a, imagePullPolicy: Never}", "{image: 'a:latest', imagePullPolicy: IfNotPresent}"]),
        .. Attach("TLS", "tls: {mode: Passthrough}", "TLSRoute TCPRoute HTTPRoute"),
        .. Attach("TLS", "tls: {mode: Terminate}", "TLSRoute TCPRoute HTTPRoute"),
        .. Attach("TCP", "port: 5432", "TCPRoute TLSRoute"),
        .. Attach("UDP", "port: 53", "UDPRoute TCPRoute"),
        .. Attach("HTTP", "allowedRoutes: {kinds: []}", "HTTPRoute GRPCRoute UDPRoute"),
        .. Attach("HTTP", "allowedRoutes: {kinds: [{kind: GRPCRoute}]}", "HTTPRoute GRPCRoute"),
        .. Attach("HTTP", "allowedRoutes: {namespaces: {from: None}}", "HTTPRoute"),
        .. Attach("HTTP", "allowedRoutes: {namespaces: {from: All}}", "HTTPRoute"),
        .. Attach("HTTP", "allowedRoutes: {namespaces: {from: Same}}", "HTTPRoute"),
        .. ((string[])["matchLabels: {team: shop}", "matchLabels: {team: pay}", "matchExpressions: [{key: team, operator: In, values: [shop]}]", "matchExpressions: [{key: team, operator: In, values: [pay]}]", "matchExpressions: [{key: team, operator: NotIn, values: [shop]}]", "matchExpressions: [{key: team, operator: NotIn, values: [pay]}]", "matchExpressions: [{key: team, operator: Exists}]", "matchExpressions: [{key: other, operator: Exists}]", "matchExpressions: [{key: team, operator: DoesNotExist}]", "matchExpressions: [{key: other, operator: DoesNotExist}]", "matchExpressions: [{key: team, operator: Odd}]", "matchLabels: {kubernetes.io/metadata.name: shop}", "matchLabels: {kubernetes.io/metadata.name: pay}"])
            .SelectMany(selector => Attach("HTTP", $"allowedRoutes: {{namespaces: {{from: Selector, selector: {{{selector}}}}}}}", "HTTPRoute")),
        .. Monitors("metrics", "{name: metrics, port: 80}", "{name: http, port: 80}", "{port: 80}", "{port: 80, targetPort: metrics}", "{name: metrisc, port: 80}", "{name: a, port: 80}, {name: b, port: 81}"),
        .. Monitors("'80'", "{name: http, port: 80}", "{port: 80}", "{name: a, port: 80}, {name: b, port: 81}"),
        .. Calls("env: [{name: URL, value: 'http://cart:80/'}]"),
        .. Calls("env: [{name: HOST, valueFrom: {configMapKeyRef: {name: settings, key: HOST}}}, {name: URL, value: 'http://$(HOST):80/'}]"),
        .. Calls("envFrom: [{configMapRef: {name: settings}}], env: [{name: URL, value: 'http://$(HOST):80/'}]"),
        .. Calls("envFrom: [{prefix: MY_, configMapRef: {name: settings}}], env: [{name: URL, value: 'http://$(MY_HOST):80/'}]"),
        .. Calls("envFrom: [{prefix: MY_, configMapRef: {name: settings}}], env: [{name: URL, value: 'http://$(HOST):80/'}]"),
        .. Calls("env: [{name: NS, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}, {name: URL, value: 'http://cart.$(NS):80/'}]"),
        .. Calls("env: [{name: NS, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, {name: URL, value: 'http://cart.$(NS):80/'}]"),
        .. Calls("args: ['--url=http://cart:80/']"),
        .. Calls("command: [run, --host, cart.shop.svc]"),
        .. Calls("args: [--user, 'cart:secret', --host, 'cart:80']"),
    ];

    /// <summary>All cases: what each is called, and what is said of it.</summary>
    public static IEnumerable<(string Title, Func<string> Text)> All() => Rows.Select(row => (Title(row), (Func<string>)(() => Of(row.Rule, row.Manifests))));

    /// <summary>The manifests of each case, by its title.</summary>
    public static IEnumerable<(string Title, string Manifests)> Manifests() => Rows.Select(row => (Title(row), row.Manifests));

    private static IEnumerable<(string Rule, string Why, string Manifests)> Rows => Cases.Concat(WholeCases).Concat(MakerCases).Concat(EdgeCases).Concat(FieldCases).Concat(MeshCases).Concat(CornerCases).Concat(SurvivorCases).Concat(UnreachedCases).Concat(RoutedCases).Concat(CustomCases).Concat(AskedCases).Concat(LabCases).Concat(ReportedCases).Concat(MountedCases).Concat(SeenCases).Concat(SlipCases).Concat(ZoneCases).Concat(BoundCases).Concat(FilledCases).Concat(LeftCases).Concat(FetchedCases).Concat(RefusedCases).DistinctBy(row => (row.Rule, row.Why));

    private static string Title((string Rule, string Why, string Manifests) row) => $"{row.Rule}: {row.Why}".ReplaceLineEndings("\\n");

    private static string Of(string rule, string manifests)
    {
        var levels = RuleCatalog.Ids.Where(id => id != rule).ToImmutableDictionary(id => id, _ => Severity.Off, StringComparer.Ordinal);
        var options = LintConfig.Empty.Over(new LintOptions()) with { Profile = Profile.Strict, RuleLevels = levels, Threads = 1 };
        var result = LintEngine.Run(new InputFiles([new InputFile("manifest.yaml", null, manifests)], [], []), options);
        return !result.Failures.IsEmpty ? "a rule failed\n" : result.Findings.IsEmpty ? "nothing\n" : FindingDetails.Of(result.Findings);
    }

    private static IEnumerable<(string Rule, string Why, string Manifests)> Shapes(string rule, string why, string kind, params string[] specs) =>
        specs.Select(spec => (rule, $"{why}, {spec}", $"apiVersion: {kind.Split(' ')[0]}\nkind: {kind.Split(' ')[1]}\nmetadata: {{name: web}}\nspec: {spec}\n"));

    private static IEnumerable<(string Rule, string Why, string Manifests)> Values(string rule, string why, params string[] containers) =>
        containers.Select(container => (rule, $"{why}, {container}", Deployment("web", $"{{containers: [{{name: web{(container.Contains("image:", StringComparison.Ordinal) ? "" : ", image: 'a:1'")}, {container[1..]}]}}")));

    private static IEnumerable<(string Rule, string Why, string Manifests)> Quota(string scope, string spec, params string[] hard) =>
        hard.Select(amount => ("unschedulable", $"a quota of {amount}{(scope.Length > 0 ? $" for {scope}" : "")}, {spec}",
            Deployment("a", spec) + "---\n" + Bound(amount, scope.Length > 0 ? $", scopes: [{scope}]" : "")
            + (scope.Length > 0 ? "---\n" + Bound(amount, $", scopeSelector: {{matchExpressions: [{{operator: Exists, scopeName: {scope}}}]}}").Replace("name: quota", "name: selected", StringComparison.Ordinal) : "")));

    private static IEnumerable<(string Rule, string Why, string Manifests)> Ranges(params string[] items) =>
        from item in items
        from resources in (string[])["{}", "{requests: {cpu: 2}}", "{limits: {cpu: 2}}", "{requests: {cpu: 500m}, limits: {cpu: 2}}", "{requests: {cpu: 500m}}"]
        from type in (string[])["Container", "Pod"]
        select ("unschedulable", $"a LimitRange for each {type} of {item}, {resources}",
            Deployment("a", $"{{containers: [{{name: a, image: 'a:1', resources: {resources}}}]}}") + $"---\napiVersion: v1\nkind: LimitRange\nmetadata: {{name: range}}\nspec: {{limits: [{{type: {type}, {item}}}]}}\n---\n" + Bound("cpu: 1500m, limits.cpu: 1500m"));

    private static string Bound(string hard, string more = "") => $"apiVersion: v1\nkind: ResourceQuota\nmetadata: {{name: quota}}\nspec: {{hard: {{{hard}}}{more}}}\n";

    private static IEnumerable<(string Rule, string Why, string Manifests)> Nodes(string why, string one, params string[] others) =>
        others.Select(other => ("host-port", $"{why}, {one} and {other}", Deployment("one", OnNode(one)) + "---\n" + Deployment("two", OnNode(other))));

    private static string OnNode(string spec) => $"{{containers: [{{name: a, image: 'a:1', ports: [{{containerPort: 80, hostPort: 80}}]}}]{(spec.Length > 2 ? ", " + spec[1..] : "}")}";

    private static string Need(string means) => $"{{affinity: {{nodeAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: {{nodeSelectorTerms: [{{matchExpressions: [{{key: disk, operator: {means}}}]}}]}}}}}}}}";

    private static IEnumerable<(string Rule, string Why, string Manifests)> Attach(string protocol, string listener, string kinds) =>
        kinds.Split(' ').Select(kind => ("route-not-allowed", $"{kind} to {protocol}, {listener}",
            $"apiVersion: v1\nkind: Namespace\nmetadata: {{name: shop, labels: {{team: shop}}}}\n---\napiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {{name: edge, namespace: edge}}\nspec: {{gatewayClassName: a, listeners: [{{name: a, {(listener.StartsWith("port", StringComparison.Ordinal) ? "" : "port: 80, ")}protocol: {protocol}, {listener}}}]}}\n---\n"
            + $"apiVersion: gateway.networking.k8s.io/v1\nkind: {kind}\nmetadata: {{name: web, namespace: {(listener.Contains("from", StringComparison.Ordinal) ? "shop" : "edge")}}}\nspec: {{parentRefs: [{{name: edge, namespace: edge}}], rules: [{{backendRefs: [{{name: web, port: 80}}]}}]}}\n"));

    private static IEnumerable<(string Rule, string Why, string Manifests)> Calls(string container) =>
    [
        ("dns-name-not-found", container,
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\ndata: {HOST: cart}\n---\n"
            + Deployment("web", $"{{containers: [{{name: web, image: 'a:1', {container}}}]}}").Replace("{name: web}\nspec:\n  replicas", "{name: web, namespace: shop}\nspec:\n  replicas", StringComparison.Ordinal)
            + "---\napiVersion: v1\nkind: Service\nmetadata: {name: carts, namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n"),
    ];

    private static IEnumerable<(string Rule, string Why, string Manifests)> Monitors(string asked, params string[] ports) =>
        ports.Select(given => ("monitor-port-not-found", $"{asked} of a Service with {given}",
            $"apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {{name: web}}\nspec: {{selector: {{matchLabels: {{app: web}}}}, endpoints: [{{port: {asked}}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: web, labels: {{app: web}}}}\nspec: {{selector: {{app: web}}, ports: [{given}]}}\n---\n"
            + Deployment("web", "{containers: [{name: web, image: 'a:1', ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9090}]}]}")));

    private static string Deployment(string name, string spec) => Pods.Replace("NAME", name, StringComparison.Ordinal).Replace("SPEC", spec, StringComparison.Ordinal);

    private static string Route(string service, int times) =>
        $"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web}}\nspec: {{rules: [{{http: {{paths: [{string.Join(", ", Enumerable.Range(1, times).Select(i => $"{{path: /{i}, pathType: Prefix, backend: {{service: {{name: {service}, port: {{number: 80}}}}}}}}"))}]}}}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: other}}\nspec: {{selector: {{app: a}}, ports: [{{port: 80}}]}}\n";

    private static string Asking(int times) =>
        Deployment("web", $"{{containers: [{{name: web, image: 'a:1', env: [{string.Join(", ", Enumerable.Range(1, times).Select(i => $"{{name: A{i}, valueFrom: {{configMapKeyRef: {{name: settings, key: a}}}}}}"))}]}}]}}") + "---\n" + Other("ConfigMap", "else");

    private static string Other(string kind, string name) => $"---\napiVersion: v1\nkind: {kind}\nmetadata: {{name: {name}}}\n";

    private static string Binding(string kind, string role) =>
        $"apiVersion: rbac.authorization.k8s.io/v1\nkind: {kind}\nmetadata: {{name: binding}}\nroleRef: {{apiGroup: rbac.authorization.k8s.io, kind: {role}, name: reader}}\nsubjects: [{{kind: User, name: someone, apiGroup: rbac.authorization.k8s.io}}]\n---\n";
}
