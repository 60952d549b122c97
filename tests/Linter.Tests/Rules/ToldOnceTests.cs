using Linter.Tests.Support;

namespace Linter.Tests.Rules;

/// <summary>What two rules could say is said by one of them, whichever of the two is off.</summary>
public class ToldOnceTests
{
    private const string Meant = "destination-rule-unmatched";
    private const string Sent = "route-service-not-found";

    private const string Service =
        "apiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {selector: {app: cart}, ports: [{port: 80}]}\n";
    private const string Rule =
        "apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {name: stock}\nspec: {host: warehouse}\n";

    private const string Sending =
        "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: shop}\nspec: {hosts: [shop.example.com], http: [{route: [{destination: {host: warehouse}}]}]}\n";

    private static readonly string[] Both = [Meant, Sent];

    [Fact]
    public void A_missing_host_is_told_of_where_traffic_is_sent_to_it() => Told(Both).Should().Equal($"a.yaml {Sent}");

    [Fact]
    public void Where_that_rule_is_off_the_other_tells() => Told([Meant]).Should().Equal($"rule.yaml {Meant}");

    [Fact]
    public void Where_that_rule_is_off_for_the_file_the_other_tells() =>
        Told(Both, "overrides: [{paths: [a.yaml], rules: {route-service-not-found: off}}]\n").Should().Equal($"rule.yaml {Meant}");

    [Fact]
    public void Where_it_is_off_for_another_file_it_tells_itself() =>
        Told(Both, "overrides: [{paths: [rule.yaml], rules: {route-service-not-found: off}}]\n").Should().Equal($"a.yaml {Sent}");

    private static IEnumerable<string> Told(string[] rules, string configuration = "{}\n") =>
        Lint.Run(rules, (".lint.yaml", configuration), ("service.yaml", Service), ("rule.yaml", Rule), ("a.yaml", Sending))
            .Findings.Select(finding => $"{finding.Span.Source.Path} {finding.RuleId}");
}
