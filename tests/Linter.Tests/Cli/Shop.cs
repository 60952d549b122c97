namespace Linter.Tests.Cli;

/// <summary>A small shop whose links hold, in three files.</summary>
internal static class Shop
{
    public const string Service = """
        apiVersion: v1
        kind: Service
        metadata: {name: shop}
        spec:
          selector: {app: shop}
          ports:
            - name: http
              port: 80
              targetPort: 8080

        """;

    public const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: shop}
        spec:
          selector: {matchLabels: {app: shop}}
          template:
            metadata: {labels: {app: shop}}
            spec:
              containers:
                - name: shop
                  image: shop:1.2
                  ports: [{containerPort: 8080}]
                  readinessProbe: {httpGet: {path: /ready, port: 8080}}

        """;

    public const string Ingress = """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: shop}
        spec:
          ingressClassName: nginx
          tls: [{hosts: [shop.example.com]}]
          rules:
            - host: shop.example.com
              http:
                paths:
                  - path: /
                    pathType: Prefix
                    backend: {service: {name: shop, port: {name: http}}}

        """;

    /// <summary>A Service that selects nothing: one error of its own.</summary>
    public const string Legacy = """
        apiVersion: v1
        kind: Service
        metadata: {name: legacy}
        spec:
          selector: {app: legacy}
          ports: [{port: 80}]

        """;

    public static string Renamed => Service.Replace("name: http", "name: web", StringComparison.Ordinal);
}
