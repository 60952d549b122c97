using Linter.Engine;
using Linter.Manifests;
using Linter.Rules;
using Linter.Schema;

namespace Linter.Tests.Rules;

public class RemovedApiTests
{
    private const string CronJob = """
        apiVersion: batch/v1beta1
        kind: CronJob
        metadata:
          name: report
        """;

    [Theory]
    [InlineData(24, 0)]
    [InlineData(25, 1)]
    public void A_version_is_removed_only_in_releases_that_lack_it(int minor, int findings)
    {
        var input = new InputFiles([new InputFile("cronjob.yaml", null, CronJob)], [], []);
        var result = LintEngine.Run(input, new LintOptions { Cluster = new ClusterFacts { KubernetesMinor = minor } });
        result.Findings.Where(finding => finding.RuleId == "removed-api").Should().HaveCount(findings);
    }

    [Theory]
    [InlineData(24, "policy/v1beta1")]
    [InlineData(25, null)]
    public void A_replacement_counts_only_where_it_is_served_itself(int minor, string? expected) =>
        ApiVersions.ServedInstead(ApiVersions.Removal("extensions/v1beta1", "PodSecurityPolicy")!, minor).Should().Be(expected);

    [Fact]
    public void A_removal_that_is_only_planned_is_known() =>
        ApiVersions.Removal("resource.k8s.io/v1beta1", "ResourceClaim")!.RemovedIn.Should().Be(38);
}
