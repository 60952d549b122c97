using Linter.Tests.Support;

namespace Linter.Tests.Cli;

/// <summary>Manifests with variables such as ${HOST}, which Flux (postBuild) or envsubst fill in before they are applied.</summary>
public sealed class SubstitutionTests : IDisposable
{
    private const string Web = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          selector: {matchLabels: {app: "${APP}"}}
          template:
            metadata: {labels: {app: "${APP}"}}
            spec:
              containers:
                - name: web
                  image: example.com/web:1
                  readinessProbe: {httpGet: {path: /, port: 8080}}
                  volumeMounts: [{name: "${VOLUME}", mountPath: /data}]
              volumes: [{name: data, emptyDir: {}}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {selector: {app: "${APP}"}, ports: [{port: 80, targetPort: 8080}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: other, namespace: shop}
        spec: {selector: {app: "${OTHER:=other}"}, ports: [{port: 80, targetPort: 8080}]}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: other, namespace: shop}
        spec: {minAvailable: 1, selector: {matchLabels: {app: "${OTHER:=other}"}}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: other, namespace: shop}
        spec: {podSelector: {matchLabels: {app: "${OTHER:=other}"}}, ingress: [{}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web, namespace: shop}
        spec:
          ingressClassName: nginx
          tls: [{hosts: ["${HOST}"], secretName: tls}]
          rules:
            - host: shop.example.com
              http: {paths: [{path: "${PREFIX:=/}", pathType: Prefix, backend: {service: {name: web, port: {name: "${PORT_NAME}"}}}}]}
            - host: api.${DOMAIN}
              http: {paths: [{path: "/${VERSION}/api", pathType: Exact, backend: {service: {name: web, port: {number: 80}}}}]}
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web, namespace: shop}
        spec: {minReplicas: 2, maxReplicas: 4, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: "${APP}"}}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: edge, namespace: shop}
        spec: {gatewayClassName: a, listeners: [{name: http, port: 80, protocol: HTTP}]}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: web, namespace: shop}
        spec:
          parentRefs: [{name: "${GATEWAY}"}, {name: edge, sectionName: "${SECTION}"}]
          rules: [{backendRefs: [{name: web, port: 80}]}]
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_is_filled_in_later_breaks_nothing() => Said(Web).Should().BeEmpty();

    [Fact]
    public void Pods_with_a_label_that_is_filled_in_may_be_those_that_are_selected() =>
        Said(Web.Replace("spec: {selector: {app: \"${APP}\"}", "spec: {selector: {app: web}", StringComparison.Ordinal))
            .Should().ContainSingle(line => line.Contains("[service-selects-nothing]", StringComparison.Ordinal))
            .Which.Should().Contain("warning: Service 'web' selects 'app=web'");

    [Fact]
    public void What_stands_beside_it_is_judged() =>
        Said(Web.Replace("port: {number: 80}", "port: {number: 81}", StringComparison.Ordinal)).Should().Equal(
            "web.yaml:46:111: error: Ingress 'web' sends 'api.${DOMAIN}/${VERSION}/api' to port '81' of Service 'web', which exposes only '80' [ingress-port-not-found]");

    private string[] Said(string manifests)
    {
        folder.With("web.yaml", manifests);
        return InProcess.Run(folder.Path, ".", "--format", "concise").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
