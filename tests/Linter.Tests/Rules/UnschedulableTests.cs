using System.Collections.Immutable;
using Linter.Engine;
using Linter.Manifests;
using Linter.Rules;
using Linter.Schema;

namespace Linter.Tests.Rules;

/// <summary>What the configuration says of the cluster's nodes: no manifest of an example can.</summary>
public class UnschedulableTests
{
    private static readonly ClusterFacts Cluster = new()
    {
        Nodes = 3,
        LargestNode = ImmutableSortedDictionary<string, Quantity>.Empty.WithComparers(StringComparer.Ordinal)
            .Add("cpu", Quantity.Of(4))
            .Add("memory", Quantity.Parse("16Gi")!.Value),
    };

    [Theory]
    [InlineData("containers: [{name: a, image: a:1, resources: {requests: {cpu: 4, memory: 16Gi}}}]", "")]
    [InlineData("containers: [{name: a, image: a:1, resources: {requests: {cpu: 4001m}}}]", "'4001m' of 'cpu', but the largest node has '4'")]
    [InlineData("containers: [{name: a, image: a:1, resources: {limits: {memory: 17Gi}}}]", "'17Gi' of 'memory', but the largest node has '16Gi'")]
    [InlineData("containers: [{name: a, image: a:1, resources: {requests: {cpu: 3}}}, {name: b, image: b:1, resources: {requests: {cpu: 2}}}]", "'5' of 'cpu'")]
    [InlineData("containers: [{name: a, image: a:1, resources: {requests: {cpu: 3}}}], initContainers: [{name: b, image: b:1, resources: {requests: {cpu: 4}}}]", "")]
    [InlineData("containers: [{name: a, image: a:1, resources: {requests: {cpu: 3}}}], initContainers: [{name: b, image: b:1, restartPolicy: Always, resources: {requests: {cpu: 2}}}]", "'5' of 'cpu'")]
    [InlineData("containers: [{name: a, image: a:1}], initContainers: [{name: s, image: s:1, restartPolicy: Always, resources: {requests: {cpu: 2}}}, {name: b, image: b:1, resources: {requests: {cpu: 3}}}]", "'5' of 'cpu'")]
    [InlineData("containers: [{name: a, image: a:1}], initContainers: [{name: b, image: b:1, resources: {requests: {cpu: 3}}}, {name: s, image: s:1, restartPolicy: Always, resources: {requests: {cpu: 2}}}]", "")]
    [InlineData("containers: [{name: a, image: a:1, resources: {requests: {cpu: 4}}}], overhead: {cpu: 100m}", "'4100m' of 'cpu'")]
    [InlineData("containers: [{name: a, image: a:1, resources: {requests: {cpu: 1}}}], resources: {requests: {cpu: 6}}", "'6' of 'cpu'")]
    [InlineData("containers: [{name: a, image: a:1, resources: {requests: {nvidia.com/gpu: 8}, limits: {nvidia.com/gpu: 8}}}]", "")]
    public void A_pod_has_to_fit_on_the_largest_node(string spec, string message) => Messages("unschedulable", $$$"""
        apiVersion: v1
        kind: Pod
        metadata: {name: web}
        spec: { {{{spec}}} }
        """).Should().Match(text => message.Length == 0 ? text.Length == 0 : text.Contains(message, StringComparison.Ordinal));

    [Theory]
    [InlineData(3, "")]
    [InlineData(4, "'4' replicas that each want port '8080' of their node, but the cluster has '3' nodes")]
    public void A_port_of_the_node_is_there_once_on_each(int replicas, string message) => Messages("host-port", $$$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: {{{replicas}}}
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: a, image: a:1, ports: [{containerPort: 80, hostPort: 8080}]}]}
        """).Should().Match(text => message.Length == 0 ? text.Length == 0 : text.Contains(message, StringComparison.Ordinal));

    private static string Messages(string rule, string manifest)
    {
        var result = LintEngine.Run(new InputFiles([new InputFile("web.yaml", null, manifest)], [], []),
            new LintOptions { Cluster = Cluster });
        result.Failures.Should().BeEmpty();
        return string.Join('\n', result.Findings.Where(finding => finding.RuleId == rule).Select(finding => finding.Message.ToString()));
    }
}
