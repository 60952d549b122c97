using Linter.Findings;
using Linter.Tests.Support;

namespace Linter.Tests.Engine;

/// <summary>What hangs on a mistake that another finding tells.</summary>
public class ConsequencesTests
{
    private const string Pods =
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata:\n      labels: {app: web}\n    spec: {containers: [{name: web, image: web:1}]}\n";
    private const string Ingress =
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, namespace: shop}\nspec: {defaultBackend: {service: {name: web, port: {number: 80}}}}\n";

    private static readonly string[] Rules =
        ["invalid-name", "service-selects-nothing", "ingress-service-not-found", "ingress-port-not-found"];

    public static TheoryData<string, string, string> Cases => new()
    {
        {
            "a namespace that can be none is the error, and what does not find its way there is told as its consequence",
            Service("namespace: Shop", "selector: {app: web}\n  ports: [{port: 80}]"),
            """
            warning ingress-service-not-found: mend the namespace in service.yaml first
            error invalid-name: use at most 63 of a-z, 0-9 and '-', with a letter or digit at either end
            warning service-selects-nothing: mend the namespace in service.yaml first
            """
        },
        {
            "a namespace that may be one is no cause",
            Service("namespace: store", "selector: {app: web}\n  ports: [{port: 80}]"),
            """
            error ingress-service-not-found: put both into one namespace
            error service-selects-nothing: put both into one namespace
            """
        },
        {
            "of two equal keys the last is taken, and nothing is advised that hangs on it",
            Service("namespace: shop", "selector: {app: web}\n  ports: [{port: 80}]\n  ports: [{port: 9090}]"),
            """
            warning ingress-port-not-found: keep one 'ports' in service.yaml first (duplicate-key)
            """
        },
        {
            "so it is where the doubled key stands further out",
            Service("namespace: shop", "ports: [{port: 80}]\nspec:\n  selector: {app: web}\n  ports: [{port: 9090}]"),
            """
            warning ingress-port-not-found: keep one 'spec' in service.yaml first (duplicate-key)
            """
        },
        {
            "a doubled key elsewhere in the file is no cause",
            Service("namespace: shop, labels: {a: b, a: c}", "selector: {app: web}\n  ports: [{port: 9090}]"),
            """
            error ingress-port-not-found: use the Service's port: 9090, with a fix
            """
        },
        {
            "what is at fault under the key that counts is mended there",
            Service("namespace: shop", "selector: {app: web}\n  selector: {app: wbe}\n  ports: [{port: 80}]"),
            """
            error service-selects-nothing: did you mean 'app=web'?, with a fix
            """
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_consequence_is_a_warning_that_names_its_cause(string why, string service, string expected)
    {
        var result = Lint.Run(Rules, ("deployment.yaml", Pods), ("ingress.yaml", Ingress), ("service.yaml", service));

        string.Join("\n",
            result.Findings.Select(finding =>
                $"{finding.Severity.Name()} {finding.RuleId}: {finding.Help}{(finding.Fix is null ? "" : ", with a fix")}"))
            .Should().Be(expected.ReplaceLineEndings("\n"), why);
    }

    [Fact]
    public void A_number_where_a_name_belongs_is_told_once_with_what_it_would_come_to()
    {
        var pods = Pods.Replace("image: web:1}", "image: web:1, envFrom: [{configMapRef: {name: 5}}, {secretRef: {name: '6'}}]}", StringComparison.Ordinal);
        var result = Lint.Run(["wrong-type", "config-map-not-found", "secret-not-found"], ("deployment.yaml", pods));

        result.Findings.Select(finding => $"{finding.Severity.Name()} {finding.RuleId}: {string.Join("; ", finding.Notes)}").Should().Equal(
            "error wrong-type: as a string it leads nowhere: Deployment 'web' reads ConfigMap '5', which nothing in namespace 'shop' defines or makes (config-map-not-found)",
            "note secret-not-found: ");
    }

    [Fact]
    public void The_edit_under_two_equal_keys_is_that_of_the_last()
    {
        var service = Service("namespace: shop", "selector: {app: wbe}\n  selector: {app: wbe}\n  ports: [{port: 80}]");
        var edit = Lint.Run(["service-selects-nothing"], ("deployment.yaml", Pods), ("service.yaml", service)).Findings
            .Single(finding => finding.RuleId == "service-selects-nothing").Fix!.Edits.Single();

        edit.Span.Start.Should().Be(service.LastIndexOf("wbe", StringComparison.Ordinal));
    }

    private static string Service(string metadata, string spec) =>
        $"apiVersion: v1\nkind: Service\nmetadata: {{name: web, {metadata}}}\nspec:\n  {spec}\n";
}
