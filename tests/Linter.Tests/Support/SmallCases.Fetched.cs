using System.Collections.Immutable;

namespace Linter.Tests.Support;

/// <summary>Those of what stands in manifests that people publish.</summary>
public static partial class SmallCases
{
    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> FetchedCases =
    [
        .. Values("invalid-value", "what ends the options of a shell", "{command: [sh, -c, --], args: [sleep 30]}", "{command: [/bin/bash, -c, '-'], args: [sleep 30]}", "{command: [sh, -c, --, sleep 30, now]}", "{command: [sh, -c, sleep 30, --]}", "{command: [sh, --, sleep, '30']}", "{command: [sh, -c, --]}"),
        .. ((string[])
        [
            "ingress.class: nginx", "kubernetes.io/ingress-class: nginx", "kubernetes.io/ingressClassName: nginx", "nginx.ingress.kubernetes.io/ingress.class: nginx", "ingressClassName: nginx", "kubernetes.io/ingress.class: nginx",
            "projectcontour.io/ingress.class: contour", "acme.cert-manager.io/http01-ingress-class: nginx", "ingress.class: ''", "ingress.class: ~", "class: nginx", "/ingress.class: nginx",
        ]).Select(annotation => ("ingress-class-unset", $"the annotation {annotation}", Annotated(annotation))),
        ("ingress-class-unset", "a class in an annotation of another name, beside one that is named", Annotated("ingress.class: nginx") + "---\n" + Annotated("kubernetes.io/ingress.class: nginx").Replace("{name: a,", "{name: b,", StringComparison.Ordinal)),
        ("ingress-class-unset", "a class in an annotation of another name, and one by default", Annotated("ingress.class: nginx") + "---\napiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: nginx, annotations: {ingressclass.kubernetes.io/is-default-class: 'true'}}\nspec: {controller: k8s.io/ingress-nginx}\n"),
        .. ((string[])["cart-service", "cart", "cart-gone", "cart-other"]).Select(name => ("policy-selects-nothing", $"pods by the name of Service {name}",
            $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: a}}\nspec: {{podSelector: {{matchLabels: {{app: {name}}}}}, ingress: []}}\n---\n" + Service("cart-service", "app: cart-pods") + "---\n" + Service("cart-gone", "app: gone-pods") + "---\n" + Service("cart-other", "tier: cart")
            + "---\n" + Deployment("backend", "{containers: [{name: a, image: 'a:1'}]}").Replace("labels: {app: backend}", "labels: {app: cart-pods, tier: cart}", StringComparison.Ordinal).Replace("matchLabels: {app: backend}", "matchLabels: {app: cart-pods}", StringComparison.Ordinal))),
        .. ((string[])["scaleRef", "scaleTarget", "targetRef", "scaleTargetsRef", "scaleTargetObjectRef", "scaletargetref", "scaleTargetReference", "Ref", "scale"]).SelectMany(field => ((string[])["unknown-field", "missing-field"]).Select(rule => (rule, $"an autoscaler of {field}",
            $"apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: a}}\nspec: {{maxReplicas: 3, {field}: {{kind: Deployment, name: a}}}}\n"))),
        .. ((string[])["[{host: a.b}, RULE]", "[{host: a.b, http: }, RULE]", "[{host: a.b}, {host: , RULE]", "[{host: a.b}, {host: c.d, RULE]", "[RULE, {host: a.b}]", "[{host: a.b}]", "[{host: ''}, RULE]", "[{host: a.b, htpp: {}}, RULE]", "[{host: a.b}, {host: c.d}, RULE]"])
            .SelectMany(rules => ((string[])["", "defaultBackend: {service: {name: a, port: {number: 80}}}, "]).Select(backend => ("ingress-backend-malformed", $"a host and its paths apart: {backend}{rules}",
                $"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: a}}\nspec: {{{backend}rules: {rules.Replace("{host: , RULE", "{host: , http: {paths: [PATH]}}", StringComparison.Ordinal).Replace("{host: c.d, RULE", "{host: c.d, http: {paths: [PATH]}}", StringComparison.Ordinal).Replace("RULE", "{http: {paths: [PATH]}}", StringComparison.Ordinal).Replace("PATH", "{path: /, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}", StringComparison.Ordinal)}}}\n"))),
        .. ((string[])["longhorn-system longhorn-frontend", "longhorn-system longhorn-frontendd", "shop longhorn-frontend", "shop my-kube-prometheus-prometheus", "argocd argocd-server", "argocd argocd-serverr"]).Select(words => words.Split(' ')).SelectMany(words => new[]
        {
            ("ingress-service-not-found", $"Service {words[1]} of namespace {words[0]}", Beside(words[0]) + $"---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: a, namespace: {words[0]}}}\nspec: {{defaultBackend: {{service: {{name: {words[1]}, port: {{number: 80}}}}}}}}\n"),
            ("route-service-not-found", $"Service {words[1]} of namespace {words[0]}", Beside(words[0]) + $"---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {{name: a, namespace: {words[0]}}}\nspec: {{rules: [{{backendRefs: [{{name: {words[1]}, port: 80}}]}}]}}\n"),
            ("route-service-not-found", $"Service {words[1]} of namespace {words[0]} for Traefik", Beside(words[0]) + $"---\napiVersion: traefik.io/v1alpha1\nkind: IngressRoute\nmetadata: {{name: a, namespace: {words[0]}}}\nspec: {{routes: [{{match: Host(`a.b`), kind: Rule, services: [{{name: {words[1]}, port: 80}}]}}]}}\n"),
        }),
        ("service-selects-nothing", "of pods that are equally far, those that the words of its name are of", string.Join("---\n", ((string[])["shop-mail", "shop-cart", "shop-till"]).Select(name => Deployment(name, "{containers: [{name: a, image: 'a:1'}]}")))
            + "---\n" + Service("shop-cart-svc", "app: shops")),
        ("service-selects-nothing", "of pods that are equally far, the first where no word decides", string.Join("---\n", ((string[])["shop-mail", "shop-cart", "shop-till"]).Select(name => Deployment(name, "{containers: [{name: a, image: 'a:1'}]}")))
            + "---\n" + Service("shop-svc", "app: shops")),
        .. ((string[])["'8080'", "http", "'8443'"]).Select(port => ("monitor-port-not-found", $"port {port} of a Service whose port has no name",
            "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: a}\nspec: {selector: {matchLabels: {app: a}}, endpoints: [{port: " + port + "}]}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: a, labels: {app: a}}\nspec: {selector: {app: a}, ports: [{port: 8080, targetPort: 8443}]}\n---\n"
            + Deployment("a", "{containers: [{name: a, image: 'a:1'}]}"))),
    ];

    private static string Beside(string @namespace) => $"apiVersion: v1\nkind: Service\nmetadata: {{name: other, namespace: {@namespace}}}\nspec: {{ports: [{{port: 80}}]}}\n";

    private static string Annotated(string annotation) =>
        $"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: a, annotations: {{{annotation}}}}}\nspec: {{defaultBackend: {{service: {{name: a, port: {{number: 80}}}}}}}}\n";
}
