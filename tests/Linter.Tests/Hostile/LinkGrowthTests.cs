using Linter.Engine;
using Linter.Manifests;

namespace Linter.Tests.Hostile;

/// <summary>
/// Links between many objects: what a run takes grows as its input does. Bytes are counted, not time; what takes none but
/// walks is held against a clock at a size where all pairs would take minutes.
/// </summary>
public sealed class LinkGrowthTests
{
    private const int Few = 300;
    private const int Times = 4;
    private const int Many = 12_000;
    // Linear growth is 4; 16 is quadratic.
    private const double MostGrowth = 6;

    // Where all is linked with all, the links themselves grow with the square.
    private const double MostGrowthOfLinks = 8;

    private const long MostOfPair = 80;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private static readonly Dictionary<string, Func<int, string>> Cases = new(StringComparer.Ordinal)
    {
        ["a Gateway with a listener for the host of each route"] = n => Gateway(n)
            + Repeat(n, i => Route(i, "default", $"h{i}.example.com")) + Service("default"),
        ["a Gateway with no listener for any route"] = n => Gateway(n) + Repeat(n, i => Route(i, "default", $"k{i}.example.com"))
            + Service("default"),
        ["a Gateway with listeners for the hosts of wildcards"] = n => Gateway(n)
            + Repeat(n, i => Route(i, "default", i % 2 == 0 ? "'*.example.com'" : $"'*.k{i}.com'")) + Service("default"),
        ["definitions of one Gateway that takes no route"] = n => Repeat(n, i => Gateway(1) + Route(i, "default", $"k{i}.example.com"))
            + Service("default"),
        ["definitions of one Gateway that takes routes of its namespace"] = n => Repeat(n, i => Gateway(1) + Crossing(i)) + Service("b"),
        ["Services that select the same pods"] = n => Repeat(n, i => Workload(i, "app: x") + Service($"w{i}", "app: x")),
        ["Services that select the same pods at two ports"] = n => Repeat(n,
            i => Workload(i, "app: x", "ports: [{name: http, containerPort: 80}, {containerPort: 81}]")
            + Service($"s{i}", "app: x").Replace("ports: [", "ports: [{name: b, port: 81}, ", StringComparison.Ordinal)),
        ["Services that send the same pods to a port that none declares"] = n => Repeat(n,
            i => Workload(i, "app: x") + Service($"s{i}", "app: x").Replace("port: 80", "port: 80, targetPort: 8088", StringComparison.Ordinal)),
        ["Services that send the same pods to ports by names that none declares"] = n => Repeat(n,
            i => Workload(i, "app: x") + Service($"s{i}", "app: x").Replace("port: 80", $"port: 80, targetPort: port-{i}", StringComparison.Ordinal)),
        ["Servers for a port of Services in front of the same pods"] = n => Repeat(n,
            i => Workload(i, "app: x") + Server(i, "8088") + Service($"s{i}", "app: x").Replace("port: 80", "port: 8088, targetPort: 80", StringComparison.Ordinal)),
        ["Servers for ports that the same pods do not name"] = n => Repeat(n, i => Workload(i, "app: x") + Server(i, $"port-{i}")),
        ["quotas of one PriorityClass each, with pods of each"] = n => Repeat(n,
            i => Document("v1", "ResourceQuota", $"q{i}", "default",
                $"spec: {{hard: {{pods: 1}}, scopeSelector: {{matchExpressions: [{{scopeName: PriorityClass, operator: In, values: [c{i}]}}]}}}}")
            + Workload(i, $"app: w{i}").Replace("containers: [", $"priorityClassName: c{i}, containers: [", StringComparison.Ordinal)),
        ["quotas that each leave out another PriorityClass, with pods of each"] = n => Repeat(n,
            i => Document("v1", "ResourceQuota", $"q{i}", "default",
                $"spec: {{hard: {{pods: {n * 5}}}, scopeSelector: {{matchExpressions: [{{scopeName: PriorityClass, operator: NotIn, values: [c{i}]}}]}}}}")
            + Workload(i, $"app: w{i}").Replace("containers: [", $"priorityClassName: c{i}, containers: [", StringComparison.Ordinal)),
        ["quotas of any PriorityClass, with pods of one each"] = n => Repeat(n,
            i => Document("v1", "ResourceQuota", $"q{i}", "default",
                $"spec: {{hard: {{pods: {n * 5}}}, scopeSelector: {{matchExpressions: [{{scopeName: PriorityClass, operator: Exists}}]}}}}")
            + Workload(i, $"app: w{i}").Replace("containers: [", $"priorityClassName: c{i}, containers: [", StringComparison.Ordinal)),
        ["unnamed pods that Services of many namespaces may mean"] = n => Repeat(n,
            i => Workload(i, "app: x").Replace(", namespace: default", "", StringComparison.Ordinal)
            + Document("v1", "Service", "s", $"n{i}", "spec: {selector: {app: x}, ports: [{port: 80}]}")),
        ["grants for others"] = n => Repeat(n, i => Document("gateway.networking.k8s.io/v1beta1", "ReferenceGrant", $"g{i}", "b",
            $"spec: {{from: [{{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: n{i}}}], to: [{{group: '', kind: Service}}]}}"))
                + Service("b") + Repeat(n, i => Crossing(i)),
        ["one grant for many others"] = n => Document("gateway.networking.k8s.io/v1beta1", "ReferenceGrant", "g", "b",
            $"spec: {{from: [{Join(n, i => $"{{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: n{i}}}")}], to: [{{group: '', kind: Service}}]}}")
                + Service("b") + Repeat(n, i => Crossing(i)),
        ["budgets that select the same pods"] = n => Repeat(n, i => Workload(i, $"app: x, i: v{i}"))
            + Repeat(n, i => Document("policy/v1", "PodDisruptionBudget", $"p{i}", "default",
                "spec: {minAvailable: 1, selector: {matchLabels: {app: x}}}")),
        ["ignores above objects"] = n => Repeat(n, i => "# lint:ignore missing-probe -- it has none\n" + Workload(i, $"app: w{i}")),
        ["ignores upon ignores above a list"] = n => Repeat(n, i => $"# lint:ignore wrong-type -- x{i}\n")
            + "apiVersion: v1\nkind: List\nitems:\n"
            + Repeat(n, i => $"- {{apiVersion: v1, kind: ConfigMap, metadata: {{name: c{i}}}, data: {{a: 5}}}}\n"),
        ["monitors of Services without labels"] = n => Repeat(n,
            i => Workload(i, $"app: w{i}") + Service($"w{i}", $"app: w{i}") + Monitor("ServiceMonitor", i, $"app: w{i}", "web")),
        ["monitors of the same Services"] = n => Repeat(n,
            i => Workload(i, $"app: w{i}") + Service($"w{i}", $"app: w{i}", "labels: {team: a}, ")
                + Monitor("ServiceMonitor", i, "team: a", "web")),
        ["monitors of the same Services, each of another port"] = n => Repeat(n,
            i => Workload(i, $"app: w{i}") + Service($"w{i}", $"app: w{i}", "labels: {team: a}, ")
                + Monitor("ServiceMonitor", i, "team: a", $"port-{i}")),
        ["monitors of the same pods"] = n => Repeat(n,
            i => Workload(i, $"app: x, i: v{i}") + Monitor("PodMonitor", i, "app: x", $"port-{i}")),
        ["LimitRanges of one namespace"] = n => Repeat(n,
            i => Range(i, 1) + Workload(i, $"app: w{i}", "resources: {requests: {cpu: 2}, limits: {cpu: 3}}")),
        ["LimitRanges of one namespace, each tighter"] = n => Repeat(n,
            i => Range(i, (2 * n) - i) + Workload(i, $"app: w{i}", "resources: {requests: {cpu: 1}, limits: {cpu: 1}}")),
        ["quotas that each workload is too much for"] = n => Repeat(n,
            i => Quota(i, "requests.cpu: 1, pods: 1") + Workload(i, $"app: w{i}", "resources: {requests: {cpu: 2}}")),
        ["quotas that ask for what no container says"] = n => Repeat(n,
            i => Quota(i, "requests.cpu: 1000, limits.memory: 1000Gi") + Workload(i, $"app: w{i}")),
        ["rules of a role with resources of another group"] = n =>
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\nrules:\n"
            + Repeat(n, i => $"- {{apiGroups: ['', apps], resources: [jobs, cronjobs/{i}], verbs: [get]}}\n"),
        ["egress rules with the number of a Service"] = n => Repeat(n,
            i => Workload(i, $"app: w{i}") + Service($"w{i}", $"app: w{i}").Replace("port: 80", "port: 8081", StringComparison.Ordinal)
            + Document("networking.k8s.io/v1", "NetworkPolicy", $"p{i}", "default",
                $"spec: {{podSelector: {{}}, policyTypes: [Egress], egress: [{{to: [{{podSelector: {{matchLabels: {{app: w{i}}}}}}}], ports: [{{port: 8081}}]}}]}}")),
        ["hosts of a mesh"] = n => Document("networking.istio.io/v1", "Gateway", "g", "default",
            $"spec: {{servers: [{Join(n, i => $"{{port: {{number: 8080}}, hosts: [h{i}.example.com]}}")}]}}")
            + Repeat(n, i => Service($"w{i}", "app: x")
            + Document("networking.istio.io/v1", "ServiceEntry", $"e{i}", "default", $"spec: {{hosts: [e{i}.example.com]}}")
            + Document("networking.istio.io/v1", "DestinationRule", $"d{i}", "default", $"spec: {{host: w{i}, subsets: [{{name: a}}]}}")
            + Document("networking.istio.io/v1", "VirtualService", $"v{i}", "default",
                $"spec: {{gateways: [g], hosts: [h{i}.example.com], http: [{{route: [{{destination: {{host: w{i}, subset: b}}}}]}}]}}")),
        ["Gateways of a mesh under other names"] = n => Repeat(n,
            i => Document("networking.istio.io/v1", "Gateway", $"gate-{i}-a", "default",
                "spec: {servers: [{port: {number: 80}, hosts: ['*']}]}")
            + Document("networking.istio.io/v1", "VirtualService", $"v{i}", "default",
                $"spec: {{gateways: [other-{i}-z], hosts: [a.example.com], http: []}}")),
        ["names and keys of one Secret that changed places"] = n =>
            $"apiVersion: v1\nkind: Secret\nmetadata: {{name: creds, namespace: default}}\nstringData: {{{Join(n, i => $"k{i}: a")}}}\n"
            + Workload(0, "app: x", $"env: [{Join(n, i => $"{{name: V{i}, valueFrom: {{secretKeyRef: {{name: k{i}, key: creds}}}}}}")}]"),
        ["unknown fields of one object"] = n => Document("v1", "Service", "s", "default",
            $"spec: {{ports: [{{port: 80}}], {Join(n, i => $"zz{i}: 1")}}}"),
        ["scopes of a quota and what they do not go with"] = n => Document("v1", "ResourceQuota", "q", "default",
            $"spec: {{scopes: [{Join(n, _ => "BestEffort")}], hard: {{{Join(n, i => $"secrets{i}: 1")}}}}}"),
        ["resources of one rule of a webhook"] = n =>
            "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: a}\n"
            + $"webhooks: [{{name: a.b.c, admissionReviewVersions: [v1], sideEffects: None, clientConfig: {{url: 'https://a.b/c'}}, rules: [{{apiGroups: [example.com], apiVersions: [v1], operations: [CREATE], resources: [{Join(n, i => $"r{i}/*, s{i}/a")}]}}]}}]\n",
        ["hosts and routes of one VirtualService"] = n => Document("networking.istio.io/v1", "Gateway", "g", "default",
            "spec: {servers: [{port: {number: 80}, hosts: ['*']}]}")
            + Service("w", "app: x")
            + Document("networking.istio.io/v1", "VirtualService", "v", "default",
                $"spec: {{gateways: [g], hosts: [{Join(n, i => $"h{i}.example.com")}], http: [{Join(n, i => $"{{match: [{{uri: {{prefix: /p{i}}}}}], route: [{{destination: {{host: w}}}}]}}")}]}}"),
        ["routes that delegate to routes"] = n => Document("networking.istio.io/v1", "Gateway", "g", "default",
            "spec: {servers: [{port: {number: 80}, hosts: ['*']}]}")
            + Service("w", "app: x")
            + Document("networking.istio.io/v1", "VirtualService", "v", "default",
                $"spec: {{gateways: [g], hosts: [a.example.com], http: [{Join(n, _ => "{match: [{uri: {prefix: /}}], delegate: {name: w}}")}]}}")
            + Document("networking.istio.io/v1", "VirtualService", "w", "default",
                $"spec: {{http: [{Join(n, i => $"{{match: [{{uri: {{prefix: /p{i}}}}}], route: [{{destination: {{host: w}}}}]}}")}]}}"),
        ["a Namespace defined again and again, and pods that it refuses"] = n => Repeat(n,
            i => "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: default, labels: {pod-security.kubernetes.io/enforce: restricted}}\n"
                + Workload(i, $"app: w{i}")),
        ["mounts of files that one volume does not have"] = n => Document("apps/v1", "Deployment", "d", "default",
            $"spec: {{selector: {{matchLabels: {{a: b}}}}, template: {{metadata: {{labels: {{a: b}}}}, spec: {{volumes: [{{name: v, configMap: {{name: c, items: [{Join(n, i => $"{{key: a{i}, path: a{i}}}")}]}}}}], containers: [{{name: a, image: 'a:1', volumeMounts: [{Join(n, i => $"{{name: v, mountPath: /x{i}, subPath: b{i}}}")}]}}]}}}}}}"),
        ["workloads that mount one large ConfigMap"] = n =>
            $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c, namespace: default}}\ndata: {{{Join(n, i => $"k{i}.conf: a")}}}\n"
            + Repeat(n, i => Document("apps/v1", "Deployment", $"d{i}", "default",
                $"spec: {{selector: {{matchLabels: {{a: w{i}}}}}, template: {{metadata: {{labels: {{a: w{i}}}}}, spec: {{volumes: [{{name: v, configMap: {{name: c}}}}], containers: [{{name: a, image: 'a:1', volumeMounts: [{{name: v, mountPath: /etc/x.conf}}]}}]}}}}}}")),
        ["containers that are told files which their volumes do not have"] = n =>
            $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c, namespace: default}}\ndata: {{{Join(n, i => $"k{i}.conf: a")}}}\n"
            + Document("apps/v1", "Deployment", "d", "default",
                $"spec: {{selector: {{matchLabels: {{a: b}}}}, template: {{metadata: {{labels: {{a: b}}}}, spec: {{volumes: [{{name: v, configMap: {{name: c}}}}, {{name: w, configMap: {{name: c, items: [{Join(n, i => $"{{key: k{i}.conf, path: x/i{i}.conf}}")}]}}}}], containers: [{Join(n, i => $"{{name: a{i}, image: 'a:1', args: [/x/l{i}.conf, /y/x/l{i}.conf], volumeMounts: [{{name: v, mountPath: /x}}, {{name: w, mountPath: /y}}]}}")}]}}}}}}")
            + Repeat(n, i => Document("apps/v1", "Deployment", $"d{i}", "default",
                $"spec: {{selector: {{matchLabels: {{a: w{i}}}}}, template: {{metadata: {{labels: {{a: w{i}}}}}, spec: {{volumes: [{{name: v, configMap: {{name: c}}}}], containers: [{{name: a, image: 'a:1', command: [/etc/x/run.sh], volumeMounts: [{{name: v, mountPath: /etc/x}}]}}]}}}}}}")),
        ["values that end a line, and what reads one of them"] = n =>
            $"apiVersion: v1\nkind: Secret\nmetadata: {{name: s, namespace: default}}\ndata: {{{Join(n, i => $"k{i}: d29yZAo=")}}}\n"
            + Repeat(n, i => Workload(i, $"app: w{i}", $"env: [{{name: A, valueFrom: {{secretKeyRef: {{name: s, key: k{n - 1 - i}}}}}}}]")),
        ["VirtualServices for every host of a Gateway"] = n => Document("networking.istio.io/v1", "Gateway", "g", "default",
            $"spec: {{servers: [{Join(n, i => $"{{port: {{number: {8080 + (i % 3)}}}, hosts: ['*.h{i}.example.com']}}")}]}}")
            + Repeat(n, i => Service($"w{i}", "app: x").Replace("ports: [", "ports: [{name: b, port: 81}, ", StringComparison.Ordinal)
            + Document("networking.istio.io/v1", "VirtualService", $"v{i}", "default",
                $"spec: {{gateways: [g], hosts: [{(i % 2 == 0 ? "'*'" : $"'*.x{i}.h{i}.example.com'")}], http: [{{route: [{{destination: {{host: w{i}}}}}]}}]}}")),
        ["Rollouts that steer one route each of one VirtualService"] = n => Repeat(n, i => Steering(i, $"r{i}"))
            + Document("networking.istio.io/v1", "VirtualService", "v", "default",
                $"spec: {{hosts: [a.example.com], gateways: [g], tls: [{Join(n, i => $"{{match: [{{port: 443, sniHosts: [h{i}.example.com]}}], route: [{{destination: {{host: s{i}}}}}]}}")}]}}"),
        ["Secrets that Certificates make and others ask for in vain"] = n => Repeat(4 * n,
            i => Document("cert-manager.io/v1", "Certificate", $"c{i}", "default",
                $"spec: {{secretName: shop-certs-{i}, dnsNames: [a.example.com], issuerRef: {{name: x}}}}")
            + Document("projectcontour.io/v1", "HTTPProxy", $"p{i}", "default",
                $"spec: {{virtualhost: {{fqdn: h{i}.example.com, tls: {{secretName: other-thing-{i}}}}}, routes: []}}")),
        ["quotas that all workloads together are too much for"] = n => Repeat(n, i => Quota(i, "pods: 10") + Workload(i, $"app: w{i}")),
    };

    public static TheoryData<string> All => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void What_is_allocated_grows_as_the_input_does(string name)
    {
        Bytes(Cases[name](10));

        var (few, many) = (Bytes(Cases[name](Few)), Bytes(Cases[name](Few * Times)));

        ((double)many / few).Should().BeLessThan(MostGrowth, "{0} bytes became {1}", few, many);
    }

    [Fact]
    public void What_is_said_of_pods_is_said_once_however_many_ways_lead_to_them()
    {
        static string Ways(int n) => Repeat(n, i => Workload(i, "app: x") + Service($"s{i}", "app: x"))
            + Document("networking.istio.io/v1", "VirtualService", "v", "default",
                $"spec: {{hosts: [a.example.com], gateways: [g], http: [{Join(n, i => $"{{match: [{{uri: {{prefix: /p{i}/}}}}], route: [{{destination: {{host: s{i}}}}}]}}")}]}}");
        Bytes(Ways(10));

        var (few, many) = (Bytes(Ways(Few)), Bytes(Ways(Few * Times)));

        ((double)many / few).Should().BeLessThan(MostGrowthOfLinks, "{0} bytes became {1}", few, many);
    }

    [Fact]
    public void What_is_the_same_for_all_ports_that_no_pod_declares_is_worked_out_once()
    {
        static string Ways(int n) => Repeat(n, i => Workload(i, "app: x")
            + Service($"s{i}", "app: x").Replace("port: 80", $"port: 80, targetPort: {10_000 + i}", StringComparison.Ordinal));
        Bytes(Ways(10));

        var (few, many) = (Bytes(Ways(Few)), Bytes(Ways(Few * Times)));

        // Each pair has a target of its own, and nothing else.
        ((many - (Times * few)) / (Few * Few * (Times * Times - Times))).Should().BeLessThan(MostOfPair, "{0} bytes became {1}", few, many);
    }

    [Theory]
    [InlineData("a Gateway with no listener for any route")]
    [InlineData("definitions of one Gateway that takes no route")]
    [InlineData("Services that select the same pods")]
    [InlineData("grants for others")]
    [InlineData("budgets that select the same pods")]
    [InlineData("ignores above objects")]
    [InlineData("monitors of Services without labels")]
    [InlineData("Servers for a port of Services in front of the same pods")]
    [InlineData("LimitRanges of one namespace, each tighter")]
    [InlineData("egress rules with the number of a Service")]
    [InlineData("hosts of a mesh")]
    [InlineData("Gateways of a mesh under other names")]
    [InlineData("names and keys of one Secret that changed places")]
    [InlineData("unknown fields of one object")]
    [InlineData("scopes of a quota and what they do not go with")]
    [InlineData("resources of one rule of a webhook")]
    [InlineData("VirtualServices for every host of a Gateway")]
    [InlineData("hosts and routes of one VirtualService")]
    [InlineData("routes that delegate to routes")]
    [InlineData("values that end a line, and what reads one of them")]
    [InlineData("a Namespace defined again and again, and pods that it refuses")]
    [InlineData("mounts of files that one volume does not have")]
    [InlineData("workloads that mount one large ConfigMap")]
    [InlineData("containers that are told files which their volumes do not have")]
    [InlineData("Secrets that Certificates make and others ask for in vain")]
    public void No_pair_of_many_is_looked_at(string name)
    {
        var text = Cases[name](Many);
        var thread = new Thread(() => Bytes(text)) { IsBackground = true };
        thread.Start();

        thread.Join(Longest).Should().BeTrue("it has to end");
    }

    private static long Bytes(string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = LintEngine.Run(new InputFiles([new InputFile("a.yaml", null, text)], [], []), new LintOptions { Threads = 1 });
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        result.Failures.Should().BeEmpty();
        return bytes;
    }

    private static string Gateway(int listeners) => Document("gateway.networking.k8s.io/v1", "Gateway", "g", "default",
        $"spec: {{gatewayClassName: x, listeners: [{Join(listeners, i => $"{{name: l{i}, protocol: HTTP, port: 80, hostname: h{i}.example.com}}")}]}}");

    private static string Route(int i, string @namespace, string host) =>
        Document("gateway.networking.k8s.io/v1", "HTTPRoute", $"r{i}", @namespace,
            $"spec: {{parentRefs: [{{name: g}}], hostnames: [{host}], rules: [{{backendRefs: [{{name: web, port: 80}}]}}]}}");

    private static string Crossing(int i) => Document("gateway.networking.k8s.io/v1", "HTTPRoute", $"r{i}", $"q{i}",
        "spec: {parentRefs: [{name: g, namespace: default}], rules: [{backendRefs: [{name: web, namespace: b, port: 80}]}]}");

    private static string Service(string @namespace) =>
        Document("v1", "Service", "web", @namespace, "spec: {selector: {app: web}, ports: [{port: 80}]}");

    private static string Service(string name, string selector, string metadata = "") =>
        $"---\napiVersion: v1\nkind: Service\nmetadata: {{{metadata}name: {name}, namespace: default}}\nspec: {{selector: {{{selector}}}, ports: [{{name: http, port: 80}}]}}\n";

    private static string Workload(int i, string labels, string more = "ports: [{name: http, containerPort: 80}]") =>
        Document("apps/v1", "Deployment", $"w{i}", "default",
            $"spec: {{replicas: 2, selector: {{matchLabels: {{{labels}}}}}, template: {{metadata: {{labels: {{{labels}}}}}, spec: {{containers: [{{name: c, image: 'x:1', {more}}}]}}}}}}");

    private static string Steering(int i, string label) => Document("argoproj.io/v1alpha1", "Rollout", $"r{i}", "default",
        $"spec: {{selector: {{matchLabels: {{app: {label}}}}}, template: {{metadata: {{labels: {{app: {label}}}}}, spec: {{containers: [{{name: c, image: 'x:1'}}]}}}}, "
            + $"strategy: {{canary: {{stableService: s{i}, canaryService: s{i}-new, trafficRouting: {{istio: {{virtualService: {{name: v, tlsRoutes: [{{port: 443, sniHosts: [h{i}.example.com]}}]}}}}}}}}}}}}");

    private static string Monitor(string kind, int i, string labels, string port) =>
        Document("monitoring.coreos.com/v1", kind, $"m{i}", "default",
            $"spec: {{selector: {{matchLabels: {{{labels}}}}}, {(kind == "PodMonitor" ? "podMetricsEndpoints" : "endpoints")}: [{{port: {port}}}]}}");

    private static string Server(int i, string port) =>
        Document("policy.linkerd.io/v1beta3", "Server", $"l{i}", "default", $"spec: {{podSelector: {{matchLabels: {{app: x}}}}, port: {port}}}");

    private static string Range(int i, int most) =>
        Document("v1", "LimitRange", $"l{i}", "default", $"spec: {{limits: [{{type: Container, max: {{cpu: {most}}}}}]}}");

    private static string Quota(int i, string hard) => Document("v1", "ResourceQuota", $"q{i}", "default", $"spec: {{hard: {{{hard}}}}}");

    private static string Document(string apiVersion, string kind, string name, string @namespace, string rest) =>
        $"---\napiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: {name}, namespace: {@namespace}}}\n{rest}\n";

    private static string Join(int count, Func<int, string> part) => string.Join(", ", Enumerable.Range(0, count).Select(part));

    private static string Repeat(int count, Func<int, string> part) => string.Concat(Enumerable.Range(0, count).Select(part));
}
