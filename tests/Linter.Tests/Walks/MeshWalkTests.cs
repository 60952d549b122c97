using Linter.Engine;
using Linter.Graph.Walks;

namespace Linter.Tests.Walks;

/// <summary>Istio's VirtualServices as ways in: what they come to, and which of them takes a request.</summary>
public class MeshWalkTests
{
    private const string Edge = """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: edge}
        spec:
          selector: {istio: ingressgateway}
          servers:
            - {port: {number: 80, name: http, protocol: HTTP}, tls: {httpsRedirect: true}, hosts: [shop.example.com, '*.shop.example.com']}
            - {port: {number: 443, name: https, protocol: HTTPS}, tls: {mode: SIMPLE, credentialName: shop-tls}, hosts: [shop.example.com, '*.shop.example.com']}
            - {port: {number: 8080, name: open, protocol: HTTP2}, hosts: ['*']}
            - {port: {number: 8443, name: through, protocol: HTTPS}, tls: {mode: PASSTHROUGH}, hosts: [tls.example.com]}
        ---

        """;

    private const string Versions = """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: cart}
        spec: {host: cart, subsets: [{name: blue, labels: {app: cart}}, {name: green, labels: {app: cart, color: green}}]}
        ---

        """;

    private static readonly string Apps = Walked.App("cart") + Walked.App("web") + Walked.App("pay");

    [Theory]
    [InlineData("tls: [{match: [{sniHosts: [a.example.com, b.example.com]}], route: [{destination: {host: cart}}]}]", "a.example.com (TLS): Deployment cart:8080 (2 replicas)|b.example.com (TLS): Deployment cart:8080 (2 replicas); gateway: edge, no server takes connections of b.example.com for it")]
    [InlineData("tls: [{match: [{port: 8443, sniHosts: [a.example.com]}], route: [{destination: {host: gone}}]}]", "a.example.com at port 8443 (TLS): service: gone → none, no such Service (route-service-not-found)")]
    [InlineData("tcp: [{match: [{port: 5432}], route: [{destination: {host: cart, port: {number: 81}}}]}]", "connections of VirtualService db at port 5432: port: 81 → none, the Service exposes 80 (web) (route-port-not-found)")]
    [InlineData("tcp: [{match: [{port: 1}], route: [{destination: {host: cart}}]}, {route: [{destination: {host: web}}]}]", "connections of VirtualService db at port 1: Deployment cart:8080 (2 replicas); gateway: edge, no server takes connections of any host for it|connections of VirtualService db: Deployment web:8080 (2 replicas)")]
    [InlineData("tcp: [{match: [{port: 5432, gateways: [mesh]}], route: [{destination: {host: cart}}]}]", "")]
    public void Routes_for_TLS_and_connections_are_ways_in(string routes, string outcomes)
    {
        const string Handing =
            "apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {name: edge}\nspec: {selector: {a: b}, servers: [{port: {number: 8443, name: tls, protocol: TLS}, tls: {mode: PASSTHROUGH}, hosts: [a.example.com]}, {port: {number: 5432, name: tcp, protocol: TCP}, hosts: ['*.example.com']}, {port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]}\n---\n";
        var walks = Walked.Entries(Apps, Handing,
            $"apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {{name: db}}\nspec: {{hosts: ['*.example.com'], gateways: [edge], {routes}}}\n---\n");

        walks.Select(walk => $"{walk.Entry.Name}: {Linter.Reporting.WalkWords.Outcome(walk)}")
            .Should().Equal(outcomes.Split('|', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("mode: PASSTHROUGH", "a.example.com (TLS): Deployment cart:8080 (2 replicas)|connections of VirtualService db: Deployment cart:8080 (2 replicas); gateway: edge, no server takes connections of any host for it")]
    [InlineData("", "a.example.com (TLS): Deployment cart:8080 (2 replicas)|connections of VirtualService db: Deployment cart:8080 (2 replicas); gateway: edge, no server takes connections of any host for it")]
    [InlineData("mode: ISTIO_MUTUAL", "a.example.com (TLS): Deployment cart:8080 (2 replicas); gateway: edge, no server takes connections of a.example.com for it|connections of VirtualService db: Deployment cart:8080 (2 replicas); gateway: edge, no server takes connections of any host for it")]
    public void TLS_without_a_mode_is_handed_on(string tls, string outcomes)
    {
        var walks = Walked.Entries(Apps,
            $"apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {{name: edge}}\nspec: {{selector: {{a: b}}, servers: [{{port: {{number: 443, name: tls, protocol: HTTPS}}, tls: {{{tls}}}, hosts: [a.example.com]}}]}}\n---\n",
            "apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: db}\nspec: {hosts: [a.example.com], gateways: [edge], tls: [{match: [{sniHosts: [a.example.com]}], route: [{destination: {host: cart}}]}], tcp: [{route: [{destination: {host: cart}}]}]}\n---\n");

        walks.Select(walk => $"{walk.Entry.Name}: {Linter.Reporting.WalkWords.Outcome(walk)}").Should().Equal(outcomes.Split('|'));
    }

    [Theory]
    [InlineData("{route: [{destination: {host: cart}}]}", EntryVerdict.Reaches, "Deployment cart:8080 (2 replicas)")]
    [InlineData("{route: [{destination: {host: cart, port: {number: 80}}, weight: 9}, {destination: {host: web}, weight: 1}, {destination: {host: gone}}]}", EntryVerdict.Reaches, "Deployment cart:8080 (2 replicas) and Deployment web:8080 (2 replicas)")]
    [InlineData("{route: [{destination: {host: cart}, weight: 0}]}", EntryVerdict.Reaches, "Deployment cart:8080 (2 replicas)")]
    [InlineData("{route: [{destination: {host: cart.default.svc.cluster.local}}]}", EntryVerdict.Reaches, "Deployment cart:8080 (2 replicas)")]
    [InlineData("{route: [{destination: {host: cart, subset: blue}}]}", EntryVerdict.Reaches, "Deployment cart:8080 (2 replicas)")]
    [InlineData("{route: [{destination: {host: cart, port: {number: 81}}}]}", EntryVerdict.Broken, "port: 81 → none, the Service exposes 80 (web) (route-port-not-found)")]
    [InlineData("{route: [{destination: {host: crat-service}}, {destination: {host: web}}]}", EntryVerdict.Unknown, "backend: none, no destination has a weight")]
    [InlineData("{route: [{destination: {host: cart.default}}]}", EntryVerdict.Broken, "service: default/cart → none, no such Service: Istio takes cart.default as it stands (route-service-not-found)")]
    [InlineData("{route: [{destination: {host: somewhere-else}}]}", EntryVerdict.Broken, "service: somewhere-else → none, no such Service (route-service-not-found)")]
    [InlineData("{route: [{destination: {host: cart, subset: gren}}]}", EntryVerdict.Broken, "backend: subset gren → none, no DestinationRule of the host defines it (subset-not-found)")]
    [InlineData("{route: [{destination: {host: cart, subset: green}}]}", EntryVerdict.Broken, "pods: pods with app=cart,color=green → none, no pod of the Service carries the labels of the subset (destination-rule-unmatched)")]
    [InlineData("{route: [{destination: {host: web, subset: green}}]}", EntryVerdict.Broken, "backend: subset green → none, no DestinationRule among these manifests is for the host (subset-not-found)")]
    [InlineData("{route: [{destination: {host: api.example.org}}]}", EntryVerdict.Unknown, "backend: api.example.org, a host that is no Service of the unit")]
    [InlineData("{redirect: {uri: /new}}", EntryVerdict.Unknown, "backend: a redirect, the Gateway answers by itself")]
    [InlineData("{directResponse: {status: 404}}", EntryVerdict.Unknown, "backend: a direct response, the Gateway answers by itself")]
    [InlineData("{delegate: {name: nobody}}", EntryVerdict.Unknown, "backend: VirtualService nobody → none, no such VirtualService is among these manifests")]
    public void A_route_comes_to_what_stands_behind_it(string route, EntryVerdict verdict, string outcome)
    {
        var walk = Walked.Entries(Apps, Edge, Versions, Service("shop", "shop.example.com", route)).Should().ContainSingle().Which;

        walk.Verdict.Should().Be(verdict);
        Linter.Reporting.WalkWords.Outcome(walk).Should().Be(outcome);
    }

    [Theory]
    [InlineData("edge", "shop.example.com", "shop.example.com/")]
    [InlineData("mesh", "shop.example.com", "")]
    [InlineData("edge", "'*'", "shop.example.com/ *.shop.example.com/ */")]
    [InlineData("edge, other/edge", "'*'", "*/")]
    [InlineData("elsewhere", "'*'", "*/")]
    public void Hosts_are_those_of_the_VirtualService_or_of_its_Gateways(string gateways, string hosts, string names) =>
        Walked.Entries(Apps, Edge, Service("shop", hosts, "{route: [{destination: {host: cart}}]}", gateways))
            .Select(walk => walk.Entry.Name)
            .Should().Equal(names.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Without_any_DestinationRule_a_subset_may_be_defined_elsewhere() =>
        Walked.Entries(Apps, Edge, Service("shop", "shop.example.com", "{route: [{destination: {host: web, subset: green}}]}"))
            .Should().ContainSingle().Which.Verdict.Should().Be(EntryVerdict.Unknown);

    [Fact]
    public void A_host_that_no_server_takes_is_broken_at_the_Gateway()
    {
        var gateway = Edge.Replace("hosts: ['*']", "hosts: [open.example.com]", StringComparison.Ordinal);
        var walks = Walked.Entries(Apps, gateway, Service("a", "shop.exmaple.com", "{route: [{destination: {host: cart}}]}"),
            Service("b", "tls.example.com", "{route: [{destination: {host: cart}}]}"));

        walks.Select(walk => (walk.Verdict, walk.Decisive!.Hop.Kind, walk.Decisive.Finding?.RuleId)).Should().Equal(
            (EntryVerdict.Broken, HopKind.Gateway, "route-not-allowed"),
            // Passed through, its requests are never seen; no rule says so.
            (EntryVerdict.Doubtful, HopKind.Gateway, null));
    }

    [Fact]
    public void What_stands_behind_a_route_that_takes_everything_is_doubtful() =>
        Walked.Entries(Apps, Edge,
            Service("shop", "shop.example.com",
                "{route: [{destination: {host: cart}}]}, {match: [{uri: {prefix: /pay}}], route: [{destination: {host: pay}}]}"))
            .Select(walk => (walk.Entry.Name, walk.Verdict))
            .Should().Equal(("shop.example.com/", EntryVerdict.Reaches), ("shop.example.com/pay", EntryVerdict.Doubtful));

    [Fact]
    public void A_route_that_delegates_has_the_routes_of_the_other_that_lie_within_its_match()
    {
        var root = Service("shop", "shop.example.com",
            "{match: [{uri: {prefix: /pay}}], delegate: {name: pay}}, {route: [{destination: {host: web}}]}");
        var other = Service("pay", "",
            "{match: [{uri: {exact: /pay/status}}], route: [{destination: {host: cart}}]}, {match: [{uri: {prefix: /cart}}], route: [{destination: {host: cart}}]}, {route: [{destination: {host: pay}}]}",
            "");

        Walked.Entries(Apps, Edge, root, other).Select(walk => $"{walk.Entry.Name} {walk.Pods[0].Workload.Name}").Should()
            .Equal("shop.example.com/pay/status cart", "shop.example.com/pay pay", "shop.example.com/ web");
    }

    [Theory]
    [InlineData("method: {exact: GET}", "method: {exact: POST}", false)]
    [InlineData("method: {exact: GET}", "method: {exact: GET}", true)]
    [InlineData("method: {exact: GET}", "authority: {exact: shop.example.com}", true)]
    [InlineData("authority: {exact: shop.example.com}", "authority: {exact: pay.example.com}", false)]
    [InlineData("authority: {prefix: shop}", "authority: {prefix: shop.example}", true)]
    [InlineData("scheme: {exact: http}", "scheme: {exact: https}", false)]
    [InlineData("headers: {x-a: {exact: '1'}}", "headers: {x-a: {exact: '2'}}", false)]
    [InlineData("headers: {x-a: {exact: '1'}}", "headers: {x-b: {exact: '2'}}", true)]
    [InlineData("withoutHeaders: {x-a: {exact: '1'}}", "withoutHeaders: {x-a: {exact: '2'}}", false)]
    [InlineData("queryParams: {a: {exact: '1'}}", "queryParams: {a: {exact: '2'}}", false)]
    [InlineData("port: 443", "port: 8080", false)]
    [InlineData("port: 443", "port: 443", true)]
    [InlineData("port: 443", "method: {exact: GET}", true)]
    public void A_route_of_the_other_that_contradicts_the_match_is_never_asked(string match, string own, bool isAsked)
    {
        var root = Service("shop", "shop.example.com", $"{{match: [{{{match}}}], delegate: {{name: pay}}}}, {{route: [{{destination: {{host: web}}}}]}}");
        var other = Service("pay", "", $"{{match: [{{{own}}}], route: [{{destination: {{host: cart}}}}]}}", "");

        Walked.Entries(Apps, Edge, root, other).SelectMany(walk => walk.Pods).Select(pods => pods.Workload.Name)
            .Should().Equal(isAsked ? ["cart", "web"] : ["web"]);
    }

    [Theory]
    [InlineData("https://shop.example.com/cart", "cart", "2 routes match; the first in the written order wins")]
    [InlineData("https://shop.example.com/cart/v2/items", "cart", "3 routes match; the first in the written order wins")]
    [InlineData("https://shop.example.com/cartwheel", "cart", "2 routes match; the first in the written order wins")]
    [InlineData("https://shop.example.com/CART", "web", "no other route matches")]
    [InlineData("https://shop.example.com/Pay", "pay", "2 routes match; the first in the written order wins")]
    [InlineData("https://shop.example.com/v7/x", "pay", "2 routes match; the first in the written order wins")]
    [InlineData("https://shop.example.com/me", "web", "no other route matches; before it, 1 route may take it, for what no URL shows")]
    [InlineData("https://a.shop.example.com/", "pay", "no other route matches")]
    [InlineData("http://nobody.example.org:8080/", "web", "no other route matches")]
    public void The_first_route_that_holds_takes_a_request(string url, string service, string why)
    {
        var shop = Service("shop", "shop.example.com", """
            {match: [{uri: {prefix: /cart}}], route: [{destination: {host: cart}}]}, {match: [{uri: {prefix: /cart/v2/}}], route: [{destination: {host: web}}]},
                {match: [{uri: {prefix: /pay}, ignoreUriCase: true}, {uri: {regex: '/v[0-9]+/.*'}}], route: [{destination: {host: pay}}]},
                {match: [{uri: {exact: /me}, headers: {'@request.auth.claims.admin': {exact: 'true'}}}], route: [{destination: {host: cart}}]},
                {match: [{headers: {x-canary: {exact: '1'}}}, {queryParams: {debug: {regex: '*'}}}], route: [{destination: {host: cart}}]}, {route: [{destination: {host: web}}]}
            """);
        var wide = Service("wide", "'*.shop.example.com'", "{route: [{destination: {host: pay}}]}");
        var any = Service("any", "'*'", "{match: [{port: 8080}], route: [{destination: {host: web}}]}");
        var trace = Trace.Of(Walked.Inspect(Apps, Edge, shop, wide, any), TraceTarget.Read(url, "GET", []).Target!, null);

        var walk = trace.Walks.Should().ContainSingle().Which.Walk;
        walk.Pods[0].Workload.Name.Should().Be(service);
        walk.Hops.First(hop => hop.Hop.Kind == HopKind.Path).Hop.How.Should().Be(why);
    }

    [Theory]
    [InlineData("/c(?=a)art", null)]
    [InlineData("/c(?!b)art", null)]
    [InlineData("/c(?<=c)art", null)]
    [InlineData("/c(?<!b)art", null)]
    [InlineData("(?>/c)art", null)]
    [InlineData("/(c)art(\\1)?", null)]
    [InlineData("/c(?#a)art", null)]
    [InlineData("/[[:alpha:]]+", null)]
    [InlineData("\\Q/cart\\E", null)]
    [InlineData("(?U)/cart", null)]
    [InlineData("/[a-z-[b]]+", null)]
    [InlineData("/\\pL+", null)]
    [InlineData("/\\p{L}+", true)]
    [InlineData("/(?P<all>cart)", true)]
    [InlineData("/\\x{63}art", null)]
    [InlineData("/\\x63art", true)]
    [InlineData("/[:c]art(-[0-9])?(_[a-z]-[0-9])?", true)]
    [InlineData("/[c](?:a)(r)t$", true)]
    [InlineData("(?i)/CART", true)]
    [InlineData("/car", false)]
    public void A_pattern_that_Envoy_reads_otherwise_decides_nothing(string pattern, bool? holds)
    {
        var shop = Service("shop", "shop.example.com",
            $"{{match: [{{uri: {{regex: '{pattern}'}}}}], route: [{{destination: {{host: cart}}}}]}}, {{route: [{{destination: {{host: web}}}}]}}");
        var walk = Trace.Of(Walked.Inspect(Apps, Edge, shop), TraceTarget.Read("https://shop.example.com/cart", "GET", []).Target!,
            null).Walks.Should().ContainSingle().Which.Walk;

        walk.Pods[0].Workload.Name.Should().Be(holds == true ? "cart" : "web");
        walk.Hops.First(hop => hop.Hop.Kind == HopKind.Path).Hop.How.Should().Be(holds switch
        {
            true => "2 routes match; the first in the written order wins",
            false => "no other route matches",
            null => "no other route matches; before it, 1 route may take it, for what no URL shows",
        });
    }

    [Fact]
    public void A_redirect_to_https_answers_what_is_asked_in_plain_text()
    {
        var inspection = Walked.Inspect(Apps, Edge.Replace("hosts: ['*']", "hosts: [open.example.com]", StringComparison.Ordinal),
            Service("shop", "shop.example.com", "{route: [{destination: {host: cart}}]}"));

        Trace.Of(inspection, TraceTarget.Read("http://shop.example.com/", "GET", []).Target!, null).Walks[0].Walk.Decisive!.Hop.What
            .Should().Be("a redirect to https");
        Trace.Of(inspection, TraceTarget.Read("https://shop.example.com/", "GET", []).Target!, null)
            .Verdict.Should().Be(EntryVerdict.Reaches);
    }

    [Fact]
    public void Of_two_VirtualServices_of_one_host_what_takes_everything_is_asked_last()
    {
        var all = Service("all", "shop.example.com", "{route: [{destination: {host: web}}]}");
        var cart = Service("cart", "shop.example.com", "{match: [{uri: {prefix: /cart}}], route: [{destination: {host: cart}}]}");

        var walk = Trace.Of(Walked.Inspect(Apps, Edge, all, cart), TraceTarget.Read("https://shop.example.com/cart", "GET", []).Target!,
            null).Walks.Should().ContainSingle().Which.Walk;
        (walk.Pods[0].Workload.Name, walk.Hops[2].Hop.How).Should().Be(("cart", "2 routes match; what takes everything is asked last"));
    }

    [Fact]
    public void A_host_for_sidecars_alone_is_no_way_in() =>
        Walked.Entries(Apps, Edge.Replace("hosts: ['*']", "hosts: [open.example.com]", StringComparison.Ordinal),
            Service("shop", "shop.example.com, cart", "{route: [{destination: {host: cart}}]}", "edge, mesh"))
            .Select(walk => walk.Entry.Name).Should().Equal("shop.example.com/");

    private static string Service(string name, string hosts, string routes, string gateways = "edge") => $$"""
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: {{name}} }
        spec:
        {{(hosts.Length > 0 ? $"  hosts: [{hosts}]\n  gateways: [{gateways}]" : "  exportTo: ['*']")}}
          http: [{{routes}}]
        ---

        """;
}
