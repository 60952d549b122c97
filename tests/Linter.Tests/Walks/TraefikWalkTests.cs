using Linter.Engine;
using Linter.Graph.Walks;

namespace Linter.Tests.Walks;

/// <summary>Traefik's IngressRoutes as ways in: what they come to, and which of them takes a request.</summary>
public class TraefikWalkTests
{
    private static readonly string Apps = Walked.App("cart") + Walked.App("web") + Walked.App("pay");

    [Theory]
    [InlineData("TCP", "{match: HostSNI(`db.example.com`), services: [{name: cart, port: 80}]}", "db.example.com (TLS): Deployment cart:8080 (2 replicas)")]
    [InlineData("TCP", "{match: 'HostSNI(`*`) && ClientIP(`10.0.0.0/8`)', services: [{name: cart, port: 81}]}", "connections of IngressRouteTCP db (ClientIP(10.0.0.0/8)): port: 81 → none, the Service exposes 80 (web) (route-port-not-found)")]
    [InlineData("TCP", "{services: [{name: cart, port: 80}]}", "")]
    [InlineData("UDP", "{services: [{name: cart, port: 80}]}", "datagrams of IngressRouteUDP db: Deployment cart:8080 (2 replicas)")]
    public void Routes_for_connections_and_datagrams_are_ways_in(string kind, string route, string outcomes)
    {
        var walks = Walked.Entries(Apps,
            $"apiVersion: traefik.io/v1alpha1\nkind: IngressRoute{kind}\nmetadata: {{name: db}}\nspec: {{routes: [{route}]}}\n---\n");

        walks.Select(walk => $"{walk.Entry.Name}: {Linter.Reporting.WalkWords.Outcome(walk)}")
            .Should().Equal(outcomes.Split('|', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("{name: cart, port: 80}", EntryVerdict.Reaches, "Deployment cart:8080 (2 replicas)")]
    [InlineData("{name: cart, port: web}", EntryVerdict.Reaches, "Deployment cart:8080 (2 replicas)")]
    [InlineData("{name: cart, port: 80, weight: 3}, {name: web, port: 80}, {name: pay, port: 80, weight: 0}", EntryVerdict.Reaches, "Deployment cart:8080 (2 replicas) and Deployment web:8080 (2 replicas)")]
    [InlineData("{name: cart, port: 8080}", EntryVerdict.Broken, "port: 8080 → none, the Service exposes 80 (web); 8080 is a port of its pods (route-port-not-found)")]
    [InlineData("{name: cart, port: '80'}", EntryVerdict.Broken, "port: 80 → none, the Service exposes 80 (web) (route-port-not-found)")]
    [InlineData("{name: cart}", EntryVerdict.Broken, "port: none, the route gives no port that can be read (route-port-not-found)")]
    [InlineData("{name: somewhere-else, port: 80}", EntryVerdict.Broken, "service: somewhere-else → none, no such Service (route-service-not-found)")]
    [InlineData("{name: api@internal, kind: TraefikService}", EntryVerdict.Unknown, "backend: TraefikService api@internal, a backend that is no Service")]
    public void A_route_comes_to_what_stands_behind_it(string services, EntryVerdict verdict, string outcome)
    {
        var walk = Walked.Entries(Apps,
            Route("shop", $"{{kind: Rule, match: Host(`shop.example.com`), services: [{services}]}}")).Should().ContainSingle().Which;

        walk.Verdict.Should().Be(verdict);
        Linter.Reporting.WalkWords.Outcome(walk).Should().Be(outcome);
    }

    [Theory]
    [InlineData("weighted: {services: [{name: cart, port: 80, weight: 3}, {name: web, port: 80}]}", EntryVerdict.Reaches, "same namespace as the route; service 1 of 2, weight 3 of 4 through TraefikService shared|same namespace as the route; service 2 of 2, weight 1 of 4 through TraefikService shared")]
    [InlineData("weighted: {services: [{name: inner, kind: TraefikService}]}", EntryVerdict.Reaches, "same namespace as the route; through TraefikService inner, through TraefikService shared")]
    [InlineData("mirroring: {name: pay, port: 80, mirrors: [{name: gone, port: 80}]}", EntryVerdict.Doubtful, "same namespace as the route; through TraefikService shared")]
    [InlineData("highestRandomWeight: {services: [{name: cart, port: 8080}]}", EntryVerdict.Broken, "same namespace as the route; through TraefikService shared")]
    [InlineData("weighted: {services: [{name: shared, kind: TraefikService}]}", EntryVerdict.Unknown, "a backend that is no Service; through TraefikService shared")]
    [InlineData("weighted: {services: []}", EntryVerdict.Unknown, "a backend that is no Service")]
    [InlineData("weighted: {services: [{name: cart, port: 80, weight: 0}, {name: web, port: 80, weight: 0}]}", EntryVerdict.Unknown, "each Service has weight 0")]
    [InlineData("weighted: {services: [{name: cart, port: 80}, {name: off, kind: TraefikService}]}", EntryVerdict.Doubtful, "same namespace as the route; service 1 of 2, weight 1 of 2 through TraefikService shared|each Service has weight 0; service 2 of 2, weight 1 of 2 through TraefikService shared")]
    public void What_a_TraefikService_shares_out_is_followed(string spec, EntryVerdict verdict, string how)
    {
        var composed = $"apiVersion: traefik.io/v1alpha1\nkind: TraefikService\nmetadata: {{name: shared}}\nspec: {{{spec}}}\n---\n"
            + "apiVersion: traefik.io/v1alpha1\nkind: TraefikService\nmetadata: {name: inner}\nspec: {mirroring: {name: web, port: 80}}\n---\n"
            + "apiVersion: traefik.io/v1alpha1\nkind: TraefikService\nmetadata: {name: off}\nspec: {weighted: {services: [{name: web, port: 80, weight: 0}, {name: pay, port: 80, weight: 0}]}}\n---\n";
        var walk = Walked.Entries(Apps, composed,
            Route("shop", "{kind: Rule, match: Host(`shop.example.com`), services: [{name: shared, kind: TraefikService}]}")).Should().ContainSingle().Which;

        walk.Verdict.Should().Be(verdict);
        walk.Hops.Select(hop => hop.Hop)
            .Where(hop => hop.Kind is HopKind.Service or HopKind.Backend)
            .Select(hop => hop.How)
            .Should().Equal(how.Split('|'));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void Of_very_many_ways_through_TraefikServices_a_few_are_followed(int weight)
    {
        string Composed(int i) =>
            $"apiVersion: traefik.io/v1alpha1\nkind: TraefikService\nmetadata: {{name: t{i}}}\nspec: {{weighted: {{services: [{(i == 30 ? $"{{name: cart, port: 80, weight: {weight}}}, {{name: web, port: 80, weight: {weight}}}" : $"{{name: t{i + 1}, kind: TraefikService}}, {{name: t{i + 1}, kind: TraefikService}}")}]}}}}\n---\n";
        var walk = Walked.Entries(Apps, string.Concat(Enumerable.Range(0, 31).Select(Composed)),
            Route("shop", "{kind: Rule, match: Host(`shop.example.com`), services: [{name: t0, kind: TraefikService}]}")).Should().ContainSingle().Which;

        walk.Hops.Where(hop => hop.Hop.Kind is HopKind.Service or HopKind.Backend).Should().HaveCountLessThan(100);
    }

    [Theory]
    [InlineData("Host(`a.example.com`) && PathPrefix(`/x`)", "a.example.com/x")]
    [InlineData("Host(`a.example.com`, `b.example.com`)", "a.example.com/|b.example.com/")]
    [InlineData("(Host(`a.example.com`) || Host(\"b.example.com\")) && Path(`/x`)", "a.example.com/x|b.example.com/x")]
    [InlineData("Host(`a.example.com`) && (PathPrefix(`/x`) || Header(`X-Y`, `z`))", "a.example.com/x|a.example.com/ (Header(X-Y, z))")]
    [InlineData("PathPrefix(`/x`) && !Host(`a.example.com`)", "*/x (!Host(a.example.com))")]
    [InlineData("HostRegexp(`.+`)", "*/ (HostRegexp(.+))")]
    [InlineData("Host(`a.example.com`", "*/ (Host(`a.example.com`)")]
    [InlineData("Host(`a.example.com`) && !(PathPrefix(`/x`) || Path(`/y`))", "a.example.com/ (!PathPrefix(/x); !Path(/y))")]
    [InlineData("Host(`a.example.com`) && !(PathPrefix(`/x`) && Path(`/y`))", "a.example.com/ (!PathPrefix(/x))|a.example.com/ (!Path(/y))")]
    public void A_rule_is_a_way_in_for_each_of_its_alternatives(string rule, string names) =>
        Walked.Entries(Apps, Route("shop", $"{{kind: Rule, match: '{rule}', services: [{{name: cart, port: 80}}]}}"))
            .Select(walk => walk.Entry.Name)
            .Should().Equal(names.Split('|'));

    [Theory]
    [InlineData("http://shop.example.com/cartwheel", "cart", "2 rules match; the higher priority wins, else the longer rule")]
    [InlineData("http://shop.example.com/", "web", "no other rule matches; before it, 1 rule may take it, for what is not followed here")]
    [InlineData("http://shop.example.com/first", "pay", "2 rules match; the higher priority wins, else the longer rule")]
    public void The_longest_rule_that_holds_takes_a_request(string url, string service, string why)
    {
        var route = Route("shop", """
            {kind: Rule, match: 'Host(`shop.example.com`)', services: [{name: web, port: 80}]},
                {kind: Rule, match: 'Host(`shop.example.com`) && PathPrefix(`/cart`)', services: [{name: cart, port: 80}]},
                {kind: Rule, match: 'Path(`/first`)', priority: 100, services: [{name: pay, port: 80}]},
                {kind: Rule, match: 'Host(`shop.example.com`) && Path(`/`) && ClientIP(`10.0.0.0/8`)', services: [{name: pay, port: 80}]}
            """);
        var walk = Trace.Of(Walked.Inspect(Apps, route), TraceTarget.Read(url, "GET", []).Target!,
            null).Walks.Should().ContainSingle().Which.Walk;

        walk.Pods[0].Workload.Name.Should().Be(service);
        walk.Hops.First(hop => hop.Hop.Kind == HopKind.Path).Hop.How.Should().Be(why);
    }

    [Theory]
    [InlineData("https://shop.example.com/", "web", "no other rule matches")]
    [InlineData("https://shop.example.com/cart", "cart", "no other rule matches")]
    [InlineData("https://other.example.com/", "cart", "whether it takes the request hangs on what is not followed here")]
    [InlineData("http://shop.example.com/", "pay", "no other rule matches")]
    public void Rules_with_TLS_are_asked_before_those_without(string url, string service, string why)
    {
        var secure = Route("shop", """
            {kind: Rule, match: 'Host(`shop.example.com`) && !PathPrefix(`/cart`)', services: [{name: web, port: 80}]},
                {kind: Rule, match: 'Host(`shop.example.com`) && PathPrefix(`/cart`)', services: [{name: cart, port: 80}]},
                {kind: Rule, match: 'Host(`other.example.com`) && ClientIP(`10.0.0.0/8`)', services: [{name: cart, port: 80}]}
            """).Replace("spec:", "spec:\n  tls: {}", StringComparison.Ordinal);
        var walk = Trace.Of(
            Walked.Inspect(Apps, secure,
                Route("plain", "{kind: Rule, match: 'Host(`shop.example.com`)', priority: 1000, services: [{name: pay, port: 80}]}")),
            TraceTarget.Read(url, "GET", []).Target!, null)
            .Walks.Should().ContainSingle().Which.Walk;

        walk.Pods[0].Workload.Name.Should().Be(service);
        walk.Hops.First(hop => hop.Hop.Kind == HopKind.Path).Hop.How.Should().Be(why);
    }

    [Fact]
    public void A_route_with_TLS_takes_nothing_in_plain_text() =>
        Walked.Trace(
            Apps + Route("shop", "{kind: Rule, match: Host(`shop.example.com`), services: [{name: web, port: 80}]}")
                .Replace("spec:", "spec:\n  tls: {}", StringComparison.Ordinal),
            "http://shop.example.com/")
            .Should().Contain("only for https");

    private static string Route(string name, string routes) => $$"""
        apiVersion: traefik.io/v1alpha1
        kind: IngressRoute
        metadata: {name: {{name}} }
        spec:
          routes: [{{routes}}]
        ---

        """;
}
