using Linter.Reporting.Drawing;
using Linter.Tests.Cli;
using Linter.Tests.Support;

namespace Linter.Tests.Drawing;

/// <summary>What is linked, and how it stands.</summary>
public sealed class PictureTests : IDisposable
{
    private static readonly string Shop = Workload.Deployment("shop", "registry.example.com/web:1.0", """
        ports: [{ containerPort: 8080 }]
        readinessProbe: { tcpSocket: { port: 8080 } }
        resources: { requests: { cpu: 10m, memory: 10Mi }, limits: { memory: 10Mi } }
        env: [{ name: CART_URL, value: "http://cart:7070" }]
        envFrom: [{ configMapRef: { name: settings } }, { secretRef: { name: token, optional: true } }]
        """) + """
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop }
        spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: settings, namespace: shop }
        data: { MODE: fast }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: cart, namespace: shop }
        spec: { selector: { app: cart }, ports: [{ port: 7070 }] }

        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Links_say_where_they_lead_and_how_they_stand() => Links(Pictures.OfText(Shop)).Should().Equal(
        "Service web --80 → 8080--> Deployment web: sound",
        "Service cart --app=cart--> no pods with app=cart: broken (service-selects-nothing)",
        "Deployment web --:7070--> Service cart: sound",
        "Deployment web ----> ConfigMap settings: sound",
        "Deployment web ----> Secret token: outside");

    [Fact]
    public void Every_finding_has_a_place_in_the_picture()
    {
        foreach (var sample in (string[])["shop-broken", "gateway-broken"])
        {
            var picture = Pictures.OfSample(sample);
            var told = picture.Nodes.SelectMany(node => node.Findings)
                .Concat(picture.Edges.SelectMany(edge => edge.Findings))
                .Concat(picture.Unplaced)
                .Select(finding => $"{finding.Span} {finding.RuleId}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            var all = Samples.SampleTests.Run(sample, threads: 1).Findings
                .Select(finding => $"{finding.Span} {finding.RuleId}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            told.Should().Equal(all);
        }
    }

    [Theory]
    [InlineData("service/web")]
    [InlineData("svc/web.shop")]
    [InlineData("services/web")]
    public void A_focus_shows_what_is_near(string focus)
    {
        folder.With("shop.yaml", Shop);
        var ran = InProcess.Run(folder.Path, "graph", "--format", "tree", "--focus", focus, "--depth", "1");
        ran.Should().Be(new CliResult(0, "namespace shop\nService web  80\n└─ 80 → 8080  Deployment web ×1  8080\n", ""));
    }

    [Fact]
    public void Only_what_is_broken_is_shown_with_its_neighbours()
    {
        folder.With("shop.yaml", Shop);
        var ran = InProcess.Run(folder.Path, "graph", "--format", "tree", "--broken");
        ran.Output.Should().Be(
            "namespace shop\nService cart  7070\n└─ ✗ app=cart  no pods with app=cart   service-selects-nothing\nDeployment web ×1  8080\n└─ calls :7070  Service cart  7070\n");
        ran.ExitCode.Should().Be(0);
    }

    [Fact]
    public void What_is_ignored_is_drawn_as_broken_where_asked()
    {
        folder.With("shop.yaml",
            Shop.Replace("[{ port: 7070 }] }", "[{ port: 7070 }] } # lint:ignore service-selects-nothing -- its pods come later",
                StringComparison.Ordinal));
        InProcess.Run(folder.Path, "graph", "--format", "tree").Output.Should().NotContain("service-selects-nothing");
        InProcess.Run(folder.Path, "graph", "--format", "tree", "--no-suppressions").Output.Should().Contain("service-selects-nothing");
    }

    [Theory]
    [InlineData("graph")]
    [InlineData("entries")]
    [InlineData("trace", "service/web")]
    public void Limits_hold_for_every_picture(params string[] command)
    {
        folder.With("shop.yaml", Shop);
        InProcess.Run(folder.Path, [.. command, "--max-depth", "1"])
            .Should().Match<CliResult>(result => result.ExitCode == 2 && result.Error.Contains("yaml-syntax"));
        InProcess.Run(folder.Path, [.. command, "--max-depth", "deep"])
            .Error.Should().Be("error: --max-depth takes a number from 1 to 1000, not 'deep'\n");
    }

    [Fact]
    public void A_program_gets_a_whole_picture_of_nothing()
    {
        folder.With("values.yaml", "a: 1\n");
        InProcess.Run(folder.Path, "graph").Should().Match<CliResult>(result => result.ExitCode == 2 && result.Output.Length == 0);
        InProcess.Run(folder.Path, "graph", "--format", "json")
            .Should().Match<CliResult>(result => result.ExitCode == 2 && result.Output.StartsWith('{'));
    }

    [Theory]
    [InlineData("nothing here is called 'service/wbe'", "did you mean service/web?", "--focus", "service/wbe")]
    [InlineData("no namespace is called 'shp'", "did you mean shop?", "--in", "shp")]
    [InlineData("no unit is called 'prod'", "all that was given is one unit", "--unit", "prod")]
    [InlineData("--depth goes with --focus", "such as --focus service/cart --depth 2", "--depth", "3")]
    [InlineData("--depth needs a number, not 'far'", null, "--focus", "web", "--depth", "far")]
    [InlineData("unknown format 'svgz'", "did you mean svg?", "--format", "svgz")]
    public void What_is_not_there_is_said(string message, string? help, params string[] arguments)
    {
        folder.With("shop.yaml", Shop);
        InProcess.Run(folder.Path, ["graph", .. arguments])
            .Should().Be(new CliResult(2, "", $"error: {message}\n{(help is null ? "" : $"  = help: {help}\n")}"));
    }

    [Fact]
    public void What_cannot_be_read_is_said()
    {
        var ran = InProcess.Run(folder.Path, "graph", "nowhere");
        ran.ExitCode.Should().Be(2);
        ran.Output.Should().BeEmpty();
        ran.Error.Should().Contain("nowhere");
    }

    [Fact]
    public void Units_stand_side_by_side()
    {
        folder.With("a/web.yaml", Shop).With("b/web.yaml", Shop.Replace("8080", "9090", StringComparison.Ordinal));
        var ran = InProcess.Run(folder.Path, "graph", "--format", "tree");
        ran.Output.Should().Contain("a/web.yaml: namespace shop\n").And.Contain("b/web.yaml: namespace shop\n");
        InProcess.Run(folder.Path, "graph", "--format", "tree", "--unit", "b/web.yaml")
            .Output.Should().NotContain("a/web.yaml: namespace shop")
            .And.Contain("80 → 9090");
    }

    [Fact]
    public void Too_many_links_for_mermaid_are_said()
    {
        folder.With("many.yaml",
            string.Concat(Enumerable.Range(0, 501)
                .Select(i => $"---\napiVersion: v1\nkind: Service\nmetadata: {{ name: s{i} }}\nspec: {{ type: ExternalName, externalName: db{i}.example.com }}\n")));
        InProcess.Run(folder.Path, "graph").Error.Should().Contain("501 links are more than the 500 that Mermaid draws");
    }

    private static IEnumerable<string> Links(Picture picture) => picture.Edges.Select(edge =>
        $"{picture.Nodes[edge.From]} --{edge.Label}--> {picture.Nodes[edge.To]}: {edge.State.ToString().ToLowerInvariant()}{(edge.Findings.IsEmpty ? "" : $" ({string.Join(", ", edge.Findings.Select(finding => finding.RuleId))})")}");

    [Fact]
    public void Both_of_two_routes_for_the_same_requests_are_doubtful()
    {
        var picture = Pictures.OfText(Walks.Walked.App("cart") + Walks.Walked.App("web")
            + Walks.Walked.Ingress("a", "shop.example.com", "", "/ Prefix cart:80")
            + Walks.Walked.Ingress("b", "shop.example.com", "", "/ Prefix web:80"));
        picture.Edges.Where(edge => edge.Label.StartsWith("/ ", StringComparison.Ordinal))
            .Select(edge => edge.State)
            .Should().Equal(LinkState.Doubtful, LinkState.Doubtful);
    }

    [Fact]
    public void What_makes_a_node_doubtful_is_shown_in_every_drawing()
    {
        var picture = Pictures.OfText(Walks.Walked.App("cart", replicas: 0)
            + Walks.Walked.Ingress("a", "shop.example.com", "", "/ Prefix cart:80"));
        new MermaidDrawing().Draw(picture).Should().Contain(" doubtful\n").And.Contain("service-without-replicas");
        new DotDrawing().Draw(picture).Should().Contain("? service-without-replicas\", color=\"#bf8700\"");
        new TreeDrawing(paint: false, isUnicode: true).Draw(picture).Should().Contain("? service-without-replicas");
    }

    [Fact]
    public void A_port_that_is_broken_is_a_link_of_its_own()
    {
        var picture = Pictures.OfText(Walks.Walked.App("cart")
            .Replace("targetPort: http }]", "targetPort: http }, {name: other, port: 81, targetPort: gone}]", StringComparison.Ordinal));
        picture.Edges.Where(edge => edge.Use == LinkUse.Selects)
            .Select(edge => (edge.Label, edge.State))
            .Should().BeEquivalentTo([("80 → 8080", LinkState.Sound), ("81 → no gone", LinkState.Broken)]);
    }
}
