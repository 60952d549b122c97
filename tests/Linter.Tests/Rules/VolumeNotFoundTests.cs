using Linter.Tests.Support;

namespace Linter.Tests.Rules;

public class VolumeNotFoundTests
{
    [Fact]
    public void A_patch_is_merged_into_a_workload_that_has_the_volumes() => Lint.Only("volume-not-found", ("patch.yaml", """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
                - name: web
                  volumeMounts:
                    - name: data
                      mountPath: /data
        """)).Findings.Should().BeEmpty();

    [Theory]
    [InlineData("volumes: data")]
    [InlineData("volumes: {name: data}")]
    public void A_list_of_another_shape_is_not_judged(string volumes) => Lint.Only("volume-not-found", ("pod.yaml", $"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          {volumes}
          containers:
            - name: web
              image: registry.example.com/web:1.4.2
              volumeMounts:
                - name: data
                  mountPath: /data
        """)).Findings.Should().BeEmpty();
}
