using Linter.Findings;
using Linter.Tests.Support;

namespace Linter.Tests.Rules;

/// <summary>What the examples of the ingress rules cannot show: hops, fixes over keys, other rules' defects, broken shapes.</summary>
public class IngressRulesTests
{
    private const string Service = """
        apiVersion: v1
        kind: Service
        metadata: {name: cart}
        spec:
          selector: {app: cart}
          ports: [{port: 80, targetPort: 8080}]
        """;

    private const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata: {name: cart, labels: {app: LABEL}}
        spec:
          containers: [{name: cart, image: registry.example.com/cart:1.0.0}]
        """;

    private static readonly string[] Rules =
    [
        "ingress-class-conflict", "ingress-class-not-found", "ingress-class-unset", "ingress-external-name", "ingress-path-broken",
        "ingress-port-not-found", "ingress-service-not-found", "ingress-tls-host-mismatch", "ingress-tls-secret-not-found",
    ];

    [Fact]
    public void The_hops_lead_from_the_host_to_the_break_and_beyond()
    {
        var finding = Only("ingress-port-not-found", Ingress("{number: 8080}"), Service);

        string.Join(" > ", finding.Path.Select(hop => (hop.IsBroken ? "x " : "") + hop.Message))
            .Should().Be("host shop.example.com > path /cart (Prefix) > Service cart > x port 8080 > would reach port 80");
    }

    [Fact]
    public void The_hops_of_a_broken_path_end_at_its_cause()
    {
        var finding = Only("ingress-path-broken", Ingress("{number: 80}"), Service,
            Pod.Replace("LABEL", "basket", StringComparison.Ordinal));

        string.Join(" > ", finding.Path.Select(hop => (hop.IsBroken ? "x " : "") + hop.Message))
            .Should().Be("host shop.example.com > path /cart (Prefix) > Service cart > port 80 > x pods with app=cart");
    }

    [Fact]
    public void A_port_that_is_not_there_is_not_said_again_as_a_broken_path() =>
        RulesOf(Ingress("{number: 443}"), Service, Pod.Replace("LABEL", "basket", StringComparison.Ordinal))
            .Should().Equal("ingress-port-not-found");

    [Fact]
    public void A_path_works_though_another_port_of_its_Service_does_not() =>
        RulesOf(
            Ingress("{number: 80}"),
            Service.Replace("{port: 80, targetPort: 8080}",
                "{name: http, port: 80, targetPort: 8080}, {name: metrics, port: 90, targetPort: metrics}", StringComparison.Ordinal),
            Pod.Replace("LABEL", "cart", StringComparison.Ordinal)).Should().BeEmpty();

    [Fact]
    public void A_redirect_never_asks_its_backend() =>
        RulesOf(
            Ingress("{number: 443}").Replace("{name: shop}",
                "{name: shop, annotations: {nginx.ingress.kubernetes.io/temporal-redirect: 'https://status.example.com'}}",
                StringComparison.Ordinal),
            Service,
            Pod.Replace("LABEL", "basket", StringComparison.Ordinal)).Should().BeEmpty();

    [Theory]
    [InlineData("""{"name": "http"}""", """{"number": 80}""")]
    [InlineData("{name: http}", "{number: 80}")]
    [InlineData("{'number': 0x1F90}", "{'number': 80}")]
    public void A_fix_keeps_the_style_of_what_it_replaces(string port, string mended)
    {
        var ingress = Ingress(port);
        var edit = Only("ingress-port-not-found", ingress, Service).Fix!.Edits.Should().ContainSingle().Which;

        (ingress[..edit.Span.Start] + edit.NewText + ingress[edit.Span.End..]).Should().Be(Ingress(mended));
    }

    [Fact]
    public void A_port_anchored_elsewhere_in_the_document_has_no_fix() =>
        Only("ingress-port-not-found",
            Ingress("{number: *replicas}").Replace("metadata:", "x: &replicas 3\nmetadata:", StringComparison.Ordinal), Service)
            .Fix.Should().BeNull();

    // wrong-type, invalid-value and ingress-backend-malformed have more to say there.
    [Theory]
    [InlineData("{number: '80'}")]
    [InlineData("{number: http}")]
    [InlineData("{name: '80'}")]
    [InlineData("{name: http, number: 8080}")]
    [InlineData("{number: 0}")]
    [InlineData("{}")]
    [InlineData("8080")]
    public void A_malformed_port_is_left_to_other_rules(string port) =>
        RulesOf(Ingress(port), Service).Should().BeEmpty();

    [Theory]
    [InlineData("80")]
    [InlineData("http")]
    public void The_older_shape_names_ports_by_number_and_by_name(string port) =>
        RulesOf(Older(port), Service.Replace("{port: 80,", "{name: http, port: 80,", StringComparison.Ordinal)).Should().BeEmpty();

    [Fact]
    public void The_older_shape_may_name_its_class_by_the_annotation() =>
        RulesOf(Older("80"), Service).Should().BeEmpty();

    [Theory]
    [InlineData("spec: shop")]
    [InlineData("spec:\n  rules: shop\n  tls: shop\n  defaultBackend: cart\n  ingressClassName: [nginx]")]
    [InlineData("spec:\n  ingressClassName: {name: nginx}\n  tls: [shop, {hosts: shop, secretName: [a]}, {hosts: [{a: b}, null], secretName: {a: b}}]\n  rules: [null, {host: [a]}, {http: {paths: {}}}]")]
    [InlineData("spec:\n  rules:\n  - http:\n      paths:\n      - null\n      - backend: cart\n      - backend: {service: cart}\n      - backend: {service: {name: [cart], port: {number: [80]}}}\n      - path: {a: b}\n        backend: {service: {name: 80, port: {name: {a: b}}}}")]
    [InlineData("spec:\n  backend: &self\n    serviceName: *self\n    servicePort: *self")]
    [InlineData("metadata: {annotations: [a]}")]
    public void Broken_shapes_are_survived(string spec)
    {
        var act = () => Lint.Run(Rules, ("ingress.yaml", $"apiVersion: networking.k8s.io/v1\nkind: Ingress\n{spec}\n"),
            ("service.yaml", Service));

        act.Should().NotThrow();
    }

    [Fact]
    public void Broken_Services_and_Secrets_are_survived()
    {
        var act = () => Lint.Run(
            Rules,
            ("ingress.yaml",
                Ingress("{number: 443}").Replace("rules:", "tls: [{hosts: [shop.example.com], secretName: shop}]\n  rules:",
                    StringComparison.Ordinal)),
            ("others.yaml", """
                apiVersion: v1
                kind: Service
                metadata: {name: cart}
                spec: {type: [a], ports: [null, 80, {port: {}}, {port: "80", targetPort: [a], nodePort: {}}]}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: shop}
                type: [a]
                data: [tls.crt]
                ---
                apiVersion: cert-manager.io/v1
                kind: Certificate
                metadata: [a]
                spec: {secretName: [a], secretTemplate: {annotations: [a]}}
                ---
                apiVersion: networking.k8s.io/v1
                kind: IngressClass
                metadata: {annotations: {ingressclass.kubernetes.io/is-default-class: true}}
                spec: nginx
                """));

        act.Should().NotThrow();
    }

    private static string Ingress(string port) => """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: shop}
        spec:
          ingressClassName: traefik
          rules:
            - host: shop.example.com
              http:
                paths:
                  - path: /cart
                    pathType: Prefix
                    backend: {service: {name: cart, port: PORT}}
        """.Replace("PORT", port, StringComparison.Ordinal);

    private static string Older(string port) => """
        apiVersion: networking.k8s.io/v1beta1
        kind: Ingress
        metadata: {name: shop, annotations: {kubernetes.io/ingress.class: nginx}}
        spec:
          rules:
            - http:
                paths:
                  - backend: {serviceName: cart, servicePort: PORT}
        """.Replace("PORT", port, StringComparison.Ordinal);

    private static Finding Only(string rule, params string[] files) =>
        Lint.Only(rule, Named(files)).Findings.Should().ContainSingle().Which;

    private static IEnumerable<string> RulesOf(params string[] files) =>
        Lint.Run(Rules, Named(files)).Findings.Select(finding => finding.RuleId);

    private static (string Name, string Text)[] Named(string[] files) =>
        [.. files.Select((text, index) => ($"{index}.yaml", text))];
}
