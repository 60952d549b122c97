using Linter.Tests.Support;

namespace Linter.Tests.Graph;

public class MappingEditTests
{
    private const string Policy = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web}
        spec:
          podSelector: {}
          policyTypes:
            - Ingress
          egress:
            - ports:
                - port: 53
                  protocol: UDP

        """;

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void What_is_written_in_ends_its_lines_as_the_file_does(string lineEnd)
    {
        var text = Policy.ReplaceLineEndings(lineEnd);

        var found = Lint.Only("policy-direction", ("policy.yaml", text)).Findings;

        found.Should().ContainSingle().Which.Fix!.Edits.Should().ContainSingle().Which.NewText.Should().Be($"{lineEnd}    - Egress");
    }
}
