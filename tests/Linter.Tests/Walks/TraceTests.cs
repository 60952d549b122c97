using Linter.Engine;
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
        + Walked.Ingress("shop", "shop.example.com", "", "/ Prefix web:80", "/cart Prefix cart:8080", "/cart/v2/ Prefix api:80",
            "/health Exact api:80", "/old Prefix gone-service:80", "/named Prefix api:web")
        + Walked.Ingress("wild", "*.example.com", "", "/ Prefix admin:80")
        + Walked.Ingress("rest", "", "", "/status Exact api:80")
        + Walked.Ingress("regex", "regex.example.org", Regex, "/api(/|$)(.*) ImplementationSpecific api:80", "/api/long Prefix cart:8080",
            "/ Prefix web:80");

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Pods_of_another_namespace_break_the_way() =>
        Walked.Trace(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec:
              selector: {app: web}
              ports: [{port: 80}]
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: office}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: "registry.example.com/web:1.0", ports: [{containerPort: 80}]}]}
            """, "web.shop.svc.cluster.local:80").Should().StartWith("BROKEN");

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
        Walked.Trace(Shop, target).Should().MatchRegex("^(OK|DOUBTFUL)  ")
            .And.Contain($"→ Service {service} → Deployment {service.Split(':')[0]}:8080 (2 replicas)");

    [Fact]
    public void A_long_word_takes_the_room_of_an_empty_one_behind_it()
    {
        folder.With("web.yaml",
            Walked.App("web").Replace("/ready", "/readiness", StringComparison.Ordinal)
                + Walked.Ingress("shop", "shop.example.com", "", "/ Prefix web:80"));
        var lines = InProcess.Run(folder.Path, "trace", "http://shop.example.com/", ".").Output.Split('\n');
        var places = lines.Where(line => line.Contains("readiness: GET", StringComparison.Ordinal)
            || line.Contains("2 replicas  ", StringComparison.Ordinal))
            .Select(line => line.IndexOf("web.yaml:", StringComparison.Ordinal))
            .ToList();
        places.Should().HaveCount(2).And.OnlyContain(place => place > 0 && place == places[0]);
    }

    [Theory]
    [InlineData("nowhere.test/cart", "shop.example.com web")]
    [InlineData("nowhere.test", "shop.example.com web")]
    [InlineData("shop.exmaple.com/cart", "shop.example.com")]
    [InlineData("http://nowhere.test/cart", "shop.example.com")]
    [InlineData("wbe", "web")]
    public void What_looks_like_a_host_is_held_against_hosts_first(string target, string nearest)
    {
        var manifests = Walked.App("web") + Walked.Ingress("shop", "shop.example.com", "", "/ Prefix web:80");

        Trace.Of(Walked.Inspect(manifests), TraceTarget.Read(target, "GET", []).Target!, null).Nearest.Should().Equal(nearest.Split(' '));
    }

    [Theory]
    [InlineData("http://shop.example.com/old/x", "BROKEN", "at hop 3 of 3: service (ingress-service-not-found)")]
    [InlineData("http://shop.exampel.com/", "NO ROUTE", "no rule names host shop.exampel.com, and of the rules for any host none takes GET /; nearest: shop.example.com, /status")]
    [InlineData("http://example.com/statuses", "NO ROUTE", "none takes GET /statuses; nearest: *.example.com, /status")]
    [InlineData("nodeport:30080", "NO ROUTE", "no Service has node port 30080")]
    [InlineData("service/crat:80", "NO ROUTE", "no Service is crat:80; nearest: cart")]
    [InlineData("service/cart:80", "BROKEN", "port: 80 → none, the Service exposes 8080 (web)")]
    [InlineData("deploy/crat", "NO ROUTE", "no workload is deploy/crat; nearest: cart")]
    public void A_request_that_does_not_says_where_it_ends(string target, string verdict, string says) =>
        Walked.Trace(Shop, target).Should().StartWith(verdict + "  ").And.Contain(says);

    [Theory]
    [InlineData("service/cart.shopp", null, "no Service is cart.shopp; nearest: service/cart.shop, service/cart.dev")]
    [InlineData("cart.shopp:80", null, "no Service, Ingress or route has host cart.shopp; nearest: service/cart.shop, service/cart.dev")]
    [InlineData("service/mail", null, "no Service is mail; nearest: deploy/mail.shop")]
    [InlineData("mail", null, "no Service, Ingress or route has host mail; nearest: deploy/mail.shop")]
    [InlineData("mial-sender", null, "has host mial-sender; nearest: deploy/mail-sender.shop")]
    [InlineData("statefulset/mail", null, "no workload is statefulset/mail; nearest: deploy/mail.shop")]
    [InlineData("deploy/mail.dev", null, "no workload is deploy/mail.dev; nearest: deploy/mail.shop")]
    [InlineData("deploy/crat", null, "no workload is deploy/crat; nearest: service/cart.shop, service/cart.dev")]
    [InlineData("settings", null, "no Service, Ingress or route has host settings, which is the name of ConfigMap settings; nearest: cart")]
    [InlineData("service/settings", null, "no Service is settings, which is the name of ConfigMap settings; nearest: cart")]
    [InlineData("cart", "deploy/cart", "no workload is deploy/cart; nearest: ")]
    [InlineData("cart", "sts/mail", "no workload is sts/mail; nearest: deploy/mail.shop")]
    public void What_is_called_so_elsewhere_is_nearest(string target, string? from, string says)
    {
        static string Made(string kind, string name, string @namespace, string spec) =>
            $"apiVersion: {(kind == "Deployment" ? "apps/v1" : "v1")}\nkind: {kind}\nmetadata: {{name: {name}, namespace: {@namespace}}}\n{spec}\n---\n";
        var manifests = Made("Service", "cart", "shop", "spec: {ports: [{port: 80}]}")
            + Made("Service", "cart", "dev", "spec: {ports: [{port: 80}]}") + Made("ConfigMap", "settings", "shop", "data: {}");
        foreach (var name in new[] { "mail", "mail-sender" })
        {
            manifests += Made("Deployment", name, "shop",
                $"spec: {{selector: {{matchLabels: {{app: {name}}}}}, template: {{metadata: {{labels: {{app: {name}}}}}, spec: {{containers: [{{name: a, image: a:1}}]}}}}}}");
        }

        var trace = from is null ? Walked.Trace(manifests, target) : Walked.Trace(manifests, target, from);
        trace.Should().StartWith("NO ROUTE  ").And.Contain(says);
    }

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
        Walked.Trace(Shop + policy, "cart:8080", "deploy/api").Should().StartWith("BROKEN  ")
            .And.Contain("policy: only-web, does not let Deployment api in");
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
        Walked.Trace(all, "http://shop.example.com/cart", method: "POST", headers: "x-canary: always")
            .Should().Contain("Service cart:8080");
    }

    private static readonly string Set = """
        apiVersion: v1
        kind: Service
        metadata: {name: db}
        spec: {clusterIP: None, selector: {app: db}, ports: [{name: cql, port: 9042}]}
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: db}
        spec:
          replicas: 3
          serviceName: db
          selector: {matchLabels: {app: db}}
          template:
            metadata: {labels: {app: db}}
            spec:
              containers:
                - name: db
                  image: registry.example.com/db:1.0.0
                  ports: [{name: cql, containerPort: 9042}, {name: jmx, containerPort: 7199}]
                  readinessProbe: {tcpSocket: {port: cql}}
        ---

        """;

    [Theory]
    [InlineData("db-0.db:9042", "OK", "Service db:9042 → StatefulSet db:9042 (1 pod)")]
    [InlineData("db-2.db.default.svc.cluster.local:9042", "OK", "(1 pod)")]
    [InlineData("db:9042", "OK", "Service db:9042 → StatefulSet db:9042 (3 replicas)")]
    [InlineData("db:7199", "OK", "Service db:7199 → StatefulSet db:7199 (3 replicas)")]
    [InlineData("db:1234", "DOUBTFUL", "Service db:1234")]
    [InlineData("db-3.db:9042", "BROKEN", "its pods are db-0 to db-2")]
    [InlineData("db-00.db:9042", "BROKEN", "no pod of Service db has the hostname db-00")]
    [InlineData("web-0.db.default.svc:9042", "BROKEN", "no pod of Service db has the hostname web-0")]
    [InlineData("db.default.svc.cluster.locl:9042", "BROKEN", "no zone is 'cluster.locl'")]
    [InlineData("db.default.cluster.local:9042", "BROKEN", "end in svc.cluster.local")]
    [InlineData("http://www.web/", "NO ROUTE", "has host www.web")]
    [InlineData("web-0.web.default.svc:80", "BROKEN", "only a headless Service has names for its pods")]
    public void Names_of_pods_exist_or_do_not(string target, string verdict, string says) =>
        Walked.Trace(Set + Walked.App("web"), target).Should().StartWith(verdict + "  ").And.Contain(says);

    [Fact]
    public void The_only_pod_of_a_StatefulSet_is_no_range() =>
        Walked.Trace(Set.Replace("replicas: 3", "replicas: 1", StringComparison.Ordinal), "db-1.db:9042").Should().StartWith("BROKEN  ")
            .And.Contain("its pods are db-0")
            .And.NotContain("db-0 to");

    [Fact]
    public void A_headless_Service_is_judged_at_the_port_that_is_dialled()
    {
        const string Policy =
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: cql-only}\nspec:\n  podSelector: {matchLabels: {app: db}}\n  ingress: [{ports: [{port: 9042}]}]\n---\n";
        Walked.Trace(Set + Policy, "db:9042").Should().StartWith("OK  ");
        Walked.Trace(Set + Policy, "db:7199").Should().StartWith("BROKEN  ").And.Contain("port 7199 is let in from nowhere");
    }

    [Theory]
    [InlineData(true, "no pod template that can be seen carries this")]
    [InlineData(false, "no workload is among these manifests")]
    public void A_headless_Service_without_ports_still_needs_pods(bool areSomeThere, string says) =>
        Walked.Trace((areSomeThere ? Walked.App("web") : "")
            + "apiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec: {clusterIP: None, selector: {app: db}}\n---\n", "db")
            .Should().Contain(says);

    [Fact]
    public void Without_a_port_it_counts_who_asks()
    {
        const string Policy =
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: only-web}\nspec:\n  podSelector: {matchLabels: {app: cart}}\n  ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]\n---\n";
        var walks = new UnitWalks(Walked.Inspect(Shop, Policy).Units[0].Graph);
        var service = walks.Find("cart", null, null)[0];
        WalkMark Of(string name) =>
            walks.OfService(new NamedService(service, null), null, "cart",
                walks.FindPods([Linter.Manifests.Kinds.Deployment], name, null)[0]).Hops[^1].Mark;
        Of("web").Should().Be(WalkMark.Ok);
        Of("api").Should().Be(WalkMark.Broken);
        Of("web").Should().Be(WalkMark.Ok);
    }

    [Theory]
    [InlineData("policyTypes: [Egress]\n  egress: [{ports: [{port: 8080}]}]", "BROKEN", "lets no DNS out (port 53)")]
    [InlineData("policyTypes: [Egress]\n  egress: [{ports: [{port: 8080}, {port: 53, protocol: UDP}]}]", "OK", "Service cart:8080")]
    public void A_name_needs_DNS(string spec, string verdict, string says)
    {
        var policy = $"apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: out}}\nspec:\n  podSelector: {{matchLabels: {{app: web}}}}\n  {spec}\n---\n";
        Walked.Trace(Shop + policy, "cart:8080", "deploy/web").Should().StartWith(verdict + "  ").And.Contain(says);
    }

    [Theory]
    [InlineData("hostNetwork: true", "BROKEN")]
    [InlineData("hostNetwork: true\n      dnsPolicy: ClusterFirstWithHostNet", "OK")]
    [InlineData("dnsPolicy: Default", "BROKEN")]
    [InlineData("dnsPolicy: None\n      dnsConfig: {nameservers: [10.0.0.10]}", "DOUBTFUL")]
    public void The_nodes_resolver_knows_no_Services(string spec, string verdict) =>
        Walked.Trace(Shop + Walked.App("agent").Replace("      containers:", $"      {spec}\n      containers:", StringComparison.Ordinal),
            "cart:8080", "deploy/agent")
            .Should().StartWith(verdict + "  ");

    private static string Default(string name, string service, string rules = "", string @class = "nginx") =>
        $"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: {name}}}\nspec:\n  ingressClassName: {@class}\n  defaultBackend: {{service: {{name: {service}, port: {{number: 80}}}}}}\n{rules}---\n";

    [Fact]
    public void A_default_backend_takes_what_no_rule_matches()
    {
        var all = Walked.App("web") + Walked.App("api") + Walked.Ingress("shop", "shop.example.com", "", "/cart Prefix api:80")
            + Default("rest", "web");
        Walked.Trace(all, "http://other.example.com/").Should().Contain("Ingress rest → Service web:80");
        Walked.Trace(all, "http://shop.example.com/nothing").Should().Contain("Ingress rest → Service web:80");
        Walked.Trace(all, "http://shop.example.com/cart").Should().Contain("Service api:80").And.NotContain("\n");
    }

    [Fact]
    public void A_host_without_paths_takes_its_requests_all_the_same()
    {
        var all = Walked.App("web") + Walked.App("api") + Walked.Ingress("wild", "*.example.com", "", "/ Prefix api:80")
            + Default("bare", "web", "  rules: [{host: bare.example.com}]\n");
        Walked.Trace(all, "http://bare.example.com/x").Should().Contain("Ingress bare → Service web:80");
        Walked.Trace(all, "http://other.example.com/x").Should().Contain("Service api:80");
    }

    [Fact]
    public void A_host_does_not_beat_itself_where_another_rule_has_it_without_paths() =>
        Walked.How(
            Walked.App("web") + Walked.App("api") + Walked.Ingress("shop", "shop.example.com", "", "/ Prefix api:80")
                + Default("bare", "web", "  rules: [{host: shop.example.com}, {host: SHOP.example.com}]\n"),
            "http://shop.example.com/x", HopKind.Host)
            .Should().Be("Ingress shop, class nginx; matches exactly");

    [Theory]
    [InlineData("http://shop.example.com/foo", "api")]
    [InlineData("http://shop.example.com/foo/", "web")]
    [InlineData("http://shop.example.com//foo", "api")]
    [InlineData("http://shop.example.com/x/../foo", "api")]
    [InlineData("http://shop.example.com/%66oo", "api")]
    public void Exact_beats_a_prefix_of_as_many_elements(string target, string service) =>
        Walked.Trace(
            Walked.App("web") + Walked.App("api")
                + Walked.Ingress("shop", "shop.example.com", "", "/foo/ Prefix web:80", "/foo Exact api:80"),
            target)
            .Should().Contain($"Service {service}:80");

    private const string Gateway = """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: edge}
        spec:
          gatewayClassName: some
          listeners:
            - {name: http, port: 80, protocol: HTTP}
            - {name: narrow, port: 80, protocol: HTTP, hostname: narrow.example.com}
        ---

        """;

    private static string Route(string parent, string host, string backends = "[{name: web, port: 80}]", string path = "/") =>
        $"apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {{name: r{host.Length}{path.Length}}}\nspec:\n  {parent}\n  hostnames: [{host}]\n  rules: [{{matches: [{{path: {{value: {path}}}}}], backendRefs: {backends}}}]\n---\n";

    [Theory]
    [InlineData("parentRefs: [{name: edge, sectionName: gone}]", "shop.example.com", "[{name: web, port: 80}]", "http://shop.example.com/", "BROKEN", "gateway")]
    [InlineData("parentRefs: [{name: edge, sectionName: http}]", "narrow.example.com", "[{name: web, port: 80}]", "http://narrow.example.com/", "NO ROUTE", "listener narrow of Gateway edge takes host narrow.example.com")]
    [InlineData("parentRefs: [{name: edge}]", "shop.example.com", "[{name: web, port: 80, weight: 0}]", "http://shop.example.com/", "BROKEN", "route-without-traffic")]
    [InlineData("parentRefs: []", "shop.example.com", "[{name: web, port: 80}]", "http://shop.example.com/", "UNKNOWN", "no parentRefs")]
    [InlineData("parentRefs: [{name: edge}]", "shop.example.com", "[{name: web, port: 80}]", "https://shop.example.com/", "NO ROUTE", "only for http; nearest: http://shop.example.com/")]
    [InlineData("parentRefs: [{name: edge}]", "shop.example.com", "[{name: web, port: 80}]", "http://shop.example.com:8080/", "NO ROUTE", "no listener takes it at port 8080")]
    public void Routes_that_get_no_request_say_why(
        string parent, string host, string backends, string target, string verdict, string says) =>
        Walked.Trace(Gateway + Walked.App("web") + Route("parentRefs: [{name: edge}]", "other.example.com")
            + Route(parent, host, backends), target)
            .Should().StartWith(verdict + "  ")
            .And.Contain(says);

    [Fact]
    public void TLS_is_that_of_the_Ingress_itself()
    {
        var plain = Walked.App("web") + "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: third, namespace: third}\n---\n"
            + Walked.Ingress("shop", "shop.example.com", "", "/ Prefix web:80");
        string Secured(string @namespace) =>
            $"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {{name: other{@namespace}}}\nspec:\n  ingressClassName: nginx\n  tls: [{{hosts: [shop.example.com], secretName: cert}}]\n  defaultBackend: {{service: {{name: web, port: {{number: 80}}}}}}\n---\n";
        Walked.How(plain + Secured(", namespace: far"), "https://shop.example.com/", HopKind.Tls).Should().Contain("default certificate");
        Walked.How(plain + Secured("").Replace("nginx", "other", StringComparison.Ordinal), "https://shop.example.com/", HopKind.Tls)
            .Should().Contain("default certificate");
        Walked.How(plain + Secured(""), "https://shop.example.com/", HopKind.Tls).Should().BeEmpty();
    }

    [Fact]
    public void External_addresses_are_traced() =>
        Walked.Trace(Walked.App("web").Replace("  type: ClusterIP", "  externalIPs: [203.0.113.9]", StringComparison.Ordinal),
            "203.0.113.9:80")
            .Should().StartWith("OK  203.0.113.9:80 → Service web:80");

    [Fact]
    public void An_address_is_not_the_one_beside_it() =>
        Walked.Trace(Walked.App("web").Replace("  type: ClusterIP", "  externalIPs: [203.0.113.9, 203.0.113.10]", StringComparison.Ordinal),
            "203.0.113.9:80")
            .Should().NotContain("203.0.113.10");

    [Theory]
    [InlineData("http://[::1", "does not close it")]
    [InlineData("deploy/", "names no workload")]
    public void What_is_cut_short_is_no_target(string text, string problem) =>
        TraceTarget.Read(text, "GET", []).Problem.Should().Contain(problem);

    [Fact]
    public void Passwords_are_not_repeated()
    {
        TraceTarget.Read("http://user:secret@shop.example.com/cart@x", "GET", []).Target!.Text
            .Should().Be("http://shop.example.com/cart@x");
        TraceTarget.Read("ftp://user:secret@x", "GET", []).Problem.Should().NotContain("secret");
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_told()
    {
        folder.With("shop.yaml", "apiVersion: v1\nkind: {\n");
        foreach (var command in (string[][])[["trace", "http://shop.example.com/"], ["entries"], ["graph"]])
        {
            InProcess.Run(folder.Path, command)
                .Should().Match<CliResult>(result => result.ExitCode == 2 && result.Error.Contains("yaml-syntax"));
        }
    }

    [Fact]
    public void The_commands_answer_in_exit_codes()
    {
        folder.With("shop.yaml", Shop);
        InProcess.Run(folder.Path, "trace", "http://shop.example.com/cart", "-q")
            .Should().Match<CliResult>(result => result.ExitCode == 0 && result.Error.Length == 0 && result.Output.StartsWith("OK  "));
        InProcess.Run(folder.Path, "trace", "http://shop.example.com/old", ".")
            .Should().Match<CliResult>(result => result.ExitCode == 1 && result.Output.Contains("error[ingress-service-not-found]"));
        InProcess.Run(folder.Path, "trace", "http://nowhere.example.net/").ExitCode.Should().Be(2);
        InProcess.Run(folder.Path, "trace", "http://nowhere.example.net/", "--format", "json").Output.Should().Contain("\"missing\"");
        InProcess.Run(folder.Path, "trace")
            .Should().Match<CliResult>(result => result.ExitCode == 2 && result.Error.Contains("trace needs TARGET"));
        InProcess.Run(folder.Path, "trace", "ftp://x").Error.Should().Contain("scheme other than http and https");
        InProcess.Run(folder.Path, "trace", "cart", "--from", "nobody").Error.Should().Contain("--from takes a workload");
        InProcess.Run(folder.Path, "entries")
            .Should().Match<CliResult>(result => result.ExitCode == 1
                && result.Output.EndsWith("11 entry points: 8 reach, 2 doubtful, 1 broken.\n"));
        InProcess.Run(folder.Path, "entries", "--format", "json").Output.Should().Contain("\"total\": 11");
        InProcess.Run(folder.Path, "entries", "--format", "markdown")
            .Output.Should().StartWith("### 11 entry points: 8 reach, 2 doubtful, 1 broken\n");
        InProcess.Run(folder.Path, "entries", "nowhere").ExitCode.Should().Be(2);
    }

    [Theory]
    [InlineData("nope", "entries")]
    [InlineData("80", "trace", "http://a-rather-long-name.shop.example.com/with/a/long/path")]
    public void Rows_go_on_below_themselves_where_the_terminal_is_narrow(string port, params string[] command)
    {
        folder.With("a-file-with-a-name.yaml",
            Walked.App("web") + Walked.Ingress("shop", "a-rather-long-name.shop.example.com", "", $"/with/a/long/path Prefix web:{port}"));
        foreach (var color in (string[])["never", "always"])
        {
            var narrow = Shown(68, [.. command, "--color", color]);
            var lines = narrow.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal)
                && !line.Contains("warning[", StringComparison.Ordinal)).ToList();

            lines.Where(line => Linter.Reporting.Cells.Width(line) > 68).Should().BeEmpty();
            lines.Should().Contain(line => line.TrimStart(' ', '|').StartsWith("a-file-with-a-name.yaml:", StringComparison.Ordinal));
            Words(narrow).Should().Equal(Words(Shown(1000, [.. command, "--color", color])), "nothing is left out");
        }
    }

    [Fact]
    public void Entries_stay_one_line_each_where_they_are_piped()
    {
        folder.With("web.yaml", Walked.App("web")
            + Walked.Ingress("shop", "shop.example.com", "", $"/{new string('a', 70)} Prefix web:nope", "/b Prefix web:nope"));
        var lines = InProcess.Run(folder.Path, "entries").Output.Split('\n');

        lines.Count(line => line.Contains("✗ broken", StringComparison.Ordinal)).Should().Be(2);
        lines.Where(line => line.Contains("✗ broken", StringComparison.Ordinal)).Should().OnlyContain(line => line.Contains("web.yaml:", StringComparison.Ordinal));
    }

    // As a terminal of the width shows it, without its colours.
    private string Shown(int width, params string[] command) => System.Text.RegularExpressions.Regex.Replace(
        InProcess.Run(folder.Path, environment => environment with { OutputIsTerminal = true, OutputWidth = width }, command).Output,
        "\u001b\\[[0-9;]*m", "");

    // Drawings depend on the width.
    private static IEnumerable<string> Words(string text) =>
        text.Split([' ', '\n', ',', '|'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Any(char.IsAsciiLetterOrDigit));

    [Fact]
    public void What_manifests_say_cannot_steer_a_terminal()
    {
        var hostile = Walked.App("web")
            + Walked.Ingress("shop", "a\\u001b[31m.example.com", "", "/ Prefix web:80", "\"/\\u001b]0;x\" Prefix web:80");
        folder.With("shop.yaml", hostile);
        InProcess.Run(folder.Path, "entries").Output.Should().NotContain("\u001b").And.Contain("\\x1b");
        InProcess.Run(folder.Path, "trace", "deploy/web").Output.Should().NotContain("\u001b").And.Contain("\\x1b");
        InProcess.Run(folder.Path, "trace", "http://\u001b[2J/").Output.Should().NotContain("\u001b");
    }
}
