using System.Reflection;
using Linter.Tests.Support;

namespace Linter.Tests.Graph;

/// <summary>The rows of the tests of values, with all that is said of them; <c>LINT_ACCEPT=1 dotnet test</c> writes it.</summary>
public class ValueDetailsTests
{
    [Fact]
    public void Values_that_are_refused_are_told_so() =>
        Golden.Matches("values.txt", Sections.Write(Titles().Concat(Words()).Distinct(StringComparer.Ordinal).Select(title => (title, ValueDetails.Of(title)))));

    private static IEnumerable<string> Titles()
    {
        foreach (var row in Rows<WorkloadValuesTests>(nameof(WorkloadValuesTests.Containers)))
            yield return Title("Container", row[0]);
        foreach (var row in Rows<WorkloadValuesTests>(nameof(WorkloadValuesTests.Pods)))
            yield return Title("Pod", row[0]);
        foreach (var row in Rows<WorkloadValuesTests>(nameof(WorkloadValuesTests.Controllers)))
            yield return Title($"apps/v1 {row[0]}", row[1]);
        foreach (var row in Rows<WorkloadValuesTests>(nameof(WorkloadValuesTests.Jobs)))
            yield return Title("batch/v1 Job", row[0]);
        foreach (var row in Rows<WorkloadValuesTests>(nameof(WorkloadValuesTests.CronJobs)))
            yield return Title("batch/v1 CronJob", row[0]);
        foreach (var row in Rows<TrafficValuesTests>(nameof(TrafficValuesTests.Services)))
            yield return Title("Service", row[0]);
        foreach (var row in Rows<TrafficValuesTests>(nameof(TrafficValuesTests.Selectors_of_each_kind)))
            yield return Title($"{row[0]} {row[1]}", row[2]!.ToString()!.Replace("SELECTOR", "{matchExpressions: [{key: a, operator: in, values: [b]}]}", StringComparison.Ordinal));
    }

    // Each word of the closed sets is allowed where it belongs; one that is none has its message told in full.
    private static IEnumerable<string> Words()
    {
        foreach (var (title, words) in ClosedSets)
        {
            foreach (var word in words.Split(' ').Append("other"))
                yield return title.Replace("WORD", word, StringComparison.Ordinal);
        }
    }

    private static readonly (string Title, string Words)[] ClosedSets =
    [
        ("Service: ipFamilyPolicy: WORD", "SingleStack PreferDualStack RequireDualStack"),
        ("Service: ipFamilies: [WORD]", "IPv4 IPv6"),
        ("Service: type: WORD", "ClusterIP NodePort LoadBalancer"),
        ("Service: sessionAffinity: WORD", "None ClientIP"),
        ("Service: type: NodePort\\n  externalTrafficPolicy: WORD", "Cluster Local"),
        ("Service: type: LoadBalancer\\n  externalTrafficPolicy: WORD", "Cluster Local"),
        ("networking.k8s.io/v1 Ingress: rules: [{http: {paths: [{path: /, pathType: WORD, backend: {service: {name: web, port: {number: 80}}}}]}}]", "Exact Prefix ImplementationSpecific"),
        ("networking.k8s.io/v1 Ingress: defaultBackend: {resource: {apiGroup: WORD, kind: Bucket, name: a}}", "storage.example.com Storage_"),
        ("networking.k8s.io/v1 Ingress: rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {resource: {apiGroup: WORD, kind: Bucket, name: a}}}]}}]", "storage.example.com Storage_"),
        ("networking.k8s.io/v1 Ingress: {tls: [{secretName: WORD}], rules: [{host: a.b}]}", "tls Tls_"),
        ("networking.k8s.io/v1 Ingress: {ingressClassName: WORD, rules: [{host: a.b}]}", "nginx Nginx_"),
        ("networking.k8s.io/v1 IngressClass: {controller: a/b, parameters: {kind: A, name: b, scope: WORD}}", "Cluster Namespace"),
        ("networking.k8s.io/v1 IngressClass: {controller: a/b, parameters: {kind: A, name: b, namespace: c, scope: WORD}}", "Cluster Namespace"),
        ("networking.k8s.io/v1 IngressClass: controller: WORD", "example.com/a example.com Example/a_b /"),
        ("networking.k8s.io/v1 NetworkPolicy: {podSelector: {}, policyTypes: [WORD]}", "Ingress Egress"),
        ("networking.k8s.io/v1 NetworkPolicy: {podSelector: {}, policyTypes: [Ingress, Egress, WORD]}", "Ingress"),
        ("networking.k8s.io/v1 NetworkPolicy: {podSelector: {}, ingress: [{ports: [{port: 80, protocol: WORD}]}], egress: [{ports: [{port: 80, protocol: WORD}]}]}", "TCP UDP SCTP"),
        ("networking.k8s.io/v1 NetworkPolicy: {podSelector: {}, ingress: [{ports: [{port: 80, endPort: WORD}]}]}", "79 80 81 65536"),
        ("networking.k8s.io/v1 NetworkPolicy: {podSelector: {}, ingress: [{ports: [{endPort: WORD}]}]}", "81"),
        ("networking.k8s.io/v1 NetworkPolicy: {podSelector: {}, ingress: [{ports: [{port: http, endPort: WORD}]}]}", "81"),
        ("networking.k8s.io/v1 NetworkPolicy: {podSelector: {}, egress: [{to: [{ipBlock: {cidr: WORD}}]}], ingress: [{from: [{ipBlock: {cidr: WORD}}]}]}", "10.0.0.0/8 10.0.0.0 10.0.0.1/8 10.0.0.0/33 10.0.0.0/a 010.0.0.0/8 '' fd00::/8 10.0.0/8"),
        ("networking.k8s.io/v1 NetworkPolicy: {podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [WORD]}}]}]}", "10.1.0.0/16 11.0.0.0/16 10.0.0.0/8"),
        ("policy/v1 PodDisruptionBudget: {minAvailable: 1, unhealthyPodEvictionPolicy: WORD}", "IfHealthyBudget AlwaysAllow"),
        ("autoscaling/v2 HorizontalPodAutoscaler: {minReplicas: 3, maxReplicas: WORD}", "2 3 0 -1 '3'"),
        ("policy/v1 PodDisruptionBudget: minAvailable: WORD", "1 0 -1 50% 100% 101% -5% '1' 5%%"),
        ("policy/v1 PodDisruptionBudget: {minAvailable: 1, maxUnavailable: WORD}", "1"),
        ("rbac.authorization.k8s.io/v1 RoleBinding: {}\\nroleRef: {kind: WORD, name: a, apiGroup: rbac.authorization.k8s.io}", "Role ClusterRole"),
        ("rbac.authorization.k8s.io/v1 ClusterRoleBinding: {}\\nroleRef: {kind: WORD, name: a, apiGroup: rbac.authorization.k8s.io}", "Role ClusterRole"),
        ("rbac.authorization.k8s.io/v1 RoleBinding: {}\\nsubjects: [{kind: WORD, name: a}]", "ServiceAccount User Group"),
        ("rbac.authorization.k8s.io/v1 RoleBinding: {}\\nsubjects: [{kind: WORD, name: a, apiGroup: rbac.authorization.k8s.io}]", "ServiceAccount User Group"),
        ("rbac.authorization.k8s.io/v1 ClusterRoleBinding: {}\\nsubjects: [{kind: WORD, name: a}]", "ServiceAccount User Group"),
        ("rbac.authorization.k8s.io/v1 ClusterRoleBinding: {}\\nsubjects: [{kind: ServiceAccount, name: a, namespace: WORD}]", "shop ''"),
        ("rbac.authorization.k8s.io/v1 ClusterRoleBinding: {}\\nsubjects: [{kind: User, name: a, apiGroup: WORD}]", "rbac.authorization.k8s.io ''"),
        ("Container: env: [{name: A, valueFrom: {fieldRef: {fieldPath: WORD}}}]", "metadata.name metadata.namespace metadata.uid spec.nodeName spec.serviceAccountName status.hostIP status.hostIPs status.podIP status.podIPs metadata.labels metadata.annotations \"metadata.labels['a']\" \"metadata.annotations['A/b']\" \"metadata.labels['a_']\" \"metadata.name['a']\" spec.other status.other"),
        ("Container: env: [{name: A, valueFrom: {resourceFieldRef: {resource: WORD}}}]", "limits.cpu limits.memory limits.ephemeral-storage requests.cpu requests.memory requests.ephemeral-storage limits.hugepages-2Mi requests.hugepages-2Mi limits.cpus cpu"),
        ("Container: env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: WORD}}}]", "1 1m 2 1Mi"),
        ("Container: env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: WORD}}}]", "1 1m 1Mi 3Mi"),
        ("Pod: nodeName: &unit WORD\\n  containers: [{name: web, image: 'a:1', env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: *unit}}}]}]", "2m"),
        ("Container: env: [{name: A, valueFrom: {WORD: {name: a, key: b, fieldPath: metadata.name, resource: limits.cpu}, other: {}}}]", "configMapKeyRef fieldRef fileKeyRef resourceFieldRef secretKeyRef"),
        ("Container: env: [{name: A, valueFrom: {WORD: {name: a, key: b, fieldPath: metadata.name, resource: limits.cpu}, secretKeyRef: {name: c, key: d}}}]", "configMapKeyRef fieldRef fileKeyRef resourceFieldRef"),
        ("Container: env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name, apiVersion: WORD}}}]", "v1 v2 ''"),
        ("Container: envFrom: [{prefix: WORD, configMapRef: {name: a}}]", "A_ a.b- 1a '' A=B"),
        ("Container: envFrom: [{WORD: {name: a}}]", "configMapRef secretRef prefix"),
        ("Container: envFrom: [{WORD: {name: a}, secretRef: {name: b}}]", "configMapRef"),
        ("Container: resources: {requests: {WORD: 1}}", "cpu memory ephemeral-storage hugepages-2Mi example.com/a cpus mem storage"),
        ("Container: resources: {limits: {WORD: 1}}", "cpu memory ephemeral-storage hugepages-2Mi example.com/a cpus mem storage"),
        ("Container: resources: {limits: {memory: WORD}}", "1b 1byte 1k 1K 1g 1t 1G 1kb 1mb 1gb 1tb 1KB 1MB 1GB 1TB 1kib 1mib 1gib 1tib 1KiB 1m 1M -1 1.5 '' 1e3 1core .5Gi 0.1"),
        ("Container: resources: {requests: {cpu: WORD}}", "1core 1cores 1cpu 1cpus 100M 100m 1.5 -1 0.0001 1k"),
        ("Container: resources: {requests: {cpu: 2, memory: 2Gi, example.com/a: 2}, limits: {cpu: WORD, memory: WORD, example.com/a: WORD}}", "1 2 3 3Gi"),
        ("Container: resources: {requests: {example.com/a: WORD}}", "1 1.5"),
        ("Container: volumeMounts: [{name: a, mountPath: /a, subPath: WORD}]", "a /a a/../b .. a/.. '' a..b"),
        ("Container: volumeMounts: [{name: a, mountPath: /a, subPathExpr: WORD}]", "a /a a/../b $(A)"),
        ("Container: volumeMounts: [{name: a, mountPath: /a, subPath: b, subPathExpr: WORD}]", "a"),
        ("Container: volumeMounts: [{name: a, mountPath: /a, mountPropagation: WORD}]", "None HostToContainer Bidirectional"),
        ("Container: securityContext: {privileged: true}\\n      volumeMounts: [{name: a, mountPath: /a, mountPropagation: WORD}]", "None HostToContainer Bidirectional"),
        ("Container: securityContext: {privileged: true, allowPrivilegeEscalation: WORD}", "true false"),
        ("Container: securityContext: {privileged: false, allowPrivilegeEscalation: WORD}", "true false"),
        ("Container: securityContext: {capabilities: {add: [SYS_ADMIN]}, allowPrivilegeEscalation: WORD}", "true false"),
        ("Container: securityContext: {procMount: WORD}", "Default Unmasked"),
        ("Container: securityContext: {seccompProfile: {type: WORD}}", "Unconfined RuntimeDefault Localhost"),
        ("Container: securityContext: {seccompProfile: {type: WORD, localhostProfile: a}}", "Unconfined RuntimeDefault Localhost"),
        ("Container: securityContext: {runAsUser: WORD, runAsGroup: WORD}", "0 -1 1000 2147483648"),
        ("Container: lifecycle: {preStop: {sleep: {seconds: WORD}}}", "0 1 30 31 -1"),
        ("Container: livenessProbe: {httpGet: {port: WORD}}", "http '' 80 0 65536 '80' a--b HTTP"),
        ("Pod: {dnsPolicy: WORD, containers: []}", "ClusterFirst ClusterFirstWithHostNet Default None"),
        ("Pod: {dnsPolicy: None, dnsConfig: {nameservers: [WORD]}, containers: []}", "1.2.3.4 a ::1"),
        ("Pod: {dnsConfig: {nameservers: [1.2.3.4, 1.2.3.5, 1.2.3.6, WORD]}, containers: []}", "1.2.3.7"),
        ("Pod: {restartPolicy: WORD, containers: []}", "Always OnFailure Never"),
        ("Pod: {preemptionPolicy: WORD, containers: []}", "Never PreemptLowerPriority"),
        ("Pod: {hostAliases: [{ip: WORD, hostnames: [a]}], containers: []}", "1.2.3.4 a ''"),
        ("Pod: {securityContext: {fsGroup: WORD, runAsUser: WORD, runAsGroup: WORD}, containers: []}", "0 -1 2147483648"),
        ("Pod: {tolerations: [{key: a, operator: WORD}], containers: []}", "Exists Equal Lt Gt"),
        ("Pod: {tolerations: [{key: a, operator: WORD, value: '1'}], containers: []}", "Exists Equal Lt Gt"),
        ("Pod: {tolerations: [{operator: WORD}], containers: []}", "Exists Equal"),
        ("Pod: {tolerations: [{key: a, operator: Exists, effect: WORD}], containers: []}", "NoSchedule PreferNoSchedule NoExecute"),
        ("Pod: {tolerations: [{key: a, operator: Exists, effect: WORD, tolerationSeconds: 5}], containers: []}", "NoSchedule PreferNoSchedule NoExecute"),
        ("Pod: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: WORD, values: ['1']}]}]}}}, containers: []}", "In NotIn Exists DoesNotExist Gt Lt"),
        ("Pod: {affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: WORD, preference: {matchExpressions: [{key: a, operator: In, values: ['1', '2']}]}}]}}, containers: []}", "0 1 100 101"),
        ("Pod: {affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [{key: a, operator: WORD, values: ['1', '2']}], matchFields: [{key: metadata.name, operator: WORD, values: [a]}]}}]}}, containers: []}", "In Exists Gt"),
        ("Pod: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: WORD, values: [a]}]}]}}}, containers: []}", "In NotIn Exists"),
        ("Pod: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: WORD, values: [b, c]}]}]}}}, containers: []}", "Gt Lt In Exists"),
        ("Pod: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: WORD}]}]}}}, containers: []}", "Gt In NotIn Exists"),
        ("Pod: {affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: WORD, podAffinityTerm: {topologyKey: a}}]}}, containers: []}", "0 1 100 101"),
        ("Pod: {affinity: {podAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: WORD, podAffinityTerm: {}}], requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: ''}]}}, containers: []}", "0 1 100 101"),
        ("Pod: {affinity: {WORD: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: a, labelSelector: {matchExpressions: [{key: a, operator: in, values: [b]}]}}], preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm: {topologyKey: a, labelSelector: {matchExpressions: [{key: a, operator: in, values: [b]}]}}}]}}, containers: []}", "podAffinity podAntiAffinity"),
        ("Pod: {topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: WORD}], containers: []}", "DoNotSchedule ScheduleAnyway"),
        ("Pod: {topologySpreadConstraints: [{maxSkew: WORD, minDomains: WORD, topologyKey: a, whenUnsatisfiable: DoNotSchedule}], containers: []}", "0 1 -1"),
        ("Pod: {topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: WORD, minDomains: 2}], containers: []}", "DoNotSchedule ScheduleAnyway"),
        ("Pod: {topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: DoNotSchedule, nodeAffinityPolicy: WORD, nodeTaintsPolicy: WORD}], containers: []}", "Honor Ignore"),
        ("Pod: {topologySpreadConstraints: [{maxSkew: 1, topologyKey: '', whenUnsatisfiable: '', labelSelector: {matchExpressions: [{key: a, operator: WORD, values: [b]}]}}], containers: []}", "In in"),
        ("Pod: {volumes: [{name: a, hostPath: {path: /a, type: WORD}}], containers: []}", "DirectoryOrCreate Directory FileOrCreate File Socket CharDevice BlockDevice ''"),
        ("Pod: {volumes: [{name: a, hostPath: {path: WORD}}], containers: []}", "/a a /a/../b .."),
        ("Pod: {volumes: [{name: a, emptyDir: {sizeLimit: WORD}}], containers: []}", "1Gi 1GB -1"),
        ("Pod: {volumes: [{name: a, emptyDir: {medium: WORD}}], containers: []}", "Memory HugePages HugePages-2Mi ''"),
        ("Pod: {volumes: [{name: a, nfs: {path: /a, server: b}, WORD: {}}], containers: []}", "awsElasticBlockStore azureDisk azureFile cephfs cinder configMap csi downwardAPI emptyDir ephemeral fc flexVolume flocker gcePersistentDisk gitRepo glusterfs hostPath image iscsi persistentVolumeClaim photonPersistentDisk portworxVolume projected quobyte rbd scaleIO secret storageos vsphereVolume"),
        ("Pod: {volumes: [{name: a, configMap: {name: a, defaultMode: WORD}}], containers: []}", "0644 420 0777 01000 512 644 777 0o644 -1 888 1000"),
        ("Pod: {volumes: [{name: a, secret: {secretName: a, items: [{key: a, path: WORD, mode: 0400}]}}], containers: []}", "a /a ../a a/.. a/../b"),
        ("Pod: {volumes: [{name: WORD, emptyDir: {}}], containers: []}", "a A a.b a_b"),
        ("apps/v1 Deployment: {strategy: {type: WORD}, selector: {matchLabels: {a: b}}}", "Recreate RollingUpdate"),
        ("apps/v1 Deployment: {strategy: {type: WORD, rollingUpdate: {maxSurge: 1}}, selector: {matchLabels: {a: b}}}", "Recreate RollingUpdate"),
        ("apps/v1 Deployment: {strategy: {rollingUpdate: {maxSurge: WORD, maxUnavailable: WORD}}, selector: {matchLabels: {a: b}}}", "0 1 0% 100% 101% '1' 10%% -1"),
        ("apps/v1 Deployment: {strategy: {rollingUpdate: {maxSurge: WORD, maxUnavailable: 0}}, selector: {matchLabels: {a: b}}}", "0 1 0%"),
        ("apps/v1 Deployment: {minReadySeconds: 10, progressDeadlineSeconds: WORD, selector: {matchLabels: {a: b}}}", "10 11 9"),
        ("apps/v1 Deployment: {minReadySeconds: WORD, selector: {matchLabels: {a: b}}}", "599 600 -1"),
        ("apps/v1 Deployment: {progressDeadlineSeconds: WORD, selector: {matchLabels: {a: b}}}", "0 1 -1"),
        ("apps/v1 Deployment: {revisionHistoryLimit: WORD, replicas: WORD, selector: {matchLabels: {a: b}}}", "0 1 -1"),
        ("apps/v1 Deployment: {selector: WORD}", "{}"),
        ("apps/v1 DaemonSet: {updateStrategy: {type: WORD}, selector: {matchLabels: {a: b}}}", "OnDelete RollingUpdate"),
        ("apps/v1 DaemonSet: {updateStrategy: {type: WORD, rollingUpdate: {maxSurge: 1}}, selector: {matchLabels: {a: b}}}", "OnDelete RollingUpdate"),
        ("apps/v1 DaemonSet: {updateStrategy: {rollingUpdate: {maxSurge: WORD, maxUnavailable: WORD}}, selector: {matchLabels: {a: b}}}", "0 1 0% 10%"),
        ("apps/v1 DaemonSet: {updateStrategy: {rollingUpdate: {maxSurge: WORD}}, selector: {matchLabels: {a: b}}}", "0 1 0% 10%"),
        ("apps/v1 DaemonSet: {updateStrategy: {rollingUpdate: {maxUnavailable: WORD}}, selector: {matchLabels: {a: b}}}", "0 1 0% 10%"),
        ("apps/v1 StatefulSet: {updateStrategy: {type: WORD}, selector: {matchLabels: {a: b}}}", "OnDelete RollingUpdate"),
        ("apps/v1 StatefulSet: {updateStrategy: {type: WORD, rollingUpdate: {partition: 1}}, selector: {matchLabels: {a: b}}}", "OnDelete RollingUpdate"),
        ("apps/v1 StatefulSet: {updateStrategy: {rollingUpdate: {maxUnavailable: WORD}}, selector: {matchLabels: {a: b}}}", "0 1 0% 10% 101%"),
        ("apps/v1 StatefulSet: {updateStrategy: {rollingUpdate: {partition: WORD}}, selector: {matchLabels: {a: b}}}", "0 -1"),
        ("apps/v1 StatefulSet: {podManagementPolicy: WORD, selector: {matchLabels: {a: b}}}", "OrderedReady Parallel"),
        ("apps/v1 StatefulSet: {persistentVolumeClaimRetentionPolicy: {whenDeleted: WORD, whenScaled: WORD}, selector: {matchLabels: {a: b}}}", "Retain Delete"),
        ("apps/v1 StatefulSet: {ordinals: {start: WORD}, selector: {matchLabels: {a: b}}}", "0 -1"),
        ("batch/v1 Job: {completionMode: WORD, completions: 2, template: {spec: {restartPolicy: Never}}}", "NonIndexed Indexed"),
        ("batch/v1 Job: {completionMode: WORD, template: {spec: {restartPolicy: Never}}}", "NonIndexed Indexed"),
        ("batch/v1 Job: {completionMode: WORD, completions: 2, backoffLimitPerIndex: 1, maxFailedIndexes: 1, template: {spec: {restartPolicy: Never}}}", "NonIndexed Indexed"),
        ("batch/v1 Job: {completionMode: Indexed, completions: 200000, parallelism: WORD, template: {spec: {restartPolicy: Never}}}", "1 100000 100001"),
        ("batch/v1 Job: {completionMode: Indexed, completions: 2, backoffLimitPerIndex: 1, template: {spec: {restartPolicy: WORD}}}", "Never OnFailure"),
        ("batch/v1 Job: {completionMode: Indexed, completions: 2, maxFailedIndexes: WORD, template: {spec: {restartPolicy: Never}}}", "1"),
        ("batch/v1 Job: {podReplacementPolicy: WORD, template: {spec: {restartPolicy: Never}}}", "TerminatingOrFailed Failed"),
        ("batch/v1 Job: {podFailurePolicy: {rules: []}, podReplacementPolicy: WORD, template: {spec: {restartPolicy: Never}}}", "TerminatingOrFailed Failed"),
        ("batch/v1 Job: {podFailurePolicy: {rules: [{action: WORD, onExitCodes: {operator: In, values: [1]}}]}, template: {spec: {restartPolicy: Never}}}", "FailJob FailIndex Ignore Count"),
        ("batch/v1 Job: {podFailurePolicy: {rules: [{action: Ignore, onExitCodes: {operator: WORD, values: [0]}}]}, template: {spec: {restartPolicy: Never}}}", "In NotIn"),
        ("batch/v1 Job: {manualSelector: WORD, template: {spec: {restartPolicy: Never}}}", "true false"),
        ("batch/v1 CronJob: {schedule: '@daily', concurrencyPolicy: WORD}", "Allow Forbid Replace"),
        ("batch/v1 CronJob: {schedule: '@daily', timeZone: WORD}", "Europe/Berlin UTC Etc/UTC GMT GMT+1 UTC+2 local Local '' Berlin CET +01:00 Europe/ GMT+x"),
        ("batch/v1 CronJob: {schedule: '@daily', jobTemplate: {spec: {manualSelector: WORD}}}", "true false"),
        ("batch/v1 CronJob: {schedule: WORD}", "'@hourly' '@daily' '@midnight' '@weekly' '@monthly' '@yearly' '@annually' '@every' '@noon' 'TZ=UTC' ''"),
        ("batch/v1 CronJob: schedule: 0 0 * * WORD", "0 6 7 sun SUN mon-fri 1-5 5-1 */2 8 1,2"),
        ("batch/v1 CronJob: schedule: 'WORD 0 * * *'", "0 59 60 */5 */0 a 1-2/3 -1 1-"),
        ("batch/v1 CronJob: schedule: TZ=UTC 0 0 * * WORD", "*"),
        ("apps/v1 Deployment: selector: {matchLabels: WORD, matchExpressions: []}", "{}"),
        ("v1 PersistentVolumeClaim: {accessModes: [WORD], resources: {requests: {storage: 1Gi}}}", "ReadWriteOnce ReadOnlyMany ReadWriteMany ReadWriteOncePod"),
        ("v1 PersistentVolumeClaim: {accessModes: [ReadWriteOnce], resources: {requests: {storage: WORD}}}", "1Gi 0 -1 1GB"),
        ("v1 PersistentVolumeClaim: {volumeMode: WORD, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}", "Filesystem Block"),
        ("autoscaling/v2 HorizontalPodAutoscaler: {scaleTargetRef: {kind: Deployment, name: web}, minReplicas: WORD, maxReplicas: 3}", "0 1 3 4 -1"),
    ];

    private static IEnumerable<object?[]> Rows<T>(string test) => typeof(T).GetMethod(test)!.GetCustomAttributes<InlineDataAttribute>().Select(row => row.Data);

    private static string Title(string owner, object? fragment) =>
        $"{owner}: {fragment!.ToString()!.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal).ReplaceLineEndings("\\n")}";
}
