using System.Collections.Immutable;
using Linter.Engine;
using Linter.Findings;
using Linter.Manifests;
using Linter.Reporting;
using Linter.Rules;
using Linter.Tests.Support;

namespace Linter.Tests.Engine;

/// <summary>An exception on a way back, brought about by a tree of files that fails at one of them as no tree may.</summary>
public sealed class WayBackFailureTests : IDisposable
{
    private const string Rendered = """
        ---
        # Source: shop/templates/api.yaml
        apiVersion: v1
        kind: Service
        metadata:
          name: api
        spec:
          type: Nodeport
        ---
        # Source: shop/templates/web.yaml
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          type: Nodeport
        """;

    private readonly TempFolder folder = new TempFolder()
        .With("shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n")
        .With("shop/templates/api.yaml", "apiVersion: v1\nkind: Service\nmetadata:\n  name: api\nspec:\n  type: Nodeport\n")
        .With("shop/templates/web.yaml",
            "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: Nodeport # lint:ignore invalid-value -- on purpose\n");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Findings_that_cannot_be_led_back_stand_at_the_first_line_and_the_failure_is_said_once()
    {
        var result = LintEngine.Run(Input("shop/templates/web.yaml"), Only());

        Lines(result).Should().Equal("shop/Chart.yaml:1 'Service/web'", "shop/templates/api.yaml:6 'Service/api'");
        var failure = result.Failures.Should().ContainSingle().Which;
        failure.ToString().Should().Be(
            "the way back from what 'shop' renders to failed, so findings may stand at a first line instead of where they were written");
        failure.Error.Should().Contain("this file cannot be asked for");
    }

    [Fact]
    public void Several_units_are_said_once()
    {
        var input = Input("shop/templates/web.yaml");
        var result = LintEngine.Run(
            input with
            {
                Rendered = [.. input.Rendered,
                    input.Rendered[0] with { Target = input.Rendered[0].Target with { Variant = "ci/values.yaml" } }],
            },
            Only());

        result.Failures.Should().ContainSingle().Which.Who.Should().Be("the way back from what 'shop' (and 1 more) renders to");
    }

    [Fact]
    public void What_failed_while_units_are_shown_is_known_afterwards()
    {
        var input = Input("shop/templates/web.yaml");
        var inspection = LintEngine.Inspect(
            input with
            {
                Rendered = [input.Rendered[0] with
                {
                    Text = Rendered.Replace("Nodeport", "NodePort",
                        StringComparison.Ordinal),
                }],
            },
            Only() with { UsesSuppressions = false });
        inspection.Failures.Should().BeEmpty();

        var unit = inspection.Units.Should().ContainSingle().Which;
        unit.Unit.Resources.Select(resource => unit.Shown(resource.Root.Span).Source.Path)
            .Should().Equal("shop/templates/api.yaml", "shop/Chart.yaml");
        inspection.Failures.Should().ContainSingle().Which.RuleId.Should().Be(RuleFailure.WayBack);
    }

    [Fact]
    public void Text_from_standard_input_stays_where_it_is()
    {
        var input = Input("shop/templates/web.yaml");
        var target = input.Rendered[0].Target;
        var piped = input.Rendered[0] with { PipedCharts = ImmutableSortedDictionary<string, RenderTarget>.Empty.Add("shop", target) };
        var result = LintEngine.Run(input with { Rendered = [piped] }, Only());

        Lines(result).Should().Equal("shop/templates/api.yaml:6 'Service/api'", "stdin:16 'Service/web'");
        result.Failures.Should().ContainSingle();
    }

    [Fact]
    public void A_report_says_it()
    {
        var text = new StringWriter();
        foreach (var line in SummaryText.Lines(LintEngine.Run(Input("shop/templates/web.yaml"), Only())))
            text.WriteLine(line);

        text.ToString().Should().StartWith("Found 2 errors in 1 rendered unit")
            .And.Contain("internal error: the way back from what 'shop' renders to failed, so findings may stand at a first line instead of where they were written: System.InvalidOperationException: this file cannot be asked for");
    }

    private static LintOptions Only() => new()
    {
        RuleLevels = RuleCatalog.Ids.Where(id => id is not ("invalid-value" or "suppression-unused"))
            .ToImmutableDictionary(id => id, _ => Severity.Off, StringComparer.Ordinal),
    };

    private static IEnumerable<string> Lines(LintResult result) =>
        result.Findings.Select(finding => $"{finding.Span.Source.Path}:{finding.Span.From.Line} '{finding.Subject!.ObjectName}'");

    private InputFiles Input(string broken) => new([], [], [])
    {
        ShownRoot = folder.Path,
        Sources = new BrittleTree(folder.Full(broken)),
        Rendered = [new RenderedInput(new RenderTarget(RenderTool.Helm, "shop", folder.Full("shop")) { ReleaseName = "shop" }, Rendered,
            folder.Full("shop"))],
    };

    private sealed class BrittleTree(string broken) : FileTree
    {
        public override EntryKind KindOf(string path) => Disk.KindOf(Asked(path));

        public override IReadOnlyList<FolderEntry> Entries(string folder) => Disk.Entries(Asked(folder));

        public override string? LinkTarget(string path) => Disk.LinkTarget(Asked(path));

        public override FileText? Held(string path, string shown) => Disk.Held(Asked(path), shown);

        private string Asked(string path) => path != broken ? path : throw new InvalidOperationException("this file cannot be asked for");
    }
}
