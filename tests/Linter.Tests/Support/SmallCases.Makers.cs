using System.Collections.Immutable;

namespace Linter.Tests.Support;

/// <summary>Those of names and labels that no manifest shows as they will be: custom resources bring them, kustomize makes them.</summary>
public static partial class SmallCases
{
    private const string KnativeService = "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: hello}\nspec: {template: {spec: {containers: [{image: 'a:1'}]}}}\n";
    private const string Gateway = "apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge}\nspec: {gatewayClassName: istio, listeners: [{name: http, port: 80, protocol: HTTP}]}\n";
    private const string Machine = "apiVersion: networking.istio.io/v1\nkind: WorkloadEntry\nmetadata: {name: vm}\nspec: {address: 10.0.0.1, labels: {app: legacy, zone: a}}\n";
    private const string Machines = "apiVersion: networking.istio.io/v1\nkind: WorkloadGroup\nmetadata: {name: vms}\nspec: {metadata: {labels: {app: legacy}}, template: {serviceAccount: legacy}}\n";
    private const string Prometheus = "apiVersion: monitoring.coreos.com/v1\nkind: Prometheus\nmetadata: {name: k8s}\nspec: {replicas: 2}\n";

    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> MakerCases =
    [
        .. ((string[])["hello", "hello-00001", "helo", "worker-pods"]).Select(name => ("dns-name-not-found", $"Knative runs 'hello', '{name}' is called", Beside(KnativeService, $"http://{name}.shop.svc.cluster.local"))),
        .. ((string[])["edge-istio", "edge", "edgee"]).Select(name => ("dns-name-not-found", $"a Gateway 'edge' is there, '{name}' is called", Beside(Gateway, $"http://{name}.shop.svc.cluster.local"))),
        .. ((string[])["worker-pods", "other"]).Select(name => ("dns-name-not-found", $"an operator's '{name}' is called like the pods of a Service", Beside($"apiVersion: example.org/v1\nkind: Thing\nmetadata: {{name: {name}}}\n", "http://worker-pods.shop.svc"))),
        .. ((string[])["app: hello", "app: hello-00001", "app: web", "serving.knative.dev/service: hello"]).Select(labels => ("service-selects-nothing", $"Knative runs 'hello', {labels} is selected", KnativeService + "---\n" + ForLabels("Service", labels))),
        .. ((string[])["app: legacy", "app: legacy, zone: b", "app: lagacy"]).SelectMany(labels => ((string[])[Machine, Machines]).Select(machine => ("service-selects-nothing", $"a {machine.Split('\n')[1][6..]} has labels, {labels} is selected", machine + "---\n" + ForLabels("Service", labels) + "---\n" + Deployment("web", "{containers: [{name: web, image: 'a:1'}]}")))),
        .. ((string[])["Service", "PodDisruptionBudget", "NetworkPolicy"]).SelectMany(kind =>
            ((string[])["gateway.networking.k8s.io/gateway-name: edge", "gateway.networking.k8s.io/gateway-name: egde", "app: edge"]).Select(labels => (RuleOf(kind), $"a {kind} for {labels}, a Gateway 'edge' is there", Gateway + "---\n" + ForLabels(kind, labels) + "---\n" + Deployment("web", "{containers: [{name: web, image: 'a:1'}]}")))),
        .. ((string[])["app.kubernetes.io/name: prometheus", "app.kubernetes.io/name: grafana", "app: prometheus", "prometheus: k8s"]).Select(labels => ("policy-selects-nothing", $"a Prometheus is there, {labels} is selected", Prometheus + "---\n" + ForLabels("NetworkPolicy", labels) + "---\n" + Deployment("web", "{containers: [{name: web, image: 'a:1'}]}"))),
        .. ((string[])["edge-istio", "edge", "other"]).Select(name => ("scale-target-not-found", $"a Gateway 'edge' is there, '{name}' is scaled", $"apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: gateways}}\nspec: {{maxReplicas: 3, scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: {name}}}}}\n---\n" + Gateway + "---\n" + Deployment("web", "{containers: [{name: web, image: 'a:1'}]}"))),
        .. ((string[])["prometheus-operated", "alertmanager-operated"]).Select(name => ("ingress-service-not-found", $"a Prometheus is there, traffic goes to '{name}'", Prometheus + "---\n" + Route(name, 1))),
        .. ((string[])["settings-8dmt576k72", "settings-8dmt576k7a", "settings-8dmt576k7", "prod-settings-8dmt576k72"]).SelectMany(name => ((string[])["setings", "settings", "other"]).Select(asked => ("config-map-not-found", $"'{asked}' is asked for where '{name}' is", Reading("web", asked) + "---\n" + Other("ConfigMap", name)))),
        .. ((string[])["shop-config shop-configuration", "shop-configuration shop-config", "shop shop-configuration", "shop-configuration shop-api-config"]).Select(names => ("config-map-not-found", $"'{names.Split(' ')[0]}' is asked for where '{names.Split(' ')[1]}' is", Reading("web", names.Split(' ')[0]) + "---\n" + Other("ConfigMap", names.Split(' ')[1]))),
        ("config-map-not-found", "a generated ConfigMap that others ask for is nearly asked for", Reading("web", "settings-8dmt576k72") + "---\n" + Reading("api", "setings") + "---\n" + Other("ConfigMap", "settings-8dmt576k72")),
        .. ((string[])["{name: http, port: 80, targetPort: http}, {name: metrics, port: 9090, targetPort: prom}", "{name: metrics, port: 9090, targetPort: prom}", "{name: http, port: 80, targetPort: http}, {name: admin, port: 81, targetPort: admin}, {name: tls, port: 443, targetPort: tls}, {name: metrics, port: 9090, targetPort: prom}"]).Select(ports => ("target-port-name-not-found", $"a port that nothing has, of {ports}", Ports(ports) + "---\n"
            + Deployment("web", "{containers: [{name: web, image: 'a:1', ports: [{name: http, containerPort: 8080}, {name: admin, containerPort: 81}, {name: tls, containerPort: 9090}]}]}"))),
        .. ((string[])["el-hook", "el-hoo", "hook"]).Select(name => ("ingress-service-not-found", $"an EventListener 'hook' is there, traffic goes to '{name}'", "apiVersion: triggers.tekton.dev/v1beta1\nkind: EventListener\nmetadata: {name: hook}\nspec: {}\n---\n" + Route(name, 1))),
        .. ((string[])["role: primary", "role: front", "vault-active: 'true'", "spilo-role: master"]).SelectMany(labels =>
            ((string[])["{image: 'patroni:4'}", "{image: 'own:1', env: [{name: PATRONI_SCOPE, value: db}]}", "{image: 'hashicorp/vault:1.17'}", "{image: 'own:1'}"]).Select(container => ("service-selects-nothing", $"{labels} is selected too, {container} runs",
                ForLabels("Service", "app: web, " + labels) + "---\n" + Deployment("web", $"{{containers: [{{name: web, {container[1..]}]}}")))),
        .. ((string[])["enabled: 'true', dapr.io/app-id: cart", "enabled: 'on', dapr.io/id: cart", "enabled: 'false', dapr.io/app-id: cart", "enabled: 'true'", "enabled: 'true', dapr.io/app-id: basket, dapr.io/id: cart"]).SelectMany(annotations => ((string[])["cart-dapr", "basket-dapr", "cart", "-dapr"]).Select(name => ("ingress-service-not-found", $"pods with dapr.io/{annotations}, traffic goes to '{name}'",
            Route(name, 1) + "---\n" + Annotated("web", $"dapr.io/{annotations}")))),
        .. ((string[])["cart-dapr", "cart-dap"]).Select(name => ("dns-name-not-found", $"pods of Dapr's 'cart', '{name}' is called", Beside("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cart-dapr}\n", $"http://{name}.shop.svc").Replace("metadata: {labels: {app: worker-pods}}", "metadata: {labels: {app: worker-pods}, annotations: {dapr.io/enabled: 'true', dapr.io/app-id: cart}}", StringComparison.Ordinal))),
        .. ((string[])["Deployment", "StatefulSet", "DaemonSet"]).Select(kind => ("ingress-service-not-found", $"a {kind} of Dapr", Route("cart-dapr", 1) + "---\n" + Annotated("web", "dapr.io/enabled: 'true', dapr.io/app-id: cart").Replace("kind: Deployment", $"kind: {kind}", StringComparison.Ordinal))),
        .. ((string[])["gateway.networking.k8s.io/gateway-name: edge", "gateway.networking.k8s.io/gateway-name: egde", "app: legacy", "app: lagacy"]).Select(labels => ("ingress-path-broken", $"a Gateway and a machine are there, {labels} is selected",
            Gateway + "---\n" + Machine + "---\n" + ForLabels("Service", labels) + "---\n" + Route("web", 1) + "---\n" + Deployment("cart", "{containers: [{name: a, image: 'a:1'}]}"))),
        ("target-port-name-not-found", "the leader of a Patroni is selected", Ports("{port: 5432, targetPort: psql}").Replace("{app: web}", "{app: web, role: primary}", StringComparison.Ordinal) + "---\n" + Deployment("web", "{containers: [{name: web, image: 'patroni:4', ports: [{name: pg, containerPort: 5432}]}]}")),
    ];

    private static string Annotated(string name, string annotations) =>
        Deployment(name, "{containers: [{name: a, image: 'a:1'}]}").Replace($"metadata: {{labels: {{app: {name}}}}}", $"metadata: {{labels: {{app: {name}}}, annotations: {{{annotations}}}}}", StringComparison.Ordinal);

    private static string RuleOf(string kind) => kind switch { "Service" => "service-selects-nothing", "NetworkPolicy" => "policy-selects-nothing", _ => "disruption-budget" };

    private static string ForLabels(string kind, string labels) => kind switch
    {
        "Service" => $"apiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{selector: {{{labels}}}, ports: [{{port: 80}}]}}\n",
        "NetworkPolicy" => $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: web}}\nspec: {{podSelector: {{matchLabels: {{{labels}}}}}}}\n",
        _ => $"apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {{name: web}}\nspec: {{maxUnavailable: 1, selector: {{matchLabels: {{{labels}}}}}}}\n",
    };

    // In namespace shop, where a Service 'queue' is in front of the pods of 'worker-pods'.
    private static string Beside(string made, string url) =>
        made.Replace("metadata: {name: ", "metadata: {namespace: shop, name: ", StringComparison.Ordinal)
        + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: queue, namespace: shop}\nspec: {selector: {app: worker-pods}, ports: [{port: 80}]}\n---\n"
        + Deployment("worker-pods", $"{{containers: [{{name: web, image: 'a:1', env: [{{name: URL, value: '{url}'}}]}}]}}").Replace("metadata: {name: worker-pods}", "metadata: {name: worker-pods, namespace: shop}", StringComparison.Ordinal);
}
