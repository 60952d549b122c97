using System.Collections.Immutable;

namespace Linter.Tests.Support;

/// <summary>Those of manifests that beginners and operators publish.</summary>
public static partial class SmallCases
{
    private static readonly ImmutableArray<(string Rule, string Why, string Manifests)> SeenCases =
    [
        .. ((string[])
        [
            "env: [{name: DB_HOST, value: db}, {name: DB_PORT, value: '5000'}]", "env: [{name: DB_ADDR, value: db.default.svc}, {name: DB_PORT, value: '5000'}]", "env: [{name: dbHost, value: db}, {name: dbPort, value: '5000'}]", "env: [{name: DB_HOST, value: db.example.com}, {name: DB_PORT, value: '5000'}]",
            "env: [{name: DB_HOST, value: web}, {name: DB_PORT, value: '5000'}]", "env: [{name: DB_PORT, value: '5000'}]", "env: [{name: HOST, value: db}, {name: PORT, value: '5000'}]", "env: [{name: DB_HOST}, {name: DB_PORT, value: '5000'}]", "env: [{name: DB_HOST, value: db}, {name: DB_PORT, value: '5000'}, {name: PORT, value: '5000'}]",
            "env: [{name: DB_URL, value: 'mysql://u:p@db:5000/shop'}]", "env: [{name: DB_URL, value: 'mysql://db.default.svc.cluster.local:5000'}]", "env: [{name: OWN_URL, value: 'http://web:5000'}]", "env: [{name: LISTEN, value: '0.0.0.0:5000'}]", "env: [{name: LISTEN, value: ':5000'}]", "args: ['--db=db:5000']", "args: ['--port=5000']", "args: [--db, 'db:6000,other:5000']",
            "envFrom: [{configMapRef: {name: settings}}]",
        ]).SelectMany(words => ((string[])["target-port-not-declared", "probe-port-not-declared"]).Select(rule => (rule, $"5000 beside {words}", Dialled(words)))),
        .. ((string[])["shop", "default", "~"]).SelectMany(pods => ((string[])["shop", "default", "~"]).Select(policy =>
            ("policy-blocks-service", $"pods of {pods}, a policy of {policy}", Isolated(pods, policy)))),
        ("policy-blocks-service", "a policy that certainly isolates the pods beside one that may", Isolated("~", "shop") + "---\n" + DenyAll("b", "~")),
        .. ((string[])["$(APP)", "$(APP_NAME)-web", "$()", "$(a b)", "$(APP"]).SelectMany(app => ((string[])["service-selects-nothing", "ingress-service-not-found"]).Select(rule =>
            (rule, $"{app} is filled in later", Deployment("cart", "{containers: [{name: a, image: 'a:1'}]}").Replace("app: cart", $"app: {app}-cart", StringComparison.Ordinal) + $"---\n{Offering(app, app, 80)}---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: web}}\nspec: {{rules: [{{http: {{paths: [{{path: /, pathType: Prefix, backend: {{service: {{name: web, port: {{number: 80}}}}}}}}]}}}}]}}\n"))),
        ("duplicate-env", "the kubelet expands it", Deployment("a", "{containers: [{name: a, image: 'a:1', env: [{name: URL, value: $(HOST)}, {name: HOST, value: b}]}]}")),
        .. ((string[])["mongodb://mongo:27017", "mongodb://mong:27017", "mongodb://mon:27017", "mongodb://mongo:27018", "mongodb://mongodbs:27017", "mongodb://mongodb-a:27017", "mongodb://mongodb1:27017", "mongo:27017"])
            .Select(url => ("dns-name-not-found", $"{url} where there is mongodb", Deployment("mongodb", "{containers: [{name: a, image: 'a:1', ports: [{containerPort: 27017}]}]}") + "---\n" + Offering("mongodb", "mongodb", 27017) + "---\n" + Deployment("web", $"{{containers: [{{name: a, image: 'a:1', env: [{{name: URL, value: '{url}'}}]}}]}}"))),
        ("dns-name-not-found", "two go on so", Deployment("web", "{containers: [{name: a, image: 'a:1', env: [{name: URL, value: 'mongodb://mongo:27017'}]}]}") + "---\n" + Offering("mongodb", "a", 27017) + "---\n" + Offering("mongoose", "b", 27017)),
        .. ((string[])["mysql-db", "my-sqldb", "mysqldb-1", "mysqldb1"]).Select(host => ("dns-name-not-found", $"{host} where there is mysqldb", Offering("mysqldb", "db", 3306) + "---\n" + Deployment("web", $"{{containers: [{{name: a, image: 'a:1', env: [{{name: DB_HOST, value: {host}}}]}}]}}"))),
        ("dns-name-not-found", "node-1 where there is node-2", Offering("node-2", "node", 3306) + "---\n" + Deployment("web", "{containers: [{name: a, image: 'a:1', env: [{name: DB_HOST, value: node-1}]}]}")),
        .. ((string[])["shop-postgres-svc", "shop-postgres-service", "shop-postgres", "shop-postgres-db"]).Select(host => ("dns-name-not-found", $"{host} where the pods of shop-postgres are behind shop-db", Deployment("shop-postgres", "{containers: [{name: a, image: 'a:1', ports: [{containerPort: 5432}]}]}") + "---\n" + Offering("shop-db", "shop-postgres", 5432) + "---\n" + Deployment("web", $"{{containers: [{{name: a, image: 'a:1', env: [{{name: DB_HOST, value: {host}.default.svc.cluster.local}}]}}]}}"))),
        .. ((string[])["redis.defualt.svc.cluster.local:6379", "redsi.default.svc:6379", "redis.default.svc.cluster.local:6380", "redis.default:6379", "redsi:6379", "redis-0.example.com:6379"])
            .Select(address => ("dns-name-not-found", $"KEDA asks {address}", Deployment("redis", "{containers: [{name: a, image: 'a:1', ports: [{containerPort: 6379}]}]}") + "---\n" + Offering("redis", "redis", 6379).Replace("{name: redis}", "{name: redis, namespace: default}", StringComparison.Ordinal) + $"---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {{name: web, namespace: default}}\nspec: {{scaleTargetRef: {{name: redis}}, triggers: [{{type: redis, metadata: {{address: '{address}', listName: jobs, databaseIndex: ~}}}}, {{type: cpu}}]}}\n")),
        .. ((string[])["cloud.google.com/backend-config", "cloud.google.com/neg", "kubernetes.io/ingress.global-static-ip-name", "networking.gke.io/managed-certificates", "cloud.google.com/load-balancer-type", "1"])
            .SelectMany(key => ((string[])["networking.k8s.io/v1 Ingress {defaultBackend: {service: {name: a, port: {number: 80}}}}", "v1 Service {ports: [{port: 80}], selector: {app: a}}", "v1 ConfigMap {}"])
                .Select(kind => kind.Split(' ', 3)).Select(words => ("invalid-value", $"{words[1]} with {key}", $"apiVersion: {words[0]}\nkind: {words[1]}\nmetadata: {{name: a, annotations: {{{key}: '{{}}'}}}}\n{(words[1] == "ConfigMap" ? "" : $"spec: {words[2]}\n")}"))),
        .. ((string[])["http.keda.sh/v1alpha1 HTTPScaledObject", "example.com/v1 Thing"]).Select(kind => ("policy-peer-selects-nothing", $"beside {kind}", Isolated("~", "~").Replace("policyTypes: [Ingress]", "policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: front}}}]}]", StringComparison.Ordinal) + $"---\napiVersion: {kind.Split(' ')[0]}\nkind: {kind.Split(' ')[1]}\nmetadata: {{name: a}}\nspec: {{scaleTargetRef: {{name: web}}}}\n")),
    ];

    private static string Offering(string name, string app, int port) =>
        $"apiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\nspec: {{selector: {{app: {app}}}, ports: [{{port: {port}}}]}}\n";

    private static string Dialled(string words) =>
        Deployment("web", $"{{containers: [{{name: web, image: 'a:1', ports: [{{containerPort: 8000}}], readinessProbe: {{httpGet: {{port: 5000}}}}, {words}}}]}}") + "---\n"
        + Offering("web", "web", 80).Replace("port: 80}", "port: 80, targetPort: 5000}", StringComparison.Ordinal) + "---\n"
        + Deployment("db", "{containers: [{name: db, image: 'a:1', ports: [{containerPort: 5000}]}]}") + "---\n" + Offering("db", "db", 5000)
        + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {DB_HOST: db, DB_PORT: '5000', text: 'at db:5000'}\n";

    private static string Isolated(string pods, string policy) =>
        (Deployment("web", "{containers: [{name: a, image: 'a:1', ports: [{containerPort: 80}]}]}") + "---\n" + Offering("web", "web", 80)).Replace("{name: web}", $"{{name: web, namespace: {pods}}}", StringComparison.Ordinal)
        + "---\n" + DenyAll("a", policy);

    private static string DenyAll(string name, string policy) =>
        $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: {name}, namespace: {policy}}}\nspec: {{podSelector: {{}}, policyTypes: [Ingress]}}\n";
}
