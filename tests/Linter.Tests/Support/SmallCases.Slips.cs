using System.Collections.Immutable;

namespace Linter.Tests.Support;

/// <summary>Those of slips of the finger, and of what looks like one.</summary>
public static partial class SmallCases
{
    private const string Monitored = "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: a, namespace: kube-system}\nspec: {selector: {matchLabels: {LABELS}}, endpoints: [{port: PORT}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: kube-system}\nspec: {ports: [{name: http, port: 80}]}\n";

    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> SlipCases =
    [
        .. ((string[])["test-api", "rest-api", "tset-api", "api-test", "api-rest", "api-tset", "dev-api", "rev-api", "nest.api", "rest-apj", "Rest-api", "1est-api", "est-api"]).SelectMany(written => ((string[])["rest-api", "api-rest", "rev-api"])
            .Select(there => ("scale-target-not-found", $"'{written}' where '{there}' is",
                $"apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: a}}\nspec: {{scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: {written}}}, maxReplicas: 3}}\n---\n" + Deployment(there, "{containers: [{name: a, image: 'a:1'}]}")))),
        .. ((string[])["shop/web-setings", "store/web-setings", "store/web-settings", "shop/elsewhere"]).SelectMany(value => ((string[])["tool:1", "k8s.example.com/ingress-x:1"])
            .Select(image => ("invalid-value", $"--configmap={value} for {image}",
                $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: web-settings, namespace: shop}}\ndata: {{a: b}}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: elsewhere, namespace: other}}\ndata: {{a: b}}\n---\n"
                + Deployment("web", $"{{containers: [{{name: web, image: '{image}', args: ['--configmap={value}']}}]}}").Replace("{name: web}\nspec", "{name: web, namespace: shop}\nspec", StringComparison.Ordinal)))),
        .. ((string[])["https-metrics", "https-metric", "http-metrics", "htps-metrics", "cadvisr", "metrics", "other", "''", "10250"]).SelectMany(port => ((string[])["k8s-app: kubelet", "component: apiserver", "k8s-app: kube-dns", "k8s-app: other"])
            .Select(labels => ("monitor-port-not-found", $"port {port} of the Service with {labels}", Monitored.Replace("LABELS", labels, StringComparison.Ordinal).Replace("PORT", port, StringComparison.Ordinal)))),
        ("monitor-port-not-found", "a port of two Services that every cluster has", Monitored.Replace("matchLabels: {LABELS}", "matchExpressions: [{key: k8s-app, operator: Exists}]", StringComparison.Ordinal).Replace("PORT", "https-metric", StringComparison.Ordinal)),
        .. Quota("BestEffort", "{containers: [{name: a, image: 'a:1'}]}", "pods: 0, cpu: 0", "pods: 0, services: 1", "pods: 0, count/pods: 0"),
        .. Quota("NotBestEffort", "{containers: [{name: a, image: 'a:1', resources: {requests: {cpu: 1}}}]}", "pods: 0, cpu: 0", "pods: 0, services: 1"),
        .. ((string[])["PriorityClass, operator: Exists", "BestEffort, operator: Exists", "NotBestEffort, operator: Exists", "PriorityClass, operator: Exists}, {scopeName: PriorityClass, operator: Exists", "Other, operator: Exists"])
            .SelectMany(scope => ((string[])["cpu: 1", "services: 1", "pods: 1"]).Select(hard => ("invalid-value", $"a quota of {hard} for the selected scope {scope}", Bound(hard, $", scopeSelector: {{matchExpressions: [{{scopeName: {scope}}}]}}")))),
        .. ((string[])["carts", "cart", "card", "store"]).SelectMany(value => ((string[])["cart-svc", "shopping", "cart"]).Select(label => ("service-selects-nothing", $"Service cart of app {value}, where Deployment cart has {label}",
            Service("cart", $"app: {value}") + Labelled("cart", label) + Labelled("cards", "cards")))),
        .. ((string[])["UDP", "TCP", "SCTP"]).SelectMany(protocol => ((string[])["dns", "dnss", "dns-tcp", "web"]).SelectMany(target => ((string[])["target-port-name-not-found", "target-port-name-partial"])
            .Select(rule => (rule, $"port {target} over {protocol}",
                Service("web", "app: web").Replace("[{port: 80}]", $"[{{port: 53, protocol: {protocol}, targetPort: {target}}}]", StringComparison.Ordinal)
                + "---\n" + Deployment("web", "{containers: [{name: a, image: 'a:1', ports: [{name: dns, containerPort: 53, protocol: UDP}, {name: dns-tcp, containerPort: 53}]}]}")
                + "---\n" + Deployment("web", "{containers: [{name: a, image: 'a:1', ports: [{name: web, containerPort: 80}]}]}").Replace("metadata: {name: web}\nspec", "metadata: {name: other}\nspec", StringComparison.Ordinal))))),
        .. ((string[])["data-volume-claimaaaa", "data-volume", "data-volume-claim-2", "data-volume-claims", "data-volume-claimold2", "data-volume-claim2", "other"]).SelectMany(name => ((string[])["", "used", "two"]).Select(more => ("claim-not-found", $"{name} where data-volume-claim is{(more.Length > 0 ? $", {more}" : "")}",
            Mounting("web", name) + Claim("data-volume-claim") + (more == "used" ? "---\n" + Mounting("other", "data-volume-claim") : more == "two" ? Claim("logs") : "")))),
        ("claim-not-found", "a claim that goes on where another word does", Mounting("web", "datastore") + Claim("data")),
        .. ((string[])["8008", "8080", "8081", "808", "80800", "8800", "9090", "http", "8008, endPort: 8090", "8008, protocol: UDP", "8008}, {port: 8080"]).SelectMany(port => ((string[])["", "args: ['--admin=8008'], ", "target"]).Select(more => ("policy-port-not-found", $"port {port} of pods that declare 8080{(more.Length > 0 ? $", with {more}" : "")}",
            $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: a}}\nspec: {{podSelector: {{matchLabels: {{app: web}}}}, policyTypes: [Ingress], ingress: [{{ports: [{{port: {port}}}]}}]}}\n---\n"
            + Deployment("web", $"{{containers: [{{name: a, image: 'a:1', {(more == "target" ? "" : more)}ports: [{{name: http, containerPort: 8080}}]}}]}}")
            + (more == "target" ? Service("web", "app: web").Replace("port: 80", "port: 80, targetPort: 8008", StringComparison.Ordinal) : "")))),
        ("policy-port-not-found", "a mistyped number to other pods", "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {podSelector: {}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 8008}]}]}\n---\n" + Deployment("web", "{containers: [{name: a, image: 'a:1', ports: [{containerPort: 8080}]}]}")),
        .. ((string[])["inference.networking.k8s.io/v1 endpointPickerRef: {name: picker, port: {number: 9002}}", "inference.networking.k8s.io/v1 endpointPickerRef: {name: pikcer, port: {number: 9002}}", "inference.networking.k8s.io/v1 endpointPickerRef: {name: picker, port: {number: 9003}}", "inference.networking.k8s.io/v1 endpointPickerRef: {name: picker, portNumber: 9003}", "inference.networking.k8s.io/v1 endpointPickerRef: {group: example.com, kind: Picker, name: pikcer, port: {number: 9002}}", "inference.networking.x-k8s.io/v1alpha2 extensionRef: {name: pikcer}", "inference.networking.x-k8s.io/v1alpha2 extensionRef: {name: picker, portNumber: 80}"])
            .SelectMany(row => ((string[])["route-service-not-found", "route-port-not-found"]).Select(rule => (rule, $"an InferencePool with {row}",
                $"apiVersion: {row.Split(' ')[0]}\nkind: InferencePool\nmetadata: {{name: models}}\nspec: {{selector: {{matchLabels: {{app: a}}}}, {row[(row.IndexOf(' ', StringComparison.Ordinal) + 1)..]}}}\n"
                + Service("picker", "app: picker").Replace("port: 80", "port: 9002", StringComparison.Ordinal) + Labelled("picker", "picker")))),
        .. ((string[])["http://db-0.db.shop.svc:5433/x", "http://db-0.db.shop.svc:5432/x", "db-1.db.shop.svc.cluster.local:5433", "db-1.db:5433", "db-1.db:5432", "db-0.open.shop.svc:5433"]).Select(host => ("dns-name-not-found", $"a pod at {host}", Calling($"env: [{{name: A, value: '{host}'}}]"))),
        .. ((string[])["echo waiting for nc dbb 5432", "until echo nc dbb 5432; do true; done", "printf nc dbb 5432; nc -z db-0.bd.shop.svc 5432", "echo a; nc -z db.shop.svc 5433", "echo nc -z db.shop.svc.cluster.local 5433"])
            .Select(command => ("dns-name-not-found", $"a shell that runs {command}", Calling($"command: [sh, -c, '{command}']"))),
    ];

    private static string Labelled(string name, string label) =>
        "---\n" + Deployment(name, "{containers: [{name: a, image: 'a:1'}]}").Replace($"app: {name}", $"app: {label}", StringComparison.Ordinal);

    private static string Service(string name, string selector) =>
        $"---\napiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\nspec: {{selector: {{{selector}}}, ports: [{{port: 80}}]}}\n";

    private static string Claim(string name) =>
        $"---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {{name: {name}}}\nspec: {{accessModes: [ReadWriteOnce], resources: {{requests: {{storage: 1Gi}}}}}}\n";

    private static string Mounting(string name, string claim) =>
        Deployment(name, $"{{volumes: [{{name: a, persistentVolumeClaim: {{claimName: {claim}}}}}], containers: [{{name: a, image: 'a:1'}}]}}");

    private static string Calling(string container) =>
        "apiVersion: v1\nkind: Service\nmetadata: {name: db, namespace: shop}\nspec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}\n---\n"
        + "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db, namespace: shop}\nspec: {serviceName: db, replicas: 2, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db, image: 'postgres:16', ports: [{containerPort: 5432}]}]}}}\n---\n"
        + Deployment("web", $"{{containers: [{{name: web, image: 'a:1', {container}}}]}}").Replace("{name: web}\nspec", "{name: web, namespace: shop}\nspec", StringComparison.Ordinal);
}
