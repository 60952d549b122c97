using Linter.Graph.Walks;
using Linter.Tests.Cli;
using Linter.Tests.Support;

namespace Linter.Tests.Walks;

/// <summary>Traces of whole applications; what real ones do stands here in small ones.</summary>
public sealed class TraceTests : IDisposable
{
    private const string Regex = "nginx.ingress.kubernetes.io/rewrite-target: /$2";

    private static readonly string Shop =
        Walked.App("web") + Walked.App("cart", port: 8080) + Walked.App("api") + Walked.App("admin")
        + Walked.Ingress("shop", "shop.example.com", "", "/ Prefix web:80", "/cart Prefix cart:8080", "/cart/v2/ Prefix api:80", "/health Exact api:80", "/old Prefix gone-service:80", "/named Prefix api:web")
        + Walked.Ingress("wild", "*.example.com", "", "/ Prefix admin:80")
        + Walked.Ingress("rest", "", "", "/status Exact api:80")
        + Walked.Ingress("regex", "regex.example.org", Regex, "/api(/|$)(.*) ImplementationSpecific api:80", "/api/long Prefix cart:8080", "/ Prefix web:80");

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("http://shop.example.com", "web:80")]
    [InlineData("http://shop.example.com/", "web:80")]
    [InlineData("http://SHOP.example.COM/x", "web:80")]
    [InlineData("http://shop.example.com:8443/x", "web:80")]
    [InlineData("http://user:secret@shop.example.com/cart", "cart:8080")]
    [InlineData("http://shop.example.com/cart/", "cart:8080")]
    [InlineData("http://shop.example.com/cart/1?x=/health", "cart:8080")]
    [InlineData("http://shop.example.com/cart#top", "cart:8080")]
    [InlineData("http://shop.example.com/cartwheel", "web:80")]
    [InlineData("http://shop.example.com/Cart", "web:80")]
    [InlineData("http://shop.example.com/cart/v2", "api:80")]
    [InlineData("http://shop.example.com/cart/v2/items", "api:80")]
    [InlineData("http://shop.example.com/cart/v20", "cart:8080")]
    [InlineData("http://shop.example.com/health", "api:80")]
    [InlineData("http://shop.example.com/health/", "web:80")]
    [InlineData("http://shop.example.com/named", "api:80")]
    [InlineData("shop.example.com/cart", "cart:8080")]
    [InlineData("http://other.example.com/health", "admin:80")]
    [InlineData("http://shop.example.com./health", "api:80")]
    [InlineData("http://example.com/status", "api:80")]
    [InlineData("http://a.b.example.com/status", "api:80")]
    [InlineData("http://regex.example.org/api", "api:80")]
    [InlineData("http://regex.example.org/API/x", "api:80")]
    [InlineData("http://regex.example.org/api/long", "api:80")]
    [InlineData("http://regex.example.org/apix", "web:80")]
    [InlineData("service/cart:8080", "cart:8080")]
    [InlineData("svc/cart", "cart:8080")]
    [InlineData("cart:8080", "cart:8080")]
    [InlineData("http://cart:8080/items", "cart:8080")]
    [InlineData("cart.default.svc.cluster.local:8080", "cart:8080")]
    [InlineData("http://api/", "api:80")]
    public void A_request_arrives(string target, string service) =>
        Walked.Trace(Shop, target).Should().MatchRegex("^(OK|DOUBTFUL)  ").And.Contain($"→ Service {service} → Deployment {service.Split(':')[0]}:8080 (2 replicas)");

    [Theory]
    [InlineData("http://shop.example.com/old/x", "BROKEN", "at hop 3 of 3: service (ingress-service-not-found)")]
    [InlineData("http://shop.exampel.com/", "NO ROUTE", "host shop.exampel.com is there, but none of its paths takes GET /")]
    [InlineData("http://example.com/statuses", "NO ROUTE", "none of its paths takes GET /statuses; nearest: /status")]
    [InlineData("nodeport:30080", "NO ROUTE", "no Service has node port 30080")]
    [InlineData("service/crat:80", "NO ROUTE", "no Service is crat:80; nearest: cart")]
    [InlineData("service/cart:80", "BROKEN", "port: 80 → none, the Service exposes 8080 (web)")]
    [InlineData("deploy/crat", "NO ROUTE", "no workload is deploy/crat; nearest: cart")]
    public void A_request_that_does_not_says_where_it_ends(string target, string verdict, string says) =>
        Walked.Trace(Shop, target).Should().StartWith(verdict + "  ").And.Contain(says);

    [Theory]
    [InlineData("http://shop.example.com/cart", HopKind.Path, "2 of 6 paths match; /cart is longer than /")]
    [InlineData("http://shop.example.com/cart", HopKind.Host, "Ingress shop, class nginx; matches exactly, which beats *.example.com, rules for any host")]
    [InlineData("http://x.example.com/", HopKind.Host, "Ingress wild, class nginx; the wildcard stands for one label, which beats rules for any host")]
    [InlineData("http://regex.example.org/api/long", HopKind.Path, "3 of 3 paths match as a regular expression; the longest text is tried first")]
    public void Each_step_says_what_decided_it(string target, HopKind kind, string how) => Walked.How(Shop, target, kind).Should().Be(how);

    [Fact]
    public void Policies_count_for_the_one_who_asks()
    {
        var policy = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: only-web}\nspec:\n  podSelector: {matchLabels: {app: cart}}\n  ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]\n---\n";
        Walked.Trace(Shop + policy, "cart:8080", "deploy/web").Should().StartWith("OK  ");
        Walked.Trace(Shop + policy, "cart:8080", "deploy/api").Should().StartWith("BROKEN  ").And.Contain("policy: only-web, does not let Deployment api in");
        Walked.Trace(Shop + policy, "cart:8080").Should().StartWith("DOUBTFUL  ");
    }

    [Fact]
    public void Backwards_all_ways_are_told() =>
        Walked.Trace(Shop, "deploy/cart").Split('\n').Should().HaveCount(2).And.OnlyContain(line => line.Contains("Deployment cart:8080"));

    [Fact]
    public void Headers_and_methods_choose_among_routes()
    {
        const string Routes = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: shop}
            spec:
              parentRefs: [{name: edge}]
              hostnames: [shop.example.com]
              rules:
                - backendRefs: [{name: web, port: 80}]
                - matches: [{path: {value: /cart}, headers: [{name: X-Canary, value: always}]}]
                  backendRefs: [{name: api, port: 80}]
                - matches: [{path: {value: /cart}}, {path: {value: /cart}, method: POST}]
                  backendRefs: [{name: cart, port: 8080}]
            ---

            """;
        var all = Walked.App("web") + Walked.App("cart", port: 8080) + Walked.App("api") + Routes;
        Walked.Trace(all, "http://shop.example.com/").Should().Contain("Service web:80");
        Walked.Trace(all, "http://shop.example.com/cart").Should().Contain("Service cart:8080");
        Walked.Trace(all, "http://shop.example.com/cart/x", headers: "x-canary: always").Should().Contain("Service api:80");
        Walked.Trace(all, "http://shop.example.com/cart", method: "POST", headers: "x-canary: always").Should().Contain("Service cart:8080");
    }

    [Fact]
    public void The_commands_answer_in_exit_codes()
    {
        folder.With("shop.yaml", Shop);
        InProcess.Run(folder.Path, "trace", "http://shop.example.com/cart", "-q").Should().Match<CliResult>(result => result.ExitCode == 0 && result.Error.Length == 0 && result.Output.StartsWith("OK  "));
        InProcess.Run(folder.Path, "trace", "http://shop.example.com/old", ".").Should().Match<CliResult>(result => result.ExitCode == 1 && result.Output.Contains("error[ingress-service-not-found]"));
        InProcess.Run(folder.Path, "trace", "http://nowhere.example.net/").ExitCode.Should().Be(2);
        InProcess.Run(folder.Path, "trace", "http://nowhere.example.net/", "--format", "json").Output.Should().Contain("\"missing\"");
        InProcess.Run(folder.Path, "trace").Should().Match<CliResult>(result => result.ExitCode == 2 && result.Error.Contains("trace needs something to follow"));
        InProcess.Run(folder.Path, "trace", "ftp://x").Error.Should().Contain("scheme other than http and https");
        InProcess.Run(folder.Path, "trace", "cart", "--from", "nobody").Error.Should().Contain("--from takes a workload");
        InProcess.Run(folder.Path, "entries").Should().Match<CliResult>(result => result.ExitCode == 1 && result.Output.EndsWith("11 entry points: 8 reach, 2 doubtful, 1 broken.\n"));
        InProcess.Run(folder.Path, "entries", "--format", "json").Output.Should().Contain("\"total\": 11");
        InProcess.Run(folder.Path, "entries", "--format", "markdown").Output.Should().StartWith("### 11 entry points: 8 reach, 2 doubtful, 1 broken\n");
        InProcess.Run(folder.Path, "entries", "nowhere").ExitCode.Should().Be(2);
    }

    [Fact]
    public void What_manifests_say_cannot_steer_a_terminal()
    {
        var hostile = Walked.App("web") + Walked.Ingress("shop", "a\\u001b[31m.example.com", "", "/ Prefix web:80", "\"/\\u001b]0;x\" Prefix web:80");
        folder.With("shop.yaml", hostile);
        InProcess.Run(folder.Path, "entries").Output.Should().NotContain("\u001b").And.Contain("\\x1b");
        InProcess.Run(folder.Path, "trace", "deploy/web").Output.Should().NotContain("\u001b").And.Contain("\\x1b");
        InProcess.Run(folder.Path, "trace", "http://\u001b[2J/").Output.Should().NotContain("\u001b");
    }
}
