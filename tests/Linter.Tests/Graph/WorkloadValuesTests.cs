namespace Linter.Tests.Graph;

/// <summary>
/// What the API server refuses of workloads: a fragment with the span marked, and a part of the message. A fragment without a mark,
/// its neighbour that is let through, has no problem at all.
/// </summary>
public class WorkloadValuesTests
{
    [Theory]
    [InlineData("imagePullPolicy: [|always|]", "must be one of 'Always, IfNotPresent, Never'")]
    [InlineData("imagePullPolicy: IfNotPresent", "")]
    [InlineData("imagePullPolicy: ''", "")]
    [InlineData("terminationMessagePolicy: [|Files|]", "'File, FallbackToLogsOnError'")]
    [InlineData("terminationMessagePolicy: FallbackToLogsOnError", "")]
    [InlineData("restartPolicy: [|Sometimes|]", "'Always, OnFailure, Never'")]
    [InlineData("restartPolicy: OnFailure", "")]
    [InlineData("ports: [{containerPort: [|0|]}]", "'0', but must be from '1' to '65535'")]
    [InlineData("ports: [{containerPort: 65535}]", "")]
    [InlineData("ports: [{containerPort: 80, hostPort: [|65536|]}]", "'65536'")]
    [InlineData("ports: [{containerPort: 80, hostPort: 0}]", "")]
    [InlineData("ports: [{containerPort: 80, protocol: [|tcp|]}]", "'TCP, UDP, SCTP'")]
    [InlineData("ports: [{containerPort: 80, protocol: SCTP}]", "")]
    [InlineData("ports: [{containerPort: 80, name: [|Http|]}]", "'H' may not be in a port name")]
    [InlineData("ports: [{containerPort: 80, name: [|a-name-too-long-x|]}]", "at most '15' characters")]
    [InlineData("ports: [{containerPort: 80, name: [|'8080'|]}]", "a port name needs a letter")]
    [InlineData("ports: [{containerPort: 80, name: [|a--b|]}]", "'--' may not be in a port name")]
    [InlineData("ports: [{containerPort: 80, name: 8080-tcp}]", "")]
    [InlineData("ports: [{containerPort: 80, hostIP: [|localhost|]}]", "no IP address")]
    [InlineData("ports: [{containerPort: 80, hostIP: 127.0.0.1}]", "")]
    [InlineData("env: [{name: [|'A=1'|]}]", "'=' may not be in the name of a variable")]
    [InlineData("env: [{name: '1.A b'}]", "")]
    [InlineData("env: [{name: A, value: '1', [|valueFrom|]: {fieldRef: {fieldPath: metadata.name}}}]", "beside 'value'")]
    [InlineData("env: [{name: A, value: '', valueFrom: {fieldRef: {fieldPath: metadata.name}}}]", "")]
    [InlineData("env: [{name: A, [|valueFrom|]: {}}]", "names no source")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}, [|secretKeyRef|]: {name: a, key: b}}}]", "only one source")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: [|metadata.labels|]}}}]", "holds many values")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: [|status.phase|]}}}]", "no variable can read")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['app']\"}}}]", "")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]", "")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}]", "")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.uid}}}]", "")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]", "")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: spec.serviceAccountName}}}]", "")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: status.hostIP}}}]", "")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: status.hostIPs}}}]", "")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]", "")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: status.podIPs}}}]", "")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: \"metadata.annotations['app']\"}}}]", "")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: [|\"spec.labels['app']\"|]}}}]", "no variable can read")]
    [InlineData("env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.memory}}}]", "")]
    [InlineData("env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.ephemeral-storage}}}]", "")]
    [InlineData("env: [{name: A, valueFrom: {resourceFieldRef: {resource: requests.cpu}}}]", "")]
    [InlineData("env: [{name: A, valueFrom: {resourceFieldRef: {resource: requests.memory}}}]", "")]
    [InlineData("env: [{name: A, valueFrom: {resourceFieldRef: {resource: requests.ephemeral-storage}}}]", "")]
    [InlineData("env: [{name: A, valueFrom: {resourceFieldRef: {resource: [|limits.gpu|]}}}]", "which no container has")]
    [InlineData("env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1m}}}]", "")]
    [InlineData("env: [{name: A, valueFrom: {configMapKeyRef: {name: [|My_Map|], key: a}}}]", "'M' may not be in a DNS subdomain")]
    [InlineData("env: [{name: A, valueFrom: {secretKeyRef: {name: a.b, key: [|a/b|]}}}]", "'/' may not be in a ConfigMap or Secret key")]
    [InlineData("env: [{name: A, valueFrom: {secretKeyRef: {name: a.b, key: _A-b.c}}}]", "")]
    [InlineData("envFrom: [{configMapRef: {name: a}, [|secretRef|]: {name: b}}]", "only one source")]
    [InlineData("envFrom: [[|{prefix: A}|]]", "names no source")]
    [InlineData("envFrom: [{configMapRef: {name: [|A|]}}]", "'A' may not be")]
    [InlineData("envFrom: [{prefix: A_, secretRef: {name: a}}]", "")]
    [InlineData("volumeMounts: [{name: v, mountPath: /a, subPath: [|/b|]}]", "relative")]
    [InlineData("volumeMounts: [{name: v, mountPath: /a, subPath: [|a/../b|]}]", "may not have '..'")]
    [InlineData("volumeMounts: [{name: v, mountPath: /a, subPath: b, [|subPathExpr|]: c}]", "beside 'subPath'")]
    [InlineData("volumeMounts: [{name: v, mountPath: /a, subPath: a..b/c}]", "")]
    [InlineData("volumeMounts: [{name: v, mountPath: /a, mountPropagation: [|Bidirectional|]}]", "only a privileged container")]
    [InlineData("volumeMounts: [{name: v, mountPath: /a, mountPropagation: HostToContainer}]", "")]
    [InlineData("resources: {limits: {cpu: [|abc|]}}", "no quantity")]
    [InlineData("resources: {limits: {memory: [|512MB|]}}", "no quantity")]
    [InlineData("resources: {limits: {memory: [|-1|]}}", "may not be negative")]
    [InlineData("resources: {limits: {[|Memory|]: 1Gi}}", "no resource of containers")]
    [InlineData("resources: {limits: {cpu: .5, memory: 1e3, ephemeral-storage: 1.5Gi, hugepages-2Mi: 4Mi}}", "")]
    [InlineData("resources: {limits: {cpu: 1}, requests: {cpu: 1000m}}", "")]
    [InlineData("resources: {requests: {[|nvidia.com/gpu|]: 1}}", "without a limit")]
    [InlineData("resources: {limits: {nvidia.com/gpu: 2}, requests: {nvidia.com/gpu: [|1|]}}", "must be equal")]
    [InlineData("resources: {limits: {nvidia.com/gpu: [|0.5|]}}", "counted in whole numbers")]
    [InlineData("resources: {limits: {nvidia.com/gpu: 1}, requests: {nvidia.com/gpu: '1'}}", "")]
    [InlineData("livenessProbe: {httpGet: {port: [|65536|]}}", "'65536'")]
    [InlineData("livenessProbe: {httpGet: {port: [|''|]}}", "may not be empty")]
    [InlineData("livenessProbe: {httpGet: {port: [|web_port|]}}", "'_' may not be in a port name")]
    [InlineData("livenessProbe: {httpGet: {port: 80, scheme: [|https|]}}", "'HTTP, HTTPS'")]
    [InlineData("livenessProbe: {httpGet: {port: 80, scheme: '', path: healthz}}", "")]
    [InlineData("livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: [|X_A|], value: b}]}}", "'_' may not be in a header name")]
    [InlineData("livenessProbe: {tcpSocket: {port: [|0|]}}", "'0'")]
    [InlineData("livenessProbe: {tcpSocket: {port: web}}", "")]
    [InlineData("livenessProbe: {grpc: {port: [|-1|]}}", "'-1'")]
    [InlineData("lifecycle: {preStop: {sleep: {seconds: [|31|]}}}", "which is '30'")]
    [InlineData("lifecycle: {preStop: {sleep: {seconds: 30}}}", "")]
    [InlineData("lifecycle: {preStop: {sleep: {seconds: [|-1|]}}}", "the least is '0'")]
    [InlineData("lifecycle: {postStart: {httpGet: {port: [|0|]}}}", "'lifecycle.postStart.httpGet.port'")]
    [InlineData("securityContext: {runAsUser: [|-1|]}", "from '0'")]
    [InlineData("securityContext: {privileged: true, allowPrivilegeEscalation: [|false|]}", "is privileged")]
    [InlineData("securityContext: {runAsUser: 0, allowPrivilegeEscalation: false}", "")]
    public void Containers(string field, string message) => RefusedValues.Judge($"""
        apiVersion: v1
        kind: Pod
        metadata: {"{name: web}"}
        spec:
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
              {field}
        """, message);

    [Theory]
    [InlineData("containers: [{name: [|Web|], image: a}]", "'W' may not be in a DNS label")]
    [InlineData("containers: [{name: [|a.b|], image: a}]", "'.' may not be in a DNS label")]
    [InlineData("containers: [{name: '8080', image: a}]", "")]
    [InlineData("initContainers: [{name: [|a_b|], image: a}]", "'_' may not be in a DNS label")]
    [InlineData("dnsPolicy: [|Clusterfirst|]", "must be one of")]
    [InlineData("dnsPolicy: [|None|]", "names no nameserver")]
    [InlineData("dnsPolicy: None\n  dnsConfig: {nameservers: [10.0.0.10]}", "")]
    [InlineData("dnsConfig: {nameservers: [[|dns|]]}", "no IP address")]
    [InlineData("restartPolicy: [|always|]", "'Always, OnFailure, Never'")]
    [InlineData("restartPolicy: OnFailure", "")]
    [InlineData("activeDeadlineSeconds: [|0|]", "from '1'")]
    [InlineData("activeDeadlineSeconds: 1", "")]
    [InlineData("terminationGracePeriodSeconds: [|-1|]", "the least is '0'")]
    [InlineData("hostname: [|a.b|]", "'.' may not be in a DNS label")]
    [InlineData("subdomain: a-b", "")]
    [InlineData("serviceAccountName: [|My_Account|]", "may not be in a DNS subdomain")]
    [InlineData("hostAliases: [{ip: [|1.2.3|], hostnames: [a]}]", "no IP address")]
    [InlineData("hostAliases: [{ip: '::1', hostnames: [a.b]}]", "")]
    [InlineData("volumes: [{name: [|my_data|]}]", "'_' may not be in a DNS label")]
    [InlineData("volumes: [{name: data, emptyDir: {}, [|hostPath|]: {path: /a}}]", "has one source")]
    [InlineData("volumes: [{name: data, emptyDir: {sizeLimit: [|1 Gi|]}}]", "no quantity")]
    [InlineData("volumes: [{name: data}]", "")]
    [InlineData("volumes: [{name: data, hostPath: {path: /a, type: [|directory|]}}]", "must be one of")]
    [InlineData("volumes: [{name: data, configMap: {name: a, defaultMode: [|644|]}}]", "'0777' is the most")]
    [InlineData("volumes: [{name: data, configMap: {name: a, defaultMode: 0644}}]", "")]
    [InlineData("volumes: [{name: data, secret: {secretName: a, items: [{key: a, path: [|/a|]}]}}]", "relative")]
    [InlineData("tolerations: [{key: a, operator: [|exists|]}]", "must be one of")]
    [InlineData("tolerations: [{key: a, operator: Exists, value: [|b|]}]", "takes none")]
    [InlineData("tolerations: [{key: a, [|tolerationSeconds|]: 5}]", "'NoExecute'")]
    [InlineData("tolerations: [[|{value: a}|]]", "has no key")]
    [InlineData("tolerations: [{operator: Exists}, {key: a, effect: NoExecute, tolerationSeconds: 5}]", "")]
    [InlineData("topologySpreadConstraints: [{maxSkew: [|0|], topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]", "the least is '1'")]
    [InlineData("topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: [|Schedule|]}]", "must be one of")]
    [InlineData("nodeSelector: {a: [|b c|]}", "' ' may not be in a label value")]
    [InlineData("nodeSelector: {kubernetes.io/os: linux}", "")]
    [InlineData("affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: [|0|], preference: {}}]}}", "from '1' to '100'")]
    [InlineData("affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: [|In|]}]}]}}}", "at least one")]
    [InlineData("affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: Gt, values: ['5']}]}]}}}", "")]
    public void Pods(string field, string message) => RefusedValues.Judge($"""
        apiVersion: v1
        kind: Pod
        metadata: {"{name: web}"}
        spec:
          {field}
        """, message);

    [Theory]
    [InlineData("Deployment", "[|selector|]: {}", "is empty")]
    [InlineData("DaemonSet", "[|selector|]: {matchLabels: {}}", "is empty")]
    [InlineData("StatefulSet", "selector: {matchExpressions: [{key: a, operator: Exists}]}", "")]
    [InlineData("Deployment", "replicas: [|-1|]", "the least is '0'")]
    [InlineData("Deployment", "replicas: 0", "")]
    [InlineData("Deployment", "strategy: {type: [|Rolling|]}", "'Recreate, RollingUpdate'")]
    [InlineData("Deployment", "strategy: {type: Recreate, [|rollingUpdate|]: {maxSurge: 1}}", "beside the strategy 'Recreate'")]
    [InlineData("Deployment", "strategy: {type: Recreate, rollingUpdate: null}", "")]
    [InlineData("Deployment", "strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: [|0%|]}}", "no pod could ever be replaced")]
    [InlineData("Deployment", "strategy: {rollingUpdate: {maxSurge: 0}}", "")]
    [InlineData("Deployment", "strategy: {rollingUpdate: {maxSurge: [|'1'|]}}", "a percentage")]
    [InlineData("Deployment", "strategy: {rollingUpdate: {maxUnavailable: [|101%|]}}", "'100%' is the most")]
    [InlineData("Deployment", "strategy: {rollingUpdate: {maxSurge: 200%, maxUnavailable: 100%}}", "")]
    [InlineData("Deployment", "minReadySeconds: 10\n  progressDeadlineSeconds: [|10|]", "more than minReadySeconds")]
    [InlineData("Deployment", "minReadySeconds: [|600|]", "which is '600'")]
    [InlineData("Deployment", "minReadySeconds: 599", "")]
    [InlineData("DaemonSet", "updateStrategy: {rollingUpdate: {maxUnavailable: [|0|]}}", "no pod could ever be replaced")]
    [InlineData("DaemonSet", "updateStrategy: {rollingUpdate: {maxSurge: [|1|]}}", "only one of them")]
    [InlineData("DaemonSet", "updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}", "")]
    [InlineData("StatefulSet", "podManagementPolicy: [|parallel|]", "'OrderedReady, Parallel'")]
    [InlineData("StatefulSet", "podManagementPolicy: Parallel", "")]
    [InlineData("StatefulSet", "updateStrategy: {type: OnDelete, [|rollingUpdate|]: {partition: 1}}", "'OnDelete'")]
    [InlineData("StatefulSet", "updateStrategy: {rollingUpdate: {partition: [|-1|]}}", "the least is '0'")]
    [InlineData("StatefulSet", "serviceName: [|My_Service|]", "may not be in a DNS subdomain")]
    [InlineData("StatefulSet", "persistentVolumeClaimRetentionPolicy: {whenDeleted: [|Keep|]}", "'Retain, Delete'")]
    [InlineData("StatefulSet", "volumeClaimTemplates: [{metadata: {name: [|a.b|]}, spec: {}}]", "'.' may not be in a DNS label")]
    [InlineData("StatefulSet", "volumeClaimTemplates: [{metadata: {name: a}, spec: {accessModes: [[|ReadWriteonce|]], resources: {requests: {storage: 1Gi}}}}]", "must be one of")]
    [InlineData("Deployment", "template: {spec: {restartPolicy: [|always|]}}", "only 'Always'")]
    [InlineData("Deployment", "template: {spec: {[|activeDeadlineSeconds|]: 5}}", "may not end")]
    [InlineData("Deployment", "strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: 1%}}", "")]
    [InlineData("Deployment", "strategy: {rollingUpdate: {maxSurge: [|'%'|]}}", "a percentage")]
    [InlineData("DaemonSet", "updateStrategy: {rollingUpdate: {maxSurge: [|10%|], maxUnavailable: 10%}}", "only one of them")]
    [InlineData("ReplicaSet", "replicas: [|-1|]", "the least is '0'")]
    [InlineData("ReplicaSet", "template: {spec: {restartPolicy: Always}}", "")]
    [InlineData("Deployment", "template: {spec: {tolerations: [[|{value: a}|]]}}", "has no key")]
    [InlineData("Deployment", "template: {spec: {tolerations: [{operator: [|Equal|], value: a}]}}", "has no key")]
    [InlineData("Deployment", "template: {spec: {tolerations: [{operator: Exists}]}}", "")]
    [InlineData("Deployment", "template: {spec: {tolerations: [{key: a, operator: Exists, value: [|b|]}]}}", "which takes none")]
    [InlineData("Deployment", "template: {spec: {tolerations: [{key: a, [|tolerationSeconds|]: 5, effect: NoSchedule}]}}", "only the effect 'NoExecute'")]
    [InlineData("Deployment", "template: {spec: {tolerations: [{key: a, tolerationSeconds: 5, effect: NoExecute}]}}", "")]
    public void Controllers(string kind, string field, string message) => RefusedValues.Judge($"""
        apiVersion: apps/v1
        kind: {kind}
        metadata: {"{name: web}"}
        spec:
          {field}
        """, message);

    [Theory]
    [InlineData("template: {spec: {restartPolicy: [|never|]}}", "'Never, OnFailure'")]
    [InlineData("template: {spec: {restartPolicy: Never, activeDeadlineSeconds: 5}}", "")]
    [InlineData("backoffLimit: [|-1|]", "the least is '0'")]
    [InlineData("parallelism: [|-1|]", "the least is '0'")]
    [InlineData("completions: [|-1|]", "the least is '0'")]
    [InlineData("activeDeadlineSeconds: [|-1|]", "the least is '0'")]
    [InlineData("ttlSecondsAfterFinished: [|-1|]", "the least is '0'")]
    [InlineData("podReplacementPolicy: [|Always|]", "'TerminatingOrFailed, Failed'")]
    [InlineData("podReplacementPolicy: Failed", "")]
    [InlineData("completionMode: Indexed\n  completions: 3\n  [|maxFailedIndexes|]: 1", "without backoffLimitPerIndex")]
    [InlineData("podFailurePolicy: {rules: []}\n  template: {spec: {restartPolicy: [|OnFailure|]}}", "must have 'Never'")]
    [InlineData("podFailurePolicy: {rules: [{action: [|Fail|], onExitCodes: {operator: In, values: [1]}}]}\n  template: {spec: {restartPolicy: Never}}", "'FailJob, FailIndex, Ignore, Count'")]
    [InlineData("podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: [|Is|], values: [1]}}]}\n  template: {spec: {restartPolicy: Never}}", "'In, NotIn'")]
    [InlineData("completionMode: [|indexed|]\n  completions: 1", "'NonIndexed, Indexed'")]
    [InlineData("completionMode: [|Indexed|]", "no completions")]
    [InlineData("completionMode: Indexed\n  completions: 3\n  backoffLimitPerIndex: 1", "")]
    [InlineData("[|backoffLimitPerIndex|]: 1", "completionMode 'Indexed'")]
    [InlineData("[|selector|]: {matchLabels: {a: b}}", "manualSelector is not 'true'")]
    [InlineData("manualSelector: [|true|]", "there is no selector")]
    [InlineData("manualSelector: true\n  selector: {matchLabels: {a: b}}", "")]
    public void Jobs(string field, string message) => RefusedValues.Judge($"""
        apiVersion: batch/v1
        kind: Job
        metadata: {"{name: web}"}
        spec:
          {field}
        """, message);

    [Theory]
    [InlineData("schedule: [|'* * * *'|]", "has '4' fields")]
    [InlineData("schedule: [|60 * * * *|]", "the minute '60'")]
    [InlineData("schedule: [|0 0 * * 7|]", "the day of week '7'")]
    [InlineData("schedule: [|0 5-3 * * *|]", "the hour '5-3'")]
    [InlineData("schedule: [|'*/0 * * * *'|]", "the minute '*/0'")]
    [InlineData("schedule: [|'@reboot'|]", "none of cron's words")]
    [InlineData("schedule: [|'TZ=UTC 0 0 * * *'|]", "a time zone in it")]
    [InlineData("schedule: '@every 1h30m'", "")]
    [InlineData("schedule: 0,30 0-5/2 ? jan-MAR Mon-Fri", "")]
    [InlineData("timeZone: [|local|]", "not allowed")]
    [InlineData("timeZone: [|UTC+2|]", "no time zone database")]
    [InlineData("timeZone: America/Argentina/Buenos_Aires", "")]
    [InlineData("concurrencyPolicy: [|forbid|]", "'Allow, Forbid, Replace'")]
    [InlineData("concurrencyPolicy: Forbid", "")]
    [InlineData("failedJobsHistoryLimit: [|-1|]", "the least is '0'")]
    [InlineData("startingDeadlineSeconds: 0", "")]
    [InlineData("jobTemplate: {spec: {[|selector|]: {}}}", "always made for them")]
    [InlineData("jobTemplate: {spec: {manualSelector: [|true|]}}", "always made for them")]
    [InlineData("jobTemplate: {spec: {manualSelector: false}}", "")]
    public void CronJobs(string field, string message) => RefusedValues.Judge($"""
        apiVersion: batch/v1
        kind: CronJob
        metadata: {"{name: web}"}
        spec:
          {field}
        """, message);

    [Theory]
    [InlineData("containers: [{name: a, image: a, [|restartPolicy|]: Always}]", 34, "before Kubernetes '1.35'")]
    [InlineData("initContainers: [{name: a, image: a, restartPolicy: [|Never|]}]", 34, "only 'Always'")]
    [InlineData("initContainers: [{name: a, image: a, restartPolicy: Always}]", 34, "")]
    [InlineData("containers: [{name: a, image: a, env: [{name: [|1A|]}]}]", 31, "the name of a variable")]
    [InlineData("containers: [{name: a, image: a, lifecycle: {preStop: {sleep: {seconds: [|0|]}}}}]", 32, "the least is '1'")]
    [InlineData("tolerations: [{key: a, operator: [|Gt|], value: '5'}]", 34, "'Exists, Equal'")]
    public void Releases(string field, int kubernetesMinor, string message) => RefusedValues.Judge($"""
        apiVersion: v1
        kind: Pod
        metadata: {"{name: web}"}
        spec:
          {field}
        """, message, kubernetesMinor);

    [Theory]
    [InlineData("replicas: three")]
    [InlineData("strategy: []")]
    [InlineData("template: {spec: {containers: {name: web}, volumes: [a, 1, null], tolerations: [x], affinity: 1}}")]
    [InlineData("template: {spec: {containers: [null, a, {name: 1, ports: [1], env: [1], resources: [1], livenessProbe: {httpGet: [1]}}]}}")]
    public void Other_shapes_are_told_elsewhere(string field) => RefusedValues.Judge($"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {"{name: web}"}
        spec:
          {field}
        """, "");
}
