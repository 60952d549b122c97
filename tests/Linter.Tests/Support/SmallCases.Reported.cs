using System.Collections.Immutable;

namespace Linter.Tests.Support;

/// <summary>Those that somebody reported of manifests of a public project, or mended there.</summary>
public static partial class SmallCases
{
    private const string LabelledVolume = "---\napiVersion: v1\nkind: PersistentVolume\nmetadata: {name: disk, labels: {disk: fast}}\nspec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], hostPath: {path: /data}CLASS}\n";

    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> ReportedCases =
    [
        .. ((string[])["monitoring.coreos.com/v1 ServiceMonitor selector", "monitoring.coreos.com/v1 PodMonitor selector", "monitoring.coreos.com/v1 Prometheus serviceMonitorSelector", "monitoring.googleapis.com/v1 PodMonitoring selector", "argoproj.io/v1alpha1 Rollout selector",
            "security.istio.io/v1 PeerAuthentication selector", "telemetry.istio.io/v1 Telemetry selector", "extensions.istio.io/v1alpha1 WasmPlugin selector", "cilium.io/v2 CiliumNetworkPolicy endpointSelector", "policy.linkerd.io/v1beta3 Server podSelector", "apps.kruise.io/v1alpha1 CloneSet selector",
            "operator.victoriametrics.com/v1beta1 VMServiceScrape selector", "azmonitoring.coreos.com/v1 PodMonitor selector", "example.com/v1 Thing selector"]).Select(row => row.Split(' '))
            .Select(row => ("unknown-field", $"labels straight under {row[2]} of {row[1]}", Custom($"{row[0]} {row[1]}", $"{{{row[2]}: {{app: web}}}}"))),
        .. ((string[])["{app: web, tier: front}", "{matchLabels: {app: web}}", "{matchLabels: {app: web}, app: web}", "{matchLabel: {app: web}}", "{app: }", "{}", "", "{matchExpressions: [{key: app, operator: Exists}]}", "\n    app: web\n    tier: front"])
            .Select(selector => ("unknown-field", $"a ServiceMonitor with the selector {selector.Trim().ReplaceLineEndings(" ")}", "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata:\n  name: web\nspec:\n  selector: " + selector + "\n")),
        .. ((string[])["[istio: gateway]", "[]", "{istio: gateway}", "{istio: true}", "", "gateway"]).Select(selector => ("wrong-type", $"a Gateway of Istio with the selector {selector}",
            Custom("networking.istio.io/v1 Gateway", $"{{selector: {selector}, servers: []}}"))),
        .. ((string[])["ingressgateway", "ingresgateway", "egressgateway", "other"]).SelectMany(name => ((string[])["istio-system", "shop"]).Select(@namespace => ("invalid-value", $"a Gateway of '{@namespace}' for proxies labelled istio={name}",
            $"apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {{name: edge, namespace: {@namespace}}}\nspec: {{selector: {{istio: {name}}}, servers: []}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {{name: proxy, namespace: istio-system, labels: {{istio: ingressgateway}}}}\nspec: {{containers: [{{name: proxy, image: 'a:1'}}]}}\n"))),
        .. ((string[])["IngressRoute {routes: [{match: 'Host(`a.b`)', kind: Rule, services: [{name: cart, kind: KIND, port: 80}]}]}", "IngressRoute {routes: [{match: 'Host(`a.b`)', kind: KIND, services: [{name: cart, port: 80}]}]}", "TraefikService {weighted: {services: [{name: cart, kind: KIND, port: 80}]}}", "TraefikService {mirroring: {name: cart, kind: KIND, port: 80, mirrors: [{name: cart, kind: KIND, port: 80}]}}"])
            .SelectMany(row => ((string[])["Serivce", "Service", "TraefikService", "Rule", "''"]).Select(kind => ("invalid-value", $"{row.Split(' ')[0]} with the kind {kind}",
                Carts + Custom($"traefik.io/v1alpha1 {row.Split(' ', 2)[0]}", row.Split(' ', 2)[1].Replace("KIND", kind, StringComparison.Ordinal))))),
        .. ((string[])["port: 9090", "port: 9091", "port: metrics", "port: '9090'", "portNumber: 9090", "targetPort: 9090", "port: 8080"]).SelectMany(port => ((string[])["monitoring.coreos.com/v1 PodMonitor podMetricsEndpoints", "monitoring.googleapis.com/v1 PodMonitoring endpoints"]).Select(kind => kind.Split(' ')).Select(kind => ("monitor-port-not-found", $"{kind[1]} of {port}",
            $"apiVersion: {kind[0]}\nkind: {kind[1]}\nmetadata: {{name: web}}\nspec: {{selector: {{matchLabels: {{app: web}}}}, {kind[2]}: [{{{port}}}]}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {{name: web, labels: {{app: web}}}}\nspec: {{containers: [{{name: web, image: 'a:1', ports: [{{name: metrics, containerPort: 9090}}, {{containerPort: 8080}}]}}]}}\n"))),
        .. ((string[])["volumeName: disk", "volumeName: disk, storageClassName: ''", "volumeName: disk, storageClassName: fast", "selector: {matchLabels: {disk: fast}}", "selector: {matchLabels: {disk: slow}}", "selector: {matchLabels: {disk: fast}}, storageClassName: ''", "selector: {matchExpressions: [{key: disk, operator: Exists}]}", ""])
            .SelectMany(asked => ((string[])["", ", storageClassName: ''", ", storageClassName: fast"]).Select(@class => ("invalid-value", $"a claim of {asked} for a volume of{@class}",
                $"apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {{name: data}}\nspec: {{accessModes: [ReadWriteOnce], resources: {{requests: {{storage: 1Gi}}}}, {asked}}}\n" + LabelledVolume.Replace("CLASS", @class, StringComparison.Ordinal)))),
        .. ((string[])["wombat", "v1", "billy", "YWRtaW4", "YWRtaW4=", "cGFzc3dvcmQ", "aGVsbG8gd29ybGQ", "Zm8"]).Select(text => ("invalid-value", $"a Secret of {text}", $"apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\ndata: {{key: {text}}}\n")),
        .. ((string[])["/bin/bash, -c\", peercalls, '--config'", "bash, '-lc\"\"', a, b", "sh, -c', 'echo a'", "sh, -c, 'echo a'", "sh, '-c''echo a'''", "python, '-c\"', a", "node, '-e\"'"]).Select(words => ("invalid-value", $"a shell with {words}", Custom("v1 Pod", $"{{containers: [{{name: a, image: 'a:1', command: [{words}]}}]}}"))),
    ];
}
