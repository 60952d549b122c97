using System.Collections.Immutable;
using Linter.Configuration;
using Linter.Engine;
using Linter.Manifests;

namespace Linter.Tests.Rules;

/// <summary>What the configuration declares to exist elsewhere is missed by no rule of references.</summary>
public class DeclaredElsewhereTests
{
    private const string Manifests = """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: redis}
        spec:
          serviceName: redis-nodes
          selector: {matchLabels: {app: redis}}
          template:
            metadata: {labels: {app: redis}}
            spec: {containers: [{name: redis, image: "registry.example.com/redis:7.2"}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, labels: {app: web}}
        spec: {selector: {app: redis}, ports: [{port: 80}]}
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: edge}
        spec: {scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: gateway}, maxReplicas: 3}
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: edge}
        spec: {maxUnavailable: 1, selector: {matchLabels: {app: gateway}}}
        ---
        apiVersion: monitoring.coreos.com/v1
        kind: ServiceMonitor
        metadata: {name: edge}
        spec: {selector: {matchLabels: {app: gateway}}, endpoints: [{port: metrics}]}
        ---
        apiVersion: monitoring.coreos.com/v1
        kind: PodMonitor
        metadata: {name: edge}
        spec: {selector: {matchLabels: {app: gateway}}, podMetricsEndpoints: [{port: metrics}]}
        ---
        apiVersion: apiregistration.k8s.io/v1
        kind: APIService
        metadata: {name: v1.example.com}
        spec: {group: example.com, version: v1, groupPriorityMinimum: 1, versionPriority: 1, service: {namespace: default, name: api}}
        """;

    private static readonly ImmutableArray<string> Rules =
        ["disruption-budget", "governing-service", "monitor-port-not-found", "scale-target-not-found", "webhook-service-not-found"];

    [Fact]
    public void Each_rule_misses_what_is_not_declared() =>
        Found([]).Should().BeEquivalentTo([.. Rules, "monitor-port-not-found"]);

    [Fact]
    public void No_rule_misses_what_is_declared() =>
        Found(
        [
            new External { Kind = "Service", Name = "redis-nodes" },
            new External { Kind = "StatefulSet", Name = "gate*" },
            new External { Kind = "Pod", Labels = ImmutableSortedDictionary<string, string>.Empty.Add("app", "gateway") },
            new External { Kind = "Service", Labels = ImmutableSortedDictionary<string, string>.Empty.Add("app", "gateway") },
            new External { Kind = "Service", Namespace = "default", Name = "api" },
        ]).Should().BeEmpty();

    /// <summary>A manifest that misses something, the rule that says so, and what declares it.</summary>
    public static TheoryData<string, string, string> Misses => new()
    {
        { "service-selects-nothing", "Pod app=lost", Web + "---\n" + Service("web", "lost") },
        { "policy-selects-nothing", "Pod app=lost", Web + "---\n" + Policy("podSelector: {matchLabels: {app: lost}}, ingress: [{}]") },
        { "policy-peer-selects-nothing", "Pod app=lost",
            Web + "---\n" + Policy("podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: lost}}}]}]") },
        { "policy-blocks-service", "NetworkPolicy open",
            Web + "---\n" + Service("web", "web") + "---\n" + Policy("podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]") },
        { "policy-blocks-dns", "NetworkPolicy open",
            Web + "---\n" + Policy("podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]") },
        { "dns-name-not-found", "Service shop-database", Web + "---\n" + Service("shop-databases", "web") },
        { "ingress-service-not-found", "Service lost", Web + "---\n" + Service("web", "web") + "---\n" + Ingress },
        { "route-service-not-found", "Service lost", Web + "---\n" + Service("web", "web") + "---\n" + Route },
        { "config-map-not-found", "ConfigMap settings", Web },
        { "secret-not-found", "Secret password", Web },
        { "claim-not-found", "PersistentVolumeClaim files", Web },
        { "service-account-not-found", "ServiceAccount robot", Web },
    };

    [Theory]
    [MemberData(nameof(Misses))]
    public void A_closed_rule_asks_what_is_declared(string rule, string declared, string manifests)
    {
        Found(manifests, []).Should().Contain(rule);
        Found(manifests, [Declaration(declared)]).Should().NotContain(rule);
    }

    private const string Web = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              serviceAccountName: robot
              volumes: [{name: files, persistentVolumeClaim: {claimName: files}}]
              containers:
                - name: web
                  image: "registry.example.com/web:1.4.2"
                  ports: [{containerPort: 8080}]
                  env: [{name: DATABASE, value: "postgres://shop-database:80/shop"}]
                  envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: password}}]

        """;

    private const string Ingress = """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: web}
        spec: {defaultBackend: {service: {name: lost, port: {number: 80}}}}
        """;

    private const string Route = """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: web}
        spec: {rules: [{backendRefs: [{name: lost, port: 80}]}]}
        """;

    private static string Service(string name, string app) => $$"""
        apiVersion: v1
        kind: Service
        metadata: {name: {{name}}}
        spec: {selector: {app: {{app}}}, ports: [{port: 80, targetPort: 8080}]}

        """;

    private static string Policy(string spec) => $$"""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web}
        spec: { {{spec}} }
        """;

    [Theory]
    [InlineData("Pod")]
    [InlineData("Deployment")]
    [InlineData("StatefulSet")]
    [InlineData("DaemonSet")]
    [InlineData("ReplicaSet")]
    [InlineData("ReplicationController")]
    [InlineData("Job")]
    [InlineData("CronJob")]
    public void Pods_may_be_declared_by_the_kind_that_runs_them(string kind)
    {
        var manifests = Web + "---\n" + Service("web", "lost");

        Found(manifests, []).Should().Contain("service-selects-nothing");
        Found(manifests, [Declaration(kind + " app=lost")]).Should().NotContain("service-selects-nothing");
    }

    private static External Declaration(string text)
    {
        var (kind, rest) = (text.Split(' ')[0], text.Split(' ')[1]);
        return rest.Split('=') is [var key, var value]
            ? new External { Kind = kind, Labels = ImmutableSortedDictionary<string, string>.Empty.Add(key, value) }
            : new External { Kind = kind, Name = rest };
    }

    private static List<string> Found(ImmutableArray<External> externals) => [.. Found(Manifests, externals).Where(Rules.Contains)];

    private static List<string> Found(string manifests, ImmutableArray<External> externals) =>
    [
        .. LintEngine.Run(new InputFiles([new InputFile("manifest.yaml", null, manifests)], [], []),
            new LintOptions { Profile = Profile.Strict, Externals = externals })
            .Findings.Select(finding => finding.RuleId),
    ];
}
