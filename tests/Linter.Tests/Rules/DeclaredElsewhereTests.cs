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

    private static List<string> Found(ImmutableArray<External> externals) =>
    [
        .. LintEngine.Run(new InputFiles([new InputFile("manifest.yaml", null, Manifests)], [], []), new LintOptions { Profile = Profile.Strict, Externals = externals })
            .Findings.Select(finding => finding.RuleId).Where(Rules.Contains),
    ];
}
