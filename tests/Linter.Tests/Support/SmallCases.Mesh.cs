using System.Collections.Immutable;

namespace Linter.Tests.Support;

/// <summary>Those of Istio's traffic.</summary>
public static partial class SmallCases
{
    private const string Proxy = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: proxy, namespace: istio-system}\nspec: {selector: {matchLabels: {istio: ingressgateway}}, template: {metadata: {labels: {istio: ingressgateway, app: proxy}}, spec: {containers: [{name: proxy, image: 'a:1'}]}}}\n---\n";

    private static string IstioGateway(string selector, string protocol, string tls) =>
        $"apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {{name: edge, namespace: shop}}\nspec: {{selector: {{{selector}}}, servers: [{{port: {{number: 443, name: a, protocol: {protocol}}}, hosts: ['*']{tls}}}]}}\n";

    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> MeshCases =
    [
        .. ((string[])["HTTPS", "TLS", "tls", "HTTP", "TCP"]).SelectMany(protocol => ((string[])["", ", tls: ~", ", tls: {}", ", tls: {mode: SIMPLE}", ", tls: {mode: MUTUAL, caCertificates: /a}", ", tls: {mode: PASSTHROUGH}", ", tls: {mode: ISTIO_MUTUAL}", ", tls: {mode: SIMPLE, credentialName: tls}", ", tls: {mode: SIMPLE, serverCertificate: /a, privateKey: /b}", ", tls: {mode: SIMPLE, credentialNames: [a, b]}"])
            .Select(tls => ("invalid-value", $"a server of {protocol}{tls}", IstioGateway("istio: other", protocol, tls)))),
        .. ((string[])["istio: ingressgateway", "istio: ingresgateway", "istio: ingress-gateway", "istio: egressgateway", "istio: ingressgateway, app: prxoy", "istio: ingressgateway, app: web", "istoi: ingressgateway", "app: proxys"]).Select(selector => ("invalid-value", $"a gateway for pods of {selector}", Proxy + IstioGateway(selector, "HTTP", ""))),
        .. ((string[])["istio: ingressgateway", "istio: ingressgateway, app: edge"]).SelectMany(labels => ((string[])["istio: ingressgateway", "istio: ingressgateway, app: edge", ""]).SelectMany(gateway => ((string[])["istio: proxy", "istio: ingresgateway", "istio: ingressgateway"]).SelectMany(pods =>
            ((string[])["service-selects-nothing", "ingress-path-broken"]).Select(rule => (rule, $"a Service for {labels}, a gateway for {gateway}, pods of {pods}",
                IstioGateway(gateway, "HTTP", "").Replace(", namespace: shop", "", StringComparison.Ordinal) + "---\n" + ForLabels("Service", labels) + "---\n" + Route("web", 1) + "---\n" + Deployment("web", "{containers: [{name: a, image: 'a:1'}]}").Replace("labels: {app: web}", $"labels: {{app: web, {pods}}}", StringComparison.Ordinal)))))),
        .. ((string[])["v1 Secret istio-system shop-tls", "v1 Secret shop shop-tls", "v1 Secret istio-system shop-tsl", "v1 Secret shop shop-tsl", "cert-manager.io/v1 Certificate shop shop-tls", "cert-manager.io/v1 Certificate istio-system shop-tls", "v1 Secret ~ shop-tls"]).Select(maker => maker.Split(' ')).SelectMany(words => ((string[])["shop-tls", "kubernetes://shop-tls"]).Select(asked => ("invalid-value", $"{asked} is asked for, and a {words[1]} of {words[3]} is in {words[2]}",
            Proxy + IstioGateway("istio: ingressgateway", "HTTPS", $", tls: {{mode: SIMPLE, credentialName: '{asked}'}}") + $"---\napiVersion: {words[0]}\nkind: {words[1]}\nmetadata: {{name: {words[3]}, namespace: {words[2]}}}\n{(words[1] == "Secret" ? "" : $"spec: {{secretName: {words[3]}, issuerRef: {{name: a}}}}\n")}"))),
        .. ((string[])["[.]", "['*']", "[istio-system]", "[shop]", "[., istio-system]", "[]", "['${SPACE}']", "[shop, other]"]).SelectMany(exported => ((string[])["edge", "mesh", "shop/edge", "other"]).Select(gateway => ("invalid-value", $"a VirtualService of {gateway} exported to {exported}",
            Proxy + IstioGateway("istio: ingressgateway", "HTTP", "") + $"---\napiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{name: web, namespace: shop}}\nspec: {{hosts: [a.b], gateways: [{gateway}], exportTo: {exported}, http: [{{redirect: {{uri: /}}}}]}}\n"))),
        .. ((string[])
        [
            "reviews", "revews", "review", "ratings", "reviews-2", "details", "reviews.prod", "reviews.prod.svc", "reviews.prod.svc.cluster", "reviews.prod.svc.cluster.local", "reviews.prod.svc.cluster.lcoal",
            "reviews.prod.svc.cluster2.local", "reviews.prod.svc.cluster.local.", "reviews.dev", "reviews.dev.svc.cluster.local", "reviews.prdo.svc.cluster.local", "reviews.other.svc.cluster.local", "revews.prod.svc.cluster.local",
            "ratings.prod.svc.cluster.local", "a.reviews.prod.svc.cluster.local", "'*'", "'*.prod.svc.cluster.local'", "reviews.example.com", "10.0.0.1", "'${HOST}'", "Reviews", "entry", "entry.prod", "kubernetes.default.svc.cluster.local",
        ]).SelectMany(host => ((string[])["route-service-not-found", "destination-rule-unmatched"]).Select(rule => (rule, $"host {host}", MeshOf(rule, "prod", $"host: {host}")))),
        .. ((string[])["reviews", "ratings"]).Select(host => ("route-service-not-found", $"host {host} from a namespace without Services", MeshOf("route-service-not-found", "edge", $"host: {host}"))),
        .. ((string[])["80", "8080", "9080", "53", "0", "70000", "'80'", "http", "30080"]).SelectMany(port =>
            ((string[])["route-port-not-found", "destination-rule-unmatched"]).Select(rule => (rule, $"port {port}", MeshOf(rule, "prod", $"host: reviews, port: {{number: {port}}}")))),
        .. ((string[])["v1", "v2", "V1", "canary", "'${SUBSET}'"]).Select(subset => ("subset-not-found", $"subset {subset}", MeshOf("", "prod", $"host: reviews, subset: {subset}") + MeshRule("reviews.prod.svc.cluster.local", "v1") + MeshRule("reviews.dev.svc.cluster.local", "canary"))),
        .. ((string[])["public", "./public", "prod/public", "edge/public", "edge/publci", "other/public", "egde/public", "public.edge", "public.edge.svc.cluster.local", "private", "mesh", "Mesh", "edge/", "'${GATEWAY}'"])
            .Select(name => ("route-parent-not-found", $"gateway {name}", MeshBound(name, "shop.example.com", "'*'"))),
        .. ((string[])["'*'", "'*/*'", "shop.example.com", "'*.example.com'", "'*example.com'", "'*.shop.example.com'", "shop.example.org", "SHOP.example.com", "prod/shop.example.com", "'prod/*'", "./shop.example.com", "'./*'", "'*/shop.example.com'", "'other/*.example.com'", "'${HOST}'"])
            .SelectMany(served => ((string[])["shop.example.com", "'*.example.com'", "shop"]).Select(host => ("route-not-allowed", $"{host} at a Gateway for {served}", MeshBound("edge/public", host, served)))),
        .. ((string[])["version: v1", "version: v2", "version: v1, track: stable", "verison: v1", "version: v1, topology.kubernetes.io/zone: a", "topology.istio.io/subzone: a", ""])
            .Select(labels => ("destination-rule-unmatched", $"a subset of {labels}", MeshServices + MeshRule("reviews", "some", labels) + "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: reviews, namespace: prod}\nspec:\n  selector: {matchLabels: {app: reviews}}\n  template:\n    metadata: {labels: {app: reviews, version: v1}}\n    spec: {containers: [{name: reviews, image: 'a:1', ports: [{containerPort: 9080}]}]}\n")),
        .. ((string[])["reviews", "revews", "other"]).Select(name => ("invalid-value", $"delegates to {name}", $"apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{name: root}}\nspec: {{hosts: [a.example.com], http: [{{delegate: {{name: {name}}}}}]}}\n---\napiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{name: reviews}}\nspec: {{http: [{{route: [{{destination: {{host: reviews}}}}]}}]}}\n")),
        .. ((string[])["gone", "gone.prod.svc.cluster.local", "gone.dev.svc.cluster.local", "revews", "lost", "entry"]).SelectMany(host => ((string[])["route-service-not-found", "destination-rule-unmatched"]).Select(rule => (rule, $"a route to gone, and rules for {host}",
            MeshOf("route-service-not-found", "prod", "host: gone") + MeshRule(host, "one") + MeshRule(host, "two")))),
    ];

    // "ratings" is elsewhere, "reviews" here and there, "entry" a ServiceEntry's.
    private const string MeshServices = "apiVersion: v1\nkind: Service\nmetadata: {name: reviews, namespace: prod}\nspec: {selector: {app: reviews}, type: NodePort, ports: [{name: http, port: 80, targetPort: 9080, nodePort: 30080}, {name: dns, port: 53, protocol: UDP}]}\n"
        + "---\napiVersion: v1\nkind: Service\nmetadata: {name: ratings, namespace: dev}\nspec: {selector: {app: ratings}, ports: [{port: 80}]}\n"
        + "---\napiVersion: v1\nkind: Service\nmetadata: {name: details, namespace: dev}\nspec: {selector: {app: details}, ports: [{port: 80}]}\n"
        + "---\napiVersion: v1\nkind: Service\nmetadata: {name: details, namespace: test}\nspec: {selector: {app: details}, ports: [{port: 80}]}\n"
        + "---\napiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: entry, namespace: prod}\nspec: {hosts: [entry.prod.svc.cluster.local, entry.prod]}\n";

    private static string MeshOf(string rule, string @namespace, string destination) => MeshServices + (rule == "destination-rule-unmatched"
        ? $"---\napiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {{name: a, namespace: {@namespace}}}\nspec: {{{destination.Replace("port:", "trafficPolicy: {portLevelSettings: [{port:")}{(destination.Contains("port:", StringComparison.Ordinal) ? "}]}" : "")}}}\n"
        : $"---\napiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{name: a, namespace: {@namespace}}}\nspec: {{hosts: [shop.example.com], http: [{{route: [{{destination: {{{destination}}}}}]}}]}}\n");

    private static string MeshRule(string host, string subset, string labels = "version: v1") =>
        $"---\napiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {{name: {subset}, namespace: prod}}\nspec: {{host: {host}, subsets: [{{name: {subset}, labels: {{{labels}}}}}]}}\n";

    private static string MeshBound(string gateway, string host, string served) =>
        $"apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {{name: public, namespace: edge}}\nspec: {{servers: [{{port: {{number: 80, name: http, protocol: HTTP}}, hosts: [{served}]}}]}}\n"
        + $"---\napiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{name: a, namespace: prod}}\nspec: {{hosts: [{host}], gateways: [{gateway}], http: [{{route: [{{destination: {{host: reviews}}}}]}}]}}\n";
}
