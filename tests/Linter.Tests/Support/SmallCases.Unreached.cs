using System.Collections.Immutable;
using System.Globalization;

namespace Linter.Tests.Support;

/// <summary>Those that no other case, rule document or sample comes to.</summary>
public static partial class SmallCases
{
    private const string HttpRoute = "gateway.networking.k8s.io/v1 HTTPRoute";
    private const string GrpcRoute = "gateway.networking.k8s.io/v1 GRPCRoute";
    private const string GatewayKind = "gateway.networking.k8s.io/v1 Gateway";

    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> UnreachedCases =
    [
        .. Shapes("invalid-value", "times of a route", HttpRoute,
            [.. "10s|10|1h2m3s4ms|1h2m3s4ms5s|100000s|-1s|''|s|1.5s|10 s|0s".Split('|').Select(time => $"{{rules: [{{timeouts: {{request: {time}}}}}]}}")]),
        .. Shapes("invalid-value", "a time within a time", HttpRoute,
            [.. "10s 10s|10s 11s|10s 9s|1m 61s|1m 60s|1h 3601s|1h 3600s|500ms 1s|0s 1s|1s 1001ms|10 11s|10s 11"
                .Split('|').Select(times => times.Split(' ')).Select(times => $"{{rules: [{{timeouts: {{request: {times[0]}, backendRequest: {times[1]}}}}}]}}")]),
        .. Shapes("invalid-value", "a path of a match", HttpRoute,
            [.. $"/a|a|''|/a/.|/a/..|/a//b|/a/./b|/a%2fb|/a%2Fb|/a%20b|/a%2|/a%zz|/a b|/a#b|/{new string('a', 1023)}|/{new string('a', 1024)}".Split('|')
                .SelectMany(path => ((string[])["PathPrefix", "Exact", "RegularExpression"]).Select(type => $"{{rules: [{{matches: [{{path: {{type: {type}, value: '{path.Trim('\'')}'}}}}]}}]}}"))]),
        .. Shapes("invalid-value", "a header", HttpRoute,
            [.. $"x-a|X_A|a b|a:b|''|{new string('a', 256)}|{new string('a', 257)}".Split('|').Select(name => $"{{rules: [{{matches: [{{headers: [{{name: '{name.Trim('\'')}', value: b}}]}}]}}]}}"),
                .. ((string[])["b", "b\\nc", "b\\rc"]).Select(value => $"{{rules: [{{filters: [{{type: RequestHeaderModifier, requestHeaderModifier: {{set: [{{name: a, value: \"{value}\"}}]}}}}]}}]}}")]),
        .. Shapes("invalid-value", "a method", GrpcRoute,
            [.. "shop.Cart Add|.shop.Cart Add|shop..Cart Add|shop.1Cart Add|shop-1 Add|Cart 1Add|Cart Add-Item|Cart ''|_Cart _Add|Cart. Add".Split('|').Select(method => method.Split(' '))
                .SelectMany(method => ((string[])["", "type: Exact, ", "type: RegularExpression, "]).Select(type => $"{{rules: [{{matches: [{{method: {{{type}service: {method[0]}, method: {method[1]}}}}}]}}]}}"))]),
        .. Shapes("invalid-value", "a host", HttpRoute,
            [.. "a.example.com|'*.example.com'|'a.*.example.com'|'*'|https://a.example.com|A.example.com|a_b.example.com".Split('|').SelectMany(host => (string[])[$"{{hostnames: [{host}]}}",
                $"{{rules: [{{filters: [{{type: RequestRedirect, requestRedirect: {{hostname: {host}}}}}]}}]}}"])]),
        .. ((string[])["HTTP", "HTTPS", "TLS", "TCP", "UDP"]).SelectMany(protocol => Shapes("invalid-value", "a listener", GatewayKind,
            [.. ((string[])["", ", hostname: a.example.com", ", hostname: ''", ", tls: {mode: Terminate}", ", tls: {mode: Passthrough}", ", tls: {certificateRefs: [{name: a}]}", ", tls: {certificateRefs: [{kind: Sceret, name: a}]}", ", tls: {certificateRefs: [{kind: Thing, group: example.com, name: a}]}", ", tls: "])
                .Select(rest => $"{{gatewayClassName: a, listeners: [{{name: a, port: 80, protocol: {protocol}{rest}}}]}}")])),
        .. Shapes("invalid-value", "a kind of route that a listener allows", GatewayKind,
            [.. ((string[])["{kind: HTTPRoute}", "{kind: HttpRoute}", "{kind: HTPRoute}", "{kind: Thing}", "{kind: Thing, group: example.com}", "{kind: Ingress, group: networking.k8s.io}", "{kind: ''}", "{group: example.com}", "{kind: HTTPRoute, group: ''}"])
                .Select(kind => $"{{gatewayClassName: a, listeners: [{{name: a, port: 80, protocol: HTTP, allowedRoutes: {{kinds: [{kind}]}}}}]}}")]),
        .. Shapes("invalid-value", "an address", GatewayKind,
            [.. ((string[])["{value: 10.0.0.1}", "{value: '::1'}", "{value: a.example.com}", "{value: 10.0.0}", "{type: IPAddress, value: a.example.com}", "{type: IPAddress, value: 10.0.0.300}", "{type: Hostname, value: a.example.com}", "{type: Hostname, value: 'a.example.com:80'}", "{type: Hostname, value: '*.example.com'}", "{type: NamedAddress, value: a b}", "{value: }"])
                .Select(address => $"{{gatewayClassName: a, addresses: [{address}], listeners: [{{name: a, port: 80, protocol: HTTP}}]}}")]),
        .. Shapes("invalid-value", "a controller", "gateway.networking.k8s.io/v1 GatewayClass",
            [.. ((string[])["example.com/gateway", "example.com", "example.com/", "/gateway", "example.com/a b", "''", "a/b", $"example.com/{new string('a', 241)}", $"example.com/{new string('a', 242)}"]).Select(name => $"{{controllerName: {name}}}")]),
        .. Whole("admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration", "webhooks",
            [.. ((string[])["https://a.example.com/a", "http://a.example.com/a", "https://user@a.example.com/a", "https://a.example.com/a?b=c", "https://a.example.com/a#b", "a.example.com", "https:///a", "''"])
                .Select(url => $"{{name: a.example.com, admissionReviewVersions: [v1], sideEffects: None, clientConfig: {{url: {url}}}}}")]),
        .. ((string[])["{strategy: None}", "{strategy: Webhook}", "{strategy: None, webhook: {clientConfig: {url: 'https://a.example.com'}, conversionReviewVersions: [v1]}}", "{strategy: Webhook, webhook: {}}", "{strategy: Webhook, webhook: {clientConfig: {url: 'https://a.example.com'}, conversionReviewVersions: [v1]}}"])
            .Select(conversion => ("invalid-value", $"a conversion {conversion}", Definition("{name: things.example.com}", "example.com", "Namespaced", "plural: things, kind: Thing", "storage: true", "type: object") + $"  conversion: {conversion}\n")),
        .. ((string[])["plural: 1things, kind: Thing", "plural: things, kind: 1Thing", "plural: things, singular: 1thing, kind: Thing"])
            .Select(names => ("invalid-name", $"names {names}", Definition("{name: things.example.com}", "example.com", "Namespaced", names, "storage: true", "type: object"))),
        .. Definitions(
            "type: object, properties: {a: {type: array, items: [{type: string}]}}",
            "type: object, properties: {a: {type: object, properties: {b: {type: string}}, additionalProperties: {type: string}}}",
            "type: object, properties: {a: {type: object, properties: {b: {type: string}}, additionalProperties: false}}"),
        .. ((int[])[1_040_000, 1_048_576 + 4096, 1_060_000]).SelectMany(size => ((string[])["ConfigMap", "Secret"]).Select(kind => ("invalid-value", $"a {kind} of {size.ToString(CultureInfo.InvariantCulture)} bytes",
            $"apiVersion: v1\nkind: {kind}\nmetadata: {{name: a}}\n{(kind == "Secret" ? "stringData" : "data")}:\n  b: {new string('a', 10)}\n  a: {new string('a', size - 10)}\n"))),
        .. ((int[])[262_144, 262_145]).Select(size => ("invalid-value", $"annotations of {size.ToString(CultureInfo.InvariantCulture)} bytes",
            $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  annotations:\n    a: {new string('a', size - 1)}\n")),
        .. ((int[])[32, 33]).Select(count => ("invalid-value", $"search domains of the number {count}",
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec: {{dnsPolicy: None, dnsConfig: {{nameservers: [10.0.0.1], searches: [{string.Join(", ", Enumerable.Range(1, count).Select(i => $"d{i}.example.com"))}]}}, containers: [{{name: web, image: 'a:1'}}]}}\n")),
        .. ((int[])[2048, 2049]).Select(length => ("invalid-value", $"search domains of {length} characters",
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec: {{dnsPolicy: None, dnsConfig: {{nameservers: [10.0.0.1], searches: [{string.Join(", ", Domains(length))}]}}, containers: [{{name: web, image: 'a:1'}}]}}\n")),
        .. ((int[])[1, 2, 3]).Select(count => ("unschedulable", $"quotas of the number {count} ask what a container does not say",
            Deployment("a", "{containers: [{name: a, image: 'a:1'}]}") + string.Concat(Enumerable.Range(1, count).Select(i => $"---\napiVersion: v1\nkind: ResourceQuota\nmetadata: {{name: q{i}}}\nspec: {{hard: {{requests.cpu: 4}}}}\n")))),
        .. ((string[])["persistentvolumeclaims: 3", "persistentvolumeclaims: 4", "count/persistentvolumeclaims: 0", "requests.storage: 1Gi", "requests.storage: 2Gi", "requests.storage: 5Gi", "requests.storage: 6Gi", "requests.storage: 7Gi",
            "fast.storageclass.storage.k8s.io/requests.storage: 1Gi", "fast.storageclass.storage.k8s.io/requests.storage: 2Gi", "fast.storageclass.storage.k8s.io/persistentvolumeclaims: 0", "slow.storageclass.storage.k8s.io/persistentvolumeclaims: 0", ".storageclass.storage.k8s.io/requests.storage: 0",
            "services: 1", "services: 2", "services: 3", "count/services: 2", "services.loadbalancers: 0", "services.loadbalancers: 1", "services.nodeports: 2", "services.nodeports: 3", "services.nodeports: 1", "configmaps: 0", "configmaps: 1", "secrets: 0", "count/configmaps: 0",
            "count/statefulsets.apps: 0", "count/statefulsets.apps: 1", "count/statefulsets: 0", "count/ingresses.networking.k8s.io: 0", "count/pods: 100", "count/things.example.com: 0", "requests.storage: '${SIZE}'", "requests.storage: 1Gi}, scopes: [NotTerminating], x: {a: b"])
            .Select(hard => ("unschedulable", $"objects under a quota of {hard}", Bound(hard) + Quotaed)),
        .. ((string[])["replicas: 0, ", "replicas: ${N}, ", "replicas: , ", ""]).Select(replicas => ("unschedulable", $"a claim for each pod of a set with {(replicas.Length == 0 ? "no replicas" : replicas[..^2])}",
            Bound("requests.storage: 500Mi") + Quotaed.Replace("replicas: 3, ", replicas, StringComparison.Ordinal))),
        ("unschedulable", "objects of two namespaces under two quotas", (Bound("configmaps: 0") + Bound("configmaps: 1").Replace("{name: quota}", "{name: other, namespace: other}", StringComparison.Ordinal)).Replace("apiVersion: v1", "---\napiVersion: v1", StringComparison.Ordinal)[4..]
            + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: other}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b, namespace: other}\n"),
        .. ((string[])["baseline", "restricted", "privileged"]).SelectMany(level => Secured(level, [.. ((string[])["type: spc_t", "type: container_t", "type: container_engine_t", "type: ''", "type: '${TYPE}'", "user: system_u", "role: system_r", "level: 's0:c1'", "user: '', role: "])
            .Select(options => $"securityContext: {{runAsNonRoot: true, seccompProfile: {{type: RuntimeDefault}}, seLinuxOptions: {{{options}}}}}, "),
            .. ((string[])["{name: kernel.msgmax, value: '1'}", "{name: net.ipv4.tcp_syncookies, value: '1'}", "{name: net.ipv4.tcp_wmem, value: '1'}", "{name: '${NAME}', value: '1'}", "{}", "text"])
            .Select(sysctl => $"securityContext: {{runAsNonRoot: true, seccompProfile: {{type: RuntimeDefault}}, sysctls: [{sysctl}]}}, ")])),
        .. ((string[])["seLinuxOptions: {type: spc_t}", "seLinuxOptions: {user: u, role: r}", "seLinuxOptions: text", "sysctls: [{name: kernel.msgmax}]"]).Select(context => ("pod-security-violated", $"a container with {context}",
            Enforcing + $"spec: {{containers: [{{name: a, image: 'a:1', securityContext: {{{context}}}}}]}}\n")),
        .. ((string[])["unconfined", "runtime/default", "localhost/a", "''", "~"]).Select(profile => ("pod-security-violated", $"an annotation for AppArmor with {profile}",
            Enforcing.Replace("namespace: shop}\n", $"namespace: shop, annotations: {{container.apparmor.security.beta.kubernetes.io/a: {profile}, other/a: unconfined}}}}\n", StringComparison.Ordinal) + "spec: {containers: [{name: a, image: 'a:1'}]}\n")),
        .. ((string[])["apps", "networking.k8s.io", "v1", "core/v1", "apps/v1"]).SelectMany(version => ((string[])["Deployment", "Service", "Ingress", "Node"])
            .Select(kind => ("invalid-value", $"a {kind} of {version}", $"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a}}\n"))),
    ];

    private const string Enforcing = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: baseline}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\n";

    // Two claims and one for each of three pods, 7Gi; a load balancer, a Service with node ports, a plain one; a ConfigMap.
    private const string Quotaed = "---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n"
        + "---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: b}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 3Gi}}}\n"
        + "---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec: {replicas: 3, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: 'a:1'}]}}, volumeClaimTemplates: [{metadata: {name: data}, spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]}\n"
        + "---\napiVersion: v1\nkind: Service\nmetadata: {name: lb}\nspec: {type: LoadBalancer, allocateLoadBalancerNodePorts: false, selector: {app: db}, ports: [{port: 80, nodePort: 30080}, {port: 81}]}\n"
        + "---\napiVersion: v1\nkind: Service\nmetadata: {name: np}\nspec: {type: NodePort, selector: {app: db}, ports: [{port: 80}, {port: 81}]}\n"
        + "---\napiVersion: v1\nkind: Service\nmetadata: {name: plain}\nspec: {selector: {app: db}, ports: [{port: 80}]}\n"
        + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n";

    // So many characters with the blanks between them.
    private static IEnumerable<string> Domains(int length)
    {
        const int Each = 200;
        for (; length > 2 * Each; length -= Each + 1)
            yield return Domain(Each);
        yield return Domain(length / 2);
        yield return Domain(length - (length / 2) - 1);
    }

    private static string Domain(int length) => string.Join('.', Enumerable.Range(0, length / 50).Select(_ => new string('a', 49)).Append(new string('b', length % 50)));
}
