using System.Collections.Immutable;

namespace Linter.Tests.Support;

/// <summary>Those of Services that custom resources name, of Argo's Rollouts and of what definitions say of values.</summary>
public static partial class SmallCases
{
    private const string Carts = "apiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: stock}\nspec: {selector: {app: cart}, ports: [{port: 443}]}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: cart}\nspec: {selector: {matchLabels: {app: cart}}, template: {metadata: {labels: {app: cart}}, spec: {containers: [{name: a, image: 'a:1', ports: [{containerPort: 8080}]}]}}}\n";

    private static string Custom(string kind, string spec, string name = "a", string metadata = "") =>
        $"---\napiVersion: {kind.Split(' ')[0]}\nkind: {kind.Split(' ')[1]}\nmetadata: {{name: {name}{metadata}}}\nspec: {spec}\n";

    private static string Rolled(string strategy, string more = "") =>
        $"---\napiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {{name: web}}\nspec:\n  replicas: 2\n  selector: {{matchLabels: {{app: web}}}}\n{strategy}{more}  template: {{metadata: {{labels: {{app: web, tier: front}}}}, spec: {{containers: [{{name: a, image: 'a:1'}}]}}}}\n";

    private static string Named(string name, string selector) => $"---\napiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\nspec: {{selector: {{{selector}}}, ports: [{{port: 80}}]}}\n";

    private static readonly string Webs = Named("stable", "app: web") + Named("canary", "app: web, rollouts-pod-template-hash: abc") + Named("phase", "app: web, role: canary") + Named("other", "app: cart") + Named("none", "app: nobody");

    private static string Definition(string schema) =>
        $"apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {{name: as.ex.com}}\nspec: {{group: ex.com, scope: Namespaced, names: {{kind: A, plural: as, singular: a}}, versions: [{{name: v1, served: true, storage: true, schema: {{openAPIV3Schema: {{type: object, properties: {{spec: {{type: object, properties: {{v: {schema}}}}}}}}}}}}}]}}\n";

    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> RoutedCases =
    [
        .. ((string[])["route-service-not-found", "route-port-not-found"]).SelectMany(rule => ((ValueTuple<string, string>[])
        [
            ("projectcontour.io/v1 HTTPProxy", "{routes: [{services: [{name: NAME, port: PORT}]}]}"), ("projectcontour.io/v1 HTTPProxy", "{tcpproxy: {services: [{name: NAME, port: PORT}]}}"),
            ("apisix.apache.org/v2 ApisixRoute", "{http: [{backends: [{serviceName: NAME, servicePort: PORT}]}]}"), ("apisix.apache.org/v2 ApisixRoute", "{stream: [{backend: {serviceName: NAME, servicePort: PORT}}]}"),
            ("configuration.konghq.com/v1beta1 TCPIngress", "{rules: [{port: 9000, backend: {serviceName: NAME, servicePort: PORT}}]}"), ("configuration.konghq.com/v1beta1 UDPIngress", "{rules: [{port: 9000, backend: {serviceName: NAME, servicePort: PORT}}]}"),
            ("k8s.nginx.org/v1 VirtualServer", "{upstreams: [{name: a, service: NAME, port: PORT}]}"), ("k8s.nginx.org/v1 VirtualServerRoute", "{upstreams: [{name: a, service: NAME, port: PORT}]}"), ("k8s.nginx.org/v1 TransportServer", "{upstreams: [{name: a, service: NAME, port: PORT}]}"),
            ("route.openshift.io/v1 Route", "{to: {kind: Service, name: NAME}, alternateBackends: [{name: cart}]}"), ("split.smi-spec.io/v1alpha2 TrafficSplit", "{service: cart, backends: [{service: NAME, weight: 1}]}"),
        ])
        .SelectMany(row => ((ValueTuple<string, string>[])[("cart", "80"), ("cart", "8080"), ("cart", "http"), ("cart", "0"), ("carts", "80"), ("gone", "80"), ("Gone", "80"), ("'${NAME}'", "80")]).Select(asked =>
            (rule, $"{row.Item1} {row.Item2[..8]} asks for {asked.Item1} at {asked.Item2}", Carts + Custom(row.Item1, row.Item2.Replace("NAME", asked.Item1, StringComparison.Ordinal).Replace("PORT", asked.Item2, StringComparison.Ordinal)))))),
        .. ((string[])["route-service-not-found", "route-port-not-found"]).SelectMany(rule => ((string[])
        [
            "cart", "cart:80", "cart:8080", "http://cart", "https://cart", "https://stock", "HTTPS://stock", "carts", "http://carts:80", "gone:80", "cart.shop", "cart.shop:81", "carts.shop.svc:80", "cart.shop.svc.cluster.local:81", "cart.pay:81", "example.com", "https://example.com/", "cart:http", "cart:80/", "'${HOST}'", "10.0.0.1:80", "''",
        ])
        .Select(service => (rule, $"a Mapping to {service}", (Carts + Custom("getambassador.io/v3alpha1 Mapping", $"{{prefix: /, service: {service}}}")).Replace("metadata: {name: ", "metadata: {namespace: shop, name: ", StringComparison.Ordinal)))),
        ("route-port-not-found", "a Mapping to the pods of a headless Service", Carts.Replace("{selector: {app: cart}, ports: [{name", "{clusterIP: None, selector: {app: cart}, ports: [{name", StringComparison.Ordinal) + Custom("getambassador.io/v3alpha1 Mapping", "{service: 'cart:8080'}")),
        ("route-service-not-found", "a Mapping to a Service of another namespace", Carts.Replace("name: stock}", "name: stock, namespace: shop}", StringComparison.Ordinal) + Custom("getambassador.io/v3alpha1 Mapping", "{service: 'cart:80'}", metadata: ", namespace: shop")),
        ("route-service-not-found", "an HTTPProxy to a Service of another namespace", (Carts + Custom("projectcontour.io/v1 HTTPProxy", "{routes: [{services: [{name: stock, port: 443}]}]}")).Replace("metadata: {name: ", "metadata: {namespace: shop, name: ", StringComparison.Ordinal).Replace("{namespace: shop, name: stock}", "{namespace: pay, name: stock}", StringComparison.Ordinal)),
        ("route-service-not-found", "an HTTPProxy of a namespace without Services", Carts.Replace("metadata: {name: ", "metadata: {namespace: shop, name: ", StringComparison.Ordinal) + Custom("projectcontour.io/v1 HTTPProxy", "{routes: [{services: [{name: gone, port: 443}]}]}", metadata: ", namespace: pay")),
        ("route-service-not-found", "an HTTPProxy and no Service at all", Custom("projectcontour.io/v1 HTTPProxy", "{routes: [{services: [{name: gone, port: 443}, {name: away, port: 1}]}]}")),
        ("route-service-not-found", "an HTTPProxy that names no namespace", (Carts + Custom("v1 Service", "{ports: [{port: 1}]}", "solo", ", namespace: shop") + Custom("projectcontour.io/v1 HTTPProxy", "{routes: [{services: [{name: solo, port: 1}]}]}"))),
        ("route-service-not-found", "an HTTPProxy whose other backend is the near one", Carts + Custom("projectcontour.io/v1 HTTPProxy", "{routes: [{services: [{name: carts, port: 80}, {name: cart, port: 80}]}]}")),
        ("route-service-not-found", "two HTTPProxies ask for the same", Carts + Custom("projectcontour.io/v1 HTTPProxy", "{routes: [{services: [{name: gone, port: 80}]}]}") + Custom("projectcontour.io/v1 HTTPProxy", "{routes: [{services: [{name: gone, port: 80}]}]}", "b")),
        ("route-service-not-found", "an HTTPProxy to what an operator makes", Carts + Custom("serving.knative.dev/v1 Service", "{template: {spec: {containers: [{image: 'a:1'}]}}}", "made") + Custom("projectcontour.io/v1 HTTPProxy", "{routes: [{services: [{name: made, port: 80}]}]}")),
        ("route-service-not-found", "a Route of OpenShift to another kind", Carts + Custom("route.openshift.io/v1 Route", "{to: {kind: Other, name: gone}}")),
        .. ((string[])["stable", "canary", "phase", "other", "none", "gone", "stabel", "''", "'${NAME}'"]).SelectMany(service => ((string[])["canary canaryService", "canary stableService", "blueGreen activeService", "blueGreen previewService"]).Select(field => field.Split(' ')).SelectMany(field =>
            ((string[])["route-service-not-found", "invalid-value"]).Select(rule => (rule, $"a Rollout with {field[1]} {service}", Carts + Webs + Rolled($"  strategy: {{{field[0]}: {{{field[1]}: {service}, canaryMetadata: {{labels: {{role: canary}}}}}}}}\n"))))),
        .. ((string[])
        [
            "", "  strategy:\n", "  strategy: {}\n", "  strategy: {canary: {}}\n", "  strategy: {canary: }\n", "  strategy: {canary: {}, blueGreen: {activeService: stable}}\n", "  strategy: {canary: {stableService: stable, canaryService: stable}}\n", "  strategy: {blueGreen: {activeService: stable, previewService: stable}}\n",
            "  strategy: {canary: {trafficRouting: {smi: {}}}}\n", "  strategy: {canary: {stableService: stable, trafficRouting: {nginx: {stableIngress: a}}}}\n", "  strategy: {canary: {pingPong: {pingService: stable, pongService: canary}, trafficRouting: {alb: {ingress: a}}}}\n",
            "  strategy: {canary: {trafficRouting: {alb: {ingress: a}}}}\n", "  strategy: {canary: {trafficRouting: {istio: {destinationRule: {name: a}}}}}\n", "  strategy: {canary: {trafficRouting: {istio: {virtualService: {name: a}}}}}\n", "  strategy: {canary: {trafficRouting: {plugins: {a/b: {}}}}}\n",
        ]).Select(strategy => ("invalid-value", $"a Rollout with {strategy.Trim()}", Carts + Webs + Rolled(strategy))),
        .. ((string[])["nginx: {stableIngress: web}", "nginx: {stableIngresses: [web, old]}", "nginx: {stableIngress: wbe}", "nginx: {stableIngress: gone}", "alb: {ingress: web}", "alb: {ingress: web, rootService: cart}", "alb: {ingresses: [cart]}"]).SelectMany(router => ((string[])["stable", "cart"]).Select(served => ("invalid-value", $"a Rollout by {router}, an Ingress to {served}",
            Carts + Webs + Rolled($"  strategy: {{canary: {{stableService: stable, canaryService: canary, trafficRouting: {{{router}}}}}}}\n") + Custom("networking.k8s.io/v1 Ingress", $"{{rules: [{{host: a.b, http: {{paths: [{{path: /, pathType: Prefix, backend: {{service: {{name: {served}, port: {{number: 80}}}}}}}}]}}}}]}}", "web")))),
        .. ((string[])["{name: web}", "{name: web, routes: [one]}", "{name: web, routes: [two]}", "{name: web, routes: [three]}", "{name: wbe}", "{name: gone}", "{name: tcp}", "{name: bare, routes: [one]}", "{name: single}"]).SelectMany(asked => ((string[])["", ", destinationRule: {name: rule, stableSubsetName: a, canarySubsetName: b}"]).Select(rule => ("invalid-value", $"a Rollout by VirtualService {asked}{rule}",
            Carts + Webs + Rolled($"  strategy: {{canary: {{stableService: stable, canaryService: canary, trafficRouting: {{istio: {{virtualService: {asked}{rule}}}}}}}}}\n")
            + Custom("networking.istio.io/v1 VirtualService", "{hosts: [a.b], http: [{name: one, route: [{destination: {host: stable}}, {destination: {host: canary.shop.svc.cluster.local}}]}, {name: two, route: [{destination: {host: stable}}]}]}", "web")
            + Custom("networking.istio.io/v1 VirtualService", "{hosts: [a.b], tcp: [{route: [{destination: {host: stable}}]}]}", "tcp") + Custom("networking.istio.io/v1 VirtualService", "{hosts: [a.b], http: [{route: [{destination: {host: stable}}]}]}", "bare")
            + Custom("networking.istio.io/v1 VirtualService", "{hosts: [a.b], http: [{route: [{destination: {host: canary}}, {destination: {host: stable}}]}]}", "single")))),
        .. ((string[])["workloadRef: {apiVersion: apps/v1, kind: Deployment, name: crat}", "workloadRef: {apiVersion: apps/v1, kind: ReplicaSet, name: cart}", "workloadRef: {apiVersion: apps/v1, kind: Deployment, name: cart}"]).Select(more => ("invalid-value", $"a Rollout with {more}", Carts + Rolled("  strategy: {canary: {}}\n", $"  {more}\n"))),
        .. ((string[])["{templateName: rate}", "{templateName: rates}", "{templateName: rates, clusterScope: true}", "{templateName: gone}"]).Select(template => ("invalid-value", $"a Rollout analysed by {template}", Rolled($"  strategy: {{canary: {{analysis: {{templates: [{template}]}}, steps: [{{analysis: {{templates: [{template}]}}}}]}}}}\n") + Custom("argoproj.io/v1alpha1 AnalysisTemplate", "{metrics: []}", "rate"))),
        .. ((string[])["tls", "tsl", "gone"]).SelectMany(secret => ((string[])["projectcontour.io/v1 HTTPProxy {virtualhost: {tls: {secretName: NAME}}}", "traefik.io/v1alpha1 IngressRoute {tls: {secretName: NAME}}", "traefik.io/v1alpha1 IngressRouteTCP {tls: {secretName: NAME}}", "apisix.apache.org/v2 ApisixTls {secret: {name: NAME, namespace: default}}"]).Select(row => row.Split(' ', 3)).Select(row =>
            ("invalid-value", $"{row[1]} with Secret {secret}", "apiVersion: v1\nkind: Secret\nmetadata: {name: tls, namespace: default}\n" + Custom($"{row[0]} {row[1]}", row[2].Replace("NAME", secret, StringComparison.Ordinal), metadata: ", namespace: default")))),
        .. ((string[])["apps/v1 Deployment cart", "apps/v1 Deployment crat", "apps/v1 ReplicaSet cart", "apps/v1 StatefulSet cart", "v1 PodTemplate cart"]).Select(row => row.Split(' ')).Select(row => ("service-selects-nothing", $"a Rollout with {row[1]} {row[2]}",
            Carts + Named("phase", "app: cart, role: canary") + Named("hashed", "app: cart, rollouts-pod-template-hash: abc") + Named("wrong", "app: cart, role: cnary") + Custom("argoproj.io/v1alpha1 Rollout", $"{{workloadRef: {{apiVersion: {row[0]}, kind: {row[1]}, name: {row[2]}}}, strategy: {{canary: {{canaryMetadata: {{labels: {{role: canary}}}}}}}}}}"))),
        ("invalid-value", "an HTTPProxy with a Secret that a Certificate makes", "apiVersion: v1\nkind: Secret\nmetadata: {name: tls}\n" + Custom("cert-manager.io/v1 Certificate", "{secretName: tsl, issuerRef: {name: a}}") + Custom("projectcontour.io/v1 HTTPProxy", "{virtualhost: {tls: {secretName: tsl}}}")),
        ("invalid-value", "an HTTPProxy that includes another", Custom("projectcontour.io/v1 HTTPProxy", "{includes: [{name: chlid}, {name: child, namespace: shop}]}") + Custom("projectcontour.io/v1 HTTPProxy", "{routes: []}", "child")),
        ("invalid-value", "an IngressRoute behind another", Custom("traefik.io/v1alpha1 IngressRoute", "{parentRefs: [{name: parnet}], routes: []}") + Custom("traefik.io/v1alpha1 IngressRoute", "{routes: []}", "parent")),
        .. ((string[])
        [
            "mode: MUTUAL, serverCertificate: /a, privateKey: /b", "mode: MUTUAL, serverCertificate: /a, privateKey: /b, caCertificates: /c", "mode: MUTUAL, serverCertificate: /a, privateKey: /b, caCertCredentialName: c", "mode: SIMPLE, credentialName: a, credentialNames: [b]", "mode: SIMPLE, credentialName: a, serverCertificate: /a", "mode: SIMPLE, credentialName: a, serverCertificate: /a, privateKey: /b",
            "mode: SIMPLE, serverCertificate: /a, privateKey: /b, tlsCertificates: [{serverCertificate: /a, privateKey: /b}]", "mode: ISTIO_MUTUAL, privateKey: /b", "mode: ISTIO_MUTUAL, caCertificates: ''", "mode: PASSTHROUGH, credentialName: a, credentialNames: [b]", "httpsRedirect: true", "httpsRedirect: true, privateKey: /b", "mode: PASSTHROUGH", "minProtocolVersion: TLSV1_2",
        ]).SelectMany(tls => ((string[])["HTTPS", "http", "GRPC-WEB", "TCP"]).Select(protocol => ("invalid-value", $"a server of {protocol} with {tls}", IstioGateway("istio: other", protocol, $", tls: {{{tls}}}")))),
        .. ((string[])["defaultRequest", "default", "max", "min"]).SelectMany(field => ((string[])["memory: 512m", "memory: 512", "memory: 1Mi", "cpu: 500", "cpu: 50", "cpu: 500m", "ephemeral-storage: 5", "memory: 5Gb"]).Select(amount => ("invalid-value", $"a LimitRange with {field} {amount}", Custom("v1 LimitRange", $"{{limits: [{{type: Container, {field}: {{{amount}}}}}]}}")))),
        .. ((string[])["max: {storage: 5}, min: {storage: 1}"]).Select(amount => ("invalid-value", $"a LimitRange for claims with {amount}", Custom("v1 LimitRange", $"{{limits: [{{type: PersistentVolumeClaim, {amount}}}]}}"))),
        .. ((string[])["memory: 512m", "requests.memory: 0", "limits.memory: 16384", "requests.storage: 10", "cpu: 500", "pods: 5x", "limits.memory: 1Gb", "requests.ephemeral-storage: 1Ki", "cpu: true"]).Select(amount => ("invalid-value", $"a ResourceQuota with {amount}", Custom("v1 ResourceQuota", $"{{hard: {{{amount}}}}}"))),
        .. ((string[])["lst", "gt", "ge", "gte", "us", "g", "gett", "set", "run", "put", "'get,list'", "'get, list'", "'get list'", "'get,foo'", "'*,get'", "'get,'"]).SelectMany(verb => ((string[])["['']", "[ex.com]", "['', ex.com]"]).Select(groups => ("invalid-value", $"verb {verb} of {groups}", $"apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {{name: a}}\nrules: [{{apiGroups: {groups}, resources: ['*'], verbs: [{verb}]}}]\n"))),
        .. ((string[])["{type: string, minLength: 2, maxLength: 3}", "{type: array, minItems: 1, maxItems: 2, items: {type: string, maxLength: 1}}"]).SelectMany(schema => ((string[])["''", "a", "ab", "abc", "abcd", "äöü", "'${V}'", "[]", "[a]", "[a, b]", "[a, bb, c]", "~", "5"]).Select(value => ("invalid-value", $"{value} for {schema}", Definition(schema) + Custom("ex.com/v1 A", $"{{v: {value}}}")))),
        .. ((string[])["^a+$", "a", "^a|b$", "^(?i)A$", "^(?P<x>a)$", "^(?!b)a$", "[[:alpha:]]", "^[a-z]{1,1000}$", "^([a-z]{1,900}){1,900}$", "\\Qa\\E", "^\\d$", "", "(", "a)", "[a", "*a", "[z-a]", "a{2,1}", "(?<x>b)"]).SelectMany(pattern => ((string[])["a", "b", "ba", "ß"]).Select(value =>
            ("invalid-value", $"{value} for the pattern {pattern}", Definition($"{{type: string, pattern: '{pattern}'}}") + Custom("ex.com/v1 A", $"{{v: {value}}}")))),
        .. ((string[])
        [
            "{type: string, default: 5}", "{type: string, default: '5'}", "{type: integer, default: '5'}", "{type: integer, minimum: 2, default: 1}", "{type: integer, maximum: 2, default: 3}", "{type: integer, minimum: 2, maximum: 2, default: 2}", "{type: boolean, default: 'yes'}", "{type: string, enum: [a], default: b}", "{type: string, enum: [a], default: a}",
            "{type: string, minLength: 2, default: a}", "{type: string, maxLength: 2, default: abc}", "{type: string, pattern: '^a$', default: b}", "{type: object, default: {}}", "{type: object, default: a}", "{x-kubernetes-int-or-string: true, default: a}", "{type: string, default: ~}", "{type: number, default: 1.5}",
        ]).Select(schema => ("invalid-value", $"the default of {schema}", Definition(schema))),
    ];
}
