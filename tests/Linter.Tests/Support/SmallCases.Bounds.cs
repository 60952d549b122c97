using System.Collections.Immutable;

namespace Linter.Tests.Support;

/// <summary>Those of what quotas and budgets count, and of texts that are too long to be shown whole.</summary>
public static partial class SmallCases
{
    private static readonly string Long = new('x', 38);

    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> BoundCases =
    [
        .. ((string[])["requests.cpu: 2, pods: -1", "requests.cpu: 2, pods: many", "requests.cpu: 2, pods: 1k", "services.loadbalancers: 0, pods: -1", "services.loadbalancers: 0, pods: 1"])
            .Select(hard => ("unschedulable", $"a quota of {hard}", UnderQuota(hard, Job("Job", "")) + "---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}\n")),
        .. ((string[])["Job", "CronJob"]).SelectMany(kind => ((string[])["", "suspend: true, ", "suspend: false, ", "parallelism: 5, ", "parallelism: 5, completions: 2, ", "parallelism: 5, suspend: true, "])
            .Select(spec => ("unschedulable", $"a {kind} with {spec}a quota of 2 CPUs", UnderQuota("requests.cpu: 2", Job(kind, spec))))),
        ("unschedulable", "a suspended CronJob whose Jobs take more than a quota", UnderQuota("requests.cpu: 2", Job("CronJob", "parallelism: 5, ").Replace("spec: {schedule", "spec: {suspend: true, schedule", StringComparison.Ordinal))),
        .. ((string[])["ray.io/node-type", "app.kubernetes.io/name", "app"]).Select(key => ("disruption-budget", $"two budgets told apart by {key}",
            "apiVersion: ray.io/v1\nkind: RayCluster\nmetadata: {name: demo}\nspec: {headGroupSpec: {rayStartParams: {}, template: {metadata: {labels: {app: demo}}, spec: {containers: [{name: ray, image: 'ray:2'}]}}}}\n"
            + Budget("one", $"app: demo, {key}: head") + Budget("two", $"app: demo, {key}: worker"))),
        .. ((string[])["apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: K8sRequiredLabels", "apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool", "apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy", "apiVersion: elbv2.k8s.aws/v1beta1\nkind: IngressClassParams"])
            .Select(kind => ("namespace-on-cluster-scoped", $"a namespace of {kind.Split(' ')[^1]}", $"{kind}\nmetadata: {{name: a, namespace: shop}}\n")),
        .. ((string[])["ScaledJob", "ScaledObject", "Other"]).Select(kind => ("dns-name-not-found", $"a trigger of a {kind}", $"apiVersion: keda.sh/v1alpha1\nkind: {kind}\nmetadata: {{name: a, namespace: shop}}\nspec: {{triggers: [{{type: rabbitmq, metadata: {{host: 'amqp://rabitmq.shop.svc:5672/'}}}}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: rabbitmq, namespace: shop}}\nspec: {{selector: {{app: rabbitmq}}, ports: [{{port: 5672}}]}}\n")),
        .. ((string[])["$(A)", "$(A)$(A)", "$(B)$(B)", "$(", "$($(A)", "$(A"]).Select(value => ("dns-name-not-found", $"hosts behind {value}", Asked("api").Replace("env: [{name: A, value: 'api'}]", $"env: [{{name: A, value: 'http://a.shop.svc '}}, {{name: C, value: '{value}'}}]", StringComparison.Ordinal))),
        ("duplicate-env", "a text that is cut within an emoji", "---\n" + Deployment("web", $"{{containers: [{{name: a, image: 'a:1', env: [{{name: A, value: '1'}}, {{name: A, value: 'x{Long}xxxxxxxxxxxxxxxxxxxx😀😀'}}]}}]}}")),
        ("command-with-spaces", "a word that is cut within an emoji", "---\n" + Deployment("web", $"{{containers: [{{name: a, image: 'a:1', command: ['run x{Long}xxxxxxxxxxxxxxxx😀😀']}}]}}")),
        ("invalid-value", "a value that is cut within an emoji", $"apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{type: {Long}{Long}xxx😀😀, ports: [{{port: 80}}]}}\n"),
        ("wrong-type", "a value that is cut within an emoji", $"apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{ports: [{{port: {Long}xxxxxxxxxxxxxxxxxxxxx😀😀}}]}}\n"),
        ("yaml-syntax", "an escape of an emoji", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: \"\\😀\"}\n"),
        .. ((string[])["%NAME%", "%name_2%", "%[]%", "%12%"]).Select(word => ("yaml-syntax", $"a value that begins with {word}", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\ndata:\n  a: {word}\n")),
        .. ((string[])["A_1=b", "A:1=b", "A@=b"]).Select(word => ("config-map-not-found", $"a shell that sets {word}", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\ndata: {{start.sh: 'a'}}\n---\n" + Deployment("web", $"{{volumes: [{{name: a, configMap: {{name: a}}}}], containers: [{{name: a, image: 'a:1', volumeMounts: [{{name: a, mountPath: /a}}], command: [sh, -c, '{word} sh /a/stat.sh']}}]}}"))),
    ];

    private static string UnderQuota(string hard, string workload) =>
        $"apiVersion: v1\nkind: ResourceQuota\nmetadata: {{name: quota}}\nspec: {{hard: {{{hard}}}}}\n---\n{workload}";

    private static string Job(string kind, string spec)
    {
        var job = $"{{{spec}template: {{spec: {{restartPolicy: Never, containers: [{{name: a, image: 'a:1', resources: {{requests: {{cpu: 1}}, limits: {{cpu: 1}}}}}}]}}}}}}";
        return $"apiVersion: batch/v1\nkind: {kind}\nmetadata: {{name: a}}\nspec: {(kind == "Job" ? job : $"{{schedule: '* * * * *', jobTemplate: {{spec: {job}}}}}")}\n";
    }

    private static string Budget(string name, string labels) =>
        $"---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {{name: {name}}}\nspec: {{maxUnavailable: 1, selector: {{matchLabels: {{{labels}}}}}}}\n";
}
