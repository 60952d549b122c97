using Linter.Tests.Support;

namespace Linter.Tests.Rules;

public class SingleReplicaTests
{
    [Theory]
    [InlineData("-1")]
    [InlineData("-2147483648")]
    public void A_number_of_pods_that_is_refused_is_not_counted(string replicas) => Lint.Only("single-replica", ("web.yaml", """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: NUMBER
          selector: {matchLabels: {app: web}}
          template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: 'web:1'}]}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
        """.Replace("NUMBER", replicas, StringComparison.Ordinal))).Findings.Should().BeEmpty();
}
