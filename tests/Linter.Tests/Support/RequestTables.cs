using System.Collections.Immutable;
using Linter.Engine;
using Linter.Manifests;

namespace Linter.Tests.Support;

/// <summary>Requests to three applications, and the way that each one takes in full. The mutants' judge is built with it too.</summary>
public static class RequestTables
{
    private const string Gateway = """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: edge}
        spec:
          gatewayClassName: example
          listeners:
            - {name: http, port: 80, protocol: HTTP}
            - {name: shop, port: 443, protocol: HTTPS, hostname: "*.example.com", tls: {certificateRefs: [{name: shop-tls}]}}
            - {name: idle, port: 80, protocol: HTTP, hostname: idle.example.com, allowedRoutes: {kinds: [{kind: GRPCRoute}]}}
            - {name: own, port: 8443, protocol: example.com/own}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: shop}
        spec:
          parentRefs: [{name: edge}]
          hostnames: [shop.example.com]
          rules:
            - {name: cart, matches: [{path: {type: PathPrefix, value: /cart}}], backendRefs: [{name: web, port: 80}]}
            - {matches: [{path: {type: Exact, value: /cart}}], backendRefs: [{name: api, port: 80}]}
            - {matches: [{path: {type: RegularExpression, value: "/c[a-z]+/[0-9]+"}}], backendRefs: [{name: admin, port: 80}]}
            - {matches: [{path: {type: RegularExpression, value: "/r[a-z]+"}}], backendRefs: [{name: admin, port: 80}]}
            - {matches: [{path: {type: RegularExpression, value: "/ro[a-z]+"}}], backendRefs: [{name: api, port: 80}]}
            - {matches: [{path: {value: /cart/items}}], backendRefs: [{name: api, port: 80, weight: 1}, {name: web, port: 80, weight: 3}, {name: admin, port: 80, weight: 0}]}
            - {matches: [{path: {value: /m}, method: POST}, {path: {value: /m}, headers: [{name: Version, value: "2"}]}], backendRefs: [{name: api, port: 80}]}
            - {matches: [{path: {value: /m}}], backendRefs: [{name: web, port: 80}]}
            - {matches: [{path: {value: /m}, headers: [{name: version, value: "2"}, {name: kind, type: RegularExpression, value: "a+"}]}], backendRefs: [{name: admin, port: 80}]}
            - {matches: [{path: {value: /q}, queryParams: [{name: Page, value: "1"}]}], backendRefs: [{name: api, port: 80}]}
            - {matches: [{path: {value: /q}, queryParams: [{name: Page, type: RegularExpression, value: "[0-9]"}, {name: sort, value: up}]}], backendRefs: [{name: admin, port: 80}]}
            - {matches: [{path: {value: /q}}], backendRefs: [{name: web, port: 80}]}
            - {matches: [{path: {value: /q}}], backendRefs: [{name: admin, port: 80}]}
            - {matches: [{path: {value: /other}}], backendRefs: [{group: example.com, kind: Bucket, name: files}]}
            - {matches: [{path: {value: /empty}}], backendRefs: []}
            - {matches: [{path: {value: /away}}], filters: [{type: RequestRedirect, requestRedirect: {scheme: https}}]}
            - {matches: [{path: {value: /zero}}], backendRefs: [{name: web, port: 80, weight: 0}]}
            - {matches: [{path: {value: /gone}}], backendRefs: [{name: gone, port: 80}]}
            - {matches: [{path: {value: /port}}], backendRefs: [{name: web, port: 8080}]}
            - {matches: [{path: {value: /noport}}], backendRefs: [{name: web}]}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: nameless}
        spec:
          parentRefs: [{name: edge}]
          hostnames: [nameless.example.org]
          rules: [{backendRefs: [{port: 80}]}]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: wild}
        spec:
          parentRefs: [{name: edge, sectionName: shop}]
          hostnames: ["*.example.com", "*.shop.example.com"]
          rules: [{backendRefs: [{name: web, port: 80}]}]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: also}
        spec:
          parentRefs: [{name: edge}]
          hostnames: [shop.example.com]
          rules: [{matches: [{path: {value: /q}}], backendRefs: [{name: api, port: 80}]}]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: any}
        spec:
          parentRefs: [{name: edge}]
          rules: [{matches: [{path: {value: /any}}], backendRefs: [{name: admin, port: 80}]}]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: elsewhere}
        spec:
          parentRefs: [{name: foreign}]
          hostnames: [foreign.example.org]
          rules: [{backendRefs: [{name: web, port: 80}]}]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: refused}
        spec:
          parentRefs: [{name: edge, sectionName: nowhere}]
          hostnames: [refused.example.org]
          rules: [{backendRefs: [{name: web, port: 80}]}]
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: GRPCRoute
        metadata: {name: grpc}
        spec:
          parentRefs: [{name: edge}]
          hostnames: [grpc.example.com]
          rules:
            - {matches: [{method: {service: shop.Cart, method: Add}}], backendRefs: [{name: api, port: 80}]}
            - {matches: [{method: {service: shop.Cart}}], backendRefs: [{name: web, port: 80}]}
            - {matches: [{method: {method: Add}}], backendRefs: [{name: admin, port: 80}]}
            - {matches: [{method: {type: RegularExpression, service: "shop[.].*", method: "Re.*"}}], backendRefs: [{name: admin, port: 80}]}
            - {matches: [{headers: [{name: version, value: "2"}]}], backendRefs: [{name: web, port: 80}]}
            - {matches: [{method: {type: RegularExpression, service: "a[.]Pay", method: "Charge.*Customer.*"}}], backendRefs: [{name: api, port: 80}]}
            - {matches: [{method: {type: RegularExpression, service: "a[.]P[a-z]*"}}], backendRefs: [{name: web, port: 80}]}
            - {matches: [{method: {type: RegularExpression, service: "b[.]Pay"}}], backendRefs: [{name: web, port: 80}]}
            - {matches: [{method: {type: RegularExpression, service: "b[.]Pay", method: "C.*"}}], backendRefs: [{name: admin, port: 80}]}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: shop-tls}
        type: kubernetes.io/tls
        data: {tls.crt: YQ==, tls.key: YQ==}
        ---

        """;

    // One rule that says nothing of requests beside such as do.
    private const string Plain = """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: plain}
        spec:
          parentRefs: [{name: edge}]
          hostnames: [plain.example.org]
          rules:
            - {backendRefs: [{name: web, port: 80}]}
            - {matches: [{path: {value: /a}}], backendRefs: [{name: api, port: 80}]}
            - {matches: [{path: {type: Exact, value: /}}], backendRefs: [{name: admin, port: 80}]}
            - {matches: [{path: {type: RegularExpression, value: "/b+"}}], backendRefs: [{name: admin, port: 80}]}
            - {matches: [{method: DELETE}], backendRefs: [{name: api, port: 80}]}
            - {matches: [{headers: [{name: version, value: "2"}]}], backendRefs: [{name: api, port: 80}]}
            - {matches: [{queryParams: [{name: page, value: "1"}]}], backendRefs: [{name: api, port: 80}]}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: shares}
        spec:
          parentRefs: [{name: edge}]
          hostnames: [shares.example.org]
          rules:
            - {backendRefs: [{name: web, port: 80, weight: 3}, {name: api, port: 80}]}
            - {matches: [{path: {value: /later}}], backendRefs: [{name: web, port: 80, weight: 3}, {name: api, port: 80, weight: "${WEIGHT}"}]}
        ---

        """;

    private const string Ingress = """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: shop, annotations: {nginx.ingress.kubernetes.io/server-alias: "alias.example.com, other.example.com", nginx.ingress.kubernetes.io/from-to-www-redirect: "true"}}
        spec:
          ingressClassName: nginx
          defaultBackend: {service: {name: admin, port: {number: 80}}}
          rules:
            - host: shop.example.com
              http:
                paths:
                  - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
                  - {path: /cart, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}
                  - {path: /cart, pathType: Exact, backend: {service: {name: admin, port: {number: 80}}}}
                  - {path: /cart/, pathType: Prefix, backend: {service: {name: admin, port: {number: 80}}}}
                  - {path: /twice, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}
                  - {path: /twice, pathType: Prefix, backend: {service: {name: admin, port: {number: 80}}}}
                  - {path: /spec, pathType: ImplementationSpecific, backend: {service: {name: api, port: {number: 80}}}}
                  - {path: /bucket, pathType: Prefix, backend: {resource: {apiGroup: example.com, kind: Bucket, name: files}}}
                  - {path: /gone, pathType: Prefix, backend: {service: {name: gone, port: {number: 80}}}}
            - host: "*.example.com"
              http: {paths: [{path: /wild, pathType: Prefix, backend: {service: {name: web, port: {name: web}}}}]}
            - host: bare.example.com
            - http: {paths: [{path: /status, pathType: Exact, backend: {service: {name: api, port: {number: 80}}}}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: canary, annotations: {nginx.ingress.kubernetes.io/canary: "true", nginx.ingress.kubernetes.io/canary-weight: "10"}}
        spec:
          ingressClassName: nginx
          rules: [{host: shop.example.com, http: {paths: [{path: /cart, pathType: Prefix, backend: {service: {name: admin, port: {number: 80}}}}]}}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: regex, annotations: {nginx.ingress.kubernetes.io/use-regex: "true"}}
        spec:
          ingressClassName: nginx
          rules:
            - host: regex.example.org
              http:
                paths:
                  - {path: "/api(/|$)(.*)", pathType: ImplementationSpecific, backend: {service: {name: api, port: {number: 80}}}}
                  - {path: "/api/[0-9]+/long", pathType: ImplementationSpecific, backend: {service: {name: admin, port: {number: 80}}}}
                  - {path: "/a(", pathType: ImplementationSpecific, backend: {service: {name: web, port: {number: 80}}}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: plain}
        spec:
          ingressClassName: nginx
          rules:
            - host: regex.example.org
              http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}, {path: /plain, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: gce, annotations: {kubernetes.io/ingress.class: gce}}
        spec:
          rules: [{host: gce.example.org, http: {paths: [{path: /img/*, pathType: ImplementationSpecific, backend: {service: {name: web, port: {number: 80}}}}, {path: /, pathType: ImplementationSpecific, backend: {service: {name: api, port: {number: 80}}}}]}}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: broken}
        spec:
          ingressClassName: nginx
          rules: [{host: broken.example.org, http: {paths: [{path: /nothing, pathType: Prefix, backend: {}}, {path: /noport, pathType: Prefix, backend: {service: {name: web}}}]}}]
        ---

        """;

    private const string Rest = """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: rest}
        spec: {ingressClassName: rest, defaultBackend: {service: {name: web, port: {number: 80}}}}
        ---

        """;

    private const string Exposed = """
        apiVersion: v1
        kind: Service
        metadata: {name: public}
        spec: {type: LoadBalancer, selector: {app: web}, ports: [{name: http, port: 80, targetPort: http, nodePort: 30080}, {name: https, port: 443, targetPort: 8443}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: headless}
        spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: alias}
        spec: {type: ExternalName, externalName: db.example.org}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: local-alias}
        spec: {type: ExternalName, externalName: web.default.svc.cluster.local}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: manual}
        spec: {ports: [{port: 80, targetPort: 9000}]}
        ---
        apiVersion: v1
        kind: Endpoints
        metadata: {name: manual}
        subsets: [{addresses: [{ip: 10.1.2.3}], ports: [{port: 9000}]}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: nobody}
        spec: {selector: {app: nobody}, ports: [{port: 80}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: misnamed}
        spec: {selector: {app: web}, ports: [{port: 80, targetPort: htpp}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: udp}
        spec: {selector: {app: web}, ports: [{port: 53, protocol: UDP, targetPort: 8080}]}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: idle}
        spec:
          serviceName: headless
          replicas: 0
          selector: {matchLabels: {app: db, role: idle}}
          template:
            metadata: {labels: {app: db, role: idle}}
            spec: {containers: [{name: db, image: registry.example.com/db:1.0.0, ports: [{containerPort: 5432}]}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: single, labels: {app: db}}
        spec: {hostname: one, subdomain: headless, containers: [{name: db, image: registry.example.com/db:1.0.0, ports: [{containerPort: 5432}]}]}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          serviceName: headless
          replicas: 2
          selector: {matchLabels: {app: db}}
          template:
            metadata: {labels: {app: db}}
            spec: {containers: [{name: db, image: registry.example.com/db:1.0.0, ports: [{containerPort: 5432}]}]}
        ---

        """;

    // Headless: pods that run to completion, and such beside one that does not.
    private const string Jobs = """
        apiVersion: v1
        kind: Service
        metadata: {name: work}
        spec: {clusterIP: None, selector: {app: work}, ports: [{port: 9000}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: mixed}
        spec: {clusterIP: None, selector: {part: all}, ports: [{port: 9000}]}
        ---
        apiVersion: batch/v1
        kind: Job
        metadata: {name: work}
        spec: {template: {metadata: {labels: {app: work, part: all}}, spec: {restartPolicy: Never, containers: [{name: work, image: registry.example.com/work:1.0.0, ports: [{containerPort: 9000}]}]}}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: queue, labels: {part: all}}
        spec: {containers: [{name: queue, image: registry.example.com/queue:1.0.0, ports: [{containerPort: 9000}]}]}
        ---

        """;

    // A key stands twice in the route.
    private const string Connections = """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: edge}
        spec: {gatewayClassName: example, listeners: [{name: db, port: 5432, protocol: TCP}]}
        ---
        apiVersion: gateway.networking.k8s.io/v1alpha2
        kind: TCPRoute
        metadata: {name: db, labels: {team: db}, labels: {team: web}}
        spec: {parentRefs: [{name: edge}], rules: [{backendRefs: [{name: db, port: 80}]}]}
        ---

        """;

    private static readonly ImmutableArray<(string Title, string Manifests, string Requests)> Tables =
    [
        ("gateway", Gateway + App("web") + App("api") + App("admin") + Plain, """
            GET http://shop.example.com/cart
            GET http://shop.example.com/cart/
            GET http://shop.example.com/cart/12
            GET http://shop.example.com/cat/12
            GET http://shop.example.com/root
            GET http://shop.example.com/cart/items/1
            GET http://shop.example.com/m
            POST http://shop.example.com/m
            POST http://shop.example.com/m version: 2
            GET http://shop.example.com/m Version: 2
            GET http://shop.example.com/m Version: 2, kind: aa
            GET http://shop.example.com/m Version: 2, kind: ab
            GET http://shop.example.com/q
            GET http://shop.example.com/q?Page=1
            GET http://shop.example.com/q?page=1
            GET http://shop.example.com/q?Page=1&sort=up
            GET http://shop.example.com/q?Page=22&sort=up
            GET http://nameless.example.org/
            GET http://plain.example.org/
            GET http://plain.example.org/x
            GET http://plain.example.org/a
            GET http://plain.example.org/bb
            DELETE http://plain.example.org/x
            GET http://plain.example.org/x version: 2
            GET http://plain.example.org/x?page=1
            GET http://shares.example.org/
            GET http://shares.example.org/later
            GET http://shop.example.com/other
            GET http://shop.example.com/empty
            GET http://shop.example.com/away
            GET http://shop.example.com/zero
            GET http://shop.example.com/gone
            GET http://shop.example.com/port
            GET http://shop.example.com/noport
            GET http://shop.example.com/nowhere
            GET https://shop.example.com/any
            GET https://new.example.com/
            GET https://a.shop.example.com/
            GET https://example.com/
            GET http://new.example.com/any
            GET http://new.example.com/
            GET http://idle.example.com/
            GET https://idle.example.com/
            GET https://other.org/any
            GET https://shop.example.org/cart
            GET https://example.com/any
            GET http://shop.example.com:8080/any
            GET http://shop.example.com:8443/any
            GET https://new.example.com:444/
            GET http://foreign.example.org/
            GET http://refused.example.org/
            GET http://idel.example.com/
            POST http://grpc.example.com/shop.Cart/Add
            POST http://grpc.example.com/shop.Cart/Drop
            POST http://grpc.example.com/shop.Order/Add
            POST http://grpc.example.com/shop.Order/Remove
            POST http://grpc.example.com/shop.Order/Drop
            POST http://grpc.example.com/shop.Order/Drop version: 2
            POST http://grpc.example.com/shop.Cart/Add version: 2
            POST http://grpc.example.com/shop.Cart
            POST http://grpc.example.com/a.Pay/ChargeThisCustomerNow
            POST http://grpc.example.com/b.Pay/Charge
            GET http://grpc.example.com/any
            """),
        ("ingress", Ingress + App("web") + App("api") + App("admin"), """
            GET http://shop.example.com/
            GET http://shop.example.com/cart
            GET http://shop.example.com/cart/
            GET http://shop.example.com/cart/x
            GET http://shop.example.com/cartx
            GET http://shop.example.com//cart/./x/../y
            GET http://shop.example.com/%63art
            GET http://shop.example.com/twice
            GET http://shop.example.com/special
            GET http://shop.example.com/bucket
            GET http://broken.example.org/nothing
            GET http://broken.example.org/noport
            GET http://shop.example.com/gone
            GET http://alias.example.com/cart/x
            GET http://other.example.com/cart/x
            GET http://www.shop.example.com/cart/x
            GET http://new.example.com/wild
            GET http://new.example.com/status
            GET http://a.new.example.com/wild
            GET http://a.new.example.com/status
            GET http://bare.example.com/
            GET http://example.net/status
            GET http://example.net/statuses
            GET http://regex.example.org/api
            GET http://regex.example.org/apis
            GET http://regex.example.org/api/12/long
            GET http://regex.example.org/API/x
            GET http://regex.example.org/plain
            GET http://regex.example.org/plainer
            GET http://regex.example.org/plain/x
            GET http://gce.example.org/img/a
            GET http://gce.example.org/img
            GET http://gce.example.org/x
            GET http://10.1.2.3/
            """),
        ("rest", Rest + App("web"), """
            GET http://shop.example.com/
            GET https://shop.example.com/x
            """),
        ("exposed", Exposed + App("web") + App("api"), """
            GET public
            GET public:80
            GET public:443
            GET public:8080
            GET nodeport:30080
            GET nodeport:30081
            GET headless
            GET headless:5432
            GET db-0.headless:5432
            GET db-2.headless:5432
            GET db-x.headless:5432
            GET db-00.headless:5432
            GET idle-0.headless:5432
            GET one.headless:5432
            GET two.headless:5432
            GET db-0.public:80
            GET db-0:5432
            GET alias
            GET alias:5432
            GET local-alias:80
            GET manual:80
            GET nobody:80
            GET misnamed:80
            GET udp:53
            GET web
            GET web.default
            GET web.other
            GET web.default.svc
            GET web.default.svc.cluster.local
            GET web.default.svc.other
            GET http://web/
            GET http://web:81/
            GET https://web/
            GET wbe
            GET deploy/web
            GET statefulset/db
            GET sts/db
            GET pod/web
            GET service/web:80
            GET svc/web:http
            """),
        ("jobs", Jobs, """
            GET work:9000
            GET mixed:9000
            """),
        ("connections", Connections + App("db"), """
            GET deploy/db
            """),
    ];

    /// <summary>All requests: what each is called, and its ways.</summary>
    public static IEnumerable<(string Title, Func<string> Text)> All() => Tables.SelectMany(table =>
    {
        var inspection = new Lazy<Inspection>(() => LintEngine.Inspect(
            new InputFiles([new InputFile("app.yaml", null, table.Manifests)], [], []), new LintOptions { Threads = 1 }));
        return table.Requests.Split('\n')
            .Select(request => ($"{table.Title}: {request.Trim()}",
                (Func<string>)(() => WalkDetails.Of(inspection.Value, request.Trim()))));
    });

    private static string App(string name) => $$"""
        apiVersion: v1
        kind: Service
        metadata: {name: {{name}} }
        spec: {selector: {app: {{name}} }, ports: [{name: web, port: 80, targetPort: http}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: {{name}} }
        spec:
          replicas: 2
          selector: {matchLabels: {app: {{name}} } }
          template:
            metadata: {labels: {app: {{name}} } }
            spec: {containers: [{name: {{name}}, image: 'registry.example.com/{{name}}:1.0.0', ports: [{name: http, containerPort: 8080}], readinessProbe: {httpGet: {path: /ready, port: http} } }] }
        ---

        """;
}
