using System.Collections.Immutable;
using System.Text.Json;
using Linter.Reporting.Drawing;
using Linter.Tests.Support;

namespace Linter.Tests.Drawing;

/// <summary>What is drawn of links, by the programs that read it.</summary>
public sealed class DrawingTests(ITestOutputHelper output) : IDisposable
{
    private const string Hostile = """
        apiVersion: v1
        kind: Service
        metadata:
          name: '"></text><script>pwned=true</script><img src=x onerror=pwned=true>'
        spec:
          selector: { app: "</script><script>pwned=true</script>" }
          ports: [{ name: "\"]; n0 -> n1 [label=\"x", port: 80, targetPort: "a\\nb&lt;&amp;" }]
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: "end\"] --> x[\"`#quot; click n0 call alert()", namespace: "a'b\"c</style>\u2028\u202e" }
        spec:
          rules:
          - host: "javascript:alert(1)//https://evil.example.com \\N\\G"
            http:
              paths:
              - { path: "/<b>&amp;#lt;</b>%% {}|\\", pathType: Prefix, backend: { service: { name: "x;graph TD", port: { number: 80 } } } }

        """;

    private readonly TempFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void The_picture_of_the_readme_shows_real_output() =>
        Golden.Check(Repository.PathOf("samples", "graph.svg"), new SvgDrawing().Draw(Pictures.OfSample("gateway-broken")));

    [Theory]
    [InlineData("mermaid")]
    [InlineData("dot")]
    [InlineData("json")]
    [InlineData("tree")]
    public void A_sample_is_drawn(string format) =>
        Golden.Matches($"gateway-broken.{format}.txt", Drawing(format).Draw(Pictures.OfSample("gateway-broken")));

    [Fact]
    public void Every_drawing_is_the_same_on_every_run()
    {
        foreach (var format in (string[])["mermaid", "dot", "json", "tree", "svg", "html"])
            Drawing(format).Draw(Pictures.OfSample("shop-broken")).Should().Be(Drawing(format).Draw(Pictures.OfSample("shop-broken")));
    }

    [Fact]
    public async Task Mermaid_itself_draws_every_node_and_link()
    {
        Processes.Need("chromium");
        ImmutableArray<Picture> pictures =
        [
            Pictures.OfSample("shop-broken"), Pictures.OfSample("gateway-broken"), Pictures.OfText(Hostile),
            Pictures.OfSize(60, namespaces: 3), new Picture([], [], [], []),
        ];

        var answer = JsonDocument.Parse(await NodeTool.Run("browser.mjs",
            JsonSerializer.Serialize(new { mermaid = pictures.Select(picture => new MermaidDrawing().Draw(picture)) })));

        var drawn = answer.RootElement.GetProperty("mermaid").EnumerateArray().ToList();
        for (var i = 0; i < pictures.Length; i++)
        {
            drawn[i].GetProperty("error").GetString().Should().BeNull();
            drawn[i].GetProperty("edges").GetInt32().Should().Be(pictures[i].Edges.Length);
            drawn[i].GetProperty("scripts").GetInt32().Should().Be(0);
            var labels = drawn[i].GetProperty("nodes").EnumerateArray().Select(label => Squeezed(label.GetString()!)).ToList();
            labels.Should().HaveCount(pictures[i].Nodes.Length);
            foreach (var node in pictures[i].Nodes)
            {
                labels.Should().Contain(label => label.Contains(Squeezed(Linter.Reporting.Printable.Of(node.Name)),
                    StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task Graphviz_draws_every_node_and_link()
    {
        var dot = Processes.Need("dot");
        foreach (var picture in (Picture[])[Pictures.OfSample("shop-broken"), Pictures.OfText(Hostile), Pictures.OfSize(60, namespaces: 3)])
        {
            scratch.With("links.dot", new DotDrawing().Draw(picture));
            var svg = (await Processes.Run(scratch.Path, dot, ["-Tsvg", "links.dot"])).Exits(0);

            svg.Error.Should().NotContain("syntax").And.NotContain("not found in the UTF-8");
            Count(svg.Output, "class=\"node\"").Should().Be(picture.Nodes.Length);
            Count(svg.Output, "class=\"edge\"").Should().Be(picture.Edges.Length);
            var text = Squeezed(System.Net.WebUtility.HtmlDecode(svg.Output));
            foreach (var node in picture.Nodes)
                text.Should().Contain(Squeezed(Linter.Reporting.Printable.Of(node.Name)));
        }
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(50, 1)]
    [InlineData(500, 1)]
    [InlineData(500, 12)]
    public async Task A_page_works_in_a_browser(int nodes, int namespaces) => Check(await Visit(Pictures.OfSize(nodes, namespaces)));

    [Fact]
    public async Task A_page_of_two_thousand_nodes_works()
    {
        var picture = Pictures.OfSize(2020);
        picture.Nodes.Length.Should().BeGreaterThanOrEqualTo(2000);
        Check(await Visit(picture));
    }

    [Theory]
    [InlineData("shop-broken")]
    [InlineData("gateway-broken")]
    [InlineData("shop-clean")]
    public async Task A_sample_works_in_a_browser(string sample) => Check(await Visit(Pictures.OfSample(sample)));

    [Fact]
    public async Task Hostile_names_are_text_and_nothing_else()
    {
        var picture = Pictures.OfText(Hostile);
        var page = new HtmlDrawing("</title><script>pwned=true</script>").Draw(picture);
        page.Should().NotContain("<script>pwned").And.NotContain("<img");

        Check(await Visit(picture, "</title><script>pwned=true</script>"));
    }

    [Fact]
    public void Four_times_the_nodes_take_about_four_times_the_memory()
    {
        ((double)AllocatedFor(2000) / AllocatedFor(500)).Should().BeLessThan(8);
    }

    private async Task<JsonElement> Visit(Picture picture, string title = "shop")
    {
        Processes.Need("chromium");
        scratch.With("page.html", new HtmlDrawing(title).Draw(picture));
        var answer = JsonDocument.Parse(await NodeTool.Run("browser.mjs",
            JsonSerializer.Serialize(new { pages = new[] { scratch.Full("page.html") } })));
        var page = answer.RootElement.GetProperty("pages")[0];
        page.GetProperty("nodes").GetInt32().Should().Be(picture.Nodes.Length);
        page.GetProperty("edges").GetInt32().Should().Be(picture.Edges.Length);
        output.WriteLine($"{picture.Nodes.Length} nodes can be used after {page.GetProperty("clock").GetInt32()} ms");
        page.GetProperty("rows").GetInt32().Should().Be(picture.Edges.Length);
        if (picture.Count(LinkState.Broken) > 0)
            page.GetProperty("panel").GetString().Should().Contain("error[").And.Contain("-->").And.Contain("lint explain");
        return page;
    }

    /// <summary>Bytes; what is quadratic grows sixteenfold where the nodes grow fourfold.</summary>
    private static long AllocatedFor(int nodes)
    {
        var picture = Pictures.OfSize(nodes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        new LayoutRun(picture).Run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Check(JsonElement page)
    {
        Texts("complaints").Should().BeEmpty();
        Texts("violations").Should().BeEmpty();
        Texts("overlaps").Should().BeEmpty();
        page.GetProperty("pwned").GetBoolean().Should().BeFalse();
        page.GetProperty("lit").GetInt32().Should().BeGreaterThanOrEqualTo(3);
        page.GetProperty("litAfter").GetInt32().Should().Be(0);
        page.GetProperty("matches").GetInt32().Should().BePositive();
        page.GetProperty("matchesAfter").GetInt32().Should().Be(0);
        page.GetProperty("status").GetString().Should().Contain(" of ");
        page.GetProperty("overview").GetString().Should().BeOneOf("Findings", "No findings");
        page.GetProperty("moved").GetBoolean().Should().BeTrue();
        Texts("chosen")[1].Should().StartWith(Texts("chosen")[0].Split(' ')[0]);
        page.GetProperty("zoomed").GetBoolean().Should().BeTrue();
        page.GetProperty("panned").GetBoolean().Should().BeTrue();

        List<string> Texts(string name) => [.. page.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
    }

    private static IDrawing Drawing(string format) => format switch
    {
        "mermaid" => new MermaidDrawing(),
        "dot" => new DotDrawing(),
        "json" => new JsonDrawing(),
        "tree" => new TreeDrawing(paint: false, isUnicode: true),
        "svg" => new SvgDrawing(),
        _ => new HtmlDrawing("shop"),
    };

    // Renderers break and join blanks as they see fit.
    private static string Squeezed(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
